//! The text of types: words of the runtime in code, types of RBS in signatures, types of YARD in comments.

use super::names;
use super::package::Package;
use crate::emit::sink::{code, Code};
use crate::ir::{
    EnumBase, ForeignId, IntegerFormat, NumberFormat, StringFormat, Type, TypeId, TypeKind, Union,
};

/// A union of more types is too long to read.
const LONGEST_UNION: usize = 12;

/// The type in the words of `Runtime::Types`.
pub fn descriptor(package: &Package<'_>, ty: &Type) -> Code {
    match ty {
        Type::Any => code!("any"),
        Type::Never => code!("never"),
        Type::Null => code!("null"),
        Type::Boolean => code!("boolean"),
        Type::Integer(IntegerFormat::Int32) => code!("int32"),
        Type::Integer(IntegerFormat::Int64) => code!("int64"),
        Type::Integer(IntegerFormat::Uint32) => code!("uint32"),
        Type::Integer(IntegerFormat::Uint64) => code!("uint64"),
        Type::Number(NumberFormat::Float | NumberFormat::Double) => code!("number"),
        Type::Number(NumberFormat::Decimal) => code!("decimal"),
        Type::String(format) => string(*format),
        Type::Array { item, .. } => code!("array({})", descriptor(package, item)),
        Type::Tuple { items, rest } => {
            let mut all: Vec<_> = items.iter().map(|item| descriptor(package, item)).collect();
            if let Some(rest) = rest {
                all.push(code!("rest: {}", descriptor(package, rest)));
            }
            code!("tuple({})", Code::join(&all, ", "))
        }
        Type::Map(item) => code!("map({})", descriptor(package, item)),
        Type::Named(id) => reference(&package.names(*id).name),
        Type::Nullable(inner) => code!("nullable({})", descriptor(package, inner)),
        Type::Foreign { id, described } => match package.foreign.get(*id) {
            Some(foreign) => foreign.descriptor(),
            None => descriptor(package, described),
        },
    }
}

/// A class of `Models` in the words of `Runtime::Types`.
pub fn reference(name: &str) -> Code {
    code!("ref({})", names::symbol(name))
}

fn string(format: StringFormat) -> Code {
    match format {
        StringFormat::Plain
        | StringFormat::Time
        | StringFormat::Duration
        | StringFormat::Uuid
        | StringFormat::Uri => code!("string"),
        StringFormat::DateTime => code!("date_time"),
        StringFormat::Date => code!("date"),
        StringFormat::Base64 => code!("base64"),
        StringFormat::Base64Url => code!("base64url"),
        StringFormat::Password => code!("password"),
    }
}

/// For whom the text of a type is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// `rbs`: names are absolute.
    Rbs,
    /// People, and YARD.
    Yard,
}

/// The type of values as RBS writes it; arguments also take what is made into a value.
pub fn rbs(package: &Package<'_>, ty: &Type, argument: bool) -> Code {
    let parts = Writer {
        package,
        reader: Reader::Rbs,
        argument,
    }
    .cases(ty, &mut Vec::new());
    match parts.as_slice() {
        [one] => one.clone(),
        many => code!("({})", Code::join(many, " | ")),
    }
}

/// The type of values as YARD writes it, without brackets around.
pub fn yard(package: &Package<'_>, ty: &Type, argument: bool) -> Code {
    let writer = Writer {
        package,
        reader: Reader::Yard,
        argument,
    };
    Code::join(&writer.cases(ty, &mut Vec::new()), ", ")
}

/// Whether `nil` is a value of the type.
pub fn takes_nil(package: &Package<'_>, ty: &Type) -> bool {
    match ty {
        Type::Any | Type::Null | Type::Nullable(_) => true,
        Type::Named(id) => match &package.api.type_def(*id).kind {
            TypeKind::Alias(inner) => {
                !matches!(inner, Type::Named(next) if next == id) && takes_nil(package, inner)
            }
            TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_) => false,
        },
        Type::Never
        | Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String(_)
        | Type::Array { .. }
        | Type::Tuple { .. }
        | Type::Map(_)
        | Type::Foreign { .. } => false,
    }
}

struct Writer<'p, 'a> {
    package: &'p Package<'a>,
    reader: Reader,
    argument: bool,
}

impl Writer<'_, '_> {
    /// The types of which a value is one; `seen` are the names on the way, which may lead to themselves.
    fn cases(&self, ty: &Type, seen: &mut Vec<TypeId>) -> Vec<Code> {
        match ty {
            Type::Any => vec![self.any()],
            Type::Never => vec![match self.reader {
                Reader::Rbs => code!("bot"),
                Reader::Yard => code!("void"),
            }],
            Type::Null => vec![code!("nil")],
            Type::Boolean => vec![match self.reader {
                Reader::Rbs => code!("bool"),
                Reader::Yard => code!("Boolean"),
            }],
            Type::Integer(_) => vec![self.core("Integer")],
            Type::Number(NumberFormat::Decimal) => vec![self.core("BigDecimal")],
            Type::Number(_) => vec![self.core("Integer"), self.core("Float")],
            Type::String(format) => self.string(*format),
            Type::Array { item, .. } => {
                vec![code!("{}{}", self.core("Array"), self.inner(item, seen))]
            }
            Type::Tuple { .. } => vec![match self.reader {
                Reader::Rbs => code!("::Array[untyped]"),
                Reader::Yard => code!("Array"),
            }],
            Type::Map(item) => vec![self.map(item, seen)],
            Type::Named(id) => self.named(*id, seen),
            Type::Foreign { id, described } => self.foreign(*id, described, seen),
            Type::Nullable(inner) => {
                let mut cases = self.cases(inner, seen);
                cases.push(code!("nil"));
                cases
            }
        }
    }

