//! Tests of the library as its users see it, one file an area.

mod normalise;
