//! Columns as they were written: a name may look like a number, and `007` is not `7`.

use super::csv_text;
use super::named_columns::Table;
use super::row_places::RowPlaces;
use crate::columns::Column;

impl Table {
    /// Columns as text, in the order asked for; none where a value is empty, and everywhere in a column that does not
    /// exist. A text is read again; numbers of a binary file are written in their shortest form.
    pub fn cells_as_written(&self, names: &[&str]) -> Vec<Vec<Option<String>>> {
        let places = names.iter().map(|name| self.columns.iter().position(|(one, _)| one == name));
        let places: Vec<Option<usize>> = places.collect();
        match &self.places {
            RowPlaces::Text { source, .. } => csv_text::read_words(source.text(), &places, self.rows),
            RowPlaces::Rows { .. } => {
                let words = |place: Option<usize>| match place {
                    Some(place) => (0..self.rows).map(|row| cell_text(&self.columns[place].1, row)).collect(),
                    None => vec![None; self.rows],
                };
                places.into_iter().map(words).collect()
            }
        }
    }

    /// The position of each row in words, counted from one: "line 2", or "row 1" in a binary file.
    pub fn row_names(&self) -> Vec<String> {
        match &self.places {
            RowPlaces::Text { source, starts } => line_names(source.text(), starts),
            RowPlaces::Rows { .. } => (1..=self.rows).map(|row| format!("row {row}")).collect(),
        }
    }
}

fn cell_text(column: &Column, row: usize) -> Option<String> {
    column.text_at(row).filter(|text| !text.is_empty())
}

/// The lines of places that ascend.
fn line_names(text: &str, starts: &[usize]) -> Vec<String> {
    let (mut line, mut seen) = (1, 0);
    let mut names = Vec::with_capacity(starts.len());
    for &start in starts {
        line += text.get(seen..start).unwrap_or_default().matches('\n').count();
        seen = start;
        names.push(format!("line {line}"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_they_were_written() {
        let table = Table::parse("t.csv", "a,b,c\n007, 1e3 ,TRUE\n\n\"2,5\n\",NA,\n").unwrap();
        let word = |word: &str| Some(word.to_owned());
        let found = table.cells_as_written(&["b", "none", "a", "c"]);
        assert_eq!(found[0], [word("1e3"), word("NA")]);
        assert_eq!(found[1], [None, None]);
        assert_eq!(found[2], [word("007"), word("2,5")]);
        assert_eq!(found[3], [word("TRUE"), None]);
        assert_eq!(table.row_names(), ["line 2", "line 4"]);
        let columns = vec![
            ("a".to_owned(), Column::Counts(vec![Some(2025), None])),
            ("b".to_owned(), Column::Numbers(vec![Some(0.5), Some(2.0)])),
        ];
        let stored = Table::new("t.parquet", columns).unwrap();
        assert_eq!(stored.cells_as_written(&["a", "b"]), [vec![word("2025"), None], vec![word("0.5"), word("2")]]);
        assert_eq!(stored.row_names(), ["row 1", "row 2"]);
    }
}
