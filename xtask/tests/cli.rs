//! The commands as a user meets them: what they write, what they say, how they end.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const DESCRIPTION: &str = r##"openapi: 3.0.3
info: { title: Pet Store, version: 1.0.0 }
servers: [{ url: "https://example.com" }]
paths:
  /pets:
    get:
      operationId: ListPets
      tags: [Pets]
      responses:
        "200":
          description: All pets.
          content:
            application/json:
              schema: { type: array, items: { $ref: "#/components/schemas/Pet" } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
"##;

/// How a command ended.
struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

fn xtask(folder: &Path, args: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command
        .current_dir(folder)
        .args(args)
        .output()
        .expect("xtask runs");
    Ended {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A folder outside the repository with a description in it.
fn workplace() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("api.yaml"), DESCRIPTION).expect("a file");
    folder
}

const CODEGEN: &[&str] = &["codegen", "--spec", "api.yaml", "--out", "sdks"];

fn codegen(folder: &Path, more: &[&str]) -> Ended {
    xtask(folder, &[CODEGEN, more].concat())
}

/// A place where a package was generated, and the package.
fn generated() -> (TempDir, PathBuf) {
    let folder = workplace();
    let ended = codegen(folder.path(), &[]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let package = folder.path().join("sdks/rust");
    (folder, package)
}

#[test]
fn warnings_are_errors_if_so_asked() {
    let folder = workplace();
    replace(&folder.path().join("api.yaml"), ", version: 1.0.0", "");
    let ended = xtask(folder.path(), &["lint", "api.yaml"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(
        ended.stderr.contains("0 errors, 1 warning"),
        "{}",
        ended.stderr
    );
    for command in [
        &["lint", "api.yaml", "--strict"][..],
        &[CODEGEN, &["--strict"]].concat(),
    ] {
        let ended = xtask(folder.path(), command);
        assert_eq!(ended.code, 1, "{}", ended.stderr);
        assert!(
            ended.stderr.contains("error[missing-keyword]"),
            "{}",
            ended.stderr
        );
    }
    assert!(!folder.path().join("sdks").exists());
}

#[test]
fn what_is_lost_is_listed_and_can_be_refused() {
    let folder = workplace();
    let lint = |more: &[&str]| {
        xtask(
            folder.path(),
            &[&["lint", "api.yaml", "--fidelity"], more].concat(),
        )
    };
    assert_says(
        &lint(&["--deny", "approximated,dropped"]),
        0,
        &["api.yaml: 0 not generated, 0 approximated"],
    );
    let quiet = codegen(folder.path(), &["--lang", "curl"]);
    assert!(!quiet.stderr.contains("not generated"), "{}", quiet.stderr);

    let links = "description: All pets.\n          links: { again: { operationId: ListPets } }";
    replace(
        &folder.path().join("api.yaml"),
        "description: All pets.",
        links,
    );
    let text = lint(&[]);
    assert_says(&text, 0, &["1 not generated"]);
    let line = "api.yaml:12:11: not-generated: `links` are not followed";
    assert!(text.stdout.contains(line), "{}", text.stdout);
    for format in ["json", "sarif"] {
        let printed = lint(&["--format", format]);
        assert_eq!(printed.code, 0, "{}", printed.stderr);
        let report: serde_json::Value = serde_json::from_str(&printed.stdout).expect("JSON");
        let found = report
            .to_string()
            .matches("`links` are not followed")
            .count();
        assert_eq!(found, 1, "{format}: {report}");
    }
    assert_says(&lint(&["--deny", "approximated"]), 0, &[]);
    assert_says(&lint(&["--deny", "dropped"]), 1, &[line]);

    let refused = codegen(
        folder.path(),
        &["--lang", "go", "--deny", "approximated,dropped"],
    );
    assert_says(&refused, 1, &[line, "nothing was written"]);
    assert!(!folder.path().join("sdks/go").exists());
    let said = "api.yaml: 1 not generated; see: cargo xtask lint --fidelity api.yaml";
    assert_says(&codegen(folder.path(), &["--lang", "go"]), 0, &[said]);
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).expect("a file");
    assert!(text.contains(from), "{from:?} is not in {}", file.display());
    fs::write(file, text.replace(from, to)).expect("a file");
}

fn assert_says(ended: &Ended, code: i32, parts: &[&str]) {
    assert_eq!(ended.code, code, "{}", ended.stderr);
    for part in parts {
        assert!(
            ended.stderr.contains(part),
            "{part:?} is not in:\n{}",
            ended.stderr
        );
    }
}

#[test]
fn the_committed_packages_are_as_generated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository");
    let ended = xtask(root, &["codegen", "--check"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
}

#[test]
fn a_description_outside_the_repository_is_generated() {
    let (_folder, package) = generated();
    let manifest = fs::read_to_string(package.join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"pet-store\""), "{manifest}");
}

#[test]
fn nothing_is_done_twice() {
    let (folder, _) = generated();
    let ended = codegen(folder.path(), &[]);
    assert_eq!(ended.code, 0);
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    assert!(
        ended.stderr.starts_with("codegen: 7 packages, "),
        "{}",
        ended.stderr
    );
    let ended = codegen(folder.path(), &["--check"]);
    assert_says(&ended, 0, &["codegen: 7 packages, all as generated\n"]);
}

#[test]
fn a_changed_description_is_noticed() {
    let (folder, package) = generated();
    replace(&folder.path().join("api.yaml"), "All pets.", "Every pet.");
    replace(
        &folder.path().join("api.yaml"),
        "name: { type: string }",
        "name: { type: string, description: What it is called. }",
    );
    let ended = codegen(folder.path(), &["--check"]);
    let mend = "mend with: cargo xtask codegen --spec api.yaml --out sdks\n";
    assert_says(
        &ended,
        1,
        &[
            "sdks/rust/src/",
            ": the description changed\n",
            "What it is called.",
            mend,
        ],
    );
    assert_eq!(codegen(folder.path(), &[]).code, 0);
    assert_eq!(codegen(folder.path(), &["--check"]).code, 0);
    assert!(package.join("src/lib.rs").is_file());
}

#[test]
fn an_edited_file_is_refused_until_forced() {
    let (folder, package) = generated();
    let file = package.join("src/lib.rs");
    let before = fs::read_to_string(&file).expect("a file");
    fs::write(&file, format!("{before}// mine\n")).expect("a file");
    let ended = codegen(folder.path(), &["--check"]);
    assert_says(
        &ended,
        1,
        &[
            "src/lib.rs: edited by hand\n",
            "-// mine\n",
            "--out sdks --force",
        ],
    );
    let ended = codegen(folder.path(), &[]);
    assert_says(&ended, 1, &["src/lib.rs: it was edited by hand", "--force"]);
    assert!(fs::read_to_string(&file)
        .expect("a file")
        .ends_with("// mine\n"));
    assert_eq!(codegen(folder.path(), &["--force"]).code, 0);
    assert_eq!(fs::read_to_string(&file).expect("a file"), before);
}

#[test]
fn a_stale_file_is_removed_and_a_file_of_the_user_stays() {
    let (folder, package) = generated();
    let stale = package.join("examples/list_pets.rs");
    assert!(stale.is_file());
    fs::write(package.join("examples/mine.rs"), "fn main() {}").expect("a file");
    replace(&folder.path().join("api.yaml"), "ListPets", "GetPets");
    let ended = codegen(folder.path(), &["--check"]);
    assert_says(
        &ended,
        1,
        &["examples/list_pets.rs: stale: it is no longer generated\n"],
    );
    assert!(stale.is_file());
    assert_eq!(codegen(folder.path(), &[]).code, 0);
    assert!(!stale.exists());
    assert!(package.join("examples/mine.rs").is_file());
}

#[test]
fn a_description_with_problems_writes_nothing() {
    let folder = workplace();
    replace(&folder.path().join("api.yaml"), "responses:", "respones:");
    let ended = codegen(folder.path(), &[]);
    assert_says(
        &ended,
        1,
        &["respones", "api.yaml:9:7", "nothing was written"],
    );
    assert!(!folder.path().join("sdks").exists());
    assert_says(
        &xtask(folder.path(), &["lint", "api.yaml"]),
        1,
        &["respones"],
    );
    assert_says(&xtask(folder.path(), &["ir", "api.yaml"]), 1, &["respones"]);
}

#[test]
fn ir_is_json() {
    let ended = xtask(workplace().path(), &["ir", "api.yaml"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let api: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(api["info"]["title"], "Pet Store");
}

#[test]
fn each_kind_of_failure_has_its_exit_code() {
    let folder = workplace();
    fs::write(folder.path().join("file"), "not a folder").expect("a file");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["codegen"], 2, "run this inside the repository"),
        (&["codegen", "--spec", "api.yaml"], 2, "--out"),
        (&["codegen", "--check", "--force"], 2, "cannot be used with"),
        (&["codegen", "--lang", "cobol"], 2, "no language `cobol`"),
        (
            &[
                "codegen",
                "--spec",
                "api.yaml",
                "--out",
                "x",
                "--package",
                "a b",
            ],
            2,
            "cannot be the name",
        ),
        (
            &["codegen", "--spec", "none.yaml", "--out", "x"],
            3,
            "cannot read none.yaml",
        ),
        (
            &["codegen", "--spec", ".", "--out", "x"],
            3,
            "cannot read .",
        ),
        (
            &["codegen", "--spec", "api.yaml", "--out", "file"],
            3,
            "file/curl",
        ),
        (&["lint", "none.yaml"], 3, "cannot read none.yaml"),
        (&["test", "nonsense"], 2, "possible values"),
    ];
    for (args, code, part) in cases {
        assert_says(&xtask(folder.path(), args), *code, &[part]);
    }
    assert!(!folder.path().join("x").exists());
}

#[test]
fn failures_of_a_corpus_are_found_unless_they_are_known_and_still_there() {
    let folder = workplace();
    let file = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    file("openapi/codegen.toml", "");
    file("corpus/notes.txt", "not a description");
    file(
        "corpus/deep/a.json",
        &DESCRIPTION.replace("schemas/Pet", "schemas/Dog"),
    );
    let known = "read deep/a.json # no dog\n";
    file("known", known);
    file("stale", &format!("{known}operations deep/a.json\n"));
    // What cannot be read needs no tools.
    let corpus = ["corpus", "corpus", "--lang=curl"];
    let found = xtask(folder.path(), &corpus);
    assert_eq!(found.code, 1, "{}", found.stderr);
    for line in [
        "no description: notes.txt: neither `openapi` nor `swagger` at the top",
        "failed: read deep/a.json: deep/a.json:14:53: error[dangling-reference]",
    ] {
        assert!(found.stdout.contains(line), "{}", found.stdout);
    }
    let listed = xtask(folder.path(), &[&corpus[..], &["--known=known"]].concat());
    assert_eq!(listed.code, 0, "{}", listed.stdout);
    assert!(listed.stdout.contains("read (known)"), "{}", listed.stdout);
    let stale = xtask(folder.path(), &[&corpus[..], &["--known=stale"]].concat());
    assert_eq!(stale.code, 1, "{}", stale.stdout);
    let line = "known, but does not fail: operations deep/a.json";
    assert!(stale.stdout.contains(line), "{}", stale.stdout);
}
