//! What is no class: the manifest of Maven, the module, the README and its like.

use askama::Template;

use super::client;
use super::example;
use super::file::{ended, Classes, HEADER};
use super::literal;
use super::names;
use super::package::{Decided, Package};
use super::render::folder;
use super::types;
use crate::config::PackageOptions;
use crate::emit::environment::Environment;
use crate::emit::files::Rendered;
use crate::emit::papers::{licenses, notes};
use crate::emit::response_headers;
use crate::emit::sink::{code, Code};
use crate::emit::webhooks;
use crate::ir::SecuritySchemeKind;

#[derive(Template)]
#[template(path = "java/pom.xml.jinja")]
struct Pom {
    group: Code,
    artifact: Code,
    version: Code,
    name: Code,
    metadata: Code,
    dependencies: Code,
}

#[derive(Template)]
#[template(path = "java/src/main/java/module-info.java.jinja")]
struct ModuleInfo {
    header: Code,
    title: Code,
    module: Code,
    has_models: bool,
    has_services: bool,
    /// Modules that types of others come from.
    modules: Vec<Code>,
}

#[derive(Template)]
#[template(path = "java/src/main/java/package-info.java.jinja")]
struct PackageInfo {
    header: Code,
    title: Code,
    package: Code,
}

#[derive(Template)]
#[template(path = "java/README.md.jinja")]
struct Readme {
    title: Code,
    about: Code,
    notes: Vec<Code>,
    api_version: Code,
    group: Code,
    artifact: Code,
    version: Code,
    module: Code,
    client: Code,
    first_call: Code,
    options: Code,
    errors: Code,
    pages: Option<Code>,
    upload: Option<Code>,
    rows: Vec<Code>,
    example: Code,
    environment: Code,
    /// The class of headers that is shown; empty: no response describes any.
    headers: Code,
    webhooks: Vec<Code>,
    webhook: Code,
    /// The statement that verifies the first webhook that is signed; empty: none is.
    verification: Code,
    webhooks_class: Code,
}

#[derive(Template)]
#[template(path = "java/CHANGELOG.md.jinja")]
struct Changelog {
    version: Code,
    api_version: Code,
    title: Code,
}

/// All of them.
pub fn papers(package: &Package<'_>, classes: &Classes, options: &PackageOptions) -> Vec<Rendered> {
    let info = &package.api.info;
    let mut files: Vec<Rendered> = licenses(options)
        .into_iter()
        .map(|(path, text)| (path, Ok(text)))
        .collect();
    let changelog = Changelog {
        version: literal::markdown(&options.version),
        api_version: literal::markdown(&info.version),
        title: literal::markdown(&info.title),
    };
    files.push(rendered("CHANGELOG.md", Code::render(&changelog)));
    files.push(rendered("README.md", readme(package, classes)));
    files.push(rendered("pom.xml", Code::render(&pom(package, options))));
    files.push(("build.gradle.kts".to_owned(), Ok(gradle(package, options))));
    files.push((
        "settings.gradle.kts".to_owned(),
        Ok(gradle_settings(package)),
    ));
    let has_models = package
        .api
        .types
        .iter()
        .enumerate()
        .any(|(index, _)| package.inlined(crate::ir::TypeId(index as u32)).is_none())
        || !package.foreign.is_empty();
    let module = ModuleInfo {
        header: code!("{}", HEADER),
        title: literal::javadoc(
            0,
            &Default::default(),
            &format!("A client for {}.", info.title),
            &[],
            &[],
        ),
        module: package.at.package.clone(),
        has_models,
        has_services: !package.services.is_empty(),
        modules: package.foreign.modules(),
    };
    files.push(rendered(
        "src/main/java/module-info.java",
        Code::render(&module),
    ));
    files.extend(package_infos(package, has_models));
    files
}

fn rendered(path: &str, text: Result<Code, askama::Error>) -> Rendered {
    let text = text.map(|text| ended(&text));
    (path.to_owned(), text.map_err(|error| error.to_string()))
}

