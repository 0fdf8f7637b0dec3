//! The resistance: coverage against need, who is critical, how long it can pay, with and without the great power.

use crate::document::{Block, Figures, Section, Sentence};
use crate::findings::{Findings, PathsAt};
use crate::numbers::{UNKNOWN, error_of_share, rounded, significant};
use crate::weekly::{Breakdown, pictures, step_of};
use crate::words::{self, Figure};
use standoff_breakdown::week::funding::Funding;
use standoff_breakdown::week::members::{MemberOutlook, Payment};
use standoff_breakdown::week::without_great_power::HoldsWithout;
use standoff_lab::ensemble::estimate::Estimate;

/// Months at which the means are told.
const MONTHS: [usize; 5] = [0, 6, 12, 24, 36];

pub fn section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let heading = "The resistance: who pays, how long, and on whom it hangs".to_owned();
    if !words::has(findings, "coalition") {
        let none = Sentence::plain("This war has no coalition that pays for the defence: the section does not apply.");
        return Section { slug: "resistance", heading, blocks: vec![Block::Text(vec![none])] };
    }
    let mut blocks = vec![Block::Text(vec![today(week), critical_now(findings), critical(findings)])];
    blocks.push(Block::Text(vec![without_the_great_power(week)]));
    blocks.extend(pictures::coverage(week));
    blocks.push(Block::Table(means(findings)));
    match &week.means {
        None => blocks
            .push(Block::Text(vec![Sentence::plain("This brief was made without who pays what, member by member.")])),
        Some(means) => {
            blocks.push(Block::Text(vec![runs_out(means)]));
            blocks.push(Block::Table(members(week, means)));
        }
    }
    Section { slug: "resistance", heading, blocks }
}

fn today(week: &Breakdown) -> Sentence {
    let today = &week.today;
    let money = |billions: f64| rounded(billions, 1.0);
    let pooled = if today.pooled < 0.5 { String::new() } else { format!(", pooled money {}", money(today.pooled)) };
    Sentence::of(
        "today",
        format!(
            "Of a need of {} bn {} a year, bilateral aid of {} of {} members meets {}{pooled} and other flows {}: coverage {}.",
            money(today.need),
            week.forecast.scenario.currency,
            rounded(today.members_in, 1.0),
            today.members,
            money(today.bilateral),
            money(today.other_flows),
            rounded(today.coverage, 0.01)
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

/// The answer with the great power and without it, on the same futures.
fn without_the_great_power(week: &Breakdown) -> Sentence {
    let findings = &week.forecast;
    if !words::has(findings, "great_power") {
        return Sentence::plain("There is no great power in this war.");
    }
    let name = words::actor(findings, "great_power");
    let Some(alone) = &week.without_great_power else {
        return Sentence::plain(format!(
            "This brief was made without the answer without the great power ({name}): see `standoff compare`."
        ));
    };
    let told: Vec<String> = alone.holds.iter().map(holds_without).collect();
    Sentence::of(
        "without_great_power.holds",
        format!(
            "Without the great power ({name}; lever {}), on the same futures: {}.",
            alone.lever.title,
            told.join("; ")
        ),
    )
}

fn holds_without(one: &HoldsWithout) -> String {
    let error = one.error.unwrap_or(f64::INFINITY);
    let (with, without) = (chance(&one.as_it_is), chance(&one.without));
    if one.difference.value.abs() > 2.0 * error {
        format!("the line holds {} months in a share of {without}, and in {with} as things are", one.months)
    } else {
        format!("that it holds {} months ({with}) does not differ by more than two standard errors", one.months)
    }
}

fn chance(estimate: &Estimate) -> String {
    rounded(estimate.value, step_of(estimate).clamp(0.01, 1.0))
}

/// How long pooled money lasts.
fn runs_out(means: &Funding) -> Sentence {
    let Some(pooled) = means.pooled.iter().find(|one| one.name == "pooled" && one.flows > 0.0) else {
        return Sentence::of("means.pooled", "No pooled money flows in these futures.");
    };
    let step = crate::numbers::step(error_of_share(pooled.runs_out, means.draws as f64)).unwrap_or(0.01).max(0.01);
    let month =
        pooled.month.map_or(String::new(), |month| format!(", in the middle of them in month {}", rounded(month, 1.0)));
    Sentence::of(
        "means.pooled",
        format!(
            "Pooled money flows in a share of {} of futures and runs out while the war goes on in {}{month}.",
            rounded(pooled.flows, step),
            rounded(pooled.runs_out, step)
        ),
    )
}

/// Members, what they pay, and whether they stay.
fn members(week: &Breakdown, means: &Funding) -> Figures {
    const SHOWN: usize = 15;
    let step = |share: f64| crate::numbers::step(error_of_share(share, means.draws as f64)).unwrap_or(0.01).max(0.01);
    let share = |share: Option<f64>| share.map_or(UNKNOWN.to_owned(), |share| rounded(share, step(share)));
    let pays = |pays: Option<&Payment>| pays.map_or(UNKNOWN.to_owned(), |pays| significant(pays.a_year));
    let row = |member: &MemberOutlook| {
        vec![
            member.title.clone(),
            pays(Some(&member.now)),
            rounded(member.now.share, 0.01),
            pays(member.after_12.as_ref()),
            share(member.in_after_12),
            share(member.in_after_24),
        ]
    };
    let currency = &week.forecast.scenario.currency;
    let rest = means.members.len().saturating_sub(SHOWN);
    let more = if rest == 0 { String::new() } else { format!("; {rest} more pay less") };
    let heads =
        ["Member", "now, bn a year", "share of need", "after 12 months", "share still in then", "after 24 months"];
    Figures {
        caption: format!(
            "Member by member, those that pay most first, bn {currency} a year where the war goes on{more}; means of {} futures from {} draws",
            means.runs, means.draws
        ),
        from: "means.members".to_owned(),
        heads: heads.iter().zip(0..).map(|(head, at)| ((*head).to_owned(), at > 0)).collect(),
        rows: means.members.iter().take(SHOWN).map(row).collect(),
    }
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
