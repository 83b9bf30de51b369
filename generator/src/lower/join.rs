//! Scalars in a union that a value cannot tell apart become one.

use std::rc::Rc;

use serde_json::Value;

use super::enums::Values;
use super::overlay::empty;
use super::shape::Shape;
use crate::ir::{EnumBase, IntegerFormat, NumberFormat, StringFormat, Type};
use crate::pointer::Pointer;
use crate::spec::{JsonType, Schema};

/// The scalar or enum that takes the values of both, where a value of one could be one of the other.
pub(super) fn join(ours: &Shape, theirs: &Shape) -> Option<Shape> {
    match (ours, theirs) {
        (Shape::Enum(ours), Shape::Enum(theirs)) => join_enums(ours, theirs),
        (Shape::Enum(values), Shape::Scalar(ty)) | (Shape::Scalar(ty), Shape::Enum(values)) => {
            join_enum_with_scalar(values, ty)
        }
        (Shape::Scalar(ours), Shape::Scalar(theirs)) => {
            join_scalars(ours, theirs).map(Shape::Scalar)
        }
        _ => None,
    }
}

fn join_enums(ours: &Values, theirs: &Values) -> Option<Shape> {
    if ours.base != theirs.base {
        return None;
    }
    let mut values = ours.values.clone();
    for value in &theirs.values {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    Some(Shape::Enum(Rc::new(Values {
        base: ours.base,
        values,
        open: ours.open.max(theirs.open),
    })))
}

fn join_enum_with_scalar(values: &Values, ty: &Type) -> Option<Shape> {
    match (values.base, ty) {
        (EnumBase::String, Type::String(_))
        | (EnumBase::Integer, Type::Integer(_))
        | (EnumBase::Number, Type::Number(_)) => Some(Shape::Enum(Rc::new(Values {
            open: Some(true),
            ..values.clone()
        }))),
        (EnumBase::Integer, Type::Number(_)) => Some(Shape::Scalar(ty.clone())),
        _ => None,
    }
}

fn join_scalars(ours: &Type, theirs: &Type) -> Option<Type> {
    match (ours, theirs) {
        (Type::String(ours), Type::String(theirs)) => {
            let plain = ours == theirs || [ours, theirs].contains(&&StringFormat::Plain);
            plain.then_some(Type::String(StringFormat::Plain))
        }
        (Type::Integer(_), Type::Integer(_)) => Some(Type::Integer(IntegerFormat::Int64)),
        (Type::Number(format), Type::Integer(_)) | (Type::Integer(_), Type::Number(format)) => {
            Some(Type::Number(*format))
        }
        (Type::Number(_), Type::Number(_)) => Some(Type::Number(NumberFormat::Double)),
        _ => None,
    }
}

/// A schema with the values of an enum.
pub(super) fn schema_of_enum(pointer: Pointer, values: &Values) -> Schema {
    let mut schema = empty(pointer);
    schema.types = match values.base {
        EnumBase::String => vec![JsonType::String],
        EnumBase::Integer => vec![JsonType::Integer],
        EnumBase::Number => vec![JsonType::Number],
        EnumBase::Mixed => Vec::new(),
    };
    schema.enumeration = Some(values.values.clone());
    if let Some(open) = values.open {
        let text = if open { "open" } else { "closed" };
        schema
            .extensions
            .insert("x-sdk-enum".to_owned(), Value::from(text));
    }
    schema
}

/// A schema with the kind of a scalar.
pub(super) fn schema_of_scalar(pointer: Pointer, ty: &Type) -> Schema {
    let mut schema = empty(pointer);
    schema.types = match ty {
        Type::String(_) => vec![JsonType::String],
        Type::Integer(_) => vec![JsonType::Integer],
        _ => vec![JsonType::Number],
    };
    schema
}
