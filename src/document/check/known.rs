//! The cells and posts that an amount in text may be held against, with the stems of the words that name them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::document::reading::MONTHS;
use crate::document::tree::{Block, Part, Within};
use crate::figures::figure::{CellRef, Figure};
use crate::figures::money::Unit;
use crate::figures::sheet::{Book, Sheet};

/// What the sheets hold that a part shows.
pub(super) struct Shown<'a> {
    /// Every cell that counts money.
    pub(super) cells: Vec<Known<'a>>,
    /// Every post.
    posts: Vec<Named<'a>>,
    /// The posts that sum others and that no post sums.
    pub(super) totals: BTreeSet<&'a str>,
    /// The stems of all columns and rows.
    titles: BTreeSet<String>,
    /// The stems of all columns.
    columns: BTreeSet<String>,
    /// The cells of each post, by their place.
    of_post: BTreeMap<&'a str, Vec<usize>>,
    /// The names that begin with a stem: the place of the post, and of the name.
    names: BTreeMap<String, Vec<(usize, usize)>>,
}

/// A cell with what words may name it by.
pub(super) struct Known<'a> {
    pub(super) cell: &'a CellRef,
    pub(super) figure: &'a Figure,
    /// Stems of the words of its column's heading.
    pub(super) column: Vec<String>,
    /// Stems of the words of its row's label.
    pub(super) row: Vec<String>,
    /// It tells a difference, whose sign has a meaning.
    pub(super) deviation: bool,
    /// Its column or row is called a result, so that a surplus or deficit may be one.
    pub(super) result: bool,
    /// Its row counts costs.
    pub(super) cost: bool,
}

/// A post with the stems of its names.
struct Named<'a> {
    key: &'a str,
    names: Vec<Vec<String>>,
}

impl<'a> Shown<'a> {
    /// All sheets, where the part shows none.
    ///
    /// What is shown by several parts is looked up once, in `known`.
    pub(super) fn in_part(
        part: &Part,
        book: &'a Book,
        known: &mut BTreeMap<Vec<usize>, Rc<Self>>,
    ) -> Rc<Self> {
        let figures = part.blocks.iter().flat_map(Block::figures);
        let posts: BTreeSet<&str> = figures
            .filter(|shown| shown.within == Within::Table)
            .map(|shown| shown.figure.cell().post.as_str())
            .collect();
        let shows = |sheet: &Sheet| posts.iter().any(|post| sheet.ledger().posts.contains_key(*post));
        let places = book.sheets().enumerate().filter(|(_, sheet)| shows(sheet)).map(|(at, _)| at).collect();
        let shown = |places: &Vec<usize>| {
            let all: Vec<&Sheet> = book.sheets().collect();
            let some: Vec<&Sheet> = places.iter().map(|at| all[*at]).collect();
            Rc::new(Self::of(if some.is_empty() { &all } else { &some }))
        };
        Rc::clone(known.entry(places).or_insert_with_key(shown))
    }

    fn of(sheets: &[&'a Sheet]) -> Self {
        let cells: Vec<Known<'a>> = sheets.iter().flat_map(|sheet| cells(sheet)).collect();
        let titles = cells.iter().flat_map(|known| known.column.iter().chain(&known.row)).cloned().collect();
        let posts = sheets.iter().flat_map(|sheet| sheet.post_names());
        let posts = posts.map(|(key, names)| Named { key, names: names.into_iter().map(stems).collect() });
        let posts: Vec<Named<'a>> = posts.collect();
        let totals = sheets.iter().flat_map(|sheet| totals(sheet)).collect();
        let columns = cells.iter().flat_map(|known| &known.column).cloned().collect();
        let mut of_post: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, known) in cells.iter().enumerate() {
            of_post.entry(&known.cell.post).or_default().push(at);
        }
        let mut names: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (at, post) in posts.iter().enumerate() {
            for (which, name) in post.names.iter().enumerate() {
                if let Some(first) = name.first() {
                    names.entry(first.clone()).or_default().push((at, which));
                }
            }
        }
        Self { cells, posts, totals, titles, columns, of_post, names }
    }

