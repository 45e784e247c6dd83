//! A sheet of the ledger: columns with formulas, row templates, posts with entered figures, and the tables that
//! show them. Kinds of table are data here, never code for one report.

use indexmap::IndexMap;

use super::contract::{Contracts, HOLDS, Holds, Years, contracts, years};
use super::export::{Export, export};
use super::fields::{Fields, entries, some_entries, text, word};
use super::form::{FORMS, template};
use super::period_key::{PERIOD, PeriodKey, named_months, period_key};
use super::yaml::{Node, Value};
use crate::diagnostic::{Findings, Kind, Problem};
use crate::figures::money::{Amount, MAX_DECIMALS, Scale};
use crate::project::source::{FileId, Places, Span, Spanned};

/// A sheet as the clerk wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    /// The file it stands in.
    pub file: FileId,
    /// The scale its figures are written in and printed on.
    pub scale: Scale,
    /// Decimals that are printed.
    pub decimals: u8,
    /// Which sign costs have, where the sheet says so.
    pub convention: Option<Convention>,
    /// Period keys, by name.
    pub keys: IndexMap<String, PeriodKey>,
    /// Columns in order, by key.
    pub columns: IndexMap<String, LedgerColumn>,
    /// Row templates, by key; a post follows the first unless it names another.
    pub templates: IndexMap<String, IndexMap<String, LedgerRow>>,
    /// Posts in order, by key.
    pub posts: IndexMap<String, Post>,
    /// Tables, by name.
    pub tables: IndexMap<String, LedgerTable>,
    /// Checks: expressions over cells of any sheet that must come to nothing, by what they hold.
    pub checks: IndexMap<String, Spanned<String>>,
    /// The columns that make its posts contracts, where they are.
    pub contracts: Option<Contracts>,
    /// The exports that figures are taken from, by name.
    pub exports: IndexMap<String, Export>,
}

/// Which sign costs have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// Costs are negative, revenues positive.
    CostsNegative,
    /// Costs are positive, revenues negative.
    CostsPositive,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerColumn {
    /// Where it was written.
    pub span: Span,
    /// Its heading.
    pub title: Spanned<String>,
    /// How it is computed from other columns; without it, it is entered.
    pub formula: Option<Spanned<String>>,
    /// What its cells hold.
    pub holds: Holds,
    /// The years in which what it counts of a contract's fees falls due.
    pub due: Option<Spanned<Years>>,
    /// The column that it is a part of, with all others that are; it is printed as that one is.
    pub part_of: Option<Spanned<String>>,
    /// Its own scale, where it differs from the sheet's.
    pub scale: Option<Scale>,
    /// Its own number of decimals, where it differs from the sheet's.
    pub decimals: Option<u8>,
}

impl LedgerColumn {
    /// Whether a person enters its figures.
    pub fn is_entered(&self) -> bool {
        self.holds == Holds::Figures && self.formula.is_none() && self.due.is_none()
    }
}

/// A row of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    /// Its label.
    pub name: Spanned<String>,
    /// How it is computed from other rows; without it, it is entered.
    pub formula: Option<Spanned<String>>,
    /// Cost or revenue, where it is one.
    pub kind: Option<RowKind>,
    /// The heading that it and the rows after it stand under.
    pub heading: Option<Spanned<String>>,
}

/// What a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// Kostnad or utgift.
    Cost,
    /// Intäkt or inkomst.
    Revenue,
}

/// A post: a verksamhet, or a sum of posts.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Its key, where it stands.
    pub span: Span,
    /// Its label.
    pub name: Spanned<String>,
    /// Its label where there is little room.
    pub short: Option<Spanned<String>>,
    /// A second line under the label.
    pub addendum: Option<Spanned<String>>,
    /// The period key that its year follows, where not evenly.
    pub key: Option<Spanned<String>>,
    /// The row template it follows, where not the first.
    pub template: Option<Spanned<String>>,
    /// The posts it is the sum of, row by row.
    pub sum: Option<Parts>,
    /// The export whose rows are these posts, where they are not named in the sheet.
    pub drawn: Option<Drawn>,
    /// Its own labels for rows of the template.
    pub row_names: IndexMap<String, Spanned<String>>,
    /// Entered figures, by row and column; a post without rows has them under the empty row.
    pub cells: IndexMap<String, EnteredRow>,
}

/// The posts of a sum, and where they are listed.
pub type Parts = Spanned<Vec<Spanned<String>>>;

/// Posts that stand in an export alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The name of the export.
    pub export: Spanned<String>,
    /// The export could be read, so that the posts are all there.
    pub read: bool,
}

/// Entered figures of a row, by column, as written.
#[derive(Clone, Debug, PartialEq)]
pub struct EnteredRow {
    /// The row's key, where it stands.
    pub span: Span,
    /// The figures, by column.
    pub figures: IndexMap<String, EnteredFigure>,
    /// What is written in columns that hold words or dates, by column.
    pub said: IndexMap<String, Spanned<String>>,
}

