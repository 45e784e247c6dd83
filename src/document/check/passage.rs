//! The running text of the document in passages: what each says, under which headings, and which of its letters an
//! author typed rather than bound.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::reading::{Mention, mentions};
use crate::document::tree::{Block, BlockKind, Document, Inline, InlineKind, notes, plain};
use crate::figures::figure::CellRef;
use crate::project::source::{Sources, Span};

/// A paragraph, the words of a list item, or a note.
pub(super) struct Passage {
    /// The part of the document that it stands in, counted from 0.
    pub(super) part: usize,
    /// The headings it stands under, outermost first.
    pub(super) headings: Vec<String>,
    /// The paragraph before the list it is an item of, or that refers to it.
    pub(super) lead: String,
    /// Its words.
    pub(super) text: String,
    /// The figures that are read in its words, bound or typed.
    pub(super) mentions: Vec<Mention>,
    /// The stretches that are figures of cells, with the cell and where the reference was written.
    pub(super) figures: Vec<(Range<usize>, CellRef, Span)>,
    /// The stretches that are typed, with where they were.
    typed: Vec<(Range<usize>, Span)>,
    /// Where its sentences end, and where its clauses do, in order.
    ends: (Vec<Range<usize>>, Vec<Range<usize>>),
}

impl Passage {
    /// Where a stretch of the text stands in the author's file; nothing where it was not typed but bound, or is a literal
    /// with a reason.
    pub(super) fn place(&self, range: &Range<usize>, sources: &Sources) -> Option<Span> {
        let (run, span) = self.run(range)?;
        let words: Vec<&str> = self.text[range.clone()].split_whitespace().collect();
        let before = self.text[run.start..range.start].matches(*words.first()?).count();
        find(sources.slice(*span), &words, before).map(|(start, length)| span.part(start, length))
    }

    /// The sentence around a place, and the clause within it.
    pub(super) fn sentence(&self, at: &Range<usize>) -> Range<usize> {
        self.between(at, &self.ends.0)
    }

    /// The clause around a place: up to a comma, a word that sets one against another, or another amount.
    pub(super) fn clause(&self, at: &Range<usize>) -> Range<usize> {
        let clause = self.between(at, &self.ends.1);
        let goes_on = self.text[at.end..].starts_with(" och ");
        clause.start..if goes_on { at.end } else { clause.end }
    }

    fn between(&self, at: &Range<usize>, ends: &[Range<usize>]) -> Range<usize> {
        // Ends may overlap, as in `kr och ` before ` men `, but by fewer letters than the longest has.
        let near = ends.partition_point(|end| end.start < at.start);
        let before = ends[..near].iter().rev().take(ENDS_AT_ONE_PLACE);
        let start = before.map(|end| end.end).filter(|end| *end <= at.start).max();
        let after = ends.partition_point(|end| end.start < at.end);
        start.unwrap_or(0)..ends.get(after).map_or(self.text.len(), |end| end.start)
    }

    /// Where any of these end the text before them, in order.
    fn all_ends(&self, ends: &[&str]) -> Vec<Range<usize>> {
        let found = |end: &&str| {
            let ends = self.text.match_indices(*end).map(|(at, end)| at..at + end.len());
            ends.filter(|end| !self.is_abbreviation(end)).collect::<Vec<_>>()
        };
        let mut all: Vec<Range<usize>> = ends.iter().flat_map(found).collect();
        all.sort_by_key(|end| end.start);
        all
    }

    /// Whether a full stop ends no sentence: `dvs. 14 mnkr`, `bl.a. förskolan`. A sentence begins with a capital.
    fn is_abbreviation(&self, end: &Range<usize>) -> bool {
        let (before, after) = (&self.text[..end.start], &self.text[end.end..]);
        let stop = &self.text[end.clone()] == ". ";
        let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        stop && (!after.starts_with(|c: char| c.is_uppercase() || matches!(c, '”' | '"'))
            || LEADS_ON.contains(&word))
    }

    fn run(&self, range: &Range<usize>) -> Option<&(Range<usize>, Span)> {
        self.typed.iter().find(|(run, _)| run.start <= range.start && range.end <= run.end)
    }
}

