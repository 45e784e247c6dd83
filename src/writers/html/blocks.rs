//! The blocks of a part.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::page::Writer;
use crate::document::tree::{
    Block, BlockKind, Image, ImageKind, Inline, InlineKind, Level, Note, ParagraphRole, Part, SignaturePlace,
    plain,
};

impl Writer<'_> {
    /// Writes a block.
    pub(super) fn block(&mut self, block: &Block, part: &Part) {
        match &block.kind {
            BlockKind::Chart(chart) => self.chart(block, chart),
            BlockKind::Contents { deepest } => self.contents(part, *deepest),
            BlockKind::Heading { level, text } => self.heading(block, *level, text),
            BlockKind::Image(image) => self.image(block, image),
            BlockKind::List { ordered, items } => {
                let name = if *ordered { "ol" } else { "ul" };
                self.markup.open(name, &[]);
                for item in items {
                    self.markup.open("li", &[]);
                    item.iter().for_each(|block| self.block(block, part));
                    self.markup.close_line("li");
                }
                self.markup.close_line(name);
            }
            BlockKind::PageBreak => {}
            BlockKind::Paragraph { role, text } => {
                self.markup.open("p", &[("class", class(*role))]);
                match self.annex(*role, text) {
                    Some(to) => {
                        self.markup.open("a", &[("href", &to)]);
                        self.inlines(text);
                        self.markup.close("a");
                    }
                    None => self.inlines(text),
                }
                self.markup.close_line("p");
            }
            BlockKind::Signature(place) => self.signature(place),
            BlockKind::Table(table) => {
                let id = self.id(&block.anchor);
                self.markup.open("div", &[("id", &id)]);
                self.table(table);
                self.markup.close_line("div");
            }
        }
    }

    /// The address of the bilaga that a line of their list names, where it is in the file and no link stands in the line.
    fn annex(&self, role: ParagraphRole, text: &[Inline]) -> Option<String> {
        let linked = |inline: &Inline| matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Note(_));
        if role != ParagraphRole::AnnexEntry || text.iter().any(linked) {
            return None;
        }
        let words = plain(text);
        let number =
            words.strip_prefix("Bilaga")?.trim_start().split(|c: char| !c.is_ascii_digit()).next()?;
        self.annexes.get(&number.parse().ok()?).map(|part| format!("#f-p{part}"))
    }

    fn heading(&mut self, block: &Block, level: Level, text: &[Inline]) {
        let id = self.id(&block.anchor);
        let name = match level.number() {
            1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        };
        self.markup.open(name, &[("id", &id)]);
        self.inlines(text);
        self.markup.close_line(name);
    }

    fn contents(&mut self, part: &Part, deepest: Level) {
        self.markup.open("nav", &[("class", "contents"), ("role", "doc-toc"), ("aria-label", "Innehåll")]);
        self.markup.open("ul", &[]);
        for (anchor, level, text) in part.listed(deepest) {
            let class = format!("l{}", level.number());
            let to = self.fragment(anchor);
            self.markup.open("li", &[("class", &class)]);
            self.markup.open("a", &[("href", &to)]);
            self.inlines(text);
            self.markup.close("a");
            self.markup.close_line("li");
        }
        self.markup.close("ul");
        self.markup.close_line("nav");
    }

    fn image(&mut self, block: &Block, image: &Image) {
        let id = self.id(&block.anchor);
        self.markup.open("figure", &[("id", &id)]);
        self.markup.open("figcaption", &[]);
        self.inlines(&image.caption);
        self.markup.close("figcaption");
        let kind = match image.kind {
            ImageKind::Jpeg => "jpeg",
            ImageKind::Png => "png",
        };
        let source = format!("data:image/{kind};base64,{}", BASE64.encode(&image.bytes));
        let (width, height) = (image.dots.0.to_string(), image.dots.1.to_string());
        self.markup.open(
            "img",
            &[("src", &source), ("alt", &image.alternative), ("width", &width), ("height", &height)],
        );
        self.markup.close_line("figure");
    }

    fn signature(&mut self, place: &SignaturePlace) {
        let described = place.description();
        self.markup.open("div", &[("class", "signature"), ("role", "img"), ("aria-label", &described)]);
        self.markup.close_line("div");
    }

    /// The notes of a part, each with the way back to where it is referred to.
    pub(super) fn notes(&mut self, notes: &[&Note]) {
        if notes.is_empty() {
            return;
        }
        self.markup.open("section", &[("class", "notes"), ("role", "doc-endnotes"), ("aria-label", "Noter")]);
        for note in notes {
            let (reference, own) = self.note_ids(note.number);
            let back = format!("#{reference}");
            self.markup.open("p", &[("id", &own)]);
            self.markup.element("sup", &[], &note.number.to_string());
            self.markup.text(" ");
            self.inlines(&note.text);
            let label = format!("Tillbaka till not {} i texten", note.number);
            let attributes: [(&str, &str); 4] =
                [("href", &back), ("role", "doc-backlink"), ("aria-label", &label), ("data-furniture", "")];
            self.markup.text(" ");
            self.markup.element("a", &attributes, "↑");
            self.markup.close_line("p");
        }
        self.markup.close_line("section");
    }
}

fn class(role: ParagraphRole) -> &'static str {
    match role {
        ParagraphRole::AnnexEntry => "annex",
        ParagraphRole::Body => "body",
        ParagraphRole::Dateline => "dateline",
        ParagraphRole::Designation => "designation",
        ParagraphRole::Formula => "formula",
        ParagraphRole::Name => "name",
        ParagraphRole::Secretary => "secretary",
        ParagraphRole::Statement => "statement",
        ParagraphRole::Subtitle => "subtitle",
    }
}
