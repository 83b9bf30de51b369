//! What a package has besides its code: manifest, compiler options, README, licences, changelog.

use askama::Template;
use serde_json::{json, Map, Value};

use super::literal;
use super::package::Package;
use super::readme;
use super::render::file;
use crate::config::PackageOptions;
use crate::emit::files::Rendered;
use crate::emit::sink::Code;
use crate::emit::{markdown, papers};

#[derive(Template)]
#[template(path = "typescript/json.jinja")]
struct JsonFile {
    value: Code,
}

#[derive(Template)]
#[template(path = "typescript/CHANGELOG.md.j2")]
struct Changelog<'a> {
    version: &'a str,
    api_version: String,
    title: String,
}

/// The compiler with which a package is built.
const TYPESCRIPT: &str = "~5.9.3";

/// The files that are not code.
pub fn papers(package: &Package<'_>, options: &PackageOptions) -> Vec<Rendered> {
    let json = |path: &str, value: Value| {
        file(
            path,
            &JsonFile {
                value: literal::json(&value),
            },
        )
    };
    let mut files = vec![
        json("package.json", manifest(package, options)),
        json("tsconfig.json", compiler_options("NodeNext", "dist/esm")),
        json("tsconfig.cjs.json", commonjs()),
        json("tsconfig.test.json", tests()),
        file("README.md", &readme::readme(package, options)),
        file(
            "CHANGELOG.md",
            &Changelog {
                version: &options.version,
                api_version: markdown::line(&package.api.info.version),
                title: markdown::line(&package.api.info.title),
            },
        ),
    ];
    files.extend(
        papers::licenses(options)
            .into_iter()
            .map(|(path, text)| (path, Ok(text))),
    );
    files
}

fn manifest(package: &Package<'_>, options: &PackageOptions) -> Value {
    let mut manifest = Map::new();
    let mut set = |key: &str, value: Value| manifest.insert(key.to_owned(), value);
    set("name", options.name.clone().into());
    set("version", options.version.clone().into());
    let title: Vec<&str> = package.api.info.title.split_whitespace().collect();
    set(
        "description",
        format!("Client for {}", title.join(" ")).into(),
    );
    if !options.keywords.is_empty() {
        set("keywords", options.keywords.clone().into());
    }
    let pairs = [
        ("homepage", &options.homepage),
        ("license", &options.license),
    ];
    for (key, value) in pairs {
        if let Some(value) = value {
            set(key, value.clone().into());
        }
    }
    if let Some(first) = options.authors.first() {
        set("author", first.clone().into());
    }
    if let Some(repository) = &options.repository {
        set("repository", json!({ "type": "git", "url": repository }));
    }
    set("type", "module".into());
    set("sideEffects", false.into());
    set("engines", json!({ "node": ">=18" }));
    set("main", "./dist/cjs/index.js".into());
    set("module", "./dist/esm/index.js".into());
    set("types", "./dist/cjs/index.d.ts".into());
    set(
        "exports",
        json!({
            ".": entry("index"),
            "./models": entry("models"),
            "./operations": entry("services/index"),
            // What schemas of types without a name are made of; no part of the promises of the package.
            "./runtime": entry("runtime/index"),
            "./package.json": "./package.json",
        }),
    );
    set("files", json!(["dist", "src", "CHANGELOG.md"]));
    set(
        "scripts",
        json!({
            "build": "tsc -p tsconfig.json && tsc -p tsconfig.cjs.json && node -e \"require('fs').writeFileSync('dist/cjs/package.json', '{\\\"type\\\":\\\"commonjs\\\"}')\"",
            "prepack": "npm run build",
            "test": "tsc -p tsconfig.test.json && node --test build/test/",
        }),
    );
    let dependencies = package.foreign.dependencies();
    if !dependencies.is_empty() {
        set("dependencies", json!(dependencies));
    }
    set(
        "devDependencies",
        json!({ "@types/node": "^18.19.0", "typescript": TYPESCRIPT }),
    );
    Value::Object(manifest)
}

/// How an entry of the package is found by those who import it and by those who require it.
fn entry(file: &str) -> Value {
    json!({
        "import": { "types": format!("./dist/esm/{file}.d.ts"), "default": format!("./dist/esm/{file}.js") },
        "require": { "types": format!("./dist/cjs/{file}.d.ts"), "default": format!("./dist/cjs/{file}.js") },
    })
}

fn compiler_options(module: &str, out: &str) -> Value {
    json!({
        "compilerOptions": {
            "target": "ES2022",
            "lib": ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
            "types": [],
            "module": module,
            "moduleResolution": module,
            "rootDir": "src",
            "outDir": out,
            "declaration": true,
            "declarationMap": true,
            "sourceMap": true,
            "strict": true,
            "exactOptionalPropertyTypes": true,
            "noUncheckedIndexedAccess": true,
            "noImplicitOverride": true,
            "noFallthroughCasesInSwitch": true,
            "isolatedModules": true,
            "verbatimModuleSyntax": true,
        },
        "include": ["src"],
    })
}

/// Modules of CommonJS have no syntax of their own that would be kept.
fn commonjs() -> Value {
    json!({
        "extends": "./tsconfig.json",
        "compilerOptions": {
            "module": "CommonJS",
            "moduleResolution": "Node10",
            "verbatimModuleSyntax": false,
            "outDir": "dist/cjs",
        },
    })
}

/// Examples and tests use the package as its users do: by its name, as built.
fn tests() -> Value {
    json!({
        "extends": "./tsconfig.json",
        "compilerOptions": {
            "types": ["node"],
            "rootDir": ".",
            "outDir": "build",
            "declaration": false,
            "declarationMap": false,
            "rewriteRelativeImportExtensions": true,
        },
        "include": ["examples", "test"],
    })
}
