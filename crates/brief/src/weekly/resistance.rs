//! The resistance: coverage against need, who is critical, how long it can pay, with and without the great power.

use super::yardstick::likelihood;
use crate::document::{Block, Figures, Section, Sentence};
use crate::findings::{Findings, PathsAt};
use crate::numbers::rounded;
use crate::weekly::{Breakdown, pictures};
use crate::words::{self, Figure};

/// Months at which the means are told.
const MONTHS: [usize; 5] = [0, 6, 12, 24, 36];

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let heading = "The resistance: who pays, how long, and on whom it hangs".to_owned();
    if !words::has(findings, "coalition") {
        let none = Sentence::plain("This war has no coalition that pays for the defence: the section does not apply.");
        return Section { slug: "resistance", heading, blocks: vec![Block::Text(vec![none])] };
    }
    let mut blocks = vec![Block::Text(vec![today(findings), critical_now(findings), critical(findings)])];
    blocks.push(Block::Text(vec![without_the_great_power(week)]));
    blocks.extend(pictures::coverage(week));
    blocks.push(Block::Table(means(findings)));
    Section { slug: "resistance", heading, blocks }
}

fn today(findings: &Findings) -> Sentence {
    let start = &findings.start;
    Sentence::of(
        "forecast.start",
        format!(
            "Of a need of {} bn {currency} a year, bilateral aid meets {} and other flows {}: coverage {}.",
            rounded(start.need, 1.0),
            rounded(start.bilateral, 1.0),
            rounded(start.other_flows, 1.0),
            rounded(start.coverage, 0.01),
            currency = findings.scenario.currency
        ),
    )
}

fn critical_now(findings: &Findings) -> Sentence {
    let critical = &findings.start.critical_now;
    let words = match critical[..] {
        [] => "No single member or instrument would take coverage under its threshold by leaving today.".to_owned(),
        _ => format!("Coverage would fall under its threshold at once without {}.", words::list(critical)),
    };
    Sentence::of("forecast.start.critical_now", words)
}

fn critical(findings: &Findings) -> Sentence {
    match findings.hold.critical.first() {
        None => Sentence::plain("In no future does the line break by coverage or by an instrument."),
        Some(first) => {
            let cases = breaks(findings);
            Sentence::of(
                "forecast.hold.critical",
                format!(
                    "Where the line breaks by coverage or by an instrument, the one on whom it hung is most often {}: a share \
                     of {} of those futures.",
                    first.name,
                    words::share(findings, first.share, cases).number()
                ),
            )
        }
    }
}

/// Futures that break by coverage or by an instrument.
fn breaks(findings: &Findings) -> f64 {
    let money = findings.hold.causes.iter().filter(|cause| ["coverage", "instrument"].contains(&cause.cause.as_str()));
    money.filter_map(|cause| cause.by.last()).map(|at| at.p).sum::<f64>() * findings.runs as f64
}

/// The answer where the great power is out within three months, and where it is not.
fn without_the_great_power(week: &Breakdown) -> Sentence {
    let findings = &week.forecast;
    if !words::has(findings, "great_power") {
        return Sentence::plain("There is no great power in this war.");
    }
    let name = words::actor(findings, "great_power");
    match week.watch.iter().find(|one| one.name == "posture.out") {
        None => Sentence::plain(format!(
            "Whether the line holds does not differ, by more than this many futures can tell, between those in which the great \
             power ({name}) is out within three months and the others."
        )),
        Some(one) => Sentence::of(
            "watch.posture.out",
            format!(
                "Where the great power ({name}) is out within {} months ({}, {}), the line holds twelve months in a share of \
                 {} of futures; otherwise in {}.",
                one.within,
                likelihood(one.p),
                rounded(one.p, 0.01),
                rounded(one.with, step(one.error)),
                rounded(one.without, step(one.error))
            ),
        ),
    }
}

fn step(error: f64) -> f64 {
    crate::numbers::step(error).unwrap_or(0.01).max(0.01)
}

fn means(findings: &Findings) -> Figures {
    let row = |at: &PathsAt| {
        let figure = Figure::of_futures(findings, at.coverage).into_share();
        let contested = words::share(findings, at.contested, findings.runs as f64).number();
        vec![at.months.to_string(), figure.mean(), figure.band(), contested]
    };
    let heads = ["Months from the start", "coverage", "band (futures)", "share still contested"];
    Figures {
        caption: "Coverage of the need where the war goes on".to_owned(),
        from: "forecast.paths".to_owned(),
        heads: heads.map(|head| (head.to_owned(), true)).to_vec(),
        rows: findings.paths.iter().filter(|at| MONTHS.contains(&at.months)).map(row).collect(),
    }
}
