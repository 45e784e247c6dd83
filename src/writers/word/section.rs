//! Sections: each part of the document has its own, with its own running head and count of pages.

use docx_rs::{
    BuildXML, Header, HeaderReference, PageMargin, PageNumType, PageOrientationType, PageSize, Paragraph,
    Run, SectionProperty, SectionType, Tab, TabValueType,
};

use super::fields::field;
use super::inlines::words;
use super::styles;
use crate::document::tree::{Orientation, Stage};
use crate::project::look::{Look, Margins};

/// The sides of A4, in twips.
const SHORT_SIDE: u16 = 11906;
const LONG_SIDE: u16 = 16838;
/// How far above the text the running head begins, and how far above the edge a footer would.
const ABOVE_TEXT: i32 = 708;
const FOOTER: i32 = 680;

/// A4 as it lies, in twips: width and height.
fn page(orientation: Orientation) -> (u16, u16) {
    match orientation {
        Orientation::Lying => (LONG_SIDE, SHORT_SIDE),
        Orientation::Upright => (SHORT_SIDE, LONG_SIDE),
    }
}

/// Between the margins.
pub(super) fn text_width(look: &Look, orientation: Orientation) -> usize {
    let sides = twips(look.margins.left) + twips(look.margins.right);
    usize::from(page(orientation).0 - sides)
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

/// The bookmark on the last page of part number `at`, where it has more than one section.
pub(super) fn last_page(at: usize) -> String {
    format!("slut{}", at + 1)
}

/// A section of part number `at`, the first of them or another; the first page is different where the office has a mark.
pub(super) fn properties(
    at: usize,
    is_first: bool,
    orientation: Orientation,
    look: &Look,
) -> SectionProperty {
    let (width, height) = page(orientation);
    let size = PageSize::new().size(width.into(), height.into());
    let mut section = SectionProperty::new()
        .page_size(match orientation {
            Orientation::Lying => size.orient(PageOrientationType::Landscape),
            Orientation::Upright => size,
        })
        .page_margin(margins(look));
    if is_first {
        section = section.page_num_type(PageNumType::new().start(1));
    }
    section.header_reference = Some(HeaderReference::new("default", header_relationship(at)));
    if at == 0 && is_first && look.logo.is_some() {
        section.first_header_reference = Some(HeaderReference::new("first", FIRST_HEADER_RELATIONSHIP));
        section.title_pg = true;
    }
    section.section_type = Some(SectionType::NextPage);
    section
}

/// What a running head says besides its words, and where.
pub(super) struct RunningHead<'a> {
    pub(super) stage: Stage,
    pub(super) pages: u32,
    /// The bookmark on the last page, where the part has more than one section.
    pub(super) last: Option<String>,
    pub(super) orientation: Orientation,
    pub(super) look: &'a Look,
}

/// A running head as docx-rs writes it: what the part is, `UTKAST` on a draft, and page x of y at the right margin.
pub(super) fn running_head(said: &str, head: &RunningHead<'_>) -> Vec<u8> {
    let mut runs = vec![Run::new().add_text(words(said)).add_tab()];
    match head.stage {
        Stage::Draft => runs.push(Run::new().add_text("UTKAST\u{2003}").style(styles::DRAFT_MARK)),
        Stage::Final => {}
    }
    runs.push(Run::new().add_text("Sida "));
    runs.extend(field(" PAGE ", "1"));
    runs.push(Run::new().add_text(" ("));
    let count = head.last.as_ref().map_or(" SECTIONPAGES ".to_owned(), |last| format!(" PAGEREF {last} "));
    runs.extend(field(&count, &head.pages.to_string()));
    runs.push(Run::new().add_text(")"));
    let line = match head.orientation {
        Orientation::Lying => moved_to_margin(Paragraph::new().style(styles::HEADER), head.look),
        Orientation::Upright => Paragraph::new().style(styles::HEADER),
    };
    Header::new().add_paragraph(runs.into_iter().fold(line, Paragraph::add_run)).build()
}

/// The style has its tab at the margin of an upright page.
fn moved_to_margin(line: Paragraph, look: &Look) -> Paragraph {
    let at = |kind, orientation| Tab::new().val(kind).pos(text_width(look, orientation));
    line.add_tab(at(TabValueType::Clear, Orientation::Upright))
        .add_tab(at(TabValueType::Right, Orientation::Lying))
}
