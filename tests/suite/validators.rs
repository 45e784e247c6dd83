//! The judgement of other people's programs over the files that tertial writes.
//!
//! `tests/validators/install` puts the programs in place. One that is missing is said on the
//! terminal (`skipped: veraPDF not found`) and lets the test pass; where
//! `TERTIAL_REQUIRE_VALIDATORS=1` is set, as in `tests/run`, it fails the test.
//!
//! A judge that never refuses is worth nothing: [`check_controls`] plants faults in a good file and
//! asks of each judge that it finds those that are its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::slice;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a judge says.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// What is wrong, in the judge's words.
    Findings(String),
    /// The judge is not on this machine; its name.
    Skipped(&'static str),
}

/// Fails the test when a judge has found something.
#[track_caller]
pub(crate) fn expect_clean(outcome: Outcome) {
    if let Outcome::Findings(findings) = outcome {
        panic!("expected no findings, but:\n{findings}");
    }
}

/// Judges PDF files by the profiles of veraPDF, such as `2a,ua1`. Starting it takes a second:
/// give it many files.
pub(crate) fn verapdf(files: &[PathBuf], flavours: &str) -> Outcome {
    let library = folder().join("verapdf");
    let (Some(java), true) = (program("java"), library.join("Vera.class").exists()) else {
        return skipped("veraPDF");
    };
    let mut class_path = library.clone().into_os_string();
    class_path.push(":");
    class_path.push(library.join("*"));
    let mut command = Command::new(java);
    // Short runs are over before the second compiler of the machine pays.
    command.args(["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dlimit=120", "-cp"]);
    command.arg(class_path).args(["Vera", flavours]).args(files);
    judge(&mut command)
}

/// Judges the syntax of a PDF file: its cross-references, objects and streams.
pub(crate) fn qpdf(file: &Path) -> Outcome {
    let Some(qpdf) = program("qpdf") else { return skipped("qpdf") };
    judge(Command::new(qpdf).arg("--check").arg(file))
}

/// Judges what veraPDF does not look at in a tagged PDF; `tests/validators/pdf_structure.py` lists it.
pub(crate) fn pdf_structure(file: &Path) -> Outcome {
    let Some(python) = python() else { return skipped("pikepdf") };
    judge(Command::new(python).arg(script("pdf_structure.py")).arg(file))
}

/// Judges the signatures of PDF files, which must lead to a root; `tests/validators/signatures.py` tells how.
pub(crate) fn signatures(files: &[PathBuf], root: &Path) -> Outcome {
    let Some(python) = python() else { return skipped("pyHanko") };
    judge(Command::new(python).arg(script("signatures.py")).arg(root).args(files))
}

/// Judges what a schema cannot say of a Word file; `tests/validators/docx_integrity.py` lists it.
pub(crate) fn docx_integrity(file: &Path) -> Outcome {
    let Some(python) = python() else { return skipped("lxml") };
    judge(Command::new(python).arg(script("docx_integrity.py")).arg(file))
}

/// Judges a Word file by the schemas and rules of the Open XML SDK. Each has a run of its own: in one run over several,
/// openxml-audit 0.8 takes the ids of notes for those of a file before.
pub(crate) fn openxml_audit(file: &Path) -> Outcome {
    let Some(python) = python() else { return skipped("openxml-audit") };
    judge(Command::new(python).args(["-m", "openxml_audit", "--max-errors", "0"]).arg(file))
}

/// Judges whether LibreOffice can open a file.
pub(crate) fn opens_in_libreoffice(file: &Path) -> Outcome {
    let folder = scratch("opens");
    let outcome = match convert(file, "pdf", &folder) {
        Converted::File(_) => Outcome::Clean,
        Converted::Nothing(said) => Outcome::Findings(said),
        Converted::Skipped(name) => Outcome::Skipped(name),
    };
    remove(&folder);
    outcome
}

/// Converts a file by LibreOffice into a folder, which must not be the file's own; `to` is an extension,
/// with an export filter after a colon where one is needed. Gives the file it wrote, or nothing where
/// LibreOffice is missing.
#[track_caller]
pub(crate) fn libreoffice(file: &Path, to: &str, folder: &Path) -> Option<PathBuf> {
    match convert(file, to, folder) {
        Converted::File(path) => Some(path),
        Converted::Nothing(said) => panic!("LibreOffice wrote no {to} of {}:\n{said}", file.display()),
        Converted::Skipped(_) => None,
    }
}

