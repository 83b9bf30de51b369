//! Models: structs whose tags tell the runtime their JSON form, enums as constants, unions and aliases.

use askama::Template;
use serde_json::Value;

use super::docs::{self, Comment};
use super::headers;
use super::layout;
use super::literal;
use super::names::ident;
use super::package::{ModelFile, Package, TypeNames};
use super::types::{is_nilable, Types};
use super::unions;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Enum, EnumBase, Field, Presence, StringFormat, Struct, Type, TypeDef, TypeKind,
};

/// The items of a file of models.
pub fn models(package: &Package<'_>, file: &ModelFile) -> Result<Vec<Code>, askama::Error> {
    let mut items = Vec::new();
    for &id in &file.types {
        let (def, names) = (package.api.type_def(id), package.names(id));
        items.push(match &def.kind {
            TypeKind::Struct(s) => structure(package, def, s, names)?,
            TypeKind::Enum(e) => enumeration(def, e, names)?,
            TypeKind::Union(u) => unions::union(package, def, u, names)?,
            TypeKind::Alias(ty) => alias(package, def, ty, names),
        });
    }
    Ok(items)
}

/// The comment of a type.
pub fn type_comment(def: &TypeDef, names: &TypeNames) -> Code {
    let otherwise = format!("is {}.", docs::quoted(&def.name.wire));
    Comment::named(&names.name, &def.docs, &otherwise)
        .deprecated(def.deprecated)
        .code()
}

#[derive(Template)]
#[template(path = "go/_struct.jinja")]
struct StructView {
    comment: Code,
    name: Code,
    fields: Code,
    has_fields: bool,
    has_secret: bool,
    headers: Code,
}

fn structure(
    package: &Package<'_>,
    def: &TypeDef,
    s: &Struct,
    names: &TypeNames,
) -> Result<Code, askama::Error> {
    let types = Types::own(package);
    let mut fields: Vec<Code> = s
        .fields
        .iter()
        .zip(&names.members)
        .map(|(field, member)| field_code(types, field, member))
        .collect();
    if let Some(ty) = rest_type(&s.additional) {
        let comment = Comment::own("Properties beyond the ones above.").code();
        let tag = literal::tag(&[("json", "-".to_owned()), ("sdk", "rest".to_owned())]);
        fields.push(code!(
            "{}\n{} map[string]{} {}",
            comment,
            ident(&names.rest),
            types.of(ty),
            tag
        ));
    }
    Code::render(&StructView {
        comment: type_comment(def, names),
        name: ident(&names.name),
        has_fields: !fields.is_empty(),
        fields: literal::indented(&Code::join(&fields, "\n")),
        has_secret: s
            .fields
            .iter()
            .any(|field| field.ty == Type::String(StringFormat::Password)),
        headers: headers::forms(s),
    })
}

/// The type of the values of properties beyond the known ones, if they are kept. Patterns of different types share one.
pub fn rest_type(additional: &Additional) -> Option<&Type> {
    match additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Kept(ty) => Some(ty),
        Additional::Patterns(patterns, otherwise) => {
            let mut all = patterns.iter().map(|(_, ty)| ty).chain(otherwise);
            let first = all.next()?;
            Some(if all.all(|ty| ty == first) {
                first
            } else {
                &Type::Any
            })
        }
    }
}

fn field_code(types: Types<'_>, field: &Field, member: &str) -> Code {
    let wire = field.name.wire.as_str();
    if let Some(constant) = field.constant.as_ref().filter(|_| field.is_constant()) {
        let text = format!(
            "{} is always {}.",
            docs::quoted(wire),
            docs::quoted(&constant.to_string())
        );
        let tag = literal::tag(&[("wire", wire.to_owned()), ("const", constant.to_string())]);
        return code!("{}\n_ struct{{}} {}", Comment::own(&text).code(), tag);
    }
    let mut comment = Comment::new(&field.docs, &format!("{}.", docs::quoted(wire)));
    if let Some(default) = &field.default {
        comment = comment.paragraph(&format!("Default: {}", docs::quoted(&default.to_string())));
    }
    let comment = comment.deprecated(field.deprecated).code();
    let ty = types.field(&field.ty, field.presence, field.closes_cycle);
    code!(
        "{}\n{} {} {}",
        comment,
        ident(member),
        ty,
        field_tag(types.package, field)
    )
}

