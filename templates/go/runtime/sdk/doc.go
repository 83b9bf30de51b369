// Package sdk is what all calls of the client have in common: options, credentials, retries, errors, pages, streams, and the
// types of values that Go has no type for. It depends on the standard library only.
package sdk
