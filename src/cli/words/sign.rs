//! What `sign` says.

use super::Words;
use crate::signatures::sign::{FileError, KeyError, SignError, Unfit, spoken, spoken_in_english};

impl Words {
    pub(in crate::cli) fn about_sign(&self) -> &'static str {
        self.of(
            "Skriv under ett fält i PDF:en med en nyckel i en fil, på ett kort eller i en HSM (PAdES B-B till B-LTA).",
            "Sign a field of the PDF with a key in a file, on a card or in an HSM (PAdES B-B to B-LTA).",
        )
    }

    pub(in crate::cli) fn usage_sign(&self) -> &'static str {
        self.of(
            "tertial sign FIL -o FIL --p12 FIL | --pkcs11 MODUL [val]",
            "tertial sign FILE -o FILE --p12 FILE | --pkcs11 MODULE [options]",
        )
    }

    pub(in crate::cli) fn module(&self) -> &'static str {
        self.of("MODUL", "MODULE")
    }

    pub(in crate::cli) fn name(&self) -> &'static str {
        self.of("NAMN", "NAME")
    }

    pub(in crate::cli) fn text(&self) -> &'static str {
        self.of("TEXT", "TEXT")
    }

    pub(in crate::cli) fn number(&self) -> &'static str {
        self.of("NUMMER", "NUMBER")
    }

    pub(in crate::cli) fn octets(&self) -> &'static str {
        self.of("BYTE", "BYTES")
    }

    pub(in crate::cli) fn help_signed_file(&self) -> &'static str {
        self.of("PDF:en, byggd med --final", "The PDF, built with --final")
    }

    pub(in crate::cli) fn help_result(&self) -> &'static str {
        self.of(
            "Den undertecknade filen; ett namn som inte finns",
            "The signed file; a name that is not there",
        )
    }

    pub(in crate::cli) fn help_p12(&self) -> &'static str {
        self.of("Nyckel och certifikat i en PKCS#12-fil", "Key and certificate in a PKCS#12 file")
    }

    pub(in crate::cli) fn help_pkcs11(&self) -> &'static str {
        self.of("Kortets eller HSM:ens PKCS#11-modul", "The PKCS#11 module of the card or HSM")
    }

    pub(in crate::cli) fn help_token(&self) -> &'static str {
        self.of("Kortets namn, om det finns flera", "The token's label, if there are several")
    }

    pub(in crate::cli) fn help_key(&self) -> &'static str {
        self.of("Nyckelns namn, om det finns flera", "The key's label, if there are several")
    }

    pub(in crate::cli) fn help_field(&self) -> &'static str {
        self.of(
            "Fältet, till exempel Underskrift1 [annars det första som inte är undertecknat]",
            "The field, such as Underskrift1 [else the first that is not signed]",
        )
    }

    pub(in crate::cli) fn help_certify(&self) -> &'static str {
        self.of(
            "Certifiera: efter den här underskriften godtas bara fler underskrifter",
            "Certify: after this signature only further signatures are accepted",
        )
    }

    pub(in crate::cli) fn help_pss(&self) -> &'static str {
        self.of("Använd RSASSA-PSS med en RSA-nyckel", "Use RSASSA-PSS with an RSA key")
    }

    pub(in crate::cli) fn help_invisible(&self) -> &'static str {
        self.of("Visa ingenting i fältet", "Show nothing in the field")
    }

    pub(in crate::cli) fn help_reason(&self) -> &'static str {
        self.of("Varför det skrivs under", "Why it is signed")
    }

    pub(in crate::cli) fn help_reserve(&self) -> &'static str {
        self.of("Plats för underskriften [annars 16384]", "Room for the signature [else 16384]")
    }

    pub(in crate::cli) fn help_secret_file(&self) -> &'static str {
        self.of("Lösenordet eller PIN-koden står i en fil", "The passphrase or PIN stands in a file")
    }

    pub(in crate::cli) fn help_secret_descriptor(&self) -> &'static str {
        self.of("Den kommer på en öppen filbeskrivare", "It comes on an open file descriptor")
    }

    pub(in crate::cli) fn help_secret_environment(&self) -> &'static str {
        self.of("Den står i en miljövariabel", "It stands in an environment variable")
    }

    pub(in crate::cli) fn ask_passphrase(&self) -> &'static str {
        self.of("Lösenord till nyckelfilen: ", "Passphrase of the key file: ")
    }

    pub(in crate::cli) fn ask_pin(&self) -> &'static str {
        self.of("PIN-kod: ", "PIN: ")
    }

    pub(in crate::cli) fn last_try(&self) -> &'static str {
        self.of(
            "tertial: kortet låses om PIN-koden blir fel en gång till\n",
            "tertial: the card locks if the PIN is wrong once more\n",
        )
    }

    pub(in crate::cli) fn other_name(&self, field: &str, expected: &str, name: &str) -> String {
        self.made(
            format!(
                "tertial: fältet {field} är avsett för {expected}; certifikatet är utfärdat för {name}\n"
            ),
            format!(
                "tertial: the field {field} is meant for {expected}; the certificate is issued to {name}\n"
            ),
        )
    }

    pub(in crate::cli) fn missing_issuer(&self, issuer: &str, holder: &str) -> String {
        self.made(
            format!(
                "tertial: certifikatet för {issuer}, som gett ut det för {holder}, följer inte med nyckeln; är det ingen \
                 rot som mottagaren redan litar på går underskriften inte att kontrollera. Lägg in det bredvid nyckeln\n"
            ),
            format!(
                "tertial: the certificate of {issuer}, who issued that of {holder}, does not come with the key; unless it \
                 is a root that the recipient trusts, the signature cannot be verified. Put it beside the key\n"
            ),
        )
    }

    pub(in crate::cli) fn added_to(&self, revisions: usize) -> String {
        self.made(
            format!(
                "tertial: filen har ändrats {} gång(er) sedan den byggdes, och ingen har skrivit under det; läs sidorna, \
                 eller bygg den på nytt\n",
                revisions - 1
            ),
            format!(
                "tertial: the file was added to {} time(s) since it was built, and nobody signed that; read its pages, or \
                 build it anew\n",
                revisions - 1
            ),
        )
    }

    pub(in crate::cli) fn broken_before(&self, field: &str, why: &str) -> String {
        self.made(
            format!("tertial: underskriften i {field} håller inte: {why}; inget har undertecknats\n"),
            format!("tertial: the signature in {field} does not hold: {why}; nothing was signed\n"),
        )
    }

    pub(in crate::cli) fn is_there(&self, path: &str) -> String {
        self.made(
            format!("tertial: ”{path}” finns redan och skrivs inte över; välj ett annat namn med -o\n"),
            format!("tertial: `{path}` is there already and is not replaced; choose another name with -o\n"),
        )
    }

    pub(in crate::cli) fn no_terminal(&self, why: &str) -> String {
        self.made(
            format!("tertial: det finns ingen terminal att fråga i ({why}); ange var lösenordet eller PIN-koden står med --passphrase-file\n"),
            format!("tertial: there is no terminal to ask at ({why}); say where the passphrase or PIN stands with --passphrase-file\n"),
        )
    }

    pub(in crate::cli) fn would_overwrite(&self) -> String {
        self.made(
            "tertial: resultatet måste få ett annat namn än de filer som kommandot läser; ange det med -o\n"
                .to_owned(),
            "tertial: the result must have another name than the files that are read; give it with -o\n"
                .to_owned(),
        )
    }

    pub(in crate::cli) fn no_panel(&self, name: &str) -> String {
        self.made(
            format!("tertial: ”{name}” går inte att visa i fältet; skriv under med --invisible\n"),
            format!("tertial: `{name}` cannot be shown in the field; sign with --invisible\n"),
        )
    }

    pub(in crate::cli) fn no_variable(&self, name: &str) -> String {
        self.made(
            format!("tertial: miljövariabeln {name} finns inte\n"),
            format!("tertial: there is no environment variable {name}\n"),
        )
    }

    pub(in crate::cli) fn unread_secret(&self, why: &str) -> String {
        self.made(
            format!("tertial: lösenordet går inte att läsa: {why}\n"),
            format!("tertial: the passphrase cannot be read: {why}\n"),
        )
    }

    pub(in crate::cli) fn no_passphrase(&self) -> String {
        self.made(
            "tertial: lösenordet är för långt eller inte text\n".to_owned(),
            "tertial: the passphrase is too long or no text\n".to_owned(),
        )
    }

    pub(in crate::cli) fn unsigned(&self, error: &SignError) -> String {
        let (swedish, english) = match error {
            SignError::File(error) => of_file(error),
            SignError::Key(error) => of_key(error),
        };
        let swedish = format!("tertial: {swedish}; inget har undertecknats\n");
        self.made(swedish, format!("tertial: {english}; nothing was signed\n"))
    }
}

