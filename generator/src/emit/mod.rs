//! Emission: from the IR to the files of a package, one backend a language.
//!
//! A backend is a function from [`Api`] and [`PackageOptions`] to a [`FileSet`]; it neither reads nor writes the disk.

mod body_examples;
mod curl;
pub mod environment;
mod files;
mod foreign;
mod go;
mod identifier;
mod java;
mod markdown;
mod papers;
mod python;
mod response_headers;
mod ruby;
mod runtime;
mod rust;
mod scope;
mod sink;
mod typescript;
mod webhooks;
mod xml;

pub(crate) use foreign::permitted;
pub(crate) use java::names::package_name_problem as java_name_problem;

use crate::config::{Language, PackageOptions};
use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::output::FileSet;

/// Makes the package of one language.
///
/// # Errors
///
/// Tells, with places in the description, what cannot be said in that language.
pub fn generate(
    api: &Api,
    language: Language,
    options: &PackageOptions,
) -> Result<FileSet, Diagnostics> {
    let api = &*foreign::for_language(api, language)?;
    match language {
        Language::Rust => rust::generate(api, options),
        Language::TypeScript => typescript::generate(api, options),
        Language::Python => python::generate(api, options),
        Language::Go => go::generate(api, options),
        Language::Java => java::generate(api, options),
        Language::Ruby => ruby::generate(api, options),
        Language::Curl => curl::generate(api, options),
    }
}

/// Makes the driver of one language: a program beside the package in the folder `../<package>` that makes the calls which it reads
/// as JSON lines from standard input, and prints a JSON line for each, in order and flushed at once. It ends at the end of its
/// input, whatever became of the calls. A language that has no SDK has a driver without files.
///
/// A call goes through the public, typed methods of the package only: what it is given is decoded into their types, what it gives
/// is encoded from them. So one suite of tests serves the SDKs of all languages:
///
/// ```json
/// {"id": 7, "baseUrl": "http://127.0.0.1:8080", "operationId": "UpdatePet",
///  "args": {"path": {"id": 1}, "query": {}, "header": {}, "cookie": {}},
///  "body": {"contentType": "application/json", "json": {"name": null}},
///  "auth": {"basicAuth": {"username": "u", "password": "p"}},
///  "options": {"maxAttempts": 3, "timeoutMs": 1000, "collectPages": true}}
/// ```
///
/// - `operationId` is `METHOD /path/{template}` for an operation without one.
/// - `args` are JSON values by their names on the wire, bytes in base64, times as in RFC 3339; what is absent is not sent.
/// - `body` has a content type and `json` (forms too), `text`, `base64`, or `parts`, each with a `name`, one of those, and where it
///   is a file `fileName` and `contentType`.
/// - `auth` is by name of the scheme: `username` and `password`, `token`, or `value` of an API key.
/// - `timeoutMs` bounds the whole call, waiting between attempts included. With `collectPages` the value is the list of the items of all pages.
///
/// ```json
/// {"id": 7, "ok": true, "status": 200, "headers": {"content-type": "application/json"}, "value": [], "pages": 3}
/// {"id": 8, "ok": false, "error": {"kind": "api", "status": 404, "value": {}, "message": "…"}}
/// ```
///
/// - `value` is what the method gives, encoded again: `{"base64": "…"}` for a download, a list of the data of all events or lines
///   for a stream, `null` for nothing. `pages` is there where pages were collected; the headers are then left empty.
/// - `typedHeaders`, in both, are the headers that the description has for the answer, as their struct is encoded; where they are
///   not as described, `typedHeadersError` has a `message`.
/// - `kind` is `api`, `transport`, `timeout`, `decode`, `local` (refused before anything was sent), `redirect`, or `unsupported`:
///   the SDK has no such operation, argument, part, content type, or no pages. The `value` of an `api` error is the typed body,
///   or the text of a body without a type.
///
/// What a webhook sent is verified by another kind of line. `webhook` is the call by the words of the IR's `verification`, a header
/// with a list is there several times, the body is `text` or `base64`, and `now` is in seconds since 1970:
///
/// ```json
/// {"id": 9, "webhook": "pet sold", "headers": {"X-Signature": "…", "X-Twice": ["a", "b"]}, "body": {"text": "{}"},
///  "secrets": ["old", "new"], "now": 1700000000}
/// {"id": 9, "ok": true, "value": {}}
/// {"id": 9, "ok": false, "error": {"kind": "webhook", "reason": "no signature fits", "message": "…"}}
/// ```
///
/// `reason` is `secret`, `missing header`, `malformed header`, `no signature fits`, `too old`, `in the future`, or `body`.
///
/// # Errors
///
/// Those of [`generate`].
pub fn driver(
    api: &Api,
    language: Language,
    options: &PackageOptions,
    package: &str,
) -> Result<FileSet, Diagnostics> {
    let api = &*foreign::for_language(api, language)?;
    match language {
        Language::Rust => rust::driver(api, options, package),
        Language::TypeScript => typescript::driver(api, options, package),
        Language::Python => python::driver(api, options, package),
        Language::Go => go::driver(api, options, package),
        Language::Java => java::driver(api, options, package),
        Language::Ruby => ruby::driver(api, options, package),
        // There is no SDK to drive: see `Language::has_driver`.
        Language::Curl => Ok(FileSet::new()),
    }
}
