//! The program `tertial`: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    tertial::cli::run(std::env::args_os())
}
