//! Schemas made at random.

use serde_json::{json, Map, Value};

use super::Maker;

/// How deep the schemas of components are.
const DEPTH: u8 = 3;

const STRINGS: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "date",
    "date-time",
    "decimal",
    "duration",
    "email",
    "ipv4",
    "ipv6",
    "password",
    "time",
    "unknown-format",
    "uri",
    "uuid",
];
const INTEGERS: &[&str] = &["int32", "int64", "int8", "uint64", "unix-time"];
const NUMBERS: &[&str] = &["decimal", "double", "float"];

/// Values of enums that are hard to tell apart once they are names.
const VALUES: &[&str] = &[
    "a", "A", "b", "", "b c", "b-c", "b_c", "1", "01", "-1", "+1", "self", "null", "None", "true",
    "*", "/", "ä", "<=", ">=", "class", "new", "end", "Unknown", "unknown", "Other",
];

const TEXTS: &[&str] = &[
    "", "a", "\"\\", "${x}", "*/", "日本", "#{x}", "it's", "%s", "\n",
];

impl Maker {
    /// The schemas of components: some of any kind, some objects, some unions of these by a property.
    pub(super) fn schemas(&mut self) -> Map<String, Value> {
        for _ in 0..40 {
            let name = self.plain_name() + self.one(&["", "s", "2", "_x", ".y", "-z"]);
            if !self.components.contains(&name) {
                self.components.push(name);
            }
        }
        let names = self.components.clone();
        let (objects, others) = names.split_at(12);
        let (unions, others) = others.split_at(6);
        let mut schemas = Map::new();
        for name in objects {
            let object = self.object(2);
            schemas.insert(name.clone(), object);
        }
        for name in unions {
            let union = self.tagged(objects, &mut schemas);
            schemas.insert(name.clone(), union);
        }
        for name in others {
            let mut schema = self.schema(DEPTH);
            if let Some(reference) = schema.get_mut("$ref") {
                // References that lead to each other only are an error.
                *reference = json!(place(&objects[self.rng.usize(..objects.len())]));
            }
            schemas.insert(name.clone(), schema);
        }
        schemas
    }

    /// A schema of any kind, at most so deep.
    pub(super) fn schema(&mut self, depth: u8) -> Value {
        if self.is_31 && self.in_a_hundred(30) {
            return self.schema_31(depth);
        }
        let kind = self.rng.u8(..100);
        match (kind, depth) {
            (0..60, 0) => self.scalar(),
            (_, 0) => self.reference(),
            (0..35, _) => self.scalar(),
            (35..50, _) => self.reference(),
            (50..65, _) => self.object(depth),
            (65..77, _) => self.array(depth),
            (77..83, _) => {
                json!({"type": "object", "additionalProperties": self.schema(depth - 1)})
            }
            (83..88, _) => self.all_of(depth),
            (88..96, _) => self.union(depth),
            (96..98, _) => json!({}),
            _ => json!({"type": "object"}),
        }
    }

    /// What only OpenAPI 3.1 has.
    fn schema_31(&mut self, depth: u8) -> Value {
        match self.rng.u8(..9) {
            0 => json!({"type": [self.one(&["string", "integer", "boolean", "number"]), "null"]}),
            1 => {
                let kinds = ["string", "integer", "array", "object", "boolean"];
                let kinds = self.rng.choose_multiple(&kinds, 2);
                json!({"type": kinds, "items": self.scalar()})
            }
            2 => {
                json!({"const": self.one(&[&json!("x"), &json!(1), &json!(true), &json!(""), &json!(1.5)])})
            }
            3 => {
                let mut tuple =
                    json!({"type": "array", "prefixItems": [self.scalar(), self.scalar()]});
                match self.rng.u8(..3) {
                    0 => tuple["items"] = json!(false),
                    1 => tuple["items"] = self.scalar(),
                    _ => {}
                }
                tuple
            }
            4 => {
                let mut map =
                    json!({"type": "object", "patternProperties": {"^x-": self.scalar()}});
                match self.rng.u8(..4) {
                    0 => map["additionalProperties"] = json!(false),
                    1 => map["properties"] = self.named(1..=1, Self::scalar).into(),
                    2 => map["patternProperties"]["^y"] = self.scalar(),
                    _ => {}
                }
                map
            }
            5 => self
                .one(&[&json!(true), &json!(false), &json!({"type": "null"})])
                .clone(),
            6 => {
                json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"})
            }
            7 => {
                let mut sibling = self.reference();
                sibling["description"] = json!("Beside a reference.");
                sibling
            }
            _ => {
                let value = self.schema(depth.saturating_sub(1));
                let names = json!({"pattern": "^a"});
                json!({"type": "object", "properties": {self.name(): value}, "propertyNames": names,
                    "unevaluatedProperties": false})
            }
        }
    }

    /// A reference to a component.
    pub(super) fn reference(&mut self) -> Value {
        let component = self.rng.usize(..self.components.len());
        json!({"$ref": place(&self.components[component])})
    }

    pub(super) fn scalar(&mut self) -> Value {
        let (kind, formats) = self.one(&[
            ("string", STRINGS),
            ("string", STRINGS),
            ("integer", INTEGERS),
            ("number", NUMBERS),
            ("boolean", &[]),
        ]);
        let mut schema = json!({"type": kind});
        let format = (!formats.is_empty() && self.in_a_hundred(75)).then(|| self.one(formats));
        if let Some(format) = format {
            schema["format"] = json!(format);
        }
        match self.rng.u8(..10) {
            0 | 1 if format.is_none() && kind != "boolean" => self.add_values(&mut schema, kind),
            2 | 3 => schema["default"] = self.value(kind, format),
            _ => {}
        }
        if self.in_a_hundred(15) {
            schema["example"] = self.value(kind, format);
        }
        if self.in_a_hundred(15) {
            self.add_null(&mut schema);
        }
        if self.in_a_hundred(10) {
            schema["description"] =
                json!(self.one(&["A thing", "`code` */ \"x\"", "Line\n- a\n- b"]));
        }
        if self.in_a_hundred(5) {
            schema["deprecated"] = json!(true);
        }
        match self.rng.u8(..20) {
            0 => schema["readOnly"] = json!(true),
            1 => schema["writeOnly"] = json!(true),
            _ => {}
        }
        schema
    }

