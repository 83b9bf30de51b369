//! The problems of a `codegen.toml`, each at its place.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// One problem of a `codegen.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// Why there is no [`super::Config`].
#[derive(Debug)]
pub enum ConfigError {
    /// The file cannot be read.
    Io {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        source: io::Error,
    },
    /// The file is not a configuration; these are all its problems.
    Invalid {
        /// The file.
        path: PathBuf,
        /// Its text.
        text: String,
        /// At least one problem, in the order of the file.
        problems: Vec<Problem>,
    },
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Invalid {
                path,
                text,
                problems,
            } => {
                let path = path.display().to_string();
                let rendered: Vec<_> = problems
                    .iter()
                    .map(|problem| render(&path, text, problem))
                    .collect();
                f.write_str(&rendered.join("\n\n"))
            }
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Invalid { .. } => None,
        }
    }
}

fn render(path: &str, text: &str, problem: &Problem) -> String {
    let snippet = Snippet::source(text)
        .path(path)
        .annotation(AnnotationKind::Primary.span(problem.span.clone()));
    let title = Level::ERROR.primary_title(problem.message.as_str());
    let mut groups = vec![Group::with_title(title).element(snippet)];
    if let Some(help) = &problem.help {
        groups = groups
            .into_iter()
            .map(|group| group.element(Level::HELP.message(help.as_str())))
            .collect();
    }
    Renderer::plain().render(&groups)
}
