//! `tertial new`: what it makes can be built at once as a draft, and finally when it is filled in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::product::{program, read, scratch};

const KINDS: [&str; 3] = ["pm", "utlåtande", "tjänsteutlåtande"];

/// Makes a folder of a kind that is not there yet, for one test.
fn made(test: &str, kind: &str) -> PathBuf {
    let folder = scratch(&format!("new-{test}-{kind}")).join("rapport");
    let output = program().arg("new").arg(&folder).args(["--kind", kind]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written = String::from_utf8(output.stdout).unwrap();
    assert!(written.lines().all(|path| Path::new(path).is_file()), "{written}");
    assert_eq!(written.lines().count(), 5, "{written}");
    folder
}

/// What `check` finds, by its codes.
fn codes(folder: &Path) -> Vec<String> {
    let output = program().arg("check").arg(folder).args(["--format", "json"]).output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let list = found.as_array().unwrap_or_else(|| panic!("{found}"));
    list.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_asks_for_what_is_to_be_filled_in_and_nothing_else() {
    for kind in KINDS {
        let codes = codes(&made("asks", kind));
        assert!(codes.iter().filter(|code| *code == "unfinished").count() >= 9, "{kind}: {codes:?}");
        let others: Vec<_> = codes.iter().filter(|code| *code != "unfinished").collect();
        assert_eq!(others, ["no-value"], "{kind}");
    }
}

#[test]
fn a_draft_is_built_of_it_and_the_final_document_when_it_is_filled_in() {
    for kind in KINDS {
        let folder = made("built", kind);
        let build = |options: &[&str]| {
            let output = folder.join("ut");
            program().arg("build").arg(&folder).args(options).arg("-o").arg(output).output().unwrap()
        };
        assert_eq!(build(&["--final"]).status.code(), Some(1), "{kind}: still to be filled in");
        assert!(!folder.join("ut").exists(), "{kind}: nothing final is built");
        assert_eq!(build(&[]).status.code(), Some(1), "{kind}: the draft says what is left");
        assert_eq!(fs::read_dir(folder.join("ut")).unwrap().count(), 2, "{kind}: the draft is there");
        fill(&folder);
        let output = build(&["--final"]);
        assert_eq!(output.status.code(), Some(0), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Writes something in every place that asks for it.
fn fill(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fill(&path);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = read(&path);
            let text = text.replace("FYLL I: ", "Ett prov på ").replace("budget: –", "budget: 2.0");
            let text = text.replace("utfall: –", "utfall: 1.0").replace("prognos: –", "prognos: 1.5");
            fs::write(&path, text).unwrap();
        }
    }
}

#[test]
fn what_is_there_is_left_alone() {
    let folder = made("alone", "pm");
    let matter = folder.join("ärende.yaml");
    fs::write(&matter, "mitt").unwrap();
    let output = program().arg("new").arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(read(&matter), "mitt");
    assert_eq!(program().arg("new").output().unwrap().status.code(), Some(2), "no folder is named");
}
