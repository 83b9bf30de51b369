//! Headers of responses: how the fields of their structs are read, and how drivers find the struct of an answer.

use super::layout;
use super::literal;
use super::package::Package;
use super::types::Types;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::ir::{HeaderForm, HeaderText, Struct, Type};

/// The arguments of `sdk.UnmarshalHeader` that say how each field is read, each on a line of its own; empty where the struct is
/// no set of headers.
pub fn forms(s: &Struct) -> Code {
    let rows = s.fields.iter().zip(&s.headers).map(|(field, form)| {
        let name = literal::string(&field.name.wire);
        match form {
            HeaderForm::Json => code!("sdk.JSONHeader({}),", name),
            HeaderForm::Text(piece) => code!("sdk.TextHeader({}, {}),", name, text(*piece)),
            HeaderForm::List(item) => code!("sdk.ListHeader({}, {}),", name, text(*item)),
            HeaderForm::Object {
                explode,
                properties,
                others,
            } => code!(
                "sdk.ObjectHeader({}, {}, {}, {}),",
                name,
                *explode,
                text(*others),
                table(properties)
            ),
        }
    });
    literal::indented(&literal::indented(&Code::join(
        &rows.collect::<Vec<_>>(),
        "\n",
    )))
}

fn table(properties: &[(String, HeaderText)]) -> Code {
    if properties.is_empty() {
        return code!("nil");
    }
    let pairs = properties
        .iter()
        .map(|(name, piece)| code!("{}: {}", literal::string(name), text(*piece)));
    code!(
        "map[string]sdk.HeaderText{{{}}}",
        Code::join(&pairs.collect::<Vec<_>>(), ", ")
    )
}

fn text(piece: HeaderText) -> &'static str {
    match piece {
        HeaderText::String => "sdk.HeaderString",
        HeaderText::Number => "sdk.HeaderNumber",
        HeaderText::Boolean => "sdk.HeaderBoolean",
        HeaderText::Any => "sdk.HeaderAny",
    }
}

/// The table by which the driver reads headers.
pub fn driver_table(package: &Package<'_>) -> Code {
    let types = Types::imported(package);
    let rows = response_headers::rows(package.api).map(|row| {
        let read = match row.headers {
            Some(id) => code!("typed[{}]", types.of(&Type::Named(id))),
            None => code!("nil"),
        };
        (literal::string(&row.key), read)
    });
    let head = code!("map[string]func(http.Header) (any, error)");
    code!(
        "// typedHeaders read the headers of answers, by the id of the operation and the key of the response.\nvar typedHeaders = {}",
        layout::literal_of(&head, &rows.collect::<Vec<_>>())
    )
}
