//! A small API as a package would describe it.

use std::time::Duration;

use sdkwright_runtime_rust as rt;

pub static PACKAGE: rt::Package = rt::Package {
    name: "widgets",
    version: "1.2.3",
    server: Some("https://widgets.example.com/api"),
    schemes: &[
        rt::Scheme {
            name: "basic",
            kind: rt::SchemeKind::Basic,
        },
        rt::Scheme {
            name: "bearer",
            kind: rt::SchemeKind::Bearer,
        },
        rt::Scheme {
            name: "header",
            kind: rt::SchemeKind::HeaderKey("X-Key"),
        },
        rt::Scheme {
            name: "query",
            kind: rt::SchemeKind::QueryKey("key"),
        },
        rt::Scheme {
            name: "cookie",
            kind: rt::SchemeKind::CookieKey("session"),
        },
        rt::Scheme {
            name: "oauth",
            kind: rt::SchemeKind::OAuth2 {
                token_url: Some("/token"),
                refresh_url: None,
            },
        },
    ],
};

macro_rules! operation {
    ($name:ident, $method:literal, $security:expr, $retry:expr) => {
        pub static $name: rt::Operation = rt::Operation {
            id: stringify!($name),
            method: $method,
            path: &[
                rt::Segment::Literal("/widgets/"),
                rt::Segment::Parameter("id"),
            ],
            accept: "application/json",
            security: $security,
            retry: $retry,
            errors: &[
                rt::ErrorCase {
                    status: rt::StatusPattern::Exact(404),
                    read: rt::error_body::<String>,
                },
                rt::ErrorCase {
                    status: rt::StatusPattern::Range(4),
                    read: rt::error_body::<i64>,
                },
                rt::ErrorCase {
                    status: rt::StatusPattern::Any,
                    read: rt::error_body::<rt::Value>,
                },
            ],
            notations: &[],
            server: None,
        };
    };
}

operation!(GET, "GET", &[], rt::RetrySafety::Idempotent);
operation!(PUT, "PUT", &[], rt::RetrySafety::Idempotent);
operation!(POST, "POST", &[], rt::RetrySafety::Unsafe);
operation!(NEVER, "GET", &[], rt::RetrySafety::Never);
operation!(
    KEYED,
    "POST",
    &[],
    rt::RetrySafety::Keyed("Idempotency-Key")
);
operation!(SECURED, "GET", &[&["bearer"]], rt::RetrySafety::Idempotent);
operation!(
    SECURED_POST,
    "POST",
    &[&["bearer"]],
    rt::RetrySafety::Unsafe
);
operation!(
    CHOICE,
    "GET",
    &[
        &[],
        &["basic", "header"],
        &["query"],
        &["cookie"],
        &["oauth"]
    ],
    rt::RetrySafety::Idempotent
);

/// A client of the server, with waits short enough for a test.
pub fn builder(url: &str) -> rt::ClientBuilder {
    rt::ClientBuilder::new(&PACKAGE)
        .base_url(url)
        .backoff(Duration::from_millis(1), Duration::from_millis(2))
        .timeout(Duration::from_secs(10))
        // A proxy of the machine has no part in this.
        .http_builder(reqwest::Client::builder().no_proxy())
}

pub fn client(url: &str) -> rt::Client {
    builder(url).build().unwrap()
}

/// A request for widget 7.
pub fn request(operation: &'static rt::Operation) -> rt::Request {
    rt::Request::new(operation).path("id", &7_i64)
}

/// A call that reads JSON.
pub fn call(client: &rt::Client, operation: &'static rt::Operation) -> rt::Call<rt::Value> {
    rt::Call::new(client, request(operation), rt::json())
}

/// The kind of a local error.
pub fn local<T>(result: Result<T, rt::Error>) -> rt::LocalErrorKind {
    match result {
        Err(rt::Error::Local(error)) => error.kind(),
        Err(error) => panic!("another error: {error}"),
        Ok(_) => panic!("no error"),
    }
}
