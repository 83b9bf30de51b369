//! Server URLs with variables (OpenAPI 3.0.3, section 4.7.6).

use super::error::{Error, LocalErrorKind};

/// A piece of a server URL.
#[derive(Clone, Copy, Debug)]
pub enum ServerPart<'a> {
    /// Text as written.
    Literal(&'static str),
    /// A variable.
    Variable {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: &'a str,
        /// The values it may have; empty: any.
        allowed: &'static [&'static str],
    },
}

/// The URL made of the parts.
///
/// A value must not change what the text around it means: no `?`, `#`, `@`, `\\`, space or control character anywhere, and no
/// `/` before the path, so that a value for a host name cannot lead to another host.
pub(super) fn url(parts: &[ServerPart<'_>]) -> Result<String, Error> {
    let mut url = String::new();
    for part in parts {
        match part {
            ServerPart::Literal(text) => url.push_str(text),
            ServerPart::Variable {
                name,
                value,
                allowed,
            } => {
                let in_path = url
                    .split_once("://")
                    .is_some_and(|(_, rest)| rest.contains('/'));
                let fits = value.chars().all(|c| is_harmless(c) || in_path && c == '/');
                if !fits || value.is_empty() || !(allowed.is_empty() || allowed.contains(value)) {
                    let message = format!("the server variable {name:?} cannot have this value");
                    return Err(Error::local(LocalErrorKind::Configuration, message));
                }
                url.push_str(value);
            }
        }
    }
    Ok(url)
}

fn is_harmless(c: char) -> bool {
    !matches!(c, '/' | '?' | '#' | '@' | '\\') && !c.is_whitespace() && !c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str) -> Option<String> {
        let variable = |name, allowed| ServerPart::Variable {
            name,
            value,
            allowed,
        };
        url(&[
            ServerPart::Literal("https://"),
            variable("host", &[]),
            ServerPart::Literal(".example.com/v1"),
        ])
        .ok()
    }

    #[test]
    fn a_value_cannot_lead_to_another_host() {
        assert_eq!(with("acme").as_deref(), Some("https://acme.example.com/v1"));
        for bad in [
            "",
            "evil.test/",
            "evil.test?",
            "evil.test#",
            "a@evil.test",
            "evil.test\\",
            "a b",
            "a\n",
        ] {
            assert_eq!(with(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn paths_may_have_several_segments_and_lists_are_obeyed() {
        let path = |value| ServerPart::Variable {
            name: "base",
            value,
            allowed: &[],
        };
        let host = ServerPart::Literal("https://example.com/");
        assert_eq!(
            url(&[host, path("a/b")]).unwrap(),
            "https://example.com/a/b"
        );
        assert!(url(&[host, path("a?b")]).is_err());
        let listed = |value| ServerPart::Variable {
            name: "region",
            value,
            allowed: &["eu", "us"],
        };
        assert!(url(&[host, listed("eu")]).is_ok());
        assert!(url(&[host, listed("asia")]).is_err());
    }
}
