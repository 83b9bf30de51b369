//! Views of types: the classes and modules of `Models`.

use askama::Template;
use serde_json::Value;

use super::headers;
use super::literal::{comment, indented, json, string, wrapped};
use super::names;
use super::package::{ModelContent, ModelFile, Package, TypeNames};
use super::types::{descriptor, reference, takes_nil, yard};
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, BodyKind, Docs, Enum, EnumBase, Evidence, Field, Part, PartKind, Presence, Struct,
    Tagging, TypeDef, TypeKind, Union, UnionVariant,
};
use crate::spec::JsonType;

#[derive(Template)]
#[template(path = "ruby/lib/models/_struct.jinja")]
struct ClassView {
    docs: Code,
    name: Code,
    base: Code,
    body: Code,
}

#[derive(Template)]
#[template(path = "ruby/lib/models/_module.jinja")]
struct ModuleView {
    docs: Code,
    name: Code,
    kind: Code,
    body: Code,
}

/// Column at which the members of a model stand.
pub const MEMBERS: usize = 6;

/// The inside of the package's module for a file of `models/`.
pub fn file(package: &Package<'_>, file: &ModelFile) -> Result<Code, askama::Error> {
    let definitions = match &file.content {
        ModelContent::Types(types) => types
            .iter()
            .map(|id| definition(package, package.api.type_def(*id), package.names(*id)))
            .collect::<Result<Vec<_>, _>>()?,
        ModelContent::Form(service, operation, content) => {
            vec![form(package, *service, *operation, *content)?]
        }
    };
    let definitions: Vec<_> = definitions.iter().map(|one| indented(one, 4)).collect();
    Ok(code!(
        "  module Models\n{}\n  end",
        Code::join(&definitions, "\n\n")
    ))
}

fn definition(
    package: &Package<'_>,
    def: &TypeDef,
    names: &TypeNames,
) -> Result<Code, askama::Error> {
    let docs = prose(&def.docs, &def.name.wire, def.deprecated);
    match &def.kind {
        TypeKind::Struct(s) => Code::render(&ClassView {
            docs,
            name: names::code(&names.name),
            base: headers::base(s),
            body: fields(package, s, names),
        }),
        TypeKind::Enum(e) => module(docs, names, code!("Enum"), enumeration(e, names)),
        TypeKind::Union(u) => module(docs, names, code!("Union"), union(package, u)),
        TypeKind::Alias(ty) => Ok(code!(
            "{}\n#\n# @return [{}]\n{} = Runtime::Alias.of {{ {} }}",
            docs,
            yard(package, ty, false),
            names::code(&names.name),
            descriptor(package, ty)
        )),
    }
}

fn module(docs: Code, names: &TypeNames, kind: Code, body: Code) -> Result<Code, askama::Error> {
    let name = names::code(&names.name);
    Code::render(&ModuleView {
        docs,
        name,
        kind,
        body: indented(&body, 2),
    })
}

/// The comment of a definition.
pub fn prose(docs: &Docs, otherwise: &str, deprecated: bool) -> Code {
    let mut text = paragraphs(docs);
    if text.is_empty() {
        text = format!("`{}`.", otherwise.replace('`', "'"));
    }
    let prose = comment(&text);
    match deprecated {
        true => code!("{}\n#\n# @deprecated", prose),
        false => prose,
    }
}

