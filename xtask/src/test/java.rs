//! The Java backend: its runtime, the packages it makes, and what it makes of every construct.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::Language;

use super::group::Group;
use super::shell::{output, run, Shell};
use super::{gradle, java_driver, packages, papers, steady, tools, Outcome};

/// The folder with the pinned versions of the tools.
const TOOLS: &str = "templates/java/runtime/tools";

/// The hand-written sources.
const RUNTIME: &str = "templates/java/runtime/src";

/// The local repository of Maven.
const REPOSITORY: &str = "tools/m2";

const DEPENDENCY_PLUGIN: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1";
const SPOTBUGS_PLUGIN: &str = "com.github.spotbugs:spotbugs-maven-plugin:4.8.6.6";

/// Packages of the compiler that google-java-format looks into.
const FORMATTER_NEEDS: &[&str] = &["api", "code", "file", "parser", "tree", "util"];

/// Format and unit tests of the runtime; lint, Maven's own verification and spotbugs of each generated package, a project of Gradle
/// that uses it, and its driver.
pub fn java(shell: &Shell) -> Outcome {
    let libraries = libraries(shell)?;
    format(shell, &libraries)?;
    runtime_tests(shell, &libraries)?;
    for (description, package) in packages::with_descriptions(shell, Language::Java)? {
        let copy = packages::copy(shell, &package)?;
        checkstyle(
            shell,
            &libraries,
            &[copy.join("src/main"), copy.join("examples")],
        )?;
        java_driver::test(shell, &libraries, &description, &copy, &package.options)?;
        let filter = shell.root.join(TOOLS).join("spotbugs.xml");
        let filter = format!("-Dspotbugs.excludeFilterFile={}", filter.display());
        let check = format!("{SPOTBUGS_PLUGIN}:check");
        run(maven(shell, &["install", &check, &filter]).current_dir(&copy))?;
        let program = java_driver::first_call(shell, &copy)?.join("FirstCall.java");
        gradle::consume(shell, &shell.target(REPOSITORY), &copy, &program)?;
    }
    Ok(None)
}

/// Packages and drivers, compiled in few runs of the compiler without a warning; gives the folders with their classes.
pub fn check(shell: &Shell, group: &Group) -> Result<Vec<Compiled>, String> {
    let libraries = libraries(shell)?;
    let mut runs: Vec<Run> = Vec::new();
    for (index, package) in group.packages().enumerate() {
        let examples = files(&package.join("examples"), "java")?;
        let names: BTreeSet<OsString> = examples
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect();
        let fitting = runs
            .iter()
            .position(|run| run.examples.is_disjoint(&names))
            .unwrap_or(runs.len());
        if fitting == runs.len() {
            runs.push(Run::default());
        }
        let run = &mut runs[fitting];
        run.examples.extend(names);
        let driver = group.drivers.get(index);
        run.sources
            .extend(driver.map(|name| group.folder.join(name)));
        run.sources
            .extend([package.join("src"), package.join("examples")]);
        run.resources.push(package.join("src/test/resources"));
    }
    let mut compiled = Vec::new();
    for (index, run) in runs.into_iter().enumerate() {
        let classes = group.folder.join(format!("classes-{index}"));
        compile(shell, &libraries, &run.sources, &classes)?;
        checkstyle(shell, &libraries, &run.sources)?;
        compiled.push(Compiled {
            classes,
            resources: run.resources,
        });
    }
    Ok(compiled)
}

/// The same, and their round trips.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    let libraries = libraries(shell)?;
    for compiled in check(shell, group)? {
        let mut path = compiled.resources;
        // A description without examples has nothing to be read and written again.
        if path.iter().any(|folder| folder.exists()) {
            path.push(compiled.classes.clone());
            junit(shell, &libraries, &path, &compiled.classes)?;
        }
    }
    Ok(())
}

/// Packages whose example programs, which stand in no package of Java, have no name in common.
#[derive(Default)]
struct Run {
    examples: BTreeSet<OsString>,
    sources: Vec<PathBuf>,
    resources: Vec<PathBuf>,
}

