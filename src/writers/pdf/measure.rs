//! The pages measured before they leave: that every letter of the tree stands on them, once, whole, within the margins and
//! alone in its place; that notes stand with their marks, and that nobody meets a page that is nearly empty.
//!
//! veraPDF judges how a file is built, never whether its words can be read. The frames are in memory after layout, and
//! looking at them takes a few hundredths of a build.

mod ink;

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::{NativeElement, Output, Selector};
use typst::layout::{Abs, Rect};
use typst::model::FootnoteElem;
use typst_layout::{Page, PagedDocument};

use super::values::{Usage, Values};
use crate::diagnostic::{Findings, Problem};
use crate::project::look::Margins;
use crate::project::source::Span;
use ink::{Printed, Run, is_letter};

/// What was seen of the pages besides findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// How many pages there are.
    pub pages: usize,
    /// How much of each page is left empty below its text although the part goes on, in hundredths; pages that
    /// end because a new one was asked for are not among them.
    pub gaps: Vec<usize>,
}

/// Measures pages of these margins. What is found is reported where the clerk wrote it, else at `otherwise`.
pub(super) fn measure(
    laid: &PagedDocument,
    values: &Values,
    margins: Margins,
    otherwise: Span,
    findings: &mut Findings,
) -> Measured {
    let pages: Vec<Printed<'_>> = laid.pages().iter().map(|page| Printed::of(&page.frame, values)).collect();
    let mut report = Report { values, otherwise, told: BTreeSet::new(), findings };
    let mut measured = Measured { pages: pages.len(), gaps: Vec::new() };
    for (page, printed) in laid.pages().iter().zip(&pages) {
        let area = area(page, margins);
        report.outside(printed, area, page.frame.width());
        report.over(printed);
    }
    report.letters(&pages);
    report.notes(laid, &pages);
    let last = last_pages(&pages);
    for (at, (page, printed)) in laid.pages().iter().zip(&pages).enumerate() {
        if let Some(next) = pages.get(at + 1) {
            // The list of contents says headings before their places.
            let own = Pages { this: printed, next, here: &|text| last.get(&text) == Some(&at) };
            report.ending(&own, area(page, margins), &mut measured.gaps);
        }
    }
    measured
}

/// Where text may stand on a page.
fn area(page: &Page, margins: Margins) -> Rect {
    let millimetres = |length: u8| Abs::mm(length.into());
    let size = page.frame.size();
    Rect::new(
        typst::layout::Point::new(millimetres(margins.left), millimetres(margins.top)),
        typst::layout::Point::new(size.x - millimetres(margins.right), size.y - millimetres(margins.bottom)),
    )
}

/// How far a point or a hyphen at the end of a line may hang beyond the margin.
fn slack() -> Abs {
    Abs::pt(2.5)
}

struct Report<'a> {
    values: &'a Values,
    otherwise: Span,
    /// What was told of which text, so that it is told once.
    told: BTreeSet<(&'static str, Option<usize>)>,
    findings: &'a mut Findings,
}

