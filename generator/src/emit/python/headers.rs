//! Headers of responses: how the attributes of their classes are read, and how drivers find the class of an answer.

use super::layout::Doc;
use super::package::Package;
use super::uses::Uses;
use super::{literal, models};
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::ir::{HeaderForm, HeaderText, Struct};

/// The class variable that says how each header is read; nothing where the class is no set of headers.
pub fn forms(s: &Struct, uses: &mut Uses) -> Option<Code> {
    let rows = s.fields.iter().zip(&s.headers).map(|(field, form)| {
        let arguments = match form {
            HeaderForm::Json => vec![code!("\"json\"")],
            HeaderForm::Text(piece) => vec![code!("\"text\""), text(*piece)],
            HeaderForm::List(item) => vec![code!("\"list\""), text(*item)],
            HeaderForm::Object {
                explode,
                properties,
                others,
            } => {
                let explode = if *explode { "True" } else { "False" };
                let properties = properties
                    .iter()
                    .map(|(name, piece)| code!("{}: {}", literal::string(name), text(*piece)));
                let properties: Vec<_> = properties.collect();
                vec![
                    code!("\"object\""),
                    text(*others),
                    code!("{}", explode),
                    code!("{{{}}}", Code::join(&properties, ", ")),
                ]
            }
        };
        let arguments = arguments.into_iter().map(Doc::Text).collect();
        Doc::call(code!("rt.HeaderForm"), arguments)
            .after(&code!("{}: ", literal::string(&field.name.wire)))
    });
    let rows: Vec<Doc> = rows.collect();
    let head = code!("_forms: t.ClassVar[t.Mapping[str, rt.HeaderForm]] = ");
    (!rows.is_empty()).then(|| models::fact(&head, &Doc::dict(rows), uses))
}

fn text(piece: HeaderText) -> Code {
    match piece {
        HeaderText::String => code!("\"string\""),
        HeaderText::Number => code!("\"number\""),
        HeaderText::Boolean => code!("\"boolean\""),
        HeaderText::Any => code!("\"any\""),
    }
}

/// The rows by which the driver reads headers.
pub fn driver_rows(package: &Package<'_>) -> Vec<Code> {
    let rows = response_headers::rows(package.api).map(|row| {
        let class = match row.headers {
            Some(id) => code!("sdk.models.{}", package.type_ident(id)),
            None => code!("None"),
        };
        code!("{}: {},", literal::string(&row.key), class)
    });
    rows.collect()
}
