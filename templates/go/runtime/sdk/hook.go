package sdk

import (
	"context"
	"log/slog"
	"time"
)

// Attempt is what a hook sees of an attempt. It holds no values of parameters and no credentials.
type Attempt struct {
	// Operation is the operation; its path is that of the description.
	Operation *Operation
	// Number is 1 for the first attempt of a call.
	Number int
	// StatusCode is the status, 0 before the attempt or without an answer.
	StatusCode int
	// Err is why it failed, if it did.
	Err error
	// Elapsed is how long it took.
	Elapsed time.Duration
	// RetryIn is the wait before the next attempt, negative if there will be none.
	RetryIn time.Duration
}

// Hook is called around attempts, on the goroutine of the call.
type Hook func(ctx context.Context, attempt Attempt)

func (c *Client) before(ctx context.Context, attempt Attempt) {
	for _, hook := range c.config.before {
		hook(ctx, attempt)
	}
}

func (c *Client) after(ctx context.Context, attempt Attempt) {
	for _, hook := range c.config.after {
		hook(ctx, attempt)
	}
	if c.config.logger == nil {
		return
	}
	level := slog.LevelDebug
	attributes := []slog.Attr{
		slog.String("operation", attempt.Operation.ID),
		slog.String("method", attempt.Operation.Method),
		slog.String("path", attempt.Operation.PathTemplate()),
		slog.Int("attempt", attempt.Number),
		slog.Duration("elapsed", attempt.Elapsed),
	}
	if attempt.StatusCode != 0 {
		attributes = append(attributes, slog.Int("status", attempt.StatusCode))
	}
	if attempt.Err != nil {
		attributes = append(attributes, slog.String("error", attempt.Err.Error()))
	}
	if attempt.Err != nil && attempt.RetryIn >= 0 {
		level = slog.LevelWarn
		attributes = append(attributes, slog.Duration("retry_in", attempt.RetryIn))
	}
	c.config.logger.LogAttrs(ctx, level, "attempt finished", attributes...)
}