impl Report<'_> {
    fn tell(&mut self, text: Option<usize>, problem: Problem) {
        if self.told.insert((problem.code(), text)) {
            let at = text.map_or(self.otherwise, |text| self.values.texts()[text].span);
            self.findings.add(at, problem);
        }
    }

    /// What a run is of, as it was written.
    fn words(&self, run: &Run<'_>) -> String {
        run.text.map_or_else(|| run.said.clone(), |text| self.values.texts()[text].words.clone())
    }

    /// Text beyond the margins, and what is cut off.
    fn outside(&mut self, printed: &Printed<'_>, area: Rect, page_width: Abs) {
        let (left, right) = (area.min.x - slack(), area.max.x + slack());
        for run in &printed.runs {
            let head = run.text.is_none_or(|text| self.values.texts()[text].usage == Usage::Head);
            let head = head && run.baseline < area.min.y;
            let (top, bottom) =
                if head { (Abs::mm(5.0), area.min.y) } else { (area.min.y - slack(), area.max.y + slack()) };
            let beside = run.left < left || run.right > right;
            let beyond = run.baseline - run.size * 0.5 < top || run.baseline > bottom;
            let cut = run.clip.is_some_and(|clip| {
                run.left < clip.min.x - slack()
                    || run.right > clip.max.x + slack()
                    || run.baseline - run.size * 0.5 < clip.min.y
                    || run.baseline > clip.max.y + slack()
            });
            if beside || beyond || cut {
                let text = self.words(run);
                self.tell(run.text, Problem::PrintedOutside { text });
            }
        }
        let beyond = |rect: &&Rect| rect.max.x > page_width || rect.max.y > area.max.y + slack();
        if printed.pictures.iter().any(|picture| beyond(&picture)) {
            self.tell(None, Problem::PrintedOutside { text: String::new() });
        }
    }

    /// Glyphs over glyphs, and shapes over glyphs.
    fn over(&mut self, printed: &Printed<'_>) {
        let mut runs: Vec<&Run<'_>> = printed.runs.iter().collect();
        runs.sort_by_key(|run| run.top());
        let mut near: Vec<&Run<'_>> = Vec::new();
        for run in runs {
            near.retain(|other| other.bottom() > run.top());
            for other in &near {
                if meet(run, other) {
                    let problem = Problem::PrintedOver { text: self.words(run), other: self.words(other) };
                    self.tell(run.text.max(other.text), problem);
                }
            }
            near.push(run);
        }
        for (order, fill) in &printed.fills {
            let under = printed.runs.iter().filter(|run| run.order < *order && reaches(run, *fill));
            for run in under {
                if run.ink().into_iter().any(|ink| overlap(ink, *fill, run.size)) {
                    let problem = Problem::PrintedOver { text: self.words(run), other: String::new() };
                    self.tell(run.text, problem);
                }
            }
        }
    }

    /// Every text of the tree, letter by letter.
    fn letters(&mut self, pages: &[Printed<'_>]) {
        let mut said: BTreeMap<usize, String> = BTreeMap::new();
        for run in pages.iter().flat_map(|page| &page.runs) {
            if let Some(text) = run.text {
                said.entry(text).or_default().push_str(&run.said);
            }
        }
        let values = self.values;
        for (number, text) in values.texts().iter().enumerate() {
            let wanted: String = text.words.chars().filter(|c| is_letter(*c)).collect();
            let found = said.get(&number).map_or("", String::as_str);
            let times = match text.usage {
                Usage::Body | Usage::Drawn | Usage::Heading | Usage::Note => 1,
                Usage::Listed => 2,
                Usage::Head | Usage::Repeated => (found.len() / wanted.len().max(1)).max(1),
            };
            if is_repeated(found, &wanted, times) || text.usage == Usage::Drawn && found.is_empty() {
                continue;
            }
            let words = text.words.clone();
            let problem = if found.len() > wanted.len() * times && found.starts_with(&wanted) {
                Problem::PrintedTwice { text: words }
            } else {
                Problem::NotPrinted { text: words }
            };
            self.tell(Some(number), problem);
        }
    }

    /// Notes on the pages of their marks.
    fn notes(&mut self, laid: &PagedDocument, pages: &[Printed<'_>]) {
        let introspector = Output::introspector(laid);
        let mut stands = BTreeMap::new();
        for (run, page) in
            pages.iter().zip(1..).flat_map(|(page, at)| page.runs.iter().map(move |run| (run, at)))
        {
            if let Some(text) = run.text {
                stands.entry(text).or_insert(page);
            }
        }
        let values = self.values;
        for mark in introspector.query(&Selector::Elem(FootnoteElem::ELEM, None)) {
            let at = mark.location().and_then(|at| introspector.page(at)).map(|page| page.get());
            let text = values.text_at(mark.span());
            let first = text.and_then(|mark| values.notes().get(&mark));
            let words = first.and_then(|first| stands.range(first..).next()).map(|(_, page)| *page);
            if words.is_some() && words != at {
                self.tell(text, Problem::NoteElsewhere);
            }
        }
    }

    /// How a page ends where the part goes on over it.
    fn ending(&mut self, pages: &Pages<'_>, area: Rect, gaps: &mut Vec<usize>) {
        let texts = self.values.texts();
        let usage = |run: &Run<'_>| run.text.map(|text| texts[text].usage);
        let is_note = |run: &&Run<'_>| usage(run) == Some(Usage::Note);
        let in_area = |run: &&Run<'_>| run.baseline > area.min.y;
        // Numbers of notes and of points of lists are letters of the page itself.
        let body =
            || pages.this.runs.iter().filter(in_area).filter(|run| run.text.is_some() && !is_note(run));
        let starts = pages.next.runs.iter().filter(in_area).filter(|run| !is_note(run));
        let first = starts.filter(|run| usage(run) != Some(Usage::Repeated)).filter_map(|run| run.text).min();
        let last = body().filter_map(|run| run.text.filter(|text| (pages.here)(*text))).max();
        let (Some(first), Some(last), Some(lowest)) = (first, last, body().max_by_key(|run| run.baseline))
        else {
            return;
        };
        let ends = lowest.text.filter(|at| matches!(texts[*at].usage, Usage::Heading | Usage::Listed));
        if let Some(at) = ends.filter(|at| (pages.here)(*at)) {
            self.tell(Some(at), Problem::HeadingAlone { text: texts[at].words.clone() });
        }
        if self.values.breaks().iter().any(|asked| (last + 1..=first).contains(asked)) {
            return;
        }
        let page = pages.this;
        let pictures = page.pictures.iter().map(|picture| picture.max.y).max().unwrap_or_default();
        let notes = page.runs.iter().filter(in_area).filter(is_note).map(|run| run.top()).min();
        let end = notes.unwrap_or(area.max.y);
        let hundredths = hundredths(end - lowest.baseline.max(pictures), area.max.y - area.min.y);
        gaps.push(hundredths);
        if hundredths > MOST_EMPTY {
            self.tell(Some(first), Problem::PageEmpty { hundredths });
        }
    }
}

/// A page and the one after it.
struct Pages<'a> {
    this: &'a Printed<'a>,
    next: &'a Printed<'a>,
    /// Whether this is the last page with a text.
    here: &'a dyn Fn(usize) -> bool,
}

