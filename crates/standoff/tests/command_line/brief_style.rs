//! The style of the brief as a check, over briefs of several wars and findings.
//!
//! Prose is every paragraph, headline and list item outside the section on the method; the rest are headings, tables, captions
//! and titles. Everywhere: no "a share of", no role where the actor has a name, no date in digits, no "km2", no marks of
//! programs (ticks, keys, names of a log), and nothing about a section that was not made. In prose also: no command line; no
//! sentence with two words of doubt; and no sentence with two headline numbers.
//!
//! A headline number is any number but these: a date, a duration or a month counted from the start ("12 months", "month 30"),
//! the ends of one band ("between 4 and 9 in 10", "from 0 to 1", the clause "across plausible assumptions"), and the digits of a title or a standard. "7 in 10" is one
//! number.

use crate::run_standoff;
use standoff_prose::words::MONTHS;
use std::fs;
use std::path::Path;

/// Words of doubt. "About", "most often" and "on average" tell how a number was made, and are none.
const DOUBTS: [&str; 13] = [
    "probably", "likely", "unlikely", "even", "almost", "perhaps", "possibly", "may", "might", "could", "seems",
    "appears", "maybe",
];

/// A brief as it is read, with what the checks have to know of its war.
struct ReadBrief {
    name: String,
    /// Text outside commands.
    lines: Vec<String>,
    /// Sentences of the prose.
    sentences: Vec<String>,
    /// Words for roles whose actors have names.
    roles: Vec<String>,
    /// Titles with digits: of drafts, packages, instruments.
    titles: Vec<String>,
}

fn read_brief(name: &str, folder: &Path) -> ReadBrief {
    let text = fs::read_to_string(folder.join("brief.md")).unwrap();
    let breakdown = fs::read_to_string(folder.join("breakdown.json")).unwrap();
    let breakdown: serde_json::Value = serde_json::from_str(&breakdown).unwrap();
    let roles = breakdown["forecast"]["scenario"]["roles"].as_object().unwrap();
    let mut titles = Vec::new();
    collect_titles(&breakdown, &mut titles);
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    let (mut lines, mut sentences, mut section, mut command) = (Vec::new(), Vec::new(), String::new(), false);
    let mut before = 0;
    for line in text.lines() {
        if line.starts_with("```") {
            command = !command;
            continue;
        }
        if command {
            continue;
        }
        section = line.strip_prefix("## ").map_or(section, str::to_owned);
        // Links to data and to pictures are no words.
        let line = plain(line);
        let marked = line.starts_with(['#', '|', '<', '!']) || line.contains("](charts/");
        if line.starts_with('|') {
            // The line before a table is its caption.
            sentences.truncate(before);
        } else if !line.is_empty() {
            before = sentences.len();
        }
        if !line.is_empty() && !marked && section != "Method" && !section.is_empty() {
            sentences.extend(split_sentences(&line));
        }
        lines.push(line);
    }
    let roles = roles.keys().map(|role| role.replace('_', " ")).collect();
    ReadBrief { name: name.to_owned(), lines, sentences, roles, titles }
}

fn plain(line: &str) -> String {
    line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("**", "").replace('\\', "")
}

/// Every title in the data that has a digit in it.
fn collect_titles(value: &serde_json::Value, titles: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(all) => {
            let title = all.get("title").and_then(|title| title.as_str());
            titles.extend(
                title.filter(|title| title.contains(|letter: char| letter.is_ascii_digit())).map(str::to_owned),
            );
            all.values().for_each(|one| collect_titles(one, titles));
        }
        serde_json::Value::Array(all) => all.iter().for_each(|one| collect_titles(one, titles)),
        _ => {}
    }
}

fn split_sentences(line: &str) -> Vec<String> {
    line.trim_start_matches("- ").split_inclusive(". ").map(|sentence| sentence.trim().to_owned()).collect()
}

fn words_of(text: &str) -> Vec<String> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '.' && letter != ',' && letter != '\u{2212}');
    words.map(|word| word.trim_matches(['.', ',']).to_owned()).filter(|word| !word.is_empty()).collect()
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit() || letter == '\u{2212}')
        && word.contains(|letter: char| letter.is_ascii_digit())
}

