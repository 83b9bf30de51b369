"""A small package as the generator would make it, for the tests of the runtime."""
