//! What a Word file was made from: complete, one home for every word, and the same bytes for the same state.

use std::collections::BTreeSet;
use std::path::Path;

use tertial::document::tree::{Hand, Stage};
use tertial::edits::base::{Base, FOLDER, Piece, path};
use tertial::pipeline;

use crate::product::{minimal, tertial};

fn report() -> Base {
    let project = pipeline::read(Path::new("content"), Stage::Final).expect("the report");
    Base::of(project.document.as_ref().expect("a document"), &project.sources)
}

#[test]
fn what_is_written_reads_back_and_names_itself() {
    let base = report();
    let json = String::from_utf8(base.write()).expect("UTF-8");
    assert_eq!(Base::read(&json).expect("JSON"), base);
    assert_eq!(report().version(), base.version());
    let mut other = base.clone();
    other.blocks[0].written.push(' ');
    assert_ne!(other.version(), base.version());
    assert!(path(&base.version()).is_some());
    assert_eq!(path("../x"), None);
    assert!(Base::read("{\"blocks\":[{\"key\":\"x\"}]}").is_err());
}

#[test]
fn every_block_of_the_clerk_leads_to_its_bytes_and_no_two_to_the_same() {
    let project = pipeline::read(Path::new("content"), Stage::Final).expect("the report");
    let base = Base::of(project.document.as_ref().expect("a document"), &project.sources);
    let mut places = BTreeSet::new();
    let clerk: Vec<_> = base.blocks.iter().filter(|block| block.key.hand() == Hand::Author).collect();
    assert!(clerk.len() > 150, "{}", clerk.len());
    for block in clerk {
        let text = project.sources.text_of(&Path::new("content").join(&block.file)).expect("a file");
        assert_eq!(&text[block.at.clone()], block.written, "{}", block.anchor);
        assert!(places.insert((&block.file, block.at.start)), "{} has two homes", block.anchor);
        for piece in &block.printed {
            if let Piece::Instead { written, .. } = piece {
                assert!(block.written.contains(written), "{written} in {}", block.written);
            }
        }
    }
    let keys: BTreeSet<_> = base.blocks.iter().map(|block| &block.key).collect();
    assert_eq!(keys.len(), base.blocks.len());
}

#[test]
fn no_word_file_is_written_whose_base_cannot_be_kept() {
    let folder = minimal("unkept");
    std::fs::write(folder.join(FOLDER), "a file where the folder would be").unwrap();
    let out = folder.join("ut");
    let output = tertial(["build", folder.to_str().unwrap(), "--to", "docx", "-o"], &out);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!out.exists());
    std::fs::remove_file(folder.join(FOLDER)).unwrap();
    for _ in 0..2 {
        tertial(["build", folder.to_str().unwrap(), "--to", "docx", "-o"], &out);
        assert_eq!(std::fs::read_dir(folder.join(FOLDER)).unwrap().count(), 1);
    }
}
