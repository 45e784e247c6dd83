//! What `export` says.

use super::Words;

impl Words {
    pub(in crate::cli) fn about_export(&self) -> &'static str {
        self.of(
            "Skriv tabellerna som en arbetsbok där summor och avvikelser är formler.",
            "Write the tables as a workbook whose sums and deviations are formulas.",
        )
    }

    pub(in crate::cli) fn usage_export(&self) -> &'static str {
        self.of(
            "tertial export [MAPP] --xlsx [-o FIL] [val]",
            "tertial export [FOLDER] --xlsx [-o FILE] [options]",
        )
    }

    pub(in crate::cli) fn help_xlsx(&self) -> &'static str {
        self.of("Skriv en arbetsbok (XLSX)", "Write a workbook (XLSX)")
    }

    pub(in crate::cli) fn help_export_output(&self) -> &'static str {
        self.of(
            "Filen som skrivs [annars dokumentets namn i mappen ut]",
            "The file to write [else the document's name in the folder ut]",
        )
    }

    pub(in crate::cli) fn workbook_failed(&self, why: &str) -> String {
        self.made(
            format!("tertial: arbetsboken kunde inte skrivas: {why}\n"),
            format!("tertial: the workbook could not be written: {why}\n"),
        )
    }
}
