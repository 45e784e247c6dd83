//! A paragraph as it came back from Word: what it is, what stands in it, and what was done to it under tracking.

use crate::diagnostic::{Dropped, ParagraphForm};
use crate::edits::base::Key;

/// A paragraph of the body, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The keys that its controls and bookmarks name; the first that is known counts.
    pub(super) keys: Vec<Key>,
    pub(super) kind: LineKind,
    pub(super) runs: Vec<Run>,
    /// The cell that it stands in.
    pub(super) cell: Option<CellAt>,
    /// What was done to the mark that ends it: two paragraphs were made of one, or one of two.
    pub(super) mark: Option<Tracked>,
    /// The comments that begin in it, by their id.
    pub(super) comments: Vec<String>,
    /// The note that it is of, by its id.
    pub(super) of_note: Option<String>,
    /// What stands in it that the files cannot say.
    pub(super) odd: Vec<Odd>,
    /// What describes the pictures that stand in it, and the table that begins with it.
    pub(super) described: Vec<Described>,
    /// What it was before its kind was changed under tracking.
    pub(super) was: Option<LineKind>,
}

/// Something that the files cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Odd {
    pub(super) what: Dropped,
    /// The text that it concerns, as far as it has any.
    pub(super) text: String,
    pub(super) track: Option<Tracked>,
}

/// The words for a picture or table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) words: String,
    pub(super) is_table: bool,
    pub(super) track: Option<Tracked>,
}

/// What a paragraph is, by its style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum LineKind {
    /// An entry of the contents.
    Contents,
    /// A further paragraph of a list item, this deep.
    Continued(u8),
    /// A heading of this level.
    Heading(u8),
    /// The first paragraph of a list item.
    Item {
        /// Numbered or bulleted.
        ordered: bool,
        /// How deep, from 0.
        depth: u8,
    },
    /// A note, which stands after the paragraph that refers to it.
    Note,
    /// A table, which stands as one among paragraphs.
    Table,
    /// Anything else.
    #[default]
    Text,
}

impl LineKind {
    /// What it is, as findings say it.
    pub(super) fn form(self) -> ParagraphForm {
        match self {
            Self::Continued(depth) => ParagraphForm::Continued(depth + 1),
            Self::Heading(level) => ParagraphForm::Heading(level),
            Self::Item { ordered: false, depth } => ParagraphForm::Bullet(depth + 1),
            Self::Item { ordered: true, depth } => ParagraphForm::Number(depth + 1),
            Self::Contents | Self::Note | Self::Table | Self::Text => ParagraphForm::Text,
        }
    }
}

/// A cell of the tables in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellAt {
    /// Which table of the document, from 0.
    pub(super) table: usize,
    /// Which of its cells, row by row, from 0.
    pub(super) cell: usize,
}

/// Text that stands out in one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) stress: Stress,
    pub(super) link: Option<String>,
    pub(super) track: Option<Tracked>,
    /// How it stood out before that was changed under tracking.
    pub(super) was: Option<Stress>,
    /// The note that it refers to, by its id; its text is the mark of all.
    pub(super) note: Option<String>,
}

/// How text stands out from the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stress {
    pub(super) emphasis: bool,
    pub(super) strong: bool,
}

/// A tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tracked {
    pub(super) kind: TrackedKind,
    pub(super) author: String,
}

/// What a tracked change did; text that moved is taken out in one place and put in in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TrackedKind {
    Deleted,
    Inserted,
}

/// What is made of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TrackChanges {
    /// They count as made.
    #[default]
    Accept,
    /// None is made; each is told with both versions.
    All,
    /// They count as undone.
    Reject,
}

impl TrackChanges {
    /// Whether text, or the mark of a paragraph, that was tracked so stays.
    fn keeps(self, kind: TrackedKind) -> bool {
        match self {
            Self::Accept => kind == TrackedKind::Inserted,
            Self::All | Self::Reject => kind == TrackedKind::Deleted,
        }
    }
}

impl Line {
    /// The text, as it stands.
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether anything in it was tracked.
    pub(super) fn is_tracked(&self) -> bool {
        let tracked = |run: &Run| run.track.is_some() || run.was.is_some();
        self.mark.is_some() || self.was.is_some() || self.runs.iter().any(tracked)
    }

    /// The text with its tracked changes made, or undone.
    pub(super) fn text_with(&self, changes: TrackChanges) -> String {
        let kept = |run: &&Run| run.track.as_ref().is_none_or(|track| changes.keeps(track.kind));
        self.runs.iter().filter(kept).map(|run| run.text.as_str()).collect()
    }

    /// The notes that it refers to, in order.
    pub(super) fn notes(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().filter_map(|run| run.note.as_deref())
    }

    fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

/// The paragraphs with their tracked changes made or undone. Where a mark goes, its paragraph and the next are one; it
/// is what the one was that has text of its own, else the next.
pub(super) fn settled(lines: &[Line], changes: TrackChanges) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut joins = false;
    for line in lines {
        let mut line = line.clone();
        let stays = |track: &Option<Tracked>| track.as_ref().is_none_or(|track| changes.keeps(track.kind));
        line.runs.retain(|run| stays(&run.track));
        line.odd.retain(|odd| stays(&odd.track));
        line.described.retain(|described| stays(&described.track));
        let undone = changes != TrackChanges::Accept;
        if let Some(was) = line.was.take().filter(|_| undone) {
            line.kind = was;
        }
        for run in &mut line.runs {
            run.track = None;
            if let Some(was) = run.was.take().filter(|_| undone) {
                run.stress = was;
            }
        }
        let goes = line.mark.take().is_some_and(|mark| !changes.keeps(mark.kind));
        match out.last_mut().filter(|before| joins && before.cell == line.cell) {
            Some(before) => join(before, line),
            None => out.push(line),
        }
        joins = goes;
    }
    out
}

/// Two paragraphs as one, with a space between them.
pub(super) fn joined(mut before: Line, after: Line) -> Line {
    before.runs.push(Run { text: " ".to_owned(), ..Run::default() });
    join(&mut before, after);
    before
}

fn join(before: &mut Line, after: Line) {
    if before.is_blank() {
        let comments = std::mem::take(&mut before.comments);
        let (odd, described) = (std::mem::take(&mut before.odd), std::mem::take(&mut before.described));
        *before = after;
        before.comments.extend(comments);
        before.odd.extend(odd);
        before.described.extend(described);
    } else {
        if !after.is_blank() {
            before.keys.extend(after.keys);
        }
        before.runs.extend(after.runs);
        before.comments.extend(after.comments);
        before.odd.extend(after.odd);
        before.described.extend(after.described);
    }
}

/// What LibreOffice 7.4 writes into the text of a control for a link in it: the field's instruction, as words.
const FLATTENED: &str = "HYPERLINK \"";

impl Line {
    /// Takes away the instructions of links that were made text; says whether there were any. The words of such a link
    /// have lost where they led.
    pub(super) fn mend_links(&mut self) -> bool {
        let mut mended = false;
        for run in &mut self.runs {
            while let Some(start) = run.text.find(FLATTENED) {
                let inner = start + FLATTENED.len();
                let Some(end) = run.text[inner..].find('"') else { break };
                run.text.replace_range(start..=inner + end, "");
                mended = true;
            }
        }
        mended
    }

    /// Who tracked the first change in it.
    pub(super) fn author(&self) -> Option<&str> {
        let runs = self.runs.iter().filter_map(|run| run.track.as_ref());
        runs.chain(&self.mark).next().map(|track| track.author.as_str())
    }
}
