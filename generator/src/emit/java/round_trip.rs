//! The test of a package's models: every example of the description, read and written again.

use askama::Template;

use super::file::Classes;
use super::literal;
use super::package::Package;
use super::{structs, types};
use crate::emit::body_examples;
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};

#[derive(Template)]
#[template(path = "java/src/test/java/RoundTripTest.java.jinja")]
struct TestFile {
    annotations: Code,
    checks: Vec<Code>,
}

/// The test and its values; nothing where the description has no examples.
pub fn files(package: &Package<'_>, classes: &Classes, folder: &str) -> Vec<Rendered> {
    let examples = body_examples::list(package.api);
    if examples.is_empty() {
        return Vec::new();
    }
    let checks = examples.iter().map(|example| {
        code!(
            "    check(\n        {},\n        {},\n        {});\n",
            literal::string(&example.title),
            types::codec(package, &example.ty),
            example.whole
        )
    });
    let test = Code::render(&TestFile {
        annotations: structs::annotations(package, false),
        checks: checks.collect(),
    });
    let test = test.map(|text| classes.file(&package.at.package, &text));
    vec![
        (
            format!("src/test/java/{folder}/RoundTripTest.java"),
            test.map_err(|error| error.to_string()),
        ),
        (
            format!("src/test/resources/{folder}/examples.json"),
            Ok(body_examples::values(&examples)),
        ),
    ]
}
