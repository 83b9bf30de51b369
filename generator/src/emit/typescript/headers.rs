//! Headers of responses: how the properties of their types are read, and how drivers find the type of an answer.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::Package;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::ir::{HeaderForm, HeaderText, Struct};

/// How each property is read, in their order.
pub fn forms(s: &Struct) -> Doc {
    Doc::array(s.headers.iter().map(form).collect())
}

fn form(form: &HeaderForm) -> Doc {
    let word = |word: &'static str| Doc::Text(code!("'{}'", word));
    Doc::array(match form {
        HeaderForm::Json => vec![word("json")],
        HeaderForm::Text(piece) => vec![word("text"), word(text(*piece))],
        HeaderForm::List(item) => vec![word("list"), word(text(*item))],
        HeaderForm::Object {
            explode,
            properties,
            others,
        } => {
            let known = properties.iter().map(|(name, piece)| {
                Doc::array(vec![Doc::Text(literal::string(name)), word(text(*piece))])
            });
            vec![
                word("object"),
                word(text(*others)),
                Doc::Text(code!("{}", *explode)),
                Doc::array(known.collect()),
            ]
        }
    })
}

fn text(piece: HeaderText) -> &'static str {
    match piece {
        HeaderText::String => "string",
        HeaderText::Number => "number",
        HeaderText::Boolean => "boolean",
        HeaderText::Any => "any",
    }
}

/// The rows by which the driver reads headers.
pub fn driver_rows(package: &Package<'_>) -> Vec<Code> {
    let rows = response_headers::rows(package.api).map(|row| {
        let schema = match row.headers {
            Some(id) => code!("models.{}", names::ident(package.type_name(id))),
            None => code!("null"),
        };
        code!("  {}: {},\n", literal::object_key(&row.key), schema)
    });
    rows.collect()
}