/// Summary and description.
pub fn paragraphs(docs: &Docs) -> String {
    let parts = [&docs.summary, &docs.description];
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .map(|text| text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    parts.join("\n\n")
}

fn fields(package: &Package<'_>, s: &Struct, names: &TypeNames) -> Code {
    let mut members: Vec<Code> = s
        .fields
        .iter()
        .zip(&names.members)
        .map(|(of, name)| field(package, of, name))
        .collect();
    members.extend(additional(package, &s.additional, &names.rest));
    members.extend(headers::forms(s));
    if members.is_empty() {
        return Code::empty();
    }
    code!("\n{}", indented(&Code::join(&members, "\n\n"), 2))
}

fn field(package: &Package<'_>, field: &Field, name: &str) -> Code {
    let mut words = vec![names::symbol(name), descriptor(package, &field.ty)];
    if field.name.wire != name {
        words.push(code!("wire: {}", string(&field.name.wire)));
    }
    if is_optional(field.presence) {
        words.push(code!("optional: true"));
    }
    if is_nullable(field.presence) {
        words.push(code!("nullable: true"));
    }
    if let Some(constant) = field.constant.as_ref().filter(|_| field.is_constant()) {
        words.push(code!("constant: {}", json(constant)));
    }
    let mut text = paragraphs(&field.docs);
    if let Some(default) = &field.default {
        text = format!(
            "{text}\n\nDefault: `{}`.",
            default.to_string().replace('`', "'")
        );
    }
    let mut cases = yard(package, &field.ty, false);
    let nil = is_optional(field.presence) || is_nullable(field.presence);
    if nil && !takes_nil(package, &field.ty) {
        cases = code!("{}, nil", cases);
    }
    let head = code!("# @!attribute [r] {}", names::code(name));
    let mut docs = vec![head];
    if !text.trim().is_empty() {
        docs.push(shifted(&comment(&text)));
    }
    docs.push(code!("#   @return [{}]", cases));
    if field.deprecated {
        docs.push(code!("#   @deprecated"));
    }
    let line = code!("field {}", Code::join(&words, ", "));
    code!("{}\n{}", Code::join(&docs, "\n"), line)
}

/// Comment lines that belong to a tag of YARD above them.
pub fn shifted(comment: &Code) -> Code {
    let lines: Vec<Code> = comment
        .as_str()
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(text) => code!("#   {}", super::literal::comment_text(text)),
            None => code!("#"),
        })
        .collect();
    Code::join(&lines, "\n")
}

fn is_optional(presence: Presence) -> bool {
    matches!(presence, Presence::Optional | Presence::OptionalNullable)
}

fn is_nullable(presence: Presence) -> bool {
    matches!(
        presence,
        Presence::RequiredNullable | Presence::OptionalNullable
    )
}

/// The line that keeps further properties.
fn additional(package: &Package<'_>, additional: &Additional, name: &str) -> Option<Code> {
    let (ty, patterns) = match additional {
        Additional::Ignored | Additional::Forbidden => return None,
        Additional::Kept(ty) => (Some(ty), &[][..]),
        Additional::Patterns(patterns, ty) => (ty.as_ref(), patterns.as_slice()),
    };
    let mut words = vec![ty.map_or(code!("nil"), |ty| descriptor(package, ty))];
    if name != "additional_properties" {
        words.push(code!("name: {}", names::symbol(name)));
    }
    if !patterns.is_empty() {
        let pairs = patterns
            .iter()
            .map(|(pattern, ty)| code!("{} => {}", string(pattern), descriptor(package, ty)));
        let pairs: Vec<_> = pairs.collect();
        words.push(code!("patterns: {}", super::literal::hash(&pairs)));
    }
    Some(code!(
        "# @!attribute [r] {}\n#   Properties that the description does not name.\n#   @return [Hash{{String => Object}}]\nadditional {}",
        names::code(name),
        Code::join(&words, ", ")
    ))
}

fn enumeration(e: &Enum, names: &TypeNames) -> Code {
    let mut lines = Vec::new();
    for (variant, name) in e.variants.iter().zip(&names.members) {
        let text = paragraphs(&variant.docs);
        let text = match text.is_empty() {
            true => format!("`{}`.", shown(&variant.value)),
            false => text,
        };
        lines.push(comment(&text));
        lines.push(code!("{} = {}", names::code(name), json(&variant.value)));
    }
    let base = match e.base {
        EnumBase::String => code!("string"),
        EnumBase::Integer => code!("int64"),
        EnumBase::Number => code!("number"),
        EnumBase::Mixed => code!("any"),
    };
    let values: Vec<_> = names.members.iter().map(|name| names::code(name)).collect();
    let values = wrapped(&code!("["), &values, "]", MEMBERS);
    lines.push(code!("\nenum {}, {}, open: {}", base, values, e.open));
    Code::join(&lines, "\n")
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.escape_debug().to_string(),
        other => other.to_string(),
    };
    text.replace('`', "'")
}

