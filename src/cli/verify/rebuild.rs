//! `tertial verify --rebuild`: whether the pages are what the sources inside the file give.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::words::Words;
use super::text::printable;
use crate::diagnostic::{Style, render};
use crate::pipeline::{Difference, Rebuilt};
use crate::signatures::attached::AttachedError;

/// What building again has shown, or why it could not be tried.
pub(super) type Outcome = Result<Rebuilt, AttachedError>;

/// For people: the verdict, and the differences below it.
pub(super) fn text(outcome: &Outcome, words: &Words) -> String {
    match outcome {
        Ok(Rebuilt::Same { .. }) => words.rebuilt_same().to_owned(),
        Ok(Rebuilt::Different(differences)) => {
            let mut out = words.rebuilt_different().to_owned();
            for difference in differences {
                let _ = writeln!(out, "   {}", sentence(difference, words));
            }
            out
        }
        Err(error) => words.not_rebuilt(&words.no_sources(error)),
    }
}

/// For other programs.
pub(super) fn json(outcome: &Outcome) -> Value {
    match outcome {
        Ok(Rebuilt::Same { added }) => json!({ "verdict": "same", "addedBytes": added }),
        Ok(Rebuilt::Different(differences)) => {
            let differences: Vec<_> = differences.iter().map(coded).collect();
            json!({ "verdict": "different", "differences": differences })
        }
        Err(error) => json!({ "verdict": "unknown", "reason": code(error) }),
    }
}

fn sentence(difference: &Difference, words: &Words) -> String {
    match difference {
        Difference::Added(_) => words.something_added().to_owned(),
        Difference::Bytes(same) => words.other_bytes(*same),
        Difference::Page { number, inside, built } => {
            words.other_page(*number, &printable(inside), &printable(built))
        }
        Difference::PageCount { inside, built } => words.other_page_count(*inside, *built),
        Difference::Source(path) => words.other_source(&printable(path)),
        Difference::Tool(tool) => words.other_tool(&printable(tool)),
        Difference::Unbuildable(project) => {
            let findings = render(&project.findings, &project.sources, Style::Concise, words.language());
            words.unbuildable(&findings.lines().map(printable).collect::<Vec<_>>().join("\n      "))
        }
    }
}

fn coded(difference: &Difference) -> Value {
    match difference {
        Difference::Added(reason) => json!({ "in": "addition", "reason": reason.code() }),
        Difference::Bytes(same) => json!({ "in": "bytes", "same": same }),
        Difference::Page { number, inside, built } => {
            json!({ "in": "page", "number": number, "inside": inside, "built": built })
        }
        Difference::PageCount { inside, built } => {
            json!({ "in": "page-count", "inside": inside, "built": built })
        }
        Difference::Source(path) => json!({ "in": "source", "path": path }),
        Difference::Tool(tool) => json!({ "in": "tool", "inside": tool }),
        Difference::Unbuildable(project) => {
            let codes = project.findings.sorted().into_iter().map(|found| found.problem.code());
            json!({ "in": "build", "findings": codes.collect::<Vec<_>>() })
        }
    }
}

fn code(error: &AttachedError) -> &'static str {
    match error {
        AttachedError::Lock => "lock",
        AttachedError::NoSources => "no-sources",
        AttachedError::Path(_) => "path",
        AttachedError::TooLarge => "too-large",
        AttachedError::Twice(_) => "twice",
        AttachedError::Unreadable(_) => "unreadable",
    }
}
