//! What `verify --rebuild` says.

use super::Words;
use crate::signatures::attached::AttachedError;

impl Words {
    pub(in crate::cli) fn help_rebuild(&self) -> &'static str {
        self.of(
            "Bygg om dokumentet ur källorna inuti filen och säg om sidorna är vad källorna ger",
            "Build the document again from the sources inside and say whether the pages are what they give",
        )
    }

    pub(in crate::cli) fn rebuilt_same(&self) -> &'static str {
        self.of(
            "Källorna inuti: STÄMMER. Byggt på nytt ur dem blir dokumentet, före underskrifterna, detsamma byte för byte.\n",
            "The sources inside: AGREE. Built again from them, the document before its signatures is the same byte for byte.\n",
        )
    }

    pub(in crate::cli) fn rebuilt_different(&self) -> &'static str {
        self.of(
            "Källorna inuti: STÄMMER INTE. Filen är inte vad källorna ger:\n",
            "The sources inside: DO NOT AGREE. The file is not what its sources give:\n",
        )
    }

    pub(in crate::cli) fn not_rebuilt(&self, why: &str) -> String {
        self.made(
            format!("Källorna inuti: KAN INTE AVGÖRAS, {why}.\n"),
            format!("The sources inside: CANNOT BE SETTLED, {why}.\n"),
        )
    }

    pub(in crate::cli) fn no_sources(&self, error: &AttachedError) -> String {
        let (swedish, english) = match error {
            AttachedError::Lock => (
                "låsfilen går inte att läsa; den kan vara gjord av en nyare version",
                "the lock file cannot be read; it may be a newer version's",
            ),
            AttachedError::NoSources => (
                "filen har inga källor; bygg med --standard a-3a för att få dem med",
                "the file has no sources; build with --standard a-3a to have them inside",
            ),
            AttachedError::Path(_) => (
                "en källa har en sökväg som inte kan finnas i ett projekt",
                "a source has a path that cannot be within a project",
            ),
            AttachedError::TooLarge => {
                ("källorna är för stora eller för många", "the sources are too large or too many")
            }
            AttachedError::Twice(_) => ("två källor har samma sökväg", "two sources have the same path"),
            AttachedError::Unreadable(_) => ("filen går inte att läsa", "the file cannot be read"),
        };
        self.of(swedish, english).to_owned()
    }

    pub(in crate::cli) fn something_added(&self) -> &'static str {
        self.of(
            "efter det som källorna ger har något annat än underskrifter lagts till i filen",
            "something other than signatures was added to the file after what its sources give",
        )
    }

    pub(in crate::cli) fn other_bytes(&self, same: usize) -> String {
        self.made(
            format!("ingen skillnad hittades i orden, men filerna skiljer sig från byte {same}"),
            format!("no difference was found in the words, but the files differ from byte {same}"),
        )
    }

    pub(in crate::cli) fn other_page(&self, number: u32, inside: &str, built: &str) -> String {
        self.made(
            format!("sidan {number}: i filen står ”{inside}”, källorna ger ”{built}”"),
            format!("page {number}: the file says `{inside}`, its sources give `{built}`"),
        )
    }

    pub(in crate::cli) fn other_page_count(&self, inside: usize, built: usize) -> String {
        self.made(
            format!("filen har {inside} sidor, källorna ger {built}"),
            format!("the file has {inside} pages, its sources give {built}"),
        )
    }

    pub(in crate::cli) fn other_source(&self, path: &str) -> String {
        self.made(
            format!("källan {path} är ändrad, borttagen eller tillagd"),
            format!("the source {path} was changed, removed or added"),
        )
    }

    pub(in crate::cli) fn other_tool(&self, tool: &str) -> String {
        self.made(
            format!("filen är gjord med {tool}; samma källor kan ge andra byte här. Pröva med den versionen"),
            format!(
                "the file was made by {tool}; the same sources may give other bytes here. Try that version"
            ),
        )
    }

    pub(in crate::cli) fn unbuildable(&self, findings: &str) -> String {
        self.made(
            format!("källorna ger inget dokument:\n      {findings}"),
            format!("the sources give no document:\n      {findings}"),
        )
    }
}
