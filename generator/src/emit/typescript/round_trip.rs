//! The tests of a package: every example of the description is read and written again, and a service is called with a fake
//! transport.

use askama::Template;

use super::layout::Doc;
use super::literal;
use super::package::Package;
use super::render::file;
use super::types;
use crate::config::PackageOptions;
use crate::emit::body_examples;
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};

#[derive(Template)]
#[template(path = "typescript/round_trip.test.ts.jinja")]
struct RoundTripFile {
    checks: Vec<Code>,
    package: Code,
    models: Code,
    runtime: Code,
    uses_models: bool,
}

#[derive(Template)]
#[template(path = "typescript/client.test.ts.jinja")]
struct ClientFile {
    package: Code,
    operations: Code,
}

/// The files of the tests.
pub fn files(package: &Package<'_>, options: &PackageOptions) -> Vec<Rendered> {
    let name = literal::string(&options.name);
    let mut files = vec![file(
        "test/client.test.ts",
        &ClientFile {
            package: name.clone(),
            operations: literal::string(&format!("{}/operations", options.name)),
        },
    )];
    let examples = body_examples::list(package.api);
    if examples.is_empty() {
        return files;
    }
    files.push((
        "test/examples.json".to_owned(),
        Ok(body_examples::values(&examples)),
    ));
    let checks: Vec<Code> = examples
        .iter()
        .map(|example| {
            let schema = types::schema(package, &example.ty);
            let row = Doc::array(vec![
                Doc::Text(literal::string(&example.title)),
                Doc::array(vec![Doc::Text(code!("rt.alias")), schema]),
                Doc::Text(code!("{}", example.whole)),
            ]);
            row.print(2, 2, 1)
        })
        .collect();
    let uses_models = checks
        .iter()
        .any(|check| check.as_str().contains("models."));
    files.push(file(
        "test/round_trip.test.ts",
        &RoundTripFile {
            checks,
            package: name,
            models: literal::string(&format!("{}/models", options.name)),
            runtime: literal::string(&format!("{}/runtime", options.name)),
            uses_models,
        },
    ));
    files
}