/// The docx with an edit made by LibreOffice's own scripting, opened and saved by it. The script is a line of Basic over
/// `doc`, with the procedures of `tests/validators/edit.bas`. Nothing where LibreOffice is missing.
#[track_caller]
pub(crate) fn scripted(docx: &Path, script: &str) -> Option<PathBuf> {
    let Some(soffice) = program("soffice") else {
        skipped("LibreOffice");
        return None;
    };
    let profile = scratch("scripted");
    let url = |path: &Path| format!("file://{}", path.display());
    let office = |last: &str| {
        let mut command = Command::new("timeout");
        command.args(["--kill-after=5", "180"]).arg(&soffice);
        command.arg(format!("-env:UserInstallation={}", url(&profile)));
        run(command.args(["--headless", "--norestore", last]))
    };
    // The first start fills the profile, and would write over a library that is there.
    office("--terminate_after_init");
    let library = profile.join("user/basic/Standard");
    let saved = profile.join("saved.docx");
    let basic = fs::read(self::script("edit.bas")).expect("the procedures are there");
    let basic = String::from_utf8(basic).expect("UTF-8");
    let main = format!(
        "Sub Main\nDim doc : doc = Opened(\"{}\")\n{script}\nSaved(doc, \"{}\")\nEnd Sub\n",
        url(docx),
        url(&saved)
    );
    let module = quick_xml::escape::escape(format!("{main}{basic}").as_str()).into_owned();
    let script = "<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Edit\" \
                  script:language=\"StarBasic\">";
    let list = "<library:library xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" \
                library:readonly=\"false\" library:passwordprotected=\"false\">";
    for (name, text) in [
        ("Edit.xba", format!("{script}{module}</script:module>")),
        ("script.xlb", format!("{list}<library:element library:name=\"Edit\"/></library:library>")),
    ] {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        fs::write(library.join(name), format!("{head}{text}")).expect("the profile can be written");
    }
    let output = office("macro:///Standard.Edit.Main");
    assert!(saved.is_file(), "LibreOffice saved nothing:\n{}", said(&output));
    Some(saved)
}

/// The text of a PDF as poppler reads it: `-raw` in the order of the content, `-layout` as it stands on the page.
/// Nothing where poppler is missing.
#[track_caller]
pub(crate) fn pdftotext(file: &Path, mode: &str) -> Option<String> {
    let Some(pdftotext) = program("pdftotext") else {
        skipped("pdftotext");
        return None;
    };
    let output = run(Command::new(pdftotext).args(["-enc", "UTF-8", mode]).arg(file).arg("-"));
    assert!(output.status.success(), "pdftotext failed over {}:\n{}", file.display(), said(&output));
    Some(String::from_utf8(output.stdout).expect("pdftotext was asked for UTF-8"))
}

/// The text of a tagged PDF in the order of its structure tree, as a screen reader meets it; artifacts are not in it,
/// nor what stands in figures, whose alternative is read instead (ISO 32000-1, 14.9.3). A note is met where it is
/// referred to; here all come last, as in the other texts.
/// Nothing where poppler is missing.
#[track_caller]
pub(crate) fn structure_text(file: &Path) -> Option<String> {
    let Some(pdfinfo) = program("pdfinfo") else {
        skipped("pdfinfo");
        return None;
    };
    let output = run(Command::new(pdfinfo).args(["-enc", "UTF-8", "-struct-text"]).arg(file));
    assert!(output.status.success(), "pdfinfo failed over {}:\n{}", file.display(), said(&output));
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    // Text stands in quotation marks on lines of its own; a lone hyphen is one that the typesetter put at a line end.
    let said = |of_notes: bool| -> String {
        let lines = tree.lines().zip(inside_of(&tree, "Note")).zip(inside_of(&tree, "Figure"));
        let lines = lines.filter(|((_, is_note), is_figure)| *is_note == of_notes && !is_figure);
        let texts = lines.filter_map(|((line, _), _)| line.trim().strip_prefix('"')?.strip_suffix('"'));
        texts.filter(|text| *text != "-").collect()
    };
    Some(said(false) + &said(true))
}

