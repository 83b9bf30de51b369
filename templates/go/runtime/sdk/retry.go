package sdk

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// policy is the numbers of retries.
type policy struct {
	maxAttempts     int
	first, longest  time.Duration
	retryAfterLimit time.Duration
}

func defaultPolicy() policy {
	return policy{
		maxAttempts:     3,
		first:           500 * time.Millisecond,
		longest:         8 * time.Second,
		retryAfterLimit: 120 * time.Second,
	}
}

// failureKind is how an attempt failed, as far as trying again depends on it.
type failureKind int

const (
	// failedFinally would come out the same again.
	failedFinally failureKind = iota
	// failedUnsent cannot have been seen by the server.
	failedUnsent
	// failedUnanswered may have been seen.
	failedUnanswered
	// failedStatus was answered.
	failedStatus
)

type failure struct {
	kind   failureKind
	status int
	// retryAfter is negative if the server asked for nothing.
	retryAfter time.Duration
}

// delay returns the wait before the next attempt, and whether there is to be one; attempt is 1 after the first.
func (p policy) delay(safety RetrySafety, failed failure, attempt int) (time.Duration, bool) {
	if attempt >= p.maxAttempts || !retryable(safety, failed) {
		return 0, false
	}
	if failed.kind == failedStatus && failed.retryAfter >= 0 {
		return failed.retryAfter, failed.retryAfter <= p.retryAfterLimit
	}
	limit := math.Min(float64(p.longest), float64(p.first)*math.Pow(2, float64(attempt-1)))
	return time.Duration(limit * fraction()), true
}

func retryable(safety RetrySafety, failed failure) bool {
	safe := safety == RetryIdempotent || safety == RetryKeyed
	switch {
	case safety == RetryNever || failed.kind == failedFinally:
		return false
	case failed.kind == failedUnsent:
		return true
	case failed.kind == failedUnanswered:
		return safe
	case safe:
		switch failed.status {
		case 408, 429, 500, 502, 503, 504:
			return true
		}
		return false
	default:
		return failed.status == 429 || failed.status == 503 && failed.retryAfter >= 0
	}
}

// retryAfter reads Retry-After (RFC 9110, section 10.2.3): seconds, or a date, counted from the server's own Date if it sent
// one, as clocks differ. It is negative if there is none.
func retryAfter(header http.Header) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if text == "" {
		return -1
	}
	// Servers send fractions too; signs, exponents and "inf", which a float may have, say nothing.
	if strings.Trim(text, "0123456789.") == "" {
		seconds, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return -1
		}
		return time.Duration(math.Min(seconds, 1e9) * float64(time.Second))
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return -1
	}
	now, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	if wait := until.Sub(now); wait > 0 {
		return wait
	}
	return 0
}

const (
	budgetCapacity = 500
	costRetry      = 5
	// costTimeout is higher: a server that does not answer is worse off than one that says so.
	costTimeout = 10
)

// budget is the storm guard: under an outage, retries must not multiply the load.
type budget struct {
	// used counts the tokens that are gone.
	used atomic.Int64
}

// spend takes the cost of a retry, if there is enough left.
func (b *budget) spend(cost int64) bool {
	for {
		used := b.used.Load()
		if used+cost > budgetCapacity {
			return false
		}
		if b.used.CompareAndSwap(used, used+cost) {
			return true
		}
	}
}

// succeed gives a token back.
func (b *budget) succeed() {
	for {
		used := b.used.Load()
		if used == 0 || b.used.CompareAndSwap(used, used-1) {
			return
		}
	}
}
