//! Headers of responses: how the properties of their classes are read, and how drivers find the class of an answer.

use super::driver::GROUP;
use super::literal::{self, Tag};
use super::names;
use super::package::Package;
use crate::emit::response_headers::{self, Row};
use crate::emit::sink::{code, Code};
use crate::ir::{Docs, HeaderForm, HeaderText, Struct};

/// The method that reads a class from headers; empty where the struct is no set of headers.
pub fn method(s: &Struct, name: &str) -> Code {
    if s.headers.is_empty() {
        return Code::empty();
    }
    let rows = s.fields.iter().zip(&s.headers).map(|(field, form)| {
        let name = literal::string(&field.name.wire);
        match form {
            HeaderForm::Json => code!("\n        .json({})", name),
            HeaderForm::Text(piece) => code!("\n        .text({}, {})", name, text(*piece)),
            HeaderForm::List(item) => code!("\n        .list({}, {})", name, text(*item)),
            HeaderForm::Object {
                explode,
                properties,
                others,
            } => code!(
                "\n        .object({}, {}, {}, {})",
                name,
                *explode,
                text(*others),
                table(properties)
            ),
        }
    });
    let rows: Vec<_> = rows.collect();
    let tags = [
        Tag::param(&code!("headers"), "the headers"),
        Tag::returns("the object"),
    ];
    let summary =
        "Reads the headers of an answer; one that is missing or malformed is a `JsonException`.";
    let docs = literal::javadoc(2, &Docs::default(), summary, &[], &tags);
    code!(
        "{}  public static {} fromHeaders(Headers headers) {{\n    return new HeaderReader(headers){}\n        .read(CODEC);\n  }}",
        docs,
        names::code(name),
        Code::join(&rows, "")
    )
}

fn table(properties: &[(String, HeaderText)]) -> Code {
    let entries = properties
        .iter()
        .map(|(name, piece)| code!("Map.entry({}, {})", literal::string(name), text(*piece)));
    match properties.is_empty() {
        true => code!("Map.of()"),
        false => code!(
            "Map.ofEntries({})",
            Code::join(&entries.collect::<Vec<_>>(), ", ")
        ),
    }
}

fn text(piece: HeaderText) -> &'static str {
    match piece {
        HeaderText::String => "HeaderText.STRING",
        HeaderText::Number => "HeaderText.NUMBER",
        HeaderText::Boolean => "HeaderText.BOOLEAN",
        HeaderText::Any => "HeaderText.ANY",
    }
}

/// The methods by which the driver reads headers: a null for a response that is not known, and nothing for one without headers.
pub fn driver_methods(package: &Package<'_>) -> Vec<Code> {
    let rows: Vec<Row> = response_headers::rows(package.api).collect();
    let groups = rows.chunks(GROUP).enumerate();
    let mut methods: Vec<Code> = groups
        .clone()
        .map(|(number, rows)| {
            let cases = rows.iter().map(|row| {
                let found = match row.headers {
                    Some(id) => {
                        let name = names::code(&package.names(id).name);
                        code!("Optional.of({}.CODEC.toNode({}.fromHeaders(headers)))", name, name)
                    }
                    None => code!("Optional.empty()"),
                };
                code!("      case {}:\n        return {};\n", literal::string(&row.key), found)
            });
            code!(
                "  private static Optional<JsonNode> headers{}(String response, Headers headers) {{\n    switch (response) {{\n{}      default:\n        return null;\n    }}\n  }}\n",
                number,
                Code::join(&cases.collect::<Vec<_>>(), "")
            )
        })
        .collect();
    let tries = groups.map(|(number, _)| {
        code!(
            "    if (found == null) {{\n      found = headers{}(response, headers);\n    }}\n",
            number
        )
    });
    methods.push(code!(
        "  static Optional<JsonNode> headers(String response, Headers headers) {{\n    Optional<JsonNode> found = null;\n{}    return found;\n  }}\n",
        Code::join(&tries.collect::<Vec<_>>(), "")
    ));
    methods
}
