//! `tertial sign prepare` and `tertial sign finish`: the two steps of signing by a service elsewhere.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, value_parser};
use time::{Duration, UtcDateTime};

use super::level::{issuers, trust, trusted};
use super::{Refused, check_before, check_output, input, is_same, now, panel};
use crate::cli::output;
use crate::cli::words::Words;
use crate::signatures::remote::{Asked, Form, SigningRequest, SigningResponse, finish};
use crate::signatures::sign::{
    Certificate, Expected, KeyError, Kind, RESERVE, Request, RsaScheme, Signable, SignatureAlgorithm,
    check_certificate,
};

/// Options of `sign prepare`.
pub(in crate::cli) struct PrepareOptions {
    input: PathBuf,
    pub(super) output: PathBuf,
    request: PathBuf,
    field: Option<String>,
    certificate: Option<PathBuf>,
    form: Option<Form>,
    hours: i64,
}

/// Options of `sign finish`.
pub(in crate::cli) struct FinishOptions {
    input: PathBuf,
    pub(super) output: PathBuf,
    request: PathBuf,
    response: PathBuf,
    trust: Vec<PathBuf>,
}

/// The name of the form that every request has.
const JSON: &str = "json";
/// How long a request can be answered, in hours, and the longest that can be asked for.
const HOURS: (i64, i64) = (24, 24 * 30);
/// The largest request or response, in octets.
const MAX_JSON: u64 = 1 << 20;

pub(super) fn prepare_parser(words: &Words) -> clap::Command {
    let forms = Form::ALL.map(|(name, _)| name);
    let forms: Vec<&str> = std::iter::once(JSON).chain(forms).collect();
    clap::Command::new("prepare")
        .about(words.about_prepare())
        .override_usage(words.usage_prepare())
        .args(files(words, words.help_signed_file(), words.help_prepared()))
        .arg(path("request", words).required(true).help(words.help_request_out()))
        .arg(Arg::new("field").long("field").value_name(words.name()).help(words.help_field()))
        .arg(path("cert", words).help(words.help_cert()))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("json|csc|raw|sweden-connect")
                .value_parser(PossibleValuesParser::new(forms))
                .hide_possible_values(true)
                .help(words.help_request_format()),
        )
        .arg(
            Arg::new("valid-hours")
                .long("valid-hours")
                .value_name(words.number())
                .value_parser(value_parser!(i64).range(1..=HOURS.1))
                .help(words.help_valid_hours()),
        )
}

pub(super) fn finish_parser(words: &Words) -> clap::Command {
    clap::Command::new("finish")
        .about(words.about_finish())
        .override_usage(words.usage_finish())
        .args(files(words, words.help_prepared(), words.help_result()))
        .arg(path("request", words).required(true).help(words.help_request_in()))
        .arg(path("response", words).required(true).help(words.help_response()))
        .arg(trust(words).required(true))
}

fn path(name: &'static str, words: &Words) -> Arg {
    Arg::new(name).long(name).value_name(words.file()).value_parser(value_parser!(PathBuf))
}

fn files(words: &Words, input: &'static str, result: &'static str) -> [Arg; 2] {
    let file = |name: &'static str| Arg::new(name).value_parser(value_parser!(PathBuf)).required(true);
    [
        file("file").value_name(words.file()).help(input),
        file("output").short('o').long("output").value_name(words.file()).help(result),
    ]
}

pub(super) fn prepare_options(matches: &ArgMatches) -> PrepareOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let form = matches.get_one::<String>("format");
    let form = form.and_then(|name| Form::ALL.iter().find(|(known, _)| known == name));
    PrepareOptions {
        input: path("file").unwrap_or_default(),
        output: path("output").unwrap_or_default(),
        request: path("request").unwrap_or_default(),
        field: matches.get_one::<String>("field").cloned(),
        certificate: path("cert"),
        form: form.map(|(_, form)| *form),
        hours: matches.get_one::<i64>("valid-hours").copied().unwrap_or(HOURS.0),
    }
}

