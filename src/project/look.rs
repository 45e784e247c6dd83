//! The look that an office gives its documents: typefaces, sizes, colours, margins and the running head. PDF and Word
//! are set by the same values; what is no choice of an office's stands in the writers.
//!
//! `assets/mall.yaml` shows every value with what holds where an office says nothing.

/// The look of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The typefaces.
    pub faces: Faces,
    /// The sizes of type.
    pub sizes: Sizes,
    /// The colours.
    pub colours: Colours,
    /// The margins.
    pub margins: Margins,
    /// What the running head says, left of the page number.
    pub head: Vec<HeadPiece>,
    /// The office's mark, in place of the running head's words on the first page.
    pub logo: Option<Logo>,
}

/// Which typeface is used for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faces {
    /// Running text, and headings from level 4 down.
    pub body: Family,
    /// Headings of level 1 to 3.
    pub headings: Family,
    /// Tables and the running head.
    pub tables: Family,
}

/// A typeface, as the shipped one and the one of office machines that has its metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Antikva: Liberation Serif, Times New Roman.
    Serif,
    /// Linjär: Liberation Sans, Arial.
    Sans,
}

/// A size of type in tenths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(u16);

impl Size {
    /// The smallest size that can be read and the largest that fits, in points.
    pub const LIMITS: (u8, u8) = (6, 36);

    /// The size of so many tenths of a point, where it is within the limits.
    pub fn new(tenths: u16) -> Option<Self> {
        let limit = |points: u8| u16::from(points) * 10;
        (limit(Self::LIMITS.0)..=limit(Self::LIMITS.1)).contains(&tenths).then_some(Self(tenths))
    }

    /// Tenths of a point.
    pub fn tenths(self) -> u16 {
        self.0
    }
}

/// The levels of headings that have a size of their own; deeper ones are set as the last.
pub const HEADING_SIZES: usize = 5;

/// The sizes of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Running text.
    pub body: Size,
    /// Headings, from level 1.
    pub headings: [Size; HEADING_SIZES],
    /// The cells of tables.
    pub table: Size,
    /// The heads of columns.
    pub table_head: Size,
    /// The running head, and notes under tables.
    pub small: Size,
}

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Six hexadecimal digits, as Word writes a colour: `1A1A1A`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

/// The colours. Running text is always ink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// Headings.
    pub headings: Colour,
    /// Rules round tables and under the running head.
    pub rules: Colour,
    /// Rules between the rows of a table.
    pub hairlines: Colour,
}

/// The margins of an A4 page, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Above the text; the running head stands in it.
    pub top: u8,
    /// Below the text.
    pub bottom: u8,
    /// Left of the text.
    pub left: u8,
    /// Right of the text.
    pub right: u8,
}

/// The sides of A4 (ISO 216) in tenths of a millimetre.
const SHORT_SIDE: u64 = 2100;
const LONG_SIDE: u64 = 2970;

impl Margins {
    /// The least and the most above and below: room for the running head, and for some lines on the page.
    pub const UPRIGHT: (u8, u8) = (20, 60);
    /// The least and the most at the sides: what printers need, and room for a table of six columns.
    pub const SIDES: (u8, u8) = (15, 35);
}

impl Margins {
    /// The room for text on A4, upright or lying, in tenths of a millimetre: width and height.
    pub fn room(self, lying: bool) -> (u64, u64) {
        let (wide, high) = if lying { (LONG_SIDE, SHORT_SIDE) } else { (SHORT_SIDE, LONG_SIDE) };
        let within = |side: u64, edges: [u8; 2]| side - 10 * edges.map(u64::from).iter().sum::<u64>();
        (within(wide, [self.left, self.right]), within(high, [self.top, self.bottom]))
    }

    /// How high a mark above the text may be, in millimetres: what the top margin leaves below the edge of the page
    /// and above the rule.
    pub fn room_for_logo(self) -> u8 {
        self.top.saturating_sub(14)
    }
}

/// A picture in PNG, with its measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    png: Vec<u8>,
    pixels: (u32, u32),
    width: u8,
    description: String,
}

impl Logo {
    /// The least and the most that a mark is wide, in millimetres.
    pub const WIDTHS: (u8, u8) = (5, 80);

    /// A picture set `width` millimetres wide, with its words for who cannot see it; nothing where the bytes do not begin
    /// as PNG does, or the picture has no area (PNG, third edition, 5.2 and 11.2.1).
    pub fn new(png: Vec<u8>, width: u8, description: String) -> Option<Self> {
        let rest = png.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
        let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
        let pixels = (number(0)?, number(4)?);
        (pixels.0 > 0 && pixels.1 > 0).then_some(Self { png, pixels, width, description })
    }

    /// The file.
    pub fn png(&self) -> &[u8] {
        &self.png
    }

    /// How wide and high it is in its own dots.
    pub fn pixels(&self) -> (u32, u32) {
        self.pixels
    }

    /// How wide it is set, in millimetres.
    pub fn width(&self) -> u8 {
        self.width
    }

    /// How high it becomes, in tenths of a millimetre, rounded up.
    pub fn height_tenths(&self) -> u64 {
        let (wide, high) = self.pixels;
        (u64::from(self.width) * 10 * u64::from(high)).div_ceil(u64::from(wide))
    }

    /// What it shows, in words.
    pub fn description(&self) -> &str {
        &self.description
    }
}

/// A piece of the running head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadPiece {
    /// What the matter says.
    Field(HeadField),
    /// Words.
    Words(String),
}

/// What of the matter a running head can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadField {
    /// The office that answers for the document.
    Author,
    /// The date of the document.
    Date,
    /// The designation with its rotel: `PM 2006 RI`.
    Designation,
    /// The registration number.
    Dnr,
    /// The ärendemening.
    Title,
}

/// The ink of text; the template says the same.
pub const INK: Colour = Colour([0x1a, 0x1a, 0x1a]);

impl Default for Look {
    fn default() -> Self {
        let words = |words: &str| HeadPiece::Words(words.to_owned());
        Self {
            faces: Faces { body: Family::Serif, headings: Family::Sans, tables: Family::Sans },
            sizes: Sizes {
                body: Size(110),
                headings: [Size(200), Size(140), Size(115), Size(110), Size(110)],
                table: Size(86),
                table_head: Size(78),
                small: Size(85),
            },
            colours: Colours {
                headings: INK,
                rules: Colour([0x5a, 0x5a, 0x5a]),
                hairlines: Colour([0xb4, 0xb4, 0xb4]),
            },
            margins: Margins { top: 32, bottom: 25, left: 28, right: 25 },
            head: vec![
                HeadPiece::Field(HeadField::Designation),
                words(" (Dnr "),
                HeadPiece::Field(HeadField::Dnr),
                words(")"),
            ],
            logo: None,
        }
    }
}
