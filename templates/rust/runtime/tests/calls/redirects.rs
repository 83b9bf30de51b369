use rt::RedirectReason::{Location, Method, OtherOrigin, TooMany};
use sdkwright_runtime_rust as rt;

use crate::api::{builder, call, client, GET, POST, SECURED, SECURED_POST};
use crate::server::{json, reply, Answer, Server};

fn to(location: &str) -> Answer {
    reply(302, &[("location", location)], "")
}

fn refused<T>(result: Result<T, rt::Error>) -> Box<rt::RedirectError> {
    match result {
        Err(rt::Error::Redirect(error)) => error,
        Err(error) => panic!("another error: {error}"),
        Ok(_) => panic!("no error"),
    }
}

#[tokio::test]
async fn within_the_origin_a_get_follows_with_its_credentials() {
    let server = Server::start(|number, _| {
        if number < 5 {
            to("../moved?a=b#part")
        } else {
            json(200, "1")
        }
    })
    .await;
    let client = builder(&server.url)
        .credential("bearer", rt::Credential::bearer("t0ken"))
        .build()
        .unwrap();
    assert_eq!(call(&client, &SECURED).await.unwrap(), 1);
    let received = server.received();
    assert_eq!(
        (received.len(), received[5].target.as_str()),
        (6, "/moved?a=b")
    );
    assert!(received
        .iter()
        .all(|request| request.header("authorization") == Some("Bearer t0ken")));
}

#[tokio::test]
async fn after_five_it_is_enough() {
    let server = Server::always(to("/again")).await;
    assert_eq!(
        refused(call(&client(&server.url), &GET).await).reason(),
        TooMany
    );
    assert_eq!(server.count(), 6);
}

#[tokio::test]
async fn another_origin_gets_nothing() {
    let other = Server::always(json(200, "1")).await;
    for location in [
        other.url.clone(),
        other.url.replace("http:", ""),
        "https://example.com/x?secret=1".to_owned(),
    ] {
        let server = Server::always(to(&location)).await;
        let client = builder(&server.url)
            .credential("bearer", rt::Credential::bearer("t0ken"))
            .build()
            .unwrap();
        for operation in [&SECURED, &SECURED_POST] {
            let error = refused(call(&client, operation).await);
            assert_eq!(error.reason(), OtherOrigin);
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert_eq!(server.count(), 2);
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn credentials_in_a_location_are_not_taken() {
    let server = Server::start(|_, received| {
        let host = received.header("host").unwrap();
        to(&format!("http://admin:hunter2@{host}/x"))
    })
    .await;
    let error = refused(call(&client(&server.url), &GET).await);
    assert_eq!(error.reason(), OtherOrigin);
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_post_is_not_taken_elsewhere() {
    let server = Server::always(to("/elsewhere")).await;
    let error = refused(call(&client(&server.url), &POST).await);
    assert_eq!((error.reason(), error.status().as_u16()), (Method, 302));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_redirect_to_nowhere() {
    let server = Server::start(|number, _| {
        if number == 0 {
            reply(307, &[], "")
        } else {
            to("http://[")
        }
    })
    .await;
    let client = client(&server.url);
    assert_eq!(refused(call(&client, &GET).await).reason(), Location);
    assert_eq!(refused(call(&client, &GET).await).reason(), Location);
}

#[tokio::test]
async fn a_foreign_client_that_follows_is_found_out() {
    let server = Server::start(|number, _| {
        if number == 0 {
            to("/b")
        } else {
            json(200, "1")
        }
    })
    .await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = builder(&server.url).http_client(http).build().unwrap();
    assert_eq!(refused(call(&client, &GET).await).reason(), OtherOrigin);
}

#[tokio::test]
async fn a_client_of_ones_own() {
    let server = Server::always(json(200, "1")).await;
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let client = builder(&server.url).http_client(http).build().unwrap();
    assert_eq!(call(&client, &GET).await.unwrap(), 1);
}
