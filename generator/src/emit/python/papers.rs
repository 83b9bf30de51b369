//! What a package has besides its code: project file, README, changelog, the root of the package.

use askama::Template;

use super::example::{self, awaited, statements};
use super::layout::Doc;
use super::names;
use super::package::{Decided, Package};
use super::{client, literal, types};
use crate::emit::body_examples;
use crate::emit::environment::Environment;
use crate::emit::papers;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks;
use crate::ir::{ResponseKind, SecuritySchemeKind, Type};

#[derive(Template)]
#[template(path = "python/pyproject.toml.jinja")]
struct Project {
    name: Code,
    version: Code,
    description: Code,
    module: Code,
    metadata: Vec<Code>,
    license_files: Code,
    has_tests: bool,
    /// Distributions that types of others come from, each with a comma before it.
    dependencies: Code,
    has_foreign: bool,
    urls: Vec<Code>,
}

#[derive(Template)]
#[template(path = "python/CHANGELOG.md.jinja")]
struct Changelog {
    version: Code,
    api_version: Code,
    title: Code,
}

#[derive(Template)]
#[template(path = "python/__init__.py.jinja")]
struct Root {
    title: Code,
    is_signed: bool,
}

#[derive(Template)]
#[template(path = "python/README.md.jinja")]
struct Readme {
    name: Code,
    module: Code,
    title: Code,
    api_version: Code,
    about: Code,
    notes: Vec<Code>,
    imports: Code,
    client: Code,
    first_call: Code,
    async_imports: Code,
    async_call: Code,
    options_call: Code,
    operations: Vec<Code>,
    first_example: Code,
    environment: Code,
    call: Code,
    error_body: Code,
    pages: Code,
    upload: Code,
    upload_imports: Code,
    fake: Code,
    /// The class of headers that is shown; empty: no response describes any.
    headers: Code,
    webhooks: Vec<Code>,
    webhook: Code,
    /// What verifies the first webhook that is signed; empty: none is.
    verification: Code,
}

/// `pyproject.toml`.
pub fn project(package: &Package<'_>) -> Result<Code, askama::Error> {
    let options = package.options;
    let mut metadata = Vec::new();
    if let Some(license) = &options.license {
        metadata.push(code!("license = {}", literal::toml(license)));
    }
    if !options.authors.is_empty() {
        let authors: Vec<Code> = options
            .authors
            .iter()
            .map(|author| self::author(author))
            .collect();
        metadata.push(code!("authors = [{}]", Code::join(&authors, ", ")));
    }
    if !options.keywords.is_empty() {
        metadata.push(code!(
            "keywords = {}",
            literal::toml_list(&options.keywords)
        ));
    }
    let urls = [
        ("Repository", &options.repository),
        ("Homepage", &options.homepage),
        ("Documentation", &options.documentation),
    ];
    let urls = urls
        .iter()
        .filter_map(|(name, url)| Some(code!("{} = {}", *name, literal::toml(url.as_ref()?))));
    let licenses = papers::licenses(options)
        .into_iter()
        .map(|(path, _)| path)
        .collect::<Vec<_>>();
    Code::render(&Project {
        name: literal::toml(&options.name),
        version: literal::version(&options.version),
        description: literal::toml(&format!("Client for {}", package.api.info.title)),
        module: names::ident(&package.module),
        metadata,
        dependencies: Code::join(
            &(package.foreign.dependencies().iter())
                .map(|one| code!(", {}", one))
                .collect::<Vec<_>>(),
            "",
        ),
        has_foreign: !package.foreign.is_empty(),
        license_files: literal::toml_list(&licenses),
        has_tests: body_examples::any(package.api),
        urls: urls.collect(),
    })
}

fn author(author: &str) -> Code {
    match author
        .trim()
        .strip_suffix('>')
        .and_then(|author| author.split_once('<'))
    {
        Some((name, address)) => code!(
            "{{ name = {}, email = {} }}",
            literal::toml(name),
            literal::toml(address)
        ),
        None => code!("{{ name = {} }}", literal::toml(author)),
    }
}