/// The place after a band that begins at a word: "between 4 and 9 in 10", "from under 1 to over 9 in 10", "between a loss of 4 and
/// a gain of 9".
fn end_of_band(words: &[String], from: usize) -> Option<usize> {
    let number_within = |at: usize| (at..(at + 4).min(words.len())).find(|&place| is_number(&words[place]));
    let joint = match words[from].as_str() {
        "between" => "and",
        "from" => "to",
        _ => return None,
    };
    let low = number_within(from + 1)?;
    // "from 0 for insufficient evidence to 4" has words between its ends.
    let joint = (low + 1..(low + 5).min(words.len())).find(|&place| words[place] == joint)?;
    let high = number_within(joint + 1)?;
    Some(
        if words.get(high + 1).is_some_and(|word| word == "in")
            && words.get(high + 2).is_some_and(|word| is_number(word))
        {
            high + 3
        } else {
            high + 1
        },
    )
}

/// The headline numbers of a sentence.
fn headline_numbers(sentence: &str, titles: &[String]) -> Vec<String> {
    let mut text = sentence.replace("ICD 203", "").replace("NASA-STD-7009", "");
    // The band of a chance, which may have one end only.
    if let Some((chance, band)) = text.split_once(" across plausible assumptions") {
        let before = chance.rsplit_once(", ").map_or(chance, |(before, _)| before);
        text = format!("{before} {band}");
    }
    titles.iter().for_each(|title| text = text.replace(title.as_str(), ""));
    let words = words_of(&text);
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let is_duration = |word: &str| ["month", "months", "year", "years", "week", "weeks", "day", "days"].contains(&word);
    let (mut numbers, mut at) = (Vec::new(), 0);
    while at < words.len() {
        if let Some(end) = end_of_band(&words, at) {
            at = end;
            continue;
        }
        let before = if at == 0 { "" } else { word(at - 1) };
        if is_number(word(at)) {
            let dated = MONTHS.contains(&word(at + 1)) || MONTHS.contains(&before);
            if !dated && !is_duration(word(at + 1)) && before != "month" {
                numbers.push(word(at).to_owned());
                at += if word(at + 1) == "in" && is_number(word(at + 2)) { 2 } else { 0 };
            }
        }
        at += 1;
    }
    numbers
}

/// Whether a word is a key of the data or a name of a log: `forecast.hold`, `asset_loan`, `talks-2001-03-04-lake`.
fn is_raw_name(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let between =
        |mark: char| word.split(mark).all(|part| part.starts_with(|letter: char| letter.is_ascii_lowercase()));
    let is_name = word.starts_with(|letter: char| letter.is_ascii_lowercase());
    let dated = word.split('-').any(|part| part.len() == 4 && part.parse::<u32>().is_ok_and(|year| year > 1800));
    is_name
        && (word.contains('_')
            || (word.contains('.') && between('.'))
            || (word.contains('-') && dated && word.split('-').count() > 2))
}

