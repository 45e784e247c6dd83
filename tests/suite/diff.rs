//! Two versions of a matter: what the command says of them, and the Word file that shows it as tracked changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tertial::document::tree::Stage;
use tertial::edits::import::{Returned, TrackChanges, paragraphs, returned_texts};
use tertial::pipeline;

use crate::product::{copy, program, read, scratch};
use crate::validators::{self, expect_clean};

/// The project of the edits, and one with a paragraph worded otherwise, one gone, one new, a figure and a heading
/// changed.
fn versions(name: &str) -> [PathBuf; 2] {
    let folder = scratch(name);
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/edited");
    let both = ["a", "b"].map(|version| {
        let to = folder.join(version);
        copy(&from, &to);
        to
    });
    let change = |file: &str, from: &str, to: &str| {
        let path = both[1].join(file);
        let text = read(&path);
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replace(from, to)).unwrap();
    };
    let section = "tjänsteutlåtande/10-utfall.yaml";
    change(section, "antalet besök har ökat", "besöken har ökat med en *fjärdedel*");
    change(section, "  - text: Tabellen visar hela nämnden.\n", "");
    change(
        section,
        "            - En gemensam växel.\n",
        "            - En gemensam växel.\n            - Färre konsulter.\n",
    );
    change(section, "rubrik: Personal", "rubrik: Personal och arbetsmiljö");
    change("ekonomi/drift.yaml", "prognos: 121.5", "prognos: 123.5");
    change("ärende.yaml", "  - rubrik: Leasingavtal", "  - rubrik: Leasingavtal\n  - rubrik: Nyckeltal");
    both
}

fn diff(a: &Path, b: &Path, rest: &[&str]) -> Output {
    program().arg("diff").args([a, b]).args(rest).output().unwrap()
}

#[test]
fn wording_figures_headings_and_bilagor_are_told() {
    let [a, b] = versions("diff-text");
    let output = diff(&a, &b, &["--lang", "sv"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "3 nya bibliotek, och [-antalet besök har ökat.-]{+besöken har ökat med en fjärdedel.+}\n",
        "[-Tabellen visar hela nämnden.-]",
        "  Åtgärder\n    {+Färre konsulter.+}",
        "skola.prognos: 121,5\u{a0}mnkr → 123,5\u{a0}mnkr (+2\u{a0}000\u{a0}000\u{a0}kronor)",
        "totalt.avvikelse: −0,5\u{a0}mnkr → −2,5\u{a0}mnkr (−2\u{a0}000\u{a0}000\u{a0}kronor)",
        "Struktur\n",
        "Personal{+ och arbetsmiljö+}",
        "Bilagor\n  {+Nyckeltal+}\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let json = diff(&a, &b, &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let figures = json["figures"].as_array().unwrap();
    let school = figures.iter().find(|figure| figure["cell"] == "skola.prognos").unwrap();
    assert_eq!(school["by"], "+2\u{a0}000\u{a0}000\u{a0}kronor");
    assert_eq!(json["annexes"][0]["after"], "Nyckeltal");
    let same = diff(&a, &a, &[]);
    assert_eq!((same.status.code(), same.stdout.len()), (Some(0), 0));
    assert_eq!(diff(&a, Path::new("HEAD~1000000:content"), &[]).status.code(), Some(2));
}

/// The paragraphs of a project as they are compared.
fn printed(folder: &Path) -> Vec<String> {
    let project = pipeline::read(folder, Stage::Final).expect("a project");
    let list = paragraphs(project.document.as_ref().expect("a document"), &project.sources);
    list.into_iter().map(|paragraph| paragraph.text).collect()
}

#[test]
fn tracked_changes_give_the_later_when_accepted_and_the_earlier_when_rejected() {
    let [a, b] = versions("diff-tracked");
    let docx = a.with_file_name("skillnad.docx");
    let output = diff(&a, &b, &["-o", docx.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(&docx).unwrap();
    let returned = Returned::read(&bytes).expect("a docx");
    assert_eq!(returned_texts(&returned, TrackChanges::Accept), printed(&b));
    assert_eq!(returned_texts(&returned, TrackChanges::Reject), printed(&a));
    assert_ne!(printed(&a), printed(&b));
    let again = a.with_file_name("igen.docx");
    diff(&a, &b, &["-o", again.to_str().unwrap()]);
    assert_eq!(fs::read(again).unwrap(), bytes);
    expect_clean(validators::openxml_audit(&docx));
    expect_clean(validators::docx_integrity(&docx));
    if let Some(text) = validators::libreoffice(&docx, "pdf", &a.with_file_name("pdf")) {
        let text = validators::pdftotext(&text, "-raw").unwrap_or_default();
        assert!(text.is_empty() || text.contains("Färre konsulter."), "{text}");
    }
}

/// The case with notes, and one with a note worded otherwise, one gone with its paragraph, one gone from a paragraph that
/// stays, and one new.
#[test]
fn notes_are_compared_and_tracked_like_other_text() {
    let folder = scratch("diff-notes");
    let [a, b] = ["a", "b"].map(|version| {
        let to = folder.join(version);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/noter"), &to);
        to
    });
    let path = b.join("tjänsteutlåtande/10-utfall.yaml");
    let mut text = read(&path);
    for (from, to) in [
        ("Två av fem", "Tre av fem"),
        ("[^ingår]: I prognosen", "[^ny]: Ny.\n      [^ingår]: I prognosen"),
        ("går.\n\n      Ett", "går.[^ny]\n\n      Ett"),
        ("[^länk].", "."),
        ("      [^länk]: Läs mer på [stadens webbplats](https://stad.example/noter).\n", ""),
        ("  - text: \"Också en text i citattecken har en not.[^kort]\\n\\n[^kort]: Kort & klart.\"\n", ""),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    fs::write(path, text).unwrap();
    let told = String::from_utf8(diff(&a, &b, &["--lang", "sv"]).stdout).unwrap();
    for expected in
        ["[-Två-]{+Tre+} av fem.", "{+Ny.+}", "[-Kort & klart.-]", "[-Läs mer på stadens webbplats.-]"]
    {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
    let docx = folder.join("skillnad.docx");
    assert_eq!(diff(&a, &b, &["-o", docx.to_str().unwrap()]).status.code(), Some(1));
    let returned = Returned::read(&fs::read(&docx).unwrap()).expect("a docx");
    assert_eq!(returned_texts(&returned, TrackChanges::Accept), printed(&b));
    assert_eq!(returned_texts(&returned, TrackChanges::Reject), printed(&a));
    expect_clean(validators::openxml_audit(&docx));
    expect_clean(validators::docx_integrity(&docx));
}
