//! HTML: the same words as in the other files, nothing in it that a project could make active, and what a browser and the
//! validators of the web say of it.

use std::path::{Path, PathBuf};

use tertial::document::tree::Stage;
use tertial::pipeline::{self, Format, OriginShown, Profile};

use crate::agreement::{assert_same, squeezed, with_notes_last};
use crate::product::{self, copy, scratch};
use crate::validators::{Outcome, browser, expect_clean, html_checker};

/// Every project of the examples and of the test documents.
fn projects() -> Vec<PathBuf> {
    let mut list = vec![PathBuf::from("content")];
    for folder in ["examples", "tests/documents"] {
        let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        list.extend(inside.filter(|path| path.join("ärende.yaml").is_file()));
    }
    list.sort();
    list
}

/// The HTML and the plain text of a project; nothing where it cannot be built.
fn built(project: &Path, shown: OriginShown) -> Option<(String, String)> {
    let mut project = pipeline::read(project, Stage::Draft).unwrap();
    let formats = [Format::Html(shown), Format::Txt];
    let built = pipeline::build(&mut project, &formats, Profile::A2a, &mut |_| {}).ok()?;
    let mut files = built.files.into_iter().map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    files.next().zip(files.next())
}

#[test]
fn html_says_the_same_as_txt() {
    let mut compared = 0;
    for project in projects() {
        let Some((html, txt)) = built(&project, OriginShown::Full) else { continue };
        compared += 1;
        let name = format!("html of {}", project.display());
        assert_same(&name, &squeezed(&read(&html).text), &squeezed(&with_notes_last(&txt)));
    }
    assert!(compared >= 10, "{compared}");
}

#[test]
fn html_is_the_same_bytes_and_has_no_id_twice_and_no_way_to_nowhere() {
    for project in projects() {
        let Some((html, _)) = built(&project, OriginShown::Cell) else { continue };
        assert_eq!(html, built(&project, OriginShown::Cell).unwrap().0, "{}", project.display());
        let page = read(&html);
        let mut ids = page.attributes("id");
        let count = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), count, "{}: an id stands twice", project.display());
        for to in page.attributes("href").iter().filter_map(|to| to.strip_prefix('#')) {
            let to = decoded(to);
            assert!(ids.contains(&to), "{}: nothing is called {to}", project.display());
        }
        for heads in page.attributes("headers") {
            assert!(heads.split(' ').all(|head| ids.iter().any(|id| id == head)), "{heads}");
        }
    }
}

#[test]
fn where_a_figure_comes_from_is_shown_as_far_as_is_asked() {
    let project = Path::new("examples/minimal");
    let origins = |shown| read(&built(project, shown).unwrap().0).attributes("data-origin");
    assert_eq!(origins(OriginShown::None), Vec::<String>::new());
    let cells = origins(OriginShown::Cell);
    assert!(!cells.is_empty() && cells.iter().all(|cell| !cell.contains(".yaml")), "{cells:?}");
    let full = origins(OriginShown::Full);
    assert!(full.iter().all(|origin| origin.contains(", rad ")), "{full:?}");
}

#[test]
fn a_browser_and_the_checkers_of_the_web_find_nothing() {
    let folder = scratch("html-judged");
    let mut files = Vec::new();
    for (at, project) in projects().iter().enumerate() {
        let Some((html, _)) = built(project, OriginShown::Cell) else { continue };
        files.push(folder.join(format!("{at}.html")));
        std::fs::write(&files[files.len() - 1], html).unwrap();
    }
    files.push(folder.join("hostile.html"));
    std::fs::write(&files[files.len() - 1], hostile("html-hostile-judged")).unwrap();
    expect_clean(html_checker(&files));
    // A browser takes its time: the reports, the hostile project, and every third of the test documents.
    let seen = files.iter().rev().enumerate().filter(|(at, _)| *at < 1 || at % 3 == 0);
    let mut seen: Vec<PathBuf> = seen.map(|(_, file)| file.clone()).collect();
    seen.push(files[0].clone());
    expect_clean(browser(&seen));
}

#[test]
fn the_judges_of_html_find_what_is_wrong() {
    let file = scratch("html-wrong").join("wrong.html");
    let wrong =
        "<!doctype html>\n<html><head><title>x</title></head><body><img src=x><p><div></p></body></html>";
    std::fs::write(&file, wrong).unwrap();
    for outcome in [html_checker(std::slice::from_ref(&file)), browser(std::slice::from_ref(&file))] {
        assert!(!matches!(outcome, Outcome::Clean), "a file with faults passed");
    }
}

/// Text that would be markup, a script or an address of one if any text went into the file as it is.
const HOSTILE: &str =
    "</p></script></style>--><script>document.title='x'</script><img src=x onerror=alert(1)>\"'`";

/// The HTML of a project whose texts are hostile.
fn hostile(name: &str) -> String {
    let folder = scratch(name).join("project");
    copy(Path::new("examples/stadsdel"), &folder);
    let mut changed = 0;
    for path in texts(&folder) {
        let text = product::read(&path);
        let lines = text.lines().map(|line| {
            let Some((key, value)) = line.split_once(": ") else { return line.to_owned() };
            let free = ["rubrik", "titel", "ärendemening", "namn", "text", "beskrivning", "författare"];
            if !free.contains(&key.trim_start_matches([' ', '-'])) || value.starts_with(['|', '>', '[', '{'])
            {
                return line.to_owned();
            }
            changed += 1;
            format!("{key}: '{}'", HOSTILE.replace('\'', "''").replace('{', ""))
        });
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        std::fs::write(&path, text).unwrap();
    }
    assert!(changed >= 5, "{changed}");
    let mut project = pipeline::read(&folder, Stage::Draft).unwrap();
    tertial::writers::html::html(
        project.document.as_mut().unwrap(),
        &tertial::writers::html::HtmlOptions { look: &project.look, origin: &|_| Some(HOSTILE.to_owned()) },
    )
}