/// For each line of a printed structure tree whether it stands further in than an element of that kind before it.
fn inside_of(tree: &str, kind: &str) -> Vec<bool> {
    let mut outer = None;
    let inside = |line: &str| {
        let (depth, words) = (line.len() - line.trim_start().len(), line.trim());
        if outer.is_some_and(|outer| depth > outer) {
            return true;
        }
        outer = words.starts_with(kind).then_some(depth);
        false
    };
    tree.lines().map(inside).collect()
}

/// Writes a copy of a good file with a fault; the fault `nothing` is a copy that went the same way.
pub(crate) fn plant(fault: &str, from: &Path, to: &Path) -> Outcome {
    let Some(python) = python() else { return skipped("pikepdf") };
    judge(Command::new(python).arg(script("plant.py")).arg(fault).args([from, to]))
}

/// The faults that can be planted in a `pdf` or `docx`, each with the function here that must find it.
pub(crate) fn controls(kind: &str) -> Vec<(String, String)> {
    let Some(python) = python() else {
        skipped("pikepdf");
        return Vec::new();
    };
    let output = run(Command::new(python).arg(script("plant.py")).args(["--list", kind]));
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| line.split_once('\t').expect("plant.py lists a fault, a tab and a validator"))
        .map(|(fault, validator)| (fault.to_owned(), validator.to_owned()))
        .collect()
}

/// Plants every fault in a good file and asks the judge of each to find it. The findings tell of faults that
/// went unseen, and of judges that refuse the copy without a fault. The flavours are veraPDF's, for a PDF.
pub(crate) fn check_controls(kind: &str, good: &Path, flavours: &str) -> Outcome {
    let folder = scratch("controls");
    let copy = |fault: &str| folder.join(fault).with_added_extension(kind);
    let mut faults_of = BTreeMap::<String, Vec<String>>::new();
    for (fault, validator) in controls(kind) {
        faults_of.entry(validator).or_insert_with(|| vec![FAULTLESS.to_owned()]).push(fault);
    }

    let mut wrong = String::new();
    for (validator, mut faults) in faults_of {
        faults.retain(|fault| match plant(fault, good, &copy(fault)) {
            Outcome::Clean => true,
            Outcome::Findings(said) => {
                wrong += &said;
                false
            }
            Outcome::Skipped(_) => false,
        });
        let copies: Vec<_> = faults.iter().map(|fault| copy(fault)).collect();
        for (fault, outcome) in faults.iter().zip(judgements(&validator, &copies, flavours)) {
            match outcome {
                Outcome::Clean if fault != FAULTLESS => {
                    wrong += &format!("{validator} misses the fault {fault}\n");
                }
                Outcome::Findings(said) if fault == FAULTLESS || said.contains("Traceback") => {
                    wrong += &format!("{validator} over the fault {fault}:\n{said}\n");
                }
                Outcome::Clean | Outcome::Findings(_) | Outcome::Skipped(_) => {}
            }
        }
    }
    remove(&folder);
    if wrong.is_empty() { Outcome::Clean } else { Outcome::Findings(wrong) }
}

/// `plant.py`'s name for a copy that has no fault but went the same way.
const FAULTLESS: &str = "nothing";

/// The judgement of each file by the judge of that name in `plant.py`.
fn judgements(validator: &str, files: &[PathBuf], flavours: &str) -> Vec<Outcome> {
    let each = |judge: fn(&Path) -> Outcome| files.iter().map(|file| judge(file)).collect();
    match validator {
        "docx_integrity" => each(docx_integrity),
        "libreoffice" => each(opens_in_libreoffice),
        "openxml_audit" => each(openxml_audit),
        "pdf_structure" => each(pdf_structure),
        "qpdf" => each(qpdf),
        "verapdf" => match verapdf(files, flavours) {
            Outcome::Clean => files.iter().map(|_| Outcome::Clean).collect(),
            Outcome::Findings(lines) => files.iter().map(|file| of_one(file, &lines)).collect(),
            Outcome::Skipped(name) => files.iter().map(|_| Outcome::Skipped(name)).collect(),
        },
        unknown => panic!("plant.py names the validator {unknown}, which is not known here"),
    }
}

