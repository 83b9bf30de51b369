//! The table `formats` of a package: which kinds of strings are texts, and from where the types of the others come.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::ir::StringFormat;

use super::read::{Reader, Table};
use super::{DateCrate, Language};

/// What the table says.
#[derive(Default)]
pub(super) struct Formats {
    pub texts: BTreeSet<StringFormat>,
    pub date_crate: DateCrate,
}

impl Reader<'_> {
    /// Reads the table of a package.
    pub(super) fn formats(&mut self, table: Table<'_, '_>, language: Language) -> Formats {
        let mut read = Formats::default();
        let Some(formats) = table.get("formats").and_then(|value| self.table(value)) else {
            return read;
        };
        let names: Vec<_> = StringFormat::TYPED.iter().map(|(name, _)| *name).collect();
        self.known_keys(formats, &names);
        let mut chosen: Option<(&str, DateCrate)> = None;
        for (name, format) in StringFormat::TYPED {
            let Some(value) = formats.get(*name) else {
                continue;
            };
            let Some(text) = value.get_ref().as_str() else {
                self.wrong_type(value, "the name of a type");
                continue;
            };
            let crates = crates_of(language, *format);
            match crates.iter().find(|one| one.name() == text) {
                _ if text == "string" => {
                    read.texts.insert(*format);
                }
                None => {
                    let message = format!("there is no type `{}`", text.escape_debug());
                    self.report(value.span(), message, Some(help(crates)));
                }
                Some(found) => match chosen {
                    Some((other, before)) if before != *found => {
                        self.two_crates(value, other, before)
                    }
                    _ => chosen = Some((name, *found)),
                },
            }
        }
        read.date_crate = chosen.map(|(_, found)| found).unwrap_or_default();
        read
    }

    fn two_crates(
        &mut self,
        value: &Spanned<toml::de::DeValue<'_>>,
        other: &str,
        before: DateCrate,
    ) {
        let name = before.name();
        self.report(
            value.span(),
            format!("`{other}` is of the crate `{name}`, and dates and times come from one crate"),
            Some(format!(
                "write `\"{name}\"` or `\"string\"`, or remove the line"
            )),
        );
    }
}

/// The crates that a package can have a format from.
fn crates_of(language: Language, format: StringFormat) -> &'static [DateCrate] {
    let is_date = matches!(
        format,
        StringFormat::DateTime | StringFormat::Date | StringFormat::Time
    );
    match language {
        Language::Rust if is_date => DateCrate::ALL,
        Language::Rust
        | Language::TypeScript
        | Language::Python
        | Language::Go
        | Language::Java
        | Language::Ruby
        | Language::Curl => &[],
    }
}

fn help(crates: &[DateCrate]) -> String {
    let names = crates.iter().map(|one| format!("`\"{}\"`, ", one.name()));
    format!(
        "write {}`\"string\"`, or remove the line",
        names.collect::<String>()
    )
}
