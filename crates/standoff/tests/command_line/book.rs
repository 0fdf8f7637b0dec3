//! Parts of the book that are made from the program and its sources: parameters, schedule, where equations stand.
//!
//! Between `<!-- made: NAME -->` and `<!-- end -->` a page holds what the code says. `STANDOFF_BLESS=1` writes it as it is
//! now.

use crate::run_standoff;
use serde_json::Value;
use standoff::world::quantity::{Section, Unit};
use standoff::world::war::SECTIONS;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn repository_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Checks that a page holds this part as it is made.
pub fn check_section(page: &str, name: &str, made: &str) {
    let path = repository_root().join("docs/src").join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(&format!("<!-- made: {name} -->\n")).expect("the page has the part");
    let (inside, after) = rest.split_once("<!-- end -->").expect("the part ends");
    let made = format!("\n{}\n\n", made.trim());
    if std::env::var_os("STANDOFF_BLESS").is_some() {
        fs::write(&path, format!("{before}<!-- made: {name} -->\n{made}<!-- end -->{after}")).unwrap();
    } else {
        assert_eq!(inside, made, "{}: STANDOFF_BLESS=1 writes it anew", path.display());
    }
}

/// A cell of a table in Markdown.
fn table_cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn text_at<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or("")
}

#[test]
fn the_parameters_of_the_default_scenario_are_in_the_book() {
    let said = run_standoff(["scenario", "show", "--json"]);
    let scenario: Value = serde_json::from_str(&said.stdout).unwrap();
    let parameters = scenario["parameters"].as_array().unwrap();
    let mut titles: Vec<&str> = parameters.iter().map(|row| text_at(row, "title")).collect();
    titles.sort_unstable();
    titles.dedup();
    let mut made = format!(
        "Scenario `{}`, {} parameters. Source: number of the list at the end.\n",
        text_at(&scenario, "name"),
        parameters.len()
    );
    let mut part = "";
    for row in parameters {
        let (place, key) = text_at(row, "path").rsplit_once('.').unwrap_or(("", text_at(row, "path")));
        if place != part {
            let _ = write!(
                made,
                "\n**`{place}`**\n\n| key | symbol | of | value | range | unit | grade | source | meaning |\n|---|---|---|---|---|---|---|---|---|\n"
            );
            part = place;
        }
        let range = row["range"].as_array().map_or("fixed".to_owned(), |ends| format!("{} to {}", ends[0], ends[1]));
        let source = titles.binary_search(&text_at(row, "title")).unwrap() + 1;
        let _ = writeln!(
            made,
            "| `{key}` | {} | {} | {} | {range} | {} | {} | {source} | {} |",
            table_cell(text_at(row, "symbol")),
            text_at(row, "scope"),
            row["value"],
            text_at(row, "unit"),
            text_at(row, "grade"),
            table_cell(text_at(row, "meaning"))
        );
    }
    made.push_str("\n**Sources**\n\n");
    titles.iter().enumerate().for_each(|(at, title)| {
        let _ = writeln!(made, "{}. {}", at + 1, table_cell(title));
    });
    check_section("parameters.md", "parameters", &made);
}

/// A number with four digits that count.
fn format_short(number: f64) -> String {
    format!("{number:.3e}").parse::<f64>().unwrap().to_string()
}

/// Quantity that a base unit measures, where the unit alone does not tell.
fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Hazard => "chance per month",
        Unit::Discount => "factor per month",
        Unit::Cost => "share of stake per month",
        _ => unit.spellings()[0].0,
    }
}

/// The tables of all quantities; one that has the same quantities as an earlier one refers to it.
fn quantities_table() -> String {
    let mut made = String::new();
    for (at, section) in SECTIONS.iter().enumerate() {
        let name = |section: &Section| format!("**`[{}]`**", section.path.replace('*', "NAME"));
        let same = |one: &&Section| one.definitions == section.definitions;
        if let Some(earlier) = SECTIONS[..at].iter().find(same) {
            let _ = write!(made, "\n{}: as `[{}]`.\n", name(section), earlier.path.replace('*', "NAME"));
            continue;
        }
        let _ = write!(
            made,
            "\n{}\n\n| key | symbol | of | unit | default | range of the default | meaning |\n|---|---|---|---|---|---|---|\n",
            name(section)
        );
        for one in section.definitions {
            let default = one.default.map_or("must be stated".to_owned(), format_short);
            let range = one
                .range
                .map_or(String::new(), |(low, high)| format!("{} to {}", format_short(low), format_short(high)));
            let (unit, key) = (unit_name(one.unit), if one.name == "*" { "NAME" } else { one.name });
            let _ = writeln!(
                made,
                "| `{key}` | {} | {} | {unit} | {default} | {range} | {} |",
                table_cell(one.symbol),
                one.scope.name(),
                table_cell(one.meaning)
            );
        }
    }
    made
}

