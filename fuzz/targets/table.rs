//! A table, CSV or Parquet: its columns are of equal length, and what is written of it reads back the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_scenario::Diagnostics;
use standoff_table::Table;
use standoff_table::csv_writing::csv_text;
use standoff_table::table::escape_for_message;

fuzz_target!(|data: &[u8]| {
    let table = match Table::from_bytes("fuzz", data.to_vec()) {
        Ok(table) => table,
        Err(found) => return assert_refusal(&found),
    };
    for (name, column) in table.columns() {
        assert_eq!(column.len(), table.rows(), "column {name:?}");
        for read in [table.numbers(name).map(|values| values.len()), table.flags(name).map(|values| values.len())] {
            match read {
                Ok(length) => assert_eq!(length, table.rows()),
                Err(found) => {
                    assert_refusal(&found);
                    assert_place_of_word(&found);
                }
            }
        }
    }
    if data.starts_with(b"PAR1") {
        return;
    }
    let written = csv_text(table.columns()).expect("columns of equal length are written");
    match Table::parse("written", &written) {
        Ok(again) => {
            assert_eq!(format!("{:?}", again.columns()), format!("{:?}", table.columns()), "written as {written:?}")
        }
        Err(found) => panic!("written as {written:?} and refused: {found}"),
    }
});

/// A value that is not a number is pointed at itself.
fn assert_place_of_word(found: &Diagnostics) {
    for item in found.iter().filter(|item| item.code == "not-a-number") {
        let Some(span) = item.span.clone() else { continue };
        let placed = &found.source().text()[span];
        assert!(placed.contains('"') || item.message.contains(&escape_for_message(placed)), "{item:?} at {placed:?}");
    }
}
