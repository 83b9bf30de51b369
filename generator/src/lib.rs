//! sdkwright: SDKs from OpenAPI descriptions.

pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod emit;
pub mod ir;
pub mod output;
pub mod pointer;
pub mod spec;
