//! The resistance: coverage against need, who is critical, how long it can pay, with and without the great power.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::step_of_share;
use crate::wording::{name_of, name_of_critical, odds, percent, percent_of};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::funding::Funding;
use standoff_breakdown::week::members::{MemberOutlook, Payment};
use standoff_breakdown::week::without_great_power::HoldsWithout;
use standoff_lab::forecast::findings::{Findings, PathsAt, leading_by};
use standoff_prose::names::ProperName;
use standoff_prose::numbers::{Chance, UNKNOWN, error_of_share, format_rounded, format_two_digits, step_for_error};
use standoff_prose::words::{self, count_months};
use standoff_terminal::vocabulary;

/// Months at which the means are shown.
const MONTHS: [usize; 5] = [0, 6, 12, 24, 36];

/// Composes the section; none without a coalition that pays for the defence.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let findings = &week.forecast;
    if !vocabulary::has_role(findings, "coalition") {
        return None;
    }
    let mut sentences = today_sentences(week);
    sentences.extend(critical_now_sentence(week));
    sentences.extend(critical_sentence(week));
    sentences.extend(without_great_power_sentences(week));
    sentences.extend(week.means.iter().flat_map(pooled_money_sentences));
    let mut blocks = vec![Block::Text(sentences)];
    blocks.extend(pictures::draw_coverage(week));
    blocks.push(Block::Table(coverage_table(findings)).folded());
    blocks.extend(week.means.as_ref().map(|means| Block::Table(member_table(week, means)).folded()));
    let heading = "The resistance: who pays, how long, and on whom it hangs".to_owned();
    Some(Section { slug: "resistance", heading, blocks })
}

fn today_sentences(week: &Breakdown) -> Vec<Sentence> {
    let findings = &week.forecast;
    let defender = words::capitalize(&name_of(findings, "defender").with_verb("needs"));
    let need = format_rounded(week.today.need, 1.0);
    let currency = &findings.provenance.scenario.currency;
    [
        format!("{defender} {need} bn {currency} a year."),
        format!("The money that comes in today covers {} of it.", percent(&vocabulary::coverage_now(findings))),
    ]
    .into_iter()
    .map(|words| Sentence::sourced("today", words))
    .collect()
}

fn critical_now_sentence(week: &Breakdown) -> Option<Sentence> {
    let start = &week.forecast.start;
    let names: Vec<String> = start.critical_now.iter().map(|name| name_of_critical(week, name)).collect();
    let words = match &names[..] {
        _ if start.under_threshold => "That is below the level at which the line can be held for long.".to_owned(),
        [] => "No single member or instrument would take that below the level needed by leaving today.".to_owned(),
        [one] => format!("If {one} stopped today, that would fall below the level needed at once."),
        [first @ .., last] => {
            format!("If {} or {last} stopped today, that would fall below the level needed at once.", first.join(", "))
        }
    };
    Some(Sentence::sourced("forecast.start.critical_now", words))
}

fn critical_sentence(week: &Breakdown) -> Option<Sentence> {
    let words = match critical_words(week)? {
        CriticalWords::One(name, share) => format!("it hangs most often on {name} ({share})"),
        CriticalWords::Several(names) => format!("it hangs most often on {names}, which are too close to rank"),
        CriticalWords::Any => "it hangs on none clearly more often than on the others".to_owned(),
    };
    let words = format!("Where the line breaks for want of money or of an instrument, {words}.");
    Some(Sentence::sourced("forecast.hold.critical", words))
}

/// Members or instruments on which the line hung most often where money or an instrument failed.
pub(super) enum CriticalWords {
    /// One, with the share of those futures.
    One(String, String),
    /// A few that are too close to rank.
    Several(String),
    /// More than are worth naming.
    Any,
}

/// Most names of those that are too close to rank.
const MOST_CRITICAL: usize = 4;

/// The member or instrument on which the line hung most often, or those that are too close to it to rank.
pub(super) fn critical_words(week: &Breakdown) -> Option<CriticalWords> {
    let findings = &week.forecast;
    let chance = |share: f64| vocabulary::share_of_cases(findings, share, broken_futures(findings));
    let leading = leading_by(&findings.hold.critical, |one| [one.share, chance(one.share).error]);
    let names: Vec<String> = leading.iter().map(|one| name_of_critical(week, &one.name)).collect();
    match &names[..] {
        [] => None,
        [name] => Some(CriticalWords::One(name.clone(), percent_of(chance(leading[0].share)))),
        [first @ .., last] if names.len() <= MOST_CRITICAL => {
            Some(CriticalWords::Several(format!("{} or {last}", first.join(", "))))
        }
        _ => Some(CriticalWords::Any),
    }
}

