//! The levels above B-B on the command line: their arguments, and the services that they take.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use time::{OffsetDateTime, UtcDateTime};

use super::{Refused, now};
use crate::cli::http::Http;
use crate::cli::verify::certificates;
use crate::cli::words::Words;
use crate::signatures::levels::{Level, Services, TimestampService, random};
use crate::signatures::sign::Certificate;
use crate::signatures::verify::{Indication, Policy, verify};

/// What was said of levels and of whom to trust.
pub(super) struct LevelOptions {
    /// A level above B-B.
    pub(super) level: Option<(Level, String)>,
    trust: Vec<PathBuf>,
    allow_private: bool,
}

/// The name of the level without a timestamp.
const BASIC: &str = "b-b";

/// The arguments that a level takes, where a signature may also be made without.
pub(super) fn arguments(words: &Words) -> Vec<Arg> {
    let above = Level::ALL.map(|(name, _)| name);
    let level = level(words, std::iter::once(BASIC).chain(above)).value_name("b-b|b-t|b-lt|b-lta");
    let tsa = tsa(words).required_if_eq_any(above.map(|name| ("level", name)));
    vec![level, tsa, trust(words), allow_private(words)]
}

/// The arguments of a level that must be one above B-B.
pub(super) fn required_arguments(words: &Words) -> Vec<Arg> {
    let level = level(words, Level::ALL.into_iter().map(|(name, _)| name)).value_name("b-t|b-lt|b-lta");
    vec![level.required(true), tsa(words).required(true), trust(words), allow_private(words)]
}

fn level(words: &Words, names: impl Iterator<Item = &'static str>) -> Arg {
    let names = PossibleValuesParser::new(names.collect::<Vec<_>>());
    Arg::new("level").long("level").value_parser(names).hide_possible_values(true).help(words.help_level())
}

fn tsa(words: &Words) -> Arg {
    Arg::new("tsa").long("tsa").value_name("URL").help(words.help_tsa())
}

fn allow_private(words: &Words) -> Arg {
    Arg::new("allow-private")
        .long("allow-private")
        .action(ArgAction::SetTrue)
        .help(words.help_allow_private())
}

/// The argument for the certificates of issuers.
pub(super) fn trust(words: &Words) -> Arg {
    Arg::new("trust")
        .long("trust")
        .value_name("CA.pem")
        .action(ArgAction::Append)
        .value_parser(value_parser!(PathBuf))
        .help(words.help_issuers())
}

pub(super) fn options(matches: &ArgMatches) -> LevelOptions {
    let name = matches.get_one::<String>("level");
    let level = name.and_then(|name| Level::ALL.iter().find(|(known, _)| known == name));
    let tsa = matches.get_one::<String>("tsa").cloned();
    LevelOptions {
        level: level.map(|(_, level)| *level).zip(tsa),
        trust: trusted(matches),
        allow_private: matches.get_flag("allow-private"),
    }
}

/// The files that were named with `--trust`.
pub(super) fn trusted(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("trust").into_iter().flatten().cloned().collect()
}

/// A level, and the services that it takes.
pub(super) struct Opened {
    pub(super) level: Level,
    url: String,
    http: Http,
    issuers: Vec<Certificate>,
}

impl Opened {
    pub(super) fn services(&self) -> Services<'_> {
        let timestamps = TimestampService { url: &self.url, fetch: &self.http, nonce: &random };
        Services { timestamps, clock: &now, issuers: &self.issuers }
    }
}

impl LevelOptions {
    /// The level above B-B that was asked for. Nobody is asked over the network yet.
    pub(super) fn open(&self, words: &Words) -> Result<Option<Opened>, Refused> {
        let Some((level, url)) = self.level.clone() else { return Ok(None) };
        let http = Http::new(self.allow_private);
        Ok(Some(Opened { level, url, http, issuers: issuers(&self.trust, words)? }))
    }

    /// The files that are read for it.
    pub(super) fn files(&self) -> Vec<&PathBuf> {
        self.trust.iter().collect()
    }

    /// The issuers that are trusted.
    pub(super) fn issuers(&self, words: &Words) -> Result<Vec<Certificate>, Refused> {
        issuers(&self.trust, words)
    }

    /// Verifies a result by those who were named with `--trust`; without any nothing can be said of its certificates.
    pub(super) fn check(&self, result: &[u8], words: &Words) -> Result<(), Refused> {
        let asks_for_revocation = self.level.as_ref().is_some_and(|(level, _)| *level > Level::Timestamp);
        check(result, &issuers(&self.trust, words)?, !asks_for_revocation)
    }
}

/// The certificates of these files.
pub(super) fn issuers(files: &[PathBuf], words: &Words) -> Result<Vec<Certificate>, Refused> {
    let mut list = Vec::new();
    for path in files {
        let found = certificates(path, words).map_err(Refused::Said)?;
        let read = |der: &[u8]| Certificate::from_der(der);
        let unfit = |_| Refused::Said(words.no_certificate(&path.display().to_string()));
        let found: Result<Vec<_>, _> = found.iter().map(|der| read(der)).collect();
        list.extend(found.map_err(unfit)?);
    }
    Ok(list)
}

/// Refuses a result in which a signature does not hold by the word of those who are trusted.
pub(super) fn check(result: &[u8], anchors: &[Certificate], unknown_revocation: bool) -> Result<(), Refused> {
    if anchors.is_empty() {
        return Ok(());
    }
    let anchors = anchors.iter().map(Certificate::der).collect();
    let policy = Policy { anchors, now: UtcDateTime::from(later(now())), unknown_revocation };
    let report = verify(result, &policy);
    if report.indication() == Indication::Passed {
        return Ok(());
    }
    let own = report.signatures.iter().find_map(|signature| signature.reason);
    match report.problem.or(own) {
        Some(reason) => Err(Refused::Unverified(reason)),
        None => Ok(()),
    }
}

/// Refuses a result in which the signature of a field is broken, whoever is trusted.
pub(super) fn check_integrity(result: &[u8], field: &str) -> Result<(), Refused> {
    let now = UtcDateTime::from(later(now()));
    let report = verify(result, &Policy { anchors: Vec::new(), now, unknown_revocation: true });
    report.broken(field).map_or(Ok(()), |reason| Err(Refused::Unverified(reason)))
}

/// The clock of a service may be ahead of ours by the part of a second that its times do not tell.
fn later(now: OffsetDateTime) -> OffsetDateTime {
    now + time::Duration::SECOND
}
