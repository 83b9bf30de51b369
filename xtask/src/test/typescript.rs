//! The TypeScript runtime and the packages that are made with it, by the tools of the runtime's own lock file.
//!
//! Everything is copied below `target/packages`, where the tools are found in a folder above, as in any project of Node.js.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::{Language, PackageOptions};
use serde_json::json;

use super::group::Group;
use super::shell::{output, run, Shell};
use super::{packages, readme, steady, tools, Outcome};

/// The runtime as a project of its own.
const RUNTIME: &str = "templates/typescript/runtime";

/// The lock file of the oldest Node.js that packages run on.
const OLDEST: &str = "templates/typescript/oldest-node";

/// Format, lint and unit tests of the runtime; the generated package linted, compiled, tested, and ready to be published.
pub fn package(shell: &Shell) -> Outcome {
    let tools = Tools::new(shell)?;
    let runtime = tools.runtime()?;
    run(&mut tools.tool("prettier", &runtime, &["--check", "--log-level=warn", "."]))?;
    run(&mut tools.tool("eslint", &runtime, &["--max-warnings=0", "."]))?;
    // Without the types of Node.js: the runtime may use nothing but what all platforms have.
    run(&mut tools.tool("tsc", &runtime, &["-p", "tsconfig.src.json"]))?;
    run(&mut tools.tool("tsc", &runtime, &["-p", "tsconfig.json"]))?;
    tools.tests(&runtime, &["build/test/"])?;
    for (description, package) in packages::with_descriptions(shell, Language::TypeScript)? {
        let copy = packages::copy(shell, &package)?;
        tools.build(&copy)?;
        programs_of_readme(shell, &copy)?;
        run(&mut tools.tool("tsc", &copy, &["-p", "tsconfig.test.json"]))?;
        tools.tests(&copy, &["build/test/"])?;
        lint(&tools, &runtime, &copy)?;
        run(&mut tools.tool("publint", &copy, &["--strict"]))?;
        run(&mut tools.tool(
            "attw",
            &copy,
            &["--pack", ".", "--profile", "node16", "--quiet"],
        ))?;
        run(tools.program("npm", &copy).args([
            "publish",
            "--dry-run",
            "--ignore-scripts",
            "--access",
            "public",
        ]))?;
        run(tools.check(&runtime, "bundle.js").arg(&copy))?;
        driver(&tools, &runtime, &description, &copy, &package.options)?;
        run(tools
            .check(&runtime, "browser.js")
            .arg(chromium(shell)?)
            .arg(&copy))?;
    }
    Ok(None)
}

/// Packages, compiled in one run.
pub fn check(shell: &Shell, group: &Group) -> Result<(), String> {
    let tools = Tools::new(shell)?;
    let mut paths = serde_json::Map::new();
    for name in &group.names {
        for (entry, file) in ENTRIES {
            paths.insert(
                format!("{name}{entry}"),
                json!([format!("./{name}/src/{file}.ts")]),
            );
        }
    }
    let first = group.names.first().map_or("", String::as_str);
    let options = json!({
        "extends": format!("./{first}/tsconfig.test.json"),
        "compilerOptions": { "rootDir": ".", "outDir": "build", "paths": paths },
        "include": ["*/src", "*/examples", "*/test"],
    });
    write(&group.folder.join("tsconfig.json"), &options.to_string())?;
    run(&mut tools.tool("tsc", &group.folder, &["-p", "tsconfig.json"]))
}

/// The same, and their examples read and written again.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check(shell, group)?;
    let mut tests = Vec::new();
    for name in &group.names {
        tests.extend(built(&group.folder, name)?);
    }
    // Without any, the runner would look for some by itself.
    if tests.is_empty() {
        return Ok(());
    }
    let tests: Vec<&str> = tests.iter().map(String::as_str).collect();
    Tools::new(shell)?.tests(&group.folder, &tests)
}

/// Every example program against the mock server.
pub fn steady(shell: &Shell) -> Outcome {
    let tools = Tools::new(shell)?;
    steady::drive(shell, Language::TypeScript, |copy| {
        tools.build(copy)?;
        run(&mut tools.tool("tsc", copy, &["-p", "tsconfig.test.json"]))?;
        let names = steady::example_programs(&copy.join("examples"), ".ts")?;
        let programs = names.iter().filter(|name| *name != "client");
        Ok(programs
            .map(|name| {
                let mut command = tools.program("node", copy);
                command.arg(format!("build/examples/{name}.js"));
                command
            })
            .collect())
    })
}

