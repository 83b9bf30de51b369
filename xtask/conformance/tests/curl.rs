//! The samples for curl: what arrives at a server when a script is run.
//!
//! The step `curl-specs` of `cargo xtask test` generates the scripts and names their folder by a variable; without it there is
//! nothing to run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use conformance::{Recorded, Reply, Server};

/// Characters that mean something to a shell or to curl.
const SECRET: &str = r#"a"b\c $(id) `id` %41 é'"#;

fn script(description: &str, operation: &str) -> PathBuf {
    let folder =
        std::env::var_os("CURL_SAMPLES").expect("run this by `cargo xtask test curl-specs`");
    let path = format!("spec-{description}/examples/{operation}.sh");
    Path::new(&folder).join(path)
}

fn command(description: &str, operation: &str, base_url: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .arg(script(description, operation))
        .env("TEST_SERVICE_BASE_URL", base_url)
        // The title of the hostile description is another one.
        .env("TITLE_X_X_X_RAW_BASE_URL", base_url)
        .env("TEST_SERVICE_USERNAME", "user name")
        .env("TEST_SERVICE_PASSWORD", SECRET)
        .env("TEST_SERVICE_QUERY_KEY", SECRET)
        .env("TEST_SERVICE_COOKIE_KEY", SECRET)
        .env("TEST_SERVICE_HEADER_KEY", "a\"b\\c\r\nX-Evil: 1");
    command
}

/// Runs a script with one answer, and gives the request.
async fn run(
    description: &str,
    operation: &str,
    files: &[&Path],
    status: u16,
) -> (Output, Recorded) {
    let server = Server::replies(vec![Reply::response(status, &[], b"the answer")])
        .await
        .expect("a free port");
    let output = command(description, operation, &server.url())
        .args(files)
        .output()
        .expect("sh can be run");
    let request = server.requests().into_iter().next();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, request.expect(&said))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the generated scripts"]
