//! The files of a package: which there are, and what makes each.

use super::file::Classes;
use super::package::Package;
use super::{
    body, client, example, foreign, literal, models, papers, parameters, response, round_trip,
    services, structs, webhooks, xml,
};
use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::files::{self, Rendered};
use crate::emit::sink::{code, Code};
use crate::emit::{runtime, webhooks as calls};
use crate::ir::TypeId;
use crate::output::FileSet;

/// So many models are rendered at a time.
const CHUNK: usize = 64;

/// What is rendered at a time.
enum Job {
    Papers,
    Runtime,
    Client,
    Models(usize),
    Service(usize),
    RoundTrip,
    Webhooks,
    Xml,
    Foreign,
}

/// Renders all files.
pub fn render(package: &Package<'_>, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let classes = Classes::new(package);
    let folder = folder(package);
    let mut jobs = vec![Job::Papers, Job::Runtime, Job::Client, Job::RoundTrip];
    if calls::any_signed(package.api) {
        jobs.push(Job::Webhooks);
    }
    if !package.api.xml.is_empty() {
        jobs.push(Job::Xml);
    }
    if !package.foreign.is_empty() {
        jobs.push(Job::Foreign);
    }
    jobs.extend((0..package.services.len()).map(Job::Service));
    jobs.extend((0..package.types.len()).step_by(CHUNK).map(Job::Models));
    files::collect(&jobs, |job| match job {
        Job::Papers => papers::papers(package, &classes, options),
        Job::Runtime => runtime_files(package, &folder),
        Job::Client => client_files(package, &classes, &folder),
        Job::Models(first) => model_files(package, &classes, &folder, *first),
        Job::Service(index) => service_files(package, &classes, &folder, *index),
        Job::Webhooks => vec![class(
            &classes,
            &folder,
            &package.at.package,
            &package.webhooks,
            Ok(webhooks::class(package)),
        )],
        Job::Xml => {
            let (home, at) = (
                code!("{}.services", package.at.package),
                format!("{folder}/services"),
            );
            vec![class(
                &classes,
                &at,
                &home,
                xml::CLASS,
                Ok(xml::class(package)),
            )]
        }
        Job::Foreign => {
            let home = code!("{}.models", package.at.package);
            let at = format!("{folder}/models");
            let text = Ok(package.foreign.text());
            vec![class(&classes, &at, &home, foreign::CLASS, text)]
        }
        Job::RoundTrip => round_trip::files(package, &classes, &folder),
    })
}

/// The folder of the Java package below a source folder.
pub fn folder(package: &Package<'_>) -> String {
    package.at.package.as_str().replace('.', "/")
}

fn runtime_files(package: &Package<'_>, folder: &str) -> Vec<Rendered> {
    let unneeded = runtime::unneeded(package.api, !package.foreign.is_empty());
    let files = runtime::without(runtime::JAVA, &unneeded).map(|(path, text)| {
        (
            format!("src/main/java/{folder}/runtime/{path}"),
            Ok(literal::runtime_file(text, &package.at.package)),
        )
    });
    files.collect()
}

/// A class as a file.
fn class(
    classes: &Classes,
    folder: &str,
    home: &Code,
    name: &str,
    text: Result<Code, askama::Error>,
) -> Rendered {
    (
        format!("src/main/java/{folder}/{name}.java"),
        text.map(|text| classes.file(home, &text))
            .map_err(|error| error.to_string()),
    )
}

fn client_files(package: &Package<'_>, classes: &Classes, folder: &str) -> Vec<Rendered> {
    let home = &package.at.package;
    let mut files = vec![class(
        classes,
        folder,
        home,
        &package.client,
        client::client(package),
    )];
    let servers = client::servers(package);
    files.extend(servers.map(|text| class(classes, folder, home, &package.servers, text)));
    files
}

fn model_files(
    package: &Package<'_>,
    classes: &Classes,
    folder: &str,
    first: usize,
) -> Vec<Rendered> {
    let home = code!("{}.models", package.at.package);
    let folder = format!("{folder}/models");
    let last = (first + CHUNK).min(package.types.len());
    let files = (first..last).filter_map(|index| {
        let text = models::text(package, TypeId(index as u32))?;
        Some(class(
            classes,
            &folder,
            &home,
            &package.types[index].name,
            text,
        ))
    });
    files.collect()
}

fn service_files(
    package: &Package<'_>,
    classes: &Classes,
    folder: &str,
    index: usize,
) -> Vec<Rendered> {
    let home = code!("{}.services", package.at.package);
    let folder = format!("{folder}/services");
    let (service, names) = (&package.api.services[index], &package.services[index]);
    let text = services::service(package, service, names);
    let mut files = vec![class(classes, &folder, &home, &names.name, text)];
    for (operation, decided) in service.operations.iter().zip(&names.operations) {
        let objects = parameters::object(package, operation, decided);
        let objects = objects
            .into_iter()
            .chain(body::forms(package, operation, decided));
        for object in objects {
            let name = object.name.as_str().to_owned();
            let text = structs::text(package, &object);
            files.push(class(classes, &folder, &home, &name, text));
        }
        if let Some(text) = body::choice(package, operation, decided) {
            files.push(class(classes, &folder, &home, &decided.body, text));
        }
        if let Some(text) = response::outcome(package, operation, decided).class {
            files.push(class(classes, &folder, &home, &decided.outcome, text));
        }
        let program = example::program(package, classes, (names, operation, decided));
        files.push((
            format!("examples/{}.java", decided.example),
            program.map_err(|error| error.to_string()),
        ));
    }
    files
}
