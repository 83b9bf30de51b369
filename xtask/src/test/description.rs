//! The descriptions, in the eyes of validators that are not ours.

use std::path::PathBuf;

use super::shell::{run, Shell};
use super::{tools, Outcome};
use crate::repository;

pub fn redocly(shell: &Shell) -> Outcome {
    let redocly = tools::node(shell, "redocly")?;
    let mut command = shell.program(redocly);
    command
        .args(["lint", "--config", "openapi/redocly.yaml"])
        .args(descriptions(shell)?);
    // Nothing but the description is to be looked at: no news, no usage data.
    command
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
        .env("REDOCLY_TELEMETRY", "off");
    run(&mut command)?;
    Ok(None)
}

pub fn spec_validator(shell: &Shell) -> Outcome {
    let validator = tools::python(shell, "openapi-spec-validator")?;
    run(shell
        .program(validator)
        .args(["--validation-errors", "all", "--subschema-errors", "all"])
        .args(descriptions(shell)?))?;
    Ok(None)
}

/// The scenario server as the descriptions have it, in the eyes of a program that makes up requests, good and bad: what the SDKs
/// are tested against is honest itself.
pub fn schemathesis(shell: &Shell) -> Outcome {
    let schemathesis = tools::python(shell, "schemathesis")?;
    for description in descriptions(shell)? {
        let description = shell.root.join(description);
        let mut server = shell.cargo(&["run", "--quiet", "--package", "conformance"]);
        server.args(["--bin", "described", "--"]).arg(&description);
        server.arg(&schemathesis).arg("run").arg(&description);
        server.args(["--seed=1", "--max-examples=20", "--no-color"]);
        // Nothing of an earlier run is remembered, and what it leaves in its folder is not left here.
        let place = shell.target("tools/python");
        server.arg("--generation-database=none").current_dir(place);
        run(&mut server)?;
    }
    Ok(None)
}

fn descriptions(shell: &Shell) -> Result<Vec<PathBuf>, String> {
    let config =
        repository::config(&shell.root).map_err(|failure| format!("codegen.toml: {failure:?}"))?;
    Ok(config
        .descriptions
        .into_iter()
        .map(|description| description.file)
        .collect())
}
