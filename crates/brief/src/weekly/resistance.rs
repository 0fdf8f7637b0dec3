//! The resistance: coverage against need, who is critical, how long it can pay, with and without the great power.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::step_of_estimate;
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::funding::Funding;
use standoff_breakdown::week::members::{MemberOutlook, Payment};
use standoff_breakdown::week::without_great_power::HoldsWithout;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::forecast::findings::{Findings, PathsAt};
use standoff_prose::numbers::{UNKNOWN, error_of_share, format_rounded, format_two_digits};
use standoff_prose::words;
use standoff_terminal::vocabulary;

/// Months at which the means are shown.
const MONTHS: [usize; 5] = [0, 6, 12, 24, 36];

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let heading = "The resistance: who pays, how long, and on whom it hangs".to_owned();
    if !vocabulary::has_role(findings, "coalition") {
        let none = Sentence::plain("This war has no coalition that pays for the defence: the section does not apply.");
        return Section { slug: "resistance", heading, blocks: vec![Block::Text(vec![none])] };
    }
    let mut blocks =
        vec![Block::Text(vec![today_sentence(week), critical_now_sentence(findings), critical_sentence(findings)])];
    blocks.push(Block::Text(vec![without_great_power_sentence(week)]));
    blocks.extend(pictures::draw_coverage(week));
    blocks.push(Block::Table(coverage_table(findings)));
    match &week.means {
        None => blocks
            .push(Block::Text(vec![Sentence::plain("This brief was made without who pays what, member by member.")])),
        Some(means) => {
            blocks.push(Block::Text(vec![pooled_money_sentence(means)]));
            blocks.push(Block::Table(member_table(week, means)));
        }
    }
    Section { slug: "resistance", heading, blocks }
}

fn today_sentence(week: &Breakdown) -> Sentence {
    let today = &week.today;
    let money = |billions: f64| format_rounded(billions, 1.0);
    let pooled = if today.pooled < 0.5 { String::new() } else { format!(", pooled money {}", money(today.pooled)) };
    Sentence::sourced(
        "today",
        format!(
            "Of a need of {} bn {} a year, bilateral aid of {} of {} members meets {}{pooled} and other flows {}: coverage {}.",
            money(today.need),
            week.forecast.provenance.scenario.currency,
            format_rounded(today.members_in, 1.0),
            today.members,
            money(today.bilateral),
            money(today.other_flows),
            vocabulary::coverage_now(&week.forecast)
        ),
    )
}

fn critical_now_sentence(findings: &Findings) -> Sentence {
    let critical = &findings.start.critical_now;
    let words = match critical[..] {
        _ if findings.start.under_threshold => "Coverage is under its threshold.".to_owned(),
        [] => "No single member or instrument would take coverage under its threshold by leaving today.".to_owned(),
        _ => format!("Coverage would fall under its threshold at once without {}.", words::join_list(critical)),
    };
    Sentence::sourced("forecast.start.critical_now", words)
}

fn critical_sentence(findings: &Findings) -> Sentence {
    match findings.hold.critical.first() {
        None => Sentence::plain("In no future does the line break by coverage or by an instrument."),
        Some(first) => {
            let cases = broken_futures(findings);
            Sentence::sourced(
                "forecast.hold.critical",
                format!(
                    "Where the line breaks by coverage or by an instrument, the one on whom it hung is most often {}: a share \
                     of {} of those futures.",
                    first.name,
                    vocabulary::share_of_cases(findings, first.share, cases).number()
                ),
            )
        }
    }
}

/// Futures that break by coverage or by an instrument.
fn broken_futures(findings: &Findings) -> f64 {
    let money = findings.hold.causes.iter().filter(|cause| ["coverage", "instrument"].contains(&cause.cause.as_str()));
    money.filter_map(|cause| cause.by.last()).map(|at| at.p).sum::<f64>() * findings.runs as f64
}

