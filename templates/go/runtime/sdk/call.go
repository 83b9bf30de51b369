package sdk

import (
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
)

// Call is a call in the making. Generated methods fill it; what cannot be sent is reported when it is sent.
type Call struct {
	client    *Client
	operation *Operation
	options   callConfig
	path      map[string]string
	query     []pair
	header    [][2]string
	cookies   []pair
	content   *content
	multipart *multipart
	// link takes the place of path and query: a link from an answer, checked to be on the configured origin.
	link    *url.URL
	problem error
}

// content is a body with its media type.
type content struct {
	mediaType string
	body      Body
}

// NewCall begins a call of an operation.
func NewCall(client *Client, operation *Operation, options []CallOption) *Call {
	call := &Call{client: client, operation: operation, path: map[string]string{}}
	for _, option := range options {
		if option != nil {
			option(&call.options)
		}
	}
	return call
}

// refuse keeps the first problem.
func (c *Call) refuse(problem error) {
	if c.problem == nil {
		c.problem = problem
	}
}

// isAbsent reports whether a parameter or body is not given.
func isAbsent(value any) bool {
	if value == nil {
		return true
	}
	if nullable, ok := value.(nullableReader); ok {
		held, null := nullable.sdkNullable()
		return held == nil && !null
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Interface:
		return v.IsNil()
	default:
		return false
	}
}

// given is the tree of a value, if it is given.
func (c *Call) given(name string, style Style, value any) (tree, bool) {
	if isAbsent(value) {
		return tree{}, false
	}
	return c.value(name, style, value)
}

// value is the tree of a value, if it has one.
func (c *Call) value(name string, style Style, value any) (tree, bool) {
	text, err := Marshal(value)
	if err != nil {
		c.refuse(&LocalError{Kind: LocalValue, Message: c.operation.ID + ": " + name + ": " + err.Error(), Err: err})
		return tree{}, false
	}
	if style == StyleJSON {
		text = appendString(nil, string(text))
	}
	return treeOf(text), true
}

// Path sets a path parameter in style simple, not exploded.
func (c *Call) Path(name string, value any) { c.PathStyled(name, StyleSimple, false, value) }

// PathStyled sets a path parameter.
func (c *Call) PathStyled(name string, style Style, explode bool, value any) {
	given, ok := c.given(name, style, value)
	if !ok {
		c.refuse(local(LocalPath, "%s: path parameter %q must not be absent", c.operation.ID, name))
		return
	}
	plain := given.plain()
	if !given.isArray && !given.isMap && (plain == "" || plain == "." || plain == "..") ||
		(given.isArray || given.isMap) && len(given.items) == 0 {
		c.refuse(local(LocalPath, "%s: path parameter %q would change the path", c.operation.ID, name))
		return
	}
	c.path[name] = pathText(name, style, explode, given)
}

// Query adds a query parameter in style form, exploded.
func (c *Call) Query(name string, value any) { c.QueryStyled(name, StyleForm, true, false, value) }

// QueryStyled adds a query parameter.
func (c *Call) QueryStyled(name string, style Style, explode, reserved bool, value any) {
	if given, ok := c.given(name, style, value); ok {
		c.query = append(c.query, queryPairs(name, style, explode, reserved, given)...)
	}
}

// Header adds a header.
func (c *Call) Header(name string, style Style, explode bool, value any) {
	if given, ok := c.given(name, style, value); ok {
		c.addHeader(name, headerText(explode, given))
	}
}

func (c *Call) addHeader(name, value string) {
	if !isName(name) || isUnsafe(value) {
		c.refuse(local(LocalHeader, "%s: header %q must not contain CR, LF or NUL", c.operation.ID, name))
		return
	}
	c.header = append(c.header, [2]string{name, value})
}

