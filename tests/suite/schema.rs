//! The schemas and the readers say the same: files are made from each schema, spoilt one key at a time, and read. And the
//! content files meet their schemas.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tertial::diagnostic::{Findings, Problem};
use tertial::project::content::{self, FileKind, schema};
use tertial::project::source::Sources;

use crate::product::{program, read};

/// A key and a word that no schema has.
const MADE_UP: &str = "påhittad";

#[test]
fn a_file_with_everything_in_the_schema_is_read_without_a_finding() {
    for (name, kind) in FileKind::ALL {
        for file in files(kind) {
            assert_eq!(findings(kind, &file), [], "{name}: {file:#}");
            assert_eq!(violations(kind, &file), [""; 0], "{name}: {file:#}");
        }
    }
}

#[test]
fn the_reader_knows_the_keys_of_every_mapping_and_no_others() {
    let mut checked = 0;
    for Made { kind, file, at, mapping } in mappings() {
        if mapping["additionalProperties"] != false {
            continue;
        }
        let spoilt = changed(&file, &at, |keys| keys.insert(MADE_UP.to_owned(), "x".into()));
        let mut told = BTreeSet::new();
        for problem in findings(kind, &spoilt) {
            if let Problem::UnknownKey { key, known, .. } = problem {
                assert_eq!(key, MADE_UP, "{at}");
                told.extend(known);
            }
        }
        assert_eq!(told, properties(&mapping), "{at}");
        assert_ne!(violations(kind, &spoilt), [""; 0], "{at}");
        checked += 1;
    }
    assert!(checked >= 10, "{checked} mappings were checked");
}

/// A key without which nothing is missed is one that may be absent.
#[test]
fn the_reader_misses_the_keys_that_the_schema_requires_and_no_others() {
    let mut required = 0;
    for Made { kind, file, at, mapping } in mappings() {
        for key in properties(&mapping).iter().filter(|_| !one_alone(&mapping)) {
            let found = findings(kind, &changed(&file, &at, |keys| keys.remove(key)));
            let needed = mapping["required"].as_array().unwrap().iter().any(|name| name == key);
            assert_eq!(
                found.contains(&Problem::MissingKey { key: key.clone() }),
                needed,
                "{at}: {key}: {found:?}"
            );
            required += usize::from(needed);
        }
    }
    assert!(required >= 20, "{required} required keys were checked");
}

#[test]
fn the_reader_takes_empty_lists_and_mappings_where_the_schema_does_and_nowhere_else() {
    let mut checked = 0;
    for Made { kind, file, at, mapping } in mappings() {
        for (key, value) in mapping["properties"].as_object().unwrap() {
            let (empty, least) = if value["type"] == "array" {
                (json!([]), &value["minItems"])
            } else if value["minProperties"].is_number() {
                (json!({}), &value["minProperties"])
            } else {
                continue;
            };
            let found = findings(kind, &changed(&file, &at, |keys| keys.insert(key.clone(), empty)));
            assert_eq!(found.is_empty(), least == 0, "{at}: {key}: {found:?}");
            checked += 1;
        }
    }
    assert!(checked >= 8, "{checked} lists and mappings were checked");
}

#[test]
fn the_reader_takes_the_choices_and_ranges_of_the_schema_and_no_others() {
    let (mut choices, mut ranges) = (0, 0);
    for Made { kind, file, at, mapping } in mappings() {
        for (key, value) in mapping["properties"].as_object().unwrap() {
            let with =
                |value: Value| findings(kind, &changed(&file, &at, |keys| keys.insert(key.clone(), value)));
            // A sheet without rows gets some by it.
            if key == "uppställning" && file["mallar"].is_null() {
                continue;
            }
            if let Some(words) = value["enum"].as_array() {
                assert!(words.iter().all(|word| with(word.clone()).is_empty()), "{at}: {key}");
                let told = with(MADE_UP.into()).into_iter().find_map(|problem| {
                    if let Problem::WrongChoice { known, .. } = problem { Some(known) } else { None }
                });
                assert_eq!(Value::from(told.unwrap_or_default()), value["enum"], "{at}: {key}");
                choices += 1;
            }
            if let (Some(least), Some(most)) = (value["minimum"].as_i64(), value["maximum"].as_i64()) {
                assert!(with(least.into()).is_empty() && with(most.into()).is_empty(), "{at}: {key}");
                assert!(!with((least - 1).into()).is_empty(), "{at}: {key}");
                assert!(!with((most + 1).into()).is_empty(), "{at}: {key}");
                ranges += 1;
            }
        }
    }
    assert!(choices >= 6 && ranges >= 5, "{choices} choices and {ranges} ranges were checked");
}

