use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::time::Duration;

use rt::{Credential, LocalErrorKind};
use sdkwright_runtime_rust as rt;

use crate::api::{builder, call, local, CHOICE, GET, SECURED};
use crate::server::{json, within, Answer, Server};

async fn sent(
    credentials: &[(&str, Credential)],
    operation: &'static rt::Operation,
) -> crate::server::Received {
    let server = Server::always(json(200, "1")).await;
    let client = credentials
        .iter()
        .fold(builder(&server.url), |builder, (name, credential)| {
            builder.credential(*name, credential.clone())
        })
        .build()
        .unwrap();
    call(&client, operation).await.unwrap();
    server.received().remove(0)
}

#[tokio::test]
async fn each_scheme_goes_to_its_place() {
    let both = [
        ("basic", Credential::basic("me/token", "päss")),
        ("header", Credential::api_key("k")),
    ];
    let received = sent(&both, &CHOICE).await;
    assert_eq!(
        received.header("authorization"),
        Some("Basic bWUvdG9rZW46cMOkc3M=")
    );
    assert_eq!(received.header("x-key"), Some("k"));

    let received = sent(&[("query", Credential::api_key("a&b"))], &CHOICE).await;
    assert_eq!(received.target, "/widgets/7?key=a%26b");

    let received = sent(&[("cookie", Credential::api_key("c;d"))], &CHOICE).await;
    assert_eq!(received.header("cookie"), Some("session=c%3Bd"));

    let received = sent(&[("bearer", Credential::bearer("t"))], &SECURED).await;
    assert_eq!(received.header("authorization"), Some("Bearer t"));

    let received = sent(&[("oauth", Credential::bearer("own"))], &CHOICE).await;
    assert_eq!(received.header("authorization"), Some("Bearer own"));
}

#[tokio::test]
async fn the_first_complete_alternative_is_used() {
    // `basic` alone is half an alternative.
    let some = [
        ("basic", Credential::basic("a", "b")),
        ("query", Credential::api_key("q")),
        ("cookie", Credential::api_key("c")),
    ];
    let received = sent(&some, &CHOICE).await;
    assert_eq!(
        (received.target.as_str(), received.header("authorization")),
        ("/widgets/7?key=q", None)
    );
    assert_eq!(received.header("cookie"), None);
    // Without credentials, where that is allowed.
    assert_eq!(sent(&[], &CHOICE).await.target, "/widgets/7");
    // None where none are asked for.
    assert_eq!(
        sent(&[("bearer", Credential::bearer("t"))], &GET)
            .await
            .header("authorization"),
        None
    );
}

#[tokio::test]
async fn there_is_one_authorization_only() {
    let server = Server::always(json(200, "1")).await;
    let client = builder(&server.url)
        .default_header("Authorization", "Basic x")
        .credential("bearer", Credential::bearer("t"))
        .build()
        .unwrap();
    call(&client, &SECURED).await.unwrap();
    let received = server.received();
    let sent = received[0]
        .headers
        .iter()
        .filter(|(name, _)| name == "authorization");
    assert_eq!(
        sent.collect::<Vec<_>>(),
        [&("authorization".to_owned(), "Bearer t".to_owned())]
    );
}

#[tokio::test]
async fn missing_credentials_are_found_before_sending() {
    let server = Server::always(json(200, "1")).await;
    let client = builder(&server.url).build().unwrap();
    let error = call(&client, &SECURED).await.unwrap_err();
    assert_eq!(error.to_string(), "SECURED needs credentials: bearer");
    assert_eq!(local::<()>(Err(error)), LocalErrorKind::Credentials);
    let wrong = builder(&server.url)
        .credential("bearer", Credential::basic("a", "b"))
        .build()
        .unwrap();
    assert_eq!(
        local(call(&wrong, &SECURED).await),
        LocalErrorKind::Credentials
    );
    let wrong = builder(&server.url)
        .credential("bearer", Credential::bearer("a\r\nb"))
        .build()
        .unwrap();
    assert_eq!(
        local(call(&wrong, &SECURED).await),
        LocalErrorKind::Credentials
    );
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn plain_http_is_for_this_machine() {
    let with = |url: &str| {
        builder(url)
            .credential("bearer", Credential::bearer("t"))
            .max_attempts(1)
    };
    // The name cannot be resolved; the point is what is refused before that is tried.
    let far = "http://widgets.invalid";
    assert_eq!(
        local(call(&with(far).build().unwrap(), &SECURED).await),
        LocalErrorKind::PlainHttp
    );
    let allowed = with(far).allow_plain_http(true).build().unwrap();
    assert!(matches!(
        call(&allowed, &SECURED).await,
        Err(rt::Error::Transport(_))
    ));
    let without = call(&with(far).build().unwrap(), &GET).await;
    assert!(matches!(without, Err(rt::Error::Transport(_))));
    for near in ["http://127.0.0.2:9", "http://[::1]:9", "http://localhost:9"] {
        let refused = call(&with(near).build().unwrap(), &SECURED).await;
        assert!(matches!(refused, Err(rt::Error::Transport(_))), "{near}");
    }
    let look_alike = with("http://127.0.0.1.invalid").build().unwrap();
    assert_eq!(
        local(call(&look_alike, &SECURED).await),
        LocalErrorKind::PlainHttp
    );
}

#[tokio::test]
async fn providers_are_asked_for_every_attempt() {
    let server = Server::start(|number, _| json(if number == 0 { 500 } else { 200 }, "1")).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let provider = Credential::provider(move || {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move { Ok(format!("t{number}").into()) }
    });
    let client = builder(&server.url)
        .credential("bearer", provider)
        .build()
        .unwrap();
    call(&client, &SECURED).await.unwrap();
    let tokens: Vec<_> = server
        .received()
        .iter()
        .map(|request| request.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);

    let broken = Credential::provider(|| async { Err("the vault said hunter2".into()) });
    let client = builder(&server.url)
        .credential("bearer", broken)
        .build()
        .unwrap();
    let error = call(&client, &SECURED).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    assert_eq!(local::<()>(Err(error)), LocalErrorKind::Credentials);
}

/// A server with a token endpoint that takes a while, and that wants the token it gave last.
async fn token_server(lasts: u64) -> Server {
    Server::start(move |number, request| match request.target.as_str() {
        "/token" => {
            let body = format!(
                r#"{{"access_token":"a{number}","expires_in":{lasts},"refresh_token":"r{number}"}}"#
            );
            match json(200, &body) {
                Answer::Send(bytes) => Answer::Drip(vec![bytes], Duration::from_millis(50)),
                other => other,
            }
        }
        _ => json(200, "1"),
    })
    .await
}

fn tokens(server: &Server) -> Vec<crate::server::Received> {
    server
        .received()
        .into_iter()
        .filter(|request| request.target == "/token")
        .collect()
}

#[tokio::test]
async fn a_token_is_fetched_once_for_all_who_wait() {
    let server = token_server(3600).await;
    let credential = Credential::client_credentials("id:1", "s&cret").scopes(["a", "b"]);
    let client = builder(&server.url)
        .credential("oauth", credential)
        .build()
        .unwrap();
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(call(&client, &CHOICE).with_response()))
        .collect();
    for call in calls {
        within(call).await.unwrap().unwrap();
    }
    let fetched = tokens(&server);
    assert_eq!((fetched.len(), server.count()), (1, 9));
    assert_eq!(fetched[0].method, "POST");
    assert_eq!(
        std::str::from_utf8(&fetched[0].body).unwrap(),
        "grant_type=client_credentials&scope=a%20b"
    );
    // "id%3A1:s%26cret"
    assert_eq!(
        fetched[0].header("authorization"),
        Some("Basic aWQlM0ExOnMlMjZjcmV0")
    );
    let used = server
        .received()
        .iter()
        .filter(|request| request.header("authorization") == Some("Bearer a0"))
        .count();
    assert_eq!(used, 8);
}

