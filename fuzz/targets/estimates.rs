//! Estimates from any columns of a table: refused with a place, or made.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use standoff_fuzz::diagnostics::assert_refusal;
use standoff_scenario::Diagnostics;
use standoff_table::Table;
use standoff_table::columns::Column;
use standoff_table::estimates::{
    IncidenceRequest, LogRankWeight, MorrisRequest, Resampling, ShapleyRequest, SharesRequest, SobolRequest,
    SurvivalRequest, Trend, estimate_elementary_effects, estimate_incidence, estimate_shapley_shares, estimate_shares,
    estimate_sobol_indices, estimate_survival,
};

#[derive(Debug, Arbitrary)]
struct Input {
    columns: Vec<(Kind, Vec<Cell>)>,
    estimate: u8,
    chosen: [u8; 4],
    flags: [bool; 4],
    times: Vec<f64>,
}

#[derive(Debug, Arbitrary)]
enum Kind {
    Numbers,
    Flags,
    Words,
}

#[derive(Debug, Arbitrary)]
enum Cell {
    Missing,
    Small(u8),
    Share(u8),
    Any(f64),
}

const RESAMPLING: Resampling = Resampling { seed: 1, resamples: 20, level: 0.9 };
/// Most rows: some estimates take time that grows with their square.
const MOST_ROWS: usize = 64;

fuzz_target!(|input: Input| {
    let Ok(table) = make_table(&input.columns) else { return };
    if let Err(found) = estimate(&table, &input) {
        assert_refusal(&found);
    }
});

fn make_table(columns: &[(Kind, Vec<Cell>)]) -> Result<Table, Diagnostics> {
    let rows = columns.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0).min(MOST_ROWS);
    let made = columns.iter().take(8).enumerate().map(|(place, (kind, cells))| {
        let cell = |row: usize| cells.get(row % cells.len().max(1)).and_then(number);
        let column = match kind {
            Kind::Numbers => Column::Numbers((0..rows).map(cell).collect()),
            Kind::Flags => Column::Flags((0..rows).map(|row| cell(row).map(|number| number > 0.5)).collect()),
            Kind::Words => Column::Words((0..rows).map(|row| cell(row).map(|number| number.to_string())).collect()),
        };
        (format!("c{place}"), column)
    });
    Table::new("fuzz", made.collect())
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Missing => None,
        Cell::Small(number) => Some(f64::from(number % 8)),
        Cell::Share(share) => Some(f64::from(*share) / 255.0),
        Cell::Any(number) => Some(*number),
    }
}

fn estimate(table: &Table, input: &Input) -> Result<(), Diagnostics> {
    let name = |place: usize| format!("c{}", usize::from(input.chosen[place]) % table.columns().len());
    let if_wanted = |place: usize| input.flags[place].then(|| name(place));
    let others: Vec<String> =
        table.columns().iter().map(|(name, _)| name.clone()).filter(|one| *one != name(0)).collect();
    let output = name(0);
    match input.estimate % 6 {
        0 => {
            let mut request = SurvivalRequest::new(name(0), name(1));
            (request.entry, request.group, request.strata) = (if_wanted(2), if_wanted(3), None);
            request.cox = if input.flags[0] { vec![name(2), name(3)] } else { Vec::new() };
            request.at_times.clone_from(&input.times);
            request.trend = Trend::ALL[usize::from(input.chosen[2]) % Trend::ALL.len()];
            request.weights = if input.flags[1] { LogRankWeight::Gehan } else { LogRankWeight::TaroneWare };
            written(&estimate_survival(table, &request)?);
        }
        1 => {
            let mut request = IncidenceRequest::new(name(0), name(1), "0".to_owned());
            (request.entry, request.group, request.strata) = (if_wanted(2), if_wanted(3), if_wanted(1));
            written(&estimate_incidence(table, &request)?);
        }
        2 => {
            let (paired, drop_incomplete) = (input.flags[0], input.flags[1]);
            let request = SobolRequest { inputs: others, output, paired, drop_incomplete, resampling: RESAMPLING };
            written(&estimate_sobol_indices(table, &request)?);
        }
        3 => {
            let request = MorrisRequest {
                inputs: others,
                output,
                bounds: None,
                drop_incomplete: input.flags[0],
                resampling: RESAMPLING,
            };
            written(&estimate_elementary_effects(table, &request)?);
        }
        4 => written(&estimate_shapley_shares(table, &ShapleyRequest { causes: others, output })?),
        _ => {
            let request = SharesRequest { inputs: others, output, classes: None, resampling: RESAMPLING };
            written(&estimate_shares(table, &request)?);
        }
    }
    Ok(())
}

fn written(found: &impl serde::Serialize) {
    serde_json::to_string(found).expect("it is written as JSON");
}
