package sdk

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/url"
	"strconv"
)

// Paging is how the pages of a list hang together.
type Paging[P, I any] struct {
	// Items returns the items of a page.
	Items func(page *P) []I
	// Next returns the link or cursor to the next page, empty if there is none.
	Next func(page *P) string
	// Kind says what Next is, or what counts.
	Kind PagingKind
	// Parameter is the query parameter of a cursor or number.
	Parameter string
	// First is the number of the first page.
	First int64
	// Key returns what tells items apart, or nil; an item that the page before already had is dropped.
	Key func(item *I) string
}

// PagingKind is where the next page is.
type PagingKind int

// The kinds of paging.
const (
	// PagingLink: under a link in the page.
	PagingLink PagingKind = iota
	// PagingCursor: under a value of the page for the query parameter.
	PagingCursor
	// PagingNumber: under the next number for the query parameter; a page without items is the last.
	PagingNumber
	// PagingOffset: under the number of items so far for the query parameter; a page without items is the last.
	PagingOffset
)

// Pager walks through the pages of a list.
//
// After an error, Next asks for the same page again, except where that cannot help: after a [LocalError], which includes links
// to other origins and pages that do not move on.
type Pager[P, I any] struct {
	walk   walk
	paging *Paging[P, I]
	page   *P
	err    error
	// later is an error that shows only after the current page.
	later error
	ended bool
}

// NewPager begins at the page of the call.
func NewPager[P, I any](ctx context.Context, call *Call, paging *Paging[P, I]) *Pager[P, I] {
	return &Pager[P, I]{walk: walk{ctx: ctx, call: call, seen: map[[32]byte]bool{}}, paging: paging}
}

// Next goes to the next page; false: there is none, see Err.
func (p *Pager[P, I]) Next() bool {
	p.page, p.err = nil, p.later
	p.later = nil
	if p.err != nil || p.ended {
		p.ended = true
		return false
	}
	answer, err := p.walk.call.send(p.walk.ctx, buffered)
	page := new(P)
	if err == nil {
		err = answer.decode(page)
	}
	if err != nil {
		p.fail(err)
		return false
	}
	next := ""
	if p.paging.Next != nil {
		next = p.paging.Next(page)
	}
	more, stop := p.walk.advance(step{
		kind: p.paging.Kind, parameter: p.paging.Parameter, first: p.paging.First, next: next,
		count: int64(len(p.paging.Items(page))), page: sha256.Sum256(answer.raw),
	})
	if errors.Is(stop, errRepeated) {
		p.fail(p.walk.stuck())
		return false
	}
	p.later, p.ended = stop, !more
	p.page = page
	return true
}

func (p *Pager[P, I]) fail(err error) {
	p.err = err
	var local *LocalError
	if errors.As(err, &local) {
		p.ended = true
	}
}

// Page is the page that Next went to.
func (p *Pager[P, I]) Page() *P { return p.page }

// Err is why Next returned false; nil at the end.
func (p *Pager[P, I]) Err() error { return p.err }

// All is all pages, for range: for page, err := range pager.All() { … }. It ends after an error.
func (p *Pager[P, I]) All() func(yield func(*P, error) bool) {
	return func(yield func(*P, error) bool) {
		for p.Next() {
			if !yield(p.page, nil) {
				return
			}
		}
		if p.err != nil {
			yield(nil, p.err)
		}
	}
}

// Items walks through the items of all pages.
func (p *Pager[P, I]) Items() *Items[I] {
	return &Items[I]{
		err: p.Err,
		fetch: func() ([]I, bool) {
			if !p.Next() {
				return nil, false
			}
			return p.paging.Items(p.page), true
		},
		key: p.paging.Key,
	}
}

// Items walks through the items of a list, over all its pages. Errors are as with [Pager].
type Items[I any] struct {
	fetch func() ([]I, bool)
	err   func() error
	key   func(*I) string
	rest  []I
	item  I
	// Keys of the page before and of this one: items repeat where a list changes between two requests.
	before, current map[string]bool
}

