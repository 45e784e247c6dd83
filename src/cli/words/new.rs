//! What `new` says.

use super::Words;

impl Words {
    pub(in crate::cli) fn about_new(&self) -> &'static str {
        self.of(
            "Gör en mapp att börja i, där allt som ska skrivas är märkt FYLL I.",
            "Make a folder to begin in, where all that is to be written is marked FYLL I.",
        )
    }

    pub(in crate::cli) fn usage_new(&self) -> &'static str {
        self.of("tertial new MAPP [val]", "tertial new FOLDER [options]")
    }

    pub(in crate::cli) fn help_new_folder(&self) -> &'static str {
        self.of("Mappen, som inte finns eller är tom", "The folder, which is not there or empty")
    }

    pub(in crate::cli) fn help_new_kind(&self) -> &'static str {
        self.of("Vilket slags dokument det blir [annars pm]", "Which kind of document it becomes [else pm]")
    }

    pub(in crate::cli) fn not_free(&self, folder: &str) -> String {
        self.made(
            format!("tertial: i {folder} finns redan något; ange en mapp som inte finns\n"),
            format!("tertial: there is something in {folder} already; name a folder that is not there\n"),
        )
    }

    pub(in crate::cli) fn next_after_new(&self, folder: &str) -> String {
        self.made(
            format!("tertial: fyll i filerna, och kör sedan tertial check {folder}\n"),
            format!("tertial: fill in the files, then run tertial check {folder}\n"),
        )
    }
}