#[test]
fn nothing_in_a_hostile_project_is_active() {
    let html = hostile("html-hostile");
    let page = read(&html);
    assert!(page.text.contains("document.title='x'"), "the hostile words are printed");
    assert!(
        page.elements.iter().filter(|element| element.name == "script").count() == 2,
        "one script, one JSON"
    );
    assert!(page.elements.iter().all(|element| element.name != "img" && element.name != "iframe"));
    for element in &page.elements {
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "style", "{}: {name}", element.name);
            let address = matches!(name.as_str(), "href" | "src");
            assert!(!address || value.starts_with(['#', 'h']) || value.starts_with("data:image/"), "{value}");
        }
    }
}

#[test]
fn a_link_that_would_run_a_script_is_words() {
    let folder = scratch("html-link").join("project");
    copy(Path::new("examples/minimal"), &folder);
    std::fs::create_dir_all(folder.join("tjänsteutlåtande")).unwrap();
    let section = "rubrik: Länkar\ninnehåll:\n  - text: |\n      [ett](javascript:alert) och [två](https://example.org/a?b=c).\n";
    std::fs::write(folder.join("tjänsteutlåtande/90-länkar.yaml"), section).unwrap();
    let (html, _) = built(&folder, OriginShown::Cell).unwrap();
    assert!(html.contains("ett och <a href=\"https://example.org/a?b=c\""), "{html}");
    assert!(!html.contains("javascript:"));
}

/// The files with a clerk's text.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                list.push(path);
            }
        }
    }
    list.sort();
    list
}

/// An HTML file, read by the rules that hold for what we write: every element is closed but the void ones.
pub(crate) struct Page {
    /// Its words without its furniture, list items with their marks, the notes last.
    pub(crate) text: String,
    /// Its elements in order.
    pub(crate) elements: Vec<Element>,
}

/// The beginning of an element.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Page {
    /// The values of an attribute, in order.
    fn attributes(&self, name: &str) -> Vec<String> {
        let all = self.elements.iter().flat_map(|element| &element.attributes);
        all.filter(|(known, _)| known == name).map(|(_, value)| value.clone()).collect()
    }
}

/// An element that is open: its name, whether its words are furniture, whether they are notes, and how many items it has
/// counted.
type Open = (String, bool, bool, Option<usize>);

const VOID: [&str; 4] = ["br", "img", "link", "meta"];

pub(crate) fn read(html: &str) -> Page {
    let mut page = Page { text: String::new(), elements: Vec::new() };
    let (mut open, mut notes) = (Vec::<Open>::new(), String::new());
    let mut rest = html.strip_prefix("<!doctype html>\n").expect("an HTML file begins with its doctype");
    while !rest.is_empty() {
        let raw = open
            .last()
            .filter(|(name, ..)| name == "script" || name == "style")
            .map(|(name, ..)| name.clone());
        let end =
            raw.map_or_else(|| rest.find('<'), |name| rest.find(&format!("</{name}>"))).unwrap_or(rest.len());
        let (hidden, noted) = open.last().map_or((false, false), |(_, hidden, noted, _)| (*hidden, *noted));
        if !hidden {
            if noted { &mut notes } else { &mut page.text }.push_str(&unescaped(&rest[..end]));
        }
        rest = &rest[end..];
        let Some(tag) = rest.strip_prefix('<') else { break };
        let close = tag.find('>').expect("a tag ends");
        rest = &tag[close + 1..];
        if let Some(name) = tag[..close].strip_prefix('/') {
            let (opened, ..) = open.pop().expect("what is closed was opened");
            assert_eq!(opened, name, "elements are closed in order");
            continue;
        }
        let element = element(&tag[..close]);
        let has = |name: &str| element.attributes.iter().any(|(known, _)| known == name);
        let hides = hidden || has("data-furniture") || matches!(element.name.as_str(), "head" | "script");
        let notes_here = noted || element.attributes.iter().any(|(_, value)| value == "doc-endnotes");
        if element.name == "li" && !hides {
            let list = open.last_mut().expect("an item stands in a list");
            if let Some(count) = &mut list.3 {
                *count += 1;
                page.text.push_str(&format!("{count}. "));
            }
        }
        if !VOID.contains(&element.name.as_str()) {
            let counted = (element.name == "ol").then_some(0);
            open.push((element.name.clone(), hides, notes_here, counted));
        }
        page.elements.push(element);
    }
    assert!(open.is_empty(), "every element is closed");
    page.text.push_str(&notes);
    page
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a value ends");
        attributes.push((name.trim().to_owned(), unescaped(value)));
        rest = after;
    }
    assert!(rest.trim().is_empty(), "attributes have values: {rest}");
    Element { name: name.to_owned(), attributes }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: String = rest.by_ref().take(2).map(char::from).collect();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
