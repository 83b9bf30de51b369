//! `models.ts`: the types that the API sends and takes, each an interface or type and a schema of the same name.
//!
//! All stand in one file: a package of a thousand files takes a browser a thousand requests, and Node.js most of a second.

use super::headers;
use super::layout::Doc;
use super::literal;
use super::names;
use super::package::Package;
use super::parts;
use super::types::{self, Place};
use super::unions;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, Field, Presence, Struct, Type, TypeDef, TypeId, TypeKind};

/// A model.
pub struct Model {
    /// Its name.
    pub name: Code,
    /// Its comment.
    pub docs: Code,
    /// `interface Pet {…}` or `type Pet = …;`.
    pub definition: Code,
    /// `const Pet: rt.Schema = …;`.
    pub schema: Code,
}

/// A model of each type.
pub fn models(package: &Package<'_>) -> Vec<Model> {
    let all = package.api.types.iter().enumerate();
    let described = all.map(|(index, def)| model(package, TypeId(index as u32), def));
    package
        .foreign
        .models()
        .into_iter()
        .chain(described)
        .collect()
}

fn model(package: &Package<'_>, id: TypeId, def: &TypeDef) -> Model {
    let name = names::ident(package.type_name(id));
    let title = format!("`{}`.", literal::span(&def.name.wire));
    let (definition, node, more) = match &def.kind {
        TypeKind::Struct(s) => (
            interface(package, id, &name, s),
            struct_schema(package, s),
            Vec::new(),
        ),
        TypeKind::Enum(e) => {
            let values = if e.open {
                Doc::Text(types::open_enum(e.base))
            } else {
                let values = e.variants.iter();
                let values = values.map(|variant| Doc::Text(literal::scalar(&variant.value)));
                Doc::array(vec![parts::rt("oneOf"), Doc::array(values.collect())])
            };
            (
                assigned(&name, &types::enumeration(e)),
                values,
                enum_docs(e),
            )
        }
        TypeKind::Union(u) => (
            assigned(&name, &unions::union_type(package, u)),
            unions::union_schema(package, u),
            Vec::new(),
        ),
        TypeKind::Alias(ty) => {
            let target = Doc::Text(types::value(package, ty, Place::Models));
            (
                assigned(&name, &target),
                types::schema(package, ty),
                Vec::new(),
            )
        }
    };
    let head = code!("export const {}: rt.Schema = ", name);
    let column = head.as_str().chars().count();
    Model {
        docs: literal::comment(&literal::prose(&def.docs, &title, &more), def.deprecated, 0),
        name,
        definition,
        schema: code!("{}{};", head, node.print(0, column, 1)),
    }
}

/// `type Name = …;`
fn assigned(name: &Code, ty: &Doc) -> Code {
    let head = code!("export type {} =", name);
    let column = head.as_str().chars().count() + 1;
    let text = ty.print(0, column, 1);
    // A union that is broken begins on a line of its own.
    let space = if text.as_str().starts_with('\n') {
        ""
    } else {
        " "
    };
    code!("{}{}{};", head, space, text)
}

/// What the values of an enum mean, where the description says.
fn enum_docs(e: &crate::ir::Enum) -> Vec<String> {
    let lines: Vec<String> = e
        .variants
        .iter()
        .filter_map(|variant| {
            let text = variant
                .docs
                .summary
                .as_ref()
                .or(variant.docs.description.as_ref())?;
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(format!(
                "- `{}`: {line}",
                literal::span(&variant.value.to_string())
            ))
        })
        .collect();
    if lines.is_empty() {
        Vec::new()
    } else {
        vec![lines.join("\n")]
    }
}

fn interface(package: &Package<'_>, id: TypeId, name: &Code, s: &Struct) -> Code {
    let omit = package.may_omit_constants(id);
    let mut lines: Vec<Code> = s
        .fields
        .iter()
        .map(|field| member(package, field, omit))
        .collect();
    lines.extend(index_signature(package, s));
    if lines.is_empty() {
        // An empty interface would be any value but null.
        return code!("export type {} = {{ [key: string]: never }};", name);
    }
    code!("export interface {} {{\n{}}}", name, Code::join(&lines, ""))
}

