//! Documents that tests are written on, made by hand.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use time::{Date, Month};

use super::package::xml::{Element, Node};
use crate::document::tree::{
    Anchor, Block, BlockKind, Cell, CellContent, Chart, ChartForm, Column, Document, Hand, Inline,
    InlineKind, Level, Meta, ParagraphRole, Part, PartKind, Role, Row, RowGroup, Stage, Table,
};
use crate::figures::figure::{CellRef, Figure, Origin, Sign};
use crate::figures::money::{Amount, Rounding, Scale};
use crate::project::source::{Sources, Span, Spanned};

/// A place in a file that is not there.
pub(super) fn span() -> Span {
    let mut sources = Sources::open(Path::new(".")).expect("the folder of the package");
    Span::new(sources.load(Path::new("saknas.yaml")).0, 0..0)
}

pub(super) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text, span())]
}

pub(super) fn inline(kind: InlineKind) -> Inline {
    Inline { span: span(), kind }
}

pub(super) fn block(anchor: &str, kind: BlockKind) -> Block {
    Block { anchor: Anchor::new(anchor), span: span(), hand: Hand::Author, kind }
}

pub(super) fn heading(level: u8, text: &str) -> Block {
    block(text, BlockKind::Heading { level: Level::new(level), text: words(text) })
}

pub(super) fn paragraph(role: ParagraphRole, text: &str) -> Block {
    block("p", BlockKind::Paragraph { role, text: words(text) })
}

pub(super) fn body(text: &str) -> Block {
    paragraph(ParagraphRole::Body, text)
}

pub(super) fn list(ordered: bool, items: &[&str]) -> Block {
    block("l", BlockKind::List { ordered, items: items.iter().map(|item| vec![body(item)]).collect() })
}

pub(super) fn figure(amount: &str) -> Figure {
    let rounding = Rounding { scale: Scale::Mnkr, decimals: 1 };
    let rounded = Amount::parse(amount, Scale::Mnkr).expect("an amount").round(rounding).expect("kronor");
    let cell = CellRef { post: "slk".into(), row: Some("netto".into()), column: "vp".into() };
    Figure::new(cell, rounded, Sign::Shown, Origin::Entered { at: span() })
}

fn row(role: Role, depth: u8, label: &str, amounts: [&str; 6]) -> Row {
    let cells = amounts.map(|amount| Cell {
        span: span(),
        content: if amount.is_empty() { CellContent::Empty } else { CellContent::Figure(figure(amount)) },
    });
    Row { span: span(), role, depth, label: words(label), cells: cells.into() }
}

/// Two verksamheter and a total, in six columns.
pub(super) fn table(rounding_note: bool) -> Table {
    let titles = [
        "Periodiserad VP/budget",
        "Periodiserat utfall",
        "Avvikelse VP-utfall",
        "Justerad VP 2006",
        "Prognos",
    ];
    let columns = titles.iter().chain(&["Avvikelse VP/Prognos"]).map(|title| Column { title: words(title) });
    let costs = ["472", "432", "40", "708", "708", "0"];
    let group = |name: &str| RowGroup {
        label: Some(words(name)),
        rows: vec![
            row(Role::Line, 1, "Kostnader", costs),
            row(Role::Line, 1, "Intäkter", ["-235.333", "-239.1", "3.767", "-353", "-353", ""]),
            row(Role::Subtotal, 1, "Netto", ["236.667", "192.9", "43.767", "355", "355", "0"]),
        ],
    };
    let total = RowGroup { label: None, rows: vec![row(Role::Total, 0, "Summa netto", costs)] };
    let groups = vec![group("Slk"), group("Miljöavgiftsprojektet"), total];
    Table::new(
        "Budget, utfall och prognos i mnkr.".into(),
        "mnkr".into(),
        columns.collect(),
        groups,
        rounding_note,
    )
    .expect("rectangular")
}

