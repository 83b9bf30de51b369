//! The rows of the contract with the disk, in temporary folders.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::apply::apply_on;
use super::disk::Disk;
use super::work::{Work, WORK};
use super::*;

const A: &str = "Cargo.toml";
const B: &str = "src/lib.rs";
const C: &str = "src/models/pet.rs";

fn files(entries: &[(&str, &str)]) -> FileSet {
    let mut files = FileSet::new();
    for (path, text) in entries {
        files.insert(path, *text).expect("no clash");
    }
    files
}

fn origin(description: &str) -> Origin {
    Origin {
        description: Digest::of(description.as_bytes()),
        options: Digest::of(b"options"),
    }
}

/// The first package of each test.
fn old() -> FileSet {
    files(&[(A, "a 1\n"), (B, "b 1\n"), (C, "c 1\n")])
}

/// Its successor: one file as before, one changed, one gone, one new.
fn new() -> FileSet {
    files(&[(A, "a 1\n"), (B, "b 2\n"), ("src/store/order.rs", "d 1\n")])
}

/// A folder in which the old package was written.
fn package() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    apply(&old(), origin("1"), folder.path(), false).expect("a first run");
    folder
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(folder: &Path, path: &str, text: &str) {
    let full = folder.join(path);
    fs::create_dir_all(full.parent().expect("a parent")).expect("a folder");
    fs::write(full, text).expect("a file");
}

/// All files below a folder with their contents, links and empty folders included.
fn tree(folder: &Path) -> Vec<(String, String)> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(root)
                .expect("below")
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && !path.is_symlink() {
                found.push((name + "/", String::new()));
                walk(root, &path, found);
            } else {
                found.push((name, fs::read_to_string(&path).unwrap_or_default()));
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}

/// What a package should look like after a run that wrote `files`.
fn pristine(files: &FileSet, origin: Origin) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    apply(files, origin, folder.path(), false).expect("a first run");
    tree(folder.path())
}

fn state(folder: &Path, files: &FileSet, path: &str) -> Option<FileState> {
    let plan = plan(files, origin("2"), folder).expect("a plan");
    plan.files.get(&path.parse().expect("a path")).copied()
}

/// Applies the new package, expects a refusal of exactly these files, and nothing to have changed.
fn refused(folder: &Path, force: bool, expected: &[(&str, FileState)]) {
    let before = tree(folder);
    let result = apply(&new(), origin("2"), folder, force);
    let Err(OutputError::Refused { files, .. }) = result else {
        panic!("not refused: {result:?}");
    };
    let files: Vec<_> = files
        .iter()
        .map(|(path, state)| (path.as_str(), *state))
        .collect();
    assert_eq!(files, expected);
    assert_eq!(tree(folder), before);
}

#[test]
fn the_first_run_writes_everything() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("not/there/yet");
    let applied = apply(&old(), origin("1"), &folder, false).expect("a first run");
    assert_eq!(
        (applied.written, applied.removed, applied.unchanged),
        (3, 0, 0)
    );
    assert_eq!(read(&folder, C), "c 1\n");
    assert!(!folder.join(WORK).exists());
}

#[test]
fn the_manifest_names_every_file_and_nothing_of_this_machine() {
    let folder = package();
    let digest = |text: &str| Digest::of(text.as_bytes());
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        r#"{{
  "format": 1,
  "generator": {{
    "name": "sdkwright",
    "version": "{version}"
  }},
  "description": "{}",
  "options": "{}",
  "files": {{
    "Cargo.toml": "{}",
    "src/lib.rs": "{}",
    "src/models/pet.rs": "{}"
  }}
}}
"#,
        digest("1"),
        digest("options"),
        digest("a 1\n"),
        digest("b 1\n"),
        digest("c 1\n"),
    );
    assert_eq!(read(folder.path(), MANIFEST), expected);
}

#[test]
fn the_same_again_touches_nothing() {
    let folder = package();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in [A, B, C, MANIFEST] {
        let file = fs::File::options()
            .write(true)
            .open(folder.path().join(path))
            .expect("a file");
        file.set_modified(long_ago).expect("a time");
    }
    let applied = apply(&old(), origin("1"), folder.path(), false).expect("a second run");
    assert_eq!(
        (applied.written, applied.removed, applied.unchanged),
        (0, 0, 3)
    );
    for path in [A, B, C, MANIFEST] {
        let data = fs::metadata(folder.path().join(path)).expect("a file");
        assert_eq!(data.modified().expect("a time"), long_ago, "{path}");
    }
}

