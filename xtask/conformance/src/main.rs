//! `conformance [--quick] [--first] [--family NAME]... VECTORS LANGUAGE=COMMAND ...`: replays the vectors of a folder through the
//! drivers of several languages and prints one table, family by language. Exit code 1 on any difference. `--quick` leaves out
//! what takes long, `--first` ends a family at its first difference.

use std::path::Path;
use std::process::ExitCode;

use conformance::run::{self, Extent, Outcome};
use conformance::vector::{self, Family};

#[tokio::main]
async fn main() -> ExitCode {
    match compare(std::env::args().skip(1).collect()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

async fn compare(arguments: Vec<String>) -> Result<bool, String> {
    let mut extent = Extent::default();
    let mut only = Vec::new();
    let mut rest = Vec::new();
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => extent.quick = true,
            "--first" => extent.first = true,
            "--family" => only.extend(arguments.next()),
            _ => rest.push(argument),
        }
    }
    let mut rest = rest.into_iter();
    let folder = rest.next().ok_or("the folder of the vectors is missing")?;
    let drivers: Vec<(String, String)> = rest
        .map(|driver| {
            let split = driver.split_once('=');
            let (language, command) =
                split.ok_or_else(|| format!("`{driver}` is not LANGUAGE=COMMAND"))?;
            Ok((language.to_owned(), command.to_owned()))
        })
        .collect::<Result<_, String>>()?;
    let mut families = vector::families(Path::new(&folder))?;
    if let Some(unknown) = only.iter().find(|name| !families.contains_key(*name)) {
        return Err(format!("there is no family {unknown:?}"));
    }
    families.retain(|name, _| only.is_empty() || only.contains(name));
    if families.is_empty() || drivers.is_empty() {
        return Err("there is nothing to run".to_owned());
    }
    let mut rows = Vec::new();
    for (name, family) in &families {
        rows.push((name.as_str(), family, row(&drivers, family, extent).await));
    }
    Ok(report(&drivers, &rows))
}

/// One family in all languages, side by side: mostly they wait for their drivers.
async fn row(drivers: &[(String, String)], family: &Family, extent: Extent) -> Vec<Outcome> {
    let languages = drivers
        .iter()
        .map(|(language, command)| run::family(language, command, family, extent));
    futures_util::future::join_all(languages).await
}

/// Prints what failed, then the table; whether all is well.
fn report(drivers: &[(String, String)], rows: &[(&str, &Family, Vec<Outcome>)]) -> bool {
    let mut well = true;
    for failure in rows
        .iter()
        .flat_map(|(_, _, outcomes)| outcomes)
        .flat_map(|outcome| &outcome.failed)
    {
        well = false;
        println!("{failure}");
    }
    println!("\npassed / failed / not run");
    print!("{:<14}", "family");
    for (language, _) in drivers {
        print!(" {language:>14}");
    }
    println!();
    let mut totals = vec![(0, 0, 0); drivers.len()];
    for (name, _, outcomes) in rows {
        print!("{name:<14}");
        for (outcome, total) in outcomes.iter().zip(&mut totals) {
            let counts = (outcome.passed, outcome.failed.len(), outcome.not_run);
            *total = (total.0 + counts.0, total.1 + counts.1, total.2 + counts.2);
            print!(
                " {:>14}",
                format!("{} / {} / {}", counts.0, counts.1, counts.2)
            );
        }
        println!();
    }
    print!("{:<14}", "all");
    for (passed, failed, not_run) in totals {
        print!(" {:>14}", format!("{passed} / {failed} / {not_run}"));
    }
    println!();
    well
}
