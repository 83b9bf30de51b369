//! The classes of the description's types: enums, unions and named types; objects are in [`super::structs`].

use askama::Template;
use serde_json::Value;

use super::literal::{self, Tag};
use super::names;
use super::package::Package;
use super::{structs, types};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Docs, Enum, EnumBase, Evidence, Tagging, Type, TypeDef, TypeId, TypeKind, Union, UnionVariant,
};
use crate::spec::JsonType;

#[derive(Template)]
#[template(path = "java/src/main/java/models/open_enum.java.jinja")]
struct OpenEnumFile {
    docs: Code,
    annotations: Code,
    name: Code,
    value: Code,
    codec: Code,
    constants: Vec<Code>,
    names: Code,
    known: Vec<Code>,
    other: Code,
}

#[derive(Template)]
#[template(path = "java/src/main/java/models/closed_enum.java.jinja")]
struct ClosedEnumFile {
    docs: Code,
    annotations: Code,
    name: Code,
    value: Code,
    codec: Code,
    constants: Code,
}

#[derive(Template)]
#[template(path = "java/src/main/java/models/union.java.jinja")]
struct UnionFile {
    docs: Code,
    annotations: Code,
    name: Code,
    table: Code,
    cases: Vec<Case>,
    unknown: Code,
    unknown_title: Code,
}

/// A case of a union.
struct Case {
    index: Code,
    docs: Code,
    inner_docs: Code,
    ty: Code,
    member: Code,
    title: Code,
}

#[derive(Template)]
#[template(path = "java/src/main/java/models/wrapper.java.jinja")]
struct WrapperFile {
    docs: Code,
    annotations: Code,
    name: Code,
    ty: Code,
    codec: Code,
}

/// The class of a type; `None` for another name of a type, which Java does not have.
pub fn text(package: &Package<'_>, id: TypeId) -> Option<Result<Code, askama::Error>> {
    let def = package.api.type_def(id);
    match &def.kind {
        TypeKind::Struct(s) => Some(structs::text(package, &structs::model(package, id, s))),
        TypeKind::Enum(e) if e.open => Some(open_enum(package, id, def, e)),
        TypeKind::Enum(e) => Some(closed_enum(package, id, def, e)),
        TypeKind::Union(u) => Some(union(package, id, def, u)),
        TypeKind::Alias(ty) if package.names(id).wrapper => Some(wrapper(package, id, def, ty)),
        TypeKind::Alias(_) => None,
    }
}

fn docs(def: &TypeDef) -> Code {
    let otherwise = format!("The type `{}`.", def.name.wire.replace('`', "'"));
    let tags: Vec<_> = def.deprecated.then(Tag::deprecated).into_iter().collect();
    literal::javadoc(0, &def.docs, &otherwise, &[], &tags)
}

/// The Java type of the values of an enum, and its codec.
fn base(e: &Enum) -> (Code, Code) {
    match e.base {
        EnumBase::String => (code!("String"), code!("Codecs.STRING")),
        EnumBase::Integer if e.variants.iter().all(|variant| variant.value.is_i64()) => {
            (code!("Long"), code!("Codecs.INT64"))
        }
        EnumBase::Integer | EnumBase::Number | EnumBase::Mixed => {
            (code!("JsonNode"), code!("Codecs.ANY"))
        }
    }
}

fn value(codec: &Code, value: &Value) -> Code {
    match value {
        Value::String(text) if codec.as_str() == "Codecs.STRING" => literal::string(text),
        Value::Number(number) if codec.as_str() == "Codecs.INT64" => literal::number(number, "L"),
        other => code!(
            "{}.fromJson({})",
            codec,
            literal::string(&other.to_string())
        ),
    }
}

fn value_title(value: &Value) -> String {
    format!("The value `{}`.", value.to_string().replace('`', "'"))
}

fn open_enum(
    package: &Package<'_>,
    id: TypeId,
    def: &TypeDef,
    e: &Enum,
) -> Result<Code, askama::Error> {
    let (ty, codec) = base(e);
    let name = package.type_code(id);
    let rows = e.variants.iter().enumerate().map(|(index, variant)| {
        let title = value_title(&variant.value);
        let member = package.member(id, index);
        let constant = code!(
            "{}  public static final {} {} = new {}({}, {});\n",
            literal::javadoc(2, &variant.docs, &title, &[], &[]),
            name,
            member,
            name,
            index,
            value(&codec, &variant.value)
        );
        let known = code!(
            "{}    {},\n",
            literal::javadoc(4, &variant.docs, &title, &[], &[]),
            member
        );
        (constant, known, member)
    });
    let rows: Vec<_> = rows.collect();
    let members: Vec<Code> = rows
        .iter()
        .map(|(.., member)| code!(",\n          {}", member))
        .collect();
    Code::render(&OpenEnumFile {
        docs: docs(def),
        annotations: structs::annotations(package, def.deprecated),
        value: ty,
        codec,
        constants: rows.iter().map(|(constant, ..)| constant.clone()).collect(),
        names: Code::join(&members, ""),
        known: rows.into_iter().map(|(_, known, _)| known).collect(),
        other: names::code(&package.names(id).rest),
        name,
    })
}

