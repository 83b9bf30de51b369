package sdk

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// JSON is a JSON text: a value of any kind, kept exactly as it is. Nil is no value at all, unlike null.
type JSON []byte

// ToJSON returns the JSON text of a value, and panics where it has none, as a channel or a function.
func ToJSON(value any) JSON {
	text, err := Marshal(value)
	if err != nil {
		panic(err)
	}
	return text
}

// Decode reads the text into what the pointer points to.
func (j JSON) Decode(target any) error { return Unmarshal(j, target) }

// String returns the text.
func (j JSON) String() string { return string(j) }

// IsNull reports whether the text is null.
func (j JSON) IsNull() bool { return string(bytes.TrimSpace(j)) == "null" }

// MarshalJSON returns the text.
func (j JSON) MarshalJSON() ([]byte, error) {
	if j == nil {
		return []byte("null"), nil
	}
	return j, nil
}

// UnmarshalJSON keeps the text.
func (j *JSON) UnmarshalJSON(data []byte) error {
	*j = append(JSON{}, data...)
	return nil
}

// Decimal is a number as it is written, which floating point might round: "0.10".
type Decimal string

// Float64 returns the nearest floating point number.
func (d Decimal) Float64() (float64, error) { return strconv.ParseFloat(string(d), 64) }

// MarshalJSON writes the number.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("0"), nil
	}
	if !isNumber(string(d)) {
		return nil, fmt.Errorf("%q is no number", string(d))
	}
	return []byte(d), nil
}

// UnmarshalJSON keeps the number as it is written.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text := strings.TrimSpace(string(data))
	if !isNumber(text) {
		return &DecodeError{Message: "expected a number, found " + kindOf(data)}
	}
	*d = Decimal(text)
	return nil
}

func isNumber(text string) bool {
	digits := strings.TrimPrefix(text, "-")
	return digits != "" && digits[0] >= '0' && digits[0] <= '9' && json.Valid([]byte(text))
}

// Base64URL is bytes that are written in base64url (RFC 4648, section 5) without padding.
type Base64URL []byte

// MarshalText writes base64url.
func (b Base64URL) MarshalText() ([]byte, error) {
	return []byte(base64.RawURLEncoding.EncodeToString(b)), nil
}

// UnmarshalText reads base64url, with or without padding.
func (b *Base64URL) UnmarshalText(text []byte) error {
	decoded, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(string(text), "="))
	if err != nil {
		return fmt.Errorf("expected base64url")
	}
	*b = decoded
	return nil
}

// DecodeBase64 reads base64 (RFC 4648, section 4), with or without padding and line breaks.
func DecodeBase64(text string) ([]byte, error) {
	text = strings.TrimRight(strings.NewReplacer("\r", "", "\n", "").Replace(text), "=")
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("expected base64")
	}
	if decoded == nil {
		decoded = []byte{}
	}
	return decoded, nil
}

// Date is a day of the calendar.
type Date struct {
	// Year is the year.
	Year int
	// Month is the month.
	Month time.Month
	// Day is the day of the month.
	Day int
}

// NewDate returns the date of a time, where that is.
func NewDate(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Year: year, Month: month, Day: day}
}

// ParseDate reads a date as in "2024-02-29".
func ParseDate(text string) (Date, error) {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		return Date{}, fmt.Errorf("expected a date such as 2024-02-29")
	}
	return NewDate(t), nil
}

// Time returns midnight in UTC.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String returns the date as in "2024-02-29".
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// MarshalText writes the date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the date.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

// TimeOfDay is a time without a date (RFC 3339, full-time).
type TimeOfDay struct {
	// Hour is from 0 to 23.
	Hour int
	// Minute is from 0 to 59.
	Minute int
	// Second is from 0 to 60.
	Second int
	// Nanosecond is from 0 to 999999999.
	Nanosecond int
	// Zone is "Z", an offset such as "+01:00", or empty where none is known.
	Zone string
}

// ParseTimeOfDay reads a time as in "12:30:00.5Z".
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	var zone string
	clock := text
	if at := strings.IndexAny(text, "Zz+-"); at >= 0 {
		clock, zone = text[:at], strings.ToUpper(text[at:])
		if _, err := time.Parse("Z07:00", zone); err != nil {
			return TimeOfDay{}, fmt.Errorf("expected a time such as 12:30:00Z")
		}
	}
	t, leap, err := parseClock(clock)
	if err != nil {
		return TimeOfDay{}, fmt.Errorf("expected a time such as 12:30:00Z")
	}
	return TimeOfDay{Hour: t.Hour(), Minute: t.Minute(), Second: t.Second() + leap, Nanosecond: t.Nanosecond(), Zone: zone}, nil
}

// parseClock reads a leap second as the second before it, and one.
func parseClock(clock string) (t time.Time, leap int, err error) {
	if len(clock) >= 8 && clock[5:8] == ":60" {
		clock, leap = clock[:5]+":59"+clock[8:], 1
	}
	t, err = time.Parse("15:04:05", clock)
	return t, leap, err
}

// String returns the time as in "12:30:00.5Z".
func (t TimeOfDay) String() string {
	text := fmt.Sprintf("%02d:%02d:%02d", t.Hour, t.Minute, t.Second)
	if t.Nanosecond != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%09d", t.Nanosecond), "0")
	}
	return text + t.Zone
}

// MarshalText writes the time.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the time.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	parsed, err := ParseTimeOfDay(string(text))
	if err == nil {
		*t = parsed
	}
	return err
}

// ParseTime reads a date and time (RFC 3339) with any fraction and offset.
func ParseTime(text string) (time.Time, error) {
	upper := strings.ToUpper(text)
	if len(upper) > 10 && upper[10] == ' ' {
		upper = upper[:10] + "T" + upper[11:]
	}
	leap := time.Duration(0)
	if len(upper) >= 19 && upper[16:19] == ":60" {
		upper, leap = upper[:16]+":59"+upper[19:], time.Second
	}
	t, err := time.Parse(time.RFC3339Nano, upper)
	if err != nil {
		return time.Time{}, fmt.Errorf("expected a date and time such as 2024-02-29T12:30:00Z")
	}
	return t.Add(leap), nil
}

// MustTime is [ParseTime] for constants: it panics on a text that is none.
func MustTime(text string) time.Time { return must(ParseTime(text)) }

// MustDate is [ParseDate] for constants: it panics on a text that is none.
func MustDate(text string) Date { return must(ParseDate(text)) }

// MustTimeOfDay is [ParseTimeOfDay] for constants: it panics on a text that is none.
func MustTimeOfDay(text string) TimeOfDay { return must(ParseTimeOfDay(text)) }

// MustDecode reads a JSON text as a T, for constants: it panics on a text that is none.
func MustDecode[T any](text string) T {
	var value T
	if err := Unmarshal([]byte(text), &value); err != nil {
		panic(err)
	}
	return value
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// NullValue is the type whose only value is null.
type NullValue struct{}

// Never is the type without a value: a property of it is never there.
type Never struct{}

// MarshalScalar writes a JSON text that generated code holds in a string.
func MarshalScalar(text string) ([]byte, error) {
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("%q is no JSON", text)
	}
	return []byte(text), nil
}

// UnmarshalScalar keeps a JSON text in a string.
func UnmarshalScalar[T ~string](data []byte, into *T) error {
	*into = T(bytes.TrimSpace(data))
	return nil
}

// IsOneOf reports whether a JSON text is equal to one of a list.
func IsOneOf[T ~string](text T, list ...T) bool {
	for _, one := range list {
		if SameJSON([]byte(text), []byte(one)) {
			return true
		}
	}
	return false
}
