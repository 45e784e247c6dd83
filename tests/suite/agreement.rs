//! The text of PDF, Word and plain text is the same, letter by letter. The PDF's is taken in the order of its tags, so
//! that this is also the proof that a screen reader meets the document in order and whole.

use crate::product::{REPORT, Report, docx_text, read};
use crate::validators::structure_text;

#[test]
fn pdf_docx_and_txt_say_the_same() {
    assert_agreement(&REPORT);
}

/// The three files of a report have the same text.
pub(crate) fn assert_agreement(report: &Report) {
    let txt = squeezed(&read(&report.txt));
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

/// The letters alone: no white space, no soft hyphens, no bullets.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '•')).collect::<String>()
}

fn assert_same(name: &str, found: &str, expected: &str) {
    let matching = found.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(matching.saturating_sub(40)).take(120).collect::<String>();
    assert!(
        found == expected,
        "{name} differs from txt:\n  {name}: …{}…\n  txt: …{}…",
        around(found),
        around(expected)
    );
}
