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
            let message = format!("there is no security scheme {name:?}");
            let pointer = requirement.pointer.key(name);
            let known = spec.security_schemes.keys().map(String::as_str);
            let error = Diagnostic::error(codes::UNKNOWN_SECURITY_SCHEME, &pointer, message);
            report.push(error.at_key().help(match closest(name, known) {
                Some(near) => format!("did you mean {near:?}?"),
                None => "declare it in `components/securitySchemes`".to_owned(),
            }));
        }
    }
}
