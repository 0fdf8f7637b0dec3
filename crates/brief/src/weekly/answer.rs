//! The answer in one paragraph, what it means, and how it compares with past wars.

use super::lead::{end_sentence, headline_sentence, lead_sentences};
use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::wording::{between, horizon_month, odds, percent, percent_of};
use standoff_breakdown::week::Breakdown;
use standoff_lab::ensemble::record_summary::RecordSummary;
use standoff_lab::forecast::findings::{Findings, SignedPackage};
use standoff_lab::report_months::NEAR_MONTHS;
use standoff_prose::numbers::{Chance, UNKNOWN, format_rounded};
use standoff_prose::words::{self, count_months};
use standoff_terminal::vocabulary::{self, BandedMean, HoldChances};

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![Block::Headline(headline_sentence(findings)), Block::Text(lead_sentences(week))];
    blocks.push(pictures::draw_breaks(week));
    blocks.push(Block::Text(meaning_sentences(findings)));
    blocks.extend(pictures::draw_survival(week));
    if !findings.hold.survival.is_empty() {
        blocks.push(Block::Table(hold_table(findings)));
    }
    blocks.extend(pictures::draw_causes(week).map(Block::folded));
    if !findings.signed.is_empty() {
        blocks.push(Block::Table(signed_table(findings)).folded());
    }
    blocks.push(Block::Text(outside_sentences(findings)));
    Section { slug: "answer", heading: "The answer".to_owned(), blocks }
}

/// What holding means, how long it lasts on average, what ends the war, and what the band and the words are.
fn meaning_sentences(findings: &Findings) -> Vec<Sentence> {
    let mut sentences = vec![
        Sentence::plain(
            "The line holds until the first of the breaks in the table below, even where the war has ended before.",
        ),
        mean_sentence(findings),
        end_sentence(findings),
    ];
    sentences.push(Sentence::plain(range_words(findings)));
    sentences
}

fn mean_sentence(findings: &Findings) -> Sentence {
    let mean = BandedMean::of_draws(findings, findings.hold.restricted_mean);
    let band = match vocabulary::has_bands(findings) {
        true => format!(", {} months across plausible assumptions", between(mean.ends())),
        false => String::new(),
    };
    let words = format!("Of the time to {} it holds {} months on average{band}.", horizon_month(findings), mean.mean());
    Sentence::sourced("forecast.hold", words)
}

/// Draws below which a band is little more than their range.
const FEW: usize = 20;

/// Meaning of the band, and of the words for chances.
fn range_words(findings: &Findings) -> String {
    let band = match findings.draws {
        _ if !vocabulary::has_bands(findings) => return "Words for chances follow one yardstick (ICD 203).".to_owned(),
        0..FEW => "the range of these few draws of the uncertain parameters",
        _ => "the range that holds nine of ten draws of the uncertain parameters",
    };
    format!("Across plausible assumptions means {band}; words for chances follow one yardstick (ICD 203).")
}

/// The outside view, both pooled, and the answer without the record.
fn outside_sentences(findings: &Findings) -> Vec<Sentence> {
    let mut sentences = benchmark_sentences(findings);
    sentences.extend(findings.provenance.record.as_ref().and_then(record_sentence));
    sentences
}

/// The outside view beside the model, and both pooled.
pub(super) fn benchmark_sentences(findings: &Findings) -> Vec<Sentence> {
    let benchmark = &findings.benchmark;
    if benchmark.families.is_empty() {
        return vec![Sentence::sourced("forecast.benchmark", vocabulary::FEW_PAST_WARS.to_owned())];
    }
    let near = &benchmark.near;
    let within = count_months(near.months);
    let [low, high] = [near.low, near.high].map(|chance| format_rounded(100.0 * chance, 1.0));
    let model = percent(&vocabulary::first_end_within(findings, near.months));
    let mut told = vec![
        format!(
            "Curves fitted to past wars put the chance that a war as old as this one ends within {within} between {low} and {high} %."
        ),
        format!(
            "In this model the fighting first ends within {within} in {model} of futures{}.",
            verdict_words(findings)
        ),
    ];
    if let Some(pooled) = &benchmark.pooled {
        let chance = percent(&format_rounded(pooled.pooled, 0.05));
        told.push(match &pooled.crowd {
            None => format!("Pooled as past wars weigh the two, the chance is {chance}."),
            Some(crowd) => format!("Pooled with a crowd of forecasters ({}), the chance is {chance}.", crowd.source),
        });
        let share = |share: f64| percent(&format_rounded(share, 0.01));
        let weight = share(pooled.weight_model);
        match &pooled.crowd {
            None => told.push(format!("The model has a weight of {weight} in that pool.")),
            Some(crowd) => told.extend([
                format!("The crowd said {}.", share(crowd.chance)),
                format!("It has a weight of {} in that pool, as the scenario states.", share(crowd.weight)),
                format!("Of the rest the model has {weight}, as past wars weigh it."),
            ]),
        }
    }
    told.into_iter().map(|words| Sentence::sourced("forecast.benchmark", words)).collect()
}

