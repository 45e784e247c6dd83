//! A text of YAML with other paragraphs than it had: those that stay keep their lines.

use std::ops::Range;

use super::line::LineKind;
use super::markup::{filled, markup, opening};
use super::plan::Plan;
use super::printed::Passage;
use super::revise::Splice;
use super::token::Token;
use super::write::{applied, lines};
use crate::project::source::{Sources, Span};

/// A paragraph of a text as it is to be.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// One that stood elsewhere.
    Moved(usize),
    New {
        kind: LineKind,
        tokens: Vec<Token>,
    },
    /// One that stays.
    Old(usize),
}

impl Piece {
    /// One of the paragraphs that were there before this one.
    pub(super) fn is_before(&self, at: usize) -> bool {
        matches!(self, Self::Old(old) if *old < at)
    }

    /// One that was put in after `at`.
    pub(super) fn is_added(&self, at: usize) -> bool {
        match self {
            Self::Moved(_) | Self::New { .. } => true,
            Self::Old(old) => *old < at,
        }
    }
}

/// The paragraphs of a text that is written from the start.
pub(super) struct Body<'a> {
    pub(super) indent: usize,
    pub(super) pieces: &'a [Piece],
}

impl Body<'_> {
    /// Its lines, without the last line end; `kind` is what the paragraphs are there.
    pub(super) fn lines(
        &self,
        plan: &Plan,
        now: &[Passage],
        sources: &Sources,
        kind: Option<LineKind>,
    ) -> String {
        let mut columns = Columns::default();
        let each = self.pieces.iter().map(|piece| {
            let kind = kind.unwrap_or_else(|| kind_of(piece, plan, now));
            let lines = said(piece, &columns.lead(kind), self.indent, plan, now, sources);
            columns.after(kind, lines.get(self.indent..).unwrap_or(""));
            (kind, lines)
        });
        let mut out = String::new();
        let mut before = None;
        for (kind, lines) in each {
            let is_item = |kind: LineKind| matches!(kind, LineKind::Item { .. });
            out.push_str(match before {
                None => "",
                Some(before) if is_item(before) && is_item(kind) => "\n",
                Some(_) => "\n\n",
            });
            out.push_str(&lines);
            before = Some(kind);
        }
        out
    }
}

