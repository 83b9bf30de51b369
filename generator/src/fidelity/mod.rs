//! Fidelity: what becomes of each construct of a description, so that nothing is left out in silence.
//!
//! There is one source for each fact. What becomes of a keyword wherever it stands is said by the table of objects in
//! `load::grammar`, beside what the keyword may hold; what becomes of it at one place is said by the diagnostic of the stage that
//! decides it. [`Fidelity`] joins the two, and the second counts.

mod describe;
mod documentation;
mod sarif;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::codes;
use crate::diagnostic::{Diagnostic, Part};
use crate::load::{Location, Sources};
use crate::pointer::Pointer;

pub use crate::load::Row;
pub use documentation::documentation;

/// What becomes of a construct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Types, calls or documentation say what the description says.
    Exact,
    /// It says nothing that code could do: comments, prose, extensions of others.
    Annotation,
    /// It only refuses values, and nobody refuses them before the server does.
    NotEnforced,
    /// Types or calls say something less exact.
    Approximated,
    /// Nothing is generated from it.
    NotGenerated,
}

impl Fate {
    /// All of them, from what keeps most to what loses most.
    pub const ALL: [Self; 5] = [
        Self::Exact,
        Self::Annotation,
        Self::NotEnforced,
        Self::Approximated,
        Self::NotGenerated,
    ];

    /// Its name; for what loses something that is also the code of its diagnostics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Annotation => "annotation",
            Self::NotEnforced => codes::NOT_ENFORCED,
            Self::Approximated => codes::APPROXIMATED,
            Self::NotGenerated => codes::NOT_GENERATED,
        }
    }

    /// Its name in prose.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Annotation => "annotation",
            Self::NotEnforced => "not enforced",
            Self::Approximated => "approximated",
            Self::NotGenerated => "not generated",
        }
    }

    /// What it means, in one sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Exact => "types, calls or documentation say what the description says",
            Self::Annotation => {
                "it says nothing that code could do: comments, prose, extensions of others"
            }
            Self::NotEnforced => "types take more values; the server refuses them",
            Self::Approximated => "types or calls say something less exact",
            Self::NotGenerated => "nothing is generated from it",
        }
    }

    /// Whether something of the description is lost.
    pub fn is_lossy(self) -> bool {
        match self {
            Self::Exact | Self::Annotation => false,
            Self::NotEnforced | Self::Approximated | Self::NotGenerated => true,
        }
    }

    /// What a diagnostic says about its place; `None` where it is about a mistake and not about what is generated.
    fn of(diagnostic: &Diagnostic) -> Option<Self> {
        match diagnostic.code {
            codes::NOT_ENFORCED => Some(Self::NotEnforced),
            codes::APPROXIMATED
            | codes::DISCRIMINATOR
            | codes::DUPLICATE_OPERATION_ID
            | codes::INVALID_VALUE
            | codes::UNDECLARED_PATH_PARAMETER
            | codes::UNKNOWN_MAPPING_TARGET
            | codes::WRONG_REFERENCE_KIND
            | codes::WRONG_TYPE => Some(Self::Approximated),
            codes::NOT_GENERATED
            | codes::IGNORED_SIBLING
            | codes::UNDEFINED_SERVER_VARIABLE
            | codes::UNKNOWN_KEYWORD
            | codes::UNUSED_PATH_PARAMETER => Some(Self::NotGenerated),
            _ => None,
        }
    }
}

/// A keyword of the description, or something below it that a diagnostic speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construct {
    /// What becomes of it.
    pub fate: Fate,
    /// The kind of object that it stands in, as the specification calls it; empty if only a diagnostic speaks of it.
    pub object: &'static str,
    /// The object.
    pub owner: Pointer,
    /// Its key there.
    pub key: Cow<'static, str>,
    /// What is lost, a sentence without a full stop; empty if nothing is.
    pub message: Cow<'static, str>,
}

impl Construct {
    /// Where it stands.
    pub fn pointer(&self) -> Pointer {
        self.owner.key(&self.key)
    }

    fn location(&self, sources: &Sources) -> Location {
        sources.location(&self.pointer(), Part::Key)
    }
}

/// All keywords that descriptions may have, object by object.
pub fn keywords() -> Vec<Row> {
    crate::load::rows()
}

/// How many constructs of each fate there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([usize; Fate::ALL.len()]);

impl Counts {
    /// The number of constructs of this fate.
    pub fn of(&self, fate: Fate) -> usize {
        self.0[fate as usize]
    }
}

/// What becomes of each construct of one description.
#[derive(Debug)]
pub struct Fidelity<'d> {
    sources: &'d Sources,
    constructs: Vec<Cow<'d, Construct>>,
}

impl<'d> Fidelity<'d> {
    /// Joins what the grammar says of all keywords with what diagnostics say of some places.
    pub(crate) fn new(
        sources: &'d Sources,
        keywords: &'d [Construct],
        diagnostics: impl Iterator<Item = &'d Diagnostic>,
    ) -> Self {
        let mut special = special(sources, diagnostics);
        let mut constructs = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            let found = special.get_mut(&keyword.owner);
            constructs.push(
                match found.and_then(|at_owner| at_owner.remove(&keyword.key)) {
                    Some(found) => Cow::Owned(Construct {
                        object: keyword.object,
                        ..found
                    }),
                    None => Cow::Borrowed(keyword),
                },
            );
        }
        let others = special.into_values().flat_map(BTreeMap::into_values);
        constructs.extend(others.map(Cow::Owned));
        Self {
            sources,
            constructs,
        }
    }

    /// All constructs, in the order in which they were read; those that only a diagnostic speaks of last.
    pub fn constructs(&self) -> impl Iterator<Item = &Construct> {
        self.constructs.iter().map(AsRef::as_ref)
    }

    /// How many there are of each fate.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for construct in self.constructs() {
            counts.0[construct.fate as usize] += 1;
        }
        counts
    }

    /// Each construct with its place, in the order of the files.
    fn located(&self) -> Vec<(Location, &Construct)> {
        let mut located: Vec<_> = self
            .constructs()
            .map(|construct| (construct.location(self.sources), construct))
            .collect();
        located.sort_by(|(a, x), (b, y)| {
            let place = |location: &Location| (location.bytes.start, location.bytes.end);
            (&a.file, place(a), &x.owner, &x.key).cmp(&(&b.file, place(b), &y.owner, &y.key))
        });
        located
    }
}

/// What diagnostics say of single places, by the object and the key; the worst, where several speak of one.
fn special<'d>(
    sources: &Sources,
    diagnostics: impl Iterator<Item = &'d Diagnostic>,
) -> HashMap<Pointer, BTreeMap<Cow<'static, str>, Construct>> {
    let mut special: HashMap<_, BTreeMap<_, Construct>> = HashMap::new();
    for diagnostic in diagnostics {
        let pointer = sources.seen(&diagnostic.pointer);
        let place = pointer.parent().zip(pointer.last());
        let (Some(fate), Some((owner, key))) = (Fate::of(diagnostic), place) else {
            continue;
        };
        let construct = Construct {
            fate,
            object: "",
            owner: owner.clone(),
            key: key.into(),
            message: diagnostic.message.clone().into(),
        };
        let at_owner = special.entry(owner).or_default();
        match at_owner.get(&construct.key) {
            Some(known) if known.fate >= fate => {}
            _ => {
                at_owner.insert(construct.key.clone(), construct);
            }
        }
    }
    special
}
