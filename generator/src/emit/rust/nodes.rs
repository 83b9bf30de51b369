//! Parts of a file. Definitions of types and their tables are most of a package; they are made as nodes of `syn` right away,
//! because reading them from tokens takes longer than all the rest.

use proc_macro2::{Ident, Span, TokenStream};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Paren};
use syn::{
    AngleBracketedGenericArguments, Attribute, Expr, ExprLit, Field, Fields, FieldsNamed,
    FieldsUnnamed, GenericArgument, Item, ItemEnum, ItemMacro, ItemStruct, Lit, LitStr, Macro,
    MacroDelimiter, Meta, MetaList, MetaNameValue, Path, PathArguments, PathSegment, Token, Type,
    TypePath, TypeTuple, Variant, Visibility,
};

/// A part of a file of Rust.
pub enum Part {
    /// Any number of items.
    Tokens(TokenStream),
    /// One item.
    Item(Item),
}

impl From<TokenStream> for Part {
    fn from(tokens: TokenStream) -> Self {
        Self::Tokens(tokens)
    }
}

/// `pub struct name { fields }`.
pub fn structure(attrs: Vec<Attribute>, ident: Ident, fields: Vec<Field>) -> Part {
    Part::Item(Item::Struct(ItemStruct {
        attrs,
        vis: public(),
        struct_token: <Token![struct]>::default(),
        ident,
        generics: syn::Generics::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: Brace::default(),
            named: Punctuated::from_iter(fields),
        }),
        semi_token: None,
    }))
}

/// `pub enum name { variants }`.
pub fn enumeration(attrs: Vec<Attribute>, ident: Ident, variants: Vec<Variant>) -> Part {
    Part::Item(Item::Enum(ItemEnum {
        attrs,
        vis: public(),
        enum_token: <Token![enum]>::default(),
        ident,
        generics: syn::Generics::default(),
        brace_token: Brace::default(),
        variants: Punctuated::from_iter(variants),
    }))
}

/// `rt::name!(tokens);`
pub fn table(name: &str, tokens: TokenStream) -> Part {
    Part::Item(Item::Macro(ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path: path(&["rt", name]),
            bang_token: <Token![!]>::default(),
            delimiter: MacroDelimiter::Paren(Paren::default()),
            tokens,
        },
        semi_token: Some(<Token![;]>::default()),
    }))
}

/// `pub ident: ty`.
pub fn field(attrs: Vec<Attribute>, ident: Ident, ty: Type) -> Field {
    Field {
        attrs,
        vis: public(),
        modifiers: syn::FieldModifiers::default(),
        ident: Some(ident),
        colon_token: Some(<Token![:]>::default()),
        ty,
        default: None,
    }
}

/// `ident`, or `ident(ty)`.
pub fn variant(attrs: Vec<Attribute>, ident: Ident, ty: Option<Type>) -> Variant {
    let held = |ty| Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: syn::FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    };
    Variant {
        attrs,
        ident,
        fields: ty.map_or(Fields::Unit, |ty| {
            Fields::Unnamed(FieldsUnnamed {
                paren_token: Paren::default(),
                unnamed: Punctuated::from_iter([held(ty)]),
            })
        }),
        discriminant: None,
    }
}

/// `#[doc = "line"]`.
pub fn doc(line: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: path(&["doc"]),
        eq_token: <Token![=]>::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::Str(LitStr::new(line, Span::call_site())),
        }),
    }))
}

/// `#[word]`.
pub fn marker(word: &str) -> Attribute {
    attribute(Meta::Path(path(&[word])))
}

/// `#[derive(traits)]`.
pub fn derive(traits: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: path(&["derive"]),
        delimiter: MacroDelimiter::Paren(Paren::default()),
        tokens: traits,
    }))
}

/// The type of this path with these arguments.
pub fn ty<const N: usize>(segments: &[&str], arguments: [Type; N]) -> Type {
    let mut path = path(segments);
    if let (Some(last), true) = (path.segments.last_mut(), N > 0) {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <Token![<]>::default(),
            args: arguments.into_iter().map(GenericArgument::Type).collect(),
            gt_token: <Token![>]>::default(),
        });
    }
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// The tuple of these types, a comma behind each.
pub fn tuple(items: impl Iterator<Item = Type>) -> Type {
    let mut elems = Punctuated::new();
    for item in items {
        elems.push_value(item);
        elems.push_punct(<Token![,]>::default());
    }
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems,
    })
}

/// The type of this path, which begins at the root of all crates.
pub fn absolute(segments: &[String]) -> Type {
    let segments: Vec<_> = segments.iter().map(String::as_str).collect();
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: Path {
            leading_colon: Some(<Token![::]>::default()),
            ..path(&segments)
        },
    })
}

fn path(segments: &[&str]) -> Path {
    let segment = |name: &&str| PathSegment {
        ident: super::names::ident(name),
        arguments: PathArguments::None,
    };
    Path {
        leading_colon: None,
        segments: segments.iter().map(segment).collect(),
    }
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style: syn::AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}

fn public() -> Visibility {
    Visibility::Public(<Token![pub]>::default())
}
