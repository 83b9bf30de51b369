//! What the samples come with: README, licences, changelog.

use super::credentials::Credentials;
use super::literal;
use crate::config::PackageOptions;
use crate::emit::environment::Environment;
use crate::emit::sink::Code;
use crate::emit::{files, papers};
use crate::ir::{Api, FieldPath, NextPage, Operation, TypeKind};

#[derive(askama::Template)]
#[template(path = "curl/README.md.jinja")]
struct Readme {
    name: Code,
    title: Code,
    api_version: Code,
    about: Code,
    notes: Vec<Code>,
    first: Code,
    base_url: Code,
    /// The credentials of the first script.
    credentials: Vec<Code>,
    /// The variables of all credentials, and what each holds.
    variables: Vec<(Code, Code)>,
    rows: Vec<Row>,
    /// A script with pages, and how it comes to the next one.
    pages: Vec<(Code, Code)>,
    /// Scripts that send a file.
    uploads: Vec<Code>,
}

/// A row of the table of operations.
struct Row {
    script: Code,
    request: Code,
    summary: Code,
}

#[derive(askama::Template)]
#[template(path = "curl/CHANGELOG.md.jinja")]
struct Changelog {
    version: Code,
    title: Code,
    api_version: Code,
}

/// The files that are no scripts.
pub fn papers(api: &Api, options: &PackageOptions, scripts: &[String]) -> Vec<files::Rendered> {
    let rendered = |template: Result<Code, askama::Error>| {
        template
            .map(|code| code.as_str().to_owned())
            .map_err(|error| error.to_string())
    };
    let changelog = Changelog {
        version: literal::line(&options.version),
        title: literal::line(&api.info.title),
        api_version: literal::line(&api.info.version),
    };
    let mut files = vec![
        (
            "README.md".to_owned(),
            rendered(Code::render(&readme(api, options, scripts))),
        ),
        (
            "CHANGELOG.md".to_owned(),
            rendered(Code::render(&changelog)),
        ),
    ];
    let licenses = papers::licenses(options).into_iter();
    files.extend(licenses.map(|(path, text)| (path, Ok(text))));
    files
}

fn readme(api: &Api, options: &PackageOptions, scripts: &[String]) -> Readme {
    let environment = Environment::new(api);
    let samples: Vec<(&Operation, &String)> = api.operations().zip(scripts).collect();
    let call = |script: &str| literal::script_call(script);
    let pages = samples.iter().filter_map(|(operation, script)| {
        Some((call(script), literal::line(&next_page(api, operation)?)))
    });
    let uploads = samples
        .iter()
        .filter(|(operation, _)| sends_file(api, operation));
    let first = samples
        .iter()
        .find(|(operation, _)| !sends_file(api, operation));
    let first = first.or(samples.first());
    let credentials_of = |operation| Credentials::new(api, &environment, operation);
    let mut variables: Vec<(Code, Code)> = Vec::new();
    for (operation, _) in &samples {
        let used = credentials_of(operation);
        for pair in used.variables.into_iter().zip(used.meanings) {
            if !variables.contains(&pair) {
                variables.push(pair);
            }
        }
    }
    Readme {
        name: literal::line(&options.name),
        title: literal::line(&api.info.title),
        api_version: literal::line(&api.info.version),
        about: literal::line(api.info.description.as_deref().unwrap_or_default()),
        notes: papers::notes(&api.info)
            .iter()
            .map(|note| literal::line(note))
            .collect(),
        first: first.map_or_else(Code::empty, |(_, script)| call(script)),
        base_url: literal::variable(&environment.base_url),
        credentials: first.map_or_else(Vec::new, |(operation, _)| {
            credentials_of(operation).variables
        }),
        variables,
        rows: samples
            .iter()
            .map(|(operation, script)| row(operation, script))
            .collect(),
        pages: pages.take(3).collect(),
        uploads: uploads.map(|(_, script)| call(script)).take(3).collect(),
    }
}

fn row(operation: &Operation, script: &str) -> Row {
    Row {
        script: literal::cell(&format!("examples/{script}.sh")),
        request: literal::cell(&operation.request_line()),
        summary: literal::line(operation.docs.headline()),
    }
}

fn sends_file(api: &Api, operation: &Operation) -> bool {
    super::request::Request::new(api, operation).files() > 0
}

/// How the next page is asked for, in words.
fn next_page(api: &Api, operation: &Operation) -> Option<String> {
    let parameter = |index: usize| operation.parameters[index].name.wire.as_str();
    Some(match &operation.pagination.as_ref()?.next {
        NextPage::Link(path) => {
            format!(
                "the URL of the next page is in {} of the answer",
                field(api, path)
            )
        }
        NextPage::Cursor {
            value,
            parameter: index,
        } => format!(
            "the query parameter {} takes {} of the answer before",
            parameter(*index),
            field(api, value)
        ),
        NextPage::PageNumber {
            parameter: index,
            first,
        } => format!(
            "the query parameter {} counts pages from {first}",
            parameter(*index)
        ),
        NextPage::Offset { parameter: index } => {
            format!(
                "the query parameter {} counts items from 0",
                parameter(*index)
            )
        }
    })
}

fn field(api: &Api, path: &FieldPath) -> String {
    let steps = path.0.iter().map(|step| match &api.type_def(step.of).kind {
        TypeKind::Struct(s) => s.fields[step.field].name.wire.as_str(),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => "",
    });
    steps.collect::<Vec<_>>().join(".")
}
