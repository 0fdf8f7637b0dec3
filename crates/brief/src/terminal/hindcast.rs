//! Hindcasts as a page: scores by target and horizon, the model beside the benchmarks, and whether it beats them.

use super::identity::{self, Sheet};
use crate::numbers::{UNKNOWN, count, rounded, significant};
use crate::page::Page;
use crate::style::{Style, Tone};
use crate::table::{Align, Table};
use standoff_lab::hindcast::{Hindcast, Row, Target, Versus};

/// Hindcasts as a page.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn hindcast(found: &Hindcast, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, found);
    for target in targets(found) {
        section(&mut page, found, &target);
    }
    verdict(&mut page, found);
    identity::foot(&mut page, &found.scenario, &found.command);
    page.finish()
}

fn head(page: &mut Page, found: &Hindcast) {
    let made = match (found.origins.first(), found.origins.last()) {
        (Some(first), Some(last)) => {
            format!("hindcasts from {} days, {first} to {last} · {} states", found.origins.len(), count(found.states))
        }
        _ => "no hindcast".to_owned(),
    };
    let sheet = Sheet {
        title: "hindcasts with a rolling origin",
        scenario: &found.scenario,
        made,
        seed: found.seed,
        version: &found.version,
        interrupted: false,
        failed_draws: 0,
        draws: found.states,
    };
    identity::write(page, &sheet);
    if !found.left_out.is_empty() {
        page.flush(Tone::Strong, &format!("Left out: {}.", found.left_out.join(", ")));
    }
    page.blank();
    page.flush(Tone::Faint, LEGEND);
}

const LEGEND: &str = "How to read this. At each origin the ensemble is brought up to date on what was known by that day, and \
    forecasts the weeks after it. Score: CRPS in the unit of the target, for yes or no the Brier score from 0 to 1; smaller is \
    better. IS90: interval score of the 90 % interval. 50/80/90: shares of outcomes inside these intervals. PIT: one half where \
    forecasts are neither high nor low. Skill: 1 perfect, 0 as good as the benchmark, below 0 worse; its interval resamples \
    stretches of time that do not overlap, and is left out where there are fewer than four. The scenario's ranges were written with the whole record in view.";

fn targets(found: &Hindcast) -> Vec<Target> {
    let mut all: Vec<Target> = found.rows.iter().map(|row| row.target.clone()).collect();
    all.sort();
    all.dedup();
    all
}

fn title(target: &Target, currency: &str) -> String {
    match target {
        Target::Front => "Ground that changes hands, km² (positive: the invader gains)".to_owned(),
        Target::Aid(giver) => format!("Aid allocated by {giver}, bn {currency}"),
        Target::Rounds => "Rounds of talks held".to_owned(),
        Target::Ceasefire => "A general ceasefire or a settlement: yes or no".to_owned(),
    }
}

fn section(page: &mut Page, found: &Hindcast, target: &Target) {
    page.heading(&title(target, &found.scenario.currency));
    let right = |head: &str| (head.to_owned(), Align::Right);
    let chance = *target == Target::Ceasefire;
    let mut heads = vec![right("weeks"), ("forecaster".to_owned(), Align::Left), right("n"), right("outcome")];
    heads.extend([right("forecast"), right("score")]);
    heads.extend(if chance { vec![right("log score")] } else { ["IS90", "50", "80", "90", "PIT"].map(right).to_vec() });
    heads.push(right("skill of the model"));
    let mut table = Table::new(&heads);
    let mut rows: Vec<&Row> = found.rows.iter().filter(|row| row.target == *target).collect();
    rows.sort_by_key(|row| (row.weeks, row.forecaster != "model", row.forecaster.clone()));
    for row in rows {
        table.row(cells(found, row, chance));
    }
    page.table(&table);
}

fn cells(found: &Hindcast, row: &Row, chance: bool) -> Vec<String> {
    let mut cells = vec![row.weeks.to_string(), row.forecaster.clone(), row.forecasts.to_string()];
    let figure = |value: f64| if chance { rounded(value, 0.001) } else { significant(value) };
    cells.extend([figure(row.outcome), figure(row.forecast), figure(row.score)]);
    if chance {
        cells.push(row.log_score.map_or(UNKNOWN.to_owned(), |score| rounded(score, 0.001)));
    } else {
        cells.push(row.interval_90.map_or(UNKNOWN.to_owned(), significant));
        let share = |place: usize| row.inside.map_or(UNKNOWN.to_owned(), |inside| rounded(inside[place], 0.01));
        cells.extend([share(0), share(1), share(2)]);
        cells.push(row.pit.map_or(UNKNOWN.to_owned(), |pit| rounded(pit, 0.01)));
    }
    cells.push(skill(found, row));
    cells
}

fn skill(found: &Hindcast, row: &Row) -> String {
    let fits = |versus: &&Versus| {
        versus.target == row.target && versus.weeks == row.weeks && versus.benchmark == row.forecaster
    };
    let Some(versus) = found.versus.iter().find(fits) else { return String::new() };
    match (versus.skill, versus.low, versus.high) {
        (Some(skill), Some(low), Some(high)) => {
            format!("{} ({} to {})", rounded(skill, 0.01), rounded(low, 0.01), rounded(high, 0.01))
        }
        (Some(skill), ..) => rounded(skill, 0.01),
        _ => UNKNOWN.to_owned(),
    }
}

/// How often the model beats the benchmarks, and how often they beat it.
fn verdict(page: &mut Page, found: &Hindcast) {
    page.heading("The model against the benchmarks");
    let surely = |better: bool| {
        found.versus.iter().filter(move |versus| match (versus.low, versus.high) {
            (Some(low), Some(high)) => {
                if better {
                    low > 0.0
                } else {
                    high < 0.0
                }
            }
            _ => false,
        })
    };
    let (wins, losses) = (surely(true).count(), surely(false).count());
    let told = found.versus.iter().filter(|versus| versus.low.is_some()).count();
    page.text(&format!(
        "Of {} comparisons {told} have an interval of 90 %: in {wins} of them the model is better by more than that, in \
         {losses} worse; in the others these hindcasts cannot tell.",
        found.versus.len()
    ));
    let worse: Vec<String> = surely(false)
        .map(|versus| format!("{} at {} weeks against {}", short(&versus.target), versus.weeks, versus.benchmark))
        .collect();
    if !worse.is_empty() {
        page.note(&format!("Worse: {}.", worse.join("; ")));
    }
}

fn short(target: &Target) -> String {
    match target {
        Target::Front => "front".to_owned(),
        Target::Aid(giver) => format!("aid of {giver}"),
        Target::Rounds => "rounds".to_owned(),
        Target::Ceasefire => "ceasefire".to_owned(),
    }
}
