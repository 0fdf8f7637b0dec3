//! Cells that a new row still lacks, and the questions that ask for them one after the other.

use super::list::find_kind;
use crate::program::output::{Failure, tell_user};
use standoff::scenario::evidence::{COLUMNS, Kind, Need, describe_allowed};
use standoff::scenario::{Diagnostic, Scenario};
use std::io::BufRead;

/// Columns that a row of its kind must have and lacks.
pub fn missing_columns(cells: &[String; COLUMNS.len()]) -> Vec<&'static str> {
    let Some(kind) = Kind::find(&cells[1]) else {
        return COLUMNS
            .into_iter()
            .zip(cells)
            .filter(|(name, text)| *name == "kind" && text.is_empty())
            .map(|(name, _)| name)
            .collect();
    };
    let lacks = |(name, text): &(&str, &String)| text.is_empty() && is_required(name, kind);
    COLUMNS.into_iter().zip(cells).filter(lacks).map(|(name, _)| name).collect()
}

fn is_required(column: &str, kind: Kind) -> bool {
    let definition = kind.definition();
    match column {
        "kind" | "date" | "source" | "confidence" => true,
        "party" => definition.count.0 > 0,
        "subject" => definition.subject == Need::Required,
        "answer" => definition.answer == Need::Required,
        "value" | "unit" => definition.value == Need::Required,
        "replaces" => kind == Kind::Retract,
        _ => false,
    }
}

/// The failure that names the missing columns.
pub fn refuse_missing(missing: &[&str]) -> Failure {
    let names: Vec<String> = missing.iter().map(|name| format!("`--{name}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let diagnostic = Diagnostic::error("missing-field", format!("{} {verb} missing", names.join(", ")));
    let hint = "`standoff evidence kinds` says what each kind needs; on a terminal what is missing is asked for";
    Failure::argument("standoff evidence add", "", diagnostic.hint(hint))
}

/// Asks for every cell that the row may have and lacks; an empty answer leaves out what may be left out.
pub fn ask_for_cells(
    cells: &mut [String; COLUMNS.len()],
    scenario: &Scenario,
    reader: &mut dyn BufRead,
) -> Result<(), Failure> {
    let places = std::iter::once(1).chain((2..COLUMNS.len()).filter(|place| COLUMNS[*place] != "unit"));
    for place in places {
        let name = COLUMNS[place];
        if !cells[place].is_empty() {
            continue;
        }
        let kind_so_far = Kind::find(&cells[1]).unwrap_or(Kind::TalksRound);
        let Some(words) = describe_allowed(name, kind_so_far, scenario) else { continue };
        let needed = name == "kind" || is_required(name, kind_so_far);
        cells[place] = read_answer(name, &words, needed, reader)?;
        if name == "kind" {
            find_kind(&cells[1])?;
        }
        if name == "value" && !cells[place].is_empty() && cells[place + 1].is_empty() {
            cells[place + 1] = kind_so_far.unit().to_owned();
        }
    }
    Ok(())
}

fn read_answer(name: &str, words: &str, needed: bool, reader: &mut dyn BufRead) -> Result<String, Failure> {
    loop {
        tell_user(&format!("{name}: {words}"));
        let mut line = String::new();
        if reader.read_line(&mut line).map_err(Failure::run)? == 0 {
            return Err(Failure::run(format!("no answer for `{name}`; nothing was written")));
        }
        if !line.trim().is_empty() || !needed {
            return Ok(line.trim().to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff::scenario::builtin;

    #[test]
    fn what_is_missing_is_asked_for_in_order() {
        let scenario = builtin::load("two-sided").unwrap();
        let mut cells: [String; COLUMNS.len()] = Default::default();
        assert_eq!(missing_columns(&cells), ["kind"]);
        let mut said = "losses\n2025-06-02\n\ninvader\n900\n\nministry\n0.8\n\n\n\n\n".as_bytes();
        ask_for_cells(&mut cells, &scenario, &mut said).unwrap();
        let expected =
            ["", "losses", "2025-06-02", "", "invader", "", "", "900", "people", "ministry", "0.8", "", "", "", ""];
        assert_eq!(cells, expected);
        assert!(missing_columns(&cells).is_empty());
        assert!(ask_for_cells(&mut Default::default(), &scenario, &mut "".as_bytes()).is_err());
        assert!(matches!(
            ask_for_cells(&mut Default::default(), &scenario, &mut "loses\n".as_bytes()),
            Err(Failure::Input(_))
        ));
    }
}