/// The tag from which the runtime knows name and presence.
fn field_tag(package: &Package<'_>, field: &Field) -> Code {
    let wire = &field.name.wire;
    let plain = wire != "-"
        && !wire.is_empty()
        && wire
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&()*+-./:;<=>?@[]^_{|}~ ".contains(c));
    let (option, own) = match field.presence {
        Presence::Required => (
            "",
            (field.closes_cycle && !is_nilable(package, &field.ty)).then_some("required"),
        ),
        Presence::RequiredNullable => ("", Some("nullable")),
        Presence::Optional => (",omitempty", (!plain).then_some("optional")),
        Presence::OptionalNullable => (",omitzero", None),
    };
    let mut pairs = Vec::new();
    if plain {
        pairs.push(("json", format!("{wire}{option}")));
    } else {
        pairs.push(("json", "-".to_owned()));
        pairs.push(("wire", wire.clone()));
    }
    pairs.extend(own.map(|own| ("sdk", own.to_owned())));
    literal::tag(&pairs)
}

#[derive(Template)]
#[template(path = "go/_enum.jinja")]
struct EnumView {
    comment: Code,
    name: Code,
    base: Code,
    constants: Code,
    list: Code,
    check: Code,
    check_comment: Code,
    is_mixed: bool,
}

fn enumeration(def: &TypeDef, e: &Enum, names: &TypeNames) -> Result<Code, askama::Error> {
    let name = ident(&names.name);
    let constants = e
        .variants
        .iter()
        .zip(&names.members)
        .map(|(variant, member)| {
            let otherwise = format!("is {}.", docs::quoted(&variant.value.to_string()));
            let comment = Comment::named(member, &variant.docs, &otherwise).code();
            code!(
                "{}\n{} {} = {}",
                comment,
                ident(member),
                name,
                constant(e.base, &variant.value)
            )
        });
    let constants: Vec<_> = constants.collect();
    let list: Vec<_> = names.members.iter().map(|member| ident(member)).collect();
    let (check, what) = if e.open {
        (
            "Known",
            "is one of the description's. Servers may send others, which are kept as they came.",
        )
    } else {
        ("Valid", "is one of the description's. Others are refused.")
    };
    Code::render(&EnumView {
        comment: type_comment(def, names),
        base: match e.base {
            EnumBase::String | EnumBase::Mixed => code!("string"),
            EnumBase::Integer => code!("int64"),
            EnumBase::Number => code!("float64"),
        },
        constants: literal::indented(&Code::join(&constants, "\n")),
        list: Code::join(&list, ", "),
        check: code!("{}", check),
        check_comment: Comment::own(&format!("{check} reports whether the value {what}")).code(),
        is_mixed: e.base == EnumBase::Mixed,
        name,
    })
}

/// The value of a constant; those of mixed enums are JSON texts.
fn constant(base: EnumBase, value: &Value) -> Code {
    match (base, value) {
        (EnumBase::Mixed, _) => literal::json(value),
        (_, Value::String(text)) => literal::string(text),
        (_, Value::Number(number)) => literal::number(number),
        (_, Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_)) => {
            literal::json(value)
        }
    }
}

fn alias(package: &Package<'_>, def: &TypeDef, ty: &Type, names: &TypeNames) -> Code {
    let equals = if names.defined { "" } else { "= " };
    code!(
        "{}\ntype {} {}{}",
        type_comment(def, names),
        ident(&names.name),
        equals,
        Types::own(package).of(ty)
    )
}

