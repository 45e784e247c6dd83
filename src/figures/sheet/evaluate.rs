//! Evaluation of sheets, with every mistake found on the way.

use std::collections::{BTreeMap, BTreeSet};

use super::agree;
use super::prepare::{self, Prepared};
use super::terms::{Scope, UNKNOWN_TERM};
use super::{Book, Sheet, period};
use crate::diagnostic::{Findings, NameOf, Problem, is_invisible};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::money::{Amount, ArithmeticError, ParseAmountError, Rounding, Scale};
use crate::project::content::{Content, Entry, Ledger, LedgerColumn, Parts, Period, Post, Years, unknown};
use crate::project::source::{Span, Spanned};

/// Evaluates all sheets of a project. What is wrong is reported, and the cells that depend on it are left out.
pub fn evaluate(content: &Content, findings: &mut Findings) -> Book {
    let period = content.matter.period.as_ref();
    check_unique(content, findings);
    let sheets: Vec<Prepared<'_>> =
        content.ledgers.values().map(|ledger| Prepared::of(ledger, findings)).collect();
    let whole = content.ledgers_whole;
    let mut evaluator = Evaluator::new(&sheets, whole, period, findings);
    evaluator.every_cell();
    let mut states = evaluator.cells;
    let sheets = sheets.iter().map(|sheet| evaluated(sheet, &mut states, findings)).collect();
    let book = Book { sheets, whole };
    agree::check(&book, findings);
    book
}

/// Names of posts and tables stand for one thing in the whole project.
fn check_unique(content: &Content, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for ledger in content.ledgers.values() {
        let posts = ledger.posts.iter().map(|(name, post)| (NameOf::Post, name, post.span));
        let tables = ledger.tables.iter().map(|(name, table)| (NameOf::Table, name, table.span));
        for (of, name, span) in posts.chain(tables) {
            if let Some(first) = seen.insert((matches!(of, NameOf::Post), name), span) {
                findings.add_two(span, Problem::DuplicateName { of, name: name.clone() }, first);
            }
        }
    }
}

/// A sheet with the cells of its posts, of which none is taken twice.
fn evaluated(sheet: &Prepared<'_>, states: &mut BTreeMap<CellRef, State>, findings: &mut Findings) -> Sheet {
    let (mut cells, mut failed, mut absent) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
    let own: Vec<CellRef> = sheet.cells().filter(|cell| states.contains_key(cell)).collect();
    for cell in own {
        match states.remove(&cell) {
            Some(State::Done(Known::Value(figure))) => {
                cells.insert(cell, *figure);
            }
            Some(State::Done(Known::Nothing)) => {
                absent.insert(cell);
            }
            Some(State::Busy | State::Failed) | None => {
                failed.insert(cell);
            }
        }
    }
    for (post, rows) in &sheet.rows {
        for row in rows {
            period::allot(sheet.ledger, post, row, &mut cells, findings);
        }
    }
    let (rows, terms) = (sheet.rows.clone(), sheet.terms.clone());
    Sheet { ledger: sheet.ledger.clone(), cells, failed, absent, rows, terms }
}

impl ArithmeticError {
    /// The problem of a cell that cannot be shown as asked.
    pub(crate) fn shown(self, cell: String) -> Problem {
        match self {
            Self::DivideByZero => Problem::DivideByZero { cell },
            Self::MixedUnits { left, right } => Problem::WrongUnit { cell, counts: left, asked: right },
            Self::OutOfRange => Problem::OutOfRange { cell },
        }
    }
}

impl ParseAmountError {
    /// The problem of a text that is no amount.
    pub(super) fn shown(self, text: &str) -> Problem {
        let sign = text.chars().find(|c| is_invisible(*c));
        match self {
            _ if sign.is_some() => Problem::ControlCharacter { code: sign.map_or(0, u32::from) },
            Self::DecimalComma { with_point } => Problem::DecimalComma { with_point },
            Self::NotANumber => Problem::NotAnAmount { text: text.to_owned() },
            Self::TooManyDigits => Problem::OutOfRange { cell: text.to_owned() },
        }
    }
}

impl Ledger {
    /// How a column of the sheet is printed.
    pub(super) fn rounding(&self, column: &LedgerColumn) -> Rounding {
        let whole = column.part_of.as_ref().and_then(|whole| self.columns.get(&whole.value));
        let column = whole.unwrap_or(column);
        Rounding {
            scale: column.scale.unwrap_or(self.scale),
            decimals: column.decimals.unwrap_or(self.decimals),
        }
    }
}
/// How far a cell has come.
pub(super) enum State {
    Busy,
    Done(Known<Box<Figure>>),
    Failed,
}

