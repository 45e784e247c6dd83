//! What `verify` says.

use super::Words;
use crate::signatures::verify::{Indication, Kind, Level, Reason};

impl Words {
    pub(in crate::cli) fn about_verify(&self) -> &'static str {
        self.of(
            "Kontrollera underskrifterna i en PDF: vem, när, vad som skrevs under och vad som hänt sedan.",
            "Verify the signatures of a PDF: who, when, what was signed and what was done later.",
        )
    }

    pub(in crate::cli) fn usage_verify(&self) -> &'static str {
        self.of("tertial verify FIL --trust CA.pem [val]", "tertial verify FILE --trust CA.pem [options]")
    }

    pub(in crate::cli) fn time(&self) -> &'static str {
        self.of("TID", "TIME")
    }

    pub(in crate::cli) fn help_file(&self) -> &'static str {
        self.of("PDF-filen som ska kontrolleras", "The PDF file to verify")
    }

    pub(in crate::cli) fn help_trust(&self) -> &'static str {
        self.of(
            "En utfärdare att lita på; kan anges flera gånger. Ingen annan litas på",
            "An issuer to trust; may be given many times. No other is trusted",
        )
    }

    pub(in crate::cli) fn help_at(&self) -> &'static str {
        self.of(
            "Kontrollera som vid denna tid (UTC): 2026-11-24 eller 2026-11-24T12:30:00Z [annars nu]",
            "Verify as of this time (UTC): 2026-11-24 or 2026-11-24T12:30:00Z [else now]",
        )
    }

    pub(in crate::cli) fn help_text_or_json(&self) -> &'static str {
        self.of("Hur det visas: text eller json [annars text]", "How it is shown: text or json [else text]")
    }

    pub(in crate::cli) fn help_unknown_revocation(&self) -> &'static str {
        self.of(
            "Godta certifikat vars spärrstatus filen inte styrker; ett spärrat godtas aldrig",
            "Accept certificates whose revocation the file does not settle; a revoked one never is",
        )
    }

    pub(in crate::cli) fn help_extract(&self) -> &'static str {
        self.of(
            "Skriv filen som den såg ut för underskrift nummer N, till -o",
            "Write the file as the signer of signature number N saw it, to -o",
        )
    }

    pub(in crate::cli) fn help_extract_output(&self) -> &'static str {
        self.of("Var den filen ska läggas", "Where to put that file")
    }

    pub(in crate::cli) fn no_time(&self, text: &str) -> String {
        self.made(
            format!("tertial: ”{text}” är ingen tid; skriv som 2026-11-24 eller 2026-11-24T12:30:00Z\n"),
            format!("tertial: `{text}` is no time; write it as 2026-11-24 or 2026-11-24T12:30:00Z\n"),
        )
    }

    pub(in crate::cli) fn no_certificate(&self, path: &str) -> String {
        self.made(
            format!("tertial: ”{path}” har inget certifikat; ange en fil i formatet PEM eller DER\n"),
            format!("tertial: `{path}` has no certificate; give a file in PEM or DER\n"),
        )
    }

    pub(in crate::cli) fn no_signature(&self, number: usize) -> String {
        self.made(
            format!("tertial: filen har ingen läsbar underskrift nummer {number}\n"),
            format!("tertial: the file has no readable signature number {number}\n"),
        )
    }

    pub(in crate::cli) fn too_large(&self) -> &'static str {
        self.of("filen är för stor", "the file is too large")
    }

    pub(in crate::cli) fn word_file(&self) -> &'static str {
        self.of("Filen", "The file")
    }

    pub(in crate::cli) fn word_why(&self) -> &'static str {
        self.of("Varför", "Why")
    }

    pub(in crate::cli) fn word_kind(&self) -> &'static str {
        self.of("Slag", "Kind")
    }

    pub(in crate::cli) fn word_signer(&self) -> &'static str {
        self.of("Undertecknat av", "Signed by")
    }

    pub(in crate::cli) fn word_issuer(&self) -> &'static str {
        self.of("Utfärdat av", "Issued by")
    }

    pub(in crate::cli) fn word_planned(&self) -> &'static str {
        self.of("Avsett för", "Meant for")
    }

    pub(in crate::cli) fn word_note(&self) -> &'static str {
        self.of("Obs", "Note")
    }

    pub(in crate::cli) fn signed_fields(&self, signed: usize, fields: usize) -> String {
        let (swedish, english) =
            if fields == 1 { ("undertecknat", "field") } else { ("undertecknade", "fields") };
        self.made(
            format!("{signed} av {fields} fält {swedish}."),
            format!("{signed} of {fields} {english} signed."),
        )
    }

    pub(in crate::cli) fn not_signed(&self, field: &str, planned: &str) -> String {
        if planned.is_empty() {
            return self.made(format!("{field} är inte undertecknat"), format!("{field} is not signed"));
        }
        self.made(
            format!("{field} är inte undertecknat (avsett för {planned})"),
            format!("{field} is not signed (meant for {planned})"),
        )
    }

    pub(in crate::cli) fn other_person(&self, field: &str, planned: &str, signed: &str) -> String {
        self.made(
            format!("{field}: avsett för {planned}, undertecknat av {signed}"),
            format!("{field}: meant for {planned}, signed by {signed}"),
        )
    }

    pub(in crate::cli) fn claimed_later(&self, field: &str) -> String {
        self.made(
            format!("{field}: den uppgivna tiden är senare än den styrkta; lita på den styrkta"),
            format!("{field}: the claimed time is later than the proven one; rely on the proven one"),
        )
    }

    pub(in crate::cli) fn nobody_signed(&self) -> &'static str {
        self.of(
            "Ingen har skrivit under filen. Lita inte på den som undertecknad.",
            "Nobody has signed the file. Do not rely on it as signed.",
        )
    }

    pub(in crate::cli) fn valid_but(&self) -> &'static str {
        self.of(
            "De underskrifter som finns är giltiga, men se raderna med Obs.",
            "The signatures that are there are valid, but see the notes.",
        )
    }

    pub(in crate::cli) fn word_motive(&self) -> &'static str {
        self.of("Angivet skäl", "Reason given")
    }

    pub(in crate::cli) fn word_claimed(&self) -> &'static str {
        self.of("Uppgiven tid", "Claimed time")
    }

    pub(in crate::cli) fn word_proven(&self) -> &'static str {
        self.of("Styrkt tid", "Proven time")
    }

    pub(in crate::cli) fn word_revocation(&self) -> &'static str {
        self.of("Spärr", "Revocation")
    }

    pub(in crate::cli) fn revocation_unsettled(&self) -> &'static str {
        self.of(
            "filen visar inte om certifikatet var spärrat; godtaget på din begäran",
            "the file does not settle whether the certificate was revoked; accepted as you asked",
        )
    }

    pub(in crate::cli) fn word_saw(&self) -> &'static str {
        self.of("Omfattar", "Covers")
    }

    pub(in crate::cli) fn word_later(&self) -> &'static str {
        self.of("Därefter", "Later")
    }

    pub(in crate::cli) fn claimed(&self, time: &str) -> String {
        self.made(
            format!("{time} (enligt undertecknarens dator)"),
            format!("{time} (by the signer's computer)"),
        )
    }

    pub(in crate::cli) fn proven(&self, time: &str, authority: &str) -> String {
        self.made(
            format!("fanns senast {time}, enligt {authority}"),
            format!("was there by {time}, says {authority}"),
        )
    }

    pub(in crate::cli) fn saw(&self, revision: usize, revisions: usize, bytes: usize) -> String {
        self.made(
            format!("version {revision} av {revisions} ({bytes} byte från filens början)"),
            format!("revision {revision} of {revisions} ({bytes} bytes from the beginning)"),
        )
    }

    pub(in crate::cli) fn kind_of(&self, kind: Kind, level: Option<Level>) -> String {
        let name = match kind {
            Kind::Approval => self.of("underskrift", "signature"),
            Kind::Certification(1) => {
                self.of("certifiering: inget får ändras", "certification: nothing may change")
            }
            Kind::Certification(_) => {
                self.of("certifiering: fler får skriva under", "certification: others may sign")
            }
            Kind::Timestamp => self.of("tidsstämpel", "timestamp"),
        };
        level.map_or(name.to_owned(), |level| format!("{name}, {}", level.name()))
    }

    pub(in crate::cli) fn field_added(&self, field: &str) -> String {
        self.made(format!("tomt, osynligt fält {field}"), format!("empty, invisible field {field}"))
    }

    pub(in crate::cli) fn metadata_changed(&self) -> &'static str {
        self.of("filens beskrivning ändrad", "description of the file changed")
    }

    pub(in crate::cli) fn signed_in(&self, field: &str) -> String {
        self.made(format!("underskrift i {field}"), format!("signature in {field}"))
    }

    pub(in crate::cli) fn timestamped_in(&self, field: &str) -> String {
        self.made(format!("tidsstämpel i {field}"), format!("timestamp in {field}"))
    }

    pub(in crate::cli) fn validation_data(&self) -> &'static str {
        self.of("uppgifter för senare kontroll", "data for later verification")
    }

    /// The verdict, in words and in those of ETSI EN 319 102-1.
    pub(in crate::cli) fn verdict(&self, indication: Indication, sub: &str) -> String {
        let plain = match indication {
            Indication::Failed => self.of("OGILTIG", "NOT VALID"),
            Indication::Indeterminate => self.of("KAN INTE AVGÖRAS", "CANNOT BE SETTLED"),
            Indication::Passed => self.of("GILTIG", "VALID"),
        };
        let space = if sub.is_empty() { "" } else { " " };
        format!("{plain} ({}{space}{sub})", indication.word())
    }

    pub(in crate::cli) fn conclusion(&self, indication: Indication) -> &'static str {
        match indication {
            Indication::Failed => self.of(
                "Lita inte på filen: minst en underskrift är ogiltig, eller så är filen inte vad den utger sig för.",
                "Do not rely on the file: a signature is not valid, or the file is not what it seems.",
            ),
            Indication::Indeterminate => self.of(
                "Det går inte att avgöra om alla underskrifter är giltiga. Lita inte på filen förrän det är utrett.",
                "Whether all signatures are valid cannot be settled. Do not rely on the file until it is.",
            ),
            Indication::Passed => self.of("Alla underskrifter är giltiga.", "All signatures are valid."),
        }
    }

    /// Why, in one sentence that a clerk understands.
    pub(in crate::cli) fn reason(&self, reason: Reason) -> &'static str {
        let (swedish, english) = sentences(reason);
        self.of(swedish, english)
    }
}

