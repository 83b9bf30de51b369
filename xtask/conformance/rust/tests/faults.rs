//! What servers and networks do wrong, and what comes of it.

mod common;

use std::time::{Duration, Instant};

use common::{builder, client, server, CONVERSATION, CREATED};
use conformance::{Reply, Server};
use zendesk_side_conversations::models::{
    CreateSideConversationRequest, ErrorResponse, ErrorResponseError, MessageInput,
    SideConversationState,
};
use zendesk_side_conversations::{Call, Error};

/// Shows a conversation, which is a GET.
fn show(server: &Server) -> Call<zendesk_side_conversations::models::ShowSideConversationResponse> {
    client(server)
        .side_conversations()
        .show(1, "x", Default::default())
}

/// Creates a conversation, which is a POST.
fn create(
    server: &Server,
) -> Call<zendesk_side_conversations::models::CreateSideConversationResponse> {
    client(server).side_conversations().create(
        1,
        &CreateSideConversationRequest::new(MessageInput::new(Vec::new())),
    )
}

fn status(status: u16) -> Reply {
    Reply::json(status, "{}")
}

#[tokio::test]
async fn a_get_is_sent_again_after_each_status_that_may_pass() {
    for passing in [408, 429, 500, 502, 503, 504] {
        let server = server(vec![
            status(passing),
            status(passing),
            Reply::json(200, CONVERSATION),
        ])
        .await;
        assert!(show(&server).await.is_ok(), "{passing}");
        assert_eq!(server.requests().len(), 3, "{passing}");
    }
    for lasting in [400, 401, 404, 422, 501] {
        let server = server(vec![status(lasting), Reply::json(200, CONVERSATION)]).await;
        assert_eq!(
            show(&server).await.unwrap_err().status().unwrap().as_u16(),
            lasting
        );
        assert_eq!(server.requests().len(), 1, "{lasting}");
    }
}

#[tokio::test]
async fn a_post_is_sent_again_only_where_the_server_cannot_have_acted() {
    let wait = Reply::response(
        503,
        &[("retry-after", "0"), ("content-type", "application/json")],
        b"{}",
    );
    for (reply, requests) in [
        (status(500), 1),
        (status(503), 1),
        (status(504), 1),
        (Reply::Reset, 1),
        (status(429), 2),
        (wait, 2),
    ] {
        let server = server(vec![reply.clone(), Reply::json(201, CREATED)]).await;
        assert_eq!(create(&server).await.is_ok(), requests == 2, "{reply:?}");
        assert_eq!(server.requests().len(), requests, "{reply:?}");
    }
}

#[tokio::test]
async fn three_attempts_are_made_and_the_last_answer_is_the_error() {
    let body = r#"{"error":{"title":"Down","message":"later"}}"#;
    let server = server(vec![Reply::response(
        500,
        &[
            ("content-type", "application/json"),
            ("x-zendesk-request-id", "r-9"),
        ],
        body.as_bytes(),
    )])
    .await;
    let error = show(&server).await.unwrap_err();
    assert_eq!(server.requests().len(), 3);
    let api = error.api().unwrap();
    assert_eq!(api.operation(), "ShowSideConversation");
    assert_eq!(api.request_id(), Some("r-9"));
    let Some(ErrorResponseError::ErrorSummary(summary)) =
        &api.body::<ErrorResponse>().unwrap().error
    else {
        panic!("the error is not a summary: {api:?}");
    };
    assert_eq!(summary.title.as_deref(), Some("Down"));
}

#[tokio::test]
async fn an_error_that_is_not_json_keeps_its_text() {
    let server = server(vec![Reply::response(
        404,
        &[("content-type", "text/plain")],
        b"no such host",
    )])
    .await;
    let error = show(&server).await.unwrap_err();
    let api = error.api().unwrap();
    assert!(api.body::<ErrorResponse>().is_none());
    assert_eq!(api.raw_body().as_ref(), b"no such host");
}

