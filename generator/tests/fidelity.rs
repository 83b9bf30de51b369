//! Nothing in silence: what becomes of each keyword is reported, and the report is true.
//!
//! `fidelity/keywords.yaml` lists the keywords of the specifications, each with a value for a place in `fidelity/base.yaml`. What
//! is called exact must change a package; what is not generated or an annotation must change none; what is not enforced must
//! change no type. Whoever generates more than before is so told to say it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use sdkwright::config::{Language, PackageOptions};
use sdkwright::fidelity::{documentation, keywords, Construct, Fate};
use sdkwright::pointer::{FileId, Pointer};
use sdkwright::Description;
use serde_json::{json, Map, Value};

/// The versions that are read, with the keys of `keywords.yaml` that hold for them.
const VERSIONS: &[(&str, &str, &[&str])] = &[
    ("3.0", "3.0.4", &["keywords", "3.0"]),
    ("3.1", "3.1.1", &["keywords", "3.1"]),
    ("3.2", "3.2.0", &["keywords", "3.1", "3.2"]),
];

/// A keyword of a specification with a value to try it.
struct Probe {
    version: &'static str,
    full_version: &'static str,
    object: String,
    keyword: String,
    at: String,
    value: Value,
    /// What else the description needs.
    with: Map<String, Value>,
    /// Keywords that must not stand beside it.
    without: Vec<String>,
    /// What the keyword is compared with; without it, the description as it is.
    instead: Option<Value>,
    /// Whether no later version has it: packages are compared once.
    is_newest: bool,
    /// Why the keyword is exact although it changes nothing.
    same: Option<String>,
}

#[test]
fn the_report_is_true_for_every_keyword_of_every_version() {
    let mut lies = String::new();
    for probe in probes() {
        if let Err(lie) = check(&probe) {
            let Probe {
                version,
                object,
                keyword,
                ..
            } = &probe;
            lies.push_str(&format!("{version} {object} `{keyword}`: {lie}\n"));
        }
    }
    assert!(lies.is_empty(), "\n{lies}");
}

#[test]
fn the_table_has_the_keywords_of_the_specifications() {
    for (version, ..) in VERSIONS {
        let specified: BTreeSet<_> = probes()
            .into_iter()
            .filter(|probe| probe.version == *version)
            .map(|probe| (probe.object, probe.keyword))
            .collect();
        let read: BTreeSet<_> = keywords()
            .into_iter()
            .filter(|row| (row.since..=row.until).contains(version))
            .filter(|row| {
                !row.keyword.starts_with("x-")
                    && !row.object.starts_with('`')
                    && row.object != "`next` object"
            })
            .map(|row| (row.object.to_owned(), row.keyword.to_owned()))
            .collect();
        let unread: Vec<_> = specified.difference(&read).collect();
        assert!(unread.is_empty(), "{version}: not read: {unread:?}");
        let unspecified: Vec<_> = read.difference(&specified).collect();
        assert!(
            unspecified.is_empty(),
            "{version}: not in keywords.yaml: {unspecified:?}"
        );
    }
}

#[test]
fn the_documentation_is_that_of_the_table() {
    expect_file!["../../openapi/FIDELITY.md"].assert_eq(&documentation());
}

/// Each of the losses has a line, in the words that users read.
#[test]
fn every_loss_is_shown_at_its_place() {
    let description = losses();
    assert!(description.usable().is_some(), "{}", problems(&description));
    let report = description.fidelity();
    expect_file!["fidelity/losses.txt"].assert_eq(&report.text());
    let sarif = serde_json::to_string_pretty(&report.sarif()).expect("it has a JSON form");
    expect_file!["fidelity/losses.sarif"].assert_eq(&(sarif + "\n"));
}

/// All forms of the report say the same: the JSON has every construct, SARIF those that lose something.
#[test]
fn all_forms_of_the_report_agree() {
    let description = losses();
    let report = description.fidelity();
    let counts = report.counts();
    let (json, sarif) = (report.json(), report.sarif());
    let listed = json["constructs"].as_array().expect("a list");
    for fate in Fate::ALL {
        let of_fate = |found: &&Value| found["fate"] == fate.name();
        let number = listed.iter().filter(of_fate).count();
        assert_eq!(number, counts.of(fate), "{}", fate.name());
        assert_eq!(json["counts"][fate.name()], number, "{}", fate.name());
        let results = sarif["runs"][0]["results"].as_array().expect("a list");
        let results = results
            .iter()
            .filter(|result| result["ruleId"] == fate.name());
        let expected = if fate.is_lossy() { number } else { 0 };
        assert_eq!(results.count(), expected, "{}", fate.name());
    }
    for construct in listed {
        let is_placed =
            construct["line"].as_u64() > Some(0) && construct["column"].as_u64() > Some(0);
        assert!(is_placed, "{construct}");
    }
}

