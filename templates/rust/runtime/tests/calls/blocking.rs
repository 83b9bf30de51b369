use sdkwright_runtime_rust as rt;

use crate::api::{call, client, request, GET};
use crate::server::{json, reply, Server};

/// A server on a runtime of its own, so that the thread of the test can wait.
fn serving<T>(
    server: impl std::future::Future<Output = Server>,
    test: impl FnOnce(&Server) -> T,
) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let server = runtime.block_on(server);
    test(&server)
}

#[test]
fn without_a_runtime() {
    serving(Server::always(json(200, "1")), |server| {
        let client = client(&server.url);
        assert_eq!(call(&client, &GET).wait().unwrap(), 1);
        assert_eq!(
            call(&client, &GET)
                .wait_with_response()
                .unwrap()
                .status()
                .as_u16(),
            200
        );
    });
}

#[test]
fn inside_of_a_runtime() {
    serving(Server::always(json(200, "1")), |server| {
        let client = client(&server.url);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async { assert_eq!(call(&client, &GET).wait().unwrap(), 1) });
    });
}

#[test]
fn from_many_threads() {
    serving(Server::always(json(200, "1")), |server| {
        let client = client(&server.url);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(call(&client, &GET).wait().unwrap(), 1));
            }
        });
        assert_eq!(server.count(), 8);
    });
}

#[test]
fn errors_and_panics_come_back() {
    serving(Server::always(json(404, "\"gone\"")), |server| {
        assert!(matches!(
            call(&client(&server.url), &GET).wait(),
            Err(rt::Error::Api(_))
        ));
        let hooked = crate::api::builder(&server.url)
            .before_attempt(|_| panic!("a hook of the user's"))
            .build()
            .unwrap();
        assert!(matches!(
            call(&hooked, &GET).wait(),
            Err(rt::Error::Local(_))
        ));
        assert!(matches!(
            call(&client(&server.url), &GET).wait(),
            Err(rt::Error::Api(_))
        ));
    });
}

#[test]
fn pages_and_downloads() {
    static PAGES: rt::Paging<Vec<i64>, i64> = rt::Paging {
        items: |page| page,
        count: Vec::len,
        next: rt::Next::PageNumber {
            parameter: "page",
            first: 1,
        },
        unique_key: None,
    };
    let script =
        Server::start(
            |number, request| match request.target.contains("page") || number == 0 {
                true => json(
                    200,
                    if number < 3 {
                        ["[1,2]", "[3]", "[]"][number]
                    } else {
                        "[]"
                    },
                ),
                false => reply(200, &[], "bytes"),
            },
        );
    serving(script, |server| {
        let client = client(&server.url);
        let items: Result<Vec<i64>, _> =
            rt::PagedCall::new(&client, request(&GET), rt::json(), &PAGES)
                .wait_items()
                .collect();
        assert_eq!(items.unwrap(), [1, 2, 3]);
        let download = || {
            rt::Call::new(&client, request(&GET), rt::binary())
                .wait()
                .unwrap()
        };
        assert_eq!(&download().wait_bytes(10).unwrap()[..], b"bytes");
        let chunks: Result<Vec<_>, _> = download().wait_chunks().collect();
        assert_eq!(chunks.unwrap().concat(), b"bytes");
    });
}
