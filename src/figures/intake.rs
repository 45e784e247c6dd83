//! Figures of the sheets, taken from the exports that the sheets name.
//!
//! Every figure of an export comes to stand in one cell or is said to be outside; what falls between is an error, so that a
//! sum cannot lose an account or a row unseen.

mod accounts;
mod conventions;
mod drawn;
mod layout;
mod rows;

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use crate::diagnostic::{Fault, Findings, NameOf, Problem};
use crate::figures::ledger::delimited::{self, NoTable};
use crate::figures::ledger::sie::{self, Sie};
use crate::figures::ledger::spelling::{self, Spelling};
use crate::figures::ledger::workbook::{self, NoTab};
use crate::figures::ledger::{Grid, Separator};
use crate::figures::money::Amount;
use crate::project::content::{
    Content, EnteredFigure, EnteredRow, Entry, Export, ExportKind, Holds, Ledger, LedgerColumn, Period,
    RowMapping, unknown, unread,
};
use crate::project::source::{FileId, MAX_EXPORT_BYTES, Places, Sources, Span, Spanned};

/// Puts the figures of all exports into the sheets that name them. What is wrong is reported; the cells it concerns are
/// marked as told.
pub fn take(content: &mut Content, sources: &mut Sources, findings: &mut Findings) {
    let period = content.matter.period.clone();
    let mut intake = Intake { sources, findings, period, files: BTreeMap::new() };
    for ledger in content.ledgers.values_mut() {
        intake.check_drawn(ledger);
        for (name, export) in ledger.exports.clone() {
            let taken = intake.take(ledger, &name, &export);
            intake.fill(ledger, &export, taken);
        }
        intake.unfold_tables(ledger);
    }
}

/// What stands in an export for a cell.
struct Taken {
    post: String,
    row: Option<String>,
    column: Spanned<String>,
    filling: Filling,
}

enum Filling {
    /// A figure, with its rows; nothing where what stands there is none, which has been told.
    Figure(Option<Amount>, Places),
    /// Words, or a date.
    Words(Spanned<String>),
}

struct Intake<'a> {
    sources: &'a mut Sources,
    findings: &'a mut Findings,
    period: Option<Period>,
    /// The SIE files that were read, by their path; nothing for one that could not be.
    files: BTreeMap<String, Option<Rc<Sie>>>,
}

