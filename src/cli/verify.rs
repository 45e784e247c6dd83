//! `tertial verify`: verdicts over the signatures of a PDF.

mod etsi;
mod json;
mod page;
mod rebuild;
mod text;

use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use time::UtcDateTime;

use super::words::Words;
use super::{FOUND, GOOD, WRONG_USE, output, say, tell};
use crate::pipeline::{self, Rebuilt};
use crate::signatures::pki::certificate::Certificate;
use crate::signatures::pki::moment;
use crate::signatures::verify::{Indication, LARGEST, Policy, Report, verify as judge};

/// The largest file with certificates, in bytes.
const CERTIFICATES: usize = 4 << 20;

/// Options of `verify`.
pub(super) struct VerifyOptions {
    file: PathBuf,
    trust: Vec<PathBuf>,
    /// None where it cannot be read as a time.
    at: Option<Result<UtcDateTime, String>>,
    json: bool,
    unknown_revocation: bool,
    rebuild: bool,
    extract: Option<usize>,
    output: Option<PathBuf>,
    reports: Vec<PathBuf>,
}

/// A file that was judged, with all that its report tells.
struct Judged<'a> {
    /// The name of the file.
    name: &'a str,
    bytes: &'a [u8],
    report: &'a Report,
    at: UtcDateTime,
    /// The certificates that were trusted, DER, and whose they are.
    anchors: &'a [CertificateDer<'static>],
    anchor_names: Vec<String>,
    unknown_revocation: bool,
    /// What building again has shown, where it was asked for.
    rebuilt: Option<Value>,
}

/// The arguments of `verify`.
pub(super) fn parser(words: &Words) -> clap::Command {
    let path = || clap::value_parser!(PathBuf);
    clap::Command::new("verify")
        .about(words.about_verify())
        .override_usage(words.usage_verify())
        .arg(
            Arg::new("file")
                .value_name(words.file())
                .required(true)
                .value_parser(path())
                .help(words.help_file()),
        )
        .arg(
            Arg::new("trust")
                .long("trust")
                .value_name("CA.pem")
                .action(ArgAction::Append)
                .value_parser(path())
                .help(words.help_trust()),
        )
        .arg(Arg::new("at").long("at").value_name(words.time()).help(words.help_at()))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("text|json")
                .value_parser(["text", "json"])
                .hide_possible_values(true)
                .help(words.help_text_or_json()),
        )
        .arg(
            Arg::new("unknown-revocation")
                .long("accept-unknown-revocation")
                .action(ArgAction::SetTrue)
                .help(words.help_unknown_revocation()),
        )
        .arg(
            Arg::new("report")
                .long("report")
                .value_name(words.file())
                .action(ArgAction::Append)
                .value_parser(path())
                .help(words.help_report()),
        )
        .arg(Arg::new("rebuild").long("rebuild").action(ArgAction::SetTrue).help(words.help_rebuild()))
        .arg(
            Arg::new("extract")
                .long("extract-signed")
                .value_name("N")
                .requires("output")
                .value_parser(clap::value_parser!(usize))
                .help(words.help_extract()),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words.file())
                .requires("extract")
                .value_parser(path())
                .help(words.help_extract_output()),
        )
}

/// Settles the arguments of `verify`.
pub(super) fn options(matches: &ArgMatches) -> VerifyOptions {
    let at = matches.get_one::<String>("at");
    VerifyOptions {
        file: matches.get_one::<PathBuf>("file").cloned().unwrap_or_default(),
        trust: matches.get_many::<PathBuf>("trust").into_iter().flatten().cloned().collect(),
        at: at.map(|text| moment::written(text).ok_or_else(|| text.clone())),
        json: matches.get_one::<String>("format").is_some_and(|format| format == "json"),
        unknown_revocation: matches.get_flag("unknown-revocation"),
        rebuild: matches.get_flag("rebuild"),
        extract: matches.get_one::<usize>("extract").copied(),
        output: matches.get_one::<PathBuf>("output").cloned(),
        reports: matches.get_many::<PathBuf>("report").into_iter().flatten().cloned().collect(),
    }
}

/// Prints the verdicts: 0 where all signatures hold and the sources agree where they were asked for, 1 where one does
/// not, 2 where nothing could be judged.
pub(super) fn verify(options: &VerifyOptions, words: &Words) -> u8 {
    match verified(options, words) {
        Ok((Indication::Passed, None | Some(Ok(Rebuilt::Same { .. })))) => GOOD,
        Ok(_) => FOUND,
        Err(said) => {
            tell(&said);
            WRONG_USE
        }
    }
}

