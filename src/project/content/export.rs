//! Exports that a sheet takes figures from, and how what stands in them becomes posts, rows and columns.

use super::fields::{Fields, chosen, some_entries, word, words};
use super::ledger::SCALES;
use super::yaml::Node;
use crate::diagnostic::{Findings, Problem};
use crate::figures::ledger::{Accounts, DecimalSign, Separator};
use crate::figures::money::Scale;
use crate::project::source::{Span, Spanned};

/// An export, as the clerk named it.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// Its name, where it stands.
    pub span: Span,
    /// The path of its file within the project.
    pub file: Spanned<String>,
    /// What it is and how it is read.
    pub kind: ExportKind,
    /// The rows or posts whose sign is turned.
    pub turned: Vec<Spanned<String>>,
}

/// What an export is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportKind {
    /// Text with separators.
    Csv {
        /// The separator, where it is not to be found out.
        separator: Option<Separator>,
        /// How its rows become figures.
        mapping: RowMapping,
    },
    /// The Swedish standard for accounts.
    Sie(AccountMapping),
    /// A workbook.
    Xlsx {
        /// The name of its sheet, where it has more than one.
        sheet: Option<Spanned<String>>,
        /// How its rows become figures.
        mapping: RowMapping,
    },
}

/// A pair of names: one of the sheet, and what stands for it in the export.
pub type Named<T> = (Spanned<String>, T);

/// How accounts become figures.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountMapping {
    /// What of the accounts goes into which column.
    pub amounts: Vec<Named<Spanned<Measure>>>,
    /// The number of the dimension whose objects are posts.
    pub dimension: u32,
    /// The objects of each post.
    pub objects: Vec<Named<Vec<Spanned<String>>>>,
    /// The post of what has none of these objects.
    pub rest: Option<Spanned<String>>,
    /// The chart that says which accounts are which row.
    pub chart: Option<Spanned<String>>,
    /// The accounts of each row, before those of the chart; of each post, where the sheet has no rows.
    pub accounts: Chart,
}

/// The accounts of each row.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The rows with their accounts.
    pub rows: Vec<Named<Vec<Spanned<Accounts>>>>,
    /// Accounts that belong to no row.
    pub outside: Vec<Spanned<Accounts>>,
}

/// What is taken of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The budget of the period.
    Budget,
    /// The balance when the year ends, or when the export was made.
    Closing,
    /// The balance when the year begins.
    Opening,
    /// What was booked in the period.
    Outcome,
    /// What changed in the whole of the year before: a result, or the closing balance less the opening one.
    PriorChange,
    /// The balance when the year before ended.
    PriorClosing,
    /// The balance when the year before began.
    PriorOpening,
    /// What was booked in the same period of the year before.
    PriorOutcome,
    /// The budget of the year.
    YearBudget,
}

/// How rows of a table become figures.
#[derive(Clone, Debug, PartialEq)]
pub struct RowMapping {
    /// The heading of the column that says the post.
    pub post: Spanned<String>,
    /// The heading of the column that tells posts apart, where their names do not.
    pub key: Option<Spanned<String>>,
    /// The heading of the column that says which sum a post becomes a part of, where several sums draw on the export.
    pub group: Option<Spanned<String>>,
    /// The heading of the column that says the row, where the sheet has rows.
    pub row: Option<Spanned<String>>,
    /// The headings of the columns with amounts, by the column of the sheet, or by row and column: `kostnader.vp`.
    pub amounts: Vec<Named<Spanned<String>>>,
    /// The headings of the columns with words and dates, named likewise.
    pub words: Vec<Named<Spanned<String>>>,
    /// What the export calls posts and rows, where it is neither their keys nor their names.
    pub called: Vec<Named<Vec<Spanned<String>>>>,
    /// What stands in the column of the post on rows that the sheet does not show.
    pub outside: Vec<Spanned<String>>,
    /// The scale of its amounts, where it is not the sheet's.
    pub scale: Option<Scale>,
    /// The sign of its decimals, where the file does not show it.
    pub decimals: Option<DecimalSign>,
}

#[derive(Clone, Copy)]
enum Word {
    Csv,
    Sie,
    Xlsx,
}

const KINDS: [(&str, Word); 3] = [("csv", Word::Csv), ("sie", Word::Sie), ("xlsx", Word::Xlsx)];

pub(super) const MEASURES: [(&str, Measure); 9] = [
    ("budget", Measure::Budget),
    ("förändring föregående år", Measure::PriorChange),
    ("ingående balans", Measure::Opening),
    ("ingående balans föregående år", Measure::PriorOpening),
    ("utfall", Measure::Outcome),
    ("utfall föregående år", Measure::PriorOutcome),
    ("utgående balans", Measure::Closing),
    ("utgående balans föregående år", Measure::PriorClosing),
    ("årsbudget", Measure::YearBudget),
];

impl Measure {
    /// The word that a sheet has for it.
    pub fn word(self) -> &'static str {
        MEASURES.iter().find(|(_, measure)| *measure == self).map_or("", |(word, _)| word)
    }
}

