//! Sections: each part of the document has its own, with its own running head and count of pages.

use docx_rs::{
    BuildXML, Header, HeaderReference, PageMargin, PageNumType, PageSize, Paragraph, Run, SectionProperty,
    SectionType,
};

use super::fields::field;
use super::inlines::words;
use super::styles;
use crate::document::{Part, Stage};

/// A4, in twips.
const PAGE: (u32, u32) = (11906, 16838);
/// The margins of the PDF, which give it nearly the same pages: 32, 28, 25 and 25 mm.
const MARGINS: PageMargin =
    PageMargin { top: 1814, left: 1587, bottom: 1417, right: 1417, header: 1106, footer: 680, gutter: 0 };

/// Between the margins.
pub(super) const TEXT_WIDTH: usize = 8902;

/// The relationship id of the running head of part number `at`, from 0.
pub(super) fn header_relationship(at: usize) -> String {
    format!("rIdHeader{}", at + 1)
}

/// The section of part number `at`.
pub(super) fn properties(at: usize) -> SectionProperty {
    let mut section = SectionProperty::new()
        .page_size(PageSize::new().size(PAGE.0, PAGE.1))
        .page_margin(MARGINS)
        .page_num_type(PageNumType::new().start(1));
    section.header_reference = Some(HeaderReference::new("default", header_relationship(at)));
    section.section_type = Some(SectionType::NextPage);
    section
}

/// The running head of a part as docx-rs writes it: what it is, `UTKAST` on a draft, and page x of y.
pub(super) fn running_head(part: &Part, stage: Stage, pages: u32) -> Vec<u8> {
    let mut runs = vec![Run::new().add_text(words(&part.running_head)).add_tab()];
    match stage {
        Stage::Draft => runs.push(Run::new().add_text("UTKAST\u{2003}").style(styles::DRAFT_MARK)),
        Stage::Final => {}
    }
    runs.push(Run::new().add_text("Sida "));
    runs.extend(field(" PAGE ", "1"));
    runs.push(Run::new().add_text(" ("));
    runs.extend(field(" SECTIONPAGES ", &pages.to_string()));
    runs.push(Run::new().add_text(")"));
    let line = Paragraph::new().style(styles::HEADER);
    Header::new().add_paragraph(runs.into_iter().fold(line, Paragraph::add_run)).build()
}
