//! The new texts of the files: changes of bytes at their places, everything else as it is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::line::LineKind;
use super::markup::shown;
use super::plan::{Entry, Plan};
use super::printed::Passage;
use super::revise::Splice;
use super::scalar::{Body, Piece};
use super::seats::{Seats, Spot};
use super::token::signature;
use crate::diagnostic::{Findings, Problem, Unplaced};
use crate::project::source::{FileId, Sources, Span};

/// The files that the plan changes, with their new texts. What has no place is told, and is not among what is meant.
pub(super) fn write(plan: &Plan, now: &[Passage], sources: &Sources, findings: &mut Findings) -> Written {
    let seats = Seats::of(now, sources);
    let mut writer = Writer {
        plan,
        now,
        sources,
        seats,
        splices: BTreeMap::new(),
        texts: BTreeMap::new(),
        blocks: BTreeMap::new(),
        undone: Vec::new(),
        findings,
    };
    writer.arrange();
    for ((file, at, indent), pieces) in std::mem::take(&mut writer.blocks) {
        let with = writer.item(&pieces, indent, true);
        writer.splices.entry(file).or_default().push(Splice { range: at..at, with });
    }
    let gone = writer.sections();
    writer.bodies(&gone);
    let splices = std::mem::take(&mut writer.splices);
    let files = splices.into_iter().map(|(file, splices)| (file, applied(sources.text(file), splices)));
    let files = files.filter(|(file, text)| text != sources.text(*file)).collect();
    let formed = formed(plan, now, &writer.seats, &writer.undone);
    Written { meant: meant(plan, now, &writer.undone), formed, files }
}

/// What is to be written.
pub(super) struct Written {
    pub(super) files: BTreeMap<FileId, String>,
    /// What every paragraph of a clerk prints then, sorted.
    pub(super) meant: Vec<String>,
    /// What the paragraphs of texts are then, each with its words.
    pub(super) formed: Vec<String>,
}

/// What the paragraphs of texts are to be. A point of a decision, and what has no place, is not asked.
fn formed(plan: &Plan, now: &[Passage], seats: &Seats, undone: &[Undone]) -> Vec<String> {
    let stays = |at: &usize| !plan.removed.contains(at) || undone.contains(&Undone::Removal(*at));
    let old = plan.order.iter().filter_map(|entry| match entry {
        Entry::Old(at) if seats.is_paragraph(now, *at) && stays(at) && !plan.moved.contains(at) => {
            let changed = plan.changed.get(at).map(|change| change.meant.as_slice());
            let kind = plan.kinds.get(at).copied().unwrap_or(now[*at].kind);
            Some(super::plan::formed(kind, changed.unwrap_or(&now[*at].tokens)))
        }
        Entry::Old(_) | Entry::New { .. } => None,
    });
    old.collect()
}

/// What the paragraphs of a clerk are to print. What could not be done is not meant.
fn meant(plan: &Plan, now: &[Passage], undone: &[Undone]) -> Vec<String> {
    let mut meant: Vec<String> = Vec::new();
    for (number, entry) in plan.order.iter().enumerate() {
        match entry {
            Entry::New { .. } if undone.contains(&Undone::Put(number)) => {}
            Entry::New { tokens, .. } => meant.push(signature(tokens)),
            Entry::Old(at) if !now[*at].is_authored() => {}
            Entry::Old(at) if plan.removed.contains(at) && !undone.contains(&Undone::Removal(*at)) => {}
            Entry::Old(at) => {
                let changed = plan.changed.get(at).map(|change| change.meant.as_slice());
                meant.push(signature(changed.unwrap_or(&now[*at].tokens)));
            }
        }
    }
    meant.sort();
    meant
}

/// What turned out to have no place.
#[derive(PartialEq)]
enum Undone {
    Put(usize),
    Removal(usize),
}

/// A text with its changes made. One that lies within another goes with it.
pub(super) fn applied(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.range.start, std::cmp::Reverse(splice.range.end)));
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for splice in splices {
        if splice.range.start < from || text.get(splice.range.clone()).is_none() {
            continue;
        }
        out.push_str(&text[from..splice.range.start]);
        out.push_str(&splice.with);
        from = splice.range.end;
    }
    out.push_str(&text[from..]);
    out
}

struct Writer<'a> {
    plan: &'a Plan,
    now: &'a [Passage],
    sources: &'a Sources,
    seats: Seats,
    splices: BTreeMap<FileId, Vec<Splice>>,
    /// The texts whose paragraphs are not what they were, by their place.
    texts: BTreeMap<Span, Vec<Piece>>,
    /// New blocks of text, by file, place and indent.
    blocks: BTreeMap<(FileId, usize, usize), Vec<Piece>>,
    undone: Vec<Undone>,
    findings: &'a mut Findings,
}

