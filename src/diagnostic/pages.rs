//! The page of every code: what `explain` prints, and what the tests hold the messages against.

use super::Language;

/// The page of a code, without what it shows in the other language; nothing for a word that is no code.
pub fn explanation(code: &str, language: Language) -> Option<String> {
    let (_, page) = PAGES.iter().find(|(name, _)| *name == code)?;
    let other = match language {
        Language::English => "```text sv",
        Language::Swedish => "```text en",
    };
    let mut kept = String::new();
    let mut skipping = false;
    for line in page.lines() {
        skipping |= line == other;
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        } else if line == "```" {
            skipping = false;
        }
    }
    while kept.contains("\n\n\n") {
        kept = kept.replace("\n\n\n", "\n\n");
    }
    Some(kept)
}

macro_rules! pages {
    ($($code:literal),* $(,)?) => {
        /// Every code, sorted.
        pub(super) const CODES: &[&str] = &[$($code),*];

        const PAGES: &[(&str, &str)] =
            &[$(($code, include_str!(concat!("../../tests/diagnostics/", $code, ".md")))),*];
    };
}

pages![
    "account-twice",
    "anchor-in-yaml",
    "broken-export",
    "cell-error",
    "chart-crowded",
    "chart-empty",
    "chart-mixed",
    "check-fails",
    "computed-cell",
    "contract-twice",
    "contradicts-table",
    "control-character",
    "counted-twice",
    "cut-text",
    "dates-reversed",
    "decimal-comma",
    "direction-of-zero",
    "divide-by-zero",
    "does-not-foot",
    "duplicate-key",
    "duplicate-name",
    "duplicate-row",
    "empty-cell",
    "empty-narrative",
    "empty-section",
    "empty-value",
    "encoding-guessed",
    "export-period",
    "extra-fields",
    "file-too-large",
    "formula-cycle",
    "formula-depth",
    "formula-syntax",
    "formula-too-long",
    "formula-units",
    "glyph-missing",
    "heading-alone",
    "heading-twice",
    "hidden-rows",
    "ignored-file",
    "impossible-date",
    "incomplete-contract",
    "link-without-words",
    "missing-annex",
    "missing-cells",
    "missing-file",
    "missing-key",
    "missing-reason",
    "missing-row",
    "mixed-numbers",
    "names-vary",
    "no-value",
    "not-an-amount",
    "not-archival",
    "not-in-kind",
    "not-in-text",
    "not-printed",
    "not-utf8",
    "not-yaml",
    "note-elsewhere",
    "note-missing",
    "note-twice",
    "note-unused",
    "number-twice",
    "out-of-range",
    "outside-project",
    "page-empty",
    "parts-miss-total",
    "picture-wordless",
    "post-without-row",
    "printed-outside",
    "printed-over",
    "printed-twice",
    "records-aside",
    "reference-here",
    "reserved-name",
    "rounded-total",
    "second-block",
    "sign-convention",
    "split-misses",
    "stated-literal",
    "two-origins",
    "two-readings",
    "two-values",
    "typesetting",
    "unaccounted-amount",
    "unbalanced",
    "unbound-amount",
    "unclosed-brace",
    "undecided-change",
    "uneven-volume",
    "unfinished",
    "unit-said",
    "unknown-cell",
    "unknown-key",
    "unknown-name",
    "unmapped-account",
    "unmapped-object",
    "unreadable",
    "ways-exclude",
    "word-comment",
    "word-conflict",
    "word-dropped",
    "word-figure",
    "word-fixed",
    "word-form",
    "word-outside",
    "word-tracked",
    "word-unplaced",
    "wrong-accounts",
    "wrong-checksum",
    "wrong-choice",
    "wrong-colour",
    "wrong-date",
    "wrong-direction",
    "wrong-kind",
    "wrong-number",
    "wrong-period",
    "wrong-picture",
    "wrong-size",
    "wrong-total",
    "wrong-unit",
    "wrong-weights",
    "wrong-years",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Problem;

    #[test]
    fn every_code_has_its_page_in_one_language_at_a_time() {
        for code in Problem::CODES {
            let page = explanation(code, Language::Swedish).expect("a page");
            assert!(page.starts_with(&format!("# {code}\n")), "{code}");
            assert!(!page.contains("```text en"), "{code}");
        }
        assert_eq!(explanation("no-such-code", Language::English), None);
    }
}
