//! The document as plain text: what reviewers read, and what the other writers are compared with.

use std::fmt::Write;

use crate::document::tree::{
    Block, BlockKind, CellContent, Document, Inline, Level, NOTHING, Part, Table, plain,
};
use crate::figures::money::SWEDISH;

/// Prints the whole document as text: blank lines between blocks, tables in columns, notes after the block that refers
/// to them, no page furniture.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for part in &document.parts {
        for block in &part.blocks {
            print_block(&mut out, block, part, 0);
            print_notes(&mut out, block);
        }
    }
    out
}

fn print_block(out: &mut String, block: &Block, part: &Part, indent: usize) {
    match &block.kind {
        BlockKind::Chart(chart) => {
            print_lines(out, chart.caption(), indent);
            print_table(out, chart.table());
        }
        BlockKind::Contents { deepest } => print_contents(out, part, *deepest),
        BlockKind::Heading { text, .. } | BlockKind::Paragraph { text, .. } => print_lines(out, text, indent),
        BlockKind::Image(image) => print_lines(out, &image.caption, indent),
        BlockKind::List { ordered, items } => print_list(out, *ordered, items, part, indent),
        BlockKind::PageBreak | BlockKind::Signature(_) => {}
        BlockKind::Table(table) => print_table(out, table),
    }
}

fn print_lines(out: &mut String, text: &[Inline], indent: usize) {
    for line in plain(text).lines() {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
    out.push('\n');
}

fn print_notes(out: &mut String, block: &Block) {
    for note in block.notes() {
        let _ = writeln!(out, "{} {}\n", note.mark(), plain(&note.text).replace('\n', " "));
    }
}

fn print_contents(out: &mut String, part: &Part, deepest: Level) {
    for (_, level, text) in part.listed(deepest) {
        let _ = writeln!(out, "{:width$}{}", "", plain(text), width = 2 * usize::from(level.number() - 2));
    }
    out.push('\n');
}

fn print_list(out: &mut String, ordered: bool, items: &[Vec<Block>], part: &Part, indent: usize) {
    for (at, item) in items.iter().enumerate() {
        let mark = if ordered { format!("{}. ", at + 1) } else { "• ".to_owned() };
        let inner = indent + mark.chars().count();
        let mut body = String::new();
        item.iter().for_each(|block| print_block(&mut body, block, part, inner));
        let _ = writeln!(out, "{:indent$}{mark}{}", "", body.trim());
    }
    out.push('\n');
}

fn print_table(out: &mut String, table: &Table) {
    let mut rows: Vec<Vec<String>> = vec![heads(table)];
    for group in table.groups() {
        rows.extend(group.label.as_deref().map(|label| vec![plain(label)]));
        for row in &group.rows {
            let label = format!(
                "{:width$}{}",
                "",
                plain(&row.label).replace('\n', " "),
                width = 2 * usize::from(row.depth)
            );
            let cells = row.cells.iter().map(|cell| match &cell.content {
                CellContent::Empty => String::new(),
                CellContent::Figure(figure) => figure.text(&SWEDISH),
                CellContent::Nothing => NOTHING.to_owned(),
                CellContent::Text(text) => plain(text),
            });
            rows.push(std::iter::once(label).chain(cells).collect());
        }
    }
    let width = |column: usize| {
        let of = |row: &Vec<String>| row.get(column).map_or(0, |cell| cell.chars().count());
        rows.iter().filter(|row| row.len() > 1).map(of).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..=table.columns().len()).map(width).collect();
    for row in &rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let width = widths[column];
            let _ =
                if column == 0 { write!(line, "{cell:<width$}") } else { write!(line, "  {cell:>width$}") };
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    if let Some(note) = table.note() {
        let _ = writeln!(out, "{note}\n");
    }
}

fn heads(table: &Table) -> Vec<String> {
    std::iter::once(table.corner().to_owned())
        .chain(table.columns().iter().map(|column| plain(&column.title)))
        .collect()
}