fn closed_enum(
    package: &Package<'_>,
    id: TypeId,
    def: &TypeDef,
    e: &Enum,
) -> Result<Code, askama::Error> {
    let (ty, codec) = base(e);
    let constants = e.variants.iter().enumerate().map(|(index, variant)| {
        code!(
            "{}  {}({})",
            literal::javadoc(2, &variant.docs, &value_title(&variant.value), &[], &[]),
            package.member(id, index),
            value(&codec, &variant.value)
        )
    });
    let constants: Vec<Code> = constants.collect();
    Code::render(&ClosedEnumFile {
        docs: docs(def),
        annotations: structs::annotations(package, def.deprecated),
        name: package.type_code(id),
        value: ty,
        codec,
        constants: Code::join(&constants, ",\n"),
    })
}

fn union(
    package: &Package<'_>,
    id: TypeId,
    def: &TypeDef,
    u: &Union,
) -> Result<Code, askama::Error> {
    let names = package.names(id);
    let rows = u.variants.iter().map(|variant| row(package, u, variant));
    let mut rows: Vec<Code> = rows.collect();
    if let Tagging::Property(property) = &u.tagging {
        rows.insert(
            0,
            code!("\n        .by({})", literal::string(&property.wire)),
        );
    }
    let cases = u.variants.iter().zip(&names.members).enumerate();
    let cases = cases.map(|(index, (variant, member))| {
        let title = match variant.tags.first() {
            Some(tag) => format!("The case tagged `{}`.", tag.replace('`', "'")),
            None => format!("The case `{}`.", variant.name.wire.replace('`', "'")),
        };
        let param = [
            Tag::param(&code!("value"), "the value"),
            Tag::returns("the union"),
        ];
        let inner = [
            Tag::param(&code!("value"), "the value"),
            Tag::returns("what is made of it"),
        ];
        Case {
            index: code!("{}", index),
            docs: literal::javadoc(2, &variant.docs, &title, &[], &param),
            inner_docs: literal::javadoc(4, &Docs::default(), &title, &[], &inner),
            ty: types::boxed(package, &variant.ty),
            member: names::code(member),
            title: names::code(&names::capitalized(member)),
        }
    });
    Code::render(&UnionFile {
        docs: docs(def),
        annotations: structs::annotations(package, def.deprecated),
        name: package.type_code(id),
        table: Code::join(&rows, ""),
        cases: cases.collect(),
        unknown: names::code(&names.rest),
        unknown_title: names::code(&names::capitalized(&names.rest)),
    })
}

/// The row of a case in the table.
fn row(package: &Package<'_>, u: &Union, variant: &UnionVariant) -> Code {
    let codec = types::codec(package, &variant.ty);
    match &u.tagging {
        Tagging::Property(property) => {
            let writes =
                !types::holds_tag(package, &variant.ty, &property.wire) && !variant.tags.is_empty();
            let tags = variant
                .tags
                .iter()
                .map(|tag| code!(", {}", literal::string(tag)));
            let tags: Vec<Code> = tags.collect();
            code!(
                "\n        .tagged({}, {}{})",
                codec,
                writes,
                Code::join(&tags, "")
            )
        }
        Tagging::Kind => {
            let kinds = variant
                .kinds
                .iter()
                .map(|kind| code!(", \"{}\"", json_kind(*kind)));
            let kinds: Vec<Code> = kinds.collect();
            code!("\n        .kind({}{})", codec, Code::join(&kinds, ""))
        }
        Tagging::Structure => {
            let evidence: Vec<Code> = variant.evidence.iter().map(evidence).collect();
            code!(
                "\n        .structure({}){}",
                codec,
                Code::join(&evidence, "")
            )
        }
    }
}

fn json_kind(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

fn evidence(evidence: &Evidence) -> Code {
    match evidence {
        Evidence::Present(property) => {
            code!("\n        .evidence({})", literal::string(property))
        }
        Evidence::Values(property, values) => {
            let values = values
                .iter()
                .map(|value| code!(", {}", literal::string(&value.to_string())));
            let values: Vec<Code> = values.collect();
            code!(
                "\n        .evidence({}{})",
                literal::string(property),
                Code::join(&values, "")
            )
        }
    }
}

fn wrapper(
    package: &Package<'_>,
    id: TypeId,
    def: &TypeDef,
    ty: &Type,
) -> Result<Code, askama::Error> {
    Code::render(&WrapperFile {
        docs: docs(def),
        annotations: structs::annotations(package, def.deprecated),
        name: package.type_code(id),
        ty: types::boxed(package, ty),
        codec: types::codec(package, ty),
    })
}
