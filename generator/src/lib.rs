//! sdkwright: SDKs from OpenAPI descriptions.
//!
//! One road, one direction; every stage is a function between two types, and only [`output`] touches what is on disk:
//!
//! ```text
//! file -> Spec -> Api -> FileSet -> disk
//!     load    lower   emit      output
//! ```
//!
//! ```no_run
//! use sdkwright::config::{Language, PackageOptions};
//!
//! let description = sdkwright::read("openapi.yaml".as_ref(), &Default::default());
//! for diagnostic in &description.diagnostics {
//!     eprintln!("{}", description.sources.render(diagnostic, false));
//! }
//! let options = PackageOptions {
//!     name: "my-client".to_owned(),
//!     version: "0.1.0".to_owned(),
//!     ..PackageOptions::default()
//! };
//! if let Ok(package) = description.generate(Language::Rust, &options) {
//!     package.apply("my-client".as_ref(), false)?;
//! }
//! # Ok::<(), sdkwright::output::OutputError>(())
//! ```

pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod fidelity;
pub mod ir;
pub mod load;
pub mod lower;
pub mod output;
pub mod parallel;
pub mod pointer;
pub mod spec;

use std::path::Path;

use config::{Language, PackageOptions};
use diagnostic::Diagnostics;
use fidelity::Fidelity;
use ir::Api;
use load::Sources;
use output::{Applied, Digest, FileSet, Origin, OutputError, Plan, Report};

/// A description that was read: as far as it could be, and everything that is wrong with it.
#[derive(Debug)]
pub struct Description {
    /// Its text, by which diagnostics are shown at their places.
    pub sources: Sources,
    /// All problems. With an error among them nothing is generated.
    pub diagnostics: Diagnostics,
    /// What becomes of its keywords; [`Self::fidelity`] joins that with the diagnostics.
    constructs: Vec<fidelity::Construct>,
    /// What is generated less exactly than it is described, and is no problem.
    notes: Diagnostics,
    /// What it describes; `None` if the problems leave nothing sensible.
    pub api: Option<Api>,
}

/// Reads a description: the stages `load` and `lower`.
pub fn read(path: &Path, options: &load::Options) -> Description {
    let load::Loaded {
        sources,
        mut diagnostics,
        spec,
        constructs,
    } = load::load(path, options);
    let mut api = None;
    let mut notes = Diagnostics::new();
    if let Some(spec) = spec {
        let find_places = || {
            // Problems are shown at their places, and to find these takes a pass over the text.
            if !diagnostics.is_empty() {
                sources.prepare();
            }
        };
        let ((lowered, problems), ()) = parallel::both(|| lower::lower(&spec), find_places);
        let (about_fidelity, problems) = problems.split_notes();
        notes = about_fidelity;
        diagnostics.extend(problems);
        api = lowered.map(|api| {
            let (api, problems) = emit::permitted(api, options.own_types);
            diagnostics.extend(problems);
            api
        });
    }
    Description {
        sources,
        diagnostics,
        constructs,
        notes,
        api,
    }
}

impl Description {
    /// The same description, its warnings as errors.
    #[must_use]
    pub fn strict(self) -> Self {
        Self {
            diagnostics: self.diagnostics.strict(),
            ..self
        }
    }

    /// The API, if the description has no error.
    pub fn usable(&self) -> Option<&Api> {
        self.api.as_ref().filter(|_| !self.diagnostics.has_errors())
    }

    /// What becomes of each construct.
    pub fn fidelity(&self) -> Fidelity<'_> {
        let said = self.diagnostics.iter().chain(&self.notes);
        Fidelity::new(&self.sources, &self.constructs, said)
    }

    /// Generates a package: the stage `emit`.
    ///
    /// # Errors
    /// The problems of the description if it has errors, else what `language` cannot express.
    pub fn generate(
        &self,
        language: Language,
        options: &PackageOptions,
    ) -> Result<Package, Diagnostics> {
        self.package(options, |api| emit::generate(api, language, options))
    }

    /// Generates the driver of a package: a program that stands in a folder beside that of the package, which is called
    /// `package`, and makes the calls that it reads as JSON lines.
    ///
    /// # Errors
    /// Those of [`Self::generate`].
    pub fn driver(
        &self,
        language: Language,
        options: &PackageOptions,
        package: &str,
    ) -> Result<Package, Diagnostics> {
        self.package(options, |api| emit::driver(api, language, options, package))
    }

    fn package(
        &self,
        options: &PackageOptions,
        files: impl FnOnce(&Api) -> Result<FileSet, Diagnostics>,
    ) -> Result<Package, Diagnostics> {
        let api = self.usable().ok_or_else(|| self.diagnostics.clone())?;
        Ok(Package {
            files: files(&api.with_texts(&options.texts))?,
            origin: self.origin(options),
        })
    }

    fn origin(&self, options: &PackageOptions) -> Origin {
        let mut texts = Vec::new();
        for text in self.sources.texts() {
            texts.extend_from_slice(Digest::of(text.as_bytes()).to_string().as_bytes());
        }
        Origin {
            description: Digest::of(&texts),
            // Strings and lists of strings always have a JSON form.
            options: Digest::of(&serde_json::to_vec(options).unwrap_or_default()),
        }
    }
}

/// A generated package, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its files.
    pub files: FileSet,
    /// What they were made from.
    pub origin: Origin,
}

impl Package {
    /// Makes the folder `root` hold this package, see [`output::apply`].
    ///
    /// # Errors
    /// Those of [`output::apply`].
    pub fn apply(&self, root: &Path, force: bool) -> Result<Applied, OutputError> {
        output::apply(&self.files, self.origin, root, force)
    }

    /// Compares the folder `root` with this package, see [`output::plan()`].
    ///
    /// # Errors
    /// Those of [`output::plan()`].
    pub fn plan(&self, root: &Path) -> Result<Plan, OutputError> {
        output::plan(&self.files, self.origin, root)
    }

    /// Compares the folder `root` with this package and gives reasons, see [`output::check`].
    ///
    /// # Errors
    /// Those of [`output::check`].
    pub fn check(&self, root: &Path) -> Result<Report, OutputError> {
        output::check(&self.files, self.origin, root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The API of one of the descriptions in `tests/specs/ok`.
    pub(crate) fn api(name: &str) -> ir::Api {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let path = root.join(format!("tests/specs/ok/{name}.yaml"));
        let read = read(&path, &Default::default());
        read.api.expect("the description is good")
    }
}
