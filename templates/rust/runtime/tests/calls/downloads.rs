use std::time::Duration;

use sdkwright_runtime_rust as rt;

use crate::api::{builder, client, request, GET};
use crate::server::{reply, within, Answer, Server};

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n";

/// A server that sends a body in these pieces.
async fn dripping(pieces: &[&[u8]]) -> Server {
    let pieces: Vec<Vec<u8>> = [HEAD]
        .iter()
        .chain(pieces)
        .map(|piece| piece.to_vec())
        .collect();
    Server::always(Answer::Drip(pieces, Duration::from_millis(5))).await
}

async fn download(server: &Server) -> rt::Download {
    rt::Call::new(&client(&server.url), request(&GET), rt::binary())
        .await
        .unwrap()
}

fn path(name: &str) -> std::path::PathBuf {
    std::env::temp_dir().join(format!("sdk-download-{}-{name}", std::process::id()))
}

/// Files that a failed download may have left.
fn left_over(name: &str) -> usize {
    let name = path(name).file_name().unwrap().to_str().unwrap().to_owned();
    let entries = std::fs::read_dir(std::env::temp_dir()).unwrap();
    entries
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_str()
                .is_some_and(|entry| entry.starts_with(&name))
        })
        .count()
}

#[tokio::test]
async fn bytes_and_their_description() {
    let server = Server::always(reply(200, &[("content-type", "image/png; a=b")], "12345")).await;
    let found = download(&server).await;
    assert_eq!(
        (found.content_type(), found.content_length()),
        ("image/png", Some(5))
    );
    assert_eq!(&found.bytes(5).await.unwrap()[..], b"12345");
    match download(&server).await.bytes(4).await {
        Err(rt::Error::Decode(error)) => {
            assert_eq!(
                error.decode_error().kind(),
                &rt::DecodeErrorKind::TooLarge { limit: 4 }
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn it_comes_piece_by_piece() {
    let server = dripping(&[b"ab", b"cd"]).await;
    let mut found = download(&server).await;
    let mut pieces = Vec::new();
    while let Some(piece) = found.next_chunk().await {
        pieces.push(piece.unwrap());
    }
    assert_eq!(pieces, ["ab", "cd"]);
    assert!(found.next_chunk().await.is_none());
}

#[tokio::test]
async fn files_are_there_complete_or_not_at_all() {
    let server = dripping(&[b"ab", b"cd"]).await;
    let target = path("whole");
    std::fs::write(&target, "old").unwrap();
    assert_eq!(download(&server).await.save_to(&target).await.unwrap(), 4);
    assert_eq!(std::fs::read(&target).unwrap(), b"abcd");
    assert_eq!(left_over("whole"), 1);
    std::fs::remove_file(&target).unwrap();

    let cut = Server::always(Answer::Send(
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab".to_vec(),
    ))
    .await;
    let result = download(&cut).await.save_to(path("cut")).await;
    assert!(matches!(result, Err(rt::Error::Transport(_))), "{result:?}");
    assert_eq!(left_over("cut"), 0);

    let result = download(&server)
        .await
        .save_to("/nonexistent/folder/x")
        .await;
    assert!(matches!(result, Err(rt::Error::Local(_))), "{result:?}");
}

#[tokio::test]
async fn a_pause_that_is_too_long() {
    let pieces = vec![HEAD.to_vec(), b"ab".to_vec()];
    let server = Server::always(Answer::Drip(pieces, Duration::from_secs(3))).await;
    let client = builder(&server.url)
        .timeout(Duration::from_millis(300))
        .build()
        .unwrap();
    let mut found = rt::Call::new(&client, request(&GET), rt::binary())
        .await
        .unwrap();
    match within(found.next_chunk()).await {
        Some(Err(rt::Error::Timeout(error))) => assert_eq!(error.kind(), rt::TimeoutKind::Attempt),
        other => panic!("{other:?}"),
    }
    assert!(found.next_chunk().await.is_none());
}

#[tokio::test]
async fn a_long_download_is_no_timeout_while_it_moves() {
    let pieces: Vec<Vec<u8>> = std::iter::once(HEAD.to_vec())
        .chain((0..10).map(|_| b"x".to_vec()))
        .collect();
    let server = Server::always(Answer::Drip(pieces, Duration::from_millis(100))).await;
    let client = builder(&server.url)
        .timeout(Duration::from_millis(600))
        .build()
        .unwrap();
    let found = rt::Call::new(&client, request(&GET), rt::binary())
        .await
        .unwrap();
    assert_eq!(found.bytes(100).await.unwrap().len(), 10);
}

async fn events(pieces: &[&[u8]]) -> Vec<Result<rt::Event<rt::Value>, String>> {
    let server = dripping(pieces).await;
    let mut stream = rt::Call::new(&client(&server.url), request(&GET), rt::event_stream())
        .await
        .unwrap();
    let mut all = Vec::new();
    while let Some(event) = stream.next_item().await {
        all.push(event.map_err(|error| error.to_string()));
    }
    all
}

fn event(
    data: i64,
    event: &str,
    id: &str,
    retry: Option<u64>,
) -> Result<rt::Event<rt::Value>, String> {
    Ok(rt::Event {
        data: data.into(),
        event: event.to_owned(),
        id: id.to_owned(),
        retry,
    })
}

#[tokio::test]
async fn server_sent_events() {
    let text = "\u{feff}: comment\ndata: 1\n\nevent: add\r\ndata:2\r\nid: x\r\nretry: 30\r\n\r\ndata\n\ndata: 3\rid\r\rid: y\n\ndata: [\ndata: 4\ndata: ]\n\ndata: cut off";
    let expected = [
        event(1, "message", "", None),
        event(2, "add", "x", Some(30)),
        Err("GET: the answer (200 OK, \"text/plain\") cannot be read: invalid JSON: EOF while parsing a value at line 1 column 0".to_owned()),
        event(3, "message", "", None),
        Ok(rt::Event { data: serde_json::json!([4]), event: "message".to_owned(), id: "y".to_owned(), retry: None }),
    ];
    assert_eq!(events(&[text.as_bytes()]).await, expected);
    // However the bytes are cut, the events are the same.
    let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    assert_eq!(events(&bytes).await, expected);
}

#[tokio::test]
async fn done_ends_a_stream_of_events() {
    assert_eq!(
        events(&[b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"]).await,
        [event(1, "message", "", None)]
    );
}

#[tokio::test]
async fn json_lines() {
    let server = dripping(&[b"1\n\n{\"a\":", b"2}\r\n\x1e3\nx\n4"]).await;
    let mut stream = rt::Call::new(
        &client(&server.url),
        request(&GET),
        rt::json_lines::<rt::Value>(),
    )
    .await
    .unwrap();
    let mut all = Vec::new();
    while let Some(item) = stream.next_item().await {
        all.push(item.ok());
    }
    let expected = [
        Some(1.into()),
        Some(serde_json::json!({"a": 2})),
        Some(3.into()),
        None,
        Some(4.into()),
    ];
    assert_eq!(all, expected);
}
