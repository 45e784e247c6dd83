//! A bilaga whose table has no room on an upright page lies on its side, in PDF and Word; the rest of the document stands.

use std::fmt::Write as _;
use std::path::Path;

use crate::product::{built, docx_part, minimal};
use crate::validators::{docx_integrity, expect_clean, openxml_audit, pdf_structure, verapdf};

/// The smallest example with a sheet of so many columns.
fn project(name: &str, columns: usize) -> std::path::PathBuf {
    let folder = minimal(name);
    let annex = "rubrik: Månader\ninnehåll:\n  - tabell: månader\n";
    std::fs::write(folder.join("bilagor/uppföljning.yaml"), annex).unwrap();
    let (mut heads, mut figures) = (String::new(), String::new());
    for month in 1..=columns {
        writeln!(heads, "  m{month}: {{ rubrik: Månad {month} }}").unwrap();
        write!(figures, ", m{month}: {month}.5").unwrap();
    }
    let sheet = format!(
        "enhet: mnkr\ndecimaler: 1\nkolumner:\n{heads}poster:\n  hamnen: {{ namn: Hamnen{figures} }}\ntabeller:\n  månader: {{ beskrivning: Utfall per månad., poster: [hamnen] }}\n"
    );
    std::fs::write(folder.join("ekonomi/månader.yaml"), sheet).unwrap();
    folder
}

/// For each page of a PDF whether it is wider than it is high.
fn lying(pdf: &Path) -> Vec<bool> {
    let document = lopdf::Document::load(pdf).unwrap();
    let side = |sides: &[lopdf::Object], at: usize| sides[at].as_float().unwrap();
    let page = |id| document.get_dictionary(id).unwrap().get(b"MediaBox").unwrap().as_array().unwrap();
    document.page_iter().map(page).map(|sides| side(sides, 2) > side(sides, 3)).collect()
}

#[test]
fn a_wide_annex_lies_on_its_side_in_both_writers() {
    let (pdf, docx) = built(&project("lying", 7));
    let pages = lying(&pdf);
    assert_eq!(pages.iter().filter(|lying| **lying).count(), 1, "{pages:?}");
    assert_eq!(pages.last(), Some(&true));
    expect_clean(verapdf(std::slice::from_ref(&pdf), "2a,ua1"));
    expect_clean(pdf_structure(&pdf));
    let body = docx_part(&docx, "word/document.xml");
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(body.matches("w:w=\"16838\" w:h=\"11906\"").count(), 1, "{body}");
    expect_clean(openxml_audit(&docx));
    expect_clean(docx_integrity(&docx));
}

#[test]
fn a_table_that_has_room_leaves_its_annex_standing() {
    let (pdf, docx) = built(&project("standing", 6));
    assert!(lying(&pdf).iter().all(|lying| !lying));
    assert!(!docx_part(&docx, "word/document.xml").contains("landscape"));
}
