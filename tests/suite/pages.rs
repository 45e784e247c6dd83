//! Page numbers: in running heads, by part, and in the lists of contents of both files.

use crate::product::{REPORT, docx_contents};
use crate::validators::pdftotext;

#[test]
fn every_page_says_its_number_and_the_count_of_its_part() {
    let Some(pdf) = pdftotext(&REPORT.pdf, "-layout") else { return };
    let pages: Vec<&str> = pdf.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    let heads =
        pages.iter().map(|page| page.lines().find(|line| !line.trim().is_empty()).unwrap().trim_end());
    let numbered: Vec<(&str, &str)> = heads.map(|head| head.split_once("Sida ").unwrap()).collect();
    let parts: Vec<_> = numbered.chunk_by(|(one, _), (next, _)| one.trim() == next.trim()).collect();
    assert_eq!(parts.len(), 4, "the report and three bilagor: {numbered:?}");
    for part in parts {
        for ((head, page), number) in part.iter().zip(1..) {
            assert_eq!(*page, format!("{number} ({})", part.len()), "{head}");
        }
    }
}

#[test]
fn the_contents_of_word_show_the_pages_of_the_pdf() {
    let entries = docx_contents(&REPORT.docx);
    assert!(entries.len() > 10, "{entries:?}");
    let Some(pdf) = pdftotext(&REPORT.pdf, "-layout") else { return };
    let squeezed = |text: &str| text.replace('\u{ad}', "").split_whitespace().collect::<String>();
    let pages: Vec<String> = pdf.split('\u{c}').map(squeezed).collect();
    for (heading, page) in entries {
        let number: usize = page.parse().unwrap();
        assert!(pages[number - 1].contains(&squeezed(&heading)), "`{heading}` is not on page {number}");
        let listed = pages.iter().any(|text| text.contains(&format!("{}.", squeezed(&heading))));
        assert!(listed, "`{heading}` is not listed in the PDF");
    }
}
