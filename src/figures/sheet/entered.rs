//! What is entered in a sheet, held against what its rows and columns ask for.

use super::SheetRow;
use super::evaluate::{Evaluator, Known};
use super::prepare::Prepared;
use crate::diagnostic::{Problem, nearest};
use crate::figures::figure::CellRef;
use crate::figures::money::{Amount, Footing, Interval, SWEDISH};
use crate::project::content::{Convention, EnteredFigure, Entry, Ledger, Parts, Post, RowKind};

impl Evaluator<'_> {
    /// What a row of a post should have entered, has not, or should not have; and whether the signs are right.
    pub(super) fn check_entered(&mut self, sheet: &Prepared<'_>, post_key: &str, row: &SheetRow) {
        let ledger = sheet.ledger;
        let post = &ledger.posts[post_key];
        let entered = post.cells.get(row.key.as_deref().unwrap_or(""));
        let computes = post.sum.is_some() || row.result;
        for (key, figure) in entered.iter().flat_map(|entered| &entered.figures) {
            let Some(column) = ledger.columns.get(key) else { continue };
            let cell = CellRef { post: post_key.to_owned(), row: row.key.clone(), column: key.clone() };
            let is_stated = figure.entry == Entry::Stated;
            let follows =
                column.formula.is_some() || column.due.is_some() || row.result || post.sum.is_some();
            if is_stated && !follows {
                self.findings.add(figure.key, Problem::MissingKey { key: "formel".to_owned() });
            } else if is_stated {
                // Held against what it comes to when all is computed.
            } else if column.formula.is_some() || column.due.is_some() || (row.result && post.sum.is_none()) {
                self.findings.add(figure.key, Problem::ComputedCell { cell: cell.to_string() });
            } else if let Some(sum) = &post.sum {
                self.check_total(sheet, &cell, post, sum);
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
            // Told for all rows of the post together.
            (None, Some(_)) => {}
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
        self.check_signs(ledger, post, row);
    }

    /// The rows of a post that have nothing entered, in one message; a row that an unknown one beside it is meant for is
    /// told there.
    pub(super) fn check_rows(&mut self, sheet: &Prepared<'_>, post_key: &str) {
        let post = &sheet.ledger.posts[post_key];
        let rows = &sheet.rows[post_key];
        if post.sum.is_some() {
            return;
        }
        let own = || rows.iter().filter_map(|row| row.key.as_deref());
        let unknown = post.cells.keys().filter(|key| !key.is_empty() && !own().any(|row| row == *key));
        let meant: Vec<String> = unknown.filter_map(|key| nearest(key, own())).collect();
        let needed = rows.iter().filter(|row| !row.result).filter_map(|row| row.key.as_ref());
        let missing = needed.filter(|row| !post.cells.contains_key(*row) && !meant.contains(row));
        let missing: Vec<String> = missing.cloned().collect();
        if !missing.is_empty() {
            let problem = Problem::MissingRow { post: post_key.to_owned(), rows: missing };
            self.findings.add(post.span, problem);
        }
    }

    /// A total that is entered beside the posts it sums: a check, held against what the posts give.
    fn check_total(&mut self, sheet: &Prepared<'_>, cell: &CellRef, post: &Post, sum: &Parts) {
        let entered = self.entered(sheet, cell, post);
        let (Some(Known::Value((entered, origin))), Some(Known::Value(computed))) =
            (entered, self.cell(cell))
        else {
            return;
        };
        let Some(column) = sheet.ledger.columns.get(&cell.column) else { return };
        let rounding = sheet.ledger.rounding(column);
        let at = origin.at();
        let total = self.interval(sheet, cell, entered);
        let parts = sum.value.iter().filter_map(|part| {
            let cell = CellRef { post: part.value.clone(), ..cell.clone() };
            match self.cell(&cell) {
                Some(Known::Value(amount)) => Some(self.interval(sheet, &cell, amount)),
                _ => None,
            }
        });
        let parts: Vec<Interval> = parts.collect();
        let added = parts.into_iter().try_fold(Interval::nothing(computed), Interval::plus);
        let Ok(footing) = added.and_then(|added| total.foots(added)) else { return };
        let text = |amount: Amount| amount.round(rounding).map(|rounded| rounded.text(&SWEDISH));
        let (Ok(entered), Ok(computed)) = (text(entered), text(computed)) else { return };
        match footing {
            Footing::Wrong => {
                let problem = Problem::DoesNotFoot { cell: cell.to_string(), entered, computed };
                self.findings.add_two(at, problem, sum.span);
            }
            Footing::Rounded if entered != computed => {
                self.findings.add_two(at, Problem::RoundedTotal { stated: entered, computed }, sum.span);
            }
            Footing::Exact | Footing::Rounded => {}
        }
    }

    /// How well a cell is known: what is written, to its last digit; what is taken from a ledger, exactly; what is summed, as
    /// well as its parts.
    fn interval(&mut self, sheet: &Prepared<'_>, cell: &CellRef, amount: Amount) -> Interval {
        let ledger = sheet.ledger;
        let (Some(post), Some(column)) = (ledger.posts.get(&cell.post), ledger.columns.get(&cell.column))
        else {
            return Interval::exact(amount);
        };
        let row = post.cells.get(cell.row.as_deref().unwrap_or(""));
        let written = |figure: &EnteredFigure| match &figure.entry {
            Entry::Written(text) => {
                let scale = column.scale.unwrap_or(ledger.scale);
                Some(Interval::written(amount, &text.value, scale, Some(ledger.rounding(column))))
            }
            Entry::Absent | Entry::Follows(_) | Entry::Stated | Entry::Taken { .. } | Entry::Told => None,
        };
        let own = row.and_then(|row| row.figures.get(&cell.column));
        if let Some(interval) = own.and_then(written) {
            return interval;
        }
        let parts: Vec<CellRef> = match &post.sum {
            Some(sum) => {
                sum.value.iter().map(|part| CellRef { post: part.value.clone(), ..cell.clone() }).collect()
            }
            // The result of a post is known as well as its rows.
            None if own.is_none() => {
                let rows = post.cells.iter().filter(|(_, row)| row.figures.contains_key(&cell.column));
                let named = |(key, _): (&String, _)| CellRef { row: Some(key.clone()), ..cell.clone() };
                rows.map(named).filter(|part| part.row != cell.row).collect()
            }
            None => Vec::new(),
        };
        let mut slack = Interval::nothing(amount);
        for part in parts {
            if let Some(Known::Value(value)) = self.cell(&part) {
                let known = self.interval(sheet, &part, value);
                slack = slack.plus(known).unwrap_or(slack);
            }
        }
        slack.at(amount)
    }

    fn check_signs(&mut self, ledger: &Ledger, post: &Post, row: &SheetRow) {
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
                // What follows from cells elsewhere has its sign from there.
                Entry::Absent | Entry::Follows(_) | Entry::Stated | Entry::Told => continue,
                Entry::Written(written) => (Amount::parse(&written.value, ledger.scale), written.span),
            };
            if amount.is_ok_and(|amount| !amount.is_zero() && amount.is_negative() == positive) {
                self.findings.add(at, Problem::SignConvention { row: row.name.value.clone(), cost });
            }
        }
    }
}
