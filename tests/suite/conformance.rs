//! What other people's programs say of the report's files, and that they do refuse what is wrong.

use std::path::Path;

use crate::product::{REPORT, copy, scratch, tertial};
use crate::validators::{
    check_controls, docx_integrity, expect_clean, opens_in_libreoffice, openxml_audit, pdf_structure, qpdf,
    verapdf,
};

const FLAVOURS: &str = "2a,ua1";

#[test]
fn pdf_is_archival_and_accessible() {
    expect_clean(verapdf(&[REPORT.pdf.clone(), draft()], FLAVOURS));
    expect_clean(pdf_structure(&REPORT.pdf));
    expect_clean(qpdf(&REPORT.pdf));
}

#[test]
fn docx_meets_its_schema() {
    expect_clean(openxml_audit(&REPORT.docx));
    expect_clean(docx_integrity(&REPORT.docx));
}

#[test]
fn every_document_of_the_cases_becomes_a_valid_word_file() {
    let (folder, out) = (scratch("word-cases"), scratch("word-cases-built"));
    let mut built = 0;
    for entry in std::fs::read_dir("tests/documents").unwrap() {
        let case = entry.unwrap().path();
        if case.is_dir() {
            let project = folder.join(case.file_name().unwrap());
            copy(&case, &project);
            let output = tertial(["build", project.to_str().unwrap(), "--to", "docx", "-o"], &out);
            assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
            built += 1;
        }
    }
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(built >= 10 && files.len() == built, "{files:?}");
    for file in &files {
        expect_clean(openxml_audit(file));
        expect_clean(docx_integrity(file));
    }
}

/// Those of the cases whose pages hold what the report has not.
const MORE: [&str; 3] = ["bilder", "noter", "utlåtande-avslut"];

#[test]
fn what_the_report_has_not_is_archival_and_accessible_too() {
    let (folder, out) = (scratch("pdf-cases"), scratch("pdf-cases-built"));
    for case in MORE {
        let project = folder.join(case);
        copy(&Path::new("tests/documents").join(case), &project);
        let output = tertial(["build", project.to_str().unwrap(), "--final", "--to", "pdf", "-o"], &out);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), MORE.len(), "{files:?}");
    expect_clean(verapdf(&files, FLAVOURS));
    for file in &files {
        expect_clean(pdf_structure(file));
        expect_clean(qpdf(file));
    }
}

#[test]
fn docx_opens_in_libreoffice() {
    expect_clean(opens_in_libreoffice(&REPORT.docx));
}

#[test]
fn pdf_judges_refuse_planted_faults() {
    expect_clean(check_controls("pdf", &REPORT.pdf, FLAVOURS));
}

#[test]
fn docx_judges_refuse_planted_faults() {
    expect_clean(check_controls("docx", &REPORT.docx, FLAVOURS));
}

fn draft() -> std::path::PathBuf {
    let folder = scratch("draft");
    assert!(tertial(["build", "content", "--to", "pdf", "-o"], &folder).status.success());
    folder.join(crate::product::STEM).with_extension("pdf")
}