/// What veraPDF's lines over many files say of one of them.
fn of_one(file: &Path, lines: &str) -> Outcome {
    let name = format!("{} ", file.display());
    let judged = || lines.lines().filter(|line| line.starts_with(&name));
    match judged().next().is_some() && judged().all(|line| line.contains(": compliant")) {
        true => Outcome::Clean,
        false => Outcome::Findings(lines.to_owned()),
    }
}

enum Converted {
    File(PathBuf),
    Nothing(String),
    Skipped(&'static str),
}

/// The sheets of a workbook as LibreOffice computes and shows them, by name: every formula is computed anew. Nothing
/// where LibreOffice is not on this machine.
pub(crate) fn recalculated(file: &Path) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
    let folder = scratch("recalculated");
    // Fields parted by semicolons in UTF-8, in English, numbers as they are shown, every sheet in a file of its own.
    let to = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1";
    let output = office(file, to, &folder)?;
    let stem = format!("{}-", file.file_stem().expect("the file has a name").to_string_lossy());
    let mut sheets = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the folder was made") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let Some(name) = name.strip_prefix(&stem) else { continue };
        let mut reader =
            csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_path(&path);
        let rows = reader.as_mut().expect("the file was written").records();
        let rows = rows.map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        sheets.insert(name.to_owned(), rows.collect());
    }
    remove(&folder);
    assert!(!sheets.is_empty(), "{}", said(&output));
    Some(sheets)
}

fn convert(file: &Path, to: &str, folder: &Path) -> Converted {
    let extension = to.split(':').next().expect("a split has a first part");
    let result = folder.join(file.file_stem().expect("the file has a name")).with_added_extension(extension);
    assert_ne!(result, file, "LibreOffice would overwrite its own input");
    remove(&result);
    let Some(output) = office(file, to, folder) else { return Converted::Skipped("LibreOffice") };
    // It says success even when it has written nothing.
    match fs::metadata(&result) {
        Ok(written) if written.len() > 0 => Converted::File(result),
        Ok(_) | Err(_) => Converted::Nothing(said(&output)),
    }
}

/// Formulas of a workbook are computed when it is opened, whoever wrote it.
const RECALCULATE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Has LibreOffice convert a file; nothing where it is not on this machine.
fn office(file: &Path, to: &str, folder: &Path) -> Option<Output> {
    let Some(soffice) = program("soffice") else {
        skipped("LibreOffice");
        return None;
    };
    // Two runs over one profile wait for each other or fail; each gets its own. It hangs now and then, and
    // then its whole process group has to go, which `timeout` sees to.
    let profile = scratch("profile");
    fs::create_dir_all(profile.join("user")).expect("the profile can be written");
    fs::write(profile.join("user/registrymodifications.xcu"), RECALCULATE)
        .expect("the profile can be written");
    let mut installation = OsString::from("-env:UserInstallation=file://");
    installation.push(&profile);
    let mut command = match program("timeout") {
        Some(timeout) => {
            let mut command = Command::new(timeout);
            command.args(["--kill-after=5", "180"]).arg(soffice);
            command
        }
        None => Command::new(soffice),
    };
    command.arg(installation).args(["--headless", "--convert-to", to, "--outdir"]).arg(folder).arg(file);
    let output = run(&mut command);
    remove(&profile);
    Some(output)
}

/// Runs a judge whose exit code is zero when nothing is wrong.
pub(crate) fn judge(command: &mut Command) -> Outcome {
    let output = run(command);
    match output.status.code() {
        Some(0) => Outcome::Clean,
        Some(_) => Outcome::Findings(said(&output)),
        None => panic!("{command:?} was killed:\n{}", said(&output)),
    }
}

pub(crate) fn run(command: &mut Command) -> Output {
    // Messages in English and file names in UTF-8, whatever the machine's language is; lines are not wrapped.
    command.env("LC_ALL", "C.UTF-8").env("COLUMNS", "400").stdin(Stdio::null());
    match command.output() {
        Ok(output) => output,
        Err(error) => panic!("{command:?} cannot be started: {error}"),
    }
}

pub(crate) fn said(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    format!("{}\n{}", out.trim_end(), err.trim_end()).trim().to_owned() + "\n"
}

