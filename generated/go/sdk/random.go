package sdk

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	mathrand "math/rand"
)

// randomToken returns 128 random bits as text.
func randomToken() string {
	var bits [16]byte
	if _, err := rand.Read(bits[:]); err != nil {
		panic("sdk: the system has no random numbers: " + err.Error())
	}
	return hex.EncodeToString(bits[:])
}

// randomUUID returns a UUID of version 4 (RFC 9562).
func randomUUID() string {
	var bits [16]byte
	if _, err := rand.Read(bits[:]); err != nil {
		panic("sdk: the system has no random numbers: " + err.Error())
	}
	bits[6], bits[8] = bits[6]&0x0f|0x40, bits[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", bits[:4], bits[4:6], bits[6:8], bits[8:10], bits[10:])
}

// fraction returns a number from 0 to 1, for waits.
func fraction() float64 { return mathrand.Float64() }
