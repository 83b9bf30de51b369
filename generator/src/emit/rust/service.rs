//! A service: a struct whose methods are the operations of one tag.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::docs;
use super::names;
use super::package::{OperationNames, Package, ServiceNames};
use super::paging;
use super::parameters;
use super::response;
use super::types;
use crate::emit::scope;
use crate::ir::{Operation, PathPart, RetrySafety, Security, Service, Type};

/// The items of a service's file.
pub fn service(package: &Package<'_>, service: &Service, names: &ServiceNames) -> Vec<TokenStream> {
    let name = names::ident(&names.name);
    let docs = docs::docs(&service.docs, "Operations.", &[]);
    let mut methods = Vec::new();
    let mut items = Vec::new();
    for (operation, names) in service.operations.iter().zip(&names.operations) {
        let (method, more) = operation_items(package, operation, names);
        methods.push(method);
        items.extend(more);
    }
    let mut result = vec![
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #name {
                client: rt::Client,
            }
        },
        quote! {
            impl #name {
                pub(crate) fn new(client: rt::Client) -> Self {
                    Self { client }
                }

                #(#methods)*
            }
        },
    ];
    result.extend(items);
    result
}

/// The method of an operation, and the items beside it.
fn operation_items(
    package: &Package<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (TokenStream, Vec<TokenStream>) {
    let request = names::ident(&scope::fresh("request", &names.parameters));
    let parameters = parameters::parameters(package, operation, names);
    let body = body::body(package, operation, names, &request);
    let outcome = response::outcome(package, operation, names);
    let constant = names::ident(&names.constant);
    let mut items = vec![static_operation(
        package,
        operation,
        &constant,
        &outcome.accept,
    )];
    let (return_type, call) = match &operation.pagination {
        None => {
            let (ty, reader) = (&outcome.ty, &outcome.reader);
            (
                quote!(rt::Call<#ty>),
                quote!(rt::Call::new(&self.client, #request, #reader)),
            )
        }
        Some(pagination) => {
            let pages = names::ident(&format!("{}_PAGES", names.constant));
            let (item, definition) =
                paging::paging(package, operation, pagination, &outcome.ty, &pages);
            items.push(definition);
            let (ty, reader) = (&outcome.ty, &outcome.reader);
            (
                quote!(rt::PagedCall<#ty, #item>),
                quote!(rt::PagedCall::new(&self.client, #request, #reader, &#pages)),
            )
        }
    };
    let method = names::ident(&names.method);
    let docs = docs::docs(
        &operation.docs,
        &format!("Calls `{}`.", docs::code(&operation.id)),
        &more_docs(package, operation),
    );
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let arguments = parameters
        .arguments
        .iter()
        .chain(&body.arguments)
        .chain(&parameters.last_argument);
    let (chain, body_chain, statements) = (&parameters.chain, &body.chain, &body.statements);
    let method = quote! {
        #docs
        #deprecated
        pub fn #method(&self, #(#arguments),*) -> #return_type {
            let #request = rt::Request::new(&#constant) #chain #body_chain;
            #statements
            #call
        }
    };
    items.extend(parameters.items);
    items.extend(body.items);
    items.extend(outcome.items);
    (method, items)
}

fn static_operation(
    package: &Package<'_>,
    operation: &Operation,
    constant: &proc_macro2::Ident,
    accept: &str,
) -> TokenStream {
    let (id, method) = (&operation.id, &operation.method);
    let path = operation.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(rt::Segment::Literal(#text)),
        PathPart::Parameter(index) => {
            let name = &operation.parameters[*index].name.wire;
            quote!(rt::Segment::Parameter(#name))
        }
    });
    let security = security(package, &operation.security);
    let retry = match &operation.retry {
        RetrySafety::Idempotent => quote!(rt::RetrySafety::Idempotent),
        RetrySafety::Unsafe => quote!(rt::RetrySafety::Unsafe),
        RetrySafety::Keyed(header) => quote!(rt::RetrySafety::Keyed(#header)),
        RetrySafety::Never => quote!(rt::RetrySafety::Never),
    };
    let errors = response::error_cases(package, operation);
    let notations = response::notations(operation);
    let server = match operation.servers.first() {
        None => quote!(None),
        Some(server) => {
            let url = super::client::default_url(server);
            quote!(Some(#url))
        }
    };
    quote! {
        static #constant: rt::Operation = rt::Operation {
            id: #id,
            method: #method,
            path: &[#(#path),*],
            accept: #accept,
            security: &[#(&[#(#security),*]),*],
            retry: #retry,
            errors: &[#(#errors),*],
            notations: &[#(#notations),*],
            server: #server,
        };
    }
}

/// Scheme names of each alternative.
fn security<'a>(package: &Package<'a>, security: &Security) -> Vec<Vec<&'a str>> {
    let name = |scheme: usize| package.api.security_schemes[scheme].name.wire.as_str();
    security
        .0
        .iter()
        .map(|alternative| alternative.0.iter().map(|used| name(used.scheme)).collect())
        .collect()
}

/// What the documentation of a method says beyond the description's prose.
fn more_docs(package: &Package<'_>, operation: &Operation) -> Vec<String> {
    let mut more = Vec::new();
    if let Some(docs) = body::body_docs(operation) {
        more.push(format!("# Body\n\n{}", docs::prose_of(&docs)));
    }
    for limit in &operation.rate_limits {
        let group = match &limit.group {
            Some(group) => format!(
                ", counted together with all operations of `{}`",
                docs::code(group)
            ),
            None => String::new(),
        };
        more.push(format!(
            "The server takes {} calls in {} seconds{group}.",
            limit.requests, limit.seconds
        ));
    }
    let errors: Vec<String> = operation
        .errors
        .iter()
        .map(|response| {
            let status = response.status.in_prose();
            let prose = docs::one_line(&response.docs);
            let body = match response::json_type(response) {
                Some(Type::Named(id)) => {
                    format!(" ([`models::{}`])", package.names(*id).name)
                }
                Some(ty) => {
                    let ty = types::owned(package, ty).to_string();
                    format!(" (`{}`)", docs::code(&ty.replace(' ', "")))
                }
                None => String::new(),
            };
            format!(
                "- {status}{body}{}{prose}",
                if prose.is_empty() { "" } else { ": " }
            )
        })
        .collect();
    if !errors.is_empty() {
        more.push(format!("# Errors\n\n{}", errors.join("\n")));
    }
    more
}
