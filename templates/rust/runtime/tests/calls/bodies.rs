use std::time::Duration;

use bytes::Bytes;
use rt::{Body, Upload};
use sdkwright_runtime_rust as rt;

use crate::api::{builder, call, client, local, request, POST, PUT};
use crate::server::{json, Received, Server};

async fn sent(request: rt::Request) -> Received {
    let server = Server::always(json(200, "1")).await;
    rt::Call::new(&client(&server.url), request, rt::empty())
        .await
        .unwrap();
    server.received().remove(0)
}

/// A file that is gone with its value.
struct TempFile(std::path::PathBuf);

impl TempFile {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("sdk-runtime-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        std::fs::remove_file(&self.0).unwrap();
    }
}

fn chunks(parts: &'static [&'static [u8]]) -> rt::ByteStream {
    let parts: Vec<std::io::Result<Bytes>> = parts
        .iter()
        .map(|part| Ok(Bytes::from_static(part)))
        .collect();
    Box::pin(Iterate(parts.into_iter()))
}

struct Iterate<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Iterate<I> {
    type Item = I::Item;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn json_text_bytes_and_none() {
    let received = sent(request(&POST).json("application/json", &vec![1, 2])).await;
    assert_eq!(
        (received.header("content-type"), &received.body[..]),
        (Some("application/json"), &b"[1,2]"[..])
    );
    let received = sent(request(&POST).json("application/json", &None::<i64>)).await;
    assert_eq!(
        (received.header("content-type"), received.body.len()),
        (None, 0)
    );
    let received = sent(request(&POST).text("text/plain; charset=utf-8", "é")).await;
    assert_eq!(
        received.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    assert_eq!(received.body, "é".as_bytes());
    let received = sent(request(&POST).bytes("application/octet-stream", vec![0, 255])).await;
    assert_eq!(
        (received.header("content-length"), &received.body[..]),
        (Some("2"), &[0, 255][..])
    );
    let received = sent(request(&POST).bytes("application/octet-stream", "")).await;
    assert_eq!(
        (received.header("content-length"), received.body.len()),
        (Some("0"), 0)
    );
}

#[tokio::test]
async fn forms() {
    let value =
        serde_json::json!({"a": "x y&z", "b": [1, 2], "c": [1, 2], "d": {"e": 1}, "f": [1]});
    let encodings = [
        rt::FormEncoding {
            property: "c",
            style: Some(rt::QueryStyle::Form),
            explode: false,
            reserved: false,
        },
        rt::FormEncoding {
            property: "d",
            style: Some(rt::QueryStyle::DeepObject),
            explode: true,
            reserved: false,
        },
        rt::FormEncoding {
            property: "f",
            style: None,
            explode: false,
            reserved: false,
        },
    ];
    let received = sent(request(&POST).form(&encodings, &value)).await;
    assert_eq!(
        received.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        std::str::from_utf8(&received.body).unwrap(),
        "a=x%20y%26z&b=1&b=2&c=1,2&d%5Be%5D=1&f=%5B1%5D"
    );
}

#[tokio::test]
async fn files_are_streamed_with_their_length() {
    let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let file = TempFile::new("stream", &content);
    let received =
        sent(request(&POST).bytes("application/octet-stream", Body::file(&file.0))).await;
    assert_eq!(received.header("content-length"), Some("800000"));
    assert_eq!(received.header("transfer-encoding"), None);
    assert!(received.body == content);
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_sent() {
    let server = Server::always(json(200, "1")).await;
    let request = request(&POST).bytes("application/octet-stream", Body::file("/nonexistent/x"));
    let result = rt::Call::new(&client(&server.url), request, rt::empty()).await;
    assert_eq!(local(result), rt::LocalErrorKind::File);
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn streams_with_and_without_a_length() {
    let parts: &[&[u8]] = &[b"ab", b"", b"c"];
    let received = sent(request(&POST).bytes("x/y", Body::stream(Some(3), || chunks(parts)))).await;
    assert_eq!(
        (received.header("content-length"), &received.body[..]),
        (Some("3"), &b"abc"[..])
    );
    let received = sent(request(&POST).bytes("x/y", Body::stream(None, || chunks(parts)))).await;
    assert_eq!(received.header("transfer-encoding"), Some("chunked"));
    assert_eq!(received.body, b"2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
}

#[tokio::test]
async fn streams_that_lie_about_their_length() {
    let server = Server::always(json(200, "1")).await;
    let client = builder(&server.url)
        .timeout(Duration::from_secs(5))
        .max_attempts(1)
        .build()
        .unwrap();
    for length in [2, 4] {
        let request = request(&POST).bytes(
            "x/y",
            Body::stream(Some(length), || chunks(&[b"a", b"b", b"c"])),
        );
        let result = rt::Call::new(&client, request, rt::empty()).await;
        assert!(matches!(result, Err(rt::Error::Transport(_))), "{result:?}");
    }
}

#[tokio::test]
async fn every_attempt_sends_the_whole_body() {
    let file = TempFile::new("replay", b"file");
    let server = Server::start(|number, _| json(if number < 2 { 500 } else { 200 }, "1")).await;
    let client = client(&server.url);
    let request = request(&PUT)
        .multipart()
        .text_part("a", None, &1_i64)
        .file_part("b", None, &Upload::file(&file.0))
        .file_part(
            "c",
            None,
            &Upload::new("c", Body::stream(None, || chunks(&[b"x", b"y"]))),
        );
    rt::Call::new(&client, request, rt::empty()).await.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 3);
    assert_eq!(received[0].body, received[2].body);
    assert!(String::from_utf8(received[2].body.clone())
        .unwrap()
        .contains("file"));
}

#[tokio::test]
async fn multipart_byte_for_byte() {
    let file = TempFile::new("a b.txt", b"content");
    let request = request(&POST)
        .multipart()
        .text_part("text", None, &"a b")
        .text_part("absent", None, &None::<String>)
        .json_part("json", None, &serde_json::json!({"a": 1}))
        .json_part("typed", Some("application/x+json"), &true)
        .file_part("file", Some("text/plain"), &Upload::file(&file.0))
        .file_part(
            "evil\"name",
            None,
            &Upload::new("a\"\r\nX: y\\é\0.txt", "z").content_type("image/png"),
        )
        .file_part(
            "plain",
            None,
            &Upload {
                body: vec![0, 1].into(),
                file_name: None,
                content_type: None,
            },
        );
    let received = sent(request).await;
    let content_type = received.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert!(boundary.len() >= 32, "{boundary}");
    let name = file.0.file_name().unwrap().to_str().unwrap();
    let expected = format!(
        "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na b\r\n\
         --B\r\nContent-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n{{\"a\":1}}\r\n\
         --B\r\nContent-Disposition: form-data; name=\"typed\"\r\nContent-Type: application/x+json\r\n\r\ntrue\r\n\
         --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n\
         content\r\n\
         --B\r\nContent-Disposition: form-data; name=\"evil%22name\"; filename=\"a%22%0D%0AX: y\\é_.txt\"\r\n\
         Content-Type: image/png\r\n\r\nz\r\n\
         --B\r\nContent-Disposition: form-data; name=\"plain\"\r\nContent-Type: application/octet-stream\r\n\r\n\
         \0\u{1}\r\n\
         --B--\r\n"
    );
    let found = String::from_utf8(received.body.clone()).unwrap();
    assert_eq!(found, expected.replace("--B", &format!("--{boundary}")));
    assert_eq!(
        received.header("content-length"),
        Some(received.body.len().to_string().as_str())
    );
}

#[test]
fn debug_shows_no_content() {
    let texts = [
        format!("{:?}", Body::from("hunter2")),
        format!("{:?}", Upload::new("f", "hunter2")),
        format!("{:?}", request(&POST).json("application/json", &"hunter2")),
    ];
    assert!(
        texts.iter().all(|text| !text.contains("hunter2")),
        "{texts:?}"
    );
}

#[tokio::test]
async fn an_empty_multipart_is_closed() {
    let received = sent(request(&POST).multipart()).await;
    assert!(received.body.starts_with(b"--") && received.body.ends_with(b"--\r\n"));
    let server = Server::always(json(200, "2")).await;
    assert_eq!(call(&client(&server.url), &POST).await.unwrap(), 2);
}
