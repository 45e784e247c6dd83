//! The text of PDF, Word and plain text is the same, letter by letter. The PDF's is taken in the order of its tags, so
//! that this is also the proof that a screen reader meets the document in order and whole.

use std::path::Path;

use crate::product::{REPORT, Report, copy, docx_text, read, scratch, tertial};
use crate::validators::structure_text;

#[test]
fn pdf_docx_and_txt_say_the_same() {
    assert_agreement(&REPORT);
}

#[test]
fn notes_have_the_same_numbers_and_words_in_pdf_docx_and_txt() {
    let report = case("noter", "PM-2007-RI-113-5-2007");
    assert_agreement(&report);
    let txt = read(&report.txt);
    let notes: Vec<&str> = txt.lines().filter(|line| is_note(line)).collect();
    assert!(notes.len() >= 10, "{notes:?}");
    // The bilaga counts its own.
    assert_eq!(notes.iter().filter(|note| note.starts_with("¹ ")).count(), 2, "{notes:?}");
}

#[test]
fn pictures_have_their_captions_in_pdf_docx_and_txt() {
    let report = case("bilder", "Bilder-KS-2024-7");
    assert_agreement(&report);
    let captions = read(&report.txt).lines().filter(|line| line.starts_with("Figur\u{a0}")).count();
    assert_eq!(captions, 5);
}

#[test]
fn an_utlåtande_ends_alike_in_pdf_docx_and_txt() {
    assert_agreement(&case("utlåtande-avslut", "Utlåtande-2007-20-RI-112-343-2007"));
}

/// The files of a case, in final form.
fn case(name: &str, stem: &str) -> Report {
    let folder = scratch(&format!("agree-{name}"));
    let project = folder.join("project");
    copy(&Path::new("tests/documents").join(name), &project);
    let arguments = ["build", project.to_str().unwrap(), "--final", "--to", "pdf,docx,txt", "-o"];
    let output = tertial(arguments, &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = |extension: &str| folder.join(stem).with_extension(extension);
    Report { pdf: file("pdf"), docx: file("docx"), txt: file("txt") }
}

/// The three files of a report have the same text. Each has its notes in a place of its own – under the block that refers
/// to them, in a part beside the body, within the paragraph – and here they come last in all three.
pub(crate) fn assert_agreement(report: &Report) {
    let txt = squeezed(&with_notes_last(&read(&report.txt)));
    assert_same("docx", &squeezed(&docx_text(&report.docx)), &txt);
    let Some(pdf) = structure_text(&report.pdf) else { return };
    assert_same("pdf", &squeezed(&pdf), &txt);
}

/// The text of a PDF without running heads, and without leaders and pages in the list of contents.
pub(crate) fn without_furniture(pdf: &str) -> String {
    let pages = pdf.split('\u{c}').map(|page| {
        let lines = page.lines().filter(|line| !is_page_number(line));
        let mut lines: Vec<&str> = lines.collect();
        if let Some(head) = lines.iter().position(|line| line.trim_start().starts_with("PM 2006 RI (Dnr")) {
            lines.remove(head);
        }
        lines.into_iter().map(without_leader).collect::<Vec<_>>().join("\n")
    });
    pages.collect::<Vec<_>>().join("\n")
}

fn is_page_number(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), ["Sida", _, _])
}

fn without_leader(line: &str) -> &str {
    let Some(leader) = line.find(". . . .") else { return line };
    let own_point = !line[..leader].ends_with(' ');
    &line[..leader + usize::from(own_point)]
}

/// The letters alone: no white space, no soft hyphens, no bullets, raised digits as digits.
pub(crate) fn squeezed(text: &str) -> String {
    let letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '•'));
    letters.map(|c| RAISED.find(c).map_or(c, lowered)).collect::<String>()
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// The digit whose raised form begins at this byte of [`RAISED`].
fn lowered(at: usize) -> char {
    let number = RAISED[..at].chars().count();
    char::from_digit(u32::try_from(number).unwrap(), 10).unwrap()
}

fn is_note(line: &str) -> bool {
    line.starts_with(|c| RAISED.contains(c))
}

/// The plain text with its notes, which are lines that begin with a raised digit, after all else.
pub(crate) fn with_notes_last(txt: &str) -> String {
    let (notes, body): (Vec<&str>, Vec<&str>) = txt.lines().partition(|line| is_note(line));
    [body, notes].concat().join("\n")
}

pub(crate) fn assert_same(name: &str, found: &str, expected: &str) {
    let matching = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(matching.saturating_sub(40)).take(120).collect::<String>();
    assert!(
        found == expected,
        "{name} differs from txt:\n  {name}: …{}…\n  txt: …{}…",
        around(found),
        around(expected)
    );
}
