//! What is sent, byte for byte, and what is refused before anything is.

mod common;

use common::{client, server, ANSWER, CONVERSATION};
use conformance::Reply;
use zendesk_side_conversations::models::{
    CreateSideConversationRequest, MessageInput, ParticipantInput, SideConversationStateInput,
    SideConversationUpdate, UpdateSideConversationRequest,
};
use zendesk_side_conversations::services::{
    ListSideConversationsParams, UploadSideConversationAttachmentForm,
};
use zendesk_side_conversations::{Error, LocalErrorKind, Upload};

#[tokio::test]
async fn a_path_parameter_is_one_segment_whatever_it_holds() {
    let server = server(vec![Reply::json(200, CONVERSATION)]).await;
    let id = "a/b?c#d%e \u{e4}~";
    client(&server)
        .side_conversations()
        .show(1, id, Default::default())
        .await
        .unwrap();
    let request = &server.requests()[0];
    assert_eq!(
        request.target,
        "/api/v2/tickets/1/side_conversations/a%2Fb%3Fc%23d%25e%20%C3%A4~"
    );
}

#[tokio::test]
async fn a_path_parameter_that_would_change_the_path_is_refused() {
    let server = server(vec![Reply::json(200, CONVERSATION)]).await;
    for id in ["", ".", ".."] {
        let error = client(&server)
            .side_conversations()
            .show(1, id, Default::default())
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::Local(local) if local.kind() == LocalErrorKind::PathParameter),
            "{error:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn headers_say_who_calls_and_what_is_wanted() {
    let server = server(vec![Reply::json(200, CONVERSATION)]).await;
    client(&server)
        .side_conversations()
        .show(1, "x", Default::default())
        .await
        .unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("accept"), Some("application/json"));
    let agent = request.header("user-agent").unwrap();
    assert!(
        agent.starts_with("zendesk-side-conversations/0.1.0 rust/"),
        "{agent}"
    );
    // `agent@example.com/token:secret`
    assert_eq!(
        request.header("authorization"),
        Some("Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46c2VjcmV0")
    );
}

#[tokio::test]
async fn absent_parameters_are_not_sent() {
    let server = server(vec![Reply::json(200, r#"{"side_conversations":[]}"#)]).await;
    let service = client(&server).side_conversations();
    service.list(1, Default::default()).await.unwrap();
    let params = ListSideConversationsParams {
        include: Some("events".into()),
        per_page: Some(10),
        ..Default::default()
    };
    service.list(1, params).await.unwrap();
    let targets: Vec<_> = server
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let path = "/api/v2/tickets/1/side_conversations";
    assert_eq!(
        targets,
        [
            path.to_owned(),
            format!("{path}?include=events&per_page=10")
        ]
    );
}

#[tokio::test]
async fn only_what_is_set_is_in_a_body() {
    let server = server(vec![Reply::json(200, ANSWER)]).await;
    let change = SideConversationUpdate {
        state: Some(SideConversationStateInput::Closed),
        ..Default::default()
    };
    let body = UpdateSideConversationRequest::new(change);
    client(&server)
        .side_conversations()
        .update(1, "x", &body)
        .await
        .unwrap();
    let request = &server.requests()[0];
    assert_eq!(
        request.text(),
        r#"{"side_conversation":{"state":"closed"}}"#
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_header_with_a_line_break_is_refused() {
    let server = server(vec![Reply::json(200, CONVERSATION)]).await;
    let call = client(&server)
        .side_conversations()
        .show(1, "x", Default::default())
        .header("x-a", "1\r\nx-b: 2");
    assert!(matches!(call.await.unwrap_err(), Error::Local(_)));
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_file_is_sent_as_a_part_with_its_name_quoted() {
    let server = server(vec![Reply::json(201, r#"{"id":"s3-1","name":"x"}"#)]).await;
    let file = Upload::new("a\"b\r\n.txt", "content").content_type("text/plain");
    client(&server)
        .attachments()
        .upload(UploadSideConversationAttachmentForm::new(file))
        .await
        .unwrap();
    let request = &server.requests()[0];
    let boundary = request
        .header("content-type")
        .unwrap()
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap()
        .trim_matches('"');
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.txt\"\r\n\
         Content-Type: text/plain\r\n\r\ncontent\r\n--{boundary}--\r\n"
    );
    assert_eq!(request.text(), expected);
    assert_eq!(
        request.header("content-length"),
        Some(expected.len().to_string().as_str())
    );
}

#[test]
fn calls_work_without_async_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server(vec![Reply::json(201, common::CREATED)]));
    let message = MessageInput {
        subject: Some("s".to_owned()),
        ..MessageInput::new(vec![ParticipantInput {
            email: Some("a@example.com".to_owned()),
            ..Default::default()
        }])
    };
    let call = client(&server)
        .side_conversations()
        .create(1, &CreateSideConversationRequest::new(message));
    assert_eq!(call.wait().unwrap().side_conversation.id, "c-1");
}
