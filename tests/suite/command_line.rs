//! The command line as a user meets it: exit codes, what goes where, both languages, and nothing half-written.

use std::path::Path;
use std::process::Output;

use crate::product::{minimal, program, read, scratch};

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A project that is the smallest example with one file changed.
fn project(name: &str, file: &str, text: &str) -> std::path::PathBuf {
    let folder = minimal(name);
    std::fs::write(folder.join(file), text).unwrap();
    folder
}

fn entries(folder: &Path) -> Vec<String> {
    let list = std::fs::read_dir(folder).unwrap();
    list.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn help_is_a_result_in_the_language_asked_for() {
    let swedish = run(&["--help", "--lang", "sv"]);
    assert_eq!(swedish.status.code(), Some(0));
    assert!(stdout(&swedish).contains("gör stadens formella rapporter"), "{}", stdout(&swedish));
    let by_locale = program().env("LANG", "sv_SE.UTF-8").args(["build", "--help"]).output().unwrap();
    assert!(stdout(&by_locale).contains("Var filerna ska läggas"));
    assert!(stdout(&run(&["build", "--help"])).contains("Where to put the files"));
}

#[test]
fn wrong_use_exits_with_2_and_says_how_to_go_on() {
    for arguments in [
        &["bild"][..],
        &["build", "--slutlig"],
        &["build", "--to", "odt"],
        &["build", "no-such-folder"],
        &["check", "Cargo.toml"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", stderr(&output));
        assert!(!stderr(&output).is_empty() && stdout(&output).is_empty(), "{arguments:?}");
        assert!(!stderr(&output).contains("panicked"));
    }
}

#[test]
fn results_go_to_stdout_and_messages_to_stderr() {
    let folder = scratch("streams");
    let output = program().args(["build", "content", "--final", "-o"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let files: Vec<_> = stdout(&output).lines().map(std::path::PathBuf::from).collect();
    assert_eq!(files.len(), 2);
    assert!(files.iter().all(|file| file.is_file()));
    assert!(
        stderr(&output).contains("tertial: ") && stderr(&output).contains("names-vary"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn findings_exit_with_1_and_leave_nothing_behind() {
    let folder = project("findings", "ekonomi/extra.yaml", "enhet: mnkr\ndecimaler: 1\nkolumnr: {}\n");
    let out = scratch("findings-out");
    let output = program().arg("build").arg(&folder).arg("-o").arg(&out).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("unknown-key") && stderr(&output).contains("kolumner"),
        "{}",
        stderr(&output)
    );
    assert!(entries(&out).is_empty());
}

#[test]
fn a_draft_is_written_with_its_place_marked_where_a_final_document_is_refused() {
    let text = "rubrik: Prov\ninnehåll:\n  - text: Prognosen är {finns.inte.alls} i år.\n";
    let folder = project("marked", "tjänsteutlåtande/900-prov.yaml", text);
    let out = scratch("marked-out");
    let draft = program().args(["build", "--to", "txt", "-o"]).arg(&out).arg(&folder).output().unwrap();
    assert_eq!(draft.status.code(), Some(1), "{}", stderr(&draft));
    let written = read(Path::new(stdout(&draft).trim()));
    assert!(written.contains("[finns.inte.alls]"));
    let out = scratch("marked-final");
    let refused =
        program().args(["build", "--final", "--to", "txt", "-o"]).arg(&out).arg(&folder).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(entries(&out).is_empty() && stdout(&refused).is_empty());
}

#[test]
fn an_output_folder_that_cannot_be_written_is_told_and_nothing_changes() {
    let folder = scratch("unwritable");
    std::fs::write(folder.join("file"), "").unwrap();
    let output =
        program().args(["build", "content", "--to", "txt", "-o"]).arg(folder.join("file")).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nothing was changed"), "{}", stderr(&output));
    assert_eq!(entries(&folder), ["file"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_leaves_no_half_file() {
    let limited = "ulimit -f 1; trap '' XFSZ; exec \"$0\" build content --final --to pdf -o \"$1\"";
    let folder = scratch("full-disk");
    let output = std::process::Command::new("bash")
        .args(["-c", limited, env!("CARGO_BIN_EXE_tertial")])
        .arg(&folder)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(entries(&folder).is_empty(), "{:?}", entries(&folder));
}

#[test]
fn explain_prints_the_page_of_a_code_and_names_the_nearest() {
    let page = run(&["explain", "decimal-comma"]);
    assert_eq!(page.status.code(), Some(0));
    assert!(stdout(&page).starts_with("# decimal-comma"));
    let wrong = run(&["explain", "decimal-coma"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("did you mean decimal-comma?"), "{}", stderr(&wrong));
}

#[test]
fn check_gives_sarif_with_a_region_for_every_result() {
    let output = run(&["check", "content", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((log["version"].as_str(), results.len()), (Some("2.1.0"), 14));
    let region = |result: &serde_json::Value| {
        result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64()
    };
    assert!(results.iter().all(|result| region(result).is_some_and(|line| line > 0)));
}

#[test]
fn check_tells_every_literal_written_by_hand_with_its_reason() {
    let output = run(&["check", "content", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found.as_array().unwrap();
    let told = |code: &str| found.iter().filter(|finding| finding["code"] == code).count();
    assert_eq!((told("stated-literal"), told("names-vary"), found.len()), (13, 1, 14));
    assert!(found.iter().any(|finding| finding["message"].as_str().unwrap().contains("110,0")));
}

#[test]
#[cfg(unix)]
fn a_pipe_in_place_of_a_file_is_told_and_not_waited_for() {
    let folder = project("pipe", "ekonomi/ok.txt", "");
    let pipe = folder.join("ekonomi/rör.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let output = program().args(["check", "--format", "concise"]).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stdout(&output).contains("unreadable"), "{}", stdout(&output));
}

#[test]
fn help_is_a_command_too_and_a_mistyped_one_is_recognised() {
    let help = run(&["help"]);
    assert_eq!((help.status.code(), stdout(&help)), (Some(0), stdout(&run(&["--help"]))));
    assert_eq!(stdout(&run(&["help", "build"])), stdout(&run(&["build", "--help"])));
    let mistyped = run(&["chekc", "--lang", "sv"]);
    assert_eq!(mistyped.status.code(), Some(2));
    assert_eq!(stderr(&mistyped), "tertial: kommandot ”chekc” finns inte; menade du check?\n");
}

#[test]
fn a_file_in_place_of_the_output_folder_is_told_in_the_clerks_words() {
    let folder = minimal("output-is-a-file");
    let file = folder.join("fil");
    std::fs::write(&file, "kvar").unwrap();
    let output = program().args(["build", "--lang", "sv", "-o"]).arg(&file).arg(&folder).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("där finns en fil, och det ska vara en mapp"), "{}", stderr(&output));
    assert_eq!(read(&file), "kvar");
}

/// macOS writes å as a and a ring, in names of files and in what is typed in some programs.
#[test]
fn a_project_with_letters_in_two_characters_is_the_same_project() {
    let decomposed =
        |text: &str| text.replace('å', "a\u{30a}").replace('ä', "a\u{308}").replace('ö', "o\u{308}");
    let (plain, apart) = (minimal("letters-whole"), scratch("letters-apart"));
    let mut folders = vec![plain.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let inside = path.strip_prefix(&plain).unwrap().to_str().unwrap();
            let copy = apart.join(decomposed(inside));
            if path.is_dir() {
                std::fs::create_dir_all(&copy).unwrap();
                folders.push(path);
            } else {
                std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
                std::fs::write(copy, decomposed(&read(&path))).unwrap();
            }
        }
    }
    let text = |project: &Path| {
        let output = project.join("ut");
        let outcome =
            program().args(["build", "--to", "txt", "-o"]).arg(&output).arg(project).output().unwrap();
        assert_eq!(outcome.status.code(), Some(0), "{}", stderr(&outcome));
        read(&output.join(&entries(&output)[0]))
    };
    assert_eq!(text(&apart), text(&plain));
}

/// Every command that puts its result out, with what it takes.
const SAYING: [&[&str]; 9] = [
    &["schema"],
    &["explain", "unknown-cell"],
    &["facts", "examples/minimal"],
    &["check", "examples/minimal", "--format", "json"],
    &["check", "examples/stadsdel"],
    &["trace", "examples/minimal", "totalt.prognos"],
    &["diff", "examples/minimal", "examples/stadsdel"],
    &["--help"],
    &["--version"],
];

#[test]
#[cfg(target_os = "linux")]
fn a_result_that_cannot_be_put_out_exits_with_2() {
    for arguments in SAYING {
        let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = program().args(arguments).stdout(full()).output().unwrap();
        let said = !program().args(arguments).output().unwrap().stdout.is_empty();
        let expected = if said { Some(2) } else { output.status.code() };
        assert_eq!(output.status.code(), expected, "{arguments:?}: {}", stderr(&output));
        assert!(!said || stderr(&output).contains("disk is full"), "{arguments:?}: {}", stderr(&output));
    }
    let said =
        SAYING.iter().filter(|arguments| !program().args(**arguments).output().unwrap().stdout.is_empty());
    assert!(said.count() >= 6);
}

#[test]
#[cfg(unix)]
fn only_regular_files_that_are_no_input_are_replaced() {
    let folder = minimal("replaced");
    let sheet = folder.join("ekonomi/uppföljning.yaml");
    let before = read(&sheet);
    let link = folder.join("ut.xlsx");
    std::os::unix::fs::symlink(&sheet, &link).unwrap();
    let other = folder.join("andra.xlsx");
    std::fs::hard_link(&sheet, &other).unwrap();
    for output in [sheet.as_path(), &link, &other, Path::new("/dev/null"), &folder.join("ekonomi")] {
        let ran = program().args(["export", "--xlsx"]).arg(&folder).arg("-o").arg(output).output().unwrap();
        assert_eq!(ran.status.code(), Some(2), "{}: {}", output.display(), stderr(&ran));
        assert_eq!(read(&sheet), before, "{}", output.display());
    }
    assert!(link.is_symlink());
}
