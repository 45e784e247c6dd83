//! The verdicts for people: what holds, who signed what and when, and what came after.

use std::fmt::Write as _;

use super::super::words::Words;
use crate::signatures::pki::moment;
use crate::signatures::verify::{Change, Indication, Planned, Reason, Remark, Report, Signature};

/// The report in the language of messages.
pub(super) fn text(report: &Report, words: &Words) -> String {
    let mut out = String::new();
    for (index, signature) in report.signatures.iter().enumerate() {
        one(&mut out, index + 1, signature, report, words);
    }
    if let Some(problem) = report.problem {
        line(&mut out, words.word_file(), &words.verdict(problem.indication(), problem.sub_indication()));
        line(&mut out, words.word_why(), &format!("{} [{}]", words.reason(problem), problem.code()));
        out.push('\n');
    }
    out.push_str(&conclusion(report, words));
    out
}

/// The end of the report: how many fields are signed, what is to be known beside the verdicts, and what follows of all.
pub(super) fn conclusion(report: &Report, words: &Words) -> String {
    let mut out = String::new();
    let (signed, fields) = report.signed_fields();
    if fields > 0 {
        let _ = writeln!(out, "{}", words.signed_fields(signed, fields));
    }
    for remark in report.remarks() {
        let _ = writeln!(out, "{}: {}", words.word_note(), remarked(&remark, words));
    }
    let all = report.remarks().is_empty();
    let last = match report.indication() {
        _ if matches!(report.problem, Some(Reason::NoSignature | Reason::OnlyTimestamps)) => {
            words.nobody_signed()
        }
        Indication::Passed if !all => words.valid_but(),
        indication @ (Indication::Passed | Indication::Indeterminate | Indication::Failed) => {
            words.conclusion(indication)
        }
    };
    let _ = writeln!(out, "{last}");
    out
}

/// A remark as a sentence.
pub(super) fn remarked(remark: &Remark, words: &Words) -> String {
    match remark {
        Remark::ClaimedLater { field } => words.claimed_later(&printable(field)),
        Remark::NotSigned { field, planned } => {
            let planned = planned.as_ref().map(who).unwrap_or_default();
            words.not_signed(&printable(field), &planned)
        }
        Remark::OtherPerson { field, planned, signed } => {
            words.other_person(&printable(field), &printable(planned), &printable(signed))
        }
    }
}

/// Who was to sign, in what capacity and for whom.
pub(super) fn who(planned: &Planned) -> String {
    let parts = [&planned.name, &planned.role, &planned.organisation];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| printable(part)).collect();
    parts.join(", ")
}

fn one(out: &mut String, number: usize, signature: &Signature, report: &Report, words: &Words) {
    let reason = signature.reason;
    let verdict = words.verdict(signature.indication(), reason.map_or("", |reason| reason.sub_indication()));
    let _ = writeln!(out, "{number}. {}: {verdict}", printable(&signature.field));
    for (head, text) in facts(signature, report, words) {
        line(out, head, &text);
    }
    out.push('\n');
}

/// What is known of a signature: heads, and the text that follows each.
pub(super) fn facts<'w>(signature: &Signature, report: &Report, words: &'w Words) -> Vec<(&'w str, String)> {
    let why = |reason: Reason| (words.word_why(), format!("{} [{}]", words.reason(reason), reason.code()));
    let mut list: Vec<(&str, String)> = signature.reason.map(why).into_iter().collect();
    let planned = signature.planned.as_ref().map(who).filter(|planned| !planned.is_empty());
    list.extend(signature.kind.map(|kind| (words.word_kind(), words.kind_of(kind, signature.level))));
    list.extend(planned.map(|planned| (words.word_planned(), planned)));
    let signer = signature.signer.as_ref();
    list.extend(signer.map(|signer| (words.word_signer(), printable(&signer.name))));
    list.extend(signer.map(|signer| (words.word_issuer(), printable(&signer.issuer))));
    list.extend(signature.motive.as_ref().map(|motive| (words.word_motive(), printable(motive))));
    let claimed = signature.claimed.as_ref();
    list.extend(claimed.map(|claimed| (words.word_claimed(), words.claimed(&spoken(claimed)))));
    list.extend(signature.proven.as_ref().map(|stamp| {
        (words.word_proven(), words.proven(&moment::text(stamp.time), &printable(&stamp.authority)))
    }));
    if signature.revocation_settled == Some(false) {
        list.push((words.word_revocation(), words.revocation_unsettled().to_owned()));
    }
    let saw = |revision| (words.word_saw(), words.saw(revision, report.revisions, signature.seen.end));
    list.extend(signature.revision.map(saw));
    let later: Vec<String> = signature.later.iter().map(|change| after(change, words)).collect();
    if !later.is_empty() {
        list.push((words.word_later(), later.join("; ")));
    }
    list
}

fn line(out: &mut String, head: &str, text: &str) {
    let _ = writeln!(out, "   {head}: {text}");
}

fn after(change: &Change, words: &Words) -> String {
    match change {
        Change::FieldAdded(field) => words.field_added(&printable(field)),
        Change::Metadata => words.metadata_changed().to_owned(),
        Change::Signed(field) => words.signed_in(&printable(field)),
        Change::Timestamped(field) => words.timestamped_in(&printable(field)),
        Change::ValidationData => words.validation_data().to_owned(),
    }
}

/// Text out of a file that is not trusted, without what would steer a terminal or turn its direction.
pub(super) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).take(200).collect()
}

/// A date of a PDF, `D:20261124103000+01'00'` (ISO 32000-1 7.9.4), as it is read; as it stands where it is none.
fn spoken(date: &str) -> String {
    let digits: String = date.trim_start_matches("D:").chars().take_while(char::is_ascii_digit).collect();
    let [year, month, day, hour, minute] =
        [0..4, 4..6, 6..8, 8..10, 10..12].map(|range| digits.get(range).unwrap_or_default());
    if minute.is_empty() {
        return printable(date);
    }
    let zone: String = date.chars().skip_while(|c| !matches!(c, '+' | '-' | 'Z')).take(6).collect();
    printable(&format!("{year}-{month}-{day} {hour}:{minute} {}", zone.replace('\'', ":")))
}
