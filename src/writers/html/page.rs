//! The page: landmarks, the list of parts, an article for every title of level 1, and sections by the headings below it.

use std::collections::{BTreeMap, BTreeSet};

use super::markup::Markup;
use super::style;
use super::{HtmlOptions, head};
use crate::document::tree::{Anchor, Block, BlockKind, Document, Level, Part, PartKind, Stage, plain};

/// The script of every file: sorting and copying of tables, and where a figure comes from. All reads without it.
pub const SCRIPT: &str = include_str!("../../../assets/html/report.js");

/// A document being written.
pub(super) struct Writer<'a> {
    pub(super) markup: Markup,
    pub(super) options: &'a HtmlOptions<'a>,
    ids: BTreeMap<&'a Anchor, String>,
    /// Which part each bilaga is, by its number.
    pub(super) annexes: BTreeMap<u16, usize>,
    /// The part that is written, its tables and its charts, counted from 1.
    part: usize,
    tables: usize,
    charts: usize,
}

/// Writes the whole file.
pub(super) fn page(document: &Document, options: &HtmlOptions<'_>) -> String {
    let mut writer = Writer {
        markup: Markup::default(),
        options,
        ids: ids(document),
        annexes: annexes(document),
        part: 0,
        tables: 0,
        charts: 0,
    };
    let style = style::sheet(options.look);
    writer.markup.own("<!doctype html>\n");
    writer.markup.open("html", &[("lang", "sv")]);
    head::head(&mut writer.markup, document, &style);
    writer.markup.open("body", &[]);
    writer.masthead(document);
    writer.markup.open("main", &[]);
    for part in &document.parts {
        writer.part(part);
    }
    writer.markup.close_line("main");
    writer.markup.open("script", &[]);
    writer.markup.own(SCRIPT);
    writer.markup.close_line("script");
    writer.markup.close("body");
    writer.markup.close_line("html");
    writer.markup.finish()
}

impl Writer<'_> {
    /// The id of a block: its anchor, with a sign of its own for what an id may not hold.
    pub(super) fn id(&self, anchor: &Anchor) -> String {
        self.ids.get(anchor).cloned().unwrap_or_else(|| spelt(anchor))
    }

    /// The address of a block within the file.
    pub(super) fn fragment(&self, anchor: &Anchor) -> String {
        super::inlines::encoded(&format!("#{}", self.id(anchor).replace('#', "%23").replace('%', "%25")))
    }

    /// The ids of a reference to a note and of the note.
    pub(super) fn note_ids(&self, number: u16) -> (String, String) {
        (format!("f-r{}-{number}", self.part), format!("f-n{}-{number}", self.part))
    }

    /// The id of the next table.
    pub(super) fn next_table(&mut self) -> String {
        self.tables += 1;
        format!("f-t{}", self.tables)
    }

    /// The id of the next chart.
    pub(super) fn next_chart(&mut self) -> String {
        self.charts += 1;
        format!("f-d{}", self.charts)
    }

    /// What stands above the document: the way past it, the matter, whether it is a draft, and the parts.
    fn masthead(&mut self, document: &Document) {
        self.markup.element(
            "a",
            &[("class", "skip"), ("href", "#f-p1"), ("data-furniture", "")],
            "Hoppa till innehållet",
        );
        self.markup.open("header", &[("class", "masthead"), ("data-furniture", "")]);
        self.markup.element("p", &[], &document.meta.subject);
        if document.meta.stage == Stage::Draft {
            self.markup.element("p", &[("class", "draft")], "UTKAST – inte den slutliga handlingen");
        }
        if document.parts.len() > 1 {
            self.markup.open("nav", &[("aria-label", "Delar")]);
            self.markup.open("ul", &[]);
            for (at, part) in document.parts.iter().enumerate() {
                self.markup.open("li", &[]);
                self.markup.element("a", &[("href", &format!("#f-p{}", at + 1))], &name(part));
                self.markup.close("li");
            }
            self.markup.close("ul");
            self.markup.close("nav");
        }
        self.markup.close_line("header");
    }

    fn part(&mut self, part: &Part) {
        self.part += 1;
        let id = format!("f-p{}", self.part);
        let title = part.headings().next().map(|anchor| self.id(anchor));
        let named = name(part);
        let label =
            title.as_deref().map_or(("aria-label", named.as_str()), |title| ("aria-labelledby", title));
        self.markup.open("article", &[("id", &id), label]);
        self.markup.own("\n");
        let (mut open, mut titled) = (Vec::<Level>::new(), false);
        for block in &part.blocks {
            if let BlockKind::Heading { level, .. } = &block.kind {
                while open.last().is_some_and(|inner| inner >= level) {
                    open.pop();
                    self.markup.close_line("section");
                }
                if *level > Level::TOP {
                    open.push(*level);
                    self.markup.open("section", &[]);
                    self.markup.own("\n");
                } else if std::mem::replace(&mut titled, true) {
                    let heading = self.id(&block.anchor);
                    self.markup.close_line("article");
                    self.markup.open("article", &[("aria-labelledby", &heading)]);
                    self.markup.own("\n");
                }
            }
            self.block(block, part);
        }
        open.iter().for_each(|_| self.markup.close_line("section"));
        let notes: Vec<_> = part.blocks.iter().flat_map(Block::notes).collect();
        self.notes(&notes);
        self.markup.close_line("article");
    }
}

/// What the list of parts calls a part: its number, where it is a bilaga, and its title.
fn name(part: &Part) -> String {
    let title = part.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { text, .. } => Some(plain(text).replace('\n', " ")),
        BlockKind::Chart(_)
        | BlockKind::Contents { .. }
        | BlockKind::Image(_)
        | BlockKind::List { .. }
        | BlockKind::PageBreak
        | BlockKind::Paragraph { .. }
        | BlockKind::Signature(_)
        | BlockKind::Table(_) => None,
    });
    let title = title.unwrap_or_else(|| part.running_head.clone());
    match part.kind {
        PartKind::Annex(number) if !title.starts_with("Bilaga") => format!("Bilaga {number}. {title}"),
        PartKind::Annex(_) | PartKind::Main => title,
    }
}

/// Which part, counted from 1, each bilaga is.
fn annexes(document: &Document) -> BTreeMap<u16, usize> {
    let numbered = document.parts.iter().enumerate().filter_map(|(at, part)| match part.kind {
        PartKind::Annex(number) => Some((number, at + 1)),
        PartKind::Main => None,
    });
    numbered.collect()
}

/// An id for the anchor of every block, each different from the others and from the file's own, which begin with `f-`.
fn ids(document: &Document) -> BTreeMap<&Anchor, String> {
    let mut taken = BTreeSet::new();
    let mut ids = BTreeMap::new();
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        let mut id = spelt(&block.anchor);
        while !ids.contains_key(&block.anchor) && !taken.insert(id.clone()) {
            id.push('_');
        }
        ids.entry(&block.anchor).or_insert(id);
    }
    ids
}

/// The anchor without white space, which an id may not hold (HTML 3.2.6.1), and never empty.
fn spelt(anchor: &Anchor) -> String {
    let id: String = anchor.as_str().chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
    if id.is_empty() || id.starts_with("f-") { format!("a-{id}") } else { id }
}
