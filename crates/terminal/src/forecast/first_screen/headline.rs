//! Head of the screen: the war, and the answer in two sentences.

use super::short_titles::end_title;
use crate::vocabulary::{chance_at, has_bands, hold_chances, leading_end_chances, rule_sentence};
use standoff_lab::forecast::findings::{Findings, ProbabilityAt};
use standoff_lab::report_months::near_months;
use standoff_prose::likelihood::likelihood_words;
use standoff_prose::numbers::percent_of_share;
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::words::{
    count_months, count_things, failed_and_left_out, format_percent_band, join_list, spell_number, spell_part,
};

pub(super) fn write_block(page: &mut Page, findings: &Findings) {
    let scenario = &findings.provenance.scenario;
    let futures = count_things(findings.runs, "future");
    page.flush(Tone::Plain, &format!("{} · as known on {} · {futures}", scenario.title, scenario.start));
    write_departures(page, findings);
    page.flush(Tone::Strong, &format!("{} {}", line_sentence(findings), end_sentence(findings)));
}

/// What the forecast departs from: levers, mechanisms, futures that are missing.
fn write_departures(page: &mut Page, findings: &Findings) {
    let mut departures = Vec::new();
    if !findings.levers.is_empty() {
        departures.push(format!("Levers pulled in every future: {}.", join_list(&findings.levers)));
    }
    if !findings.without.is_empty() {
        departures.push(format!("Switched off: {}.", join_list(&findings.without)));
    }
    departures.extend(rule_sentence(findings));
    if findings.interrupted {
        departures.push("Stopped early: this is the answer from the futures made so far.".to_owned());
    }
    if findings.failed_runs > 0 {
        departures.push(format!("{}.", failed_and_left_out(findings.failed_runs, "future")));
    }
    if !departures.is_empty() {
        page.flush(Tone::Strong, &departures.join(" "));
    }
}

/// "The line holds 12 months: likely, 75 % (band 5–100 %)."
fn line_sentence(findings: &Findings) -> String {
    let months = near_months(findings.horizon_months);
    let survival = &findings.hold.survival;
    let told = || hold_chances(findings).survival;
    let near = survival.iter().zip(told()).find(|(at, _)| at.months == months);
    let Some((at, told)) = near else { return "How long the line holds is not known.".to_owned() };
    let words = likelihood_words(at.p, at.mc_error);
    format!(
        "The line holds {}: {words}, {}{}.",
        count_months(months),
        percent_of_share(&told),
        band_in_brackets(findings, at)
    )
}

/// " (band 5–100 %)"; nothing where there are too few draws for one.
fn band_in_brackets(findings: &Findings, at: &ProbabilityAt) -> String {
    let band = || format_percent_band(at.low, at.high, chance_at(findings, at).step());
    if has_bands(findings) { format!(" (band {})", band()) } else { String::new() }
}

/// The most frequent end, or all that are too close to it to rank.
fn end_sentence(findings: &Findings) -> String {
    let by = format!("By month {}", findings.horizon_months);
    let leading: Vec<String> = leading_end_chances(findings)
        .iter()
        .map(|(end, told)| format!("{}, {}", end_title(findings, end), percent_of_share(told)))
        .collect();
    match &leading[..] {
        [] => format!("{by} no end is reported."),
        [one] => format!("{by} the most frequent end: {one}."),
        // The table below has them all.
        all if all.len() == findings.ends.len() => {
            format!("{by} {} ends are too close to rank.", spell_part(all.len(), all.len()))
        }
        several => format!("{by} {} ends are too close to rank: {}.", spell_number(several.len()), several.join("; ")),
    }
}
