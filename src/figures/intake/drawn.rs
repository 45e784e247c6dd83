//! Posts that stand in an export alone: contracts, projects, the verksamheter of a nämnd. A sum draws them from the export,
//! `summa: ur avtal`, and tables show them, `ur operationella`.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::Intake;
use super::layout::{Layout, folded, text};
use crate::diagnostic::{NameOf, Problem};
use crate::figures::ledger::GridRow;
use crate::project::content::{Export, ExportKind, Ledger, Post, RowMapping, drawn_from, unknown};
use crate::project::source::Spanned;

/// What became of the rows of an export that sums draw on.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The keys of the posts that were made, by what the export calls them.
    pub(super) posts: BTreeMap<String, String>,
    /// What the export calls rows that belong to no sum, which has been told.
    pub(super) lost: BTreeSet<String>,
}

impl Intake<'_> {
    /// Reports sums that draw on an export that is not there, or has no rows that could be posts.
    pub(super) fn check_drawn(&mut self, ledger: &Ledger) {
        let tables = || {
            let rows = |export: &Export| !matches!(export.kind, ExportKind::Sie(_));
            ledger.exports.iter().filter(move |(_, export)| rows(export)).map(|(name, _)| name.as_str())
        };
        for drawn in ledger.posts.values().filter_map(|post| post.drawn.as_ref()) {
            if !tables().any(|name| name == drawn.export.value) {
                unknown(NameOf::Export, &drawn.export, tables(), self.findings);
            }
        }
    }

    /// Makes a post of every row that is none yet, as a part of the sum that draws on the export. A row that belongs to no
    /// such sum is reported.
    pub(super) fn draw(
        &mut self,
        ledger: &mut Ledger,
        (name, export, mapping): (&str, &Export, &RowMapping),
        layout: &Layout,
        rows: &[GridRow],
    ) -> Option<Drawing> {
        let mut drawing = Drawing::default();
        let mut sums = sums_of(ledger, name, mapping);
        if sums.is_empty() {
            return Some(drawing);
        }
        if sums.len() > 1 && layout.group.is_none() {
            self.findings.add(export.span, Problem::MissingKey { key: "grupp".to_owned() });
            return None;
        }
        let known: BTreeSet<String> =
            ledger.posts.iter().flat_map(|(key, post)| names(key, post, mapping)).collect();
        let outside = |name: &str| mapping.outside.iter().any(|outside| outside.value == name);
        for row in rows.iter().filter(|row| layout.says_something(row) && !layout.is_total(row)) {
            let (called, name) = (layout.key(row), layout.post(row));
            let placed = known.contains(&called) || drawing.has(&called);
            if name.is_empty() || called.is_empty() || placed || outside(&name) || outside(&called) {
                continue;
            }
            let group = layout.group.map(|at| folded(text(row, at)));
            let belongs = |sum: &&mut Sum| group.as_ref().is_none_or(|group| sum.names.contains(group));
            let Some(sum) = sums.iter_mut().find(belongs) else {
                let group = Spanned::new(group.unwrap_or_default(), row.at);
                let names = sums.iter().flat_map(|sum| &sum.names).map(String::as_str);
                unknown(NameOf::Post, &group, names, self.findings);
                drawing.lost.insert(called);
                continue;
            };
            let key = free_key(&called, ledger);
            let post = part(Spanned::new(name, row.at), &ledger.posts[&sum.key]);
            sum.parts.push(Spanned::new(key.clone(), row.at));
            ledger.posts.insert(key.clone(), post);
            drawing.posts.insert(called, key);
        }
        for sum in sums {
            let Some(post) = ledger.posts.get_mut(&sum.key) else { continue };
            post.sum.iter_mut().for_each(|list| list.value.extend(sum.parts.iter().cloned()));
            post.drawn.iter_mut().for_each(|drawn| drawn.read = true);
        }
        Some(drawing)
    }

    /// Puts the parts of a sum in the place of `ur` and its name in the tables.
    pub(super) fn unfold_tables(&mut self, ledger: &mut Ledger) {
        let sums = ledger.posts.iter().filter_map(|(key, post)| Some((key.clone(), post.sum.clone()?.value)));
        let sums: IndexMap<String, Vec<Spanned<String>>> = sums.collect();
        for table in ledger.tables.values_mut() {
            let named = std::mem::take(&mut table.posts);
            for post in named {
                let Some(sum) = drawn_from(&post.value) else {
                    table.posts.push(post);
                    continue;
                };
                let Some(parts) = sums.get(sum) else {
                    let name = Spanned::new(sum.to_owned(), post.span);
                    unknown(NameOf::Post, &name, sums.keys().map(String::as_str), self.findings);
                    continue;
                };
                table.posts.extend(parts.iter().map(|part| Spanned::new(part.value.clone(), post.span)));
            }
        }
    }
}

impl Drawing {
    fn has(&self, called: &str) -> bool {
        self.posts.contains_key(called) || self.lost.contains(called)
    }
}

/// A sum that draws its posts from an export.
struct Sum {
    key: String,
    /// What the export may call it.
    names: Vec<String>,
    parts: Vec<Spanned<String>>,
}

fn sums_of(ledger: &Ledger, export: &str, mapping: &RowMapping) -> Vec<Sum> {
    let draws = |post: &Post| post.drawn.as_ref().is_some_and(|drawn| drawn.export.value == export);
    let sums = ledger.posts.iter().filter(|(_, post)| draws(post));
    sums.map(|(key, post)| Sum { key: key.clone(), names: names(key, post, mapping), parts: Vec::new() })
        .collect()
}

/// What the export may call a post of the sheet.
fn names(key: &str, post: &Post, mapping: &RowMapping) -> Vec<String> {
    let called = mapping.called.iter().filter(|(name, _)| name.value == key).flat_map(|(_, names)| names);
    let names = std::iter::once(&post.name).chain(&post.short).chain(called);
    std::iter::once(key.to_owned()).chain(names.map(|name| name.value.clone())).collect()
}

/// A post under its name, with what it has from the sum it is a part of.
fn part(name: Spanned<String>, sum: &Post) -> Post {
    Post {
        span: name.span,
        name,
        short: None,
        addendum: None,
        key: sum.key.clone(),
        template: sum.template.clone(),
        sum: None,
        drawn: None,
        row_names: sum.row_names.clone(),
        cells: IndexMap::new(),
    }
}

/// A key that no post has, from what the export calls it: lower case, hyphens for whatever is no letter or digit.
fn free_key(called: &str, ledger: &Ledger) -> String {
    let lower = called.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem = if words.is_empty() { "post".to_owned() } else { words.join("-") };
    let numbered = (1_usize..).map(|at| if at == 1 { stem.clone() } else { format!("{stem}-{at}") });
    numbered.into_iter().find(|key| !ledger.posts.contains_key(key)).unwrap_or(stem)
}