pub(super) fn finish_options(matches: &ArgMatches) -> FinishOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    FinishOptions {
        input: path("file"),
        output: path("output"),
        request: path("request"),
        response: path("response"),
        trust: trusted(matches),
    }
}

/// Writes the file that lacks nothing but the signature, and the request.
pub(super) fn prepared(options: &PrepareOptions, words: &Words) -> Result<(), Refused> {
    let outputs = [&options.output, &options.request];
    let inputs: Vec<&PathBuf> = std::iter::once(&options.input).chain(&options.certificate).collect();
    let twice = is_same(&options.output, &options.request);
    if twice || outputs.iter().any(|output| inputs.iter().any(|input| is_same(input, output))) {
        return Err(Refused::WouldOverwrite);
    }
    let time = now();
    let original = input::read(&options.input, input::MAX_PDF)?;
    let file = Signable::open(original.clone())?;
    check_before(&original, words)?;
    let title = file.title();
    let field = file.free_field(options.field.as_deref())?.clone();
    let certificate = certificate(options, words)?;
    let expected = field.signer.clone().unwrap_or_default();
    let (name, panel) = match &certificate {
        Some(leaf) => {
            check_certificate(leaf, time)?;
            let name = leaf.name().unwrap_or_default();
            let panel = panel(&field, &name, &expected, leaf.organisation(), time)?;
            (Some(name), panel)
        }
        // Who will sign is not known: only the capacity is shown.
        None => {
            (None, panel(&field, &expected.role, &Expected::default(), expected.organisation.clone(), time)?)
        }
    };
    let kind = Kind::Approval;
    let place = expected.place.as_deref();
    let name = name.as_deref();
    let appearance = panel.as_deref();
    let request = Request { kind, time, name, place, reason: None, appearance, reserve: RESERVE };
    let prepared = file.prepare(field.id, &request)?;
    let algorithm = match &certificate {
        Some(leaf) => SignatureAlgorithm::of(leaf, RsaScheme::Pkcs1).map_err(KeyError::from)?,
        None => SignatureAlgorithm::RsaPkcs1,
    };
    let asked = Asked {
        field: &field.name,
        title: title.as_deref(),
        certificate: certificate.as_ref(),
        algorithm,
        now: UtcDateTime::from(time),
        valid: Duration::hours(options.hours),
    };
    let request = SigningRequest::new(&prepared, &asked);
    let mut files = vec![
        (options.output.clone(), prepared.bytes().to_vec()),
        (options.request.clone(), request.to_json().into_bytes()),
    ];
    files.extend(
        options.form.map(|form| (options.request.with_extension(form.extension()), form.write(&request))),
    );
    // Whoever changes them between the two steps decides what is signed.
    output::replace_private(&files).map_err(Refused::Unwritten)
}

/// The signer's certificate, where it is known beforehand.
fn certificate(options: &PrepareOptions, words: &Words) -> Result<Option<Certificate>, Refused> {
    let Some(path) = &options.certificate else { return Ok(None) };
    Ok(issuers(std::slice::from_ref(path), words)?.into_iter().next())
}

/// Writes the signed file.
pub(super) fn finished(options: &FinishOptions, words: &Words) -> Result<(), Refused> {
    let inputs = [&options.input, &options.request, &options.response];
    check_output(&options.output, &inputs.into_iter().chain(&options.trust).collect::<Vec<_>>())?;
    let file = input::read(&options.input, input::MAX_PDF)?;
    let request = SigningRequest::read(&input::read(&options.request, MAX_JSON)?)
        .map_err(|_| Refused::Said(words.no_request(&options.request.display().to_string())))?;
    let response = SigningResponse::read(&input::read(&options.response, MAX_JSON)?).map_err(|error| {
        Refused::Said(words.no_response(&options.response.display().to_string(), &error.0))
    })?;
    let anchors = issuers(&options.trust, words)?;
    let signed = finish(file, &request, &response, &anchors, UtcDateTime::from(now()))
        .map_err(|error| Refused::Said(words.unfinished(&error)))?;
    output::create(&options.output, &signed).map_err(Refused::Unwritten)
}