async fn parameters_are_encoded() {
    let (output, request) = run("parameters", "styles", &[], 200).await;
    assert_eq!(request.target, "/a/1/b/.example;matrix=1/?reserved=a/b");
    assert_eq!(output.stdout, b"the answer");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the generated scripts"]
async fn nothing_expands_and_nothing_is_lost() {
    let (_, request) = run("keys", "keys", &[], 204).await;
    let key = "%61%22%62%5c%63%20%24%28%69%64%29%20%60%69%64%60%20%25%34%31%20%c3%a9%27";
    assert_eq!(
        request.target,
        format!("/keys/a%27b%2Fc%20d?q=%24%28x%29&q=%60y%60&api%20key={key}")
    );
    let cookies = format!("session=a%3Bb%20%22c%22; key={key}");
    assert_eq!(request.header("cookie"), Some(cookies.as_str()));
    assert_eq!(request.header("x-trace"), Some("it's $HOME"));
    assert_eq!(request.header("x-key"), Some("a\"b\\cX-Evil: 1"));
    assert_eq!(request.header("x-evil"), None);
    assert_eq!(request.header("content-type"), Some("text/plain"));
    assert_eq!(request.text(), "two\nlines: $HOME 'quoted' \\ `x`");

    let (_, request) = run("keys", "form", &[], 204).await;
    assert_eq!(request.target, format!("/form?api%20key={key}"));
    assert_eq!(request.text(), "name=a%26b%3Dc%20d%27&tags=x&tags=y");

    let (_, request) = run("keys", "parts", &[], 204).await;
    let text = request.text();
    for part in [
        "name=\"na%22me\"\r\n\r\n@not-a-file;type=text/html \"q\" \\ 'x'\r\n",
        "name=\"data\"\r\nContent-Type: application/json\r\n\r\n{\"a\":\"b;c\\\"d\\\\e\"}\r\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }

    let (_, request) = run("hostile", "op_drop_table", &[], 200).await;
    assert_eq!(request.target, "/things/a%22b%5Cc/%7B%7D");
    assert!(request.text().contains(r#""format!(\"{}\")": "{}""#));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the generated scripts"]
async fn files_are_sent_as_they_are() {
    let folder = std::env::temp_dir().join(format!("curl-samples-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("a\"; b,c.txt");
    fs::write(&file, b"\0one\ntwo\r\n").expect("a file");
    let (_, request) = run("bodies", "others", &[&file], 204).await;
    assert_eq!(request.body, b"\0one\ntwo\r\n");
    assert_eq!(
        request.header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(
        (request.method.as_str(), request.target.as_str()),
        ("POST", "/others")
    );
    for operation in ["multipart", "upload"] {
        let (_, request) = run("bodies", operation, &[&file], 204).await;
        let text = request.text();
        assert!(text.contains("filename=\"a%22; b,c.txt\""), "{text}");
        assert!(text.contains("\r\n\r\n\0one\ntwo\r\n\r\n--"), "{text}");
    }
    fs::remove_dir_all(&folder).expect("it is there");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the generated scripts"]
async fn credentials_are_exact_and_stand_on_no_command_line() {
    let (_, request) = run("security-and-servers", "default", &[], 204).await;
    let expected = "Basic dXNlciBuYW1lOmEiYlxjICQoaWQpIGBpZGAgJTQxIMOpJw==";
    assert_eq!(request.header("authorization"), Some(expected));

    // A program in the place of curl shows what its command line would be.
    let folder = std::env::temp_dir().join(format!("curl-double-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let double = folder.join("curl");
    fs::write(&double, "#!/bin/sh\nprintf '%s\\n' \"$@\"\necho ---\ncat\n").expect("a file");
    let mut mode = fs::metadata(&double).expect("it is there").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    fs::set_permissions(&double, mode).expect("it can be changed");
    let mut path = folder.clone().into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    for (description, operation) in [("security-and-servers", "default"), ("keys", "keys")] {
        let output = command(description, operation, "https://x.example")
            .env("PATH", &path)
            .output()
            .expect("sh can be run");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        let (line, input) = shown.split_once("---\n").expect("the double ran");
        for secret in ["$(id)", "%61%22", "X-Evil"] {
            assert!(!line.contains(secret), "{line}");
        }
        assert!(
            input.contains("$(id)") || input.contains("%61%22"),
            "{input}"
        );
    }
    fs::remove_dir_all(&folder).expect("it is there");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs the generated scripts"]
async fn what_is_missing_is_told_or_left_out() {
    let (output, _) = run("parameters", "styles", &[], 404).await;
    assert_eq!(
        (output.status.code(), output.stdout),
        (Some(22), b"the answer".to_vec())
    );

    let refused = command("security-and-servers", "default", "http://192.0.2.1")
        .output()
        .expect("sh can be run");
    assert_eq!(refused.status.code(), Some(2));

    let server = Server::replies(vec![Reply::response(204, &[], b"")])
        .await
        .expect("a free port");
    for key in ["", "k"] {
        let output = command("keys", "optional", &server.url())
            .env("TEST_SERVICE_QUERY_KEY", key)
            .env("TEST_SERVICE_COOKIE_KEY", key)
            .output()
            .expect("sh can be run");
        assert!(output.status.success(), "{output:?}");
    }
    let sent = server.requests().into_iter();
    let sent: Vec<_> = sent
        .map(|request| {
            let cookie = request.header("cookie").map(str::to_owned);
            (request.target, cookie.unwrap_or_default())
        })
        .collect();
    let pair = |target: &str, cookie: &str| (target.to_owned(), cookie.to_owned());
    assert_eq!(
        sent,
        [
            pair("/optional?q=x", "session=s"),
            pair("/optional?q=x&api%20key=%6b", "session=s; key=%6b")
        ]
    );

    let unset = command("security-and-servers", "default", "https://x.example")
        .env_remove("TEST_SERVICE_PASSWORD")
        .output()
        .expect("sh can be run");
    assert!(!unset.status.success());
    assert!(String::from_utf8_lossy(&unset.stderr).contains("TEST_SERVICE_PASSWORD"));
}
