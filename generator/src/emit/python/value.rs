//! Python expressions of JSON values, for example programs: what a person would have written for that value of that type.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::layout::Doc;
use super::literal;
use super::package::Package;
use super::types;
use super::uses::Uses;
use crate::emit::sink::{code, Code};
use crate::ir::{
    Additional, Enum, Evidence, NumberFormat, Presence, StringFormat, Struct, Tagging, Type,
    TypeId, TypeKind, Union, UnionVariant,
};

/// Makes expressions, and notes which names of the package's root they need.
pub struct Values<'p> {
    package: &'p Package<'p>,
    names: RefCell<BTreeSet<&'static str>>,
    /// What annotations in quotes mention.
    quoted: RefCell<Uses>,
}

impl<'p> Values<'p> {
    /// Nothing noted yet.
    pub fn new(package: &'p Package<'p>) -> Self {
        Self {
            package,
            names: RefCell::default(),
            quoted: RefCell::default(),
        }
    }

    /// A name of the package's root.
    pub fn root(&self, name: &'static str) -> Code {
        self.names.borrow_mut().insert(name);
        code!("{}", name)
    }

    /// The names noted.
    pub fn names(&self) -> Vec<&'static str> {
        self.names.borrow().iter().copied().collect()
    }

    /// The modules that are mentioned in quotes.
    pub fn quoted(self) -> Uses {
        self.quoted.into_inner()
    }

    /// An expression of the type. A value that does not fit it is taken as it is.
    pub fn owned(&self, ty: &Type, value: &Value) -> Doc {
        self.literal(ty, value).unwrap_or_else(|| match ty {
            Type::Named(id)
                if matches!(self.package.api.type_def(*id).kind, TypeKind::Struct(_)) =>
            {
                Doc::call(
                    code!("{}.from_dict", self.model(*id)),
                    vec![self.json(value)],
                )
            }
            other => {
                let annotation = types::annotation(self.package, other);
                let mut quoted = self.quoted.borrow_mut();
                quoted.note(&annotation);
                if quoted.has("models") {
                    self.root("models");
                }
                Doc::call(
                    code!("t.cast"),
                    vec![Doc::Text(literal::quoted(&annotation)), self.json(value)],
                )
            }
        })
    }

    /// Any JSON value.
    pub fn json(&self, value: &Value) -> Doc {
        match value {
            Value::Array(items) => Doc::list(items.iter().map(|item| self.json(item)).collect()),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    self.json(value).after(&code!("{}: ", literal::string(key)))
                });
                Doc::dict(entries.collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Doc::Text(literal::scalar(value).unwrap_or_default())
            }
        }
    }

    fn model(&self, id: TypeId) -> Code {
        self.root("models");
        code!("models.{}", self.package.type_ident(id))
    }

    fn literal(&self, ty: &Type, value: &Value) -> Option<Doc> {
        match ty {
            Type::Any => Some(self.json(value)),
            Type::Never => None,
            Type::Foreign { id, .. } => self.package.foreign.name(*id).map(|name| {
                let decode = code!(
                    "{}.CODECS[{}].decode",
                    self.root("foreign_types"),
                    literal::quoted(&name)
                );
                Doc::call(decode, vec![self.json(value)])
            }),
            Type::Null => value.is_null().then(|| self.json(value)),
            Type::Boolean => value.is_boolean().then(|| self.json(value)),
            Type::Integer(_) => (value.is_i64() || value.is_u64()).then(|| self.json(value)),
            Type::Number(NumberFormat::Decimal) => {
                let text = literal::string(&value.as_number()?.to_string());
                Some(Doc::call(code!("decimal.Decimal"), vec![Doc::Text(text)]))
            }
            Type::Number(NumberFormat::Float | NumberFormat::Double) => {
                value.is_number().then(|| self.json(value))
            }
            Type::String(format) => self.string(*format, value.as_str()?),
            Type::Array { item, .. } => {
                let items = value
                    .as_array()?
                    .iter()
                    .map(|value| self.owned(item, value));
                Some(Doc::list(items.collect()))
            }
            Type::Tuple { items, rest } => self.tuple(items, rest.as_deref(), value.as_array()?),
            Type::Map(inner) => {
                let entries = value.as_object()?.iter();
                let entries = entries.map(|(key, value)| {
                    self.owned(inner, value)
                        .after(&code!("{}: ", literal::string(key)))
                });
                Some(Doc::dict(entries.collect()))
            }
            Type::Named(id) => self.named(*id, value),
            Type::Nullable(_) if value.is_null() => Some(self.json(value)),
            Type::Nullable(inner) => self.literal(inner, value),
        }
    }

    fn tuple(&self, items: &[Type], rest: Option<&Type>, values: &[Value]) -> Option<Doc> {
        if values.len() < items.len() || (rest.is_none() && values.len() > items.len()) {
            return None;
        }
        let head = items
            .iter()
            .zip(values)
            .map(|(item, value)| self.owned(item, value));
        let head = Doc::tuple(head.collect());
        let Some(rest) = rest else {
            return Some(head);
        };
        let more = values[items.len()..]
            .iter()
            .map(|value| self.owned(rest, value));
        Some(Doc::call(
            self.root("WithRest"),
            vec![head, Doc::list(more.collect())],
        ))
    }

    fn string(&self, format: StringFormat, text: &str) -> Option<Doc> {
        let quoted = Doc::Text(literal::string(text));
        match format {
            StringFormat::Plain
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Uri => Some(quoted),
            StringFormat::Password => Some(Doc::call(self.root("Secret"), vec![quoted])),
            StringFormat::DateTime => date_time(text),
            StringFormat::Date => Some(Doc::call(code!("dt.date"), numbers(&date(text)?))),
            StringFormat::Time => {
                let (clock, zone) = clock(text)?;
                let mut items = numbers(&clock);
                items.push(zone.after(&code!("tzinfo=")));
                Some(Doc::call(code!("dt.time"), items))
            }
            StringFormat::Base64 => Some(Doc::call(code!("base64.b64decode"), vec![quoted])),
            StringFormat::Base64Url => {
                Some(Doc::call(code!("base64.urlsafe_b64decode"), vec![quoted]))
            }
        }
    }

    fn named(&self, id: TypeId, value: &Value) -> Option<Doc> {
        match &self.package.api.type_def(id).kind {
            TypeKind::Struct(s) => self.structure(id, s, value),
            TypeKind::Enum(e) => self.enumeration(id, e, value),
            TypeKind::Union(u) => self.union(u, value),
            TypeKind::Alias(ty) => self.literal(ty, value),
        }
    }

    fn structure(&self, id: TypeId, s: &Struct, value: &Value) -> Option<Doc> {
        let object = value.as_object()?;
        let mut items = Vec::new();
        for (index, field) in s.fields.iter().enumerate() {
            let needed = matches!(
                field.presence,
                Presence::Required | Presence::RequiredNullable
            ) && !field.is_constant();
            let Some(given) = object.get(&field.name.wire) else {
                if needed {
                    return None;
                }
                continue;
            };
            let is_null = given.is_null() && !matches!(field.ty, Type::Any);
            if field.is_constant() || (is_null && field.presence == Presence::Optional) {
                continue;
            }
            let item = if is_null && field.presence != Presence::Required {
                self.json(given)
            } else {
                self.owned(&field.ty, given)
            };
            items.push(item.after(&code!("{}=", self.package.member(id, index))));
        }
        let more = object
            .iter()
            .filter(|(key, _)| !s.fields.iter().any(|field| field.name.wire == **key));
        match &s.additional {
            Additional::Ignored | Additional::Forbidden => {}
            Additional::Kept(ty) => {
                let more = more.map(|(key, value)| {
                    self.owned(ty, value)
                        .after(&code!("{}: ", literal::string(key)))
                });
                let more: Vec<Doc> = more.collect();
                if !more.is_empty() {
                    let rest = super::names::ident(&self.package.names(id).rest);
                    items.push(Doc::dict(more).after(&code!("{}=", rest)));
                }
            }
            Additional::Patterns(..) => {
                if more.count() > 0 {
                    return None;
                }
            }
        }
        Some(Doc::call(self.model(id), items))
    }

    fn enumeration(&self, id: TypeId, e: &Enum, value: &Value) -> Option<Doc> {
        let model = self.model(id);
        match e
            .variants
            .iter()
            .position(|variant| variant.value == *value)
        {
            Some(index) => Some(Doc::Text(code!(
                "{}.{}",
                model,
                self.package.member(id, index)
            ))),
            None => Some(Doc::call(model, vec![Doc::Text(literal::scalar(value)?)])),
        }
    }

    fn union(&self, u: &Union, value: &Value) -> Option<Doc> {
        let literal = |variant: &UnionVariant| self.literal(&variant.ty, value);
        let found = match &u.tagging {
            Tagging::Property(tag) => {
                let tag = value.get(&tag.wire).and_then(Value::as_str);
                u.variants
                    .iter()
                    .find(|variant| variant.tags.iter().any(|t| Some(t.as_str()) == tag))
                    .and_then(literal)
            }
            Tagging::Kind => u.variants.iter().find_map(literal),
            Tagging::Structure => {
                let proven = |variant: &&UnionVariant| {
                    !variant.evidence.is_empty()
                        && variant.evidence.iter().all(|one| holds(one, value))
                };
                u.variants
                    .iter()
                    .filter(proven)
                    .chain(&u.variants)
                    .find_map(literal)
            }
        };
        Some(found.unwrap_or_else(|| Doc::call(self.root("Unknown"), vec![self.json(value)])))
    }
}

