//! What `schema` says.

use super::Words;

impl Words {
    pub(in crate::cli) fn about_schema(&self) -> &'static str {
        self.of(
            "Skriv JSON Schema för innehållets filer, så att redigeraren känner nycklarna.",
            "Write the JSON Schema of the content files, so that an editor knows their keys.",
        )
    }

    pub(in crate::cli) fn usage_schema(&self) -> &'static str {
        self.of("tertial schema [SLAG] [val]", "tertial schema [KIND] [options]")
    }

    pub(in crate::cli) fn kind(&self) -> &'static str {
        self.of("SLAG", "KIND")
    }

    pub(in crate::cli) fn help_kind(&self) -> &'static str {
        self.of(
            "Slag av fil: ärende, avsnitt eller blad [annars alla tre i ett objekt]",
            "Kind of file: ärende, avsnitt or blad [else all three in one object]",
        )
    }
}
