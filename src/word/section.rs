//! Sections: each part of the document has its own, with its own running head and count of pages.

use docx_rs::{
    BuildXML, Header, HeaderReference, PageMargin, PageNumType, PageSize, Paragraph, Run, SectionProperty,
    SectionType,
};

use super::fields::field;
use super::inlines::words;
use super::styles;
use crate::document::Stage;
use crate::look::{Look, Margins};

/// A4, in twips.
const PAGE_WIDTH: u16 = 11906;
const PAGE_HEIGHT: u16 = 16838;
/// How far above the text the running head begins, and how far above the edge a footer would.
const ABOVE_TEXT: i32 = 708;
const FOOTER: i32 = 680;

/// Between the margins.
pub(super) fn text_width(look: &Look) -> usize {
    let sides = twips(look.margins.left) + twips(look.margins.right);
    usize::from(PAGE_WIDTH - sides)
}

/// Millimetres in twips: 25.4 mm are 1440.
fn twips(millimetres: u8) -> u16 {
    let twips = u32::from(millimetres) * 14_400 / 254;
    u16::try_from(twips).expect("255 mm are 14 457 twips")
}

/// The margins of the PDF, which give it nearly the same pages.
fn margins(look: &Look) -> PageMargin {
    let Margins { top, bottom, left, right } = look.margins;
    let edge = |millimetres| i32::from(twips(millimetres));
    PageMargin {
        top: edge(top),
        left: edge(left),
        bottom: edge(bottom),
        right: edge(right),
        header: edge(top) - ABOVE_TEXT,
        footer: FOOTER,
        gutter: 0,
    }
}

/// The relationship id of the running head of part number `at`, from 0.
pub(super) fn header_relationship(at: usize) -> String {
    format!("rIdHeader{}", at + 1)
}

/// The relationship id of the running head of the first page.
pub(super) const FIRST_HEADER_RELATIONSHIP: &str = "rIdHeaderFirst";

/// The section of part number `at`; the first page is different where the office has a mark.
pub(super) fn properties(at: usize, look: &Look) -> SectionProperty {
    let mut section = SectionProperty::new()
        .page_size(PageSize::new().size(PAGE_WIDTH.into(), PAGE_HEIGHT.into()))
        .page_margin(margins(look))
        .page_num_type(PageNumType::new().start(1));
    section.header_reference = Some(HeaderReference::new("default", header_relationship(at)));
    if at == 0 && look.logo.is_some() {
        section.first_header_reference = Some(HeaderReference::new("first", FIRST_HEADER_RELATIONSHIP));
        section.title_pg = true;
    }
    section.section_type = Some(SectionType::NextPage);
    section
}

/// A running head as docx-rs writes it: what the part is, `UTKAST` on a draft, and page x of y.
pub(super) fn running_head(said: &str, stage: Stage, pages: u32) -> Vec<u8> {
    let mut runs = vec![Run::new().add_text(words(said)).add_tab()];
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
