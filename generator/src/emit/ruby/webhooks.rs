//! Webhooks: the module with what verifies them.

use super::literal::{comment, indented, string, wrapped};
use super::names;
use super::package::Package;
use super::types::{descriptor, rbs};
use crate::emit::scope::distinct;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks::{self, Signed};
use crate::ir::Signature;

/// A webhook that is verified, and its constant.
pub struct Named<'a> {
    signed: Signed<'a>,
    constant: String,
}

/// All of them.
pub fn named<'a>(package: &Package<'a>) -> Vec<Named<'a>> {
    let signed = webhooks::signed(package.api);
    let entries: Vec<(String, &str)> = (signed.iter())
        .map(|one| (names::constant_name(&one.name), one.name.wire.as_str()))
        .collect();
    let constants = distinct(&entries, &[]);
    let pairs = signed.into_iter().zip(constants);
    pairs
        .map(|(signed, constant)| Named { signed, constant })
        .collect()
}

/// What verifies the first of them, as a program names it.
pub fn first(package: &Package<'_>) -> String {
    let first = named(package).into_iter().next();
    first.map_or_else(String::new, |one| {
        format!("{}::Webhooks::{}", package.module, one.constant)
    })
}

/// The module.
pub fn file(package: &Package<'_>) -> Code {
    let constants: Vec<Code> = (named(package).iter())
        .map(|one| indented(&constant(package, one), 4))
        .collect();
    code!(
        "  # What verifies the signatures of webhooks, and reads their payloads.\n  module Webhooks\n    \
         extend Runtime::Types\n\n{}\n  end",
        Code::join(&constants, "\n\n")
    )
}

fn constant(package: &Package<'_>, one: &Named<'_>) -> Code {
    let docs = format!("The call `{}`.", one.signed.call.replace('`', "'"));
    let head = code!("{} = Runtime::Webhook.new(", names::code(&one.constant));
    let arguments = [
        descriptor(package, &one.signed.payload),
        signature(one.signed.signature),
    ];
    code!("{}\n{}", comment(&docs), wrapped(&head, &arguments, ")", 0))
}

fn signature(signature: &Signature) -> Code {
    let settings = webhooks::settings(signature).into_iter();
    let arguments: Vec<Code> = settings
        .map(|(name, setting)| {
            let value = setting.code(string);
            code!("{}: {}", name, value)
        })
        .collect();
    wrapped(&code!("Runtime::Signature.new("), &arguments, ")", 200)
}

/// The signatures of RBS.
pub fn signatures(package: &Package<'_>) -> Code {
    let named = named(package);
    let spelt = named.iter().filter(|one| one.constant.is_ascii());
    let lines: Vec<Code> = spelt
        .map(|one| {
            let payload = rbs(package, &one.signed.payload, false);
            code!(
                "  {}: Runtime::Webhook[{}]",
                names::code(&one.constant),
                payload
            )
        })
        .collect();
    code!("module Webhooks\n{}\nend", Code::join(&lines, "\n"))
}

/// The rows by which the driver verifies.
pub fn driver_rows(package: &Package<'_>) -> Vec<Code> {
    let rows = named(package).into_iter().map(|one| {
        code!(
            "{} => SDK::Webhooks::{}",
            string(&one.signed.name.wire),
            names::code(&one.constant)
        )
    });
    rows.collect()
}
