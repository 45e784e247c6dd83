//! The tree's blocks as the paragraphs, tables and controls of the body.

use std::sync::Arc;

use docx_rs::{
    BookmarkEnd, BookmarkStart, DocumentChild, Drawing, IndentLevel, NumberingId, Paragraph, ParagraphChild,
    Pic, Run, RunChild, SectionProperty, StructuredDataTag,
};

use super::controls::Controls;
use super::fields::{self, Entry};
use super::inlines::{Links, guarded, pieces, words};
use super::notes::Notes;
use super::styles::{self, LIST_DEPTHS};
use super::{WordOptions, numbering, section, table};
use crate::document::tree::{
    Block, BlockKind, Chart, Document, Hand, Image, ImageKind, Inline, Level, Orientation, ParagraphRole,
    PartKind, Table, plain,
};
use crate::edits::base::{Key, Keys};
use crate::writers::setting;

/// The body of the document, with what the rest of the package must hold for it.
pub(super) struct Body {
    /// What stands in it.
    pub(super) children: Vec<DocumentChild>,
    /// The addresses that it links to.
    pub(super) links: Links,
    /// The controls that its blocks and figures stand in.
    pub(super) controls: Controls,
    /// How many lists number their items.
    pub(super) ordered_lists: usize,
    /// What its tables show, in order.
    pub(super) descriptions: Vec<String>,
    /// Its drawings, in order.
    pub(super) drawings: Vec<Drawn>,
    /// The notes that it refers to, in order.
    pub(super) notes: Notes,
    /// How many sections each part has.
    pub(super) sections: Vec<usize>,
    /// The last section of all.
    pub(super) last_section: Option<SectionProperty>,
}

/// A picture in the text, with what it shows in words.
pub(super) struct Drawn {
    /// The first words of its caption: `Figur 1`.
    pub(super) name: String,
    pub(super) alternative: String,
    pub(super) file: Arc<[u8]>,
    pub(super) extension: &'static str,
    /// How wide and how high it is, in EMU.
    pub(super) size: (u64, u64),
}

/// EMU to a tenth of a millimetre.
const UNITS: u64 = 3_600;

/// The whole body, every part with its section.
pub(super) fn body(document: &Document, options: &WordOptions) -> Body {
    let body = Body {
        children: Vec::new(),
        links: Links::default(),
        controls: Controls::new(options.formulas.clone()),
        ordered_lists: 0,
        descriptions: Vec::new(),
        drawings: Vec::new(),
        notes: Notes::default(),
        sections: Vec::new(),
        last_section: None,
    };
    let mut flow = Flow {
        document,
        options,
        body,
        at: 0,
        under: String::new(),
        counted: 0,
        next_bookmark: document.parts.len() + 1,
        keys: Keys::default(),
        first_heading: 0,
        next_heading: 0,
        has_contents: false,
        new_page: false,
        after_table: false,
        on_side: false,
        sections: 0,
        part_begins: 0,
    };
    for (at, part) in document.parts.iter().enumerate() {
        flow.begin(at);
        flow.blocks(&part.blocks);
        flow.end();
    }
    flow.body
}

/// The document as it is set, block by block.
struct Flow<'a> {
    document: &'a Document,
    options: &'a WordOptions,
    body: Body,
    /// The part that is being set.
    at: usize,
    /// The last heading, and how many of the clerk's paragraphs have stood under it.
    under: String,
    counted: usize,
    /// Bookmarks are numbered after those of the parts.
    next_bookmark: usize,
    keys: Keys,
    /// Headings before this part, and before this block.
    first_heading: usize,
    next_heading: usize,
    /// The part has begun to list its contents.
    has_contents: bool,
    new_page: bool,
    after_table: bool,
    /// The pages lie on their side, though those of the part do not.
    on_side: bool,
    /// The sections of the part that have ended, and how many blocks stand before it.
    sections: usize,
    part_begins: usize,
}