/// Replacements within a scalar, written as its quotes ask for. A plain scalar that would say something else to YAML is
/// put into quotes.
pub(super) fn quoted(sources: &Sources, scalar: Span, splices: &[Splice]) -> Vec<Splice> {
    let (text, range) = (sources.text(scalar.file()), scalar.range());
    let quote = text[..range.start].chars().last().filter(|quote| matches!(quote, '"' | '\''));
    let first = text[range.clone()].chars().next();
    let written = |with: &str| match quote.or(first) {
        Some('\'') => with.replace('\'', "''"),
        Some('"') => with.replace('\\', "\\\\").replace('"', "\\\""),
        _ => with.to_owned(),
    };
    let is_quoted = matches!(quote.or(first), Some('"' | '\''));
    let splices =
        splices.iter().map(|splice| Splice { range: splice.range.clone(), with: written(&splice.with) });
    let splices: Vec<Splice> = splices.collect();
    let begin = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[begin..range.start];
    if is_quoted || before.trim().is_empty() || text[range.clone()].contains('\n') {
        return splices;
    }
    let shifted = splices.iter().map(|splice| Splice {
        range: splice.range.start - range.start..splice.range.end - range.start,
        with: splice.with.clone(),
    });
    let value = applied(&text[range.clone()], shifted.collect());
    let breaks_flow = before.contains('{') && value.contains([',', '[', ']', '{', '}']);
    let breaks = value.contains(": ") || value.contains(" #") || value.ends_with(':') || breaks_flow;
    let marks = value.starts_with([
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`', '"', '\'',
    ]);
    if breaks || marks {
        return vec![Splice { range, with: format!("'{}'", value.replace('\'', "''")) }];
    }
    splices
}

/// The text put together anew. `was` are the paragraphs that it had, in order.
pub(super) fn rebuilt(
    scalar: Span,
    was: &[usize],
    pieces: &[Piece],
    plan: &Plan,
    now: &[Passage],
    sources: &Sources,
) -> Splice {
    let text = sources.text(scalar.file());
    let start = text[..scalar.range().start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[start..scalar.range().start];
    if !before.trim().is_empty() || !is_block(&text[..start]) {
        return unfolded(scalar, before, pieces, plan, now, sources);
    }
    let indent = before.len();
    let places: Vec<Range<usize>> = was.iter().map(|at| place(&now[*at], text)).collect();
    let tight = is_tight(was, &places, now, text);
    let mut out = String::new();
    let mut last: Option<&Piece> = None;
    let mut counts = Counts::default();
    let mut columns = Columns::default();
    for piece in pieces {
        let kind = kind_of(piece, plan, now);
        if let Some(last) = last {
            out.push_str(&between(last, piece, was, &places, plan, now, text, tight));
        }
        let stays = match piece {
            Piece::Old(at) if plan.kinds.contains_key(at) => None,
            Piece::Old(at) => was.iter().position(|old| old == at).map(|number| (at, number)),
            Piece::Moved(_) | Piece::New { .. } => None,
        };
        let lines = match stays {
            Some((at, number)) => {
                let within = places[number].clone();
                let splices = plan.changed.get(at).map_or(Vec::new(), |change| change.splices.clone());
                let shifted = splices.into_iter().map(|splice| Splice {
                    range: splice.range.start - within.start..splice.range.end - within.start,
                    ..splice
                });
                applied(&text[within.clone()], shifted.collect()).trim_end().to_owned()
            }
            None => {
                let lead = fellow(piece, pieces, was, &places, plan, now, text, indent);
                let lead = lead.filter(|lead| columns.fits(lead, kind));
                said(piece, &lead.unwrap_or_else(|| columns.lead(kind)), indent, plan, now, sources)
            }
        };
        columns.after(kind, lines.get(indent..).unwrap_or(""));
        out.push_str(&counts.numbered(&lines, kind));
        last = Some(piece);
    }
    let end = places.last().map_or(scalar.range().end, |last| last.end);
    let end = start + text[start..end].trim_end().len();
    Splice { range: start..end, with: out }
}

/// The header of a block scalar ends the line before (YAML 1.2.2, 8.1).
fn is_block(before: &str) -> bool {
    let header = before.trim_end_matches('\n').rsplit('\n').next().unwrap_or("");
    let header = header.split(" #").next().unwrap_or("").trim_end();
    header.trim_end_matches(['+', '-']).trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['|', '>'])
}

/// A text that stood on the line of its key, as a block of lines.
fn unfolded(
    scalar: Span,
    before: &str,
    pieces: &[Piece],
    plan: &Plan,
    now: &[Passage],
    sources: &Sources,
) -> Splice {
    let key = before.len() - before.trim_start_matches([' ', '-']).len();
    let indent = if before[key..].is_empty() { key } else { key + 2 };
    let body = Body { indent, pieces }.lines(plan, now, sources, None);
    Splice { range: scalar.range(), with: format!("|\n{body}") }
}

fn kind_of(piece: &Piece, plan: &Plan, now: &[Passage]) -> LineKind {
    match piece {
        Piece::New { kind, .. } => *kind,
        Piece::Moved(at) | Piece::Old(at) => plan.kinds.get(at).copied().unwrap_or(now[*at].kind),
    }
}

/// The lines of a paragraph of now.
fn place(passage: &Passage, text: &str) -> Range<usize> {
    lines(text, passage.bytes())
}

/// What stands before the first line of a paragraph: nothing, or the mark of its list.
fn lead_of(kind: LineKind) -> String {
    match kind {
        LineKind::Item { ordered, depth } => {
            let mark = if ordered { "1. " } else { "- " };
            format!("{:width$}{mark}", "", width = usize::from(depth) * 2)
        }
        LineKind::Continued(depth) => " ".repeat(usize::from(depth) * 2 + 2),
        LineKind::Contents | LineKind::Heading(_) | LineKind::Note | LineKind::Table | LineKind::Text => {
            String::new()
        }
    }
}

/// The mark of the nearest item of the same list that was there.
#[expect(clippy::too_many_arguments, reason = "what a paragraph is, where it stood and where it stands now")]
fn fellow(
    piece: &Piece,
    pieces: &[Piece],
    was: &[usize],
    places: &[Range<usize>],
    plan: &Plan,
    now: &[Passage],
    text: &str,
    indent: usize,
) -> Option<String> {
    let kind = kind_of(piece, plan, now);
    let LineKind::Item { .. } = kind else { return None };
    let here = pieces.iter().position(|other| std::ptr::eq(other, piece)).unwrap_or(0);
    let like = pieces.iter().enumerate().filter_map(|(number, other)| match other {
        Piece::Old(at) if now[*at].kind == kind && !plan.kinds.contains_key(at) => {
            Some((number.abs_diff(here), was.iter().position(|old| old == at)?))
        }
        Piece::Moved(_) | Piece::New { .. } | Piece::Old(_) => None,
    });
    let (_, number) = like.min()?;
    let line = &text[places[number].clone()];
    let line = line.get(indent..)?;
    let spaces = line.len() - line.trim_start_matches(' ').len();
    let mark = line[spaces..].find(' ')?;
    let after = &line[spaces + mark..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    Some(line[..spaces + mark + gap].to_owned())
}

/// A paragraph in lines that was not there, or stood elsewhere.
fn said(piece: &Piece, lead: &str, indent: usize, plan: &Plan, now: &[Passage], sources: &Sources) -> String {
    let inner = indent + lead.chars().count();
    let body: Vec<String> = match piece {
        Piece::New { tokens, .. } => filled(&opening(&markup(tokens, &plan.loose)), inner),
        Piece::Moved(at) | Piece::Old(at) => {
            let passage = &now[*at];
            let within = passage.bytes();
            let splices = plan.changed.get(at).map_or(Vec::new(), |change| change.splices.clone());
            let shifted = splices.into_iter().map(|splice| Splice {
                range: splice.range.start - within.start..splice.range.end - within.start,
                ..splice
            });
            let text = applied(&sources.text(passage.span.file())[within.clone()], shifted.collect());
            text.lines().map(|line| line.trim().to_owned()).collect()
        }
    };
    let mut out = format!("{:indent$}{lead}", "");
    for (number, line) in body.iter().enumerate() {
        if number > 0 {
            out.push_str(&format!("\n{:inner$}", ""));
        }
        out.push_str(line);
    }
    out
}

/// What stands between two paragraphs: what stood there, else a line end within a list and a blank line elsewhere.
#[expect(clippy::too_many_arguments, reason = "what a paragraph is, where it stood and where it stands now")]
fn between(
    last: &Piece,
    piece: &Piece,
    was: &[usize],
    places: &[Range<usize>],
    plan: &Plan,
    now: &[Passage],
    text: &str,
    tight: bool,
) -> String {
    let number = |piece: &Piece| match piece {
        Piece::Old(at) if plan.kinds.contains_key(at) => None,
        Piece::Old(at) => was.iter().position(|old| old == at),
        Piece::Moved(_) | Piece::New { .. } => None,
    };
    if let (Some(left), Some(right)) = (number(last), number(piece))
        && left + 1 == right
    {
        let end = places[left].start + text[places[left].clone()].trim_end().len();
        return text[end..places[right].start].to_owned();
    }
    let is_item = |piece: &Piece| matches!(kind_of(piece, plan, now), LineKind::Item { .. });
    let joined = tight && is_item(last) && is_item(piece);
    if joined { "\n".to_owned() } else { "\n\n".to_owned() }
}

/// The items of its lists stand without blank lines; so do those of a text without lists.
fn is_tight(was: &[usize], places: &[Range<usize>], now: &[Passage], text: &str) -> bool {
    let is_item = |at: &usize| matches!(now[*at].kind, LineKind::Item { .. });
    let mut pairs = was.windows(2).zip(places.windows(2)).filter(|(pair, _)| pair.iter().all(is_item));
    pairs.all(|(_, places)| !text[places[0].start..places[1].start].contains("\n\n"))
}

/// At which column the text of the open items stands, outermost first: what is deeper begins there (CommonMark 0.31, 5.2).
#[derive(Default)]
struct Columns {
    at: Vec<usize>,
}

impl Columns {
    /// What stands before the first line of a paragraph here.
    fn lead(&self, kind: LineKind) -> String {
        let column = |depth: u8| self.at.get(usize::from(depth)).copied();
        match kind {
            LineKind::Item { ordered, depth } => {
                let mark = if ordered { "1. " } else { "- " };
                let outer = depth.checked_sub(1).and_then(column);
                format!("{:width$}{mark}", "", width = outer.unwrap_or(usize::from(depth) * 2))
            }
            LineKind::Continued(depth) => " ".repeat(column(depth).unwrap_or(usize::from(depth) * 2 + 2)),
            LineKind::Contents | LineKind::Heading(_) | LineKind::Note | LineKind::Table | LineKind::Text => {
                lead_of(kind)
            }
        }
    }

    /// Whether an item with this before it lies where it is meant to.
    fn fits(&self, lead: &str, kind: LineKind) -> bool {
        let LineKind::Item { depth, .. } = kind else { return true };
        let spaces = lead.len() - lead.trim_start_matches(' ').len();
        let outer = depth.checked_sub(1).map_or(Some(0), |outer| self.at.get(usize::from(outer)).copied());
        outer.is_none_or(|outer| (outer..outer + 4).contains(&spaces))
    }

    /// Goes on after a paragraph with these lines.
    fn after(&mut self, kind: LineKind, lines: &str) {
        match kind {
            LineKind::Item { depth, .. } => {
                let spaces = lines.len() - lines.trim_start_matches(' ').len();
                let mark = lines[spaces..].find(' ').unwrap_or(1);
                let gap = lines[spaces + mark..].len() - lines[spaces + mark..].trim_start_matches(' ').len();
                self.at.resize(usize::from(depth), spaces);
                self.at.push(spaces + mark + gap.clamp(1, 4));
            }
            LineKind::Text => self.at.clear(),
            LineKind::Contents
            | LineKind::Continued(_)
            | LineKind::Heading(_)
            | LineKind::Note
            | LineKind::Table => {}
        }
    }
}

/// The numbers of ordered lists, counted anew: one that does not begin at 1 is none of a report's.
#[derive(Default)]
struct Counts {
    at: Vec<usize>,
}

impl Counts {
    fn numbered(&mut self, lines: &str, kind: LineKind) -> String {
        let LineKind::Item { ordered, depth } = kind else {
            if kind == LineKind::Text {
                self.at.clear();
            }
            return lines.to_owned();
        };
        let depth = usize::from(depth);
        self.at.resize(depth + 1, 0);
        self.at[depth] += 1;
        let spaces = lines.len() - lines.trim_start_matches(' ').len();
        let rest = lines[spaces..].trim_start_matches(|c: char| c.is_ascii_digit());
        let is_numbered = ordered && rest.len() < lines[spaces..].len() && rest.starts_with(['.', ')']);
        match is_numbered {
            true => format!("{}{}{rest}", &lines[..spaces], self.at[depth]),
            false => lines.to_owned(),
        }
    }
}
