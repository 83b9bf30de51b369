package sdk

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Documents are read by a parser of our own, the same in every language: it knows no document types and no entities but the
// five of XML itself, so that nothing can be fetched or blown up, and names count without their prefixes.

// xmlDepth is how deep elements may be nested.
const xmlDepth = 64

type xmlElement struct {
	name       string
	attributes []xmlAttribute
	children   []*xmlElement
	content    []byte
}

func (e *xmlElement) text() string { return string(e.content) }

type xmlAttribute struct{ prefix, name, value string }

// isNull reports whether xsi:nil says that the value is null.
func (e *xmlElement) isNull() bool {
	for _, one := range e.attributes {
		if one.name == "nil" && one.prefix != "" && (one.value == "true" || one.value == "1") {
			return true
		}
	}
	return false
}

// textAt returns the text of an attribute, or that of the element itself.
func (e *xmlElement) textAt(node *xmlNode) (string, bool) {
	if node.At != "attribute" {
		return e.text(), true
	}
	for _, one := range e.attributes {
		if one.name == node.Name {
			return one.value, true
		}
	}
	return "", false
}

// byName returns the names of the children, in order, and the children of each.
func (e *xmlElement) byName() ([]string, map[string][]*xmlElement) {
	var names []string
	children := map[string][]*xmlElement{}
	for _, child := range e.children {
		if children[child.name] == nil {
			names = append(names, child.name)
		}
		children[child.name] = append(children[child.name], child)
	}
	return names, children
}

const (
	xmlName  = `(?:([A-Za-z_\x{80}-\x{10FFFF}][-.0-9A-Za-z_\x{80}-\x{10FFFF}]*):)?([A-Za-z_\x{80}-\x{10FFFF}][-.0-9A-Za-z_\x{80}-\x{10FFFF}]*)`
	xmlValue = `(?:"([^"<]*)"|'([^'<]*)')`
)

var (
	xmlDeclaration = regexp.MustCompile(`^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*["']1\.[0-9]+["'](?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*["']([-._0-9A-Za-z]+)["'])?[^?<>]*\?>`)
	xmlInstruction = regexp.MustCompile(`^<\?` + xmlName)
	xmlStart       = regexp.MustCompile(`^<` + xmlName)
	xmlEnd         = regexp.MustCompile(`^</` + xmlName + `[ \t\n]*>`)
	xmlPair        = regexp.MustCompile(`^[ \t\n]+` + xmlName + `[ \t\n]*=[ \t\n]*` + xmlValue)
	xmlClose       = regexp.MustCompile(`^[ \t\n]*(/?)>`)
	xmlReference   = regexp.MustCompile(`&(?:(lt|gt|amp|apos|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));`)
	xmlEntities    = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}
)

// isXMLChar reports whether XML 1.0 can carry a character.
func isXMLChar(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0xd800 || c > 0xdfff && c < 0xfffe || c > 0xffff && c <= utf8.MaxRune
}

// xmlReader is a document on its way to elements.
type xmlReader struct {
	rest string
	open []*xmlElement
	// names are the names of the open elements with their prefixes.
	names []string
	root  *xmlElement
}

