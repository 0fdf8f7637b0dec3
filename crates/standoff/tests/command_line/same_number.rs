//! Same name, same number: whatever a forecast and its brief tell under one name is one figure, wherever it stands.

use crate::run_standoff;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Figures told under a name: the row and the column of a table, in small letters and digits.
#[derive(Default)]
struct Told(BTreeMap<(String, String), BTreeSet<(String, String)>>);

impl Told {
    fn add(&mut self, row: &str, column: &str, figure: &str, place: &str) {
        if figure.chars().any(|letter| letter.is_ascii_digit()) {
            let name = (name_of(row), name_of(column));
            let figure = without_last_zeros(figure.trim_start_matches('*')).to_owned();
            self.0.entry(name).or_default().insert((figure, place.to_owned()));
        }
    }

    /// Names with two figures, and how many were told in two places.
    fn differing(&self) -> (Vec<String>, usize) {
        let figures = |places: &BTreeSet<(String, String)>| places.iter().map(|(figure, _)| figure.clone()).collect();
        let differs = |places: &&BTreeSet<(String, String)>| BTreeSet::len(&figures(places)) > 1;
        let twice =
            self.0.values().filter(|places| places.iter().map(|(_, place)| place).collect::<BTreeSet<_>>().len() > 1);
        let all = self.0.iter().filter(|(_, places)| differs(places));
        (all.map(|(name, places)| format!("{name:?}: {places:?}")).collect(), twice.count())
    }

    /// Tables of the terminal: heads of one line or several, whose right ends the figures below share, and rows whose labels
    /// may go on below. An indented row belongs to the one above it.
    fn add_page(&mut self, page: &str) {
        let (mut table, mut section) = (PageTable::default(), String::new());
        for line in page.lines().chain([""]) {
            let cells = cells_of(line);
            if line.contains("──") || cells.is_empty() {
                table.rows.drain(..).for_each(|(row, column, figure)| self.add(&row, &column, &figure, &section));
                table = PageTable::default();
                section = if line.contains("──") { line.to_owned() } else { section };
            } else {
                table.add_line(&cells);
            }
        }
    }

    /// Tables of the brief, in which the line that has not broken is called one that holds. Each actor's ledger is a column of the forecast's.
    fn add_brief(&mut self, brief: &str) {
        let (mut heads, mut caption): (Vec<String>, _) = (Vec::new(), String::new());
        for line in brief.lines() {
            let Some(row) = line.strip_prefix('|') else {
                heads.clear();
                let line = line.trim_start_matches("<summary>").trim_end_matches("</summary>");
                caption = if line.is_empty() { caption } else { line.to_owned() };
                continue;
            };
            let cells: Vec<String> = row.trim_end_matches('|').split('|').map(plain).collect();
            if heads.is_empty() {
                heads = cells;
            } else if let Some(actor) = caption.strip_suffix(": what the war costs and brings") {
                // A share is told in percent, and so has no unit.
                let unit = if cells[1].is_empty() { "share" } else { &cells[1] };
                self.add(&format!("{}, {unit}", cells[0]), actor, &cells[2], "brief");
            } else {
                let row = if cells[0] == "The line holds" { "the line has not broken" } else { &cells[0] };
                for (head, figure) in heads.iter().zip(&cells).skip(1) {
                    self.add(row, head, figure, "brief");
                }
            }
        }
    }
}

/// A table of the terminal, as far as it has been read: its heads with their right ends, and row, column and figure.
#[derive(Default)]
struct PageTable {
    heads: Vec<(usize, String)>,
    rows: Vec<(String, String, String)>,
    parent: String,
    indent: usize,
    /// Column at which the figures of the last row begin; none once the table is over.
    room: Option<usize>,
}

