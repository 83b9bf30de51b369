//! The manifest of a package: what it is called, its features, what it depends on.

use askama::Template;

use super::features::FULL;
use super::foreign;
use super::package::Package;
use super::papers;
use crate::config::{DateCrate, PackageOptions};
use crate::emit::{body_examples, runtime, webhooks};

#[derive(Template)]
#[template(path = "rust/Cargo.toml.j2")]
struct Manifest {
    name: String,
    version: String,
    msrv: String,
    description: String,
    metadata: Vec<String>,
    features: Vec<String>,
    dependencies: String,
    programs: Vec<Program>,
}

/// A program or test that needs features.
struct Program {
    kind: &'static str,
    name: String,
    features: String,
}

/// A TOML basic string, which for these characters is written as a JSON string is.
pub fn toml(text: &str) -> String {
    toml::Value::from(text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string()
}

/// The text of the manifest.
pub fn manifest(package: &Package<'_>, options: &PackageOptions) -> String {
    let mut metadata = Vec::new();
    let pairs = [
        ("license", &options.license),
        ("repository", &options.repository),
        ("homepage", &options.homepage),
        ("documentation", &options.documentation),
    ];
    for (key, value) in pairs {
        metadata.extend(
            value
                .as_ref()
                .map(|value| format!("{key} = {}", toml(value))),
        );
    }
    for (key, values) in [
        ("authors", &options.authors),
        ("keywords", &options.keywords),
    ] {
        if !values.is_empty() {
            let values: Vec<_> = values.iter().map(|value| toml(value)).collect();
            metadata.push(format!("{key} = [{}]", values.join(", ")));
        }
    }
    let manifest = Manifest {
        name: toml(&options.name),
        version: toml(&options.version),
        msrv: toml(runtime::rust_msrv()),
        description: toml(&format!("Client for {}", package.api.info.title)),
        metadata,
        features: features(package),
        dependencies: runtime::rust_dependencies(
            package.dates.map(DateCrate::name),
            webhooks::any_signed(package.api),
            &foreign::dependencies(&package.foreign),
        ),
        programs: programs(package),
    };
    manifest.to_string()
}

/// The lines of `[features]`: those of the runtime, and those of the parts of the package, which are all on by default.
fn features(package: &Package<'_>) -> Vec<String> {
    let runtime = runtime::rust_features().lines();
    if package.features.is_empty() {
        return runtime.map(str::to_owned).collect();
    }
    let mut lines: Vec<_> = runtime
        .map(|line| match line.strip_prefix("default = [") {
            Some(rest) => format!("default = [{}, {rest}", toml(FULL)),
            None => line.to_owned(),
        })
        .collect();
    lines.push("# The parts of the API; `full` is all of them.".to_owned());
    lines.push(format!("{FULL} = ["));
    let names = package.features.iter();
    lines.extend(names.clone().map(|name| format!("    {},", toml(name))));
    lines.push("]".to_owned());
    lines.extend(names.map(|name| format!("{name} = []")));
    lines
}

/// The programs that need features: an example that of its service, the test of the models all.
fn programs(package: &Package<'_>) -> Vec<Program> {
    if package.features.is_empty() {
        return Vec::new();
    }
    let examples = papers::operations(package).filter_map(|(service, _, names)| {
        service.feature.as_ref().map(|feature| Program {
            kind: "example",
            name: toml(&names.example),
            features: toml(feature),
        })
    });
    let test = body_examples::any(package.api).then(|| Program {
        kind: "test",
        name: toml("round_trip"),
        features: toml(FULL),
    });
    examples.chain(test).collect()
}
