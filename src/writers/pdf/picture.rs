//! The drawings of charts as pictures, for programs that cannot set them: the same drawing as in the PDF, dot for dot the
//! same on every machine.

use std::collections::BTreeMap;

use typst_render::RenderOptions;

use super::report;
use super::typeset::{self, Template};
use super::values::{self, Values};
use super::world::ReportWorld;
use crate::diagnostic::{Findings, Problem, Reported};
use crate::document::tree::{Anchor, BlockKind, Chart, Document, Picture};
use crate::project::look::Look;
use crate::project::source::Span;

/// Dots to a point, 216 to the inch: sharp in print, small in the mail.
const DENSITY: u32 = 3;
/// EMU to a point.
const POINT: u32 = 12_700;

/// The drawing of every chart of the document, under the anchor of its block.
pub fn pictures(
    document: &Document,
    look: &Look,
    findings: &mut Findings,
) -> Result<BTreeMap<Anchor, Picture>, Reported> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    let (anchors, charts): (Vec<&Anchor>, Vec<(&Chart, Span)>) = blocks
        .filter_map(|block| {
            if let BlockKind::Chart(chart) = &block.kind {
                Some((&block.anchor, (chart, block.span)))
            } else {
                None
            }
        })
        .unzip();
    if charts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let drawings = values::drawings(&charts, look, document.meta.stage);
    let told = |said| Problem::Typesetting { said };
    let title = document.meta.title.span;
    let pages =
        typeset::typeset(&ReportWorld::new(look), Template::Drawings, drawings).map_err(|errors| {
            report::report(&errors, &Values::new(document, look, &[]), title, findings, told)
        })?;
    let options = RenderOptions { pixel_per_pt: 3.0.into(), ..RenderOptions::default() };
    let mut pictures = BTreeMap::new();
    for (anchor, page) in anchors.into_iter().zip(pages.pages()) {
        let dots = typst_render::render(page, &options);
        let size = (dots.width() / DENSITY * POINT, dots.height() / DENSITY * POINT);
        let png = dots.encode_png().map_err(|error| findings.add(title, told(error.to_string())))?;
        pictures.insert(anchor.clone(), Picture { png, size });
    }
    Ok(pictures)
}
