//! The document as one HTML file that needs nothing else: typefaces, drawings and pictures are in it, and it reads without
//! its script. HTML Living Standard, with roles of WAI-ARIA 1.2 and DPUB-ARIA 1.1 where HTML has no element.
//!
//! In: the tree, the house template, and what may be said of where a figure comes from. Out: the file. What the file says
//! beside the document's own words (the list of its parts, descriptions, buttons) is marked `data-furniture`, so that its
//! text can be compared with that of the other writers.

mod blocks;
mod chart;
mod dates;
mod head;
mod inlines;
mod markup;
mod page;
mod style;
mod table;

use std::fmt;

use crate::document::tree::Document;
use crate::figures::figure::Figure;
use crate::project::look::Look;

pub use page::SCRIPT;

/// What an HTML file is made with beside the document.
pub struct HtmlOptions<'a> {
    /// The house template.
    pub look: &'a Look,
    /// What is said of where a figure comes from; nothing where it may not be shown.
    pub origin: &'a dyn Fn(&Figure) -> Option<String>,
}

impl fmt::Debug for HtmlOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HtmlOptions").field("look", self.look).finish_non_exhaustive()
    }
}

/// Writes the document as HTML, UTF-8.
pub fn html(document: &Document, options: &HtmlOptions<'_>) -> String {
    page::page(document, options)
}
