//! The tree's blocks as the paragraphs, tables and controls of the body.

use std::collections::BTreeMap;

use docx_rs::{
    BookmarkEnd, BookmarkStart, DocumentChild, IndentLevel, NumberingId, Paragraph, Run, StructuredDataTag,
};

use super::fields::{self, Entry};
use super::inlines::{Links, pieces, words};
use super::styles::{self, LIST_DEPTHS};
use super::{numbering, section, table};
use crate::document::{
    Anchor, Block, BlockKind, Document, Inline, Level, ParagraphRole, PartKind, Table, plain,
};

/// The body of the document, with what the rest of the package must hold for it.
#[derive(Default)]
pub(super) struct Body {
    /// What stands in it.
    pub(super) children: Vec<DocumentChild>,
    /// The addresses that it links to.
    pub(super) links: Links,
    /// How many lists number their items.
    pub(super) ordered_lists: usize,
    /// What its tables show, in order.
    pub(super) descriptions: Vec<String>,
}

/// The whole body, every part with its section.
pub(super) fn body(document: &Document, pages: &BTreeMap<Anchor, u32>) -> Body {
    let mut flow = Flow {
        document,
        pages,
        body: Body::default(),
        at: 0,
        first_child: 0,
        first_heading: 0,
        next_heading: 0,
        has_contents: false,
        new_page: false,
        after_table: false,
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
    pages: &'a BTreeMap<Anchor, u32>,
    body: Body,
    /// The part that is being set.
    at: usize,
    /// What stands in the body before this part.
    first_child: usize,
    /// Headings before this part, and before this block.
    first_heading: usize,
    next_heading: usize,
    /// The part has begun to list its contents.
    has_contents: bool,
    new_page: bool,
    after_table: bool,
}

impl Flow<'_> {
    fn begin(&mut self, at: usize) {
        self.at = at;
        self.first_child = self.body.children.len();
        self.first_heading = self.next_heading;
        self.has_contents = false;
        self.new_page = false;
    }

    /// All parts but the last carry their section on the last paragraph, since a section ends with one.
    fn end(&mut self) {
        self.new_page = false;
        if !matches!(self.body.children[self.first_child..].last(), Some(DocumentChild::Paragraph(_))) {
            self.push(Paragraph::new().style(styles::SPACER));
        }
        if self.at + 1 < self.document.parts.len()
            && let Some(DocumentChild::Paragraph(last)) = self.body.children.last_mut()
        {
            last.property.section_property = Some(section::properties(self.at));
        }
        if self.has_contents {
            self.body.children.push(DocumentChild::BookmarkEnd(BookmarkEnd::new(self.scope_id())));
        }
        self.after_table = false;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let nexts = blocks.iter().skip(1).map(Some).chain([None]);
        for (block, next) in blocks.iter().zip(nexts) {
            self.block(block, next);
        }
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match &block.kind {
            BlockKind::Contents { deepest } => self.contents(*deepest),
            BlockKind::Heading { level, text } => self.heading(*level, text),
            BlockKind::List { ordered, items } => self.list(*ordered, items, 0),
            // Before the first block of a part and after the last there is a new page anyway.
            BlockKind::PageBreak => self.new_page = true,
            BlockKind::Paragraph { role, text } => self.paragraph(*role, text, next),
            BlockKind::Signature(_) => self.push(Paragraph::new().style(styles::SIGNATURE)),
            BlockKind::Table(table) => self.table(table),
        }
    }

    /// The contents, and from there to the end of the part the bookmark that keeps Word from listing more.
    fn contents(&mut self, deepest: Level) {
        self.part_from_table();
        let part = &self.document.parts[self.at];
        let headings = headings(&part.blocks);
        let entries: Vec<Entry> = part
            .listed(deepest)
            .map(|(anchor, level, text)| {
                let number = headings.iter().position(|heading| std::ptr::eq(&heading.anchor, anchor));
                let number = number.expect("listed headings are among the part's own: Part::listed");
                let page = self.pages.get(anchor).copied();
                let bookmark = bookmark(self.first_heading + number);
                Entry { level, bookmark, text: words(&plain(text)), page }
            })
            .collect();
        // The control round the contents gives Word its button for updating them.
        let mut control = StructuredDataTag::new();
        let scope = self.scope();
        for paragraph in fields::contents(&entries, deepest, &scope) {
            control = control.add_paragraph(self.placed(paragraph));
        }
        self.body.children.push(DocumentChild::StructuredDataTag(Box::new(control)));
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

    /// Bookmarks of headings are numbered after those of the parts.
    fn heading_id(&self) -> usize {
        self.document.parts.len() + 1 + self.next_heading
    }

    fn heading(&mut self, level: Level, text: &[Inline]) {
        let id = self.heading_id();
        let mut paragraph = Paragraph::new()
            .style(&styles::heading(level))
            .add_bookmark_start(id, bookmark(self.next_heading));
        paragraph.children.extend(pieces(text, &mut self.body.links));
        self.next_heading += 1;
        self.push(paragraph.add_bookmark_end(id));
    }

    fn paragraph(&mut self, role: ParagraphRole, text: &[Inline], next: Option<&Block>) {
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
            | ParagraphRole::Statement => styles::paragraph(role),
        };
        let paragraph = self.styled(style, text);
        self.push(if before_list { paragraph.keep_next(true) } else { paragraph });
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
        let (text, rest) = match blocks.split_first() {
            Some((Block { kind: BlockKind::Paragraph { text, .. }, .. }, rest)) => (text.as_slice(), rest),
            Some(_) | None => (&[][..], blocks),
        };
        let mut paragraph = self.styled(&styles::list(number.is_some(), depth), text);
        if let Some(number) = number {
            let level = IndentLevel::new(depth.min(LIST_DEPTHS - 1));
            paragraph = paragraph.numbering(NumberingId::new(number), level);
        }
        self.push(paragraph);
        for block in rest {
            self.further(block, depth);
        }
    }

    /// A block of an item after the first.
    fn further(&mut self, block: &Block, depth: usize) {
        match &block.kind {
            BlockKind::List { ordered, items } => self.list(*ordered, items, depth + 1),
            BlockKind::Paragraph { role: ParagraphRole::Body, text } => {
                let paragraph = self.styled(&styles::list_continued(depth), text);
                self.push(paragraph);
            }
            BlockKind::Contents { .. }
            | BlockKind::Heading { .. }
            | BlockKind::PageBreak
            | BlockKind::Paragraph { .. }
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => self.block(block, None),
        }
    }

    fn table(&mut self, table: &Table) {
        self.part_from_table();
        let new_page = std::mem::take(&mut self.new_page);
        let set = table::table(table, new_page, &mut self.body.links);
        self.body.children.push(DocumentChild::Table(Box::new(set)));
        self.body.descriptions.push(table.description().to_owned());
        self.after_table = true;
        if let Some(note) = table.note() {
            self.push(Paragraph::new().style(styles::TABLE_NOTE).add_run(Run::new().add_text(note)));
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

    fn styled(&mut self, style: &str, text: &[Inline]) -> Paragraph {
        let mut paragraph = Paragraph::new().style(style);
        paragraph.children = pieces(text, &mut self.body.links);
        paragraph
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
            BlockKind::Contents { .. }
            | BlockKind::PageBreak
            | BlockKind::Paragraph { .. }
            | BlockKind::Signature(_)
            | BlockKind::Table(_) => {}
        }
    }
    found
}

/// The bookmark of heading number `at` of the document, named as Word names those that contents point at.
fn bookmark(at: usize) -> String {
    format!("_Toc{:08}", at + 1)
}
