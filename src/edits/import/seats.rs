//! Where in the files the paragraphs stand, and where a new one can stand beside them.

use std::collections::BTreeMap;

use super::line::LineKind;
use super::printed::Passage;
use super::write::item_lines;
use crate::project::content::{Outline, Seat};
use crate::project::source::{FileId, Sources, Span};

/// The seats of the paragraphs that a clerk wrote.
pub(super) struct Seats {
    seats: Vec<Option<Seat>>,
    within: BTreeMap<Span, Vec<usize>>,
    starts: Vec<Option<Start>>,
}

/// Where the line of a list item begins.
#[derive(Clone, Copy)]
struct Start {
    line: usize,
    indent: usize,
    end: usize,
}

/// Where a new paragraph goes.
pub(super) enum Spot {
    /// Into the text of this paragraph, after it.
    After(usize),
    /// Into the text of this paragraph, before it.
    Before(usize),
    /// Into a list, as an item of its own.
    Item {
        file: FileId,
        /// The byte at which its lines begin.
        at: usize,
        /// Where its dash stands.
        indent: usize,
        /// A block of a section; else a point.
        block: bool,
    },
}

/// The texts that can hold several paragraphs.
const TEXTS: [&str; 5] = ["beslut", "beslut-för-egen-del", "mina-synpunkter", "text", "ärendet"];

impl Seats {
    fn none() -> Self {
        Self { seats: Vec::new(), within: BTreeMap::new(), starts: Vec::new() }
    }

    /// The seats of all paragraphs; each file is read once.
    pub(super) fn of(now: &[Passage], sources: &Sources) -> Self {
        let mut outlines: BTreeMap<FileId, Option<Outline>> = BTreeMap::new();
        let mut seats = Self::none();
        for (number, passage) in now.iter().enumerate() {
            let file = passage.span.file();
            let outline = outlines.entry(file).or_insert_with(|| Outline::read(file, sources));
            let seat = outline.as_ref().and_then(|outline| outline.seat(passage.span.range().start));
            if let Some(seat) = seat.as_ref().filter(|_| passage.is_authored()) {
                seats.within.entry(seat.scalar).or_default().push(number);
            }
            let start = seat.as_ref().and_then(|seat| item(seat, sources));
            seats.starts.push(start);
            seats.seats.push(seat);
        }
        seats.within.values_mut().for_each(|list| list.sort_by_key(|at| now[*at].span.range().start));
        seats
    }

    /// The seat of a paragraph.
    pub(super) fn of_passage(&self, at: usize) -> Option<&Seat> {
        self.seats.get(at)?.as_ref()
    }

    /// The paragraphs of a text, in order.
    pub(super) fn within(&self, scalar: Span) -> &[usize] {
        self.within.get(&scalar).map_or(&[], Vec::as_slice)
    }

    /// Where a new paragraph goes between two that are there.
    pub(super) fn spot(
        &self,
        now: &[Passage],
        before: Option<usize>,
        after: Option<usize>,
        kind: LineKind,
    ) -> Option<Spot> {
        if let Some(at) = before.filter(|at| self.is_text(now, *at)) {
            let seat = self.of_passage(at)?;
            let is_point = seat.is_item && matches!(kind, LineKind::Item { .. });
            return if is_point { self.after_item(at, false) } else { Some(Spot::After(at)) };
        }
        if let Some(at) = after.filter(|at| self.is_text(now, *at)) {
            let seat = self.of_passage(at)?;
            let is_point = seat.is_item && matches!(kind, LineKind::Item { .. });
            let heads = before.is_none_or(|before| matches!(now[before].kind, LineKind::Heading(_)));
            let follows =
                before.is_some_and(|before| self.of_passage(before).is_some_and(|seat| seat.key == "tabell"));
            if !is_point && (heads || follows) {
                return Some(Spot::Before(at));
            }
        }
        let before = before?;
        let seat = self.of_passage(before)?;
        match seat.key.as_str() {
            "rubrik" => match seat.under.first() {
                Some(first) => self.before_item(*first, now, before),
                // Not of a section: the caption of a picture.
                None => self.after_item(before, true),
            },
            "tabell" | "underskrift" => self.after_item(before, true),
            _ => None,
        }
    }

    /// Whether it is a paragraph of a text, and no point by itself.
    pub(super) fn is_paragraph(&self, now: &[Passage], at: usize) -> bool {
        self.is_text(now, at) && self.of_passage(at).is_some_and(|seat| !seat.is_item)
    }

    /// Whether it stands in a text.
    pub(super) fn is_text(&self, now: &[Passage], at: usize) -> bool {
        let seat = self.of_passage(at);
        now[at].is_authored() && seat.is_some_and(|seat| TEXTS.contains(&seat.key.as_str()))
    }

    fn after_item(&self, at: usize, block: bool) -> Option<Spot> {
        let (seat, start) = (self.of_passage(at)?, (*self.starts.get(at)?)?);
        Some(Spot::Item { file: seat.scalar.file(), at: start.end, indent: start.indent, block })
    }

    fn before_item(&self, first: Span, now: &[Passage], heading: usize) -> Option<Spot> {
        let beside = (heading + 1..now.len()).find_map(|at| {
            let (list, item) = self.of_passage(at)?.list.as_ref()?;
            (list.get(*item) == Some(&first)).then_some(at)
        });
        let start = (*self.starts.get(beside?)?)?;
        Some(Spot::Item { file: first.file(), at: start.line, indent: start.indent, block: true })
    }
}

fn item(seat: &Seat, sources: &Sources) -> Option<Start> {
    let (items, at) = seat.list.as_ref()?;
    let span = items[*at];
    let text = sources.text(span.file());
    let range = item_lines(text, span.range());
    let line = &text[range.clone()];
    let indent = line.len() - line.trim_start_matches(' ').len();
    line[indent..].starts_with('-').then_some(Start { line: range.start, indent, end: range.end })
}
