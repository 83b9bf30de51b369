package sdk

import (
	"math/big"
	"net/netip"
	"testing"
)

type visit struct {
	From   netip.Addr   `json:"from"`
	Amount *big.Int     `json:"amount,omitempty"`
	Seen   []*foreigner `json:"seen"`
}

type foreigner struct{ Name string }

func init() {
	Foreign[netip.Addr]()
	Foreign[big.Int]()
	Foreign[foreigner]()
}

func TestTypesOfOthersAreReadAndWrittenByTheirOwnRules(t *testing.T) {
	text := `{"from":"2001:db8::1","amount":123456789012345678901234567890,"seen":[{"Name":"a<b"},null]}`
	var value visit
	if err := Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	if value.From != netip.MustParseAddr("2001:db8::1") || value.Seen[0].Name != "a<b" {
		t.Errorf("read %v", value)
	}
	written, err := Marshal(value)
	if err != nil || string(written) != text {
		t.Errorf("wrote %s, %v", written, err)
	}
}

func TestWhatATypeOfOthersRefusesIsAnErrorAtItsPlace(t *testing.T) {
	for text, message := range map[string]string{
		`{"from":"nowhere","seen":[]}`:          `$.from: ParseAddr("nowhere"): unable to parse IP`,
		`{"from":null,"seen":[]}`:               `$.from: expected netip.Addr, found null`,
		`{"from":"::1","amount":"x","seen":[]}`: `$.amount: math/big: cannot unmarshal "\"x\"" into a *big.Int`,
	} {
		err := Unmarshal([]byte(text), &visit{})
		if err == nil || err.Error() != message {
			t.Errorf("%s: %v", text, err)
		}
	}
}
