//! Evaluation of sheets, with every mistake found on the way.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::formula::{self, Formula, NoValue, Term};
use super::{Book, Sheet, SheetRow};
use crate::content::{Content, Convention, Ledger, LedgerColumn, LedgerRow, Post, RowKind, unknown};
use crate::diagnostic::{Findings, NameOf, Problem};
use crate::figure::{CellRef, Figure, Origin, Sign};
use crate::money::{Amount, ArithmeticError, Fraction, ParseAmountError, Rounding};
use crate::source::{Span, Spanned};

/// Evaluates all sheets of a project. What is wrong is reported, and the cells that depend on it are left out.
pub fn evaluate(content: &Content, findings: &mut Findings) -> Book {
    let period = content.matter.period.as_ref().map(crate::content::Period::fraction);
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
    Book { sheets: content.ledgers.values().map(|ledger| sheet(ledger, period, findings)).collect() }
}

impl Ledger {
    /// How a column of the sheet is printed.
    pub(super) fn rounding(&self, column: &LedgerColumn) -> Rounding {
        Rounding {
            scale: column.scale.unwrap_or(self.scale),
            decimals: column.decimals.unwrap_or(self.decimals),
        }
    }
}

fn sheet(ledger: &Ledger, period: Option<Fraction>, findings: &mut Findings) -> Sheet {
    let rows: IndexMap<String, Vec<SheetRow>> =
        ledger.posts.iter().map(|(key, post)| (key.clone(), rows(ledger, post, findings))).collect();
    let columns =
        ledger.columns.iter().map(|(key, column)| (key.clone(), parse(column.formula.as_ref(), findings)));
    let columns = columns.collect();
    check_names(ledger, &rows, findings);
    let mut evaluator = Evaluator { ledger, rows: &rows, columns, period, cells: BTreeMap::new(), findings };
    for (post, rows) in &rows {
        for row in rows {
            evaluator.check_entered(post, row);
            for column in ledger.columns.keys() {
                evaluator.cell(&CellRef { post: post.clone(), row: row.key.clone(), column: column.clone() });
            }
        }
    }
    let cells = std::mem::take(&mut evaluator.cells);
    let cells =
        cells.into_iter().filter_map(|(cell, state)| state.done().map(|figure| (cell, figure))).collect();
    Sheet { ledger: ledger.clone(), cells, rows }
}

/// The rows of a post: those of its template, or a single one without a key.
fn rows(ledger: &Ledger, post: &Post, findings: &mut Findings) -> Vec<SheetRow> {
    let template = match &post.template {
        None => ledger.templates.first().map(|(_, rows)| rows),
        Some(name) => {
            let found = ledger.templates.get(&name.value);
            if found.is_none() {
                unknown(NameOf::Template, name, ledger.templates.keys().map(String::as_str), findings);
            }
            found
        }
    };
    let Some(template) = template else {
        let name = post.name.clone();
        return vec![SheetRow { key: None, name, result: post.sum.is_some(), formula: None }];
    };
    let row = |(key, row): (&String, &LedgerRow)| SheetRow {
        key: Some(key.clone()),
        name: post.row_names.get(key).unwrap_or(&row.name).clone(),
        result: row.formula.is_some(),
        formula: parse(row.formula.as_ref(), findings),
    };
    template.iter().map(row).collect()
}

fn parse(written: Option<&Spanned<String>>, findings: &mut Findings) -> Option<Formula> {
    let written = written?;
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
        let sums = post.sum.iter().flat_map(|sum| &sum.value);
        sums.filter(|part| !ledger.posts.contains_key(&part.value))
            .for_each(|part| unknown(NameOf::Post, part, posts(), findings));
        for (row, entered) in &post.cells {
            if !row.is_empty() && !own().any(|known| known == row) {
                unknown(NameOf::Row, &Spanned::new(row.clone(), entered.span), own(), findings);
            }
            for (column, (at, _)) in &entered.figures {
                if !ledger.columns.contains_key(column) {
                    unknown(NameOf::Column, &Spanned::new(column.clone(), *at), columns(), findings);
                }
            }
        }
        for (row, name) in &post.row_names {
            if !own().any(|known| known == row) {
                unknown(NameOf::Row, &Spanned::new(row.clone(), name.span), own(), findings);
            }
        }
    }
    for table in ledger.tables.values() {
        for post in table.posts.iter().filter(|post| !ledger.posts.contains_key(&post.value)) {
            unknown(NameOf::Post, post, posts(), findings);
        }
        for column in table.columns.iter().flatten().filter(|it| !ledger.columns.contains_key(&it.value)) {
            unknown(NameOf::Column, column, columns(), findings);
        }
        let all: BTreeSet<&str> = rows.values().flatten().filter_map(|row| row.key.as_deref()).collect();
        if let Some(row) = table.row.as_ref().filter(|row| !all.contains(row.value.as_str())) {
            unknown(NameOf::Row, row, all.iter().copied(), findings);
        }
    }
}

/// How far a cell has come.
enum State {
    Busy,
    Done(Figure),
    Failed,
}

impl State {
    fn done(self) -> Option<Figure> {
        match self {
            Self::Done(figure) => Some(figure),
            Self::Busy | Self::Failed => None,
        }
    }
}

struct Evaluator<'a> {
    ledger: &'a Ledger,
    rows: &'a IndexMap<String, Vec<SheetRow>>,
    columns: IndexMap<String, Option<Formula>>,
    period: Option<Fraction>,
    cells: BTreeMap<CellRef, State>,
    findings: &'a mut Findings,
}

