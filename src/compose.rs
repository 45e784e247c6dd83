//! Content and figures into the document: the fixed words, what is said twice from one source, numbering, tables.

mod change;
mod chart;
mod formulae;
mod prose;
mod spacing;
mod table;

use crate::content::{Content, Matter, MatterKind, Prose, Section, SectionBlock, unknown};
use crate::diagnostic::{Findings, NameOf};
use crate::document::{
    Anchor, Block, BlockKind, Document, Inline, InlineKind, Level, Meta, ParagraphRole, Part, PartKind, Stage,
};
use crate::sheet::Book;
use crate::source::{Span, Spanned};

use spacing::hard_spaces;

pub use table::table;

/// Composes the document. References that lead nowhere are reported and stand marked in the text.
pub fn compose(content: &Content, book: &Book, stage: Stage, findings: &mut Findings) -> Document {
    let matter = &content.matter;
    let head_line = formulae::head_line(matter);
    let mut composer = Composer { content, book, findings, blocks: Vec::new(), charts: 0 };
    composer.main();
    let main = Part {
        anchor: Anchor::new("huvuddel"),
        kind: PartKind::Main,
        running_head: head_line.clone(),
        blocks: std::mem::take(&mut composer.blocks),
    };
    let mut parts = vec![main];
    for (number, section) in &content.annexes {
        composer.annex(*number, section);
        let running_head = format!("{head_line} · Bilaga\u{a0}{number}");
        let blocks = std::mem::take(&mut composer.blocks);
        let anchor = Anchor::new(format!("bilaga-{number}"));
        parts.push(Part { anchor, kind: PartKind::Annex(*number), running_head, blocks });
    }
    let meta = Meta {
        title: matter.title.clone(),
        author: matter.author.clone(),
        subject: head_line,
        annexes: u16::try_from(matter.annexes.len()).unwrap_or(u16::MAX),
        date: matter.date,
        stage,
    };
    Document { meta, parts }
}

/// What is being composed.
struct Composer<'a> {
    content: &'a Content,
    book: &'a Book,
    findings: &'a mut Findings,
    blocks: Vec<Block>,
    /// Charts numbered so far.
    charts: u16,
}

const TOP: Level = Level::TOP;

