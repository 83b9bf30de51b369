//! Models as the generator emits them (`README.md`), over the runtime as a package has it: a module of the same crate.
//!
//! The types below are also the proof that the runtime uses relative paths only.

// A package re-exports more of its runtime than this test uses.
#[allow(dead_code, unused_imports)]
#[path = "../../src/lib.rs"]
mod runtime;

mod enums;
mod errors;
mod foreign;
mod scalars;
mod structs;
mod types;
mod unions;
mod xml;

use runtime as rt;

/// Reads `text` as a `T`, and expects that writing it again gives `again`.
fn round_trip<T: rt::Decode + rt::Encode>(text: &str, again: &str) -> T {
    let value: T =
        rt::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = rt::to_bytes(&value).unwrap();
    assert_eq!(std::str::from_utf8(&written).unwrap(), again);
    // The way through a tree must come to the same.
    let tree = rt::to_value(&value).unwrap();
    let value_again: T = rt::from_value(&tree).unwrap();
    assert_eq!(rt::to_value(&value_again).unwrap(), tree);
    value
}

/// The error of reading `text` as a `T`.
fn error<T: rt::Decode>(text: &str) -> rt::DecodeError {
    match rt::from_slice::<T>(text.as_bytes()) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => error,
    }
}