#[expect(clippy::too_many_lines, reason = "one list of sentences")]
fn sentences(reason: Reason) -> (&'static str, &'static str) {
    match reason {
        Reason::NotPdf => ("filen är ingen PDF", "the file is no PDF"),
        Reason::TooLarge => ("filen är för stor för att kontrolleras", "the file is too large to verify"),
        Reason::Encrypted => ("filen är krypterad", "the file is encrypted"),
        Reason::TrailingBytes => {
            ("något har lagts till efter filens slut", "something was added after the end of the file")
        }
        Reason::BrokenTable => (
            "filens innehållsförteckning är trasig, så olika program kan visa olika saker",
            "the table of objects is broken, so programs may show different things",
        ),
        Reason::HybridTable => (
            "filen har två innehållsförteckningar, för olika gamla program, och prövas inte här",
            "the file has two tables of objects, for programs of different age, and is not judged here",
        ),
        Reason::Generation => (
            "ett objekt i filen har numrerats om, så olika program kan visa olika saker",
            "an object of the file was numbered anew, so programs may show different things",
        ),
        Reason::BrokenObject => (
            "en del av filen går inte att läsa entydigt",
            "a part of the file cannot be read in one way only",
        ),
        Reason::DuplicateKey => (
            "en uppgift står två gånger, så olika program kan visa olika saker",
            "something is told twice, so programs may show different things",
        ),
        Reason::NoSignature => ("filen är inte undertecknad", "the file is not signed"),
        Reason::OnlyTimestamps => (
            "filen har bara tidsstämplar; ingen har skrivit under den",
            "the file has timestamps only; nobody has signed it",
        ),
        Reason::SignatureDictionary => (
            "underskriften saknar något eller har något som den inte får ha",
            "the signature lacks something or has what it must not have",
        ),
        Reason::WrongSubFilter => (
            "underskriften är av ett annat slag än PAdES och prövas inte här; pröva den med ett program som känner det",
            "the signature is of another kind than PAdES and is not judged here; use a program that knows it",
        ),
        Reason::ByteRange => (
            "underskriften säger inte riktigt vad den omfattar",
            "the signature does not rightly say what it covers",
        ),
        Reason::ContentsGap => (
            "underskriften lämnar ut mer av filen än sig själv",
            "the signature leaves out more of the file than itself",
        ),
        Reason::Coverage => (
            "underskriften omfattar inte en hel version av filen",
            "the signature does not cover a whole revision of the file",
        ),
        Reason::Padding => ("något är gömt efter underskriften", "something is hidden after the signature"),
        Reason::NotDer => (
            "underskriften är inte kodad som den ska (längder)",
            "the signature is not encoded as it must be (lengths)",
        ),
        Reason::UnsortedSet => (
            "underskriften är inte kodad som den ska (ordning)",
            "the signature is not encoded as it must be (order)",
        ),
        Reason::BrokenCms => ("underskriften är trasig", "the signature is broken"),
        Reason::Signers => {
            ("underskriften har inte precis en undertecknare", "the signature has not exactly one signer")
        }
        Reason::Attributes => (
            "underskriften har fel uppgifter om vad den gäller",
            "the signature has wrong particulars of what it is about",
        ),
        Reason::NoSigningCertificate => {
            ("undertecknarens certifikat saknas", "the signer's certificate is missing")
        }
        Reason::CertificateNotNamed => (
            "underskriften säger inte vilket certifikat den gjordes med",
            "the signature does not say which certificate it was made with",
        ),
        Reason::CertificateSwapped => (
            "certifikatet är ett annat än det som underskriften gjordes med",
            "the certificate is another than the one that signed",
        ),
        Reason::SigningTime => (
            "underskriften har en tidsuppgift som den inte får ha",
            "the signature has a time that it must not have",
        ),
        Reason::ForbiddenAttribute => (
            "underskriften har uppgifter som den inte får ha",
            "the signature has particulars that it must not have",
        ),
        Reason::AlgorithmSwapped => (
            "underskriften är gjord på ett annat sätt än den säger",
            "the signature was made in another way than it says",
        ),
        Reason::WeakAlgorithm => (
            "metoden eller nyckeln är för svag för att lita på",
            "the method or the key is too weak to rely on",
        ),
        Reason::HashMismatch => (
            "dokumentet har ändrats sedan det undertecknades",
            "the document was changed after it was signed",
        ),
        Reason::WrongSignature => (
            "underskriften är inte gjord av den som certifikatet gäller",
            "the signature was not made by the holder of the certificate",
        ),
        Reason::TimestampImprint => ("tidsstämpeln gäller något annat", "the timestamp is of something else"),
        Reason::TimestampBroken => ("tidsstämpeln är trasig", "the timestamp is broken"),
        Reason::TimestampUntrusted => (
            "tidsstämpeln kommer från någon som inte går att lita på; ange dess utfärdare med --trust om den ska godtas",
            "the timestamp comes from one who is not trusted; name its issuer with --trust if it is to be",
        ),
        Reason::TimestampOrder => (
            "tidsstämplarna säger tider i en omöjlig ordning",
            "the timestamps tell times in an impossible order",
        ),
        Reason::NoPath => (
            "undertecknarens certifikat leder inte till någon utfärdare som du litar på; ange den med --trust",
            "the signer's certificate leads to no issuer that you trust; name it with --trust",
        ),
        Reason::AuthorityAsSigner => (
            "en utfärdares certifikat har använts som en persons",
            "the certificate of an authority was used as a person's",
        ),
        Reason::WrongUse => (
            "ett certifikat har använts till något som det inte är till för",
            "a certificate was used for what it is not made for",
        ),
        Reason::BrokenPath => (
            "ett certifikat på vägen till utfärdaren är felaktigt",
            "a certificate on the way to the issuer is wrong",
        ),
        Reason::Expired => (
            "certifikatets tid har gått ut, och inget styrker att underskriften är äldre",
            "the certificate has expired, and nothing proves that the signature is older",
        ),
        Reason::NotYetValid => ("certifikatet gäller inte ännu", "the certificate is not valid yet"),
        Reason::SignedBeforeValid => {
            ("underskriften är äldre än certifikatet", "the signature is older than the certificate")
        }
        Reason::Revoked => (
            "undertecknarens certifikat är spärrat, och inget styrker att underskriften är äldre",
            "the signer's certificate is revoked, and nothing proves that the signature is older",
        ),
        Reason::RevokedAuthority => {
            ("en utfärdares certifikat är spärrat", "the certificate of an authority is revoked")
        }
        Reason::RevocationUnknown => (
            "filen styrker inte att certifikatet inte var spärrat",
            "the file does not prove that the certificate was not revoked",
        ),
        Reason::RevocationStale => {
            ("beskedet om spärr är för gammalt", "what is said of revocation is too old")
        }
        Reason::RevocationUnauthorised => (
            "beskedet om spärr kommer från någon som inte får ge det",
            "what is said of revocation comes from one who has no right to say it",
        ),
        Reason::ChangedAfter => {
            ("dokumentet har ändrats efter underskriften", "the document was changed after the signature")
        }
        Reason::HiddenObjects => {
            ("filen har delar som inte alla program visar", "the file has parts that not all programs show")
        }
        Reason::NotPermitted => (
            "något har gjorts efteråt som certifieringen förbjuder",
            "something was done later that the certification forbids",
        ),
    }
}
