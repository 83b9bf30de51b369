//! The steps of Ruby: its runtime and its gems with the tools of the language, which come from Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::Language;

use super::group::Group;
use super::shell::{output, run, Shell};
use super::{packages, papers, steady, Outcome};

/// What has to be installed, in the names of Debian.
const DEBIAN: [&str; 4] = ["ruby", "rubocop", "ruby-minitest", "rake"];

/// The hand-written runtime.
const RUNTIME: &str = "templates/ruby/runtime";

/// Compiles all programs of a package, those in its README too.
const COMPILE: &str = "
Dir['{lib,examples,test}/**/*.rb'].each { |path| RubyVM::InstructionSequence.compile_file(path) }
blocks = File.read('README.md').scan(/^```ruby\n(.*?)^```/m).flatten
abort 'README.md holds no program' if blocks.empty?
blocks.each { |block| RubyVM::InstructionSequence.compile(block) }
";

/// How many files a command is given: its arguments must not be longer than the system allows.
const COMMAND_LINE: usize = 5000;

/// Libraries that signatures name types of.
const LIBRARIES: [&str; 6] = ["-r", "date", "-r", "bigdecimal", "-r", "pathname"];

/// The runtime's own lint and tests; then lint, tests, signatures and packaging of each generated gem, and its driver.
pub fn ruby(shell: &Shell) -> Outcome {
    let rbs = tools(shell)?;
    let runtime = shell.root.join(RUNTIME);
    rubocop(shell, &runtime)?;
    let tests = tests_in(&runtime.join("test"))?;
    let mut count = tests.len();
    for test in tests {
        clean(ruby_in(shell, &runtime).arg("-Itest").arg(test))?;
    }
    for (description, package) in packages::with_descriptions(shell, Language::Ruby)? {
        let copy = packages::copy(shell, &package)?;
        rubocop(shell, &copy)?;
        for test in tests_in(&copy.join("test"))? {
            clean(ruby_in(shell, &copy).arg(test))?;
            count += 1;
        }
        compile(shell, &copy)?;
        validate(shell, &rbs, &copy)?;
        gem(shell, &copy)?;
        drive(shell, &description, &package, &copy)?;
    }
    Ok(Some(format!("{count} files of tests")))
}

/// Gems load without a warning, all their programs compile, their signatures are valid.
pub fn check(shell: &Shell, group: &Group) -> Result<(), String> {
    let rbs = tools(shell)?;
    let mut written = Vec::new();
    for package in group.packages() {
        clean(ruby_in(shell, &package).arg("test/load_test.rb"))?;
        compile(shell, &package)?;
        validate(shell, &rbs, &package)?;
        written.extend(generated(&package)?);
    }
    // All in few runs, since RuboCop takes long to start; the runtime was looked at already.
    let settings = shell.root.join("templates/ruby/rubocop.yml");
    for some in written.chunks(COMMAND_LINE) {
        run(shell
            .program("rubocop")
            .args([
                "--cache",
                "false",
                "--format",
                "simple",
                "--fail-level",
                "convention",
                "--config",
            ])
            .arg(&settings)
            .args(some))?;
    }
    Ok(())
}

/// The same, and their examples survive.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check(shell, group)?;
    for package in group.packages() {
        for test in tests_in(&package.join("test"))? {
            clean(ruby_in(shell, &package).arg(test))?;
        }
    }
    Ok(())
}

