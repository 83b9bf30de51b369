//! The loop of the driver: a line in, a call, a line out.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use sdk::runtime::HeaderMap;
use sdk::{Client, Credential};
use serde::{Deserialize, Serialize};

use crate::answer::{Failure, Json, Outcome, ReadHeaders};
use crate::input::{Arguments, Content, Input, Options};
use crate::session::{Operation, Session};
use crate::webhook::{Sent, Verify};

/// A line of input.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Line {
    id: Json,
    base_url: String,
    operation_id: String,
    #[serde(default)]
    args: Arguments,
    body: Option<Content>,
    #[serde(default)]
    auth: BTreeMap<String, Auth>,
    #[serde(default)]
    options: Options,
}

/// The id of a line that is otherwise no request.
#[derive(Deserialize)]
struct OnlyId {
    id: Json,
}

/// Credentials of one scheme.
#[derive(Clone, Deserialize, PartialEq, Eq, Hash)]
#[serde(untagged, deny_unknown_fields)]
enum Auth {
    Basic { username: String, password: String },
    Token { token: String },
    Key { value: String },
}

/// A line of output.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    id: Json,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed_headers: Option<Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed_headers_error: Option<Failure>,
}

/// Makes every call of standard input, one after another, until it ends. Calls with the same server and the same credentials
/// share a client, and with it connections, tokens, and the budget of retries.
pub async fn run(
    operations: &[(&str, Operation)],
    headers: &[(&str, Option<ReadHeaders>)],
    webhooks: &[(&str, Verify)],
) -> io::Result<()> {
    let mut clients = HashMap::new();
    for line in io::stdin().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        if let Ok(sent) = serde_json::from_str::<Sent>(&line) {
            let outcome = sent.verify(webhooks);
            print(&answer(sent.id, outcome, None))?;
            continue;
        }
        let mut typed = None;
        let (id, outcome) = match serde_json::from_str::<Line>(&line) {
            Ok(mut request) => {
                let id = std::mem::replace(&mut request.id, crate::answer::nothing());
                let operation = request.operation_id.clone();
                let outcome = call(operations, &mut clients, request).await;
                typed = read_headers(headers, &operation, &outcome);
                (id, outcome)
            }
            Err(error) => {
                let id = serde_json::from_str(&line).map(|OnlyId { id }| id);
                let failure = Failure::local(format!("the line is no request: {error}"));
                (
                    id.unwrap_or_else(|_| crate::answer::nothing()),
                    Err(failure),
                )
            }
        };
        print(&answer(id, outcome, typed))?;
    }
    Ok(())
}

fn print(answer: &Answer) -> io::Result<()> {
    let mut text = serde_json::to_vec(answer)?;
    text.push(b'\n');
    let mut out = io::stdout().lock();
    out.write_all(&text)?;
    out.flush()
}

/// Clients by server and credentials.
type Clients = HashMap<(String, Vec<(String, Auth)>), Session>;

async fn call(operations: &[(&str, Operation)], clients: &mut Clients, request: Line) -> Outcome {
    let Line {
        base_url,
        operation_id,
        args,
        body,
        auth,
        options,
        ..
    } = request;
    let found = operations.iter().find(|(id, _)| *id == operation_id);
    let Some((_, operation)) = found else {
        let message = format!("the SDK has no operation {operation_id:?}");
        return Err(Failure::unsupported(message));
    };
    let key = (base_url, auth.into_iter().collect());
    let session = match clients.get(&key) {
        Some(session) => session.clone(),
        None => {
            let session = session(&key.0, &key.1)?;
            clients.insert(key, session.clone());
            session
        }
    };
    let input = Input {
        args,
        body,
        options,
    };
    operation(&session, input)?.await
}

fn session(base_url: &str, auth: &[(String, Auth)]) -> Result<Session, Failure> {
    let mut builder = Client::builder().base_url(base_url);
    for (scheme, auth) in auth {
        let credential = match auth.clone() {
            Auth::Basic { username, password } => Credential::basic(username, password),
            Auth::Token { token } => Credential::bearer(token),
            Auth::Key { value } => Credential::api_key(value),
        };
        builder = builder.credential(scheme, credential);
    }
    Ok(Session::new(builder)?)
}

/// The headers of an answer, as the description has them for its status.
fn read_headers(
    table: &[(&str, Option<ReadHeaders>)],
    operation: &str,
    outcome: &Outcome,
) -> Option<Result<Json, Failure>> {
    let (status, headers) = match outcome {
        Ok(success) if success.pages.is_some() => return None,
        Ok(success) => (success.status, &success.headers),
        Err(failure) => (failure.status?, failure.headers.as_deref()?),
    };
    let keys = [
        format!("{operation} {status}"),
        format!("{operation} {}XX", status / 100),
        format!("{operation} default"),
    ];
    let found = keys
        .iter()
        .find_map(|key| table.iter().find(|(of, _)| of == key));
    let (_, read) = found?;
    read.map(|read| read(headers))
}

/// Lines of one name are one text.
fn joined(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        all.entry(name.as_str().to_owned())
            .and_modify(|before| *before = format!("{before}, {value}"))
            .or_insert_with(|| value.into_owned());
    }
    all
}

fn answer(id: Json, outcome: Outcome, typed: Option<Result<Json, Failure>>) -> Answer {
    let (typed_headers, typed_headers_error) = match typed {
        Some(Ok(headers)) => (Some(headers), None),
        Some(Err(failure)) => (None, Some(failure)),
        None => (None, None),
    };
    let mut answer = Answer {
        id,
        ok: outcome.is_ok(),
        status: None,
        headers: None,
        value: None,
        pages: None,
        error: None,
        typed_headers,
        typed_headers_error,
    };
    match outcome {
        Ok(success) => {
            answer.status = Some(success.status);
            answer.headers = Some(joined(&success.headers));
            answer.value = Some(success.value);
            answer.pages = success.pages;
        }
        Err(failure) => answer.error = Some(failure),
    }
    answer
}
