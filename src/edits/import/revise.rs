//! What changed within a paragraph, as changes of the bytes that say it. What did not change keeps every byte.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::line::{LineKind, Stress};
use super::markup::{Loose, markup, opening};
use super::printed::Passage;
use super::token::{Look, Token, text};
use crate::project::source::Sources;

/// A change of bytes in the file of the paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) with: String,
}

/// The changes of a paragraph.
#[derive(Default)]
pub(super) struct Revision {
    pub(super) splices: Vec<Splice>,
    /// What the program makes and the editor typed over: its number, what it prints, what was typed.
    pub(super) typed_over: Vec<(usize, String, String)>,
    /// References that go with the words round them.
    pub(super) loose: Vec<Loose>,
    /// The paragraph as it is to print.
    pub(super) meant: Vec<Token>,
}

/// A stretch of the paragraph and what stands there after the edit.
#[derive(Clone, Debug, PartialEq)]
struct Region {
    old: Range<usize>,
    new: Range<usize>,
}

/// The changes that make of a paragraph what came back.
///
/// `as_sent` is the paragraph with what the program printed in it when it was sent, and `now` what it prints today.
pub(super) fn revise(
    as_sent: &Passage,
    now: &Passage,
    edited: &[Token],
    loose: &[Loose],
    sources: &Sources,
) -> Revision {
    let reviser = Reviser { passage: as_sent, edited, loose, sources };
    let mut revision = Revision::default();
    let mut regions: Vec<Region> = Vec::new();
    for region in reviser.regions() {
        for region in reviser.kept(region, &mut revision) {
            let region = reviser.whole_stresses(region);
            match regions.last_mut() {
                Some(last) if region.old.start < last.old.end || reviser.is_one(last, &region) => {
                    last.old.end = last.old.end.max(region.old.end);
                    last.new.end = last.new.end.max(region.new.end);
                }
                _ => regions.push(region),
            }
        }
    }
    let mut done = 0;
    for region in regions {
        revision.meant.extend(reviser.unchanged(done..region.old.start, now));
        revision.meant.extend(edited[region.new.clone()].iter().cloned());
        done = region.old.end;
        revision.splices.extend(reviser.splice(&region));
    }
    revision.meant.extend(reviser.unchanged(done..as_sent.tokens.len(), now));
    revision
}

/// What a passage that goes as a whole takes with it.
pub(super) fn loosened(passage: &Passage, sources: &Sources) -> Vec<Loose> {
    let all = 0..passage.made.len();
    all.filter_map(|made| loose(passage, made, sources)).collect()
}

fn loose(passage: &Passage, made: usize, sources: &Sources) -> Option<Loose> {
    let written = sources.slice(passage.made[made].at);
    let tokens = passage.tokens.iter().filter(|token| token.made == Some(made));
    let printed: Vec<String> = tokens.map(|token| token.look.text.clone()).collect();
    // What is written over lines is one line where it goes.
    let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
    (written.starts_with('{') && written.ends_with('}')).then_some(Loose { printed, written })
}

struct Reviser<'a> {
    passage: &'a Passage,
    edited: &'a [Token],
    loose: &'a [Loose],
    sources: &'a Sources,
}

