//! Formal reports of a Swedish city, from YAML and a ledger to PDF and Word.

pub mod check;
pub mod compose;
pub mod content;
pub mod diagnostic;
pub mod document;
pub mod figure;
pub mod money;
pub mod pdf;
pub mod sheet;
pub mod source;