/// `CHANGELOG.md`.
pub fn changelog(package: &Package<'_>) -> Result<Code, askama::Error> {
    Code::render(&Changelog {
        version: literal::version(&package.options.version),
        api_version: literal::markdown_line(&package.api.info.version),
        title: literal::markdown_line(&package.api.info.title),
    })
}

/// `__init__.py`.
pub fn root(package: &Package<'_>) -> Result<Code, askama::Error> {
    let title = format!("A client for {}.", literal::title(&package.api.info.title));
    Code::render(&Root {
        title: literal::docstring(&title, &[], 0),
        is_signed: webhooks::any_signed(package.api),
    })
}

/// `README.md`.
pub fn readme(package: &Package<'_>) -> Result<Code, askama::Error> {
    let first = package.operations().next();
    let paginated = package
        .operations()
        .find(|(_, operation, _)| operation.pagination.is_some());
    let upload = package
        .operations()
        .find(|(_, _, names)| !names.forms.is_empty());
    let module = names::ident(&package.module);
    let example = first.map(|decided| example::call(package, decided));
    let call = example
        .as_ref()
        .map_or_else(|| code!("client"), |example| example.call.print(4, 0, 8));
    let imports = |extra: &[&'static str], example: Option<&example::Example>| {
        let mut names: Vec<&'static str> = extra.to_vec();
        names.extend(
            example
                .into_iter()
                .flat_map(|example| example.names.iter().copied()),
        );
        names.sort_unstable_by_key(|name| {
            (
                *name != "UNSET",
                name.starts_with(char::is_lowercase),
                *name,
            )
        });
        names.dedup();
        let names: Vec<Code> = names.into_iter().map(|name| code!("{}", name)).collect();
        let standard = example
            .map(|example| example.uses.standard())
            .unwrap_or_default();
        let standard = if standard.is_empty() {
            Code::empty()
        } else {
            code!("{}\n\n", Code::join(&standard, "\n"))
        };
        code!(
            "{}from {} import {}",
            standard,
            module,
            Code::join(&names, ", ")
        )
    };
    let upload_example = upload.map(|decided| example::call(package, decided));
    let paged = paginated.map(|decided| example::call(package, decided).call.print(0, 12, 1));
    let variables = Environment::new(package.api);
    let variables: Vec<Code> = variables.names().into_iter().map(literal::span).collect();
    Code::render(&Readme {
        name: literal::markdown_line(&package.options.name),
        module: module.clone(),
        title: literal::markdown_line(&package.api.info.title),
        api_version: literal::markdown_line(&package.api.info.version),
        about: package
            .api
            .info
            .description
            .as_deref()
            .map(literal::markdown_text)
            .unwrap_or_default(),
        notes: papers::notes(&package.api.info)
            .iter()
            .map(|note| literal::markdown_line(note))
            .collect(),
        imports: imports(&["Client"], example.as_ref()),
        client: new_client(package, "Client"),
        first_call: first
            .zip(example.as_ref())
            .map(|((_, operation, _), example)| statements(operation, &example.call, 4))
            .unwrap_or_else(|| code!("    print(client)")),
        async_imports: imports(&["AsyncClient"], example.as_ref()),
        async_call: first
            .zip(example.as_ref())
            .map(|((_, operation, _), example)| awaited(operation, &example.call, 8))
            .unwrap_or_else(|| code!("        print(client)")),
        options_call: options_call(package, first),
        operations: package.operations().map(row).collect(),
        first_example: first
            .map(|(_, _, names)| names::ident(&names.example))
            .unwrap_or_default(),
        environment: Code::join(&variables, ", "),
        call: first
            .map(|(_, operation, _)| {
                if operation.pagination.is_some() {
                    code!("{}.first()", call)
                } else {
                    call.clone()
                }
            })
            .unwrap_or_else(|| call.clone()),
        error_body: error_body(package, first),
        pages: paged.unwrap_or_default(),
        upload: upload
            .zip(upload_example.as_ref())
            .map(|((_, operation, _), example)| statements(operation, &example.call, 0))
            .unwrap_or_default(),
        upload_imports: imports(&[], upload_example.as_ref()),
        fake: code!("{}", new_client_arguments(package)),
        headers: response_headers::first(package.api)
            .map(|id| package.type_ident(id))
            .unwrap_or_default(),
        webhooks: webhooks::rows(package.api)
            .map(|row| webhook(package, &row))
            .collect(),
        webhook: webhooks::first_payload(package.api)
            .map(|ty| types::annotation(package, &ty))
            .unwrap_or_default(),
        verification: super::webhooks::named(package)
            .into_iter()
            .next()
            .map(|first| first.ident)
            .unwrap_or_default(),
    })
}