/// What is known of a cell.
#[derive(Clone, Debug)]
pub(super) enum Known<T> {
    /// There is no such figure, which is not zero.
    Nothing,
    /// Its value.
    Value(T),
}

pub(super) struct Evaluator<'a> {
    pub(super) sheets: &'a [Prepared<'a>],
    /// The sheet of every post; the first where two have one of the same name, which has been told.
    homes: BTreeMap<&'a str, usize>,
    /// Every sheet of the project could be read.
    pub(super) whole: bool,
    pub(super) period: Option<&'a Period>,
    cells: BTreeMap<CellRef, State>,
    depth: usize,
    pub(super) told: BTreeSet<(Span, &'static str)>,
    pub(super) findings: &'a mut Findings,
}

/// How many cells may follow from each other in a row; each takes room on the stack.
const MAX_DEPTH: usize = 200;

impl<'a> Evaluator<'a> {
    fn new(
        sheets: &'a [Prepared<'a>],
        whole: bool,
        period: Option<&'a Period>,
        findings: &'a mut Findings,
    ) -> Self {
        let mut homes = BTreeMap::new();
        for (at, sheet) in sheets.iter().enumerate() {
            for post in sheet.rows.keys() {
                homes.entry(post.as_str()).or_insert(at);
            }
        }
        let (cells, told) = (BTreeMap::new(), BTreeSet::new());
        Self { sheets, homes, whole, period, cells, depth: 0, told, findings }
    }

    fn every_cell(&mut self) {
        let sheets = self.sheets;
        for sheet in sheets {
            sheet.rows.keys().for_each(|post| self.check_rows(sheet, post));
            for (post, row) in sheet.every_row() {
                self.check_entered(sheet, post, row);
                for cell in sheet.cells_of(post, row) {
                    self.cell(&cell);
                }
            }
        }
    }

    /// The sheet that a post stands in.
    pub(super) fn home(&self, post: &str) -> Option<&'a Prepared<'a>> {
        self.homes.get(post).map(|at| &self.sheets[*at])
    }

    /// The exact value of a cell, computed once.
    pub(super) fn cell(&mut self, cell: &CellRef) -> Option<Known<Amount>> {
        match self.cells.get(cell) {
            Some(State::Done(known)) => return Some(exact(known)),
            Some(State::Failed) => return None,
            Some(State::Busy) => {
                self.once(cell, Problem::FormulaCycle { cell: cell.to_string() });
                return None;
            }
            None if self.depth == MAX_DEPTH => {
                self.once(cell, Problem::FormulaDepth { cell: cell.to_string() });
                return None;
            }
            None => {}
        }
        self.cells.insert(cell.clone(), State::Busy);
        self.depth += 1;
        let figure = self.compute(cell);
        self.depth -= 1;
        let value = figure.as_ref().map(exact);
        self.cells.insert(cell.clone(), figure.map_or(State::Failed, State::Done));
        value
    }

    fn compute(&mut self, cell: &CellRef) -> Option<Known<Box<Figure>>> {
        let sheet = self.home(&cell.post)?;
        let column = sheet.ledger.columns.get(&cell.column)?;
        let post = sheet.ledger.posts.get(&cell.post)?;
        let row = sheet.rows[&cell.post].iter().find(|row| row.key == cell.row)?;
        let formula = sheet.columns.get(&cell.column)?.as_ref();
        let by_key = period::falls_by_key(sheet.ledger, formula);
        let found = if let (Some(sum), true) = (&post.sum, by_key) {
            self.sum(sheet, cell, sum)?
        } else if let Some(written) = &column.formula {
            let formula = formula?;
            self.formula(cell, formula, written.span, Scope::Columns)?
        } else if let (Some(formula), Some(key)) = (&row.formula, &row.key) {
            let at = sheet.row_formula(post, key).unwrap_or(post.span);
            self.formula(cell, formula, at, Scope::Rows)?
        } else if let Some(sum) = &post.sum {
            self.sum(sheet, cell, sum)?
        } else if let Some(years) = &column.due {
            self.due(sheet, cell, years)?
        } else {
            self.entered(sheet, cell, post)?
        };
        let Known::Value((exact, origin)) = found else { return Some(Known::Nothing) };
        let rounded = exact.round(sheet.ledger.rounding(column));
        let rounded = rounded.map_err(|error| self.once(cell, error.shown(cell.to_string()))).ok()?;
        Some(Known::Value(Box::new(Figure::new(cell.clone(), rounded, Sign::Shown, origin))))
    }

    fn sum(&mut self, sheet: &Prepared<'_>, cell: &CellRef, sum: &Parts) -> Option<Known<(Amount, Origin)>> {
        let ledger = sheet.ledger;
        let drawn = ledger.posts.get(&cell.post).and_then(|post| post.drawn.as_ref());
        if drawn.is_some_and(|drawn| !drawn.read) {
            return None;
        }
        let parts = sum.value.iter().filter(|part| ledger.posts.contains_key(&part.value));
        let inputs: Vec<_> = parts.map(|part| CellRef { post: part.value.clone(), ..cell.clone() }).collect();
        let mut total = Amount::zero(ledger.columns.get(&cell.column)?.scale.unwrap_or(ledger.scale).unit());
        let mut added = 0;
        for input in &inputs {
            let Known::Value(amount) = self.cell(input)? else { continue };
            total = total.plus(amount).map_err(|error| self.arithmetic(cell, error)).ok()?;
            added += 1;
        }
        if added == 0 && !inputs.is_empty() {
            return Some(Known::Nothing);
        }
        Some(Known::Value((total, Origin::Computed { formula: sum.span, inputs })))
    }

    /// The part of a contract's fees that falls due in some years after the last day of the period.
    fn due(
        &mut self,
        sheet: &Prepared<'_>,
        cell: &CellRef,
        years: &Spanned<Years>,
    ) -> Option<Known<(Amount, Origin)>> {
        let Some(period) = self.period else {
            if self.told.insert((years.span, UNKNOWN_TERM)) {
                unknown(
                    NameOf::FormulaTerm,
                    &Spanned::new("period".to_owned(), years.span),
                    [],
                    self.findings,
                );
            }
            return None;
        };
        let contracts = sheet.ledger.contracts.as_ref()?;
        let term = *sheet.terms.get(&(cell.post.clone(), cell.row.clone().unwrap_or_default()))?;
        let fee = CellRef { column: contracts.fee.value.clone(), ..cell.clone() };
        let share = term.due(period.days().1, years.value);
        let Known::Value(amount) = self.cell(&fee)? else { return Some(Known::Nothing) };
        let amount = amount.times(share).map_err(|error| self.arithmetic(cell, error)).ok()?;
        Some(Known::Value((amount, Origin::Computed { formula: years.span, inputs: vec![fee] })))
    }

    /// What is entered in a cell: written, taken from an export, or said to follow from other cells.
    pub(super) fn entered(
        &mut self,
        sheet: &Prepared<'_>,
        cell: &CellRef,
        post: &Post,
    ) -> Option<Known<(Amount, Origin)>> {
        let row = post.cells.get(cell.row.as_deref().unwrap_or(""))?;
        let figure = row.figures.get(&cell.column)?;
        let value = match &figure.entry {
            Entry::Absent => return Some(Known::Nothing),
            Entry::Follows(written) => {
                let formula = prepare::parse(Some(written), self.findings)?;
                return self.formula(cell, &formula, written.span, Scope::Book);
            }
            Entry::Taken { amount, rows } => (*amount, Origin::Taken { by: figure.key, rows: rows.clone() }),
            Entry::Stated | Entry::Told => return None,
            Entry::Written(written) => {
                let scale = sheet.ledger.columns.get(&cell.column)?.scale.unwrap_or(sheet.ledger.scale);
                (self.amount(written, scale)?, Origin::Entered { at: written.span })
            }
        };
        Some(Known::Value(value))
    }

    /// The amount that a person wrote; what is none is reported.
    fn amount(&mut self, written: &Spanned<String>, scale: Scale) -> Option<Amount> {
        let read = Amount::parse(&written.value, scale);
        read.map_err(|error| self.findings.add(written.span, error.shown(&written.value))).ok()
    }

    pub(super) fn arithmetic(&mut self, cell: &CellRef, error: ArithmeticError) {
        let name = cell.to_string();
        let problem = match error {
            ArithmeticError::DivideByZero => Problem::DivideByZero { cell: name },
            ArithmeticError::MixedUnits { left, right } => Problem::FormulaUnits { left, right },
            ArithmeticError::OutOfRange => Problem::OutOfRange { cell: name },
        };
        self.once(cell, problem);
    }

    /// Reports where a cell's formula or post stands, which many cells may share, only once.
    fn once(&mut self, cell: &CellRef, problem: Problem) {
        let Some(sheet) = self.home(&cell.post) else { return };
        let at = sheet.place(cell);
        if self.told.insert((at, problem.code())) {
            self.findings.add(at, problem);
        }
    }
}

fn exact(known: &Known<Box<Figure>>) -> Known<Amount> {
    match known {
        Known::Nothing => Known::Nothing,
        Known::Value(figure) => Known::Value(figure.rounded().exact()),
    }
}
