//! The target of a request: path and query, decoded.

use std::collections::BTreeMap;

/// A target.
pub struct Target {
    segments: Vec<String>,
    query: Vec<(String, String)>,
}

impl Target {
    /// Reads what stands in the first line of a request.
    pub fn parse(target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        // Forms, and what has learnt from them, write a space as `+`.
        let text = |text: &str| decode(&text.replace('+', "%20"));
        Self {
            segments: path.split('/').map(decode).collect(),
            query: pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (text(name), text(value)))
                .collect(),
        }
    }

    /// The values of a path's parameters, if it is this path.
    pub fn fit(&self, path: &str) -> Option<BTreeMap<String, String>> {
        let names: Vec<&str> = path.split('/').collect();
        if names.len() != self.segments.len() {
            return None;
        }
        let mut values = BTreeMap::new();
        for (name, segment) in names.into_iter().zip(&self.segments) {
            let parameter = name
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'));
            match parameter {
                Some(name) if !segment.is_empty() => {
                    values.insert(name.to_owned(), segment.clone());
                }
                None if name == segment => {}
                _ => return None,
            }
        }
        Some(values)
    }

    /// The values of a query parameter.
    pub fn query<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        let pairs = self.query.iter().filter(move |(key, _)| key == name);
        pairs.map(|(_, value)| value.as_str())
    }
}

/// A text without its percent-encoding (RFC 3986, 2.1); what is no encoding stays.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_fitted_and_decoded() {
        let target = Target::parse("/a/x%2Fy/?q=1+2&q=%C3%A9&r");
        let values = target.fit("/a/{id}/").unwrap();
        assert_eq!(values["id"], "x/y");
        assert_eq!(target.fit("/a/{id}/{more}"), None);
        assert_eq!(target.query("q").collect::<Vec<_>>(), ["1 2", "é"]);
        assert_eq!(target.query("r").collect::<Vec<_>>(), [""]);
    }
}