const SENTENCE_ENDS: [&str; 4] = [". ", "! ", "? ", "; "];

/// More ends than this do not begin within the letters of one.
const ENDS_AT_ONE_PLACE: usize = 16;

const CLAUSE_ENDS: [&str; 5] = [", ", " men ", " samt ", "kr och ", "procent och "];

/// Abbreviations that a capital may follow within a sentence.
const LEADS_ON: [&str; 7] = ["bl.a", "ca", "dvs", "d.v.s", "exkl", "inkl", "t.ex"];

/// Every passage of the document, each place in the author's files once.
pub(super) fn passages(document: &Document) -> Vec<Passage> {
    let mut collector = Collector { part: 0, list: Vec::new(), headings: Vec::new(), seen: BTreeSet::new() };
    for (at, part) in document.parts.iter().enumerate() {
        collector.part = at;
        collector.headings.clear();
        collector.blocks(&part.blocks, "");
    }
    collector.list
}

struct Collector {
    part: usize,
    list: Vec<Passage>,
    headings: Vec<(u8, String)>,
    seen: BTreeSet<Span>,
}

impl Collector {
    fn blocks(&mut self, blocks: &[Block], outer: &str) {
        let mut lead = outer.to_owned();
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { level, text } => {
                    self.headings.retain(|(above, _)| *above < level.number());
                    self.headings.push((level.number(), plain(text)));
                    lead.clear();
                }
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(item, &lead)),
                BlockKind::Paragraph { text, .. } => {
                    lead = plain(text);
                    if self.seen.insert(block.span) {
                        self.passage(text, outer);
                        notes(text).into_iter().for_each(|note| self.passage(&note.text, &lead));
                    }
                }
                BlockKind::Image(image) => self.passage(&image.caption, outer),
                BlockKind::Chart(_)
                | BlockKind::Contents { .. }
                | BlockKind::PageBreak
                | BlockKind::Signature(_)
                | BlockKind::Table(_) => {}
            }
        }
    }

    fn passage(&mut self, inlines: &[Inline], lead: &str) {
        let headings = self.headings.iter().map(|(_, heading)| heading.clone()).collect();
        let mut passage = Passage {
            part: self.part,
            headings,
            lead: lead.to_owned(),
            text: String::new(),
            mentions: Vec::new(),
            figures: Vec::new(),
            typed: Vec::new(),
            ends: (Vec::new(), Vec::new()),
        };
        add(inlines, &mut passage);
        passage.mentions = mentions(&passage.text);
        let clauses: Vec<&str> = SENTENCE_ENDS.iter().chain(&CLAUSE_ENDS).copied().collect();
        passage.ends = (passage.all_ends(&SENTENCE_ENDS), passage.all_ends(&clauses));
        self.list.push(passage);
    }
}

fn add(inlines: &[Inline], passage: &mut Passage) {
    for inline in inlines {
        let start = passage.text.len();
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Generated(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Link { text: inner, .. } => {
                add(inner, passage);
            }
            InlineKind::Text(words) => {
                passage.text.push_str(words);
                passage.typed.push((start..passage.text.len(), inline.span));
            }
            InlineKind::Figure(figure) => {
                passage.text.push_str(&plain(std::slice::from_ref(inline)));
                passage.figures.push((start..passage.text.len(), figure.cell().clone(), inline.span));
            }
            // It is a passage of its own.
            InlineKind::Note(_) => {}
            InlineKind::LineBreak | InlineKind::Stated { .. } => {
                passage.text.push_str(&plain(std::slice::from_ref(inline)));
            }
        }
    }
}

/// Where words stand one after another in text, whatever white space parts them; the first word is passed over
/// `skip` times.
fn find(text: &str, words: &[&str], skip: usize) -> Option<(usize, usize)> {
    let first = words.first()?;
    let starts = text.match_indices(first).map(|(at, _)| at);
    let long = |start: usize| {
        let mut end = start;
        for word in words {
            let rest = text[end..].trim_start();
            end = text.len() - rest.len();
            if !rest.starts_with(word) {
                return None;
            }
            end += word.len();
        }
        Some((start, end - start))
    };
    starts.skip(skip).find_map(long)
}
