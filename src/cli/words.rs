//! What the program itself says, in both languages.

mod diff;
mod export;
mod facts;
mod import;
mod level;
mod new;
mod rebuild;
mod record;
mod remote;
mod schema;
mod sign;
mod verify;

use std::io;

use super::output::{IsInput, Kept, There};
use crate::diagnostic::Language;
use crate::pipeline::Step;

/// The words of one language.
pub(super) struct Words {
    pub(super) language: Language,
}

impl Words {
    pub(super) fn new(language: Language) -> Self {
        Self { language }
    }

    fn of<'a>(&self, swedish: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::English => english,
            Language::Swedish => swedish,
        }
    }

    fn made(&self, swedish: String, english: String) -> String {
        match self.language {
            Language::English => english,
            Language::Swedish => swedish,
        }
    }

    pub(super) fn about(&self) -> &'static str {
        self.of(
            "tertial gör stadens formella rapporter: text och siffror i YAML blir PDF och Word.",
            "tertial makes a city's formal reports: text and figures in YAML become PDF and Word.",
        )
    }

    pub(super) fn about_build(&self) -> &'static str {
        self.of(
            "Bygg dokumentet som PDF och Word. Utan --final blir det ett utkast, märkt UTKAST på varje sida.",
            "Build the document as PDF and Word. Without --final it is a draft, marked UTKAST on every page.",
        )
    }

    pub(super) fn about_check(&self) -> &'static str {
        self.of(
            "Granska texterna och siffrorna utan att bygga något. Visar allt som behöver rättas.",
            "Check texts and figures without building anything. Shows all that needs mending.",
        )
    }

    pub(super) fn about_installed(&self) -> &'static str {
        self.of(
            "Skriv manual och kompletteringar för skal, som ett paket lägger i /usr/share.",
            "Write the manual and the completions of shells, which a package puts in /usr/share.",
        )
    }

    pub(super) fn about_explain(&self) -> &'static str {
        self.of(
            "Förklara ett meddelande: vad som är fel, varför det spelar roll, och hur det rättas.",
            "Explain a message: what is wrong, why it matters, and how to mend it (pages in Swedish).",
        )
    }

    pub(super) fn usage_explain(&self) -> &'static str {
        self.of("tertial explain KOD", "tertial explain CODE")
    }

    pub(super) fn code(&self) -> &'static str {
        self.of("KOD", "CODE")
    }

    pub(super) fn help_code(&self) -> &'static str {
        self.of(
            "Koden inom hakparentes i meddelandet, till exempel decimal-comma",
            "The code in brackets in the message, such as decimal-comma",
        )
    }

    pub(super) fn no_code(&self, code: &str, nearest: Option<&str>) -> String {
        let meant = nearest.map_or(String::new(), |nearest| {
            self.made(format!("; menade du {nearest}?"), format!("; did you mean {nearest}?"))
        });
        self.made(
            format!("tertial: det finns inget meddelande med koden ”{code}”{meant}\n"),
            format!("tertial: there is no message with the code `{code}`{meant}\n"),
        )
    }

    pub(super) fn examples(&self) -> &'static str {
        self.of(
            "Exempel:\n  tertial new rapport             gör en mapp att börja i\n  \
             tertial check content           visa vad som behöver rättas\n  \
             tertial build content           gör ett utkast i mappen ut/\n  \
             tertial build content --final   gör den slutliga PDF:en och Word-filen\n  \
             tertial trace content slk.netto.prognos   visa varifrån en siffra kommer\n\n\
             Avslutar med 0 när allt är bra, 1 när något behöver rättas, 2 när kommandot är fel skrivet.",
            "Examples:\n  tertial new report              make a folder to begin in\n  \
             tertial check content           show what needs mending\n  \
             tertial build content           make a draft in the folder ut/\n  \
             tertial build content --final   make the final PDF and Word file\n  \
             tertial trace content slk.netto.prognos   show where a figure comes from\n\n\
             Exits with 0 when all is well, 1 when something needs mending, 2 when the command is wrong.",
        )
    }

    pub(super) fn file(&self) -> &'static str {
        self.of("FIL", "FILE")
    }

    pub(super) fn folder(&self) -> &'static str {
        self.of("MAPP", "FOLDER")
    }

    pub(super) fn usage(&self) -> &'static str {
        self.of("tertial KOMMANDO [MAPP] [val]", "tertial COMMAND [FOLDER] [options]")
    }

    pub(super) fn usage_build(&self) -> &'static str {
        self.of("tertial build [MAPP] [val]", "tertial build [FOLDER] [options]")
    }

    pub(super) fn usage_check(&self) -> &'static str {
        self.of("tertial check [MAPP] [val]", "tertial check [FOLDER] [options]")
    }

    pub(super) fn help_folder(&self) -> &'static str {
        self.of(
            "Mappen med ärende.yaml [annars denna mapp, annars content]",
            "The folder with ärende.yaml [else this folder, else content]",
        )
    }

    pub(super) fn help_to(&self) -> &'static str {
        self.of(
            "Vad som ska göras, med komma emellan: pdf, docx, html, txt [annars pdf,docx]",
            "What to make, separated by commas: pdf, docx, html, txt [else pdf,docx]",
        )
    }

    pub(super) fn help_origin(&self) -> &'static str {
        self.of(
            "Vad HTML-filen visar om varifrån en siffra kommer: none, cell eller full [annars cell]",
            "What the HTML file shows of where a figure comes from: none, cell or full [else cell]",
        )
    }

    pub(super) fn help_output(&self) -> &'static str {
        self.of("Var filerna ska läggas [annars ut]", "Where to put the files [else ut]")
    }

    pub(super) fn help_final(&self) -> &'static str {
        self.of(
            "Gör det slutliga dokumentet; vägras om något behöver rättas",
            "Make the final document; refused when something needs mending",
        )
    }

    pub(super) fn help_standard(&self) -> &'static str {
        self.of(
            "Arkivformat för PDF: a-2a, eller a-3a med alla källfiler inuti [annars a-2a]",
            "Archival format of the PDF: a-2a, or a-3a with all source files inside [else a-2a]",
        )
    }

    pub(super) fn help_timings(&self) -> &'static str {
        self.of("Visa hur lång tid varje steg tog", "Show how long each step took")
    }

    pub(super) fn help_format(&self) -> &'static str {
        self.of(
            "Hur det visas: text (med raden), concise (en rad var), json eller sarif [annars text]",
            "How it is shown: text (with the line), concise (one line each), json or sarif [else text]",
        )
    }

    pub(super) fn help_fix(&self) -> &'static str {
        self.of(
            "Skriv in referenser där ett handskrivet belopp finns i tabellen",
            "Write references where an amount typed by hand stands in the table",
        )
    }

    pub(super) fn bound(&self, count: usize) -> String {
        let (one, many) = match self.language {
            Language::English => ("amount is now a reference", "amounts are now references"),
            Language::Swedish => ("belopp är nu en referens", "belopp är nu referenser"),
        };
        format!("{count} {}", if count == 1 { one } else { many })
    }

    pub(super) fn help_lang(&self) -> &'static str {
        self.of("Språk för meddelanden: sv eller en", "Language of messages: sv or en")
    }

    pub(super) fn help_help(&self) -> &'static str {
        self.of("Visa hjälpen", "Show help")
    }

    pub(super) fn help_version(&self) -> &'static str {
        self.of("Visa versionen", "Show the version")
    }

    pub(super) fn template(&self) -> &'static str {
        self.of(
            "{about}\n\nSkriv så här: {usage}\n\n{positionals}\n\nVal:\n{options}\n",
            "{about}\n\nUsage: {usage}\n\n{positionals}\n\nOptions:\n{options}\n",
        )
    }

    pub(super) fn main_template(&self) -> &'static str {
        self.of(
            "{about}\n\nSkriv så här: {usage}\n\nKommandon:\n{subcommands}\n\nVal:\n{options}{after-help}\n",
            "{about}\n\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}{after-help}\n",
        )
    }

    pub(super) fn no_command(&self, command: &str, meant: Option<&str>, known: &str) -> String {
        if let Some(meant) = meant {
            return self.made(
                format!("tertial: kommandot ”{command}” finns inte; menade du {meant}?\n"),
                format!("tertial: there is no command `{command}`; did you mean {meant}?\n"),
            );
        }
        self.made(
            format!("tertial: kommandot ”{command}” finns inte; välj {known} (se tertial --help)\n"),
            format!("tertial: there is no command `{command}`; choose {known} (see tertial --help)\n"),
        )
    }

    pub(super) fn no_option(&self, option: &str) -> String {
        self.made(
            format!("tertial: ”{option}” går inte att ange här (se tertial --help)\n"),
            format!("tertial: `{option}` cannot be given here (see tertial --help)\n"),
        )
    }

    pub(super) fn no_value(&self, value: &str, option: &str, known: &str) -> String {
        self.made(
            format!("tertial: ”{value}” går inte att välja för {option}; välj {known}\n"),
            format!("tertial: `{value}` cannot be chosen for {option}; choose {known}\n"),
        )
    }

    pub(super) fn wrong_value(&self, value: &str, option: &str) -> String {
        self.made(
            format!("tertial: ”{value}” går inte att ange för {option}\n"),
            format!("tertial: `{value}` cannot be given for {option}\n"),
        )
    }

    pub(super) fn missing_arguments(&self, missing: &str) -> String {
        self.made(
            format!("tertial: det saknas {missing} (se tertial --help)\n"),
            format!("tertial: {missing} is missing (see tertial --help)\n"),
        )
    }

    pub(super) fn not_together(&self, one: &str, other: &str) -> String {
        self.made(
            format!("tertial: ange {one} eller {other}, inte båda\n"),
            format!("tertial: give {one} or {other}, not both\n"),
        )
    }

    pub(super) fn wrong_arguments(&self) -> String {
        self.made(
            "tertial: kommandot är fel skrivet (se tertial --help)\n".to_owned(),
            "tertial: the command is wrong (see tertial --help)\n".to_owned(),
        )
    }

    pub(super) fn no_folder(&self, path: &str) -> String {
        self.made(
            format!("tertial: mappen ”{path}” finns inte; ange mappen som har filen ärende.yaml\n"),
            format!("tertial: there is no folder `{path}`; give the folder that has the file ärende.yaml\n"),
        )
    }

    pub(super) fn not_a_folder(&self, path: &str) -> String {
        self.made(
            format!("tertial: ”{path}” är ingen mapp; ange mappen som har filen ärende.yaml\n"),
            format!("tertial: `{path}` is not a folder; give the folder that has the file ärende.yaml\n"),
        )
    }

    pub(super) fn unreadable(&self, path: &str, why: &str) -> String {
        self.made(
            format!("tertial: ”{path}” går inte att läsa: {why}\n"),
            format!("tertial: `{path}` cannot be read: {why}\n"),
        )
    }

    pub(super) fn unwritable(&self, path: &str, error: &io::Error) -> String {
        if error.get_ref().is_some_and(|inner| inner.is::<There>()) {
            return self.is_there(path);
        }
        let why = self.why_unwritten(error);
        self.made(
            format!("tertial: ”{path}” går inte att skriva: {why}; inget har ändrats\n"),
            format!("tertial: `{path}` cannot be written: {why}; nothing was changed\n"),
        )
    }

    /// What was to be told on stdout was not.
    pub(super) fn unsaid(&self, error: &io::Error) -> String {
        let why = self.why_unwritten(error);
        self.made(
            format!("tertial: resultatet gick inte att skriva ut: {why}\n"),
            format!("tertial: the result could not be put out: {why}\n"),
        )
    }

    /// Why the system did not write; its own words where there are no better ones.
    fn why_unwritten(&self, error: &io::Error) -> String {
        if error.get_ref().is_some_and(|inner| inner.is::<Kept>()) {
            return self.made(
                "där finns en undertecknad fil eller en nyckel, som inte skrivs över".to_owned(),
                "there is a signed file or a key, which is not replaced".to_owned(),
            );
        }
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "a foreign enum; what we know better is listed first"
        )]
        let (swedish, english) = match error.kind() {
            _ if error.get_ref().is_some_and(|inner| inner.is::<IsInput>()) => (
                "filen är en av dem som läses; ange en annan med -o",
                "it is one of the files that are read; give another with -o",
            ),
            io::ErrorKind::InvalidInput => (
                "där finns något annat än en vanlig fil: en genväg, en enhet eller ett rör",
                "there is something else than a regular file: a link, a device or a pipe",
            ),
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                ("där finns en fil, och det ska vara en mapp", "there is a file, where a folder should be")
            }
            io::ErrorKind::IsADirectory => ("där finns en mapp", "there is a folder"),
            io::ErrorKind::PermissionDenied => ("du har inte rätt att skriva där", "you may not write there"),
            io::ErrorKind::ReadOnlyFilesystem => ("där går det bara att läsa", "one can only read there"),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                ("disken är full", "the disk is full")
            }
            _ => return error.to_string(),
        };
        self.made(swedish.to_owned(), english.to_owned())
    }

    pub(super) fn word_failed(&self, why: &str) -> String {
        self.made(
            format!("tertial: Word-filen kunde inte göras: {why}\n"),
            format!("tertial: the Word file could not be made: {why}\n"),
        )
    }

    /// The closing line: how many findings of each kind.
    pub(super) fn summary(&self, errors: usize, finals: usize, warnings: usize, notices: usize) -> String {
        let parts = match self.language {
            Language::English => [
                (errors, "error", "errors"),
                (finals, "error in a final document", "errors in a final document"),
                (warnings, "warning", "warnings"),
                (notices, "figure written by hand", "figures written by hand"),
            ],
            Language::Swedish => [
                (errors, "fel", "fel"),
                (finals, "fel i ett slutligt dokument", "fel i ett slutligt dokument"),
                (warnings, "varning", "varningar"),
                (notices, "siffra skriven för hand", "siffror skrivna för hand"),
            ],
        };
        let told: Vec<_> = parts
            .iter()
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
            .collect();
        if told.is_empty() {
            self.of("inget att rätta", "nothing to mend").to_owned()
        } else {
            told.join(", ")
        }
    }

    pub(super) fn nothing_built(&self) -> &'static str {
        self.of("inget har byggts", "nothing was built")
    }

    pub(super) fn draft(&self) -> &'static str {
        self.of("utkast; bygg med --final när allt är klart", "draft; build with --final when all is done")
    }

    pub(super) fn step(&self, step: Step) -> &'static str {
        match step {
            Step::Html => self.of("skriver HTML", "writing HTML"),
            Step::Layout => self.of("sätter sidorna", "setting the pages"),
            Step::Pdf => self.of("skriver PDF", "writing PDF"),
            Step::Read => self.of("läser och räknar", "reading and computing"),
            Step::Text => self.of("skriver text", "writing text"),
            Step::Word => self.of("skriver Word", "writing Word"),
        }
    }

    pub(super) fn total(&self) -> &'static str {
        self.of("tillsammans", "together")
    }
}
