//! Lists that come in pages, uploads and downloads.

mod common;

use std::io::Write;

use common::{client, server};
use conformance::{Reply, Server};
use zendesk_side_conversations::services::UploadSideConversationAttachmentForm;
use zendesk_side_conversations::{Error, LocalErrorKind, Upload};

/// A page of the export: events by id, and where the next one is.
fn page(ids: &[&str], next: Option<&str>) -> Reply {
    let events: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
    let next = next.map_or("null".to_owned(), |next| format!("\"{next}\""));
    Reply::json(
        200,
        &format!(r#"{{"events":[{}],"next_page":{next}}}"#, events.join(",")),
    )
}

async fn exported(server: &Server) -> (Vec<String>, Option<Error>) {
    let mut items = client(server).events().export(0).items();
    let mut ids = Vec::new();
    while let Some(item) = items.next_item().await {
        match item {
            Ok(event) => ids.push(event.id),
            Err(error) => return (ids, Some(error)),
        }
    }
    (ids, None)
}

#[tokio::test]
async fn the_repeated_second_of_an_export_comes_once() {
    let next = "/api/v2/tickets/side_conversations/events?start_time=";
    let server = server(vec![
        page(&["a", "b"], Some(&format!("{next}1"))),
        page(&["b", "c"], Some(&format!("{next}2"))),
        page(&[], Some(&format!("{next}3"))),
        page(&["d"], None),
    ])
    .await;
    let (ids, error) = exported(&server).await;
    assert_eq!(
        (ids, error.is_none()),
        (["a", "b", "c", "d"].map(str::to_owned).to_vec(), true)
    );
    let targets: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    assert_eq!(
        targets[1..],
        [format!("{next}1"), format!("{next}2"), format!("{next}3")]
    );
}

#[tokio::test]
async fn a_page_that_leads_to_itself_is_an_error() {
    let next = "/api/v2/tickets/side_conversations/events?start_time=0";
    let server = server(vec![page(&["a"], Some(next))]).await;
    let (ids, error) = exported(&server).await;
    assert_eq!(ids, ["a"]);
    let Some(Error::Local(local)) = error else {
        panic!("{error:?}")
    };
    assert_eq!(local.kind(), LocalErrorKind::Pagination);
    assert!(server.requests().len() <= 3);
}

#[tokio::test]
async fn an_error_in_the_middle_can_be_resumed() {
    let next = "/api/v2/tickets/side_conversations/events?start_time=1";
    let server = server(vec![
        page(&["a"], Some(next)),
        Reply::json(404, "{}"),
        page(&["b"], None),
    ])
    .await;
    let mut items = client(&server).events().export(0).items();
    assert_eq!(items.next_item().await.unwrap().unwrap().id, "a");
    assert_eq!(
        items
            .next_item()
            .await
            .unwrap()
            .unwrap_err()
            .status()
            .unwrap()
            .as_u16(),
        404
    );
    assert_eq!(items.next_item().await.unwrap().unwrap().id, "b");
    assert!(items.next_item().await.is_none());
}

#[tokio::test]
async fn a_download_is_streamed_and_a_cut_one_is_an_error() {
    let content = vec![7_u8; 300_000];
    let whole = Reply::bytes(200, &[("content-type", "*/*")], &content);
    let server = server(vec![
        Reply::Send(whole.clone()),
        Reply::SendAndClose(whole[..200_000].to_vec()),
    ])
    .await;
    let service = client(&server).attachments();
    let mut download = service.download(1, "c", "s3-1", "a.bin").await.unwrap();
    assert_eq!(download.content_length(), Some(300_000));
    let mut length = 0;
    while let Some(chunk) = download.next_chunk().await {
        length += chunk.unwrap().len();
    }
    assert_eq!(length, content.len());
    let cut = service.download(1, "c", "s3-1", "a.bin").await.unwrap();
    assert!(cut.bytes(1 << 20).await.is_err());
}

#[tokio::test]
async fn a_file_is_sent_again_with_the_call() {
    let mut path = std::env::temp_dir();
    path.push(format!("conformance-{}.txt", std::process::id()));
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(&vec![b'x'; 200_000]).unwrap();
    drop(file);
    let server = server(vec![
        Reply::json(429, "{}"),
        Reply::json(201, r#"{"id":"s3-1"}"#),
    ])
    .await;
    let form = UploadSideConversationAttachmentForm::new(Upload::file(&path));
    client(&server).attachments().upload(form).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert!(request.body.len() > 200_000);
        assert_eq!(
            request.header("content-length"),
            Some(request.body.len().to_string().as_str())
        );
    }
}
