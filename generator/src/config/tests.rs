//! Reading of `codegen.toml`: what it means, and each mistake at its place.

use std::path::Path;

use expect_test::{expect, Expect};

use super::*;

const GOOD: &str = r#"
[[description]]
file = "side_conversations.yaml"

[description.rust]
out = "../generated/rust"
package = "zendesk-side-conversations"
version = "0.1.0"
license = "MIT OR Apache-2.0"
keywords = ["zendesk", "api"]
"#;

#[test]
fn a_good_file_is_read() {
    let config = Config::parse(GOOD, Path::new("openapi")).expect("no problems");
    let options = PackageOptions {
        name: "zendesk-side-conversations".to_owned(),
        version: "0.1.0".to_owned(),
        license: Some("MIT OR Apache-2.0".to_owned()),
        keywords: vec!["zendesk".to_owned(), "api".to_owned()],
        ..PackageOptions::default()
    };
    let package = PackageTarget {
        language: Language::Rust,
        out: "generated/rust".into(),
        options,
    };
    let description = DescriptionTarget {
        file: "openapi/side_conversations.yaml".into(),
        read: Default::default(),
        packages: vec![package],
    };
    assert_eq!(config.descriptions, [description]);
}

#[test]
fn a_path_may_lead_out_of_the_folder() {
    let text = GOOD.replace("../generated/rust", "../../../x/./y");
    let config = Config::parse(&text, Path::new("a/b")).expect("no problems");
    assert_eq!(config.descriptions[0].packages[0].out, Path::new("../x/y"));
}

#[test]
fn a_description_is_read_as_the_file_says() {
    let read = "allow-ref = ['../shared']\noverlays = ['a.yaml']\ninclude = ['tag:pets']\nexclude = ['internal']\nown-types = true\n";
    let text = GOOD.replace("[description.rust]", &format!("{read}[description.rust]"));
    let config = Config::parse(&text, Path::new("openapi")).expect("no problems");
    let read = &config.descriptions[0].read;
    assert_eq!(read.allowed, [Path::new("shared")]);
    assert_eq!(read.overlays, [Path::new("openapi/a.yaml")]);
    assert_eq!(read.filter.include[0].to_string(), "tag:pets");
    assert_eq!(read.filter.exclude[0].to_string(), "internal");
    assert!(
        read.own_types
            && !Config::parse(GOOD, Path::new("openapi"))
                .expect("no problems")
                .descriptions[0]
                .read
                .own_types
    );
}

#[test]
fn formats_may_be_texts() {
    let text = format!("{GOOD}formats = {{ date-time = 'string', byte = 'string' }}\n");
    let config = Config::parse(&text, Path::new("openapi")).expect("no problems");
    let texts = &config.descriptions[0].packages[0].options.texts;
    let expected = [StringFormat::DateTime, StringFormat::Base64];
    assert!(texts.iter().eq(&expected), "{texts:?}");
}

#[test]
fn dates_may_come_from_another_crate() {
    let text = format!("{GOOD}formats = {{ date-time = 'jiff', date = 'string' }}\n");
    let config = Config::parse(&text, Path::new("openapi")).expect("no problems");
    let options = &config.descriptions[0].packages[0].options;
    assert_eq!(options.date_crate, DateCrate::Jiff);
    assert!(options.texts.iter().eq(&[StringFormat::Date]));
}