/// Futures that break by coverage or by an instrument.
fn broken_futures(findings: &Findings) -> f64 {
    let money = findings.hold.causes.iter().filter(|cause| ["coverage", "instrument"].contains(&cause.cause.as_str()));
    money.filter_map(|cause| cause.by.last()).map(|at| at.p).sum::<f64>() * findings.runs as f64
}

/// The answer without the great power, on the same futures.
pub(super) fn without_great_power_sentences(week: &Breakdown) -> Vec<Sentence> {
    let findings = &week.forecast;
    let name = name_of(findings, "great_power");
    let told = week.without_great_power.iter().flat_map(|alone| &alone.holds).take(1);
    told.map(|one| Sentence::sourced("without_great_power.holds", holds_without_words(&name, one))).collect()
}

fn holds_without_words(name: &ProperName, one: &HoldsWithout) -> String {
    let error = one.error.unwrap_or(f64::INFINITY);
    let months = count_months(one.months);
    if one.difference.value.abs() <= 2.0 * error {
        return format!(
            "Without {name} the chance that the line holds {months} does not differ by more than two standard errors."
        );
    }
    let way = if one.difference.value < 0.0 { "falls" } else { "rises" };
    let step = step_of_share(&one.without);
    let without = odds(Chance::new(one.without.value, step / 2.0, usize::MAX));
    format!("If {name} withdrew today, the chance that the line holds {months} {way} to {without} on the same futures.")
}

/// Duration of pooled money.
fn pooled_money_sentences(means: &Funding) -> Vec<Sentence> {
    let Some(pooled) = means.pooled.iter().find(|one| one.name == "pooled" && one.flows > 0.0) else {
        return vec![Sentence::sourced("means.pooled", "No pooled money flows in these futures.")];
    };
    let share = |share: f64| Chance::share(share, means.draws as f64);
    let runs_out = share(pooled.runs_out);
    let typically = pooled.month.filter(|_| !runs_out.is_bounded());
    let month = typically.map_or(String::new(), |month| format!(", typically in month {}", format_rounded(month, 1.0)));
    [
        format!("Pooled money flows in {} of futures.", percent_of(share(pooled.flows))),
        format!("It runs out while the war goes on in {}{month}.", percent_of(runs_out)),
    ]
    .into_iter()
    .map(|words| Sentence::sourced("means.pooled", words))
    .collect()
}

/// Members, what they pay, and whether they stay.
fn member_table(week: &Breakdown, means: &Funding) -> Figures {
    // The caption counts the members beyond these.
    const SHOWN: usize = 15;
    let step = |share: f64| step_for_error(error_of_share(share, means.draws as f64)).unwrap_or(0.01).max(0.01);
    let share =
        |share: Option<f64>| share.map_or(UNKNOWN.to_owned(), |share| percent(&format_rounded(share, step(share))));
    let pays = |pays: Option<&Payment>| pays.map_or(UNKNOWN.to_owned(), |pays| format_two_digits(pays.a_year));
    let row = |member: &MemberOutlook| {
        vec![
            member.title.clone(),
            pays(Some(&member.now)),
            percent(&format_rounded(member.now.share, 0.01)),
            pays(member.after_12.as_ref()),
            share(member.in_after_12),
            share(member.in_after_24),
        ]
    };
    let currency = &week.forecast.provenance.scenario.currency;
    let rest = means.members.len().saturating_sub(SHOWN);
    let more = if rest == 0 { String::new() } else { format!("; {rest} more pay less") };
    let heads = [
        "Member",
        "now, bn a year",
        "of need",
        "after 12 months, bn a year",
        "still in then",
        "still in after 24 months",
    ];
    let heads: Vec<(&str, bool)> = heads.into_iter().zip(0..).map(|(head, at)| (head, at > 0)).collect();
    Figures::new(
        format!("Who pays, bn {currency} a year where the war goes on{more}"),
        "means.members",
        &heads,
        means.members.iter().take(SHOWN).map(row).collect(),
    )
}

fn coverage_table(findings: &Findings) -> Figures {
    let row = |at: &PathsAt| {
        let figure = vocabulary::coverage_at(findings, at);
        let contested = vocabulary::share_of_cases(findings, at.contested, findings.runs as f64);
        vec![at.months.to_string(), percent(&figure.mean()), percent(&figure.band()), percent_of(contested)]
    };
    let shown = |months: usize| MONTHS.contains(&months) || months == findings.horizon_months;
    let heads = ["Months from the start", "coverage", "coverage in nine of ten futures", "still contested"];
    Figures::new(
        "How much of the need is covered where the war goes on",
        "forecast.paths",
        &heads.map(|head| (head, true)),
        findings.paths.iter().filter(|at| shown(at.months)).map(row).collect(),
    )
}