fn union(package: &Package<'_>, u: &Union) -> Code {
    let way = match &u.tagging {
        Tagging::Property(name) => code!("by_property {}", string(&name.wire)),
        Tagging::Kind => code!("by_kind"),
        Tagging::Structure => code!("by_structure"),
    };
    let mut lines = vec![way];
    for variant in &u.variants {
        let text = paragraphs(&variant.docs);
        if !text.is_empty() {
            lines.push(code!("\n{}", comment(&text)));
        }
        lines.push(case(package, variant));
    }
    Code::join(&lines, "\n")
}

fn case(package: &Package<'_>, variant: &UnionVariant) -> Code {
    let mut words = vec![descriptor(package, &variant.ty)];
    if !variant.tags.is_empty() {
        let tags: Vec<_> = variant.tags.iter().map(|tag| string(tag)).collect();
        words.push(code!("tags: {}", super::literal::list(&tags)));
    }
    if !variant.kinds.is_empty() {
        let kinds: Vec<_> = variant.kinds.iter().map(|k| kind(*k)).collect();
        words.push(code!("kinds: {}", super::literal::list(&kinds)));
    }
    if !variant.evidence.is_empty() {
        let evidence: Vec<_> = variant.evidence.iter().map(proof).collect();
        words.push(code!("evidence: {}", super::literal::hash(&evidence)));
    }
    code!("variant {}", Code::join(&words, ", "))
}

fn kind(kind: JsonType) -> Code {
    match kind {
        JsonType::Null => code!(":null"),
        JsonType::Boolean => code!(":boolean"),
        JsonType::Integer => code!(":integer"),
        JsonType::Number => code!(":number"),
        JsonType::String => code!(":string"),
        JsonType::Array => code!(":array"),
        JsonType::Object => code!(":object"),
    }
}

fn proof(evidence: &Evidence) -> Code {
    match evidence {
        Evidence::Present(property) => code!("{} => nil", string(property)),
        Evidence::Values(property, values) => {
            let values: Vec<_> = values.iter().map(json).collect();
            code!("{} => {}", string(property), super::literal::list(&values))
        }
    }
}

/// The parts of a multipart body as a model.
fn form(
    package: &Package<'_>,
    service: usize,
    operation: usize,
    content: usize,
) -> Result<Code, askama::Error> {
    let described = &package.api.services[service].operations[operation];
    let names = &package.services[service].operations[operation].forms[&content];
    let contents = described.body.iter().flat_map(|body| &body.content);
    let parts = contents
        .skip(content)
        .take(1)
        .flat_map(|content| match &content.kind {
            BodyKind::Multipart(multipart) => multipart.parts.as_slice(),
            BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Binary | BodyKind::Text => &[],
        });
    let members = parts
        .zip(&names.members)
        .map(|(of, name)| part(package, of, name));
    let members: Vec<_> = members.collect();
    let body = match members.is_empty() {
        true => Code::empty(),
        false => code!("\n{}", indented(&Code::join(&members, "\n\n"), 2)),
    };
    Code::render(&ClassView {
        docs: comment(&format!(
            "The parts of the body of `{}`.",
            described.id.replace('`', "'")
        )),
        name: names::code(&names.name),
        base: code!("Model"),
        body,
    })
}

fn part(package: &Package<'_>, part: &Part, name: &str) -> Code {
    let (mut ty, mut shown) = match &part.kind {
        PartKind::File => (code!("file"), code!("Upload, String, Pathname, IO")),
        PartKind::Text(ty) | PartKind::Json(ty) => {
            (descriptor(package, ty), yard(package, ty, true))
        }
    };
    if part.repeated {
        ty = code!("array({})", ty);
        shown = code!("Array<{}>", shown);
    }
    let mut words = vec![names::symbol(name), ty];
    if part.name.wire != name {
        words.push(code!("wire: {}", string(&part.name.wire)));
    }
    if is_optional(part.presence) {
        words.push(code!("optional: true"));
        shown = code!("{}, nil", shown);
    }
    let mut docs = vec![code!("# @!attribute [r] {}", names::code(name))];
    let text = paragraphs(&part.docs);
    if !text.is_empty() {
        docs.push(shifted(&comment(&text)));
    }
    docs.push(code!("#   @return [{}]", shown));
    code!(
        "{}\nfield {}",
        Code::join(&docs, "\n"),
        Code::join(&words, ", ")
    )
}

/// The `ref` of a form.
pub fn form_reference(names: &TypeNames) -> Code {
    reference(&names.name)
}