    /// Makes an enum of a scalar.
    fn add_values(&mut self, schema: &mut Value, kind: &str) {
        let count = self.rng.usize(1..=6);
        let values: Vec<Value> = match kind {
            "string" => {
                let values = self.rng.choose_multiple(VALUES, count).into_iter();
                values.map(|value| json!(value)).collect()
            }
            _ => (0..count).map(|_| self.value(kind, None)).collect(),
        };
        if self.in_a_hundred(30) {
            schema["default"] = values[0].clone();
        }
        schema["enum"] = values.into();
    }

    /// Lets a schema be null, in the way of its version.
    fn add_null(&mut self, schema: &mut Value) {
        let values = schema.get_mut("enum").and_then(Value::as_array_mut);
        values
            .into_iter()
            .for_each(|values| values.push(Value::Null));
        if self.is_31 {
            schema["type"] = json!([schema["type"], "null"]);
        } else {
            schema["nullable"] = json!(true);
        }
    }

    /// A value of a kind, seldom of another one.
    fn value(&mut self, kind: &str, format: Option<&str>) -> Value {
        if self.in_a_hundred(8) {
            return self
                .one(&[
                    &json!(true),
                    &json!(1),
                    &json!("x"),
                    &json!([]),
                    &json!({}),
                    &json!(1.5),
                ])
                .clone();
        }
        match (kind, format) {
            ("string", Some("date")) => json!("2024-02-29"),
            ("string", Some("date-time")) => json!("2024-01-01T00:00:00Z"),
            ("string", Some("time")) => json!("10:00:00Z"),
            ("string", Some("uuid")) => json!("123e4567-e89b-12d3-a456-426614174000"),
            ("string", Some("byte" | "base64url")) => json!("aGk="),
            ("string", Some("duration")) => json!("P1D"),
            ("string", Some("decimal")) => json!("1.50"),
            ("string", _) => json!(self.one(TEXTS)),
            ("integer", _) => json!(self.one(&[0, -1, 5, i64::from(i32::MAX), (1 << 53) + 1])),
            ("number", _) => json!(self.one(&[0.0, 1.5, -2.25, 1e20])),
            _ => json!(self.rng.bool()),
        }
    }

    pub(super) fn object(&mut self, depth: u8) -> Value {
        let properties = self.named(0..=6, |maker| maker.schema(depth - 1));
        let names: Vec<_> = properties.keys().cloned().collect();
        let mut schema = json!({"type": "object", "properties": properties});
        if self.in_a_hundred(70) {
            schema["required"] = self.some(&names).into();
        }
        match self.rng.u8(..20) {
            0..3 => schema["additionalProperties"] = json!(false),
            3 | 4 => schema["additionalProperties"] = json!(true),
            5 => schema["additionalProperties"] = self.schema(depth - 1),
            6 => self.add_null(&mut schema),
            _ => {}
        }
        schema
    }

    fn array(&mut self, depth: u8) -> Value {
        let mut schema = json!({"type": "array", "items": self.schema(depth - 1)});
        match self.rng.u8(..10) {
            0 => schema["uniqueItems"] = json!(true),
            1 => schema["default"] = json!([]),
            2 => self.add_null(&mut schema),
            _ => {}
        }
        schema
    }

    fn all_of(&mut self, depth: u8) -> Value {
        let count = self.rng.usize(1..=3);
        let member = |maker: &mut Self| match maker.rng.bool() {
            true => maker.reference(),
            false => maker.object(depth),
        };
        let members: Vec<_> = (0..count).map(|_| member(self)).collect();
        json!({"allOf": members})
    }

    fn union(&mut self, depth: u8) -> Value {
        let count = self.rng.usize(1..=4);
        let members: Vec<_> = (0..count).map(|_| self.schema(depth - 1)).collect();
        json!({self.one(&["oneOf", "anyOf"]): members})
    }

    /// A union of objects by a property, which is added to them.
    fn tagged(&mut self, objects: &[String], schemas: &mut Map<String, Value>) -> Value {
        let tag = self.one(&["kind", "type", "class", "@type"]);
        let count = self.rng.usize(2..=3);
        let cases = self.rng.choose_multiple(objects, count);
        for case in &cases {
            let schema = &mut schemas[*case];
            schema["properties"][tag] = match self.in_a_hundred(70) {
                true => json!({"type": "string"}),
                false => json!({"type": "string", "enum": [case]}),
            };
            let mut required = schema["required"].as_array().cloned().unwrap_or_default();
            required.push(json!(tag));
            schema["required"] = required.into();
        }
        let places = cases.iter().map(|case| place(case));
        let references: Vec<_> = places.clone().map(|place| json!({"$ref": place})).collect();
        let mut discriminator = json!({"propertyName": tag});
        if self.rng.bool() {
            let mapping = places
                .enumerate()
                .map(|(index, place)| (format!("v{index}"), json!(place)));
            discriminator["mapping"] = mapping.collect::<Map<_, _>>().into();
        }
        json!({"oneOf": references, "discriminator": discriminator})
    }
}

/// Where a component stands.
fn place(component: &str) -> String {
    format!("#/components/schemas/{component}")
}
