//! sdkwright: SDKs from OpenAPI descriptions.

pub mod codes;
pub mod diagnostic;
pub mod ir;
pub mod lower;
pub mod pointer;
pub mod spec;