impl PageTable {
    fn add_line(&mut self, cells: &[(usize, String)]) {
        let ((indent, label), rest) = (&cells[0], &cells[1..]);
        let end = |(at, text): &(usize, String)| at + text.chars().count();
        let has_figure = |(_, text): &(usize, String)| {
            text.chars().any(|letter| letter.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
        };
        if rest.is_empty() && !self.rows.is_empty() {
            // A label that goes on, unless it is what is said below the table.
            self.room = self.room.filter(|room| end(&cells[0]) < *room && *indent == self.indent);
            if self.room.is_none() {
                return;
            }
            let whole = format!("{} {label}", self.parent);
            self.rows.iter_mut().filter(|(row, ..)| *row == self.parent).for_each(|(row, ..)| row.clone_from(&whole));
            self.parent = whole;
        } else if self.rows.is_empty()
            && (self.heads.is_empty() || label.contains("months") || !rest.iter().any(has_figure))
        {
            // A line of heads above the label has no label of its own.
            for cell in if *indent > 2 { cells } else { rest } {
                match self.heads.iter_mut().find(|(right, _)| *right == end(cell)) {
                    Some((_, head)) => *head = format!("{head} {}", cell.1),
                    None => self.heads.push((end(cell), cell.1.clone())),
                }
            }
        } else {
            let row =
                if *indent > 2 && *indent != self.indent { format!("{} {label}", self.parent) } else { label.clone() };
            for cell in rest {
                if let Some((_, head)) = self.heads.iter().find(|(right, _)| *right == end(cell)) {
                    self.rows.push((row.clone(), head.clone(), cell.1.clone()));
                }
            }
            if *indent <= 2 {
                (self.parent, self.indent) = (label.clone(), *indent);
                self.room = rest.first().map(|(at, _)| *at);
            }
        }
    }
}

fn plain(cell: &str) -> String {
    of_one(&cell.trim().replace("&lt;", "<").replace("&gt;", ">").replace('\\', ""))
}

/// A figure in percent as one of one, with the digits that it has: the page tells chances so, and the brief in percent.
fn of_one(cell: &str) -> String {
    let Some(figures) = cell.strip_suffix(" %") else { return cell.to_owned() };
    let sign: String = figures.chars().take_while(|letter| !letter.is_ascii_digit()).collect();
    let digits = &figures[sign.len()..];
    let Ok(value) = digits.parse::<f64>() else { return cell.to_owned() };
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len()) + 2;
    format!("{sign}{:.decimals$}", value / 100.0)
}

/// The same figure with and without zeros at its end: 40 % is told of 0.4 and of 0.40.
fn without_last_zeros(figure: &str) -> &str {
    if figure.contains('.') { figure.trim_end_matches('0').trim_end_matches('.') } else { figure }
}

fn name_of(words: &str) -> String {
    let letters = words.to_lowercase();
    letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The cells of a line, with the column at which each begins: two spaces part them.
fn cells_of(line: &str) -> Vec<(usize, String)> {
    let mut cells: Vec<(usize, String)> = Vec::new();
    let mut spaces = 2;
    for (at, letter) in line.chars().enumerate() {
        match cells.last_mut() {
            _ if letter == ' ' => spaces += 1,
            Some((_, text)) if spaces < 2 => text.extend(std::iter::repeat_n(' ', spaces).chain([letter])),
            _ => cells.push((at, letter.to_string())),
        }
        spaces = if letter == ' ' { spaces } else { 0 };
    }
    cells
}

/// The text of a forecast, its brief, and its findings.
fn told_of(scenario: &str, more: &[&str]) -> (String, String, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (bundle, brief) = (place("bundle"), place("brief"));
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_standoff"));
    let own = ["forecast", scenario, "--runs", "256", "--draws", "32", "--quiet", "--report", "--out", &bundle];
    let output = command.env("COLUMNS", "120").args(own).args(more).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(run_standoff(["brief", "--bundle", &bundle, "--out", &brief, "--quiet"]).status, 0);
    let findings = fs::read_to_string(format!("{bundle}/findings.json")).unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        fs::read_to_string(format!("{brief}/brief.md")).unwrap(),
        serde_json::from_str(&findings).unwrap(),
    )
}

#[test]
fn a_name_has_one_number_on_the_page_and_in_the_brief() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.toml");
    let mine = mine.to_str().unwrap();
    assert_eq!(run_standoff(["scenario", "new", "mine", "--out", mine]).status, 0);
    for (scenario, more) in [("two-sided", &[][..]), ("two-sided", &["--seed", "5"]), (mine, &[])] {
        let (page, brief, findings) = told_of(scenario, more);
        let mut told = Told::default();
        told.add_page(&page);
        told.add_brief(&brief);
        let (differing, twice) = told.differing();
        assert!(differing.is_empty(), "{scenario}: {differing:#?}");
        assert!(twice >= 6, "{scenario}: only {twice} figures stand in two places");
        assert_data_agree(&told, &findings);
    }
}

/// The line in the data and on the page: what is printed is the figure of the data, rounded.
fn assert_data_agree(told: &Told, findings: &serde_json::Value) {
    for at in findings["hold"]["survival"].as_array().unwrap() {
        let key = ("the line has not broken".to_owned(), at["months"].to_string());
        let shown = &told.0[&key].first().unwrap().0;
        let (p, error) = (at["p"].as_f64().unwrap(), at["mc_error"].as_f64().unwrap());
        match shown.strip_prefix(['<', '>']) {
            Some(bound) if shown.starts_with('<') => assert!(p <= bound.parse::<f64>().unwrap() + error),
            Some(bound) => assert!(p >= bound.parse::<f64>().unwrap() - error),
            None => assert!((shown.parse::<f64>().unwrap() - p).abs() <= 2.0 * error + 0.005, "{shown} for {p}"),
        }
    }
}
