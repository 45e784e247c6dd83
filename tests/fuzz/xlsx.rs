//! The bytes are the XML of a sheet: those of a package would hardly ever pass its checksums.

#![no_main]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[allow(dead_code, reason = "each target uses one reader of three")]
#[path = "../cases/readers.rs"]
mod readers;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

libfuzzer_sys::fuzz_target!(|sheet: &[u8]| {
    readers::xlsx(&package(sheet)).expect("a reader keeps to what holds of it");
});

/// A workbook with this sheet and two shared strings.
fn package(sheet: &[u8]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let parts = [
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "sheet.xml")),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"A\" r:id=\"r1\"/></sheets></workbook>".to_owned(),
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>Skola</t></si><si><t>Prognos</t></si></sst>".to_owned()),
    ];
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).chain([("xl/sheet.xml", sheet)])
    {
        archive.start_file(name, stored).expect("a part of its own");
        archive.write_all(text).expect("room in memory");
    }
    archive.finish().expect("room in memory").into_inner()
}