/// A figure under the key of its column.
#[derive(Clone, Debug, PartialEq)]
pub struct EnteredFigure {
    /// The key, where it stands.
    pub key: Span,
    /// What it is.
    pub entry: Entry,
    /// What another document states that it comes to: held against what is computed, and never printed.
    pub stated: Option<Spanned<String>>,
}

/// What stands for a figure that no column, row or sum computes.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A dash: there is no such figure, which is not zero.
    Absent,
    /// A formula over cells of any sheet, written after an equals sign.
    Follows(Spanned<String>),
    /// Taken from an export.
    Taken {
        /// The sum of its rows.
        amount: Amount,
        /// The rows.
        rows: Places,
    },
    /// Nothing: the cell is computed, and only what it should come to is stated.
    Stated,
    /// Nothing that is a figure, which has been told.
    Told,
    /// Written by a person.
    Written(Spanned<String>),
}

/// A table that shows posts.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerTable {
    /// Its name, where it stands.
    pub span: Span,
    /// What it shows, for who cannot see it.
    pub description: Spanned<String>,
    /// The one row that is shown of every post; without it every post is a block of its rows.
    pub row: Option<Spanned<String>>,
    /// The posts, in order.
    pub posts: Vec<Spanned<String>>,
    /// The columns, in order; without it all of the sheet. Where one column is shown, those of words after the rows.
    pub columns: Option<Vec<Spanned<String>>>,
    /// The one column that is shown of every post, with the rows of the posts side by side.
    pub column: Option<Spanned<String>>,
    /// Which of the posts are shown, by what that column tells of them; without it all.
    pub selection: Option<Spanned<Selection>>,
}

/// Posts by what a column of changes tells of their costs and revenues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Budgetjustering: the net changes, and words beside it say how that is financed.
    Budget,
    /// Avvikelse: the net changes, and nothing is said of how that is financed.
    Deviation,
    /// Omslutningsförändring: cost and revenue change by the same amount.
    Volume,
}

pub(super) const SELECTIONS: [(&str, Selection); 3] = [
    ("avvikelse", Selection::Deviation),
    ("budgetjustering", Selection::Budget),
    ("omslutningsförändring", Selection::Volume),
];

pub(super) const SCALES: [(&str, Scale); 6] = [
    ("antal", Scale::Ones),
    ("kr", Scale::Kronor),
    ("mdkr", Scale::Mdkr),
    ("mnkr", Scale::Mnkr),
    ("procent", Scale::Percent),
    ("tkr", Scale::Tkr),
];

pub(super) const CONVENTIONS: [(&str, Convention); 2] =
    [("kostnader-minus", Convention::CostsNegative), ("kostnader-plus", Convention::CostsPositive)];

pub(super) const ROW_KINDS: [(&str, RowKind); 2] = [("intäkt", RowKind::Revenue), ("kostnad", RowKind::Cost)];

/// What is written in a cell that has no value: a dash of any kind.
const DASHES: [&str; 4] = ["-", "–", "—", "−"];

/// The template that a sheet has from the form it follows.
const FORM: &str = "uppställning";

/// Reads a sheet.
pub(super) fn ledger(file: FileId, node: &Node, findings: &mut Findings) -> Option<Ledger> {
    let mut fields = Fields::open(node, findings)?;
    fields.need("enhet", findings);
    let scale = fields.choice("enhet", &SCALES, findings);
    fields.need("decimaler", findings);
    let decimals = fields.number("decimaler", 0, MAX_DECIMALS, findings);
    let convention = fields.choice("tecken", &CONVENTIONS, findings);
    let keys = named(fields.take("periodnycklar", findings), findings, |_, node, findings| {
        word("periodnycklar", node, findings).map(|written| period_key(&written, findings))
    });
    let columns = named(fields.need("kolumner", findings), findings, column);
    let form = fields.choice("uppställning", FORMS, findings);
    let own = named(fields.take("mallar", findings), findings, |_, node, findings| {
        Some(named(Some(node), findings, row))
    });
    let mut templates: IndexMap<_, _> = form.iter().map(|form| (FORM.to_owned(), template(*form))).collect();
    templates.extend(own);
    let posts = named(fields.need("poster", findings), findings, |key, node, findings| {
        post(key, node, templates.is_empty(), &columns, findings)
    });
    let checks = named(fields.take("kontroller", findings), findings, |_, node, findings| {
        word("kontroller", node, findings)
    });
    let contracts = fields.take("avtal", findings).and_then(|node| contracts(node, findings));
    let tables = named(fields.take("tabeller", findings), findings, table);
    let exports = named(fields.take("källor", findings), findings, export);
    fields.close(findings);
    if columns.is_empty() {
        return None;
    }
    Some(Ledger {
        file,
        scale: scale?.value,
        decimals: decimals?.value,
        convention: convention.map(|chosen| chosen.value),
        keys,
        columns,
        templates,
        posts,
        tables,
        checks,
        contracts,
        exports,
    })
}

