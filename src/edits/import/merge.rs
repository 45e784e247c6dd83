//! The three-way merge: what was sent out, what the files say now, and what came back.
//!
//! The editor changed what differs between what was sent and what came back; only that is carried over. Where the
//! clerk has rewritten the same paragraph since, both versions are told and neither is written.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::align::{Side, in_order, pairs};
use super::line::{Described, Line, LineKind, Odd, Run, TrackChanges};
use super::markup::shown;
use super::plan::{Change, Entry, Plan, with_all};
use super::printed::{Passage, Printed};
use super::returned::Returned;
use super::revise::{Revision, loosened, revise};
use super::sections::Sections;
use super::sent::{Sent, is_table, sent, table};
use super::sentences;
use super::tables::{self, Compared};
use super::token::{Look, Token, of_line, signature, text};
use crate::diagnostic::{Dropped, Findings, Problem, Unplaced};
use crate::document::tree::Hand;
use crate::edits::base::{Base, Key};
use crate::project::source::{Sources, Span};

/// Compares the three and says what to write; what is not written is told in `findings`.
pub(super) fn merge(
    base: &Base,
    now: &Printed,
    returned: &Returned,
    changes: TrackChanges,
    sources: &Sources,
    findings: &mut Findings,
) -> Plan {
    let sent = sent(base);
    let of_now = carried(&sent, &now.passages, sources);
    let lines = returned.settled(changes);
    let tables = tables::compare(base, now, &lines, findings);
    let lines = came(lines, base, &tables);
    let mut merger = Merger {
        sent: &sent,
        of_now: &of_now,
        now: &now.passages,
        lines: &lines,
        of_sent: Vec::new(),
        known: Vec::new(),
        references: BTreeMap::new(),
        evens_stress: returned.evens_stress,
        heads: &base.heads,
        sources,
        findings,
        plan: Plan::default(),
    };
    merger.align();
    merger.refer();
    merger.removals();
    merger.changes();
    merger.order();
    merger.tell(returned, changes);
    merger.plan
}

/// A paragraph that came back.
struct Come {
    line: Line,
    tokens: Vec<Token>,
    /// Its links have lost where they led.
    unlinked: bool,
}

/// The paragraphs that came back and say something. Of a table, its first cell stands for the whole; what is told of
/// the others goes with it, and what is told of a paragraph without words with the one before.
fn came(lines: Vec<Line>, base: &Base, compared: &Compared) -> Vec<Come> {
    let mut out: Vec<Come> = Vec::new();
    let mut tables = BTreeSet::new();
    let mut waiting = Line::default();
    let mut keep = |line: &mut Line, out: &mut Vec<Come>| {
        let to = match out.last_mut() {
            Some(last) => &mut last.line,
            None => &mut waiting,
        };
        to.comments.append(&mut line.comments);
        to.odd.append(&mut line.odd);
        to.described.append(&mut line.described);
    };
    for mut line in lines {
        let unlinked = line.mend_links();
        let tokens = of_line(&line);
        let Some(at) = line.cell else {
            if tokens.is_empty() {
                keep(&mut line, &mut out);
            } else {
                out.push(Come { line, tokens, unlinked });
            }
            continue;
        };
        let key = compared.of.get(&at.table);
        let known = base.blocks.iter().find(|kept| is_table(kept) && Some(&kept.key) == key);
        if let Some(text) = compared.new.get(&at.table).filter(|_| tables.insert(at.table)) {
            line.odd.push(Odd { what: Dropped::Table, text: text.clone(), track: None });
        }
        if let Some(kept) = known.filter(|_| tables.insert(at.table)) {
            let line = Line { kind: LineKind::Table, ..line };
            out.push(Come { line, tokens: vec![table(kept)], unlinked });
        } else {
            keep(&mut line, &mut out);
        }
    }
    if let Some(first) = out.first_mut() {
        first.line.comments.splice(0..0, waiting.comments);
        first.line.odd.splice(0..0, waiting.odd);
        first.line.described.splice(0..0, waiting.described);
    }
    out
}

