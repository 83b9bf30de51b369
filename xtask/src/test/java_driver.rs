//! The driver of a Java package: it is generated beside the package, and answers as its protocol says.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sdkwright::config::{Language, PackageOptions};

use super::java::{class_path, compile, files};
use super::shell::Shell;
use super::{packages, readme};

/// Calls to the driver, and what stands in the answer to each.
const DRIVEN: &[(&str, &[&str])] = &[
    (
        r#"{"id": 1, "operationId": "ListSideConversations", "args": {"path": {"ticket_id": 1}, "query": {"page": 2}}, "auth": {"basicAuth": {"username": "u", "password": "p"}}}"#,
        &[
            r#""id":1,"ok":true,"status":200"#,
            r#""side_conversations":[]"#,
        ],
    ),
    (
        r#"{"id": 2, "operationId": "ListSideConversations", "args": {"path": {"ticket_id": 1}}, "auth": {"basicAuth": {"username": "u", "password": "p"}}, "options": {"collectPages": true}}"#,
        &[r#""value":[],"pages":1"#],
    ),
    (
        r#"{"id": 3, "operationId": "ListSideConversations", "args": {"path": {"ticket_id": 1}}}"#,
        &[r#""ok":false,"error":{"kind":"local""#],
    ),
    (
        r#"{"id": 4, "operationId": "ShowSideConversation", "args": {"path": {"ticket_id": 1, "side_conversation_id": ".."}}, "auth": {"bearerAuth": {"token": "t"}}}"#,
        &[r#""kind":"local""#],
    ),
    (
        r#"{"id": 5, "operationId": "ShowSideConversation", "args": {"path": {"ticket_id": 1, "side_conversation_id": "x"}}, "auth": {"bearerAuth": {"token": "t"}}}"#,
        &[r#""kind":"decode""#],
    ),
    (
        r#"{"id": 6, "operationId": "Nothing"}"#,
        &[r#""kind":"unsupported""#],
    ),
];

/// The driver of a package answers as its protocol says.
pub fn test(
    shell: &Shell,
    libraries: &[PathBuf],
    description: &Path,
    copy: &Path,
    options: &PackageOptions,
) -> Result<(), String> {
    let sources = packages::driver(description, Language::Java, copy, options)?;
    let classes = shell.target("packages/java-driver");
    let program = first_call(shell, copy)?;
    compile(
        shell,
        libraries,
        &[copy.join("src/main"), sources.clone(), program],
        &classes,
    )?;
    let server = TcpListener::bind("127.0.0.1:0").map_err(|error| format!("no server: {error}"))?;
    let address = server
        .local_addr()
        .map_err(|error| format!("no server: {error}"))?;
    // It ends with this program: there is nothing to be told to it.
    std::thread::spawn(move || {
        server
            .incoming()
            .flatten()
            .for_each(|stream| drop(answer(stream)))
    });
    let mut command = shell.program("java");
    command
        .env("CLASSPATH", class_path(libraries, &[classes])?)
        .arg(main_class(&sources)?);
    let fail = |error| format!("cannot run the driver: {error}");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    if let Some(mut input) = child.stdin.take() {
        for (call, _) in DRIVEN {
            let call = call.replacen('{', &format!("{{\"baseUrl\": \"http://{address}\", "), 1);
            writeln!(input, "{call}").map_err(fail)?;
        }
    }
    let output = child.wait_with_output().map_err(fail)?;
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    let answers: Vec<&str> = output.lines().collect();
    for (index, (call, wanted)) in DRIVEN.iter().enumerate() {
        let answer = answers.get(index).copied().unwrap_or("nothing");
        if !wanted.iter().all(|part| answer.contains(part)) {
            return Err(format!("the driver answered {call}\nwith {answer}"));
        }
    }
    Ok(())
}

/// The class of the driver that is run.
pub fn main_class(sources: &Path) -> Result<String, String> {
    let main = files(sources, "java")?
        .into_iter()
        .find(|path| path.file_name().is_some_and(|name| name == "Driver.java"))
        .ok_or("the driver has no main class")?;
    let main = main
        .strip_prefix(sources.join("src/main/java"))
        .unwrap_or(&main)
        .with_extension("");
    Ok(main.to_string_lossy().replace('/', "."))
}

/// The first call of a package's README as a file of its own, in a folder to be compiled.
pub fn first_call(shell: &Shell, copy: &Path) -> Result<PathBuf, String> {
    let paper = copy.join("README.md").to_string_lossy().into_owned();
    let blocks = readme::blocks(shell, &paper, "java")?;
    let whole = blocks
        .iter()
        .find(|block| block.text.contains("class FirstCall"));
    let whole = whole.ok_or("the README has no first call")?;
    let folder = shell.target("packages/java-readme");
    let written = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("FirstCall.java"), &whole.text));
    written.map_err(|error| format!("cannot write {}: {error}", folder.display()))?;
    Ok(folder)
}

/// Answers one request with an empty list.
fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    let body = r#"{"side_conversations": [], "next_page": null}"#;
    let length = body.len();
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}
