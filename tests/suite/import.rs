//! Word files that come back: hostile ones refused, those that LibreOffice has edited understood, and files changed as a
//! whole or not at all.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;

use tertial::document::tree::Stage;
use tertial::edits::base::{self, Base};
use tertial::edits::import::{DocxError, Returned, TrackChanges};
use tertial::pipeline;
use tertial::writers::word::{self, WordOptions};
use zip::write::SimpleFileOptions;

use crate::product::{REPORT, copy, program, read, scratch};
use crate::validators;

const BODY: &str = "word/document.xml";

/// The docx of a project, whose base is kept with it as a build keeps it.
fn docx_of(folder: &Path) -> Vec<u8> {
    let project = pipeline::read(folder, Stage::Final).expect("a project");
    let document = project.document.expect("a document");
    let base = Base::of(&document, &project.sources);
    let kept = folder.join(base::FOLDER);
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join(base::file_name(&base.version())), base.write()).unwrap();
    let options = WordOptions { version: Some(base.version()), ..WordOptions::default() };
    word::export(&document, &options).expect("a docx")
}

/// A copy of the project that edits are made in.
fn project(name: &str) -> PathBuf {
    let folder = scratch(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/edited"), &folder);
    folder
}

/// What becomes of a part, by its name; nothing where it goes.
type PartChange<'a> = dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + 'a;

/// The docx with some of its parts changed, added, or taken away.
fn with(docx: &[u8], change: &PartChange<'_>, added: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().to_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if let Some(bytes) = change(&name, bytes) {
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
    }
    for (name, bytes) in added {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The docx with another body.
fn with_body(docx: &[u8], body: &dyn Fn(String) -> String) -> Vec<u8> {
    let change = |name: &str, bytes: Vec<u8>| match name {
        BODY => Some(body(String::from_utf8(bytes).unwrap()).into_bytes()),
        _ => Some(bytes),
    };
    with(docx, &change, &[])
}

fn refused(bytes: &[u8]) -> DocxError {
    Returned::read(bytes).expect_err("refused")
}

#[test]
fn a_bomb_is_refused_by_what_comes_out_of_it_whatever_it_says() {
    let docx = docx_of(&project("import-bomb"));
    let bomb =
        with_body(&docx, &|body| body.replace("<w:body>", &format!("<w:body>{}", " ".repeat(40 << 20))));
    assert!(bomb.len() < 200_000, "{}", bomb.len());
    assert_eq!(refused(&bomb), DocxError::Bomb { part: BODY.to_owned() });
    let large =
        with_body(&docx, &|body| body.replace("<w:body>", &format!("<w:body>{}", " ".repeat(60 << 20))));
    assert!(matches!(refused(&large), DocxError::TooLarge { part, .. } if part == BODY));
    // The size that the archive declares is no limit to what comes out: it is made small here.
    let mut lying = bomb.clone();
    let directory = lying.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    for at in 0..=directory {
        if lying[at..].starts_with(b"PK\x01\x02") && lying[at + 46..].starts_with(BODY.as_bytes()) {
            lying[at + 24..at + 28].copy_from_slice(&1000_u32.to_le_bytes());
        }
    }
    assert_ne!(lying, bomb);
    assert!(matches!(refused(&lying), DocxError::Bomb { .. } | DocxError::Damaged { .. }));
}

#[test]
fn entities_document_types_and_deep_nesting_are_refused() {
    let docx = docx_of(&project("import-entities"));
    let laughs = "<!DOCTYPE w:document [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
    let typed = with_body(&docx, &|body| body.replace("<w:document", &format!("{laughs}<w:document")));
    assert_eq!(refused(&typed), DocxError::DocumentType { part: BODY.to_owned() });
    let entity = with_body(&docx, &|body| body.replacen("<w:t xml:space=\"preserve\">", "<w:t>&xxe;", 1));
    assert_eq!(refused(&entity), DocxError::Damaged { part: BODY.to_owned() });
    let (open, close) = ("<w:sdt><w:sdtContent>".repeat(50_000), "</w:sdtContent></w:sdt>".repeat(50_000));
    let deep = with_body(&docx, &|body| body.replace("<w:body>", &format!("<w:body>{open}{close}")));
    assert_eq!(refused(&deep), DocxError::TooDeep { part: BODY.to_owned() });
}

#[test]
fn macros_passwords_names_that_lead_out_and_other_files_are_refused() {
    let docx = docx_of(&project("import-macros"));
    let same = |_: &str, bytes: Vec<u8>| Some(bytes);
    assert!(Returned::read(&with(&docx, &same, &[])).is_ok());
    assert_eq!(refused(&with(&docx, &same, &[("word/vbaProject.bin", b"x")])), DocxError::Macros);
    let typed = |name: &str, bytes: Vec<u8>| match name {
        "[Content_Types].xml" => {
            let types = String::from_utf8(bytes).unwrap();
            let kind = "application/vnd.ms-word.document.macroEnabled.main+xml";
            let plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
            assert!(types.contains(plain));
            Some(types.replace(plain, kind).into_bytes())
        }
        _ => Some(bytes),
    };
    assert_eq!(refused(&with(&docx, &typed, &[])), DocxError::Macros);
    for name in ["../outside.xml", "/etc/passwd", "word/../../x", "C:\\x"] {
        assert_eq!(
            refused(&with(&docx, &same, &[(name, b"x")])),
            DocxError::WrongName { name: name.to_owned() }
        );
    }
    let without = |name: &str, bytes: Vec<u8>| (name != BODY).then_some(bytes);
    assert_eq!(refused(&with(&docx, &without, &[])), DocxError::NotDocx);
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend([0; 500]);
    assert_eq!(refused(&locked), DocxError::NotDocx);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&locked), DocxError::Encrypted);
    assert_eq!(refused(b"%PDF-1.7"), DocxError::NotDocx);
    assert_eq!(refused(b""), DocxError::NotDocx);
    let many: Vec<String> = (0..5000).map(|at| format!("word/{at}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(refused(&with(&docx, &same, &many)), DocxError::TooManyEntries { .. }));
}

#[test]
fn a_file_that_breaks_off_anywhere_is_refused_without_a_panic() {
    let docx = docx_of(&project("import-truncated"));
    for part in 0..60 {
        let cut = &docx[..docx.len() * part / 60];
        assert!(matches!(refused(cut), DocxError::Damaged { .. } | DocxError::NotDocx), "{part}");
    }
    // Within the body: the archive is whole, the part is not.
    let mut ends = 0;
    let body = String::from_utf8(part_of(&docx, BODY)).unwrap();
    for part in 1..40 {
        let at = body.floor_char_boundary(body.len() * part / 40);
        let cut = with_body(&docx, &|body| body[..at].to_owned());
        ends += usize::from(refused(&cut) == DocxError::Damaged { part: BODY.to_owned() });
    }
    assert_eq!(ends, 39);
}

fn part_of(docx: &[u8], name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn the_report_comes_back_from_libreoffice_without_an_edit() {
    comes_back_without_an_edit("content", "import-libreoffice");
}

#[test]
fn notes_come_back_from_libreoffice_without_an_edit() {
    comes_back_without_an_edit("tests/documents/noter", "import-notes");
}

/// What LibreOffice saves of a project's Word file asks for nothing.
fn comes_back_without_an_edit(project: &str, name: &str) {
    let folder = scratch(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(project), &folder);
    let docx = folder.join("rapport.docx");
    fs::write(&docx, docx_of(&folder)).unwrap();
    let Some(saved) = validators::libreoffice(&docx, "docx:MS Word 2007 XML", &folder.join("saved")) else {
        return;
    };
    let returned = Returned::read(&fs::read(saved).unwrap()).expect("a docx");
    assert!(returned.version.is_some(), "the file still names its base");
    let imported = pipeline::import(&folder, &returned, TrackChanges::Accept).expect("a project");
    assert!(imported.has_base);
    assert_eq!(imported.files, std::collections::BTreeMap::new());
    assert_eq!(imported.findings.sorted(), Vec::<&tertial::diagnostic::Diagnostic>::new());
}

#[test]
fn the_report_as_built_comes_back_without_an_edit() {
    let folder = scratch("import-built");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &folder);
    let returned = Returned::read(&fs::read(&REPORT.docx).unwrap()).expect("a docx");
    let imported = pipeline::import(&folder, &returned, TrackChanges::Accept).expect("a project");
    assert_eq!(imported.files, std::collections::BTreeMap::new());
    assert_eq!(imported.findings.sorted(), Vec::<&tertial::diagnostic::Diagnostic>::new());
}

/// What is done in LibreOffice, and the lines of the files that it takes away and puts in.
const SCRIPTED: [(&str, &str, &str); 4] = [
    (
        "byter-ord",
        "ReplaceWords(doc, \"antalet besök har ökat\", \"besöken har ökat\")",
        "-      antalet besök har ökat.\n+      besöken har ökat.\n",
    ),
    (
        "lägger-till-stycke",
        "InsertAfter(doc, \"räcker för att nå\", \"Ett nytt stycke.\")",
        "+\n+            Ett nytt stycke.\n",
    ),
    (
        "tar-bort-punkt",
        "RemoveParagraph(doc, \"Färre inhyrda lokaler.\")",
        "-            - Färre inhyrda lokaler.\n",
    ),
    (
        "byter-rubrik",
        "ReplaceWords(doc, \"Personal\", \"Personal och miljö\")",
        "-      rubrik: Personal\n+      rubrik: Personal och miljö\n",
    ),
];

#[test]
fn edits_made_by_libreoffices_own_scripting_come_back() {
    for (name, script, expected) in SCRIPTED {
        let folder = project(&format!("import-scripted-{name}"));
        let docx = folder.join("rapport.docx");
        fs::write(&docx, docx_of(&folder)).unwrap();
        let Some(saved) = validators::scripted(&docx, script) else { return };
        let returned = Returned::read(&fs::read(saved).unwrap()).expect("a docx");
        let imported = pipeline::import(&folder, &returned, TrackChanges::Accept).expect("a project");
        let changes: String = imported
            .files
            .iter()
            .map(|(path, after)| {
                let before = imported.project.sources.text_of(path).unwrap();
                let diff = similar::TextDiff::from_lines(before, after);
                let lines =
                    diff.iter_all_changes().filter(|change| change.tag() != similar::ChangeTag::Equal);
                lines.map(|change| format!("{}{}", change.tag(), change.value())).collect::<String>()
            })
            .collect();
        assert_eq!(changes, expected, "{name}");
        assert_eq!(imported.findings.sorted().len(), 0, "{name}: {:?}", imported.findings);
    }
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    program().args(arguments).arg(folder).output().unwrap()
}

fn edited(folder: &Path, from: &str, to: &str) -> PathBuf {
    let docx = with_body(&docx_of(folder), &|body| {
        assert!(body.contains(from), "{from}");
        body.replacen(from, to, 1)
    });
    let path = folder.join("ändrad.docx");
    fs::write(&path, docx).unwrap();
    path
}

#[test]
fn the_command_shows_writes_and_tells_by_its_exit_code() {
    let folder = project("import-command");
    let docx = edited(&folder, "antalet besök har ökat", "besöken har ökat");
    let docx = docx.to_str().unwrap();
    let file = folder.join("tjänsteutlåtande/10-utfall.yaml");
    let before = read(&file);
    let shown = run(&["import", docx, "--lang", "sv"], &folder);
    assert_eq!(shown.status.code(), Some(0));
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(text.contains("-      antalet besök har ökat.\n+      besöken har ökat.\n"), "{text}");
    assert!(String::from_utf8(shown.stderr).unwrap().contains("1 fil skulle ändras; --write skriver"));
    assert_eq!(read(&file), before);
    let json = run(&["import", docx, "--format", "json"], &folder);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["files"][0]["changes"][0]["line"], 9);
    assert_eq!(json["files"][0]["changes"][0]["after"], "      besöken har ökat.\n");
    assert_eq!(json["written"], false);
    assert_eq!(run(&["import", docx, "--write"], &folder).status.code(), Some(0));
    let after = before.replace("antalet besök har ökat", "besöken har ökat");
    assert_eq!(read(&file), after);
    let again = run(&["import", docx, "--write"], &folder);
    assert_eq!((again.status.code(), again.stdout.len()), (Some(0), 0));
    assert_eq!(read(&file), after);
}

#[test]
fn what_is_left_to_a_person_exits_with_1_and_a_wrong_file_with_2() {
    let folder = project("import-codes");
    let docx = edited(&folder, "29,0", "31,0");
    let left = run(&["import", docx.to_str().unwrap(), "--write"], &folder);
    assert_eq!(left.status.code(), Some(1));
    assert!(String::from_utf8(left.stdout).unwrap().contains("word-figure"));
    let locked = folder.join("locked.docx");
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    fs::write(&locked, bytes).unwrap();
    let refused = run(&["import", locked.to_str().unwrap(), "--lang", "sv"], &folder);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("lösenordsskyddad"));
    assert_eq!(run(&["import", "finns-inte.docx"], &folder).status.code(), Some(2));
}

#[test]
fn what_did_not_change_keeps_every_byte() {
    let folder = project("import-bytes");
    let docx = edited(&folder, "antalet besök har ökat", "besöken har ökat");
    let returned = Returned::read(&fs::read(docx).unwrap()).expect("a docx");
    let imported = pipeline::import(&folder, &returned, TrackChanges::Accept).expect("a project");
    let (path, text) = imported.files.first_key_value().expect("a change");
    assert_eq!(imported.files.len(), 1);
    assert_eq!(*text, read(path).replace("antalet besök har ökat", "besöken har ökat"));
}

#[test]
fn a_paragraph_that_fills_a_part_takes_no_long_time_to_compare() {
    let folder = project("import-long");
    let words: String = (0_u64..300_000).map(|at| format!("o{} ", at * 7919 % 1_000_003)).collect();
    let docx = with_body(&docx_of(&folder), &|body| body.replacen("antalet besök har ökat", &words, 1));
    let returned = Returned::read(&docx).expect("a docx");
    let imported = pipeline::import(&folder, &returned, TrackChanges::Accept).expect("a project");
    assert!(imported.files.len() <= 1);
}
