//! Amounts typed into prose, against the cells that their sentence or heading is about: those of the sheets that the same
//! part of the document shows, since what one bilaga calls by a word is not what the report does.
//!
//! An amount that equals a cell should be a reference; one whose words name a column and whose post is known, and which
//! equals none of those cells, contradicts the table; and words of direction must agree with the cell's sign.

use std::collections::BTreeMap;
use std::ops::Range;

use super::known::{Known, Shown, begins, words};
use super::passage::Passage;
use super::qualified::is_qualified;
use super::speech::{self, Speech};
use crate::diagnostic::{Findings, Problem};
use crate::document::reading::Mention;
use crate::document::tree::Document;
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, SWEDISH, Unit};
use crate::figures::sheet::Book;
use crate::project::source::{Sources, Span};

pub(super) fn check(
    passages: &[Passage],
    document: &Document,
    book: &Book,
    sources: &Sources,
    findings: &mut Findings,
) {
    if book.sheets().next().is_none() {
        return;
    }
    let mut known = BTreeMap::new();
    let shown: Vec<_> = document.parts.iter().map(|part| Shown::in_part(part, book, &mut known)).collect();
    let year = document.meta.date.value.year();
    for passage in passages {
        for mention in &passage.mentions {
            let money = mention.amount.unit() == Unit::Kronor;
            let Some(at) = passage.place(&mention.range, sources).filter(|_| money) else { continue };
            let open = is_qualified(passage, &mention.range, year);
            Judge { passage, mention, shown: &shown[passage.part], at, open, findings }.judge();
        }
        for (range, cell, at) in &passage.figures {
            bound(passage, range, cell, *at, &shown[passage.part], findings);
        }
    }
}

/// The stem of the column that a change of the year's volume is told in.
const FORECAST: &str = "prognos";

/// Words of direction and the sign of the deviation they go with: a surplus and a lower cost are positive.
const DIRECTIONS: [(&str, bool, bool); 10] = [
    // stem, positive deviation, said of costs
    ("överskott", true, false),
    ("underskott", false, false),
    ("minskad", true, true),
    ("minskning", true, true),
    ("omslutningsminskning", true, true),
    ("lägre", true, true),
    ("ökad", false, true),
    ("ökning", false, true),
    ("omslutningsökning", false, true),
    ("högre", false, true),
];

struct Judge<'a> {
    passage: &'a Passage,
    mention: &'a Mention,
    shown: &'a Shown<'a>,
    at: Span,
    /// The sentence does not plainly say what a table shows.
    open: bool,
    findings: &'a mut Findings,
}

/// A reference whose words of direction do not agree with the sign that its cell has now.
fn bound(
    passage: &Passage,
    range: &Range<usize>,
    cell: &CellRef,
    at: Span,
    shown: &Shown<'_>,
    findings: &mut Findings,
) {
    let Some(known) = shown.cells.iter().find(|known| known.cell == cell && known.deviation) else { return };
    let exact = known.figure.rounded().exact();
    let mention = Mention {
        range: range.clone(),
        amount: exact,
        rounding: known.figure.rounded().rounding(),
        signed: true,
        about: false,
        unit: true,
    };
    let judge = Judge { passage, mention: &mention, shown, at, open: false, findings };
    // Of other words of direction the reference itself chooses the right one (`:förändring`, `:jämförelse`).
    let said = judge
        .direction()
        .filter(|(word, _, _)| word.starts_with("överskott") || word.starts_with("underskott"));
    let Some((word, positive, cost)) = said else { return };
    if exact.is_zero() || (cost && !known.cost) || exact.is_negative() != positive {
        return;
    }
    let printed = known.figure.text(&SWEDISH);
    let problem = Problem::WrongDirection { word, cell: cell.to_string(), printed };
    judge.findings.add_two(at, problem, known.figure.at());
}

