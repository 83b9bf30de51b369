//! Programs in the README: short, and compiled as tests of the package.

use proc_macro2::TokenStream;
use quote::quote;

use super::package::{Decided, Package};
use super::{client, example, names, render, types};
use crate::ir::{SecuritySchemeKind, Type};

/// A whole program: a client, and the first operation.
pub fn first_call(package: &Package<'_>, krate: &str, first: Option<Decided<'_>>) -> String {
    let schemes = &package.api.security_schemes;
    let credential = schemes
        .iter()
        .zip(client::credential_names(schemes))
        .next()
        .map(|(scheme, name)| {
            let name = names::ident(&name);
            let arguments = match scheme.kind {
                SecuritySchemeKind::Basic => quote!("user", "password"),
                SecuritySchemeKind::Bearer => quote!("token"),
                SecuritySchemeKind::OAuth2 { .. } => quote!(Credential::bearer("token")),
                SecuritySchemeKind::ApiKey { .. } => quote!("key"),
            };
            quote!(.#name(#arguments))
        });
    let mut own = vec!["Client", "Server"];
    if schemes
        .first()
        .is_some_and(|scheme| matches!(scheme.kind, SecuritySchemeKind::OAuth2 { .. }))
    {
        own.push("Credential");
    }
    let (call, uses) = call_parts(package, first);
    own.extend(uses);
    let imports = imports(krate, &own);
    let call = call
        .zip(first)
        .map(|(call, (_, operation, _))| example::run(package, operation, &call));
    print(quote! {
        #imports
        #[tokio::main]
        async fn main() -> Result<(), Box<dyn std::error::Error>> {
            let client = Client::builder().server(Server::new()) #credential .build()?;
            #call
            Ok(())
        }
    })
}

/// The first operation with options of the call.
pub fn options_call(package: &Package<'_>, krate: &str, first: Option<Decided<'_>>) -> String {
    let (call, uses) = call_parts(package, first);
    let call = call.map(|call| {
        quote! {
            let response = #call.deadline(Duration::from_secs(10)).max_attempts(1).with_response().await?;
            println!("{} {:?}", response.status(), response.request_id());
        }
    });
    function(
        krate,
        uses,
        quote!(
            use std::time::Duration;
        ),
        call,
    )
}

/// A call and what can come of it.
pub fn errors(package: &Package<'_>, krate: &str, first: Option<Decided<'_>>) -> String {
    let (call, mut uses) = call_parts(package, first);
    uses.push("Error");
    let typed = first.and_then(|(_, operation, _)| {
        let ty = operation
            .errors
            .iter()
            .find_map(super::response::json_type)?;
        let crate::ir::Type::Named(id) = ty else {
            return None;
        };
        let name = names::ident(&package.names(*id).name);
        Some(quote! {
            if let Some(body) = error.body::<models::#name>() {
                println!("{body:?}");
            }
        })
    });
    if typed.is_some() && !uses.contains(&"models") {
        uses.push("models");
    }
    let call = call.map(|call| {
        quote! {
            match #call.await {
                Ok(_) => println!("it worked"),
                Err(Error::Api(error)) => {
                    println!("status {}, request {:?}", error.status(), error.request_id());
                    #typed
                }
                Err(error) => return Err(error.into()),
            }
        }
    });
    function(krate, uses, TokenStream::new(), call)
}

/// A walk through the items of a paginated operation.
pub fn pages(package: &Package<'_>, krate: &str, decided: Decided<'_>) -> String {
    let (call, uses) = call_parts(package, Some(decided));
    let call = call.map(|call| {
        quote! {
            let mut items = #call.items();
            while let Some(item) = items.next_item().await {
                let item = item?;
                println!("{item:?}");
            }
        }
    });
    function(krate, uses, TokenStream::new(), call)
}

/// One call.
pub fn call(package: &Package<'_>, krate: &str, decided: Decided<'_>) -> String {
    let (call, uses) = call_parts(package, Some(decided));
    let call = call.map(|call| example::run(package, decided.1, &call));
    function(krate, uses, TokenStream::new(), call)
}

fn call_parts(
    package: &Package<'_>,
    decided: Option<Decided<'_>>,
) -> (Option<TokenStream>, Vec<&'static str>) {
    match decided {
        None => (None, Vec::new()),
        Some((service, operation, names)) => {
            let example::ExampleCall { call, uses } =
                example::call(package, service, operation, names);
            (Some(call), uses)
        }
    }
}

/// What the server sends by itself, read from the body of its request.
pub fn webhook(package: &Package<'_>, krate: &str, payload: &Type) -> String {
    let krate = names::ident(krate);
    let ty = types::owned(package, payload);
    print(quote! {
        use #krate::models;

        fn received(body: &[u8]) -> Result<(), serde_json::Error> {
            let payload: #ty = serde_json::from_slice(body)?;
            println!("{payload:?}");
            Ok(())
        }
    })
}

/// What the server sends by itself, verified; empty where nothing is signed.
pub fn verification(package: &Package<'_>, krate: &str) -> String {
    super::webhooks::program(package, krate)
        .map(print)
        .unwrap_or_default()
}

fn imports(krate: &str, own: &[&str]) -> TokenStream {
    let krate = names::ident(krate);
    let mut own: Vec<_> = own.to_vec();
    own.sort_unstable();
    own.dedup();
    let own = own.into_iter().map(names::ident);
    quote!(use #krate::{#(#own),*};)
}

fn function(
    krate: &str,
    mut uses: Vec<&'static str>,
    more: TokenStream,
    body: Option<TokenStream>,
) -> String {
    uses.push("Client");
    let imports = imports(krate, &uses);
    print(quote! {
        #more
        #imports
        async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
            #body
            Ok(())
        }
    })
}

/// The text of a program; an item that is no Rust would be a fault of this module, which the package's own tests find.
fn print(tokens: TokenStream) -> String {
    match render::items(tokens) {
        Ok(text) => text.trim().to_owned(),
        Err(error) => format!("compile_error!({error:?});"),
    }
}
