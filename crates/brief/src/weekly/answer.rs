//! The answer in one sentence, its benchmark, and the other three questions in one sentence each.

use super::yardstick::likelihood;
use crate::document::{Block, Figures, Section, Sentence};
use crate::findings::{At, EndShare, Findings};
use crate::numbers::{Chance, count, rounded};
use crate::weekly::{Breakdown, pictures};
use crate::words::{self, Figure};

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![Block::Headline(headline(findings)), Block::Text(vec![benchmark(findings)])];
    blocks.push(Block::List(vec![end(findings), settled(findings)]));
    blocks.push(pictures::breaks(week));
    blocks.extend(pictures::survival(week));
    blocks.extend(pictures::causes(week));
    if !findings.hold.survival.is_empty() {
        blocks.push(Block::Table(table(findings)));
    }
    blocks.push(Block::Text(vec![Sentence::plain(format!(
        "A future is one simulated course of the war; there are {} of them, from {} of the uncertain parameters. {} Words for \
         chances follow one yardstick (ICD 203) and stand beside the number.",
        count(findings.runs),
        draws(findings.draws),
        what_a_band_is(findings)
    ))]));
    Section { slug: "answer", heading: "The answer".to_owned(), blocks }
}

fn draws(draws: usize) -> String {
    if draws == 1 { "1 draw".to_owned() } else { format!("{} draws", count(draws)) }
}

/// Draws below which a band is little more than their range.
const FEW: usize = 20;

/// Whether the draws say anything of a spread.
fn has_bands(findings: &Findings) -> bool {
    findings.draws > 1
}

fn what_a_band_is(findings: &Findings) -> &'static str {
    match findings.draws {
        0..=1 => "One draw has no band.",
        2..FEW => "A band is the range of these few draws.",
        _ => "A band holds nine of ten draws, unless it says futures.",
    }
}

/// A chance in words, in futures and as a number, with its band where there are several draws.
pub fn chance_in_words(findings: &Findings, at: &At) -> String {
    let chance = words::chance(findings, at);
    let band = match has_bands(findings) {
        true => format!(", band {}", words::chance_band(chance, at.low, at.high)),
        false => String::new(),
    };
    format!("{}: {} futures ({}{band})", likelihood(at.p), chance.futures(), chance.number())
}

fn at(survival: &[At], months: usize) -> Option<&At> {
    survival.iter().find(|at| at.months == months).or(survival.first())
}

fn headline(findings: &Findings) -> Sentence {
    let Some(at) = at(&findings.hold.survival, 12) else {
        return Sentence::plain("How long the line holds is not known.");
    };
    let mean = Figure::of_draws(findings, findings.hold.restricted_mean);
    let mean = if has_bands(findings) { mean.with_band() } else { mean.mean() };
    Sentence::of(
        "forecast.hold",
        format!(
            "That the line holds {} months is {}. On average it holds {mean} of the next {} months.",
            at.months,
            chance_in_words(findings, at),
            findings.horizon_months
        ),
    )
}

fn benchmark(findings: &Findings) -> Sentence {
    let benchmark = &findings.benchmark;
    let [low, high] = benchmark.band_12_months;
    let model = Chance::new(benchmark.model_12_months, 0.0, findings.runs);
    let verdict = match (has_bands(findings), (low..=high).contains(&benchmark.model_12_months)) {
        (false, _) => "",
        (true, true) => " The model lies inside that band.",
        (true, false) => " The model lies outside that band.",
    };
    Sentence::of(
        "forecast.benchmark",
        format!(
            "Benchmark: that the war ends within 12 months is {} in the model ({}); wars as old as this one say {} to {}.{verdict}",
            likelihood(benchmark.model_12_months),
            model.number(),
            rounded(low, 0.01),
            rounded(high, 0.01),
        ),
    )
}

/// The most frequent end, or the two that cannot be told apart.
fn end(findings: &Findings) -> Sentence {
    let mut ends: Vec<&EndShare> = findings.ends.iter().collect();
    ends.sort_by(|one, other| other.p.total_cmp(&one.p));
    let share = |end: &EndShare| {
        let chance = Chance::new(end.p, end.mc_error, findings.runs);
        format!("{} ({}, {})", end.title, likelihood(end.p), chance.number())
    };
    let by = format!("What ends it: by {} months", findings.horizon_months);
    let words = match ends[..] {
        [] => return Sentence::plain("What ends it is not known."),
        [one, two, ..] if one.p - two.p <= 2.0 * one.mc_error.hypot(two.mc_error) => {
            format!("{by} two ends are too close to rank: {}, and {}.", share(one), share(two))
        }
        [one, ..] => format!("{by} the most frequent end is {}.", share(one)),
    };
    Sentence::of("forecast.ends", words)
}

fn settled(findings: &Findings) -> Sentence {
    let ends = &findings.war_ends.settled_or_quiet;
    match at(ends, 12) {
        None => Sentence::plain("Whether a settlement comes is not known."),
        Some(one) => Sentence::of(
            "forecast.war_ends",
            format!(
                "A settlement, or a truce that lasts, within {} months is {}.",
                one.months,
                chance_in_words(findings, one)
            ),
        ),
    }
}

fn table(findings: &Findings) -> Figures {
    let months = findings.hold.survival.iter().map(|at| at.months);
    let row = |title: &str, ats: &[At]| {
        let cells = ats.iter().map(|at| words::chance(findings, at).number());
        std::iter::once(words::capital(title)).chain(cells).collect::<Vec<String>>()
    };
    let bands = findings.hold.survival.iter().map(|at| {
        let chance = words::chance(findings, at);
        words::chance_band(chance, at.low, at.high)
    });
    let mut rows = vec![row("the line holds", &findings.hold.survival)];
    if has_bands(findings) {
        rows.push(std::iter::once("Band".to_owned()).chain(bands).collect());
    }
    rows.extend(
        findings.hold.causes.iter().map(|cause| row(&format!("broken first because {}", cause.title), &cause.by)),
    );
    let heads = std::iter::once(("Within so many months".to_owned(), false));
    Figures {
        caption: "How long the line holds, and what breaks it".to_owned(),
        from: "forecast.hold".to_owned(),
        heads: heads.chain(months.map(|month| (month.to_string(), true))).collect(),
        rows,
    }
}
