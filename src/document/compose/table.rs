//! Tables of sheets into tables of the tree: labels, roles, groups, and whether the printed rows add up.

use super::change;
use crate::document::tree::{Cell, CellContent, Column, Inline, InlineKind, Role, Row, RowGroup, Table};
use crate::figures::sheet::{Book, Sheet, SheetRow};
use crate::project::content::{LedgerTable, Post};
use crate::project::source::{Span, Spanned};

/// The table with this name, as it is printed; nothing when its sheet could not be evaluated.
pub fn table(book: &Book, name: &str) -> Option<Table> {
    let (sheet, table) = book.table(name)?;
    if let Some(column) = &table.column {
        return change::table(sheet, table, &column.value);
    }
    let view = View::new(sheet, table);
    let groups = table.posts.iter().flat_map(|post| view.groups(&post.value)).collect();
    let columns = view.columns.iter().filter_map(|key| sheet.ledger().columns.get(*key));
    let columns = columns.map(|column| Column { title: words(&column.title) }).collect();
    let unit = sheet.ledger().scale.word().unwrap_or("antal").to_owned();
    Table::new(table.description.value.clone(), unit, columns, groups, !view.foots()).ok()
}

/// A table of a sheet with what is shown of it.
struct View<'a> {
    sheet: &'a Sheet,
    row: Option<&'a str>,
    posts: Vec<&'a str>,
    columns: Vec<&'a str>,
}

impl<'a> View<'a> {
    fn new(sheet: &'a Sheet, table: &'a LedgerTable) -> Self {
        let all = || sheet.ledger().columns.keys().map(String::as_str).collect();
        let chosen =
            |columns: &'a Vec<Spanned<String>>| columns.iter().map(|key| key.value.as_str()).collect();
        Self {
            sheet,
            row: table.row.as_ref().map(|row| row.value.as_str()),
            posts: table.posts.iter().map(|post| post.value.as_str()).collect(),
            columns: table.columns.as_ref().map_or_else(all, chosen),
        }
    }

    /// A post as a group of rows: a block under its name, or a single line. Headings within a block begin groups of their own.
    fn groups(&self, key: &str) -> Vec<RowGroup> {
        let Some(post) = self.sheet.ledger().posts.get(key) else { return Vec::new() };
        let rows = self.sheet.rows(key);
        let single = |row: &SheetRow| RowGroup { label: None, rows: vec![self.line(key, post, row)] };
        match (self.row, rows) {
            (Some(shown), _) => {
                rows.iter().find(|row| row.key.as_deref() == Some(shown)).map(single).into_iter().collect()
            }
            (None, [row]) if row.key.is_none() => vec![single(row)],
            (None, _) => self.block(key, post, rows),
        }
    }

    fn block(&self, key: &str, post: &Post, rows: &[SheetRow]) -> Vec<RowGroup> {
        let mut groups: Vec<RowGroup> = Vec::new();
        for row in rows {
            let line = self.row(key, row, words(&row.name), 0, block_role(post, row));
            match (groups.last_mut(), &row.heading) {
                (Some(group), None) => group.rows.push(line),
                (Some(_), Some(heading)) => {
                    groups.push(RowGroup { label: Some(words(heading)), rows: vec![line] });
                }
                (None, heading) => {
                    let label = self.block_label(post, heading.as_ref());
                    groups.push(RowGroup { label: Some(label), rows: vec![line] });
                }
            }
        }
        groups
    }

    /// What stands above a block: the name of its post. Where a heading begins it, the name is only needed beside others.
    fn block_label(&self, post: &Post, heading: Option<&Spanned<String>>) -> Vec<Inline> {
        match (heading, self.posts.as_slice()) {
            (None, _) => label(post, &post.name),
            (Some(heading), [_]) => words(heading),
            (Some(heading), _) => {
                let mut both = label(post, &post.name);
                both.push(Inline::text(" – ", heading.span));
                both.extend(words(heading));
                both
            }
        }
    }

    /// A post on one line, under its short name.
    fn line(&self, key: &str, post: &Post, row: &SheetRow) -> Row {
        let name = post.short.as_ref().unwrap_or(&post.name);
        let parts = self.sheet.addends(key, &|_| true);
        let role = match &post.sum {
            Some(_) if parts.iter().any(|part| self.after(key, part)) => Role::Subtotal,
            Some(_) if parts.iter().any(|part| self.after(part, key)) => Role::Total,
            // A sum of what the table does not show is a figure among others.
            Some(_) | None => Role::Line,
        };
        self.row(key, row, label(post, name), self.depth(key), role)
    }

