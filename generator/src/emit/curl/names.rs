//! The names of samples.

use crate::emit::identifier::shortened;
use crate::ir::Name;

/// The script of an operation, without its ending.
pub fn script(name: &Name) -> String {
    shortened(name.words.join("_"))
}
