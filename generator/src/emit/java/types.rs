//! Types of the IR as Java: what is written where a value is declared, and the codec that reads and writes it.

use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{IntegerFormat, NumberFormat, StringFormat, Type, TypeKind};

/// The type of a value inside a collection or an `Optional`.
pub fn boxed(package: &Package<'_>, ty: &Type) -> Code {
    match ty {
        Type::Any => code!("JsonNode"),
        Type::Never => code!("Void"),
        Type::Null => code!("NullNode"),
        Type::Boolean => code!("Boolean"),
        Type::Integer(IntegerFormat::Int32) => code!("Integer"),
        Type::Integer(IntegerFormat::Int64 | IntegerFormat::Uint32) => code!("Long"),
        Type::Integer(IntegerFormat::Uint64) => code!("BigInteger"),
        Type::Number(NumberFormat::Float) => code!("Float"),
        Type::Number(NumberFormat::Double) => code!("Double"),
        Type::Number(NumberFormat::Decimal) => code!("BigDecimal"),
        Type::String(format) => string(*format),
        Type::Array { item, .. } => code!("List<{}>", boxed(package, item)),
        Type::Tuple { .. } => code!("Tuple"),
        Type::Map(value) => code!("Map<String, {}>", boxed(package, value)),
        Type::Named(id) => match package.inlined(*id) {
            Some(inner) => boxed(package, inner),
            None => package.type_code(*id),
        },
        Type::Nullable(inner) => code!("Optional<{}>", boxed(package, inner)),
        Type::Foreign { id, described } => {
            let class = package.foreign.class(*id);
            class.unwrap_or_else(|| boxed(package, described))
        }
    }
}

fn string(format: StringFormat) -> Code {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            code!("String")
        }
        StringFormat::DateTime => code!("OffsetDateTime"),
        StringFormat::Date => code!("LocalDate"),
        StringFormat::Time => code!("FullTime"),
        StringFormat::Base64 | StringFormat::Base64Url => code!("Bytes"),
        StringFormat::Password => code!("Secret"),
    }
}

/// The type of an argument or of a required property: a primitive type where there is one.
pub fn plain(package: &Package<'_>, ty: &Type) -> Code {
    match resolved(package, ty) {
        Type::Boolean => code!("boolean"),
        Type::Integer(IntegerFormat::Int32) => code!("int"),
        Type::Integer(IntegerFormat::Int64 | IntegerFormat::Uint32) => code!("long"),
        Type::Number(NumberFormat::Float) => code!("float"),
        Type::Number(NumberFormat::Double) => code!("double"),
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Integer(IntegerFormat::Uint64)
        | Type::Number(NumberFormat::Decimal)
        | Type::String(_)
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Named(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => boxed(package, ty),
    }
}

/// The type behind aliases that have no class of their own.
pub fn resolved<'t>(package: &'t Package<'_>, ty: &'t Type) -> &'t Type {
    match ty {
        Type::Named(id) => package
            .inlined(*id)
            .map_or(ty, |inner| resolved(package, inner)),
        _ => ty,
    }
}

/// The codec of a type.
pub fn codec(package: &Package<'_>, ty: &Type) -> Code {
    match ty {
        Type::Any => code!("Codecs.ANY"),
        Type::Never => code!("Codecs.NEVER"),
        Type::Null => code!("Codecs.NULL"),
        Type::Boolean => code!("Codecs.BOOLEAN"),
        Type::Integer(IntegerFormat::Int32) => code!("Codecs.INT32"),
        Type::Integer(IntegerFormat::Int64) => code!("Codecs.INT64"),
        Type::Integer(IntegerFormat::Uint32) => code!("Codecs.UINT32"),
        Type::Integer(IntegerFormat::Uint64) => code!("Codecs.UINT64"),
        Type::Number(NumberFormat::Float) => code!("Codecs.FLOAT"),
        Type::Number(NumberFormat::Double) => code!("Codecs.DOUBLE"),
        Type::Number(NumberFormat::Decimal) => code!("Codecs.DECIMAL"),
        Type::String(format) => string_codec(*format),
        Type::Array { item, .. } => code!("Codecs.list({})", codec(package, item)),
        Type::Tuple { items, rest } => {
            let rest = rest
                .as_deref()
                .map_or_else(|| code!("null"), |rest| codec(package, rest));
            let items = items.iter().map(|item| codec(package, item));
            let all: Vec<Code> = std::iter::once(rest).chain(items).collect();
            code!("Codecs.tuple({})", Code::join(&all, ", "))
        }
        Type::Map(value) => code!("Codecs.map({})", codec(package, value)),
        Type::Named(id) => match package.inlined(*id) {
            Some(inner) => codec(package, inner),
            None => code!("{}.CODEC", package.type_code(*id)),
        },
        Type::Nullable(inner) => code!("Codecs.nullable({})", codec(package, inner)),
        Type::Foreign { id, described } => {
            let known = package.foreign.codec(*id);
            known.unwrap_or_else(|| codec(package, described))
        }
    }
}

fn string_codec(format: StringFormat) -> Code {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            code!("Codecs.STRING")
        }
        StringFormat::DateTime => code!("Codecs.DATE_TIME"),
        StringFormat::Date => code!("Codecs.DATE"),
        StringFormat::Time => code!("Codecs.TIME"),
        StringFormat::Base64 => code!("Codecs.BASE64"),
        StringFormat::Base64Url => code!("Codecs.BASE64_URL"),
        StringFormat::Password => code!("Codecs.PASSWORD"),
    }
}

/// Whether a case always writes the tag by itself: a struct that requires the property, or a union by it.
pub fn holds_tag(package: &Package<'_>, ty: &Type, property: &str) -> bool {
    let Type::Named(id) = ty else { return false };
    match &package.api.type_def(*id).kind {
        TypeKind::Struct(s) => s.fields.iter().any(|field| {
            field.name.wire == property && field.presence == crate::ir::Presence::Required
        }),
        TypeKind::Union(u) => {
            matches!(&u.tagging, crate::ir::Tagging::Property(name) if name.wire == property)
        }
        TypeKind::Alias(ty) => holds_tag(package, ty, property),
        TypeKind::Enum(_) => false,
    }
}