impl Flow<'_> {
    fn begin(&mut self, at: usize) {
        self.at = at;
        self.first_heading = self.next_heading;
        self.has_contents = false;
        self.new_page = false;
        self.on_side = false;
        self.sections = 0;
        self.part_begins = self.body.children.len();
    }

    /// A section ends with a paragraph, which for all parts but the last carries its properties. It stands outside the
    /// controls, so that no edit takes the section away.
    fn end(&mut self) {
        self.new_page = false;
        let mut last = Paragraph::new().style(styles::SPACER);
        if self.sections > 0 {
            // Not in the last paragraph of all, which LibreOffice takes away.
            let id = self.bookmark_id();
            let spacer = Paragraph::new().style(styles::SPACER);
            self.push(spacer.add_bookmark_start(id, section::last_page(self.at)).add_bookmark_end(id));
        }
        let section = self.section();
        if self.at + 1 < self.document.parts.len() {
            last.property.section_property = Some(section);
        } else {
            self.body.last_section = Some(section);
        }
        self.body.sections.push(self.sections + 1);
        self.push(last);
        if self.has_contents {
            self.body.children.push(DocumentChild::BookmarkEnd(BookmarkEnd::new(self.scope_id())));
        }
        self.after_table = false;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let turned = setting::turned(blocks, &self.options.look, self.is_lying());
        for (at, block) in blocks.iter().enumerate() {
            if turned.iter().any(|(from, table)| (*from..=*table).contains(&at)) {
                self.lie_down();
            } else {
                self.stand_up();
            }
            self.block(block, blocks.get(at + 1));
        }
    }

    /// The pages that come lie on their side, in a section of their own.
    fn lie_down(&mut self) {
        if !self.is_lying() {
            self.end_section();
            self.on_side = true;
            // LibreOffice turns no page that begins with a table.
            self.push(Paragraph::new().style(styles::SPACER));
        }
    }

    /// The pages that come are those of the part again.
    fn stand_up(&mut self) {
        if self.on_side {
            self.end_section();
            self.on_side = false;
        }
    }

    /// Ends the section within its part, where there is anything in it.
    fn end_section(&mut self) {
        if self.body.children.len() > self.part_begins {
            let mut last = Paragraph::new().style(styles::SPACER);
            last.property.section_property = Some(self.section());
            self.new_page = false;
            self.push(last);
            self.sections += 1;
        }
    }

    fn section(&self) -> SectionProperty {
        section::properties(self.at, self.sections == 0, self.orientation(), &self.options.look)
    }

    fn is_lying(&self) -> bool {
        self.orientation() == Orientation::Lying
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match &block.kind {
            BlockKind::Chart(chart) => self.chart(block, chart),
            BlockKind::Contents { deepest } => self.contents(block, *deepest),
            BlockKind::Heading { level, text } => self.heading(block, *level, text),
            BlockKind::Image(image) => self.image(block, image),
            BlockKind::List { ordered, items } => self.list(*ordered, items, 0),
            // Before the first block of a part and after the last there is a new page anyway.
            BlockKind::PageBreak => self.new_page = true,
            BlockKind::Paragraph { role, text } => self.paragraph(block, *role, text, next),
            BlockKind::Signature(_) => self.push(Paragraph::new().style(styles::SIGNATURE)),
            BlockKind::Table(table) => self.table(block, table),
        }
    }

    /// The contents, and from there to the end of the part the bookmark that keeps Word from listing more.
    fn contents(&mut self, block: &Block, deepest: Level) {
        self.part_from_table();
        let part = &self.document.parts[self.at];
        let headings = headings(&part.blocks);
        let entries: Vec<Entry> = part
            .listed(deepest)
            .map(|(anchor, level, text)| {
                let number = headings.iter().position(|heading| std::ptr::eq(&heading.anchor, anchor));
                let number = number.expect("listed headings are among the part's own: Part::listed");
                let page = self.options.pages.get(anchor).copied();
                let bookmark = bookmark(self.first_heading + number);
                Entry { level, bookmark, text: words(&plain(text)), page }
            })
            .collect();
        let key = self.key(block);
        let scope = self.scope();
        let mut paragraphs = fields::contents(&entries, deepest, &scope);
        if let Some(first) = paragraphs.first_mut() {
            *first = self.placed(first.clone());
        }
        let control = self.body.controls.contents(&key, paragraphs);
        self.control(control);
        if !std::mem::replace(&mut self.has_contents, true) {
            let start = BookmarkStart::new(self.scope_id(), scope);
            self.body.children.push(DocumentChild::BookmarkStart(start));
        }
    }

    /// The name of the bookmark round what the contents list; no two parts have the same.
    fn scope(&self) -> String {
        let kind = self.document.parts[self.at].kind;
        let name = match kind {
            PartKind::Annex(number) => format!("bilaga{number}"),
            PartKind::Main => "huvuddel".to_owned(),
        };
        let is_taken = self.document.parts[..self.at].iter().any(|before| before.kind == kind);
        if is_taken { format!("{name}_{}", self.at + 1) } else { name }
    }

    fn scope_id(&self) -> usize {
        self.at + 1
    }

    fn orientation(&self) -> Orientation {
        if self.on_side { Orientation::Lying } else { self.document.parts[self.at].orientation() }
    }

    fn bookmark_id(&mut self) -> usize {
        self.next_bookmark += 1;
        self.next_bookmark - 1
    }

    fn heading(&mut self, block: &Block, level: Level, text: &[Inline]) {
        let id = self.bookmark_id();
        let name = bookmark(self.next_heading);
        self.next_heading += 1;
        let mut paragraph = Paragraph::new().style(&styles::heading(level)).add_bookmark_start(id, name);
        paragraph.children.extend(self.pieces(block, text));
        self.under = plain(text);
        self.counted = 0;
        self.keyed(block, "Rubrik", paragraph.add_bookmark_end(id));
    }

    fn paragraph(&mut self, block: &Block, role: ParagraphRole, text: &[Inline], next: Option<&Block>) {
        let before_table = next.is_some_and(|next| matches!(next.kind, BlockKind::Table(_)));
        let before_list = next.is_some_and(|next| matches!(next.kind, BlockKind::List { .. }));
        let style = match role {
            ParagraphRole::Body if self.after_table => styles::AFTER_TABLE,
            ParagraphRole::Body if before_table => styles::BEFORE_TABLE,
            ParagraphRole::AnnexEntry
            | ParagraphRole::Body
            | ParagraphRole::Dateline
            | ParagraphRole::Designation
            | ParagraphRole::Formula
            | ParagraphRole::Name
            | ParagraphRole::Secretary
            | ParagraphRole::Statement
            | ParagraphRole::Subtitle => styles::paragraph(role),
        };
        let paragraph = self.styled(style, block, text);
        self.keyed(block, "Stycke", if before_list { paragraph.keep_next(true) } else { paragraph });
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Block>], depth: usize) {
        self.part_from_table();
        let number = ordered.then(|| {
            self.body.ordered_lists += 1;
            numbering::of_list(self.body.ordered_lists - 1)
        });
        for item in items {
            self.item(number, item, depth);
        }
    }

    /// The mark stands before the first paragraph of an item; where an item begins with something else, alone.
    fn item(&mut self, number: Option<usize>, blocks: &[Block], depth: usize) {
        let style = styles::list(number.is_some(), depth);
        let marked = |paragraph: Paragraph| match number {
            Some(number) => {
                let level = IndentLevel::new(depth.min(LIST_DEPTHS - 1));
                paragraph.numbering(NumberingId::new(number), level)
            }
            None => paragraph,
        };
        let mut rest = blocks;
        if let Some((block, after)) = blocks.split_first()
            && let BlockKind::Paragraph { text, .. } = &block.kind
        {
            let paragraph = marked(self.styled(&style, block, text));
            self.keyed(block, "Punkt", paragraph);
            rest = after;
        } else {
            self.push(marked(Paragraph::new().style(&style)));
        }
        for block in rest {
            self.further(block, depth);
        }
    }

    /// A block of an item after the first.
    fn further(&mut self, block: &Block, depth: usize) {
        match &block.kind {
            BlockKind::List { ordered, items } => self.list(*ordered, items, depth + 1),
            BlockKind::Paragraph { role: ParagraphRole::Body, text } => {
                let paragraph = self.styled(&styles::list_continued(depth), block, text);
                self.keyed(block, "Stycke", paragraph);
            }
            BlockKind::Chart(_)
            | BlockKind::Contents { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Image(_)
            | BlockKind::PageBreak
            | BlockKind::Paragraph { .. }
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => self.block(block, None),
        }
    }

    /// A chart: its caption, its drawing where there is one, and its table.
    fn chart(&mut self, block: &Block, chart: &Chart) {
        self.part_from_table();
        let key = self.key(block);
        let mut caption = Paragraph::new().style(styles::CAPTION);
        caption.children = pieces(chart.caption(), &mut self.body.links);
        self.marked(&key.of_caption(), "Diagrammets rubrik", caption);
        if let Some(picture) = self.options.pictures.get(&block.anchor) {
            let drawn = Drawn {
                name: name_of(chart.caption()),
                alternative: chart.alternative(),
                file: Arc::from(picture.png.as_slice()),
                extension: ImageKind::Png.extension(),
                size: (picture.size.0.into(), picture.size.1.into()),
            };
            self.draw(styles::DRAWING, drawn);
        }
        if setting::table(chart.table(), &self.options.look, self.is_lying()).turned {
            self.lie_down();
        }
        self.keyed_table(&key, chart.table());
    }

    /// A picture: its caption, and the picture itself.
    fn image(&mut self, block: &Block, image: &Image) {
        self.part_from_table();
        let caption = self.styled(styles::CAPTION, block, &image.caption);
        self.keyed(block, "Figurtext", caption);
        let room = self.options.look.margins.room(self.orientation() == Orientation::Lying);
        let (width, height) = image.size(room);
        let drawn = Drawn {
            name: name_of(&image.caption),
            alternative: image.alternative.clone(),
            file: image.bytes.clone(),
            extension: image.kind.extension(),
            size: (width * UNITS, height * UNITS),
        };
        self.draw(styles::PICTURE, drawn);
    }

    /// An empty place for a picture, which is put there in the package.
    fn draw(&mut self, style: &str, drawn: Drawn) {
        let mut run = Run::new();
        let place = Drawing::new().pic(Pic::new_with_dimensions(Vec::new(), 1, 1));
        run.children.push(RunChild::Drawing(Box::new(place)));
        self.push(Paragraph::new().style(style).add_run(run));
        self.body.drawings.push(drawn);
    }

    fn table(&mut self, block: &Block, table: &Table) {
        let key = self.key(block);
        self.keyed_table(&key, table);
    }

    fn keyed_table(&mut self, key: &Key, table: &Table) {
        self.part_from_table();
        let mark = (self.bookmark_id(), key.bookmark());
        let look = &self.options.look;
        // A table that comes back is one: it is not cut here.
        let setting = setting::uncut(table, look, self.is_lying());
        let new_page = std::mem::take(&mut self.new_page);
        let room = section::text_width(look, self.orientation());
        let set = table::table(table, (&setting, room), look, new_page, mark, &mut self.body.links);
        let name = format!("Tabell: {}", table.description());
        let control = self.body.controls.table(key, &name, set);
        self.control(control);
        self.body.descriptions.push(table.description().to_owned());
        self.after_table = true;
        if let Some(note) = table.note() {
            let paragraph = Paragraph::new().style(styles::TABLE_NOTE).add_run(Run::new().add_text(note));
            self.marked(&key.of_note(), "Fast text under tabellen", paragraph);
        }
    }

    /// Two tables with nothing between them would be one, and a list has no space of its own above it.
    fn part_from_table(&mut self) {
        if self.after_table {
            let new_page = std::mem::take(&mut self.new_page);
            self.push(Paragraph::new().style(styles::SPACER));
            self.new_page = new_page;
        }
    }

    fn styled(&mut self, style: &str, block: &Block, text: &[Inline]) -> Paragraph {
        let mut paragraph = Paragraph::new().style(style);
        paragraph.children = self.pieces(block, text);
        paragraph
    }

    /// What the program says is guarded by itself within a clerk's text; in the house's, the whole block is.
    fn pieces(&mut self, block: &Block, text: &[Inline]) -> Vec<ParagraphChild> {
        match block.hand {
            Hand::Author => guarded(text, &mut self.body.links, &mut self.body.controls),
            Hand::House => pieces(text, &mut self.body.links),
        }
    }

    fn key(&mut self, block: &Block) -> Key {
        self.keys.of(&self.document.parts[self.at].anchor, block)
    }

    /// The paragraph of a block, in the control and the bookmark by which it is known again. Its title says `what` it is
    /// and where: `Stycke 2 i Analys av utfall`. One with notes has the bookmark alone, see [`Notes`].
    fn keyed(&mut self, block: &Block, what: &str, paragraph: Paragraph) {
        let name = match (block.hand, &block.kind) {
            (_, BlockKind::Heading { .. }) => format!("{what}: {}", self.under),
            (Hand::House, _) => "Fast text".to_owned(),
            (Hand::Author, _) => {
                self.counted += 1;
                format!("{what} {} i {}", self.counted, self.under)
            }
        };
        let key = self.key(block);
        if block.notes().is_empty() {
            self.marked(&key, &name, paragraph);
            return;
        }
        let paragraph = self.bookmarked(&key, paragraph);
        self.body.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
        for (at, note) in (1..).zip(block.notes()) {
            let id = self.bookmark_id();
            self.body.notes.add(note, &key.of_footnote(at), id, &mut self.body.controls);
        }
    }

    fn marked(&mut self, key: &Key, name: &str, paragraph: Paragraph) {
        let paragraph = self.bookmarked(key, paragraph);
        let control = self.body.controls.paragraph(key, name, paragraph);
        self.control(control);
    }

    fn bookmarked(&mut self, key: &Key, mut paragraph: Paragraph) -> Paragraph {
        let id = self.bookmark_id();
        let start = BookmarkStart::new(id, key.bookmark());
        paragraph.children.insert(0, ParagraphChild::BookmarkStart(start));
        self.placed(paragraph.add_bookmark_end(id))
    }

    fn control(&mut self, control: StructuredDataTag) {
        self.body.children.push(DocumentChild::StructuredDataTag(Box::new(control)));
    }

    fn push(&mut self, paragraph: Paragraph) {
        let paragraph = self.placed(paragraph);
        self.body.children.push(DocumentChild::Paragraph(Box::new(paragraph)));
    }

    /// A paragraph where it will stand, on a new page if one was asked for.
    fn placed(&mut self, paragraph: Paragraph) -> Paragraph {
        self.after_table = false;
        if std::mem::take(&mut self.new_page) { paragraph.page_break_before(true) } else { paragraph }
    }
}

/// The headings of a part in order, those in lists too.
fn headings(blocks: &[Block]) -> Vec<&Block> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { .. } => found.push(block),
            BlockKind::List { items, .. } => found.extend(items.iter().flat_map(|item| headings(item))),
            BlockKind::Chart(_)
            | BlockKind::Contents { .. }
            | BlockKind::Image(_)
            | BlockKind::PageBreak
            | BlockKind::Paragraph { .. }
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => {}
        }
    }
    found
}

/// What a caption calls the thing under it: `Figur 1`.
fn name_of(caption: &[Inline]) -> String {
    let words = words(&plain(caption)).replace('\u{a0}', " ");
    words.split('.').next().unwrap_or_default().to_owned()
}

/// The bookmark of heading number `at` of the document, named as Word names those that contents point at.
fn bookmark(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}