/// Entries of a package, and the source of each.
const ENTRIES: [(&str, &str); 4] = [
    ("", "index"),
    ("/models", "models"),
    ("/operations", "services/index"),
    ("/runtime", "runtime/index"),
];

/// Makes what was built of a package one that its tests find by name, and gives the test of its examples, if it has any.
fn built(folder: &Path, name: &str) -> Result<Option<String>, String> {
    let build = folder.join("build");
    let exports: serde_json::Map<_, _> = ENTRIES
        .iter()
        .map(|(entry, file)| (format!(".{entry}"), json!(format!("./src/{file}.js"))))
        .collect();
    let manifest = json!({ "name": name, "type": "module", "exports": exports });
    write(
        &build.join(name).join("package.json"),
        &manifest.to_string(),
    )?;
    link(&build.join(name), &build.join("node_modules").join(name))?;
    let examples = folder.join(name).join("test/examples.json");
    if !examples.exists() {
        return Ok(None);
    }
    fs::copy(&examples, build.join(name).join("test/examples.json"))
        .map_err(|error| format!("cannot copy {}: {error}", examples.display()))?;
    Ok(Some(format!("build/{name}/test/round_trip.test.js")))
}

/// Puts the programs of a package's README among its examples, so that they are compiled with them.
fn programs_of_readme(shell: &Shell, copy: &Path) -> Result<(), String> {
    let paper = copy.join("README.md");
    let blocks = readme::blocks(shell, &paper.to_string_lossy(), "ts")?;
    // A declaration holds for a whole program, and the examples are written for the types without it.
    let programs = blocks
        .iter()
        .filter(|block| !block.text.contains("declare module"));
    for (index, block) in programs.enumerate() {
        write(
            &copy.join(format!("examples/readme_{index}.ts")),
            &block.text,
        )?;
    }
    Ok(())
}

/// The strict rules, and the layout that the formatter would choose.
fn lint(tools: &Tools<'_>, runtime: &Path, copy: &Path) -> Result<(), String> {
    let config = |file: &str| format!("--config={}", runtime.join(file).display());
    let prettier = config(".prettierrc.json");
    let files = [
        "src/**/*.ts",
        "examples/*.ts",
        "!examples/readme_*.ts",
        "test/*.ts",
    ];
    run(tools
        .tool(
            "prettier",
            copy,
            &["--check", "--log-level=warn", &prettier],
        )
        .args(files))?;
    // Files above the folder of their rules are not looked at.
    fs::copy(
        runtime.join("eslint.package.js"),
        copy.join("eslint.config.js"),
    )
    .map_err(|error| format!("cannot copy the rules of eslint: {error}"))?;
    run(&mut tools.tool("eslint", copy, &["--max-warnings=0", "src"]))
}

/// The driver of a package, compiled and asked for a few calls.
fn driver(
    tools: &Tools<'_>,
    runtime: &Path,
    description: &Path,
    copy: &Path,
    options: &PackageOptions,
) -> Result<(), String> {
    let folder = packages::driver(description, Language::TypeScript, copy, options)?;
    compile_driver(tools, copy, &folder, &options.name)?;
    run(tools
        .check(runtime, "driver.js")
        .arg(folder.join("driver.js")))
}

/// Compiles a driver against the package `name` in the folder `package`, which is built.
fn compile_driver(
    tools: &Tools<'_>,
    package: &Path,
    driver: &Path,
    name: &str,
) -> Result<(), String> {
    link(package, &driver.join("node_modules").join(name))?;
    run(&mut tools.tool("tsc", driver, &["-p", "tsconfig.json"]))
}

/// Builds a package with its driver, and gives the command that runs it.
pub fn driver_command(
    shell: &Shell,
    package: &Path,
    driver: &Path,
    name: &str,
) -> Result<String, String> {
    let tools = Tools::new(shell)?;
    // Of the two forms of the package, the driver takes that of modules.
    run(&mut tools.tool("tsc", package, &["-p", "tsconfig.json"]))?;
    compile_driver(&tools, package, driver, name)?;
    Ok(format!("node {}", driver.join("driver.js").display()))
}

/// Builds a package with a program among its examples, and gives the command that runs that.
pub fn program_command(shell: &Shell, package: &Path, program: &Path) -> Result<String, String> {
    let tools = Tools::new(shell)?;
    let name = program.file_name().unwrap_or_default();
    fs::copy(program, package.join("examples").join(name))
        .map_err(|error| format!("cannot copy {}: {error}", program.display()))?;
    tools.build(package)?;
    run(&mut tools.tool("tsc", package, &["-p", "tsconfig.test.json"]))?;
    let built = package.join("build/examples").join(name);
    Ok(format!("node {}", built.with_extension("js").display()))
}

