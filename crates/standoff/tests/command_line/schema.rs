//! `standoff schema`: every answer in JSON is as its schema says, and the schemas notice what is not.

use crate::{SMALL, run_standoff};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// An answer of the program, by the name of its schema.
struct Sample {
    answer: &'static str,
    value: Value,
}

/// A small ensemble of the small scenario.
const TINY: [&str; 6] = ["two-sided", "--runs", "8", "--draws", "2", "--quiet"];
const EVENTS: &str = "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n\
    area,area-held,2025-07-31,,invader,,,250,km2,press,0.95,2025-08-02,,,\n\
    round,talks-round,2025-07-10,,invader;defender,,invader-refuses,,,press,0.9,,,,\n";
const OUTCOMES: &str = "question,outcome,resolved,categories\nrain,yes,2001-06-01,\nsnow,no,2001-06-01,\n\
    flood,12,2001-06-01,\nwind,low,2001-06-01,low<high\n";
const PEOPLE: &str = "forecaster,question,made,probability,level,value,category,member\n\
    ann,rain,2001-05-01,0.8,,,,\nann,snow,2001-05-01,0.3,,,,\nbob,rain,2001-05-01,0.5,,,,\nbob,snow,2001-05-01,0.5,,,,\n\
    ann,flood,2001-05-01,,0.25,9,,\nann,flood,2001-05-01,,0.75,14,,\nbob,flood,2001-05-01,,,8,,a\n\
    bob,flood,2001-05-01,,,13,,b\nann,wind,2001-05-01,0.6,,,low,\nann,wind,2001-05-01,0.4,,,high,\n";

/// What a command prints as JSON; messages on stderr and a refusal are allowed, as both may come with an answer.
fn printed(arguments: &[&str]) -> Value {
    let said = run_standoff(arguments.iter().copied());
    serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{}", said.stderr))
}

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Prints the answer of a verb, which is the name of its schema too.
fn verb(answer: &'static str, arguments: &[&str]) -> Sample {
    let words: Vec<&str> = answer.split(' ').chain(arguments.iter().copied()).chain(["--json"]).collect();
    Sample { answer, value: printed(&words) }
}

