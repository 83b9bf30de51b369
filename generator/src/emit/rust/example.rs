//! Example programs: one for each operation, from the description's own examples.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::names;
use super::package::{OperationNames, Package, ServiceNames};
use super::parameters;
use super::value;
use crate::ir::{
    BodyKind, Docs, Operation, OperationExample, Part, PartKind, Presence, RequestContent,
    ResponseKind, Type,
};

/// The call of an operation with the values of its first example: `client.…` without `.await`.
pub struct ExampleCall {
    /// The expression.
    pub call: TokenStream,
    /// Names it needs: of `models`, `services`, and of the root of the package.
    pub uses: Vec<&'static str>,
}

/// The example program of an operation.
pub fn program(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
    krate: &str,
) -> TokenStream {
    let krate = names::ident(krate);
    let ExampleCall { call, uses } = call(package, service, operation, names);
    let uses = uses.iter().map(|name| names::ident(name));
    let uses: Vec<_> = uses.collect();
    let uses = (!uses.is_empty()).then(|| quote!(use #krate::{#(#uses),*};));
    let summary = Docs {
        summary: operation.docs.summary.clone(),
        description: None,
    };
    let title = match super::docs::one_line(&summary) {
        title if title.is_empty() => format!("Calls `{}`", super::docs::code(&operation.id)),
        title => title,
    };
    let docs = format!(
        "{}\n\nRun it with `cargo run --example {}`.",
        title, names.example
    );
    let docs = docs.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    let run = run(package, operation, &call);
    // Also what is deprecated has its program.
    let deprecated = package
        .has_deprecated
        .then(|| quote!(#![allow(deprecated)]));
    quote! {
        #(#![doc = #docs])*
        #deprecated
        mod common;
        #uses
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = common::client()?;
            #run
            Ok(())
        }
    }
}

/// Statements that make the call and show what comes of it: a download is read to its end, nothing is not shown.
pub fn run(package: &Package<'_>, operation: &Operation, call: &TokenStream) -> TokenStream {
    let mut contents = operation.success.iter().map(|response| &response.content);
    if contents.all(Vec::is_empty) || is_null(package, operation) {
        return quote! {
            #call.await?;
            println!("done");
        };
    }
    if operation.is_download() {
        return quote! {
            let bytes = #call.await?.bytes(64 * 1024 * 1024).await?;
            println!("{} bytes", bytes.len());
        };
    }
    quote! {
        let result = #call.await?;
        println!("{result:#?}");
    }
}

/// Whether the operation gives back nothing but `null`.
fn is_null(package: &Package<'_>, operation: &Operation) -> bool {
    let mut contents = operation.success.iter().map(|response| &response.content);
    match (contents.next().map(Vec::as_slice), contents.next()) {
        (Some([content]), None) => {
            matches!(&content.kind, ResponseKind::Json(ty) if *package.behind_aliases(ty) == Type::Null)
        }
        _ => false,
    }
}

/// The call of an operation with the values of its first example.
pub fn call(
    package: &Package<'_>,
    service: &ServiceNames,
    operation: &Operation,
    names: &OperationNames,
) -> ExampleCall {
    let empty = OperationExample {
        name: String::new(),
        parameters: Vec::new(),
        body: None,
        response: None,
    };
    let example = operation.examples.first().unwrap_or(&empty);
    let mut arguments = Vec::new();
    let mut in_struct = Vec::new();
    let positional = parameters::positional(operation);
    for (index, parameter) in operation.parameters.iter().enumerate() {
        let given = example
            .parameters
            .iter()
            .find(|(of, _)| *of == index)
            .map(|(_, value)| value);
        match (positional[index], given) {
            (true, Some(given)) => arguments.push(value::argument(package, &parameter.ty, given)),
            (true, None) => arguments.push(value::any_argument(package, &parameter.ty)),
            (false, given) => {
                in_struct.push((parameter, names::ident(&names.parameters[index]), given))
            }
        }
    }
    arguments.extend(body_arguments(package, operation, names, example));
    if !in_struct.is_empty() {
        arguments.push(params(package, names, &in_struct));
    }
    let (accessor, method) = (names::ident(&service.module), names::ident(&names.method));
    let call = quote!(client.#accessor().#method(#(#arguments),*));
    let uses = uses(&call);
    ExampleCall { call, uses }
}

/// The names of the package that an expression mentions.
fn uses(call: &TokenStream) -> Vec<&'static str> {
    let text = format!(" {call}");
    ["Body", "Nullable", "Upload", "models", "services"]
        .into_iter()
        .filter(|name| {
            let needle = format!("{name} ::");
            text.match_indices(&needle).any(|(at, _)| {
                !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
                    && !text[..at].ends_with(":: ")
            })
        })
        .collect()
}

fn params(
    package: &Package<'_>,
    names: &OperationNames,
    fields: &[(
        &crate::ir::Parameter,
        proc_macro2::Ident,
        Option<&serde_json::Value>,
    )],
) -> TokenStream {
    let name = parameters::params_name(names);
    let required = |parameter: &crate::ir::Parameter| parameter.presence == Presence::Required;
    let given: Vec<_> = fields
        .iter()
        .filter(|(parameter, ..)| !required(parameter))
        .filter_map(|(parameter, ident, given)| {
            let value = value::owned(package, &parameter.ty, (*given)?);
            Some(quote!(#ident: Some(#value)))
        })
        .collect();
    let arguments: Vec<_> = fields
        .iter()
        .filter(|(parameter, ..)| required(parameter))
        .map(|(parameter, _, given)| match given {
            Some(given) => value::owned(package, &parameter.ty, given),
            None => value::any(package, &parameter.ty),
        })
        .collect();
    let rest = if arguments.is_empty() {
        quote!(Default::default())
    } else {
        quote!(services::#name::new(#(#arguments),*))
    };
    match (given.is_empty(), given.len() == fields.len()) {
        (true, _) => rest,
        (false, true) => quote!(services::#name { #(#given),* }),
        (false, false) => quote!(services::#name { #(#given,)* ..#rest }),
    }
}

fn body_arguments(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
    example: &OperationExample,
) -> Vec<TokenStream> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let (index, given) = match &example.body {
        Some((index, given)) => (*index, Some(given)),
        None => (0, None),
    };
    let content = &body.content[index.min(body.content.len() - 1)];
    let range = content.media_type.contains('*');
    if body.content.len() > 1 {
        return several(package, body, index, names, given, range);
    }
    let mut arguments = Vec::new();
    let one = match (given, body.required) {
        (None, false) => quote!(None),
        (_, true) => single(package, content, names, given),
        (Some(_), false) => {
            let one = single(package, content, names, given);
            quote!(Some(#one))
        }
    };
    arguments.push(one);
    if range {
        arguments.push(quote!("application/octet-stream"));
    }
    arguments
}

fn several(
    package: &Package<'_>,
    body: &crate::ir::RequestBody,
    index: usize,
    names: &OperationNames,
    given: Option<&serde_json::Value>,
    range: bool,
) -> Vec<TokenStream> {
    if given.is_none() && !body.required {
        return vec![quote!(None)];
    }
    let name = names::ident(&format!("{}Body", names.prefix));
    let variant = &body::variant_names(&body.content)[index];
    let inner = owned(package, &body.content[index], names, index, given);
    let range = range.then(|| quote!(, "application/octet-stream".to_owned()));
    let value = quote!(services::#name::#variant(#inner #range));
    vec![if body.required {
        value
    } else {
        quote!(Some(#value))
    }]
}

/// The expression for a body argument of one content type.
fn single(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    given: Option<&serde_json::Value>,
) -> TokenStream {
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => {
            value::argument(package, ty, given.unwrap_or(&serde_json::Value::Null))
        }
        BodyKind::Text => {
            let text = given.and_then(|given| given.as_str()).unwrap_or("text");
            quote!(#text)
        }
        BodyKind::Multipart(_) | BodyKind::Binary => owned(package, content, names, 0, given),
    }
}

fn owned(
    package: &Package<'_>,
    content: &RequestContent,
    names: &OperationNames,
    index: usize,
    given: Option<&serde_json::Value>,
) -> TokenStream {
    let null = serde_json::Value::Null;
    let given = given.unwrap_or(&null);
    match &content.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } => value::owned(package, ty, given),
        BodyKind::Text => {
            let text = given.as_str().unwrap_or("text");
            quote!(#text.to_owned())
        }
        BodyKind::Binary => {
            let text = given.as_str().unwrap_or("content");
            quote!(Body::from(#text))
        }
        BodyKind::Multipart(multipart) => {
            let name = body::multipart_name(names, index);
            let idents = names
                .parts
                .get(&index)
                .into_iter()
                .flatten()
                .map(|name| names::ident(name));
            let fields = multipart.parts.iter().zip(idents).map(|(part, ident)| {
                let value = part_value(package, part, given.get(&part.name.wire));
                quote!(#ident: #value)
            });
            quote!(services::#name { #(#fields),* })
        }
    }
}

fn part_value(
    package: &Package<'_>,
    part: &Part,
    given: Option<&serde_json::Value>,
) -> TokenStream {
    let optional = part.presence != Presence::Required;
    let one = |given: Option<&serde_json::Value>| match &part.kind {
        PartKind::File => {
            let content = given
                .and_then(|given| given.as_str())
                .unwrap_or("content of the file");
            quote!(Upload::new("example.txt", #content))
        }
        PartKind::Text(ty) | PartKind::Json(ty) => match given {
            Some(given) => value::owned(package, ty, given),
            None => value::any(package, ty),
        },
    };
    match (part.repeated, optional, given) {
        (true, true, None) => quote!(Vec::new()),
        (true, _, Some(serde_json::Value::Array(items))) => {
            let items = items.iter().map(|item| one(Some(item)));
            quote!(vec![#(#items),*])
        }
        (true, ..) => {
            let item = one(given);
            quote!(vec![#item])
        }
        (false, true, None) => quote!(None),
        (false, true, Some(_)) => {
            let one = one(given);
            quote!(Some(#one))
        }
        (false, false, _) => one(given),
    }
}
