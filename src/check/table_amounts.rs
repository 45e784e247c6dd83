//! Amounts typed into prose, against the cells that their sentence or heading is about: those of the sheets that the same
//! part of the document shows, since what one bilaga calls by a word is not what the report does.
//!
//! An amount that equals a cell should be a reference; one whose words name a column and whose post is known, and which
//! equals none of those cells, contradicts the table; and words of direction must agree with the cell's sign.

use std::collections::BTreeSet;

use super::passage::Passage;
use crate::diagnostic::{Findings, Problem};
use crate::document::{Block, Document, Part, Within};
use crate::figure::{CellRef, Figure};
use crate::money::{Amount, SWEDISH, Unit};
use crate::reading::Mention;
use crate::sheet::{Book, Sheet};
use crate::source::{Sources, Span};

pub(super) fn check(
    passages: &[Passage],
    document: &Document,
    book: &Book,
    sources: &Sources,
    findings: &mut Findings,
) {
    let shown: Vec<Shown<'_>> = document.parts.iter().map(|part| Shown::in_part(part, book)).collect();
    for passage in passages {
        let Shown { cells, posts } = &shown[passage.part];
        for mention in &passage.mentions {
            let money = mention.amount.unit() == Unit::Kronor;
            let Some(at) = passage.place(&mention.range, sources).filter(|_| money) else { continue };
            Judge { passage, mention, cells, posts, at, findings }.judge();
        }
    }
}

/// What the sheets hold that a part shows.
struct Shown<'a> {
    cells: Vec<Known<'a>>,
    posts: Vec<Named<'a>>,
}

impl<'a> Shown<'a> {
    /// All sheets, where the part shows none.
    fn in_part(part: &Part, book: &'a Book) -> Self {
        let figures = part.blocks.iter().flat_map(Block::figures);
        let posts: BTreeSet<&str> = figures
            .filter(|shown| shown.within == Within::Table)
            .map(|shown| shown.figure.cell().post.as_str())
            .collect();
        let shows = |sheet: &&Sheet| posts.iter().any(|post| sheet.ledger().posts.contains_key(*post));
        let shown: Vec<&Sheet> = book.sheets().filter(shows).collect();
        let sheets = if shown.is_empty() { book.sheets().collect() } else { shown };
        Self { cells: cells(&sheets), posts: posts_of(&sheets) }
    }
}

/// A cell with what words may name it by.
struct Known<'a> {
    cell: &'a CellRef,
    figure: &'a Figure,
    /// Stems of the words of its column's heading.
    column: Vec<String>,
    /// Stems of the words of its row's label.
    row: Vec<String>,
    /// It tells a difference, whose sign has a meaning.
    deviation: bool,
    /// Its row counts costs.
    cost: bool,
}

/// A post with the stems of its names.
struct Named<'a> {
    key: &'a str,
    names: Vec<Vec<String>>,
}

fn cells<'a>(sheets: &[&'a Sheet]) -> Vec<Known<'a>> {
    let of = |sheet: &Sheet, cell: &CellRef| {
        let column = sheet.column_title(&cell.column).map_or(Vec::new(), stems);
        let row = sheet.row_name(&cell.post, cell.row.as_deref()).map_or(Vec::new(), stems);
        (column, row, sheet.is_deviation(&cell.column), sheet.is_cost(&cell.post, cell.row.as_deref()))
    };
    let known = |(sheet, cell, figure): (&'a Sheet, &'a CellRef, &'a Figure)| {
        let (column, row, deviation, cost) = of(sheet, cell);
        Known { cell, figure, column, row, deviation, cost }
    };
    let money = |figure: &Figure| figure.rounded().exact().unit() == Unit::Kronor;
    let every = sheets.iter().flat_map(|sheet| sheet.cells().map(|(cell, figure)| (*sheet, cell, figure)));
    every.filter(|(_, _, figure)| money(figure)).map(known).collect()
}

fn posts_of<'a>(sheets: &[&'a Sheet]) -> Vec<Named<'a>> {
    sheets
        .iter()
        .flat_map(|sheet| sheet.post_names())
        .map(|(key, names)| Named { key, names: names.into_iter().map(stems).collect() })
        .collect()
}

/// Words that speak of a deviation whatever post they are said of, so that the amount must be one.
const STRONG: [&str; 4] = ["budgetjuster", "omslutning", "underskott", "överskott"];

/// Words that speak of a deviation.
const DEVIATION: [&str; 3] = ["avvik", "differens", "skillnad"];

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
    cells: &'a [Known<'a>],
    posts: &'a [Named<'a>],
    at: Span,
    findings: &'a mut Findings,
}

