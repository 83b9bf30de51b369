//! The curl backend: a shell script for each operation, from the description's own example. Everything about a request that is
//! known is encoded when it is generated; there is no runtime.

mod credentials;
mod literal;
mod names;
mod papers;
mod request;
mod sample;
mod style;
mod xml;

use crate::config::PackageOptions;
use crate::diagnostic::Diagnostics;
use crate::emit::{files, scope};
use crate::ir::{Api, Operation};
use crate::output::FileSet;

/// What is rendered at a time.
enum Job<'a> {
    Papers,
    Sample(&'a Operation, String),
}

/// Makes the package.
///
/// # Errors
///
/// Faults of the templates.
pub fn generate(api: &Api, options: &PackageOptions) -> Result<FileSet, Diagnostics> {
    let names = script_names(api);
    let samples = api.operations().zip(names.iter().cloned());
    let samples = samples.map(|(operation, name)| Job::Sample(operation, name));
    let jobs: Vec<_> = samples.chain([Job::Papers]).collect();
    files::collect(&jobs, |job| match job {
        Job::Papers => papers::papers(api, options, &names),
        Job::Sample(operation, name) => {
            let text = sample::script(api, operation);
            vec![(format!("examples/{name}.sh"), text)]
        }
    })
}

/// The name of each operation's script.
fn script_names(api: &Api) -> Vec<String> {
    let entries: Vec<(String, &str)> = api
        .operations()
        .map(|operation| {
            let name = &operation.full_name;
            (names::script(name), name.wire.as_str())
        })
        .collect();
    scope::distinct(&entries, &[])
}
