//! Types of a user's own in Java (`x-java-type`): a class, and the artifact that has it.
//!
//! They are read and written by Jackson. A class of the package has the codec of each.

use std::collections::{BTreeMap, BTreeSet};

use super::{literal, names};
use crate::config::Language;
use crate::emit::foreign::{self, is_identifier, is_version, Given, Read};
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Api, ForeignId, Name};

/// The class of the codecs.
pub const CLASS: &str = "ForeignTypes";

/// A class of another artifact.
pub struct ForeignType {
    class: Vec<String>,
    module: Option<String>,
    dependency: Option<Dependency>,
}

/// What Maven has to know.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Dependency {
    group: String,
    artifact: String,
    /// With the group, for messages.
    name: String,
    version: String,
}

/// All of a package, with the constants of their codecs.
pub struct ForeignTypes {
    read: Read<ForeignType>,
    constants: BTreeMap<Vec<String>, String>,
}

/// Reads all of them.
pub fn read(api: &Api) -> Read<ForeignType> {
    let read = foreign::read(api, Language::Java, one);
    foreign::one_version(api, Language::Java, read, |ty| {
        let found = ty.dependency.as_ref()?;
        Some(foreign::Dependency {
            name: &found.name,
            version: &found.version,
        })
    })
}

fn one(given: &mut Given<'_>) -> Option<ForeignType> {
    let class = given.text(
        "class",
        is_class,
        "the full name of a class, as in `java.util.Currency`",
    );
    let group = given.text("group", is_token, "the group of an artifact");
    let artifact = given.text("artifact", is_token, "the name of an artifact");
    let version = given.text("version", is_version, "a version");
    let module = given.text("module", is_dotted, "the name of a module");
    given.together(&["group", "artifact", "version"]);
    if group.is_some() {
        // The package is a module, and sees no class of another one that it does not name.
        given.together(&["group", "module"]);
    }
    let parts = |text: &str| text.split('.').map(str::to_owned).collect();
    let dependency = || {
        let (group, artifact) = (group?, artifact?);
        Some(Dependency {
            name: format!("{group}:{artifact}"),
            group: group.to_owned(),
            artifact: artifact.to_owned(),
            version: version?.to_owned(),
        })
    };
    Some(ForeignType {
        dependency: dependency(),
        class: parts(class?),
        module: module.map(str::to_owned),
    })
}

fn is_dotted(text: &str) -> bool {
    text.split('.')
        .all(|part| is_identifier(part) && !super::words::KEYWORDS.contains(&part))
}

/// In a package, which classes of modules are.
fn is_class(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.') && is_dotted(text) && last.starts_with(|c: char| c.is_ascii_uppercase())
}

fn is_token(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

impl ForeignTypes {
    /// Gives the codec of each class a name.
    pub fn new(api: &Api) -> Self {
        let read = read(api);
        let classes: BTreeSet<_> = read.iter().map(|ty| ty.class.clone()).collect();
        let classes: Vec<_> = classes.into_iter().collect();
        let wires: Vec<_> = classes.iter().map(|class| class.join(".")).collect();
        let entries = classes.iter().zip(&wires).map(|(class, wire)| {
            let name = Name {
                wire: wire.clone(),
                words: class.last().cloned().into_iter().collect(),
            };
            (names::constant_name(&name), wire.as_str())
        });
        let constants = scope::distinct(&entries.collect::<Vec<_>>(), &[]);
        Self {
            constants: classes.into_iter().zip(constants).collect(),
            read,
        }
    }

    /// A class, by its full name.
    pub fn class(&self, id: ForeignId) -> Option<Code> {
        self.read.get(id).map(|ty| dotted(&ty.class))
    }

    /// The codec of a class.
    pub fn codec(&self, id: ForeignId) -> Option<Code> {
        let constant = self.constants.get(&self.read.get(id)?.class)?;
        Some(code!("{}.{}", CLASS, names::code(constant)))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.constants.is_empty()
    }

    /// The modules that the package needs for them.
    pub fn modules(&self) -> Vec<Code> {
        let modules: BTreeSet<_> = self
            .read
            .iter()
            .filter_map(|ty| ty.module.as_deref())
            .collect();
        let parts =
            |module: &str| -> Vec<String> { module.split('.').map(str::to_owned).collect() };
        modules
            .into_iter()
            .map(|module| dotted(&parts(module)))
            .collect()
    }

    /// The dependencies in `pom.xml`.
    pub fn dependencies(&self) -> Code {
        let wanted: BTreeSet<_> = self
            .read
            .iter()
            .filter_map(|ty| ty.dependency.as_ref())
            .collect();
        let elements = wanted.into_iter().map(|of| {
            code!(
                "\n    <dependency>\n      <groupId>{}</groupId>\n      <artifactId>{}</artifactId>\n      \
                 <version>{}</version>\n    </dependency>",
                literal::xml(&of.group),
                literal::xml(&of.artifact),
                literal::xml(&of.version)
            )
        });
        Code::join(&elements.collect::<Vec<_>>(), "")
    }

    /// The dependencies in `build.gradle.kts`.
    pub fn gradle(&self) -> Code {
        let wanted: BTreeSet<_> = self
            .read
            .iter()
            .filter_map(|ty| ty.dependency.as_ref())
            .collect();
        let lines = wanted.into_iter().map(|of| {
            let coordinates = literal::string(&format!("{}:{}", of.name, of.version));
            code!("    api({})\n", coordinates)
        });
        Code::join(&lines.collect::<Vec<_>>(), "")
    }

    /// The class of the codecs.
    pub fn text(&self) -> Code {
        let constants = self.constants.iter().map(|(class, constant)| {
            let class = dotted(class);
            code!(
                "  /** {{@link {}}}. */\n  public static final Codec<{}> {} =\n      ForeignCodec.of({}.class);",
                class,
                class,
                names::code(constant),
                class
            )
        });
        code!(
            "/** Classes of others, by which some of the API's are replaced, as Jackson reads and writes them. */\n\
             public final class {} {{\n{}\n\n  private {}() {{}}\n}}",
            CLASS,
            Code::join(&constants.collect::<Vec<_>>(), "\n\n"),
            CLASS
        )
    }
}

/// A name whose parts were checked.
fn dotted(parts: &[String]) -> Code {
    let parts: Vec<_> = parts.iter().map(|part| names::code(part)).collect();
    Code::join(&parts, ".")
}
