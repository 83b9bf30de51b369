//! The files of a gem: which there are, and how views become their text.

use askama::Template;

use super::names;
use super::package::{of_service, Decided, ModelContent, ModelFile, Package, ServiceNames};
use super::{
    client, example, models, papers, readme, round_trip, service, signatures, webhooks, xml,
};
use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::files::{self, Rendered};
use crate::emit::sink::Code;
use crate::emit::{runtime, webhooks as calls};
use crate::ir::Service;
use crate::output::FileSet;

#[derive(Template)]
#[template(path = "ruby/_file.jinja")]
struct FileView {
    module: Code,
    body: Code,
}

/// What is rendered at a time.
enum Job<'a> {
    Papers,
    Runtime,
    Readme,
    Root,
    Version,
    Facts,
    Webhooks,
    Xml,
    Client,
    Model(&'a ModelFile),
    Service(&'a Service, &'a ServiceNames),
    Signatures,
    Examples(&'a Service, &'a ServiceNames),
    RoundTrip,
}

/// Renders all files.
pub fn render(package: &Package<'_>, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    files::collect(&jobs(package), |job| text(package, options, job))
}

fn jobs<'a>(package: &'a Package<'_>) -> Vec<Job<'a>> {
    let mut jobs = vec![
        Job::Signatures,
        Job::Papers,
        Job::Runtime,
        Job::Readme,
        Job::Root,
        Job::Version,
        Job::Facts,
        Job::Client,
        Job::RoundTrip,
    ];
    if calls::any_signed(package.api) {
        jobs.push(Job::Webhooks);
    }
    if !package.api.xml.is_empty() {
        jobs.push(Job::Xml);
    }
    for (service, names) in package.api.services.iter().zip(&package.services) {
        jobs.push(Job::Service(service, names));
        jobs.push(Job::Examples(service, names));
    }
    jobs.extend(package.models.iter().map(Job::Model));
    jobs
}

fn text(package: &Package<'_>, options: &PackageOptions, job: &Job<'_>) -> Vec<Rendered> {
    let lib = |path: &str| format!("lib/{}/{path}", package.gem);
    let one = |path: String, code: Result<Code, askama::Error>| {
        vec![(path, code.map(ended).map_err(|error| error.to_string()))]
    };
    match job {
        Job::Papers => papers::papers(package, options),
        Job::Runtime => runtime_files(package),
        Job::Readme => readme::readme(package, options),
        Job::Root => one(format!("lib/{}.rb", package.gem), client::root(package)),
        Job::Version => one(
            lib("version.rb"),
            in_module(package, papers::version(options)),
        ),
        Job::Facts => one(
            lib("package.rb"),
            in_module(package, client::facts(package)),
        ),
        Job::Webhooks => one(
            lib("webhooks.rb"),
            in_module(package, Ok(webhooks::file(package))),
        ),
        Job::Xml => one(lib("xml.rb"), in_module(package, xml::file(package))),
        Job::Client => one(
            lib("client.rb"),
            in_module(package, client::client(package)),
        ),
        Job::Model(file) => one(
            lib(&format!("models/{}.rb", file.file)),
            in_module(package, models::file(package, file)),
        ),
        Job::Service(service, names) => one(
            lib(&format!("services/{}.rb", names.file)),
            in_module(package, service::file(package, service, names)),
        ),
        Job::Signatures => signatures::files(package)
            .into_iter()
            .map(|(path, code)| (path, Ok(ended(code))))
            .collect(),
        Job::Examples(service, names) => of_service(service, names)
            .map(|decided| program(package, decided))
            .chain(round_trip::service(package, service, names))
            .collect(),
        Job::RoundTrip => round_trip::files(package),
    }
}

fn program(package: &Package<'_>, decided: Decided<'_>) -> Rendered {
    let path = format!("examples/{}.rb", decided.names.example);
    let code = example::program(package, decided);
    (path, code.map(ended).map_err(|error| error.to_string()))
}

/// A file whose code stands in the package's module.
fn in_module(
    package: &Package<'_>,
    body: Result<Code, askama::Error>,
) -> Result<Code, askama::Error> {
    Code::render(&FileView {
        module: names::code(&package.module),
        body: body?,
    })
}

/// The text of a file, with one line break at its end.
pub fn ended(code: Code) -> String {
    let mut text = code.as_str().trim_end().to_owned();
    text.push('\n');
    text
}

/// The runtime stands in the package's module: that line alone differs from the source.
fn runtime_files(package: &Package<'_>) -> Vec<Rendered> {
    let module = format!("module {}", package.module);
    let named = |text: &str| {
        let lines: Vec<&str> = text
            .lines()
            .map(|line| {
                if line == "module Sdk" {
                    module.as_str()
                } else {
                    line
                }
            })
            .collect();
        let mut text = lines.join("\n");
        text.push('\n');
        text
    };
    let unneeded = runtime::unneeded(package.api, !package.foreign.is_empty());
    let sources = runtime::without(runtime::RUBY, &unneeded).map(|(path, text)| {
        let path = format!("lib/{}/runtime/{path}", package.gem);
        (path, Ok(named(text)))
    });
    let signatures = runtime::without(runtime::RUBY_SIGNATURES, &unneeded);
    let signatures = signatures.map(|(path, text)| (format!("sig/{path}"), Ok(named(text))));
    sources.chain(signatures).collect()
}

/// The constants of `Models`, in the order of their names, each with its file.
pub fn model_constants<'p>(package: &'p Package<'_>) -> Vec<(&'p str, &'p str)> {
    let mut constants = Vec::new();
    for file in &package.models {
        match &file.content {
            ModelContent::Types(types) => {
                let names = types.iter().map(|id| package.names(*id).name.as_str());
                constants.extend(names.map(|name| (name, file.file.as_str())));
            }
            ModelContent::Form(service, operation, content) => {
                let forms = &package.services[*service].operations[*operation].forms;
                constants.push((forms[content].name.as_str(), file.file.as_str()));
            }
        }
    }
    constants.sort_unstable();
    constants
}

#[cfg(test)]
mod tests {
    use crate::emit::runtime;

    /// What is replaced stands once in each file, on a line of its own.
    #[test]
    fn the_runtime_names_its_module_once() {
        for (path, text) in runtime::RUBY.iter().chain(runtime::RUBY_SIGNATURES) {
            let opened = text.lines().filter(|line| *line == "module Sdk").count();
            let expected = usize::from(!["load.rb", "manifest.yaml"].contains(path));
            assert_eq!(opened, expected, "{path}");
            assert_eq!(text.matches("Sdk").count(), expected, "{path}");
        }
    }
}
