//! What is said of signing by a service elsewhere.

use super::Words;
use crate::signatures::remote::RemoteError;
use crate::signatures::sign::{SignError, spoken, spoken_in_english};

impl Words {
    pub(in crate::cli) fn about_prepare(&self) -> &'static str {
        self.of(
            "Förbered en underskrift av en underskriftstjänst: filen och en begäran.",
            "Prepare a signature by a signing service: the file and a request.",
        )
    }

    pub(in crate::cli) fn usage_prepare(&self) -> &'static str {
        self.of(
            "tertial sign prepare FIL -o FIL --request FIL [val]",
            "tertial sign prepare FILE -o FILE --request FILE [options]",
        )
    }

    pub(in crate::cli) fn about_finish(&self) -> &'static str {
        self.of(
            "Sätt in vad underskriftstjänsten svarade, när det har kontrollerats.",
            "Set in what the signing service returned, once it is checked.",
        )
    }

    pub(in crate::cli) fn usage_finish(&self) -> &'static str {
        self.of(
            "tertial sign finish FIL --request FIL --response FIL --trust CA.pem -o FIL",
            "tertial sign finish FILE --request FILE --response FILE --trust CA.pem -o FILE",
        )
    }

    pub(in crate::cli) fn help_prepared(&self) -> &'static str {
        self.of("Den förberedda PDF:en; ändra den inte", "The prepared PDF; do not change it")
    }

    pub(in crate::cli) fn help_request_out(&self) -> &'static str {
        self.of("Var begäran ska läggas, JSON", "Where to put the request, JSON")
    }

    pub(in crate::cli) fn help_request_in(&self) -> &'static str {
        self.of("Begäran som förberedelsen skrev", "The request that the preparation wrote")
    }

    pub(in crate::cli) fn help_response(&self) -> &'static str {
        self.of("Tjänstens svar, JSON", "The service's response, JSON")
    }

    pub(in crate::cli) fn help_cert(&self) -> &'static str {
        self.of(
            "Undertecknarens certifikat, om det är känt i förväg; inget annat godtas då",
            "The signer's certificate, if it is known beforehand; no other is taken then",
        )
    }

    pub(in crate::cli) fn help_request_format(&self) -> &'static str {
        self.of(
            "Skriv begäran även i tjänstens form, bredvid JSON: csc, raw, sweden-connect",
            "Write the request also in the service's form, beside JSON: csc, raw, sweden-connect",
        )
    }

    pub(in crate::cli) fn help_valid_hours(&self) -> &'static str {
        self.of("Timmar som begäran gäller [annars 24]", "Hours that the request is valid [else 24]")
    }

    pub(in crate::cli) fn no_request(&self, path: &str) -> String {
        self.made(
            format!("tertial: {path} är ingen begäran av version 1\n"),
            format!("tertial: {path} is no request of version 1\n"),
        )
    }

    pub(in crate::cli) fn no_response(&self, path: &str, why: &str) -> String {
        self.made(
            format!("tertial: {path} är inget svar: {why}\n"),
            format!("tertial: {path} is no response: {why}\n"),
        )
    }

    pub(in crate::cli) fn unfinished(&self, error: &RemoteError) -> String {
        let (swedish, english) = match error {
            RemoteError::File(error) => return self.unsigned(&SignError::File(error.clone())),
            RemoteError::Signature(reason) => return self.unverified(*reason),
            RemoteError::Expired(until) => {
                let until = (*until).into();
                (
                    format!("begäran gällde till {}; förbered en ny", spoken(until)),
                    format!("the request was valid until {}; prepare a new one", spoken_in_english(until)),
                )
            }
            RemoteError::OtherAnswer => (
                "svaret hör till ett annat dokument".to_owned(),
                "the response is for another document".to_owned(),
            ),
            RemoteError::OtherDocument => (
                "filen är inte den som begäran gjordes för".to_owned(),
                "the file is not the one that the request was made for".to_owned(),
            ),
            RemoteError::Request => ("begäran har ändrats".to_owned(), "the request was changed".to_owned()),
            RemoteError::UnknownAlgorithm(address) => (
                format!("algoritmen {address} godtas inte här"),
                format!("the algorithm {address} is not taken here"),
            ),
            RemoteError::WrongCertificate => (
                "svaret är undertecknat med ett annat certifikat än begäran anger".to_owned(),
                "the response is signed with another certificate than the request names".to_owned(),
            ),
        };
        let swedish = format!("tertial: {swedish}; inget har skrivits\n");
        self.made(swedish, format!("tertial: {english}; nothing was written\n"))
    }
}