fn verified(
    options: &VerifyOptions,
    words: &Words,
) -> Result<(Indication, Option<rebuild::Outcome>), String> {
    let now = match &options.at {
        None => UtcDateTime::now(),
        Some(Ok(time)) => *time,
        Some(Err(text)) => return Err(words.no_time(text)),
    };
    if let Some(path) = options.reports.iter().find(|path| ReportKind::of(path).is_none()) {
        return Err(words.no_report_kind(&path.display().to_string()));
    }
    let mut anchors = Vec::new();
    for path in &options.trust {
        anchors.extend(certificates(path, words)?);
    }
    let bytes = read(&options.file, LARGEST, words)?;
    let policy = Policy {
        anchors: anchors.iter().map(AsRef::as_ref).collect(),
        now,
        unknown_revocation: options.unknown_revocation,
    };
    let report = judge(&bytes, &policy);
    let rebuilt = options.rebuild.then(|| pipeline::rebuild(&bytes));
    if options.json {
        say(&json::json(&report, now, rebuilt.as_ref().map(rebuild::json)));
    } else {
        say(&text::text(&report, words));
        say(&rebuilt.as_ref().map_or_else(String::new, |rebuilt| rebuild::text(rebuilt, words)));
    }
    let name = options.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names = anchors.iter().filter_map(|anchor| Certificate::read(anchor).ok());
    let judged = Judged {
        name: &name,
        bytes: &bytes,
        report: &report,
        at: now,
        anchors: &anchors,
        anchor_names: names.map(|anchor| anchor.name()).collect(),
        unknown_revocation: options.unknown_revocation,
        rebuilt: rebuilt.as_ref().map(rebuild::json),
    };
    let said = rebuilt.as_ref().map_or_else(String::new, |rebuilt| rebuild::text(rebuilt, words));
    for path in &options.reports {
        write_report(path, &judged, &said, words)?;
    }
    extract(options, &report, &bytes, words)?;
    Ok((report.indication(), rebuilt))
}

/// What a report is written as.
#[derive(Clone, Copy)]
enum ReportKind {
    Json,
    Pages,
}

impl ReportKind {
    /// The kind that the name of a file asks for.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_lowercase().as_str() {
            "json" => Some(Self::Json),
            "pdf" => Some(Self::Pages),
            _ => None,
        }
    }
}

fn write_report(path: &Path, judged: &Judged<'_>, rebuilt: &str, words: &Words) -> Result<(), String> {
    let bytes = match ReportKind::of(path) {
        Some(ReportKind::Json) => Some(etsi::json(judged, words).into_bytes()),
        Some(ReportKind::Pages) => page::pdf(judged, rebuilt, words),
        None => return Err(words.no_report_kind(&path.display().to_string())),
    };
    let bytes = bytes.ok_or_else(|| words.report_unset())?;
    output::create(path, &bytes)
        .map_err(|failed| words.unwritable(&failed.path.display().to_string(), &failed.error))
}

/// Writes what a signer saw: the file to the end of that revision.
fn extract(options: &VerifyOptions, report: &Report, bytes: &[u8], words: &Words) -> Result<(), String> {
    let Some((number, output)) = options.extract.zip(options.output.as_ref()) else { return Ok(()) };
    let signature = number.checked_sub(1).and_then(|index| report.signatures.get(index));
    let seen = signature.map(|signature| &bytes[signature.seen.clone()]).filter(|seen| !seen.is_empty());
    let seen = seen.ok_or_else(|| words.no_signature(number))?;
    output::create(output, seen)
        .map_err(|failed| words.unwritable(&failed.path.display().to_string(), &failed.error))
}

/// The certificates of a file, PEM or one in DER.
pub(super) fn certificates(path: &Path, words: &Words) -> Result<Vec<CertificateDer<'static>>, String> {
    let bytes = read(path, CERTIFICATES, words)?;
    if bytes.first() == Some(&0x30) {
        return Ok(vec![CertificateDer::from(bytes)]);
    }
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    match read {
        Ok(list) if !list.is_empty() => Ok(list),
        _ => Err(words.no_certificate(&path.display().to_string())),
    }
}

fn read(path: &Path, most: usize, words: &Words) -> Result<Vec<u8>, String> {
    use std::io::Read as _;
    let unreadable = |why: &str| words.unreadable(&path.display().to_string(), why);
    output::is_read(path);
    let file = std::fs::File::open(path).map_err(|error| unreadable(&error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error: io::Error| unreadable(&error.to_string()))?;
    if bytes.len() > most { Err(unreadable(words.too_large())) } else { Ok(bytes) }
}