// Next goes to the next item; false: there is none, see Err.
func (i *Items[I]) Next() bool {
	for {
		for len(i.rest) > 0 {
			item := &i.rest[0]
			i.rest = i.rest[1:]
			if i.isNew(item) {
				i.item = *item
				return true
			}
		}
		items, ok := i.fetch()
		if !ok {
			return false
		}
		i.rest = items
		i.before, i.current = i.current, map[string]bool{}
	}
}

func (i *Items[I]) isNew(item *I) bool {
	if i.key == nil {
		return true
	}
	key := i.key(item)
	if key == "" {
		return true
	}
	known := i.before[key] || i.current[key]
	i.current[key] = true
	return !known
}

// Item is the item that Next went to.
func (i *Items[I]) Item() I { return i.item }

// Err is why Next returned false; nil at the end.
func (i *Items[I]) Err() error { return i.err() }

// All is all items, for range: for item, err := range items.All() { … }. It ends after an error.
func (i *Items[I]) All() func(yield func(I, error) bool) {
	return func(yield func(I, error) bool) {
		for i.Next() {
			if !yield(i.item, nil) {
				return
			}
		}
		if err := i.Err(); err != nil {
			var zero I
			yield(zero, err)
		}
	}
}

// walk is the way from page to page, the same for all types.
type walk struct {
	ctx  context.Context
	call *Call
	// seen are the links and cursors followed so far.
	seen map[[32]byte]bool
	last [32]byte
}

// step is what a page says about the next one.
type step struct {
	kind      PagingKind
	parameter string
	first     int64
	next      string
	count     int64
	page      [32]byte
}

var errRepeated = errors.New("the same page again")

// advance prepares the call for the next page; false if there is none.
func (w *walk) advance(s step) (bool, error) {
	switch s.kind {
	case PagingLink:
		if s.next == "" {
			return false, nil
		}
		return w.follow(s.next)
	case PagingCursor:
		if s.next == "" {
			return false, nil
		}
		w.call.setQuery(s.parameter, s.next)
		return w.visit(s.next)
	case PagingNumber, PagingOffset:
		if s.count == 0 {
			return false, nil
		}
		if w.last == s.page {
			return false, errRepeated
		}
		w.last = s.page
		first, more := s.first, int64(1)
		if s.kind == PagingOffset {
			first, more = 0, s.count
		}
		w.call.setQuery(s.parameter, strconv.FormatInt(w.call.queryNumber(s.parameter, first)+more, 10))
	}
	return true, nil
}

func (w *walk) follow(link string) (bool, error) {
	base, err := w.call.client.baseOf(w.call.operation)
	if err != nil {
		return false, err
	}
	current, err := w.call.url()
	if err != nil {
		return false, err
	}
	next, err := current.Parse(link)
	if err != nil {
		return false, local(LocalOrigin, "%s: the link to the next page is not a URL", w.call.operation.ID)
	}
	if !mayFollow(base, next) {
		return false, local(LocalOrigin, "%s: the answer links to another origin than %s: %s",
			w.call.operation.ID, originOf(base), originOf(next))
	}
	next.Fragment = ""
	w.seen[sha256.Sum256([]byte(canonical(current)))] = true
	w.call.link = next
	return w.visit(canonical(next))
}

// canonical is the text by which links are compared.
func canonical(u *url.URL) string { return originOf(u) + u.EscapedPath() + "?" + u.RawQuery }

func (w *walk) visit(place string) (bool, error) {
	sum := sha256.Sum256([]byte(place))
	if w.seen[sum] {
		return false, w.stuck()
	}
	w.seen[sum] = true
	return true, nil
}

func (w *walk) stuck() error {
	return local(LocalPagination, "%s: the server's pages do not move on", w.call.operation.ID)
}

// Text returns the text of a scalar for cursors and keys: of what a pointer points to, or empty if there is nothing.
func Text(value any) string {
	if isAbsent(value) {
		return ""
	}
	text, err := Marshal(value)
	if err != nil {
		return ""
	}
	return treeOf(text).plain()
}
