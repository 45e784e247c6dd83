//! Content controls: every block of the tree but those with notes stands in one, so that it is known again when the file
//! comes back.
//!
//! What a clerk wrote is a control without a lock: it can be edited, moved and taken away. What the program says is
//! locked: figures in prose against typing over, so that the sentence round them can still be taken away; fixed
//! words and tables against both. ECMA-376 part 1, 17.5.2.

use std::collections::BTreeMap;

use docx_rs::{Paragraph, ParagraphChild, Run, StructuredDataTag, Table};

use crate::document::tree::{Hand, Inline};
use crate::edits::base::{FIXED_TAG, Key, figure_tag, title};
use crate::figures::figure::CellRef;

/// A control as the package pass writes it out; docx-rs has no word for tag and lock.
#[derive(Debug)]
pub(super) struct Control {
    /// What a clerk reads on its frame.
    pub(super) title: String,
    pub(super) tag: String,
    pub(super) lock: Lock,
    /// The list of contents, for which Word has a button.
    pub(super) is_contents: bool,
}

/// What a control refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    /// That its text is changed or itself is taken away.
    All,
    /// That its text is changed.
    Content,
    /// Nothing.
    Open,
}

/// The controls of a document, in the order in which they were made.
#[derive(Debug)]
pub(super) struct Controls {
    list: Vec<Control>,
    formulas: BTreeMap<CellRef, String>,
}

impl Controls {
    /// No controls yet. `formulas` are shown with the figures that they compute.
    pub(super) fn new(formulas: BTreeMap<CellRef, String>) -> Self {
        Self { list: Vec::new(), formulas }
    }

    /// The control whose number docx-rs was given in place of a title.
    pub(super) fn get(&self, number: &str) -> Option<(usize, &Control)> {
        let at: usize = number.parse().ok()?;
        self.list.get(at).map(|control| (at, control))
    }

    /// A control round a paragraph.
    pub(super) fn paragraph(&mut self, key: &Key, name: &str, paragraph: Paragraph) -> StructuredDataTag {
        let lock = match key.hand() {
            Hand::Author => Lock::Open,
            Hand::House => Lock::All,
        };
        self.open(name, key, lock, false).add_paragraph(paragraph)
    }

    /// A control round a table.
    pub(super) fn table(&mut self, key: &Key, name: &str, table: Table) -> StructuredDataTag {
        self.open(name, key, Lock::All, false).add_table(table)
    }

    /// The control that gives Word its button for updating the contents.
    pub(super) fn contents(&mut self, key: &Key, paragraphs: Vec<Paragraph>) -> StructuredDataTag {
        let control = self.open("Innehållsförteckning", key, Lock::Open, true);
        paragraphs.into_iter().fold(control, StructuredDataTag::add_paragraph)
    }

    /// A control within a paragraph, round what the program says there.
    pub(super) fn inline(&mut self, inline: &Inline, runs: Vec<Run>) -> ParagraphChild {
        let (name, tag) = match inline.figure().map(|figure| figure.cell()) {
            Some(cell) => (self.name(cell), figure_tag(cell)),
            None => ("Fast text".to_owned(), FIXED_TAG.to_owned()),
        };
        let control = self.add(Control { title: title(&name), tag, lock: Lock::Content, is_contents: false });
        ParagraphChild::StructuredDataTag(Box::new(
            runs.into_iter().fold(control, StructuredDataTag::add_run),
        ))
    }

    /// The cell and how it is computed: `slk.netto.prognosavvikelse = vp - prognos`.
    fn name(&self, cell: &CellRef) -> String {
        self.formulas.get(cell).map_or(cell.to_string(), |formula| format!("{cell} = {formula}"))
    }

    fn open(&mut self, name: &str, key: &Key, lock: Lock, is_contents: bool) -> StructuredDataTag {
        self.add(Control { title: title(name), tag: key.to_string(), lock, is_contents })
    }

    fn add(&mut self, control: Control) -> StructuredDataTag {
        self.list.push(control);
        StructuredDataTag::new().alias((self.list.len() - 1).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::tree::{Block, BlockKind, InlineKind, ParagraphRole, Stage};
    use crate::writers::word::package::xml::Element;
    use crate::writers::word::sample::{
        all, block, document, figure, heading, inline, part, table, text, words,
    };
    use crate::writers::word::{WordOptions, export};

    fn body(blocks: Vec<Block>) -> Element {
        let mut document = document(Stage::Final, 0);
        document.parts[0].blocks = blocks;
        let formula = (figure("1").cell().clone(), "kostnader + intäkter".to_owned());
        let options = WordOptions { formulas: BTreeMap::from([formula]), ..WordOptions::default() };
        part(&export(&document, &options).expect("a docx"), "word/document.xml")
    }

    /// Of every control its title, the beginning of its tag, its lock and its text.
    fn controls(body: &Element) -> Vec<(String, String, String, String)> {
        let mut found = Vec::new();
        all(body, "w:sdt", &mut found);
        let property = |control: &Element, name: &str| {
            let mut named = Vec::new();
            control.elements().take(1).for_each(|properties| all(properties, name, &mut named));
            named.first().and_then(|it| it.attribute("w:val")).unwrap_or_default().to_owned()
        };
        let short = |tag: String| if tag.starts_with("fig:") { tag } else { tag[..2].to_owned() };
        let told = |control: &&Element| {
            let (title, tag) = (property(control, "w:alias"), short(property(control, "w:tag")));
            (title, tag, property(control, "w:lock"), text(control).trim().to_owned())
        };
        found.iter().map(told).collect()
    }

    #[test]
    fn the_clerks_words_are_open_and_what_the_program_says_in_them_is_locked() {
        let said =
            InlineKind::Generated(vec![inline(InlineKind::Figure(figure("-40"))), words(" mnkr").remove(0)]);
        let prose = [words("Utfallet är "), vec![inline(said)], words(".")].concat();
        let kind = BlockKind::Paragraph { role: ParagraphRole::Body, text: prose.clone() };
        let house = Block { hand: Hand::House, ..block("b", kind.clone()) };
        let found = controls(&body(vec![heading(2, "Utfall"), block("a", kind), house]));
        let own = |title: &str, tag: &str, lock: &str, text: &str| {
            (title.to_owned(), tag.to_owned(), lock.to_owned(), text.to_owned())
        };
        let sentence = "Utfallet är −40,0 mnkr.";
        let expected = [
            own("Rubrik: Utfall", "t_", "", "Utfall"),
            own("Stycke 1 i Utfall", "t_", "", sentence),
            own("slk.netto.vp = kostnader + intäkter", "fig:slk.netto.vp", "contentLocked", "−40,0 mnkr"),
            own("Fast text", "g_", "sdtContentLocked", sentence),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_table_and_its_note_are_locked_as_a_whole() {
        let block = Block { hand: Hand::House, ..block("t", BlockKind::Table(table(true))) };
        let found = controls(&body(vec![block]));
        let locks: Vec<_> = found.iter().map(|(title, _, lock, _)| (title.as_str(), lock.as_str())).collect();
        let lock = "sdtContentLocked";
        let expected =
            [("Tabell: Budget, utfall och prognos i mnkr.", lock), ("Fast text under tabellen", lock)];
        assert_eq!(locks, expected);
    }
}
