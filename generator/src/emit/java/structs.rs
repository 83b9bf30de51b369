//! Objects: immutable classes with builders. Those of the description, parameters of operations and multipart bodies are alike.

use askama::Template;

use super::headers;
use super::literal::{self, Tag};
use super::names;
use super::package::Package;
use super::types;
use crate::emit::scope;
use crate::emit::sink::{code, Code};
use crate::ir::{Additional, Docs, Presence, Struct, Type, TypeId};

/// An object, whatever it is made from.
pub struct Object {
    /// Its class.
    pub name: Code,
    /// Its comment.
    pub docs: Code,
    /// Marked as deprecated.
    pub deprecated: bool,
    /// Its properties.
    pub properties: Vec<Property>,
    /// The type, the codec and the getter of further properties.
    pub rest: Option<(Code, Code, Code, Code)>,
    /// The method that reads it from headers; empty: it is no set of headers.
    pub from_headers: Code,
}

/// A property.
pub struct Property {
    /// The name on the wire.
    pub wire: Code,
    /// How it is called in prose.
    pub title: String,
    /// The getter and setter.
    pub member: Code,
    /// The type in an `Optional`.
    pub boxed: Code,
    /// The type by itself.
    pub plain: Code,
    /// Its codec.
    pub codec: Code,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// Its only value, as a literal of a JSON text.
    pub constant: Option<Code>,
    /// Prose.
    pub docs: Docs,
    /// Paragraphs of our own.
    pub more: Vec<String>,
    /// Marked as deprecated.
    pub deprecated: bool,
}

#[derive(Template)]
#[template(path = "java/src/main/java/models/struct.java.jinja")]
struct StructFile {
    docs: Code,
    annotations: Code,
    name: Code,
    table: Code,
    from_headers: Code,
    getters: Vec<Code>,
    setters: Vec<Code>,
}

/// The class of an object of the description.
pub fn model(package: &Package<'_>, id: TypeId, s: &Struct) -> Object {
    let def = package.api.type_def(id);
    let names = package.names(id);
    let properties = s.fields.iter().enumerate().map(|(index, field)| Property {
        wire: literal::string(&field.name.wire),
        title: field.name.wire.clone(),
        member: package.member(id, index),
        boxed: types::boxed(package, &field.ty),
        plain: types::plain(package, &field.ty),
        codec: types::codec(package, &field.ty),
        presence: field.presence,
        constant: field
            .constant
            .as_ref()
            .filter(|_| field.is_constant())
            .map(|value| literal::string(&value.to_string())),
        docs: field.docs.clone(),
        more: default_value(field.default.as_ref()),
        deprecated: field.deprecated,
    });
    let rest = rest_type(&s.additional).map(|ty| {
        let put = scope::fresh("putAdditionalProperty", &names.members);
        (
            types::boxed(package, &ty),
            types::codec(package, &ty),
            names::code(&names.rest),
            names::code(&put),
        )
    });
    let tags: Vec<_> = def.deprecated.then(Tag::deprecated).into_iter().collect();
    let otherwise = format!("The object `{}`.", def.name.wire.replace('`', "'"));
    Object {
        name: names::code(&names.name),
        docs: literal::javadoc(0, &def.docs, &otherwise, &[], &tags),
        deprecated: def.deprecated,
        properties: properties.collect(),
        rest,
        from_headers: headers::method(s, &names.name),
    }
}

/// The type of further properties, where they are kept.
pub fn rest_type(additional: &Additional) -> Option<Type> {
    match additional {
        Additional::Ignored | Additional::Forbidden => None,
        Additional::Kept(ty) => Some(ty.clone()),
        Additional::Patterns(patterns, other) => {
            let mut types = patterns.iter().map(|(_, ty)| ty).chain(other);
            let first = types.next()?.clone();
            Some(if types.all(|ty| *ty == first) {
                first
            } else {
                Type::Any
            })
        }
    }
}

/// A paragraph about the value a server assumes.
pub fn default_value(value: Option<&serde_json::Value>) -> Vec<String> {
    value
        .map(|value| format!("Default: `{}`.", value.to_string().replace('`', "'")))
        .into_iter()
        .collect()
}

/// The text of a class.
pub fn text(package: &Package<'_>, object: &Object) -> Result<Code, askama::Error> {
    let mut rows: Vec<Code> = object.properties.iter().map(row).collect();
    if let Some((_, codec, ..)) = &object.rest {
        rows.push(code!("\n        .rest({})", codec));
    }
    let table = if rows.is_empty() {
        Code::empty()
    } else {
        code!("\n    fields{};\n  ", Code::join(&rows, ""))
    };
    let shown = object.properties.iter().enumerate();
    let shown = shown.filter(|(_, property)| property.constant.is_none());
    let mut getters: Vec<Code> = shown
        .clone()
        .map(|(at, property)| getter(at, property))
        .collect();
    let mut setters: Vec<Code> = shown
        .flat_map(|(at, property)| setters_of(at, property))
        .collect();
    if let Some(rest) = &object.rest {
        getters.push(rest_getter(rest));
        setters.extend(rest_setters(rest));
    }
    Code::render(&StructFile {
        docs: object.docs.clone(),
        annotations: annotations(package, object.deprecated),
        name: object.name.clone(),
        table,
        from_headers: object.from_headers.clone(),
        getters,
        setters,
    })
}

