//! How a description is read: the options that all verbs share, and those of `codegen.toml`.

use std::path::{Path, PathBuf};

use sdkwright::load::{Options, Selector};
use sdkwright::Description;

use crate::exit::Failure;
use crate::{progress, repository};

/// What the command line says about reading.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Args {
    /// A folder whose files references may lead to, besides that of the description; may be given several times. Nothing is ever
    /// fetched: of a remote file, save a copy.
    #[arg(long, value_name = "FOLDER")]
    pub allow_ref: Vec<PathBuf>,
    /// An OpenAPI Overlay that is applied to the description before it is checked, after those of `codegen.toml`; may be given
    /// several times.
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Generate from these operations and webhooks only: `tag:NAME`, `path:PATTERN` (`*`: anything but `/`, `**`: anything), `operation:ID`,
    /// `internal` (`x-internal`), `deprecated`; may be given several times. Types that no operation needs are left out.
    #[arg(long, value_name = "SELECTOR")]
    pub include: Vec<Selector>,
    /// Generate from none of these operations, selected as with --include.
    #[arg(long, value_name = "SELECTOR")]
    pub exclude: Vec<Selector>,
    /// Let the description replace schemas by types of other packages (`x-rust-type` and its siblings), which the generated
    /// packages then depend on. For descriptions that you trust as you trust code.
    #[arg(long)]
    pub own_types: bool,
    /// Take warnings about a description for errors.
    #[arg(long)]
    pub strict: bool,
}

/// A description, and how to read it.
pub struct Source {
    /// The file.
    pub file: PathBuf,
    /// What `codegen.toml` says about it.
    pub options: Options,
}

impl Source {
    /// A file that `codegen.toml` says nothing about.
    pub fn of(file: &Path) -> Self {
        Self {
            file: file.to_path_buf(),
            options: Options::default(),
        }
    }

    /// The descriptions of `codegen.toml`.
    pub fn configured() -> Result<Vec<Self>, Failure> {
        let config = repository::config(&repository::root()?)?;
        let descriptions = config.descriptions.into_iter();
        let source = |description: sdkwright::config::DescriptionTarget| Self {
            file: description.file,
            options: description.read,
        };
        Ok(descriptions.map(source).collect())
    }

    /// Reads it; that it is no readable file is not a problem of its content. If `strict`, warnings are errors.
    pub fn read(&self, args: &Args) -> Result<Description, Failure> {
        let file = &self.file;
        let fail = |error| Failure::Broken(format!("cannot read {}: {error}", file.display()));
        if std::fs::metadata(file).map_err(fail)?.is_dir() {
            return Err(fail(std::io::ErrorKind::IsADirectory.into()));
        }
        let options = args.added_to(&self.options);
        let what = format!("reading {}", file.display());
        let description = progress::during(&what, || sdkwright::read(file, &options));
        Ok(if args.strict {
            description.strict()
        } else {
            description
        })
    }
}

impl Args {
    fn added_to(&self, configured: &Options) -> Options {
        let mut options = configured.clone();
        options.allowed.extend(self.allow_ref.iter().cloned());
        options.overlays.extend(self.overlay.iter().cloned());
        options.filter.include.extend(self.include.iter().cloned());
        options.filter.exclude.extend(self.exclude.iter().cloned());
        options.own_types |= self.own_types;
        options
    }

    /// The same on a command line.
    pub fn words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for (option, paths) in [
            ("--allow-ref", &self.allow_ref),
            ("--overlay", &self.overlay),
        ] {
            for path in paths {
                words.extend([option.to_owned(), path.display().to_string()]);
            }
        }
        for (option, selectors) in [("--include", &self.include), ("--exclude", &self.exclude)] {
            for selector in selectors {
                words.extend([option.to_owned(), selector.to_string()]);
            }
        }
        if self.own_types {
            words.push("--own-types".to_owned());
        }
        if self.strict {
            words.push("--strict".to_owned());
        }
        words
    }
}
