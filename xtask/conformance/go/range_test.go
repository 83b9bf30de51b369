//go:build go1.23

package conformance

import (
	"context"
	"fmt"
	"net/http"
	"testing"
)

// TestRangeOverFunc ranges over items and pages, as programs can from Go 1.23 on.
func TestRangeOverFunc(t *testing.T) {
	client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Query().Get("page") {
		case "2":
			w.WriteHeader(http.StatusForbidden)
		default:
			fmt.Fprint(w, `{"side_conversations":[{"id":"a"},{"id":"b"}],"next_page":"?page=2"}`)
		}
	})
	found := ""
	for item, err := range client.SideConversations.ListPages(context.Background(), 1, nil).Items().All() {
		if err != nil {
			found += "!"
			continue
		}
		found += item.ID
	}
	pages := 0
	for page, err := range client.SideConversations.ListPages(context.Background(), 1, nil).All() {
		if err != nil || len(page.SideConversations) != 2 {
			t.Error(err)
		}
		pages++
		break
	}
	if found != "ab!" || pages != 1 {
		t.Error(found, pages)
	}
}
