//! All references of a description, through all its files.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::folder::{unreadable, Allowed, Folder, Refusal, REMOTE_HELP};
use crate::codes;
use crate::load::grammar::{closest, Keyword, Kind, Object, OPENAPI};
use crate::load::limits::{MAX_FILES, MAX_JSON_BYTES, MAX_NODES, MAX_REFERENCE_CHAIN};
use crate::load::reference::{percent_decoded, Target};
use crate::load::report::Report;
use crate::load::source::Sources;
use crate::load::version::Version;
use crate::load::{parse, reference};
use crate::pointer::{FileId, Pointer};

/// What was found.
pub(super) struct Collected {
    /// The raw trees of all files.
    pub trees: BTreeMap<FileId, Tree>,
    /// All references, in the order in which they were found.
    pub uses: Vec<Use>,
}

/// A file.
pub(super) struct Tree {
    pub value: Rc<Value>,
    /// Relative to the folder of the description.
    pub path: PathBuf,
}

/// A reference.
pub(super) struct Use {
    /// The object with `$ref`; of a mapping: the text.
    pub at: Pointer,
    pub how: How,
    /// Where it leads.
    pub target: Result<Pointer, Option<Refusal>>,
    /// Whether nothing stands beside `$ref`.
    pub is_alone: bool,
}

/// What a reference is for.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// Where the specification allows a reference, to an object of this kind.
    Reference(&'static Object),
    /// Where it allows none: what it leads to stands in its place.
    Inclusion,
    /// A value of `mapping` of a discriminator.
    Mapping(&'static Object),
}

/// Reads all files that are referred to.
pub(super) fn collect(
    raw: Value,
    version: Version,
    folder: &Folder,
    sources: &mut Sources,
    report: &mut Report,
) -> Collected {
    let root = FileId(0);
    let mut collector = Collector {
        version,
        folder,
        nodes: super::assemble::weight(&raw),
        bytes: sources.texts().map(str::len).sum(),
        files: HashMap::from([(folder.description(), Some(root))]),
        trees: BTreeMap::from([(
            root,
            Tree {
                value: Rc::new(raw),
                path: folder.name().to_path_buf(),
            },
        )]),
        sources,
        report,
        seen: HashSet::new(),
        uses: Vec::new(),
        todo: vec![(Pointer::root(root), Kind::Object(&OPENAPI))],
    };
    collector.run();
    Collected {
        trees: collector.trees,
        uses: collector.uses,
    }
}

struct Collector<'a> {
    version: Version,
    folder: &'a Folder,
    sources: &'a mut Sources,
    report: &'a mut Report,
    trees: BTreeMap<FileId, Tree>,
    /// By real path; `None`: it could not be read, which was reported.
    files: HashMap<PathBuf, Option<FileId>>,
    nodes: usize,
    bytes: usize,
    /// The objects visited, by address.
    seen: HashSet<usize>,
    uses: Vec<Use>,
    todo: Vec<(Pointer, Kind)>,
}

