//! Python: the runtime, the generated packages, the packages of all constructs, and the example programs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sdkwright::config::Language;

use super::group::Group;
use super::shell::{run, Shell};
use super::{packages, papers, steady, tools, Outcome};

/// The runtime, and the folder with the lock files of its tools.
const RUNTIME: &str = "templates/python/runtime";

/// Imports all modules of the packages named by its arguments and reads every type that they mention.
const LOAD: &str = "templates/python/runtime/load.py";

/// The tests of a generated service, that of the side conversations.
const SERVICE: &str = "templates/python/runtime/service";

/// Makes calls through the driver of the package of side conversations.
const DRIVE: &str = "templates/python/runtime/drive.py";

/// Format, lint, types and tests of the runtime and of each generated package, and what is published of it.
pub fn python(shell: &Shell) -> Outcome {
    let tools = Tools::new(shell)?;
    let runtime = shell.root.join(RUNTIME);
    tools.format(&runtime)?;
    tools.lint(&runtime)?;
    tools.check_types(&runtime, &[])?;
    tools.test(&runtime, &[], &[])?;
    for (description, package) in packages::with_descriptions(shell, Language::Python)? {
        let copy = packages::copy(shell, &package)?;
        tools.format(&copy)?;
        tools.lint(&copy)?;
        papers::python(shell, &copy)?;
        tools.check_types(&copy, &[])?;
        tools.test(&copy, &[], &[])?;
        let sources = [copy.join("src")];
        tools.load(&copy, &sources)?;
        let service = shell.root.join(SERVICE).display().to_string();
        tools.test(&copy, &[&service], &sources)?;
        tools.publish(&copy)?;
        let driver = packages::driver(&description, Language::Python, &copy, &package.options)?;
        let mut drive = tools.python(&copy, &[]);
        run(drive
            .arg(shell.root.join(DRIVE))
            .arg(driver.join("driver.py")))?;
    }
    Ok(None)
}

/// Packages in a run of each tool.
pub fn check(shell: &Shell, group: &Group) -> Result<(), String> {
    let tools = Tools::new(shell)?;
    let sources = sources(group);
    tools.configure(&group.folder, &sources)?;
    tools.lint_names(&group.folder)?;
    tools.check_types(&group.folder, &sources)?;
    tools.load(&group.folder, &sources)
}

/// The same, and their tests.
pub fn test(shell: &Shell, group: &Group) -> Result<(), String> {
    check(shell, group)?;
    // Not the whole folder: modules of services may be called like tests.
    let tests = group.packages().map(|package| package.join("tests"));
    let tests: Vec<_> = tests
        .filter(|tests| tests.exists())
        .map(|tests| tests.display().to_string())
        .collect();
    // A description without examples has nothing to be read and written again.
    if tests.is_empty() {
        return Ok(());
    }
    // Tests become modules by their paths below the root, and a package may be called as its folder is.
    let root = group.folder.parent().unwrap_or(&group.folder);
    let root = format!("--rootdir={}", root.display());
    let arguments = ["--import-mode=importlib", &root].into_iter();
    let arguments: Vec<_> = arguments.chain(tests.iter().map(String::as_str)).collect();
    Tools::new(shell)?.test(&group.folder, &arguments, &sources(group))
}

fn sources(group: &Group) -> Vec<PathBuf> {
    group
        .packages()
        .map(|package| package.join("src"))
        .collect()
}

/// The example programs of the packages, and those of their READMEs.
pub fn steady(shell: &Shell) -> Outcome {
    let tools = Tools::new(shell)?;
    steady::drive(shell, Language::Python, |package| {
        papers::python(shell, package)?;
        let examples = package.join("examples");
        let programs = steady::example_programs(&examples, ".py")?;
        let programs = programs.iter().filter(|name| *name != "new_client");
        Ok(programs
            .map(|name| {
                let mut command = tools.python(package, &[package.join("src")]);
                command.arg(examples.join(format!("{name}.py")));
                command
            })
            .collect())
    })
}

/// The command that runs a driver.
pub fn driver_command(shell: &Shell, driver: &Path) -> Result<String, String> {
    let python = tools::pip(shell, RUNTIME, "python-runtime")?.join("python");
    let program = driver.join("driver.py");
    Ok(format!("{} {}", python.display(), program.display()))
}

/// The command that runs a program with a package.
pub fn program_command(shell: &Shell, package: &Path, program: &Path) -> Result<String, String> {
    let python = tools::pip(shell, RUNTIME, "python-runtime")?.join("python");
    let (path, python) = (package.join("src"), python.display());
    let path = path.display();
    Ok(format!(
        "env PYTHONPATH={path} {python} {}",
        program.display()
    ))
}

/// The programs, each at the version of its lock file.
struct Tools<'s> {
    shell: &'s Shell,
    python: PathBuf,
    node: PathBuf,
}

