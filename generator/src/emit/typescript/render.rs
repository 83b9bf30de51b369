//! The files of a package: which there are, and what renders them.

use askama::Template;

use super::models::{self, Model};
use super::names;
use super::package::{Decided, Package, ServiceNames};
use super::{client, example, papers, round_trip, service, webhooks, xml};
use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::files::{self, Rendered};
use crate::emit::sink::Code;
use crate::emit::{runtime, webhooks as calls};
use crate::ir::Service;
use crate::output::FileSet;

#[derive(Template)]
#[template(path = "typescript/models.ts.jinja")]
struct ModelsFile {
    /// For classes of others.
    imports: Vec<Code>,
    models: Vec<Model>,
}

#[derive(Template)]
#[template(path = "typescript/services.ts.jinja")]
struct ServicesFile {
    files: Vec<Code>,
}

#[derive(Template)]
#[template(path = "typescript/index.ts.jinja")]
struct IndexFile {
    is_signed: bool,
}

/// What is rendered at a time.
enum Job<'a> {
    Papers,
    Runtime,
    Models,
    Fixed,
    RoundTrip,
    Service(&'a Service, &'a ServiceNames),
    Examples(Vec<Decided<'a>>),
}

/// Renders all files.
///
/// # Errors
/// Faults of a template.
pub fn render(package: &Package<'_>, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    files::collect(&jobs(package), |job| files_of(package, options, job))
}

fn jobs<'a>(package: &'a Package<'_>) -> Vec<Job<'a>> {
    // The largest first.
    let mut jobs = vec![Job::Models, Job::RoundTrip];
    jobs.extend(
        package
            .services()
            .map(|(service, decided)| Job::Service(service, decided)),
    );
    let operations: Vec<Decided<'a>> = package.operations().collect();
    jobs.extend(
        operations
            .chunks(50)
            .map(|chunk| Job::Examples(chunk.to_vec())),
    );
    jobs.extend([Job::Papers, Job::Runtime, Job::Fixed]);
    jobs
}

fn files_of(package: &Package<'_>, options: &PackageOptions, job: &Job<'_>) -> Vec<Rendered> {
    match job {
        Job::Papers => papers::papers(package, options),
        Job::Runtime => {
            let unneeded = runtime::unneeded(package.api, !package.foreign.is_empty());
            runtime::without(runtime::TYPESCRIPT, &unneeded)
                .map(|(path, text)| (format!("src/runtime/{path}"), Ok((*text).to_owned())))
                .collect()
        }
        Job::Models => vec![file(
            "src/models.ts",
            &ModelsFile {
                imports: package.foreign.imports(),
                models: models::models(package),
            },
        )],
        Job::Fixed => {
            let files = package
                .services
                .iter()
                .map(|service| names::path(&service.file))
                .collect();
            let is_signed = calls::any_signed(package.api);
            let mut fixed = vec![
                file("src/index.ts", &IndexFile { is_signed }),
                file("src/client.ts", &client::client(package)),
                file("src/connection.ts", &client::connection(package, options)),
                file("src/services/index.ts", &ServicesFile { files }),
                file(
                    "examples/client.ts",
                    &example::example_client(package, options),
                ),
            ];
            if is_signed {
                fixed.push(file("src/webhooks.ts", &webhooks::file(package)));
            }
            if !package.api.xml.is_empty() {
                fixed.push(file("src/xml.ts", &xml::file(package)));
            }
            fixed
        }
        Job::RoundTrip => round_trip::files(package, options),
        Job::Service(service, decided) => {
            let path = format!("src/services/{}.ts", decided.file);
            vec![file(&path, &service::service(package, service, decided))]
        }
        Job::Examples(operations) => operations
            .iter()
            .map(|(service, operation, names)| {
                let path = format!("examples/{}.ts", names.example);
                file(
                    &path,
                    &example::program(package, service, operation, names, options),
                )
            })
            .collect(),
    }
}

/// A file of a template, with one line break at its end.
pub fn file(path: &str, template: &impl Template) -> Rendered {
    let text = template
        .render()
        .map(|text| text.trim_end().to_owned() + "\n");
    (path.to_owned(), text.map_err(|error| error.to_string()))
}
