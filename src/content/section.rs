//! A section: a heading with text, tables, names and further sections under it.

use super::fields::{Fields, entries, items, text};
use super::prose::{Prose, prose};
use super::yaml::Node;
use crate::diagnostic::{Findings, Problem, nearest};
use crate::source::{Sources, Span, Spanned};

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Where it was written.
    pub span: Span,
    /// Its heading.
    pub heading: Spanned<String>,
    /// What stands under it.
    pub blocks: Vec<SectionBlock>,
}

/// What can stand under a heading.
#[derive(Clone, Debug, PartialEq)]
pub enum SectionBlock {
    /// The name of who answers for the section.
    Name(Spanned<String>),
    /// A further section, one level down.
    Section(Section),
    /// A table of a sheet, by name.
    Table(Spanned<String>),
    /// Text.
    Text(Prose),
}

const BLOCKS: [&str; 4] = ["avsnitt", "tabell", "text", "underskrift"];

/// Reads a section from a mapping with `rubrik` and `innehåll`.
pub(super) fn section(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<Section> {
    let mut fields = Fields::open(node, findings)?;
    let heading = fields.need_text("rubrik", findings);
    let content = fields.need("innehåll", findings);
    fields.close(findings);
    let blocks = content.and_then(|list| items(list, findings)).unwrap_or_default();
    let blocks = blocks.iter().filter_map(|item| block(item, sources, findings)).collect();
    Some(Section { span: node.span, heading: heading?, blocks })
}

/// Reads one block: a mapping with a single key that says what it is.
fn block(node: &Node, sources: &Sources, findings: &mut Findings) -> Option<SectionBlock> {
    let mut found = None;
    for (key, value) in entries(node, findings)? {
        let block = match key.value.as_str() {
            "avsnitt" => section(value, sources, findings).map(SectionBlock::Section),
            "tabell" => text("tabell", value, findings).map(SectionBlock::Table),
            "text" => prose(value, sources, findings).map(SectionBlock::Text),
            "underskrift" => text("underskrift", value, findings).map(SectionBlock::Name),
            other => {
                let problem = Problem::UnknownKey {
                    key: other.to_owned(),
                    nearest: nearest(other, BLOCKS),
                    known: BLOCKS.map(str::to_owned).to_vec(),
                };
                findings.add(key.span, problem);
                None
            }
        };
        found = found.or(block);
    }
    found
}