impl Collector<'_> {
    fn run(&mut self) {
        let mut next = 0;
        while let Some((at, kind)) = self.todo.get(next).cloned() {
            next += 1;
            let Some(tree) = self.trees.get(&at.file()) else {
                continue;
            };
            let tree = Rc::clone(&tree.value);
            if let Some(value) = tree.pointer(at.path()) {
                self.visit(&at, value, kind);
            }
        }
    }

    fn visit(&mut self, at: &Pointer, value: &Value, kind: Kind) {
        let kind = match kind {
            Kind::FlagOr(kind) => *kind,
            Kind::OneOrMany(kind) if !value.is_array() => *kind,
            kind => kind,
        };
        if let Value::Object(members) = value {
            if !self.seen.insert(std::ptr::from_ref(members) as usize) {
                return;
            }
        }
        match (kind, value) {
            (Kind::Reference(object), Value::Object(members)) => match reference_of(members) {
                Some(text) => {
                    self.uses(at, text, How::Reference(object), members.len() == 1, kind);
                    self.members(at, members, object);
                }
                None => self.members(at, members, object),
            },
            (Kind::Object(object), Value::Object(members)) => match reference_of(members) {
                Some(text) => self.includes(at, text, members, kind),
                None => self.members(at, members, object),
            },
            (Kind::Map(kind_of_members), Value::Object(members)) => match reference_of(members) {
                Some(text) => self.includes(at, text, members, kind),
                None => {
                    for (key, member) in members {
                        self.visit(&at.key(key), member, *kind_of_members);
                    }
                }
            },
            (Kind::List(item), Value::Array(items))
            | (Kind::OneOrMany(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.visit(&at.index(index), value, *item);
                }
            }
            (Kind::List(_), Value::Object(members)) => {
                if let Some(text) = reference_of(members) {
                    self.includes(at, text, members, kind);
                }
            }
            (Kind::SchemaName(object), Value::String(text)) => self.mapping(at, text, object),
            _ => {}
        }
    }

    /// Keywords of other versions count too: the grammar says what is wrong with them.
    fn members(&mut self, at: &Pointer, members: &Map<String, Value>, object: &'static Object) {
        for (key, member) in members {
            let mut named = object.keywords.iter().filter(|keyword| keyword.name == key);
            let is_of_version =
                |keyword: &&Keyword| (keyword.since..=keyword.until).contains(&self.version);
            let keyword = named.clone().find(is_of_version).or_else(|| named.next());
            let others = object.others.filter(|others| (others.accepts)(key));
            let kind = keyword.map(|keyword| keyword.kind);
            if let Some(kind) = kind.or(others.map(|others| others.kind)) {
                self.visit(&at.key(key), member, kind);
            }
        }
    }

    /// A reference where none is allowed. Within the description's own file it is for the grammar to refuse.
    fn includes(&mut self, at: &Pointer, text: &str, members: &Map<String, Value>, kind: Kind) {
        if at.file() != FileId(0) || !text.starts_with('#') {
            self.uses(at, text, How::Inclusion, members.len() == 1, kind);
        }
    }

    fn uses(&mut self, at: &Pointer, text: &str, how: How, is_alone: bool, kind: Kind) {
        let target = self.target(at.file(), text);
        self.add(at, target, how, is_alone, kind);
    }

    fn add(
        &mut self,
        at: &Pointer,
        target: Result<Pointer, Option<Refusal>>,
        how: How,
        is_alone: bool,
        kind: Kind,
    ) {
        if let Ok(target) = &target {
            self.todo.push((target.clone(), kind));
        }
        self.uses.push(Use {
            at: at.clone(),
            how,
            target,
            is_alone,
        });
    }

    /// A mapping names a component of its own file, or refers to a schema as `$ref` does.
    fn mapping(&mut self, at: &Pointer, text: &str, object: &'static Object) {
        let named = Pointer::root(at.file()).keys(&["components", "schemas", text]);
        let is_name = self.value(&named).is_some();
        let is_file = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| text.ends_with(end));
        let target = match (is_name, at.file()) {
            (true, FileId(0)) => return,
            (true, _) => Ok(named),
            (false, _) if is_file || text.contains(['#', '/']) => self.target(at.file(), text),
            _ => return,
        };
        self.add(
            at,
            target,
            How::Mapping(object),
            true,
            Kind::Reference(object),
        );
    }

    /// The place that a reference leads to.
    fn target(&mut self, file: FileId, text: &str) -> Result<Pointer, Option<Refusal>> {
        let pointer = self.place(file, text)?;
        self.existing(&pointer, text)
    }

    /// The place that the text of a reference says, whether or not it is there.
    fn place(&mut self, file: FileId, text: &str) -> Result<Pointer, Option<Refusal>> {
        let refusal = |code, message, help: &str| {
            Some(Refusal {
                code,
                message,
                help: Some(help.to_owned()),
            })
        };
        let invalid = || {
            let message = format!("{text:?} is not a reference to a place in a file");
            let help = "write it as in 'file.yaml#/components/schemas/Name'";
            refusal(codes::INVALID_REFERENCE, message, help)
        };
        match reference::target(file, text) {
            Target::Here(pointer) => Ok(pointer),
            Target::Remote => {
                let message = format!("{text:?} leads to the network, and nothing is fetched");
                Err(refusal(codes::REMOTE_REFERENCE, message, REMOTE_HELP))
            }
            Target::Invalid => Err(invalid()),
            Target::File | Target::OutsideFolder => {
                let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
                let document = percent_decoded(document).ok_or_else(invalid)?;
                let document = document.strip_prefix("file://").unwrap_or(&document);
                let file = self.file(file, document)?;
                match reference::target(file, &format!("#{fragment}")) {
                    Target::Here(pointer) => Ok(pointer),
                    _ => Err(invalid()),
                }
            }
        }
    }

    /// The place itself, where references on the way to it have been followed.
    fn existing(&mut self, pointer: &Pointer, text: &str) -> Result<Pointer, Option<Refusal>> {
        let mut at = Pointer::root(pointer.file());
        for token in pointer.tokens() {
            let mut chain = 0;
            while self.value(&at.key(&token)).is_none() {
                let members = self.value(&at).and_then(Value::as_object);
                let next = members.and_then(reference_of).map(str::to_owned);
                chain += 1;
                match next {
                    Some(next) if chain <= MAX_REFERENCE_CHAIN => {
                        at = self.place(at.file(), &next)?;
                    }
                    _ => return Err(self.dangling(&at, &token, text)),
                }
            }
            at = at.key(&token);
        }
        match self.value(&at) {
            Some(_) => Ok(at),
            None => Err(self.dangling(&at, "", text)),
        }
    }

    fn dangling(&self, parent: &Pointer, token: &str, text: &str) -> Option<Refusal> {
        let siblings = self.value(parent).and_then(Value::as_object);
        let keys = siblings.into_iter().flat_map(Map::keys).map(String::as_str);
        let near = closest(token, keys).map(|near| parent.key(near).to_string());
        Some(Refusal {
            code: codes::DANGLING_REFERENCE,
            message: format!("{text:?} leads to nothing"),
            help: near.map(|near| format!("did you mean {near:?}?")),
        })
    }

    fn value(&self, at: &Pointer) -> Option<&Value> {
        self.trees.get(&at.file())?.value.pointer(at.path())
    }

    fn file(&mut self, from: FileId, document: &str) -> Result<FileId, Option<Refusal>> {
        let from = self.trees.get(&from).map(|tree| tree.path.clone());
        let from = from.unwrap_or_default();
        let allowed = self.folder.find(&from, document).map_err(|mut refusal| {
            refusal.help = self.meant(document).or(refusal.help);
            Some(refusal)
        })?;
        if let Some(known) = self.files.get(&allowed.real) {
            return known.ok_or(None);
        }
        let read = self.read(document, &allowed);
        let file = read.as_ref().ok().copied();
        self.files.insert(allowed.real, file);
        read
    }

    /// What the bare name of a schema should have been.
    fn meant(&self, document: &str) -> Option<String> {
        let schema = Pointer::root(FileId(0)).keys(&["components", "schemas", document]);
        self.value(&schema)?;
        Some(format!("did you mean \"{schema}\"?"))
    }

    fn read(&mut self, document: &str, allowed: &Allowed) -> Result<FileId, Option<Refusal>> {
        let bytes =
            crate::load::read(&allowed.real).map_err(|problem| unreadable(document, &problem))?;
        let too_many = |what| Refusal {
            code: codes::TOO_MANY_NODES,
            message: format!("with {document:?} the description has {what}"),
            help: None,
        };
        self.bytes += bytes.len();
        if self.trees.len() >= MAX_FILES {
            return Err(Some(too_many(format!("more than {MAX_FILES} files"))));
        }
        if self.bytes > MAX_JSON_BYTES {
            let most = MAX_JSON_BYTES >> 20;
            return Err(Some(too_many(format!("more than {most} MiB of text"))));
        }
        let name = self.folder.shown(&allowed.relative);
        let (file, tree) = parse::read(&name, &bytes, self.sources, self.report);
        let value = tree.ok_or(None)?;
        self.nodes += super::assemble::weight(&value);
        if self.nodes > MAX_NODES {
            return Err(Some(too_many(format!("more than {MAX_NODES} nodes"))));
        }
        self.trees.insert(
            file,
            Tree {
                value: Rc::new(value),
                path: allowed.relative.clone(),
            },
        );
        Ok(file)
    }
}

impl Tree {
    /// The name of the file without its ending; of an index the name of its folder.
    pub fn stem(&self) -> String {
        let stem = text_of(self.path.file_stem());
        let folder = text_of(self.path.parent().and_then(Path::file_name));
        match stem.trim_start_matches('_') {
            "index" if !folder.is_empty() => folder,
            _ => stem,
        }
    }
}

fn text_of(part: Option<&std::ffi::OsStr>) -> String {
    part.unwrap_or_default().to_string_lossy().into_owned()
}

fn reference_of(members: &Map<String, Value>) -> Option<&str> {
    members.get("$ref")?.as_str()
}
