//! Word: the tree as a document that a professional would have made by hand, for later edits.
//!
//! docx-rs builds paragraphs, tables, styles and lists; a pass over the parts it built then makes the package right
//! (`package`). Looks are named styles, headings carry bookmarks, the contents are a filled field, and every part is
//! a section with its own running head and page count. Nothing depends on clock or process: the same document gives
//! the same bytes.

mod blocks;
mod controls;
mod fields;
mod inlines;
mod notes;
mod numbering;
mod package;
mod section;
mod styles;
mod table;
mod tracked;

use std::collections::BTreeMap;
use std::{error, fmt};

use docx_rs::Docx;
use zip::result::ZipError;

use crate::document::tree::{Anchor, Document, Part, Picture};
use crate::figures::figure::CellRef;
use crate::project::look::Look;

pub use tracked::{Pairing, Revision, tracked};

/// What the Word writer is told besides the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordOptions {
    /// The page of each heading within its part, for the contents; a heading that is not here is listed without.
    /// Under a part's own anchor, how many pages it has: Word counts itself, other programs show what stands here.
    pub pages: BTreeMap<Anchor, u32>,
    /// The formulas that are shown with the figures that they compute.
    pub formulas: BTreeMap<CellRef, String>,
    /// The base that the file names as its own, see [`crate::edits::base::Base::version`].
    pub version: Option<String>,
    /// The look of the office.
    pub look: Look,
    /// The drawing of each chart; one that is not here has its caption and table alone.
    pub pictures: BTreeMap<Anchor, Picture>,
}

/// Why there is no Word document.
#[derive(Debug)]
pub enum WordError {
    /// The archive could not be written.
    Archive(ZipError),
    /// A part that docx-rs built is not well-formed XML.
    Unreadable {
        /// The part: `word/document.xml`.
        part: String,
        /// The byte at which it goes wrong.
        at: u64,
    },
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Archive(error) => write!(f, "the Word archive cannot be written: {error}"),
            Self::Unreadable { part, at } => {
                write!(f, "the built part `{part}` is not well-formed at byte {at}")
            }
        }
    }
}

impl error::Error for WordError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Archive(error) => Some(error),
            Self::Unreadable { .. } => None,
        }
    }
}

/// Writes the document as a docx file.
pub fn export(document: &Document, options: &WordOptions) -> Result<Vec<u8>, WordError> {
    let body = blocks::body(document, options);
    let mut docx =
        Docx::new().styles(styles::all(&options.look)).numberings(numbering::all(body.ordered_lists));
    docx.document.children = body.children;
    if let Some(last) = body.last_section {
        docx.document.section_property = last;
    }
    let built = docx.build();
    let head = |at: usize, part: &Part, said: &str| {
        let head = section::RunningHead {
            stage: document.meta.stage,
            pages: count(part, &options.pages),
            last: (body.sections[at] > 1).then(|| section::last_page(at)),
            orientation: part.orientation(),
            look: &options.look,
        };
        section::running_head(said, &head)
    };
    let first = document
        .parts
        .first()
        .zip(options.look.logo.as_ref())
        .map(|(part, logo)| package::FirstHead { header: head(0, part, ""), logo, look: &options.look });
    let parts = document.parts.iter().enumerate();
    let headers = parts.map(|(at, part)| head(at, part, &part.running_head)).collect();
    let built = package::Built {
        document: built.document,
        styles: built.styles,
        numbering: built.numberings,
        headers,
        first,
        descriptions: body.descriptions,
        links: body.links,
        controls: body.controls,
        drawings: body.drawings,
        notes: body.notes,
        version: options.version.as_deref(),
    };
    package::pack(&document.meta, &built)
}

