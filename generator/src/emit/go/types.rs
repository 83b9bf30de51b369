//! Go types of IR types.

use super::names;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{IntegerFormat, NumberFormat, Presence, StringFormat, Type, TypeKind};

/// Tuples for which the runtime has a type; longer ones are lists of values.
const LONGEST_TUPLE: usize = 6;

/// Types as they are written in one package: the one of the models itself, or another one that imports it.
#[derive(Clone, Copy)]
pub struct Types<'p> {
    /// The package of the models.
    pub package: &'p Package<'p>,
    /// Whether it is imported.
    pub imported: bool,
}

impl<'p> Types<'p> {
    /// Types in the package of the models.
    pub fn own(package: &'p Package<'p>) -> Self {
        Self {
            package,
            imported: false,
        }
    }

    /// Types in a package that imports that of the models.
    pub fn imported(package: &'p Package<'p>) -> Self {
        Self {
            package,
            imported: true,
        }
    }

    /// An exported name of the package.
    pub fn qualified(&self, name: &str) -> Code {
        let ident = names::ident(name);
        if self.imported {
            code!("{}.{}", names::ident(&self.package.name), ident)
        } else {
            ident
        }
    }

    /// The type of a value.
    pub fn of(&self, ty: &Type) -> Code {
        match ty {
            Type::Any => code!("sdk.JSON"),
            Type::Never => code!("sdk.Never"),
            Type::Null => code!("sdk.NullValue"),
            Type::Boolean => code!("bool"),
            Type::Integer(format) => integer(*format),
            Type::Number(format) => number(*format),
            Type::String(format) => string(*format),
            Type::Array { item, unique: _ } => code!("[]{}", self.of(item)),
            Type::Tuple { items, .. } if is_long(items) => code!("[]sdk.JSON"),
            Type::Tuple { items, rest } => {
                let list: Vec<_> = items.iter().map(|item| self.of(item)).collect();
                let tuple = code!("sdk.Tuple{}[{}]", items.len(), Code::join(&list, ", "));
                match rest {
                    None => tuple,
                    Some(rest) => code!("sdk.WithRest[{}, {}]", tuple, self.of(rest)),
                }
            }
            Type::Map(value) => code!("map[string]{}", self.of(value)),
            Type::Named(id) => self.qualified(&self.package.names(*id).name),
            Type::Nullable(inner) => code!("*{}", self.of(inner)),
            Type::Foreign { id, described } => match self.package.foreign.alias(*id) {
                Some(alias) => self.qualified(alias),
                None => self.of(described),
            },
        }
    }

    /// The type of a field: its value's in the wrapper of its presence.
    pub fn field(&self, ty: &Type, presence: Presence, boxed: bool) -> Code {
        let inner = self.of(ty);
        match presence {
            Presence::Required if boxed => code!("*{}", inner),
            Presence::Required => inner,
            Presence::RequiredNullable | Presence::Optional => self.optional(ty),
            Presence::OptionalNullable => code!("sdk.Nullable[{}]", inner),
        }
    }

    /// The type of a value that may be left out.
    pub fn optional(&self, ty: &Type) -> Code {
        if is_nilable(self.package, ty) {
            self.of(ty)
        } else {
            code!("*{}", self.of(ty))
        }
    }
}

/// Whether nil says that there is no value: of slices and maps.
pub fn is_nilable(package: &Package<'_>, ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Array { .. } | Type::Map(_) => true,
        Type::String(format) => matches!(format, StringFormat::Base64 | StringFormat::Base64Url),
        Type::Tuple { items, .. } => is_long(items),
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Alias(ty) => is_nilable(package, ty),
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => false,
        },
        Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => false,
    }
}

/// Whether methods give a pointer to it: to structs of any size.
pub fn is_struct(package: &Package<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => true,
            TypeKind::Alias(ty) => is_struct(package, ty),
            TypeKind::Enum(_) => false,
        },
        Type::Tuple { items, .. } => !is_long(items),
        Type::Any
        | Type::Never
        | Type::Null
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array { .. }
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Foreign { .. } => false,
    }
}

/// Whether the runtime has no type for the tuple.
pub fn is_long(items: &[Type]) -> bool {
    items.is_empty() || items.len() > LONGEST_TUPLE
}

fn integer(format: IntegerFormat) -> Code {
    match format {
        IntegerFormat::Int32 => code!("int32"),
        IntegerFormat::Int64 => code!("int64"),
        IntegerFormat::Uint32 => code!("uint32"),
        IntegerFormat::Uint64 => code!("uint64"),
    }
}

fn number(format: NumberFormat) -> Code {
    match format {
        NumberFormat::Float => code!("float32"),
        NumberFormat::Double => code!("float64"),
        NumberFormat::Decimal => code!("sdk.Decimal"),
    }
}

fn string(format: StringFormat) -> Code {
    match format {
        StringFormat::Plain | StringFormat::Duration | StringFormat::Uuid | StringFormat::Uri => {
            code!("string")
        }
        StringFormat::DateTime => code!("time.Time"),
        StringFormat::Date => code!("sdk.Date"),
        StringFormat::Time => code!("sdk.TimeOfDay"),
        StringFormat::Base64 => code!("[]byte"),
        StringFormat::Base64Url => code!("sdk.Base64URL"),
        StringFormat::Password => code!("sdk.Secret"),
    }
}