/// A post's unknown keys are rows and no finding of the reader, so its code is asked.
#[test]
fn every_key_that_the_code_of_a_reader_names_is_in_the_schema() {
    for (kind, file) in [
        (FileKind::Ledger, "ledger"),
        (FileKind::Look, "look"),
        (FileKind::Matter, "matter"),
        (FileKind::Section, "section"),
    ] {
        let code = read(&root().join("src/project/content").join(file).with_extension("rs"));
        let asked = code.split("fields").skip(1).filter_map(|rest| {
            let (method, rest) = rest.trim_start().strip_prefix('.')?.split_once("(\"")?;
            let named = method.chars().all(|c| c.is_alphanumeric() || c == '_');
            if named { rest.split('"').next() } else { None }
        });
        let asked: BTreeSet<String> = asked.map(str::to_owned).collect();
        let made = mappings().into_iter().filter(|made| made.kind == kind);
        let known: BTreeSet<String> = made.flat_map(|made| properties(&made.mapping)).collect();
        let unknown: Vec<_> = asked.difference(&known).collect();
        assert!(asked.len() > 1 && unknown.is_empty(), "{file}: {unknown:?} of {asked:?}");
    }
}

#[test]
fn every_content_file_meets_its_schema() {
    let files = content_files();
    for (kind, path) in &files {
        assert_eq!(violations(*kind, &parsed(path)), [""; 0], "{}", path.display());
    }
    assert!(files.len() >= 16, "{files:?}");
}

/// Makes one mistake in a file.
type Spoil = fn(&mut Value);

#[test]
fn a_spoilt_sheet_does_not_meet_its_schema() {
    let sheet = parsed(&root().join("content/ekonomi/uppföljning.yaml"));
    let spoilt: [(&str, Spoil); 6] = [
        ("/kolumner/vp: unknown key rubrk", |file| file["kolumner"]["vp"]["rubrk"] = "x".into()),
        ("/poster/slk: namn is missing", |file| {
            file["poster"]["slk"].as_object_mut().unwrap().remove("namn");
        }),
        ("/enhet: not one of the choices", |file| file["enhet"] = "mkr".into()),
        ("/decimaler: above the maximum", |file| file["decimaler"] = 7.into()),
        ("/poster/slk/kostnader: none of several", |file| {
            file["poster"]["slk"]["kostnader"] = "708.0".into();
        }),
        ("/tabeller/uppföljning/poster: too few", |file| {
            file["tabeller"]["uppföljning"]["poster"] = json!([]);
        }),
    ];
    for (expected, spoil) in spoilt {
        let mut file = sheet.clone();
        spoil(&mut file);
        assert_eq!(violations(FileKind::Ledger, &file), [expected]);
    }
}

#[test]
fn every_key_is_explained() {
    for Made { at, mapping, .. } in mappings() {
        for (key, value) in mapping["properties"].as_object().unwrap() {
            let words = value["description"].as_str().unwrap_or("");
            assert!(words.ends_with('.') && words.starts_with(char::is_uppercase), "{at}: {key}: {words}");
        }
    }
}

