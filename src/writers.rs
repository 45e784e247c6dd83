//! The writers: functions over the document tree that know nothing of each other.
//!
//! In: a [`crate::document::tree::Document`] and the house template. Out: bytes of a file.
//!
//! - [`html`]: one HTML file that needs nothing else, accessible (WCAG 2.2), with a script it reads without.
//! - [`pdf`]: PDF/A and PDF/UA through typst.
//! - [`word`]: WordprocessingML through docx-rs, with content controls for what is computed.
//! - [`setting`]: how wide words and columns are, one measure for all of them.
//! - [`text`]: plain text, for reviewers and for comparison with the other writers.

pub mod html;
pub mod pdf;
pub mod setting;
pub mod text;
pub mod word;