/// The programs of a package that are not those of the runtime.
fn generated(package: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![package.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() && !path.ends_with("runtime") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rb") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The example programs of the gems, and those of their READMEs.
pub fn steady(shell: &Shell) -> Outcome {
    tools(shell)?;
    steady::drive(shell, Language::Ruby, |package| {
        papers::ruby(shell, package)?;
        let programs = steady::example_programs(&package.join("examples"), ".rb")?;
        let programs = programs.iter().filter(|name| *name != "common");
        let command = |name: &String| {
            let mut command = ruby_in(shell, package);
            command.arg(format!("examples/{name}.rb"));
            command
        };
        Ok(programs.map(command).collect())
    })
}

/// Finds the tools, or installs them where that can be done, and gives the name of `rbs`, which Debian has with its version only.
fn tools(shell: &Shell) -> Result<String, String> {
    if let Some(rbs) = found(shell) {
        return Ok(rbs);
    }
    let how = format!("install them: `apt-get install {}`", DEBIAN.join(" "));
    let is_root = output(shell.program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root && output(shell.program("apt-get").arg("--version")).is_ok() {
        run(shell
            .program("apt-get")
            .args(["install", "-y", "-qq"])
            .args(DEBIAN))
        .map_err(|error| format!("Ruby or its tools are missing: {error}; {how}"))?;
    }
    found(shell).ok_or_else(|| {
        format!("one of `ruby` (3.0 or later), `rubocop`, `rbs`, `rake` or the gem minitest is not there: {how}")
    })
}

fn found(shell: &Shell) -> Option<String> {
    let version = output(shell.program("ruby").args([
        "-rminitest",
        "-rrake",
        "-e",
        "print RUBY_VERSION[/\\d+\\.\\d+/]",
    ]))
    .ok()?;
    output(shell.program("rubocop").arg("-v")).ok()?;
    let names = ["rbs".to_owned(), format!("rbs{version}")];
    names
        .into_iter()
        .find(|name| output(shell.program(name).arg("--version")).is_ok())
}

/// `ruby` with all warnings, in a folder with a library.
fn ruby_in(shell: &Shell, folder: &Path) -> Command {
    let mut command = shell.program("ruby");
    command
        .args(["-w", "-Ilib"])
        .env_remove("RUBYOPT")
        .current_dir(folder);
    command
}

/// Runs a program of Ruby; what it warns of is an error.
fn clean(command: &mut Command) -> Result<(), String> {
    let done = command
        .output()
        .map_err(|error| format!("cannot run ruby: {error}"))?;
    let said = String::from_utf8_lossy(&done.stderr);
    if done.status.success() && !said.contains("warning:") {
        return Ok(());
    }
    let shown = String::from_utf8_lossy(&done.stdout);
    Err(format!(
        "{command:?} ended with {}:\n{shown}\n{said}",
        done.status
    ))
}

fn rubocop(shell: &Shell, folder: &Path) -> Result<(), String> {
    run(shell
        .program("rubocop")
        .args([
            "--cache",
            "false",
            "--format",
            "simple",
            "--fail-level",
            "convention",
        ])
        .current_dir(folder))
}

/// What no test loads is compiled all the same, in one run of Ruby.
fn compile(shell: &Shell, folder: &Path) -> Result<(), String> {
    clean(ruby_in(shell, folder).args(["-e", COMPILE]))
}

fn validate(shell: &Shell, rbs: &str, folder: &Path) -> Result<(), String> {
    output(
        shell
            .program(rbs)
            .args(["-I", "sig"])
            .args(LIBRARIES)
            .args(["validate", "--silent"])
            .current_dir(folder),
    )
    .map(drop)
}

/// Builds the gem, which is the registry's own check, and loads it as it would be installed.
fn gem(shell: &Shell, folder: &Path) -> Result<(), String> {
    let script =
        "spec = Gem::Specification.load(Dir['*.gemspec'].first); spec.validate; print spec.name";
    let name = output(ruby_in(shell, folder).args(["-e", script]))?;
    run(shell
        .program("gem")
        .args(["build", "--output", "built.gem", &format!("{name}.gemspec")])
        .current_dir(folder))?;
    let installed = folder.join("installed");
    run(shell
        .program("gem")
        .args([
            "install",
            "--local",
            "--no-document",
            "--quiet",
            "--install-dir",
        ])
        .arg(&installed)
        .arg("built.gem")
        .current_dir(folder))?;
    let script = format!("require '{name}'");
    clean(
        shell
            .program("ruby")
            .args(["-w", "-e", &script])
            .env("GEM_PATH", &installed)
            .current_dir("/"),
    )?;
    fs::remove_dir_all(&installed)
        .map_err(|error| format!("cannot remove {}: {error}", installed.display()))
}

/// The command that runs a driver.
pub fn driver_command(shell: &Shell, driver: &Path) -> Result<String, String> {
    tools(shell)?;
    Ok(format!("ruby {}", driver.join("driver.rb").display()))
}

/// The command that runs a program with a package. What is garbage is collected soon, so that it does not count as memory in use.
pub fn program_command(shell: &Shell, package: &Path, program: &Path) -> Result<String, String> {
    tools(shell)?;
    let library = package.join("lib");
    Ok(format!(
        "env RUBY_GC_MALLOC_LIMIT_MAX=4000000 ruby -w -I{} {}",
        library.display(),
        program.display()
    ))
}

/// Makes calls through the driver of a package.
fn drive(
    shell: &Shell,
    description: &Path,
    package: &sdkwright::config::PackageTarget,
    copy: &Path,
) -> Result<(), String> {
    let folder = packages::driver(description, Language::Ruby, copy, &package.options)?;
    let test = shell.root.join("templates/ruby/driver/driver_test.rb");
    clean(ruby_in(shell, &folder).arg(test).env("DRIVER", &folder))
}

/// Programs below a folder whose names end in `_test.rb`, sorted.
fn tests_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut folders = vec![folder.to_path_buf()];
    let mut tests = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder)
            .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with("_test.rb") {
                tests.push(path);
            }
        }
    }
    tests.sort();
    if tests.is_empty() {
        return Err(format!("{} holds no test", folder.display()));
    }
    Ok(tests)
}