#[tokio::test]
async fn a_token_about_to_expire_is_refreshed_with_the_newest_refresh_token() {
    let server = token_server(30).await;
    let client = builder(&server.url)
        .credential("oauth", Credential::refresh_token("id", "s", "first"))
        .build()
        .unwrap();
    call(&client, &CHOICE).await.unwrap();
    call(&client, &CHOICE).await.unwrap();
    let bodies: Vec<_> = tokens(&server)
        .into_iter()
        .map(|request| String::from_utf8(request.body).unwrap())
        .collect();
    assert_eq!(
        bodies,
        [
            "grant_type=refresh_token&refresh_token=first",
            "grant_type=refresh_token&refresh_token=r0"
        ]
    );
}

#[tokio::test]
async fn a_refused_token_is_forgotten() {
    let server = Server::start(|number, request| match request.target.as_str() {
        "/token" => json(200, &format!(r#"{{"access_token":"a{number}"}}"#)),
        _ => json(if number == 1 { 401 } else { 200 }, "1"),
    })
    .await;
    let client = builder(&server.url)
        .credential("oauth", Credential::client_credentials("i", "s"))
        .build()
        .unwrap();
    assert!(call(&client, &CHOICE).await.is_err());
    call(&client, &CHOICE).await.unwrap();
    assert_eq!(tokens(&server).len(), 2);
}

#[tokio::test]
async fn token_endpoints_that_fail() {
    for answer in [
        json(400, "{\"error\":\"hunter2\"}"),
        json(200, "{}"),
        json(200, "x"),
        Answer::Close,
    ] {
        let server = Server::always(answer).await;
        let client = builder(&server.url)
            .credential("oauth", Credential::client_credentials("i", "s"))
            .build()
            .unwrap();
        let error = call(&client, &CHOICE).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        assert_eq!(local::<()>(Err(error)), LocalErrorKind::Credentials);
    }
    let credential = Credential::client_credentials("i", "s").token_url("http://tokens.invalid/");
    let client = builder("http://127.0.0.1:9")
        .credential("oauth", credential)
        .build()
        .unwrap();
    assert_eq!(
        local(call(&client, &CHOICE).await),
        LocalErrorKind::PlainHttp
    );
}

#[tokio::test]
async fn secrets_are_never_shown() {
    let secret = "hunter2";
    let credentials = [
        Credential::basic("me", secret),
        Credential::bearer(secret),
        Credential::api_key(secret),
        Credential::client_credentials("id", secret),
        Credential::refresh_token("id", secret, secret),
        Credential::provider(|| async { Ok("hunter2".into()) }),
    ];
    assert!(!format!("{credentials:?}").contains(secret));
    let builder = builder("http://127.0.0.1:9")
        .credential("query", Credential::api_key(secret))
        .max_attempts(1);
    assert!(!format!("{builder:?}").contains(secret));
    let client = builder.build().unwrap();
    let call = call(&client, &CHOICE);
    assert!(!format!("{client:?} {call:?}").contains(secret));
    // The key is in the query of the URL, which transport errors like to repeat.
    let failed = call.await.unwrap_err();
    let mut error: Option<&dyn std::error::Error> = Some(&failed);
    while let Some(inner) = error {
        assert!(!format!("{inner} {inner:?}").contains(secret), "{inner:?}");
        error = inner.source();
    }
}
