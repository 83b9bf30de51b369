//! Dates and times: which crate their types come from, and what the package has of the runtime for that.

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use crate::config::{DateCrate, PackageOptions};
use crate::ir::StringFormat;

/// Formats of strings whose types come from a crate of dates.
const FORMATS: [StringFormat; 3] = [
    StringFormat::DateTime,
    StringFormat::Date,
    StringFormat::Time,
];

/// The crate; `None`: all dates and times are texts.
pub fn date_crate(options: &PackageOptions) -> Option<DateCrate> {
    let all_texts = FORMATS.iter().all(|format| options.texts.contains(format));
    (!all_texts).then_some(options.date_crate)
}

/// Whether a package has a file of the runtime. It has its own `calendar/mod.rs`.
pub fn keeps(dates: Option<DateCrate>, path: &str) -> bool {
    match (path.strip_prefix("calendar/"), dates) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(file), Some(dates)) => {
            file == "rfc3339.rs" || file == format!("{}.rs", module(dates))
        }
    }
}

/// `calendar/mod.rs`.
pub fn index(dates: Option<DateCrate>) -> Vec<TokenStream> {
    let mut items = vec![quote! {
        //! Dates and times.
    }];
    if let Some(dates) = dates {
        let module = names::ident(&module(dates));
        items.push(quote!(mod #module; mod rfc3339;));
        items.push(quote!(pub use #module::*;));
    }
    items
}

fn module(dates: DateCrate) -> String {
    format!("by_{}", dates.name())
}

/// An expression of a date or a date-time, for a program that has `?` at hand.
pub fn literal(dates: Option<DateCrate>, format: StringFormat, text: &str) -> TokenStream {
    match dates {
        Some(DateCrate::Time) if format == StringFormat::Date => {
            quote!(time::Date::parse(#text, &time::format_description::well_known::Iso8601::DATE)?)
        }
        Some(DateCrate::Time) => {
            quote!(time::OffsetDateTime::parse(#text, &time::format_description::well_known::Rfc3339)?)
        }
        Some(DateCrate::Chrono | DateCrate::Jiff) | None => quote!(#text.parse()?),
    }
}
