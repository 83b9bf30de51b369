//! Reading a `codegen.toml`: every key and value is checked at its place, and all problems are reported together.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use toml::de::{DeTable, DeValue};
use toml::Spanned;

use crate::load;

use super::{
    Config, ConfigError, DescriptionTarget, Language, PackageOptions, PackageTarget, Problem,
};

impl Config {
    /// Reads a file. Paths in it are relative to its folder.
    ///
    /// # Errors
    /// [`ConfigError`], with every problem of the file.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Io {
            path: path.to_path_buf(),
            source,
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, folder).map_err(|problems| ConfigError::Invalid {
            path: path.to_path_buf(),
            text,
            problems,
        })
    }

    /// The same for a text whose paths are relative to `folder`.
    ///
    /// # Errors
    /// Every problem of the text, in its order.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, Vec<Problem>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader {
            folder,
            problems: Vec::new(),
        };
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            reader.report(span, error.message().trim_end(), None);
        }
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        let descriptions = reader.root(root.get_ref());
        reader.same_folder(&descriptions);
        if reader.problems.is_empty() {
            let descriptions = descriptions
                .into_iter()
                .map(|(_, description)| description)
                .collect();
            return Ok(Self { descriptions });
        }
        reader.problems.sort_by_key(|problem| problem.span.start);
        Err(reader.problems)
    }
}

/// Each description with the places of its packages' `out`.
type Read = (Vec<Range<usize>>, DescriptionTarget);
pub(super) type Table<'t, 'i> = &'t DeTable<'i>;
type Value<'t, 'i> = &'t Spanned<DeValue<'i>>;

