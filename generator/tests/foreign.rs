//! Types of a user's own: what packages depend on for them, and what is left of the schemas that they replace.
//!
//! That packages with such types compile and that their examples survive is tested with `specs/ok/own_types.yaml`.

use std::path::Path;

use sdkwright::config::{Language, PackageOptions, FOREIGN_KEYWORDS};
use sdkwright::load::Options;
use sdkwright::Description;

/// A description with one such type for each language, each with a dependency.
const DESCRIPTION: &str = r"
openapi: 3.0.3
info: {title: Test, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /a:
    post:
      operationId: post
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Money'}}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Money:
      type: object
      properties:
        cents: {type: integer}
        currency: {type: string, enum: [EUR, USD]}
        holder: {$ref: '#/components/schemas/Holder'}
KEYWORDS
    Holder: {type: object, properties: {name: {type: string}}}
    Other: {type: object, properties: {money: {$ref: '#/components/schemas/Money'}}}
";

const KEYWORDS: &[(&str, &str)] = &[
    ("x-rust-type", "{path: 'money_kit::Money', package: money-kit, version: '>=1.2, <2', features: [serde]}"),
    ("x-typescript-type", "{name: Money, from: '@money/kit/types', version: ^1.2.0, codec: moneyCodec}"),
    ("x-python-type", "{path: 'money.kit:Money', package: money-kit, version: '>=1.2,<2', codec: 'money.kit:CODEC'}"),
    ("x-go-type", "{name: Money, import: example.com/money/v2/kit, module: example.com/money/v2, version: v2.1.0}"),
    ("x-java-type", "{class: org.money.kit.Money, group: org.money, artifact: kit, version: 1.2.0, module: org.money.kit}"),
    ("x-ruby-type", "{class: 'Money::Kit', require: money/kit, gem: money-kit, version: '~> 1.2, >= 1.2.3', codec: 'Money::Codec'}"),
];

/// The description with some of the keywords, which may be used.
fn description(wanted: impl Fn(&str) -> bool) -> Description {
    let description = read(wanted, true);
    let shown = shown(&description);
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    description
}

fn shown(description: &Description) -> Vec<String> {
    let diagnostics = description.diagnostics.iter();
    diagnostics
        .map(|one| description.sources.render(one, false))
        .collect()
}

fn read(wanted: impl Fn(&str) -> bool, own_types: bool) -> Description {
    let lines = KEYWORDS.iter().filter(|(name, _)| wanted(name));
    let lines: Vec<_> = lines
        .map(|(name, value)| format!("      {name}: {value}"))
        .collect();
    let text = DESCRIPTION.replace("KEYWORDS", &lines.join("\n"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!(
        "foreign-{}-{own_types}.yaml",
        lines.len() + lines.join("").len()
    ));
    std::fs::write(&path, text).expect("the folder for tests can be written to");
    let options = Options {
        own_types,
        ..Options::default()
    };
    sdkwright::read(&path, &options)
}

/// The files of a package, each behind its path.
fn package(description: &Description, language: Language) -> Vec<(String, String)> {
    let options = PackageOptions {
        name: "test".to_owned(),
        version: "0.1.0".to_owned(),
        ..PackageOptions::default()
    };
    let package = description
        .generate(language, &options)
        .expect("it can be generated");
    let files = package.files.iter();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    files
        .map(|(path, contents)| (path.to_string(), text(contents.bytes())))
        .collect()
}

#[test]
fn packages_depend_on_what_types_come_from() {
    let description = description(|_| true);
    let expected: &[(Language, &str, &str)] = &[
        (Language::Rust, "Cargo.toml", "\nmoney-kit = { version = \">=1.2, <2\", features = [\"serde\"] }\n"),
        (Language::Rust, "src/foreign.rs", "rt::foreign!(::money_kit::Money);\n"),
        (Language::TypeScript, "package.json", "\"dependencies\": {\n    \"@money/kit\": \"^1.2.0\"\n  }"),
        (Language::TypeScript, "src/models.ts", "import { type Money as foreign0, moneyCodec as codec0 } from '@money/kit/types';\nimport * as others from './runtime/foreign.js';\n"),
        (Language::TypeScript, "src/models.ts", "[others.foreignBy, codec0 satisfies others.ForeignCodec<foreign0>, 'Money'];\n"),
        (Language::Python, "pyproject.toml", "\"httpx>=0.27,<1\", \"money-kit>=1.2,<2\"]\n"),
        (Language::Python, "src/test/foreign_types.py", "from money.kit import Money as Money\nfrom money.kit import CODEC as _converter0\n"),
        (Language::Python, "src/test/foreign_types.py", "    \"Money\": ForeignCodec(Money, _converter0),"),
        (Language::Go, "go.mod", "\nrequire example.com/money/v2 v2.1.0\n"),
        (Language::Go, "foreign.go", "type KitMoney = foreign0.Money\n"),
        (Language::Java, "pom.xml", "<groupId>org.money</groupId>\n      <artifactId>kit</artifactId>\n      <version>1.2.0</version>\n"),
        (Language::Java, "build.gradle.kts", "    api(\"org.money:kit:1.2.0\")\n"),
        (Language::Java, "src/main/java/module-info.java", "  requires transitive org.money.kit;\n"),
        (Language::Ruby, "test.gemspec", "  spec.add_dependency \"money-kit\", \"~> 1.2\", \">= 1.2.3\"\n"),
        (Language::Ruby, "lib/test.rb", "\nrequire \"money/kit\"\n"),
        (Language::Ruby, "lib/test/models/money.rb", "foreign(::Money::Kit, ::Money::Codec)"),
    ];
    for (language, wanted, text) in expected {
        let files = package(&description, *language);
        let found = files.iter().find(|(path, _)| path == wanted);
        let (_, found) = found.unwrap_or_else(|| panic!("{language} has no {wanted}"));
        assert!(
            found.contains(text),
            "{language}: {wanted} lacks\n{text}\nit is\n{found}"
        );
    }
}

/// What only the replaced type consisted of is not there; what is so by itself, and what other languages have, is.
#[test]
fn a_language_without_the_keyword_has_what_is_described() {
    let plain = description(|_| false);
    for keyword in &FOREIGN_KEYWORDS {
        let described = package(&plain, keyword.language);
        let of_others = package(&description(|name| name != keyword.name), keyword.language);
        assert_eq!(
            described, of_others,
            "{} is for {} only",
            keyword.name, keyword.language
        );
        let own = package(&description(|name| name == keyword.name), keyword.language);
        let mentions = |files: &[(String, String)], name: &str| {
            let mut files = files.iter().filter(|(path, _)| !path.contains("README"));
            files.any(|(_, text)| text.contains(name))
        };
        for (name, is_left) in [("Holder", false), ("MoneyCurrency", false), ("Other", true)] {
            assert!(mentions(&described, name), "{}: {name}", keyword.language);
            assert_eq!(
                mentions(&own, name),
                is_left,
                "{}: {name}",
                keyword.language
            );
        }
    }
}

/// What is written by hand for such types is only where there are any.
#[test]
fn a_package_without_such_types_has_no_part_of_the_runtime_for_them() {
    let (named, plain) = (description(|_| true), description(|_| false));
    let expected = [
        (Language::Rust, "src/runtime/foreign.rs"),
        (Language::TypeScript, "src/runtime/foreign.ts"),
        (Language::Python, "src/test/runtime/foreign.py"),
        (Language::Go, "sdk/foreign.go"),
        (
            Language::Java,
            "src/main/java/com/example/test/runtime/ForeignCodec.java",
        ),
        (Language::Ruby, "lib/test/runtime/foreign.rb"),
    ];
    assert_eq!(expected.len(), FOREIGN_KEYWORDS.len());
    for (language, wanted) in expected {
        let files = |description| {
            let files = package(description, language).into_iter();
            let of_foreign = files.filter(|(path, _)| path.to_lowercase().contains("foreign"));
            of_foreign.map(|(path, _)| path).collect::<Vec<_>>()
        };
        let (with, without) = (files(&named), files(&plain));
        let is_there = with.iter().any(|path| path == wanted);
        assert!(is_there, "{language}: {with:?}");
        assert!(without.is_empty(), "{language}: {without:?}");
    }
}

/// A description alone cannot make a package depend on anything.
#[test]
fn without_permission_schemas_stay_what_they_are() {
    let (plain, named) = (description(|_| false), read(|_| true, false));
    let shown = shown(&named);
    assert_eq!(shown.len(), KEYWORDS.len(), "{}", shown.join("\n"));
    for (keyword, _) in KEYWORDS {
        let mut shown = shown.iter();
        let is_said = shown.any(|one| one.contains(keyword) && one.contains("own-types = true"));
        assert!(is_said, "{keyword}");
    }
    for language in Language::ALL {
        assert_eq!(package(&plain, *language), package(&named, *language));
    }
}