impl Reviser<'_> {
    fn old(&self) -> &[Token] {
        &self.passage.tokens
    }

    /// A stretch that stays, with what the program prints in it today.
    fn unchanged(&self, stretch: Range<usize>, now: &Passage) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        let start = stretch.start;
        for (at, token) in self.old().get(stretch).unwrap_or_default().iter().enumerate() {
            match token.made {
                None => out.push(token.clone()),
                made if at > 0 && self.old()[start + at - 1].made == made => {}
                made => out.extend(now.tokens.iter().filter(|token| token.made == made).cloned()),
            }
        }
        out
    }

    /// The stretches that differ. Those that touch one made thing are one, and cover it.
    fn regions(&self) -> Vec<Region> {
        let old: Vec<&Look> = self.old().iter().map(|token| &token.look).collect();
        let new: Vec<&Look> = self.edited.iter().map(|token| &token.look).collect();
        let mut regions: Vec<Region> = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            let region = self.shifted(Region { old: op.old_range(), new: op.new_range() });
            let region = self.covering(region);
            match regions.last_mut() {
                Some(last) if last.old.end >= region.old.start && last.new.end >= region.new.start => {
                    last.old.end = last.old.end.max(region.old.end);
                    last.new.end = last.new.end.max(region.new.end);
                }
                _ => regions.push(region),
            }
        }
        regions
    }

    /// What is put in or taken out with a space goes with the space before it, where it could be either: it belongs to
    /// the words that it follows, and no line end is lost.
    fn shifted(&self, region: Region) -> Region {
        let space = |tokens: &[Token], at: Option<usize>| {
            at.and_then(|at| tokens.get(at)).is_some_and(Token::is_space)
        };
        let (old, new) = (&region.old, &region.new);
        let ends = match (old.is_empty(), new.is_empty()) {
            (true, false) => space(self.edited, new.end.checked_sub(1)),
            (false, true) => space(self.old(), old.end.checked_sub(1)),
            (true, true) | (false, false) => false,
        };
        let before =
            space(self.old(), old.start.checked_sub(1)) && space(self.edited, new.start.checked_sub(1));
        match ends && before {
            true => Region { old: old.start - 1..old.end - 1, new: new.start - 1..new.end - 1 },
            false => region,
        }
    }

    /// The region, widened over the made things that it cuts. What it is widened by is the same on both sides.
    fn covering(&self, mut region: Region) -> Region {
        let made = |at: usize| self.old().get(at).and_then(|token| token.made);
        let cut = |at: usize| at > 0 && made(at).is_some() && made(at - 1) == made(at);
        while cut(region.old.start) && region.new.start > 0 {
            region.old.start -= 1;
            region.new.start -= 1;
        }
        while cut(region.old.end) && region.new.end < self.edited.len() {
            region.old.end += 1;
            region.new.end += 1;
        }
        region
    }

    /// The region without what the program makes: that stays as it is, unless the words round it go and no number
    /// comes in its place.
    fn kept(&self, region: Region, revision: &mut Revision) -> Vec<Region> {
        let mut made: Vec<usize> =
            self.old()[region.old.clone()].iter().filter_map(|token| token.made).collect();
        made.dedup();
        let Some((&first, rest)) = made.split_first() else { return vec![region] };
        let new = &self.edited[region.new.clone()];
        let notes = made.iter().all(|made| self.is_note(*made));
        let goes =
            notes || (!new.iter().any(Token::has_digit) && made.iter().all(|made| self.can_go(*made, new)));
        if goes {
            revision.loose.extend(made.iter().filter_map(|made| loose(self.passage, *made, self.sources)));
            return vec![region];
        }
        // Over words that nothing was written for, it cannot be told which of the new ones are the clerk's.
        if !rest.is_empty() || self.passage.made[first].at.range().is_empty() {
            let typed = text(new);
            let told = made.iter().map(|made| (*made, self.prints(*made), typed.trim().to_owned()));
            revision.typed_over.extend(told);
            return Vec::new();
        }
        let (begin, end) = self.number(first, &region);
        let typed = text(&self.edited[begin..end]);
        revision.typed_over.push((first, self.prints(first), typed.trim().to_owned()));
        let of = self.extent(first);
        let before =
            Region { old: region.old.start..of.start.max(region.old.start), new: region.new.start..begin };
        let after = Region { old: of.end.min(region.old.end)..region.old.end, new: end..region.new.end };
        [before, after].into_iter().filter(|part| !part.old.is_empty() || !part.new.is_empty()).collect()
    }

    /// What refers to a note goes with the words round it, and comes back where the note does.
    fn is_note(&self, made: usize) -> bool {
        self.old().iter().any(|token| token.made == Some(made) && token.look.note.is_some())
    }

    /// What is written as a reference or literal goes when none of its words is left.
    fn can_go(&self, made: usize, new: &[Token]) -> bool {
        let words = self.old()[self.extent(made)].iter().filter(|token| !token.is_space());
        let left = words.filter(|word| word.look.text.chars().all(char::is_alphanumeric));
        let mut left = left.filter(|word| new.iter().any(|token| token.look.text == word.look.text));
        !self.passage.made[made].at.range().is_empty() && left.next().is_none()
    }

    fn prints(&self, made: usize) -> String {
        text(&self.old()[self.extent(made)])
    }

    fn extent(&self, made: usize) -> Range<usize> {
        let is = |token: &Token| token.made == Some(made);
        let start = self.old().iter().position(is).unwrap_or(0);
        let end = self.old().iter().rposition(is).map_or(0, |last| last + 1);
        start..end
    }

    /// The new words that stand where a made thing stood: all of a region that is nothing else, else from the first
    /// number to the last.
    fn number(&self, made: usize, region: &Region) -> (usize, usize) {
        let of = self.extent(made);
        let new = &self.edited[region.new.clone()];
        let first = new.iter().position(Token::has_digit).unwrap_or(0);
        let last = new.iter().rposition(Token::has_digit).map_or(0, |last| last + 1);
        let begin = if of.start <= region.old.start { 0 } else { first };
        let end = if of.end >= region.old.end { new.len() } else { last.max(begin) };
        (region.new.start + begin, region.new.start + end)
    }

    /// The region, widened over the stresses and links that it changes; within one of them it is left as it is.
    fn whole_stresses(&self, region: Region) -> Region {
        let mut region = region;
        if self.is_within_one(&region) {
            return region;
        }
        let within = |at: usize| self.old().get(at).and_then(|token| token.within.as_ref());
        let joined = |at: usize| at > 0 && within(at).is_some() && within(at) == within(at - 1);
        while joined(region.old.start) && region.new.start > 0 {
            region.old.start -= 1;
            region.new.start -= 1;
        }
        while joined(region.old.end) && region.new.end < self.edited.len() {
            region.old.end += 1;
            region.new.end += 1;
        }
        region
    }

    /// Two stretches that come to stand out alike, with only a space between them, are one.
    fn is_one(&self, left: &Region, right: &Region) -> bool {
        let between = &self.old()[left.old.end..right.old.start];
        let (last, first) = (self.edited[left.new.clone()].last(), self.edited[right.new.clone()].first());
        let alike = |(last, first): (&Token, &Token)| {
            let look = (last.look.stress, &last.look.link);
            look == (first.look.stress, &first.look.link) && look != (Stress::default(), &None)
        };
        matches!(between, [space] if space.is_space() && space.within.is_none())
            && last.zip(first).is_some_and(alike)
    }

    fn is_within_one(&self, region: &Region) -> bool {
        let inside = &self.old()[region.old.clone()];
        let Some(first) = inside.first() else { return self.host(region).is_some() };
        let one = inside.iter().all(|token| token.within == first.within);
        let emptied = first.within.is_some()
            && region.new.is_empty()
            && self.old().iter().filter(|token| token.within == first.within).count() == inside.len();
        one && !emptied && self.all_like(region, Some(first))
    }

    fn all_like(&self, region: &Region, like: Option<&Token>) -> bool {
        let plain = (Stress::default(), &None);
        let look = like.map_or(plain, |token| self.look_within(token));
        let mut new = self.edited[region.new.clone()].iter().filter(|token| !token.is_space());
        new.all(|token| (token.look.stress, &token.look.link) == look)
    }

    /// How text stands out where a token stands; a space itself never does.
    fn look_within<'a>(&'a self, token: &'a Token) -> (Stress, &'a Option<String>) {
        let fellow = token.within.as_ref().and_then(|within| {
            self.old().iter().find(|other| other.within.as_ref() == Some(within) && !other.is_space())
        });
        let token = fellow.unwrap_or(token);
        (token.look.stress, &token.look.link)
    }

    /// The neighbour of what is put in that it stands out like, and whether that stands before it.
    fn host(&self, region: &Region) -> Option<(&Token, bool)> {
        let left = region.old.start.checked_sub(1).and_then(|at| self.old().get(at));
        let right = self.old().get(region.old.start);
        let sides = [left.map(|token| (token, true)), right.map(|token| (token, false))];
        let mut sides = sides.into_iter().flatten().filter(|(token, _)| token.made.is_none());
        sides.find(|(token, _)| self.all_like(region, Some(token)))
    }

    fn splice(&self, region: &Region) -> Option<Splice> {
        let new = &self.edited[region.new.clone()];
        let within_one = self.is_within_one(region);
        let plain: Vec<Token>;
        let said = if within_one {
            let bare = |token: &Token| {
                let look = Look { stress: Stress::default(), link: None, ..token.look.clone() };
                Token { look, ..token.clone() }
            };
            plain = new.iter().map(bare).collect();
            &plain
        } else {
            new
        };
        let range = self.bytes(&region.old, &region.new, !within_one)?;
        let with = markup(said, self.loose);
        // At the begin of a paragraph some signs would make something else of it.
        let opens = region.old.start == 0 && self.passage.kind != LineKind::Note && !with.is_empty();
        Some(Splice { range, with: if opens { opening(&with) } else { with } })
    }

    /// The bytes of a stretch, with the marks of its stresses where `whole`; between two tokens, the place between.
    fn bytes(&self, stretch: &Range<usize>, new: &Range<usize>, whole: bool) -> Option<Range<usize>> {
        let place = |token: &Token| {
            let marks = token.within.clone().filter(|_| whole);
            marks.or(token.at.clone()).or_else(|| Some(self.passage.made[token.made?].at.range()))
        };
        let inside = &self.old()[stretch.clone()];
        let empty = Region { old: stretch.clone(), new: new.clone() };
        if let Some((host, before)) = self.host(&empty).filter(|_| inside.is_empty() && !whole) {
            let place = place(host)?;
            return Some(if before { place.end..place.end } else { place.start..place.start });
        }
        if let (Some(first), Some(last)) = (inside.first(), inside.last()) {
            return Some(place(first)?.start..place(last)?.end);
        }
        let left = stretch.start.checked_sub(1).and_then(|at| self.old().get(at));
        let right = self.old().get(stretch.start);
        let outer = |token: &Token| token.within.clone().or_else(|| place(token));
        let at = match (left, right) {
            (Some(left), Some(right)) if left.within == right.within => place(left)?.end,
            (Some(left), _) => outer(left)?.end,
            (None, Some(right)) => outer(right)?.start,
            (None, None) => self.passage.span.range().start,
        };
        Some(at..at)
    }
}
