//! Content and figures into the document: the fixed words, what is said twice from one source, numbering, tables.

mod change;
mod chart;
mod ending;
mod formulae;
mod picture;
mod prose;
mod signatures;
mod spacing;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Findings, NameOf, Problem};
use crate::document::tree::{
    Anchor, Block, BlockKind, Document, Hand, Inline, InlineKind, Level, Meta, ParagraphRole, Part, PartKind,
    Stage, plain,
};
use crate::figures::sheet::Book;
use crate::project::content::{
    AnnexEntry, Content, Line, Matter, MatterKind, Prose, Section, SectionBlock, unknown,
};
use crate::project::source::{Span, Spanned};

pub use table::table;

/// Composes the document. References that lead nowhere are reported and stand marked in the text.
pub fn compose(content: &Content, book: &Book, stage: Stage, findings: &mut Findings) -> Document {
    let matter = &content.matter;
    let mut composer = Composer {
        content,
        book,
        findings,
        title: Vec::new(),
        blocks: Vec::new(),
        names: Names::default(),
        charts: 0,
        pictures: 0,
    };
    composer.title = composer.line(&matter.title);
    let title = if matter.title.is_plain() { matter.title.written.clone() } else { plain(&composer.title) };
    let running_head = formulae::running_head(&content.look.head, matter, &title);
    composer.main();
    let main = Part {
        anchor: Anchor::new("huvuddel"),
        kind: PartKind::Main,
        running_head: running_head.clone(),
        blocks: std::mem::take(&mut composer.blocks),
    };
    composer.names = Names::default();
    let mut parts = vec![main];
    for (number, section) in &content.annexes {
        composer.annex(*number, section);
        let running_head = format!("{running_head} · Bilaga\u{a0}{number}");
        let blocks = std::mem::take(&mut composer.blocks);
        composer.names = Names::default();
        let anchor = Anchor::new(format!("bilaga-{number}"));
        parts.push(Part { anchor, kind: PartKind::Annex(*number), running_head, blocks });
    }
    parts.iter_mut().for_each(Part::number_notes);
    let meta = Meta {
        title: Spanned::new(title, matter.title.span),
        author: matter.author.clone(),
        subject: formulae::head_line(matter),
        designation: formulae::designation(matter),
        dnr: matter.dnr.value.clone(),
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
    /// The title of the matter, said.
    title: Vec<Inline>,
    blocks: Vec<Block>,
    names: Names,
    /// Charts numbered so far.
    charts: u16,
    /// Pictures numbered so far.
    pictures: u16,
}

const TOP: Level = Level::TOP;

impl Composer<'_> {
    fn main(&mut self) {
        let matter = &self.content.matter;
        self.misplaced(matter);
        self.narrative(matter);
        match matter.kind {
            MatterKind::OfficeStatement => self.office_statement(matter),
            MatterKind::Pm | MatterKind::Statement => self.presented(matter),
        }
    }

    /// Reports a document that says nothing: one of an office without sections, one that announces the office's document
    /// and has none, one of a presenter without any text.
    fn narrative(&mut self, matter: &Matter) {
        let said = matter.summary.is_some() || matter.preparation.is_some();
        let empty = match matter.kind {
            MatterKind::OfficeStatement => !said,
            MatterKind::Pm | MatterKind::Statement => {
                matter.statement.is_some() || (!said && matter.views.is_none())
            }
        };
        if empty && self.content.sections.is_empty() && self.findings.allow_draft() {
            self.findings.add(
                matter.statement.as_ref().map_or(matter.title.span, |one| one.from.span),
                Problem::EmptyNarrative,
            );
        }
    }

    /// A PM or utlåtande: the presenter's part, then the matter with the office's document.
    fn presented(&mut self, matter: &Matter) {
        self.opening(matter);
        let decisions = self.points(&matter.decisions, "beslut", matter.span);
        self.blocks.extend(decisions.iter().map(|block| renamed(block.clone(), "förslag")));
        self.own_decisions(matter);
        if let Some(presenter) = &matter.presenter {
            let words = formulae::presentation(presenter);
            self.paragraph("föredragning", ParagraphRole::Statement, words, presenter.names[0].span);
        }
        if let Some(summary) = &matter.summary {
            self.fixed_heading("ärendet", TOP.below(), "Ärendet", summary.span);
            self.text(summary, "ärendet");
        }
        if let Some(preparation) = &matter.preparation {
            self.fixed_heading("beredning", TOP.below(), "Beredning", preparation.span);
            self.text(preparation, "beredning");
        }
        if let Some(views) = &matter.views {
            self.fixed_heading("mina-synpunkter", TOP.below(), formulae::views(matter), views.span);
            self.text(views, "mina-synpunkter");
            self.close_with(&formulae::closing(matter), views.span);
            let repeated = decisions.iter().cloned();
            self.blocks.extend(repeated.map(|block| renamed(again(block), "upprepning")));
        }
        self.dateline(matter);
        self.other_signatures();
        self.annex_entries(matter);
        let endorsement = formulae::endorsement(matter);
        self.paragraph("tillstyrkan", ParagraphRole::Statement, endorsement, matter.span);
        self.utterances(&matter.utterances, "borgarrådsberedningen");
        if matter.kind == MatterKind::Statement {
            self.board(matter, &decisions);
        }
        self.whole(matter);
        self.bodies(matter);
    }

    /// The matter as a whole: the office's own document.
    fn whole(&mut self, matter: &Matter) {
        if self.content.sections.is_empty() {
            return;
        }
        self.block("sidbrytning", Hand::House, matter.span, BlockKind::PageBreak);
        self.fixed_heading("ärendet-i-helhet", TOP, "ÄRENDET", matter.span);
        if let Some(summary) = &matter.summary {
            let blocks = self.prose(summary, "ärendet-i-helhet");
            self.blocks.extend(blocks.into_iter().map(again));
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
        let decisions = self.points(&matter.decisions, "beslut", matter.span);
        self.blocks.extend(decisions);
        self.dateline(matter);
        if let Some(summary) = &matter.summary {
            self.fixed_heading("ärendet", TOP.below(), "Ärendet", summary.span);
            self.text(summary, "ärendet");
        }
        if let Some(preparation) = &matter.preparation {
            self.fixed_heading("beredning", TOP.below(), "Ärendets beredning", preparation.span);
            self.text(preparation, "beredning");
        }
        self.sections(matter);
        self.other_signatures();
    }

    fn opening(&mut self, matter: &Matter) {
        let head_line = formulae::head_line(matter);
        self.paragraph("beteckning", ParagraphRole::Designation, head_line, matter.designation.span);
        let kind = BlockKind::Heading { level: TOP, text: self.title.clone() };
        self.block("titel", Hand::Author, matter.title.span, kind);
        for (at, line) in (1..).zip(&matter.subtitles) {
            let text = self.line(line);
            let kind = BlockKind::Paragraph { role: ParagraphRole::Subtitle, text };
            self.block(&format!("undertitel-{at}"), Hand::Author, line.span, kind);
        }
        let formula = formulae::proposal(matter);
        self.paragraph("beslutsformel", ParagraphRole::Formula, formula, matter.title.span);
    }

    /// What kommunstyrelsen decides on its own behalf, in a list that begins anew.
    fn own_decisions(&mut self, matter: &Matter) {
        let of_kind = matter.kind == MatterKind::Statement;
        let Some(first) = matter.own_decisions.first().filter(|_| of_kind) else { return };
        let formula = formulae::own_decision(matter.wording).to_owned();
        self.paragraph("egen-del", ParagraphRole::Formula, formula, first.span);
        let points = self.points(&matter.own_decisions, "egen-del/beslut", first.span);
        self.blocks.extend(points);
    }

    /// The points of a decision: numbered when there are two or more.
    fn points(&mut self, points: &[Prose], anchor: &str, otherwise: Span) -> Vec<Block> {
        let points: Vec<Vec<Block>> =
            (0..).zip(points).map(|(at, point)| self.prose(point, &format!("{anchor}-{at}"))).collect();
        if points.len() < 2 {
            return points.into_iter().flatten().collect();
        }
        let span = points.iter().flatten().next().map_or(otherwise, |block| block.span);
        let kind = BlockKind::List { ordered: true, items: points };
        vec![Block { anchor: Anchor::new(anchor), span, hand: Hand::Author, kind }]
    }

    /// Adds the words with which the presenter ends to the last paragraph of the views.
    fn close_with(&mut self, words: &str, span: Span) {
        if let Some(Block { kind: BlockKind::Paragraph { text, .. }, .. }) = self.blocks.last_mut() {
            let at = Span::new(span.file(), span.range().end..span.range().end);
            let said = vec![Inline::text(format!(" {words}"), at)];
            text.push(Inline { span: at, kind: InlineKind::Generated(said) });
        } else {
            self.paragraph("förslag-till-beslut", ParagraphRole::Body, words.to_owned(), span);
        }
    }

    fn dateline(&mut self, matter: &Matter) {
        let date = formulae::dateline(&matter.place.value, matter.date.value);
        self.paragraph("ort-och-datum", ParagraphRole::Dateline, date, matter.date.span);
        for (at, name) in matter.presenter.iter().flat_map(|presenter| &presenter.names).enumerate() {
            let anchor = if at == 0 { "namn".to_owned() } else { format!("namn-{}", at + 1) };
            self.name(&anchor, Hand::House, name, name.value.to_uppercase());
        }
    }

    /// The list of bilagor as a PM ends with it: `Bilaga 1. - Uppföljning av budget`.
    fn annex_entries(&mut self, matter: &Matter) {
        let Some(first) = matter.annexes.first() else { return };
        self.fixed_heading("bilagor", TOP.below(), "Bilagor", first.heading.span);
        for (number, annex) in (1_u16..).zip(&matter.annexes) {
            let text = self.announced(&format!("Bilaga\u{a0}{number}. - "), &annex.heading);
            let kind = BlockKind::Paragraph { role: ParagraphRole::AnnexEntry, text };
            self.block(&format!("bilagor-{number}"), Hand::Author, annex.heading.span, kind);
        }
    }

    /// The sections of the tjänsteutlåtande, with their list of contents, and the list of bilagor as it ends with it.
    fn sections(&mut self, matter: &Matter) {
        if let Some(levels) = matter.contents {
            self.fixed_heading("innehåll", TOP.below(), "Innehåll", matter.span);
            let deepest = Level::new(TOP.number() + levels);
            self.block("innehållsförteckning", Hand::House, matter.span, BlockKind::Contents { deepest });
        }
        for (stem, section) in &self.content.sections {
            let anchor = self.free(stem);
            self.section(section, TOP.below(), &anchor);
        }
        let Some(first) = matter.annexes.first() else { return };
        let span = first.heading.span;
        self.fixed_heading("bilagor-sist", TOP.below(), "Bilagor", span);
        let hand = match matter.kind {
            MatterKind::OfficeStatement => Hand::Author,
            // The presenter's part has listed them.
            MatterKind::Pm | MatterKind::Statement => Hand::House,
        };
        let mut item = |(number, annex): (u16, &AnnexEntry)| {
            let text = self.line(&annex.heading);
            let kind = BlockKind::Paragraph { role: ParagraphRole::Body, text };
            let anchor = Anchor::new(format!("bilagor-sist-{number}"));
            vec![Block { anchor, span: annex.heading.span, hand, kind }]
        };
        let items = (1..).zip(&matter.annexes).map(&mut item).collect();
        self.block("bilagor-sist-lista", hand, span, BlockKind::List { ordered: true, items });
    }

    fn annex(&mut self, number: u16, section: &Section) {
        let text = self.announced(&format!("Bilaga\u{a0}{number}. "), &section.heading);
        let anchor = format!("bilaga-{number}");
        let kind = BlockKind::Heading { level: TOP, text };
        self.block(&format!("{anchor}/rubrik"), Hand::Author, section.heading.span, kind);
        self.under(section, TOP, &anchor);
    }

    fn section(&mut self, section: &Section, level: Level, anchor: &str) {
        self.heading(anchor, level, &section.heading);
        self.under(section, level, anchor);
    }

    /// What stands under a heading.
    fn under(&mut self, section: &Section, level: Level, anchor: &str) {
        for (at, block) in section.blocks.iter().enumerate() {
            let name = format!("{anchor}#{at}");
            match block {
                SectionBlock::Chart(wanted) => self.chart(wanted, &name),
                SectionBlock::Name(person) => {
                    self.name(&name, Hand::Author, person, person.value.clone());
                }
                SectionBlock::Picture(wanted) => self.picture(wanted, &name),
                SectionBlock::Section(inner) => {
                    let anchor = self.free(&format!("{anchor}/{}", slug(&inner.heading.written)));
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
            Some(table) => {
                let table = table.under(&self.last_heading());
                self.block(anchor, Hand::House, wanted.span, BlockKind::Table(table));
            }
            None => self.no_table(wanted, anchor),
        }
    }

    /// The words of the heading that what comes next stands under.
    fn last_heading(&self) -> String {
        let mut before = self.blocks.iter().rev();
        let heading = before.find_map(|block| {
            let BlockKind::Heading { text, .. } = &block.kind else { return None };
            Some(plain(text))
        });
        heading.unwrap_or_default()
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

    /// A heading that a clerk wrote.
    fn heading(&mut self, anchor: &str, level: Level, words: &Line) {
        let text = self.line(words);
        self.block(anchor, Hand::Author, words.span, BlockKind::Heading { level, text });
    }

    fn fixed_heading(&mut self, anchor: &str, level: Level, words: &str, span: Span) {
        let text = vec![Inline::text(words, span)];
        self.block(anchor, Hand::House, span, BlockKind::Heading { level, text });
    }

    /// A paragraph of fixed words.
    fn paragraph(&mut self, anchor: &str, role: ParagraphRole, words: String, span: Span) {
        let text = vec![Inline { span, kind: InlineKind::Text(words) }];
        self.block(anchor, Hand::House, span, BlockKind::Paragraph { role, text });
    }

    /// A clerk's words after those that number them.
    fn announced(&mut self, number: &str, words: &Line) -> Vec<Inline> {
        let at = words.span.part(0, 0);
        let mut text = vec![Inline { span: at, kind: InlineKind::Generated(vec![Inline::text(number, at)]) }];
        text.extend(self.line(words));
        text
    }

    fn block(&mut self, anchor: &str, hand: Hand, span: Span, kind: BlockKind) {
        self.blocks.push(Block { anchor: Anchor::new(anchor), span, hand, kind });
    }

    /// The name itself, or with a number after it where a block has it already.
    fn free(&mut self, name: &str) -> String {
        self.names.free(name, &self.blocks)
    }
}

/// The names of the blocks of a part, each looked at once however many headings ask for one.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    /// How many blocks are among them.
    seen: usize,
    /// The last number that a name was given with.
    numbers: BTreeMap<String, u32>,
}

impl Names {
    fn free(&mut self, name: &str, blocks: &[Block]) -> String {
        self.taken.extend(blocks[self.seen..].iter().map(|block| block.anchor.as_str().to_owned()));
        self.seen = blocks.len();
        if !self.taken.contains(name) {
            return name.to_owned();
        }
        let number = self.numbers.entry(name.to_owned()).or_insert(2);
        loop {
            let numbered = format!("{name}-{number}");
            if !self.taken.contains(&numbered) {
                return numbered;
            }
            *number += 1;
        }
    }
}

/// A block that is printed once more: its words are the clerk's where they stand first.
fn again(block: Block) -> Block {
    with_all(block, &|block| block.hand = Hand::House)
}

/// A block and all within it under names of their own.
fn renamed(block: Block, place: &str) -> Block {
    with_all(block, &|block| block.anchor = Anchor::new(format!("{place}/{}", block.anchor.as_str())))
}

/// A block changed, and every block of its items.
fn with_all(mut block: Block, change: &dyn Fn(&mut Block)) -> Block {
    change(&mut block);
    if let BlockKind::List { items, .. } = &mut block.kind {
        for inner in items.iter_mut().flatten() {
            *inner = with_all(inner.clone(), change);
        }
    }
    block
}

/// Words that begin a sentence or stand alone.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A heading as part of an anchor: letters and digits, words joined by hyphens.
fn slug(words: &str) -> String {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.take(8).collect::<Vec<_>>().join("-")
}