impl<'s> Tools<'s> {
    fn new(shell: &'s Shell) -> Result<Self, String> {
        Ok(Self {
            shell,
            python: tools::pip(shell, RUNTIME, "python-runtime")?,
            node: tools::npm(shell, RUNTIME, "python-runtime-node")?,
        })
    }

    /// A program in a folder, where it leaves nothing behind.
    fn program(&self, folder: &Path, program: &Path) -> Command {
        let mut command = self.shell.program(program);
        command
            .current_dir(folder)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("MYPY_CACHE_DIR", self.shell.target("packages/python-mypy"))
            .env("RUFF_NO_CACHE", "true");
        command
    }

    /// Python with warnings as errors.
    fn python(&self, folder: &Path, sources: &[PathBuf]) -> Command {
        let mut command = self.program(folder, &self.python.join("python"));
        command.args(["-W", "error"]);
        if let Ok(path) = std::env::join_paths(sources) {
            command.env("PYTHONPATH", path);
        }
        command
    }

    fn format(&self, folder: &Path) -> Result<(), String> {
        let ruff = self.python.join("ruff");
        run(self
            .program(folder, &ruff)
            .args(["format", "--check", "--quiet", "."]))
    }

    fn lint(&self, folder: &Path) -> Result<(), String> {
        let ruff = self.python.join("ruff");
        run(self.program(folder, &ruff).args(["check", "--quiet", "."]))
    }

    /// The same where names are as strange as can be: the order in which ruff sorts them is not followed to the last.
    fn lint_names(&self, folder: &Path) -> Result<(), String> {
        let ruff = self.python.join("ruff");
        run(self
            .program(folder, &ruff)
            .args(["check", "--quiet", "--ignore=I001", "."]))
    }

    /// By both type checkers, each as strict as it can be. Without `sources` the folder says itself what belongs to it.
    fn check_types(&self, folder: &Path, sources: &[PathBuf]) -> Result<(), String> {
        let mut mypy = self.program(folder, &self.python.join("mypy"));
        mypy.arg("--no-error-summary")
            .arg("--python-executable")
            .arg(self.python.join("python"));
        for name in modules(sources)? {
            mypy.args(["-p", &name]);
        }
        run(&mut mypy)?;
        let mut pyright = self.program(folder, &self.node.join("pyright"));
        run(pyright.arg("--pythonpath").arg(self.python.join("python")))
    }

    fn test(&self, folder: &Path, arguments: &[&str], sources: &[PathBuf]) -> Result<(), String> {
        let mut command = self.python(folder, sources);
        run(command
            .args([
                "-m",
                "pytest",
                "-q",
                "-W",
                "error",
                "-p",
                "no:cacheprovider",
            ])
            .args(arguments))
    }

    fn load(&self, folder: &Path, sources: &[PathBuf]) -> Result<(), String> {
        run(self
            .python(folder, sources)
            .arg(self.shell.root.join(LOAD))
            .args(modules(sources)?))
    }

    /// Builds what would be uploaded, and checks it as the registry would.
    fn publish(&self, package: &Path) -> Result<(), String> {
        let build = ["-m", "build", "--no-isolation", "--outdir", "dist", "."];
        run(self
            .program(package, &self.python.join("python"))
            .args(build))?;
        let mut built = Vec::new();
        for entry in fs::read_dir(package.join("dist"))
            .map_err(|error| format!("nothing was built: {error}"))?
        {
            built.push(entry.map_err(|error| error.to_string())?.path());
        }
        run(self
            .program(package, &self.python.join("twine"))
            .args(["check", "--strict"])
            .args(built))
    }

    /// Writes the settings under which a folder of many packages is checked at once: those of each package.
    fn configure(&self, folder: &Path, sources: &[PathBuf]) -> Result<(), String> {
        let paths: Vec<String> = sources
            .iter()
            .map(|source| format!("{:?}", source.display().to_string()))
            .collect();
        let paths = paths.join(", ");
        let own = fs::read_to_string(sources[0].with_file_name("pyproject.toml"))
            .map_err(|error| error.to_string())?;
        let lint = own
            .split("[tool.ruff]")
            .nth(1)
            .and_then(|rest| rest.split("[tool.mypy]").next())
            .unwrap_or_default();
        let settings = format!(
            "[tool.ruff]{lint}[tool.mypy]\nstrict = true\npython_version = \"3.10\"\nmypy_path = [{paths}]\n\n\
             [tool.pyright]\ntypeCheckingMode = \"strict\"\npythonVersion = \"3.10\"\nextraPaths = [{paths}]\n"
        );
        fs::write(folder.join("pyproject.toml"), settings).map_err(|error| error.to_string())
    }
}

/// The packages in source folders.
fn modules(sources: &[PathBuf]) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for source in sources {
        let entries = fs::read_dir(source)
            .map_err(|error| format!("cannot read {}: {error}", source.display()))?;
        for entry in entries {
            let name = entry
                .map_err(|error| error.to_string())?
                .file_name()
                .to_string_lossy()
                .into_owned();
            if !name.starts_with('.') && !name.starts_with("__") {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}