fn package_infos(package: &Package<'_>, has_models: bool) -> Vec<Rendered> {
    let title = &package.api.info.title;
    let mut rows = vec![
        ("", format!("The client of {title}.")),
        (
            ".runtime",
            "What all services have in common: calls, errors, credentials, bodies.".to_owned(),
        ),
    ];
    if has_models {
        rows.push((".models", "The types of the description.".to_owned()));
    }
    if !package.services.is_empty() {
        rows.push((".services", "The operations of the description.".to_owned()));
    }
    let files = rows.into_iter().map(|(name, title)| {
        let info = PackageInfo {
            header: code!("{}", HEADER),
            title: literal::javadoc(0, &Default::default(), &title, &[], &[]),
            package: code!("{}{}", package.at.package, name),
        };
        let folder = format!("{}{}", folder(package), name.replace('.', "/"));
        rendered(
            &format!("src/main/java/{folder}/package-info.java"),
            Code::render(&info),
        )
    });
    files.collect()
}

fn pom(package: &Package<'_>, options: &PackageOptions) -> Pom {
    let mut metadata = Vec::new();
    let element = |name: &'static str, value: &Option<String>| {
        let value = value.as_ref()?;
        Some(code!("  <{}>{}</{}>\n", name, literal::xml(value), name))
    };
    metadata.extend(element(
        "url",
        &options.homepage.clone().or(options.repository.clone()),
    ));
    if let Some(license) = &options.license {
        let names = license.split(" OR ").map(|name| {
            code!(
                "    <license>\n      <name>{}</name>\n    </license>\n",
                literal::xml(name)
            )
        });
        let names: Vec<Code> = names.collect();
        metadata.push(code!(
            "  <licenses>\n{}  </licenses>\n",
            Code::join(&names, "")
        ));
    }
    if !options.authors.is_empty() {
        let names = options.authors.iter().map(|author| {
            let name = author.split('<').next().unwrap_or_default();
            code!(
                "    <developer>\n      <name>{}</name>\n    </developer>\n",
                literal::xml(name)
            )
        });
        let names: Vec<Code> = names.collect();
        metadata.push(code!(
            "  <developers>\n{}  </developers>\n",
            Code::join(&names, "")
        ));
    }
    if let Some(repository) = &options.repository {
        let url = literal::xml(repository);
        metadata.push(code!("  <scm>\n    <url>{}</url>\n  </scm>\n", url));
    }
    Pom {
        dependencies: package.foreign.dependencies(),
        group: package.at.group.clone(),
        artifact: package.at.artifact.clone(),
        version: literal::xml(&options.version),
        name: literal::xml(&format!("Client for {}", package.api.info.title)),
        metadata: Code::join(&metadata, ""),
    }
}

fn gradle(package: &Package<'_>, options: &PackageOptions) -> String {
    let version = literal::string(&options.version);
    // A `$` would begin an expression in Kotlin; versions and groups have none.
    let text = code!(
        "{}plugins {{\n    `java-library`\n    `maven-publish`\n}}\n\ngroup = \"{}\"\nversion = {}\n\nrepositories {{\n    mavenCentral()\n}}\n\ndependencies {{\n    api(\"com.fasterxml.jackson.core:jackson-databind:2.18.2\")\n{}    testImplementation(\"org.junit.jupiter:junit-jupiter:5.11.4\")\n    testRuntimeOnly(\"org.junit.platform:junit-platform-launcher:1.11.4\")\n}}\n\njava {{\n    withSourcesJar()\n    withJavadocJar()\n}}\n\ntasks.withType<JavaCompile>().configureEach {{\n    options.encoding = \"UTF-8\"\n    options.release.set(11)\n}}\n\ntasks.test {{\n    useJUnitPlatform()\n}}\n\npublishing {{\n    publications {{\n        create<MavenPublication>(\"maven\") {{\n            from(components[\"java\"])\n        }}\n    }}\n}}\n",
        HEADER,
        package.at.group,
        version,
        package.foreign.gradle()
    );
    text.as_str().to_owned()
}

fn gradle_settings(package: &Package<'_>) -> String {
    let text = code!("{}rootProject.name = \"{}\"\n", HEADER, package.at.artifact);
    text.as_str().to_owned()
}

