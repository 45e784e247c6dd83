//! A total named in a sentence with its parts beside it: `62 mnkr, fördelat på 40 mnkr och 21 mnkr`. Parts that are all
//! of it must make it; parts that are some of it (`varav`) must not exceed it.

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::document::reading::Mention;
use crate::figures::money::{Footing, Interval, Unit};
use crate::project::source::{Sources, Span};

/// Words after which the parts that follow are the whole.
const ALL: [&str; 4] = ["fördelat på", "fördelade på", "bestående av", "uppdelat på"];

/// Words after which the parts that follow are some of the whole. Counts without a unit are left alone there: other numbers
/// of the sentence look the same.
const SOME: [&str; 2] = ["varav", "därav"];

pub(super) fn check(passages: &[Passage], sources: &Sources, findings: &mut Findings) {
    for passage in passages {
        for (cue, whole) in ALL.iter().map(|cue| (cue, true)).chain(SOME.iter().map(|cue| (cue, false))) {
            for (at, _) in passage.text.match_indices(cue) {
                let mut sentence = passage.sentence(&(at..at + cue.len()));
                // A clause about one of the parts is about something else: `varav 71 mnkr avser hallen, som totalt kostar …`.
                if let Some(aside) = passage.text[at..sentence.end].find(", som ") {
                    sentence.end = at + aside;
                }
                let (before, after): (Vec<&Mention>, Vec<&Mention>) = passage
                    .mentions
                    .iter()
                    .filter(|mention| {
                        sentence.start <= mention.range.start && mention.range.end <= sentence.end
                    })
                    .partition(|mention| mention.range.end <= at);
                let Some(total) = before.last() else { continue };
                // Per cent of which one alone is more than the whole are of something else, and do not add up.
                let more = |part: &&Mention| {
                    part.amount.minus(total.amount).is_ok_and(|more| !more.is_negative() && !more.is_zero())
                };
                if !whole && total.amount.unit() == Unit::Share && after.iter().any(more) {
                    continue;
                }
                if let Some(parts) = misses(total, &after, whole)
                    && let Some(place) = place(passage, total, sources)
                {
                    let total = passage.text[total.range.clone()].to_owned();
                    findings.add(place, Problem::PartsMissTotal { total, parts });
                }
            }
        }
    }
}

/// What the parts make together, as it is written, when that cannot be the total; rounding of each figure is allowed for.
fn misses(total: &Mention, after: &[&Mention], whole: bool) -> Option<String> {
    let same = |part: &&&Mention| {
        part.amount.unit() == total.amount.unit() && part.unit == total.unit && !part.about
    };
    let parts: Vec<&&Mention> = after.iter().filter(same).collect();
    if total.about || (!whole && !total.unit) || parts.len() < 2 || parts.len() != after.len() {
        return None;
    }
    let interval = |mention: &Mention| Interval::printed(mention.amount, mention.rounding);
    let nothing = Interval::nothing(total.amount);
    let added = parts.iter().try_fold(nothing, |sum, part| sum.plus(interval(part))).ok()?;
    let sum = added.amount();
    let foots = interval(total).foots(added).ok()? != Footing::Wrong;
    let less = !whole && !sum.minus(total.amount).ok()?.is_negative();
    let wrong = !foots && (whole || less);
    wrong
        .then(|| sum.round(total.rounding).ok().map(|sum| sum.text(&crate::figures::money::SWEDISH)))
        .flatten()
}

fn place(passage: &Passage, mention: &Mention, sources: &Sources) -> Option<Span> {
    let figure = passage
        .figures
        .iter()
        .find(|(range, _, _)| mention.range.start <= range.start && range.end <= mention.range.end);
    passage.place(&mention.range, sources).or(figure.map(|(_, _, at)| *at))
}
