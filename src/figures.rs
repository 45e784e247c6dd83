//! Exact figures: read from a ledger's exports, computed in sheets, kept with their origin.
//!
//! In: the sheets and sources of the content, and the exports (SIE, XLSX, CSV). Out: [`figure::Figure`]s that know the cells
//! and records they were computed from; the same figures as JSON and as a workbook of formulas.
//!
//! - [`money`]: exact amounts; the only room that rounds and makes digits.
//! - [`figure`]: a number with its cell and origin.
//! - [`ledger`]: SIE, XLSX and CSV into records with their places.
//! - [`intake`]: the records of the exports into the cells of sheets.
//! - [`sheet`]: columns, rows, posts and formulas into figures.
//! - [`facts`]: every figure with its origin and every place that prints it.
//! - [`workbook`]: the tables as an XLSX workbook of formulas.

pub mod facts;
pub mod figure;
pub mod intake;
pub mod ledger;
pub mod money;
pub mod sheet;
pub mod workbook;