#[test]
fn the_quantities_of_the_format_are_those_that_are_declared() {
    check_section("scenario-format.md", "quantities", &quantities_table());
}

/// The first sentence of the comment above a function.
fn first_sentence(source: &str, function: &str) -> String {
    let at = source.find(&format!("\nfn {function}(")).expect("the function stands in the file");
    let comment: Vec<&str> = source[..=at].lines().rev().take_while(|line| line.starts_with("///")).collect();
    let lines = comment.iter().rev().map(|line| line.trim_start_matches("///").trim());
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The functions that the body of another calls on the world, in the order in which they stand.
fn calls_in<'a>(source: &'a str, function: &str) -> Vec<&'a str> {
    let body = source.split_once(&format!("\nfn {function}(")).expect("the function stands in the file").1;
    let body = &body[..body.find("\n}\n").expect("it ends")];
    let names =
        body.match_indices('(').map(|(at, _)| body[..at].rsplit(|letter: char| !is_name(letter)).next().unwrap());
    names.filter(|name| !name.is_empty() && source.contains(&format!("\nfn {name}("))).collect()
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

#[test]
fn the_schedule_of_the_book_is_that_of_the_step() {
    let files = source_files(&repository_root().join("crates/world/src/step"));
    let files: Vec<String> = files.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    // The parts of a step stand in files of their own; below, a function begins a line.
    let source = files.concat().replace("\npub(super) fn ", "\nfn ").replace("\npub(crate) fn ", "\nfn ");
    let order = calls_in(&source, "contested_step");
    assert!(order.len() >= 7, "{order:?}");
    let line = |(at, name): (usize, &&str)| format!("{}. `{name}`: {}\n", at + 1, first_sentence(&source, name));
    check_section("odd.md", "schedule", &order.iter().enumerate().map(line).collect::<String>());
}

/// Places of the theory's equations in the sources: the file, and the item declared below the comment.
fn equation_places() -> BTreeMap<u32, Vec<String>> {
    let mut places: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let crates = ["world", "engine", "scenario", "lab", "analysis", "assimilation", "breakdown"];
    for folder in crates.map(|name| format!("crates/{name}/src")) {
        for path in source_files(&repository_root().join(folder)) {
            let source = fs::read_to_string(&path).unwrap();
            let file = path.strip_prefix(repository_root()).unwrap().to_string_lossy().into_owned();
            let lines: Vec<&str> = source.lines().collect();
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.trim_start().starts_with("//")) {
                for id in line
                    .match_indices("theory 3.")
                    .filter_map(|(found, mark)| parse_number(&line[found + mark.len()..]))
                {
                    let place = match declared_name(&lines[at..]) {
                        Some(name) => format!("`{file}`: `{name}`"),
                        None => format!("`{file}`"),
                    };
                    let of = places.entry(id).or_default();
                    if !of.contains(&place) {
                        of.push(place);
                    }
                }
            }
        }
    }
    places
}

fn parse_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// All files of Rust below a folder, in order.
fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let below = |path: PathBuf| if path.is_dir() { source_files(&path) } else { vec![path] };
    let all = entries.into_iter().flat_map(below);
    all.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The name of what is declared below a comment; none for a comment on the whole file.
fn declared_name(lines: &[&str]) -> Option<String> {
    if lines[0].trim_start().starts_with("//!") {
        return None;
    }
    let line = lines.iter().find(|line| {
        let line = line.trim_start();
        !line.starts_with("//") && !line.starts_with('#') && !line.is_empty()
    })?;
    let mut words = line.split(|letter: char| !is_name(letter)).filter(|word| !word.is_empty());
    words.find(|word| ["fn", "struct", "enum", "const", "trait"].contains(word))?;
    words.next().map(str::to_owned)
}

#[test]
fn where_equations_stand_is_in_the_book() {
    let page = fs::read_to_string(repository_root().join("docs/src/theory-notes.md")).unwrap();
    let mut made = "| part | in the code |\n|---|---|\n".to_owned();
    for (id, places) in equation_places() {
        assert!(page.contains(&format!("| 3.{id} |")), "the page says what part 3.{id} is");
        let _ = writeln!(made, "| 3.{id} | {} |", places.join("; "));
    }
    check_section("equations.md", "places", &made);
}