/// Where stages after the grammar move what it saw, what they say of a construct still meets what the grammar says of it.
#[test]
fn what_is_moved_while_it_is_read_is_listed_once() {
    let event = json!({"properties": {"data": {
        "contentMediaType": "application/json",
        "contentSchema": {"properties": {"a": {"type": "string", "format": "strange"}}},
    }}});
    let form = json!({"properties": {"b": {"type": "string", "format": "strange"}}});
    let mut description = yaml("base.yaml");
    set(&mut description, "/openapi", json!("3.2.0"));
    let operation = json!({"get": {
        "parameters": [{
            "name": "query",
            "in": "querystring",
            "content": {"application/x-www-form-urlencoded": {"schema": form}},
        }],
        "responses": {"200": {"content": {"text/event-stream": {"itemSchema": event}}}},
    }});
    set(&mut description, "/paths/~1events", operation);
    let folder = tempfile::tempdir().expect("a folder");
    let report = read(folder.path(), "before", &description);
    let report = report.fidelity();
    let formats: Vec<_> = report
        .constructs()
        .filter(|construct| construct.key == "format")
        .map(|construct| (construct.object, construct.fate))
        .collect();
    assert_eq!(formats, [("Schema Object", Fate::NotEnforced); 2]);
}

fn losses() -> Description {
    // Relative to the folder of the package, so that the places are the same everywhere.
    sdkwright::read(Path::new("tests/fidelity/losses.yaml"), &Default::default())
}

fn check(probe: &Probe) -> Result<(), String> {
    let mut before = yaml("base.yaml");
    set(&mut before, "/openapi", json!(probe.full_version));
    let (before, after) = read_both(probe, before)?;
    let place = format!("{}/{}", probe.at, probe.keyword);
    let report = after.fidelity();
    let constructs: Vec<_> = report.constructs().collect();
    let fate = shown(&constructs, &place).ok_or("does not show up")?;
    let missing = || changed(&before, &after, false);
    match fate {
        Fate::Exact if probe.same.is_some() => Ok(()),
        Fate::Exact if ir(&before, &[]) == ir(&after, &[]) => {
            Err("is called exact, and changes nothing".into())
        }
        Fate::Exact if !probe.is_newest => Ok(()),
        Fate::Exact => match missing() {
            missing if missing.is_empty() => Ok(()),
            missing => Err(format!("is called exact, and does not reach {missing:?}")),
        },
        Fate::NotEnforced if ir(&before, UNUSED) != ir(&after, UNUSED) => {
            Err("is called not enforced, and changes the types".into())
        }
        Fate::Annotation | Fate::NotGenerated if ir(&before, UNUSED) != ir(&after, UNUSED) => {
            match changed(&before, &after, true) {
                found if found.is_empty() => Ok(()),
                found => Err(format!("is called {}, and reaches {found:?}", fate.label())),
            }
        }
        _ => Ok(()),
    }
}

/// OpenAPI 2.0 is put into another shape before it is held against the table, so a keyword is seen by what it does.
#[test]
fn no_keyword_of_the_oldest_version_is_lost_in_silence() {
    let version = [("2.0", "2.0", &["keywords"][..])];
    let mut lost = String::new();
    for probe in probes_of("keywords-2.0.yaml", &version) {
        if let Err(problem) = check_old(&probe) {
            lost.push_str(&format!(
                "{} `{}`: {problem}\n",
                probe.object, probe.keyword
            ));
        }
    }
    assert!(lost.is_empty(), "\n{lost}");
}

fn check_old(probe: &Probe) -> Result<(), String> {
    let (before, after) = read_both(probe, yaml("base-2.0.yaml"))?;
    let has_effect = ir(&before, UNUSED) != ir(&after, UNUSED);
    let place = format!("#{}/{}", probe.at, probe.keyword);
    let report = after.fidelity().json();
    let constructs = report["constructs"].as_array().expect("a list");
    let is_shown = constructs.iter().any(|construct| {
        let at = construct["pointer"].as_str().unwrap_or_default();
        let is_here = at == place || at.starts_with(&format!("{place}/"));
        let fate = construct["fate"].as_str().unwrap_or_default();
        (is_here && fate != "exact")
            || (place.starts_with(&format!("{at}/")) && fate == "not-generated")
    });
    match has_effect || is_shown || probe.same.is_some() {
        true => Ok(()),
        false => Err("neither changes anything nor shows up".into()),
    }
}

/// The description without and with a keyword.
fn read_both(probe: &Probe, mut before: Value) -> Result<(Description, Description), String> {
    for (place, value) in &probe.with {
        set(&mut before, place, value.clone());
    }
    let place = format!("{}/{}", probe.at, probe.keyword);
    let mut after = before.clone();
    set(&mut after, &place, probe.value.clone());
    for name in &probe.without {
        let owner = after.pointer_mut(&probe.at).and_then(Value::as_object_mut);
        owner.expect("an object").shift_remove(name);
    }
    if let Some(instead) = &probe.instead {
        set(&mut before, &place, instead.clone());
    }
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let (before, after) = (
        read(folder.path(), "before", &before),
        read(folder.path(), "after", &after),
    );
    if after.usable().is_none() {
        return Err(format!("is refused:\n{}", problems(&after)));
    }
    Ok((before, after))
}

