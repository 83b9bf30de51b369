use rt::LocalErrorKind::{Configuration, Header, PathParameter, Value};
use sdkwright_runtime_rust as rt;

use crate::api::{builder, call, client, local, request, GET, KEYED, PACKAGE, POST, PUT};
use crate::server::{json, reply, Server};

#[tokio::test]
async fn what_is_always_sent() {
    let server = Server::always(json(200, "1")).await;
    let client = builder(&format!("{}/api/", server.url))
        .user_agent_suffix("app/9")
        .default_header("X-Team", "a")
        .default_header("X-Both", "default")
        .build()
        .unwrap();
    let call = call(&client, &GET).header("x-both", "call");
    assert_eq!(call.await.unwrap(), 1);
    let received = &server.received()[0];
    assert_eq!(
        (received.method.as_str(), received.target.as_str()),
        ("GET", "/api/widgets/7")
    );
    assert_eq!(received.header("accept"), Some("application/json"));
    assert_eq!(
        received.header("user-agent"),
        Some("widgets/1.2.3 rust/reqwest app/9")
    );
    assert_eq!(received.header("x-team"), Some("a"));
    assert_eq!(received.header("x-both"), Some("call"));
    assert_eq!(received.header("authorization"), None);
    assert_eq!(received.header("content-type"), None);
}

#[tokio::test]
async fn parameters() {
    let server = Server::always(json(200, "null")).await;
    let client = client(&server.url);
    let absent: Option<String> = None;
    let request = rt::Request::new(&GET)
        .path("id", &"a/b?c#d e%2fé")
        .query("text", &"a b&c=d+e")
        .query("absent", &absent)
        .query("list", &vec![1, 2])
        .query_styled(
            "joined",
            rt::QueryStyle::Form,
            false,
            false,
            &vec!["x", "y,z"],
        )
        .query_styled(
            "deep",
            rt::QueryStyle::DeepObject,
            true,
            false,
            &serde_json::json!({"a": {"b": true}}),
        )
        .query_json("filter", &serde_json::json!({"a": [1]}))
        .header("X-List", false, &vec!["a", "b"])
        .header("X-Absent", false, &absent)
        .cookie("c", true, &"1;2")
        .cookie("d", true, &3_i64);
    rt::Call::new(&client, request, rt::empty()).await.unwrap();
    let received = &server.received()[0];
    assert_eq!(
        received.target,
        "/widgets/a%2Fb%3Fc%23d%20e%252f%C3%A9?text=a%20b%26c%3Dd%2Be&list=1&list=2&joined=x,y%2Cz\
         &deep%5Ba%5D%5Bb%5D=true&filter=%7B%22a%22%3A%5B1%5D%7D"
    );
    assert_eq!(received.header("x-list"), Some("a,b"));
    assert_eq!(received.header("x-absent"), None);
    assert_eq!(received.header("cookie"), Some("c=1%3B2; d=3"));
}

