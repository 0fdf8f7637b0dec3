//! Pictures mean the same in every war, week and size.

use standoff_breakdown::week::Breakdown;
use standoff_brief::document::Drawn;
use standoff_brief::weekly::compose_brief;
use standoff_lab::forecast::ensemble::Ensemble;
use standoff_lab::forecast::request::ForecastRequest;
use standoff_lab::forecast::run_forecast::run_forecast;
use standoff_scenario::evidence::Log;
use standoff_scenario::{Source, builtin};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;

const HEADER: &str =
    "id,kind,date,until,party,subject,answer,value,unit,source,confidence,known,replaces,distinct,note\n";
const RECORD: &str = "a,area-held,2025-10-31,,invader,,,119340,km2,isw-areas,0.95,2025-11-01,,,\n\
                      b,area-held,2025-11-30,,invader,,,119936,km2,isw-areas,0.95,2025-12-01,,,\n\
                      c,talks-round,2025-11-30,,defender;great-power,,none-known,,,talks-2025,0.97,2025-11-30,,,\n\
                      d,draft-issued,2025-11-20,,great-power,28-point,,,,talks-2025,0.97,2025-11-20,,,\n";

fn make_breakdown(name: &str, size: [usize; 2], seed: u64) -> Breakdown {
    make_breakdown_on_record(name, size, seed, "")
}

fn make_breakdown_on_record(name: &str, [draws, futures]: [usize; 2], seed: u64, rows: &str) -> Breakdown {
    let request =
        ForecastRequest { runs: futures * draws, draws, seed, ..ForecastRequest::new(builtin::load(name).unwrap()) };
    let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
    let design = request.design();
    let ensemble = Ensemble::new(&design, made.draws, false).unwrap();
    let source = Source::new("log.csv", format!("{HEADER}{rows}"));
    let log = Log::read(&[source], &request.scenario).unwrap().0;
    Breakdown::new(&ensemble, made.findings, &log, request.scenario.start, "standoff brief".to_owned())
}

fn pictures(week: &Breakdown) -> BTreeMap<String, Drawn> {
    compose_brief(week).pictures().map(|drawn| (drawn.slug.clone(), drawn.clone())).collect()
}

/// The name of each area of a picture, without its share in percent, with the name of its colour and hatch. A name follows the sample of
/// its paint.
fn swatches_by_name(svg: &str) -> BTreeMap<String, String> {
    let named = |chunk: &str| {
        let swatch = chunk.split_once("-hatch-")?.1.split_once(')')?.0.to_owned();
        let texts = chunk.split("<text").skip(1).filter_map(|text| text.split_once('>')?.1.split('<').next());
        let words: Vec<&str> = texts.flat_map(str::split_whitespace).skip(2).collect();
        (!words.is_empty()).then(|| (words.join(" "), swatch))
    };
    svg.split("<path").skip(1).filter_map(named).collect()
}

#[test]
fn a_cause_has_one_colour_and_hatch_wherever_it_is_drawn() {
    let weeks = [
        make_breakdown("ukraine-2025-12", [6, 20], 3),
        make_breakdown("ukraine-2025-12", [2, 4], 5),
        make_breakdown("two-sided", [6, 20], 3),
    ];
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for week in &weeks {
        for (name, swatch) in swatches_by_name(&pictures(week)["causes"].alone) {
            *times.entry(name.clone()).or_default() += 1;
            seen.entry(name).or_default().insert(swatch);
        }
    }
    assert!(times.values().any(|count| *count > 1), "{times:?}");
    assert!(seen.values().all(|swatches| swatches.len() == 1), "{seen:?}");
}

#[test]
fn the_band_of_texts_is_drawn_and_written() {
    let week = make_breakdown("ukraine-2025-12", [8, 20], 3);
    let drawn = pictures(&week);
    assert!(drawn["survival"].csv.starts_with("months,mean,50 low,50 high,80 low,80 high,90 low,90 high\r\n"));
    assert!(drawn["survival"].alone.contains("90 in 100 draws"));
    let at = &week.forecast.hold.survival[1];
    let [low, high] = week.futures.holds.nine_tenths[at.months];
    assert!((low - at.low).abs() < 1e-9 && (high - at.high).abs() < 1e-9, "{low} {high} against {at:?}");
}

#[test]
fn months_of_few_futures_have_no_band() {
    let few = pictures(&make_breakdown("ukraine-2025-12", [2, 4], 3));
    assert_eq!(few["area"].csv.lines().count(), 1, "{}", few["area"].csv);
    assert!(few["area"].title.contains("fewer than 40 futures"), "{}", few["area"].title);
    let week = make_breakdown("ukraine-2025-12", [6, 20], 3);
    let told = week.futures.area.counts.iter().take_while(|count| **count >= 40).count();
    let many = pictures(&week);
    assert_eq!(many["area"].csv.lines().count(), 1 + told);
}

#[test]
fn what_is_on_record_names_no_futures() {
    let land = &pictures(&make_breakdown("ukraine-2025-12", [2, 4], 3))["land"];
    assert!(land.alone.contains("no forecast") && !land.alone.contains("futures from"), "{}", land.alone);
}

#[test]
fn the_record_is_drawn_with_its_own_sources_and_before_the_forecast() {
    let drawn = pictures(&make_breakdown_on_record("ukraine-2025-12", [2, 4], 3, RECORD));
    let timeline = &drawn["timeline"];
    assert!(timeline.alone.contains("no forecast") && !timeline.alone.contains("futures from"));
    assert!(timeline.alone.contains("Timeline of the talks of 2025"), "{}", timeline.alone);
    let records: Vec<&str> = drawn["area"].csv.lines().filter(|row| row.starts_with("record,-")).collect();
    assert_eq!(records.len(), 2, "{}", drawn["area"].csv);
    assert!(records[0].contains(",-596,") && records[1].contains(",0,"), "{records:?}");
    let number = timeline.csv.lines().find_map(|row| row.rsplit(',').next().filter(|name| name.contains("28-point")));
    let listed = drawn["drafts"].csv.lines().find(|row| row.contains("28-point")).and_then(|row| row.split(',').next());
    assert_eq!(number, listed, "a draft has one number in all pictures");
}
