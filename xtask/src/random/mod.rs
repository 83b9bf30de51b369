//! Descriptions made at random: what nobody would have thought of writing, but many a description has.
//!
//! A seed makes the same description on every machine, even ones of OpenAPI 3.0, odd ones of 3.1. All of them are valid, if odd:
//! whatever cannot be read, generated or compiled of one is a fault of the generator. The exception is one in a hundred that has
//! a schema which contains nothing but itself.

mod operations;
mod schemas;
mod words;

use std::ops::RangeInclusive;

use serde_json::{json, Map, Value};

/// Reads a seed, or the first and last of several.
pub fn seeds(text: &str) -> Result<RangeInclusive<u64>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if first <= last => Ok(first..=last),
        _ => Err("a seed is a number, several are written as in 1-20".to_owned()),
    }
}

/// The description of a seed.
pub fn description(seed: u64) -> Value {
    let mut maker = Maker {
        rng: fastrand::Rng::with_seed(seed),
        is_31: seed % 2 == 1,
        components: Vec::new(),
    };
    let schemas = maker.schemas();
    let mut description = json!({
        "openapi": if maker.is_31 { "3.1.0" } else { "3.0.3" },
        "info": {"title": format!("Random {seed}"), "version": "1"},
        "servers": [{"url": "https://{class}.example.com", "variables": {"class": {"default": "api"}}}],
        "security": [{"basic": []}, {"bearer": []}],
        "paths": maker.paths(),
        "components": {"schemas": schemas, "securitySchemes": security_schemes()},
    });
    if maker.is_31 {
        description["webhooks"] = maker.webhooks();
    }
    description
}

fn security_schemes() -> Value {
    let token_url = "https://example.com/token";
    json!({
        "basic": {"type": "http", "scheme": "basic"},
        "bearer": {"type": "http", "scheme": "bearer"},
        "query": {"type": "apiKey", "in": "query", "name": "class"},
        "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "self"},
        "oauth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": token_url, "scopes": {}}}},
        "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/openid"},
    })
}

/// A description under way.
struct Maker {
    rng: fastrand::Rng,
    /// Whether it is one of OpenAPI 3.1.
    is_31: bool,
    /// The names of its schemas.
    components: Vec<String>,
}

impl Maker {
    /// Whether something happens that does so in so many of a hundred cases.
    fn in_a_hundred(&mut self, cases: u8) -> bool {
        self.rng.u8(..100) < cases
    }

    /// One of several, all as likely.
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.rng.usize(..of.len())]
    }

    /// Some of several, in an order of its own.
    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let count = self.rng.usize(..=of.len());
        self.rng
            .choose_multiple(of, count)
            .into_iter()
            .cloned()
            .collect()
    }

    /// As many values as a range says, by name; of equal names the last is left.
    fn named(
        &mut self,
        count: std::ops::RangeInclusive<usize>,
        mut value: impl FnMut(&mut Self) -> Value,
    ) -> Map<String, Value> {
        let count = self.rng.usize(count);
        (0..count).map(|_| (self.name(), value(self))).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sdkwright::config::{Language, PackageOptions};

    use super::*;

    #[test]
    fn a_seed_makes_one_description() {
        assert_eq!(description(7), description(7));
        assert_ne!(description(7), description(9));
    }

    #[test]
    fn descriptions_made_at_random_are_read_and_generated_in_all_languages() {
        let folder = tempfile::tempdir().expect("there is room");
        let options = PackageOptions {
            name: "random".to_owned(),
            version: "0.1.0".to_owned(),
            ..PackageOptions::default()
        };
        for seed in 0..20 {
            let path = folder.path().join(format!("{seed}.json"));
            fs::write(&path, description(seed).to_string()).expect("it can be written");
            let read = sdkwright::read(&path, &Default::default());
            assert!(read.api.is_some(), "{seed}: {:#?}", read.diagnostics);
            for language in Language::ALL {
                let package = read.generate(*language, &options);
                assert!(package.is_ok(), "{seed}: {language}");
            }
        }
    }
}