pub(super) struct Reader<'a> {
    folder: &'a Path,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    pub(super) fn report(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.problems.push(Problem {
            span,
            message: message.into(),
            help,
        });
    }

    /// A path of the file, `..` taken away with the folder before it, so that messages show it as a person would write it.
    fn place(&self, path: &str) -> PathBuf {
        let mut place = PathBuf::new();
        for component in self.folder.join(path).components() {
            let above_known = matches!(place.components().next_back(), Some(Component::Normal(_)));
            if component == Component::ParentDir && above_known {
                place.pop();
            } else {
                place.push(component);
            }
        }
        place
    }

    fn root(&mut self, root: Table<'_, '_>) -> Vec<Read> {
        self.known_keys(root, &["description"]);
        let Some(value) = root.get("description") else {
            self.report(
                0..0,
                "there is no description to generate from",
                Some("add a table `[[description]]`".to_owned()),
            );
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(value, "a list of tables, each `[[description]]`");
            return Vec::new();
        };
        list.iter()
            .filter_map(|item| self.description(item))
            .collect()
    }

    fn description(&mut self, value: Value<'_, '_>) -> Option<Read> {
        let table = self.table(value)?;
        let languages = Language::ALL.iter().map(|language| language.name());
        self.known_keys(
            table,
            &[
                "file",
                "allow-ref",
                "overlays",
                "include",
                "exclude",
                "own-types",
            ]
            .into_iter()
            .chain(languages)
            .collect::<Vec<_>>(),
        );
        let file = self.required(value, table, "file");
        let mut places = Vec::new();
        let mut packages = Vec::new();
        for language in Language::ALL {
            if let Some(value) = table.get(language.name()) {
                let (place, package) = self.package(value, *language)?;
                places.push(place);
                packages.push(package);
            }
        }
        if packages.is_empty() {
            let help = "add a table of a language, such as `[description.rust]`".to_owned();
            self.report(
                value.span(),
                "this description becomes no package",
                Some(help),
            );
        }
        let read = self.reading(table);
        let file = self.place(&file?);
        let target = DescriptionTarget {
            file,
            read,
            packages,
        };
        Some((places, target))
    }

    fn reading(&mut self, table: Table<'_, '_>) -> load::Options {
        load::Options {
            allowed: self.paths(table, "allow-ref"),
            overlays: self.paths(table, "overlays"),
            filter: load::Filter {
                include: self.selectors(table, "include"),
                exclude: self.selectors(table, "exclude"),
            },
            own_types: self.flag(table, "own-types"),
        }
    }

    fn selectors(&mut self, table: Table<'_, '_>, key: &str) -> Vec<load::Selector> {
        let texts = self.texts(table, key);
        let mut selectors = Vec::new();
        for text in texts {
            match text.parse() {
                Ok(selector) => selectors.push(selector),
                Err(help) => {
                    let span = table.get(key).map_or(0..0, Spanned::span);
                    let message = format!("`{}` selects no operations", text.escape_debug());
                    self.report(span, message, Some(help));
                }
            }
        }
        selectors
    }

    fn paths(&mut self, table: Table<'_, '_>, key: &str) -> Vec<PathBuf> {
        let texts = self.texts(table, key);
        texts.iter().map(|path| self.place(path)).collect()
    }

    fn package(
        &mut self,
        value: Value<'_, '_>,
        language: Language,
    ) -> Option<(Range<usize>, PackageTarget)> {
        let table = self.table(value)?;
        self.known_keys(
            table,
            &[
                "out",
                "package",
                "version",
                "license",
                "repository",
                "homepage",
                "documentation",
                "authors",
                "keywords",
                "formats",
            ],
        );
        let out = self.required(value, table, "out");
        let formats = self.formats(table, language);
        let options = PackageOptions {
            name: self.required(value, table, "package").unwrap_or_default(),
            version: self.required(value, table, "version").unwrap_or_default(),
            license: self.text(table, "license"),
            repository: self.text(table, "repository"),
            homepage: self.text(table, "homepage"),
            documentation: self.text(table, "documentation"),
            authors: self.texts(table, "authors"),
            keywords: self.texts(table, "keywords"),
            texts: formats.texts,
            date_crate: formats.date_crate,
        };
        if let Some((name, problem)) = table
            .get("package")
            .zip(language.package_name_problem(&options.name))
        {
            self.report(name.span(), problem, None);
        }
        if let Some((version, Err(problem))) = table
            .get("version")
            .zip(Some(semver::Version::parse(&options.version)))
        {
            let message = format!("this is not a version of Semantic Versioning: {problem}");
            self.report(
                version.span(),
                message,
                Some("write it like `1.0.0`".to_owned()),
            );
        }
        let place = table.get("out").map_or(value.span(), Spanned::span);
        let out = self.place(&out?);
        Some((
            place,
            PackageTarget {
                language,
                out,
                options,
            },
        ))
    }

    /// Two packages in one folder would remove each other's files.
    fn same_folder(&mut self, descriptions: &[Read]) {
        let mut taken = BTreeMap::new();
        for (places, description) in descriptions {
            for (place, package) in places.iter().zip(&description.packages) {
                if taken.insert(&package.out, place).is_some() {
                    self.report(place.clone(), "another package has the same folder", None);
                }
            }
        }
    }

    pub(super) fn known_keys(&mut self, table: Table<'_, '_>, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let near = known
                .iter()
                .min_by_key(|other| strsim::osa_distance(name, other));
            let near = near.filter(|other| strsim::osa_distance(name, other) <= 2);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            };
            self.report(
                key.span(),
                format!("unknown key `{}`", name.escape_debug()),
                Some(help),
            );
        }
    }

    fn required(
        &mut self,
        parent: Value<'_, '_>,
        table: Table<'_, '_>,
        key: &str,
    ) -> Option<String> {
        if table.get(key).is_none() {
            self.report(parent.span(), format!("`{key}` is missing here"), None);
        }
        self.text(table, key)
    }

    fn text(&mut self, table: Table<'_, '_>, key: &str) -> Option<String> {
        self.string(table.get(key)?)
    }

    fn texts(&mut self, table: Table<'_, '_>, key: &str) -> Vec<String> {
        let Some(value) = table.get(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(value, "a list of strings");
            return Vec::new();
        };
        list.iter().filter_map(|item| self.string(item)).collect()
    }

    fn flag(&mut self, table: Table<'_, '_>, key: &str) -> bool {
        let Some(value) = table.get(key) else {
            return false;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(value, "true or false");
            false
        })
    }

    fn string(&mut self, value: Value<'_, '_>) -> Option<String> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, "a string");
            return None;
        };
        if text.trim().is_empty() {
            self.report(value.span(), "this is empty", None);
        }
        if text.contains(char::is_control) {
            self.report(value.span(), "this has a control character", None);
        }
        Some(text.to_owned())
    }

    pub(super) fn table<'t, 'i>(&mut self, value: Value<'t, 'i>) -> Option<Table<'t, 'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, "a table");
        }
        table
    }

    pub(super) fn wrong_type(&mut self, value: Value<'_, '_>, wanted: &str) {
        let message = format!(
            "expected {wanted}, found a value of type {}",
            value.get_ref().type_str()
        );
        self.report(value.span(), message, None);
    }
}
