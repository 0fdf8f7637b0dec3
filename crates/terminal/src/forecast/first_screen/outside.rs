//! The outside view, the pool of both, and the answer without the record.

use crate::vocabulary::{FEW_PAST_WARS, first_end_within};
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::forecast::findings::{BenchmarkPlace, Findings, PooledEnd};
use standoff_lab::report_months::NEAR_MONTHS;
use standoff_prose::numbers::{Chance, format_rounded, percent_of_share};
use standoff_prose::words::{count_months, count_things, format_percent_band};

/// Step in which the band of the outside view is told.
const STEP: f64 = 0.01;
/// Step in which the pool is told on every page: that of the outside view's fits, which disagree by more.
const POOL_STEP: f64 = 0.05;

/// The outside view beside the model, and what the answer would be without the record.
pub(super) fn outside_rows(findings: &Findings) -> Vec<String> {
    let record = findings.provenance.record.as_ref().and_then(record_row);
    std::iter::once(benchmark_row(findings)).chain(record).collect()
}

fn benchmark_row(findings: &Findings) -> String {
    let benchmark = &findings.benchmark;
    let near = &benchmark.near;
    let ends = format!("An end within {}", count_months(near.months));
    let model = first_end_within(findings, near.months);
    if benchmark.families.is_empty() {
        return format!("{ends}: model {}. {FEW_PAST_WARS}", percent_of_share(&model));
    }
    let band = format_percent_band(near.low, near.high, STEP);
    let pooled = benchmark.pooled.as_ref().map_or(String::new(), pooled_words);
    format!(
        "{ends}: past wars {band}, model {} ({} it){pooled}",
        percent_of_share(&model),
        printed_place(near.place, &model, [near.low, near.high])
    )
}

/// The place of the model, which must not contradict the figures printed beside it.
fn printed_place(place: BenchmarkPlace, model: &str, band: [f64; 2]) -> &'static str {
    let [low, high] = band.map(|end| format_rounded(end, STEP).parse::<f64>().unwrap_or(end));
    let printed = model.parse::<f64>().ok();
    let is_within = printed.map(|model| (low..=high).contains(&model));
    match (place, is_within) {
        (BenchmarkPlace::Inside, Some(false)) | (BenchmarkPlace::Outside, Some(true)) => {
            BenchmarkPlace::AtEdge.in_words()
        }
        (place, _) => place.in_words(),
    }
}

/// ", pooled 30 % (20 past wars weigh the model 0 %)", with a crowd "…; a crowd 25 % weighs 50 %)".
fn pooled_words(pooled: &PooledEnd) -> String {
    let chance = percent_of_share(&format_rounded(pooled.pooled, POOL_STEP));
    let weight = percent_of_share(&format_rounded(pooled.weight_model, STEP));
    let crowd = pooled.crowd.as_ref().map_or_else(String::new, |crowd| {
        let [said, weighs] = [crowd.chance, crowd.weight].map(|share| percent_of_share(&format_rounded(share, STEP)));
        format!("; a crowd, {said}, weighs {weighs}")
    });
    format!(", pooled {chance} ({} past wars weigh the model {weight}{crowd})", pooled.wars)
}

/// "Without the record of 557 events: holds 12 months 84 %, war ended 25 %".
fn record_row(record: &RecordSummary) -> Option<String> {
    let at = record.without.iter().rfind(|at| at.months <= NEAR_MONTHS)?;
    let holds = Chance::new(at.p, at.mc_error, record.without_runs).percent();
    let ended = Chance::new(at.ended, at.ended_mc_error, record.without_runs).percent();
    Some(format!(
        "Without the record of {}: holds {} {holds}, war ended {ended}",
        count_things(record.events, "event"),
        count_months(at.months)
    ))
}
