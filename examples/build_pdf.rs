//! Builds the PDF of a project through the library: `cargo run --example build_pdf [FOLDER]`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to its reader")]

use std::path::PathBuf;
use std::process::ExitCode;

use tertial::diagnostic::{Language, Style, render};
use tertial::document::tree::Stage;
use tertial::pipeline::{self, Format, Profile};

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("examples/minimal"), PathBuf::from);
    let mut project = match pipeline::read(&folder, Stage::Draft) {
        Ok(project) => project,
        Err(error) => {
            eprintln!("{}: {error:?}", folder.display());
            return ExitCode::from(2);
        }
    };
    let built = pipeline::build(&mut project, &[Format::Pdf], Profile::A2a, &mut |_| {});
    eprint!("{}", render(&project.findings, &project.sources, Style::Plain, Language::English));
    match built {
        Ok(built) => {
            let bytes: usize = built.files.iter().map(|(_, bytes)| bytes.len()).sum();
            println!("{}: a PDF of {bytes} bytes", folder.display());
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::FAILURE,
    }
}