/// The pages of a part, as far as is known.
fn count(part: &Part, pages: &BTreeMap<Anchor, u32>) -> u32 {
    let last = part.blocks.iter().filter_map(|block| pages.get(&block.anchor)).max();
    pages.get(&part.anchor).or(last).copied().unwrap_or(1)
}

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::io::Cursor;
    use std::thread;

    use super::package::xml::Element;
    use super::sample::{all, block, body, document, heading, list, part, table, text, unpacked};
    use super::*;
    use crate::document::tree::{
        Block, BlockKind, CellContent, Level, NOTHING, Orientation, PartKind, Stage, Table, plain,
    };
    use crate::figures::money::SWEDISH;

    fn built(document: &Document) -> Vec<u8> {
        export(document, &WordOptions::default()).expect("a docx")
    }

    fn found<'a>(element: &'a Element, name: &str) -> Vec<&'a Element> {
        let mut list = Vec::new();
        all(element, name, &mut list);
        list
    }

    fn values<'a>(element: &'a Element, name: &str, attribute: &str) -> Vec<&'a str> {
        found(element, name).into_iter().filter_map(|element| element.attribute(attribute)).collect()
    }

    /// What is there twice.
    fn repeated<'a>(values: &[&'a str]) -> Vec<&'a str> {
        let mut seen = BTreeSet::new();
        values.iter().copied().filter(|value| !seen.insert(*value)).collect()
    }

    fn one_part(blocks: Vec<Block>) -> Document {
        let mut document = document(Stage::Final, 0);
        document.parts[0].blocks = blocks;
        document
    }

    #[test]
    fn the_same_document_gives_the_same_bytes_whatever_was_built_before_and_in_any_thread() {
        let first = built(&document(Stage::Draft, 2));
        let between = built(&document(Stage::Final, 12));
        assert_eq!(built(&document(Stage::Draft, 2)), first);
        let other = thread::spawn(|| built(&document(Stage::Draft, 2))).join().expect("no panic");
        assert_eq!(other, first);
        assert_ne!(between, first);
    }

    #[test]
    fn entries_come_in_a_fixed_order_deflated_and_without_a_time() {
        let bytes = built(&document(Stage::Final, 1));
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        assert_eq!(archive.by_index(0).expect("an entry").name(), "[Content_Types].xml");
        for at in 0..archive.len() {
            let entry = archive.by_index(at).expect("an entry");
            assert_eq!(entry.last_modified(), Some(zip::DateTime::DEFAULT), "{}", entry.name());
            assert_eq!(entry.compression(), zip::CompressionMethod::Deflated, "{}", entry.name());
        }
        for (name, bytes) in unpacked(&bytes) {
            assert!(Element::read(&bytes).is_ok(), "{name}");
        }
    }

    #[test]
    fn every_word_of_the_tree_is_there_in_order() {
        let document = document(Stage::Final, 2);
        let text = text(&part(&built(&document), "word/document.xml"));
        let mut rest = text.as_str();
        for part in &document.parts {
            for words in spoken(&part.blocks) {
                let at = rest.find(&words).unwrap_or_else(|| panic!("`{words}` is missing or out of order"));
                rest = &rest[at + words.len()..];
            }
        }
        assert_eq!(rest.trim(), "");
    }

    /// The paragraphs and cells of the tree, without its contents.
    fn spoken(blocks: &[Block]) -> Vec<String> {
        let mut out = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Chart(chart) => {
                    out.push(plain(chart.caption()));
                    out.extend(spoken(&[block_of(chart.table())]));
                }
                BlockKind::Image(image) => out.push(plain(&image.caption)),
                BlockKind::Contents { .. } | BlockKind::PageBreak | BlockKind::Signature(_) => {}
                BlockKind::Heading { text, .. } | BlockKind::Paragraph { text, .. } => {
                    out.push(plain(text).replace('\u{b}', "\u{fffd}"));
                }
                BlockKind::List { items, .. } => out.extend(items.iter().flat_map(|item| spoken(item))),
                BlockKind::Table(table) => {
                    out.extend(table.columns().iter().map(|column| plain(&column.title)));
                    for group in table.groups() {
                        out.extend(group.label.as_deref().map(plain));
                        for row in &group.rows {
                            out.push(plain(&row.label));
                            out.extend(row.cells.iter().map(|cell| match &cell.content {
                                CellContent::Empty => String::new(),
                                CellContent::Figure(figure) => figure.text(&SWEDISH),
                                CellContent::Nothing => NOTHING.to_owned(),
                                CellContent::Text(text) => plain(text),
                            }));
                        }
                    }
                    out.extend(table.note().map(str::to_owned));
                }
            }
        }
        out
    }

    fn block_of(table: &Table) -> Block {
        block("t", BlockKind::Table(table.clone()))
    }

    #[test]
    fn no_name_is_given_twice_and_everything_named_exists() {
        let bytes = built(&document(Stage::Draft, 12));
        let body = part(&bytes, "word/document.xml");
        let starts = values(&body, "w:bookmarkStart", "w:id");
        let names = values(&body, "w:bookmarkStart", "w:name");
        assert_eq!(repeated(&starts), [""; 0]);
        assert_eq!(repeated(&names), [""; 0]);
        assert!(names.iter().all(|name| name.len() <= 40));
        let ends = values(&body, "w:bookmarkEnd", "w:id");
        assert_eq!(BTreeSet::from_iter(&starts), BTreeSet::from_iter(&ends));
        assert_eq!(starts.len(), ends.len());
        for anchor in values(&body, "w:hyperlink", "w:anchor") {
            assert!(names.contains(&anchor), "{anchor}");
        }
        let styles = part(&bytes, "word/styles.xml");
        let known = values(&styles, "w:style", "w:styleId");
        assert_eq!(repeated(&known), [""; 0]);
        for (element, attribute) in [("w:pStyle", "w:val"), ("w:rStyle", "w:val"), ("w:tblStyle", "w:val")] {
            let unknown: Vec<_> =
                values(&body, element, attribute).into_iter().filter(|id| !known.contains(id)).collect();
            assert_eq!(unknown, [""; 0], "{element}");
        }
        for id in values(&styles, "w:basedOn", "w:val") {
            assert!(known.contains(&id), "{id}");
        }
        for id in styles::OURS.iter().chain(styles::UNHYPHENATED).chain(styles::DEFAULTS) {
            assert!(known.contains(id), "{id}");
        }
    }

    #[test]
    fn every_relationship_leads_somewhere_and_every_part_has_a_type() {
        let bytes = built(&document(Stage::Final, 12));
        let parts = unpacked(&bytes);
        let relationships = part(&bytes, "word/_rels/document.xml.rels");
        assert_eq!(repeated(&values(&relationships, "Relationship", "Id")), [""; 0]);
        for relationship in relationships.elements() {
            let target = relationship.attribute("Target").unwrap_or_default();
            let is_outside = relationship.attribute("TargetMode") == Some("External");
            assert!(is_outside || parts.contains_key(&format!("word/{target}")), "{target}");
        }
        let body = part(&bytes, "word/document.xml");
        let ids = values(&relationships, "Relationship", "Id");
        for element in ["w:hyperlink", "w:headerReference"] {
            assert!(values(&body, element, "r:id").iter().all(|id| ids.contains(id)), "{element}");
        }
        let types = part(&bytes, "[Content_Types].xml");
        for name in values(&types, "Override", "PartName") {
            assert!(parts.contains_key(name.trim_start_matches('/')), "{name}");
        }
    }

    #[test]
    fn fields_are_whole_and_never_dirty() {
        let bytes = built(&document(Stage::Draft, 1));
        for (name, bytes) in unpacked(&bytes) {
            let part = Element::read(&bytes).expect("well-formed");
            let mut open = Vec::new();
            for mark in found(&part, "w:fldChar") {
                assert_eq!(mark.attribute("w:dirty"), None);
                match mark.attribute("w:fldCharType") {
                    Some("begin") => open.push("instruction"),
                    Some("separate") => {
                        assert_eq!(open.pop(), Some("instruction"), "{name}");
                        open.push("result");
                    }
                    Some("end") => assert_eq!(open.pop(), Some("result"), "{name}"),
                    other => panic!("{other:?} in {name}"),
                }
            }
            assert!(open.is_empty(), "{name}");
        }
    }

    #[test]
    fn each_ordered_list_begins_at_one() {
        let bytes = built(&one_part(vec![
            heading(1, "Rubrik"),
            list(true, &["a", "b"]),
            list(true, &["c"]),
            list(false, &["d"]),
        ]));
        let body = part(&bytes, "word/document.xml");
        let [first, second, third] = values(&body, "w:numId", "w:val")[..] else {
            panic!("three numbered items")
        };
        assert_eq!(first, second);
        assert_ne!(second, third);
        let numbering = part(&bytes, "word/numbering.xml");
        assert_eq!(repeated(&values(&numbering, "w:num", "w:numId")), [""; 0]);
        assert_eq!(repeated(&values(&numbering, "w:abstractNum", "w:abstractNumId")), [""; 0]);
        let definition =
            |id| found(&numbering, "w:num").into_iter().find(|num| num.attribute("w:numId") == Some(id));
        for id in [first, third] {
            let starts = values(definition(id).expect("defined"), "w:startOverride", "w:val");
            assert_eq!(starts, ["1"; 9]);
        }
    }

    #[test]
    fn contents_list_the_headings_of_their_part_with_the_pages_that_are_known() {
        let pages = [("Innehåll", 1), ("Ärendet", 2), ("Bilagor", 5), ("Bilaga 1", 1)];
        let pages = pages.into_iter().map(|(name, page)| (Anchor::new(name), page)).collect();
        let bytes = export(&document(Stage::Final, 1), &WordOptions { pages, ..WordOptions::default() })
            .expect("a docx");
        let body = part(&bytes, "word/document.xml");
        let lists =
            found(&body, "w:sdt").into_iter().filter(|control| !found(control, "w:docPartObj").is_empty());
        let [control] = lists.collect::<Vec<_>>()[..] else { panic!("one list of contents") };
        assert_eq!(text(control), "Ärendet\t2\nMina synpunkter\nBilagor\t5\n");
        assert_eq!(values(control, "w:pStyle", "w:val"), ["TOC2", "TOC3", "TOC2"]);
        let instruction = found(control, "w:instrText")[0].children.first();
        let expected = r#" TOC \o "2-3" \h \z \u \b huvuddel "#.to_owned();
        assert_eq!(instruction, Some(&package::xml::Node::Text(expected)));
    }

    #[test]
    fn every_part_has_its_running_head_and_counts_its_own_pages() {
        let mut pages = BTreeMap::from([(Anchor::new("bilaga-10"), 3)]);
        pages.insert(Anchor::new("Ärendet"), 2);
        let bytes = export(&document(Stage::Draft, 11), &WordOptions { pages, ..WordOptions::default() })
            .expect("a docx");
        let head = |number: usize| text(&part(&bytes, &format!("word/header{number}.xml")));
        assert_eq!(head(1), "PM 2006 RI (Dnr 113-3668/2006)\tUTKAST\u{2003}Sida 1 (2)\n");
        assert_eq!(head(11), "Bilaga 10 till PM 2006 RI (Dnr 113-3668/2006)\tUTKAST\u{2003}Sida 1 (3)\n");
        let body = part(&bytes, "word/document.xml");
        let sections = found(&body, "w:sectPr");
        let references = values(&body, "w:headerReference", "r:id");
        let expected: Vec<String> = (0..12).map(section::header_relationship).collect();
        assert_eq!(references, expected);
        assert!(sections.iter().all(|section| values(section, "w:pgNumType", "w:start") == ["1"]));
        let last = built(&document(Stage::Final, 0));
        let head = text(&part(&last, "word/header1.xml"));
        assert_eq!(head, "PM 2006 RI (Dnr 113-3668/2006)\tSida 1 (1)\n");
    }

    #[test]
    fn tables_repeat_their_head_keep_their_groups_and_fill_the_width() {
        let bytes = built(&one_part(vec![heading(1, "Rubrik"), block("t", BlockKind::Table(table(true)))]));
        let body = part(&bytes, "word/document.xml");
        let rows = found(&body, "w:tr");
        let repeats: Vec<usize> = rows.iter().map(|row| found(row, "w:tblHeader").len()).collect();
        assert_eq!(repeats, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(rows.iter().all(|row| found(row, "w:cantSplit").len() == 1));
        // A short table is whole: kept with the next row, cell by cell, but for what the styles of head and group keep.
        let kept: Vec<usize> = rows.iter().map(|row| found(row, "w:keepNext").len()).collect();
        assert_eq!(kept, [0, 0, 7, 7, 7, 0, 7, 7, 7, 7]);
        let widths: Vec<usize> =
            values(&body, "w:gridCol", "w:w").iter().map(|width| width.parse().expect("a number")).collect();
        assert_eq!(widths.iter().sum::<usize>(), section::text_width(&Look::default(), Orientation::Upright));
        assert!(widths[0] >= 2154, "{widths:?}");
        assert_eq!(values(&body, "w:gridSpan", "w:val"), ["7", "7"]);
        assert_eq!(values(&body, "w:tblDescription", "w:val"), ["Budget, utfall och prognos i mnkr."]);
        // The note, and the empty paragraph in which the section ends.
        assert!(text(&body).ends_with(&format!("{}\n\n", table(true).note().expect("a note"))));
    }

    #[test]
    fn a_drawing_has_its_file_its_size_and_every_value_in_words() {
        let picture = Picture { png: b"a picture".to_vec(), size: (5_651_500, 1_270_000) };
        let pictures = BTreeMap::from([(Anchor::new("d1"), picture.clone())]);
        let options = WordOptions { pictures, ..WordOptions::default() };
        let bytes = export(&document(Stage::Final, 0), &options).expect("a docx");
        let body = part(&bytes, "word/document.xml");
        let said = "Stapeldiagram. Diagram 1. Utfall & prognos. Värden i mnkr. \
                    Skola: Utfall 83,4; Prognos uppgift saknas. Kultur: Utfall \u{2212}2,5; Prognos uppgift saknas.";
        assert_eq!(values(&body, "wp:docPr", "descr"), [said]);
        assert_eq!(values(&body, "wp:extent", "cx"), ["5651500"]);
        assert_eq!(values(&body, "wp:extent", "cy"), ["1270000"]);
        let [id] = values(&body, "a:blip", "r:embed")[..] else { panic!("one picture") };
        let relationships = part(&bytes, "word/_rels/document.xml.rels");
        let target = relationships.elements().find(|element| element.attribute("Id") == Some(id));
        let target = target.and_then(|element| element.attribute("Target")).expect("it leads somewhere");
        assert_eq!(unpacked(&bytes)[&format!("word/{target}")], picture.png);
        let types = part(&bytes, "[Content_Types].xml");
        assert!(values(&types, "Default", "Extension").contains(&"png"));
        assert!(
            !values(&part(&built(&document(Stage::Final, 0)), "[Content_Types].xml"), "Default", "Extension")
                .contains(&"png")
        );
    }

    #[test]
    fn a_page_break_moves_the_next_block_and_leaves_no_paragraph_behind() {
        let page_break = || block("b", BlockKind::PageBreak);
        let bytes = built(&one_part(vec![
            heading(1, "Rubrik"),
            page_break(),
            page_break(),
            body("Text"),
            page_break(),
            block("t", BlockKind::Table(table(false))),
            page_break(),
            block("c", BlockKind::Contents { deepest: Level::new(2) }),
            page_break(),
        ]));
        let body = part(&bytes, "word/document.xml");
        let broken: Vec<String> = found(&body, "w:p")
            .into_iter()
            .filter(|paragraph| !found(paragraph, "w:pageBreakBefore").is_empty())
            .map(text)
            .collect();
        assert_eq!(broken, ["Text\n", "mnkr\n", "\n"]);
        assert_eq!(found(&body, "w:pageBreakBefore").len(), 3);
    }

    #[test]
    fn documents_with_next_to_nothing_in_them_are_written_too() {
        let mut nothing = document(Stage::Final, 0);
        nothing.parts.clear();
        let empty_items =
            block("l", BlockKind::List { ordered: true, items: vec![Vec::new(), vec![heading(6, "x")]] });
        let twice = vec![document(Stage::Final, 0).parts[0].clone(); 2];
        let mut two_main_parts = document(Stage::Final, 0);
        two_main_parts.parts = twice;
        assert!(two_main_parts.parts.iter().all(|part| part.kind == PartKind::Main));
        let mut silent_annexes = document(Stage::Final, 3);
        silent_annexes.parts.iter_mut().skip(2).for_each(|part| part.blocks.clear());
        let documents =
            [nothing, one_part(Vec::new()), one_part(vec![empty_items]), two_main_parts, silent_annexes];
        for document in documents {
            let bytes = built(&document);
            let body = part(&bytes, "word/document.xml");
            assert_eq!(repeated(&values(&body, "w:bookmarkStart", "w:name")), [""; 0]);
            assert_eq!(found(&body, "w:sectPr").len(), document.parts.len().max(1));
        }
    }

    #[test]
    fn the_properties_are_the_matters_own() {
        let core = part(&built(&document(Stage::Draft, 0)), "docProps/core.xml");
        let said =
            |name: &str| found(&core, name).into_iter().map(|it| it.children.clone()).collect::<Vec<_>>();
        let text = |text: &str| vec![vec![package::xml::Node::Text(text.to_owned())]];
        assert_eq!(said("dc:title"), text("Tertialrapport 2 & delårsrapport"));
        assert_eq!(said("dc:creator"), text("Stadsledningskontoret"));
        assert_eq!(said("dc:language"), text("sv-SE"));
        assert_eq!(said("dcterms:created"), text("2006-12-06T00:00:00Z"));
        assert_eq!(said("dcterms:modified"), text("2006-12-06T00:00:00Z"));
    }
}