fn of_file(error: &FileError) -> (String, String) {
    match error {
        FileError::AlreadySigned(name) => {
            (format!("fältet {name} är redan undertecknat"), format!("the field {name} is signed already"))
        }
        FileError::Appearance => {
            ("bilden av underskriften är inte en sida".to_owned(), "the picture is not one page".to_owned())
        }
        FileError::Damaged => (
            "filens korsreferenser är skadade; bygg den på nytt".to_owned(),
            "the file's cross-references are damaged; build it anew".to_owned(),
        ),
        FileError::ForeignPart(what) => (
            format!(
                "filen har något som inte hör till en rapport ({what}) och som kan ändra vad den visar; bygg den på nytt"
            ),
            format!(
                "the file has something that is not of a report ({what}) and that could change what it shows; build it anew"
            ),
        ),
        FileError::Encrypted => ("filen är krypterad".to_owned(), "the file is encrypted".to_owned()),
        FileError::ForeignField(name) => (
            format!("formulärfältet {name} är inget underskriftsfält och kan ändras efteråt"),
            format!("the form field {name} is none for a signature and could be changed afterwards"),
        ),
        FileError::Locked => (
            "filen är certifierad och låst för fler underskrifter".to_owned(),
            "the file is certified and locked for further signatures".to_owned(),
        ),
        FileError::NoField { name, free } => {
            let (none, list) = (free.is_empty(), free.join(", "));
            let (swedish, english) = if none {
                ("inget fält är ledigt".to_owned(), "no field is free".to_owned())
            } else {
                (format!("lediga är {list}"), format!("free are {list}"))
            };
            (
                format!("det finns inget underskriftsfält {name}, {swedish}"),
                format!("there is no signature field {name}, {english}"),
            )
        }
        FileError::NoFreeField => (
            "det finns inget ledigt underskriftsfält; skriv underskrifter i ärende.yaml och bygg med --final"
                .to_owned(),
            "there is no free signature field; write underskrifter in ärende.yaml and build with --final"
                .to_owned(),
        ),
        FileError::NotFirst => (
            "bara den första underskriften kan certifiera".to_owned(),
            "only the first signature can certify".to_owned(),
        ),
        FileError::TooLarge { needed, reserved } => (
            format!("underskriften tar {needed} byte och {reserved} är reserverade; ange fler med --reserve"),
            format!(
                "the signature takes {needed} bytes and {reserved} are reserved; give more with --reserve"
            ),
        ),
        FileError::Unreadable(why) => (
            format!("filen går inte att läsa som PDF: {why}"),
            format!("the file cannot be read as PDF: {why}"),
        ),
    }
}

