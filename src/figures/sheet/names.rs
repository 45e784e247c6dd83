//! Names in a sheet that lead nowhere: posts in sums and tables, rows, columns, period keys.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::SheetRow;
use crate::diagnostic::{Findings, NameOf, Problem};
use crate::project::content::{Ledger, Post, unknown};
use crate::project::source::Spanned;

/// Names that nothing has: posts in sums and tables, rows and columns in tables, entered rows and columns.
pub(super) fn check_names(ledger: &Ledger, rows: &IndexMap<String, Vec<SheetRow>>, findings: &mut Findings) {
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
