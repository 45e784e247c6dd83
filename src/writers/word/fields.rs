//! Fields: what Word computes itself, given with the result that it would show.
//!
//! Every mark of a field stands in a run of its own; where docx-rs puts them in one run, LibreOffice shows the
//! instruction as text.

use docx_rs::{FieldCharType, Hyperlink, HyperlinkData, InstrText, Paragraph, ParagraphChild, Run};

use super::styles;
use crate::document::tree::Level;

/// An entry of the contents.
pub(super) struct Entry {
    pub(super) level: Level,
    pub(super) bookmark: String,
    pub(super) text: String,
    pub(super) page: Option<u32>,
}

/// A field with the result that stands there until Word computes it anew. `instruction` is written as it is: it must
/// hold no character that XML gives a meaning, beyond quotes.
pub(super) fn field(instruction: &str, result: &str) -> Vec<Run> {
    let mut runs = begin(instruction);
    runs.extend([Run::new().add_text(result), mark(FieldCharType::End)]);
    runs
}

/// The contents of what the bookmark `scope` covers, from level 2 down to `deepest`: a field that holds an entry for
/// each heading.
pub(super) fn contents(entries: &[Entry], deepest: Level, scope: &str) -> Vec<Paragraph> {
    let deepest = deepest.max(Level::TOP.below());
    let mut paragraphs: Vec<Paragraph> = entries.iter().map(entry).collect();
    if paragraphs.is_empty() {
        paragraphs.push(Paragraph::new().style(&styles::contents(deepest)));
    }
    let instruction = format!(r#" TOC \o "2-{}" \h \z \u \b {scope} "#, deepest.number());
    if let Some(first) = paragraphs.first_mut() {
        first.children.splice(0..0, begin(&instruction).into_iter().map(child));
    }
    if let Some(last) = paragraphs.last_mut() {
        last.children.push(child(mark(FieldCharType::End)));
    }
    paragraphs
}

fn entry(entry: &Entry) -> Paragraph {
    let mut runs = vec![Run::new().add_text(entry.text.as_str())];
    if let Some(page) = entry.page {
        runs.push(Run::new().add_tab());
        runs.extend(field(&format!(" PAGEREF {} \\h ", entry.bookmark), &page.to_string()));
    }
    let link = HyperlinkData::Anchor { anchor: entry.bookmark.clone() };
    let link = Hyperlink { link, history: None, children: runs.into_iter().map(child).collect() };
    Paragraph::new().style(&styles::contents(entry.level)).add_hyperlink(link)
}

fn begin(instruction: &str) -> Vec<Run> {
    let instruction = InstrText::Unsupported(instruction.to_owned());
    vec![mark(FieldCharType::Begin), Run::new().add_instr_text(instruction), mark(FieldCharType::Separate)]
}

fn mark(kind: FieldCharType) -> Run {
    Run::new().add_field_char(kind, false)
}

fn child(run: Run) -> ParagraphChild {
    ParagraphChild::Run(Box::new(run))
}
