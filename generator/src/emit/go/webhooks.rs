//! Webhooks: the variables that verify them.

use heck::ToUpperCamelCase;

use super::docs::{self, Comment};
use super::layout;
use super::literal;
use super::models;
use super::names::ident;
use super::package::Package;
use super::types::Types;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks::{self, Signed};
use crate::ir::Signature;

/// The file of the variables.
pub fn file(package: &Package<'_>) -> Code {
    let signed = webhooks::signed(package.api).into_iter();
    let items: Vec<Code> = (signed.zip(&package.webhooks))
        .map(|(signed, name)| variable(package, &signed, name))
        .collect();
    models::file(package, &package.name, &items)
}

fn variable(package: &Package<'_>, signed: &Signed<'_>, name: &str) -> Code {
    let call = docs::quoted(&signed.call);
    let comment = Comment::own(&format!(
        "{name} verifies and reads what the call {call} sends."
    ));
    code!(
        "{}\nvar {} = sdk.NewWebhook[{}]({})",
        comment.code(),
        ident(name),
        Types::own(package).of(&signed.payload),
        signature(signed.signature)
    )
}

fn signature(signature: &Signature) -> Code {
    let settings = webhooks::settings(signature).into_iter();
    let pairs = settings.map(|(name, setting)| {
        let value = setting.code(literal::string);
        (ident(&name.to_upper_camel_case()), value)
    });
    layout::literal_of(&code!("sdk.Signature"), &pairs.collect::<Vec<_>>())
}

/// The map by which the driver verifies.
pub fn driver_table(package: &Package<'_>) -> Code {
    let signed = webhooks::signed(package.api).into_iter();
    let rows: Vec<(Code, Code)> = (signed.zip(&package.webhooks))
        .map(|(signed, name)| {
            let variable = Types::imported(package).qualified(name);
            (
                literal::string(&signed.name.wire),
                code!("verified({}.VerifyAt)", variable),
            )
        })
        .collect();
    code!(
        "// verifications are what verifies webhooks, by words.\nvar verifications = {}",
        layout::literal_of(&code!("map[string]func(c *call) (any, error)"), &rows)
    )
}
