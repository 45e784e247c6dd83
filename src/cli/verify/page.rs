//! The report as pages that a registrator files with the document: the same words as on the terminal, and every check.

use super::super::words::Words;
use super::Judged;
use super::text::{conclusion, facts, printable};
use crate::signatures::pki::moment;
use crate::signatures::sign::DigestAlgorithm;
use crate::signatures::verify::{Outcome, Signature, Step};
use crate::writers::pdf::{Record, RecordPart, record};

/// The pages as PDF/A-2a and PDF/UA-1; nothing where they cannot be set.
pub(super) fn pdf(judged: &Judged<'_>, rebuilt: &str, words: &Words) -> Option<Vec<u8>> {
    let at = judged.at;
    let digest = DigestAlgorithm::Sha256.digest(&[judged.bytes]);
    let digest: Vec<String> =
        digest.chunks(4).map(|four| four.iter().map(|o| format!("{o:02x}")).collect()).collect();
    let local = words.clock(at);
    let anchors: Vec<String> = judged.anchor_names.iter().map(|name| printable(name)).collect();
    let trusted = if anchors.is_empty() { words.nobody().to_owned() } else { anchors.join("; ") };
    let fact = |head: &str, text: String| [head.to_owned(), text];
    let mut whole = vec![
        fact(words.word_file(), printable(judged.name)),
        fact("SHA-256", digest.join(" ")),
        fact(words.word_verified_at(), format!("{local} ({})", moment::text(at))),
        fact(words.word_trusted(), trusted),
    ];
    if judged.unknown_revocation {
        whole.push(fact(words.word_revocation(), words.unknown_revocation_accepted().to_owned()));
    }
    if let Some(problem) = judged.report.problem {
        let verdict = words.verdict(problem.indication(), problem.sub_indication());
        whole.push(fact(words.word_verdict(), verdict));
        whole.push(fact(words.word_why(), words.reason(problem).to_owned()));
    }
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    record(&Record {
        language: words.language_code(),
        title: words.record_title().to_owned(),
        made: (year, month, day, at.hour(), at.minute(), at.second()),
        facts: whole,
        conclusion: [lines(&conclusion(judged.report, words)), lines(rebuilt)].concat(),
        parts: judged
            .report
            .signatures
            .iter()
            .enumerate()
            .map(|(index, signature)| part(index + 1, signature, judged, words))
            .collect(),
        about: vec![words.about_record().to_owned()],
    })
}

fn part(number: usize, signature: &Signature, judged: &Judged<'_>, words: &Words) -> RecordPart {
    let verdict =
        words.verdict(signature.indication(), signature.reason.map_or("", |reason| reason.sub_indication()));
    let mut list = vec![[words.word_verdict().to_owned(), verdict]];
    list.extend(
        facts(signature, judged.report, words).into_iter().map(|(head, text)| [head.to_owned(), text]),
    );
    RecordPart {
        heading: format!("{number}. {}", printable(&signature.field)),
        facts: list,
        columns: words.check_columns().map(str::to_owned),
        checks: Step::ALL
            .iter()
            .map(|step| {
                let outcome = match signature.checks.outcome(*step) {
                    Outcome::NotDone => words.not_done().to_owned(),
                    Outcome::NotPassed(reason) => format!("{} [{}]", words.reason(reason), reason.code()),
                    Outcome::Passed => words.holds().to_owned(),
                };
                [words.step_of_verification(*step).to_owned(), outcome, step.clause().to_owned()]
            })
            .collect(),
    }
}