impl Judge<'_> {
    fn judge(mut self) {
        let text = self.passage.text[self.mention.range.clone()].to_owned();
        let words = self.words();
        let says = |stems: &[&str]| words.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
        let strong = says(&STRONG);
        let deviation = strong || says(&DEVIATION);
        let subjects = self.subjects();
        let named = |known: &&Known<'_>| {
            let by_title = !strong && words.iter().any(|word| begins(word, &known.column));
            by_title || (deviation && known.deviation)
        };
        let about = |known: &&Known<'_>| subjects.is_empty() || subjects.contains(&known.cell.post.as_str());
        let cells = self.cells;
        let within: Vec<&Known<'_>> = cells.iter().filter(about).collect();
        let meant: Vec<&Known<'_>> = within.iter().copied().filter(named).collect();
        let equal = |known: &&Known<'_>| {
            self.mention.may_be(known.figure.rounded().exact()) && !self.is_nothing(known)
        };
        let matching: Vec<&Known<'_>> = meant.iter().copied().filter(equal).collect();
        if !matching.is_empty() {
            return self.agreeing(&matching, &words, text);
        }
        let elsewhere: Vec<&Known<'_>> = if strong || subjects.is_empty() {
            Vec::new()
        } else {
            within.iter().copied().filter(equal).collect()
        };
        if let Some(best) = self.best(&elsewhere, &words) {
            self.offer(best, text);
        } else if !meant.is_empty() && (strong || !subjects.is_empty()) {
            self.contradict(&meant, &words, text);
        } else {
            self.findings.add(self.at, Problem::UnaccountedAmount { text });
        }
    }

    /// The words that say what the amount is: its clause; where that speaks of no column, the sentence before it too; and
    /// for an item of a list, the lead and the heading of the list.
    fn words(&self) -> Vec<String> {
        let clause = &self.passage.text[self.passage.clause(&self.mention.range)];
        let mut all: Vec<String> = words(clause).collect();
        if !self.passage.lead.is_empty() {
            all.extend(
                words(self.passage.headings.last().map_or("", String::as_str))
                    .chain(words(&self.passage.lead)),
            );
        }
        let titled = |word: &String| self.cells.iter().any(|known| begins(word, &known.column));
        let speaks = |word: &String| {
            STRONG.iter().chain(&DEVIATION).any(|stem| word.starts_with(stem)) || titled(word)
        };
        if !all.iter().any(speaks) {
            all.extend(words(self.sentence_before()));
        }
        all
    }

    fn sentence_before(&self) -> &str {
        let sentence = self.passage.sentence(&self.mention.range);
        &self.passage.text[sentence.start..self.mention.range.start]
    }

    /// The posts that the amount is said of: named in its clause, its sentence, or the nearest heading that names one.
    fn subjects(&self) -> Vec<&str> {
        let clause = &self.passage.text[self.passage.clause(&self.mention.range)];
        let places = [clause, self.sentence_before()]
            .into_iter()
            .chain(self.passage.headings.iter().rev().map(String::as_str));
        places.map(|place| self.named_in(place)).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn named_in(&self, place: &str) -> Vec<&str> {
        let words: Vec<String> = words(place).collect();
        let mut found: Vec<(usize, usize, &str)> = Vec::new();
        for post in self.posts {
            for name in post.names.iter().filter(|name| !name.is_empty()) {
                let runs = words.windows(name.len()).enumerate();
                let same =
                    |run: &[String]| run.iter().zip(name).all(|(word, stem)| word.starts_with(stem.as_str()));
                found
                    .extend(runs.filter(|(_, run)| same(run)).map(|(at, _)| (at, at + name.len(), post.key)));
            }
        }
        let covered = |one: &(usize, usize, &str)| {
            found
                .iter()
                .any(|other| other.0 <= one.0 && one.1 <= other.1 && other.1 - other.0 > one.1 - one.0)
        };
        found.iter().filter(|one| !covered(one)).map(|(_, _, key)| *key).collect()
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

fn begins(word: &str, stems: &[String]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem.as_str()))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The words of a name without their endings, for comparison by beginning. Short ones stand whole.
fn stems(name: &str) -> Vec<String> {
    const ENDINGS: [&str; 8] = ["erna", "arna", "er", "ar", "en", "et", "at", "ad"];
    let stem = |word: String| {
        let cut = ENDINGS
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .filter(|rest| rest.chars().count() >= 5);
        cut.map_or(word.clone(), str::to_owned)
    };
    words(name).filter(|word| word.chars().any(char::is_alphabetic)).map(stem).collect()
}
