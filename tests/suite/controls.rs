//! The keys of a Word file: there for every block, and still there when another program has saved it.

use std::collections::BTreeSet;
use std::path::Path;

use tertial::document::tree::Stage;
use tertial::edits::base::{Base, Key, VERSION_PROPERTY, path};
use tertial::pipeline;

use crate::product::{REPORT, docx_part, scratch};
use crate::validators::libreoffice;

#[test]
fn the_file_names_its_base_which_is_kept_with_the_sources() {
    let project = pipeline::read("content".as_ref(), Stage::Final).unwrap();
    let base = Base::of(project.document.as_ref().unwrap(), &project.sources);
    let custom = docx_part(&REPORT.docx, "docProps/custom.xml");
    assert!(custom.contains(VERSION_PROPERTY) && custom.contains(&base.version()), "{custom}");
    let kept = Path::new("content").join(path(&base.version()).unwrap());
    assert_eq!(std::fs::read(kept).unwrap(), base.write());
}

#[test]
fn every_block_of_the_base_has_its_key_in_the_file_and_none_else_has() {
    let project = pipeline::read("content".as_ref(), Stage::Final).unwrap();
    let base = Base::of(project.document.as_ref().unwrap(), &project.sources);
    let known: BTreeSet<Key> = base.blocks.into_iter().map(|block| block.key).collect();
    assert_eq!(keys(&docx_part(&REPORT.docx, "word/document.xml"), "<w:tag w:val=\"", Key::read), known);
}

#[test]
fn libreoffice_saves_the_file_with_every_key_and_every_word() {
    let folder = scratch("saved");
    let before = docx_part(&REPORT.docx, "word/document.xml");
    let Some(saved) = libreoffice(&REPORT.docx, "docx:MS Word 2007 XML", &folder) else { return };
    let after = docx_part(&saved, "word/document.xml");
    let marks = |part: &str| keys(part, " w:name=\"", Key::of_bookmark);
    assert!(marks(&before).len() > 300);
    assert_eq!(marks(&after), marks(&before));
    assert_eq!(words(&after), words(&before));
    assert!(docx_part(&saved, "docProps/custom.xml").contains(VERSION_PROPERTY));
}

/// All that a part prints, on one line.
fn words(part: &str) -> String {
    let texts = part.split("<w:t").skip(1).filter(|rest| rest.starts_with([' ', '>']));
    let inside = texts.filter_map(|rest| rest.split_once('>')?.1.split('<').next());
    inside.collect::<String>().replace('\u{a0}', " ")
}

/// The keys in a part, as values of an attribute.
fn keys(part: &str, before: &str, read: impl Fn(&str) -> Option<Key>) -> BTreeSet<Key> {
    let values = part.split(before).skip(1).filter_map(|rest| rest.split('"').next());
    values.filter_map(read).collect()
}
