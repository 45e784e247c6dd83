//! A third writer, plain HTML, in sixty lines: the proof that the tree carries everything and that a writer needs
//! nothing else. `cargo run --example third_writer [FOLDER]` prints the page.

#![expect(clippy::print_stdout, reason = "the page is the result")]

use std::path::PathBuf;

use tertial::document::tree::{
    Block, BlockKind, CellContent, Document, Inline, InlineKind, Level, NOTHING, Part, Stage, Table,
};
use tertial::figures::money::SWEDISH;
use tertial::pipeline;

fn main() {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("examples/minimal"), PathBuf::from);
    let project = pipeline::read(&folder, Stage::Draft).expect("the folder is a project");
    println!("{}", html(&project.document.expect("the project has a document")));
}

fn html(document: &Document) -> String {
    let title = escaped(&document.meta.title.value);
    let parts: String = document.parts.iter().map(|part| blocks(&part.blocks, part)).collect();
    format!(
        "<!doctype html>\n<html lang=\"sv\"><meta charset=\"utf-8\"><title>{title}</title>\n{parts}</html>"
    )
}

fn blocks(list: &[Block], part: &Part) -> String {
    list.iter().map(|it| block(it, part)).collect()
}

fn block(block: &Block, part: &Part) -> String {
    match &block.kind {
        BlockKind::Chart(chart) => {
            let label = format!("<figcaption>{}</figcaption>", words(chart.caption()));
            format!("<figure>{label}{}</figure>\n", table(chart.table()))
        }
        BlockKind::Contents { deepest } => contents(part, *deepest),
        BlockKind::Heading { level, text } => {
            let (level, id) = (level.number(), escaped(block.anchor.as_str()));
            format!("<h{level} id=\"{id}\">{}</h{level}>\n", words(text))
        }
        BlockKind::Image(image) => {
            format!("<p>{} [{}]</p>\n", words(&image.caption), escaped(&image.alternative))
        }
        BlockKind::List { ordered, items } => {
            let tag = if *ordered { "ol" } else { "ul" };
            let items: String = items.iter().map(|item| format!("<li>{}</li>", blocks(item, part))).collect();
            format!("<{tag}>{items}</{tag}>\n")
        }
        BlockKind::PageBreak => "<hr>\n".to_owned(),
        BlockKind::Paragraph { text, .. } => format!("<p>{}</p>\n", words(text)),
        BlockKind::Signature(place) => format!("<p id=\"{}\"></p>\n", escaped(&place.field())),
        BlockKind::Table(it) => table(it),
    }
}

fn contents(part: &Part, deepest: Level) -> String {
    let link = |(anchor, _, text): (&tertial::document::tree::Anchor, Level, &[Inline])| {
        format!("<li><a href=\"#{}\">{}</a></li>", escaped(anchor.as_str()), words(text))
    };
    format!("<nav><ul>{}</ul></nav>\n", part.listed(deepest).map(link).collect::<String>())
}

fn table(table: &Table) -> String {
    let heads: String = table
        .columns()
        .iter()
        .map(|column| format!("<th scope=\"col\">{}</th>", words(&column.title)))
        .collect();
    let mut rows = String::new();
    for group in table.groups() {
        if let Some(label) = &group.label {
            rows += &format!("<tr><th colspan=\"{}\">{}</th></tr>", table.columns().len() + 1, words(label));
        }
        for row in &group.rows {
            let cells = row.cells.iter().map(|cell| match &cell.content {
                CellContent::Empty => "<td></td>".to_owned(),
                CellContent::Figure(figure) => {
                    format!("<td title=\"{}\">{}</td>", figure.cell(), figure.text(&SWEDISH))
                }
                CellContent::Nothing => format!("<td>{NOTHING}</td>"),
                CellContent::Text(text) => format!("<td>{}</td>", words(text)),
            });
            rows += &format!(
                "<tr><th scope=\"row\">{}</th>{}</tr>\n",
                words(&row.label),
                cells.collect::<String>()
            );
        }
    }
    let note = table.note().map_or(String::new(), |note| format!("<p>{note}</p>\n"));
    let corner = escaped(table.corner());
    format!(
        "<table><caption>{}</caption><tr><th scope=\"col\">{corner}</th>{heads}</tr>\n{rows}</table>\n{note}",
        escaped(table.description())
    )
}

fn words(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| match &inline.kind {
        InlineKind::Emphasis(inner) => format!("<em>{}</em>", words(inner)),
        InlineKind::Figure(figure) => figure.text(&SWEDISH),
        InlineKind::Generated(inner) => words(inner),
        InlineKind::LineBreak => "<br>".to_owned(),
        InlineKind::Link { to, text } => format!("<a href=\"{}\">{}</a>", escaped(to), words(text)),
        InlineKind::Note(note) => {
            format!("<sup>{}</sup><small role=\"doc-footnote\">{}</small>", note.number, words(&note.text))
        }
        InlineKind::Stated { text, .. } | InlineKind::Text(text) => escaped(text),
        InlineKind::Strong(inner) => format!("<strong>{}</strong>", words(inner)),
    };
    inlines.iter().map(one).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
