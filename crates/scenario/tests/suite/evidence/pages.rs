//! Every case of `tests/pages/evidence` is true: a log, and the exact words that answer it. `STANDOFF_BLESS=1` writes
//! the answers as they are now.

use std::ops::Range;
use std::path::Path;

use standoff_scenario::evidence::{Log, header};
use standoff_scenario::{Source, builtin};

/// A fenced block: its language, and the place of what is in it.
fn fenced_blocks(page: &str) -> Vec<(&str, Range<usize>)> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(open) = page[at..].find("```").map(|found| at + found + 3) {
        let begin = open + page[open..].find('\n').unwrap() + 1;
        let end = begin + page[begin..].find("```").unwrap();
        blocks.push((page[open..begin].trim(), begin..end));
        at = end + 3;
    }
    blocks
}

/// `csv` has rows only, `csv file` the whole file; a name after it is that of a built-in scenario.
fn render_answer(language: &str, text: &str) -> String {
    let (format, rest) = language.split_once(' ').unwrap_or((language, ""));
    let text = if format == "json" || rest == "file" { text.to_owned() } else { format!("{}\n{text}", header()) };
    let scenario = if rest.is_empty() || rest == "file" { super::war().clone() } else { builtin::load(rest).unwrap() };
    let page = match Log::read(&[Source::new(format!("log.{format}"), text)], &scenario) {
        Ok((_, warnings)) => warnings.render(false),
        Err(found) => found.render(false),
    };
    page.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn every_page_is_true() {
    let bless = std::env::var_os("STANDOFF_BLESS").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/evidence");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut count = 0;
    for path in paths {
        let mut page = std::fs::read_to_string(&path).unwrap();
        let mut answers = Vec::new();
        for pair in fenced_blocks(&page).chunks(2) {
            let [(language, log), ("text", place)] = pair else { panic!("{}: a log without answer", path.display()) };
            answers.push((place.clone(), render_answer(language, &page[log.clone()])));
        }
        count += answers.len();
        for (place, answer) in answers.into_iter().rev() {
            if bless {
                page.replace_range(place, &answer);
            } else {
                assert_eq!(&page[place], answer, "{}", path.display());
            }
        }
        if bless {
            std::fs::write(&path, page).unwrap();
        }
    }
    assert!(count >= 40, "only {count} cases");
}
