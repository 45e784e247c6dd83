//! The house template: what the shipped one says is what holds, and what an office changes is changed in both writers.

use std::path::Path;

use tertial::diagnostic::{Findings, PictureFault, Problem};
use tertial::project::content;
use tertial::project::look::Look;
use tertial::project::source::Sources;

use crate::product::{built, docx_part, minimal, read};
use crate::validators::{docx_integrity, expect_clean, openxml_audit, pdf_structure, pdftotext, verapdf};

/// The smallest of the examples with a template.
fn project(name: &str, template: &str) -> std::path::PathBuf {
    let folder = minimal(name);
    let matter = read(&folder.join("ärende.yaml"));
    std::fs::write(folder.join("ärende.yaml"), format!("{matter}\nmall: mall.yaml\n")).unwrap();
    std::fs::write(folder.join("mall.yaml"), template).unwrap();
    folder
}

/// A grey picture of that many dots, in PNG: header, one stored block of data, end.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    let row = [vec![0], vec![0x80; width as usize]].concat();
    let dots = row.repeat(height as usize);
    let length = u16::try_from(dots.len()).unwrap();
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in &dots {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let mut data = vec![0x78, 0x01, 1];
    data.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
    data.extend(dots);
    data.extend(((high << 16) | low).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", header), (b"IDAT", data), (b"IEND", Vec::new())] {
        let named = [kind.to_vec(), content].concat();
        file.extend(u32::try_from(named.len() - 4).unwrap().to_be_bytes());
        file.extend(&named);
        file.extend(checksum(&named).to_be_bytes());
    }
    file
}

/// The check of a chunk (PNG, third edition, annex D).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 },
        )
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn look(name: &str, template: &str) -> (Look, Vec<Problem>) {
    let folder = project(name, template);
    std::fs::write(folder.join("logotyp.png"), png(120, 60)).unwrap();
    let mut sources = Sources::open(&folder).unwrap();
    let mut findings = Findings::default();
    let content = content::read(&mut sources, &mut findings).unwrap();
    (content.look, findings.sorted().into_iter().map(|found| found.problem.clone()).collect())
}

#[test]
fn the_shipped_template_says_what_holds_without_one() {
    let (shipped, found) = look("shipped-look", &read(Path::new("assets/mall.yaml")));
    assert_eq!((shipped, found), (Look::default(), Vec::new()));
}

#[test]
fn a_mark_fits_above_the_text_or_is_refused() {
    let with = |width: u8| {
        let template = format!("logotyp: {{ fil: logotyp.png, bredd: {width}, beskrivning: Märke }}");
        look("mark", &template)
    };
    let (fits, found) = with(36);
    assert_eq!((fits.logo.unwrap().height_tenths(), found), (180, Vec::new()));
    let (_, found) = with(37);
    let fault = PictureFault::TooHigh { height: 19, most: 18 };
    assert_eq!(found, [Problem::WrongPicture { path: "logotyp.png".to_owned(), fault }]);
}

const OTHER: &str = r##"
typsnitt: { brödtext: linjär, rubriker: antikva, tabeller: antikva }
storlekar: { brödtext: 12, rubrik-1: 20.5, tabell: 9 }
färger: { rubriker: "#00507d", linjer: "#00507d" }
marginaler: { upptill: 40, vänster: 30, höger: 30 }
logotyp: { fil: logotyp.png, bredd: 40, beskrivning: Kontorets märke }
sidhuvud: "{författare} – {titel} ({datum})"
"##;

#[test]
fn an_office_changes_the_look_of_both_writers() {
    let folder = project("other-look", OTHER);
    std::fs::write(folder.join("logotyp.png"), png(120, 60)).unwrap();
    let (pdf, docx) = built(&folder);
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
    let (title, mark) = ("– Tertialrapport 2 för 2024 (2024-09-17)", "descr=\"Kontorets märke\"");
    let (head, first) = (docx_part(&docx, "word/header1.xml"), docx_part(&docx, "word/headerFirst.xml"));
    assert!(head.contains(title) && !head.contains(mark), "{head}");
    assert!(first.contains(mark) && !first.contains(title), "{first}");
    let Some(text) = pdftotext(&pdf, "-raw") else { return };
    let heads: Vec<&str> = text.split('\u{c}').filter_map(|page| page.lines().next()).collect();
    assert!(
        !heads[0].contains(title) && heads[1..].iter().all(|head| head.is_empty() || head.contains(title)),
        "{heads:?}"
    );
}
