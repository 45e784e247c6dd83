//! The head: what the file may do, what it is (Dublin Core, schema.org), and how it looks.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::json;

use super::markup::Markup;
use super::page::SCRIPT;
use crate::document::tree::{Document, Stage};

/// Writes the head.
pub(super) fn head(markup: &mut Markup, document: &Document, style: &str) {
    let meta = &document.meta;
    let title = format!("{} – {}", meta.title.value, meta.subject);
    let date = meta.date.value.to_string();
    let author = meta.author.as_ref().map(|author| author.value.as_str());
    let status = match meta.stage {
        Stage::Draft => "Draft",
        Stage::Final => "Published",
    };
    markup.open("head", &[]);
    markup.own("\n<meta charset=\"utf-8\">\n");
    named(markup, "http-equiv", "Content-Security-Policy", &policy(style));
    named(markup, "name", "viewport", "width=device-width, initial-scale=1");
    markup.element("title", &[], &title);
    markup.own("\n<link rel=\"schema.DC\" href=\"http://purl.org/dc/elements/1.1/\">\n");
    let said = [
        ("DC.title", Some(meta.title.value.as_str())),
        ("DC.creator", author),
        ("DC.date", Some(date.as_str())),
        ("DC.identifier", Some(meta.dnr.as_str())),
        ("DC.language", Some("sv")),
        ("DC.type", Some("Text")),
        ("DC.format", Some("text/html")),
        ("description", Some(meta.subject.as_str())),
        ("author", author),
    ];
    for (name, value) in said {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            named(markup, "name", name, value);
        }
    }
    let mut known = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": meta.title.value,
        "reportNumber": meta.designation,
        "identifier": meta.dnr,
        "dateCreated": date,
        "inLanguage": "sv",
        "creativeWorkStatus": status,
    });
    if let Some(author) = author {
        known["author"] = json!({ "@type": "GovernmentOrganization", "name": author });
    }
    markup.open("script", &[("type", "application/ld+json")]);
    markup.raw(&known.to_string().replace('<', "\\u003c"));
    markup.close_line("script");
    markup.open("style", &[]);
    markup.raw(style);
    markup.close_line("style");
    markup.close_line("head");
}

fn named(markup: &mut Markup, key: &'static str, name: &str, value: &str) {
    markup.open("meta", &[(key, name), ("content", value)]);
    markup.own("\n");
}

/// The file runs its own script and shows its own style, pictures and typefaces, and loads nothing (CSP level 3).
fn policy(style: &str) -> String {
    let hash = |text: &str| BASE64.encode(digest(&SHA256, text.as_bytes()));
    format!(
        "default-src 'none'; img-src data:; font-src data:; style-src 'sha256-{}'; script-src 'sha256-{}'; \
         base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}
