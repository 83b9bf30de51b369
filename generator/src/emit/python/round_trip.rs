//! The test of a package's models: every example of the description, read and written again.

use askama::Template;

use super::literal;
use super::package::Package;
use super::types;
use crate::emit::body_examples;
use crate::emit::sink::{code, Code};

#[derive(Template)]
#[template(path = "python/tests/test_round_trip.py.jinja")]
struct TestTemplate {
    module: Code,
    rows: Vec<Code>,
}

/// The test program.
pub fn program(package: &Package<'_>) -> Result<Code, askama::Error> {
    let rows = body_examples::list(package.api).into_iter().map(|example| {
        let whole = if example.whole { "True" } else { "False" };
        let ty = literal::quoted(&types::annotation(package, &example.ty));
        code!(
            "    ({}, {}, {}),",
            literal::string(&example.title),
            ty,
            whole
        )
    });
    Code::render(&TestTemplate {
        module: super::names::ident(&package.module),
        rows: rows.collect(),
    })
}