    fn row(&self, post: &str, row: &SheetRow, label: Vec<Inline>, depth: u8, role: Role) -> Row {
        let cells = self.columns.iter().map(|column| self.cell(post, row, column)).collect();
        Row { span: row.name.span, role, depth, label, cells }
    }

    fn cell(&self, post: &str, row: &SheetRow, column: &str) -> Cell {
        match self.sheet.cell(post, row.key.as_deref(), column) {
            Some(figure) => Cell { span: figure.at(), content: CellContent::Figure(figure.clone()) },
            None if self.sheet.is_absent(post, row.key.as_deref(), column) => {
                Cell { span: row.name.span, content: CellContent::Nothing }
            }
            None => self.said(post, row, column),
        }
    }

    /// Words or a date; nothing where the cell has none.
    fn said(&self, post: &str, row: &SheetRow, column: &str) -> Cell {
        let Some(said) = self.sheet.said(post, row.key.as_deref(), column) else {
            return Cell { span: row.name.span, content: CellContent::Empty };
        };
        Cell { span: said.span, content: CellContent::Text(words(said)) }
    }

    /// One step in for every sum of the table that comes before the post and counts it.
    fn depth(&self, key: &str) -> u8 {
        let sums = self.posts.iter().filter(|sum| self.sheet.addends(sum, &|_| true).contains(&key));
        u8::try_from(sums.filter(|sum| self.after(sum, key)).count()).unwrap_or(u8::MAX)
    }

    fn after(&self, first: &str, second: &str) -> bool {
        let place = |key: &str| self.posts.iter().position(|post| *post == key);
        place(second) > place(first) && place(first).is_some()
    }

    /// Whether every printed total equals the sum of its printed parts, as far as the table shows them all.
    fn foots(&self) -> bool {
        self.posts.iter().all(|post| {
            let shown = self
                .sheet
                .rows(post)
                .iter()
                .filter(|row| self.row.is_none() || row.key.as_deref() == self.row);
            shown.into_iter().all(|row| self.columns.iter().all(|column| self.cell_foots(post, row, column)))
        })
    }

    fn cell_foots(&self, post: &str, row: &SheetRow, column: &str) -> bool {
        if self.row.is_none() && !self.sheet.row_foots(post, row, column) {
            return false;
        }
        if !self.sheet.column_foots(post, row, column, &|name| self.columns.contains(&name)) {
            return false;
        }
        let is_shown = |post: &str| self.posts.contains(&post);
        let parts = self.sheet.addends(post, &is_shown);
        if parts.is_empty() || !parts.iter().all(|part| is_shown(part)) {
            return true;
        }
        let steps = |post: &str| {
            let absent = self.sheet.is_absent(post, row.key.as_deref(), column).then_some(0);
            let figure = self.sheet.cell(post, row.key.as_deref(), column);
            figure.map(|figure| figure.rounded().steps()).or(absent)
        };
        let sum: Option<i128> = parts.iter().map(|part| steps(part)).sum();
        let computed = self.sheet.ledger().columns.get(column).is_some_and(|column| column.formula.is_some());
        let ratio = computed
            && self
                .sheet
                .rounding(column)
                .is_some_and(|it| it.scale.unit() == crate::figures::money::Unit::Share);
        ratio || sum.is_none() || sum == steps(post)
    }
}

fn block_role(post: &Post, row: &SheetRow) -> Role {
    match (post.sum.is_some(), row.result) {
        (_, false) => Role::Line,
        (false, true) => Role::Subtotal,
        (true, true) => Role::Total,
    }
}

pub(super) fn label(post: &Post, name: &Spanned<String>) -> Vec<Inline> {
    let mut label = words(name);
    if let Some(addendum) = &post.addendum {
        label.push(Inline { span: addendum.span, kind: InlineKind::LineBreak });
        label.extend(words(addendum));
    }
    label
}

pub(super) fn words(text: &Spanned<String>) -> Vec<Inline> {
    let at: Span = text.span;
    vec![Inline::text(text.value.clone(), at)]
}
