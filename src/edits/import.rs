//! Word documents that come back edited: read with limits, compared with what was sent out and what the files say now,
//! and written into the files where their words stand.
//!
//! ```text
//! docx ──returned──▶ paragraphs ─┐
//! base ──sent──────▶ paragraphs ─┼─merge──▶ plan ──write──▶ new texts of the files
//! tree ──printed───▶ paragraphs ─┘            └──▶ findings: comments, conflicts, figures typed over
//! ```

mod align;
mod body;
mod inventory;
mod line;
mod looks;
mod markup;
mod merge;
mod package;
mod paragraphs;
mod places;
mod plan;
mod printed;
mod relations;
mod returned;
mod revise;
mod scalar;
mod seats;
mod sections;
mod sent;
mod sentences;
mod tables;
mod token;
mod write;
mod xml;

use std::collections::BTreeMap;

use crate::diagnostic::{Findings, Problem, Unplaced};
use crate::document::tree::Document;
use crate::edits::base::Base;
use crate::project::source::{FileId, Sources};

use markup::shown;
use plan::{Entry, Plan, Step};
use printed::Printed;
use token::signature;

pub use line::TrackChanges;
pub use package::{DocxError, MAX_DOCX_BYTES};
pub use paragraphs::{
    Pair, Paragraph, paired, paragraphs, returned_paragraphs, returned_texts, shown_things,
};
pub use returned::Returned;

/// What an edited document asks of the files.
#[derive(Debug)]
pub struct Import<'a> {
    now: Printed,
    sources: &'a Sources,
    plan: Plan,
    told: Findings,
}

/// New texts of files, and what was not written.
#[derive(Debug)]
pub struct Revised {
    /// The files that change, whole.
    pub files: BTreeMap<FileId, String>,
    /// Comments, conflicts, figures typed over, and what has no place.
    pub findings: Findings,
    meant: Vec<String>,
    /// What the paragraphs of the texts are to be, each with its words.
    formed: Vec<String>,
}

impl<'a> Import<'a> {
    /// Compares what was sent out with what came back, and both with the document as it is now.
    pub fn new(
        base: &Base,
        document: &Document,
        sources: &'a Sources,
        returned: &Returned,
        changes: TrackChanges,
    ) -> Self {
        let now = printed::printed(document, sources);
        let mut told = Findings::default();
        let plan = merge::merge(base, &now, returned, changes, sources, &mut told);
        Self { now, sources, plan, told }
    }

    /// The new texts of the files. `is_as_meant` reads the project with them and says whether it prints what was meant;
    /// where it does not, what goes wrong is left out and told.
    pub fn revised<E>(&self, mut is_as_meant: impl FnMut(&Revised) -> Result<bool, E>) -> Result<Revised, E> {
        let steps = self.plan.steps();
        let whole = self.with(&steps);
        if whole.files.is_empty() || is_as_meant(&whole)? {
            return Ok(whole);
        }
        let mut kept = Vec::new();
        let mut left = Vec::new();
        for step in steps {
            kept.push(step);
            if !is_as_meant(&self.with(&kept))? {
                kept.pop();
                left.push(step);
            }
        }
        let mut revised = self.with(&kept);
        left.into_iter().for_each(|step| self.tell(step, &mut revised.findings));
        Ok(revised)
    }

    fn with(&self, steps: &[Step]) -> Revised {
        let plan = self.plan.only(steps, self.now.passages.len());
        let mut findings = self.told.clone();
        let written = write::write(&plan, &self.now.passages, self.sources, &mut findings);
        Revised { files: written.files, findings, meant: written.meant, formed: written.formed }
    }

    /// Tells of a step that the files would not have said as it was meant.
    fn tell(&self, step: Step, findings: &mut Findings) {
        let passages = &self.now.passages;
        let (at, tokens) = match step {
            Step::Change(at) => (at, &self.plan.changed[&at].meant),
            Step::Kind(at) => {
                let (text, was, is) = (shown(&passages[at].tokens), passages[at].kind, self.plan.kinds[&at]);
                let problem = Problem::WordForm { text, was: was.form(), is: is.form() };
                findings.add(passages[at].span, problem);
                return;
            }
            Step::Move(at) | Step::Remove(at) => (at, &passages[at].tokens),
            Step::New(number) => {
                let Entry::New { tokens, .. } = &self.plan.order[number] else { return };
                let before = self.plan.order[..number].iter().rev().find_map(|entry| match entry {
                    Entry::Old(at) => Some(*at),
                    Entry::New { .. } => None,
                });
                (before.unwrap_or(0), tokens)
            }
        };
        let Some(passage) = passages.get(at) else { return };
        let problem = Problem::WordUnplaced { text: shown(tokens), why: Unplaced::NotAsMeant };
        findings.add(passage.span, problem);
    }
}

impl Revised {
    /// Whether a document that was read with the new texts prints every paragraph of a clerk as it was meant.
    pub fn is_meant_by(&self, document: &Document, sources: &Sources) -> bool {
        let now = printed::printed(document, sources);
        let authored = || now.passages.iter().filter(|passage| passage.is_authored());
        let mut printed: Vec<String> = authored().map(|passage| signature(&passage.tokens)).collect();
        printed.sort();
        let mut formed: BTreeMap<String, usize> = BTreeMap::new();
        for passage in authored() {
            *formed.entry(plan::formed(passage.kind, &passage.tokens)).or_default() += 1;
        }
        let mut is_formed = |form: &String| match formed.get_mut(form) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            Some(_) | None => false,
        };
        printed == self.meant && self.formed.iter().all(&mut is_formed)
    }
}
