use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sdkwright_runtime_rust as rt;
use tokio::net::TcpListener;

use crate::api::{builder, call, client, GET, KEYED, NEVER, POST, PUT};
use crate::server::{json, reply, within, Answer, Server};

#[tokio::test]
async fn three_attempts_then_the_last_error() {
    let server = Server::start(|number, _| json(503, &number.to_string())).await;
    match call(&client(&server.url), &PUT).await {
        Err(rt::Error::Api(error)) => {
            assert_eq!((error.attempts(), &error.raw_body()[..]), (3, &b"2"[..]))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_second_attempt_may_succeed() {
    for failure in [
        json(500, ""),
        json(429, ""),
        json(408, ""),
        Answer::Close,
        Answer::Send(b"HTTP/1.1 200".to_vec()),
    ] {
        let server = Server::start(move |number, _| {
            if number == 0 {
                failure.clone()
            } else {
                json(200, "1")
            }
        })
        .await;
        assert_eq!(call(&client(&server.url), &GET).await.unwrap(), 1);
        assert_eq!(server.count(), 2);
    }
}

#[tokio::test]
async fn a_body_that_breaks_off_is_asked_for_again() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a\":".to_vec();
    let server = Server::start(move |number, _| {
        if number == 0 {
            Answer::Send(cut.clone())
        } else {
            json(200, "1")
        }
    })
    .await;
    assert_eq!(call(&client(&server.url), &GET).await.unwrap(), 1);
}

#[tokio::test]
async fn what_may_have_acted_is_not_sent_again() {
    for (operation, answer) in [
        (&POST, Answer::Close),
        (&POST, json(500, "")),
        (&POST, json(503, "")),
        (&NEVER, json(429, "")),
        (&NEVER, Answer::Close),
        (&GET, json(400, "")),
    ] {
        let server = Server::always(answer).await;
        assert!(call(&client(&server.url), operation).await.is_err());
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn what_cannot_have_acted_is_sent_again() {
    for answer in [json(429, ""), reply(503, &[("retry-after", "0")], "")] {
        let server = Server::always(answer).await;
        assert!(call(&client(&server.url), &POST).await.is_err());
        assert_eq!(server.count(), 3);
    }
    let server = Server::always(Answer::Close).await;
    assert!(call(&client(&server.url), &KEYED).await.is_err());
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    match call(&client(&url), &POST).await {
        Err(rt::Error::Transport(error)) => {
            assert_eq!(
                (error.attempts(), error.is_connected(), error.operation()),
                (3, false, "POST")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn attempts_are_set_for_the_client_or_the_call() {
    let server = Server::always(json(500, "")).await;
    let client = builder(&server.url).max_attempts(2).build().unwrap();
    assert!(call(&client, &GET).await.is_err());
    assert_eq!(server.count(), 2);
    assert!(call(&client, &GET).max_attempts(1).await.is_err());
    assert_eq!(server.count(), 3);
    assert!(call(&client, &GET).max_attempts(0).await.is_err());
    assert_eq!(server.count(), 4);
}

#[tokio::test]
async fn retry_after_is_waited_for_up_to_its_limit() {
    let server = Server::start(|number, _| match number {
        0 => reply(429, &[("retry-after", "1")], ""),
        1 => json(200, "1"),
        _ => reply(429, &[("retry-after", "121")], ""),
    })
    .await;
    let client = client(&server.url);
    let start = Instant::now();
    call(&client, &GET).await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    match within(call(&client, &GET).with_response()).await {
        Err(rt::Error::Api(error)) => {
            assert_eq!(error.retry_after(), Some(Duration::from_secs(121)))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.count(), 3);
}

#[tokio::test]
async fn attempts_that_take_too_long() {
    let server = Server::start(|number, _| {
        if number == 0 {
            Answer::Stall
        } else {
            json(200, "1")
        }
    })
    .await;
    let client = client(&server.url);
    within(
        call(&client, &GET)
            .timeout(Duration::from_millis(1000))
            .with_response(),
    )
    .await
    .unwrap();
    assert_eq!(server.count(), 2);
    server.until_gone(1).await;
}

#[tokio::test]
async fn a_timeout_of_a_post_is_final() {
    let server = Server::always(Answer::Stall).await;
    let client = builder(&server.url)
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    match within(call(&client, &POST).with_response()).await {
        Err(rt::Error::Timeout(error)) => {
            assert_eq!(
                (error.kind(), error.attempts(), error.operation()),
                (rt::TimeoutKind::Attempt, 1, "POST")
            );
        }
        other => panic!("{other:?}"),
    }
    server.until_gone(1).await;
}

#[tokio::test]
async fn the_deadline_covers_attempts() {
    let server = Server::always(Answer::Stall).await;
    let client = builder(&server.url)
        .deadline(Duration::from_millis(700))
        .build()
        .unwrap();
    match within(call(&client, &GET).with_response()).await {
        Err(rt::Error::Timeout(error)) => assert_eq!(error.kind(), rt::TimeoutKind::Deadline),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.count(), 1);
    server.until_gone(1).await;
}

#[tokio::test]
async fn the_deadline_covers_waits() {
    let server = Server::always(reply(429, &[("retry-after", "60")], "")).await;
    let start = Instant::now();
    // There is no use in waiting when the deadline comes first: the error is known now.
    match call(&client(&server.url), &GET)
        .deadline(Duration::from_secs(5))
        .await
    {
        Err(rt::Error::Api(error)) => assert_eq!(error.status().as_u16(), 429),
        other => panic!("{other:?}"),
    }
    assert!(start.elapsed() < Duration::from_secs(4));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_behind() {
    let server = Server::always(Answer::Stall).await;
    let client = client(&server.url);
    let task = tokio::spawn(call(&client, &GET).with_response());
    within(async {
        while server.count() == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
    task.abort();
    server.until_gone(1).await;
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn under_an_outage_the_extra_load_is_bounded() {
    let server = Server::always(json(503, "")).await;
    let client = builder(&server.url)
        .backoff(Duration::from_micros(1), Duration::from_micros(1))
        .build()
        .unwrap();
    for _ in 0..120 {
        assert!(call(&client, &GET).await.is_err());
    }
    // 500 tokens at 5 a retry.
    assert_eq!(server.count(), 120 + 100);
}

#[tokio::test]
async fn hooks_see_every_attempt() {
    let server = Server::start(|number, _| {
        if number == 0 {
            json(500, "")
        } else {
            json(200, "1")
        }
    })
    .await;
    let log = Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (log.clone(), log.clone());
    let client = builder(&server.url)
        .before_attempt(move |attempt| {
            before
                .lock()
                .unwrap()
                .push(format!("{} {}", attempt.operation.id, attempt.number))
        })
        .after_attempt(move |attempt, outcome| {
            let status = outcome.status.map(|status| status.as_u16());
            let failed = outcome.error.is_some();
            let line = format!(
                "{} {status:?} {failed} {}",
                attempt.number,
                outcome.retry_in.is_some()
            );
            after.lock().unwrap().push(line);
        })
        .build()
        .unwrap();
    call(&client, &GET).await.unwrap();
    assert_eq!(
        *log.lock().unwrap(),
        [
            "GET 1",
            "1 Some(500) true true",
            "GET 2",
            "2 Some(200) false false"
        ]
    );
}