/// The last page that each text stands on.
fn last_pages(pages: &[Printed<'_>]) -> BTreeMap<usize, usize> {
    let texts = |(at, page): (usize, &Printed<'_>)| -> Vec<(usize, usize)> {
        page.runs.iter().filter_map(|run| Some((run.text?, at))).collect()
    };
    pages.iter().enumerate().flat_map(texts).collect()
}

/// A page with more empty room than this, in hundredths, is told.
const MOST_EMPTY: usize = 50;

/// How many hundredths of a length another is.
fn hundredths(part: Abs, whole: Abs) -> usize {
    let step = whole * 0.01;
    std::iter::successors(Some(step), |sum| Some(*sum + step))
        .take(100)
        .take_while(|sum| *sum <= part)
        .count()
}

/// Whether a text is another, so many times.
fn is_repeated(text: &str, part: &str, times: usize) -> bool {
    text.len() == part.len() * times
        && (part.is_empty()
            || (0..times).all(|at| text.get(at * part.len()..(at + 1) * part.len()) == Some(part)))
}

/// Whether letters of two runs stand over each other. What letters side by side share, by their shapes, is no fault.
fn meet(one: &Run<'_>, other: &Run<'_>) -> bool {
    let apart = one.right <= other.left
        || other.right <= one.left
        || one.top() >= other.bottom()
        || other.top() >= one.bottom();
    if apart {
        return false;
    }
    let size = one.size.min(other.size);
    let others = other.ink();
    one.ink().into_iter().any(|ink| others.iter().any(|there| overlap(ink, *there, size)))
}

fn reaches(run: &Run<'_>, rect: Rect) -> bool {
    run.right > rect.min.x && run.left < rect.max.x && run.bottom() > rect.min.y && run.top() < rect.max.y
}

fn overlap(one: Rect, other: Rect, size: Abs) -> bool {
    let wide = one.max.x.min(other.max.x) - one.min.x.max(other.min.x);
    let high = one.max.y.min(other.max.y) - one.min.y.max(other.min.y);
    wide > size * 0.14 && high > size * 0.1
}

#[cfg(test)]
mod tests;
