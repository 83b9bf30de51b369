//! The README: short programs around the calls of the description's own examples.

use askama::Template;

use super::package::{Decided, Package};
use super::{example, names};
use crate::config::PackageOptions;
use crate::emit::files::Rendered;
use crate::emit::markdown;
use crate::emit::papers;
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks;
use crate::ir::{SecuritySchemeKind, Type};

#[derive(Template)]
#[template(path = "ruby/README.md.j2")]
struct Readme<'a> {
    gem: &'a str,
    module: &'a str,
    version: &'a str,
    title: String,
    api_version: String,
    about: String,
    notes: Vec<String>,
    first_call: String,
    options_call: String,
    operations: Vec<OperationRow>,
    first_example: String,
    environment: Vec<String>,
    errors: String,
    pages: String,
    decimals: bool,
    upload: String,
    body: String,
    credentials: String,
    fake: String,
    /// The class of headers that is shown; empty: no response describes any.
    headers: String,
    webhooks: Vec<String>,
    webhook: String,
    /// What verifies the first webhook that is signed; empty: none is.
    verification: String,
}

/// A row of the table.
struct OperationRow {
    call: String,
    request: String,
    summary: String,
}

/// `README.md`.
pub fn readme(package: &Package<'_>, options: &PackageOptions) -> Vec<Rendered> {
    let first = package.operations().next();
    // The shortest programs: no body, no pages.
    let plain = package
        .operations()
        .find(|decided| {
            let operation = decided.operation;
            operation.pagination.is_none() && operation.body.is_none()
        })
        .or(first);
    let body = package
        .operations()
        .find(|decided| decided.operation.body.is_some() && decided.names.forms.is_empty());
    let paginated = package
        .operations()
        .find(|decided| decided.operation.pagination.is_some());
    let upload = package
        .operations()
        .find(|decided| !decided.names.forms.is_empty());
    let about = package.api.info.description.as_deref().unwrap_or_default();
    let text = Readme {
        gem: &package.gem,
        module: &package.module,
        version: &options.version,
        title: markdown::line(&package.api.info.title),
        api_version: markdown::line(&package.api.info.version),
        about: markdown::paragraphs(about),
        notes: papers::notes(&package.api.info)
            .iter()
            .map(|note| markdown::line(note))
            .collect(),
        first_call: program(package, plain),
        options_call: with_options(package, plain),
        operations: package.operations().map(row).collect(),
        first_example: first
            .map(|decided| decided.names.example.clone())
            .unwrap_or_default(),
        environment: package
            .environment
            .names()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        errors: errors(package, plain),
        pages: paginated
            .map(|decided| pages(package, decided))
            .unwrap_or_default(),
        upload: upload
            .map(|decided| example::shown(package, decided, 0).as_str().to_owned())
            .unwrap_or_default(),
        decimals: package.decimals,
        body: body
            .map(|decided| example::shown(package, decided, 0).as_str().to_owned())
            .unwrap_or_default(),
        credentials: credentials(package),
        fake: fake(package, plain),
        headers: response_headers::first(package.api)
            .map(|id| model(package, &Type::Named(id)))
            .unwrap_or_default(),
        webhooks: webhooks::table(package.api, |ty| model(package, ty)),
        webhook: webhooks::first_payload(package.api)
            .map(|ty| model(package, &ty))
            .unwrap_or_default(),
        verification: super::webhooks::first(package),
    };
    vec![("README.md".to_owned(), Ok(text.to_string()))]
}

/// The constant of a named type.
fn model(package: &Package<'_>, ty: &Type) -> String {
    match ty {
        Type::Named(id) => format!(
            "{}::Models::{}",
            package.module, package.types[id.0 as usize].name
        ),
        _ => String::new(),
    }
}

/// `Client.new(…)` with the first variable of the server and the first credentials.
fn client(package: &Package<'_>) -> Code {
    let mut arguments = Vec::new();
    if let Some((_, variable)) = package.variables.first() {
        arguments.push(code!("{}: \"example\"", names::code(variable)));
    }
    let schemes = &package.api.security_schemes;
    if let Some((scheme, name)) = schemes.iter().zip(&package.credentials).next() {
        let name = names::code(name);
        arguments.push(match scheme.kind {
            SecuritySchemeKind::Basic => code!("{}: [\"user\", \"password\"]", name),
            SecuritySchemeKind::Bearer
            | SecuritySchemeKind::OAuth2 { .. }
            | SecuritySchemeKind::ApiKey { .. } => code!("{}: \"token\"", name),
        });
    }
    let module = names::code(&package.module);
    match arguments.is_empty() {
        true => code!("{}::Client.new", module),
        false => code!("{}::Client.new({})", module, Code::join(&arguments, ", ")),
    }
}