    /// Whether a word is a form of a word of a column's heading or a row's label.
    pub(super) fn is_title(&self, word: &str) -> bool {
        beginnings(word).any(|stem| self.titles.contains(stem))
    }

    /// Whether a word is a form of a word of a column's heading.
    pub(super) fn is_column(&self, word: &str) -> bool {
        beginnings(word).any(|stem| self.columns.contains(stem))
    }

    /// The cells of some posts, in their order.
    pub(super) fn cells_of(&self, posts: &[&str]) -> Vec<&Known<'a>> {
        let places: BTreeSet<usize> =
            posts.iter().filter_map(|post| self.of_post.get(post)).flatten().copied().collect();
        places.into_iter().map(|at| &self.cells[at]).collect()
    }

    /// The names of posts among words: the post, the name, and the word it begins at, in the order of the posts.
    pub(super) fn names_in(&self, words: &[String]) -> Vec<(&'a str, usize, usize)> {
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let begun = beginnings(word).filter_map(|stem| self.names.get(stem)).flatten();
            found.extend(begun.map(|(post, name)| (*post, *name, at)));
        }
        found.retain(|(post, name, at)| {
            let name = &self.posts[*post].names[*name];
            let run = words.get(*at..at + name.len());
            run.is_some_and(|run| run.iter().zip(name).all(|(word, stem)| is_of(word, stem)))
        });
        found.sort_unstable();
        let named = |(post, name, at): (usize, usize, usize)| {
            (self.posts[post].key, at, self.posts[post].names[name].len())
        };
        found.into_iter().map(named).collect()
    }
}

/// The beginnings of a word that are a stem of it.
fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
    ends.map(|end| &word[..end]).filter(|stem| is_of(word, stem))
}

fn cells<'a>(sheet: &'a Sheet) -> impl Iterator<Item = Known<'a>> {
    let known = |(cell, figure): (&'a CellRef, &'a Figure)| {
        let (column, row) = (
            sheet.column_title(&cell.column).map_or(Vec::new(), titled),
            sheet.row_name(&cell.post, cell.row.as_deref()).map_or(Vec::new(), stems),
        );
        Known {
            result: column.iter().chain(&row).any(|stem| stem.ends_with(RESULT)),
            deviation: sheet.is_deviation(&cell.column),
            cost: sheet.is_cost(&cell.post, cell.row.as_deref()),
            cell,
            figure,
            column,
            row,
        }
    };
    let money = |(_, figure): &(&CellRef, &Figure)| figure.rounded().exact().unit() == Unit::Kronor;
    sheet.cells().filter(money).map(known)
}

/// What the stem of the heading or label of a result ends in: Årets resultat, Balanskravsresultat.
const RESULT: &str = "result";

fn totals(sheet: &Sheet) -> impl Iterator<Item = &str> {
    let posts = &sheet.ledger().posts;
    let summed: BTreeSet<&str> = posts
        .values()
        .filter_map(|post| post.sum.as_ref())
        .flat_map(|sum| sum.value.iter().map(|part| part.value.as_str()))
        .collect();
    let sums = posts.iter().filter(|(_, post)| post.sum.is_some()).map(|(key, _)| key.as_str());
    sums.filter(move |key| !summed.contains(key))
}

/// The words of a text, in small letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a word begins as one of the stems does.
pub(super) fn begins(word: &str, stems: &[String]) -> bool {
    stems.iter().any(|stem| is_of(word, stem))
}

/// Whether a word is a form of a stem: it begins so. Of a short one only the genitive is: Va is not the beginning of var.
pub(super) fn is_of(word: &str, stem: &str) -> bool {
    let rest = word.strip_prefix(stem);
    rest.is_some_and(|rest| stem.chars().count() >= SHORT || rest.is_empty() || rest == "s")
}

/// Shorter stems stand whole.
const SHORT: usize = 4;

/// The stems of the heading of a column, without the months, which say when and not what.
fn titled(heading: &str) -> Vec<String> {
    let month = |stem: &String| MONTHS.iter().any(|month| month.starts_with(stem.as_str()));
    let (months, named): (Vec<String>, Vec<String>) = stems(heading).into_iter().partition(month);
    if named.is_empty() { months } else { named }
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
