//! What other people's programs say of the report's files, and that they do refuse what is wrong.

use crate::product::{REPORT, scratch, tertial};
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
