//! The project's files as an author writes them: read within limits, parsed into typed content.
//!
//! In: a folder of YAML, pictures and exports of a ledger. Out: [`content::Content`] with a span for every value, and a
//! finding for everything that cannot be read.
//!
//! - [`source`]: files read with limits, never outside the project; spans that point into them.
//! - [`content`]: YAML into typed content, faithful to the file; every mistake of a file at once.
//! - [`look`]: the house template: what an office decides of the appearance.

pub mod content;
pub mod look;
pub mod source;
