//! `Uses`: the modules that the code of a file mentions, so that it imports those and no others.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::Doc;
use super::{models, names};
use crate::emit::sink::{code, Code};

/// Modules of the standard library, with the line that imports each, and those of the package.
const STANDARD: [(&str, &str); 6] = [
    ("base64", "import base64"),
    ("builtins", "import builtins"),
    ("dt", "import datetime as dt"),
    ("decimal", "import decimal"),
    ("os", "import os"),
    ("t", "import typing as t"),
];

/// Modules that are mentioned.
#[derive(Default)]
pub struct Uses {
    modules: BTreeSet<String>,
    /// Names of modules in the same folder, by module.
    beside: BTreeMap<String, BTreeSet<String>>,
}

impl Uses {
    /// Notes the modules that an annotation or an expression mentions. Text in quotes is none of them.
    pub fn note(&mut self, code: &Code) {
        let mut quote = None;
        let mut word = String::new();
        let mut escaped = false;
        for c in code.as_str().chars() {
            match quote {
                Some(_) if escaped => escaped = false,
                Some(_) if c == '\\' => escaped = true,
                Some(open) if c == open => quote = None,
                Some(_) => {}
                None if c == '"' || c == '\'' => quote = Some(c),
                None if c.is_alphanumeric() || c == '_' => {
                    word.push(c);
                    continue;
                }
                None if c == '.' && !word.is_empty() && !word.starts_with('.') => {
                    self.modules.insert(std::mem::take(&mut word));
                    // What follows belongs to the module.
                    word.push('.');
                    continue;
                }
                None => {}
            }
            word.clear();
        }
    }

    /// Notes a name of a module in the same folder, which only type checkers import.
    pub fn beside(&mut self, module: &str, name: &str) {
        let names = self.beside.entry(module.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The imports of names of modules in the same folder.
    pub fn checked(&self) -> Vec<Code> {
        let mut lines = Vec::new();
        for (module, names) in &self.beside {
            let names = names.iter().map(|name| Doc::Text(names::ident(name)));
            lines.push(models::import(&names::ident(module), names.collect()));
        }
        if !lines.is_empty() {
            lines.insert(0, code!("if t.TYPE_CHECKING:"));
        }
        lines
    }

    /// Whether a module is mentioned.
    pub fn has(&self, module: &str) -> bool {
        self.modules.contains(module)
    }

    /// The imports of modules of the standard library, in the order of the formatter.
    pub fn standard(&self) -> Vec<Code> {
        STANDARD
            .iter()
            .filter(|(module, _)| self.has(module))
            .map(|(_, line)| code!("{}", *line))
            .collect()
    }

    /// The imports of the package's own modules, from a file two levels below its root.
    pub fn own(&self) -> Vec<Code> {
        let mut lines = Vec::new();
        let names = ["foreign_types", "models"];
        let names = names.into_iter().filter(|name| self.has(name));
        let names: Vec<_> = names.map(|name| code!("{}", name)).collect();
        if !names.is_empty() {
            lines.push(code!("from .. import {}", Code::join(&names, ", ")));
        }
        if self.has("rt") {
            lines.push(code!("from .. import runtime as rt"));
        }
        if self.has("xml_forms") {
            lines.push(code!("from .. import xml as xml_forms"));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_no_modules() {
        let mut uses = Uses::default();
        uses.note(&code!(
            "models.X | None = t.Literal[\"dt.date\", 'os.\\'decimal.']"
        ));
        assert!(uses.has("models") && uses.has("t"));
        assert!(!uses.has("dt") && !uses.has("os") && !uses.has("decimal"));
    }
}
