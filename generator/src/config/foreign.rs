//! Types of a user's own: by which keyword of a schema each language names one, and of what members the value consists.

use super::Language;

/// A keyword that replaces the type of a schema in one language.
#[derive(Debug)]
pub struct ForeignKeyword {
    /// Where it means something.
    pub language: Language,
    /// The keyword.
    pub name: &'static str,
    /// The members of its value.
    pub members: &'static [ForeignMember],
    /// Members that values of other tools have, which use the same keyword.
    pub of_others: &'static [&'static str],
    /// A value, for those who have to write one.
    pub example: &'static str,
}

/// A member of such a value: a text or a list of texts.
#[derive(Debug)]
pub struct ForeignMember {
    /// Its key.
    pub name: &'static str,
    /// Whether it must be there.
    pub is_required: bool,
    /// Whether it is a list.
    pub is_list: bool,
}

const fn must(name: &'static str) -> ForeignMember {
    ForeignMember {
        name,
        is_required: true,
        is_list: false,
    }
}

const fn may(name: &'static str) -> ForeignMember {
    ForeignMember {
        is_required: false,
        ..must(name)
    }
}

const fn list(name: &'static str) -> ForeignMember {
    ForeignMember {
        is_list: true,
        ..may(name)
    }
}

/// One for each language that has types.
pub const FOREIGN_KEYWORDS: [ForeignKeyword; 6] = [
    ForeignKeyword {
        language: Language::Rust,
        name: "x-rust-type",
        members: &[must("path"), may("package"), may("version"), list("features")],
        of_others: &["crate", "parameters"],
        example: "{path: 'uuid::Uuid', package: uuid, version: '1', features: [serde]}",
    },
    ForeignKeyword {
        language: Language::TypeScript,
        name: "x-typescript-type",
        members: &[must("name"), may("from"), may("codec"), may("version")],
        of_others: &[],
        example: "{name: Decimal, from: decimal.js, version: ^10.5.0}",
    },
    ForeignKeyword {
        language: Language::Python,
        name: "x-python-type",
        members: &[must("path"), may("codec"), may("package"), may("version")],
        of_others: &[],
        example: "{path: 'ulid:ULID', package: python-ulid, version: '>=3'}",
    },
    ForeignKeyword {
        language: Language::Go,
        name: "x-go-type",
        members: &[must("name"), must("import"), may("module"), may("version")],
        of_others: &["type", "hints"],
        example: "{name: UUID, import: github.com/google/uuid, module: github.com/google/uuid, version: v1.6.0}",
    },
    ForeignKeyword {
        language: Language::Java,
        name: "x-java-type",
        members: &[must("class"), may("group"), may("artifact"), may("version"), may("module")],
        of_others: &[],
        example: "{class: org.joda.money.Money, group: org.joda, artifact: joda-money, version: 2.0.2, module: org.joda.money}",
    },
    ForeignKeyword {
        language: Language::Ruby,
        name: "x-ruby-type",
        members: &[must("class"), may("require"), may("codec"), may("gem"), may("version")],
        of_others: &[],
        example: "{class: Money, require: money, gem: money, version: '~> 6.19'}",
    },
];

impl ForeignKeyword {
    /// The keyword of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FOREIGN_KEYWORDS.iter().find(|keyword| keyword.name == name)
    }

    /// The keyword of a language; none: it has no types.
    pub fn of(language: Language) -> Option<&'static Self> {
        let mut keywords = FOREIGN_KEYWORDS.iter();
        keywords.find(|keyword| keyword.language == language)
    }

    /// The member of this name.
    pub fn member(&self, name: &str) -> Option<&'static ForeignMember> {
        self.members.iter().find(|member| member.name == name)
    }
}
