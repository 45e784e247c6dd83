//! Changes of posts: what a column of changes tells of costs, revenues and net, and which posts a table selects by it.
//!
//! An omslutningsförändring changes cost and revenue by the same amount, so that the net stands; a budgetjustering changes
//! the net and says in words how that is financed. A net that changes and says nothing is a deviation.

use super::Sheet;
use crate::figures::money::{Amount, Rounded};
use crate::project::content::{LedgerTable, RowKind, Selection};
use crate::project::source::{Span, Spanned};

impl Sheet {
    /// The posts that a table shows, in its order: all it names, or those that its selection takes.
    pub fn shown<'a>(&'a self, table: &'a LedgerTable) -> Vec<&'a Spanned<String>> {
        let named = table.posts.iter();
        named.filter(|post| self.selects(table, &post.value)).collect()
    }

    /// What a table asks a decision for: the posts that it selects as changes of volume or of the budget, with how
    /// their costs change and where the selection is written.
    pub fn asked<'a>(&'a self, table: &'a LedgerTable) -> Vec<(&'a Spanned<String>, Rounded, Span)> {
        let (Some(column), Some(selection)) = (&table.column, &table.selection) else { return Vec::new() };
        if selection.value == Selection::Deviation {
            return Vec::new();
        }
        let Some(rounding) = self.rounding(&column.value) else { return Vec::new() };
        let change = |post: &'a Spanned<String>| {
            let change = self.cost_change(&post.value, &column.value)?.round(rounding).ok()?;
            Some((post, change, selection.span))
        };
        self.shown(table).into_iter().filter_map(change).collect()
    }

    fn selects(&self, table: &LedgerTable, post: &str) -> bool {
        let (Some(column), Some(selection)) = (&table.column, &table.selection) else { return true };
        if self.ledger.posts.get(post).is_none_or(|post| post.sum.is_some()) {
            return false;
        }
        let (cost, net) = (self.cost_change(post, &column.value), self.net_change(post, &column.value));
        let changes = |amount: Option<Amount>| amount.is_some_and(|amount| !amount.is_zero());
        let financed = self.ledger.columns.keys().any(|column| self.words(post, column).is_some());
        match selection.value {
            Selection::Budget => changes(net) && financed,
            Selection::Deviation => changes(net) && !financed,
            Selection::Volume => changes(cost) && !changes(net),
        }
    }

    /// What a column tells of the costs of a post; nothing where the post counts none.
    pub fn cost_change(&self, post: &str, column: &str) -> Option<Amount> {
        self.total(post, column, &|kind| kind == RowKind::Cost)
    }

    /// What a column tells of the costs and revenues of a post together; nothing where the post counts none.
    pub fn net_change(&self, post: &str, column: &str) -> Option<Amount> {
        self.total(post, column, &|_| true)
    }

    /// The first words that a post has in a column of words.
    pub fn words(&self, post: &str, column: &str) -> Option<&Spanned<String>> {
        self.rows(post).iter().find_map(|row| self.said(post, row.key.as_deref(), column))
    }

    fn total(&self, post: &str, column: &str, counts: &dyn Fn(RowKind) -> bool) -> Option<Amount> {
        let rows = self.rows(post).iter().filter(|row| row.kind.is_some_and(counts));
        let mut figures = rows.filter_map(|row| self.cell(post, row.key.as_deref(), column));
        let first = figures.next()?.rounded().exact();
        figures.try_fold(first, |sum, figure| sum.plus(figure.rounded().exact())).ok()
    }
}
