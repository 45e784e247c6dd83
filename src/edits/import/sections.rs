//! Which section every paragraph stands in, in the files and in what came back. A section is one thing: its text is never
//! put under another heading because the heading went.

use super::line::LineKind;
use super::printed::Passage;

/// The sections of the files and of what came back.
pub(super) struct Sections {
    /// For each paragraph of the files the heading that it stands under; a heading stands under itself.
    pub(super) of_file: Vec<Option<usize>>,
    of_line: Vec<Under>,
    is_heading: Vec<bool>,
}

/// What a line that came back stands under.
#[derive(Clone, Copy, PartialEq)]
enum Under {
    Heading(usize),
    /// A heading that the files do not have.
    New,
    /// None.
    Top,
}

impl Sections {
    /// `kinds` and `known` are, of each line that came back, what it is and which paragraph of the files.
    pub(super) fn of(now: &[Passage], kinds: &[LineKind], known: &[Option<usize>]) -> Self {
        let is_heading = |kind: LineKind| matches!(kind, LineKind::Heading(_));
        let mut heading = None;
        let of_file = now.iter().enumerate().map(|(at, passage)| {
            if is_heading(passage.kind) {
                heading = Some(at);
            }
            heading
        });
        let of_file = of_file.collect();
        let mut under = Under::Top;
        let (mut of_line, mut headings) = (Vec::new(), Vec::new());
        for (kind, known) in kinds.iter().zip(known) {
            let heads = known.map_or(is_heading(*kind), |at| is_heading(now[at].kind));
            if heads {
                under = known.map_or(Under::New, Under::Heading);
            }
            of_line.push(under);
            headings.push(heads);
        }
        Self { of_file, of_line, is_heading: headings }
    }

    /// The sections of the files in order, first what stands above all headings.
    pub(super) fn in_files(&self) -> Vec<Option<usize>> {
        let mut all: Vec<Option<usize>> = vec![None];
        for heading in &self.of_file {
            if all.last() != Some(heading) {
                all.push(*heading);
            }
        }
        all
    }

    /// Whether a line that came back stands in a section of the files.
    pub(super) fn stands_under(&self, line: usize, section: Option<usize>) -> bool {
        self.of_line[line] == section.map_or(Under::Top, Under::Heading)
    }

    /// Whether it is a heading that the files do not have, or stands under one.
    pub(super) fn is_under_new(&self, line: usize) -> bool {
        self.of_line[line] == Under::New
    }

    /// Whether it is a heading.
    pub(super) fn heading_line(&self, line: usize) -> bool {
        self.is_heading[line]
    }

    /// The heading of the section that the section of a heading lies in.
    pub(super) fn above(&self, now: &[Passage], heading: usize) -> Option<usize> {
        let LineKind::Heading(level) = now[heading].kind else { return None };
        (0..heading).rev().find(|at| matches!(now[*at].kind, LineKind::Heading(other) if other < level))
    }
}
