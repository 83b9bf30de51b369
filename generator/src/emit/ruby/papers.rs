//! What a gem has besides its code: specification, changelog, settings of its tools, licences.

use askama::Template;

use super::literal::string;
use super::package::Package;
use super::{example, foreign, names};
use crate::config::PackageOptions;
use crate::emit::files::Rendered;
use crate::emit::sink::{code, Code};
use crate::emit::{markdown, papers};

#[derive(Template)]
#[template(path = "ruby/_gemspec.jinja")]
struct GemspecView {
    gem: Code,
    module: Code,
    facts: Vec<Code>,
    decimals: bool,
    dependencies: Vec<Code>,
}

#[derive(Template)]
#[template(path = "ruby/lib/_version.jinja")]
struct VersionView {
    version: Code,
}

#[derive(Template)]
#[template(path = "ruby/CHANGELOG.md.j2")]
struct Changelog<'a> {
    version: &'a str,
    api_version: String,
    title: String,
}

/// Settings of RuboCop: what generated code cannot help is allowed.
const RUBOCOP: &str = include_str!("../../../../templates/ruby/rubocop.yml");

const RAKEFILE: &str = include_str!("../../../../templates/ruby/Rakefile");

/// The files that no view of code makes.
pub fn papers(package: &Package<'_>, options: &PackageOptions) -> Vec<Rendered> {
    let changelog = Changelog {
        version: &options.version,
        api_version: markdown::line(&package.api.info.version),
        title: markdown::line(&package.api.info.title),
    };
    let rendered = |code: Result<Code, askama::Error>| {
        code.map(super::render::ended)
            .map_err(|error| error.to_string())
    };
    let mut files = vec![
        (
            format!("{}.gemspec", package.gem),
            rendered(gemspec(package, options)),
        ),
        ("CHANGELOG.md".to_owned(), Ok(changelog.to_string() + "\n")),
        (".rubocop.yml".to_owned(), Ok(RUBOCOP.to_owned())),
        ("Rakefile".to_owned(), Ok(RAKEFILE.to_owned())),
        (
            "examples/common.rb".to_owned(),
            rendered(example::common(package)),
        ),
    ];
    let licenses = papers::licenses(options).into_iter();
    files.extend(licenses.map(|(path, text)| (path, Ok(text))));
    files
}

/// The inside of the package's module for `version.rb`.
pub fn version(options: &PackageOptions) -> Result<Code, askama::Error> {
    Code::render(&VersionView {
        version: string(&gem_version(&options.version)),
    })
}

/// A version of RubyGems: `1.0.0-rc.1` is written `1.0.0.pre.rc.1`, and the build is left out.
fn gem_version(version: &str) -> String {
    let version = version.split('+').next().unwrap_or_default();
    version.replacen('-', ".pre.", 1)
}

fn gemspec(package: &Package<'_>, options: &PackageOptions) -> Result<Code, askama::Error> {
    let title = one_line(&package.api.info.title);
    let authors = match options.authors.is_empty() {
        true => vec![format!("The authors of {}", package.gem)],
        false => options.authors.clone(),
    };
    let authors: Vec<Code> = authors
        .iter()
        .map(|author| string(&one_line(author)))
        .collect();
    let mut facts = vec![
        code!("spec.summary = {}", string(&format!("Client for {title}"))),
        code!(
            "spec.description = {}",
            string(&format!(
                "A Ruby client for {title}, generated from its OpenAPI description."
            ))
        ),
        code!("spec.authors = {}", super::literal::list(&authors)),
    ];
    facts.extend(licenses(options));
    if let Some(homepage) = options.homepage.as_ref().or(options.repository.as_ref()) {
        facts.push(code!("spec.homepage = {}", string(homepage)));
    }
    let metadata = [
        ("source_code_uri", &options.repository),
        ("documentation_uri", &options.documentation),
    ];
    for (key, value) in metadata {
        facts.extend(
            value
                .as_ref()
                .map(|value| code!("spec.metadata[\"{}\"] = {}", key, string(value))),
        );
    }
    Code::render(&GemspecView {
        gem: names::code(&package.gem),
        module: names::code(&package.module),
        facts,
        decimals: package.decimals,
        dependencies: foreign::dependencies(&package.foreign),
    })
}

/// RubyGems wants the licences of an expression as a list.
fn licenses(options: &PackageOptions) -> Option<Code> {
    let expression = options.license.as_deref()?;
    let ids: Vec<Code> = expression
        .split(|c: char| c.is_whitespace() || "()/".contains(c))
        .filter(|part| !["", "OR", "AND", "WITH"].contains(part))
        .map(string)
        .collect();
    Some(code!("spec.licenses = {}", super::literal::list(&ids)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
