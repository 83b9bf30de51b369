use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;
use rt::{Error, LocalErrorKind, Next, Paging};
use sdkwright_runtime_rust as rt;
use serde_json::{json, Value};

use crate::api::{builder, request, GET, SECURED};
use crate::server::{self, Server};

fn items(page: &Value) -> Vec<i64> {
    page["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_i64)
        .collect()
}

fn text(page: &Value, key: &str) -> Option<String> {
    page[key].as_str().map(str::to_owned)
}

const fn paging(next: Next<Value>) -> Paging<Value, i64> {
    Paging {
        items: |page| items(&page),
        count: |page| items(page).len(),
        next,
        unique_key: Some(|item| Some(item.to_string())),
    }
}

static LINKS: Paging<Value, i64> = paging(Next::Link(|page| text(page, "next")));
static CURSORS: Paging<Value, i64> = paging(Next::Cursor("page[after]", |page| text(page, "next")));
static NUMBERS: Paging<Value, i64> = paging(Next::PageNumber {
    parameter: "page",
    first: 1,
});
static OFFSETS: Paging<Value, i64> = paging(Next::Offset {
    parameter: "offset",
});

fn call(
    server: &Server,
    request: rt::Request,
    paging: &'static Paging<Value, i64>,
) -> rt::PagedCall<Value, i64> {
    let client = builder(&server.url)
        .credential("bearer", rt::Credential::bearer("t"))
        .build()
        .unwrap();
    rt::PagedCall::new(&client, request, rt::json(), paging)
}

async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

async fn all<S: Stream<Item = Result<T, Error>> + Unpin, T>(
    mut stream: S,
) -> (Vec<T>, Option<Error>) {
    let mut found = Vec::new();
    while let Some(item) = next(&mut stream).await {
        match item {
            Ok(item) => found.push(item),
            Err(error) => return (found, Some(error)),
        }
    }
    (found, None)
}

fn answer(value: &Value) -> server::Answer {
    server::json(200, &value.to_string())
}

fn targets(server: &Server) -> Vec<String> {
    server
        .received()
        .into_iter()
        .map(|request| request.target)
        .collect()
}

#[tokio::test]
async fn links_are_followed_as_given() {
    let server = Server::start(|number, received| {
        let host = received.header("host").unwrap();
        answer(&match number {
            0 => json!({"items": [1, 2], "next": format!("http://{host}/other?page=2&x=%2F")}),
            1 => json!({"items": [2, 3], "next": "?page=3"}),
            _ => json!({"items": [3, 1, 4], "next": null}),
        })
    })
    .await;
    let (found, error) =
        all(call(&server, request(&SECURED).query("size", &2_i64), &LINKS).items()).await;
    assert!(error.is_none(), "{error:?}");
    // 2 and 3 are repeated at the seams; 1 is not, and comes again.
    assert_eq!(found, [1, 2, 3, 1, 4]);
    assert_eq!(
        targets(&server),
        ["/widgets/7?size=2", "/other?page=2&x=%2F", "/other?page=3"]
    );
    assert!(server
        .received()
        .iter()
        .all(|request| request.header("authorization") == Some("Bearer t")));
}

#[tokio::test]
async fn links_to_other_origins_are_refused() {
    let other = Server::always(answer(&json!({"items": [9]}))).await;
    for link in [
        other.url.clone(),
        "https://example.com/".to_owned(),
        other.url.replace("http://", "//"),
        "http://[".to_owned(),
    ] {
        let server = Server::always(answer(&json!({"items": [1], "next": link}))).await;
        let (found, error) = all(call(&server, request(&SECURED), &LINKS).items()).await;
        assert_eq!(found, [1], "the page itself is good");
        assert_eq!(
            crate::api::local::<()>(Err(error.unwrap())),
            LocalErrorKind::Origin
        );
        assert_eq!(server.count(), 1);
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn pages_that_do_not_move_on() {
    let same = Server::always(answer(&json!({"items": [1], "next": "/widgets/7"}))).await;
    let circle = Server::start(|number, _| {
        answer(&json!({"items": [number], "next": (["/a", "/b"][number % 2])}))
    })
    .await;
    let cursor = Server::always(answer(&json!({"items": [1], "next": "c"}))).await;
    let deaf = Server::always(answer(&json!({"items": [1]}))).await;
    for (server, paging, requests) in [
        (same, &LINKS, 1),
        (circle, &LINKS, 3),
        (cursor, &CURSORS, 2),
        (deaf, &NUMBERS, 2),
    ] {
        let (_, error) = all(call(&server, request(&GET), paging).pages()).await;
        assert_eq!(
            crate::api::local::<()>(Err(error.unwrap())),
            LocalErrorKind::Pagination
        );
        assert_eq!(server.count(), requests);
    }
}

#[tokio::test]
async fn cursors() {
    let server = Server::start(|number, _| {
        answer(&match number {
            0 => json!({"items": [1], "next": "a&b"}),
            1 => json!({"items": [2], "next": "c"}),
            _ => json!({"items": [3], "next": ""}),
        })
    })
    .await;
    let (found, error) =
        all(call(&server, request(&GET).query("a", &1_i64), &CURSORS).items()).await;
    assert!(error.is_none());
    assert_eq!(found, [1, 2, 3]);
    let targets = targets(&server);
    assert_eq!(
        targets[1..],
        [
            "/widgets/7?a=1&page%5Bafter%5D=a%26b",
            "/widgets/7?a=1&page%5Bafter%5D=c"
        ]
    );
}

#[tokio::test]
async fn page_numbers_and_offsets_go_on_from_where_the_call_is() {
    let script = |number: usize, _: &server::Received| {
        answer(&if number < 2 {
            json!({"items": [number * 2, number * 2 + 1]})
        } else {
            json!({"items": []})
        })
    };
    let server = Server::start(script).await;
    assert_eq!(
        all(call(&server, request(&GET), &NUMBERS).items()).await.0,
        [0, 1, 2, 3]
    );
    assert_eq!(
        targets(&server),
        ["/widgets/7", "/widgets/7?page=2", "/widgets/7?page=3"]
    );

    let server = Server::start(script).await;
    assert_eq!(
        all(call(&server, request(&GET).query("page", &5_i64), &NUMBERS).pages())
            .await
            .0
            .len(),
        3
    );
    assert_eq!(
        targets(&server),
        [
            "/widgets/7?page=5",
            "/widgets/7?page=6",
            "/widgets/7?page=7"
        ]
    );

    let server = Server::start(script).await;
    assert_eq!(
        all(call(&server, request(&GET), &OFFSETS).items()).await.0,
        [0, 1, 2, 3]
    );
    assert_eq!(
        targets(&server),
        ["/widgets/7", "/widgets/7?offset=2", "/widgets/7?offset=4"]
    );
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_for_again() {
    let server = Server::start(|number, _| match number {
        0 => answer(&json!({"items": [1], "next": "/two"})),
        1 => server::json(400, "{}"),
        2 => answer(&json!({"items": "x", "next": 3})),
        _ => answer(&json!({"items": [2]})),
    })
    .await;
    let mut stream = call(&server, request(&GET), &LINKS).items();
    assert_eq!(next(&mut stream).await.unwrap().unwrap(), 1);
    assert!(matches!(next(&mut stream).await, Some(Err(Error::Api(_)))));
    // A page without items and link, as this reader takes it: the end.
    assert!(next(&mut stream).await.is_none());
    assert_eq!(targets(&server), ["/widgets/7", "/two", "/two"]);
    assert!(next(&mut stream).await.is_none());
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn what_cannot_be_mended_ends_the_stream() {
    let server = Server::always(answer(&json!({"items": [1]}))).await;
    let mut stream = call(&server, rt::Request::new(&GET), &LINKS).pages();
    assert!(matches!(
        next(&mut stream).await,
        Some(Err(Error::Local(_)))
    ));
    assert!(next(&mut stream).await.is_none());
}

#[tokio::test]
async fn awaited_it_is_the_first_page() {
    let server = Server::always(answer(&json!({"items": [1], "next": "/two"}))).await;
    assert_eq!(
        call(&server, request(&GET), &LINKS).await.unwrap()["next"],
        "/two"
    );
    let response = call(&server, request(&GET), &LINKS)
        .header("x-a", "b")
        .with_response()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(server.received()[1].header("x-a"), Some("b"));
}
