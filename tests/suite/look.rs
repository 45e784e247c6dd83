//! The house template: what the shipped one says is what holds, and what an office changes is changed in both writers.

use std::path::Path;

use tertial::content;
use tertial::diagnostic::Findings;
use tertial::look::Look;
use tertial::source::Sources;

use crate::product::{docx_part, read, scratch, tertial};
use crate::validators::{docx_integrity, expect_clean, openxml_audit, pdf_structure, pdftotext, verapdf};

/// A project with a template; its own is the smallest of the examples.
fn project(name: &str, template: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    let matter = read(Path::new("examples/minimal/ärende.yaml"));
    std::fs::write(folder.join("ärende.yaml"), format!("{matter}\nmall: mall.yaml\n")).unwrap();
    std::fs::write(folder.join("mall.yaml"), template).unwrap();
    for part in ["bilagor", "ekonomi", "tjänsteutlåtande"] {
        let from = Path::new("examples/minimal").join(part);
        std::fs::create_dir(folder.join(part)).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn look(template: &str) -> (Look, usize) {
    let folder = project("look", template);
    let mut sources = Sources::open(&folder).unwrap();
    let mut findings = Findings::default();
    let content = content::read(&mut sources, &mut findings).unwrap();
    (content.look, findings.sorted().len())
}

#[test]
fn the_shipped_template_says_what_holds_without_one() {
    let (shipped, found) = look(&read(Path::new("assets/mall.yaml")));
    assert_eq!((shipped, found), (Look::default(), 0));
}

const OTHER: &str = r##"
typsnitt: { brödtext: linjär, rubriker: antikva, tabeller: antikva }
storlekar: { brödtext: 12, rubrik-1: 20.5, tabell: 9 }
färger: { rubriker: "#00507d", linjer: "#00507d" }
marginaler: { upptill: 40, vänster: 30, höger: 30 }
sidhuvud: "{författare} – {titel} ({datum})"
"##;

#[test]
fn an_office_changes_the_look_of_both_writers() {
    let folder = project("other-look", OTHER);
    let out = folder.join("ut");
    let output = tertial(["build", folder.to_str().unwrap(), "--to", "pdf,docx", "-o"], &out);
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    let made = |extension: &str| {
        let entries = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
        entries.into_iter().find(|path| path.extension().is_some_and(|it| it == extension)).unwrap()
    };
    let (pdf, docx) = (made("pdf"), made("docx"));
    expect_clean(verapdf(std::slice::from_ref(&pdf), "2a,ua1"));
    expect_clean(pdf_structure(&pdf));
    expect_clean(openxml_audit(&docx));
    expect_clean(docx_integrity(&docx));
    let styles = docx_part(&docx, "word/styles.xml");
    for expected in
        ["w:sz w:val=\"24\"", "w:sz w:val=\"41\"", "w:sz w:val=\"18\"", "w:color w:val=\"00507D\""]
    {
        assert!(styles.contains(expected), "{expected}");
    }
    let body = docx_part(&docx, "word/document.xml");
    assert!(body.contains("w:top=\"2267\"") && body.contains("w:left=\"1700\""), "the margins");
    let head = docx_part(&docx, "word/header1.xml");
    let Some(text) = pdftotext(&pdf, "-raw") else { return };
    let title = "Tertialrapport";
    assert!(head.contains(title) && text.lines().next().unwrap().contains(title), "{head}\n{text}");
}