fn holds(evidence: &Evidence, value: &Value) -> bool {
    match evidence {
        Evidence::Present(property) => value.get(property).is_some(),
        Evidence::Values(property, values) => value
            .get(property)
            .is_some_and(|found| values.contains(found)),
    }
}

/// A JSON value of a type, for examples of descriptions that have none.
pub fn placeholder(package: &Package<'_>, ty: &Type, depth: usize) -> Value {
    match ty {
        Type::Any | Type::Never | Type::Null | Type::Nullable(_) => Value::Null,
        Type::Boolean => true.into(),
        Type::Integer(_) | Type::Number(_) => 1.into(),
        Type::String(format) => match format {
            StringFormat::DateTime => "2026-01-31T12:00:00Z",
            StringFormat::Date => "2026-01-31",
            StringFormat::Time => "12:00:00Z",
            StringFormat::Base64 | StringFormat::Base64Url => "dGV4dA==",
            StringFormat::Plain
            | StringFormat::Duration
            | StringFormat::Uuid
            | StringFormat::Uri
            | StringFormat::Password => "text",
        }
        .into(),
        Type::Foreign { described, .. } => placeholder(package, described, depth),
        Type::Array { .. } => Value::Array(Vec::new()),
        Type::Tuple { items, .. } => items
            .iter()
            .map(|item| placeholder(package, item, depth))
            .collect(),
        Type::Map(_) => Value::Object(serde_json::Map::new()),
        Type::Named(id) if depth > 0 => match &package.api.type_def(*id).kind {
            TypeKind::Struct(s) => {
                let needed = s
                    .fields
                    .iter()
                    .filter(|field| field.presence == Presence::Required);
                let fields = needed.map(|field| {
                    let constant = field.constant.clone();
                    (
                        field.name.wire.clone(),
                        constant.unwrap_or_else(|| placeholder(package, &field.ty, depth - 1)),
                    )
                });
                Value::Object(fields.collect())
            }
            TypeKind::Enum(e) => e
                .variants
                .first()
                .map_or(Value::Null, |variant| variant.value.clone()),
            TypeKind::Union(u) => u.variants.first().map_or(Value::Null, |variant| {
                placeholder(package, &variant.ty, depth - 1)
            }),
            TypeKind::Alias(ty) => placeholder(package, ty, depth - 1),
        },
        // There is no end to it, and so no value.
        Type::Named(_) => Value::Object(serde_json::Map::new()),
    }
}

