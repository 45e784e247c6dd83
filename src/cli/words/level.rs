//! What is said of levels, timestamps and revocation.

use super::Words;
use crate::signatures::levels::{FetchError, LevelError, ServiceError, TimestampFault};
use crate::signatures::sign::{SignError, spoken, spoken_in_english};
use crate::signatures::verify::Reason;

impl Words {
    pub(in crate::cli) fn about_extend(&self) -> &'static str {
        self.of(
            "Höj underskrifterna i en fil till en nivå som håller längre, eller förnya dem.",
            "Raise the signatures of a file to a level that lasts longer, or renew them.",
        )
    }

    pub(in crate::cli) fn usage_extend(&self) -> &'static str {
        self.of(
            "tertial sign extend FIL -o FIL --level NIVÅ --tsa URL [val]",
            "tertial sign extend FILE -o FILE --level LEVEL --tsa URL [options]",
        )
    }

    pub(in crate::cli) fn help_extended_file(&self) -> &'static str {
        self.of("Den undertecknade PDF:en", "The signed PDF")
    }

    pub(in crate::cli) fn help_level(&self) -> &'static str {
        self.of(
            "Nivå: b-t tidsstämpel, b-lt även spärruppgifter, b-lta även stämpel över filen",
            "Level: b-t timestamp, b-lt also revocation data, b-lta also a timestamp over the file",
        )
    }

    pub(in crate::cli) fn help_tsa(&self) -> &'static str {
        self.of("Tjänsten för tidsstämplar (RFC 3161)", "The service for timestamps (RFC 3161)")
    }

    pub(in crate::cli) fn help_issuers(&self) -> &'static str {
        self.of(
            "En utfärdare att lita på; resultatet kontrolleras mot den innan det skrivs",
            "An issuer to trust; the result is verified by it before it is written",
        )
    }

    pub(in crate::cli) fn help_allow_private(&self) -> &'static str {
        self.of(
            "Låt certifikat peka ut tjänster i det egna nätet",
            "Let certificates name services of the own network",
        )
    }

    pub(in crate::cli) fn unverified(&self, reason: Reason) -> String {
        let why = self.reason(reason);
        self.made(
            format!("tertial: resultatet håller inte: {why} [{}]; inget har skrivits\n", reason.code()),
            format!("tertial: the result does not hold: {why} [{}]; nothing was written\n", reason.code()),
        )
    }

    pub(in crate::cli) fn no_level(&self, error: &LevelError) -> String {
        let (swedish, english) = match error {
            LevelError::File(error) => return self.unsigned(&SignError::File(error.clone())),
            LevelError::Sign(error) => return self.unsigned(error),
            LevelError::NoIssuer(holder) => (
                format!("utfärdaren av certifikatet för {holder} saknas; ange den med --trust"),
                format!("the issuer of the certificate of {holder} is missing; give it with --trust"),
            ),
            LevelError::NoRevocation { holder, last: None } => (
                format!("certifikatet för {holder} säger inte var man får veta om det är spärrat"),
                format!("the certificate of {holder} does not say where to ask whether it is revoked"),
            ),
            LevelError::NoRevocation { holder, last: Some(last) } => {
                let (swedish, english) = of_service(last);
                (
                    format!("det går inte att få veta om certifikatet för {holder} är spärrat: {swedish}"),
                    format!("nobody says whether the certificate of {holder} is revoked: {english}"),
                )
            }
            LevelError::NoSignature => (
                "filen har ingen underskrift; skriv under den med tertial sign".to_owned(),
                "the file has no signature; sign it with tertial sign".to_owned(),
            ),
            LevelError::Revoked { holder, since } => {
                let since = (*since).into();
                (
                    format!("certifikatet för {holder} är spärrat sedan {}", spoken(since)),
                    format!("the certificate of {holder} is revoked since {}", spoken_in_english(since)),
                )
            }
            LevelError::Service(error) => of_service(error),
            LevelError::Unreadable(field) => (
                format!("underskriften i fältet {field} går inte att läsa"),
                format!("the signature in the field {field} cannot be read"),
            ),
        };
        let swedish = format!("tertial: {swedish}; inget har skrivits\n");
        self.made(swedish, format!("tertial: {english}; nothing was written\n"))
    }
}

fn of_service(error: &ServiceError) -> (String, String) {
    match error {
        ServiceError::Unanswered { url, why } => {
            let (swedish, english) = of_question(why);
            (format!("{url} {swedish}"), format!("{url} {english}"))
        }
        ServiceError::Timestamp { url, why } => {
            let (swedish, english) = of_timestamp(*why);
            (format!("{url} {swedish}"), format!("{url} {english}"))
        }
        ServiceError::Revocation { url, holder } => (
            format!("{url} säger inget som gäller om certifikatet för {holder}"),
            format!("{url} says nothing that counts about the certificate of {holder}"),
        ),
    }
}

fn of_question(why: &FetchError) -> (String, String) {
    let (swedish, english) = match why {
        FetchError::Address => ("är ingen adress med http eller https", "is no address with http or https"),
        FetchError::Private => (
            "leder in i det egna nätet; tillåt det med --allow-private om certifikaten är era",
            "leads into the own network; allow it with --allow-private if the certificates are yours",
        ),
        FetchError::Status(status) => {
            return (format!("svarar med status {status}"), format!("answers with status {status}"));
        }
        FetchError::Time => ("svarar inte i tid", "does not answer in time"),
        FetchError::TooLarge(limit) => {
            return (
                format!("svarar med mer än {limit} byte"),
                format!("answers with more than {limit} bytes"),
            );
        }
        FetchError::Type(media) => {
            return (format!("svarar med typen ”{media}”"), format!("answers with the type `{media}`"));
        }
        FetchError::Unreachable(why) => {
            return (format!("kan inte nås: {why}"), format!("cannot be reached: {why}"));
        }
    };
    (swedish.to_owned(), english.to_owned())
}

fn of_timestamp(why: TimestampFault) -> (String, String) {
    let (swedish, english) = match why {
        TimestampFault::Expired(until) => {
            let until = until.into();
            return (
                format!(
                    "har ett certifikat som gick ut {}; tjänsten måste byta det, eller välj en annan",
                    spoken(until)
                ),
                format!(
                    "has a certificate that expired {}; the service must renew it, or choose another",
                    spoken_in_english(until)
                ),
            );
        }
        TimestampFault::Malformed => ("svarar inte med en tidsstämpel", "does not answer with a timestamp"),
        TimestampFault::OtherDigest => ("stämplade något annat", "stamped something else"),
        TimestampFault::OtherNonce => ("svarade på en annan fråga", "answered another question"),
        TimestampFault::Refused(state) => {
            return (
                format!("vägrar att stämpla (tillstånd {state})"),
                format!("refuses to stamp (state {state})"),
            );
        }
        TimestampFault::Signature(reason) => {
            let code = reason.code();
            return (
                format!("gav en tidsstämpel som inte håller [{code}]"),
                format!("gave a timestamp that does not hold [{code}]"),
            );
        }
        TimestampFault::WrongUse => (
            "har ett certifikat som inte är till för tidsstämplar",
            "has a certificate that is not for timestamps",
        ),
    };
    (swedish.to_owned(), english.to_owned())
}
