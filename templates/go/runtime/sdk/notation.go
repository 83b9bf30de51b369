package sdk

import (
	"net/http"
	"strings"
)

// Notation is another form than JSON in which values travel.
type Notation interface {
	// Read turns a document into a JSON text; what is wrong with it is a *[DecodeError].
	Read(document []byte) ([]byte, error)
	// Write turns a JSON text into a document.
	Write(text []byte) ([]byte, error)
}

// NotationCase is the notation of one answer.
type NotationCase struct {
	// Status is a status such as "200", a range such as "2XX", or "default".
	Status string
	// MediaType is the media type as in the description.
	MediaType string
	// Notation is the notation of the body; nil: JSON.
	Notation Notation
}

// notation finds the notation of an answer: of the cases for its status the one of its media type, else one that is XML if the
// answer is, else the first.
func (o *Operation) notation(status int, header http.Header) Notation {
	found := mediaTypeOf(header)
	isXML := strings.HasSuffix(found, "/xml") || strings.HasSuffix(found, "+xml")
	pattern, best := "", (*NotationCase)(nil)
	for i := range o.Notations {
		one := &o.Notations[i]
		if pattern == "" && matchesStatus(one.Status, status) {
			pattern = one.Status
		}
		if pattern == "" || one.Status != pattern {
			continue
		}
		if isWithin(found, one.MediaType) {
			return one.Notation
		}
		if best == nil || (best.Notation != nil) != isXML && (one.Notation != nil) == isXML {
			best = one
		}
	}
	if best == nil {
		return nil
	}
	return best.Notation
}

// json returns the JSON text of a body.
func (o *Operation) json(status int, header http.Header, raw []byte) ([]byte, error) {
	notation := o.notation(status, header)
	if notation == nil {
		return raw, nil
	}
	return notation.Read(raw)
}

// Value sets the body to a value in another notation than JSON.
func (c *Call) Value(mediaType string, value any, notation Notation) {
	text, err := Marshal(value)
	if err == nil {
		text, err = notation.Write(text)
	}
	if err != nil {
		c.refuse(&LocalError{Kind: LocalValue, Message: c.operation.ID + ": body: " + rooted(err).Error(), Err: err})
		return
	}
	c.Binary(mediaType, BodyBytes(text))
}
