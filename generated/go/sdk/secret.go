package sdk

import (
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[redacted]"

// Secret is a text that is never shown: not by fmt, not by slog. Only [Secret.Expose] gives it away, and JSON, where it is sent.
type Secret struct {
	// Behind a pointer, because fmt prints what is inside of unexported fields without asking their methods.
	text *string
}

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{text: &text} }

// Expose returns the text.
func (s Secret) Expose() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// Equal reports whether two secrets hold the same text.
func (s Secret) Equal(other Secret) bool { return s.Expose() == other.Expose() }

// String does not return the text.
func (s Secret) String() string { return redacted }

// GoString does not return the text.
func (s Secret) GoString() string { return redacted }

// Format does not write the text, whatever the verb.
func (s Secret) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, redacted) }

// LogValue does not give the text to logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalJSON writes the text, because that is how it is sent.
func (s Secret) MarshalJSON() ([]byte, error) { return appendString(nil, s.Expose()), nil }

// UnmarshalJSON reads the text.
func (s *Secret) UnmarshalJSON(data []byte) error {
	var text string
	if err := Unmarshal(data, &text); err != nil {
		return err
	}
	*s = NewSecret(text)
	return nil
}

// String returns the JSON text of a model, secrets hidden.
func String(model any) string { return LogValue(model).String() }

// LogValue returns the JSON text of a model for logs, secrets hidden.
func LogValue(model any) slog.Value {
	text, err := marshal(model, true)
	if err != nil {
		return slog.StringValue("[" + err.Error() + "]")
	}
	return slog.StringValue(string(text))
}
