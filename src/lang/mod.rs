//! Word lists by language: data files, and the code that reads them.

pub mod names;
pub mod short_hash;
pub mod stopwords;
