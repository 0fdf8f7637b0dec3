//! Head of a forecast: the ensemble, and the answer in three sentences.

use crate::frame::heading::{write_actors, write_source};
use crate::frame::record::write_record;
use crate::vocabulary::{FEW_PAST_WARS, chance_at, end_futures, has_bands, rule_sentences};
use standoff_lab::forecast::findings::{EndShare, Findings, PooledCrowd, ProbabilityAt, leading_ends};
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{Chance, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::words::{
    count_months, count_things, failed_and_left_out, format_band_of_twenty, spell_number, spell_part,
};

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    write_identity(page, findings);
    page.blank();
    for sentence in [line_sentence(findings), end_sentence(findings), outside_view_sentence(findings)] {
        page.flush(Tone::Strong, &sentence);
    }
    write_record(page, &findings.provenance);
    page.blank();
    page.flush(Tone::Faint, LEGEND);
    if !has_bands(findings) {
        page.flush(
            Tone::Faint,
            "There are too few draws here for bands over draws; figures in that place are left out.",
        );
    }
}

const LEGEND: &str = "How to read this. A future is one simulated course of the war. A band holds 9 of 10 draws of the \
    uncertain parameters, or where it says so 9 of 10 futures. In a bar one cell is 1 in 20 futures: █ to the low end of the band, ▓ on to the estimate, \
    ░ on to the high end. No number is finer than its error.";

fn write_identity(page: &mut Page, findings: &Findings) {
    let scenario = &findings.provenance.scenario;
    page.flush(Tone::Strong, &format!("STANDOFF · {}", scenario.title));
    let steps = if findings.step == "month" { "monthly" } else { "weekly" };
    page.flush(
        Tone::Plain,
        &format!(
            "As known on {} · {} ahead in {steps} steps · {} from {}",
            scenario.start,
            count_months(findings.horizon_months),
            count_things(findings.runs, "future"),
            count_things(findings.draws, "draw"),
        ),
    );
    write_actors(page, scenario);
    let engine = format!("engine {}", findings.engine);
    write_source(
        page,
        scenario,
        &[format!("seed {}", findings.provenance.seed), format!("version {}", findings.provenance.version), engine],
    );
    write_assumptions(page, findings);
    write_irregularities(page, findings);
}

/// Writes the departures from the scenario: levers pulled, mechanisms switched off.
fn write_assumptions(page: &mut Page, findings: &Findings) {
    if !findings.levers.is_empty() {
        page.flush(Tone::Strong, &format!("Levers pulled in every future: {}.", findings.levers.join(", ")));
    }
    if !findings.without.is_empty() {
        page.flush(Tone::Strong, &format!("Switched off: {}.", findings.without.join(", ")));
    }
    if let Some(sentence) = rule_sentences(findings) {
        page.flush(Tone::Strong, &sentence);
    }
}

fn write_irregularities(page: &mut Page, findings: &Findings) {
    if findings.interrupted {
        let runs = count_things(findings.runs, "future");
        page.flush(Tone::Strong, &format!("Stopped early: this is the answer from the {runs} made so far. The command at the end makes the whole of it."));
    }
    if findings.failed_runs > 0 {
        let failed = failed_and_left_out(findings.failed_runs, "future");
        page.flush(Tone::Strong, &format!("{failed}; the bundle gives the reasons."));
    }
}

/// "The line holds 12 months in about 14 of 20 futures (band 11 to 17)".
fn line_sentence(findings: &Findings) -> String {
    let survival = &findings.hold.survival;
    let at = |months: usize| survival.iter().find(|at| at.months == months);
    let Some(first) = at(near_months(findings.horizon_months)) else {
        return "How long the line holds is not known.".to_owned();
    };
    let last = survival.last().filter(|last| last.months > first.months);
    let more = last
        .map(|last| format!("; {} in {}", count_months(last.months), held_futures(findings, last)))
        .unwrap_or_default();
    format!("The line holds {} in {}{more}.", count_months(first.months), held_futures_named(findings, first))
}

fn held_futures_named(findings: &Findings, at: &ProbabilityAt) -> String {
    let chance = chance_at(findings, at);
    format!("{} futures{}", chance.futures(), band_in_brackets(findings, chance, at.low, at.high))
}

fn held_futures(findings: &Findings, at: &ProbabilityAt) -> String {
    let chance = chance_at(findings, at);
    format!("{}{}", chance.futures(), band_in_brackets(findings, chance, at.low, at.high))
}

/// " (band 11 to 17)"; nothing where there are too few draws for one.
fn band_in_brackets(findings: &Findings, chance: Chance, low: f64, high: f64) -> String {
    if has_bands(findings) { format!(" (band {})", chance.futures_band(low, high)) } else { String::new() }
}

