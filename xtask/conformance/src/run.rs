//! Running vectors through the driver of one language.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use base64::engine::general_purpose::STANDARD;
use base64::Engine;
use serde_json::{json, Value};

use crate::judge;
use crate::vector::{Family, Vector};
use crate::{Driver, Reply, Server};

/// How long a driver may be silent beyond what a vector allows.
const GRACE: Duration = Duration::from_secs(10);

/// How much of a family is run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// Vectors that take long are left out.
    pub quick: bool,
    /// Nothing is run after the first vector that fails.
    pub first: bool,
}

/// What came of a family in one language.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Vectors that hold, those included that differ as is known.
    pub passed: usize,
    /// What does not hold.
    pub failed: Vec<String>,
    /// Vectors that were left out.
    pub not_run: usize,
}

/// Runs a family.
pub async fn family(language: &str, command: &str, family: &Family, extent: Extent) -> Outcome {
    let mut outcome = Outcome::default();
    let mut driver = None;
    for (index, vector) in family.vectors.iter().enumerate() {
        if extent.quick && vector.slow || extent.first && !outcome.failed.is_empty() {
            outcome.not_run += 1;
            continue;
        }
        let mut faults = match running(&mut driver, command).await {
            Err(error) => vec![error],
            Ok(running) => match self::vector(running, vector, index).await {
                Ok(faults) => faults,
                Err(error) => {
                    // What a driver says after this could belong to any vector.
                    driver = None;
                    vec![error]
                }
            },
        };
        if let Some(reason) = vector.known.get(language) {
            faults = if faults.is_empty() {
                vec![format!("holds now, though it is said not to: {reason}")]
            } else {
                Vec::new()
            };
        }
        if faults.is_empty() {
            outcome.passed += 1;
        } else {
            let faults = faults.join("\n    ");
            outcome
                .failed
                .push(format!("{language}: {}\n    {faults}", vector.name));
        }
    }
    outcome
}

/// The driver, started if need be. The time that it takes for that is not a vector's.
async fn running<'d>(
    driver: &'d mut Option<Driver>,
    command: &str,
) -> Result<&'d mut Driver, String> {
    if driver.is_none() {
        let mut words = command.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words);
        let mut started = Driver::start(command)?;
        started.call(&json!({"id": 0, "operationId": ""})).await?;
        *driver = Some(started);
    }
    driver.as_mut().ok_or_else(|| "no driver".to_owned())
}

/// What is wrong with the outcome of one vector.
async fn vector(driver: &mut Driver, vector: &Vector, id: usize) -> Result<Vec<String>, String> {
    let elsewhere = Server::replies(vec![Reply::json(200, "{}")])
        .await
        .map_err(|error| error.to_string())?;
    let other = elsewhere.url();
    let replies = vector.replies.clone();
    // The address is known only once the server listens, so replies are made when they are needed.
    let own = std::sync::Arc::new(std::sync::OnceLock::new());
    let address = std::sync::Arc::clone(&own);
    let other_place = other.clone();
    let server = Server::start(move |_, before| {
        let places =
            |text: &str| places(text, address.get().map_or("", String::as_str), &other_place);
        let reply = replies.get(before.min(replies.len().saturating_sub(1)));
        let reply = reply.map_or(Ok(Reply::response(204, &[], b"")), |reply| {
            reply.reply(&places)
        });
        reply.unwrap_or(Reply::Reset)
    })
    .await
    .map_err(|error| error.to_string())?;
    let origin = own.get_or_init(|| server.url()).clone();
    let mut call: Value = serde_json::from_str(&places(&vector.call.to_string(), &origin, &other))
        .map_err(|error| error.to_string())?;
    call["id"] = json!(id);
    if call.get("baseUrl").is_none() {
        call["baseUrl"] = json!(origin);
    }
    let start = Instant::now();
    let patience = Duration::from_millis(vector.at_most) + GRACE;
    let mut line = String::new();
    for _ in 0..vector.repeat {
        line = tokio::time::timeout(patience, driver.line(&call.to_string()))
            .await
            .map_err(|_| format!("no answer within {patience:?}"))??;
    }
    let answer: Value = serde_json::from_str(&line)
        .map_err(|error| format!("the answer is no JSON ({error}): {line}"))?;
    let taken = start.elapsed();
    let expected = serde_json::from_str(&places(&vector.answer.to_string(), &origin, &other))
        .map_err(|error| error.to_string())?;
    let mut faults = judge::answer(&expected, &answer);
    if answer["id"] != json!(id) {
        faults.push(format!("the answer belongs to {}", answer["id"]));
    }
    faults.extend(requests(vector, &server));
    if !elsewhere.requests().is_empty() {
        faults.push("something was sent to the other origin".to_owned());
    }
    faults.extend(times(vector, taken));
    faults.extend(secrets(vector, &line, &driver.log()));
    Ok(faults)
}

fn places(text: &str, origin: &str, elsewhere: &str) -> String {
    let host = origin.trim_start_matches("http://");
    text.replace("{origin}", origin)
        .replace("{host}", host)
        .replace("{elsewhere}", elsewhere)
}

fn requests(vector: &Vector, server: &Server) -> Vec<String> {
    let arrived = server.requests();
    let mut faults = Vec::new();
    if let Some((least, most)) = vector.arrivals {
        if !(least..=most).contains(&arrived.len()) {
            let count = arrived.len();
            faults.push(format!("{count} requests arrived, not {least} to {most}"));
        }
        return faults;
    }
    if arrived.len() != vector.requests.len() {
        let targets: Vec<_> = arrived.iter().map(|request| &request.target).collect();
        let wanted = vector.requests.len();
        faults.push(format!(
            "{} requests arrived, not {wanted}: {targets:?}",
            arrived.len()
        ));
    }
    if vector.requests.is_empty() && vector.replies.is_empty() && server.connections() > 0 {
        faults.push("a connection was made, though nothing may be sent".to_owned());
    }
    for (index, (expected, actual)) in vector.requests.iter().zip(&arrived).enumerate() {
        let of = judge::request(expected, actual);
        faults.extend(
            of.into_iter()
                .map(|fault| format!("request {}: {fault}", index + 1)),
        );
    }
    for name in &vector.same {
        let values: BTreeSet<_> = arrived.iter().map(|request| request.header(name)).collect();
        if values.len() != 1 || values.contains(&None) {
            faults.push(format!(
                "the header {name} is not one and the same: {values:?}"
            ));
        }
    }
    faults
}

fn times(vector: &Vector, taken: Duration) -> Option<String> {
    let (least, most) = (vector.at_least, vector.at_most);
    let bounds = Duration::from_millis(least)..=Duration::from_millis(most);
    (!bounds.contains(&taken)).then(|| format!("it took {taken:?}, not {least} to {most} ms"))
}

/// A secret may stand nowhere, neither as it is nor in base64.
fn secrets(vector: &Vector, answer: &str, log: &str) -> Vec<String> {
    let forms = vector
        .secrets
        .iter()
        .flat_map(|secret| [secret.clone(), STANDARD.encode(secret)]);
    let mut faults = Vec::new();
    for form in forms {
        for (place, text) in [("the answer", answer), ("the log", log)] {
            if text.contains(&form) {
                faults.push(format!("{place} tells the secret {form:?}"));
            }
        }
    }
    faults
}
