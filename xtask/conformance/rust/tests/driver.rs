//! The driver: every kind of argument, body, answer and failure, through the program's standard input and output.
//!
//! The step `conformance` of `cargo xtask test` builds the drivers and sets the variables.

mod common;

use std::process::Command;
use std::time::Duration;

use common::{server, CONVERSATION, CREATED};
use conformance::{Driver, Reply, Server};
use serde_json::{json, Value};

/// The driver of a description, given in capitals.
fn driver(description: &str) -> Driver {
    let variable = format!("DRIVER_{description}");
    let program = std::env::var(&variable).unwrap_or_else(|_| {
        panic!("{variable} is not set: run this by `cargo xtask test conformance`")
    });
    Driver::start(Command::new(program)).expect("the driver can be run")
}

/// A call with the fields of `more`, as an agent.
fn request(server: &Server, operation: &str, more: Value) -> Value {
    let mut request = json!({
        "id": 1,
        "baseUrl": server.url(),
        "operationId": operation,
        "auth": {"basicAuth": {"username": "u", "password": "p"}},
        "options": {"maxAttempts": 1},
    });
    for (key, value) in more.as_object().expect("it is an object") {
        request[key] = value.clone();
    }
    request
}

/// What one call of the side conversations comes to.
async fn call(replies: Vec<Reply>, operation: &str, more: Value) -> (Value, Server) {
    let server = server(replies).await;
    let mut driver = driver("SIDE_CONVERSATIONS");
    let answer = driver
        .call(&request(&server, operation, more))
        .await
        .expect("the driver answers");
    (answer, server)
}

/// The kind and the status of a failure.
fn failure(answer: &Value) -> (Option<&str>, Option<u64>) {
    assert_eq!(answer["ok"], false, "{answer}");
    let error = &answer["error"];
    assert!(error["message"].is_string(), "{answer}");
    (error["kind"].as_str(), error["status"].as_u64())
}

const CONVERSATION_PATH: &str = r#"{"ticket_id": 1, "side_conversation_id": "c/1"}"#;

