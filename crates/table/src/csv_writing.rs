//! Columns as CSV text that reads back to the same values.

use crate::columns::Column;
use csv::Writer;

/// Mark that some programs write before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The text of a table: a line of names, then a line for each row. Numbers have as many digits as it takes to read back
/// the same value; a value that is missing is empty.
///
/// # Errors
///
/// [`csv::Error`] where the columns differ in length.
///
/// ```
/// use standoff_table::columns::Column;
/// use standoff_table::csv_writing::csv_text;
/// let columns = [("a,b".to_owned(), Column::Numbers(vec![Some(0.1), None]))];
/// assert_eq!(csv_text(&columns).unwrap(), "\"a,b\"\n0.1\n\"\"\n");
/// ```
pub fn csv_text(columns: &[(String, Column)]) -> Result<String, csv::Error> {
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|(name, _)| name))?;
    for row in 0..columns.first().map_or(0, |(_, column)| column.len()) {
        writer.write_record(columns.iter().map(|(_, column)| column.text_at(row).unwrap_or_default()))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // At the beginning of a text the mark is taken for no part of it. A name that begins with one, and that the writer saw
    // no need to quote, is quoted.
    match columns.first() {
        Some((name, _)) if text.starts_with(BYTE_ORDER_MARK) => Ok(format!("\"{name}\"{}", &text[name.len()..])),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Table;

    #[test]
    fn a_number_beyond_the_whole_numbers_of_floats_reads_back_as_a_number() {
        let values = [1e24, -9_007_199_254_740_994.0, 9_007_199_254_740_992.0, 1e-300, f64::INFINITY];
        let columns = [("a".to_owned(), Column::Numbers(values.map(Some).to_vec()))];
        assert_eq!(Table::parse("t", &csv_text(&columns).unwrap()).unwrap().columns(), columns);
    }

    #[test]
    fn a_name_that_begins_with_a_byte_order_mark_reads_back() {
        let columns = [("\u{feff}".to_owned(), Column::Words(vec![Some("&".to_owned())]))];
        assert_eq!(Table::parse("t", &csv_text(&columns).unwrap()).unwrap().columns(), columns);
    }
}