/// Says that a judge is missing, or fails the test where none may be.
#[track_caller]
pub(crate) fn skipped(name: &'static str) -> Outcome {
    if std::env::var_os("TERTIAL_REQUIRE_VALIDATORS").is_some_and(|value| value == "1") {
        panic!("{name} not found, and TERTIAL_REQUIRE_VALIDATORS is set: run tests/validators/install");
    }
    // Written past the test harness, which would keep it to itself for a test that passes.
    writeln!(io::stderr(), "skipped: {name} not found").expect("standard error is open");
    Outcome::Skipped(name)
}

/// As [`skipped`], for a program that judges nothing.
#[track_caller]
pub(crate) fn missing(name: &'static str) {
    let _ = skipped(name);
}

/// The folder that `tests/validators/install` fills.
/// What Chromium with axe-core and a scripted user says of HTML files.
pub(crate) fn browser(files: &[PathBuf]) -> Outcome {
    let packages = folder().join("web/node_modules");
    let (Some(node), Some(chromium)) = (program("node"), program("chromium")) else {
        return skipped("node or chromium");
    };
    if !packages.join("playwright-core").is_dir() {
        return skipped("playwright-core");
    }
    judge(
        Command::new(node).env("NODE_PATH", packages).arg(script("web/judge.cjs")).arg(chromium).args(files),
    )
}

/// What the Nu HTML checker says of HTML files.
pub(crate) fn html_checker(files: &[PathBuf]) -> Outcome {
    let jar = folder().join("web/node_modules/vnu-jar/build/dist/vnu.jar");
    let Some(java) = program("java").filter(|_| jar.is_file()) else { return skipped("vnu.jar") };
    judge(Command::new(java).arg("-jar").arg(jar).arg("--errors-only").args(files))
}

fn folder() -> PathBuf {
    let named = std::env::var_os("TERTIAL_VALIDATORS").unwrap_or_else(|| ".validators".into());
    Path::new(env!("CARGO_MANIFEST_DIR")).join(named)
}

/// The PDF files of pyHanko's own tests.
pub(crate) fn public_files() -> Option<PathBuf> {
    Some(folder().join("public")).filter(|files| files.is_dir())
}

/// The Python of the validators' own environment.
pub(crate) fn python() -> Option<PathBuf> {
    Some(folder().join("venv/bin/python")).filter(|python| python.exists())
}

pub(crate) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/validators").join(name)
}

pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// A new folder that no other test uses.
fn scratch(what: &str) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("validators-{what}-{}-{number}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the folder for scratch files can be written");
    folder
}

/// Removes a file or folder where there is one.
fn remove(path: &Path) {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Ok(()) => {}
        Err(error) => assert_eq!(error.kind(), io::ErrorKind::NotFound, "{}: {error}", path.display()),
    }
}

#[test]
fn every_judge_refuses_a_file_without_content() {
    let folder = scratch("empty");
    for kind in ["pdf", "docx"] {
        let file = folder.join("empty").with_extension(kind);
        fs::write(&file, [0; 1000]).expect("the scratch folder can be written");
        let judges: BTreeSet<_> = controls(kind).into_iter().map(|(_, validator)| validator).collect();
        for validator in &judges {
            for outcome in judgements(validator, slice::from_ref(&file), "2a,ua1") {
                assert!(!matches!(outcome, Outcome::Clean), "{validator} found an empty file good");
            }
        }
        // A control that begins with a bad file would prove nothing.
        if !judges.is_empty() {
            assert!(matches!(check_controls(kind, &file, "2a,ua1"), Outcome::Findings(_)));
        }
    }
    remove(&folder);
}

#[test]
fn text_comes_back_from_a_conversion() {
    let folder = scratch("text");
    let file = folder.join("ärendet.txt");
    fs::write(&file, "Ärendet: 42,7 mnkr\n").expect("the scratch folder can be written");
    let written = folder.join("written");
    if let Some(pdf) = libreoffice(&file, "pdf", &written) {
        expect_clean(qpdf(&pdf));
        if let Some(text) = pdftotext(&pdf, "-raw") {
            assert_eq!(text.trim(), "Ärendet: 42,7 mnkr");
        }
    }
    remove(&folder);
}
