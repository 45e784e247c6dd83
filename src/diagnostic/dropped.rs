//! What a Word file holds that the files have no way to say, in words.

/// What was left out of a Word file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// An attribute or element that is not known, by its name.
    Element(String),
    /// An equation.
    Equation,
    /// A running head or foot that was changed.
    Head,
    /// Hidden text.
    Hidden,
    /// Highlighted text, whose highlight is left out.
    Highlighted,
    /// Lowered letters, written as others.
    Lowered,
    /// What is the program's, or has no place of its own, and was moved.
    Moved,
    /// An embedded object.
    Object,
    /// A part of the file that is not known, by the kind of its relationship.
    Part(String),
    /// A picture that was put in.
    Picture,
    /// Words for a picture or table that were changed.
    PictureWords,
    /// A picture that was taken away.
    PictureGone,
    /// Raised letters, written as others.
    Raised,
    /// Cells that were put into a table.
    Row,
    /// Text that was struck through.
    Struck,
    /// A character of a font of symbols.
    Symbol,
    /// A table that was put in.
    Table,
    /// A text box.
    TextBox,
    /// Underlined text, whose line is left out.
    Underlined,
}

/// What a paragraph of a Word file is; lists count their depth from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParagraphForm {
    /// An item of a bulleted list.
    Bullet(u8),
    /// A further paragraph of an item.
    Continued(u8),
    /// A heading of a level.
    Heading(u8),
    /// An item of a numbered list.
    Number(u8),
    /// Ordinary text.
    Text,
}

impl Dropped {
    pub(super) fn swedish(&self) -> String {
        let words = match self {
            Self::Element(name) => return format!("{name} i Word-filen är okänt och tas inte hem"),
            Self::Equation => "en formel i Word tas inte hem",
            Self::Head => "sidhuvudet är ändrat i Word",
            Self::Hidden => "dold text i Word tas inte hem",
            Self::Highlighted => "överstrykningen i Word tas inte hem",
            Self::Lowered => "nedsänkta tecken skrivs som vanliga",
            Self::Moved => "det här är flyttat i Word, men står kvar i filerna",
            Self::Object => "ett inbäddat objekt i Word tas inte hem",
            Self::Part(kind) => return format!("delen {kind} i Word-filen är okänd och tas inte hem"),
            Self::Picture => "en ny bild i Word tas inte hem",
            Self::PictureWords => "beskrivningen av en bild eller tabell är ändrad i Word",
            Self::PictureGone => "en bild är borttagen i Word, men står kvar i filerna",
            Self::Raised => "upphöjda tecken skrivs som vanliga",
            Self::Row => "nya celler i en tabell tas inte hem",
            Self::Table => "en ny tabell i Word tas inte hem",
            Self::Struck => "texten är genomstruken i Word, men står kvar",
            Self::Symbol => "ett tecken ur ett symboltypsnitt tas inte hem",
            Self::TextBox => "en textruta i Word tas inte hem",
            Self::Underlined => "understrykningen i Word tas inte hem",
        };
        words.to_owned()
    }

    pub(super) fn english(&self) -> String {
        let words = match self {
            Self::Element(name) => return format!("{name} in the Word file is not known and is left out"),
            Self::Equation => "an equation in Word is left out",
            Self::Head => "the running head was changed in Word",
            Self::Hidden => "hidden text in Word is left out",
            Self::Highlighted => "the highlight in Word is left out",
            Self::Lowered => "lowered letters are written as others",
            Self::Moved => "this was moved in Word, and stays where it is in the files",
            Self::Object => "an embedded object in Word is left out",
            Self::Part(kind) => {
                return format!("the part {kind} of the Word file is not known and is left out");
            }
            Self::Picture => "a new picture in Word is left out",
            Self::PictureWords => "the description of a picture or table was changed in Word",
            Self::PictureGone => "a picture was taken away in Word, and stays in the files",
            Self::Raised => "raised letters are written as others",
            Self::Row => "new cells in a table are left out",
            Self::Table => "a new table in Word is left out",
            Self::Struck => "the text is struck through in Word, and stays",
            Self::Symbol => "a character of a font of symbols is left out",
            Self::TextBox => "a text box in Word is left out",
            Self::Underlined => "the underline in Word is left out",
        };
        words.to_owned()
    }

    pub(super) fn swedish_way(&self) -> &'static str {
        match self {
            Self::Picture => {
                "lägg bildfilen i projektet, och ett block ”bild” med beskrivning där den ska stå"
            }
            Self::PictureGone => "ta bort blocket ”bild” eller ”diagram” om bilden ska bort",
            Self::PictureWords => "ändra beskrivningen där bilden eller tabellen är skriven",
            Self::Head => "ändra beteckningen i ärende.yaml om sidhuvudet ska vara ett annat",
            Self::Moved => "flytta det i filen om det ska stå någon annanstans",
            Self::Row => "lägg in raden eller kolumnen i bladet",
            Self::Table => "lägg in talen i ett blad, och tabellen med ”tabell”",
            Self::Struck => "ta bort texten om det är det som menas",
            Self::Highlighted | Self::Underlined => "skriv **fetstil** eller *kursiv* om orden ska framhävas",
            Self::Element(_)
            | Self::Equation
            | Self::Hidden
            | Self::Lowered
            | Self::Object
            | Self::Part(_)
            | Self::Raised
            | Self::Symbol
            | Self::TextBox => "skriv in det som text om det ska med",
        }
    }

    pub(super) fn english_way(&self) -> &'static str {
        match self {
            Self::Picture => {
                "put the file into the project, and a block `bild` with a description where it goes"
            }
            Self::PictureGone => "take away the block `bild` or `diagram` if the picture is to go",
            Self::PictureWords => "change the description where the picture or table is written",
            Self::Head => "change the designation in ärende.yaml if the head is to be another",
            Self::Moved => "move it in the file if it is to stand elsewhere",
            Self::Row => "put the row or column into the sheet",
            Self::Table => "put the figures into a sheet, and the table with `tabell`",
            Self::Struck => "take the text away if that is meant",
            Self::Highlighted | Self::Underlined => {
                "write **strong** or *emphasis* if the words are to stand out"
            }
            Self::Element(_)
            | Self::Equation
            | Self::Hidden
            | Self::Lowered
            | Self::Object
            | Self::Part(_)
            | Self::Raised
            | Self::Symbol
            | Self::TextBox => "write it as text if it is to be there",
        }
    }
}

impl ParagraphForm {
    pub(super) fn swedish(self) -> String {
        match self {
            Self::Bullet(depth) => format!("punkt på nivå {depth}"),
            Self::Continued(depth) => format!("fortsättning av punkt på nivå {depth}"),
            Self::Heading(level) => format!("rubrik på nivå {level}"),
            Self::Number(depth) => format!("numrerad punkt på nivå {depth}"),
            Self::Text => "vanligt stycke".to_owned(),
        }
    }

    pub(super) fn english(self) -> String {
        match self {
            Self::Bullet(depth) => format!("item of level {depth}"),
            Self::Continued(depth) => format!("further paragraph of an item of level {depth}"),
            Self::Heading(level) => format!("heading of level {level}"),
            Self::Number(depth) => format!("numbered item of level {depth}"),
            Self::Text => "ordinary paragraph".to_owned(),
        }
    }
}