impl Evaluator<'_> {
    /// The exact value of a cell, computed once.
    fn cell(&mut self, cell: &CellRef) -> Option<Amount> {
        match self.cells.get(cell) {
            Some(State::Done(figure)) => return Some(figure.rounded().exact()),
            Some(State::Failed) => return None,
            Some(State::Busy) => {
                let at = self.place(cell);
                self.findings.add(at, Problem::FormulaCycle { cell: cell.to_string() });
                return None;
            }
            None => {}
        }
        self.cells.insert(cell.clone(), State::Busy);
        let figure = self.compute(cell);
        let exact = figure.as_ref().map(|figure| figure.rounded().exact());
        self.cells.insert(cell.clone(), figure.map_or(State::Failed, State::Done));
        exact
    }

    fn compute(&mut self, cell: &CellRef) -> Option<Figure> {
        let ledger = self.ledger;
        let column = ledger.columns.get(&cell.column)?;
        let post = ledger.posts.get(&cell.post)?;
        let row = self.rows[&cell.post].iter().find(|row| row.key == cell.row)?.clone();
        let (exact, origin) = if let Some(written) = &column.formula {
            let formula = self.columns.get(&cell.column)?.clone()?;
            let beside = |name: &str| CellRef { column: name.to_owned(), ..cell.clone() };
            self.formula(cell, &formula, written.span, ledger.columns.keys(), &beside)?
        } else if let (Some(formula), Some(key)) = (&row.formula, &row.key) {
            let template = self.rows[&cell.post].iter().filter_map(|row| row.key.as_ref());
            let above = |name: &str| CellRef { row: Some(name.to_owned()), ..cell.clone() };
            let at = self.row_formula(post, key).unwrap_or(post.span);
            self.formula(cell, formula, at, template, &above)?
        } else if let Some(sum) = &post.sum {
            self.sum(cell, sum)?
        } else {
            self.entered(cell, post)?
        };
        let rounded =
            exact.round(ledger.rounding(column)).map_err(|error| self.arithmetic(cell, error)).ok()?;
        Some(Figure::new(cell.clone(), rounded, Sign::Shown, origin))
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
        let (period, mut values) = (self.period, BTreeMap::new());
        for name in &names {
            let value = match period {
                Some(period) if *name == "period" => Some(Term::Pure(period)),
                _ if known.contains(name) => self.cell(&input(name)).map(Term::Amount),
                _ => {
                    let name = Spanned::new((*name).to_owned(), at);
                    self.once(
                        |findings| unknown(NameOf::FormulaTerm, &name, known.iter().copied(), findings),
                        at,
                    );
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
            if !self.rows[&input.post].iter().any(|row| row.key == input.row) {
                let name = Spanned::new(input.row.clone().unwrap_or_default(), sum.span);
                let own: Vec<_> =
                    self.rows[&input.post].iter().filter_map(|row| row.key.as_deref()).collect();
                unknown(NameOf::Row, &name, own, self.findings);
                return None;
            }
            total = total.plus(self.cell(input)?).map_err(|error| self.arithmetic(cell, error)).ok()?;
        }
        Some((total, Origin::Computed { formula: sum.span, inputs }))
    }

    fn entered(&mut self, cell: &CellRef, post: &Post) -> Option<(Amount, Origin)> {
        let row = post.cells.get(cell.row.as_deref().unwrap_or(""))?;
        let (_, written) = row.figures.get(&cell.column)?;
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
    fn check_entered(&mut self, key: &str, row: &SheetRow) {
        let ledger = self.ledger;
        let post = &ledger.posts[key];
        let entered = post.cells.get(row.key.as_deref().unwrap_or(""));
        let computes = post.sum.is_some() || row.result;
        for (column, (at, _)) in entered.iter().flat_map(|entered| &entered.figures) {
            let formula = ledger.columns.get(column).is_some_and(|column| column.formula.is_some());
            if formula || computes {
                self.findings.add(*at, Problem::ComputedCell { column: column.clone() });
            }
        }
        if computes {
            return;
        }
        let needed = ledger.columns.iter().filter(|(_, column)| column.formula.is_none());
        let missing = needed.filter(|(key, _)| !entered.is_some_and(|row| row.figures.contains_key(*key)));
        let missing: Vec<String> = missing.map(|(key, _)| key.clone()).collect();
        match (entered, &row.key) {
            (None, Some(name)) => {
                let (post_name, row) = (key.to_owned(), name.clone());
                self.findings.add(post.span, Problem::MissingRow { post: post_name, row });
            }
            _ if !missing.is_empty() => {
                let at = entered.map_or(post.span, |row| row.span);
                let problem =
                    Problem::MissingCells { post: key.to_owned(), row: row.key.clone(), columns: missing };
                self.findings.add(at, problem);
            }
            _ => {}
        }
        self.check_signs(post, row);
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
        for (_, written) in entered.figures.values() {
            let amount = Amount::parse(&written.value, ledger.scale);
            if amount.is_ok_and(|amount| !amount.is_zero() && amount.is_negative() == positive) {
                self.findings
                    .add(written.span, Problem::SignConvention { row: row.name.value.clone(), cost });
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
        self.once(
            |findings| {
                findings.add(at, problem);
            },
            at,
        );
    }

    /// Reports at a place of the sheet that many cells share only once.
    fn once(&mut self, report: impl FnOnce(&mut Findings), at: Span) {
        if !self.findings.sorted().iter().any(|found| found.at == at) {
            report(self.findings);
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
