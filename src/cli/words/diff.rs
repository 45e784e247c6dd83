//! What `diff` says.

use super::Words;

impl Words {
    pub(in crate::cli) fn about_diff(&self) -> &'static str {
        self.of(
            "Jämför två versioner av ärendet: lydelse, siffror, rubriker och bilagor.",
            "Compare two versions of the matter: wording, figures, headings and bilagor.",
        )
    }

    pub(in crate::cli) fn usage_diff(&self) -> &'static str {
        self.of("tertial diff A B [val]", "tertial diff A B [options]")
    }

    pub(in crate::cli) fn help_version_before(&self) -> &'static str {
        self.of(
            "Den tidigare: en mapp, en Word-fil, eller vad git har, som HEAD~1:content",
            "The earlier: a folder, a Word file, or what git has, such as HEAD~1:content",
        )
    }

    pub(in crate::cli) fn help_version_after(&self) -> &'static str {
        self.of("Den senare, på samma sätt", "The later, in the same way")
    }

    pub(in crate::cli) fn help_tracked(&self) -> &'static str {
        self.of(
            "Skriv också B som Word-fil, med skillnaden mot A som spårade ändringar",
            "Also write B as a Word file, with what differs from A as tracked changes",
        )
    }

    pub(in crate::cli) fn only_projects(&self) -> String {
        self.made(
            "tertial: -o behöver två mappar eller revisioner; en Word-fil kan bara jämföras\n".to_owned(),
            "tertial: -o needs two folders or revisions; a Word file can only be compared\n".to_owned(),
        )
    }

    pub(in crate::cli) fn no_difference(&self) -> String {
        self.made("tertial: ingen skillnad\n".to_owned(), "tertial: no difference\n".to_owned())
    }

    pub(in crate::cli) fn no_revision(&self, given: &str, said: &str) -> String {
        self.made(
            format!("tertial: git har inte ”{given}”: {said}\n"),
            format!("tertial: git does not have `{given}`: {said}\n"),
        )
    }

    pub(in crate::cli) fn incomparable(&self, given: &str) -> String {
        self.made(
            format!("tertial: ”{given}” går inte att sätta ihop; kör tertial check på den\n"),
            format!("tertial: `{given}` cannot be put together; run tertial check on it\n"),
        )
    }
}