/// The annotations of a class: what is deprecated may be used inside the package.
pub fn annotations(package: &Package<'_>, deprecated: bool) -> Code {
    let suppress = if package.has_deprecated {
        "@SuppressWarnings(\"deprecation\")\n"
    } else {
        ""
    };
    code!(
        "{}{}",
        if deprecated { "@Deprecated\n" } else { "" },
        suppress
    )
}

fn row(property: &Property) -> Code {
    if let Some(constant) = &property.constant {
        return code!("\n        .constant({}, {})", property.wire, constant);
    }
    let kind = match property.presence {
        Presence::Required => "required",
        Presence::RequiredNullable => "requiredNullable",
        Presence::Optional => "optional",
        Presence::OptionalNullable => "optionalNullable",
    };
    code!("\n        .{}({}, {})", kind, property.wire, property.codec)
}

fn title(property: &Property) -> String {
    format!("The property `{}`.", property.title.replace('`', "'"))
}

fn getter(index: usize, property: &Property) -> Code {
    let (ty, read, result) = match property.presence {
        Presence::Required => (property.plain.clone(), "required", "the value"),
        Presence::RequiredNullable => (
            code!("Optional<{}>", property.boxed),
            "optional",
            "the value; empty if it is null",
        ),
        Presence::Optional => (
            code!("Optional<{}>", property.boxed),
            "optional",
            "the value; empty if it is absent",
        ),
        Presence::OptionalNullable => (
            code!("Nullable<{}>", property.boxed),
            "nullable",
            "the value, null, or absence",
        ),
    };
    let mut tags = vec![Tag::returns(result)];
    tags.extend(property.deprecated.then(Tag::deprecated));
    let docs = literal::javadoc(2, &property.docs, &title(property), &property.more, &tags);
    let deprecated = if property.deprecated {
        "  @Deprecated\n"
    } else {
        ""
    };
    code!(
        "{}{}  public {} {}() {{\n    return {}({});\n  }}\n",
        docs,
        deprecated,
        ty,
        property.member,
        read,
        index
    )
}

fn setters_of(index: usize, property: &Property) -> Vec<Code> {
    let mut result = vec![setter(
        property,
        &property.plain,
        "the value",
        &code!("set({}, value)", index),
    )];
    match property.presence {
        Presence::Required | Presence::Optional => {}
        Presence::RequiredNullable => result.push(setter(
            property,
            &code!("Optional<{}>", property.boxed),
            "the value; empty: null",
            &code!("setOrNull({}, value)", index),
        )),
        Presence::OptionalNullable => result.push(setter(
            property,
            &code!("Nullable<{}>", property.boxed),
            "the value, null, or absence",
            &code!("setNullable({}, value)", index),
        )),
    }
    result
}

fn setter(property: &Property, ty: &Code, what: &str, call: &Code) -> Code {
    let mut tags = vec![
        Tag::param(&code!("value"), what),
        Tag::returns("this builder"),
    ];
    tags.extend(property.deprecated.then(Tag::deprecated));
    let docs = Docs {
        summary: Some(literal::first_line(&property.docs, &title(property))),
        description: None,
    };
    let docs = literal::javadoc(4, &docs, "", &[], &tags);
    let deprecated = if property.deprecated {
        "    @Deprecated\n"
    } else {
        ""
    };
    code!(
        "{}{}    public Builder {}({} value) {{\n      return {};\n    }}\n",
        docs,
        deprecated,
        property.member,
        ty,
        call
    )
}

fn rest_getter((ty, _, getter, _): &(Code, Code, Code, Code)) -> Code {
    let tags = [Tag::returns("the values by name")];
    let docs = literal::javadoc(
        2,
        &Docs::default(),
        "Properties beyond those above.",
        &[],
        &tags,
    );
    code!(
        "{}  public Map<String, {}> {}() {{\n    return rest();\n  }}\n",
        docs,
        ty,
        getter
    )
}

fn rest_setters((ty, _, getter, put): &(Code, Code, Code, Code)) -> [Code; 2] {
    let none = Docs::default();
    let tags = [
        Tag::param(&code!("values"), "the values by name"),
        Tag::returns("this builder"),
    ];
    let all = literal::javadoc(4, &none, "All properties beyond those above.", &[], &tags);
    let tags = [
        Tag::param(&code!("key"), "its name"),
        Tag::param(&code!("value"), "its value"),
        Tag::returns("this builder"),
    ];
    let one = literal::javadoc(
        4,
        &none,
        "One more property beyond those above.",
        &[],
        &tags,
    );
    [
        code!(
            "{}    public Builder {}(Map<String, {}> values) {{\n      return setRest(values);\n    }}\n",
            all,
            getter,
            ty
        ),
        code!(
            "{}    public Builder {}(String key, {} value) {{\n      return putRest(key, value);\n    }}\n",
            one,
            put,
            ty
        ),
    ]
}