#[test]
fn a_change_writes_what_differs_and_removes_what_is_stale() {
    let folder = package();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options()
        .write(true)
        .open(folder.path().join(A))
        .expect("a file")
        .set_modified(long_ago)
        .expect("a time");
    write(folder.path(), "notes.md", "mine");
    write(folder.path(), "src/mine/x.rs", "mine");
    let applied = apply(&new(), origin("2"), folder.path(), false).expect("a second run");
    assert_eq!(
        (applied.written, applied.removed, applied.unchanged),
        (2, 1, 1)
    );
    let mut expected = pristine(&new(), origin("2"));
    for (path, text) in [
        ("notes.md", "mine"),
        ("src/mine/", ""),
        ("src/mine/x.rs", "mine"),
    ] {
        expected.push((path.to_owned(), text.to_owned()));
    }
    expected.sort();
    assert_eq!(tree(folder.path()), expected);
    assert_eq!(
        fs::metadata(folder.path().join(A))
            .expect("a file")
            .modified()
            .expect("a time"),
        long_ago
    );
}

#[test]
fn a_folder_with_a_file_of_the_user_stays() {
    let folder = package();
    write(folder.path(), "src/models/mine.rs", "mine");
    apply(&new(), origin("2"), folder.path(), false).expect("a second run");
    assert_eq!(read(folder.path(), "src/models/mine.rs"), "mine");
    assert!(!folder.path().join(C).exists());
}

#[test]
fn an_edit_by_hand_is_refused_and_given_up_by_force() {
    let folder = package();
    write(folder.path(), B, "edited");
    refused(folder.path(), false, &[(B, FileState::Edited)]);
    apply(&new(), origin("2"), folder.path(), true).expect("a forced run");
    assert_eq!(tree(folder.path()), pristine(&new(), origin("2")));
}

#[test]
fn a_stale_file_that_was_edited_is_refused_and_given_up_by_force() {
    let folder = package();
    write(folder.path(), C, "edited");
    refused(folder.path(), false, &[(C, FileState::StaleEdited)]);
    apply(&new(), origin("2"), folder.path(), true).expect("a forced run");
    assert_eq!(tree(folder.path()), pristine(&new(), origin("2")));
}

#[test]
fn a_file_of_the_user_is_refused_even_by_force() {
    let folder = package();
    write(folder.path(), "src/store/order.rs", "mine");
    refused(
        folder.path(),
        false,
        &[("src/store/order.rs", FileState::Foreign)],
    );
    refused(
        folder.path(),
        true,
        &[("src/store/order.rs", FileState::Foreign)],
    );
}

