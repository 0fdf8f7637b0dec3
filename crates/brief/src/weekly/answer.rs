//! The answer in one sentence, its benchmark, and the other three questions in one sentence each.

use super::yardstick::likelihood_within;
use crate::document::{Block, Figures, Section, Sentence};
use crate::findings::{At, EndShare, Findings, SignedPackage};
use crate::numbers::{Chance, count, rounded};
use crate::weekly::{Breakdown, pictures};
use crate::words::{self, Figure};
use standoff_breakdown::week::futures::MonthlyCurve;

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![Block::Headline(headline(findings)), Block::Text(vec![holding(week), benchmark(findings)])];
    blocks.push(Block::List(vec![end(findings), settled(findings)]));
    blocks.push(pictures::breaks(week));
    blocks.extend(pictures::survival(week));
    blocks.extend(pictures::causes(week));
    if !findings.hold.survival.is_empty() {
        blocks.push(Block::Table(table(findings)));
    }
    if !findings.signed.is_empty() {
        blocks.push(Block::Table(signed(findings)));
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
    let band = match words::has_bands(findings) {
        true => format!(", band {}", words::chance_band(chance, at.low, at.high)),
        false => String::new(),
    };
    format!("{}: {} futures ({}{band})", likelihood_within(at.p, at.mc_error), chance.futures(), chance.number())
}

fn at(survival: &[At], months: usize) -> Option<&At> {
    survival.iter().find(|at| at.months == months).or(survival.first())
}

fn headline(findings: &Findings) -> Sentence {
    let Some(at) = at(&findings.hold.survival, 12) else {
        return Sentence::plain("How long the line holds is not known.");
    };
    let mean = Figure::of_draws(findings, findings.hold.restricted_mean);
    let mean = if words::has_bands(findings) { mean.with_band() } else { mean.mean() };
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

/// What holding means: no break, which is no war that goes on.
fn holding(week: &Breakdown) -> Sentence {
    let findings = &week.forecast;
    let broken: f64 = week.futures.causes.iter().map(MonthlyCurve::last_value).sum();
    let ended: f64 = week.futures.unbroken.iter().map(MonthlyCurve::last_value).sum();
    let step = words::step_at_horizon(findings);
    let told = week.futures.unbroken.iter().filter(|end| end.last_value() >= step / 2.0);
    let title = |end: &MonthlyCurve| words::end_title(findings, &end.name, &end.title).to_owned();
    let mut parts: Vec<String> =
        told.map(|end| format!("{} {}", title(end), rounded(end.last_value(), step))).collect();
    parts.push(format!("the war still contested {}", rounded(1.0 - broken - ended, step)));
    Sentence::of(
        "futures.unbroken",
        format!(
            "To hold is not to have broken in any of the ways that this war has ({}), also where the war has ended. At month {} \
             the line has broken in a share of {} of futures. Without a break: {}.",
            findings.hold.causes.iter().filter(|cause| words::possible(findings, &cause.cause, cause.ever)).count(),
            findings.horizon_months,
            rounded(broken, step),
            words::list(&parts)
        ),
    )
}

fn benchmark(findings: &Findings) -> Sentence {
    let benchmark = &findings.benchmark;
    let [low, high] = benchmark.band_12_months;
    let error = at(&findings.war_ends.settled_or_quiet, 12).map_or(f64::INFINITY, |at| at.mc_error);
    let model = Chance::new(benchmark.model_12_months, error, findings.runs);
    Sentence::of(
        "forecast.benchmark",
        format!(
            "Benchmark: a settlement, or a truce that lasts, within 12 months is {} in the model ({}); of wars as old as this one {} \
             to {} ended.{}",
            likelihood_within(benchmark.model_12_months, error),
            model.number(),
            rounded(low, 0.01),
            rounded(high, 0.01),
            if words::has_bands(findings) { verdict(findings, error) } else { String::new() }
        ),
    )
}

/// Where the model lies beside the outside view: at twelve months, and at which months not within it.
fn verdict(findings: &Findings, error: f64) -> String {
    let benchmark = &findings.benchmark;
    let ([low, high], model) = (benchmark.band_12_months, benchmark.model_12_months);
    let edge = (model - low).abs().min((model - high).abs());
    let where_it_lies = match (edge <= 2.0 * error, (low..=high).contains(&model)) {
        (true, _) => "at the edge of",
        (false, true) => "inside",
        (false, false) => "outside",
    };
    let leaves: Vec<String> =
        benchmark.leaves_at.iter().filter(|month| **month != 12).map(ToString::to_string).collect();
    let elsewhere = match leaves[..] {
        [] => String::new(),
        _ => format!(" It lies outside at {} months.", words::list(&leaves)),
    };
    format!(" The model lies {where_it_lies} that band.{elsewhere}")
}

/// The most frequent end, or the two that cannot be told apart.
fn end(findings: &Findings) -> Sentence {
    let mut ends: Vec<&EndShare> = findings.ends.iter().collect();
    ends.sort_by(|one, other| other.p.total_cmp(&one.p));
    let share = |end: &EndShare, error: f64| {
        let chance = Chance::new(end.p, error, findings.runs);
        let title = words::end_title(findings, &end.end, &end.title);
        format!("{title} ({}, {})", likelihood_within(end.p, end.mc_error), chance.number())
    };
    let by = format!("What ends it: by {} months", findings.horizon_months);
    let words = match ends[..] {
        [] => return Sentence::plain("What ends it is not known."),
        [one, two, ..] if one.p - two.p <= 2.0 * one.mc_error.hypot(two.mc_error) => {
            let error = one.mc_error.max(two.mc_error);
            format!("{by} two ends are too close to rank: {}, and {}.", share(one, error), share(two, error))
        }
        [one, ..] => format!("{by} the most frequent end is {}.", share(one, one.mc_error)),
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
    if words::has_bands(findings) {
        rows.push(std::iter::once("Band".to_owned()).chain(bands).collect());
    }
    let causes = findings.hold.causes.iter().filter(|cause| words::possible(findings, &cause.cause, cause.ever));
    rows.extend(causes.map(|cause| row(&format!("broken first because {}", cause.title), &cause.by)));
    let heads = std::iter::once(("Within so many months".to_owned(), false));
    Figures {
        caption: "How long the line holds, and what breaks it".to_owned(),
        from: "forecast.hold".to_owned(),
        heads: heads.chain(months.map(|month| (month.to_string(), true))).collect(),
        rows,
    }
}

/// Share of signatures under which a package is not told: nothing could be said of it.
const RARE: f64 = 0.005;

/// What is signed, and whether it lasts.
fn signed(findings: &Findings) -> Figures {
    let settled = words::settled(findings);
    let signatures = settled * findings.runs as f64;
    let coalition = words::has(findings, "coalition");
    let row = |one: &SignedPackage| {
        let own = |value: f64| words::share(findings, value, signatures * one.share).number();
        let mut cells = vec![
            words::capital(&one.title),
            words::share(findings, one.share, signatures).number(),
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
            "What is signed, in the {} of futures in which anything is; the last columns are shares of its signatures",
            words::share(findings, settled, findings.runs as f64).number()
        ),
        from: "forecast.signed".to_owned(),
        heads: heads.into_iter().map(|(head, right)| (head.to_owned(), right)).collect(),
        rows: findings.signed.iter().filter(|one| one.share >= RARE).map(row).collect(),
    }
}
