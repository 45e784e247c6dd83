//! A section: a heading with text, tables, names and further sections under it.

use super::fields::{Fields, items, tagged, text, word};
use super::picture::{PictureBlock, picture};
use super::prose::{Line, Prose, ProseBlock, prose};
use super::yaml::Node;
use crate::diagnostic::Findings;
use crate::project::source::{Sources, Span, Spanned};

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Where it was written.
    pub span: Span,
    /// Its heading.
    pub heading: Line,
    /// What stands under it.
    pub blocks: Vec<SectionBlock>,
}

/// What can stand under a heading.
#[derive(Clone, Debug, PartialEq)]
pub enum SectionBlock {
    /// A table of a sheet that is drawn.
    Chart(ChartBlock),
    /// The name of who answers for the section.
    Name(Spanned<String>),
    /// A picture.
    Picture(PictureBlock),
    /// A further section, one level down.
    Section(Section),
    /// A table of a sheet, by name.
    Table(Spanned<String>),
    /// Text.
    Text(Prose),
}

/// A table of a sheet, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBlock {
    /// Where it was written.
    pub span: Span,
    /// What it is called.
    pub caption: Line,
    /// Bars or lines.
    pub form: Drawing,
    /// The table, by name.
    pub table: Spanned<String>,
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Bars: a row of them for every row, a bar for every column.
    Bars,
    /// Lines: one for every row, a point for every column.
    Lines,
}

pub(super) const DRAWINGS: [(&str, Drawing); 2] = [("linjer", Drawing::Lines), ("staplar", Drawing::Bars)];

const BLOCKS: [&str; 6] = ["avsnitt", "bild", "diagram", "tabell", "text", "underskrift"];

/// Reads a section from a mapping with `rubrik` and `innehåll`.
pub(super) fn section(node: &Node, sources: &mut Sources, findings: &mut Findings) -> Option<Section> {
    let mut fields = Fields::open(node, findings)?;
    let heading = fields.need_line("rubrik", sources, findings);
    let content = fields.need("innehåll", findings);
    fields.close(findings);
    let items = content.and_then(|list| items(list, findings));
    let mut read = |item| block(item, sources, findings).unwrap_or_else(|| unread(node.span));
    let blocks = items.map_or_else(|| vec![unread(node.span)], |items| items.iter().map(&mut read).collect());
    Some(Section { span: node.span, heading: heading?, blocks })
}

/// What stands for a block that could not be read, so that its heading is not also told to have nothing under it.
fn unread(span: Span) -> SectionBlock {
    SectionBlock::Text(Prose { span, blocks: vec![ProseBlock::Paragraph { phrases: Vec::new(), span }] })
}

/// Reads one block: a mapping with a single key that says what it is.
fn block(node: &Node, sources: &mut Sources, findings: &mut Findings) -> Option<SectionBlock> {
    let tagged = tagged(node, &BLOCKS, findings).into_iter();
    tagged.fold(None, |found, (key, value)| found.or(keyed(key, value, sources, findings)))
}

/// Reads what stands under one of the [`BLOCKS`].
fn keyed(
    key: &Spanned<String>,
    value: &Node,
    sources: &mut Sources,
    findings: &mut Findings,
) -> Option<SectionBlock> {
    match key.value.as_str() {
        "avsnitt" => section(value, sources, findings).map(SectionBlock::Section),
        "bild" => picture(value, sources, findings).map(SectionBlock::Picture),
        "diagram" => chart(value, sources, findings).map(SectionBlock::Chart),
        "tabell" => word("tabell", value, findings).map(SectionBlock::Table),
        "text" => prose("text", value, sources, findings).map(SectionBlock::Text),
        _ => text("underskrift", value, findings).map(SectionBlock::Name),
    }
}

fn chart(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<ChartBlock> {
    let mut fields = Fields::open(node, findings)?;
    let caption = fields.need_line("rubrik", sources, findings);
    fields.need("slag", findings);
    let form = fields.choice("slag", &DRAWINGS, findings);
    let table = fields.need_word("tabell", findings);
    fields.close(findings);
    Some(ChartBlock { span: node.span, caption: caption?, form: form?.value, table: table? })
}
