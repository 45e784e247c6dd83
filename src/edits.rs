//! Edits made outside the project, and comparison of versions.
//!
//! In: a Word file that tertial wrote and somebody edited, or two versions of a matter. Out: changes of the YAML files, or
//! a list of differences.
//!
//! - [`base`]: the state that a Word file was made from, embedded in it, for a three-way merge.
//! - [`import`]: edited Word files merged with the project's files as they are now.
//! - [`compare`]: two versions of a matter side by side.

pub mod base;
pub mod compare;
pub mod import;
