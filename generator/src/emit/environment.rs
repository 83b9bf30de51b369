//! Environment variables from which example programs read the address of the server and the credentials, the same in every
//! language.

use heck::ToShoutySnakeCase;

use crate::ir::{Api, SecurityScheme, SecuritySchemeKind};

/// The variables of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// The URL of a server other than the default one.
    pub base_url: String,
    /// Those of each security scheme, in the order of the IR.
    pub credentials: Vec<Credentials>,
}

/// The variables of a security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Credentials {
    Basic { username: String, password: String },
    Token(String),
    Key(String),
}

impl Environment {
    /// The variables of an API: all begin with the words of its title.
    pub fn new(api: &Api) -> Self {
        let title: String = api.info.title.chars().map(ascii).collect();
        let mut prefix = title.to_shouty_snake_case();
        if !prefix.starts_with(|c: char| c.is_ascii_alphabetic()) {
            prefix.insert_str(0, if prefix.is_empty() { "API" } else { "API_" });
        }
        let credentials = api
            .security_schemes
            .iter()
            .map(|scheme| credentials(&prefix, scheme))
            .collect();
        Self {
            base_url: format!("{prefix}_BASE_URL"),
            credentials,
        }
    }

    /// All variables, each once.
    pub fn names(&self) -> Vec<&str> {
        let mut names = vec![self.base_url.as_str()];
        for credentials in &self.credentials {
            let of_scheme = match credentials {
                Credentials::Basic { username, password } => vec![username, password],
                Credentials::Token(name) | Credentials::Key(name) => vec![name],
            };
            for name in of_scheme {
                if !names.contains(&name.as_str()) {
                    names.push(name);
                }
            }
        }
        names
    }
}

fn credentials(prefix: &str, scheme: &SecurityScheme) -> Credentials {
    match &scheme.kind {
        SecuritySchemeKind::Basic => Credentials::Basic {
            username: format!("{prefix}_USERNAME"),
            password: format!("{prefix}_PASSWORD"),
        },
        SecuritySchemeKind::Bearer | SecuritySchemeKind::OAuth2 { .. } => {
            Credentials::Token(format!("{prefix}_TOKEN"))
        }
        SecuritySchemeKind::ApiKey { .. } => {
            let words: String = scheme.name.words.join("_").chars().map(ascii).collect();
            Credentials::Key(format!("{prefix}_{}", words.to_shouty_snake_case()))
        }
    }
}

/// Names of variables are portable in ASCII only.
fn ascii(c: char) -> char {
    if c.is_ascii_alphanumeric() {
        c
    } else {
        '_'
    }
}
