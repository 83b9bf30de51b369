//! What the grammar accepts and what still makes no sense: problems that show only when a description is taken together.
//!
//! A rule that common descriptions break, and that does not hinder generation, is a warning; all others are errors.

mod operations;
mod paths;
mod schemas;
mod security;
mod servers;
pub(super) mod template;

use super::report::Report;
use crate::spec::Spec;

/// Reports what makes no sense.
pub(super) fn check(spec: &Spec, report: &mut Report) {
    operations::check(spec, report);
    paths::check(spec, report);
    security::check(spec, report);
    servers::check(spec, report);
    schemas::check(spec, report);
}
