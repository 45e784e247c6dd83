//! What `import` says.

use super::Words;
use crate::edits::import::DocxError;

impl Words {
    pub(in crate::cli) fn about_import(&self) -> &'static str {
        self.of(
            "Ta hem ändringar som gjorts i Word. Visar vad som ändras i filerna; --write skriver det.",
            "Bring edits made in Word home. Shows what changes in the files; --write writes it.",
        )
    }

    pub(in crate::cli) fn usage_import(&self) -> &'static str {
        self.of("tertial import ÄNDRAD.docx [MAPP] [val]", "tertial import EDITED.docx [FOLDER] [options]")
    }

    pub(in crate::cli) fn edited(&self) -> &'static str {
        self.of("ÄNDRAD.docx", "EDITED.docx")
    }

    pub(in crate::cli) fn help_edited(&self) -> &'static str {
        self.of("Word-filen som kom tillbaka", "The Word file that came back")
    }

    pub(in crate::cli) fn help_write(&self) -> &'static str {
        self.of(
            "Skriv ändringarna i filerna, alla eller inga",
            "Write the changes into the files, all or none",
        )
    }

    pub(in crate::cli) fn help_track_changes(&self) -> &'static str {
        self.of(
            "Spårade ändringar: räkna dem som gjorda, som ogjorda, eller visa dem bara [annars accept]",
            "Tracked changes: count them as made, as undone, or only show them [else accept]",
        )
    }

    pub(in crate::cli) fn no_base(&self) -> String {
        self.made(
            "tertial: underlaget som Word-filen gjordes av finns inte i .tertial/; den jämfördes med filerna som de är nu\n"
                .to_owned(),
            "tertial: what the Word file was made from is not in .tertial/; it was compared with the files as they are now\n"
                .to_owned(),
        )
    }

    /// The closing line: how many files change, and how much is left to a person.
    pub(in crate::cli) fn imported(&self, files: usize, written: bool, left: usize) -> String {
        let (swedish, english) = match (files, written) {
            (0, _) => ("inget att ändra".to_owned(), "nothing to change".to_owned()),
            (_, true) => (
                format!("{} ändrade", plural(files, "fil", "filer")),
                format!("{} changed", plural(files, "file", "files")),
            ),
            (_, false) => (
                format!("{} skulle ändras; --write skriver", plural(files, "fil", "filer")),
                format!("{} would change; --write writes", plural(files, "file", "files")),
            ),
        };
        let (swedish_left, english_left) = match left {
            0 => (String::new(), String::new()),
            _ => (format!("; {left} att ta ställning till"), format!("; {left} to decide on")),
        };
        self.made(
            format!("tertial: {swedish}{swedish_left}\n"),
            format!("tertial: {english}{english_left}\n"),
        )
    }

    pub(in crate::cli) fn no_docx(&self, path: &str, error: &DocxError) -> String {
        let (swedish, english) = match error {
            DocxError::Bomb { part } => (
                format!("delen {part} packas upp till orimligt mycket mer än den är"),
                format!("the part {part} unpacks to unreasonably more than it is"),
            ),
            DocxError::Damaged { part } => {
                (format!("filen är skadad ({part})"), format!("the file is damaged ({part})"))
            }
            DocxError::DocumentType { part } => (
                format!("delen {part} har en dokumenttyp, som inte får stå i en Word-fil"),
                format!("the part {part} has a document type, which a Word file may not have"),
            ),
            DocxError::Encrypted => (
                "filen är lösenordsskyddad; öppna den i Word och ta bort lösenordet".to_owned(),
                "the file is protected by a password; open it in Word and take the password away".to_owned(),
            ),
            DocxError::Macros => (
                "filen innehåller makron; spara den som .docx utan makron".to_owned(),
                "the file holds macros; save it as .docx without macros".to_owned(),
            ),
            DocxError::NotDocx => ("det är ingen docx-fil".to_owned(), "it is no docx file".to_owned()),
            DocxError::TooDeep { part } => (
                format!("delen {part} är nästlad djupare än något dokument"),
                format!("the part {part} is nested deeper than any document"),
            ),
            DocxError::TooLarge { part, limit } => {
                let megabytes = limit >> 20;
                (
                    format!("{part} är för stor: högst {megabytes} MB läses"),
                    format!("{part} is too large: at most {megabytes} MB are read"),
                )
            }
            DocxError::TooManyEntries { limit } => (
                format!("filen har för många delar: högst {limit} läses"),
                format!("the file has too many parts: at most {limit} are read"),
            ),
            DocxError::WrongName { name } => (
                format!("filen har en del med ett otillåtet namn: {name}"),
                format!("the file has a part with a name that is not allowed: {name}"),
            ),
        };
        self.made(
            format!("tertial: ”{path}” läses inte: {swedish}\n"),
            format!("tertial: `{path}` is not read: {english}\n"),
        )
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