/// `package name`, imports, and items with a blank line between.
pub fn file(package: &Package<'_>, name: &str, items: &[Code]) -> Code {
    let text = Code::join(items, "\n\n");
    let imports = imports(package, &text, false);
    code!(
        "// Code generated by sdkwright; DO NOT EDIT.\n\npackage {}\n{}\n{}\n",
        ident(name),
        imports,
        text
    )
}

/// The same, with imports of other packages.
pub fn file_with(package: &Package<'_>, others: &[Code], items: &[Code]) -> Code {
    let text = Code::join(items, "\n\n");
    let mut groups = vec![literal::indented(&Code::join(others, "\n"))];
    if mentions(text.as_str(), "sdk") {
        groups.push(literal::indented(&import_of(package, "/sdk")));
    }
    code!(
        "// Code generated by sdkwright; DO NOT EDIT.\n\npackage {}\n\nimport (\n{}\n)\n\n{}\n",
        ident(&package.name),
        Code::join(&groups, "\n\n"),
        text
    )
}

/// The import declaration for the packages that code mentions: those of the standard library first.
pub fn imports(package: &Package<'_>, text: &Code, api: bool) -> Code {
    let standard = [
        "context",
        "encoding/json",
        "errors",
        "fmt",
        "log",
        "log/slog",
        "net/http",
        "os",
        "time",
    ];
    let standard: Vec<Code> = standard
        .into_iter()
        .filter(|path| mentions(text.as_str(), path.rsplit('/').next().unwrap_or(path)))
        .map(|path| code!("\"{}\"", path))
        .collect();
    let mut own = Vec::new();
    if api && mentions(text.as_str(), &package.name) {
        own.push(import_of(package, ""));
    }
    if api && mentions(text.as_str(), "example") {
        own.push(import_of(package, "/examples/internal/example"));
    }
    if mentions(text.as_str(), "sdk") {
        own.push(import_of(package, "/sdk"));
    }
    match (standard.as_slice(), own.as_slice()) {
        ([], []) => Code::empty(),
        ([one], []) | ([], [one]) => code!("\nimport {}\n", one),
        _ => {
            let groups = [standard, own]
                .into_iter()
                .filter(|group| !group.is_empty());
            let groups: Vec<_> = groups
                .map(|group| literal::indented(&Code::join(&group, "\n")))
                .collect();
            code!("\nimport (\n{}\n)\n", Code::join(&groups, "\n\n"))
        }
    }
}

fn import_of(package: &Package<'_>, below: &str) -> Code {
    let path = format!("{}{below}", package.options.name);
    let literal = literal::string(&path);
    // A name that is not the end of the path is said.
    let last = path.rsplit('/').next().unwrap_or_default();
    if below.is_empty() && last != package.name {
        code!("{} {}", ident(&package.name), literal)
    } else {
        literal
    }
}

/// Whether a package is mentioned in code, outside of comments and literals.
pub fn mentions(text: &str, name: &str) -> bool {
    let needle = format!("{name}.");
    let lines = text
        .lines()
        .filter(|line| line.contains(&needle) && !line.trim_start().starts_with("//"));
    lines.into_iter().any(|line| {
        outside_of_literals(line)
            .match_indices(&needle)
            .any(|(at, _)| {
                let before = &outside_of_literals(line)[..at];
                !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
            })
    })
}

/// A line without what is in its literals.
fn outside_of_literals(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars();
    let mut open = None;
    while let Some(c) = chars.next() {
        match (open, c) {
            (Some('"'), '\\') => {
                chars.next();
            }
            (Some(quote), c) if c == quote => open = None,
            (Some(_), _) => {}
            (None, '"' | '`') => open = Some(c),
            (None, c) => out.push(c),
        }
    }
    out
}

/// A composite literal of fields that are ours.
pub fn fields(head: &Code, pairs: &[(&'static str, Code)]) -> Code {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| (code!("{}", *key), value.clone()))
        .collect();
    layout::literal_of(head, &pairs)
}