/// The entries of a mapping that has some and whose keys are names that the clerk chose. A name that is missing within one is reported, and
/// the key put in its place: what points at it is not wrong.
fn named<T>(
    node: Option<&Node>,
    findings: &mut Findings,
    mut read: impl FnMut(&Spanned<String>, &Node, &mut Findings) -> Option<T>,
) -> IndexMap<String, T> {
    let list = node.and_then(|node| some_entries(node, findings)).unwrap_or_default();
    let one = |(key, value): &(Spanned<String>, Node)| Some((key.value.clone(), read(key, value, findings)?));
    list.iter().filter_map(one).collect()
}

fn column(key: &Spanned<String>, node: &Node, findings: &mut Findings) -> Option<LedgerColumn> {
    let mut fields = Fields::open(node, findings)?;
    let title = fields.need_text("rubrik", findings);
    let formula = fields.word("formel", findings);
    let holds = fields.choice("slag", &HOLDS, findings);
    if holds.is_none_or(|chosen| chosen.value == Holds::Figures) {
        refuse_part_of_year(key, findings);
    }
    let due = fields.word("förfaller", findings).map(|written| years(written, findings));
    let part_of = fields.word("del-av", findings);
    let scale = fields.choice("enhet", &SCALES, findings);
    let decimals = fields.number("decimaler", 0, MAX_DECIMALS, findings);
    fields.close(findings);
    Some(LedgerColumn {
        span: node.span,
        title: title.unwrap_or_else(|| key.clone()),
        formula,
        holds: holds.map(|chosen| chosen.value).unwrap_or_default(),
        due,
        part_of,
        scale: scale.map(|chosen| chosen.value),
        decimals: decimals.map(|number| number.value),
    })
}

/// Reports a column or row whose key formulas take for a part of the year.
fn refuse_part_of_year(key: &Spanned<String>, findings: &mut Findings) {
    if key.value == PERIOD || named_months(&key.value).is_some() {
        findings.add(key.span, Problem::ReservedName { name: key.value.clone() });
    }
}

fn row(key: &Spanned<String>, node: &Node, findings: &mut Findings) -> Option<LedgerRow> {
    let mut fields = Fields::open(node, findings)?;
    let name = fields.need_text("namn", findings);
    refuse_part_of_year(key, findings);
    let formula = fields.word("formel", findings);
    let kind = fields.choice("art", &ROW_KINDS, findings);
    let heading = fields.text("rubrik", findings);
    fields.close(findings);
    Some(LedgerRow {
        name: name.unwrap_or_else(|| key.clone()),
        formula,
        kind: kind.map(|chosen| chosen.value),
        heading,
    })
}

fn post(
    key: &Spanned<String>,
    node: &Node,
    flat: bool,
    columns: &IndexMap<String, LedgerColumn>,
    findings: &mut Findings,
) -> Option<Post> {
    let mut fields = Fields::open(node, findings)?;
    let name = fields.need_text("namn", findings);
    let short = fields.text("kort", findings);
    let addendum = fields.text("tillägg", findings);
    let template = fields.word("mall", findings);
    let period_key = fields.word("periodnyckel", findings);
    let (sum, drawn) = sum(&mut fields, findings);
    let row_names = named(fields.take("radnamn", findings), findings, |_, node, findings| {
        text("radnamn", node, findings)
    });
    let mut cells = IndexMap::new();
    for (row, value) in fields.others() {
        if flat {
            let entered = cells.entry(String::new()).or_insert_with(|| EnteredRow::new(key.span));
            cell(row, value, columns, entered, findings);
        } else if is_dash(value) {
            cells.insert(row.value.clone(), absent(row.span, columns));
        } else if let Some(list) = entries(value, findings) {
            let mut entered = EnteredRow::new(row.span);
            for (column, value) in list {
                cell(column, value, columns, &mut entered, findings);
            }
            cells.insert(row.value.clone(), entered);
        }
    }
    fields.close_named(findings);
    let name = name.unwrap_or_else(|| key.clone());
    let key = key.span;
    Some(Post { span: key, name, short, addendum, key: period_key, template, sum, drawn, row_names, cells })
}

/// The posts of a sum: those it lists, or those of an export, `ur avtal`.
fn sum(fields: &mut Fields<'_>, findings: &mut Findings) -> (Option<Parts>, Option<Drawn>) {
    let Some(node) = fields.take("summa", findings) else { return (None, None) };
    let listed = |parts| Some(Spanned::new(parts, node.span));
    if let Value::Scalar(written) = &node.value
        && let Some(name) = drawn_from(written)
    {
        let export = Spanned::new(name.to_owned(), node.span);
        return (listed(Vec::new()), Some(Drawn { export, read: false }));
    }
    (listed(fields.words("summa", findings).unwrap_or_default()), None)
}

