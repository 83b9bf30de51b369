package sdk

// tuple marks structs whose fields are the items of an array.
type tuple struct{}

// Tuple1 is an array of one item.
type Tuple1[A any] struct {
	_  tuple
	V1 A // V1 is the first item.
}

// Tuple2 is an array of two items.
type Tuple2[A, B any] struct {
	_  tuple
	V1 A // V1 is the first item.
	V2 B // V2 is the second item.
}

// Tuple3 is an array of three items.
type Tuple3[A, B, C any] struct {
	_  tuple
	V1 A // V1 is the first item.
	V2 B // V2 is the second item.
	V3 C // V3 is the third item.
}

// Tuple4 is an array of four items.
type Tuple4[A, B, C, D any] struct {
	_  tuple
	V1 A // V1 is the first item.
	V2 B // V2 is the second item.
	V3 C // V3 is the third item.
	V4 D // V4 is the fourth item.
}

// Tuple5 is an array of five items.
type Tuple5[A, B, C, D, E any] struct {
	_  tuple
	V1 A // V1 is the first item.
	V2 B // V2 is the second item.
	V3 C // V3 is the third item.
	V4 D // V4 is the fourth item.
	V5 E // V5 is the fifth item.
}

// Tuple6 is an array of six items.
type Tuple6[A, B, C, D, E, F any] struct {
	_  tuple
	V1 A // V1 is the first item.
	V2 B // V2 is the second item.
	V3 C // V3 is the third item.
	V4 D // V4 is the fourth item.
	V5 E // V5 is the fifth item.
	V6 F // V6 is the sixth item.
}

// WithRest is a tuple with any number of further items.
type WithRest[T, R any] struct {
	_     tuple
	Tuple T   // Tuple is the first items.
	Rest  []R // Rest is the items after those.
}
