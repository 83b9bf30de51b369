//! A project of Gradle that uses a Java package as its README says, and as `mvn install` left it in the local repository.

use std::fs;
use std::path::Path;

use super::readme;
use super::shell::{output, run, Shell};

/// What the project says: nothing that only newer versions of Gradle know, or only older ones.
const BUILD: &str = "apply plugin: 'java'
repositories { maven { url 'REPOSITORY' } }
dependencies { DEPENDENCY }
";

/// What the package brings along.
const TRANSITIVE: &str = "com.fasterxml.jackson.core:jackson-databind";

/// Compiles `program` in a project of Gradle, which finds the package and all that it needs in a repository of Maven.
/// The line by which it depends on the package is that of the package's README.
pub fn consume(
    shell: &Shell,
    repository: &Path,
    package: &Path,
    program: &Path,
) -> Result<(), String> {
    find(shell)?;
    let project = shell.target("packages/java-gradle");
    let fail = |error| format!("cannot prepare {}: {error}", project.display());
    let sources = project.join("src/main/java");
    if project.exists() {
        fs::remove_dir_all(&project).map_err(fail)?;
    }
    fs::create_dir_all(&sources).map_err(fail)?;
    let paper = package.join("README.md");
    let blocks = readme::blocks(shell, &paper.to_string_lossy(), "kotlin")?;
    let dependency = blocks.first().map_or("", |block| block.text.trim());
    let name = program.file_name().unwrap_or_default();
    fs::copy(program, sources.join(name)).map_err(fail)?;
    let build = BUILD
        .replace("REPOSITORY", &repository.display().to_string())
        .replace("DEPENDENCY", dependency);
    fs::write(project.join("build.gradle"), build).map_err(fail)?;
    fs::write(project.join("settings.gradle"), "").map_err(fail)?;
    let mut gradle = shell.program("gradle");
    gradle
        .args(["--quiet", "--offline", "--no-daemon", "--gradle-user-home"])
        .arg(shell.target("tools/gradle"))
        .args(["compileJava", "dependencies"])
        .args(["--configuration", "runtimeClasspath"])
        .current_dir(&project);
    let shown = output(&mut gradle)?;
    if shown.contains(TRANSITIVE) {
        return Ok(());
    }
    Err(format!("Gradle does not find {TRANSITIVE}:\n{shown}"))
}

/// Gradle is on the PATH, or is installed from the packages of Debian where that is allowed.
fn find(shell: &Shell) -> Result<(), String> {
    let found = || output(shell.program("gradle").arg("--version")).is_ok();
    if found() {
        return Ok(());
    }
    let how = "`gradle` is not on the PATH: install it (Debian: `apt-get install gradle`); a project of it uses the package";
    let is_root = output(shell.program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root && output(shell.program("apt-get").arg("--version")).is_ok() {
        let mut install = shell.program("apt-get");
        install.args([
            "install",
            "--yes",
            "--quiet",
            "--no-install-recommends",
            "gradle",
        ]);
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut install).map_err(|error| format!("{how} ({error})"))?;
    }
    if found() {
        Ok(())
    } else {
        Err(how.to_owned())
    }
}
