//! Security requirements: the schemes they name.

use crate::codes;
use crate::diagnostic::Diagnostic;
use crate::load::grammar::closest;
use crate::load::report::Report;
use crate::spec::Spec;

pub(super) fn check(spec: &Spec, report: &mut Report) {
    let of_operations = spec
        .operations
        .iter()
        .filter_map(|operation| operation.security.as_ref());
    for requirement in spec.security.iter().chain(of_operations).flatten() {
        for name in requirement.schemes.keys() {
            if spec.security_schemes.contains_key(name) {
                continue;
            }
            let code = codes::UNKNOWN_SECURITY_SCHEME;
            let message = format!("there is no security scheme {name:?}");
            let pointer = requirement.pointer.key(name);
            let known = spec.security_schemes.keys().map(String::as_str);
            let problem = match closest(name, known) {
                Some(near) => Diagnostic::error(code, &pointer, message)
                    .help(format!("did you mean {near:?}?")),
                None => Diagnostic::warning(code, &pointer, message).help(
                    "declare it in `components/securitySchemes`; until then the requirement is ignored",
                ),
            };
            report.push(problem.at_key());
        }
    }
}
