//! Evaluation of sheets, with every mistake found on the way.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::agree;
use super::contract::{self, Terms};
use super::formula::{self, Formula, NoValue, Term};
use super::{Book, Sheet, SheetRow, period};
use crate::content::{
    Content, Convention, Entry, Holds, Ledger, LedgerColumn, LedgerRow, Period, Post, RowKind, Years, unknown,
};
use crate::diagnostic::{Findings, NameOf, Problem, nearest};
use crate::figure::{CellRef, Figure, Origin, Sign};
use crate::money::{Amount, ArithmeticError, ParseAmountError, Rounding, SWEDISH};
use crate::source::{Span, Spanned};

/// Evaluates all sheets of a project. What is wrong is reported, and the cells that depend on it are left out.
pub fn evaluate(content: &Content, findings: &mut Findings) -> Book {
    let period = content.matter.period.as_ref();
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
    let sheets = content.ledgers.values().map(|ledger| sheet(ledger, period, findings)).collect();
    let book = Book { sheets, whole: content.ledgers_whole };
    agree::check(&book, findings);
    book
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

fn sheet(ledger: &Ledger, period: Option<&Period>, findings: &mut Findings) -> Sheet {
    let templates: Templates<'_> =
        ledger.templates.iter().map(|(key, rows)| (key.as_str(), template(rows, findings))).collect();
    let rows: IndexMap<String, Vec<SheetRow>> =
        ledger.posts.iter().map(|(key, post)| (key.clone(), rows(&templates, post, findings))).collect();
    let columns =
        ledger.columns.iter().map(|(key, column)| (key.clone(), parse(column.formula.as_ref(), findings)));
    let columns = columns.collect();
    check_names(ledger, &rows, findings);
    contract::check_dates(ledger, findings);
    let terms = contract::terms(ledger, findings);
    let mut evaluator = Evaluator {
        ledger,
        rows: &rows,
        columns,
        terms,
        period,
        cells: BTreeMap::new(),
        depth: 0,
        told: BTreeSet::new(),
        findings,
    };
    for (post, rows) in &rows {
        for row in rows {
            evaluator.check_entered(post, row);
            for column in figure_columns(ledger) {
                evaluator.cell(&CellRef { post: post.clone(), row: row.key.clone(), column: column.clone() });
            }
        }
    }
    let (mut cells, mut failed) = (BTreeMap::new(), BTreeSet::new());
    for (cell, state) in std::mem::take(&mut evaluator.cells) {
        match state {
            State::Done(figure) => {
                cells.insert(cell, *figure);
            }
            State::Busy | State::Failed => {
                failed.insert(cell);
            }
        }
    }
    for (post, row) in rows.iter().flat_map(|(post, rows)| rows.iter().map(move |row| (post, row))) {
        period::allot(ledger, post, row, &mut cells, findings);
    }
    Sheet { ledger: ledger.clone(), cells, failed, rows }
}

/// The columns that hold figures.
fn figure_columns(ledger: &Ledger) -> impl Iterator<Item = &String> {
    ledger.columns.iter().filter(|(_, column)| column.holds == Holds::Figures).map(|(key, _)| key)
}

/// The rows of each template, under the names that the template gives them.
type Templates<'a> = IndexMap<&'a str, Vec<SheetRow>>;

fn template(rows: &IndexMap<String, LedgerRow>, findings: &mut Findings) -> Vec<SheetRow> {
    let row = |(key, row): (&String, &LedgerRow)| SheetRow {
        key: Some(key.clone()),
        name: row.name.clone(),
        kind: row.kind,
        result: row.formula.is_some(),
        formula: parse(row.formula.as_ref(), findings),
    };
    rows.iter().map(row).collect()
}

/// The rows of a post: those of its template, none where it names one that is not there, or a single one without a key
/// where the sheet has no templates.
fn rows(templates: &Templates<'_>, post: &Post, findings: &mut Findings) -> Vec<SheetRow> {
    let template = match &post.template {
        None => templates.first().map(|(_, rows)| rows),
        Some(name) => {
            let Some(rows) = templates.get(name.value.as_str()) else {
                unknown(NameOf::Template, name, templates.keys().copied(), findings);
                return Vec::new();
            };
            Some(rows)
        }
    };
    let Some(template) = template else {
        let name = post.name.clone();
        return vec![SheetRow { key: None, name, kind: None, result: post.sum.is_some(), formula: None }];
    };
    let named = |row: &SheetRow| {
        let own = row.key.as_ref().and_then(|key| post.row_names.get(key));
        SheetRow { name: own.unwrap_or(&row.name).clone(), ..row.clone() }
    };
    template.iter().map(named).collect()
}

fn parse(written: Option<&Spanned<String>>, findings: &mut Findings) -> Option<Formula> {
    let written = written?;
    if written.value.len() > formula::MAX_LENGTH {
        findings.add(written.span, Problem::FormulaTooLong { limit: formula::MAX_LENGTH });
        return None;
    }
    match formula::parse(&written.value) {
        Ok(formula) => Some(formula),
        Err(near) => {
            findings.add(written.span, Problem::FormulaSyntax { near });
            None
        }
    }
}

/// Names that nothing has: posts in sums and tables, rows and columns in tables, entered rows and columns.
fn check_names(ledger: &Ledger, rows: &IndexMap<String, Vec<SheetRow>>, findings: &mut Findings) {
    let posts = || ledger.posts.keys().map(String::as_str);
    let columns = || ledger.columns.keys().map(String::as_str);
    for (key, post) in &ledger.posts {
        let own = || rows[key].iter().filter_map(|row| row.key.as_deref());
        check_sum(key, post, rows, findings);
        let entered = post.cells.iter().filter(|_| !rows[key].is_empty());
        for (row, entered) in entered {
            if !row.is_empty() && !own().any(|known| known == row) {
                unknown(NameOf::Row, &Spanned::new(row.clone(), entered.span), own(), findings);
            }
            for (column, figure) in &entered.figures {
                if !ledger.columns.contains_key(column) {
                    unknown(NameOf::Column, &Spanned::new(column.clone(), figure.key), columns(), findings);
                }
            }
        }
        for (row, name) in post.row_names.iter().filter(|_| !rows[key].is_empty()) {
            if !own().any(|known| known == row) {
                unknown(NameOf::Row, &Spanned::new(row.clone(), name.span), own(), findings);
            }
        }
    }
    for whole in ledger.columns.values().filter_map(|column| column.part_of.as_ref()) {
        if !ledger.columns.contains_key(&whole.value) {
            unknown(NameOf::Column, whole, columns(), findings);
        }
    }
    for key in ledger.posts.values().filter_map(|post| post.key.as_ref()) {
        if !ledger.keys.contains_key(&key.value) {
            unknown(NameOf::PeriodKey, key, ledger.keys.keys().map(String::as_str), findings);
        }
    }
    for table in ledger.tables.values() {
        for post in table.posts.iter().filter(|post| !ledger.posts.contains_key(&post.value)) {
            unknown(NameOf::Post, post, posts(), findings);
        }
        for column in table.columns.iter().flatten().filter(|it| !ledger.columns.contains_key(&it.value)) {
            unknown(NameOf::Column, column, columns(), findings);
        }
        if let Some(column) = table.column.as_ref().filter(|it| !ledger.columns.contains_key(&it.value)) {
            unknown(NameOf::Column, column, columns(), findings);
        }
        let all: BTreeSet<&str> = rows.values().flatten().filter_map(|row| row.key.as_deref()).collect();
        if let Some(row) = table.row.as_ref().filter(|row| !all.contains(row.value.as_str())) {
            unknown(NameOf::Row, row, all.iter().copied(), findings);
            continue;
        }
        for (row, post) in table.row.iter().flat_map(|row| table.posts.iter().map(move |post| (row, post))) {
            has_row(rows, post, Some(&row.value), findings);
        }
    }
}

/// The posts of a sum: each is there, once, and has the rows that are summed.
fn check_sum(key: &str, post: &Post, rows: &IndexMap<String, Vec<SheetRow>>, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for part in post.sum.iter().flat_map(|sum| &sum.value) {
        if let Some(first) = seen.insert(part.value.as_str(), part.span) {
            findings.add_two(part.span, Problem::CountedTwice { post: part.value.clone() }, first);
        } else if rows.contains_key(&part.value) {
            let summed = rows[key].iter().filter(|row| !row.result || row.key.is_none());
            let _ = summed.into_iter().all(|row| has_row(rows, part, row.key.as_deref(), findings));
        } else {
            unknown(NameOf::Post, part, rows.keys().map(String::as_str), findings);
        }
    }
}

/// Whether a post has a row; one that has rows and not this is reported.
fn has_row(
    rows: &IndexMap<String, Vec<SheetRow>>,
    post: &Spanned<String>,
    row: Option<&str>,
    findings: &mut Findings,
) -> bool {
    let Some(own) = rows.get(&post.value).filter(|own| !own.is_empty()) else { return true };
    let has = own.iter().any(|own| own.key.as_deref() == row);
    if !has {
        let row = row.unwrap_or_default().to_owned();
        findings.add(post.span, Problem::PostWithoutRow { post: post.value.clone(), row });
    }
    has
}

/// How far a cell has come.
enum State {
    Busy,
    Done(Box<Figure>),
    Failed,
}

struct Evaluator<'a> {
    ledger: &'a Ledger,
    rows: &'a IndexMap<String, Vec<SheetRow>>,
    columns: IndexMap<String, Option<Formula>>,
    terms: Terms,
    period: Option<&'a Period>,
    cells: BTreeMap<CellRef, State>,
    depth: usize,
    told: BTreeSet<(Span, &'static str)>,
    findings: &'a mut Findings,
}

/// What [`Evaluator::told`] knows a name in a formula by.
const UNKNOWN_TERM: &str = "term";

/// How many cells may follow from each other in a row; each takes room on the stack.
const MAX_DEPTH: usize = 200;

impl Evaluator<'_> {
    /// The exact value of a cell, computed once.
    fn cell(&mut self, cell: &CellRef) -> Option<Amount> {
        match self.cells.get(cell) {
            Some(State::Done(figure)) => return Some(figure.rounded().exact()),
            Some(State::Failed) => return None,
            Some(State::Busy) => {
                let at = self.place(cell);
                self.once(Problem::FormulaCycle { cell: cell.to_string() }, at);
                return None;
            }
            None if self.depth == MAX_DEPTH => {
                let at = self.place(cell);
                self.once(Problem::FormulaDepth { cell: cell.to_string() }, at);
                return None;
            }
            None => {}
        }
        self.cells.insert(cell.clone(), State::Busy);
        self.depth += 1;
        let figure = self.compute(cell);
        self.depth -= 1;
        let exact = figure.as_ref().map(|figure| figure.rounded().exact());
        self.cells.insert(cell.clone(), figure.map_or(State::Failed, |figure| State::Done(Box::new(figure))));
        exact
    }

    fn compute(&mut self, cell: &CellRef) -> Option<Figure> {
        let ledger = self.ledger;
        let column = ledger.columns.get(&cell.column)?;
        let post = ledger.posts.get(&cell.post)?;
        let row = self.rows[&cell.post].iter().find(|row| row.key == cell.row)?.clone();
        let (exact, origin) = if let (Some(sum), true) = (&post.sum, self.falls_by_key(&cell.column)) {
            self.sum(cell, sum)?
        } else if let Some(written) = &column.formula {
            let formula = self.columns.get(&cell.column)?.clone()?;
            let beside = |name: &str| CellRef { column: name.to_owned(), ..cell.clone() };
            self.formula(cell, &formula, written.span, figure_columns(ledger), &beside)?
        } else if let (Some(formula), Some(key)) = (&row.formula, &row.key) {
            let template = self.rows[&cell.post].iter().filter_map(|row| row.key.as_ref());
            let above = |name: &str| CellRef { row: Some(name.to_owned()), ..cell.clone() };
            let at = self.row_formula(post, key).unwrap_or(post.span);
            self.formula(cell, formula, at, template, &above)?
        } else if let Some(sum) = &post.sum {
            self.sum(cell, sum)?
        } else if let Some(years) = &column.due {
            self.due(cell, years)?
        } else {
            self.entered(cell, post)?
        };
        let rounded = exact.round(ledger.rounding(column));
        let rounded =
            rounded.map_err(|error| self.once(error.shown(cell.to_string()), self.place(cell))).ok()?;
        Some(Figure::new(cell.clone(), rounded, Sign::Shown, origin))
    }

    /// Whether a column tells parts of the year in a sheet where posts have keys of their own: the part of a sum is then
    /// that of its posts.
    fn falls_by_key(&self, column: &str) -> bool {
        let formula = self.columns.get(column).and_then(Option::as_ref);
        !self.ledger.keys.is_empty() && formula.is_some_and(Formula::takes_part_of_year)
    }

    fn formula<'n>(
        &mut self,
        cell: &CellRef,
        formula: &Formula,
        at: Span,
        known: impl Iterator<Item = &'n String>,
        input: &dyn Fn(&str) -> CellRef,
    ) -> Option<(Amount, Origin)> {
        let known: Vec<&str> = known.map(String::as_str).collect();
        let mut names = Vec::new();
        formula.names(&mut names);
        let mut values = BTreeMap::new();
        for name in &names {
            let value = match period::months(name, self.period) {
                Some(months) => Some(Term::Pure(period::part(self.ledger, &cell.post, months))),
                None if known.contains(name) => self.cell(&input(name)).map(Term::Amount),
                None => {
                    if self.told.insert((at, UNKNOWN_TERM)) {
                        let name = Spanned::new((*name).to_owned(), at);
                        unknown(NameOf::FormulaTerm, &name, known.iter().copied(), self.findings);
                    }
                    None
                }
            };
            values.insert(*name, value);
        }
        let value = formula.value(&mut |name| values.get(name).copied().flatten());
        let inputs = names.iter().filter(|name| known.contains(name)).map(|name| input(name)).collect();
        match value {
            Ok(value) => Some((value.amount(), Origin::Computed { formula: at, inputs })),
            Err(NoValue::Told) => None,
            Err(NoValue::Arithmetic(error)) => {
                self.arithmetic(cell, error);
                None
            }
        }
    }

    fn sum(&mut self, cell: &CellRef, sum: &Spanned<Vec<Spanned<String>>>) -> Option<(Amount, Origin)> {
        let parts = sum.value.iter().filter(|part| self.ledger.posts.contains_key(&part.value));
        let inputs: Vec<_> = parts.map(|part| CellRef { post: part.value.clone(), ..cell.clone() }).collect();
        let mut total =
            Amount::zero(self.ledger.columns.get(&cell.column)?.scale.unwrap_or(self.ledger.scale).unit());
        for input in &inputs {
            total = total.plus(self.cell(input)?).map_err(|error| self.arithmetic(cell, error)).ok()?;
        }
        Some((total, Origin::Computed { formula: sum.span, inputs }))
    }

    /// The part of a contract's fees that falls due in some years after the last day of the period.
    fn due(&mut self, cell: &CellRef, years: &Spanned<Years>) -> Option<(Amount, Origin)> {
        let ledger = self.ledger;
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
        let contracts = ledger.contracts.as_ref()?;
        let term = *self.terms.get(&(cell.post.clone(), cell.row.clone().unwrap_or_default()))?;
        let fee = CellRef { column: contracts.fee.value.clone(), ..cell.clone() };
        let share = term.due(period.days().1, years.value);
        let amount = self.cell(&fee)?.times(share).map_err(|error| self.arithmetic(cell, error)).ok()?;
        Some((amount, Origin::Computed { formula: years.span, inputs: vec![fee] }))
    }

    fn entered(&mut self, cell: &CellRef, post: &Post) -> Option<(Amount, Origin)> {
        let row = post.cells.get(cell.row.as_deref().unwrap_or(""))?;
        let figure = row.figures.get(&cell.column)?;
        let written = match &figure.entry {
            Entry::Taken { amount, rows } => {
                return Some((*amount, Origin::Taken { by: figure.key, rows: rows.clone() }));
            }
            Entry::Told => return None,
            Entry::Written(written) => written,
        };
        let scale = self.ledger.columns.get(&cell.column)?.scale.unwrap_or(self.ledger.scale);
        match Amount::parse(&written.value, scale) {
            Ok(amount) => Some((amount, Origin::Entered { at: written.span })),
            Err(error) => {
                let text = written.value.clone();
                let problem = match error {
                    ParseAmountError::DecimalComma { with_point } => Problem::DecimalComma { with_point },
                    ParseAmountError::NotANumber => Problem::NotAnAmount { text },
                    ParseAmountError::TooManyDigits => Problem::OutOfRange { cell: text },
                };
                self.findings.add(written.span, problem);
                None
            }
        }
    }

    /// What a row of a post should have entered, has not, or should not have; and whether the signs are right.
    fn check_entered(&mut self, post_key: &str, row: &SheetRow) {
        let ledger = self.ledger;
        let post = &ledger.posts[post_key];
        let entered = post.cells.get(row.key.as_deref().unwrap_or(""));
        let computes = post.sum.is_some() || row.result;
        for (key, figure) in entered.iter().flat_map(|entered| &entered.figures) {
            let Some(column) = ledger.columns.get(key) else { continue };
            let cell = CellRef { post: post_key.to_owned(), row: row.key.clone(), column: key.clone() };
            if column.formula.is_some() || column.due.is_some() || (row.result && post.sum.is_none()) {
                self.findings.add(figure.key, Problem::ComputedCell { cell: cell.to_string() });
            } else if let Some(sum) = &post.sum {
                self.check_total(&cell, post, sum);
            }
        }
        if computes {
            return;
        }
        let needed = ledger.columns.iter().filter(|(_, column)| column.is_entered());
        let misspelt: Vec<_> = entered.iter().flat_map(|entered| entered.figures.keys()).collect();
        let misspelt = misspelt.into_iter().filter(|key| !ledger.columns.contains_key(*key));
        let meant: Vec<_> =
            misspelt.filter_map(|key| nearest(key, ledger.columns.keys().map(String::as_str))).collect();
        let missing = needed.filter(|(key, _)| !entered.is_some_and(|row| row.figures.contains_key(*key)));
        let missing = missing.filter(|(key, _)| !meant.contains(key));
        let missing: Vec<String> = missing.map(|(key, _)| key.clone()).collect();
        match (entered, &row.key) {
            (None, Some(name)) => {
                let (post_name, row) = (post_key.to_owned(), name.clone());
                self.findings.add(post.span, Problem::MissingRow { post: post_name, row });
            }
            _ if !missing.is_empty() => {
                let at = entered.map_or(post.span, |row| row.span);
                let problem = Problem::MissingCells {
                    post: post_key.to_owned(),
                    row: row.key.clone(),
                    columns: missing,
                };
                self.findings.add(at, problem);
            }
            _ => {}
        }
        self.check_signs(post, row);
    }

    /// A total that is entered beside the posts it sums: a check, held against what the posts give.
    fn check_total(&mut self, cell: &CellRef, post: &Post, sum: &Spanned<Vec<Spanned<String>>>) {
        let (Some((entered, origin)), Some(computed)) = (self.entered(cell, post), self.cell(cell)) else {
            return;
        };
        let Some(column) = self.ledger.columns.get(&cell.column) else { return };
        let rounding = self.ledger.rounding(column);
        let foots = entered.foots(computed, sum.value.len(), rounding);
        let at = origin.at();
        let text = |amount: Amount| amount.round(rounding).map(|rounded| rounded.text(&SWEDISH));
        if let (Ok(false), Ok(entered), Ok(computed)) = (foots, text(entered), text(computed)) {
            let problem = Problem::DoesNotFoot { cell: cell.to_string(), entered, computed };
            self.findings.add_two(at, problem, sum.span);
        }
    }

    fn check_signs(&mut self, post: &Post, row: &SheetRow) {
        let ledger = self.ledger;
        let Some(key) = &row.key else { return };
        let kind = ledger.templates.values().find_map(|rows| rows.get(key)).and_then(|row| row.kind);
        let (Some(convention), Some(kind), Some(entered)) = (ledger.convention, kind, post.cells.get(key))
        else {
            return;
        };
        let cost = kind == RowKind::Cost;
        let positive = cost == (convention == Convention::CostsPositive);
        for figure in entered.figures.values() {
            let (amount, at) = match &figure.entry {
                Entry::Taken { amount, rows } => (Ok(*amount), rows.at().unwrap_or(figure.key)),
                Entry::Told => continue,
                Entry::Written(written) => (Amount::parse(&written.value, ledger.scale), written.span),
            };
            if amount.is_ok_and(|amount| !amount.is_zero() && amount.is_negative() == positive) {
                self.findings.add(at, Problem::SignConvention { row: row.name.value.clone(), cost });
            }
        }
    }

    fn row_formula(&self, post: &Post, key: &str) -> Option<Span> {
        let template = match &post.template {
            Some(name) => self.ledger.templates.get(&name.value),
            None => self.ledger.templates.values().next(),
        };
        template?.get(key)?.formula.as_ref().map(|formula| formula.span)
    }

    fn arithmetic(&mut self, cell: &CellRef, error: ArithmeticError) {
        let at = self.place(cell);
        let cell = cell.to_string();
        let problem = match error {
            ArithmeticError::DivideByZero => Problem::DivideByZero { cell },
            ArithmeticError::MixedUnits { left, right } => Problem::FormulaUnits { left, right },
            ArithmeticError::OutOfRange => Problem::OutOfRange { cell },
        };
        self.once(problem, at);
    }

    /// Reports at a place of the sheet that many cells share only once.
    fn once(&mut self, problem: Problem, at: Span) {
        if self.told.insert((at, problem.code())) {
            self.findings.add(at, problem);
        }
    }

    /// Where a cell's formula or post stands.
    fn place(&self, cell: &CellRef) -> Span {
        let column = self.ledger.columns.get(&cell.column).and_then(|column| column.formula.as_ref());
        let post = self.ledger.posts.get(&cell.post);
        let row = post.zip(cell.row.as_deref()).and_then(|(post, row)| self.row_formula(post, row));
        let own = post.map(|post| post.sum.as_ref().map_or(post.span, |sum| sum.span));
        column
            .map(|formula| formula.span)
            .or(row)
            .or(own)
            .unwrap_or_else(|| Span::new(self.ledger.file, 0..0))
    }
}
