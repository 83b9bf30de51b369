//! Headers of responses: how the fields of their classes are read, and how drivers find the class of an answer.

use super::literal::{hash, list, string, wrapped};
use super::models;
use super::package::Package;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::ir::{HeaderForm, HeaderText, Struct};

/// The runtime's class above that of a struct.
pub fn base(s: &Struct) -> Code {
    match s.headers.is_empty() {
        true => code!("Model"),
        false => code!("HeaderModel"),
    }
}

/// The call that says how each header is read; nothing where the struct is no set of headers.
pub fn forms(s: &Struct) -> Option<Code> {
    let rows = s.fields.iter().zip(&s.headers).map(|(field, form)| {
        let words = match form {
            HeaderForm::Json => vec![code!(":json")],
            HeaderForm::Text(piece) => vec![code!(":text"), text(*piece)],
            HeaderForm::List(item) => vec![code!(":list"), text(*item)],
            HeaderForm::Object {
                explode,
                properties,
                others,
            } => {
                let properties = properties
                    .iter()
                    .map(|(name, piece)| code!("{} => {}", string(name), text(*piece)));
                let between = if *explode { "\"=\"" } else { "\",\"" };
                vec![
                    code!(":object"),
                    text(*others),
                    hash(&properties.collect::<Vec<_>>()),
                    code!("{}", between),
                ]
            }
        };
        code!("{} => {}", string(&field.name.wire), list(&words))
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| wrapped(&code!("read_from("), &rows, ")", models::MEMBERS))
}

fn text(piece: HeaderText) -> Code {
    match piece {
        HeaderText::String => code!(":string"),
        HeaderText::Number => code!(":number"),
        HeaderText::Boolean => code!(":boolean"),
        HeaderText::Any => code!(":any"),
    }
}

/// The table by which the driver reads headers.
pub fn driver_table(package: &Package<'_>) -> Code {
    let rows = response_headers::rows(package.api).map(|row| {
        let class = match row.headers {
            Some(id) => code!(
                "SDK::Models::{}",
                super::names::code(&package.names(id).name)
            ),
            None => code!("nil"),
        };
        code!("{} => {}", string(&row.key), class)
    });
    wrapped(
        &code!("HEADERS = {{"),
        &rows.collect::<Vec<_>>(),
        "}.freeze",
        2,
    )
}
