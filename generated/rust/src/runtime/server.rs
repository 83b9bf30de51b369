//! Servers with variables (OpenAPI 3.0.3, section 4.7.5): a URL that its user completes.

use super::error::{Error, LocalErrorKind};

/// The URL of a server, with values for its variables.
#[derive(Clone, Debug)]
pub struct ServerUrl {
    parts: &'static [UrlPart],
    values: Vec<(&'static str, String)>,
}

/// A piece of a server's URL.
#[derive(Clone, Copy, Debug)]
pub enum UrlPart {
    /// Text as written.
    Literal(&'static str),
    /// A variable.
    Variable {
        /// Its name.
        name: &'static str,
        /// Its value unless another is given.
        default: &'static str,
        /// The values it may have; empty: any.
        allowed: &'static [&'static str],
    },
}

impl ServerUrl {
    /// The URL with all variables at their defaults.
    pub fn new(parts: &'static [UrlPart]) -> Self {
        Self {
            parts,
            values: Vec::new(),
        }
    }

    /// The same with another value for a variable.
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.values.push((name, value));
        self
    }

    /// The URL as text.
    ///
    /// # Errors
    /// [`LocalErrorKind::Configuration`]: a value that is not allowed, that would change the structure of the URL (credentials
    /// could then go to another host), or that is for a variable the URL does not have.
    pub(super) fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        let names = self.parts.iter().filter_map(|part| match part {
            UrlPart::Variable { name, .. } => Some(*name),
            UrlPart::Literal(_) => None,
        });
        let names: Vec<_> = names.collect();
        if let Some((unknown, _)) = self.values.iter().find(|(name, _)| !names.contains(name)) {
            return Err(refuse(unknown, "is not part of this server's URL"));
        }
        for part in self.parts {
            match *part {
                UrlPart::Literal(literal) => text.push_str(literal),
                UrlPart::Variable {
                    name,
                    default,
                    allowed,
                } => {
                    let given = self.values.iter().rfind(|(given, _)| *given == name);
                    match given {
                        None => text.push_str(default),
                        Some((_, value)) => {
                            check(name, value, allowed, in_path(&text))?;
                            text.push_str(value);
                        }
                    }
                }
            }
        }
        Ok(text)
    }
}

/// Whether what follows `text` stands behind the authority of the URL.
fn in_path(text: &str) -> bool {
    text.split_once("://")
        .is_some_and(|(_, rest)| rest.contains('/'))
}

fn check(name: &str, value: &str, allowed: &[&str], in_path: bool) -> Result<(), Error> {
    if !allowed.is_empty() {
        return match allowed.contains(&value) {
            true => Ok(()),
            false => Err(refuse(
                name,
                &format!("must be one of {}", allowed.join(", ")),
            )),
        };
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c) || (in_path && c == '/');
    match !value.is_empty() && value.chars().all(plain) {
        true => Ok(()),
        false => Err(refuse(
            name,
            "may hold only letters and digits of ASCII, `-`, `.`, `_` and `~`",
        )),
    }
}

fn refuse(name: &str, why: &str) -> Error {
    Error::local(
        LocalErrorKind::Configuration,
        format!("the server variable {name:?} {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: &[UrlPart] = &[
        UrlPart::Literal("https://"),
        UrlPart::Variable {
            name: "subdomain",
            default: "example",
            allowed: &[],
        },
        UrlPart::Literal(".test/"),
        UrlPart::Variable {
            name: "base",
            default: "v1",
            allowed: &[],
        },
    ];

    fn text(values: &[(&'static str, &str)]) -> Result<String, String> {
        let server = values
            .iter()
            .fold(ServerUrl::new(PARTS), |server, (name, value)| {
                server.with(name, (*value).to_owned())
            });
        server.text().map_err(|error| error.to_string())
    }

    #[test]
    fn variables_have_defaults_and_the_last_value_counts() {
        assert_eq!(text(&[]).as_deref(), Ok("https://example.test/v1"));
        assert_eq!(
            text(&[("subdomain", "a"), ("subdomain", "b"), ("base", "v2/x")]).as_deref(),
            Ok("https://b.test/v2/x")
        );
    }

    #[test]
    fn a_value_cannot_lead_to_another_host() {
        for value in [
            "evil.test/",
            "user@",
            "evil.test#",
            "evil.test?",
            "a\\b",
            "",
            "a b",
            "evil.test:1",
        ] {
            assert!(text(&[("subdomain", value)]).is_err(), "{value}");
        }
        assert!(text(&[("other", "x")]).is_err());
    }

    #[test]
    fn a_closed_set_is_closed() {
        const REGION: &[UrlPart] = &[
            UrlPart::Literal("https://"),
            UrlPart::Variable {
                name: "region",
                default: "eu",
                allowed: &["eu", "us"],
            },
            UrlPart::Literal(".test"),
        ];
        let server = |region: &str| {
            ServerUrl::new(REGION)
                .with("region", region.to_owned())
                .text()
        };
        assert_eq!(server("us").ok().as_deref(), Some("https://us.test"));
        assert!(server("cn").is_err());
    }
}
