//! The Go packages, with the toolchain of Go.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::Language;

use super::group::Group;
use super::shell::{output, run, Shell};
use super::{packages, papers, steady, tools, Outcome};

/// The oldest Go that packages are for, as in their `go.mod`. The go command gets it from the module proxy.
const OLDEST: &str = "go1.21.13";

/// What is deprecated is still generated, and has an example program.
const CHECKS: &str = "-checks=inherit,-SA1019";

/// A module that uses the packages as a stranger would: by a copy beside it, and with its dependencies vendored.
const CONSUMER: &str = "package main\n\nimport _ \"MODULE\"\n\nfunc main() {}\n";

/// The runtime where it is written, then each generated package: format, vet, staticcheck, tests, use from another module.
pub fn go(shell: &Shell) -> Outcome {
    require(shell)?;
    let runtime = shell.root.join("templates/go/runtime");
    check(shell, &runtime, &["./..."])?;
    run(&mut command(shell, &runtime, &["test", "./..."]))?;
    let mut drivers = Vec::new();
    for (description, package) in packages::with_descriptions(shell, Language::Go)? {
        let copy = packages::copy(shell, &package)?;
        check(shell, &copy, &["./..."])?;
        run(&mut command(shell, &copy, &["test", ".", "./sdk"]))?;
        let module = output(&mut command(shell, &copy, &["list", "-m"]))?;
        if module.trim() != package.options.name {
            return Err(format!("the module is called {:?}", module.trim()));
        }
        let oldest = ["build", ".", "./sdk"];
        run(command(shell, &copy, &oldest).env("GOTOOLCHAIN", OLDEST))?;
        consume(shell, &copy, &package.options.name)?;
        let folder = packages::driver(&description, Language::Go, &copy, &package.options)?;
        check(shell, &folder, &["./..."])?;
        drivers.push(built_driver(shell, &folder)?);
    }
    let conformance = shell.root.join("xtask/conformance/go");
    check(shell, &conformance, &["./..."])?;
    let mut tests = command(shell, &conformance, &["test", "./..."]);
    if let Some(driver) = drivers.first() {
        tests.env("SDK_DRIVER", driver);
    }
    run(&mut tests)?;
    Ok(None)
}

/// Modules and drivers as one workspace, so that the tools run once.
pub fn check_group(shell: &Shell, group: &Group) -> Result<(), String> {
    require(shell)?;
    let uses = group.names.iter().chain(&group.drivers);
    let uses: String = uses.map(|name| format!("use ./{name}\n")).collect();
    write(&group.folder.join("go.work"), &format!("go 1.21\n\n{uses}"))?;
    // The runtime is the same in all of them, and was looked at where it is written.
    let mut patterns = Vec::new();
    for name in &group.names {
        patterns.push(format!("./{name}"));
        let examples = group.folder.join(name).join("examples");
        if examples.exists() {
            join_programs(&examples)?;
            patterns.push(format!("./{name}/examples/internal/..."));
        }
    }
    let drivers = group.drivers.iter().map(|name| format!("./{name}"));
    patterns.extend(drivers);
    check(shell, &group.folder, &patterns)
}

/// The example programs as one, which the tools read once: for each program by itself they would read the whole package again.
fn join_programs(examples: &Path) -> Result<(), String> {
    let joined = examples.join("internal/joined");
    fs::create_dir_all(&joined)
        .map_err(|error| format!("cannot make {}: {error}", joined.display()))?;
    let mut calls = String::new();
    for (index, name) in programs(examples)?.iter().enumerate() {
        let path = examples.join(name).join("main.go");
        let program = fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let function = format!("program{index}()");
        let part = program.replacen("\nfunc main() {", &format!("\nfunc {function} {{"), 1);
        write(&joined.join(format!("program{index}.go")), &part)?;
        calls += &format!("\t{function}\n");
    }
    let main = format!("package main\n\nfunc main() {{\n{calls}}}\n");
    write(&joined.join("main.go"), &main)
}

/// The names of the example programs, which are folders.
fn programs(examples: &Path) -> Result<Vec<OsString>, String> {
    let entries = fs::read_dir(examples)
        .map_err(|error| format!("cannot read {}: {error}", examples.display()))?;
    let mut names: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().join("main.go").exists())
        .map(|entry| entry.file_name())
        .collect();
    names.sort();
    Ok(names)
}

