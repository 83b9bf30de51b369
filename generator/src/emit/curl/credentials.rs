//! Credentials of a sample: settings for curl's configuration, which is read from standard input. On a command line every user
//! of the machine could see them.

use super::literal;
use crate::emit::environment::{self, Environment};
use crate::emit::sink::{code, Code};
use crate::ir::{Api, Operation, ParameterLocation, SecuritySchemeKind};

/// What a sample does about credentials.
#[derive(Default)]
pub struct Credentials {
    /// Variables of the environment.
    pub variables: Vec<Code>,
    /// What each of them holds, in words.
    pub meanings: Vec<Code>,
    /// Whether the call may go without.
    pub optional: bool,
    /// Lines of the configuration.
    pub settings: Vec<Code>,
    /// Further pairs of the query: encoded names and values.
    pub query: Vec<(Code, Code)>,
    /// Further cookies: encoded names and values.
    pub cookies: Vec<(Code, Code)>,
}

impl Credentials {
    /// Those of the first alternative that has any.
    pub fn new(api: &Api, environment: &Environment, operation: &Operation) -> Self {
        let mut result = Self::default();
        let alternatives = &operation.security.0;
        let chosen = alternatives
            .iter()
            .find(|alternative| !alternative.0.is_empty());
        result.optional = alternatives
            .iter()
            .any(|alternative| alternative.0.is_empty());
        for used in chosen.iter().flat_map(|alternative| &alternative.0) {
            let kind = &api.security_schemes[used.scheme].kind;
            result.add(kind, &environment.credentials[used.scheme]);
        }
        result
    }

    /// Whether there are any.
    pub fn is_empty(&self) -> bool {
        self.variables.is_empty()
    }

    fn add(&mut self, kind: &SecuritySchemeKind, variables: &environment::Credentials) {
        match variables {
            environment::Credentials::Basic { username, password } => {
                let username = self.variable(username, code!("the user name"));
                let password = self.variable(password, code!("the password"));
                let (username, password) = (escaped(&username), escaped(&password));
                self.settings
                    .push(code!("user = \"{}:{}\"", username, password));
            }
            environment::Credentials::Token(token) => {
                let token = self.variable(token, code!("a token"));
                let setting = code!("header = \"Authorization: Bearer {}\"", escaped(&token));
                self.settings.push(setting);
            }
            environment::Credentials::Key(key) => {
                if let SecuritySchemeKind::ApiKey {
                    location,
                    key: name,
                } = kind
                {
                    let meaning = code!("the key {}", literal::cell(name));
                    let variable = self.variable(key, meaning);
                    self.add_key(*location, name, &variable);
                }
            }
        }
    }

    fn add_key(&mut self, location: ParameterLocation, name: &str, variable: &Code) {
        match location {
            ParameterLocation::Query | ParameterLocation::Path => {
                self.query
                    .push((literal::component(name), encoded(variable)));
            }
            ParameterLocation::Cookie => {
                self.cookies
                    .push((literal::component(name), encoded(variable)));
            }
            ParameterLocation::Header => {
                let name = literal::field_name(name);
                let setting = code!(
                    "header = \"{}: {}\"",
                    literal::setting(&name),
                    escaped(variable)
                );
                self.settings.push(setting);
            }
        }
    }

    fn variable(&mut self, name: &str, meaning: Code) -> Code {
        let variable = literal::variable(name);
        if !self.variables.contains(&variable) {
            self.variables.push(variable.clone());
            self.meanings.push(meaning);
        }
        variable
    }
}

fn escaped(variable: &Code) -> Code {
    code!("$(escape \"${}\")", variable)
}

fn encoded(variable: &Code) -> Code {
    code!("$(encode \"${}\")", variable)
}