fn of_key(error: &KeyError) -> (String, String) {
    match error {
        KeyError::Expired(since) => (
            format!("certifikatet gick ut {}", spoken(*since)),
            format!("the certificate expired {}", spoken_in_english(*since)),
        ),
        KeyError::Mismatch => (
            "nyckeln hör inte till certifikatet".to_owned(),
            "the key does not belong to the certificate".to_owned(),
        ),
        KeyError::NoKey => (
            "det finns ingen nyckel med certifikat".to_owned(),
            "there is no key with a certificate".to_owned(),
        ),
        KeyError::NotAKeyFile => (
            "nyckelfilen är inte PKCS#12 (.p12 eller .pfx)".to_owned(),
            "the key file is not PKCS#12 (.p12 or .pfx)".to_owned(),
        ),
        KeyError::NotYetValid(from) => (
            format!("certifikatet gäller först från {}", spoken(*from)),
            format!("the certificate is valid only from {}", spoken_in_english(*from)),
        ),
        KeyError::NotForSigning => (
            "certifikatet är inte avsett för underskrifter".to_owned(),
            "the certificate is not meant for signatures".to_owned(),
        ),
        KeyError::NoToken(known) => {
            let list = known.join(", ");
            (
                format!("ange ett av korten med --token; det finns: {list}"),
                format!("give one of the tokens with --token; there are: {list}"),
            )
        }
        KeyError::PinLocked => ("PIN-koden är låst".to_owned(), "the PIN is locked".to_owned()),
        KeyError::SeveralKeys(names) => {
            let list = names.join(", ");
            (
                format!("det finns flera nycklar; ange en med --key: {list}"),
                format!("there are several keys; give one with --key: {list}"),
            )
        }
        KeyError::Unfit(Unfit::TooShort(bits)) => (
            format!("RSA-nyckeln har {bits} bitar; minst 2048 behövs"),
            format!("the RSA key has {bits} bits; at least 2048 are needed"),
        ),
        KeyError::Unfit(Unfit::UnknownKind) => (
            "nyckeln är varken RSA, P-256, P-384, P-521 eller Ed25519".to_owned(),
            "the key is neither RSA, P-256, P-384, P-521 nor Ed25519".to_owned(),
        ),
        KeyError::Unusable(why) => {
            (format!("nyckeln går inte att använda: {why}"), format!("the key cannot be used: {why}"))
        }
        KeyError::WrongSecret => {
            ("lösenordet eller PIN-koden är fel".to_owned(), "the passphrase or PIN is wrong".to_owned())
        }
    }
}
