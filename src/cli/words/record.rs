//! What the report of a verification says, as pages that are filed.

use time::UtcDateTime;

use super::Words;
use crate::signatures::sign::{spoken, spoken_in_english};
use crate::signatures::verify::Step;

impl Words {
    pub(in crate::cli) fn help_report(&self) -> &'static str {
        self.of(
            "Skriv en rapport att diarieföra: FIL.pdf för människor, FIL.json för program; kan anges två gånger",
            "Write a report to file: FILE.pdf for people, FILE.json for programs; may be given twice",
        )
    }

    /// The language of the words, as BCP 47 writes it.
    pub(in crate::cli) fn language_code(&self) -> &'static str {
        self.of("sv", "en")
    }

    /// A moment on Swedish clocks.
    pub(in crate::cli) fn clock(&self, moment: UtcDateTime) -> String {
        self.made(spoken(moment.into()), spoken_in_english(moment.into()))
    }

    pub(in crate::cli) fn no_report_kind(&self, path: &str) -> String {
        self.made(
            format!("tertial: rapportens namn ”{path}” ska sluta på .pdf eller .json\n"),
            format!("tertial: the name of the report `{path}` is to end with .pdf or .json\n"),
        )
    }

    pub(in crate::cli) fn report_unset(&self) -> String {
        self.made(
            "tertial: rapporten går inte att sätta som PDF; skriv den som .json\n".to_owned(),
            "tertial: the report cannot be set as PDF; write it as .json\n".to_owned(),
        )
    }

    pub(in crate::cli) fn record_title(&self) -> &'static str {
        self.of("Kontroll av underskrifter", "Verification of signatures")
    }

    pub(in crate::cli) fn word_verified_at(&self) -> &'static str {
        self.of("Kontrollerad", "Verified")
    }

    pub(in crate::cli) fn word_trusted(&self) -> &'static str {
        self.of("Litar på", "Trusts")
    }

    pub(in crate::cli) fn word_verdict(&self) -> &'static str {
        self.of("Utlåtande", "Verdict")
    }

    pub(in crate::cli) fn nobody(&self) -> &'static str {
        self.of("ingen utfärdare", "no issuer")
    }

    pub(in crate::cli) fn unknown_revocation_accepted(&self) -> &'static str {
        self.of(
            "certifikat vars spärr filen inte styrker har godtagits",
            "certificates whose revocation the file does not settle were accepted",
        )
    }

    pub(in crate::cli) fn check_columns(&self) -> [&'static str; 3] {
        [self.of("Kontroll", "Check"), self.of("Utfall", "Outcome"), self.of("Krav", "Requirement")]
    }

    pub(in crate::cli) fn holds(&self) -> &'static str {
        self.of("håller", "holds")
    }

    pub(in crate::cli) fn not_done(&self) -> &'static str {
        self.of("inte gjord", "not made")
    }

    pub(in crate::cli) fn step_of_verification(&self, step: Step) -> &'static str {
        let (swedish, english) = match step {
            Step::Algorithms => ("metoderna är starka nog", "the algorithms are strong enough"),
            Step::Attributes => ("underskriftens uppgifter följer PAdES", "its attributes follow PAdES"),
            Step::CertificatePath => (
                "certifikatet leder till en betrodd utfärdare, gällde och var inte spärrat",
                "the certificate leads to a trusted issuer, was valid and not revoked",
            ),
            Step::Digest => ("dokumentet är det som skrevs under", "the document is the one that was signed"),
            Step::Format => ("underskriften är rätt uppbyggd", "the signature is built as it should be"),
            Step::LaterChanges => {
                ("det som lagts till efteråt är tillåtet", "what was added later is permitted")
            }
            Step::Place => ("underskriften omfattar en hel version", "the signature covers a whole revision"),
            Step::SigningCertificate => {
                ("certifikatet är det som uppges", "the certificate is the one named")
            }
            Step::Timestamps => ("tidsstämplarna håller", "the timestamps hold"),
            Step::Value => ("certifikatets nyckel skrev under", "the key of the certificate signed"),
        };
        self.of(swedish, english)
    }

    pub(in crate::cli) fn about_record(&self) -> &'static str {
        self.of(
            concat!(
                "Gjord av tertial ", env!("CARGO_PKG_VERSION"), " enligt ETSI EN 319 102-1, utan frågor på nätet. ",
                "Rapporten säger vad som gick att styrka vid den tid som står ovan, med de utfärdare som angavs; den är ",
                "inte själv undertecknad. Kondensatet visar vilken fil den gäller."
            ),
            concat!(
                "Made by tertial ", env!("CARGO_PKG_VERSION"), " by ETSI EN 319 102-1, without questions over the network. ",
                "The report says what could be proven at the time above, by the issuers that were named; it is not signed ",
                "itself. The digest tells which file it is about."
            ),
        )
    }
}