/// A table with a column of words.
pub(super) fn wordy_table() -> Table {
    let columns = ["Datum", "Anmärkning", "Belopp"].map(|title| Column { title: words(title) });
    let cells = [
        CellContent::Text(words("2006-09-15")),
        CellContent::Text(words("Avtalet löper vidare med ett år i sänder om det inte sägs upp")),
        CellContent::Figure(figure("12.5")),
    ];
    let cells = cells.map(|content| Cell { span: span(), content });
    let label = vec![
        Inline::text("Kopiatorer", span()),
        inline(InlineKind::LineBreak),
        Inline::text("(fem stycken)", span()),
    ];
    let row = Row { span: span(), role: Role::Line, depth: 0, label, cells: cells.into() };
    let groups = vec![RowGroup { label: None, rows: vec![row] }];
    Table::new("Avtal.".into(), "avtal".into(), columns.into(), groups, false).expect("rectangular")
}

/// Every kind of running text.
pub(super) fn prose() -> Vec<Inline> {
    vec![
        Inline::text("Ett ", span()),
        inline(InlineKind::Strong(vec![
            Inline::text("netto", span()),
            inline(InlineKind::Emphasis(words("över\u{ad}skott"))),
        ])),
        Inline::text(" på ", span()),
        inline(InlineKind::Figure(figure("-1310.65"))),
        Inline::text("\u{a0}mnkr & <mer>;", span()),
        inline(InlineKind::LineBreak),
        inline(InlineKind::Stated { text: "42,7 mnkr".into(), reason: "står så".into() }),
        Inline::text(", se ", span()),
        inline(InlineKind::Link {
            to: "https://stad.se/å?a=1&b=2".into(),
            text: vec![Inline::text("stadens ", span()), inline(InlineKind::Emphasis(words("sidor")))],
        }),
        Inline::text(".\u{b}", span()),
    ]
}

fn main_part() -> Part {
    let points: &[&str] = &["Rapporten godkänns.", "Omslutningen ändras.", "Justeringarna beaktas."];
    let nested = block(
        "n",
        BlockKind::List {
            ordered: true,
            items: vec![
                vec![body("Första"), body("Mer om det första."), list(true, &["Inre ett", "Inre två"])],
                vec![body("Andra"), list(false, &["Inre punkt"])],
                vec![list(false, &["Utan ord före"])],
            ],
        },
    );
    Part {
        anchor: Anchor::new("pm"),
        kind: PartKind::Main,
        running_head: "PM 2006 RI (Dnr 113-3668/2006)".into(),
        blocks: vec![
            paragraph(ParagraphRole::Designation, "PM 2006 RI (Dnr 113-3668/2006)"),
            heading(1, "Tertialrapport 2 och delårsrapport per 2006-08-31"),
            paragraph(ParagraphRole::Subtitle, "Skrivelse från socialnämnden"),
            paragraph(
                ParagraphRole::Formula,
                "Borgarrådsberedningen föreslår kommunstyrelsen besluta följande",
            ),
            list(true, points),
            paragraph(
                ParagraphRole::Statement,
                "Föredragande borgarrådet Kristina Axén Olin anför följande.",
            ),
            heading(2, "Innehåll"),
            block("toc", BlockKind::Contents { deepest: Level::new(3) }),
            block("b1", BlockKind::PageBreak),
            heading(2, "Ärendet"),
            block("p1", BlockKind::Paragraph { role: ParagraphRole::Body, text: prose() }),
            heading(3, "Mina synpunkter"),
            list(true, points),
            nested,
            heading(4, "Rubrik fyra"),
            list(
                false,
                &["Ett e-learningverktyg som ger stöd i EU-projektprocessen har tagits fram.", "Två"],
            ),
            heading(5, "Rubrik fem"),
            heading(6, "Rubrik sex"),
            block("t1", BlockKind::Table(table(false))),
            body("Efter tabellen kommer text."),
            block("t2", BlockKind::Table(table(true))),
            block("t3", BlockKind::Table(wordy_table())),
            block("t4", BlockKind::Table(wordy_table())),
            block("b2", BlockKind::PageBreak),
            block("t5", BlockKind::Table(wordy_table())),
            block("d1", BlockKind::Chart(chart())),
            paragraph(ParagraphRole::Dateline, "Stockholm den 6 december 2006"),
            paragraph(ParagraphRole::Name, "KRISTINA AXÉN OLIN"),
            heading(2, "Bilagor"),
            paragraph(ParagraphRole::AnnexEntry, "Bilaga 1. - Uppföljning av budget"),
        ],
    }
}

