//! What must hold for any bytes at all. Each target is a plain function: `cargo fuzz` calls it under coverage, the
//! driver calls it with mutations of its own. A target that finds something panics.

pub mod mutate;
pub mod seeds;
pub mod targets;