#[test]
fn a_file_that_is_already_as_generated_is_adopted() {
    let folder = package();
    write(folder.path(), "src/store/order.rs", "d 1\n");
    write(folder.path(), B, "b 2\n");
    assert_eq!(
        state(folder.path(), &new(), "src/store/order.rs"),
        Some(FileState::Unchanged)
    );
    apply(&new(), origin("2"), folder.path(), false).expect("a second run");
    assert_eq!(tree(folder.path()), pristine(&new(), origin("2")));
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused() {
    let folder = package();
    fs::remove_file(folder.path().join(B)).expect("a file");
    write(folder.path(), "src/lib.rs/x", "mine");
    refused(folder.path(), true, &[(B, FileState::Blocked)]);
}

#[test]
fn a_file_in_the_place_of_a_folder_is_refused() {
    let folder = package();
    write(folder.path(), "src/store", "mine");
    refused(
        folder.path(),
        true,
        &[("src/store/order.rs", FileState::Blocked)],
    );
}

#[test]
fn a_file_that_was_removed_comes_back() {
    let folder = package();
    fs::remove_file(folder.path().join(B)).expect("a file");
    fs::remove_dir_all(folder.path().join("src/models")).expect("a folder");
    assert_eq!(state(folder.path(), &old(), B), Some(FileState::Missing));
    apply(&old(), origin("1"), folder.path(), false).expect("a second run");
    assert_eq!(tree(folder.path()), pristine(&old(), origin("1")));
}

#[test]
fn a_manifest_that_is_not_one_stops_the_run() {
    for (text, reason) in [
        ("<<<<<<< HEAD\n{}", "expected value"),
        (r#"{"format": 2, "new": true}"#, "it has format 2"),
        (
            r#"{"format": 1, "generator": {"name": "x", "version": "1"}, "description": "", "options": "", "files": {}}"#,
            "64 lower-case",
        ),
    ] {
        let folder = package();
        write(folder.path(), MANIFEST, text);
        let error = apply(&new(), origin("2"), folder.path(), true)
            .expect_err("a refusal")
            .to_string();
        assert!(error.contains(reason) && error.contains("help:"), "{error}");
        assert_eq!(read(folder.path(), B), "b 1\n");
    }
}

#[test]
fn a_manifest_cannot_name_a_file_outside_the_package() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    let folder = parent.path().join("package");
    write(parent.path(), "precious", "mine");
    apply(&old(), origin("1"), &folder, false).expect("a first run");
    let digest = Digest::of(b"mine");
    let text = read(&folder, MANIFEST).replace(
        r#""files": {"#,
        &format!(r#""files": {{ "../precious": "{digest}","#),
    );
    write(&folder, MANIFEST, &text);
    let error = apply(&new(), origin("2"), &folder, true)
        .expect_err("a refusal")
        .to_string();
    assert!(error.contains("`.` or `..`"), "{error}");
    assert_eq!(read(parent.path(), "precious"), "mine");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let parent = tempfile::tempdir().expect("a temporary folder");
    write(parent.path(), "file", "not a folder");
    for folder in ["file", "file/package"] {
        let error =
            apply(&old(), origin("1"), &parent.path().join(folder), false).expect_err("an error");
        assert!(matches!(error, OutputError::Io { .. }), "{error}");
        assert!(error.to_string().contains(folder), "{error}");
    }
    assert_eq!(read(parent.path(), "file"), "not a folder");
}

#[test]
fn a_second_run_at_the_same_time_fails_clearly() {
    let folder = package();
    let mut go_on = || Ok(());
    let mut disk = Disk::new(&mut go_on);
    let first = Work::lock(folder.path(), &mut disk).expect("the lock");
    let error = apply(&new(), origin("2"), folder.path(), false).expect_err("a refusal");
    assert!(matches!(error, OutputError::Busy(_)), "{error}");
    assert_eq!(read(folder.path(), B), "b 1\n");
    first.finish(&mut disk).expect("an end");
    apply(&new(), origin("2"), folder.path(), false).expect("a run");
}

#[test]
fn many_runs_at_once_leave_one_whole_package() {
    let folder = package();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let folder = folder.path();
            scope.spawn(move || {
                let files = files(&[
                    (A, "a 1\n"),
                    (B, &format!("b {number}\n")),
                    (C, &format!("c {number}\n")),
                ]);
                match apply(&files, origin(&number.to_string()), folder, false) {
                    Ok(_) | Err(OutputError::Busy(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            });
        }
    });
    let number = read(folder.path(), B).trim_start_matches('b').to_owned();
    assert_eq!(read(folder.path(), C), format!("c{number}"));
    let again = files(&[
        (A, "a 1\n"),
        (B, &format!("b{number}")),
        (C, &format!("c{number}")),
    ]);
    apply(&again, origin("last"), folder.path(), false).expect("a run that finds nothing edited");
    assert!(!folder.path().join(WORK).exists());
}

#[test]
fn the_work_folder_of_a_killed_run_is_taken_over() {
    let folder = package();
    write(folder.path(), &format!("{WORK}/lock"), "");
    write(folder.path(), &format!("{WORK}/new/0"), "half");
    apply(&old(), origin("1"), folder.path(), false).expect("a run");
    assert_eq!(tree(folder.path()), pristine(&old(), origin("1")));
}

/// Runs `files` over the old package and stops before step `step`; `false` if the run ended before it.
fn run_until(step: usize, folder: &Path, files: &FileSet, description: &str) -> bool {
    let count = Cell::new(0);
    let mut before = || {
        count.set(count.get() + 1);
        if count.get() > step {
            return Err(io::Error::other("stopped by the test"));
        }
        Ok(())
    };
    let result = apply_on(
        files,
        origin(description),
        folder,
        false,
        &mut Disk::new(&mut before),
    );
    if let Err(error) = &result {
        assert!(error.to_string().contains("stopped by the test"), "{error}");
    }
    result.is_err()
}

#[test]
fn a_run_stopped_at_any_step_is_completed_by_the_next() {
    let mut steps = 0;
    loop {
        let folder = package();
        write(folder.path(), "notes.md", "mine");
        if !run_until(steps, folder.path(), &new(), "2") {
            break;
        }
        steps += 1;
        apply(&new(), origin("2"), folder.path(), false)
            .unwrap_or_else(|error| panic!("after step {steps}: {error}"));
        assert_eq!(read(folder.path(), "notes.md"), "mine");
        fs::remove_file(folder.path().join("notes.md")).expect("a file");
        assert_eq!(
            tree(folder.path()),
            pristine(&new(), origin("2")),
            "after step {steps}"
        );
    }
    // Two files and the manifest staged and renamed, one removed: far fewer steps would mean that not all are seen.
    assert!(steps > 12, "only {steps} steps");
}

#[test]
fn a_run_stopped_at_any_step_may_be_followed_by_another_description() {
    let third = files(&[(A, "a 3\n"), (C, "c 3\n")]);
    let mut stopped = true;
    for step in 0.. {
        let mut again = 0;
        loop {
            // The second run is stopped at any step too: the journal of both is needed then.
            let folder = package();
            stopped = run_until(step, folder.path(), &new(), "2");
            let stopped_again = run_until(again, folder.path(), &third, "3");
            apply(&third, origin("3"), folder.path(), false)
                .unwrap_or_else(|error| panic!("after steps {step}, {again}: {error}"));
            assert_eq!(
                tree(folder.path()),
                pristine(&third, origin("3")),
                "after steps {step}, {again}"
            );
            if !stopped_again {
                break;
            }
            again += 1;
        }
        if !stopped {
            break;
        }
    }
    assert!(!stopped);
}

#[test]
fn an_edit_after_a_stopped_run_is_still_seen() {
    let folder = package();
    for step in 0.. {
        if folder.path().join(WORK).join("journal.json").exists() {
            break;
        }
        run_until(step, folder.path(), &new(), "2");
    }
    write(folder.path(), B, "edited");
    refused(folder.path(), false, &[(B, FileState::Edited)]);
}

#[test]
fn a_step_that_fails_before_the_journal_leaves_the_old_files() {
    let folder = package();
    let mut step = 0;
    while !folder.path().join(WORK).join("journal.json").exists() {
        for (path, text) in [(A, "a 1\n"), (B, "b 1\n"), (C, "c 1\n")] {
            assert_eq!(read(folder.path(), path), text, "after step {step}");
        }
        run_until(step, folder.path(), &new(), "2");
        step += 1;
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_to_the_package_is_written_through() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let link = parent.path().join("link");
        fs::create_dir(parent.path().join("real")).expect("a folder");
        symlink("real", &link).expect("a link");
        apply(&old(), origin("1"), &link, false).expect("a first run");
        assert!(link.is_symlink());
        assert_eq!(
            tree(&parent.path().join("real")),
            pristine(&old(), origin("1"))
        );
    }

    #[test]
    fn a_link_to_nowhere_is_an_error() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let link = parent.path().join("link");
        symlink("nowhere", &link).expect("a link");
        let error = apply(&old(), origin("1"), &link, false).expect_err("an error");
        assert!(matches!(error, OutputError::Io { .. }), "{error}");
        assert!(!parent.path().join("nowhere").exists());
    }

    #[test]
    fn a_link_in_the_place_of_a_file_is_never_followed() {
        let folder = package();
        let outside = tempfile::tempdir().expect("a temporary folder");
        write(outside.path(), "precious", "b 1\n");
        fs::remove_file(folder.path().join(B)).expect("a file");
        symlink(outside.path().join("precious"), folder.path().join(B)).expect("a link");
        refused(folder.path(), true, &[(B, FileState::Blocked)]);
        assert_eq!(read(outside.path(), "precious"), "b 1\n");
    }

    #[test]
    fn a_link_in_the_place_of_a_folder_is_never_followed() {
        let folder = package();
        let outside = tempfile::tempdir().expect("a temporary folder");
        write(outside.path(), "lib.rs", "b 1\n");
        write(outside.path(), "models/pet.rs", "c 1\n");
        fs::remove_dir_all(folder.path().join("src")).expect("a folder");
        symlink(outside.path(), folder.path().join("src")).expect("a link");
        let blocked = [
            (B, FileState::Blocked),
            ("src/store/order.rs", FileState::Blocked),
        ];
        refused(folder.path(), true, &blocked);
        assert_eq!(read(outside.path(), "models/pet.rs"), "c 1\n");
    }

    #[test]
    fn a_link_in_the_place_of_the_work_folder_is_never_followed() {
        let folder = package();
        let outside = tempfile::tempdir().expect("a temporary folder");
        symlink(outside.path(), folder.path().join(WORK)).expect("a link");
        let error = apply(&new(), origin("2"), folder.path(), true).expect_err("an error");
        assert!(matches!(error, OutputError::Io { .. }), "{error}");
        assert_eq!(tree(outside.path()), []);
    }
}

mod checking {
    use super::*;

    /// The report on a package, which must not change by being looked at.
    fn report(folder: &Path, files: &FileSet, origin: Origin) -> Report {
        let before = tree(folder);
        let report = check(files, origin, folder).expect("a report");
        assert_eq!(tree(folder), before);
        report
    }

    fn reasons(report: &Report) -> Vec<(&str, Reason)> {
        report
            .differences
            .iter()
            .map(|difference| (difference.path.as_str(), difference.reason))
            .collect()
    }

    #[test]
    fn nothing_is_said_about_a_package_as_generated() {
        let folder = package();
        let report = report(folder.path(), &old(), origin("1"));
        assert!(report.is_clean());
        assert_eq!(report.to_string(), "");
    }

    #[test]
    fn each_file_has_its_reason() {
        let folder = package();
        write(folder.path(), A, "edited\n");
        let report = report(folder.path(), &new(), origin("2"));
        let expected = [
            (A, Reason::EditedByHand),
            (B, Reason::DescriptionChanged),
            (C, Reason::Stale),
            ("src/store/order.rs", Reason::DescriptionChanged),
        ];
        assert_eq!(reasons(&report), expected);
        assert!(report.needs_force);
        let diff = report.differences[0].diff.as_deref();
        assert_eq!(
            diff,
            Some("--- on disk\n+++ generated\n@@ -1 +1 @@\n-edited\n+a 1\n")
        );
    }

    #[test]
    fn the_cause_is_told_apart() {
        let folder = package();
        let options = Origin {
            options: Digest::of(b"others"),
            ..origin("1")
        };
        for (origin, reason) in [
            (origin("2"), Reason::DescriptionChanged),
            (options, Reason::OptionsChanged),
            (origin("1"), Reason::GeneratorChanged),
        ] {
            let changed = files(&[(A, "a 1\n"), (B, "b 2\n"), (C, "c 1\n")]);
            let report = report(folder.path(), &changed, origin);
            assert_eq!(reasons(&report), [(B, reason)]);
            assert!(!report.needs_force);
        }
    }

    #[test]
    fn a_manifest_alone_can_be_outdated() {
        let folder = package();
        let report = report(folder.path(), &old(), origin("2"));
        assert_eq!(reasons(&report), [(MANIFEST, Reason::DescriptionChanged)]);
    }

    #[test]
    fn a_package_that_is_not_there_is_missing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let report = check(&old(), origin("1"), &folder.path().join("none")).expect("a report");
        assert_eq!(
            reasons(&report),
            [
                (A, Reason::Missing),
                (B, Reason::Missing),
                (C, Reason::Missing)
            ]
        );
        assert!(!folder.path().join("none").exists());
    }

    #[test]
    fn files_in_the_way_are_named() {
        let folder = package();
        fs::remove_file(folder.path().join(B)).expect("a file");
        write(folder.path(), "src/lib.rs/x", "mine");
        write(folder.path(), "src/store/order.rs", "mine");
        write(folder.path(), C, "edited");
        let report = report(folder.path(), &new(), origin("2"));
        let expected = [
            (B, Reason::Blocked),
            (C, Reason::StaleAndEdited),
            ("src/store/order.rs", Reason::NotOurs),
        ];
        assert_eq!(reasons(&report), expected);
    }

    #[test]
    fn an_interrupted_run_is_named() {
        let folder = package();
        write(folder.path(), &format!("{WORK}/lock"), "");
        let report = report(folder.path(), &old(), origin("1"));
        assert_eq!(reasons(&report), [(WORK, Reason::Interrupted)]);
    }

    #[test]
    fn diffs_are_cut_and_bytes_have_none() {
        let folder = package();
        let many: String = (0..500).map(|number| format!("line {number}\n")).collect();
        write(folder.path(), A, &many);
        fs::write(folder.path().join(B), [0xff, 0xfe]).expect("a file");
        let report = report(folder.path(), &old(), origin("1"));
        let lines = report.differences[0]
            .diff
            .as_deref()
            .map(|diff| diff.lines().count());
        assert_eq!(lines, Some(61));
        assert!(report.to_string().contains("… 444 more lines"), "{report}");
        assert_eq!(report.differences[1].diff, None);
    }
}
