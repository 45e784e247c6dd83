//! Raw arguments turned once into settled ones.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches};

use super::diff::{self, DiffOptions};
use super::export::{self, ExportOptions};
use super::import::{self, ImportOptions};
use super::installed;
use super::new::{self, NewOptions};
use super::sign::{self, SignCommand};
use super::verify::{self, VerifyOptions};
use super::words::Words;
use crate::diagnostic::{Language, nearest};
use crate::document::tree::Stage;
use crate::pipeline::{Format, OriginShown, Profile};
use crate::project::content::FileKind;

/// What is to be done.
pub(super) enum Command {
    Build(BuildOptions),
    Check(CheckOptions),
    Diff(DiffOptions),
    Explain(String),
    Export(ExportOptions),
    Facts(FactsOptions),
    Import(ImportOptions),
    /// Where to put what a package has beside the program.
    Installed(PathBuf),
    New(NewOptions),
    /// The kind of file; none is all kinds.
    Schema(Option<FileKind>),
    Sign(SignCommand),
    Trace(TraceOptions),
    Verify(VerifyOptions),
}

/// Options of `build`.
pub(super) struct BuildOptions {
    pub(super) folder: Option<PathBuf>,
    pub(super) formats: Vec<Format>,
    pub(super) output: PathBuf,
    pub(super) profile: Profile,
    pub(super) stage: Stage,
    pub(super) timings: bool,
}

/// Options of `check`.
pub(super) struct CheckOptions {
    pub(super) folder: Option<PathBuf>,
    pub(super) format: CheckFormat,
    pub(super) fix: bool,
}

/// Options of `facts`.
pub(super) struct FactsOptions {
    pub(super) folder: Option<PathBuf>,
}

/// Options of `trace`.
pub(super) struct TraceOptions {
    pub(super) folder: Option<PathBuf>,
    pub(super) asked: String,
}

/// How `check` shows what it found.
#[derive(Clone, Copy)]
pub(super) enum CheckFormat {
    Concise,
    Json,
    Sarif,
    Text,
}

/// Why there is nothing to do.
pub(super) enum Refusal {
    /// Help or the version was asked for.
    Asked(String),
    /// The arguments are wrong.
    Wrong(String),
}

const COMMANDS: &str = "build, check, diff, explain, export, facts, import, new, schema, sign, trace, verify";

const CHECK_FORMATS: [(&str, CheckFormat); 4] = [
    ("concise", CheckFormat::Concise),
    ("json", CheckFormat::Json),
    ("sarif", CheckFormat::Sarif),
    ("text", CheckFormat::Text),
];

/// The language of messages: `--lang`, else Swedish where the locale says `sv`, else English.
pub(super) fn language(arguments: &[OsString], locale: &str) -> Language {
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let after = words.iter().position(|word| word == "--lang").and_then(|at| words.get(at + 1));
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    match joined.or(after.map(AsRef::as_ref)) {
        Some("en") => Language::English,
        Some("sv") => Language::Swedish,
        _ if locale.starts_with("sv") => Language::Swedish,
        _ => Language::English,
    }
}

