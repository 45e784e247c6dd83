//! The document as a tree, how it is composed, and the rules that are checked over it.
//!
//! In: typed content and computed figures. Out: one [`tree::Document`] that every writer prints, and the findings of the
//! rules.
//!
//! - [`tree`]: the document tree: blocks, tables, notes and figures; what it says, never how it looks.
//! - [`compose`]: content and figures into the tree: standard wording, repeated statements, tables.
//! - [`check`]: rules over the composed document, one file a rule.
//! - [`reading`]: figures read out of Swedish text, for the rules.

pub mod check;
pub mod compose;
pub mod reading;
pub mod tree;
