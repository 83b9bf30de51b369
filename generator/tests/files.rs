//! Descriptions in several files.
//!
//! Each folder of `specs/files` with an `openapi.yaml` is read as a user would, and what is said about it stands in `problems.txt`
//! beside it. `UPDATE_EXPECT=1 cargo test` writes these files; read them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use sdkwright::config::{Language, PackageOptions};
use sdkwright::load::{Filter, Options, Selector};
use sdkwright::Description;

#[test]
fn every_problem_is_shown_in_its_own_file() {
    let mut cases = 0;
    for entry in fs::read_dir(folder()).expect("the folder is there") {
        let case = entry.expect("the folder can be read").path();
        let description = case.join("openapi.yaml");
        if !description.is_file() {
            continue;
        }
        cases += 1;
        // What is shown must not tell where the project lies.
        let options = Options {
            overlays: overlays(&case),
            ..Options::default()
        };
        let read = sdkwright::read(&description, &options);
        expect_file![case.join("problems.txt")].assert_eq(&problems(&read));
    }
    assert!(cases >= 3, "only {cases} descriptions were read");
}

#[test]
fn folders_can_be_allowed() {
    let options = Options {
        allowed: vec![folder()],
        ..Options::default()
    };
    let read = sdkwright::read(&folder().join("names/openapi.yaml"), &options);
    let warnings: Vec<_> = read.diagnostics.iter().map(|one| one.code).collect();
    let expected = ["misplaced-reference", "name-collision"];
    assert_eq!(
        BTreeSet::from_iter(warnings),
        BTreeSet::from(expected),
        "{}",
        problems(&read)
    );
    let api = serde_json::to_value(read.usable()).expect("the IR has a JSON form");
    let mut names = Vec::new();
    for ty in api["types"].as_array().expect("types") {
        names.push(ty["name"]["wire"].as_str().expect("a name"));
    }
    expect_test::expect![[r#"
        Own
        Same
        one_types_Error
        two_types_Error
        two_types_Own
        Spaced_name
        two
        outside
        two part
        get a response"#]]
    .assert_eq(&names.join("\n"));
}

#[cfg(unix)]
#[test]
fn symbolic_links_do_not_lead_out() {
    let scratch = tempfile::tempdir().expect("a folder");
    let root = scratch.path().join("api");
    fs::create_dir(&root).expect("a folder");
    fs::write(scratch.path().join("secret.yaml"), "type: string\n").expect("a file");
    std::os::unix::fs::symlink("../secret.yaml", root.join("link.yaml")).expect("a link");
    fs::write(root.join("openapi.yaml"), with_schema("link.yaml")).expect("a file");
    let read = sdkwright::read(&root.join("openapi.yaml"), &Options::default());
    assert!(read.api.is_none());
    assert!(
        problems(&read).contains("leads out of the folder of the description by a symbolic link"),
        "{}",
        problems(&read)
    );
}

/// What a package was made from is all files: a change of any of them is noticed.
#[test]
fn every_file_counts_for_the_origin() {
    let scratch = tempfile::tempdir().expect("a folder");
    let root = scratch.path();
    fs::write(root.join("openapi.yaml"), with_schema("part.yaml")).expect("a file");
    let origin = |part: &str| {
        fs::write(root.join("part.yaml"), part).expect("a file");
        let read = sdkwright::read(&root.join("openapi.yaml"), &Options::default());
        let options = PackageOptions {
            name: "a".to_owned(),
            version: "0.1.0".to_owned(),
            ..PackageOptions::default()
        };
        let package = read.generate(Language::Curl, &options);
        package.expect("it can be generated").origin
    };
    assert_eq!(origin("type: string\n"), origin("type: string\n"));
    assert_ne!(origin("type: string\n"), origin("type: string # new\n"));
}

/// Inclusions that double with each file end, and so do those that go in circles.
#[test]
fn inclusions_are_limited() {
    let scratch = tempfile::tempdir().expect("a folder");
    let root = scratch.path();
    let start = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\npaths: {$ref: 'p0.yaml'}\n";
    fs::write(root.join("openapi.yaml"), start).expect("a file");
    for number in 0..40 {
        let next = (number + 1) % 40;
        let text = format!("/a{number}: {{get: {{responses: {{$ref: 'p{next}.yaml#/x'}}}}}}\nx:\n  '200': {{description: a, headers: {{$ref: 'p{next}.yaml#/y'}}, content: {{$ref: 'p{next}.yaml#/y'}}}}\ny: {{a: {{schema: {{properties: {{$ref: 'p{next}.yaml#/z'}}}}}}}}\nz: {{a: {{properties: {{$ref: 'p{next}.yaml#/z'}}}}, b: {{properties: {{$ref: 'p{next}.yaml#/z'}}}}}}\n");
        fs::write(root.join(format!("p{number}.yaml")), text).expect("a file");
    }
    let read = sdkwright::read(&root.join("openapi.yaml"), &Options::default());
    assert!(read.usable().is_none());
    let codes: Vec<_> = read.diagnostics.iter().map(|one| one.code).collect();
    assert!(codes.contains(&"too-many-nodes"), "{codes:?}");
}

/// What comes from an overlay is in the API, and what it removes is not.
#[test]
fn overlays_apply_in_order() {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = scratch.path().join(name);
        fs::write(&path, text).expect("a file");
        path
    };
    let parameter = |name| format!("{{name: {name}, in: query, schema: {{type: string}}}}");
    let description = with_schema("#/components/schemas/A").replace(
        "    get:\n",
        &format!(
            "    get:\n      operationId: old\n      parameters: [{}, {}, {}]\n",
            parameter("one"),
            parameter("two"),
            parameter("three"),
        ),
    ) + "components: {schemas: {A: {type: string}}}\n";
    let description = file("openapi.yaml", &description);
    let overlay = |version, actions: &str| {
        format!("overlay: {version}\ninfo: {{title: a, version: '1'}}\nactions:\n{actions}")
    };
    let first = "- {target: \"$..parameters[0,1]\", remove: true}\n\
                 - {target: \"$.paths['/a'].get\", update: {operationId: new, parameters: [{name: four, in: query, schema: {type: string}}]}}\n";
    let second = "- {target: \"$.paths\", update: {/b: {}}}\n\
                  - {target: \"$.paths['/b']\", copy: \"$.paths['/a']\"}\n\
                  - {target: \"$.paths['/b'].get.operationId\", update: newer}\n";
    let options = Options {
        overlays: vec![
            file("first.yaml", &overlay("1.0.0", first)),
            file("second.yaml", &overlay("1.1.0", second)),
        ],
        ..Options::default()
    };
    let read = sdkwright::read(&description, &options);
    assert!(read.diagnostics.is_empty(), "{}", problems(&read));
    assert_eq!(calls(&read), ["new(three, four)", "newer(three, four)"]);
}

#[test]
fn operations_are_filtered_and_types_pruned() {
    let description = folder().join("../ok/several_files.yaml");
    let chosen = |include: &[&str], exclude: &[&str]| {
        let selectors = |texts: &[&str]| -> Vec<Selector> {
            let parsed = texts.iter().map(|text| text.parse().expect("a selector"));
            parsed.collect()
        };
        let filter = Filter {
            include: selectors(include),
            exclude: selectors(exclude),
        };
        let options = Options {
            filter,
            ..Options::default()
        };
        sdkwright::read(&description, &options)
    };
    let read = chosen(&["path:/pets"], &["operation:listPets"]);
    assert_eq!(calls(&read), ["addPet()"]);
    let types = |read: &Description| -> Vec<String> {
        let types = read.api.iter().flat_map(|api| &api.types);
        types.map(|ty| ty.name.wire.clone()).collect()
    };
    assert!(types(&chosen(&[], &["internal"])).contains(&"Pet".to_owned()));
    let read = chosen(&["tag:nobody"], &[]);
    assert_eq!((calls(&read).len(), types(&read).len()), (0, 0));
    assert!(problems(&read).contains("the filter `tag:nobody` selects no operation"));
}

#[test]
fn webhooks_are_filtered_and_callbacks_stay_with_their_operation() {
    let description = folder().join("../ok/openapi_31.yaml");
    let webhooks = |include: &str, exclude: &str| -> Vec<String> {
        let selectors = |text: &str| -> Vec<Selector> {
            let texts = text.split_whitespace();
            texts
                .map(|text| text.parse().expect("a selector"))
                .collect()
        };
        let filter = Filter {
            include: selectors(include),
            exclude: selectors(exclude),
        };
        let options = Options {
            filter,
            ..Options::default()
        };
        let read = sdkwright::read(&description, &options);
        let api = read.usable().expect("an API");
        let webhooks = api.webhooks.iter();
        webhooks
            .map(|webhook| format!("{} {}", webhook.method, webhook.name.wire))
            .collect()
    };
    assert_eq!(webhooks("path:/upload", ""), ["POST progress", "POST done"]);
    assert_eq!(webhooks("path:thing.*", ""), ["POST thing.created"]);
    let rest = ["PUT pair", "POST event", "GET ping"];
    assert_eq!(webhooks("", "path:thing.* path:/upload deprecated"), rest);
}

/// The operations with their parameters.
fn calls(read: &Description) -> Vec<String> {
    let services = read.api.iter().flat_map(|api| &api.services);
    let operations = services.flat_map(|service| &service.operations);
    let call = |operation: &sdkwright::ir::Operation| {
        let names = operation.parameters.iter().map(|one| &*one.name.wire);
        format!("{}({})", operation.id, names.collect::<Vec<_>>().join(", "))
    };
    operations.map(call).collect()
}

/// The overlays of a case, in the order of their names.
fn overlays(case: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(case).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let name = |path: &PathBuf| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let mut overlays: Vec<_> = paths
        .filter(|path| name(path).is_some_and(|name| name.starts_with("overlay")))
        .collect();
    overlays.sort();
    overlays
}

fn with_schema(reference: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\npaths:\n  /a:\n    get:\n      \
         responses:\n        '200': {{description: a, content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}\n"
    )
}

fn problems(read: &Description) -> String {
    let shown = read.diagnostics.iter();
    let shown: Vec<_> = shown
        .map(|problem| read.sources.render(problem, false) + "\n")
        .collect();
    let folder = format!("{}/", folder().display());
    shown.join("\n").replace(&folder, "")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs/files")
}
