//! Credentials stay with the server they are for.

mod common;

use common::{builder, client, server, CONVERSATION};
use conformance::Reply;
use zendesk_side_conversations::{Client, Error, LocalErrorKind, Server};

fn redirect(status: u16, location: &str) -> Reply {
    Reply::response(status, &[("location", location)], b"")
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = server(vec![Reply::json(200, CONVERSATION)]).await;
        let server = server(vec![redirect(status, &format!("{}/there", other.url()))]).await;
        let error = client(&server)
            .side_conversations()
            .show(1, "x", Default::default())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Redirect(_)), "{error:?}");
        assert_eq!(other.connections(), 0, "{status}");
    }
}

#[tokio::test]
async fn a_redirect_on_the_same_origin_is_followed() {
    let server = server(vec![
        redirect(302, "/there"),
        Reply::json(200, CONVERSATION),
    ])
    .await;
    client(&server)
        .side_conversations()
        .show(1, "x", Default::default())
        .await
        .unwrap();
    assert_eq!(server.requests()[1].target, "/there");
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = server(vec![redirect(302, "/again")]).await;
    let error = client(&server)
        .side_conversations()
        .show(1, "x", Default::default())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Redirect(_)), "{error:?}");
    assert_eq!(server.requests().len(), 6);
}

#[tokio::test]
async fn a_next_page_on_another_origin_is_refused() {
    let other = server(vec![Reply::json(200, r#"{"side_conversations":[]}"#)]).await;
    let page = format!(
        r#"{{"side_conversations":[{{"id":"a"}}],"next_page":"{}/next"}}"#,
        other.url()
    );
    let server = server(vec![Reply::json(200, &page)]).await;
    let mut items = client(&server)
        .side_conversations()
        .list(1, Default::default())
        .items();
    assert_eq!(items.next_item().await.unwrap().unwrap().id, "a");
    let error = items.next_item().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Local(local) if local.kind() == LocalErrorKind::Origin),
        "{error:?}"
    );
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn plain_http_is_for_this_machine_only() {
    let client = Client::builder()
        .base_url("http://example.com")
        .basic_auth("u", "p")
        .build()
        .unwrap();
    let error = client
        .side_conversations()
        .show(1, "x", Default::default())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Local(local) if local.kind() == LocalErrorKind::PlainHttp),
        "{error:?}"
    );
}

#[test]
fn a_server_variable_cannot_lead_elsewhere() {
    for subdomain in ["evil.test/", "user:password@evil.test#", "a b", ""] {
        let built = Client::builder()
            .server(Server::new().subdomain(subdomain))
            .build();
        assert!(matches!(built.unwrap_err(), Error::Local(_)), "{subdomain}");
    }
}

#[tokio::test]
async fn no_text_form_shows_a_secret() {
    let canary = "c4nary-s3cret";
    let encoded = "YWdlbnQ6YzRuYXJ5LXMzY3JldA==";
    let server = server(vec![Reply::json(401, r#"{"error":"no"}"#)]).await;
    let client = builder(&server)
        .basic_auth("agent", canary)
        .build()
        .unwrap();
    let service = client.side_conversations();
    let call = service.show(1, "x", Default::default());
    let mut texts = vec![
        format!("{client:?}"),
        format!("{service:?}"),
        format!("{call:?}"),
    ];
    let error = call.await.unwrap_err();
    texts.push(format!("{error:?} {error} {error:#?}"));
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some(format!("Basic {encoded}").as_str())
    );
    for text in texts {
        assert!(!text.contains(canary) && !text.contains(encoded), "{text}");
    }
}
