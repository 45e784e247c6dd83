//! One line of author text: a title, a heading, a caption. It has figures in braces, and no other markup.

use super::{Builder, Open, Phrase, PhraseKind, align, signs};
use crate::diagnostic::Findings;
use crate::project::content::fields::{folded, raw_text};
use crate::project::content::yaml::Node;
use crate::project::source::{Sources, Span};

/// A line of author text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where it was written.
    pub span: Span,
    /// As it was written, its white space folded.
    pub written: String,
    /// Its words and figures.
    pub phrases: Vec<Phrase>,
}

impl Line {
    /// A line of plain words.
    pub fn plain(words: String, span: Span) -> Self {
        let phrases = vec![Phrase { span, kind: PhraseKind::Words(words.clone()) }];
        Self { span, written: words, phrases }
    }

    /// Whether it has words alone.
    pub fn is_plain(&self) -> bool {
        self.phrases.iter().all(|phrase| matches!(phrase.kind, PhraseKind::Words(_)))
    }
}

/// Parses the text of a YAML scalar as one line.
pub(in crate::project::content) fn line(
    key: &str,
    node: &Node,
    sources: &Sources,
    findings: &mut Findings,
) -> Option<Line> {
    let written = folded(raw_text(key, node, findings)?);
    if !written.contains(['{', '}']) {
        return Some(Line::plain(written, node.span));
    }
    let (text, slice) = (signs::escaped(&written), sources.slice(node.span));
    let mut builder = Builder {
        node: node.span,
        text: &text,
        written: slice,
        places: align(&text, slice),
        open: vec![Open::default()],
        waiting: Vec::new(),
        within_note: false,
        findings,
    };
    builder.words(&text, 0..text.len());
    let phrases = builder.open.pop().map_or(Vec::new(), |open| open.phrases);
    Some(Line { span: node.span, written, phrases })
}
