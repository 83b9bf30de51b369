//! The example programs of the generated packages against a mock server that this project did not write. It answers by the
//! description, and ends with an error if anything that was sent does not fit the description.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::shell::{output, run, Shell};
use super::{packages, tools, Outcome};
use sdkwright::config::Language;
use sdkwright::emit::environment::{Credentials, Environment};

/// How long the server may take to start and to stop.
const PATIENCE: Duration = Duration::from_secs(20);

/// The example programs of the Rust packages.
pub fn rust(shell: &Shell) -> Outcome {
    drive(shell, Language::Rust, |package| {
        run(&mut packages::cargo(
            shell,
            package,
            &["build", "--quiet", "--examples"],
        ))?;
        let built = shell.target("packages/target/debug/examples");
        let programs = example_programs(&package.join("examples"), ".rs")?;
        Ok(programs
            .iter()
            .map(|name| shell.program(built.join(name)))
            .collect())
    })
}

/// Runs every example program of every package of a language; each operation has one. `programs` makes the commands for a copy
/// of a package; the environment is set here.
pub fn drive(
    shell: &Shell,
    language: Language,
    programs: impl Fn(&Path) -> Result<Vec<Command>, String>,
) -> Outcome {
    let mut calls = 0;
    for (description, package) in packages::with_descriptions(shell, language)? {
        let copy = packages::copy(shell, &package)?;
        let mut programs = programs(&copy)?;
        let read = sdkwright::read(&description, &Default::default());
        let api = read
            .usable()
            .ok_or_else(|| format!("{} has errors", description.display()))?;
        let environment = Environment::new(api);
        let server = Server::start(shell, &description)?;
        for command in &mut programs {
            set(command, &environment, server.port);
            output(command)?;
        }
        server.stop(programs.len())?;
        calls += programs.len();
    }
    Ok(Some(format!("{calls} calls")))
}

/// Sets the variables: the server, and the first credentials.
fn set(command: &mut Command, environment: &Environment, port: u16) {
    let url = format!("http://127.0.0.1:{port}");
    command.env(&environment.base_url, url);
    match environment.credentials.first() {
        None => {}
        Some(Credentials::Basic { username, password }) => {
            command.env(username, "agent@example.com/token");
            command.env(password, "secret");
        }
        Some(Credentials::Token(name) | Credentials::Key(name)) => {
            command.env(name, "secret");
        }
    }
}

/// The names of the programs in a folder, without `suffix`, which they have in common.
pub fn example_programs(folder: &Path, suffix: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names
        .filter_map(|name| name.strip_suffix(suffix).map(str::to_owned))
        .collect();
    names.sort();
    if names.is_empty() {
        return Err(format!("{} holds no program", folder.display()));
    }
    Ok(names)
}

/// The mock server, running.
pub struct Server {
    process: Child,
    /// Where it listens on the loopback interface.
    pub port: u16,
    log: PathBuf,
}

impl Server {
    pub fn start(shell: &Shell, description: &Path) -> Result<Self, String> {
        // The program behind the launcher of npm: a signal to the launcher would leave it running.
        let launcher = tools::node(shell, "steady")?;
        let modules = launcher
            .parent()
            .and_then(Path::parent)
            .unwrap_or(Path::new(""))
            .to_path_buf();
        let platform = format!(
            "cli-{}-{}",
            std::env::consts::OS.replace("macos", "darwin"),
            node_architecture()
        );
        let program = modules.join("@stdy").join(platform).join("bin/steady");
        if !program.exists() {
            return Err(format!(
                "@stdy/cli has no program for this machine: {} is not there",
                program.display()
            ));
        }
        let port = free_port()?;
        let log = shell.target("tools/steady.log");
        let fail = |error: std::io::Error| format!("cannot start {}: {error}", program.display());
        let process = Command::new(&program)
            .args(["--host", "127.0.0.1", "-p", &port.to_string()])
            .args([
                "--log-format=json",
                "--fail-on-warnings",
                "--fail-on-ambiguous",
            ])
            .arg(description)
            .stdin(Stdio::null())
            .stdout(fs::File::create(&log).map_err(fail)?)
            .stderr(Stdio::inherit())
            .spawn()
            .map_err(fail)?;
        let server = Self { process, port, log };
        server.wait_until_ready()?;
        Ok(server)
    }

    fn wait_until_ready(&self) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if answers(self.port) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!(
            "the mock server did not start; see {}",
            self.log.display()
        ))
    }

    /// Ends the server and hears its verdict: nothing invalid was sent, and every operation was called.
    fn stop(self, calls: usize) -> Result<(), String> {
        let (status, log) = self.end()?;
        let last = log
            .lines()
            .rfind(|line| line.contains("\"shutdown\""))
            .unwrap_or_default();
        if !status.success() {
            return Err(format!(
                "what was sent does not fit the description ({status}):\n{log}"
            ));
        }
        if !last.contains("\"untestedEndpoints\":[]") {
            return Err(format!(
                "not every operation was called by {calls} programs: {last}"
            ));
        }
        Ok(())
    }

    /// Ends the server; gives how it ended, and its log, a JSON text a line.
    pub fn end(mut self) -> Result<(ExitStatus, String), String> {
        let pid = self.process.id().to_string();
        run(Command::new("kill").args(["-TERM", &pid]))?;
        let start = Instant::now();
        let status = loop {
            match self.process.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if start.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(50))
                }
                Ok(None) => return Err("the mock server does not stop".to_owned()),
                Err(error) => return Err(format!("cannot wait for the mock server: {error}")),
            }
        };
        let log = fs::read_to_string(&self.log)
            .map_err(|error| format!("cannot read its log: {error}"))?;
        Ok((status, log))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` it has ended already, and there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The name that npm has for this machine's architecture.
fn node_architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener
        .map(|address| address.port())
        .map_err(|error| format!("no free port: {error}"))
}

/// Whether the server answers its health check.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let request = "GET /_x-steady/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let mut answer = String::new();
    stream.write_all(request.as_bytes()).is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.starts_with("HTTP/1.1 200")
}
