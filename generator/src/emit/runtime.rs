//! The hand-written runtimes that are copied into packages, collected by the build script.

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));
