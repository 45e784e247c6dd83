//! Comparing with a file that holds what is expected, or writing it.

use std::error::Error;
use std::fmt;
use std::path::Path;

use similar::TextDiff;

/// Fails with a readable difference when `actual` is not what the file holds; under `BLESS=1` writes the file instead.
pub(crate) fn settle(path: &Path, expected: &str, actual: &str) -> datatest_stable::Result<()> {
    if expected == actual {
        return Ok(());
    }
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        return Ok(std::fs::write(path, actual)?);
    }
    let diff = TextDiff::from_lines(expected, actual);
    let shown = diff.unified_diff().context_radius(4).header("expected", "actual").to_string();
    Err(failure(format!("{} differs; if it should, BLESS=1 writes it\n{shown}", path.display())))
}

/// An error that is shown as it stands: the harness prints errors as `Debug` does, and a quoted difference is unreadable.
pub(crate) fn failure(text: impl Into<String>) -> Box<dyn Error> {
    Box::new(Failure(text.into()))
}

struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Failure {}