#[test]
fn an_unknown_type_of_a_format() {
    mistake(
        "license =",
        "formats = { date-time = 'moment', byte = 'jiff' }\nlicense =",
        &expect![[r#"
            error: there is no type `moment`
             --> codegen.toml:9:25
              |
            9 | formats = { date-time = 'moment', byte = 'jiff' }
              |                         ^^^^^^^^
              |
              = help: write `"chrono"`, `"jiff"`, `"time"`, `"string"`, or remove the line

            error: there is no type `jiff`
             --> codegen.toml:9:42
              |
            9 | formats = { date-time = 'moment', byte = 'jiff' }
              |                                          ^^^^^^
              |
              = help: write `"string"`, or remove the line"#]],
    );
}

#[test]
fn dates_of_two_crates() {
    mistake(
        "license =",
        "formats = { time = 'time', date = 'jiff' }\nlicense =",
        &expect![[r#"
            error: `date` is of the crate `jiff`, and dates and times come from one crate
             --> codegen.toml:9:20
              |
            9 | formats = { time = 'time', date = 'jiff' }
              |                    ^^^^^^
              |
              = help: write `"jiff"` or `"string"`, or remove the line"#]],
    );
}

/// Makes one change in the good file and compares what is reported.
fn mistake(from: &str, to: &str, expected: &Expect) {
    assert_eq!(GOOD.matches(from).count(), 1, "{from:?} has to occur once");
    let text = GOOD.replace(from, to);
    let problems = Config::parse(&text, Path::new("openapi")).expect_err("problems");
    let error = ConfigError::Invalid {
        path: "codegen.toml".into(),
        text,
        problems,
    };
    expected.assert_eq(&error.to_string());
}

#[test]
fn a_misspelt_key() {
    mistake(
        "package =",
        "pakage =",
        &expect![[r#"
        error: `package` is missing here
         --> codegen.toml:5:1
          |
        5 | [description.rust]
          | ^^^^^^^^^^^^^^^^^^

        error: unknown key `pakage`
         --> codegen.toml:7:1
          |
        7 | pakage = "zendesk-side-conversations"
          | ^^^^^^
          |
          = help: did you mean `package`?"#]],
    );
}

#[test]
fn an_unknown_language() {
    mistake(
        "[description.rust]",
        "[description.cobol]",
        &expect![[r#"
            error: this description becomes no package
             --> codegen.toml:2:1
              |
            2 | [[description]]
              | ^^^^^^^^^^^^^^^
              |
              = help: add a table of a language, such as `[description.rust]`

            error: unknown key `cobol`
             --> codegen.toml:5:14
              |
            5 | [description.cobol]
              |              ^^^^^
              |
              = help: known here: file, allow-ref, overlays, include, exclude, own-types, rust, typescript, python, go, java, ruby, curl"#]],
    );
}

#[test]
fn text_that_is_not_toml() {
    mistake(
        "version = \"0.1.0\"",
        "version = 0.1.0",
        &expect![[r#"
        error: invalid float, expected nothing
         --> codegen.toml:8:14
          |
        8 | version = 0.1.0
          |              ^^"#]],
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    mistake(
        "[\"zendesk\", \"api\"]",
        "[\"zendesk\", 7]",
        &expect![[r#"
        error: expected a string, found a value of type integer
          --> codegen.toml:10:24
           |
        10 | keywords = ["zendesk", 7]
           |                        ^"#]],
    );
}

#[test]
fn values_that_no_registry_takes() {
    mistake(
        "package = \"zendesk-side-conversations\"\nversion = \"0.1.0\"",
        "package = \"a\\\" b\"\nversion = \"one\"",
        &expect![[r#"
            error: the name of a crate consists of letters and digits of ASCII, `-` and `_`
             --> codegen.toml:7:11
              |
            7 | package = "a\" b"
              |           ^^^^^^^

            error: this is not a version of Semantic Versioning: unexpected character 'o' while parsing major version number
             --> codegen.toml:8:11
              |
            8 | version = "one"
              |           ^^^^^
              |
              = help: write it like `1.0.0`"#]],
    );
}

#[test]
fn a_key_that_is_missing() {
    mistake(
        "file = \"side_conversations.yaml\"\n",
        "",
        &expect![[r#"
        error: `file` is missing here
         --> codegen.toml:2:1
          |
        2 | [[description]]
          | ^^^^^^^^^^^^^^^"#]],
    );
}

#[test]
fn two_packages_in_one_folder() {
    let text = format!("{GOOD}{GOOD}");
    let problems = Config::parse(&text, Path::new("openapi")).expect_err("problems");
    let messages: Vec<_> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(messages, ["another package has the same folder"]);
}

#[test]
fn an_empty_file() {
    let problems = Config::parse("", Path::new("")).expect_err("problems");
    let messages: Vec<_> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    assert_eq!(messages, ["there is no description to generate from"]);
}

#[test]
fn an_unknown_selector() {
    mistake(
        "[description.rust]",
        "include = ['tags:pets']\n[description.rust]",
        &expect![[r#"
            error: `tags:pets` selects no operations
             --> codegen.toml:5:11
              |
            5 | include = ['tags:pets']
              |           ^^^^^^^^^^^^^
              |
              = help: write `tag:NAME`, `path:PATTERN`, `operation:ID`, `internal` or `deprecated`"#]],
    );
}
