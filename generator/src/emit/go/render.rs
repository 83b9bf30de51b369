//! Which files a package has, and the text of each.

use super::package::{Decided, ModelFile, Package, ServiceNames};
use super::{client, examples, foreign, models, papers, round_trip, services, webhooks, xml};
use crate::diagnostic::Diagnostics;
use crate::emit::body_examples;
use crate::emit::files::{self, Rendered};
use crate::emit::sink::Code;
use crate::emit::{runtime, webhooks as calls};
use crate::ir::Service;
use crate::output::FileSet;

/// What is rendered side by side.
enum Job<'a> {
    Papers,
    Runtime,
    Client,
    ExampleClient,
    RoundTrip,
    Webhooks,
    Xml,
    Foreign,
    Snippets,
    Model(&'a ModelFile),
    Service(&'a Service, &'a ServiceNames),
    Example(Decided<'a>),
}

/// Renders all files.
pub fn render(package: &Package<'_>) -> Result<FileSet, Diagnostics> {
    let mut jobs = vec![
        Job::Papers,
        Job::Runtime,
        Job::Client,
        Job::ExampleClient,
        Job::Snippets,
    ];
    if body_examples::any(package.api) {
        jobs.push(Job::RoundTrip);
    }
    if calls::any_signed(package.api) {
        jobs.push(Job::Webhooks);
    }
    if !package.api.xml.is_empty() {
        jobs.push(Job::Xml);
    }
    if !package.foreign.is_empty() {
        jobs.push(Job::Foreign);
    }
    jobs.extend(package.models.iter().map(Job::Model));
    let services = package.api.services.iter().zip(&package.services);
    jobs.extend(services.map(|(service, names)| Job::Service(service, names)));
    jobs.extend(package.operations().map(Job::Example));
    files::collect(&jobs, |job| files_of(package, job))
}

fn files_of(package: &Package<'_>, job: &Job<'_>) -> Vec<Rendered> {
    match job {
        Job::Papers => papers::papers(package),
        Job::Runtime => runtime_files(package),
        Job::Client => vec![rendered("client.go", client::client(package))],
        Job::ExampleClient => vec![rendered(
            "examples/internal/example/example.go",
            examples::client(package),
        )],
        Job::Snippets => vec![rendered("example_test.go", papers::snippets(package))],
        Job::RoundTrip => vec![
            rendered("examples_test.go", round_trip::program(package)),
            (
                "testdata/examples.json".to_owned(),
                Ok(body_examples::values(&body_examples::list(package.api))),
            ),
        ],
        Job::Webhooks => vec![rendered("webhooks.go", Ok(webhooks::file(package)))],
        Job::Xml => vec![rendered("xml.go", Ok(xml::file(package)))],
        Job::Foreign => vec![rendered("foreign.go", Ok(foreign::file(package)))],
        Job::Model(file) => {
            let text = models::models(package, file)
                .map(|items| models::file(package, &package.name, &items));
            vec![rendered(&file.path, text)]
        }
        Job::Service(service, names) => vec![rendered(
            &names.path,
            services::service(package, service, names),
        )],
        Job::Example(decided) => {
            let path = format!("examples/{}/main.go", decided.2.example);
            vec![rendered(&path, examples::program(package, *decided))]
        }
    }
}

/// The runtime without what the package does not need, and without its unit tests, which stay in its own project.
fn runtime_files(package: &Package<'_>) -> Vec<Rendered> {
    let unneeded = runtime::unneeded(package.api, !package.foreign.is_empty());
    let shipped =
        runtime::without(runtime::GO, &unneeded).filter(|(path, _)| !path.ends_with("_test.go"));
    shipped
        .map(|(path, text)| (format!("sdk/{path}"), Ok((*text).to_owned())))
        .collect()
}

fn rendered(path: &str, text: Result<Code, askama::Error>) -> Rendered {
    let text = text
        .map(|code| code.as_str().to_owned())
        .map_err(|error| error.to_string());
    (path.to_owned(), text)
}