fn member(package: &Package<'_>, field: &Field, omit: bool) -> Code {
    let mut ty = match &field.constant {
        Some(constant) if field.is_constant() => literal::scalar(constant),
        Some(_) | None => types::value(package, &field.ty, Place::Models),
    };
    let nullable = matches!(
        field.presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    );
    if nullable && !matches!(field.ty, Type::Any) {
        ty = code!("{} | null", ty);
    }
    let optional = matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    ) || (field.is_constant() && omit);
    let docs = literal::comment(
        &literal::prose(&field.docs, "", &field_notes(field)),
        field.deprecated,
        2,
    );
    code!(
        "{}  {}{}: {};\n",
        docs,
        literal::key(&field.name.wire),
        if optional { "?" } else { "" },
        ty
    )
}

fn field_notes(field: &Field) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(default) = &field.default {
        notes.push(format!(
            "Default: `{}`.",
            literal::span(&default.to_string())
        ));
    }
    notes
}

/// Further properties. Its type has to take those of the known ones too.
fn index_signature(package: &Package<'_>, s: &Struct) -> Option<Code> {
    let further: Vec<&Type> = match &s.additional {
        Additional::Ignored | Additional::Forbidden => return None,
        Additional::Kept(ty) => vec![ty],
        Additional::Patterns(patterns, rest) => {
            patterns.iter().map(|(_, ty)| ty).chain(rest).collect()
        }
    };
    let mut cases: Vec<Code> = further
        .iter()
        .map(|ty| types::value(package, ty, Place::Models))
        .collect();
    for field in &s.fields {
        cases.push(match &field.constant {
            Some(constant) if field.is_constant() => literal::scalar(constant),
            Some(_) | None => types::value(package, &field.ty, Place::Models),
        });
        if matches!(
            field.presence,
            Presence::RequiredNullable | Presence::OptionalNullable
        ) {
            cases.push(code!("null"));
        }
        if matches!(
            field.presence,
            Presence::Optional | Presence::OptionalNullable
        ) || field.is_constant()
        {
            cases.push(code!("undefined"));
        }
    }
    let mut distinct: Vec<Code> = Vec::new();
    for case in cases {
        if !distinct.contains(&case) {
            distinct.push(case);
        }
    }
    if distinct.iter().any(|case| case.as_str() == "unknown") {
        distinct = vec![code!("unknown")];
    }
    Some(code!(
        "  /** Further properties. */\n  [key: string]: {};\n",
        Code::join(&distinct, " | ")
    ))
}

fn struct_schema(package: &Package<'_>, s: &Struct) -> Doc {
    let fields = Doc::array(
        s.fields
            .iter()
            .map(|field| field_schema(package, field))
            .collect(),
    );
    let rt = |word: &'static str| Doc::Text(code!("rt.{}", word));
    if !s.headers.is_empty() {
        return Doc::array(vec![rt("headers"), fields, headers::forms(s)]);
    }
    match &s.additional {
        Additional::Ignored | Additional::Forbidden => Doc::array(vec![rt("object"), fields]),
        Additional::Kept(ty) => {
            Doc::array(vec![rt("openObject"), fields, types::schema(package, ty)])
        }
        Additional::Patterns(patterns, rest) => {
            let patterns = patterns.iter().map(|(pattern, ty)| {
                Doc::array(vec![
                    Doc::Text(literal::string(pattern)),
                    types::schema(package, ty),
                ])
            });
            let rest = rest.as_ref().map_or(Doc::Text(code!("undefined")), |ty| {
                types::schema(package, ty)
            });
            Doc::array(vec![
                rt("patternObject"),
                fields,
                rest,
                Doc::array(patterns.collect()),
            ])
        }
    }
}

fn field_schema(package: &Package<'_>, field: &Field) -> Doc {
    let required = matches!(
        field.presence,
        Presence::Required | Presence::RequiredNullable
    );
    let nullable = matches!(
        field.presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    ) || package.takes_null(&field.ty);
    let presence = u8::from(required) + 2 * u8::from(nullable);
    let mut row = vec![Doc::Text(literal::string(&field.name.wire))];
    match field.constant.as_ref().filter(|_| field.is_constant()) {
        Some(constant) => {
            row.push(Doc::Text(if constant.is_string() {
                code!("rt.string")
            } else {
                code!("rt.any")
            }));
            row.push(Doc::Text(code!("{}", presence)));
            row.push(Doc::Text(literal::scalar(constant)));
        }
        None => {
            row.push(types::schema(package, &field.ty));
            if presence > 0 {
                row.push(Doc::Text(code!("{}", presence)));
            }
        }
    }
    Doc::array(row)
}
