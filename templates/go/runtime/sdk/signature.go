package sdk

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A WebhookReason says why a webhook is not taken.
type WebhookReason string

// The reasons why a webhook is not taken.
const (
	// WebhookSecret is a secret that is missing, empty, or not as it must be written.
	WebhookSecret WebhookReason = "secret"
	// WebhookMissingHeader is a header that is not there.
	WebhookMissingHeader WebhookReason = "missing header"
	// WebhookMalformedHeader is a header that is not as described, or there twice.
	WebhookMalformedHeader WebhookReason = "malformed header"
	// WebhookNoSignatureFits is a body that the server did not send, or that was changed on the way.
	WebhookNoSignatureFits WebhookReason = "no signature fits"
	// WebhookTooOld is a signature of too long ago.
	WebhookTooOld WebhookReason = "too old"
	// WebhookInTheFuture is a signature of a time that is too far ahead.
	WebhookInTheFuture WebhookReason = "in the future"
	// WebhookBody is a body that is signed, but not as described.
	WebhookBody WebhookReason = "body"
)

// A WebhookError is what the server did not send, or what is not as described. It has neither secrets nor signatures in it.
type WebhookError struct {
	// Reason is what is wrong.
	Reason WebhookReason
	// Header is the name of the header that is missing or malformed.
	Header string
	// Err is the *[DecodeError] of a body.
	Err     error
	message string
}

// Error returns what is wrong.
func (e *WebhookError) Error() string { return e.message }

// Unwrap returns the error of a body.
func (e *WebhookError) Unwrap() error { return e.Err }

// A Signature says how a payload is signed. What is empty does not apply. It is made by this package only.
type Signature struct {
	Algorithm       string
	Header          string
	Encoding        string
	Content         string
	Prefix          string
	Separator       string
	TimestampHeader string
	TimestampPrefix string
	TimestampFormat string
	Tolerance       int64
	KeyEncoding     string
	KeyPrefix       string
}

// A Webhook verifies the signatures of payloads, and reads them.
type Webhook[T any] struct {
	signature Signature
}

// NewWebhook makes a webhook.
func NewWebhook[T any](signature Signature) *Webhook[T] {
	return &Webhook[T]{signature}
}

// Verify verifies that the server sent a body, and reads it. The bytes must be as they came: a text that was read and written again
// has another signature. Several secrets are for the time in which the old one and the new one are used. It fails with a
// *[WebhookError].
func (w *Webhook[T]) Verify(header http.Header, body []byte, secrets ...string) (T, error) {
	return w.VerifyAt(time.Now(), header, body, secrets...)
}

// VerifyAt is Verify at another time, for tests.
func (w *Webhook[T]) VerifyAt(now time.Time, header http.Header, body []byte, secrets ...string) (T, error) {
	var payload T
	if err := w.signature.verify(now, header, body, secrets); err != nil {
		return payload, err
	}
	// encoding/json would put a replacement character for what is no UTF-8.
	var err error = &DecodeError{Path: "$", Message: "the text is not UTF-8"}
	if utf8.Valid(body) {
		err = Unmarshal(body, &payload)
	}
	if err != nil {
		return payload, &WebhookError{Reason: WebhookBody, Err: err, message: "the body is not as described: " + err.Error()}
	}
	return payload, nil
}