fn conversation_path() -> Value {
    serde_json::from_str(CONVERSATION_PATH).expect("it is JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn arguments_body_and_credentials_are_sent() {
    let more = json!({
        "args": {"path": {"ticket_id": 9_007_199_254_740_993_i64}},
        "body": {"contentType": "application/json", "json": {"message": {"body": "Hi", "to": [{"email": "a@b.example"}]}}},
    });
    let (answer, server) = call(
        vec![Reply::json(201, CREATED)],
        "CreateSideConversation",
        more,
    )
    .await;
    assert_eq!(
        (&answer["id"], &answer["ok"], &answer["status"]),
        (&json!(1), &json!(true), &json!(201)),
        "{answer}"
    );
    assert_eq!(answer["headers"]["content-type"], "application/json");
    assert_eq!(answer["value"]["event"]["id"], "e-1");
    let [sent] = &server.requests()[..] else {
        panic!("one request");
    };
    assert_eq!(
        sent.target,
        "/api/v2/tickets/9007199254740993/side_conversations"
    );
    assert_eq!(sent.header("authorization"), Some("Basic dTpw"));
    let body: Value = serde_json::from_slice(&sent.body).expect("it is JSON");
    assert_eq!(body["message"]["to"][0]["email"], "a@b.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_collected() {
    let page = |ids: &str, next: &str| {
        Reply::json(
            200,
            &format!(r#"{{"side_conversations":[{ids}],"next_page":{next}}}"#),
        )
    };
    let replies = || {
        vec![
            page(
                r#"{"id":"a"},{"id":"b"}"#,
                r#""/api/v2/tickets/1/side_conversations?page=2""#,
            ),
            page(r#"{"id":"c"}"#, "null"),
        ]
    };
    let more = |collect: bool| {
        json!({
            "args": {"path": {"ticket_id": 1}, "query": {"per_page": 2}},
            "options": {"collectPages": collect},
        })
    };
    let (all, server) = call(replies(), "ListSideConversations", more(true)).await;
    let ids: Vec<&str> = all["value"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|item| item["id"].as_str())
        .collect();
    assert_eq!(
        (ids, &all["pages"], &all["status"]),
        (vec!["a", "b", "c"], &json!(2), &json!(200))
    );
    assert_eq!(server.requests().len(), 2);
    let (one, server) = call(replies(), "ListSideConversations", more(false)).await;
    assert_eq!(
        one["value"]["side_conversations"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(
        (one.get("pages"), server.requests().len()),
        (None, 1),
        "{one}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_both_ways() {
    let parts = json!([{"name": "file", "base64": "AAECAw==", "fileName": "a\".bin", "contentType": "image/png"}]);
    let more = json!({"body": {"contentType": "multipart/form-data", "parts": parts}});
    let uploaded = r#"{"upload":{"token":"t","attachment":{"id":"1"}}}"#;
    let (answer, server) = call(
        vec![Reply::json(201, uploaded)],
        "UploadSideConversationAttachment",
        more,
    )
    .await;
    let sent = server.requests().remove(0);
    let text = sent.text();
    assert!(
        text.contains("filename=\"a%22.bin\"") && text.contains("Content-Type: image/png"),
        "{answer} {text}"
    );
    assert!(
        sent.body.windows(4).any(|bytes| bytes == [0, 1, 2, 3]),
        "{text}"
    );

    let reply = Reply::response(
        200,
        &[("content-type", "application/octet-stream")],
        &[0, 255, 1],
    );
    let path = json!({"ticket_id": 1, "side_conversation_id": "c", "attachment_id": "a", "file_name": "f.txt"});
    let (answer, _) = call(
        vec![reply],
        "DownloadSideConversationAttachment",
        json!({"args": {"path": path}}),
    )
    .await;
    assert_eq!(answer["value"], json!({"base64": "AP8B"}), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_has_its_kind() {
    let show = |args: Value| json!({"args": {"path": args}});
    let good = || show(conversation_path());
    let error = r#"{"errors":[{"code":"NotFound","title":"None"}]}"#;
    let (answer, _) = call(
        vec![Reply::json(404, error)],
        "ShowSideConversation",
        good(),
    )
    .await;
    assert_eq!(failure(&answer), (Some("api"), Some(404)));
    assert_eq!(
        answer["error"]["value"]["errors"][0]["code"], "NotFound",
        "{answer}"
    );

    let page = Reply::response(502, &[("content-type", "text/html")], b"<p>Bad</p>");
    let (answer, _) = call(vec![page], "ShowSideConversation", good()).await;
    assert_eq!(failure(&answer), (Some("api"), Some(502)));
    assert_eq!(answer["error"]["value"], "<p>Bad</p>");

    let (answer, _) = call(vec![Reply::Reset], "ShowSideConversation", good()).await;
    assert_eq!(failure(&answer), (Some("transport"), None));

    let stall = Reply::SendAndStall(Vec::new(), Duration::from_secs(20));
    let mut more = good();
    more["options"] = json!({"maxAttempts": 1, "timeoutMs": 100});
    let (answer, _) = call(vec![stall], "ShowSideConversation", more).await;
    assert_eq!(failure(&answer), (Some("timeout"), None));

    let wrong = Reply::json(200, r#"{"side_conversation":{"id":7}}"#);
    let (answer, _) = call(vec![wrong], "ShowSideConversation", good()).await;
    assert_eq!(failure(&answer), (Some("decode"), Some(200)));
    let message = answer["error"]["message"].as_str().expect("a message");
    assert!(message.contains("side_conversation.id"), "{message}");

    let away = Reply::response(302, &[("location", "https://elsewhere.example/")], b"");
    let (answer, _) = call(vec![away], "ShowSideConversation", good()).await;
    assert_eq!(failure(&answer), (Some("redirect"), Some(302)));

    for path in [
        json!({"ticket_id": 1, "side_conversation_id": ".."}),
        json!({"ticket_id": 1}),
        json!({"ticket_id": "one", "side_conversation_id": "c"}),
    ] {
        let reply = vec![Reply::json(200, CONVERSATION)];
        let (answer, server) = call(reply, "ShowSideConversation", show(path)).await;
        assert_eq!(failure(&answer), (Some("local"), None));
        assert_eq!(server.connections(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_sdk_lacks_is_unsupported() {
    let path = json!({"path": conversation_path()});
    let xml = json!({"args": path, "body": {"contentType": "application/xml", "text": "<a/>"}});
    let body = json!({"args": path, "body": {"contentType": "application/json", "json": {}}});
    let query = json!({"args": {"path": conversation_path(), "query": {"new": 1}}});
    let collect = json!({"args": path, "options": {"collectPages": true}});
    for (operation, more) in [
        ("NoSuchOperation", json!({})),
        ("UpdateSideConversation", xml),
        ("ShowSideConversation", body),
        ("ShowSideConversation", query),
        ("ShowSideConversation", collect),
    ] {
        let (answer, server) = call(vec![Reply::json(200, CONVERSATION)], operation, more).await;
        assert_eq!(failure(&answer), (Some("unsupported"), None), "{answer}");
        assert_eq!(server.connections(), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_lines_are_answered_and_the_end_of_input_ends_it() {
    let server = server(vec![Reply::json(200, CONVERSATION)]).await;
    let mut driver = driver("SIDE_CONVERSATIONS");
    for (line, id) in [("{", Value::Null), (r#"{"id": "x", "new": 1}"#, json!("x"))] {
        let answer = driver.line(line).await.expect("the driver answers");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer["id"], id);
        assert_eq!(failure(&answer), (Some("local"), None));
    }
    let good = request(
        &server,
        "ShowSideConversation",
        json!({"args": {"path": conversation_path()}}),
    );
    assert_eq!(driver.call(&good).await.expect("an answer")["ok"], true);
    assert!(driver.end().await.expect("it ends").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_all_kinds_are_sent() {
    let server = server(vec![Reply::response(204, &[], b"")]).await;
    let mut driver = driver("BODIES");
    let parts = json!([
        {"name": "file", "text": "F", "fileName": "f.txt"},
        {"name": "meta", "json": {"a": "m"}},
        {"name": "count", "text": "3"},
        {"name": "kind", "text": "b"},
        {"name": "more", "base64": "MQ=="},
        {"name": "more", "base64": "Mg=="},
    ]);
    let form = json!({"tags": ["a", "b"], "at": {"x": 1}});
    for (operation, body, content_type, sent) in [
        (
            "json",
            json!({"contentType": "text/json", "json": {"other": "o"}}),
            "text/json",
            r#"{"other":"o"}"#,
        ),
        (
            "any",
            json!({"contentType": "application/json", "json": [1.50, null]}),
            "application/json",
            "[1.5,null]",
        ),
        (
            "form",
            json!({"contentType": "application/x-www-form-urlencoded", "json": form}),
            "application/x-www-form-urlencoded",
            "tags=%5B%22a%22%2C%22b%22%5D&at%5Bx%5D=1",
        ),
        (
            "multipart",
            json!({"contentType": "multipart/form-data", "parts": parts}),
            "multipart/form-data",
            "",
        ),
        (
            "others",
            json!({"contentType": "image/gif", "base64": "R0lG"}),
            "image/gif",
            "GIF",
        ),
        (
            "others",
            json!({"contentType": "text/plain; charset=utf-8", "text": "ä"}),
            "text/plain",
            "ä",
        ),
        (
            "others",
            json!({"contentType": "application/x-new", "json": {"a": "n"}}),
            "application/x-new",
            r#"{"a":"n"}"#,
        ),
    ] {
        let before = server.requests().len();
        let mut request = request(&server, operation, json!({"body": body}));
        request["auth"] = json!({});
        let answer = driver.call(&request).await.expect("the driver answers");
        assert_eq!(
            (&answer["status"], &answer["value"]),
            (&json!(204), &Value::Null),
            "{answer}"
        );
        let request = &server.requests()[before];
        let given = request.header("content-type").unwrap_or_default();
        assert!(
            given.starts_with(content_type),
            "{operation}: {given} {content_type}"
        );
        if sent.is_empty() {
            let text = request.text();
            assert!(text.contains("\r\n\r\n{\"a\":\"m\"}\r\n"), "{text}");
            assert_eq!(text.matches("name=\"more\"").count(), 2, "{text}");
        } else {
            assert_eq!(request.text(), sent, "{operation}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parameters_of_all_places_are_sent() {
    let server = server(vec![Reply::response(204, &[], b"")]).await;
    let args = json!({
        "path": {"exploded": {"k": "v"}, "matrix": [1, 2], "label": "l", "simple": 9_007_199_254_740_993_i64},
        "query": {"form": ["a", "b"], "deep": {"from": "2026-01-02T03:04:05Z"}, "reserved": "a/b", "filter": {"a": "x"}},
        "header": {"X-Ids": [1, 2]},
        "cookie": {"session": "s"},
    });
    let mut request = request(&server, "styles", json!({"args": args}));
    request["auth"] = json!({});
    let answer = driver("PARAMETERS")
        .call(&request)
        .await
        .expect("the driver answers");
    assert_eq!(answer["status"], 204, "{answer}");
    let sent = server.requests().remove(0);
    assert_eq!(
        sent.target,
        "/a/9007199254740993/b/.l;matrix=1,2/k=v?form=a&form=b&deep%5Bfrom%5D=2026-01-02T03%3A04%3A05Z\
         &reserved=a/b&filter=%7B%22a%22%3A%22x%22%7D"
    );
    assert_eq!(sent.header("x-ids"), Some("1,2"));
    assert_eq!(sent.header("cookie"), Some("session=s"));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_of_all_kinds_become_json() {
    let mut driver = driver("RESPONSES");
    for (operation, status, content_type, body, value) in [
        (
            "kinds",
            200,
            "text/event-stream",
            "data: {\"a\":\"1\"}\n\ndata: {\"a\":\"2\"}\n\n",
            json!([{"a": "1"}, {"a": "2"}]),
        ),
        (
            "kinds",
            200,
            "application/x-ndjson",
            "{\"a\":\"1\"}\n{\"a\":\"2\"}\n",
            json!([{"a": "1"}, {"a": "2"}]),
        ),
        ("kinds", 200, "text/csv", "a,b", json!("a,b")),
        (
            "kinds",
            200,
            "application/pdf",
            "PDF",
            json!({"base64": "UERG"}),
        ),
        (
            "kinds",
            200,
            "application/vnd.b+json",
            "[{\"a\":\"1\"}]",
            json!([{"a": "1"}]),
        ),
        (
            "several",
            200,
            "application/json",
            "{\"a\":\"1\"}",
            json!({"a": "1"}),
        ),
        ("several", 202, "text/plain", "", Value::Null),
    ] {
        let reply = Reply::response(status, &[("content-type", content_type)], body.as_bytes());
        let server = server(vec![reply]).await;
        let mut request = request(&server, operation, json!({}));
        request["auth"] = json!({});
        let answer = driver.call(&request).await.expect("the driver answers");
        assert_eq!(answer["value"], value, "{answer}");
        assert_eq!(answer["status"], status);
    }
}
