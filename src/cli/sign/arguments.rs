//! The arguments of `sign`. A secret is never one: every program on the machine sees them.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, value_parser};

use super::extend::{self, ExtendOptions};
use super::level::{self, LevelOptions};
use super::remote::{self, FinishOptions, PrepareOptions};
use crate::cli::words::Words;
use crate::signatures::sign::RESERVE;

/// What is to be done.
pub(in crate::cli) enum SignCommand {
    Extend(ExtendOptions),
    Finish(FinishOptions),
    Prepare(PrepareOptions),
    Sign(SignOptions),
}

/// Options of `sign`.
pub(in crate::cli) struct SignOptions {
    pub(super) input: PathBuf,
    pub(super) output: PathBuf,
    pub(super) field: Option<String>,
    pub(super) key: KeySource,
    pub(super) secret: SecretSource,
    pub(super) certify: bool,
    pub(super) pss: bool,
    pub(super) invisible: bool,
    pub(super) reason: Option<String>,
    pub(super) reserve: usize,
    pub(super) level: LevelOptions,
}

impl SignOptions {
    /// Every file that is read: what is signed, the key, the passphrase, and whom to trust.
    pub(super) fn files(&self) -> Vec<&PathBuf> {
        let key = match &self.key {
            KeySource::Pkcs11 { module, .. } => module,
            KeySource::Pkcs12(path) => path,
        };
        let secret = if let SecretSource::File(path) = &self.secret { Some(path) } else { None };
        [&self.input, key].into_iter().chain(secret).chain(self.level.files()).collect()
    }
}

/// Where the key is.
pub(super) enum KeySource {
    /// On a card or in an HSM.
    Pkcs11 { module: PathBuf, token: Option<String>, key: Option<String> },
    /// In a file.
    Pkcs12(PathBuf),
}

/// Where the passphrase or PIN comes from.
pub(super) enum SecretSource {
    Descriptor(u32),
    Environment(String),
    File(PathBuf),
    Prompt,
}

/// The room that can be asked for, in octets.
const RESERVES: (u64, u64) = (1 << 10, 1 << 20);

pub(in crate::cli) fn parser(words: &Words) -> clap::Command {
    let path = |name: &'static str| Arg::new(name).value_parser(value_parser!(PathBuf));
    let switch = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let option = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    let file = words.file();
    clap::Command::new("sign")
        .about(words.about_sign())
        .override_usage(words.usage_sign())
        .arg(path("file").value_name(file).required(true).help(words.help_signed_file()))
        .arg(
            path("output")
                .short('o')
                .long("output")
                .value_name(file)
                .required(true)
                .help(words.help_result()),
        )
        .arg(path("p12").long("p12").value_name(file).help(words.help_p12()))
        .arg(path("pkcs11").long("pkcs11").value_name(words.module()).help(words.help_pkcs11()))
        .group(ArgGroup::new("key-source").args(["p12", "pkcs11"]).required(true))
        .arg(option("token", words.name()).conflicts_with("p12").help(words.help_token()))
        .arg(option("key", words.name()).conflicts_with("p12").help(words.help_key()))
        .arg(option("field", words.name()).help(words.help_field()))
        .arg(switch("certify").help(words.help_certify()))
        .arg(switch("pss").help(words.help_pss()))
        .arg(switch("invisible").help(words.help_invisible()))
        .arg(option("reason", words.text()).help(words.help_reason()))
        .arg(
            option("reserve", words.octets())
                .value_parser(value_parser!(u64).range(RESERVES.0..=RESERVES.1))
                .help(words.help_reserve()),
        )
        .arg(path("passphrase-file").long("passphrase-file").value_name(file).help(words.help_secret_file()))
        .arg(
            option("passphrase-fd", words.number())
                .value_parser(value_parser!(u32))
                .help(words.help_secret_descriptor()),
        )
        .arg(option("passphrase-env", words.name()).help(words.help_secret_environment()))
        .group(ArgGroup::new("secret-source").args(["passphrase-file", "passphrase-fd", "passphrase-env"]))
        .args(level::arguments(words))
        .subcommand_negates_reqs(true)
        .args_conflicts_with_subcommands(true)
        .subcommand(extend::parser(words))
        .subcommand(remote::finish_parser(words))
        .subcommand(remote::prepare_parser(words))
}

pub(in crate::cli) fn options(matches: &ArgMatches) -> SignCommand {
    match matches.subcommand() {
        Some(("finish", options)) => SignCommand::Finish(remote::finish_options(options)),
        Some(("prepare", options)) => SignCommand::Prepare(remote::prepare_options(options)),
        Some((_, options)) => SignCommand::Extend(extend::options(options)),
        None => SignCommand::Sign(sign_options(matches)),
    }
}

fn sign_options(matches: &ArgMatches) -> SignOptions {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let descriptor = matches.get_one::<u32>("passphrase-fd").copied().map(SecretSource::Descriptor);
    let secret = descriptor
        .or_else(|| text("passphrase-env").map(SecretSource::Environment))
        .or_else(|| path("passphrase-file").map(SecretSource::File));
    let card =
        path("pkcs11").map(|module| KeySource::Pkcs11 { module, token: text("token"), key: text("key") });
    let reserve = matches.get_one::<u64>("reserve").and_then(|octets| usize::try_from(*octets).ok());
    SignOptions {
        input: path("file").unwrap_or_default(),
        output: path("output").unwrap_or_default(),
        field: text("field"),
        key: card.unwrap_or_else(|| KeySource::Pkcs12(path("p12").unwrap_or_default())),
        secret: secret.unwrap_or(SecretSource::Prompt),
        certify: matches.get_flag("certify"),
        pss: matches.get_flag("pss"),
        invisible: matches.get_flag("invisible"),
        reason: text("reason"),
        reserve: reserve.unwrap_or(RESERVE),
        level: level::options(matches),
    }
}
