//! What the judge complains of, and which complaints are known to be unfounded.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

/// The list of false alarms.
const FILE: &str = "xtask/conformance/alarms.toml";

/// A complaint.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alarm {
    description: String,
    /// The method and path of a request, or the operation of an answer.
    operation: String,
    /// The judge's own code, or the kind of the SDK's error.
    code: String,
    message: String,
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            description,
            operation,
            code,
            message,
        } = self;
        write!(f, "{description}: {operation}: {code}: {message}")
    }
}

/// The complaints about a request, by a line of the judge's log.
pub fn of_request(description: &str, line: &str) -> Vec<Alarm> {
    let event: Value = serde_json::from_str(line).unwrap_or_default();
    if event["type"] != "request" {
        // What is wrong with the description itself, the judge says at its start.
        return Vec::new();
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let request = &event["request"];
    let found = event["diagnostics"].as_array().into_iter().flatten();
    let found = found.filter(|one| one["category"] != "spec-issue");
    let alarm = |one: &Value| Alarm {
        description: description.to_owned(),
        operation: format!(
            "{} {}",
            text(&request["method"]),
            text(&request["pathPattern"])
        ),
        code: text(&one["code"]),
        message: format!("{}: {}", text(&one["requestPath"]), text(&one["message"])),
    };
    found.map(alarm).collect()
}

/// The complaint of the SDK itself: it refused the call, or could not read the answer.
pub fn of_answer(description: &str, call: &Value, answer: &Value) -> Option<Alarm> {
    let error = &answer["error"];
    let kind = error["kind"].as_str()?;
    // Whether an answer of the API is an error is the mock server's choice.
    if kind == "api" {
        return None;
    }
    Some(Alarm {
        description: description.to_owned(),
        operation: call["operationId"].as_str().unwrap_or_default().to_owned(),
        code: kind.to_owned(),
        message: error["message"].as_str().unwrap_or_default().to_owned(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    alarm: Vec<Known>,
}

/// A false alarm.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// The name of the description's file, without its extension.
    description: String,
    /// The operation; without it, all.
    #[serde(default)]
    operation: Option<String>,
    /// The code.
    code: String,
    /// What stands in the message.
    #[serde(default)]
    message: String,
    /// Why it is false.
    reason: String,
    #[serde(skip)]
    sounded: bool,
}

/// The list of false alarms.
pub struct Alarms(Vec<Known>);

impl Alarms {
    pub fn read(root: &Path) -> Result<Self, String> {
        let fail = |error: &dyn fmt::Display| format!("{FILE}: {error}");
        let text = fs::read_to_string(root.join(FILE)).map_err(|error| fail(&error))?;
        let file: File = toml::from_str(&text).map_err(|error| fail(&error))?;
        if let Some(known) = file.alarm.iter().find(|known| known.reason.is_empty()) {
            return Err(fail(&format!("no reason is given for {}", known.code)));
        }
        Ok(Self(file.alarm))
    }

    /// Whether an alarm is listed.
    pub fn knows(&mut self, alarm: &Alarm) -> bool {
        let found = self.0.iter_mut().find(|known| {
            known.description == alarm.description
                && known
                    .operation
                    .as_ref()
                    .is_none_or(|operation| *operation == alarm.operation)
                && known.code == alarm.code
                && alarm.message.contains(&known.message)
        });
        found.map(|known| known.sounded = true).is_some()
    }

    /// Those of some descriptions that have not sounded.
    pub fn silent(&self, descriptions: &BTreeSet<&str>) -> Vec<String> {
        let silent = self.0.iter().filter(|known| !known.sounded);
        let silent = silent.filter(|known| descriptions.contains(known.description.as_str()));
        let shown = silent.map(|known| {
            let operation = known.operation.as_deref().unwrap_or("any operation");
            format!(
                "{}: {operation}: {} {:?}",
                known.description, known.code, known.message
            )
        });
        shown.collect()
    }
}