// Cookie adds a cookie.
func (c *Call) Cookie(name string, style Style, explode bool, value any) {
	given, ok := c.given(name, style, value)
	if !ok {
		return
	}
	if isUnsafe(headerText(explode, given)) {
		c.refuse(local(LocalHeader, "%s: cookie %q must not contain CR, LF or NUL", c.operation.ID, name))
		return
	}
	c.cookies = append(c.cookies, queryPairs(name, StyleForm, explode, false, given)...)
}

// JSON sets a JSON body.
func (c *Call) JSON(mediaType string, value any) {
	text, err := Marshal(value)
	if err != nil {
		c.refuse(&LocalError{Kind: LocalValue, Message: c.operation.ID + ": body: " + rooted(err).Error(), Err: err})
		return
	}
	c.Binary(mediaType, BodyBytes(text))
}

// Text sets a body of text.
func (c *Call) Text(mediaType, text string) { c.Binary(mediaType, BodyString(text)) }

// Binary sets a body of bytes.
func (c *Call) Binary(mediaType string, body Body) {
	if isUnsafe(mediaType) {
		c.refuse(local(LocalHeader, "%s: Content-Type must not contain CR, LF or NUL", c.operation.ID))
		return
	}
	if mediaType == "" || strings.Contains(mediaType, "*") {
		c.refuse(local(LocalValue, "%s: the body needs a content type, not %q", c.operation.ID, mediaType))
		return
	}
	c.content = &content{mediaType: mediaType, body: body.orEmpty()}
}

// FormEncoding is how a property of a form is written.
type FormEncoding struct {
	// Property is its name.
	Property string
	// Style is its style.
	Style Style
	// Explode says whether items stand on their own.
	Explode bool
	// Reserved says whether reserved characters stay as they are.
	Reserved bool
}

// Form sets a body of type application/x-www-form-urlencoded; properties without an encoding are in style form, exploded.
func (c *Call) Form(value any, encodings ...FormEncoding) {
	given, ok := c.value("body", StyleForm, value)
	if !ok {
		return
	}
	var pairs []pair
	for i, name := range given.keys {
		encoding := FormEncoding{Style: StyleForm, Explode: true}
		for _, one := range encodings {
			if one.Property == name {
				encoding = one
			}
		}
		item := given.items[i]
		if encoding.Style == StyleJSON {
			item = treeOf(appendString(nil, string(item.text)))
		}
		pairs = append(pairs, queryPairs(name, encoding.Style, encoding.Explode, encoding.Reserved, item)...)
	}
	c.Text("application/x-www-form-urlencoded", joinPairs(pairs))
}

// Multipart begins a multipart body, its parts to follow.
func (c *Call) Multipart() { c.multipart = newMultipart() }

// FilePart adds a file; mediaType is what the description says of it.
func (c *Call) FilePart(name, mediaType string, file File) {
	if file.ContentType != "" {
		mediaType = file.ContentType
	}
	if mediaType == "" || strings.Contains(mediaType, "*") || strings.Contains(mediaType, ",") {
		mediaType = "application/octet-stream"
	}
	if isUnsafe(mediaType) {
		c.refuse(local(LocalHeader, "%s: the content type of %q must not contain CR, LF or NUL", c.operation.ID, name))
		return
	}
	c.multipart.add(name, file.Name, true, mediaType, file.Content)
}

// TextPart adds a scalar as text.
func (c *Call) TextPart(name, mediaType string, value any) {
	if given, ok := c.value(name, StyleForm, value); ok {
		c.multipart.add(name, "", false, mediaType, BodyString(given.plain()))
	}
}

// JSONPart adds a JSON text.
func (c *Call) JSONPart(name, mediaType string, value any) {
	if mediaType == "" {
		mediaType = "application/json"
	}
	if given, ok := c.value(name, StyleForm, value); ok {
		c.multipart.add(name, "", false, mediaType, BodyBytes(given.text))
	}
}