/// What the posts come out of, in `ur avtal`: an export whose rows they are, or a sum that they are parts of.
pub fn drawn_from(written: &str) -> Option<&str> {
    written.strip_prefix("ur ").map(str::trim)
}

impl Post {
    /// The formula that is written in a cell.
    pub fn follows(&self, row: Option<&str>, column: &str) -> Option<&Spanned<String>> {
        match &self.cells.get(row.unwrap_or(""))?.figures.get(column)?.entry {
            Entry::Follows(formula) => Some(formula),
            Entry::Absent | Entry::Stated | Entry::Taken { .. } | Entry::Told | Entry::Written(_) => None,
        }
    }
}

impl EnteredRow {
    /// A row with nothing in it.
    pub fn new(span: Span) -> Self {
        Self { span, figures: IndexMap::new(), said: IndexMap::new() }
    }
}

/// Whether a dash is written.
fn is_dash(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(written) if DASHES.contains(&written.trim()))
}

/// A row with a dash for every figure that is entered.
fn absent(span: Span, columns: &IndexMap<String, LedgerColumn>) -> EnteredRow {
    let figure = EnteredFigure { key: span, entry: Entry::Absent, stated: None };
    let entered = columns.iter().filter(|(_, column)| column.is_entered());
    let figures = entered.map(|(key, _)| (key.clone(), figure.clone())).collect();
    EnteredRow { span, figures, said: IndexMap::new() }
}

/// Puts one entered cell into its row.
fn cell(
    column: &Spanned<String>,
    node: &Node,
    columns: &IndexMap<String, LedgerColumn>,
    row: &mut EnteredRow,
    findings: &mut Findings,
) {
    match columns.get(&column.value).map_or(Holds::Figures, |column| column.holds) {
        Holds::Figures => figure(column, node, row, findings),
        Holds::Dates | Holds::Words => {
            let said = text(&column.value, node, findings);
            row.said.extend(said.map(|said| (column.value.clone(), said)));
        }
    }
}

/// Puts one entered figure into its row.
fn figure(column: &Spanned<String>, node: &Node, row: &mut EnteredRow, findings: &mut Findings) {
    let mut stated = None;
    let entry = match &node.value {
        Value::Scalar(_) if is_dash(node) => Entry::Absent,
        Value::Scalar(written) => match written.strip_prefix('=') {
            Some(formula) => Entry::Follows(Spanned::new(formula.trim().to_owned(), node.span)),
            None => Entry::Written(Spanned::new(written.clone(), node.span)),
        },
        Value::Null => {
            findings.add(column.span, Problem::EmptyValue { key: column.value.clone() });
            Entry::Told
        }
        Value::Mapping(entries) if entries.iter().any(|(key, _)| key.value == STATED) => {
            let (entry, written) = computed(node, findings);
            stated = written;
            entry
        }
        Value::Mapping(_) | Value::Sequence(_) => {
            findings.add(node.span, Problem::WrongKind { expected: Kind::Scalar, found: node.kind() });
            Entry::Told
        }
    };
    row.figures.insert(column.value.clone(), EnteredFigure { key: column.span, entry, stated });
}

/// The key of what a computed cell is stated to come to.
const STATED: &str = "angivet";

/// A cell that is computed, by a formula of its own or by its column or row, with what it is stated to come to.
fn computed(node: &Node, findings: &mut Findings) -> (Entry, Option<Spanned<String>>) {
    let Some(mut fields) = Fields::open(node, findings) else { return (Entry::Told, None) };
    let stated = fields.need_word(STATED, findings);
    let formula = fields.word("formel", findings);
    fields.close(findings);
    let without_sign = |written: String| written.trim_start_matches('=').trim().to_owned();
    (formula.map_or(Entry::Stated, |formula| Entry::Follows(formula.map(without_sign))), stated)
}

fn table(key: &Spanned<String>, node: &Node, findings: &mut Findings) -> Option<LedgerTable> {
    let mut fields = Fields::open(node, findings)?;
    let description = fields.need_text("beskrivning", findings);
    let row = fields.word("rad", findings);
    fields.need("poster", findings);
    let posts = fields.words("poster", findings);
    let columns = fields.words("kolumner", findings);
    let column = fields.word("kolumn", findings);
    let selection = fields.choice("urval", &SELECTIONS, findings);
    fields.close(findings);
    let description = description.unwrap_or_else(|| key.clone());
    Some(LedgerTable {
        span: key.span,
        description,
        row,
        posts: posts.unwrap_or_default(),
        columns,
        column,
        selection,
    })
}