fn readme(package: &Package<'_>, classes: &Classes) -> Result<Code, askama::Error> {
    let info = &package.api.info;
    let first = package.operations().next();
    let paged = package
        .operations()
        .find(|(_, operation, _)| operation.pagination.is_some());
    let upload = package
        .operations()
        .find(|(.., names)| !names.forms.is_empty());
    let environment = Environment::new(package.api);
    let variables: Vec<Code> = environment
        .names()
        .into_iter()
        .map(literal::markdown_code)
        .collect();
    let call = |decided: Decided<'_>| example::call(package, decided, 2);
    let program = |body: &Code| code!("{}{}", classes.imports(body, &Code::empty()), body);
    let first_call = first.map_or_else(Code::empty, |decided| {
        let shown = example::shown(decided.1, &call(decided));
        program(&code!(
            "class FirstCall {{\n  public static void main(String[] args) {{\n    try ({} client = {}.builder(){}.build()) {{\n{}    }}\n  }}\n}}\n",
            names::code(&package.client),
            names::code(&package.client),
            credential(package),
            shown
        ))
    });
    let simple = first.map_or_else(Code::empty, call);
    Code::render(&Readme {
        title: literal::markdown(&info.title),
        about: literal::markdown_paragraphs(info.description.as_deref().unwrap_or_default()),
        notes: notes(info)
            .iter()
            .map(|note| literal::markdown(note))
            .collect(),
        api_version: literal::markdown(&info.version),
        group: package.at.group.clone(),
        artifact: package.at.artifact.clone(),
        version: literal::xml(&package.version),
        module: package.at.package.clone(),
        client: names::code(&package.client),
        first_call,
        options: simple.clone(),
        errors: simple,
        pages: paged.map(call),
        upload: upload.map(call),
        rows: package.operations().map(row).collect(),
        example: first.map_or_else(Code::empty, |(.., names)| names::code(&names.example)),
        environment: Code::join(&variables, ", "),
        headers: response_headers::first(package.api)
            .map_or_else(Code::empty, |id| names::code(&package.names(id).name)),
        webhooks: webhooks::rows(package.api)
            .map(|row| webhook(package, &row))
            .collect(),
        webhook: webhooks::first_payload(package.api).map_or_else(Code::empty, |ty| {
            code!(
                "{} payload = {}.fromJson(body);",
                types::boxed(package, &ty),
                types::codec(package, &ty)
            )
        }),
        webhooks_class: names::code(&package.webhooks),
        verification: super::webhooks::first(package).map_or_else(Code::empty, |(ty, name)| {
            code!(
                "{} payload = {}.verify(headers, bytes, \"the secret\");",
                ty,
                name
            )
        }),
    })
}

/// The call that gives the builder the first credentials.
fn credential(package: &Package<'_>) -> Code {
    let schemes = package.api.security_schemes.iter();
    let first = schemes.zip(client::credential_names(package.api)).next();
    first.map_or_else(Code::empty, |(scheme, name)| {
        let arguments = match scheme.kind {
            SecuritySchemeKind::Basic => "\"user\", \"password\"",
            SecuritySchemeKind::Bearer => "\"token\"",
            SecuritySchemeKind::OAuth2 { .. } => "Credential.bearer(\"token\")",
            SecuritySchemeKind::ApiKey { .. } => "\"key\"",
        };
        code!(".{}({})", names::code(&name), arguments)
    })
}

fn row((service, operation, names): Decided<'_>) -> Code {
    let call = format!("client.{}().{}", service.accessor, names.method);
    code!(
        "| {} | {} | {} |",
        literal::markdown_code(&call),
        literal::markdown_code(&operation.request_line()),
        literal::markdown(operation.docs.headline())
    )
}

fn webhook(package: &Package<'_>, row: &webhooks::Row<'_>) -> Code {
    let payload = row.payload.as_ref().map(|ty| {
        let ty = types::boxed(package, ty);
        literal::markdown_code(ty.as_str())
    });
    code!(
        "| {} | {} | {} | {} |",
        literal::markdown_code(&row.call),
        literal::markdown_code(row.method),
        payload.unwrap_or_else(Code::empty),
        literal::markdown(&row.summary)
    )
}
