//! The test of a package's models: every example of the description, read and written again.

use askama::Template;

use super::literal;
use super::models::imports;
use super::names::ident;
use super::package::Package;
use super::types::Types;
use crate::emit::body_examples;
use crate::emit::sink::{code, Code};

#[derive(Template)]
#[template(path = "go/examples_test.go.jinja")]
struct Test {
    package: Code,
    imports: Code,
    rows: Vec<Code>,
}

/// The test program: `examples_test.go`.
pub fn program(package: &Package<'_>) -> Result<Code, askama::Error> {
    let types = Types::imported(package);
    let rows = body_examples::list(package.api).into_iter().map(|example| {
        code!(
            "{{{}, (*{})(nil), {}}},",
            literal::string(&example.title),
            types.of(&example.ty),
            example.whole
        )
    });
    let rows: Vec<_> = rows.collect();
    let mentioned = code!("sdk.Marshal {}", Code::join(&rows, "\n"));
    // The test itself needs these of the standard library.
    let mentioned = code!("json.Decoder os.ReadFile time.Time {}", mentioned);
    Code::render(&Test {
        package: ident(&package.name),
        imports: literal::with_imports(
            &imports(package, &mentioned, true),
            &["bytes", "reflect", "testing"],
        ),
        rows,
    })
}