/// Settles the arguments.
pub(super) fn settle(arguments: &[OsString], words: &Words) -> Result<Command, Refusal> {
    let arguments = help_as_option(arguments);
    let matches = parser(words).try_get_matches_from(&arguments).map_err(|error| refusal(&error, words))?;
    match matches.subcommand() {
        Some(("check", options)) => Ok(Command::Check(CheckOptions {
            folder: options.get_one::<PathBuf>("folder").cloned(),
            format: chosen(options, "format", &CHECK_FORMATS).first().copied().unwrap_or(CheckFormat::Text),
            fix: options.get_flag("fix"),
        })),
        Some(("diff", options)) => Ok(Command::Diff(diff::options(options))),
        Some(("explain", options)) => {
            let code = options.get_one::<String>("code").cloned().unwrap_or_default();
            Ok(Command::Explain(code.trim_matches(['[', ']']).to_owned()))
        }
        Some(("export", options)) => Ok(Command::Export(export::options(options))),
        Some(("facts", options)) => {
            let folder = options.get_one::<PathBuf>("folder").cloned();
            Ok(Command::Facts(FactsOptions { folder }))
        }
        Some(("import", options)) => Ok(Command::Import(import::options(options))),
        Some(("installed", options)) => Ok(Command::Installed(installed::folder(options))),
        Some(("new", options)) => Ok(Command::New(new::options(options))),
        Some(("schema", options)) => {
            Ok(Command::Schema(chosen(options, "kind", &FileKind::ALL).first().copied()))
        }
        Some(("sign", options)) => Ok(Command::Sign(sign::options(options))),
        Some(("trace", options)) => Ok(Command::Trace(TraceOptions {
            folder: options.get_one::<PathBuf>("folder").cloned(),
            asked: options.get_one::<String>("asked").cloned().unwrap_or_default(),
        })),
        Some(("verify", options)) => Ok(Command::Verify(verify::options(options))),
        Some((_, options)) => Ok(Command::Build(build_options(options))),
        None => Err(Refusal::Wrong(parser(words).render_help().to_string())),
    }
}

/// `tertial help build` as `tertial build --help`.
fn help_as_option(arguments: &[OsString]) -> Vec<OsString> {
    let mut list = arguments.to_vec();
    if list.get(1).is_some_and(|first| first == "help") {
        list.remove(1);
        list.push("--help".into());
    }
    list
}

fn build_options(options: &ArgMatches) -> BuildOptions {
    let origin = chosen(options, "origin", &OriginShown::ALL).first().copied().unwrap_or_default();
    let with_origin = |format| if let Format::Html(_) = format { Format::Html(origin) } else { format };
    let mut formats: Vec<_> = chosen(options, "to", &Format::ALL).into_iter().map(with_origin).collect();
    formats.sort();
    formats.dedup();
    BuildOptions {
        folder: options.get_one::<PathBuf>("folder").cloned(),
        formats,
        output: options.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| PathBuf::from("ut")),
        profile: chosen(options, "standard", &Profile::ALL).first().copied().unwrap_or(Profile::A2a),
        stage: if options.get_flag("final") { Stage::Final } else { Stage::Draft },
        timings: options.get_flag("timings"),
    }
}

fn chosen<T: Copy>(options: &ArgMatches, name: &str, known: &[(&str, T)]) -> Vec<T> {
    let words = options.get_many::<String>(name).into_iter().flatten();
    words.filter_map(|word| known.iter().find(|(name, _)| name == word)).map(|(_, value)| *value).collect()
}