/// What a run of the compiler made, and what its tests read.
pub struct Compiled {
    classes: PathBuf,
    resources: Vec<PathBuf>,
}

/// The example programs of the Java packages, and those of their READMEs.
pub fn java_steady(shell: &Shell) -> Outcome {
    let libraries = libraries(shell)?;
    steady::drive(shell, Language::Java, |package| {
        papers::java(shell, package)?;
        let classes = package.join("target/examples");
        compile(
            shell,
            &libraries,
            &[package.join("src/main"), package.join("examples")],
            &classes,
        )?;
        let path = class_path(&libraries, &[classes])?;
        let programs = steady::example_programs(&package.join("examples"), ".java")?;
        Ok(programs
            .iter()
            .map(|name| {
                let mut command = shell.program("java");
                // A small program: it is over before the optimising compiler would pay.
                command
                    .env("CLASSPATH", &path)
                    .args(["-XX:TieredStopAtLevel=1", name]);
                command
            })
            .collect())
    })
}

/// A run of Maven with a repository of its own.
fn maven(shell: &Shell, args: &[&str]) -> Command {
    let mut command = shell.program("mvn");
    let repository = format!("-Dmaven.repo.local={}", shell.target(REPOSITORY).display());
    command.args(["-B", "-q", "-ntp", &repository]).args(args);
    command
}

/// Compiles a package with its driver, and gives the command that runs it.
pub fn driver_command(shell: &Shell, package: &Path, driver: &Path) -> Result<String, String> {
    let libraries = libraries(shell)?;
    let classes = driver.join("classes");
    let sources = [package.join("src/main"), driver.to_path_buf()];
    compile(shell, &libraries, &sources, &classes)?;
    let class_path = class_path(&libraries, &[classes])?;
    let main = java_driver::main_class(driver)?;
    Ok(format!("java -cp {class_path} {main}"))
}

/// Compiles a program with its package, and gives the command that runs it in a small heap.
pub fn program_command(shell: &Shell, sources: &[PathBuf], name: &str) -> Result<String, String> {
    let libraries = libraries(shell)?;
    let classes = shell.target("packages/java-programs").join(name);
    compile(shell, &libraries, sources, &classes)?;
    let class_path = class_path(&libraries, &[classes])?;
    Ok(format!("java -Xmx32m -cp {class_path} {name}"))
}

/// The libraries and tools of `tools/pom.xml` as files in `target/tools/java`.
pub fn libraries(shell: &Shell) -> Result<Vec<PathBuf>, String> {
    tools::require(shell, "javac", "install a JDK, version 17 or later")?;
    tools::require(shell, "mvn", "install Maven, version 3.8 or later")?;
    let folder = shell.target("tools/java");
    let fail = |error| format!("cannot prepare {}: {error}", folder.display());
    let wanted = fs::read(shell.root.join(TOOLS).join("pom.xml")).map_err(fail)?;
    let stamp = folder.join("installed");
    if fs::read(&stamp).ok() != Some(wanted.clone()) {
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(fail)?;
        }
        let goal = format!("{DEPENDENCY_PLUGIN}:copy-dependencies");
        let out = format!("-DoutputDirectory={}", folder.display());
        let pom = format!("{TOOLS}/pom.xml");
        run(&mut maven(shell, &["-f", &pom, &goal, &out]))?;
        fs::write(&stamp, wanted).map_err(fail)?;
    }
    let mut jars = files(&folder, "jar")?;
    jars.sort();
    Ok(jars)
}

/// All files below a folder with an extension.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // A package without examples of values has no tests.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(format!("cannot read {}: {error}", folder.display())),
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

pub fn class_path(libraries: &[PathBuf], more: &[PathBuf]) -> Result<String, String> {
    let joined = std::env::join_paths(more.iter().chain(libraries))
        .map_err(|error| format!("no class path: {error}"))?;
    Ok(joined.to_string_lossy().into_owned())
}

