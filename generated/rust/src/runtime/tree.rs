//! Values of parameters as trees that keep the order of properties, which `serde_json::Value` does not.

use serde_json::Value;

use super::json::{Encode, EncodeError, Entries, Field, Fields, Target};

/// A value of a parameter.
pub(super) enum Tree {
    /// Neither an array nor an object.
    Scalar(Value),
    Array(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The tree of a value.
    pub(super) fn of(value: &dyn Encode) -> Result<Self, EncodeError> {
        let mut slot = Slot(None);
        value.encode(&mut slot)?;
        slot.0
            .ok_or_else(|| EncodeError::new("nothing was written"))
    }

    /// A value that stands on its own: scalars as they are, `null` as nothing, arrays and objects as JSON.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Scalar(Value::Null) => String::new(),
            Self::Scalar(Value::String(text)) => text.clone(),
            other => other.json(),
        }
    }

    /// The JSON text.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Scalar(value) => value.to_string(),
            Self::Array(items) => format!(
                "[{}]",
                items.iter().map(Self::json).collect::<Vec<_>>().join(",")
            ),
            Self::Object(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), value.json()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }
        }
    }
}

impl From<&Value> for Tree {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(items) => Self::Array(items.iter().map(Self::from).collect()),
            Value::Object(object) => Self::Object(
                object
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect(),
            ),
            scalar => Self::Scalar(scalar.clone()),
        }
    }
}

/// Where a tree is written to.
struct Slot(Option<Tree>);

impl Slot {
    fn put(&mut self, value: impl Into<Value>) -> Result<(), EncodeError> {
        self.0 = Some(Tree::Scalar(value.into()));
        Ok(())
    }

    fn put_float(&mut self, value: Option<serde_json::Number>) -> Result<(), EncodeError> {
        self.put(value.ok_or_else(|| EncodeError::new("a number that is not finite has no text"))?)
    }
}

impl Target for Slot {
    fn null(&mut self) -> Result<(), EncodeError> {
        self.put(Value::Null)
    }

    fn bool(&mut self, value: bool) -> Result<(), EncodeError> {
        self.put(value)
    }

    fn i64(&mut self, value: i64) -> Result<(), EncodeError> {
        self.put(value)
    }

    fn u64(&mut self, value: u64) -> Result<(), EncodeError> {
        self.put(value)
    }

    fn f32(&mut self, value: f32) -> Result<(), EncodeError> {
        // By way of the shortest text, so that 0.1 does not become 0.10000000149011612.
        let exact = value.to_string().parse().unwrap_or(f64::from(value));
        self.put_float(serde_json::Number::from_f64(exact))
    }

    fn f64(&mut self, value: f64) -> Result<(), EncodeError> {
        self.put_float(serde_json::Number::from_f64(value))
    }

    fn string(&mut self, value: &str) -> Result<(), EncodeError> {
        self.put(value)
    }

    fn value(&mut self, value: &Value) -> Result<(), EncodeError> {
        self.0 = Some(Tree::from(value));
        Ok(())
    }

    fn number(&mut self, text: &str) -> Result<(), EncodeError> {
        // As text all digits stay, and a number's text is the same with and without quotes around it in a style.
        self.put(text)
    }

    fn array(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) -> Result<(), EncodeError> {
        self.0 = Some(Tree::Array(items.map(Tree::of).collect::<Result<_, _>>()?));
        Ok(())
    }

    fn object(
        &mut self,
        fields: &Fields,
        values: &[&dyn Field],
        more: &dyn Entries,
    ) -> Result<(), EncodeError> {
        let mut entries = Vec::new();
        for (name, value) in fields.written(values) {
            entries.push((name.to_owned(), Tree::of(value)?));
        }
        more.for_each(&mut |name, value| {
            if !fields.names.contains(&name) && !value.is_absent() {
                entries.push((name.to_owned(), Tree::of(value)?));
            }
            Ok(())
        })?;
        self.0 = Some(Tree::Object(entries));
        Ok(())
    }
}