/// Place of the model relative to the outside view.
fn verdict_words(findings: &Findings) -> String {
    match vocabulary::has_bands(findings) {
        true => format!(", {} that range", findings.benchmark.near.place.in_words()),
        false => String::new(),
    }
}

/// The record that the forecast starts from, and the answer without it.
fn record_sentence(record: &RecordSummary) -> Option<Sentence> {
    let at = record.without.iter().rfind(|at| at.months <= NEAR_MONTHS)?;
    let holds = odds(Chance::new(at.p, at.mc_error, record.without_runs));
    Some(Sentence::sourced(
        "forecast.record",
        format!(
            "The forecast starts from the record of the war to {}; without it the chance that the line holds {} is {holds}.",
            record.until,
            count_months(at.months)
        ),
    ))
}

fn hold_table(findings: &Findings) -> Figures {
    let months = findings.hold.survival.iter().map(|at| at.months.to_string());
    let row = |title: &str, numbers: Vec<String>| {
        std::iter::once(words::capitalize(title)).chain(numbers.iter().map(|one| percent(one))).collect::<Vec<String>>()
    };
    let HoldChances { survival, causes } = vocabulary::hold_chances(findings);
    let bands = findings.hold.survival.iter().map(|at| {
        let chance = vocabulary::chance_at(findings, at);
        vocabulary::format_chance_band(chance, at.low, at.high)
    });
    let mut rows = vec![row("the line holds", survival)];
    if vocabulary::has_bands(findings) {
        rows.push(row("across plausible assumptions", bands.collect()));
    }
    let causes = causes.into_iter();
    rows.extend(
        causes.map(|one| row(&format!("broken first because {}", vocabulary::cause_clause(one.cause)), one.by)),
    );
    let heads: Vec<String> = std::iter::once("Within so many months".to_owned()).chain(months).collect();
    let heads: Vec<(&str, bool)> = heads.iter().zip(0..).map(|(head, at)| (head.as_str(), at > 0)).collect();
    Figures::new("How long the line holds, and what breaks it", "forecast.hold", &heads, rows)
}

/// Share of signatures below which a package is left out: too few futures to say anything of it.
const RARE: f64 = 0.005;

/// Table of the packages signed, and of how they last.
fn signed_table(findings: &Findings) -> Figures {
    let signatures = findings.deals.signatures as f64;
    let in_effect = vocabulary::chances_over_time(findings).in_effect.pop();
    let coalition = vocabulary::has_role(findings, "coalition");
    let row = |one: &SignedPackage| {
        let own = |value: f64| percent_of(vocabulary::share_of_cases(findings, value, signatures * one.share));
        let share = percent_of(vocabulary::share_of_cases(findings, one.share, signatures));
        let mut cells = vec![words::capitalize(&one.title), share, own(one.five_year_peace)];
        cells.extend(coalition.then(|| [own(one.consented), own(one.beyond)]).into_iter().flatten());
        cells
    };
    let mut heads = vec![("Package", false), ("of signatures", true), ("peace holds 5 years", true)];
    heads.extend(
        coalition.then_some([("the coalition delivers", true), ("beyond its red lines", true)]).into_iter().flatten(),
    );
    let in_effect = in_effect.unwrap_or_else(|| UNKNOWN.to_owned());
    let caption = format!("What takes effect, where a settlement does ({} of futures)", percent(&in_effect));
    let rows = findings.signed.iter().filter(|one| one.share >= RARE).map(row).collect();
    Figures::new(caption, "forecast.signed", &heads, rows)
}