#[test]
fn the_command_prints_one_schema_or_all() {
    let printed = |arguments: &[&str]| {
        let output = program().arg("schema").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let all = printed(&[]);
    assert_eq!(all.as_object().unwrap().len(), FileKind::ALL.len());
    for (name, kind) in FileKind::ALL {
        assert_eq!(printed(&[name]), schema(kind));
        assert_eq!(all[name], schema(kind));
        assert_eq!(all[name]["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    let wrong = program().args(["schema", "bilaga"]).output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("avsnitt"));
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is found in a project with this file in it. JSON is YAML: the file is written as it stands.
fn findings(kind: FileKind, file: &Value) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let matter = if kind == FileKind::Matter { file.clone() } else { files(FileKind::Matter).remove(0) };
    let write = |path: &str, file: &Value| std::fs::write(folder.join(path), file.to_string()).unwrap();
    for part in ["tjänsteutlåtande", "bilagor", "ekonomi"] {
        std::fs::create_dir(folder.join(part)).unwrap();
    }
    write("ärende.yaml", &matter);
    write("bilagor/uppföljning-av-budget.yaml", &files(FileKind::Section).remove(0));
    write("mall.yaml", &files(FileKind::Look).remove(0));
    std::fs::write(folder.join("logotyp.png"), crate::look::png(100, 1)).unwrap();
    std::fs::create_dir(folder.join("bilder")).unwrap();
    std::fs::write(folder.join("bilder/karta.png"), crate::look::png(3, 2)).unwrap();
    match kind {
        FileKind::Ledger => write("ekonomi/blad.yaml", file),
        FileKind::Look => write("mall.yaml", file),
        FileKind::Matter => {}
        FileKind::Section => write("tjänsteutlåtande/avsnitt.yaml", file),
    }
    let mut sources = Sources::open(folder).unwrap();
    let mut findings = Findings::default();
    content::read(&mut sources, &mut findings);
    findings.sorted().into_iter().map(|found| found.problem.clone()).collect()
}

/// The content files of the project and of its examples.
fn content_files() -> Vec<(FileKind, PathBuf)> {
    let mut list = vec![(FileKind::Look, root().join("assets/mall.yaml"))];
    let projects = ["content", "examples/delarsrapport", "examples/minimal", "examples/stadsdel"]
        .map(|project| root().join(project));
    for project in projects.iter().filter(|project| project.is_dir()) {
        list.push((FileKind::Matter, project.join("ärende.yaml")));
        for (kind, folder) in [
            (FileKind::Section, "tjänsteutlåtande"),
            (FileKind::Section, "bilagor"),
            (FileKind::Ledger, "ekonomi"),
        ] {
            let entries = std::fs::read_dir(project.join(folder)).unwrap();
            list.extend(entries.map(|entry| (kind, entry.unwrap().path())));
        }
    }
    list
}

/// A file as an editor reads it.
fn parsed(path: &Path) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap()
}

/// Files that together hold everything a schema has: of a sheet one with rows and one without.
fn files(kind: FileKind) -> Vec<Value> {
    let root = schema(kind);
    let whole = samples(&root, &root, 0).remove(0);
    if kind != FileKind::Ledger {
        return vec![whole];
    }
    let with = |branch: &str| {
        let mut file = whole.clone();
        let posts = &root[branch]["properties"]["poster"]["additionalProperties"];
        file["poster"] = json!({ "nyckel": samples(posts, &root, 0).remove(0) });
        file
    };
    let (rows, mut flat) = (with("then"), with("else"));
    for key in ["mallar", "uppställning"] {
        flat.as_object_mut().unwrap().remove(key);
    }
    let exports = samples(&root["properties"]["källor"]["additionalProperties"], &root, 0);
    let with_export = exports.into_iter().map(|export| {
        let mut file = rows.clone();
        file["källor"] = json!({ "nyckel": export });
        file
    });
    with_export.chain([flat]).collect()
}

/// Values that a schema takes, with all that may stand in them; several where one key alone may stand.
fn samples(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let schema = resolved(schema, root);
    if schema["type"] == "array" {
        return vec![samples(&schema["items"], root, depth + 1).into()];
    }
    let alternatives = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(alternatives) = alternatives.filter(|_| schema["type"].is_null()) {
        return alternatives.iter().flat_map(|one| samples(one, root, depth)).collect();
    }
    if !schema["const"].is_null() {
        return vec![schema["const"].clone()];
    }
    if schema["type"] != "object" {
        let value = schema["enum"].get(0).or(schema["examples"].get(0));
        return vec![value.unwrap_or_else(|| panic!("no example: {schema}")).clone()];
    }
    let one = |key: &str, value: &Value| (key.to_owned(), samples(value, root, depth + 1).remove(0));
    let properties = schema["properties"].as_object().into_iter().flatten();
    if one_alone(schema) {
        let shallow = properties.filter(|(_, value)| depth < 5 || value["$ref"].is_null());
        return shallow.map(|(key, value)| Value::from_iter([one(key, value)])).collect();
    }
    let mut object: Map<_, _> = properties.map(|(key, value)| one(key, value)).collect();
    if schema["additionalProperties"].is_object() {
        object.extend([one("nyckel", &schema["additionalProperties"])]);
    }
    vec![object.into()]
}

/// A mapping with known keys in a made file.
struct Made {
    kind: FileKind,
    file: Value,
    at: String,
    mapping: Value,
}

/// Every mapping with known keys in the made files.
fn mappings() -> Vec<Made> {
    let mut list = Vec::new();
    for (_, kind) in FileKind::ALL {
        let root = schema(kind);
        for file in files(kind) {
            walk(&file, &root, &root, "", &mut |_, mapping, at| {
                if mapping["properties"].is_object() && mapping["required"].is_array() {
                    let (at, mapping) = (at.to_owned(), mapping.clone());
                    list.push(Made { kind, file: file.clone(), at, mapping });
                }
            });
        }
    }
    list
}

/// What does not meet the schema of a kind of file: types, keys, choices, ranges and counts, but no patterns.
fn violations(kind: FileKind, file: &Value) -> Vec<String> {
    let root = schema(kind);
    let mut list = Vec::new();
    walk(file, &root, &root, "", &mut |value, schema, at| {
        list.extend(violation(value, schema).map(|what| format!("{at}: {what}")));
    });
    list
}

/// Calls `see` with every value, the schema that it must meet, and its place.
fn walk(value: &Value, schema: &Value, root: &Value, at: &str, see: &mut dyn FnMut(&Value, &Value, &str)) {
    let schema = meant(resolved(schema, root), value);
    see(value, schema, at);
    if !schema["if"].is_null() {
        let mut holds = true;
        walk(value, &schema["if"], root, at, &mut |value, schema, _| {
            holds &= violation(value, schema).is_none();
        });
        walk(value, &schema[if holds { "then" } else { "else" }], root, at, see);
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let own = &schema["properties"][key];
        let schema = if own.is_null() { &schema["additionalProperties"] } else { own };
        walk(value, schema, root, &format!("{at}/{key}"), see);
    }
    for (number, value) in value.as_array().into_iter().flatten().enumerate() {
        walk(value, &schema["items"], root, &format!("{at}/{number}"), see);
    }
}

fn violation(value: &Value, schema: &Value) -> Option<String> {
    let fits = |name: &Value| match name.as_str() {
        Some("array") => value.is_array(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        Some("object") => value.is_object(),
        Some("string") => value.is_string(),
        _ => panic!("a type: {name}"),
    };
    let typed = match &schema["type"] {
        Value::Null => true,
        Value::Array(types) => types.iter().any(fits),
        one => fits(one),
    };
    let count = value.as_array().map(Vec::len).or(value.as_object().map(Map::len));
    let count = count.and_then(|count| i64::try_from(count).ok());
    let limit = |names: [&str; 2]| names.iter().find_map(|name| schema[*name].as_i64());
    let below = |number: Option<i64>, least| number.zip(least).is_some_and(|(number, least)| number < least);
    let wrong = [
        (!typed, "wrong type"),
        (!schema["const"].is_null() && schema["const"] != *value, "not the one choice"),
        (schema["enum"].as_array().is_some_and(|choices| !choices.contains(value)), "not one of the choices"),
        (below(value.as_i64(), schema["minimum"].as_i64()), "below the minimum"),
        (below(schema["maximum"].as_i64(), value.as_i64()), "above the maximum"),
        (below(count, limit(["minItems", "minProperties"])), "too few"),
        (below(limit(["maxItems", "maxProperties"]), count), "too many"),
    ];
    if let Some((_, what)) = wrong.iter().find(|(wrong, _)| *wrong) {
        return Some((*what).to_owned());
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let fits = ways.iter().any(|way| violation(value, way).is_none());
        return (!fits).then(|| "none of several".to_owned());
    }
    let keys = value.as_object()?;
    let mut required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    if let Some(missing) = required.find(|key| !keys.contains_key(*key)) {
        return Some(format!("{missing} is missing"));
    }
    let closed = schema["additionalProperties"] == false;
    let unknown = keys.keys().find(|key| closed && schema["properties"][*key].is_null());
    unknown.map(|key| format!("unknown key {key}"))
}

/// Of several schemas the one whose constant the value has; the first where it has none.
fn meant<'s>(schema: &'s Value, value: &Value) -> &'s Value {
    let Some(alternatives) = schema["oneOf"].as_array() else { return schema };
    let has = |one: &&Value| {
        let properties = one["properties"].as_object().into_iter().flatten();
        properties.into_iter().any(|(key, of)| !of["const"].is_null() && of["const"] == value[key])
    };
    alternatives.iter().find(has).unwrap_or(&alternatives[0])
}

fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        None => schema,
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
    }
}

fn properties(mapping: &Value) -> BTreeSet<String> {
    mapping["properties"].as_object().unwrap().keys().cloned().collect()
}

/// Of the keys of the mapping, one alone may stand.
fn one_alone(mapping: &Value) -> bool {
    mapping["maxProperties"] == 1
}

/// The file with one of its mappings changed.
fn changed<T>(file: &Value, at: &str, change: impl FnOnce(&mut Map<String, Value>) -> T) -> Value {
    let mut file = file.clone();
    change(file.pointer_mut(at).unwrap().as_object_mut().unwrap());
    file
}