impl Composer<'_> {
    fn main(&mut self) {
        let matter = &self.content.matter;
        match matter.kind {
            MatterKind::OfficeStatement => self.office_statement(matter),
            MatterKind::Pm | MatterKind::Statement => self.presented(matter),
        }
    }

    /// A PM or utlåtande: the presenter's part, then the matter with the office's document.
    fn presented(&mut self, matter: &Matter) {
        self.opening(matter);
        let decisions = self.decisions(matter);
        self.blocks.extend(decisions.iter().map(|block| renamed(block, "förslag")));
        if let Some(presenter) = &matter.presenter {
            let words =
                format!("Föredragande {} {} anför följande.", presenter.title.value, presenter.name.value);
            self.paragraph("föredragning", ParagraphRole::Statement, words, presenter.name.span);
        }
        if let Some(summary) = &matter.summary {
            self.heading("ärendet", TOP.below(), "Ärendet", summary.span);
            self.text(summary, "ärendet");
        }
        if let Some(views) = &matter.views {
            self.heading("mina-synpunkter", TOP.below(), "Mina synpunkter", views.span);
            self.text(views, "mina-synpunkter");
            self.close_with(formulae::closing(matter), views.span);
            self.blocks.extend(decisions.iter().map(|block| renamed(block, "upprepning")));
        }
        self.dateline(matter);
        self.annex_entries(matter);
        self.paragraph(
            "tillstyrkan",
            ParagraphRole::Statement,
            formulae::ENDORSEMENT.to_owned(),
            matter.span,
        );
        if self.content.sections.is_empty() {
            return;
        }
        self.block("sidbrytning", matter.span, BlockKind::PageBreak);
        self.heading("ärendet-i-helhet", TOP, "ÄRENDET", matter.span);
        if let Some(summary) = &matter.summary {
            self.text(summary, "ärendet-i-helhet");
        }
        if let Some(statement) = &matter.statement {
            let words = formulae::introduction(&statement.from.value, statement.date.value, matter.wording);
            self.paragraph("tjänsteutlåtande", ParagraphRole::Body, words, statement.from.span);
        }
        self.sections(matter);
    }

    /// An office's own document to its board.
    fn office_statement(&mut self, matter: &Matter) {
        self.opening(matter);
        let decisions = self.decisions(matter);
        self.blocks.extend(decisions);
        self.dateline(matter);
        if let Some(summary) = &matter.summary {
            self.heading("ärendet", TOP.below(), "Ärendet", summary.span);
            self.text(summary, "ärendet");
        }
        self.sections(matter);
    }

    fn opening(&mut self, matter: &Matter) {
        let head_line = formulae::head_line(matter);
        self.paragraph("beteckning", ParagraphRole::Designation, head_line, matter.designation.span);
        self.heading("titel", TOP, &matter.title.value, matter.title.span);
        let formula = formulae::proposal(matter);
        self.paragraph("beslutsformel", ParagraphRole::Formula, formula, matter.title.span);
    }

    /// The points of the decision: numbered when there are two or more.
    fn decisions(&mut self, matter: &Matter) -> Vec<Block> {
        let points: Vec<Vec<Block>> = (0..)
            .zip(&matter.decisions)
            .map(|(at, point)| self.prose(point, &format!("beslut-{at}")))
            .collect();
        if points.len() < 2 {
            return points.into_iter().flatten().collect();
        }
        let span = points.iter().flatten().next().map_or(matter.span, |block| block.span);
        let kind = BlockKind::List { ordered: true, items: points };
        vec![Block { anchor: Anchor::new("beslut"), span, kind }]
    }

    /// Adds the words with which the presenter ends to the last paragraph of the views.
    fn close_with(&mut self, words: &str, span: Span) {
        if let Some(Block { kind: BlockKind::Paragraph { text, .. }, .. }) = self.blocks.last_mut() {
            text.push(Inline::text(format!(" {words}"), span));
        } else {
            self.paragraph("förslag-till-beslut", ParagraphRole::Body, words.to_owned(), span);
        }
    }

    fn dateline(&mut self, matter: &Matter) {
        let date = format!("{} den {}", matter.place.value, formulae::long_date(matter.date.value));
        self.paragraph("ort-och-datum", ParagraphRole::Dateline, date, matter.date.span);
        if let Some(presenter) = &matter.presenter {
            let name = presenter.name.value.to_uppercase();
            self.paragraph("namn", ParagraphRole::Name, name, presenter.name.span);
        }
    }

    /// The list of bilagor as a PM ends with it: `Bilaga 1. - Uppföljning av budget`.
    fn annex_entries(&mut self, matter: &Matter) {
        let Some(first) = matter.annexes.first() else { return };
        self.heading("bilagor", TOP.below(), "Bilagor", first.heading.span);
        for (number, annex) in (1_u16..).zip(&matter.annexes) {
            let words = format!("Bilaga\u{a0}{number}. - {}", annex.heading.value);
            let anchor = format!("bilagor-{number}");
            self.paragraph(&anchor, ParagraphRole::AnnexEntry, words, annex.heading.span);
        }
    }

    /// The sections of the tjänsteutlåtande, with their list of contents, and the list of bilagor as it ends with it.
    fn sections(&mut self, matter: &Matter) {
        if let Some(levels) = matter.contents {
            self.heading("innehåll", TOP.below(), "Innehåll", matter.span);
            let deepest = Level::new(TOP.number() + levels);
            self.block("innehållsförteckning", matter.span, BlockKind::Contents { deepest });
        }
        for (stem, section) in &self.content.sections {
            self.section(section, TOP.below(), stem);
        }
        let Some(first) = matter.annexes.first() else { return };
        let span = first.heading.span;
        self.heading("bilagor-sist", TOP.below(), "Bilagor", span);
        let item = |annex: &crate::content::AnnexEntry| {
            let text = vec![Inline::text(annex.heading.value.clone(), annex.heading.span)];
            let kind = BlockKind::Paragraph { role: ParagraphRole::Body, text };
            vec![Block { anchor: Anchor::new("bilagor-sist"), span: annex.heading.span, kind }]
        };
        let items = matter.annexes.iter().map(item).collect();
        self.block("bilagor-sist-lista", span, BlockKind::List { ordered: true, items });
    }

    fn annex(&mut self, number: u16, section: &Section) {
        let heading = format!("Bilaga\u{a0}{number}. {}", section.heading.value);
        let anchor = format!("bilaga-{number}");
        self.heading(&format!("{anchor}/rubrik"), TOP, &heading, section.heading.span);
        self.under(section, TOP, &anchor);
    }

    fn section(&mut self, section: &Section, level: Level, anchor: &str) {
        self.heading(anchor, level, &section.heading.value, section.heading.span);
        self.under(section, level, anchor);
    }

    /// What stands under a heading.
    fn under(&mut self, section: &Section, level: Level, anchor: &str) {
        for (at, block) in section.blocks.iter().enumerate() {
            let name = format!("{anchor}#{at}");
            match block {
                SectionBlock::Chart(wanted) => self.chart(wanted, &name),
                SectionBlock::Name(person) => {
                    self.paragraph(&name, ParagraphRole::Name, person.value.clone(), person.span);
                }
                SectionBlock::Section(inner) => {
                    let anchor = self.free(&format!("{anchor}/{}", slug(&inner.heading.value)));
                    self.section(inner, level.below(), &anchor);
                }
                SectionBlock::Table(wanted) => self.named_table(wanted, &name),
                SectionBlock::Text(prose) => self.text(prose, &name),
            }
        }
    }

    fn named_table(&mut self, wanted: &Spanned<String>, anchor: &str) {
        match table(self.book, &wanted.value) {
            Some(table) if table.groups().is_empty() => {
                self.paragraph(anchor, ParagraphRole::Body, formulae::NONE_SELECTED.to_owned(), wanted.span);
            }
            Some(table) => self.block(anchor, wanted.span, BlockKind::Table(table)),
            None => self.no_table(wanted, anchor),
        }
    }

    /// A name that no table has stands marked in the text.
    fn no_table(&mut self, wanted: &Spanned<String>, anchor: &str) {
        if self.book.is_whole() {
            unknown(NameOf::Table, wanted, self.book.table_names(), self.findings);
        }
        self.paragraph(anchor, ParagraphRole::Body, format!("[{}]", wanted.value), wanted.span);
    }

    fn text(&mut self, prose: &Prose, anchor: &str) {
        let blocks = self.prose(prose, anchor);
        self.blocks.extend(blocks);
    }

    fn heading(&mut self, anchor: &str, level: Level, words: &str, span: Span) {
        let text = vec![Inline::text(hard_spaces(words), span)];
        self.block(anchor, span, BlockKind::Heading { level, text });
    }

    fn paragraph(&mut self, anchor: &str, role: ParagraphRole, words: String, span: Span) {
        let text = vec![Inline { span, kind: InlineKind::Text(words) }];
        self.block(anchor, span, BlockKind::Paragraph { role, text });
    }

    fn block(&mut self, anchor: &str, span: Span, kind: BlockKind) {
        self.blocks.push(Block { anchor: Anchor::new(anchor), span, kind });
    }

    /// The name itself, or with a number after it where a block has it already.
    fn free(&self, name: &str) -> String {
        let taken = |name: &str| self.blocks.iter().any(|block| block.anchor.as_str() == name);
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }
}

/// A block that is printed a second time, under a name of its own.
fn renamed(block: &Block, place: &str) -> Block {
    Block { anchor: Anchor::new(format!("{place}/{}", block.anchor.as_str())), ..block.clone() }
}

/// A heading as part of an anchor: letters and digits, words joined by hyphens.
fn slug(words: &str) -> String {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.take(8).collect::<Vec<_>>().join("-")
}