fn program(package: &Package<'_>, decided: Option<Decided<'_>>) -> String {
    let call = decided.map_or(Code::empty(), |decided| example::shown(package, decided, 0));
    let text = code!(
        "require \"{}\"\n\nclient = {}\n{}",
        names::code(&package.gem),
        client(package),
        call
    );
    text.as_str().trim_end().to_owned()
}

fn call(package: &Package<'_>, decided: Option<Decided<'_>>) -> Code {
    decided.map_or(code!("client"), |decided| {
        example::call(package, decided, 0)
    })
}

fn with_options(package: &Package<'_>, decided: Option<Decided<'_>>) -> String {
    let call = call(package, decided);
    let text = call.as_str();
    let options = "options: { deadline: 10, max_attempts: 1 })";
    let called = match text.strip_suffix("\n)") {
        Some(open) => format!("{open},\n  {options}").replace("1 })", "1 }\n)"),
        None => match text.strip_suffix(')') {
            Some(open) => format!("{open}, {options}"),
            None => format!("{text}({options}"),
        },
    };
    let called = match decided {
        Some(decided) => {
            let accessor = &decided.service.accessor;
            called.replacen(
                &format!("client.{accessor}."),
                &format!("client.{accessor}.with_response."),
                1,
            )
        }
        None => called,
    };
    format!("response = {called}\nputs response.status, response.request_id\npp response.data")
}

fn errors(package: &Package<'_>, decided: Option<Decided<'_>>) -> String {
    let call = super::literal::indented(&call(package, decided), 2);
    let module = names::code(&package.module);
    code!(
        "begin\n{}\nrescue {}::NotFoundError => e\n  puts \"not there: #{{e.body.inspect}}\"\nrescue {}::ApiError => e\n  puts e.status, e.raw\nrescue {}::Error => e\n  puts e.message\nend",
        call,
        module,
        module,
        module
    )
    .as_str()
    .to_owned()
}

fn pages(package: &Package<'_>, decided: Decided<'_>) -> String {
    let list = example::call(package, decided, 0);
    code!(
        "list = {}\nlist.each {{ |item| pp item }}\nlist.first(10)\nlist.pages {{ |page| pp page }}",
        list
    )
    .as_str()
    .to_owned()
}

fn credentials(package: &Package<'_>) -> String {
    let schemes = package.api.security_schemes.iter();
    let forms: Vec<String> = schemes
        .zip(&package.credentials)
        .map(|(scheme, name)| match scheme.kind {
            SecuritySchemeKind::Basic => format!("`{name}: [\"user\", \"password\"]`"),
            SecuritySchemeKind::Bearer
            | SecuritySchemeKind::OAuth2 { .. }
            | SecuritySchemeKind::ApiKey { .. } => format!("`{name}: \"token\"`"),
        })
        .collect();
    match forms.is_empty() {
        true => "The description asks for none.".to_owned(),
        false => format!("The client takes {}.", forms.join(", ")),
    }
}

fn fake(package: &Package<'_>, decided: Option<Decided<'_>>) -> String {
    let module = names::code(&package.module);
    let wait = super::literal::indented(&call(package, decided), 0);
    let client = client(package);
    let client = match client.as_str().strip_suffix(')') {
        Some(open) => code!("{}, transport: fake)", super::literal::same(open)),
        None => code!("{}(transport: fake)", client),
    };
    code!(
        "fake = lambda do |request|\n  puts request.http_method, request.url\n  {}::TransportResponse.new(status: 404, headers: {{}}, body: \"{{}}\")\nend\nclient = {}\n{} # raises NotFoundError",
        module,
        client,
        wait
    )
    .as_str()
    .to_owned()
}

fn row(decided: Decided<'_>) -> OperationRow {
    let operation = decided.operation;
    OperationRow {
        call: markdown::code_cell(&format!(
            "client.{}.{}",
            decided.service.accessor, decided.names.method
        )),
        request: markdown::code_cell(&operation.request_line()),
        summary: markdown::line(operation.docs.headline()),
    }
}