fn annex(number: u16) -> Part {
    Part {
        anchor: Anchor::new(format!("bilaga-{number}")),
        kind: PartKind::Annex(number),
        running_head: format!("Bilaga {number} till PM 2006 RI (Dnr 113-3668/2006)"),
        blocks: vec![
            heading(1, &format!("Bilaga {number}")),
            block(&format!("t-{number}"), BlockKind::Table(table(number.is_multiple_of(2)))),
        ],
    }
}

fn chart() -> Chart {
    let columns = ["Utfall", "Prognos"].map(|title| Column { title: words(title) });
    let cell = |content| Cell { span: span(), content };
    let rows = [("Skola", "83.4"), ("Kultur", "-2.5")].map(|(label, amount)| Row {
        span: span(),
        role: Role::Line,
        depth: 0,
        label: words(label),
        cells: vec![cell(CellContent::Figure(figure(amount))), cell(CellContent::Empty)],
    });
    let groups = rows.map(|row| RowGroup { label: None, rows: vec![row] });
    let table = Table::new("Utfall i mnkr.".into(), "mnkr".into(), columns.into(), groups.into(), false);
    let caption = words("Diagram 1. Utfall & prognos");
    Chart::new(ChartForm::Bars, caption, table.expect("rectangular")).expect("drawable")
}

/// Every kind of block, and annexes that end in tables.
pub(super) fn document(stage: Stage, annexes: u16) -> Document {
    let date = Date::from_calendar_date(2006, Month::December, 6).expect("a day");
    Document {
        meta: Meta {
            annexes: 0,
            title: Spanned::new("Tertialrapport 2 & delårsrapport".into(), span()),
            author: Some(Spanned::new("Stadsledningskontoret".into(), span())),
            subject: "PM 2006 RI (Dnr 113-3668/2006)".into(),
            designation: "PM 2006 RI".into(),
            dnr: "113-3668/2006".into(),
            date: Spanned::new(date, span()),
            stage,
        },
        parts: std::iter::once(main_part()).chain((1..=annexes).map(annex)).collect(),
    }
}

/// The parts of a docx file, by name.
pub(super) fn unpacked(docx: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("deflated bytes");
        parts.insert(entry.name().to_owned(), bytes);
    }
    parts
}

/// A part of a docx file.
pub(super) fn part(docx: &[u8], name: &str) -> Element {
    Element::read(&unpacked(docx)[name]).expect("well-formed")
}

/// All elements of this name, in order.
pub(super) fn all<'a>(element: &'a Element, name: &str, found: &mut Vec<&'a Element>) {
    for child in element.elements() {
        if child.name == name {
            found.push(child);
        }
        all(child, name, found);
    }
}

/// The text in an element: a line for every paragraph, tabs and line breaks as they are.
pub(super) fn text(element: &Element) -> String {
    let inner: String = element
        .children
        .iter()
        .map(|node| match node {
            Node::Element(child) => text(child),
            Node::Text(text) if element.name == "w:t" => text.clone(),
            Node::Text(_) => String::new(),
        })
        .collect();
    match element.name.as_str() {
        "w:br" => "\n".to_owned(),
        "w:p" => inner + "\n",
        "w:tab" if element.attributes.is_empty() => "\t".to_owned(),
        _ => inner,
    }
}
