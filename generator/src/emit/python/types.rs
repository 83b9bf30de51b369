//! Annotations of IR types. Their text is read again at run time: the runtime's `types` knows exactly these forms.

use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{NumberFormat, StringFormat, Type, TypeId};

/// The annotation of a value.
pub fn annotation(package: &Package<'_>, ty: &Type) -> Code {
    in_definition(package, ty, &[])
}

/// The annotation in a definition. Those of `near` are there without their module: a type checker that looks for a definition in the
/// module while the module waits for it finds nothing.
pub fn in_definition(package: &Package<'_>, ty: &Type, near: &[TypeId]) -> Code {
    let inner = |ty| in_definition(package, ty, near);
    match ty {
        Type::Any => code!("t.Any"),
        Type::Never => code!("t.NoReturn"),
        Type::Null => code!("None"),
        Type::Boolean => code!("bool"),
        Type::Integer(_) => code!("int"),
        Type::Number(NumberFormat::Float | NumberFormat::Double) => code!("float"),
        Type::Number(NumberFormat::Decimal) => code!("decimal.Decimal"),
        Type::String(format) => string(*format),
        Type::Array { item, unique: _ } => code!("list[{}]", inner(item)),
        Type::Tuple { items, rest } => {
            let items: Vec<Code> = items.iter().map(inner).collect();
            let items = match items.is_empty() {
                true => code!("tuple[()]"),
                false => code!("tuple[{}]", Code::join(&items, ", ")),
            };
            match rest {
                None => items,
                Some(rest) => code!("rt.WithRest[{}, {}]", items, inner(rest)),
            }
        }
        Type::Map(value) => code!("dict[str, {}]", inner(value)),
        Type::Named(id) if near.contains(id) => package.type_ident(*id),
        Type::Named(id) => code!("models.{}", package.type_ident(*id)),
        Type::Nullable(some) => code!("{} | None", inner(some)),
        Type::Foreign { id, described } => match package.foreign.name(*id) {
            Some(name) => code!("foreign_types.{}", name),
            None => inner(described),
        },
    }
}

/// The annotation in the class of a service, where `list` may be a method.
pub fn in_service(package: &Package<'_>, ty: &Type) -> Code {
    match ty {
        Type::Array { item, unique: _ } => code!("builtins.list[{}]", in_service(package, item)),
        Type::Tuple { items, rest } if !items.is_empty() => {
            let inner: Vec<Code> = items.iter().map(|item| in_service(package, item)).collect();
            let inner = code!("tuple[{}]", Code::join(&inner, ", "));
            match rest {
                None => inner,
                Some(rest) => code!("rt.WithRest[{}, {}]", inner, in_service(package, rest)),
            }
        }
        Type::Map(value) => code!("dict[str, {}]", in_service(package, value)),
        Type::Nullable(inner) => code!("{} | None", in_service(package, inner)),
        Type::Tuple { .. }
        | Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Named(_)
        | Type::Foreign { .. } => annotation(package, ty),
    }
}

/// The annotation of an argument: any sequence serves for a list.
pub fn argument(package: &Package<'_>, ty: &Type) -> Code {
    match ty {
        Type::Array { item, unique: _ } => code!("t.Sequence[{}]", in_service(package, item)),
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Named(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => in_service(package, ty),
    }
}

/// `| None` behind an annotation that has none yet.
pub fn or_none(annotation: &Code) -> Code {
    let text = annotation.as_str();
    if text == "None" || text == "t.Any" || text.ends_with("| None") {
        annotation.clone()
    } else {
        code!("{} | None", annotation)
    }
}

fn string(format: StringFormat) -> Code {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            code!("str")
        }
        StringFormat::DateTime => code!("dt.datetime"),
        StringFormat::Date => code!("dt.date"),
        StringFormat::Time => code!("dt.time"),
        StringFormat::Base64 => code!("rt.Base64"),
        StringFormat::Base64Url => code!("rt.Base64Url"),
        StringFormat::Password => code!("rt.Secret"),
    }
}
