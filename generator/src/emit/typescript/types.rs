//! Types and schemas of IR types.

use super::layout::Doc;
use super::literal;
use super::names;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Enum, EnumBase, ForeignId, IntegerFormat, NumberFormat, StringFormat, Type, TypeId, TypeKind,
};

/// Where a type is written: names of models stand by themselves only in their own file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `models.ts`.
    Models,
    /// Any other file.
    Elsewhere,
}

/// The name of a model.
pub fn named(package: &Package<'_>, id: TypeId, place: Place) -> Code {
    let name = names::ident(package.type_name(id));
    match place {
        Place::Models => name,
        Place::Elsewhere => code!("models.{}", name),
    }
}

/// The name of a class of others, which stands beside the models.
fn foreign(package: &Package<'_>, id: ForeignId, place: Place) -> Option<Code> {
    let name = package.foreign.name(id)?;
    Some(match place {
        Place::Models => name,
        Place::Elsewhere => code!("models.{}", name),
    })
}

/// The type of a value.
pub fn value(package: &Package<'_>, ty: &Type, place: Place) -> Code {
    match ty {
        Type::Any => code!("unknown"),
        Type::Never => code!("never"),
        Type::Null => code!("null"),
        Type::Boolean => code!("boolean"),
        Type::Integer(IntegerFormat::Int32 | IntegerFormat::Uint32) => code!("number"),
        Type::Integer(IntegerFormat::Int64 | IntegerFormat::Uint64) => code!("rt.Int64"),
        Type::Number(NumberFormat::Float | NumberFormat::Double) => code!("number"),
        // The text of a number: a `number` would round it.
        Type::Number(NumberFormat::Decimal) => code!("string"),
        Type::String(format) => string(*format),
        Type::Array { item, unique: _ } => {
            let item = value(package, item, place);
            let is_plain = item
                .as_str()
                .chars()
                .all(|c| c.is_alphanumeric() || "._$".contains(c));
            if is_plain {
                code!("{}[]", item)
            } else {
                code!("({})[]", item)
            }
        }
        Type::Tuple { items, rest } => {
            let items = items.iter().map(|item| value(package, item, place));
            let rest = rest
                .iter()
                .map(|rest| code!("...({})[]", value(package, rest, place)));
            let items: Vec<Code> = items.chain(rest).collect();
            code!("[{}]", Code::join(&items, ", "))
        }
        Type::Map(item) => code!("{{ [key: string]: {} }}", value(package, item, place)),
        Type::Named(id) => named(package, *id, place),
        Type::Nullable(inner) => code!("{} | null", value(package, inner, place)),
        Type::Foreign { id, described } => {
            let name = foreign(package, *id, place);
            name.unwrap_or_else(|| value(package, described, place))
        }
    }
}

fn string(format: StringFormat) -> Code {
    match format {
        // Dates and times are kept as text: a `Date` would lose the offset and what is below a millisecond.
        StringFormat::Plain
        | StringFormat::DateTime
        | StringFormat::Date
        | StringFormat::Time
        | StringFormat::Duration
        | StringFormat::Uuid
        | StringFormat::Uri => code!("string"),
        StringFormat::Base64 | StringFormat::Base64Url => code!("rt.Bytes"),
        StringFormat::Password => code!("rt.Secret"),
    }
}

/// The schema of a value.
pub fn schema(package: &Package<'_>, ty: &Type) -> Doc {
    let inner = |ty: &Type| schema(package, ty);
    let list = |items: Vec<Doc>| Doc::array(items);
    let word = |word: &'static str| Doc::Text(code!("rt.{}", word));
    match ty {
        Type::Any => word("any"),
        Type::Never => word("never"),
        Type::Null => word("nothing"),
        Type::Boolean => word("boolean"),
        Type::Integer(IntegerFormat::Int32) => word("int32"),
        Type::Integer(IntegerFormat::Int64) => word("int64"),
        Type::Integer(IntegerFormat::Uint32) => word("uint32"),
        Type::Integer(IntegerFormat::Uint64) => word("uint64"),
        Type::Number(NumberFormat::Float | NumberFormat::Double) => word("number"),
        Type::Number(NumberFormat::Decimal) => word("decimal"),
        Type::String(format) => word(match format {
            StringFormat::Plain
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Uri => "string",
            StringFormat::DateTime => "dateTime",
            StringFormat::Date => "date",
            StringFormat::Time => "time",
            StringFormat::Base64 => "base64",
            StringFormat::Base64Url => "base64url",
            StringFormat::Password => "password",
        }),
        Type::Array { item, unique: _ } => list(vec![word("array"), inner(item)]),
        Type::Tuple { items, rest } => {
            let items = list(items.iter().map(inner).collect());
            let rest = rest.iter().map(|rest| inner(rest));
            list([word("tuple"), items].into_iter().chain(rest).collect())
        }
        Type::Map(item) => list(vec![word("map"), inner(item)]),
        Type::Nullable(ty) => list(vec![word("nullable"), inner(ty)]),
        Type::Foreign { id, described } => match foreign(package, *id, Place::Elsewhere) {
            Some(name) => Doc::Text(code!("() => {}", name)),
            None => inner(described),
        },
        Type::Named(id) => match &package.api.type_def(*id).kind {
            // An open enum is any value of its base.
            TypeKind::Enum(e) if e.open => Doc::Text(open_enum(e.base)),
            TypeKind::Enum(_) | TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(_) => {
                // By the namespace also in the file of the models itself, which imports itself for this: of a constant that
                // is named directly, the compiler looks for assignments in the whole file.
                Doc::Text(code!("() => {}", named(package, *id, Place::Elsewhere)))
            }
        },
    }
}

/// The schema of an enum that takes other values than those that are known.
pub fn open_enum(base: EnumBase) -> Code {
    match base {
        EnumBase::String => code!("rt.string"),
        EnumBase::Integer | EnumBase::Number => code!("rt.number"),
        EnumBase::Mixed => code!("rt.any"),
    }
}

/// The type of an enum.
pub fn enumeration(e: &Enum) -> Doc {
    let mut cases: Vec<Doc> = e
        .variants
        .iter()
        .map(|variant| Doc::Text(literal::scalar(&variant.value)))
        .collect();
    if e.open {
        // An intersection with the empty type keeps the known values from being swallowed, so that editors offer them.
        cases.push(Doc::Text(match e.base {
            EnumBase::String => code!("(string & {{}})"),
            EnumBase::Integer | EnumBase::Number => code!("(number & {{}})"),
            EnumBase::Mixed => code!("(string & {{}}) | (number & {{}}) | boolean | null"),
        }));
    }
    if cases.is_empty() {
        return Doc::Text(code!("never"));
    }
    Doc::Union(cases)
}
