//! Every page of `tests/pages` holds cases: a change to the starting file of a new scenario, or to a built-in one,
//! and the exact words that answer it. `STANDOFF_BLESS=1` writes the answers as they are now.

use std::path::{Path, PathBuf};

use standoff_scenario::{Diagnostics, Scenario, Source, builtin, template};

/// One case: a fenced `diff` block, optionally with the name of a built-in scenario, and the `text` block after it.
struct Case<'a> {
    base: &'a str,
    patch: &'a str,
    answer: std::ops::Range<usize>,
}

fn page_paths() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    pages.sort();
    pages
}

fn cases_of(page: &str) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].find("```diff").map(|found| at + found + "```diff".len()) {
        let body = open + page[open..].find('\n').unwrap() + 1;
        let close = body + page[body..].find("```\n").unwrap();
        let begin = close + page[close..].find("```text\n").unwrap() + "```text\n".len();
        let end = begin + page[begin..].find("```\n").unwrap();
        cases.push(Case { base: page[open..body].trim(), patch: &page[body..close], answer: begin..end });
        at = end + 4;
    }
    cases
}

/// Lines with `-` are replaced by the lines with `+` that follow; lines with `+` alone are added at the end.
fn apply_patch(case: &Case<'_>) -> String {
    let mut text = match case.base {
        "" => template::text("war"),
        name => builtin::source(name).unwrap().text().to_owned(),
    };
    let (mut old, mut new) = (String::new(), String::new());
    for line in case.patch.lines().chain(["-"]) {
        if line.starts_with('-') && !new.is_empty() {
            text = replace_once(&text, &old, &new);
            (old, new) = (String::new(), String::new());
        }
        let side = if line.starts_with('-') { &mut old } else { &mut new };
        side.push_str(&line[1..]);
        side.push('\n');
    }
    text
}

fn replace_once(text: &str, old: &str, new: &str) -> String {
    if old.is_empty() {
        return format!("{text}{new}");
    }
    assert_eq!(text.matches(old).count(), 1, "not once in the scenario: {old}");
    text.replace(old, if new == "\n" { "" } else { new })
}

fn render_answer(case: &Case<'_>) -> String {
    let page = match Scenario::parse(&Source::new("war.toml", apply_patch(case))) {
        Ok((_, warnings)) => warnings.render(false),
        Err(found) => found.render(false),
    };
    page.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_page_is_true() {
    let bless = std::env::var_os("STANDOFF_BLESS").is_some();
    let mut count = 0;
    for path in page_paths() {
        let mut page = std::fs::read_to_string(&path).unwrap();
        let answers: Vec<_> = cases_of(&page).iter().map(|case| (case.answer.clone(), render_answer(case))).collect();
        count += answers.len();
        for (range, answer) in answers.into_iter().rev() {
            if bless {
                page.replace_range(range, &answer);
            } else {
                assert_eq!(&page[range], answer, "{}", path.display());
            }
        }
        if bless {
            std::fs::write(&path, page).unwrap();
        }
    }
    assert!(count >= 40, "only {count} cases");
}

/// Faults that need no scenario.
#[test]
fn files_that_are_no_scenario() {
    let page = |result: Result<Source, Diagnostics>| result.unwrap_err().to_string();
    let large = page(Source::from_bytes("war.toml", vec![b'#'; 10 * 1024 * 1024 + 1]));
    assert_eq!(
        large,
        "error[file-too-large]: the file is larger than a scenario may be\n--> war.toml\n = note: allowed: at most 10 MB"
    );
    let binary = page(Source::from_bytes("war.toml", b"format = 1\nname = \"\xff\"".to_vec()));
    assert!(binary.starts_with("error[not-utf8]: byte 19, on line 2, is not text in UTF-8\n--> war.toml"));
    let absent = page(Source::read(Path::new("no/such/war.toml")));
    assert!(absent.starts_with("error[unreadable]: the file cannot be read: "));
}

/// Nesting is cut off in whichever way it is written.
#[test]
fn nesting_beyond_the_cap() {
    let lists = format!("x = {}{}", "[".repeat(70), "]".repeat(70));
    let tables = format!("[{}x]", "a.".repeat(70));
    let deep_lists = format!("x = {}", "[".repeat(1_000_000));
    let deep_tables = format!("{}x = 1", "a.".repeat(1_000_000));
    for text in [lists, tables, deep_lists, deep_tables] {
        let found = Scenario::parse(&Source::new("war.toml", text)).unwrap_err();
        assert!(found.iter().any(|one| one.code == "too-deep"), "{}", found.iter().next().unwrap().message);
    }
}

/// Lists longer than allowed are reported without a look at each item.
#[test]
fn more_than_there_may_be() {
    let excess = [
        ("member", 501, "income = 1\nwillingness = 0"),
        ("package", 65, "land = 0"),
        ("posture", 13, "rounds = 1"),
        ("instrument", 65, "rule = \"unanimity\"\nvoters = \"union\""),
        ("track", 17, "owner = \"invader\"\nshare = 0"),
        ("question", 100_000, "text = \"?\""),
    ];
    for (key, count, keys) in excess {
        let tables: String = (0..count).map(|name| format!("[{key}.x{name}]\n{keys}\n")).collect();
        let text = template::text("war") + &tables;
        let found = Scenario::parse(&Source::new("war.toml", text)).unwrap_err();
        assert!(found.iter().any(|one| one.code == "too-many") || found.len() == 1000, "{key}");
    }
}

/// Each fault of grammar is kept with some hundred bytes, so that ten megabytes of them once filled three gigabytes.
#[test]
fn a_large_file_of_nothing_but_broken_lines_is_refused_at_the_first() {
    let found = |lines: usize| Scenario::parse(&Source::new("war.toml", "=\n".repeat(lines))).unwrap_err();
    assert_eq!(found(400_000).len(), 1);
    assert_eq!(found(400_000).iter().next(), found(4).iter().next());
}

/// Hostile files end soon, with a bounded number of messages.
#[test]
fn files_full_of_faults() {
    let keys: String = (0..200_000).map(|name| format!("k{name} = 1\n")).collect();
    let names: String = (0..100_000).map(|name| format!("n{name} = 0.5\n")).collect();
    let patterns: String = (0..100_000).map(|name| format!("\"p{name}\", ")).collect();
    let former = "\"*.*.cost\", ".repeat(100_000);
    let long = "x".repeat(1_000_000);
    let texts = [
        format!("{keys}{}", template::text("war")),
        template::text("war").replace("[instrument.loan.doubtful]\n", &format!("[instrument.loan.doubtful]\n{names}")),
        template::text("war").replace("paths = [\"front.*\",", &format!("paths = [{patterns} \"front.*\",")),
        template::text("war").replace("paths = [\"front.*\",", &format!("paths = [{former} \"front.*\",")),
        format!("{long} = \"{long}\"\n{}", template::text("war")),
        template::text("war").replace("posture = \"backing\"", &format!("posture = \"{long}\"")),
    ];
    for text in texts {
        let found = Scenario::parse(&Source::new("war.toml", text)).unwrap_err();
        assert!(found.len() <= 1000 && found.render(false).len() < 1_000_000);
    }
}
