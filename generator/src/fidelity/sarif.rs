//! The report as SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), which code hosts and editors show.

use serde_json::{json, Value};

use super::{Construct, Fate, Fidelity};
use crate::load::Location;
use crate::pointer::Pointer;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

impl Fidelity<'_> {
    /// The report as a SARIF log with one run: a result for each construct that loses something. How many lose nothing is said
    /// by the properties of the run; tools that read logs take tens of thousands of results for a mistake.
    pub fn sarif(&self) -> Value {
        let located = self.located();
        let results = located
            .iter()
            .filter(|(_, construct)| construct.fate.is_lossy())
            .map(|(location, construct)| {
                let pointer = self.sources.original(&construct.pointer());
                result(location, construct, &pointer)
            });
        let results: Vec<_> = results.collect();
        let counts = self.counts();
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules(),
                }},
                // Columns count characters (3.14.17).
                "columnKind": "unicodeCodePoints",
                "results": results,
                "properties": {
                    "exact": counts.of(Fate::Exact),
                    "annotations": counts.of(Fate::Annotation),
                },
            }],
        })
    }
}

/// A rule for each fate that loses something (3.49).
fn rules() -> Vec<Value> {
    let lossy = Fate::ALL.iter().filter(|fate| fate.is_lossy());
    lossy
        .map(|fate| {
            json!({
                "id": fate.name(),
                "shortDescription": { "text": fate.meaning() },
                "defaultConfiguration": { "level": level(*fate) },
            })
        })
        .collect()
}

fn result(location: &Location, construct: &Construct, pointer: &Pointer) -> Value {
    json!({
        "ruleId": construct.fate.name(),
        "level": level(construct.fate),
        "message": { "text": construct.message },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&location.file) },
                "region": {
                    "startLine": location.line.max(1),
                    "startColumn": location.column.max(1),
                    "byteOffset": location.bytes.start,
                    "byteLength": location.bytes.len(),
                },
            },
            "logicalLocations": [{ "fullyQualifiedName": pointer }],
        }],
    })
}

/// What only the server refuses is worth knowing; what is missing is worth a look.
fn level(fate: Fate) -> &'static str {
    match fate {
        Fate::Exact | Fate::Annotation => "none",
        Fate::NotEnforced => "note",
        Fate::Approximated | Fate::NotGenerated => "warning",
    }
}

/// A path as a URI reference (RFC 3986, 4.2).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uri_references() {
        assert_eq!(uri("a b/ä.yaml"), "a%20b/%C3%A4.yaml");
        assert_eq!(uri("../x-1_y.json"), "../x-1_y.json");
    }
}