/// `Client(…)` with the first credentials.
fn new_client(package: &Package<'_>, class: &'static str) -> Code {
    code!("{}({})", class, new_client_arguments(package))
}

fn new_client_arguments(package: &Package<'_>) -> Code {
    let scheme = package
        .api
        .security_schemes
        .first()
        .zip(client::credential_names(package).into_iter().next());
    match scheme {
        None => Code::empty(),
        Some((scheme, argument)) => {
            let value = match &scheme.kind {
                SecuritySchemeKind::Basic => "(\"user\", \"password\")",
                SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => "\"token\"",
                SecuritySchemeKind::ApiKey { .. } => "\"key\"",
            };
            code!("{}={}", names::ident(&argument), value)
        }
    }
}

/// The first operation by `with_response`, with options.
fn options_call(package: &Package<'_>, first: Option<Decided<'_>>) -> Code {
    let Some(decided) = first else {
        return Code::empty();
    };
    let Doc::Group {
        head, mut items, ..
    } = example::call(package, decided).call
    else {
        return Code::empty();
    };
    items.push(Doc::Text(code!(
        "options=RequestOptions(deadline=10, max_attempts=1)"
    )));
    if decided.1.pagination.is_some() {
        let pager = Doc::call(head, items);
        return Doc::call(
            code!("client.with_response"),
            vec![Doc::Text(code!("{}.first", pager.flat()))],
        )
        .print(0, 11, 0);
    }
    items.insert(0, Doc::Text(head));
    Doc::call(code!("client.with_response"), items).print(0, 11, 0)
}

/// The type of the first error body that is a model.
fn error_body(package: &Package<'_>, first: Option<Decided<'_>>) -> Code {
    let contents = first
        .into_iter()
        .flat_map(|(_, operation, _)| &operation.errors)
        .flat_map(|response| &response.content);
    let mut types = contents.filter_map(|content| match &content.kind {
        ResponseKind::Json(Type::Named(id)) => Some(*id),
        ResponseKind::Json(_)
        | ResponseKind::Text
        | ResponseKind::Binary
        | ResponseKind::EventStream(_)
        | ResponseKind::JsonLines(_) => None,
    });
    types
        .next()
        .map(|id| package.type_ident(id))
        .unwrap_or_default()
}

fn row((decided, operation, names): Decided<'_>) -> Code {
    code!(
        "| {} | {} | {} |",
        literal::markdown_cell(&format!("client.{}.{}", decided.accessor, names.method)),
        literal::markdown_cell(&operation.request_line()),
        literal::markdown_line(operation.docs.headline())
    )
}

fn webhook(package: &Package<'_>, row: &webhooks::Row<'_>) -> Code {
    let payload = row.payload.as_ref().map(|ty| {
        let annotation = types::annotation(package, ty);
        literal::markdown_cell(annotation.as_str())
    });
    code!(
        "| {} | {} | {} | {} |",
        literal::markdown_cell(&row.call),
        literal::markdown_cell(row.method),
        payload.unwrap_or_default(),
        literal::markdown_line(&row.summary)
    )
}