/// The paragraphs of now that the sent ones have become, by what is written: keys are numbered anew when a paragraph
/// comes before others.
fn carried(sent: &[Sent], now: &[Passage], sources: &Sources) -> Vec<Option<usize>> {
    let told = |passage: &Passage| match passage.is_authored() {
        true => sources.slice(passage.span).to_owned(),
        false if passage.kind == LineKind::Table => text(&passage.tokens),
        false => passage.key.to_string(),
    };
    let before: Vec<String> = sent.iter().map(Sent::written).collect();
    let after: Vec<String> = now.iter().map(told).collect();
    let known: Vec<Side<'_>> = sent
        .iter()
        .zip(&before)
        .map(|(sent, signature)| Side { keys: &[], signature, tokens: &sent.tokens })
        .collect();
    let come: Vec<Side<'_>> = now
        .iter()
        .zip(&after)
        .map(|(passage, signature)| Side { keys: &[], signature, tokens: &passage.tokens })
        .collect();
    let mut carried = vec![None; sent.len()];
    for (at, of) in pairs(&known, &come).into_iter().enumerate() {
        if let Some(of) = of {
            carried[of] = Some(at);
        }
    }
    carried
}

struct Merger<'a> {
    sent: &'a [Sent<'a>],
    /// For each sent paragraph the one of now.
    of_now: &'a [Option<usize>],
    now: &'a [Passage],
    lines: &'a [Come],
    /// For each line that came back the sent paragraph.
    of_sent: Vec<Option<usize>>,
    /// For each line the paragraph of now, those that both sides have put in among them.
    known: Vec<Option<usize>>,
    /// For each note of the file the reference to it, as it is written.
    references: BTreeMap<String, String>,
    /// See [`Returned`].
    evens_stress: bool,
    /// The running heads as they were sent.
    heads: &'a [String],
    sources: &'a Sources,
    findings: &'a mut Findings,
    plan: Plan,
}