/// What the IR says and no package has.
const UNUSED: &[&str] = &["constraints", "examples", "unique"];

/// What becomes of the construct at a place, or of one around it that is left out as a whole.
fn shown(constructs: &[&Construct], place: &str) -> Option<Fate> {
    let mut pointer = Some(Pointer::from_text(FileId(0), place));
    let mut is_itself = true;
    while let Some(at) = pointer {
        let found = constructs
            .iter()
            .find(|construct| construct.pointer() == at);
        if let Some(construct) = found {
            if construct.fate.is_lossy() && construct.message.is_empty() {
                return None;
            }
            if is_itself || construct.fate == Fate::NotGenerated {
                return Some(construct.fate);
            }
        }
        is_itself = false;
        pointer = at.parent();
    }
    None
}

/// The languages whose packages differ, or do not. The samples of curl show the required part of a call only.
fn changed(before: &Description, after: &Description, differ: bool) -> Vec<Language> {
    let options = PackageOptions {
        name: "things".to_owned(),
        version: "1.0.0".to_owned(),
        ..PackageOptions::default()
    };
    let files = |description: &Description, language| {
        let package = description.generate(language, &options);
        package.expect("it is generated").files
    };
    let languages = Language::ALL.iter().copied();
    languages
        .filter(|language| *language != Language::Curl)
        .filter(|language| (files(before, *language) != files(after, *language)) == differ)
        .collect()
}

/// The IR without some members.
fn ir(description: &Description, unused: &[&str]) -> Value {
    let mut ir = serde_json::to_value(&description.api).expect("the IR has a JSON form");
    without(&mut ir, unused);
    ir
}

fn without(value: &mut Value, keys: &[&str]) {
    match value {
        Value::Object(members) => {
            members.retain(|key, _| !keys.contains(&key.as_str()));
            members
                .values_mut()
                .for_each(|member| without(member, keys));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, keys)),
        _ => {}
    }
}

fn probes() -> Vec<Probe> {
    probes_of("keywords.yaml", VERSIONS)
}

fn probes_of(file: &str, versions: &[(&'static str, &'static str, &[&str])]) -> Vec<Probe> {
    let objects = yaml(file);
    let mut probes = Vec::new();
    for object in objects.as_array().expect("a list") {
        for (version, full_version, sections) in versions {
            for section in *sections {
                let keywords = object.get(section).and_then(Value::as_object);
                for (keyword, value) in keywords.into_iter().flatten() {
                    probes.push(probe((*version, *full_version), object, keyword, value));
                }
            }
        }
    }
    probes
}

fn probe(
    (version, full_version): (&'static str, &'static str),
    object: &Value,
    keyword: &str,
    value: &Value,
) -> Probe {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let special = value.get("$probe");
    let option = |name: &str| special.and_then(|_| value.get(name));
    let same = value.get("$same").or(option("same")).map(text);
    Probe {
        version,
        full_version,
        object: text(&object["object"]),
        keyword: keyword.to_owned(),
        at: text(option("at").unwrap_or(&object["at"])),
        value: match (special, value.get("$same")) {
            (Some(special), _) => special.clone(),
            (None, Some(_)) => json!(full_version),
            (None, None) => value.clone(),
        },
        with: option("with")
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default(),
        without: option("without")
            .and_then(Value::as_array)
            .map(|names| names.iter().map(text).collect())
            .unwrap_or_default(),
        instead: option("instead").cloned(),
        is_newest: version == "3.2" || object["3.0"].get(keyword).is_some(),
        same,
    }
}

fn yaml(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fidelity")
        .join(name);
    let text = fs::read_to_string(path).expect("the file is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

/// Sets a member of an object or an item of an array that is there.
fn set(value: &mut Value, place: &str, new: Value) {
    let (owner, last) = place.rsplit_once('/').expect("a member");
    let last = last.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(owner) {
        Some(Value::Object(members)) => {
            members.insert(last, new);
        }
        other => panic!("{owner} of {place} is {other:?}"),
    }
}

fn read(folder: &Path, name: &str, value: &Value) -> Description {
    let file: PathBuf = folder.join(name).with_extension("json");
    fs::write(&file, value.to_string()).expect("the file can be written");
    let description = sdkwright::read(&file, &Default::default());
    assert!(
        description.api.is_some() || name == "after",
        "{}",
        problems(&description)
    );
    description
}

fn problems(description: &Description) -> String {
    let lines = description.diagnostics.iter();
    lines
        .map(|diagnostic| description.sources.render_line(diagnostic) + "\n")
        .collect()
}
