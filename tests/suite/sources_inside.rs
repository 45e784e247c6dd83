//! The sources inside a PDF/A-3a: that they are those of the project, that the file stays archival and accessible, that
//! it is built again from them, and that nothing in a stranger's file is believed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use tertial::document::tree::Stage;
use tertial::pipeline::{Difference, Rebuilt, rebuild};
use tertial::project::source::MAX_EXPORT_BYTES;
use tertial::signatures::attached::{self, AttachedError, LOCK_FILE, MAX_FILES};

use crate::pki::{Holder, pki};
use crate::product::{REPORT, STEM, program, scratch, tertial};
use crate::signature_judges::pyhanko;
use crate::validators::{expect_clean, pdf_structure, pdftotext, qpdf, verapdf};

/// The report in final form with its sources inside.
static WITH_SOURCES: LazyLock<PathBuf> =
    LazyLock::new(|| build_with_sources(Path::new("content"), &scratch("with-sources")));

fn build_with_sources(project: &Path, folder: &Path) -> PathBuf {
    let arguments =
        ["build", project.to_str().unwrap(), "--final", "--standard", "a-3a", "--to", "pdf", "-o"];
    let output = tertial(arguments, folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder.join(STEM).with_extension("pdf")
}

fn with_sources() -> Vec<u8> {
    std::fs::read(&*WITH_SOURCES).unwrap()
}

#[test]
fn a_file_with_its_sources_is_archival_and_accessible() {
    expect_clean(verapdf(std::slice::from_ref(&WITH_SOURCES), "3a,ua1"));
    expect_clean(pdf_structure(&WITH_SOURCES));
    expect_clean(qpdf(&WITH_SOURCES));
}

#[test]
fn sources_do_not_change_the_pages() {
    let (Some(with), Some(without)) =
        (pdftotext(&WITH_SOURCES, "-layout"), pdftotext(&REPORT.pdf, "-layout"))
    else {
        return;
    };
    assert_eq!(with, without);
}

#[test]
fn the_sources_inside_are_the_files_of_the_project() {
    let enclosed = attached::read(&with_sources()).unwrap();
    assert_eq!(enclosed.lock.stage, Stage::Final);
    assert_eq!(enclosed.lock.tool, attached::TOOL);
    assert!(enclosed.lock.altered(&enclosed.files).is_empty());
    assert_eq!(enclosed.files, files_below(Path::new("content")));
}

#[test]
fn a_file_with_its_sources_is_reproducible() {
    let again = build_with_sources(Path::new("content"), &scratch("with-sources-again"));
    assert!(std::fs::read(again).unwrap() == with_sources());
}

#[test]
fn a_file_is_built_again_from_its_sources() {
    let pdf = with_sources();
    assert!(matches!(rebuild(&pdf).unwrap(), Rebuilt::Same { added: 0 }));
    let added = [&pdf, &b"\n% added later\n"[..]].concat();
    assert!(was_added(&added), "bytes after the end");
    // An update that nobody signed: another content of a page, an action on opening.
    assert!(was_added(&updated(&pdf, |document| {
        let page = document.get_pages()[&1];
        let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
        page.set("Contents", Object::Array(Vec::new()));
    })));
    assert!(was_added(&updated(&pdf, |document| {
        let root = document.trailer.get(b"Root").unwrap().as_reference().unwrap();
        let root = document.get_object_mut(root).unwrap().as_dict_mut().unwrap();
        root.set("OpenAction", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") });
    })));
}

/// Whether building again finds that something was added, and nothing else.
fn was_added(pdf: &[u8]) -> bool {
    let Rebuilt::Different(differences) = rebuild(pdf).unwrap() else { return false };
    matches!(differences.as_slice(), [Difference::Added(_)])
}

/// A file with an update after it, as an editor saves it.
fn updated(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let before = Document::load_mem(pdf).unwrap();
    let mut after = before.clone();
    change(&mut after);
    let (mut out, mut table) = (pdf.to_vec(), String::from("xref\n"));
    for (id, object) in &after.objects {
        if before.objects.get(id) != Some(object) {
            table.push_str(&format!("{} 1\n{:010} 00000 n \n", id.0, out.len()));
            let mut one = Document::new();
            one.objects.insert(*id, object.clone());
            let mut saved = Vec::new();
            one.save_to(&mut saved).unwrap();
            let start = memchr::memmem::find(&saved, format!("{} 0 obj", id.0).as_bytes()).unwrap();
            let end = memchr::memmem::find(&saved[start..], b"endobj").unwrap() + start + 6;
            out.extend_from_slice(&saved[start..end]);
            out.push(b'\n');
        }
    }
    let start = out.len();
    let size = before.trailer.get(b"Size").unwrap().as_i64().unwrap();
    let root = before.trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let last = memchr::memmem::rfind(pdf, b"startxref").unwrap();
    let digits: String =
        pdf[last + 9..].iter().map(|byte| char::from(*byte)).filter(char::is_ascii_digit).collect();
    let end = format!("trailer\n<</Size {size}/Root {root} 0 R/Prev {digits}>>\nstartxref\n{start}\n%%EOF\n");
    out.extend_from_slice(table.as_bytes());
    out.extend_from_slice(end.as_bytes());
    out
}

#[test]
fn a_draft_is_built_again_as_a_draft() {
    let folder = scratch("draft-with-sources");
    let output = tertial(["build", "content", "--standard", "a-3a", "--to", "pdf", "-o"], &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pdf = std::fs::read(folder.join(STEM).with_extension("pdf")).unwrap();
    assert!(matches!(rebuild(&pdf).unwrap(), Rebuilt::Same { added: 0 }));
}

#[test]
fn an_export_of_the_ledger_is_inside_byte_for_byte() {
    let folder = scratch("with-export");
    let mut files = files_below(Path::new("content"));
    files.insert("ekonomi/drift.yaml".to_owned(), SHEET_FROM_EXPORT.as_bytes().to_vec());
    // 0x86 is å in code page 437, which the standard for accounts is written in.
    let export: Vec<u8> = EXPORT.bytes().map(|byte| if byte == b'@' { 0x86 } else { byte }).collect();
    files.insert("underlag/drift.se".to_owned(), export);
    write_below(&folder.join("content"), &files);
    let project = folder.join("content");
    let arguments = ["build", project.to_str().unwrap(), "--standard", "a-3a", "--to", "pdf", "-o"];
    let output = tertial(arguments, &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let pdf = std::fs::read(folder.join(STEM).with_extension("pdf")).unwrap();
    assert_eq!(attached::read(&pdf).unwrap().files, files);
    assert!(matches!(rebuild(&pdf).unwrap(), Rebuilt::Same { added: 0 }));
}

const SHEET_FROM_EXPORT: &str = "\
enhet: kr
decimaler: 2
kolumner:
  utfall: { rubrik: Utfall }
mallar:
  drift:
    kostnader: { namn: Kostnader }
    intäkter:  { namn: Intäkter }
poster:
  skola: { namn: Skola }
tabeller:
  drift: { beskrivning: \"Utfall i kr.\", poster: [skola] }
källor:
  redovisning:
    fil: underlag/drift.se
    slag: sie
    belopp: { utfall: utfall }
    dimension: 1
    objekt: { skola: 100 }
    konton: { kostnader: 4000–8999, intäkter: 3000–3999 }
    utanför: [1000–2999]
";

const EXPORT: &str = "\
#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#RAR 0 20060101 20061231
#VER A 1 20060815 \"Hyra p@ skolan\"
{
#TRANS 5010 {1 100} 250.00
#TRANS 3410 {1 100} -90.50
#TRANS 1930 {} -159.50
}
";

#[test]
fn a_signed_file_is_built_again_from_its_sources() {
    let Some(pki) = pki() else { return };
    let signed = scratch("signed-with-sources").join("signed.pdf");
    let mut sign = program();
    sign.arg("sign").arg(&*WITH_SOURCES).arg("--p12").arg(pki.p12(Holder::P256));
    let output =
        sign.arg("--passphrase-file").arg(pki.passphrase_file()).arg("-o").arg(&signed).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    expect_clean(verapdf(std::slice::from_ref(&signed), "3a,ua1"));
    expect_clean(pyhanko(&signed, &pki.root()));

    let (code, told) =
        verify(&signed, &["--accept-unknown-revocation", "--trust", pki.root().to_str().unwrap()]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("The sources inside: AGREE."), "{told}");
}

#[test]
fn the_command_tells_what_differs_and_exits_with_1() {
    let file = scratch("told").join("other.pdf");
    std::fs::write(&file, with_other_words()).unwrap();
    let (code, told) = verify(&file, &[]);
    assert_eq!(code, Some(1));
    assert!(told.contains("DO NOT AGREE") && told.contains("page 1: the file says"), "{told}");

    let (code, told) = verify(&file, &["--format", "json"]);
    assert_eq!(code, Some(1));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["rebuild"]["verdict"], "different");
    assert_eq!(told["rebuild"]["differences"][0]["in"], "page");

    let (code, told) = verify(&REPORT.pdf, &[]);
    assert_eq!(code, Some(1));
    assert!(told.contains("CANNOT BE SETTLED, the file has no sources"), "{told}");
}

/// Runs `verify --rebuild`: its exit code and its results.
fn verify(file: &Path, options: &[&str]) -> (Option<i32>, String) {
    let output = program().arg("verify").arg(file).arg("--rebuild").args(options).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_file_with_other_words_than_its_sources_is_told_by_its_page() {
    let Rebuilt::Different(differences) = rebuild(&with_other_words()).unwrap() else {
        panic!("another document was taken for what its sources give");
    };
    let pages = differences.iter().filter_map(|difference| match difference {
        Difference::Page { number, inside, built } => Some((*number, inside.as_str(), built.as_str())),
        _ => None,
    });
    let (number, inside, built) = pages.min().expect("a page differs");
    assert_eq!(number, 1);
    assert!(inside.contains("Tertialrapport 3") && built.contains("Tertialrapport 2"), "{inside}\n{built}");
}

/// The pages of a project that is changed in one word, with the sources of the report.
fn with_other_words() -> Vec<u8> {
    let folder = scratch(&format!("other-words-{:?}", std::thread::current().id()));
    let original = files_below(Path::new("content"));
    let matter = String::from_utf8(original["ärende.yaml"].clone()).unwrap();
    write_below(&folder.join("content"), &original);
    let changed = matter.replacen("Tertialrapport 2", "Tertialrapport 3", 1);
    assert_ne!(changed, matter);
    std::fs::write(folder.join("content/ärende.yaml"), changed).unwrap();
    let other = build_with_sources(&folder.join("content"), &folder);

    let mut document = Document::load(other).unwrap();
    let honest = original.into_iter().map(|(path, bytes)| file(&path, bytes));
    attach(&mut document, honest.chain([file(LOCK_FILE, honest_lock())]).collect());
    saved(document)
}

#[test]
fn a_source_that_is_not_the_locked_one_is_told() {
    let mut document = Document::load_mem(&with_sources()).unwrap();
    let mut files = files_below(Path::new("content"));
    files.get_mut("ärende.yaml").unwrap().extend_from_slice(b"# ett till\n");
    files.remove("ekonomi/omställning.yaml").unwrap();
    let files = files.into_iter().map(|(path, bytes)| file(&path, bytes));
    attach(&mut document, files.chain([file(LOCK_FILE, honest_lock())]).collect());
    let Rebuilt::Different(differences) = rebuild(&saved(document)).unwrap() else {
        panic!("changed sources were taken for the locked ones");
    };
    let changed: Vec<_> = differences
        .iter()
        .filter_map(|difference| match difference {
            Difference::Source(path) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(changed, ["ekonomi/omställning.yaml", "ärende.yaml"]);
}

#[test]
fn a_file_of_another_version_is_told_to_be_so() {
    let mut document = Document::load_mem(&with_sources()).unwrap();
    let lock = String::from_utf8(honest_lock()).unwrap().replace(attached::TOOL, "tertial 0.0.9");
    let files = files_below(Path::new("content")).into_iter().map(|(path, bytes)| file(&path, bytes));
    attach(&mut document, files.chain([file(LOCK_FILE, lock.into_bytes())]).collect());
    let Rebuilt::Different(differences) = rebuild(&saved(document)).unwrap() else {
        panic!("the bytes of another file were found the same");
    };
    assert!(
        matches!(&differences[..], [Difference::Tool(tool), Difference::Bytes(_)] if tool == "tertial 0.0.9")
    );
}

#[test]
fn sources_that_do_not_give_a_document_are_told() {
    let mut document = Document::load_mem(&with_sources()).unwrap();
    attach(&mut document, vec![file("ärende.yaml", b"titel: [\n".to_vec()), file(LOCK_FILE, honest_lock())]);
    let Rebuilt::Different(differences) = rebuild(&saved(document)).unwrap() else {
        panic!("a document was built of nothing");
    };
    assert!(differences.iter().any(|difference| matches!(difference, Difference::Unbuildable(_))));
}

#[test]
fn files_that_are_none_of_a_project_are_refused() {
    let lock = || file(LOCK_FILE, honest_lock());
    let refused = |files: Vec<Object>| {
        let mut document = Document::load_mem(&with_sources()).unwrap();
        attach(&mut document, files);
        attached::read(&saved(document)).unwrap_err()
    };
    for path in ["../utanför.yaml", "/etc/passwd", "a//b", "a/./b", "C:\\fil", "a\u{0}b", "c:fil", "", "a/.."]
    {
        assert_eq!(refused(vec![lock(), file(path, Vec::new())]), AttachedError::Path(path.to_owned()));
    }
    assert_eq!(refused(vec![lock(), lock()]), AttachedError::Twice(LOCK_FILE.to_owned()));
    assert_eq!(refused(vec![file("ärende.yaml", Vec::new())]), AttachedError::NoSources);
    assert_eq!(refused(vec![file(LOCK_FILE, b"{}".to_vec())]), AttachedError::Lock);
    let many = (0..=MAX_FILES).map(|number| file(&format!("{number}"), Vec::new()));
    assert_eq!(refused(many.collect()), AttachedError::TooLarge);
    // Zeros that pack to a thousandth.
    let large = usize::try_from(MAX_EXPORT_BYTES).unwrap() + 1;
    assert_eq!(refused(vec![lock(), file("stor.yaml", vec![0; large])]), AttachedError::TooLarge);
}

#[test]
fn a_changed_byte_is_refused_or_seen_in_the_sources() {
    let pdf = with_sources();
    let honest = attached::read(&pdf).unwrap();
    for at in (0..pdf.len()).step_by(pdf.len() / 60) {
        let mut changed = pdf.clone();
        changed[at] ^= 0x10;
        if let Ok(enclosed) = attached::read(&changed)
            && enclosed != honest
        {
            assert!(
                enclosed.lock != honest.lock || !enclosed.lock.altered(&enclosed.files).is_empty(),
                "byte {at} changed the sources, and the lock does not tell"
            );
        }
    }
}

#[test]
fn a_file_without_sources_is_told_to_be_so() {
    let pdf = std::fs::read(&REPORT.pdf).unwrap();
    assert_eq!(rebuild(&pdf).unwrap_err(), AttachedError::NoSources);
    assert!(matches!(rebuild(b"%PDF-1.7\n").unwrap_err(), AttachedError::Unreadable(_)));
}

/// The lock file of the report.
fn honest_lock() -> Vec<u8> {
    let document = Document::load_mem(&with_sources()).unwrap();
    let lock = document.objects.values().filter_map(|object| object.as_stream().ok()).find_map(|stream| {
        let content = stream.decompressed_content().ok()?;
        content.starts_with(b"{\n  \"tool\"").then_some(content)
    });
    lock.unwrap()
}

/// A file specification (ISO 32000-1 7.11.3) with its file in it.
fn file(path: &str, bytes: Vec<u8>) -> Object {
    let mut stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes);
    stream.compress().unwrap();
    let name: Vec<u8> =
        [0xFE, 0xFF].into_iter().chain(path.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let name = Object::String(name, StringFormat::Hexadecimal);
    Object::Dictionary(dictionary! {
        "Type" => "Filespec",
        "AFRelationship" => "Source",
        "F" => name.clone(),
        "UF" => name,
        "EF" => dictionary! { "F" => Object::Stream(stream) },
    })
}

/// Puts these files in place of those that a document has.
fn attach(document: &mut Document, files: Vec<Object>) {
    let mut references = Vec::new();
    for file in files {
        let Object::Dictionary(mut specification) = file else { unreachable!("`file` makes dictionaries") };
        let Some(Object::Dictionary(mut content)) = specification.remove(b"EF") else { unreachable!() };
        let stream = document.add_object(content.remove(b"F").unwrap());
        let mut reference = Dictionary::new();
        reference.set("F", Object::Reference(stream));
        specification.set("EF", Object::Dictionary(reference));
        references.push(Object::Reference(document.add_object(Object::Dictionary(specification))));
    }
    document.catalog_mut().unwrap().set("AF", Object::Array(references));
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Every file of a folder and of those within it, by its path there with slashes.
/// What a project is read from; a script, a note and what builds keep are beside it.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.starts_with('.') || name.ends_with(".md") || name.ends_with(".py") {
            continue;
        }
        if path.is_dir() {
            found.extend(
                files_below(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)),
            );
        } else {
            found.insert(name, std::fs::read(path).unwrap());
        }
    }
    found
}

fn write_below(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}