/// Answers that are made of futures.
fn simulated(folder: &Path) -> Vec<Sample> {
    let text = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (bundle, seal, brief) = (text("bundle"), text("seal.json"), text("brief"));
    let with = |more: &[&'static str]| [&TINY[..], more].concat();
    let written = ["--out", &bundle, "--seal", &seal, "--made", "2025-12-05"];
    let mut samples = vec![
        verb("forecast", &[&TINY[..], &written].concat()),
        verb("forecast", &["two-sided", "--runs", "1", "--draws", "1", "--quiet"]),
        verb("forecast", &["--runs", "8", "--draws", "2", "--quiet", "--no-record", "--without", "veto"]),
        verb("brief", &[&with(&["--quick"])[..], &["--out", &brief]].concat()),
        verb(
            "brief",
            &["--runs", "8", "--draws", "2", "--quiet", "--no-record", "--quick", "--out", &brief, "--force"],
        ),
        verb("compare", &with(&["--lever", "none", "--sweep", "front.odds=0.4..0.6:2"])),
        verb("policy", &["two-sided", "--draws", "2", "--paths", "4", "--quiet"]),
        verb("frontier", &["two-sided", "--draws", "2", "--quiet"]),
        verb("explain", &with(&["--effort", "quick"])),
        verb("explain", &["two-sided", "--runs", "64", "--draws", "16", "--quiet", "--part", "drivers,boxes"]),
        verb("difference", &["two-sided", "--set", "front.odds=0.6", "--draws", "2", "--paths", "4", "--quiet"]),
        verb("questions", &TINY),
        verb("scenario diagnose", &["two-sided", "--quiet"]),
        verb("score check", &[&seal]),
    ];
    let run = text("run");
    samples.push(Sample {
        answer: "shard",
        value: printed(&[&["forecast"], &TINY[..], &["--shard", "1/2", "--out", &run, "--json"]].concat()),
    });
    let read = |name: &str| read_json(&folder.join(name));
    samples.push(Sample { answer: "bundle manifest", value: read("bundle/manifest.json") });
    samples.push(Sample { answer: "forecast", value: read("bundle/findings.json") });
    samples.push(Sample { answer: "brief", value: read("bundle/breakdown.json") });
    samples.push(Sample { answer: "seal", value: read("seal.json") });
    samples
}

/// Answers from dated events.
fn on_events(folder: &Path) -> Vec<Sample> {
    let log = folder.join("log.csv");
    fs::write(&log, EVENTS).unwrap();
    let log = log.to_str().unwrap();
    let on_log = [&TINY[..], &["--evidence", log]].concat();
    let bad = folder.join("bad.csv");
    fs::write(&bad, EVENTS.replace("250", "-1")).unwrap();
    vec![
        verb("forecast", &on_log),
        verb("assimilate", &on_log),
        verb("history", &on_log),
        verb("brief", &[&on_log[..], &["--out", folder.join("known").to_str().unwrap()]].concat()),
        verb("hindcast", &["--runs", "8", "--draws", "1", "--every", "24", "--until", "2023-07-31", "--quiet"]),
        verb("evidence list", &["two-sided", "--evidence", log, "--quiet"]),
        verb("evidence check", &["two-sided", log]),
        verb("evidence check", &["two-sided", bad.to_str().unwrap()]),
        verb("evidence kinds", &[]),
    ]
}

/// Answers about tables.
fn on_tables(folder: &Path) -> Vec<Sample> {
    fs::write(folder.join("outcomes.csv"), OUTCOMES).unwrap();
    fs::write(folder.join("people.csv"), PEOPLE).unwrap();
    let text = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (outcomes, people) = (text("outcomes.csv"), text("people.csv"));
    let table = |name: &str| format!("{}/../../docs/src/stats/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let [trial, spells, saltelli, trajectories, futures, switched] =
        ["trial", "spells", "saltelli", "trajectories", "futures", "switched"].map(table);
    let cox = ["--time", "weeks", "--event", "relapse", "--group", "arm", "--at", "5,10", "--cox", "age"];
    let causes = ["--time", "months", "--event", "ending", "--censored", "ongoing", "--at", "12,24"];
    let inputs = ["--inputs", "aid,front,polls", "--output", "cost"];
    let bounds = ["--output", "result", "--bounds", "x=0..1", "y=0..1", "z=0..1"];
    vec![
        verb("score", &[&people, "--outcomes", &outcomes]),
        verb("stats survival", &[&[trial.as_str()], &cox[..]].concat()),
        verb("stats survival", &[&trial, "--time", "weeks", "--event", "relapse"]),
        verb("stats incidence", &[&[spells.as_str()], &causes[..]].concat()),
        verb("stats sobol", &[&saltelli, "--output", "result"]),
        verb("stats morris", &[&[trajectories.as_str()], &bounds[..]].concat()),
        verb("stats shares", &[&[futures.as_str()], &inputs[..]].concat()),
        verb("stats shapley", &[&switched, "--causes", "talks,arms,money", "--output", "delay"]),
        verb("stats prim", &[&[futures.as_str()], &inputs[..], &["--above", "110"]].concat()),
    ]
}

/// Answers about scenarios, models and games.
fn on_scenarios(folder: &Path) -> Vec<Sample> {
    let (broken, game) = (folder.join("broken.toml"), folder.join("game.json"));
    fs::write(&broken, "format = 1\nname = 7\n").unwrap();
    let digest = printed(&["scenario", "show", "two-sided", "--json"])["digest"].clone();
    let version = env!("CARGO_PKG_VERSION");
    let played = json!({
        "format": 1, "version": version, "scenario": "two-sided", "digest": digest, "set": [], "seed": 7,
        "chair": "defender", "months": [{}, {}],
    });
    fs::write(&game, played.to_string()).unwrap();
    let game = game.to_str().unwrap();
    vec![
        verb("wars list", &[]),
        verb("wars score", &["cenepa-1995", "falklands-1982", "--runs", "8", "--draws", "2", "--quiet"]),
        verb("wars moments", &["cenepa-1995", "--runs", "8", "--draws", "2", "--quiet"]),
        verb("scenario list", &[]),
        verb("scenario show", &[]),
        verb("scenario check", &["two-sided"]),
        verb("scenario check", &[broken.to_str().unwrap()]),
        verb("theory list", &[]),
        verb("theory show", &["V06"]),
        verb("theory run", &["V06"]),
        Sample { answer: "game", value: printed(&["game", game, "--quiet"]) },
        Sample {
            answer: "game debrief",
            value: printed(&["game", game, "--debrief", "--futures", "4", "--quiet", "--json"]),
        },
    ]
}

/// Samples of all answers, made once for all tests.
fn samples() -> &'static [Sample] {
    static SAMPLES: OnceLock<Vec<Sample>> = OnceLock::new();
    SAMPLES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let kinds = [simulated, on_events, on_tables, on_scenarios];
        kinds.into_iter().flat_map(|kind| kind(folder.path())).collect()
    })
}