// OneBody refuses a body of several content types of which not exactly one is set.
func (c *Call) OneBody(values ...any) {
	set := 0
	for _, value := range values {
		if !isAbsent(value) {
			set++
		}
	}
	if set != 1 {
		c.refuse(local(LocalValue, "%s: one content type of the body must be set, and %d are", c.operation.ID, set))
	}
}

// url returns the URL, without what credentials add to it.
func (c *Call) url() (*url.URL, error) {
	if c.link != nil {
		copied := *c.link
		return &copied, nil
	}
	base, err := c.client.baseOf(c.operation)
	if err != nil {
		return nil, err
	}
	path := ""
	for i, piece := range c.operation.Path {
		if i%2 == 1 {
			piece = c.path[piece]
		}
		path += piece
	}
	// A URL parser would take such a segment for a step, even in its encoded form.
	for _, segment := range strings.Split(path, "/") {
		if segment == "." || segment == ".." {
			return nil, local(LocalPath, "%s: a path parameter would change the path", c.operation.ID)
		}
	}
	text := strings.TrimRight(base.String(), "/") + path
	if len(c.query) > 0 {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		text += separator + joinPairs(c.query)
	}
	result, err := url.Parse(text)
	if err != nil {
		return nil, local(LocalValue, "%s: the path is no part of a URL", c.operation.ID)
	}
	return result, nil
}

// headers returns all headers but those of credentials and of the body.
func (c *Call) headers() (http.Header, error) {
	header := c.client.config.header.Clone()
	header.Set("User-Agent", c.client.userAgent)
	accept := c.operation.Accept
	if accept == "" {
		accept = "*/*"
	}
	header.Set("Accept", accept)
	for _, one := range c.header {
		header.Set(one[0], one[1])
	}
	if err := c.keyInto(header); err != nil {
		return nil, err
	}
	for _, one := range c.options.header {
		if !isName(one[0]) || isUnsafe(one[1]) {
			return nil, local(LocalHeader, "%s: header %q must not contain CR, LF or NUL", c.operation.ID, one[0])
		}
		header.Set(one[0], one[1])
	}
	return header, nil
}

// keyInto sets the idempotency key, where the description declares one.
func (c *Call) keyInto(header http.Header) error {
	key := c.options.idempotencyKey
	if c.operation.Retry != RetryKeyed {
		if key != "" {
			return local(LocalValue, "%s: the description declares no idempotency key", c.operation.ID)
		}
		return nil
	}
	name := c.operation.KeyHeader
	if key == "" {
		key = header.Get(name)
	}
	if key == "" {
		key = randomUUID()
	}
	if isUnsafe(key) {
		return local(LocalHeader, "%s: header %q must not contain CR, LF or NUL", c.operation.ID, name)
	}
	header.Set(name, key)
	return nil
}

// setQuery replaces a query parameter by a single value.
func (c *Call) setQuery(name, value string) {
	name = strict(name)
	var kept []pair
	for _, one := range c.query {
		if one.name != name {
			kept = append(kept, one)
		}
	}
	c.query = append(kept, pair{name, strict(value)})
}

// queryNumber returns the value of a query parameter that is a number.
func (c *Call) queryNumber(name string, otherwise int64) int64 {
	for _, one := range c.query {
		if one.name == strict(name) {
			if number, err := strconv.ParseInt(one.value, 10, 64); err == nil {
				return number
			}
		}
	}
	return otherwise
}

// mediaTypeOf returns the media type of an answer without its parameters, in lower case.
func mediaTypeOf(header http.Header) string {
	name, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(name))
}

// isWithin reports whether a media type is in a range such as text/*.
func isWithin(found, wanted string) bool {
	wanted, _, _ = strings.Cut(strings.ToLower(wanted), ";")
	wanted = strings.TrimSpace(wanted)
	if wanted == "*/*" || wanted == "*" {
		return true
	}
	if prefix, ok := strings.CutSuffix(wanted, "*"); ok {
		return strings.HasPrefix(found, prefix)
	}
	return found == wanted
}