/// The definition of the command line.
pub(super) fn parser(words: &Words) -> clap::Command {
    let language = Arg::new("lang")
        .long("lang")
        .value_name("sv|en")
        .value_parser(["sv", "en"])
        .global(true)
        .hide_possible_values(true)
        .help(words.help_lang());
    let help = || Arg::new("help").short('h').long("help").action(ArgAction::Help).help(words.help_help());
    let names = |list: &[&'static str]| PossibleValuesParser::new(list.to_vec());
    let folder = || {
        let parser = clap::value_parser!(PathBuf);
        Arg::new("folder").value_name(words.folder()).value_parser(parser).help(words.help_folder())
    };
    let build = clap::Command::new("build")
        .about(words.about_build())
        .override_usage(words.usage_build())
        .arg(folder())
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("pdf,docx,html,txt")
                .value_delimiter(',')
                .value_parser(names(&Format::ALL.map(|(name, _)| name)))
                .default_value("pdf,docx")
                .hide_default_value(true)
                .hide_possible_values(true)
                .help(words.help_to()),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words.folder())
                .value_parser(clap::value_parser!(PathBuf))
                .help(words.help_output()),
        )
        .arg(
            Arg::new("origin")
                .long("origin")
                .value_name("none|cell|full")
                .value_parser(names(&OriginShown::ALL.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_origin()),
        )
        .arg(Arg::new("final").long("final").action(ArgAction::SetTrue).help(words.help_final()))
        .arg(
            Arg::new("standard")
                .long("standard")
                .value_name("a-2a|a-3a")
                .value_parser(names(&Profile::ALL.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_standard()),
        )
        .arg(Arg::new("timings").long("timings").action(ArgAction::SetTrue).help(words.help_timings()));
    let check = clap::Command::new("check")
        .about(words.about_check())
        .override_usage(words.usage_check())
        .arg(folder())
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("text|concise|json|sarif")
                .value_parser(names(&CHECK_FORMATS.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_format()),
        )
        .arg(Arg::new("fix").long("fix").action(ArgAction::SetTrue).help(words.help_fix()));
    let explain = clap::Command::new("explain")
        .about(words.about_explain())
        .override_usage(words.usage_explain())
        .arg(Arg::new("code").value_name(words.code()).required(true).help(words.help_code()));
    let facts = clap::Command::new("facts")
        .about(words.about_facts())
        .override_usage(words.usage_facts())
        .arg(folder());
    let schema =
        clap::Command::new("schema").about(words.about_schema()).override_usage(words.usage_schema()).arg(
            Arg::new("kind")
                .value_name(words.kind())
                .value_parser(names(&FileKind::ALL.map(|(name, _)| name)))
                .hide_possible_values(true)
                .help(words.help_kind()),
        );
    let trace = clap::Command::new("trace")
        .about(words.about_trace())
        .override_usage(words.usage_trace())
        .allow_missing_positional(true)
        .arg(folder())
        .arg(Arg::new("asked").value_name(words.asked()).required(true).help(words.help_asked()));
    let dressed = |command: clap::Command| {
        let template = words.template();
        command.disable_help_flag(true).arg(help()).help_template(template).next_line_help(false)
    };
    dressed(clap::Command::new("tertial"))
        .about(words.about())
        .override_usage(words.usage())
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words.help_version()),
        )
        .arg(language)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .help_template(words.main_template())
        .after_help(words.examples())
        .subcommand(dressed(build))
        .subcommand(dressed(check))
        .subcommand(dressed(diff::parser(words)))
        .subcommand(dressed(explain))
        .subcommand(dressed(export::parser(words)))
        .subcommand(dressed(facts))
        .subcommand(dressed(import::parser(words)))
        .subcommand(dressed(installed::parser(words)))
        .subcommand(dressed(new::parser(words)))
        .subcommand(dressed(schema))
        .subcommand(dressed(sign::parser(words)).mut_subcommands(dressed))
        .subcommand(dressed(trace))
        .subcommand(dressed(verify::parser(words)))
}

/// What to say when the arguments do not settle: help as it is, mistakes in the language of messages.
fn refusal(error: &clap::Error, words: &Words) -> Refusal {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; the rest is told in one way")]
    match error.kind() {
        ErrorKind::ArgumentConflict => Refusal::Wrong(
            words.not_together(&context(ContextKind::InvalidArg), &context(ContextKind::PriorArg)),
        ),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Refusal::Asked(error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Refusal::Wrong(error.render().to_string()),
        ErrorKind::InvalidSubcommand => {
            let given = context(ContextKind::InvalidSubcommand);
            let meant = nearest(&given, COMMANDS.split(", "));
            Refusal::Wrong(words.no_command(&given, meant.as_deref(), COMMANDS))
        }
        ErrorKind::InvalidValue => Refusal::Wrong(words.no_value(
            &context(ContextKind::InvalidValue),
            &context(ContextKind::InvalidArg),
            &context(ContextKind::ValidValue),
        )),
        ErrorKind::MissingRequiredArgument => {
            Refusal::Wrong(words.missing_arguments(&context(ContextKind::InvalidArg)))
        }
        ErrorKind::UnknownArgument => Refusal::Wrong(words.no_option(&context(ContextKind::InvalidArg))),
        ErrorKind::ValueValidation => Refusal::Wrong(
            words.wrong_value(&context(ContextKind::InvalidValue), &context(ContextKind::InvalidArg)),
        ),
        _ => Refusal::Wrong(words.wrong_arguments()),
    }
}
