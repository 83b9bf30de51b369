//! `codegen`: generates packages, or checks that they are as generated.

use std::mem::ManuallyDrop;
use std::path::PathBuf;

use sdkwright::config::{DescriptionTarget, Language, PackageOptions, PackageTarget};
use sdkwright::diagnostic::Diagnostics;
use sdkwright::load::Options;
use sdkwright::output::OutputError;
use sdkwright::{parallel, Description, Package};

use crate::exit::{count, Failure, CODES};
use crate::fidelity::{self, Loss};
use crate::reading::{self, Source};
use crate::{lint, progress, repository};

/// The version of a package that has none of its own.
const FIRST_VERSION: &str = "0.1.0";

/// Generate the packages of openapi/codegen.toml, or those of another description.
///
/// All problems of a description are reported together, and then nothing is written. Files that are as generated are not
/// touched, files that were edited by hand are refused, files that are not ours are left alone.
#[derive(clap::Args, Default)]
#[command(after_help = CODES)]
pub struct Args {
    /// Write nothing; say what differs from what would be generated, and why.
    #[arg(long, conflicts_with = "force")]
    pub check: bool,
    /// A description anywhere, instead of those of openapi/codegen.toml.
    #[arg(long, value_name = "FILE", requires = "out")]
    pub spec: Option<PathBuf>,
    /// Where the packages of --spec go: each language into a folder of its name in there.
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub out: Option<PathBuf>,
    /// The languages; without it, all.
    #[arg(long, value_name = "L", value_delimiter = ',')]
    pub lang: Vec<Language>,
    /// The name of the packages of --spec; without it, the title of the description.
    #[arg(long, value_name = "NAME", requires = "spec")]
    pub package: Option<String>,
    #[command(flatten)]
    pub reading: reading::Args,
    /// Write nothing if constructs of a description are lost in these ways; `lint --fidelity` lists them.
    #[arg(long, value_name = "LOSS", value_delimiter = ',')]
    pub deny: Vec<Loss>,
    /// Also generate a driver for each package, into a folder beside it with `-driver` in its name: a program that makes the calls
    /// it reads as JSON lines. Samples of curl have none.
    #[arg(long)]
    pub driver: bool,
    /// Give up edits that were made by hand in generated files.
    #[arg(long)]
    pub force: bool,
}

impl Args {
    /// The arguments of `codegen --check`.
    pub fn check() -> Self {
        Self {
            check: true,
            ..Self::default()
        }
    }
}

/// What is read and made is never given back: the process ends here, and to free millions of small pieces before that takes longer
/// than to write some packages.
pub fn run(args: &Args) -> Result<(), Failure> {
    let outputs = ManuallyDrop::new(generate(&targets(args)?, args)?);
    if args.check {
        return check(args, &outputs);
    }
    write(&outputs, args.force)
}

/// A package with the folder that it goes to.
struct Output {
    folder: PathBuf,
    package: Package,
}

fn targets(args: &Args) -> Result<Vec<DescriptionTarget>, Failure> {
    let chosen = |language| args.lang.is_empty() || args.lang.contains(&language);
    let (Some(file), Some(out)) = (&args.spec, &args.out) else {
        let mut descriptions = repository::config(&repository::root()?)?.descriptions;
        for description in &mut descriptions {
            description
                .packages
                .retain(|package| chosen(package.language));
        }
        return Ok(descriptions);
    };
    let languages = Language::ALL
        .iter()
        .copied()
        .filter(|language| chosen(*language));
    let package = |language: Language| PackageTarget {
        language,
        out: out.join(language.name()),
        options: PackageOptions {
            name: args.package.clone().unwrap_or_default(),
            version: FIRST_VERSION.to_owned(),
            ..PackageOptions::default()
        },
    };
    Ok(vec![DescriptionTarget {
        file: file.clone(),
        read: Options::default(),
        packages: languages.map(package).collect(),
    }])
}

/// Generates every package in memory. If any description has problems, those of all are printed, and nothing comes of it.
fn generate(targets: &[DescriptionTarget], args: &Args) -> Result<Vec<Output>, Failure> {
    let mut outputs = Vec::new();
    let mut broken = false;
    for target in targets {
        let source = Source {
            file: target.file.clone(),
            options: target.read.clone(),
        };
        let description = ManuallyDrop::new(source.read(&args.reading)?);
        lint::report(&description, &description.diagnostics);
        if description.usable().is_none() {
            broken = true;
            continue;
        }
        let named =
            |package: &PackageTarget| named(&package.options, package.language, &description);
        let options = target
            .packages
            .iter()
            .map(named)
            .collect::<Result<Vec<_>, _>>()?;
        let wanted: Vec<_> = target.packages.iter().zip(options).collect();
        let what = format!("generating from {}", target.file.display());
        let make = || {
            parallel::map(&wanted, |(package, options)| {
                packages(&description, package, options, args.driver)
            })
        };
        let (made, denied) = parallel::both(
            || progress::during(&what, make),
            || fidelity::check(&description, &target.file, &args.deny),
        );
        broken |= denied;
        for made in made {
            match made {
                Ok(made) => outputs.extend(made),
                Err(diagnostics) => {
                    lint::report(&description, &diagnostics);
                    broken = true;
                }
            }
        }
    }
    if broken {
        eprintln!("nothing was written");
        return Err(Failure::Found);
    }
    Ok(outputs)
}

