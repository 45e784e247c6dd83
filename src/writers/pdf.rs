//! The document as PDF: set by typst, tagged, PDF/UA-1 (ISO 14289-1), and with it PDF/A-2a (ISO 19005-2), or PDF/A-3a
//! (ISO 19005-3) where files are attached.
//!
//! Looks stand in `assets/look.typ`; this room hands it the tree and the office's choices as values and turns what typst says into findings.

mod dict;
mod fields;
mod hyphenation;
mod long;
mod measure;
mod panel;
mod picture;
mod record;
mod report;
mod typeset;
mod values;
mod world;

use std::collections::BTreeMap;

use typst::foundations::{Datetime, NativeElement, Output, Selector, Smart};
use typst::model::HeadingElem;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::{Findings, Problem, Reported};
use crate::document::tree::{Anchor, Document, Part, Stage};
use crate::project::look::{Look, Margins};
use crate::signatures::attached::Attachment;

pub use picture::pictures;

use typeset::Template;
use values::Values;
use world::ReportWorld;

pub use measure::Measured;
pub use panel::{Panel, panel};
pub use record::{Record, RecordPart, record};

/// A document laid out in pages.
pub struct Layout {
    pages: PagedDocument,
    values: Values,
    archival: PdfStandard,
    margins: Margins,
}

/// Sets the document in pages of that look, with these files attached to it. What typst refuses is reported at the
/// author's line.
pub fn layout(
    document: &Document,
    look: &Look,
    attachments: &[Attachment],
    findings: &mut Findings,
) -> Result<Layout, Reported> {
    let world = ReportWorld::new(look);
    let values = Values::new(document, look, attachments);
    let archival = if attachments.is_empty() { PdfStandard::A_2a } else { PdfStandard::A_3a };
    match typeset::typeset(&world, Template::Render, values.document.clone()) {
        Ok(pages) => Ok(Layout { pages, values, archival, margins: look.margins }),
        Err(errors) => {
            let title = document.meta.title.span;
            Err(report::report(&errors, &values, title, findings, |said| Problem::Typesetting { said }))
        }
    }
}

impl Layout {
    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.pages.pages().len()
    }

    /// Measures the pages, and reports what is lost on them or stands badly.
    pub fn measure(&self, document: &Document, findings: &mut Findings) -> Measured {
        measure::measure(&self.pages, &self.values, self.margins, document.meta.title.span, findings)
    }

    /// The number of the page that each heading stands on, counted from 1 within its part; and, under a part's own
    /// anchor, how many pages the part has.
    pub fn page_numbers(&self, document: &Document) -> BTreeMap<Anchor, u32> {
        let introspector = Output::introspector(&self.pages);
        let headings = introspector.query(&Selector::Elem(HeadingElem::ELEM, None));
        let mut found = headings.iter().map(|heading| {
            let page = heading.location().and_then(|at| introspector.page(at));
            page.map_or(1, |page| u32::try_from(page.get()).unwrap_or(u32::MAX))
        });
        let mut numbers = BTreeMap::new();
        let mut end = u32::try_from(self.page_count()).unwrap_or(u32::MAX);
        let parts: Vec<(&Part, Vec<(&Anchor, u32)>)> = document
            .parts
            .iter()
            .map(|part| (part, part.headings().map(|anchor| (anchor, found.next().unwrap_or(1))).collect()))
            .collect();
        for (part, headings) in parts.into_iter().rev() {
            let first = headings.first().map_or(end, |(_, page)| *page);
            numbers.insert(part.anchor.clone(), (end + 1).saturating_sub(first));
            let within = |(anchor, page): (&Anchor, u32)| (anchor.clone(), (page + 1).saturating_sub(first));
            numbers.extend(headings.into_iter().map(within));
            end = first.saturating_sub(1);
        }
        numbers
    }

    /// The PDF. A final one meets both standards or is refused; a draft that does not is written without them, with
    /// the finding.
    pub fn export(&self, document: &Document, findings: &mut Findings) -> Result<Vec<u8>, Reported> {
        let errors =
            match typst_pdf::pdf(&self.pages, &options(document, &[self.archival, PdfStandard::Ua_1])) {
                Ok(bytes) => return Ok(Self::with_fields(bytes, document)),
                Err(errors) => errors,
            };
        let title = document.meta.title.span;
        let reported =
            report::report(&errors, &self.values, title, findings, |said| Problem::NotArchival { said });
        if document.meta.stage == Stage::Final {
            return Err(reported);
        }
        typst_pdf::pdf(&self.pages, &options(document, &[])).map_err(|errors| {
            report::report(&errors, &self.values, title, findings, |said| Problem::Typesetting { said })
        })
    }

    /// The file with its signature fields; a draft has none.
    fn with_fields(file: Vec<u8>, document: &Document) -> Vec<u8> {
        match document.meta.stage {
            Stage::Draft => file,
            Stage::Final => fields::add(file, document.signatures().collect()),
        }
    }
}

fn options(document: &Document, standards: &[PdfStandard]) -> PdfOptions {
    let date = document.meta.date.value;
    let midnight = Datetime::from_ymd_hms(date.year(), u8::from(date.month()), date.day(), 0, 0, 0);
    PdfOptions {
        ident: Smart::Custom(format!("{} {}", document.meta.subject, document.meta.title.value)),
        creator: Smart::Custom(Some(concat!("tertial ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: midnight.map(Timestamp::new_utc),
        standards: PdfStandards::new(standards).expect("PDF/A-2a, PDF/A-3a and PDF/UA-1 share PDF 1.7"),
        ..PdfOptions::default()
    }
}