fn numbers(numbers: &[u64]) -> Vec<Doc> {
    numbers
        .iter()
        .map(|number| Doc::Text(code!("{}", *number)))
        .collect()
}

fn date_time(text: &str) -> Option<Doc> {
    let (day, time) = (text.get(..10)?, text.get(11..)?);
    let (time, zone) = clock(time)?;
    let mut items = numbers(&date(day)?);
    items.extend(numbers(&time));
    items.push(zone.after(&code!("tzinfo=")));
    Some(Doc::call(code!("dt.datetime"), items))
}

/// Year, month and day.
fn date(text: &str) -> Option<Vec<u64>> {
    let parts: Vec<u64> = text
        .split('-')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    (parts.len() == 3 && parts[1] <= 12 && parts[2] <= 31 && text.len() == 10).then_some(parts)
}

/// Hours to microseconds, and the zone.
fn clock(text: &str) -> Option<(Vec<u64>, Doc)> {
    let at = text.find(['Z', 'z', '+', '-'])?;
    let (time, offset) = text.split_at(at);
    let (whole, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts: Vec<u64> = whole
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    if parts.len() != 3 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59 {
        return None;
    }
    let micros: u64 = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    if micros > 0 {
        parts.push(micros);
    }
    if matches!(offset, "Z" | "z") {
        return Some((parts, Doc::Text(code!("dt.timezone.utc"))));
    }
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let sign = if offset.starts_with('-') { "-" } else { "" };
    let delta = if minutes == 0 {
        code!("dt.timezone({}dt.timedelta(hours={}))", sign, hours)
    } else {
        code!(
            "dt.timezone({}dt.timedelta(hours={}, minutes={}))",
            sign,
            hours,
            minutes
        )
    };
    Some((parts, Doc::Text(delta)))
}