/// What an amount is said of, and how that is known.
enum Subject<'a> {
    /// Posts that its clause or sentence names.
    Named(Vec<&'a str>),
    /// Posts that the nearest heading names.
    Headed(Vec<&'a str>),
    /// No post is named.
    Nobody,
}

impl Judge<'_> {
    fn judge(mut self) {
        let text = self.passage.text[self.mention.range.clone()].to_owned();
        let words = self.words();
        let sentence: Vec<String> = words_of(self.passage, self.passage.sentence(&self.mention.range));
        let speech = Speech::of(&words, &sentence);
        let subject = self.subject();
        let shown = self.shown;
        let within: Vec<&Known<'_>> = match &subject {
            Subject::Named(posts) | Subject::Headed(posts) => shown.cells_of(posts),
            Subject::Nobody => shown.cells.iter().collect(),
        };
        let named = |known: &&Known<'_>| {
            let by_title = !speech.strong && words.iter().any(|word| begins(word, &known.column));
            by_title || (speech.deviation && known.deviation)
        };
        let meant: Vec<&Known<'_>> = within.iter().copied().filter(named).collect();
        let matching: Vec<&Known<'_>> = meant.iter().copied().filter(|known| self.equals(known)).collect();
        if !matching.is_empty() {
            return self.agreeing(&matching, &words, text);
        }
        if meant.iter().any(|known| self.mention.is_about(known.figure.rounded().exact())) {
            return;
        }
        // Nobody's amount of few digits equals some total by chance.
        let telling =
            self.mention.amount.round(self.mention.rounding).is_ok_and(|it| it.steps().abs() >= 100);
        let elsewhere = within.iter().copied().filter(|known| match subject {
            Subject::Named(_) | Subject::Headed(_) => !speech.strong || known.result,
            Subject::Nobody => telling && shown.totals.contains(known.cell.post.as_str()),
        });
        let elsewhere: Vec<&Known<'_>> = elsewhere.filter(|known| self.equals(known)).collect();
        let held = if self.open { Vec::new() } else { self.held(meant, &subject, speech) };
        if let Some(best) = self.best(&elsewhere, &words) {
            self.offer(best, text);
        } else if held.is_empty() {
            self.findings.add(self.at, Problem::UnaccountedAmount { text });
        } else {
            self.contradict(&held, &words, text);
        }
    }

    /// The cells of those that are meant which the amount, being none of them, contradicts: none where the words may
    /// speak of something else.
    fn held<'k>(
        &self,
        meant: Vec<&'k Known<'k>>,
        subject: &Subject<'_>,
        speech: Speech,
    ) -> Vec<&'k Known<'k>> {
        let before = words_of(
            self.passage,
            self.passage.sentence(&self.mention.range).start..self.mention.range.start,
        );
        if speech.apart || (speech.strong && speech::explains(&before)) {
            return Vec::new();
        }
        match subject {
            Subject::Named(posts) if self.is_said_of(posts) => meant,
            Subject::Headed(_) if self.is_plain() => meant,
            Subject::Nobody
                if speech.strong
                    && !speech.volume
                    && self.shown.totals.len() == 1
                    && self.is_of_all()
                    && self.is_plain() =>
            {
                let total = |known: &&Known<'_>| self.shown.totals.contains(known.cell.post.as_str());
                meant.into_iter().filter(total).collect()
            }
            Subject::Named(_) | Subject::Headed(_) | Subject::Nobody => Vec::new(),
        }
    }

    /// Whether the sentence, or the one before it in the words, says that it is of the whole: the nämnd, the city, the total.
    fn is_of_all(&self) -> bool {
        const ALL: [&str; 9] =
            ["bolag", "förvaltning", "kommun", "kontor", "nämnd", "region", "sammantag", "stad", "total"];
        let sentence = words_of(self.passage, self.passage.sentence(&self.mention.range));
        sentence.iter().any(|word| ALL.iter().any(|stem| word.starts_with(stem) || word.ends_with("nämnden")))
    }

    /// Whether nothing else is named between the name of a post and the amount.
    fn is_said_of(&self, posts: &[&str]) -> bool {
        let clause = self.passage.clause(&self.mention.range);
        let before = words_of(self.passage, clause.start..self.mention.range.start);
        let named = |words: &[String]| self.runs(words).into_iter().filter(|run| posts.contains(&run.post));
        let after = words_of(self.passage, self.mention.range.end..clause.end);
        match named(&before).map(|run| run.words.end).max() {
            Some(end) => before[end..].iter().all(|word| self.leaves_open(word)),
            None => named(&after).next().is_some() || self.is_plain(),
        }
    }

    /// Whether no word of the clause names something that the tables do not: then it is about what its heading is.
    fn is_plain(&self) -> bool {
        let clause = self.passage.clause(&self.mention.range);
        let before = words_of(self.passage, clause.start..self.mention.range.start);
        let mut after = words_of(self.passage, self.mention.range.end..clause.end).into_iter();
        let of = after.next().filter(|word| speech::binds(word)).and_then(|_| after.next());
        before.iter().chain(&of).all(|word| self.leaves_open(word))
    }

    fn leaves_open(&self, word: &str) -> bool {
        speech::is_plain(word) || self.shown.is_title(word)
    }

    fn equals(&self, known: &Known<'_>) -> bool {
        self.mention.may_be(known.figure.rounded().exact()) && !self.is_nothing(known)
    }

    /// The words that say what the amount is: its clause; where that speaks of no column, the sentence before it too; and
    /// for an item of a list, the lead and the heading of the list.
    fn words(&self) -> Vec<String> {
        let mut all = words_of(self.passage, self.passage.clause(&self.mention.range));
        if !self.passage.lead.is_empty() {
            all.extend(
                words(self.passage.headings.last().map_or("", String::as_str))
                    .chain(words(&self.passage.lead)),
            );
        }
        if !all.iter().any(|word| speech::speaks(word) || self.shown.is_column(word)) {
            all.extend(words(self.sentence_before()));
        }
        all
    }

    fn sentence_before(&self) -> &str {
        let sentence = self.passage.sentence(&self.mention.range);
        &self.passage.text[sentence.start..self.mention.range.start]
    }

    /// The posts that the amount is said of: named in its clause, its sentence, or the nearest heading that names one.
    fn subject(&self) -> Subject<'_> {
        let clause = &self.passage.text[self.passage.clause(&self.mention.range)];
        let named = |place: &str| Some(self.named_in(place)).filter(|posts| !posts.is_empty());
        let mut said = [clause, self.sentence_before()].into_iter();
        let mut headed = self.passage.headings.iter().rev();
        if let Some(posts) = said.find_map(named) {
            Subject::Named(posts)
        } else if let Some(posts) = headed.find_map(|heading| named(heading)) {
            Subject::Headed(posts)
        } else {
            Subject::Nobody
        }
    }

    fn named_in(&self, place: &str) -> Vec<&str> {
        let words: Vec<String> = words(place).collect();
        self.runs(&words).into_iter().map(|run| run.post).collect()
    }

    /// The names of posts among words; where one name holds another, the longer.
    fn runs(&self, words: &[String]) -> Vec<Run<'_>> {
        let named = self.shown.names_in(words).into_iter();
        let found: Vec<Run<'_>> =
            named.map(|(post, at, length)| Run { words: at..at + length, post }).collect();
        let covers = |one: &Run<'_>, other: &Run<'_>| {
            other.words.start <= one.words.start
                && one.words.end <= other.words.end
                && other.words.len() > one.words.len()
        };
        let covered: Vec<bool> =
            found.iter().map(|one| found.iter().any(|other| covers(one, other))).collect();
        found.into_iter().zip(covered).filter(|(_, covered)| !covered).map(|(run, _)| run).collect()
    }

    /// An amount that equals a cell: its direction must agree, and then it should be a reference.
    fn agreeing(&mut self, matching: &[&Known<'_>], words: &[String], text: String) {
        let Some(best) = self.best(matching, words) else { return };
        if let Some((word, positive, cost)) = self.direction() {
            let judged: Vec<&&Known<'_>> =
                matching.iter().filter(|known| known.deviation && (known.cost || !cost)).collect();
            let agrees = |known: &&&Known<'_>| known.figure.rounded().exact().is_negative() != positive;
            if let Some(first) = judged.first().filter(|_| !judged.iter().any(agrees)) {
                let printed = first.figure.text(&SWEDISH);
                let (cell, other) = (first.cell.to_string(), first.figure.at());
                self.findings.add_two(self.at, Problem::WrongDirection { word, cell, printed }, other);
                return;
            }
        }
        self.offer(best, text);
    }

    fn offer(&mut self, best: &Known<'_>, text: String) {
        let signed = self.mention.signed || !best.figure.rounded().exact().is_negative();
        let cell = if signed { best.cell.to_string() } else { format!("{}:belopp", best.cell) };
        self.findings.add(self.at, Problem::UnboundAmount { text, cell });
    }

    fn contradict(&mut self, meant: &[&Known<'_>], words: &[String], text: String) {
        let written = self.mention.amount.absolute();
        let distance = |known: &&&Known<'_>| {
            let by = known.figure.rounded().exact().absolute().minus(written).map(Amount::absolute);
            (self.rank(known, words), by.ok().map(|by| by.fraction()))
        };
        let Some(near) = meant.iter().filter(|known| !self.is_nothing(known)).min_by_key(distance) else {
            self.findings.add(self.at, Problem::UnaccountedAmount { text });
            return;
        };
        let (cell, printed, other) = (near.cell.to_string(), near.figure.text(&SWEDISH), near.figure.at());
        self.findings.add_two(self.at, Problem::ContradictsTable { text, cell, printed }, other);
    }

    /// Of cells that all fit, the likeliest.
    fn best<'k>(&self, fitting: &[&'k Known<'k>], words: &[String]) -> Option<&'k Known<'k>> {
        fitting.iter().min_by_key(|known| self.rank(known, words)).copied()
    }

    /// How far a cell is from what the words say, in the order of what weighs most: the forecast where the year's volume
    /// changes, the row that is named, the result where a surplus or deficit is told, costs before revenues.
    fn rank(&self, known: &Known<'_>, words: &[String]) -> (bool, bool, bool, bool) {
        let says = |stem: &str| words.iter().any(|word| word.starts_with(stem));
        let volume =
            (says("omslutning") || says("budgetjuster")) && !known.column.iter().any(|stem| stem == FORECAST);
        let result = (says("överskott") || says("underskott")) && (known.cost || !known.deviation);
        (volume, !self.row_is_said(known), result, !known.cost)
    }

    /// Whether the row of a cell is named before the amount, or by the two words after it.
    fn row_is_said(&self, known: &Known<'_>) -> bool {
        let clause = self.passage.clause(&self.mention.range);
        let before = words(&self.passage.text[clause.start..self.mention.range.start]);
        let after = words(&self.passage.text[self.mention.range.end..clause.end]).take(2);
        let named = |word: String| known.row.iter().any(|stem| word.contains(stem.as_str()));
        before.chain(after).any(named)
    }

    fn is_nothing(&self, known: &Known<'_>) -> bool {
        known.figure.rounded().steps() == 0
    }

    /// The word of direction nearest before the amount in its clause, else the first after it.
    fn direction(&self) -> Option<(String, bool, bool)> {
        let clause = self.passage.clause(&self.mention.range);
        let before: Vec<String> = words(&self.passage.text[clause.start..self.mention.range.start]).collect();
        let after: Vec<String> =
            words(&self.passage.text[self.mention.range.end..clause.end]).take(3).collect();
        let lead: Vec<String> = words(&self.passage.lead).collect();
        let all = before.iter().rev().chain(&after).chain(lead.iter().rev());
        all.filter_map(|word| {
            let known = DIRECTIONS
                .iter()
                .filter(|(stem, _, _)| word.starts_with(stem))
                .max_by_key(|(stem, _, _)| stem.len());
            known.map(|(_, positive, cost)| (word.clone(), *positive, *cost))
        })
        .next()
    }
}

/// The name of a post among words.
struct Run<'a> {
    words: Range<usize>,
    post: &'a str,
}

fn words_of(passage: &Passage, range: Range<usize>) -> Vec<String> {
    words(&passage.text[range]).collect()
}
