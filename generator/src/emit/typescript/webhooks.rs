//! Webhooks: the file of what verifies them.

use askama::Template;
use heck::ToLowerCamelCase;

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::{scope_of, Package};
use super::types;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks::{self, Signed};
use crate::ir::Signature;

/// Names that the file imports.
const TAKEN: &[&str] = &["models", "Webhook", "WebhookError"];

/// The file.
#[derive(Template)]
#[template(path = "typescript/webhooks.ts.jinja")]
pub struct File {
    constants: Vec<Code>,
}

/// A webhook that is verified, and its constant.
struct Named<'a> {
    signed: Signed<'a>,
    constant: Code,
}

fn named<'a>(package: &Package<'a>) -> Vec<Named<'a>> {
    let signed = webhooks::signed(package.api);
    let constants = scope_of(
        signed.iter().map(|one| &one.name),
        names::function_name,
        TAKEN,
    );
    let pairs = signed.into_iter().zip(constants);
    let named = pairs.map(|(signed, constant)| Named {
        signed,
        constant: names::ident(&constant),
    });
    named.collect()
}

/// The constant of the first of them.
pub fn first(package: &Package<'_>) -> String {
    let first = named(package).into_iter().next();
    first.map_or_else(String::new, |one| one.constant.as_str().to_owned())
}

/// Makes the file.
pub fn file(package: &Package<'_>) -> File {
    let constants = named(package).into_iter().map(|one| {
        let payload = types::value(package, &one.signed.payload, types::Place::Elsewhere);
        let docs = format!(
            "Verifies and reads what the call `{}` sends.",
            one.signed.call.replace('`', "'")
        );
        let head = code!("export const {} = /* @__PURE__ */ ", one.constant);
        let value = Doc::Sequence(vec![
            Doc::Text(code!("new Webhook<{}>(", payload)),
            Doc::Text(code!("{}, ", payload)),
            signature(one.signed.signature),
            Doc::Text(code!(")")),
        ]);
        let column = head.as_str().len();
        code!(
            "{}{}{};",
            literal::comment(&[docs], false, 0),
            head,
            value.print(0, column, 1)
        )
    });
    File {
        constants: constants.collect(),
    }
}

fn signature(signature: &Signature) -> Doc {
    let settings = webhooks::settings(signature).into_iter();
    let properties = settings.map(|(name, setting)| {
        let value = setting.code(literal::string);
        let name = literal::object_key(&name.to_lower_camel_case());
        Doc::Text(code!("{}: {}", name, value))
    });
    Doc::object(properties.collect())
}

/// The rows by which the driver verifies.
pub fn driver_rows(package: &Package<'_>) -> Vec<Code> {
    let rows = named(package).into_iter().map(|one| {
        let payload = types::value(package, &one.signed.payload, types::Place::Elsewhere);
        code!(
            "  {}: [sdk.webhooks.{}, {}],\n",
            literal::object_key(&one.signed.name.wire),
            one.constant,
            payload
        )
    });
    rows.collect()
}