#[tokio::test]
async fn what_must_not_be_sent_is_not_sent() {
    let server = Server::always(json(200, "null")).await;
    let client = client(&server.url);
    let send = |request| {
        let call = rt::Call::new(&client, request, rt::empty());
        async move { local(call.await) }
    };
    for bad in ["", ".", ".."] {
        assert_eq!(
            send(rt::Request::new(&GET).path("id", &bad)).await,
            PathParameter,
            "{bad:?}"
        );
    }
    assert_eq!(send(rt::Request::new(&GET)).await, PathParameter);
    assert_eq!(
        send(rt::Request::new(&GET).path("id", &None::<String>)).await,
        PathParameter
    );
    let label = rt::Request::new(&GET).path_styled("id", rt::PathStyle::Label, false, &".");
    assert_eq!(send(label).await, PathParameter);
    for bad in ["a\r\nX: b", "a\nb", "a\rb", "a\0b"] {
        assert_eq!(
            send(request(&GET).header("X-A", false, &bad)).await,
            Header,
            "{bad:?}"
        );
        let with_header = rt::Call::new(&client, request(&GET), rt::empty()).header("x-a", bad);
        assert_eq!(local(with_header.await), Header);
        assert_eq!(send(request(&POST).bytes(bad, "x")).await, Header);
        assert_eq!(
            local(builder(&server.url).default_header("x-a", bad).build()),
            Header
        );
        assert_eq!(
            local(builder(&server.url).user_agent_suffix(bad).build()),
            Header
        );
    }
    let bad_name = rt::Call::new(&client, request(&GET), rt::empty()).header("x a", "b");
    assert_eq!(local(bad_name.await), Header);
    assert_eq!(send(request(&GET).query("n", &f64::NAN)).await, Value);
    assert_eq!(
        send(request(&POST).json("application/json", &f64::INFINITY)).await,
        Value
    );
    assert_eq!(
        local(call(&client, &POST).idempotency_key("k").await),
        Value
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn dots_that_are_no_steps_are_sent() {
    let server = Server::always(json(200, "null")).await;
    let client = client(&server.url);
    for (id, target) in [
        ("...", "/widgets/..."),
        ("%2e%2e", "/widgets/%252e%252e"),
        (".a", "/widgets/.a"),
    ] {
        rt::Call::new(&client, rt::Request::new(&GET).path("id", &id), rt::empty())
            .await
            .unwrap();
        assert_eq!(server.received().last().unwrap().target, target);
    }
}

#[test]
fn base_urls() {
    for bad in [
        "",
        "x",
        "ftp://a",
        "file:///etc",
        "https://",
        "https://u:p@a",
        "https://u@a",
        "https://a?b",
        "https://a#b",
    ] {
        assert_eq!(local(builder(bad).build()), Configuration, "{bad:?}");
    }
    for good in ["https://a", "https://a/b/", "http://[::1]:8080/c"] {
        assert!(builder(good).build().is_ok(), "{good:?}");
    }
    assert_eq!(
        local(
            builder("https://a")
                .credential("none", rt::Credential::bearer("t"))
                .build()
        ),
        Configuration
    );
    static NOWHERE: rt::Package = rt::Package {
        name: "a",
        version: "1",
        server: None,
        schemes: &[],
    };
    assert_eq!(
        local(rt::ClientBuilder::new(&NOWHERE).build()),
        Configuration
    );
    assert!(rt::ClientBuilder::new(&PACKAGE).build().is_ok());
}

#[tokio::test]
async fn answers_with_their_head() {
    let headers = [
        ("content-type", "application/json; charset=utf-8"),
        ("x-request-id", "r1"),
        ("request-id", "r2"),
    ];
    let server = Server::always(reply(201, &headers, "{\"a\":1}")).await;
    let response = call(&client(&server.url), &PUT)
        .with_response()
        .await
        .unwrap();
    assert_eq!(
        (response.status().as_u16(), response.request_id()),
        (201, Some("r1"))
    );
    assert_eq!(response.headers()["request-id"], "r2");
    assert_eq!(response.value, serde_json::json!({"a": 1}));
    let other = builder(&server.url)
        .request_id_headers(["request-id"])
        .build()
        .unwrap();
    assert_eq!(
        call(&other, &PUT)
            .with_response()
            .await
            .unwrap()
            .request_id(),
        Some("r2")
    );
}

#[tokio::test]
async fn answers_that_do_not_fit() {
    let server = Server::start(|number, _| match number {
        0 => reply(
            200,
            &[("content-type", "text/html"), ("x-request-id", "r")],
            "<html>",
        ),
        1 => json(200, "[1,\"x\"]"),
        2 => reply(200, &[], ""),
        _ => json(200, &"1".repeat(100)),
    })
    .await;
    let client = builder(&server.url).body_limit(99).build().unwrap();
    let mut failed = Vec::new();
    for _ in 0..4 {
        match rt::Call::new(&client, request(&GET), rt::json::<Vec<i64>>()).await {
            Err(rt::Error::Decode(error)) => failed.push(error),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        (failed[0].status().as_u16(), failed[0].request_id()),
        (200, Some("r"))
    );
    assert_eq!(&failed[0].raw_body()[..], b"<html>");
    assert!(failed[0].to_string().contains("text/html"), "{}", failed[0]);
    assert_eq!(failed[1].decode_error().path(), "$[1]");
    assert!(matches!(
        failed[2].decode_error().kind(),
        rt::DecodeErrorKind::Syntax { .. }
    ));
    assert_eq!(
        failed[3].decode_error().kind(),
        &rt::DecodeErrorKind::TooLarge { limit: 99 }
    );
    // Reading an answer again would not mend it.
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn the_limit_counts_after_decompression() {
    let body = gzip_of_zeros();
    let server = Server::always(reply(200, &[("content-encoding", "gzip")], &body)).await;
    let small = builder(&server.url)
        .body_limit(body.len() * 2)
        .build()
        .unwrap();
    match rt::Call::new(&small, request(&GET), rt::text()).await {
        Err(rt::Error::Decode(error)) => {
            assert!(
                matches!(
                    error.decode_error().kind(),
                    rt::DecodeErrorKind::TooLarge { .. }
                ),
                "{error}"
            );
        }
        other => panic!("{other:?}"),
    }
    let large = rt::Call::new(&client(&server.url), request(&GET), rt::text())
        .await
        .unwrap();
    assert_eq!(large.len(), 258 * 64 + 1);
    assert!(server.received()[0]
        .header("accept-encoding")
        .unwrap()
        .contains("gzip"));
}

/// A gzip stream (RFC 1952) written by hand: one literal zero, then copies of 258 zeros at distance 1, with fixed codes.
fn gzip_of_zeros() -> Vec<u8> {
    let mut bits = Vec::new();
    let mut push = |value: u32, count: u32| {
        (0..count)
            .rev()
            .for_each(|bit| bits.push(value >> bit & 1 == 1))
    };
    push(0b1, 1); // The last block,
    push(0b10, 2); // with fixed codes (01, lowest bit first).
    push(0b0011_0000, 8); // The literal 0.
    for _ in 0..64 {
        push(0b1100_0101, 8); // Length 258 (code 285),
        push(0, 5); // distance 1.
    }
    push(0, 7); // The end of the block.
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for byte in bits.chunks(8) {
        bytes.push(
            byte.iter()
                .enumerate()
                .map(|(index, bit)| u8::from(*bit) << index)
                .sum(),
        );
    }
    let length = 258_u32 * 64 + 1;
    let mut crc = !0_u32;
    for _ in 0..length {
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    bytes.extend_from_slice(&(!crc).to_le_bytes());
    bytes.extend_from_slice(&length.to_le_bytes());
    bytes
}

#[tokio::test]
async fn typed_error_bodies() {
    let server = Server::start(|number, _| match number {
        0 => reply(
            404,
            &[("x-request-id", "r"), ("retry-after", "3")],
            "\"gone\"",
        ),
        1 => json(422, "17"),
        2 => json(400, "\"no number\""),
        _ => json(300, "{\"a\":1}"),
    })
    .await;
    let client = client(&server.url);
    let mut failed = Vec::new();
    for _ in 0..4 {
        match call(&client, &GET).await {
            Err(rt::Error::Api(error)) => failed.push(error),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(failed[0].body::<String>().unwrap(), "gone");
    assert_eq!(failed[0].body::<i64>(), None);
    assert_eq!(
        (
            failed[0].operation(),
            failed[0].request_id(),
            failed[0].attempts()
        ),
        ("GET", Some("r"), 1)
    );
    assert_eq!(
        failed[0].retry_after(),
        Some(std::time::Duration::from_secs(3))
    );
    assert_eq!(failed[1].body::<i64>(), Some(&17));
    // A body that does not fit its type is still there as it came.
    assert!(failed[2].any_body().is_none());
    assert_eq!(&failed[2].raw_body()[..], b"\"no number\"");
    let value = rt::to_value(failed[3].any_body().unwrap()).unwrap();
    assert_eq!(
        (failed[3].status().as_u16(), value),
        (300, serde_json::json!({"a": 1}))
    );
}

#[test]
fn errors_are_small() {
    assert!(std::mem::size_of::<rt::Error>() <= 16);
}

#[tokio::test]
async fn several_answers() {
    #[derive(Debug)]
    enum Answer {
        Report(i64),
        Archive(rt::Download),
        Accepted,
    }
    const READER: rt::Reader<Answer> = rt::Reader {
        streams: |head| head.matches(rt::StatusPattern::Exact(200), "application/zip"),
        read: |reply| {
            if reply.matches(rt::StatusPattern::Exact(200), "application/json") {
                return reply.json().map(Answer::Report);
            }
            if reply.matches(rt::StatusPattern::Exact(200), "application/zip") {
                return reply.binary().map(Answer::Archive);
            }
            if reply.matches(rt::StatusPattern::Exact(202), "") {
                return reply.empty().map(|()| Answer::Accepted);
            }
            reply.unexpected()
        },
    };
    let server = Server::start(|number, _| match number {
        0 => reply(
            200,
            &[("content-type", "Application/JSON;charset=utf-8")],
            "5",
        ),
        1 => reply(200, &[("content-type", "application/zip")], "zip"),
        2 => reply(202, &[("content-type", "text/plain")], "later"),
        _ => reply(200, &[("content-type", "text/plain")], "what"),
    })
    .await;
    let client = client(&server.url);
    let next = || rt::Call::new(&client, request(&GET), READER);
    assert!(matches!(next().await.unwrap(), Answer::Report(5)));
    match next().await.unwrap() {
        Answer::Archive(download) => assert_eq!(&download.bytes(10).await.unwrap()[..], b"zip"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(next().await.unwrap(), Answer::Accepted));
    assert!(matches!(next().await, Err(rt::Error::Decode(_))));
}

#[tokio::test]
async fn idempotency_keys() {
    let server = Server::start(|number, _| json(if number == 0 { 500 } else { 200 }, "null")).await;
    let client = client(&server.url);
    call(&client, &KEYED).await.unwrap();
    call(&client, &KEYED).await.unwrap();
    call(&client, &KEYED).idempotency_key("mine").await.unwrap();
    let keys: Vec<String> = server
        .received()
        .iter()
        .map(|request| request.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!((keys.len(), keys[0].len()), (4, 36));
    assert_eq!(keys[0], keys[1], "another attempt has the same key");
    assert_ne!(keys[1], keys[2], "another call has another key");
    assert_eq!(keys[3], "mine");
}