func parseXML(document []byte) (*xmlElement, error) {
	if !utf8.Valid(document) {
		return nil, errors.New("the text is not UTF-8")
	}
	text := string(bytes.TrimPrefix(document, []byte("\ufeff")))
	for _, c := range text {
		if !isXMLChar(c) {
			return nil, fmt.Errorf("U+%04X is no character of XML", c)
		}
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if found := xmlDeclaration.FindStringSubmatch(text); found != nil {
		if encoding := strings.ToUpper(found[1]); encoding != "" && encoding != "UTF-8" && encoding != "US-ASCII" {
			return nil, fmt.Errorf("the encoding is %s, not UTF-8", found[1])
		}
		text = text[len(found[0]):]
	}
	reader := xmlReader{rest: text}
	for reader.rest != "" {
		if err := reader.next(); err != nil {
			return nil, err
		}
	}
	if reader.root == nil || len(reader.open) > 0 {
		return nil, errors.New("the document ends before its root element does")
	}
	return reader.root, nil
}

// next reads text, a comment, an instruction, or the start or end of an element.
func (x *xmlReader) next() error {
	switch {
	case x.rest[0] != '<':
		end := strings.IndexByte(x.rest, '<')
		if end < 0 {
			end = len(x.rest)
		}
		return x.addText(x.cut(end))
	case strings.HasPrefix(x.rest, "<!--"):
		return x.skip("<!--", "--", "-->")
	case strings.HasPrefix(x.rest, "<?"):
		if found := xmlInstruction.FindStringSubmatch(x.rest); found == nil || strings.EqualFold(found[2], "xml") {
			return errors.New("an instruction without a name of its own")
		}
		return x.skip("<?", "?>", "?>")
	case strings.HasPrefix(x.rest, "<![CDATA["):
		end := strings.Index(x.rest, "]]>")
		if end < 0 || len(x.open) == 0 {
			return errors.New("a CDATA section out of place or without an end")
		}
		parent := x.open[len(x.open)-1]
		parent.content = append(parent.content, x.cut(end)[len("<![CDATA["):]...)
		x.cut(len("]]>"))
		return nil
	case strings.HasPrefix(x.rest, "<!"):
		return errors.New("document types are refused")
	case strings.HasPrefix(x.rest, "</"):
		return x.end()
	default:
		return x.start()
	}
}

func (x *xmlReader) cut(length int) string {
	head := x.rest[:length]
	x.rest = x.rest[length:]
	return head
}

// skip leaves out what begins with start; what first looks like its end must be it.
func (x *xmlReader) skip(start, mark, end string) error {
	at := strings.Index(x.rest[len(start):], mark)
	if at < 0 || !strings.HasPrefix(x.rest[len(start)+at:], end) {
		return fmt.Errorf("%s without %s", start, end)
	}
	x.cut(len(start) + at + len(end))
	return nil
}

func (x *xmlReader) addText(text string) error {
	if len(x.open) == 0 {
		if strings.Trim(text, " \t\n") != "" {
			return errors.New("text outside of the root element")
		}
		return nil
	}
	if strings.Contains(text, "]]>") {
		return errors.New("]]> in a text")
	}
	text, err := resolveXML(text)
	parent := x.open[len(x.open)-1]
	parent.content = append(parent.content, text...)
	return err
}

func (x *xmlReader) start() error {
	found := xmlStart.FindStringSubmatch(x.rest)
	if found == nil {
		return errors.New("< without the name of an element")
	}
	if x.root != nil && len(x.open) == 0 {
		return errors.New("more than one root element")
	}
	if len(x.open) == xmlDepth {
		return fmt.Errorf("elements are nested more than %d deep", xmlDepth)
	}
	x.cut(len(found[0]))
	element := &xmlElement{name: found[2]}
	if err := x.readAttributes(element); err != nil {
		return err
	}
	closed := xmlClose.FindStringSubmatch(x.rest)
	if closed == nil {
		return fmt.Errorf("the start of the element %q is malformed", found[2])
	}
	x.cut(len(closed[0]))
	if x.root == nil {
		x.root = element
	} else {
		parent := x.open[len(x.open)-1]
		parent.children = append(parent.children, element)
	}
	if closed[1] == "" {
		x.open = append(x.open, element)
		x.names = append(x.names, found[0][1:])
	}
	return nil
}

// readAttributes reads attributes; declarations of namespaces are none.
func (x *xmlReader) readAttributes(element *xmlElement) error {
	seen := map[string]bool{}
	for {
		found := xmlPair.FindStringSubmatch(x.rest)
		if found == nil {
			return nil
		}
		x.cut(len(found[0]))
		name := found[1] + ":" + found[2]
		if seen[name] {
			return fmt.Errorf("the attribute %q is there twice", found[2])
		}
		seen[name] = true
		value, err := resolveXML(strings.NewReplacer("\n", " ", "\t", " ").Replace(found[3] + found[4]))
		if err != nil {
			return err
		}
		if found[1] != "xmlns" && name != ":xmlns" {
			element.attributes = append(element.attributes, xmlAttribute{found[1], found[2], value})
		}
	}
}

func (x *xmlReader) end() error {
	found := xmlEnd.FindStringSubmatch(x.rest)
	last := len(x.open) - 1
	if found == nil || last < 0 || strings.TrimRight(found[0][2:len(found[0])-1], " \t\n") != x.names[last] {
		return errors.New("the end of an element that is not open")
	}
	x.cut(len(found[0]))
	x.open, x.names = x.open[:last], x.names[:last]
	return nil
}

// resolveXML replaces references to characters and to the five entities.
func resolveXML(text string) (string, error) {
	if !strings.Contains(text, "&") {
		return text, nil
	}
	if strings.Contains(xmlReference.ReplaceAllString(text, ""), "&") {
		return "", errors.New("& without an entity that XML knows by itself")
	}
	var wrong error
	resolved := xmlReference.ReplaceAllStringFunc(text, func(reference string) string {
		found := xmlReference.FindStringSubmatch(reference)
		if found[1] != "" {
			return xmlEntities[found[1]]
		}
		base, digits := 10, found[2]
		if digits == "" {
			base, digits = 16, found[3]
		}
		code, err := strconv.ParseUint(digits, base, 32)
		if err != nil || code > utf8.MaxRune || !isXMLChar(rune(code)) {
			wrong = fmt.Errorf("%s is no character of XML", reference)
			return ""
		}
		return string(rune(code))
	})
	return resolved, wrong
}