impl Intake<'_> {
    /// The figures of one export; nothing where it cannot be read.
    fn take(&mut self, ledger: &mut Ledger, name: &str, export: &Export) -> Option<Vec<Taken>> {
        match &export.kind {
            ExportKind::Csv { separator, mapping } => {
                let grid = self.csv(&export.file, *separator)?;
                self.rows(ledger, name, export, mapping, &grid)
            }
            ExportKind::Sie(mapping) => {
                let sie = self.sie(&export.file)?;
                self.accounts(ledger, export, mapping, &sie)
            }
            ExportKind::Xlsx { sheet, mapping } => {
                let grid = self.xlsx(export, sheet.as_ref())?;
                self.rows(ledger, name, export, mapping, &grid)
            }
        }
    }

    fn bytes(&mut self, file: &Spanned<String>) -> Option<&[u8]> {
        let read = self.sources.bytes(Path::new(&file.value), MAX_EXPORT_BYTES);
        read.map_err(|error| self.findings.add(file.span, unread(error, &file.value, MAX_EXPORT_BYTES))).ok()
    }

    /// The text of an export, registered so that findings can point into it.
    fn register(&mut self, file: &Spanned<String>, text: String, spelling: Option<Spelling>) -> FileId {
        let id = self.sources.register(Path::new(&file.value), None, text);
        if let Some(spelling) = spelling {
            self.findings.add(self.sources.top(id), Problem::EncodingGuessed { spelling: spelling.name() });
        }
        id
    }

    fn sie(&mut self, file: &Spanned<String>) -> Option<Rc<Sie>> {
        if let Some(read) = self.files.get(&file.value) {
            return read.clone();
        }
        let read = self.bytes(file).map(|bytes| (!is_xml(bytes)).then(|| spelling::sie(bytes)));
        if read == Some(None) {
            self.findings.add(file.span, Problem::BrokenExport { fault: Fault::SieFive });
        }
        let sie = read.flatten().map(|(text, spelling)| {
            let id = self.register(file, text, Some(spelling).filter(|it| *it != Spelling::Pc8));
            Rc::new(sie::read(id, self.sources.text(id), self.findings))
        });
        self.files.insert(file.value.clone(), sie.clone());
        sie
    }

    fn csv(&mut self, file: &Spanned<String>, separator: Option<Separator>) -> Option<Grid> {
        let (text, spelling) = self.bytes(file).map(spelling::csv)?;
        let id = self.register(file, text, Some(spelling).filter(|it| *it == Spelling::Windows));
        match delimited::read(id, self.sources.text(id), separator) {
            Ok(grid) => Some(grid),
            Err(why) => {
                let (at, fault) = match why {
                    NoTable::Quote(at) => (Span::new(id, at..at + 1), Fault::Quote),
                    NoTable::TooLarge => (self.sources.top(id), Fault::TooLarge),
                };
                self.findings.add(at, Problem::BrokenExport { fault });
                None
            }
        }
    }

    fn xlsx(&mut self, export: &Export, sheet: Option<&Spanned<String>>) -> Option<Grid> {
        let Export { file, span, .. } = export;
        let bytes = self.bytes(file)?;
        let (at, problem) = match workbook::read(bytes, sheet.map(|sheet| sheet.value.as_str())) {
            Ok(mut tab) => {
                let text = std::mem::take(&mut tab.text);
                let id = self.sources.register(Path::new(&file.value), Some(&tab.name), text);
                return Some(tab.grid(id));
            }
            Err(NoTab::NoSuch(known)) => {
                if let Some(sheet) = sheet {
                    unknown(NameOf::Tab, sheet, known.iter().map(String::as_str), self.findings);
                    return None;
                }
                (*span, Problem::MissingKey { key: "blad".to_owned() })
            }
            Err(NoTab::Broken(said)) => {
                (file.span, Problem::BrokenExport { fault: Fault::Workbook { said } })
            }
            Err(NoTab::Old) => (file.span, Problem::BrokenExport { fault: Fault::OldWorkbook }),
            Err(NoTab::TooLarge) => (file.span, Problem::BrokenExport { fault: Fault::TooLarge }),
        };
        self.findings.add(at, problem);
        None
    }

    /// Puts figures and words into the sheet. A cell that has something already is reported; without figures, the cells that
    /// wait for them are marked as told.
    fn fill(&mut self, ledger: &mut Ledger, export: &Export, taken: Option<Vec<Taken>>) {
        let Some(taken) = taken else {
            return spare(ledger, export);
        };
        for Taken { post, row, column, filling } in taken {
            let Some(found) = ledger.posts.get_mut(&post) else { continue };
            let span = found.span;
            let entered =
                found.cells.entry(row.clone().unwrap_or_default()).or_insert_with(|| EnteredRow::new(span));
            let figure = entered.figures.get(&column.value).map(|figure| figure.key);
            if let Some(first) = figure.or(entered.said.get(&column.value).map(|said| said.span)) {
                let cell = row.map_or(String::new(), |row| format!("{row}."));
                let cell = format!("{post}.{cell}{}", column.value);
                self.findings.add_two(first, Problem::TwoOrigins { cell }, export.span);
                continue;
            }
            match filling {
                Filling::Figure(amount, rows) => {
                    let entry = amount.map_or(Entry::Told, |amount| Entry::Taken { amount, rows });
                    entered
                        .figures
                        .insert(column.value, EnteredFigure { key: column.span, entry, stated: None });
                }
                Filling::Words(words) => {
                    entered.said.insert(column.value, words);
                }
            }
        }
    }

    /// Whether an export can fill a column of the sheet with figures; one that is not there, or is computed, is reported.
    fn column(&mut self, ledger: &Ledger, name: &Spanned<String>) -> bool {
        self.fits(ledger, name, &LedgerColumn::is_entered)
    }

    /// Whether a column of the sheet takes what an export has for it; one that is not there, or does not, is reported.
    fn fits(
        &mut self,
        ledger: &Ledger,
        name: &Spanned<String>,
        takes: &dyn Fn(&LedgerColumn) -> bool,
    ) -> bool {
        let found = ledger.columns.get(&name.value);
        if found.is_some_and(takes) {
            return true;
        }
        if found.is_some_and(|column| column.holds == Holds::Figures && !column.is_entered()) {
            self.findings.add(name.span, Problem::ComputedCell { cell: name.value.clone() });
        } else {
            let right = ledger.columns.iter().filter(|(_, column)| takes(column));
            unknown(NameOf::Column, name, right.map(|(key, _)| key.as_str()), self.findings);
        }
        false
    }
}

/// XML begins with `<`, after a mark of its encoding.
fn is_xml(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    body.trim_ascii_start().starts_with(b"<")
}

/// Marks the cells that an unreadable export should have filled.
fn spare(ledger: &mut Ledger, export: &Export) {
    let columns: Vec<Spanned<String>> = match &export.kind {
        ExportKind::Csv { mapping, .. } | ExportKind::Xlsx { mapping, .. } => columns_of(mapping),
        ExportKind::Sie(mapping) => mapping.amounts.iter().map(|(column, _)| column.clone()).collect(),
    };
    let templates = ledger.templates.clone();
    for post in ledger.posts.values_mut().filter(|post| post.sum.is_none()) {
        let template = post
            .template
            .as_ref()
            .map_or(templates.first().map(|(_, rows)| rows), |name| templates.get(&name.value));
        let rows: Vec<String> = template.map_or(vec![String::new()], |rows| {
            rows.iter().filter(|(_, row)| row.formula.is_none()).map(|(key, _)| key.clone()).collect()
        });
        for row in rows {
            let span = post.span;
            let entered = post.cells.entry(row).or_insert_with(|| EnteredRow::new(span));
            for column in &columns {
                let told = EnteredFigure { key: column.span, entry: Entry::Told, stated: None };
                entered.figures.entry(column.value.clone()).or_insert(told);
            }
        }
    }
}

/// The columns of the sheet that rows are mapped to: `vp`, also where the row stands before it.
fn columns_of(mapping: &RowMapping) -> Vec<Spanned<String>> {
    mapping.amounts.iter().map(|(name, _)| layout::parted(name).1).collect()
}

/// The rows of a post that figures can be entered in; none without a key where the sheet has no rows.
fn open_rows<'a>(ledger: &'a Ledger, post: &str) -> Vec<(&'a str, &'a str)> {
    let template = ledger.posts.get(post).and_then(|post| post.template.as_ref());
    let rows = match template {
        Some(name) => ledger.templates.get(&name.value),
        None => ledger.templates.first().map(|(_, rows)| rows),
    };
    let open = rows.into_iter().flatten().filter(|(_, row)| row.formula.is_none());
    open.map(|(key, row)| (key.as_str(), row.name.value.as_str())).collect()
}