#[tokio::test]
async fn a_longer_wait_than_the_limit_is_an_error_that_tells() {
    let server = server(vec![
        Reply::response(429, &[("retry-after", "121")], b""),
        Reply::json(200, CONVERSATION),
    ])
    .await;
    let error = show(&server).await.unwrap_err();
    assert_eq!(
        error.api().unwrap().retry_after(),
        Some(Duration::from_secs(121))
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_broken_connection_is_tried_again_and_then_an_error() {
    let server = server(vec![
        Reply::Reset,
        Reply::Reset,
        Reply::json(200, CONVERSATION),
    ])
    .await;
    assert!(show(&server).await.is_ok());
    let server = common::server(vec![Reply::Reset]).await;
    assert!(matches!(
        show(&server).await.unwrap_err(),
        Error::Transport(_)
    ));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn an_answer_cut_off_is_never_taken_for_whole() {
    let whole = Reply::bytes(
        200,
        &[("content-type", "application/json")],
        CONVERSATION.as_bytes(),
    );
    let cut = Reply::SendAndClose(whole[..whole.len() - 5].to_vec());
    let server = server(vec![cut]).await;
    assert!(matches!(
        show(&server).await.unwrap_err(),
        Error::Transport(_)
    ));
}

#[tokio::test]
async fn a_deadline_ends_the_call_wherever_it_is() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"
        .to_vec();
    let hour = Duration::from_secs(3600);
    for reply in [
        Reply::SendAndStall(Vec::new(), hour),
        Reply::SendAndStall(head, hour),
    ] {
        let server = server(vec![reply]).await;
        let start = Instant::now();
        let error = show(&server)
            .deadline(Duration::from_millis(200))
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Timeout(_)), "{error:?}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_named_with_its_place() {
    let bodies = [
        (
            r#"{"side_conversation":{"id":7}}"#,
            "$.side_conversation.id",
        ),
        (r#"{"side_conversation":{}}"#, "$.side_conversation"),
        (
            r#"{"side_conversation":{"id":"x","participants":[{},{"user_id":"y"}]}}"#,
            "$.side_conversation.participants[1].user_id",
        ),
        (
            r#"{"side_conversation":{"id":"x","created_at":"yesterday"}}"#,
            "$.side_conversation.created_at",
        ),
    ];
    for (body, place) in bodies {
        let server = server(vec![Reply::json(200, body)]).await;
        let Error::Decode(error) = show(&server).await.unwrap_err() else {
            panic!("{body} was read")
        };
        assert_eq!(error.decode_error().path(), place, "{error}");
        assert_eq!(error.raw_body().as_ref(), body.as_bytes());
    }
    for body in ["", "{", "[1]", "\u{fffd}", "{\"side_conversation\""] {
        let server = server(vec![Reply::json(200, body)]).await;
        assert!(
            matches!(show(&server).await.unwrap_err(), Error::Decode(_)),
            "{body}"
        );
    }
}

#[tokio::test]
async fn what_is_not_described_is_no_error() {
    let body = r#"{"side_conversation":{"id":"x","state":"snoozed","new":[1],"ticket_id":9007199254740993},"also":{}}"#;
    let server = server(vec![Reply::json(200, body)]).await;
    let conversation = show(&server).await.unwrap().side_conversation;
    let state = conversation.state.unwrap();
    assert_eq!(state, SideConversationState::Unknown("snoozed".to_owned()));
    assert_eq!(serde_json::to_string(&state).unwrap(), "\"snoozed\"");
    assert_eq!(
        serde_json::to_value(conversation.ticket_id).unwrap(),
        9_007_199_254_740_993_i64
    );
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let server = server(vec![Reply::SendAndStall(
        Vec::new(),
        Duration::from_secs(3600),
    )])
    .await;
    let call = tokio::time::timeout(Duration::from_millis(100), async { show(&server).await });
    assert!(call.await.is_err());
    assert_eq!(server.requests().len(), 1);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(
        server.requests().len(),
        1,
        "a cancelled call is not sent again"
    );
}

#[tokio::test]
async fn hooks_see_every_attempt() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::Arc;
    let server = server(vec![status(500), Reply::json(200, CONVERSATION)]).await;
    let seen = Arc::new(AtomicUsize::new(0));
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let client = builder(&server)
        .before_attempt(move |_| {
            before.fetch_add(1, Ordering::SeqCst);
        })
        .after_attempt(move |_, _| {
            after.fetch_add(100, Ordering::SeqCst);
        })
        .build()
        .unwrap();
    client
        .side_conversations()
        .show(1, "x", Default::default())
        .await
        .unwrap();
    assert_eq!(seen.load(Ordering::SeqCst), 202);
}