impl Merger<'_> {
    fn align(&mut self) {
        let before: Vec<String> = self.sent.iter().map(|sent| signature(&sent.tokens)).collect();
        let plain = |come: &Come| text(&come.tokens);
        let after: Vec<String> = self.lines.iter().map(plain).collect();
        let keys: Vec<[Key; 1]> = self.sent.iter().map(|sent| [sent.kept.key.clone()]).collect();
        let known = self.sent.iter().zip(&before).zip(&keys);
        let known: Vec<Side<'_>> =
            known.map(|((sent, signature), keys)| Side { keys, signature, tokens: &sent.tokens }).collect();
        let come = self.lines.iter().zip(&after);
        let come: Vec<Side<'_>> = come
            .map(|(come, signature)| Side { keys: &come.line.keys, signature, tokens: &come.tokens })
            .collect();
        self.of_sent = pairs(&known, &come);
        self.known = self.of_sent.iter().map(|of| self.of_now[(*of)?]).collect();
        self.added_by_both();
    }

    /// Finds what refers to each note that came back. One that the files do not have has no reference.
    fn refer(&mut self) {
        let mut names: BTreeMap<usize, String> = BTreeMap::new();
        let mut waiting = VecDeque::new();
        for (at, passage) in self.now.iter().enumerate() {
            if passage.kind == LineKind::Note {
                names.extend(waiting.pop_front().map(|name| (at, name)));
            } else {
                waiting = passage.tokens.iter().filter_map(|token| token.look.note.clone()).collect();
            }
        }
        let notes = self.lines.iter().zip(&self.known);
        let named = notes.filter_map(|(come, known)| {
            let name = names.get(known.as_ref()?)?;
            Some((come.line.of_note.clone()?, name.clone()))
        });
        self.references = named.collect();
    }

    /// The words of a line, with its notes as the files refer to them; those that the files do not have are left out.
    fn tokens(&self, line: usize) -> Vec<Token> {
        let named = |token: &Token| {
            let mut token = token.clone();
            if let Some(id) = &token.look.note {
                token.look.note = Some(self.references.get(id)?.clone());
            }
            Some(token)
        };
        self.lines[line].tokens.iter().filter_map(named).collect()
    }

    /// What was put in on both sides alike is there.
    fn added_by_both(&mut self) {
        let mut sent = vec![false; self.now.len()];
        self.of_now.iter().flatten().for_each(|at| sent[*at] = true);
        let mut added: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in (0..self.now.len()).rev().filter(|at| !sent[*at]) {
            added.entry(text(&self.now[at].tokens)).or_default().push(at);
        }
        for (line, come) in self.lines.iter().enumerate() {
            if self.of_sent[line].is_none() {
                self.known[line] = added.get_mut(&text(&come.tokens)).and_then(Vec::pop);
            }
        }
    }

    /// What was sent and did not come back. A heading goes only with all that stands under it.
    fn removals(&mut self) {
        let mut came = vec![false; self.sent.len()];
        self.of_sent.iter().flatten().for_each(|sent| came[*sent] = true);
        let gone: Vec<usize> = (0..came.len()).filter(|sent| !came[*sent]).collect();
        for sent in gone {
            let (sent, of_now) = (&self.sent[sent], self.of_now[sent]);
            let Some(at) = of_now.filter(|_| !sent.tokens.is_empty()) else { continue };
            let passage = &self.now[at];
            if passage.kind == LineKind::Table {
                continue;
            }
            let printed = shown(&sent.tokens);
            if !passage.is_authored() {
                self.findings.add(passage.span, Problem::WordFixed { printed, typed: String::new() });
            } else if sent.kept.written != self.sources.slice(passage.span) {
                let now = shown(&passage.tokens);
                self.findings.add(passage.span, Problem::WordConflict { edited: String::new(), now });
            } else {
                self.plan.loose.extend(loosened(passage, self.sources));
                self.plan.removed.push(at);
            }
        }
    }

    fn changes(&mut self) {
        for (line, of) in self.of_sent.clone().into_iter().enumerate() {
            let Some(sent) = of.map(|of| &self.sent[of]) else { continue };
            let edited = self.tokens(line);
            let Some(at) = of.and_then(|of| self.of_now[of]) else {
                if text(&edited) != text(&sent.tokens) {
                    let edited = shown(&edited);
                    self.findings.add(self.near(line), Problem::WordConflict { edited, now: String::new() });
                }
                continue;
            };
            self.change(at, sent, edited, self.lines[line].unlinked);
            self.form(at, sent.kind(), line);
        }
    }

    /// What a paragraph has become: an item, an item further in, ordinary text. Only within a text is that written.
    fn form(&mut self, at: usize, was: Option<LineKind>, line: usize) {
        let (passage, is) = (&self.now[at], self.lines[line].line.kind);
        let Some(was) = was.filter(|was| *was != is && passage.kind != is) else { return };
        if matches!(is, LineKind::Contents | LineKind::Note | LineKind::Table) {
            return;
        }
        let is_running =
            |kind| matches!(kind, LineKind::Continued(_) | LineKind::Item { .. } | LineKind::Text);
        if passage.is_authored() && is_running(was) && is_running(is) && is_running(passage.kind) {
            self.plan.kinds.insert(at, is);
        } else {
            let text = shown(&passage.tokens);
            self.findings.add(passage.span, Problem::WordForm { text, was: was.form(), is: is.form() });
        }
    }

    fn change(&mut self, at: usize, sent: &Sent<'_>, mut edited: Vec<Token>, unlinked: bool) {
        let passage = &self.now[at];
        let as_sent = match passage.is_authored() && sent.kept.written == self.sources.slice(passage.span) {
            true => sent.in_place_of(passage),
            false => None,
        };
        let Some(as_sent) = as_sent else {
            return self.rewritten(at, sent, &edited);
        };
        if unlinked {
            restore(&as_sent.tokens, &mut edited, |word, sent| word.link.clone_from(&sent.link));
        }
        if self.evens_stress && is_even(&edited) {
            restore(&as_sent.tokens, &mut edited, |word, sent| word.stress = sent.stress);
        }
        if signature(&edited) == signature(&as_sent.tokens) {
            return;
        }
        self.revise(at, &as_sent, &edited);
    }

    /// A paragraph that is the program's, or that the clerk has written anew since.
    fn rewritten(&mut self, at: usize, sent: &Sent<'_>, edited: &[Token]) {
        let passage = &self.now[at];
        let came = text(edited);
        if came == text(&sent.tokens)
            && (!passage.is_authored() || signature(edited) == signature(&sent.tokens))
        {
            return;
        }
        if !passage.is_authored() {
            if came != text(&passage.tokens) {
                let printed = shown(&sent.tokens);
                self.findings.add(passage.span, Problem::WordFixed { printed, typed: came });
            }
            return;
        }
        let merged = sentences::merged(sent, passage, edited, self.sources);
        for (made, printed, typed) in merged.typed_over {
            let problem = match merged.cells.get(made).cloned().flatten() {
                Some(cell) => Problem::WordFigure { cell, printed, typed },
                None => Problem::WordFixed { printed, typed },
            };
            self.findings.add(passage.span, problem);
        }
        if merged.conflict {
            let (edited, now) = (shown(edited), shown(&passage.tokens));
            self.findings.add(passage.span, Problem::WordConflict { edited, now });
        }
        if signature(&merged.tokens) != signature(&passage.tokens) {
            self.revise(at, passage, &merged.tokens);
        }
    }

    /// Writes into a paragraph what it is to say.
    fn revise(&mut self, at: usize, as_sent: &Passage, edited: &[Token]) {
        let passage = &self.now[at];
        let revision = revise(as_sent, passage, edited, &self.plan.loose, self.sources);
        for (made, printed, typed) in revision.typed_over.clone() {
            let place = passage.place_of(made);
            let problem = match passage.made[made].cell.clone() {
                Some(cell) => Problem::WordFigure { cell, printed, typed },
                None => Problem::WordFixed { printed, typed },
            };
            self.findings.add(place, problem);
        }
        self.plan.loose.extend(revision.loose.clone());
        if !revision.splices.is_empty() {
            let Revision { splices, meant, .. } = revision;
            self.plan.changed.insert(at, Change { splices, meant });
        }
    }

    /// The new order: section by section as they stand in the files, within each as it came back. What is new in the
    /// files, and what was not to go, stands in its old place.
    fn order(&mut self) {
        let sections = Sections::of(
            self.now,
            &self.lines.iter().map(|come| come.line.kind).collect::<Vec<_>>(),
            &self.known,
        );
        let mut stand: BTreeSet<usize> = self.known.iter().flatten().copied().collect();
        for moved in self.headings(&sections) {
            stand.remove(&moved);
        }
        let mut order: Vec<Entry> = Vec::new();
        for section in sections.in_files() {
            let lines: Vec<usize> = (0..self.lines.len())
                .filter(|line| {
                    self.lines[*line].line.kind != LineKind::Note && sections.stands_under(*line, section)
                })
                .collect();
            let own = |line: &usize| self.known[*line].filter(|at| sections.of_file[*at] == section);
            let sequence: Vec<usize> = lines.iter().filter_map(own).collect();
            let mut kept = in_order(&sequence).into_iter();
            for line in lines {
                match self.known[line] {
                    None if self.is_new(line) => {
                        let kind = self.lines[line].line.kind;
                        order.push(Entry::New { kind, tokens: self.tokens(line) });
                    }
                    None => {}
                    Some(at) if sections.of_file[at] == section => {
                        let stays = kept.next().unwrap_or(true);
                        if stays || self.may_move(at) {
                            order.push(Entry::Old(at));
                        }
                        if !stays && self.now[at].is_authored() {
                            self.plan.moved.push(at);
                        }
                    }
                    // Text whose own heading went or was moved has not been moved by itself: it is told with the heading.
                    Some(at) if sections.of_file[at].is_none_or(|heading| stand.contains(&heading)) => {
                        let moves = self.may_move(at);
                        order.extend(moves.then_some(Entry::Old(at)));
                        self.plan.moved.extend(moves.then_some(at));
                    }
                    Some(_) => {}
                }
            }
        }
        self.plan.order = with_all(order, self.now.len(), &self.plan.moved);
    }

    /// Tells of sections that stand elsewhere, and of new ones with the text under them. Neither is torn. Gives the
    /// headings that stand elsewhere.
    fn headings(&mut self, sections: &Sections) -> BTreeSet<usize> {
        let known: Vec<usize> = (0..self.lines.len())
            .filter_map(|line| sections.heading_line(line).then_some(self.known[line]?))
            .collect();
        let kept = in_order(&known);
        let moved: BTreeSet<usize> =
            known.iter().zip(kept).filter(|(_, kept)| !kept).map(|(at, _)| *at).collect();
        for &at in &moved {
            let passage = &self.now[at];
            let within = sections.above(self.now, at).is_some_and(|above| moved.contains(&above));
            if !within {
                let problem =
                    Problem::WordUnplaced { text: shown(&passage.tokens), why: Unplaced::MovedHeading };
                self.findings.add(passage.span, problem);
            }
        }
        for line in 0..self.lines.len() {
            if sections.is_under_new(line)
                && self.is_new(line)
                && self.lines[line].line.kind != LineKind::Note
            {
                let problem =
                    Problem::WordUnplaced { text: shown(&self.lines[line].tokens), why: Unplaced::Heading };
                self.findings.add(self.near(line), problem);
            }
        }
        moved
    }

    fn is_new(&self, line: usize) -> bool {
        self.of_sent[line].is_none() && self.known[line].is_none()
    }

    /// Paragraphs and list items move; what the program says stays, and that is told.
    fn may_move(&mut self, at: usize) -> bool {
        let passage = &self.now[at];
        if !passage.is_authored() {
            let problem = Problem::WordDropped { what: Dropped::Moved, text: shown(&passage.tokens) };
            self.findings.add(passage.span, problem);
        }
        passage.is_authored()
    }

    /// Where a line that came back stands now, or what stands before it.
    fn near(&self, line: usize) -> Span {
        let known = self.known[..=line].iter().rev().find_map(|known| *known);
        let first = self.now.first().expect("a document prints its designation: compose");
        known.map_or(first.span, |at| self.now[at].span)
    }

    /// Comments, tracked changes that are not made, notes, and what lies outside.
    fn tell(&mut self, returned: &Returned, changes: TrackChanges) {
        for (line, come) in self.lines.iter().enumerate() {
            for comment in come.line.comments.iter().filter_map(|id| returned.comments.get(id)) {
                let super::returned::Comment { author, text, answers, is_resolved, .. } = comment.clone();
                let problem = Problem::WordComment { author, text, answers, resolved: is_resolved };
                self.findings.add(self.near(line), problem);
            }
            for Odd { what, text, .. } in come.line.odd.clone() {
                let text = text.trim().to_owned();
                self.findings.add(self.near(line), Problem::WordDropped { what, text });
            }
        }
        self.tell_described();
        self.tell_package(returned);
        for (line, come) in self.lines.iter().enumerate() {
            if come.line.kind == LineKind::Note && self.is_new(line) {
                let text = shown(&come.tokens);
                let of = self.lines[..line].iter().rposition(|before| before.line.kind != LineKind::Note);
                let at = self.near(of.unwrap_or(line));
                self.findings.add(at, Problem::WordUnplaced { text, why: Unplaced::Note });
            }
        }
        let top = self.now.first().expect("a document prints its designation: compose").span;
        for address in returned.outside.clone() {
            self.findings.add(top, Problem::WordOutside { address });
        }
        if changes == TrackChanges::All {
            self.tell_tracked(returned);
        }
    }

    /// Pictures that came and went, and words for pictures and tables that are others.
    fn tell_described(&mut self) {
        let come: Vec<(usize, Described)> = (self.lines.iter().enumerate())
            .flat_map(|(at, come)| come.line.described.iter().map(move |described| (at, described.clone())))
            .collect();
        for is_table in [false, true] {
            let kept = self.sent.iter().map(|sent| sent.kept).enumerate();
            let kept = kept.filter(|(_, kept)| is_table == self::is_table(kept) && kept.described.is_some());
            let mut sent: Vec<(usize, String)> =
                kept.map(|(at, kept)| (at, kept.described.clone().unwrap_or_default())).collect();
            let mut new: Vec<&(usize, Described)> = Vec::new();
            for one in come.iter().filter(|(_, described)| described.is_table == is_table) {
                match sent.iter().position(|(_, words)| shown_alike(words, &one.1.words)) {
                    Some(found) => drop(sent.remove(found)),
                    None => new.push(one),
                }
            }
            self.tell_others(sent, new, is_table);
        }
    }

    fn tell_others(&mut self, sent: Vec<(usize, String)>, new: Vec<&(usize, Described)>, is_table: bool) {
        let place =
            |at: usize, merger: &Self| merger.of_now[at].map_or(merger.now[0].span, |at| merger.now[at].span);
        let changed = sent.len().min(new.len());
        for ((at, _), (_, described)) in sent.iter().zip(&new) {
            let text = described.words.clone();
            self.findings.add(place(*at, self), Problem::WordDropped { what: Dropped::PictureWords, text });
        }
        if is_table {
            // Tables that came and went are told with their cells.
            return;
        }
        // The drawing of a chart stands in a Word file only where its words could be set; its caption is the program's.
        let gone = sent.into_iter().skip(changed);
        let gone = gone.filter(|(at, _)| self.sent[*at].kept.key.hand() == Hand::Author);
        for (at, text) in gone.collect::<Vec<_>>() {
            self.findings.add(place(at, self), Problem::WordDropped { what: Dropped::PictureGone, text });
        }
        for (line, described) in new.into_iter().skip(changed) {
            let text = described.words.clone();
            self.findings.add(self.near(*line), Problem::WordDropped { what: Dropped::Picture, text });
        }
    }

    /// Running heads that say something else than was sent, and parts that are not known.
    fn tell_package(&mut self, returned: &Returned) {
        let top = self.now[0].span;
        for said in &returned.heads {
            let mut rest = text(&of_line(&Line {
                runs: vec![Run { text: said.clone(), ..Run::default() }],
                ..Line::default()
            }));
            let sent =
                self.heads.iter().map(|head| plain_of(head)).filter(|head| rest.contains(head.as_str()));
            if let Some(head) = sent.max_by_key(String::len) {
                rest = rest.replacen(&head, "", 1);
            }
            let is_ours = |word: &str| {
                word == "UTKAST"
                    || word == "Sida"
                    || word.chars().all(|c| c.is_ascii_digit() || "()".contains(c))
            };
            if !self.heads.is_empty() && !rest.split_whitespace().all(is_ours) {
                let text = said.split_whitespace().collect::<Vec<_>>().join(" ");
                self.findings.add(top, Problem::WordDropped { what: Dropped::Head, text });
            }
        }
        for kind in returned.unknown.clone() {
            let problem = Problem::WordDropped { what: Dropped::Part(kind), text: String::new() };
            self.findings.add(top, problem);
        }
    }

    /// Tracked changes that are only told, at the paragraph that they stand in.
    fn tell_tracked(&mut self, returned: &Returned) {
        let mut at = 0;
        let all = returned.lines.iter().chain(returned.notes.values().flatten());
        for line in all.filter(|line| line.is_tracked()) {
            let (before, after) =
                (line.text_with(TrackChanges::Reject), line.text_with(TrackChanges::Accept));
            let same = |come: &Come| {
                come.line.keys.iter().any(|key| line.keys.contains(key)) || come.line.text() == before
            };
            let further = self.lines[at..].iter().position(same).map(|found| at + found);
            at = further.or_else(|| self.lines.iter().position(same)).unwrap_or(at);
            let [before, after] = [before, after].map(|text| text.trim().to_owned());
            let author = line.author().unwrap_or_default().to_owned();
            let span = self.near(at.min(self.lines.len().saturating_sub(1)));
            self.findings.add(span, Problem::WordTracked { author, before, after });
        }
    }
}

/// Words for a picture, but for how spaces are written. A chart is described by its table and every value of it.
fn shown_alike(sent: &str, come: &str) -> bool {
    plain_of(sent) == plain_of(come)
}

fn plain_of(words: &str) -> String {
    let run = Run { text: words.to_owned(), ..Run::default() };
    text(&of_line(&Line { runs: vec![run], ..Line::default() }))
}

/// Gives the words that are still there what they have lost of how they were sent.
fn restore(sent: &[Token], come: &mut [Token], give: impl Fn(&mut Look, &Look)) {
    let words =
        |tokens: &[Token]| -> Vec<String> { tokens.iter().map(|token| token.look.text.clone()).collect() };
    for op in capture_diff_slices(Algorithm::Myers, &words(sent), &words(come)) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            (0..len).for_each(|at| give(&mut come[new_index + at].look, &sent[old_index + at].look));
        }
    }
}

/// Whether all words have one stress.
fn is_even(tokens: &[Token]) -> bool {
    let mut stresses = tokens.iter().filter(|token| !token.is_space()).map(|token| token.look.stress);
    stresses.next().is_none_or(|first| stresses.all(|stress| stress == first))
}