/// A package, and its driver if it is wanted.
fn packages(
    description: &Description,
    target: &PackageTarget,
    options: &PackageOptions,
    driver: bool,
) -> Result<Vec<Output>, Diagnostics> {
    let mut outputs = vec![Output {
        folder: target.out.clone(),
        package: description.generate(target.language, options)?,
    }];
    if driver && target.language.has_driver() {
        let folder = target.out.file_name().unwrap_or_default().to_string_lossy();
        outputs.push(Output {
            folder: target.out.with_file_name(format!("{folder}-driver")),
            package: description.driver(target.language, options, &folder)?,
        });
    }
    Ok(outputs)
}

/// The options with a name: without one, the words of the description's title.
fn named(
    options: &PackageOptions,
    language: Language,
    description: &Description,
) -> Result<PackageOptions, Failure> {
    let mut options = options.clone();
    if options.name.is_empty() {
        let title = description
            .api
            .iter()
            .flat_map(|api| api.info.title.split(|c: char| !c.is_ascii_alphanumeric()));
        let words: Vec<_> = title
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        options.name = words.join("-");
    }
    match language.package_name_problem(&options.name) {
        None => Ok(options),
        Some(problem) => {
            let name = options.name.escape_debug();
            Err(Failure::Usage(format!(
                "`{name}` cannot be the name of the package: {problem}; give --package"
            )))
        }
    }
}

/// Writes the packages that differ; none of them if one is refused.
fn write(outputs: &[Output], force: bool) -> Result<(), Failure> {
    let plans = parallel::map(outputs, |output| output.package.plan(&output.folder));
    let mut different = Vec::new();
    let mut unchanged = 0;
    let mut refused = Ok(());
    for (output, plan) in outputs.iter().zip(plans) {
        match plan.and_then(|plan| plan.refuse(force).map(|()| plan)) {
            Ok(plan) if plan.is_clean() => unchanged += plan.files.len(),
            Ok(_) => different.push(output),
            Err(error) => refused = Err(failure(error)),
        }
    }
    refused?;
    let applied = parallel::map(&different, |output| {
        output.package.apply(&output.folder, force)
    });
    for (output, applied) in different.iter().zip(applied) {
        let applied = applied.map_err(failure)?;
        if applied.written + applied.removed > 0 {
            let folder = output.folder.display();
            let written = count(applied.written, "file");
            eprintln!("{folder}: {written} written, {} removed", applied.removed);
        }
        unchanged += applied.unchanged;
    }
    let (packages, unchanged) = (count(outputs.len(), "package"), count(unchanged, "file"));
    eprintln!("codegen: {packages}, {unchanged} up to date");
    Ok(())
}

/// Prints a refusal, which is a problem of the input; anything else is the file system's.
fn failure(error: OutputError) -> Failure {
    match error {
        OutputError::Refused { .. } | OutputError::Manifest { .. } => {
            eprintln!("error: {error}");
            Failure::Found
        }
        OutputError::Io { .. } | OutputError::Busy(_) => Failure::broken(error),
    }
}

fn check(args: &Args, outputs: &[Output]) -> Result<(), Failure> {
    let mut differences = 0;
    let mut needs_force = false;
    let reports = parallel::map(outputs, |output| output.package.check(&output.folder));
    for report in reports {
        let report = report.map_err(failure)?;
        eprint!("{report}");
        differences += report.differences.len();
        needs_force |= report.needs_force;
    }
    if differences == 0 {
        eprintln!(
            "codegen: {}, all as generated",
            count(outputs.len(), "package")
        );
        return Ok(());
    }
    let (files, command) = (count(differences, "file"), mend(args, needs_force));
    eprintln!("codegen: {files} not as generated; mend with: {command}");
    Err(Failure::Found)
}

/// The command that makes the packages what they should be.
fn mend(args: &Args, force: bool) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    let paths = [("--spec", &args.spec), ("--out", &args.out)];
    let mut options: Vec<_> = paths
        .iter()
        .filter_map(|(name, path)| Some((*name, path.as_ref()?.display().to_string())))
        .collect();
    options.extend(args.package.iter().map(|name| ("--package", name.clone())));
    options.extend(
        args.lang
            .iter()
            .map(|language| ("--lang", language.to_string())),
    );
    options.extend(args.deny.iter().map(|loss| ("--deny", loss.to_string())));
    for (name, value) in options {
        command.push_str(&format!(" {name} {}", quoted(&value)));
    }
    for word in args.reading.words() {
        command.push_str(&format!(" {}", quoted(&word)));
    }
    command.push_str(if args.driver { " --driver" } else { "" });
    if force {
        command.push_str(" --force   # gives up the edits made by hand");
    }
    command
}

/// A word of a shell command.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
