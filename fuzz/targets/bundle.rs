//! A bundle whose manifest and findings were changed, and whose table of runs may be another.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_breakdown::bundle::draw_table::read_draw_table;
use standoff_breakdown::bundle::read::Bundle;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_fuzz::json_edits::{JsonEdit, edit_json};
use standoff_fuzz::made::{BUNDLE, SMALL};
use standoff_lab::LabError;
use standoff_lab::outcome::named::Outcome;
use standoff_table::Table;
use standoff_table::columns::Column;

#[derive(Debug, Arbitrary)]
struct Changed<'a> {
    manifest: Vec<JsonEdit<'a>>,
    findings: Vec<JsonEdit<'a>>,
    cells: Vec<(u16, u8, Option<f64>)>,
    /// Texts instead of the whole files.
    texts: [Option<&'a str>; 2],
}

fuzz_target!(|changed: Changed<'_>| {
    let text = |text: Option<&str>, made: &str, edits: &[JsonEdit<'_>]| match text {
        Some(text) => text.to_owned(),
        None => {
            edit_json(serde_json::from_str(made).expect("it was written"), &edits[..edits.len().min(8)]).to_string()
        }
    };
    let manifest = text(changed.texts[0], &BUNDLE.manifest, &changed.manifest);
    let findings = text(changed.texts[1], &BUNDLE.findings, &changed.findings);
    let Some(bundle) = accepted(Bundle::from_parts(&manifest, &findings, changed_runs(&changed))) else { return };
    let again = Bundle::from_parts(&json_of(&bundle.manifest), &json_of(&bundle.findings), bundle.runs.clone());
    let again = again.expect("what was read is read again");
    assert_eq!((again.manifest, again.findings), (bundle.manifest.clone(), bundle.findings.clone()));
    if let Some(draws) = accepted(bundle.draw_numbers()) {
        assert_eq!(draws.len(), bundle.runs.rows());
    }
    if let Some(parameters) = accepted(bundle.parameters()) {
        assert_eq!(parameters.draws.len(), parameters.values.len());
        assert!(parameters.values.iter().all(|row| row.len() == parameters.names.len()));
    }
    accepted(bundle.estimation_table());
    accepted(read_draw_table(&bundle, &SMALL, &Outcome::list(&SMALL)));
});

fn json_of(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("it is written as JSON")
}

fn accepted<T>(read: Result<T, LabError>) -> Option<T> {
    match read {
        Ok(read) => return Some(read),
        Err(LabError::Input(found)) => assert_refusal(&found),
        Err(other) => panic!("refused without a place: {other}"),
    }
    None
}

/// The runs with some numbers changed.
fn changed_runs(changed: &Changed<'_>) -> Table {
    let mut columns = BUNDLE.runs.columns().to_vec();
    let count = columns.len();
    for (column, row, value) in changed.cells.iter().take(32) {
        match &mut columns[usize::from(*column) % count].1 {
            Column::Numbers(values) => set(values, *row, *value),
            Column::Counts(values) => set(values, *row, value.map(|value| value as u32)),
            Column::Flags(values) => set(values, *row, value.map(|value| value > 0.0)),
            Column::Words(values) => set(values, *row, value.map(|value| value.to_string())),
        }
    }
    Table::new("runs.parquet", columns).expect("its shape is as it was")
}

fn set<T>(values: &mut [Option<T>], row: u8, value: Option<T>) {
    let rows = values.len();
    values[usize::from(row) % rows] = value;
}
