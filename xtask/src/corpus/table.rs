//! What came of it, as tables.

use super::check::Total;
use super::known::Known;
use super::Entry;

/// A row for each description, then one for each language.
pub fn print(entries: &[Entry], known: &Known, totals: &[Total]) {
    println!(
        "\n{:<8} {:>10} {:>6} {:>8} {:>6}  {:<24} description",
        "version", "operations", "types", "seconds", "MiB", "errors"
    );
    for entry in entries {
        let errors: Vec<_> = entry
            .failures
            .keys()
            .map(|what| {
                let is_known = known.contains(&(what.clone(), entry.path.clone()));
                format!("{what}{}", if is_known { " (known)" } else { "" })
            })
            .collect();
        let errors = if errors.is_empty() {
            "-".to_owned()
        } else {
            errors.join(", ")
        };
        println!(
            "{:<8} {:>10} {:>6} {:>8.2} {:>6}  {errors:<24} {}",
            entry.version,
            entry.operations,
            entry.report.types,
            entry.seconds,
            entry.report.mib,
            entry.path
        );
    }
    println!(
        "\n{:<12} {:>8} {:>6} {:>9} {:>6}",
        "language", "compiled", "of", "seconds", "MiB"
    );
    for total in totals {
        println!(
            "{:<12} {:>8} {:>6} {:>9.1} {:>6}",
            total.language.name(),
            total.compiled,
            total.read,
            total.seconds,
            total.mib
        );
    }
    println!();
}
