//! The answer in one sentence, its benchmark, and the other three questions in one sentence each.

use crate::document::{Block, Figures, Section, Sentence};
use crate::likelihood::likelihood_words;
use crate::pictures;
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::futures::MonthlyCurve;
use standoff_lab::forecast::findings::{Benchmark, EndShare, Findings, ProbabilityAt, SignedPackage};
use standoff_lab::report_months::near_months;
use standoff_prose::numbers::{UNKNOWN, format_count, format_rounded};
use standoff_prose::words;
use standoff_terminal::vocabulary::{self, BandedMean, HoldChances};

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![
        Block::Headline(headline_sentence(findings)),
        Block::Text(vec![holding_sentence(week), benchmark_sentence(findings)]),
    ];
    if let Some(record) = &findings.provenance.record {
        blocks.push(Block::Text(vec![Sentence::sourced("forecast.record", vocabulary::record_sentence(record))]));
    }
    blocks.push(Block::List(vec![end_sentence(findings), settled_sentence(findings)]));
    blocks.push(pictures::draw_breaks(week));
    blocks.extend(pictures::draw_survival(week));
    blocks.extend(pictures::draw_causes(week));
    if !findings.hold.survival.is_empty() {
        blocks.push(Block::Table(hold_table(findings)));
    }
    if !findings.signed.is_empty() {
        blocks.push(Block::Table(signed_table(findings)));
    }
    blocks.push(Block::Text(vec![Sentence::plain(format!(
        "A future is one simulated course of the war; there are {} of them, from {} of the uncertain parameters. {} Words for \
         chances follow one yardstick (ICD 203) and stand beside the number.",
        format_count(findings.runs),
        draws_words(findings.draws),
        band_words(findings)
    ))]));
    Section { slug: "answer", heading: "The answer".to_owned(), blocks }
}

fn draws_words(draws: usize) -> String {
    if draws == 1 { "1 draw".to_owned() } else { format!("{} draws", format_count(draws)) }
}

/// Draws below which a band is little more than their range.
const FEW: usize = 20;

fn band_words(findings: &Findings) -> &'static str {
    match findings.draws {
        0..=1 => "One draw has no band.",
        2..FEW => "A band is the range of these few draws.",
        _ => "A band holds nine of ten draws, unless it says futures.",
    }
}

/// A chance in words, in futures and as a number, with its band where there are several draws.
pub fn chance_in_words(findings: &Findings, at: &ProbabilityAt, told: &str) -> String {
    let chance = vocabulary::chance_at(findings, at);
    let band = match vocabulary::has_bands(findings) {
        true => format!(", band {}", vocabulary::format_chance_band(chance, at.low, at.high)),
        false => String::new(),
    };
    format!("{}: {} futures ({told}{band})", likelihood_words(at.p, at.mc_error), chance.futures())
}

/// The chance that the line holds until a month, as its table tells it.
fn told_hold(findings: &Findings, months: usize) -> String {
    let place = findings.hold.survival.iter().position(|at| at.months == months);
    let told = place.and_then(|place| vocabulary::hold_chances(findings).survival.into_iter().nth(place));
    told.unwrap_or(UNKNOWN.to_owned())
}

fn chance_near<'f>(findings: &Findings, survival: &'f [ProbabilityAt]) -> Option<&'f ProbabilityAt> {
    let months = near_months(findings.horizon_months);
    survival.iter().find(|at| at.months == months)
}

fn headline_sentence(findings: &Findings) -> Sentence {
    let Some(at) = chance_near(findings, &findings.hold.survival) else {
        return Sentence::plain("How long the line holds is not known.");
    };
    let mean = BandedMean::of_draws(findings, findings.hold.restricted_mean);
    let mean = if vocabulary::has_bands(findings) { mean.with_band() } else { mean.mean() };
    Sentence::sourced(
        "forecast.hold",
        format!(
            "That the line holds {} is {}. On average it holds {mean} of the next {} months.",
            words::count_months(at.months),
            chance_in_words(findings, at, &told_hold(findings, at.months)),
            findings.horizon_months
        ),
    )
}

/// Meaning of "holds": no break, whether or not the war goes on.
fn holding_sentence(week: &Breakdown) -> Sentence {
    let findings = &week.forecast;
    let unbroken: Vec<f64> = week.futures.unbroken.iter().map(MonthlyCurve::last_value).collect();
    let told = vocabulary::unbroken_ends(findings, &unbroken);
    let shares = week.futures.unbroken.iter().zip(&told.shares).filter(|(_, share)| **share > 0.0);
    let parts: Vec<String> = shares.map(|(end, share)| format!("{} {}", end.title, told.words(*share))).collect();
    Sentence::sourced(
        "futures.unbroken",
        format!(
            "To hold is not to have broken in any of the ways that this war has ({}), also where the war has ended. At month {} \
             the line has broken in a share of {} of futures. Without a break: {}.",
            findings
                .hold
                .causes
                .iter()
                .filter(|cause| vocabulary::is_possible_cause(findings, &cause.cause, cause.ever))
                .count(),
            findings.horizon_months,
            told.broken,
            words::join_list(&parts)
        ),
    )
}

fn benchmark_sentence(findings: &Findings) -> Sentence {
    let benchmark = &findings.benchmark;
    let near = &benchmark.near;
    let model = vocabulary::first_end_within(findings, near.months);
    if benchmark.families.is_empty() {
        return Sentence::sourced("forecast.benchmark", vocabulary::FEW_PAST_WARS.to_owned());
    }
    Sentence::sourced(
        "forecast.benchmark",
        format!(
            "Benchmark: a first end of the fighting within {} is {} in the model ({model}); the outside \
             view, from wars as old as this one, says {} to {}.{}{}",
            words::count_months(near.months),
            likelihood_words(near.p, near.mc_error),
            format_rounded(near.low, 0.01),
            format_rounded(near.high, 0.01),
            if vocabulary::has_bands(findings) { verdict_words(benchmark) } else { String::new() },
            pooled_words(benchmark)
        ),
    )
}