/// The answer with the great power and without it, on the same futures.
fn without_great_power_sentence(week: &Breakdown) -> Sentence {
    let findings = &week.forecast;
    if !vocabulary::has_role(findings, "great_power") {
        return Sentence::plain("There is no great power in this war.");
    }
    let name = vocabulary::actor_name(findings, "great_power");
    let Some(alone) = &week.without_great_power else {
        return Sentence::plain(format!(
            "This brief was made without the answer without the great power ({name}): see `standoff compare`."
        ));
    };
    let told: Vec<String> = alone.holds.iter().map(holds_without_words).collect();
    Sentence::sourced(
        "without_great_power.holds",
        format!(
            "Without the great power ({name}; lever {}), on the same futures: {}.",
            alone.lever.title,
            told.join("; ")
        ),
    )
}

fn holds_without_words(one: &HoldsWithout) -> String {
    let error = one.error.unwrap_or(f64::INFINITY);
    let (with, without) = (format_chance(&one.as_it_is), format_chance(&one.without));
    if one.difference.value.abs() > 2.0 * error {
        format!("the line holds {} months in a share of {without}, and in {with} as things are", one.months)
    } else {
        format!("that it holds {} months ({with}) does not differ by more than two standard errors", one.months)
    }
}

fn format_chance(estimate: &Estimate) -> String {
    format_rounded(estimate.value, step_of_estimate(estimate).clamp(0.01, 1.0))
}

/// Duration of pooled money.
fn pooled_money_sentence(means: &Funding) -> Sentence {
    let Some(pooled) = means.pooled.iter().find(|one| one.name == "pooled" && one.flows > 0.0) else {
        return Sentence::sourced("means.pooled", "No pooled money flows in these futures.");
    };
    let step = standoff_prose::numbers::step_for_error(error_of_share(pooled.runs_out, means.draws as f64))
        .unwrap_or(0.01)
        .max(0.01);
    let month = pooled
        .month
        .map_or(String::new(), |month| format!(", in the middle of them in month {}", format_rounded(month, 1.0)));
    Sentence::sourced(
        "means.pooled",
        format!(
            "Pooled money flows in a share of {} of futures and runs out while the war goes on in {}{month}.",
            format_rounded(pooled.flows, step),
            format_rounded(pooled.runs_out, step)
        ),
    )
}

/// Members, what they pay, and whether they stay.
fn member_table(week: &Breakdown, means: &Funding) -> Figures {
    // The caption counts the members beyond these.
    const SHOWN: usize = 15;
    let step = |share: f64| {
        standoff_prose::numbers::step_for_error(error_of_share(share, means.draws as f64)).unwrap_or(0.01).max(0.01)
    };
    let share = |share: Option<f64>| share.map_or(UNKNOWN.to_owned(), |share| format_rounded(share, step(share)));
    let pays = |pays: Option<&Payment>| pays.map_or(UNKNOWN.to_owned(), |pays| format_two_digits(pays.a_year));
    let row = |member: &MemberOutlook| {
        vec![
            member.title.clone(),
            pays(Some(&member.now)),
            format_rounded(member.now.share, 0.01),
            pays(member.after_12.as_ref()),
            share(member.in_after_12),
            share(member.in_after_24),
        ]
    };
    let currency = &week.forecast.provenance.scenario.currency;
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

fn coverage_table(findings: &Findings) -> Figures {
    let row = |at: &PathsAt| {
        let figure = vocabulary::coverage_at(findings, at);
        let contested = vocabulary::share_of_cases(findings, at.contested, findings.runs as f64).number();
        vec![at.months.to_string(), figure.mean(), figure.band(), contested]
    };
    let shown = |months: usize| MONTHS.contains(&months) || months == findings.horizon_months;
    let heads = ["Months from the start", "coverage", "band (futures)", "share still contested"];
    Figures {
        caption: "Coverage of the need where the war goes on".to_owned(),
        from: "forecast.paths".to_owned(),
        heads: heads.map(|head| (head.to_owned(), true)).to_vec(),
        rows: findings.paths.iter().filter(|at| shown(at.months)).map(row).collect(),
    }
}