fn schema_of(answer: &str) -> Value {
    printed(&["schema"].into_iter().chain(answer.split(' ')).collect::<Vec<&str>>())
}

fn validator_of(answer: &str) -> Validator {
    let schema = schema_of(answer);
    jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{answer}: {error}"));
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{answer}: {error}"))
}

/// Names in the list that `standoff schema` prints.
fn listed_answers() -> BTreeSet<String> {
    let said = run_standoff(["schema"]);
    assert_eq!((said.status, said.stderr.as_str()), (0, ""));
    let names = said.stdout.lines().skip(1).filter_map(|line| line.trim().split("  ").next());
    names.map(str::to_owned).collect()
}

#[test]
fn every_answer_is_as_its_schema_says() {
    for Sample { answer, value } in samples() {
        let validator = validator_of(answer);
        let faults: Vec<String> =
            validator.iter_errors(value).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{answer}:\n{}", faults.join("\n"));
    }
}

#[test]
fn every_schema_is_tried_on_an_answer() {
    let tried: BTreeSet<String> = samples().iter().map(|sample| sample.answer.to_owned()).collect();
    assert_eq!(tried, listed_answers());
}

/// Places of objects in a value, as JSON pointers: of the elements of a list, the first.
fn object_places(value: &Value, place: &str, places: &mut Vec<String>) {
    let step = |key: &str| format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
    match value {
        Value::Object(items) => {
            places.push(place.to_owned());
            items.iter().for_each(|(key, value)| object_places(value, &step(key), places));
        }
        Value::Array(items) => items.iter().take(1).for_each(|value| object_places(value, &step("0"), places)),
        _ => (),
    }
}

fn object_at<'a>(value: &'a mut Value, place: &str) -> &'a mut Map<String, Value> {
    value.pointer_mut(place).and_then(Value::as_object_mut).expect("an object")
}

/// Inputs and outputs of a classic model are its own; no schema could name them.
fn is_open(answer: &str, place: &str) -> bool {
    answer.starts_with("theory") && ["inputs", "expected", "computed"].iter().any(|key| place.contains(key))
}

#[test]
fn a_key_that_is_added_is_noticed_wherever_it_is() {
    for Sample { answer, value } in samples() {
        let (validator, mut places) = (validator_of(answer), Vec::new());
        object_places(value, "", &mut places);
        for place in places.iter().filter(|place| !is_open(answer, place)) {
            let mut changed = value.clone();
            object_at(&mut changed, place).insert("surprise".to_owned(), json!({ "surprise": null }));
            assert!(!validator.is_valid(&changed), "{answer}: a key was added at `{place}`");
        }
    }
}

/// Keys that may be absent: the record and what it was made without, levers and mechanisms switched off, what a scenario need
/// not have, the evidence of a bundle, and the parts of a decision in a game.
const MAY_BE_ABSENT: [&str; 18] = [
    "about",
    "accept",
    "aid",
    "backers",
    "close",
    "consent",
    "evidence",
    "levers",
    "limited_truces",
    "needs",
    "no",
    "open",
    "other_record",
    "posture",
    "propose",
    "record",
    "rule",
    "without",
];

#[test]
fn a_key_that_is_removed_is_noticed() {
    for Sample { answer, value } in samples() {
        let validator = validator_of(answer);
        let (place, first) = if value.is_array() { ("/0", &value[0]) } else { ("", value) };
        for key in first.as_object().expect("an object").keys().filter(|key| !MAY_BE_ABSENT.contains(&key.as_str())) {
            let mut changed = value.clone();
            object_at(&mut changed, place).remove(key);
            assert!(!validator.is_valid(&changed), "{answer}: `{key}` was removed");
        }
    }
}

/// Objects of a schema that have named keys.
fn named_objects<'a>(schema: &'a Value, objects: &mut Vec<&'a Value>) {
    match schema {
        Value::Object(items) => {
            objects.extend(schema["properties"].is_object().then_some(schema));
            items.values().for_each(|value| named_objects(value, objects));
        }
        Value::Array(items) => items.iter().for_each(|value| named_objects(value, objects)),
        _ => (),
    }
}