/// Both pooled, with their weights.
fn pooled_words(benchmark: &Benchmark) -> String {
    let Some(pooled) = &benchmark.pooled else { return String::new() };
    format!(
        " Pooled as {} past wars weigh them (model {}, outside view {}) it is {}.",
        pooled.wars,
        format_rounded(pooled.weight_model, 0.01),
        format_rounded(pooled.weight_outside, 0.01),
        format_rounded(pooled.pooled, 0.05)
    )
}

/// Place of the model relative to the outside view, and the other months at which it lies outside.
fn verdict_words(benchmark: &Benchmark) -> String {
    let near = &benchmark.near;
    let leaves: Vec<String> =
        benchmark.leaves_at.iter().filter(|month| **month != near.months).map(ToString::to_string).collect();
    let elsewhere = match leaves[..] {
        [] => String::new(),
        _ => format!(" It lies outside at {} months.", words::join_list(&leaves)),
    };
    format!(" The model lies {} that band.{elsewhere}", near.place.in_words())
}

/// The most frequent end, or the first two where they cannot be ranked.
fn end_sentence(findings: &Findings) -> Sentence {
    let mut ends: Vec<(&EndShare, String)> = findings.ends.iter().zip(vocabulary::end_chances(findings)).collect();
    ends.sort_by(|(one, _), (other, _)| other.p.total_cmp(&one.p));
    let share = |(end, number): &(&EndShare, String)| {
        let title = &end.title;
        format!("{title} ({}, {number})", likelihood_words(end.p, end.mc_error))
    };
    let by = format!("What ends it: by {} months", findings.horizon_months);
    let words = match &ends[..] {
        [] => return Sentence::plain("What ends it is not known."),
        [one, two, ..] if one.0.p - two.0.p <= 2.0 * one.0.mc_error.hypot(two.0.mc_error) => {
            format!("{by} two ends are too close to rank: {}, and {}.", share(one), share(two))
        }
        [one, ..] => format!("{by} the most frequent end is {}.", share(one)),
    };
    Sentence::sourced("forecast.ends", words)
}

fn settled_sentence(findings: &Findings) -> Sentence {
    let ends = &findings.war_ends.settled_or_quiet;
    match chance_near(findings, ends) {
        None => Sentence::plain("Whether a settlement comes is not known."),
        Some(one) => Sentence::sourced(
            "forecast.war_ends",
            format!(
                "A settlement, or a truce that lasts, within {} is {}.",
                words::count_months(one.months),
                chance_in_words(findings, one, &vocabulary::settled_at(findings, one.months))
            ),
        ),
    }
}

fn hold_table(findings: &Findings) -> Figures {
    let months = findings.hold.survival.iter().map(|at| at.months);
    let row = |title: &str, numbers: Vec<String>| {
        std::iter::once(words::capitalize(title)).chain(numbers).collect::<Vec<String>>()
    };
    let HoldChances { survival, causes } = vocabulary::hold_chances(findings);
    let bands = findings.hold.survival.iter().map(|at| {
        let chance = vocabulary::chance_at(findings, at);
        vocabulary::format_chance_band(chance, at.low, at.high)
    });
    let mut rows = vec![row("the line holds", survival)];
    if vocabulary::has_bands(findings) {
        rows.push(std::iter::once("Band".to_owned()).chain(bands).collect());
    }
    let causes = causes.into_iter();
    rows.extend(causes.map(|(cause, by)| row(&format!("broken first because {}", cause.title), by)));
    let heads = std::iter::once(("Within so many months".to_owned(), false));
    Figures {
        caption: "How long the line holds, and what breaks it".to_owned(),
        from: "forecast.hold".to_owned(),
        heads: heads.chain(months.map(|month| (month.to_string(), true))).collect(),
        rows,
    }
}

/// Share of signatures below which a package is left out: too few futures to say anything of it.
const RARE: f64 = 0.005;

/// Table of the packages signed, and of how they last.
fn signed_table(findings: &Findings) -> Figures {
    let signatures = findings.deals.signatures as f64;
    let in_effect = vocabulary::chances_over_time(findings).in_effect.pop();
    let coalition = vocabulary::has_role(findings, "coalition");
    let row = |one: &SignedPackage| {
        let own = |value: f64| vocabulary::share_of_cases(findings, value, signatures * one.share).number();
        let mut cells = vec![
            words::capitalize(&one.title),
            vocabulary::share_of_cases(findings, one.share, signatures).number(),
            own(one.five_year_peace),
        ];
        cells.extend(coalition.then(|| [own(one.consented), own(one.beyond)]).into_iter().flatten());
        cells
    };
    let mut heads = vec![("Package", false), ("share of signatures", true), ("peace holds 5 years", true)];
    heads.extend(
        coalition.then_some([("coalition delivers", true), ("beyond its red lines", true)]).into_iter().flatten(),
    );
    Figures {
        caption: format!(
            "What takes effect, in the {} of futures in which a settlement does; the last columns are shares of its signatures",
            in_effect.unwrap_or_else(|| UNKNOWN.to_owned())
        ),
        from: "forecast.signed".to_owned(),
        heads: heads.into_iter().map(|(head, right)| (head.to_owned(), right)).collect(),
        rows: findings.signed.iter().filter(|one| one.share >= RARE).map(row).collect(),
    }
}