/// The most frequent end, or all that are too close to it to rank.
fn end_sentence(findings: &Findings) -> String {
    let by = format!("At {}", count_months(findings.horizon_months));
    let told = end_futures(findings);
    let share = |end: &&EndShare| {
        let chance = Chance::new(end.p, end.mc_error, findings.runs);
        let band = band_in_brackets(findings, chance, end.low, end.high);
        let place = findings.ends.iter().position(|one| one.end == end.end).unwrap_or_default();
        format!("{}, {} futures{band}", end.title, told[place])
    };
    let leading: Vec<String> = leading_ends(&findings.ends).iter().map(share).collect();
    let all = findings.ends.len();
    match &leading[..] {
        [] => format!("{by}: no end is reported."),
        [one] if all == 1 => format!("{by}: {one}."),
        [one] => format!("{by} the most frequent of {} ends: {one}.", spell_number(all)),
        [first @ .., last] => {
            let part = spell_part(leading.len(), all);
            format!("{by} {part} ends are too close to rank: {}; and {last}.", first.join("; "))
        }
    }
}

fn outside_view_sentence(findings: &Findings) -> String {
    let near = &findings.benchmark.near;
    if findings.benchmark.families.is_empty() {
        let ends = Chance::new(near.p, near.mc_error, findings.runs).futures();
        return format!("The war ends within {} in {ends} futures. {FEW_PAST_WARS}", count_months(near.months));
    }
    format!(
        "The war ends within {} in {} futures; the outside view, from wars as old as this one, says {}: the model lies {} it.{}",
        count_months(near.months),
        Chance::new(near.p, near.mc_error, findings.runs).futures(),
        format_band_of_twenty(near.low, near.high),
        near.place.in_words(),
        pooled_sentence(findings),
    )
}

/// " Pooled as 20 past wars weigh them (model 0.30, outside view 0.70): about 7 of 20."
fn pooled_sentence(findings: &Findings) -> String {
    let Some(pooled) = &findings.benchmark.pooled else { return String::new() };
    format!(
        " Pooled as {} past wars weigh them (model {}, outside view {}){}: about {} of 20.",
        pooled.wars,
        format_rounded(pooled.weight_model, 0.01),
        format_rounded(pooled.weight_outside, 0.01),
        pooled.crowd.as_ref().map_or_else(String::new, crowd_words),
        format_rounded(20.0 * pooled.pooled, 1.0)
    )
}

/// ", with a crowd that says 0.25 (weight 0.50, 2025-12-01)".
fn crowd_words(crowd: &PooledCrowd) -> String {
    let [chance, weight] = [crowd.chance, crowd.weight].map(|share| format_rounded(share, 0.01));
    format!(", with a crowd that says {chance} (weight {weight}, {})", crowd.date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use standoff_lab::forecast::findings::BenchmarkPlace;

    /// "about 9 of 20" as a number, and "5 to 10 of 20" as two.
    fn shares(text: &str) -> Vec<f64> {
        let numbers: Vec<f64> =
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|word| word.parse().ok()).collect();
        let (of, counts) = numbers.split_last().expect("futures are counted");
        counts.iter().map(|count| count / of).collect()
    }

    /// Whatever the chance, its error and the band: what the sentence says of inside and outside is what its figures say.
    #[test]
    fn the_verdict_is_that_of_the_figures_beside_it() {
        let grid = |places: u32| (0..=places).map(move |place| f64::from(place) / f64::from(places));
        for (low, width) in grid(40).flat_map(|low| grid(13).map(move |width| (0.9 * low, 0.6 * width))) {
            let band = [low, (low + width).min(1.0)];
            for (p, error) in grid(333).flat_map(|p| [0.0005, 0.004, 0.01, 0.02].map(|error| (p, error))) {
                let told = Chance::new(p, error, 10_240).futures().to_string();
                // "Less than 1 of 20" is below a band from 1 of 20 on.
                let room = if told.contains("than") { 1e-9 } else { -1e-9 };
                let printed = shares(&told);
                let ends = shares(&format_band_of_twenty(band[0], band[1]));
                let (least, most) = (ends[0], ends[ends.len() - 1]);
                match BenchmarkPlace::of(p, error, band) {
                    BenchmarkPlace::Inside => {
                        assert!(printed[0] >= least - 1e-9 && printed[0] <= most + 1e-9, "{p} {error} in {band:?}");
                    }
                    BenchmarkPlace::Outside => {
                        assert!(printed[0] < least + room || printed[0] > most - room, "{p} {error} out of {band:?}");
                    }
                    BenchmarkPlace::AtEdge => {}
                }
            }
        }
    }
}