var (
	visibleText  = regexp.MustCompile(`^[\t\x20-\x7e]+$`)
	hexText      = regexp.MustCompile(`^[0-9A-Fa-f]*$`)
	base64Text   = regexp.MustCompile(`^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`)
	unixText     = regexp.MustCompile(`^[0-9]{1,12}$`)
	dateTimeText = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$`)
)

func (s *Signature) verify(now time.Time, header http.Header, body []byte, secrets []string) error {
	keys, err := s.keys(secrets)
	if err != nil {
		return err
	}
	value, err := headerValue(header, s.Header)
	if err != nil {
		return err
	}
	entries := []string{value}
	if s.Separator != "" {
		entries = strings.Split(value, s.Separator)
	}
	var codes []string
	for i, entry := range entries {
		entries[i] = strings.Trim(entry, " \t")
		if code, ok := s.code(entries[i]); ok {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return malformedHeader(s.Header)
	}
	timestamp, signedAt, err := s.timestamp(header, entries)
	if err != nil {
		return err
	}
	content, err := s.content(header, body, timestamp)
	if err != nil {
		return err
	}
	// Each code is compared with each key, so that the time does not tell which one fits.
	fits := false
	for _, key := range keys {
		own := []byte(s.sign(key, content))
		for _, code := range codes {
			fits = hmac.Equal(own, []byte(code)) || fits
		}
	}
	if !fits {
		return &WebhookError{Reason: WebhookNoSignatureFits, message: "no signature fits"}
	}
	if timestamp == "" {
		return nil
	}
	switch age := now.Unix() - signedAt; {
	case age > s.Tolerance:
		return &WebhookError{Reason: WebhookTooOld, message: fmt.Sprintf("the signature is older than %d s", s.Tolerance)}
	case -age > s.Tolerance:
		return &WebhookError{Reason: WebhookInTheFuture, message: fmt.Sprintf("the signature is more than %d s ahead", s.Tolerance)}
	}
	return nil
}

func (s *Signature) keys(secrets []string) ([][]byte, error) {
	fail := func(message string) ([][]byte, error) {
		return nil, &WebhookError{Reason: WebhookSecret, message: message}
	}
	if len(secrets) == 0 {
		return fail("there is no secret")
	}
	keys := make([][]byte, len(secrets))
	for i, secret := range secrets {
		keys[i] = []byte(secret)
		if s.KeyEncoding == "base64" {
			text := strings.TrimPrefix(secret, s.KeyPrefix)
			key, err := base64.StdEncoding.DecodeString(text)
			if err != nil || !base64Text.MatchString(text) {
				return fail("a secret is not base64")
			}
			keys[i] = key
		}
		if len(keys[i]) == 0 {
			return fail("a secret is empty")
		}
	}
	return keys, nil
}

func (s *Signature) hash() func() hash.Hash {
	switch s.Algorithm {
	case "sha1":
		return sha1.New
	case "sha512":
		return sha512.New
	default:
		return sha256.New
	}
}

func (s *Signature) sign(key, content []byte) string {
	mac := hmac.New(s.hash(), key)
	mac.Write(content)
	if s.Encoding == "hex" {
		return hex.EncodeToString(mac.Sum(nil))
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// code is the code of an entry, as it is compared, if it has one.
func (s *Signature) code(entry string) (string, bool) {
	text, ok := strings.CutPrefix(entry, s.Prefix)
	size := s.hash()().Size()
	if s.Encoding == "hex" {
		return strings.ToLower(text), ok && len(text) == hex.EncodedLen(size) && hexText.MatchString(text)
	}
	return text, ok && len(text) == base64.StdEncoding.EncodedLen(size) && base64Text.MatchString(text)
}

// timestamp is the time as it is written and in seconds since 1970, if one is signed.
func (s *Signature) timestamp(header http.Header, entries []string) (string, int64, error) {
	name, text := s.Header, ""
	switch {
	case s.TimestampHeader != "":
		var err error
		name = s.TimestampHeader
		if text, err = headerValue(header, name); err != nil {
			return "", 0, err
		}
	case s.TimestampPrefix != "":
		found := 0
		for _, entry := range entries {
			if rest, ok := strings.CutPrefix(entry, s.TimestampPrefix); ok {
				text = rest
				found++
			}
		}
		if found != 1 {
			return "", 0, malformedHeader(name)
		}
	default:
		return "", 0, nil
	}
	if s.TimestampFormat == "date-time" {
		signedAt, err := time.Parse(time.RFC3339, text)
		if err != nil || !dateTimeText.MatchString(text) {
			return "", 0, malformedHeader(name)
		}
		return text, signedAt.Unix(), nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil || !unixText.MatchString(text) {
		return "", 0, malformedHeader(name)
	}
	return text, seconds, nil
}

// content is what is signed. Every other piece of the description is a name in braces.
func (s *Signature) content(header http.Header, body []byte, timestamp string) ([]byte, error) {
	var content []byte
	pieces := strings.Split(strings.ReplaceAll(s.Content, "}", "{"), "{")
	for i, piece := range pieces {
		switch {
		case i%2 == 0:
			content = append(content, piece...)
		case piece == "body":
			content = append(content, body...)
		case piece == "timestamp":
			content = append(content, timestamp...)
		default:
			value, err := headerValue(header, strings.TrimPrefix(piece, "header:"))
			if err != nil {
				return nil, err
			}
			content = append(content, value...)
		}
	}
	return content, nil
}

// headerValue is the value of a header that must be there once.
func headerValue(header http.Header, name string) (string, error) {
	var values []string
	for key, more := range header {
		if strings.EqualFold(key, name) {
			values = append(values, more...)
		}
	}
	if len(values) == 0 {
		return "", &WebhookError{Reason: WebhookMissingHeader, Header: name, message: "the header " + name + " is missing"}
	}
	value := strings.Trim(values[0], " \t")
	if len(values) > 1 || !visibleText.MatchString(value) {
		return "", malformedHeader(name)
	}
	return value, nil
}

func malformedHeader(name string) error {
	return &WebhookError{Reason: WebhookMalformedHeader, Header: name, message: "the header " + name + " is malformed"}
}