fn check(brief: &ReadBrief) {
    let fault = |what: &str, text: &str| panic!("{}: {what}: {text}", brief.name);
    let mut section = String::new();
    for line in &brief.lines {
        section = line.strip_prefix("## ").map_or(section, str::to_owned);
        let lower = line.to_lowercase();
        for banned in ["a share of", "this brief was made", "does not apply", "km2", "`", "nan"] {
            let found =
                if banned == "nan" { words_of(&lower).contains(&banned.to_owned()) } else { lower.contains(banned) };
            if found {
                fault(banned, line);
            }
        }
        // Titles of pictures and their files are the pictures' own.
        let words = line.split_once("](charts/").map_or(line.as_str(), |(words, _)| words);
        for role in &brief.roles {
            let role = format!("the {role}");
            let ends = |rest: &str| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '-');
            let lower = words.to_lowercase();
            if lower
                .match_indices(&role)
                .any(|(at, _)| ends(&lower[at + role.len()..]) && !lower[at..].starts_with("the coalition of"))
            {
                fault(&format!("{role:?} has a name"), line);
            }
        }
        let is_method = section == "Method";
        if let Some(raw) = words.split_whitespace().find(|word| is_raw_name(word)).filter(|_| !is_method) {
            fault(&format!("{raw:?} is no word"), line);
        }
    }
    for sentence in &brief.sentences {
        if sentence.contains("--") || sentence.contains("standoff ") {
            fault("a command in prose", sentence);
        }
        let doubts = words_of(&sentence.to_lowercase()).into_iter().filter(|word| DOUBTS.contains(&word.as_str()));
        // "A roughly even chance", "almost no chance" and "almost certain" are one word each of the yardstick.
        if doubts.filter(|word| word != "even" || sentence.contains("even chance")).count() > 1 {
            fault("two words of doubt", sentence);
        }
        let numbers = headline_numbers(sentence, &brief.titles);
        if numbers.len() > 1 {
            fault(&format!("{numbers:?}"), sentence);
        }
    }
    assert!(brief.sentences.len() >= 8, "{}: {:?}", brief.name, brief.sentences);
}

/// Writes a brief of a war, whole and on one page, and checks both.
fn check_war(scenario: &str, more: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let (whole, short) = (folder.path().join("whole"), folder.path().join("short"));
    let own = ["brief", scenario, "--quiet", "--out", whole.to_str().unwrap()];
    let said = run_standoff(own.into_iter().chain(more.iter().copied()));
    assert_eq!(said.status, 0, "{}", said.stderr);
    let again = ["brief", "--quiet", "--short", "--bundle", whole.to_str().unwrap(), "--out", short.to_str().unwrap()];
    assert_eq!(run_standoff(again).status, 0);
    check(&read_brief(scenario, &whole));
    let short = read_brief(&format!("{scenario}, on one page"), &short);
    check(&short);
    let pictures = short.lines.iter().filter(|line| line.starts_with("![")).count();
    assert_eq!(pictures, 3, "{scenario}");
    let words: usize = short.sentences.iter().map(|sentence| sentence.split_whitespace().count()).sum();
    assert!((120..=400).contains(&words), "{scenario}: {words} words");
}

fn war(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/wars").join(name).to_str().unwrap().to_owned()
}

#[test]
fn the_default_war_on_its_record_reads_well() {
    check_war("ukraine-2025-12", &["--runs", "64", "--draws", "8", "--quick"]);
    // With what changed, how the answer moved and the other parts that take games of their own.
    check_war("ukraine-2025-12", &["--runs", "16", "--draws", "2"]);
}

#[test]
fn a_war_of_two_reads_well_with_all_parts() {
    check_war("two-sided", &["--runs", "64", "--draws", "8"]);
    check_war("two-sided", &["--runs", "48", "--draws", "12", "--seed", "7"]);
}

#[test]
fn a_past_war_with_a_great_power_reads_well() {
    check_war(&war("falklands-1982"), &["--runs", "64", "--draws", "8", "--quick"]);
}

#[test]
fn the_rules_find_what_they_forbid() {
    let titles = ["28-point draft".to_owned()];
    let numbers = |sentence| headline_numbers(sentence, &titles).len();
    assert_eq!(numbers("It holds 12 months: about 7 in 10, and between 4 and 9 in 10, by 5 December 2025."), 1);
    assert_eq!(numbers("It holds in 7 in 10, and in 30 % it does not."), 2);
    assert_eq!(numbers("The 28-point draft adds 3 months, in month 30, on a scale from 0 to 1."), 0);
    assert_eq!(numbers("from 0 for insufficient evidence to 4"), 0);
    assert_eq!(numbers("It gains 5,000 km², between a loss of 4,000 and a gain of 9,000 in nine of ten futures."), 1);
    let raw = ["talks-2001-03-04-lake", "forecast.hold", "asset_loan", "(beliefs.lean)"];
    assert!(raw.into_iter().all(is_raw_name));
    assert!(!["one-page", "fire.", "0.57", "mid-2001", "yes-but"].into_iter().any(is_raw_name));
}