pub(super) const DECIMAL_SIGNS: [(&str, DecimalSign); 2] =
    [("komma", DecimalSign::Comma), ("punkt", DecimalSign::Point)];

pub(super) const SEPARATORS: [(&str, Separator); 4] = [
    ("komma", Separator::Comma),
    ("lodstreck", Separator::Bar),
    ("semikolon", Separator::Semicolon),
    ("tabb", Separator::Tab),
];

/// Reads an export of a sheet.
pub(super) fn export(key: &Spanned<String>, node: &Node, findings: &mut Findings) -> Option<Export> {
    let mut fields = Fields::open(node, findings)?;
    let file = fields.need_word("fil", findings);
    fields.need("slag", findings);
    let Some(word) = fields.choice("slag", &KINDS, findings) else {
        fields.close_named(findings);
        return None;
    };
    let kind = match word.value {
        Word::Csv => {
            let separator = fields.choice("skiljetecken", &SEPARATORS, findings).map(|chosen| chosen.value);
            rows(&mut fields, findings).map(|mapping| ExportKind::Csv { separator, mapping })
        }
        Word::Sie => accounts(&mut fields, findings).map(ExportKind::Sie),
        Word::Xlsx => {
            let sheet = fields.word("blad", findings);
            rows(&mut fields, findings).map(|mapping| ExportKind::Xlsx { sheet, mapping })
        }
    };
    let turned = fields.words("vänd", findings).unwrap_or_default();
    fields.close(findings);
    Some(Export { span: key.span, file: file?, kind: kind?, turned })
}

fn rows(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<RowMapping> {
    let post = fields.need_word("post", findings);
    let key = fields.word("nyckel", findings);
    let group = fields.word("grupp", findings);
    let row = fields.word("rad", findings);
    let amounts =
        named(fields.need("belopp", findings), findings, |node, findings| word("belopp", node, findings));
    let said = named(fields.take("ord", findings), findings, |node, findings| word("ord", node, findings));
    let called = named(fields.take("kallas", findings), findings, |node, findings| {
        Some(words("kallas", node, findings))
    });
    let outside = fields.take("utanför", findings).map(|node| words("utanför", node, findings));
    let outside = outside.unwrap_or_default();
    let scale = fields.choice("enhet", &SCALES, findings).map(|chosen| chosen.value);
    let decimals = fields.choice("tal", &DECIMAL_SIGNS, findings).map(|chosen| chosen.value);
    Some(RowMapping {
        post: post?,
        key,
        group,
        row,
        amounts: amounts?,
        words: said.unwrap_or_default(),
        called: called.unwrap_or_default(),
        outside,
        scale,
        decimals,
    })
}

fn accounts(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<AccountMapping> {
    let amounts = named(fields.need("belopp", findings), findings, |node, findings| {
        chosen(word("belopp", node, findings)?, &MEASURES, findings)
    });
    let dimension = fields.number("dimension", 1, u8::MAX, findings).map_or(COST_CENTRE, |it| it.value);
    let objects = named(fields.take("objekt", findings), findings, |node, findings| {
        Some(words("objekt", node, findings))
    });
    let rest = fields.word("post", findings);
    let chart = fields.word("kontoplan", findings);
    if chart.is_none() {
        fields.need("konton", findings);
    }
    let accounts = own(fields, findings);
    let objects = objects.unwrap_or_default();
    Some(AccountMapping { amounts: amounts?, dimension: dimension.into(), objects, rest, chart, accounts })
}

/// The dimension that the standard reserves for kostnadsställe (4B, 8.17).
const COST_CENTRE: u8 = 1;

/// The accounts of rows, and those of none.
pub(super) fn own(fields: &mut Fields<'_>, findings: &mut Findings) -> Chart {
    let rows = named(fields.take("konton", findings), findings, ranges);
    let outside = fields.take("utanför", findings).and_then(|node| ranges(node, findings));
    Chart { rows: rows.unwrap_or_default(), outside: outside.unwrap_or_default() }
}

/// The entries of a mapping whose keys are names of the sheet.
fn named<T>(
    node: Option<&Node>,
    findings: &mut Findings,
    mut read: impl FnMut(&Node, &mut Findings) -> Option<T>,
) -> Option<Vec<Named<T>>> {
    let list = some_entries(node?, findings)?;
    Some(list.iter().filter_map(|(key, node)| Some((key.clone(), read(node, findings)?))).collect())
}

/// Accounts and stretches of accounts: `3000–3999`, `[1910, 1920–1949]`.
fn ranges(node: &Node, findings: &mut Findings) -> Option<Vec<Spanned<Accounts>>> {
    let mut list = Vec::new();
    for written in words("konton", node, findings) {
        match Accounts::parse(&written.value) {
            Some(accounts) => list.push(Spanned::new(accounts, written.span)),
            None => {
                findings.add(written.span, Problem::WrongAccounts { text: written.value });
            }
        }
    }
    Some(list)
}