/// The browser: on the PATH, or installed from the packages of Debian where that is allowed.
fn chromium(shell: &Shell) -> Result<PathBuf, String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = || {
        let mut names = names.iter();
        names
            .find(|name| output(shell.program(name).arg("--version")).is_ok())
            .map(PathBuf::from)
    };
    if let Some(found) = found() {
        return Ok(found);
    }
    let how = "`chromium` is not on the PATH: install it (Debian: `apt-get install chromium`); the bundle is tested in it";
    let is_root = output(shell.program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root {
        return Err(how.to_owned());
    }
    let mut install = shell.program("apt-get");
    install.args([
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        "chromium",
    ]);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    run(&mut install).map_err(|error| format!("{how} ({error})"))?;
    found().ok_or_else(|| how.to_owned())
}

/// The tools of Node.js.
struct Tools<'s> {
    shell: &'s Shell,
    programs: PathBuf,
}

impl<'s> Tools<'s> {
    fn new(shell: &'s Shell) -> Result<Self, String> {
        let programs = tools::npm(shell, RUNTIME, "typescript")?;
        let modules = programs.parent().unwrap_or(&programs);
        link(modules, &shell.target("packages").join("node_modules"))?;
        Ok(Self { shell, programs })
    }

    /// A program in a folder.
    fn program(&self, program: &str, folder: &Path) -> Command {
        let mut command = self.shell.program(program);
        command.current_dir(folder);
        command
    }

    /// An installed tool in a folder.
    fn tool(&self, name: &str, folder: &Path, args: &[&str]) -> Command {
        let mut command = self.shell.program(self.programs.join(name));
        command.current_dir(folder).args(args);
        command
    }

    /// The test runner, which reports failures only, of the Node.js that is here and of the oldest.
    fn tests(&self, folder: &Path, files: &[&str]) -> Result<(), String> {
        let oldest = tools::npm(self.shell, OLDEST, "oldest-node")?.join("node");
        if !oldest.exists() {
            return Err(format!(
                "{OLDEST} has no Node.js for this system: add its package"
            ));
        }
        for node in [PathBuf::from("node"), oldest] {
            let mut command = self.shell.program(node);
            command.args(["--test", "--test-reporter=dot"]).args(files);
            run(command.current_dir(folder))?;
        }
        Ok(())
    }

    /// A program of the runtime's project that looks at a package.
    fn check(&self, runtime: &Path, name: &str) -> Command {
        let mut command = self.program("node", runtime);
        command.arg(format!("checks/{name}"));
        command
    }

    /// Builds a package as its own script does, with the compiler that is pinned here.
    fn build(&self, package: &Path) -> Result<(), String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.programs.clone()).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(paths).map_err(|error| error.to_string())?;
        run(self
            .program("npm", package)
            .args(["run", "--silent", "build"])
            .env("PATH", path))
    }

    /// A copy of the runtime's project, brought up to date.
    fn runtime(&self) -> Result<PathBuf, String> {
        let copy = self.shell.target("packages/typescript-runtime");
        let fail = |error| format!("cannot copy the runtime to {}: {error}", copy.display());
        if copy.exists() {
            fs::remove_dir_all(&copy).map_err(fail)?;
        }
        let list = output(self.shell.program("git").args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            RUNTIME,
        ]))?;
        for file in list.lines() {
            let place = copy.join(
                file.strip_prefix(RUNTIME)
                    .unwrap_or(file)
                    .trim_start_matches('/'),
            );
            fs::create_dir_all(place.parent().unwrap_or(&copy)).map_err(fail)?;
            fs::copy(self.shell.root.join(file), place).map_err(fail)?;
        }
        Ok(copy)
    }
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let made =
        fs::create_dir_all(file.parent().unwrap_or(file)).and_then(|()| fs::write(file, text));
    made.map_err(|error| format!("cannot write {}: {error}", file.display()))
}

/// Makes `link` lead to a folder.
fn link(folder: &Path, link: &Path) -> Result<(), String> {
    let made = fs::create_dir_all(link.parent().unwrap_or(link)).and_then(|()| {
        if link.is_symlink() {
            fs::remove_file(link)?;
        }
        symlink(folder, link)
    });
    made.map_err(|error| format!("cannot make the link {}: {error}", link.display()))
}

#[cfg(unix)]
fn symlink(folder: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(folder, link)
}

#[cfg(windows)]
fn symlink(folder: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(folder, link)
}