    /// Signatures do not know what others have none for.
    fn foreign(&self, id: ForeignId, described: &Type, seen: &mut Vec<TypeId>) -> Vec<Code> {
        match (self.package.foreign.get(id), self.reader) {
            (None, _) => self.cases(described, seen),
            (Some(_), Reader::Rbs) => vec![self.any()],
            (Some(foreign), Reader::Yard) => vec![foreign.class()],
        }
    }

    fn any(&self) -> Code {
        match self.reader {
            Reader::Rbs => code!("untyped"),
            Reader::Yard => code!("Object"),
        }
    }

    fn core(&self, name: &'static str) -> Code {
        match self.reader {
            Reader::Rbs => code!("::{}", name),
            Reader::Yard => code!("{}", name),
        }
    }

    fn inner(&self, item: &Type, seen: &mut Vec<TypeId>) -> Code {
        let cases = self.cases(item, seen);
        match self.reader {
            Reader::Rbs => code!("[{}]", Code::join(&cases, " | ")),
            Reader::Yard => code!("<{}>", Code::join(&cases, ", ")),
        }
    }

    fn map(&self, item: &Type, seen: &mut Vec<TypeId>) -> Code {
        let cases = self.cases(item, seen);
        match self.reader {
            Reader::Rbs => code!("::Hash[::String, {}]", Code::join(&cases, " | ")),
            Reader::Yard => code!("Hash{{String => {}}}", Code::join(&cases, ", ")),
        }
    }

    fn string(&self, format: StringFormat) -> Vec<Code> {
        let name = match format {
            StringFormat::DateTime => "Time",
            StringFormat::Date => "Date",
            StringFormat::Password => {
                let module = names::code(&self.package.module);
                let secret = match self.reader {
                    Reader::Rbs => code!("::{}::Secret", module),
                    Reader::Yard => code!("Secret"),
                };
                return match self.argument {
                    true => vec![secret, self.core("String")],
                    false => vec![secret],
                };
            }
            StringFormat::Plain
            | StringFormat::Time
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Uri
            | StringFormat::Base64
            | StringFormat::Base64Url => "String",
        };
        let core = self.core(name);
        match self.argument && name != "String" {
            true => vec![core, self.core("String")],
            false => vec![core],
        }
    }

    fn named(&self, id: TypeId, seen: &mut Vec<TypeId>) -> Vec<Code> {
        if seen.contains(&id) {
            return vec![self.any()];
        }
        match &self.package.api.type_def(id).kind {
            TypeKind::Struct(_) => self.model(&self.package.names(id).name),
            TypeKind::Enum(e) => match e.base {
                EnumBase::String => vec![self.core("String")],
                EnumBase::Integer => vec![self.core("Integer")],
                EnumBase::Number => vec![self.core("Integer"), self.core("Float")],
                EnumBase::Mixed => vec![self.any()],
            },
            TypeKind::Union(union) => {
                seen.push(id);
                let cases = self.union(union, seen);
                seen.pop();
                cases
            }
            TypeKind::Alias(ty) => {
                seen.push(id);
                let cases = self.cases(ty, seen);
                seen.pop();
                cases
            }
        }
    }

    /// A class of `Models`; as an argument also a hash of its properties.
    fn model(&self, name: &str) -> Vec<Code> {
        if self.reader == Reader::Rbs && !name.is_ascii() {
            return vec![self.any()];
        }
        let name = names::code(name);
        let module = names::code(&self.package.module);
        match (self.reader, self.argument) {
            (Reader::Rbs, false) => vec![code!("::{}::Models::{}", module, name)],
            (Reader::Rbs, true) => vec![
                code!("::{}::Models::{}", module, name),
                code!("::Hash[::Symbol, untyped]"),
            ],
            (Reader::Yard, false) => vec![code!("Models::{}", name)],
            (Reader::Yard, true) => vec![code!("Models::{}", name), code!("Hash")],
        }
    }

    fn union(&self, union: &Union, seen: &mut Vec<TypeId>) -> Vec<Code> {
        let mut cases: Vec<Code> = Vec::new();
        for variant in &union.variants {
            for case in self.cases(&variant.ty, seen) {
                if !cases.contains(&case) {
                    cases.push(case);
                }
            }
        }
        if cases.len() > LONGEST_UNION || cases.contains(&self.any()) {
            return vec![self.any()];
        }
        cases
    }
}