#[test]
fn all_keys_are_required_but_for_those_that_may_be_absent() {
    let mut optional = BTreeSet::new();
    for answer in listed_answers() {
        let (schema, mut objects) = (schema_of(&answer), Vec::new());
        named_objects(&schema, &mut objects);
        for object in objects {
            let keys = object["properties"].as_object().unwrap().keys();
            let required: Vec<&str> =
                object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            optional.extend(keys.filter(|key| !required.contains(&key.as_str())).cloned());
        }
    }
    assert_eq!(optional.into_iter().collect::<Vec<String>>(), MAY_BE_ABSENT);
}

fn is_single(object: &Value) -> bool {
    object["properties"].as_object().is_some_and(|properties| properties.len() == 1)
}

#[test]
fn every_key_has_a_description_and_no_object_is_open() {
    for answer in listed_answers() {
        let (schema, mut objects) = (schema_of(&answer), Vec::new());
        named_objects(&schema, &mut objects);
        for object in objects {
            let closed = ["additionalProperties", "unevaluatedProperties"].iter().any(|key| object[*key] == false);
            assert!(closed, "{answer}: {object}");
            for (key, value) in object["properties"].as_object().unwrap() {
                // A tag, and the only key of a variant that is described as a whole, need no words of their own.
                let variant = value.get("const").is_some() || object["description"].is_string() && is_single(object);
                assert!(variant || value["description"].is_string(), "{answer}: `{key}` has no description");
            }
        }
    }
}

/// Objects with named keys in all schemas: the name of the type where there is one, and the keys.
fn objects_of_schemas() -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    let keys = |object: &Value| object["properties"].as_object().unwrap().keys().cloned().collect();
    for answer in listed_answers() {
        let (schema, mut objects) = (schema_of(&answer), Vec::new());
        named_objects(&schema, &mut objects);
        found.extend(objects.into_iter().map(|object| (String::new(), keys(object))));
        for (name, object) in schema["$defs"].as_object().into_iter().flatten() {
            // Of two types with one name the second has a number.
            let name = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
            found.extend(object["properties"].is_object().then(|| (name, keys(object))));
        }
    }
    found
}

/// Headings of the page on the keys that have a table, and the keys in it.
fn documented_objects() -> Vec<(String, BTreeSet<String>)> {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/json-keys.md")).unwrap();
    let sections = page.split("\n##").skip(1).map(|section| section.trim_start_matches('#').trim_start());
    let keys = |section: &str| -> BTreeSet<String> {
        let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
        cells.flat_map(|cell| cell.split('`').step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let named = sections.map(|section| (section.lines().next().unwrap_or_default().to_owned(), keys(section)));
    named.filter(|(_, keys)| !keys.is_empty()).collect()
}

/// The page is written by hand; the schemas are derived. A table under the name of a type has all keys of it, except for
/// those of a record, which the page describes once for all answers.
#[test]
fn the_page_on_the_keys_is_what_the_schemas_say() {
    let objects = objects_of_schemas();
    let documented = documented_objects();
    assert!(documented.len() > 100, "{}", documented.len());
    for (heading, keys) in documented {
        let same_name: Vec<&BTreeSet<String>> =
            objects.iter().filter(|(name, _)| *name == heading).map(|(_, keys)| keys).collect();
        let missing = |of: &BTreeSet<String>| of.difference(&keys).any(|key| key != "record" && key != "other_record");
        let complete = same_name.is_empty() || same_name.iter().any(|of| keys.is_subset(of) && !missing(of));
        assert!(complete, "the table of {heading}: {keys:?}\nthe schemas: {same_name:?}");
        assert!(objects.iter().any(|(_, of)| keys.is_subset(of)), "no answer has all of {heading}: {keys:?}");
    }
}

#[test]
fn schemas_are_written_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let said = run_standoff(["schema", "--out", folder.path().to_str().unwrap()]);
    assert_eq!((said.status, said.stdout.as_str()), (0, ""));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), listed_answers().len());
    assert_eq!(read_json(&folder.path().join("stats-survival.schema.json")), schema_of("stats survival"));
}

#[test]
fn an_unknown_answer_is_refused_with_the_nearest() {
    run_standoff(["schema", "forcast"]).assert_refused(&["unknown-answer", "`forcast`", "did you mean `forecast`"]);
    run_standoff(["schema", "stats"]).assert_refused(&["unknown-answer", "`stats survival`"]);
}

/// The schema of scenario files has a verb of its own, and is no answer.
#[test]
fn the_schema_of_scenario_files_is_where_it_was() {
    let schema = printed(&["scenario", "schema"]);
    assert!(schema["properties"]["format"].is_object());
    assert!(run_standoff(SMALL).stdout.contains("The line holds"));
}
