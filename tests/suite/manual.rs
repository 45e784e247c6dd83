//! The manuals of `docs/`: every command in them can be given as it stands there.

use std::path::Path;

use crate::product::{program, read};

const MANUALS: [&str; 2] = ["docs/handledning.md", "docs/underskrift.md"];

#[test]
fn the_manuals_name_only_options_that_there_are() {
    for manual in MANUALS {
        let text = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(manual));
        let commands = commands(&text);
        assert!(!commands.is_empty(), "{manual} shows no command");
        for command in commands {
            let words: Vec<&str> = command.split_whitespace().skip(1).collect();
            let names = words.iter().take_while(|word| word.chars().all(char::is_alphabetic)).count();
            let help = help(&words[..names]).or_else(|| help(&words[..1])).expect(&command);
            for option in words.iter().filter(|word| word.starts_with('-')) {
                let known = help.split([' ', ',', '\n']).any(|word| word == *option);
                assert!(known, "{manual}: {command}\nthere is no {option}");
            }
        }
    }
}

/// The commands of the shell blocks, each on one line, without what is said about them.
fn commands(text: &str) -> Vec<String> {
    let blocks = text.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("sh\n"));
    let joined = blocks.map(|block| block.replace("\\\n", " "));
    let lines: Vec<String> =
        joined.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let bare = lines.iter().map(|line| line.split(" #").next().unwrap_or(line).trim().to_owned());
    bare.filter(|line| line.starts_with("tertial ")).collect()
}

/// What a command says of itself; nothing where there is none of that name.
fn help(names: &[&str]) -> Option<String> {
    let output = program().args(names).arg("--help").output().unwrap();
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}
