//! The categories of a question, of which one comes: a cell such as `low<middle<high` or `north|south`.

use super::table_cells::TableCells;
use standoff_scenario::Diagnostic;
use standoff_table::table::escape_for_message;

/// Between categories that have an order.
const ORDERED_MARK: char = '<';
/// Between categories that have none.
const UNORDERED_MARK: char = '|';
const ALLOWED: &str =
    "two or more names with `<` between them if they have an order, such as low<middle<high, or with `|`";

/// The categories of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCategories {
    /// Their names, from the lowest to the highest if they have an order.
    pub names: Vec<String>,
    /// `true` if they have an order.
    pub ordered: bool,
}

impl QuestionCategories {
    /// The place of a category.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|one| one == name)
    }

    /// The names for a message.
    pub(super) fn list_names(&self) -> String {
        self.names.iter().map(|name| format!("`{}`", escape_for_message(name))).collect::<Vec<_>>().join(", ")
    }

    /// Parses the text of a cell; the error says what is wrong with it.
    fn parse(text: &str) -> Result<Self, String> {
        let ordered = text.contains(ORDERED_MARK);
        if ordered && text.contains(UNORDERED_MARK) {
            return Err("`<` and `|` stand between these categories".to_owned());
        }
        let mark = if ordered { ORDERED_MARK } else { UNORDERED_MARK };
        let names: Vec<String> = text.split(mark).map(|name| name.trim().to_owned()).collect();
        if names.len() < 2 {
            return Err(format!("`{}` is one category only", escape_for_message(text)));
        }
        match names.iter().enumerate().find(|(place, name)| names[..*place].contains(name)) {
            _ if names.iter().any(String::is_empty) => Err("one of these categories has no name".to_owned()),
            _ if names.iter().any(|name| name == "annulled") => {
                Err("`annulled` is no category: it says that nothing is scored".to_owned())
            }
            Some((_, name)) => Err(format!("the category `{}` is listed twice", escape_for_message(name))),
            None => Ok(Self { names, ordered }),
        }
    }
}

/// Reads the categories of a row: none where the cell is empty, an error where it was refused.
pub(super) fn read_categories(cells: &mut TableCells<'_>, row: usize) -> Result<Option<QuestionCategories>, ()> {
    let Some(text) = cells.number_text(row, "categories").map(str::to_owned) else { return Ok(None) };
    QuestionCategories::parse(&text).map(Some).map_err(|message| {
        cells.refuse_cell(row, "categories", Diagnostic::error("bad-categories", message).allowed(ALLOWED));
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_whether_there_is_an_order() {
        let found = QuestionCategories::parse("low < middle<high").unwrap();
        assert_eq!(
            (found.names.as_slice(), found.ordered),
            (&["low".into(), "middle".into(), "high".into()][..], true)
        );
        assert!(!QuestionCategories::parse("north|south").unwrap().ordered);
        for text in ["low", "a<b|c", "a||b", "a|a", "a|annulled", ""] {
            assert!(QuestionCategories::parse(text).is_err(), "{text}");
        }
    }
}