impl Writer<'_> {
    /// Gives every paragraph that is new or moved its place: beside what stands before it, else what follows.
    fn arrange(&mut self) {
        let mut before: Option<usize> = None;
        for (number, entry) in self.plan.order.iter().enumerate() {
            match entry {
                Entry::Old(at) if !self.plan.moved.contains(at) => {
                    if !self.is_note(*at) {
                        before = Some(*at);
                    }
                    let is_heading = matches!(self.now[*at].kind, LineKind::Heading(_));
                    if self.plan.removed.contains(at) && !is_heading {
                        self.drop_piece(*at);
                    } else if let Some(kind) = self.plan.kinds.get(at) {
                        self.become_other(*at, *kind);
                    }
                }
                Entry::Old(at) => {
                    let piece = Piece::Moved(*at);
                    if self.put(number, before, self.now[*at].kind, piece) {
                        self.drop_piece(*at);
                    }
                }
                Entry::New { kind, tokens } => {
                    let piece = Piece::New { kind: *kind, tokens: tokens.clone() };
                    self.put(number, before, *kind, piece);
                }
            }
        }
    }

    /// The paragraphs of the text that a paragraph stands in, as they are to be.
    fn pieces(&mut self, of: usize) -> Option<&mut Vec<Piece>> {
        let scalar = self.seats.of_passage(of)?.scalar;
        let all = || self.seats.within(scalar).iter().map(|at| Piece::Old(*at)).collect();
        Some(self.texts.entry(scalar).or_insert_with(all))
    }

    fn is_note(&self, at: usize) -> bool {
        self.now[at].kind == LineKind::Note
    }

    /// A paragraph becomes another kind where its text can say so.
    fn become_other(&mut self, at: usize, kind: LineKind) {
        if self.seats.is_paragraph(self.now, at) {
            self.pieces(at);
            return;
        }
        let passage = &self.now[at];
        let problem =
            Problem::WordForm { text: shown(&passage.tokens), was: passage.kind.form(), is: kind.form() };
        self.findings.add(passage.span, problem);
    }

    fn drop_piece(&mut self, at: usize) {
        if let Some(pieces) = self.pieces(at) {
            let stands = |piece: &Piece| matches!(piece, Piece::Old(old) if *old == at);
            if let Some(place) = pieces.iter().position(stands) {
                pieces.remove(place);
            }
        }
    }

    /// Puts a paragraph where it belongs; says whether there is such a place.
    fn put(&mut self, number: usize, before: Option<usize>, kind: LineKind, piece: Piece) -> bool {
        let after = self.plan.order[number + 1..].iter().find_map(|entry| match entry {
            Entry::Old(at) if !self.plan.moved.contains(at) && !self.is_note(*at) => Some(*at),
            Entry::Old(_) | Entry::New { .. } => None,
        });
        let spot = match kind {
            LineKind::Heading(_) | LineKind::Contents | LineKind::Note | LineKind::Table => None,
            LineKind::Continued(_) | LineKind::Item { .. } | LineKind::Text => {
                self.seats.spot(self.now, before, after, kind)
            }
        };
        let placed = match spot {
            Some(Spot::After(at)) => self.beside(at, piece, 1),
            Some(Spot::Before(at)) => self.beside(at, piece, 0),
            Some(Spot::Item { file, at, indent, block: true }) => {
                self.blocks.entry((file, at, indent)).or_default().push(piece);
                true
            }
            Some(Spot::Item { file, at, indent, block: false }) => {
                let with = self.item(&[piece], indent, false);
                self.splices.entry(file).or_default().push(Splice { range: at..at, with });
                true
            }
            None => false,
        };
        if !placed {
            self.unplaced(before.or(after), kind, number);
        }
        placed
    }

    fn unplaced(&mut self, near: Option<usize>, kind: LineKind, number: usize) {
        let tokens = match &self.plan.order[number] {
            Entry::New { tokens, .. } => tokens,
            Entry::Old(at) => &self.now[*at].tokens,
        };
        self.undone.push(Undone::Put(number));
        let why = match kind {
            LineKind::Heading(_) => Unplaced::Heading,
            LineKind::Note => Unplaced::Note,
            LineKind::Contents
            | LineKind::Continued(_)
            | LineKind::Item { .. }
            | LineKind::Table
            | LineKind::Text => Unplaced::NotAsMeant,
        };
        let problem = Problem::WordUnplaced { text: shown(tokens), why };
        if let Some(at) = near.or((!self.now.is_empty()).then_some(0)) {
            self.findings.add(self.now[at].span, problem);
        }
    }

    /// Puts a paragraph into the text of another, before or after it and what was put there already.
    fn beside(&mut self, at: usize, piece: Piece, offset: usize) -> bool {
        let now = self.now;
        let Some(pieces) = self.pieces(at) else { return false };
        let stands = |piece: &Piece| matches!(piece, Piece::Old(old) if *old == at);
        // Notes are written after the text, whatever they belong to.
        let is_text = |piece: &&Piece| !matches!(piece, Piece::Old(old) if now[*old].kind == LineKind::Note);
        let place = match pieces.iter().position(stands) {
            Some(place) => place + offset,
            // It goes itself: what came after it stands where it stood.
            None => pieces.iter().take_while(is_text).take_while(|piece| piece.is_before(at)).count(),
        };
        let added = pieces[place..].iter().take_while(is_text);
        let added = added.take_while(|piece| offset == 1 && piece.is_added(at)).count();
        pieces.insert(place + added, piece);
        true
    }

    /// A new block of a section, or a new point, as lines of its list.
    fn item(&self, pieces: &[Piece], indent: usize, block: bool) -> String {
        let (head, inner) = if block { ("- text: |\n", 4) } else { ("- >-\n", 2) };
        let body = Body { indent: indent + inner, pieces };
        let kind = if block { None } else { Some(LineKind::Text) };
        format!("{:indent$}{head}{}\n", "", body.lines(self.plan, self.now, self.sources, kind))
    }

    /// The sections that go with their heading and all that stands under it.
    fn sections(&mut self) -> Vec<Span> {
        let mut gone = Vec::new();
        for &at in &self.plan.removed {
            let LineKind::Heading(level) = self.now[at].kind else { continue };
            let under = self.now[at + 1..].iter().take_while(|other| match other.kind {
                LineKind::Heading(other) => other > level,
                LineKind::Contents
                | LineKind::Continued(_)
                | LineKind::Item { .. }
                | LineKind::Note
                | LineKind::Table
                | LineKind::Text => true,
            });
            let whole = (at + 1..at + 1 + under.count())
                .all(|other| self.plan.removed.contains(&other) || self.plan.moved.contains(&other));
            let item = self.seats.of_passage(at).and_then(|seat| {
                let (items, item) = seat.list.as_ref()?;
                (items.len() > 1).then(|| items[*item])
            });
            match item.filter(|_| whole) {
                Some(item) => gone.push(item),
                None => {
                    let text = shown(&self.now[at].tokens);
                    self.undone.push(Undone::Removal(at));
                    let problem = Problem::WordUnplaced { text, why: Unplaced::HeadingGone };
                    self.findings.add(self.now[at].span, problem);
                }
            }
        }
        for item in &gone {
            let range = item_lines(self.sources.text(item.file()), item.range());
            let splice = Splice { range, with: String::new() };
            self.splices.entry(item.file()).or_default().push(splice);
        }
        gone
    }

    /// The texts: those with other paragraphs are put together anew, the others changed at their places.
    fn bodies(&mut self, gone: &[Span]) {
        for (at, change) in &self.plan.changed {
            let Some(seat) = self.seats.of_passage(*at) else { continue };
            if !self.texts.contains_key(&seat.scalar) {
                let file = seat.scalar.file();
                let quoted = super::scalar::quoted(self.sources, seat.scalar, &change.splices);
                self.splices.entry(file).or_default().extend(quoted);
            }
        }
        for (scalar, pieces) in std::mem::take(&mut self.texts) {
            if gone.iter().any(|item| within(scalar, *item)) {
                continue;
            }
            let was: Vec<usize> = self.seats.within(scalar).to_vec();
            if pieces.is_empty() {
                self.empty(scalar, &was);
                continue;
            }
            let made = super::scalar::rebuilt(scalar, &was, &pieces, self.plan, self.now, self.sources);
            self.splices.entry(scalar.file()).or_default().push(made);
        }
    }

    /// A text of which nothing is left goes with its item of the list, where others are left there.
    fn empty(&mut self, scalar: Span, was: &[usize]) {
        let Some(&first) = was.first() else { return };
        let item = self.seats.of_passage(first).and_then(|seat| {
            let (items, item) = seat.list.as_ref()?;
            let left = items.iter().filter(|other| !self.goes(**other)).count();
            (left > 1 || (left == 1 && !self.goes(items[*item]) && items.len() > 1)).then(|| items[*item])
        });
        match item {
            Some(item) => {
                let range = item_lines(self.sources.text(item.file()), item.range());
                self.splices.entry(item.file()).or_default().push(Splice { range, with: String::new() });
            }
            None => {
                self.undone.extend(was.iter().map(|at| Undone::Removal(*at)));
                let text = shown(&self.now[first].tokens);
                self.findings.add(scalar, Problem::WordUnplaced { text, why: Unplaced::Only });
            }
        }
    }

    /// Whether a whole item has been taken away already.
    fn goes(&self, item: Span) -> bool {
        let range = item_lines(self.sources.text(item.file()), item.range());
        let taken = self.splices.get(&item.file()).into_iter().flatten();
        taken.filter(|splice| splice.with.is_empty()).any(|splice| splice.range == range)
    }
}

fn within(inner: Span, outer: Span) -> bool {
    inner.file() == outer.file()
        && outer.range().start <= inner.range().start
        && inner.range().end <= outer.range().end
}

/// The whole lines of an item of a list, from its dash on: the header of a block stands before what it holds.
pub(super) fn item_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let mut whole = lines(text, range);
    while whole.start > 0 && !text[whole.start..].trim_start_matches(' ').starts_with('-') {
        whole.start = lines(text, whole.start - 1..whole.start - 1).start;
    }
    whole
}

/// The whole lines that a stretch of a file stands on.
pub(super) fn lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |end| range.end + end + 1);
    start..end
}
