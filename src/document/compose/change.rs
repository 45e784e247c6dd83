//! Tables of one column: a line for every post, with its costs, revenues and net side by side, and what is said of it.
//! Lists of omslutningsförändringar and budgetjusteringar are such tables, of the posts that the figures select.

use super::table::{label, words};
use crate::document::tree::{Cell, CellContent, Column, Inline, Role, Row, RowGroup, Table};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::sheet::{Sheet, SheetRow};
use crate::project::content::LedgerTable;
use crate::project::source::{Span, Spanned};

/// The table of a column; without rows where no post is selected.
pub(super) fn table(sheet: &Sheet, table: &LedgerTable, column: &str) -> Option<Table> {
    let posts: Vec<&str> = sheet.shown(table).into_iter().map(|post| post.value.as_str()).collect();
    let said: Vec<&Spanned<String>> = table.columns.iter().flatten().collect();
    let rows = posts.first().map_or(&[][..], |post| sheet.rows(post));
    let figures = rows.iter().map(|row| Column { title: words(&row.name) });
    let titles = said.iter().filter_map(|key| sheet.ledger().columns.get(&key.value));
    let columns = figures.chain(titles.map(|column| Column { title: words(&column.title) })).collect();
    let lines = posts.iter().filter_map(|post| line(sheet, post, column, &said));
    let total = table.selection.as_ref().and_then(|_| total(sheet, table.span, &posts, column, said.len()));
    let groups = lines.chain(total).map(|row| RowGroup { label: None, rows: vec![row] }).collect();
    let unit = sheet.rounding(column)?.scale.word().unwrap_or("antal").to_owned();
    let groups: Vec<RowGroup> = groups;
    let across =
        posts.iter().all(|post| sheet.rows(post).iter().all(|row| sheet.row_foots(post, row, column)));
    Table::new(table.description.value.clone(), unit, columns, groups.clone(), !across || !adds_up(&groups))
        .ok()
}

fn line(sheet: &Sheet, key: &str, column: &str, said: &[&Spanned<String>]) -> Option<Row> {
    let post = sheet.ledger().posts.get(key)?;
    let figures = sheet.rows(key).iter().map(|row| match figure(sheet, key, row, column) {
        Some(figure) => Cell { span: figure.at(), content: CellContent::Figure(figure.clone()) },
        None => empty(row.name.span),
    });
    let beside = said.iter().map(|column| match sheet.words(key, &column.value) {
        Some(said) => Cell { span: said.span, content: CellContent::Text(words(said)) },
        None => empty(post.span),
    });
    let cells = figures.chain(beside).collect();
    let name = post.short.as_ref().unwrap_or(&post.name);
    Some(Row { span: post.span, role: Role::Line, depth: 0, label: label(post, name), cells })
}

/// Whether every printed total is the sum of what is printed over it.
fn adds_up(groups: &[RowGroup]) -> bool {
    let rows: Vec<&Row> = groups.iter().flat_map(|group| &group.rows).collect();
    let Some((last, lines)) = rows.split_last().filter(|(last, _)| last.role == Role::Total) else {
        return true;
    };
    let steps = |row: &Row, at: usize| match &row.cells.get(at)?.content {
        CellContent::Figure(figure) => Some(figure.rounded().steps()),
        CellContent::Empty | CellContent::Nothing | CellContent::Text(_) => None,
    };
    (0..last.cells.len()).all(|at| {
        let sum: Option<i128> = lines.iter().map(|row| steps(row, at)).sum();
        sum.is_none() || steps(last, at).is_none() || sum == steps(last, at)
    })
}

/// The sum of several posts, row by row, each from its exact values.
fn total(sheet: &Sheet, at: Span, posts: &[&str], column: &str, said: usize) -> Option<Row> {
    let (first, others) = posts.split_first()?;
    if others.is_empty() {
        return None;
    }
    let sum = |place: usize| {
        let figures = posts.iter().map(|post| figure(sheet, post, sheet.rows(post).get(place)?, column));
        added(figures.collect::<Option<Vec<_>>>()?, at)
    };
    let sums = (0..sheet.rows(first).len()).map(|place| match sum(place) {
        Some(figure) => Cell { span: at, content: CellContent::Figure(figure) },
        None => empty(at),
    });
    let cells = sums.chain((0..said).map(|_| empty(at))).collect();
    Some(Row { span: at, role: Role::Total, depth: 0, label: vec![Inline::text("Summa", at)], cells })
}

fn added(figures: Vec<&Figure>, at: Span) -> Option<Figure> {
    let exact = figures.iter().map(|figure| figure.rounded().exact());
    let sum = exact.map(Ok).reduce(|sum, amount| sum?.plus(amount?))?.ok()?;
    let rounded = sum.round(figures.first()?.rounded().rounding()).ok()?;
    let inputs: Vec<CellRef> = figures.iter().map(|figure| figure.cell().clone()).collect();
    let words: Vec<String> = inputs.iter().map(ToString::to_string).collect();
    let cell = CellRef::expression(&words.join(" + "));
    Some(Figure::new(cell, rounded, Sign::Shown, Origin::Computed { formula: at, inputs }))
}

fn figure<'a>(sheet: &'a Sheet, post: &str, row: &SheetRow, column: &str) -> Option<&'a Figure> {
    sheet.cell(post, row.key.as_deref(), column)
}

fn empty(span: Span) -> Cell {
    Cell { span, content: CellContent::Empty }
}
