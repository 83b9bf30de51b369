//! Webhooks: the class of what verifies them.

use heck::ToLowerCamelCase;

use super::literal;
use super::names;
use super::package::{scope_of, Package};
use super::types;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks::{self, Signed};
use crate::ir::{Docs, Signature};

/// A webhook that is verified, and its constant.
struct Named<'a> {
    signed: Signed<'a>,
    constant: Code,
}

fn named<'a>(package: &Package<'a>) -> Vec<Named<'a>> {
    let signed = webhooks::signed(package.api);
    let constants = scope_of(
        signed.iter().map(|one| &one.name),
        names::constant_name,
        &[],
    );
    let pairs = signed.into_iter().zip(constants);
    let named = pairs.map(|(signed, constant)| Named {
        signed,
        constant: names::code(&constant),
    });
    named.collect()
}

/// The text of the class.
pub fn class(package: &Package<'_>) -> Code {
    let title = format!(
        "What verifies the signatures of webhooks of {}.",
        package.api.info.title
    );
    let constants: Vec<Code> = (named(package).iter())
        .map(|one| constant(package, one))
        .collect();
    let name = names::code(&package.webhooks);
    code!(
        "{}public final class {} {{\n{}\n  private {}() {{}}\n}}\n",
        literal::javadoc(0, &Docs::default(), &title, &[], &[]),
        name,
        Code::join(&constants, "\n"),
        name
    )
}

fn constant(package: &Package<'_>, one: &Named<'_>) -> Code {
    let docs = format!("The call `{}`.", one.signed.call.replace('`', "'"));
    code!(
        "{}  public static final WebhookVerifier<{}> {} =\n      new WebhookVerifier<>(\n          {},\n          {});\n",
        literal::javadoc(2, &Docs::default(), &docs, &[], &[]),
        types::boxed(package, &one.signed.payload),
        one.constant,
        types::codec(package, &one.signed.payload),
        signature(one.signed.signature)
    )
}

/// The first four members are those that every signature has.
fn signature(signature: &Signature) -> Code {
    let settings = webhooks::settings(signature).into_iter();
    let mut settings = settings.map(|(name, setting)| {
        let value = setting.code(literal::string);
        (name, value)
    });
    let always: Vec<Code> = settings.by_ref().take(4).map(|(_, value)| value).collect();
    let others: Vec<Code> = settings
        .map(|(name, value)| {
            let name = names::code(&name.to_lower_camel_case());
            code!("\n              .{}({})", name, value)
        })
        .collect();
    code!(
        "new WebhookSignature({}){}",
        Code::join(&always, ", "),
        Code::join(&others, "")
    )
}

/// What verifies the first of them, as a program names it.
pub fn first(package: &Package<'_>) -> Option<(Code, Code)> {
    let first = named(package).into_iter().next()?;
    let name = code!("{}.{}", names::code(&package.webhooks), first.constant);
    Some((types::boxed(package, &first.signed.payload), name))
}

/// The method by which the driver verifies.
pub fn driver_method(package: &Package<'_>) -> Code {
    let rows = named(package).into_iter().map(|one| {
        code!(
            "        case {}:\n          return {}\n              .toNode({}.{}.verifyAt(in.now(), in.sent(), in.body(), in.secrets()));\n",
            literal::string(&one.signed.name.wire),
            types::codec(package, &one.signed.payload),
            names::code(&package.webhooks),
            one.constant
        )
    });
    let rows: Vec<Code> = rows.collect();
    let (before, behind) = match rows.is_empty() {
        true => (Code::empty(), Code::empty()),
        false => (
            code!("    try {{\n      switch (in.webhook()) {{\n"),
            code!(
                "        default:\n          throw in.unsupported();\n      }}\n    }} catch (WebhookException error) {{\n      \
                 throw new Driver.NotVerified(error.reason().name(), error.getMessage());\n    }}\n"
            ),
        ),
    };
    let otherwise = match rows.is_empty() {
        true => code!("    throw in.unsupported();\n"),
        false => Code::empty(),
    };
    code!(
        "  static JsonNode verify(DriverInput in) {{\n{}{}{}{}  }}\n",
        before,
        Code::join(&rows, ""),
        behind,
        otherwise
    )
}
