package sdk

import (
	"context"
	"errors"
	"time"
)

var (
	errAttempt  = errors.New("the time of the attempt is up")
	errDeadline = errors.New("the time of the call is up")
	errFinished = errors.New("the call is finished")
)

// send makes the call; streams says of an answer's head whether its body is handed out as a stream.
func (c *Call) send(ctx context.Context, streams func(*reply) bool) (*reply, error) {
	if c.problem != nil {
		return nil, c.problem
	}
	schemes, err := c.client.choose(c.operation)
	if err != nil {
		return nil, err
	}
	target, err := c.url()
	if err != nil {
		return nil, err
	}
	header, err := c.headers()
	if err != nil {
		return nil, err
	}
	deadline := c.client.config.deadline
	if c.options.deadline > 0 {
		deadline = c.options.deadline
	}
	end := func() {}
	if deadline > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadlineCause(ctx, time.Now().Add(deadline), errDeadline)
		end = cancel
	}
	x := &exchange{call: c, url: target, header: header, schemes: schemes, streams: streams, timeout: c.client.config.timeout}
	if c.options.timeout > 0 {
		x.timeout = c.options.timeout
	}
	result, err := c.attempts(ctx, x)
	if err != nil || !result.streamed {
		end()
	} else {
		result.end = end
	}
	return result, err
}

// attempts makes one attempt after the other.
func (c *Call) attempts(ctx context.Context, x *exchange) (*reply, error) {
	rules := c.client.config.policy
	if c.options.maxAttempts > 0 {
		rules.maxAttempts = c.options.maxAttempts
	}
	if content := c.bodyContent(); content != nil && content.body.once {
		rules.maxAttempts = 1
	}
	for number := 1; ; number++ {
		seen := Attempt{Operation: c.operation, Number: number, RetryIn: -1}
		c.client.before(ctx, seen)
		start := time.Now()
		result, failed, err := x.run(ctx, number)
		seen.Elapsed = time.Since(start)
		if err == nil {
			c.client.budget.succeed()
			seen.StatusCode = result.status
			c.client.after(ctx, seen)
			return result, nil
		}
		seen.Err, seen.StatusCode = err, statusOf(err)
		delay, again := rules.delay(c.operation.Retry, failed, number)
		again = again && c.mayRetry(ctx, err, delay)
		if again {
			seen.RetryIn = delay
		}
		c.client.after(ctx, seen)
		if !again {
			return nil, err
		}
		if problem := sleep(ctx, delay); problem != nil {
			return nil, x.silence(ctx, problem, false, number)
		}
	}
}

// mayRetry reports whether there is time and budget left for another attempt, and takes the budget.
func (c *Call) mayRetry(ctx context.Context, err error, delay time.Duration) bool {
	if ctx.Err() != nil {
		return false
	}
	if deadline, ok := ctx.Deadline(); ok && !time.Now().Add(delay).Before(deadline) {
		return false
	}
	var timeout *TimeoutError
	if errors.As(err, &timeout) {
		return c.client.budget.spend(costTimeout)
	}
	return c.client.budget.spend(costRetry)
}

func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *Call) bodyContent() *content {
	if c.multipart != nil {
		return &content{mediaType: "multipart/form-data; boundary=" + c.multipart.boundary, body: c.multipart.body()}
	}
	return c.content
}
