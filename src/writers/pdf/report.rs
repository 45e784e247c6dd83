//! What typst says, as findings at the author's line.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpanKind, FileId, SpanKind};

use super::values::Values;
use crate::diagnostic::{Findings, Problem, Reported};
use crate::project::source::Span;

/// Reports each of typst's errors, at the text it points at or else at `otherwise`. What an author cannot read is made
/// `other`.
pub(super) fn report(
    errors: &[SourceDiagnostic],
    values: &Values,
    otherwise: Span,
    findings: &mut Findings,
    other: fn(String) -> Problem,
) -> Reported {
    let mut last = None;
    for error in errors {
        let traced = error.trace.iter().map(|point| point.span.get());
        let found = place(error.span.get()).or_else(|| traced.into_iter().find_map(traced_place));
        let found = found.and_then(|(file, index)| values.origin(file, index));
        last = Some(findings.add(found.unwrap_or(otherwise), problem(&error.message, other)));
    }
    last.unwrap_or_else(|| findings.add(otherwise, other(String::new())))
}

fn place(span: DiagSpanKind) -> Option<(FileId, usize)> {
    match span {
        DiagSpanKind::Range { id, range } => Some((id, range.start)),
        DiagSpanKind::Detached | DiagSpanKind::Number { .. } => None,
    }
}

fn traced_place(span: SpanKind) -> Option<(FileId, usize)> {
    match span {
        SpanKind::Range { id, range } => Some((id, range.start)),
        SpanKind::Detached | SpanKind::Number { .. } => None,
    }
}

/// The one error that an author can cause and read: `the text "✓" could not be displayed with font …`.
fn problem(message: &str, other: fn(String) -> Problem) -> Problem {
    let quoted = message.split('"').nth(1).filter(|_| message.contains("could not be displayed"));
    match quoted {
        Some(text) => Problem::GlyphMissing { text: text.to_owned() },
        None => other(message.to_owned()),
    }
}
