//! Reports of other kinds, from YAML alone: `examples/stadsdel` and `examples/delarsrapport`. And charts, wherever they are printed: every value of
//! theirs is read to who cannot see them.

use std::path::Path;
use std::sync::LazyLock;

use lopdf::{Object, decode_text_string};
use tertial::document::tree::{BlockKind, Cell, CellContent, Chart, Document, Stage};
use tertial::figures::figure::Figure;
use tertial::figures::money::SWEDISH;
use tertial::pipeline;

use crate::agreement::assert_agreement;
use crate::product::{REPORT, Report, docx_part, scratch, tertial};
use crate::validators::{
    docx_integrity, expect_clean, opens_in_libreoffice, openxml_audit, pdf_structure, qpdf, verapdf,
};

static EXAMPLE: LazyLock<Report> =
    LazyLock::new(|| built("examples/stadsdel", "Tjänsteutlåtande-2024-EXS-2024-118"));

static MUNICIPALITY: LazyLock<Report> =
    LazyLock::new(|| built("examples/delarsrapport", "Tjänsteutlåtande-KS-2024-00812"));

fn examples() -> [&'static Report; 2] {
    [&EXAMPLE, &MUNICIPALITY]
}

fn built(project: &str, stem: &str) -> Report {
    let folder = scratch(stem);
    let output = tertial(["build", project, "--final", "--to", "pdf,docx,txt", "-o"], &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let file = |extension: &str| folder.join(format!("{stem}.{extension}"));
    Report { pdf: file("pdf"), docx: file("docx"), txt: file("txt") }
}

fn document(project: &str) -> Document {
    pipeline::read(Path::new(project), Stage::Final).unwrap().document.unwrap()
}

fn charts(document: &Document) -> Vec<&Chart> {
    let blocks = document.parts.iter().flat_map(|part| &part.blocks);
    blocks
        .filter_map(|block| if let BlockKind::Chart(chart) = &block.kind { Some(chart) } else { None })
        .collect()
}

/// The alternative texts of the figures in a PDF.
fn alternatives(pdf: &Path) -> Vec<String> {
    let pdf = lopdf::Document::load(pdf).unwrap();
    let figures = pdf.objects.values().filter_map(|object| {
        let dictionary = object.as_dict().ok()?;
        let is_figure = dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Figure");
        is_figure.then(|| decode_text_string(dictionary.get(b"Alt").unwrap()).unwrap())
    });
    figures.collect()
}

#[test]
fn another_report_from_yaml_alone_is_archival_and_accessible() {
    expect_clean(verapdf(&examples().map(|example| example.pdf.clone()), "2a,ua1"));
    for example in examples() {
        expect_clean(pdf_structure(&example.pdf));
        expect_clean(qpdf(&example.pdf));
    }
}

#[test]
fn another_report_from_yaml_alone_opens_in_word() {
    for example in examples() {
        expect_clean(openxml_audit(&example.docx));
        expect_clean(docx_integrity(&example.docx));
        expect_clean(opens_in_libreoffice(&example.docx));
    }
}

#[test]
fn another_report_says_the_same_in_all_its_files() {
    examples().into_iter().for_each(assert_agreement);
}

#[test]
fn the_alternative_of_a_chart_tells_every_value_in_both_files() {
    for (project, report, count) in [("content", &*REPORT, 1), ("examples/stadsdel", &*EXAMPLE, 2)] {
        let document = document(project);
        let charts = charts(&document);
        assert_eq!(charts.len(), count, "{project}");
        let (pdf, docx) = (alternatives(&report.pdf), docx_part(&report.docx, "word/document.xml"));
        assert_eq!(pdf.len(), count, "{project}");
        for chart in charts {
            let told = chart.alternative();
            assert!(pdf.contains(&told), "{told} is not in {pdf:?}");
            assert!(docx.contains(&format!("descr=\"{told}\"")), "{told}");
            for figure in chart.table().rows().flat_map(|row| &row.cells).filter_map(figure) {
                assert!(told.contains(&figure.text(&SWEDISH)), "{} is not in {told}", figure.cell());
            }
        }
    }
}

fn figure(cell: &Cell) -> Option<&Figure> {
    if let CellContent::Figure(figure) = &cell.content { Some(figure) } else { None }
}

#[test]
fn a_chart_is_in_word_as_a_picture_of_its_own_size() {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&EXAMPLE.docx).unwrap()).unwrap();
    for number in 1..=2 {
        let mut png = Vec::new();
        let mut file = archive.by_name(&format!("word/media/bild{number}.png")).unwrap();
        std::io::Read::read_to_end(&mut file, &mut png).unwrap();
        assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
        // The width of the text, 157 mm, at 216 dots to the inch: the header chunk holds it (PNG 11.2.1).
        let width = u32::from_be_bytes(png[16..20].try_into().unwrap());
        assert!((1330..=1340).contains(&width), "{width}");
    }
}