/// The same, and the tests of the packages.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check_group(shell, group)?;
    let names = group.names.iter().map(|name| format!("./{name}"));
    let status = command(shell, &group.folder, &["test"])
        .args(names)
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`go test` ended with {status}")),
        Err(error) => Err(format!("cannot run `go test`: {error}")),
    }
}

/// The example programs of the packages, and those of their READMEs, against the mock server.
pub fn steady(shell: &Shell) -> Outcome {
    require(shell)?;
    steady::drive(shell, Language::Go, |package| {
        papers::go(shell, package)?;
        let built = shell.target("packages/go-examples");
        fs::create_dir_all(&built)
            .map_err(|error| format!("cannot make {}: {error}", built.display()))?;
        let folder = format!("{}/", built.display());
        run(&mut command(
            shell,
            package,
            &["build", "-o", &folder, "./examples/..."],
        ))?;
        let names = programs(&package.join("examples"))?;
        Ok(names
            .iter()
            .map(|name| shell.program(built.join(name)))
            .collect())
    })
}

/// gofmt, vet and staticcheck.
fn check(shell: &Shell, folder: &Path, patterns: &[impl AsRef<str>]) -> Result<(), String> {
    let unformatted = output(shell.program("gofmt").args(["-l", "."]).current_dir(folder))?;
    if !unformatted.is_empty() {
        return Err(format!(
            "gofmt would change, in {}:\n{unformatted}",
            folder.display()
        ));
    }
    let patterns: Vec<&str> = patterns.iter().map(AsRef::as_ref).collect();
    run(&mut command(
        shell,
        folder,
        &[&["vet"], patterns.as_slice()].concat(),
    ))?;
    let mut staticcheck = shell.program(tools::staticcheck(shell)?);
    run(environment(&mut staticcheck)
        .arg(CHECKS)
        .args(patterns)
        .current_dir(folder))
}

/// The driver as a program.
pub fn built_driver(shell: &Shell, folder: &Path) -> Result<PathBuf, String> {
    let program = folder.join("driver");
    let out = program.display().to_string();
    run(&mut command(shell, folder, &["build", "-o", &out, "."]))?;
    Ok(program)
}

/// A program of a module, built; gives the command that runs it.
pub fn program_command(shell: &Shell, module: &Path, name: &str) -> Result<String, String> {
    let program = shell.target("packages/go-programs").join(name);
    let out = program.display().to_string();
    let package = format!("./{name}");
    run(&mut command(
        shell,
        module,
        &["build", "-o", &out, &package],
    ))?;
    Ok(out)
}

/// Uses a package from another module, vendored: what is not in the package is not there.
fn consume(shell: &Shell, package: &Path, module: &str) -> Result<(), String> {
    let folder = shell.target("packages/go-consumer");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| format!("cannot empty {}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let own = format!(
        "module consumer\n\ngo 1.21\n\nrequire {module} v0.0.0\n\nreplace {module} => {}\n",
        package.display()
    );
    write(&folder.join("go.mod"), &own)?;
    write(&folder.join("main.go"), &CONSUMER.replace("MODULE", module))?;
    run(&mut command(shell, &folder, &["mod", "vendor"]))?;
    run(&mut command(
        shell,
        &folder,
        &["build", "-mod=vendor", "-o", "consumer", "."],
    ))
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// A `go` command in a folder.
fn command(shell: &Shell, folder: &Path, args: &[&str]) -> Command {
    let mut command = shell.program("go");
    environment(&mut command).args(args).current_dir(folder);
    command
}

/// Settings of the user's must not change what is tested.
fn environment(command: &mut Command) -> &mut Command {
    command
        .env("GOFLAGS", "-buildvcs=false")
        .env("GOWORK", "")
        .env_remove("GOEXPERIMENT")
}

fn require(shell: &Shell) -> Result<(), String> {
    output(shell.program("go").arg("version"))
        .map(drop)
        .map_err(|_| {
            "`go` is not on the PATH: install Go 1.24 or later from https://go.dev/dl/".to_owned()
        })
}