/// A jar among the tools.
fn jar<'l>(libraries: &'l [PathBuf], prefix: &str) -> Result<&'l Path, String> {
    let found = libraries.iter().find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix)
    });
    found.map(PathBuf::as_path).ok_or_else(|| {
        format!("no {prefix} in target/tools/java: remove that folder and try again")
    })
}

/// The runtime is formatted as google-java-format formats.
fn format(shell: &Shell, libraries: &[PathBuf]) -> Result<(), String> {
    let mut command = shell.program("java");
    for part in FORMATTER_NEEDS {
        command.arg(format!(
            "--add-exports=jdk.compiler/com.sun.tools.javac.{part}=ALL-UNNAMED"
        ));
    }
    command
        .arg("-jar")
        .arg(jar(libraries, "google-java-format")?);
    command.args(["--dry-run", "--set-exit-if-changed"]);
    command.args(files(&shell.root.join(RUNTIME), "java")?);
    run(&mut command)
}

/// Compiles everything below some folders, without a warning. Modules are left out: these are many packages in one run.
pub fn compile(
    shell: &Shell,
    libraries: &[PathBuf],
    folders: &[PathBuf],
    classes: &Path,
) -> Result<(), String> {
    let fail = |error| format!("cannot prepare {}: {error}", classes.display());
    if classes.exists() {
        fs::remove_dir_all(classes).map_err(fail)?;
    }
    fs::create_dir_all(classes).map_err(fail)?;
    let mut sources = String::new();
    for folder in folders {
        let mut found = files(folder, "java")?;
        found.retain(|path| {
            path.file_name()
                .is_some_and(|name| name != "module-info.java")
        });
        found.sort();
        for path in found {
            sources.push_str(&format!("\"{}\"\n", path.display()));
        }
    }
    let list = classes.with_extension("sources");
    fs::write(&list, sources).map_err(fail)?;
    let mut command = shell.program("javac");
    // The libraries of tests name annotations that are not there.
    let lint = ["-Xlint:all", "-Xlint:-classfile", "-Werror"];
    command
        .args(["--release", "11", "-encoding", "UTF-8"])
        .args(lint);
    command.args(["--class-path", &class_path(libraries, &[])?]);
    command
        .arg("-d")
        .arg(classes)
        .arg(format!("@{}", list.display()));
    run(&mut command)
}

fn junit(
    shell: &Shell,
    libraries: &[PathBuf],
    path: &[PathBuf],
    tests: &Path,
) -> Result<(), String> {
    let mut command = shell.program("java");
    command
        .arg("-jar")
        .arg(jar(libraries, "junit-platform-console-standalone")?);
    let libraries: Vec<PathBuf> = libraries
        .iter()
        .filter(|path| path.to_string_lossy().contains("jackson"))
        .cloned()
        .collect();
    command.args([
        "execute",
        "--disable-banner",
        "--details=summary",
        "--fail-if-no-tests",
    ]);
    command.args(["--class-path", &class_path(&libraries, path)?]);
    command.arg(format!("--scan-class-path={}", tests.display()));
    let shown = output(&mut command)?;
    let counts = shown
        .lines()
        .filter(|line| line.contains("tests successful"));
    counts.for_each(|line| eprintln!("{line}"));
    Ok(())
}

fn runtime_tests(shell: &Shell, libraries: &[PathBuf]) -> Result<(), String> {
    let classes = shell.target("packages/java-runtime");
    compile(shell, libraries, &[shell.root.join(RUNTIME)], &classes)?;
    junit(shell, libraries, std::slice::from_ref(&classes), &classes)
}

fn checkstyle(shell: &Shell, libraries: &[PathBuf], folders: &[PathBuf]) -> Result<(), String> {
    let mut command = shell.program("java");
    command.env("CLASSPATH", class_path(libraries, &[])?);
    command.args(["com.puppycrawl.tools.checkstyle.Main", "-c"]);
    command.arg(format!("{TOOLS}/checkstyle.xml"));
    command.args([
        "-x",
        "module-info.java",
        "-x",
        "package-info.java",
        "-x",
        "/runtime/",
    ]);
    command.args(folders.iter().filter(|folder| folder.exists()));
    run(&mut command)
}
