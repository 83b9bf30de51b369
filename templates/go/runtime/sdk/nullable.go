package sdk

import "fmt"

// Nullable is a property that may be absent, null, or have a value. Its zero value is absent.
type Nullable[T any] struct {
	value *T
	null  bool
}

// Value returns a property with a value.
func Value[T any](value T) Nullable[T] { return Nullable[T]{value: &value} }

// Null returns a property that is null: in an update it clears what was there.
func Null[T any]() Nullable[T] { return Nullable[T]{null: true} }

// Get returns the value, and whether there is one.
func (n Nullable[T]) Get() (T, bool) {
	if n.value == nil {
		var zero T
		return zero, false
	}
	return *n.value, true
}

// Ptr returns a pointer to the value, nil if there is none.
func (n Nullable[T]) Ptr() *T { return n.value }

// IsNull reports whether the property is there and null.
func (n Nullable[T]) IsNull() bool { return n.null }

// IsZero reports whether the property is absent.
func (n Nullable[T]) IsZero() bool { return n.value == nil && !n.null }

// String returns the value's text, "null" or "absent".
func (n Nullable[T]) String() string {
	switch {
	case n.value != nil:
		return fmt.Sprint(*n.value)
	case n.null:
		return "null"
	default:
		return "absent"
	}
}

// MarshalJSON writes the value, or null.
func (n Nullable[T]) MarshalJSON() ([]byte, error) {
	if n.value == nil {
		return []byte("null"), nil
	}
	return Marshal(*n.value)
}

// UnmarshalJSON reads null or a value.
func (n *Nullable[T]) UnmarshalJSON(data []byte) error {
	var value *T
	if err := Unmarshal(data, &value); err != nil {
		return err
	}
	*n = Nullable[T]{value: value, null: value == nil}
	return nil
}

// sdkNullable lets the codec find the states of the type without knowing T.
func (n Nullable[T]) sdkNullable() (value any, null bool) {
	if n.value == nil {
		return nil, n.null
	}
	return n.value, false
}

// sdkSet gives the codec a place for the value, or makes the property null.
func (n *Nullable[T]) sdkSet(null bool) any {
	if null {
		*n = Nullable[T]{null: true}
		return nil
	}
	*n = Nullable[T]{value: new(T)}
	return n.value
}

type nullableReader interface{ sdkNullable() (any, bool) }

type nullableSetter interface{ sdkSet(null bool) any }

// Ptr returns a pointer to a copy of the value, for properties and parameters that may be absent.
func Ptr[T any](value T) *T { return &value }

// Or returns what the pointer points to, or the other value if it is nil.
func Or[T any](pointer *T, other T) T {
	if pointer == nil {
		return other
	}
	return *pointer
}
