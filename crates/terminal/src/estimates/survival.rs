//! Survival: durations, comparison of groups, regression.

use super::format::{
    MOST_LINES, begin_page, format_interval, format_open_interval, format_optional_share, format_p_value,
    format_percent, format_share, note_left_out, spread_lines,
};
use crate::drawing::bars::band_bar;
use standoff_prose::numbers::{format_count, format_figure};
use standoff_prose::page::Page;
use standoff_prose::style::Style;
use standoff_prose::table::{Align, Cell, Table};
use standoff_table::estimates::comparison::CoxEffect;
use standoff_table::estimates::proportional_hazards::TrendTest;
use standoff_table::estimates::survival::{Survival, SurvivalCurve};
use standoff_table::estimates::{CoxFit, LogRankTest};

/// Renders survival: groups side by side, then the chance at the times asked for, or the whole table.
pub fn render_survival(found: &Survival, style: Style) -> String {
    let mut page = begin_page(&format!("How long it lasts · {}", found.time), &found.origin, style);
    page.note(&format!("Ended where {} is 1; otherwise observation stopped before the end.", found.event));
    write_observation_notes(&mut page, found);
    page.blank();
    page.table(&summary_table(found));
    for curve in &found.curves {
        page.caption(&format!("Chance to last longer{}", group_suffix(found, curve)));
        write_chances(&mut page, found, curve);
    }
    found.log_rank.iter().for_each(|test| write_comparison(&mut page, found, test));
    found.log_rank_missing.iter().for_each(|reason| page.note(&format!("The groups are not compared: {reason}.")));
    found.cox.iter().for_each(|fit| write_regression(&mut page, found, fit));
    page.finish()
}

/// Says from when and how much each row counts, and by which variance errors are.
fn write_observation_notes(page: &mut Page, found: &Survival) {
    if let Some(entry) = &found.entry {
        page.note(&format!("Each row is at risk after {entry}: chances hold given survival to the first entry."));
    }
    match (&found.weight, found.variance.as_str()) {
        (Some(weight), "greenwood") => {
            page.note(&format!("{weight} counts rows; the variance is Greenwood's for so many of them."));
        }
        (Some(weight), _) => page.note(&format!(
            "{weight} is no count; the variance is robust: the infinitesimal jackknife over {} rows.",
            format_count(found.origin.rows)
        )),
        (None, _) => (),
    }
    for curve in found.curves.iter().filter_map(|curve| Some((curve, early_zero(curve)?))) {
        page.note(&format!(
            "All at risk{} ended at {}, and the chance stays 0 for those that entered later.",
            group_suffix(found, curve.0),
            format_figure(curve.1)
        ));
    }
}

/// The time at which the chance became 0, if others entered later.
fn early_zero(curve: &SurvivalCurve) -> Option<f64> {
    let place = curve.steps.iter().position(|step| step.survival == 0.0)?;
    (place + 1 < curve.steps.len()).then(|| curve.steps[place].time)
}

/// ", arm = 1".
fn group_suffix(found: &Survival, curve: &SurvivalCurve) -> String {
    match (&found.group, &curve.group) {
        (Some(column), Some(group)) => format!(", {column} = {group}"),
        _ => String::new(),
    }
}

fn summary_table(found: &Survival) -> Table {
    let head = found.group.clone().unwrap_or_default();
    let level = format_percent(found.level);
    let mut table = Table::new(&[
        (head, Align::Left),
        ("rows".to_owned(), Align::Right),
        ("ended".to_owned(), Align::Right),
        ("censored".to_owned(), Align::Right),
        ("median".to_owned(), Align::Right),
        (level, Align::Right),
        (format!("mean up to {}", format_figure(found.restricted_to)), Align::Right),
        ("error".to_owned(), Align::Right),
    ]);
    for curve in &found.curves {
        let time = |time: Option<f64>| time.map_or("not reached".to_owned(), format_figure);
        table.add_row([
            curve.group.clone().unwrap_or_else(|| "all".to_owned()),
            format_count(curve.rows),
            format_count(curve.events),
            format_count(curve.censored),
            time(curve.median),
            format!("{} to {}", time(curve.median_low), time(curve.median_high)),
            format_share(curve.restricted_mean),
            format_optional_share(curve.restricted_mean_error),
        ]);
    }
    table
}

fn write_comparison(page: &mut Page, found: &Survival, test: &LogRankTest) {
    page.caption("Do the groups end at the same rate?");
    let mut table =
        Table::new(&[("group", Align::Left), ("ended", Align::Right), ("if rates were equal", Align::Right)]);
    for group in &test.groups {
        table.add_row([group.group.clone(), format_count(group.observed as usize), format_share(group.expected)]);
    }
    page.table(&table);
    page.text(&format!(
        "Weights {}: chi-squared {} on {}; equal rates give as much with a chance of {}.",
        test.weights,
        format_share(test.chi_squared),
        test.degrees,
        format_p_value(test.p),
    ));
    found.strata.iter().for_each(|strata| page.note(&format!("Groups are compared within each {strata}.")));
}

fn write_regression(page: &mut Page, found: &Survival, fit: &CoxFit) {
    page.caption("What raises the rate (Cox regression, ties after Efron)");
    let level = format_percent(found.level);
    let heads = ["column", "ratio of rates", level.as_str(), "coefficient", "error", "p"];
    let mut table = Table::new(&heads.map(|head| (head, if head == "column" { Align::Left } else { Align::Right })));
    for effect in &fit.coefficients {
        table.add_row([
            effect_name(effect),
            format_share(effect.hazard_ratio),
            format_interval(effect.low, effect.high),
            format_share(effect.coefficient),
            format_share(effect.error),
            format_p_value(effect.p),
        ]);
    }
    page.table(&table);
    for one in &fit.categories {
        page.note(&format!("{} is compared with {}.", one.column, one.reference));
    }
    page.note(match fit.variance.as_str() {
        "robust" => "Errors are robust (Lin and Wei's sandwich): the weights are not counts.",
        _ => "Errors are from the observed information.",
    });
    found
        .strata
        .iter()
        .for_each(|strata| page.note(&format!("Each {strata} has a rate of its own; effects are common.")));
    page.text(&format!(
        "Log-likelihood {}, without columns {} ({} {}); concordance {}.",
        format_share(fit.log_likelihood),
        format_share(fit.null_log_likelihood),
        if fit.test == "wald" { "Wald test: chance" } else { "chance" },
        format_p_value(fit.p),
        format_optional_share(fit.concordance),
    ));
    write_trends(page, fit);
}

/// "arm = old" for a level, and the column otherwise.
fn effect_name(effect: &CoxEffect) -> String {
    effect.level.as_ref().map_or_else(|| effect.column.clone(), |level| format!("{} = {level}", effect.column))
}

fn write_trends(page: &mut Page, fit: &CoxFit) {
    let found = &fit.proportional;
    page.caption("Are these ratios the same at all times? (Grambsch and Therneau)");
    let Some(global) = &found.global else {
        let reason = found.none.as_deref().unwrap_or_default();
        page.note(&format!("Not tested: {reason}."));
        return;
    };
    let heads = ["column", "chi-squared", "degrees", "p"];
    let mut table = Table::new(&heads.map(|head| (head, if head == "column" { Align::Left } else { Align::Right })));
    // All together is the test of the column where there is only one.
    let together = (found.columns.len() > 1).then_some(global);
    for test in found.columns.iter().chain(together) {
        table.add_row(trend_row(test));
    }
    page.table(&table);
    page.note(&format!(
        "Schoenfeld residuals against {}{}; a small p says that the ratio changes over time.",
        match found.transform.name() {
            "kaplan-meier" => "1 less the survival curve of all rows",
            "identity" => "time",
            "rank" => "the rank of time",
            _ => "the logarithm of time",
        },
        if fit.variance == "robust" { ", with robust variance" } else { "" },
    ));
}

fn trend_row(test: &TrendTest) -> [String; 4] {
    [
        test.column.clone().unwrap_or_else(|| "all".to_owned()),
        format_share(test.chi_squared),
        format_count(test.degrees),
        format_p_value(test.p),
    ]
}

fn write_chances(page: &mut Page, found: &Survival, curve: &SurvivalCurve) {
    if curve.at.is_empty() {
        page.table(&step_table(found, curve));
        note_left_out(page, curve.steps.len());
    } else {
        page.table(&asked_table(found, curve));
    }
}

fn asked_table(found: &Survival, curve: &SurvivalCurve) -> Table {
    let level = format_percent(found.level);
    let heads = [found.time.as_str(), "chance", level.as_str(), ""];
    let mut table = Table::new(&heads.map(|head| (head, if head.is_empty() { Align::Left } else { Align::Right })));
    for at in &curve.at {
        let picture = at.survival.map(|p| band_bar(at.low.unwrap_or(p), p, at.high.unwrap_or(p)));
        table.add_cells([
            Cell::from(format_figure(at.time)),
            Cell::from(format_optional_share(at.survival)),
            Cell::from(at.survival.map_or("not observed".to_owned(), |_| format_open_interval(at.low, at.high))),
            Cell::ink(picture.unwrap_or_default()),
        ]);
    }
    table
}

fn step_table(found: &Survival, curve: &SurvivalCurve) -> Table {
    let level = format_percent(found.level);
    let heads = [found.time.as_str(), "at risk", "ended", "censored", "chance", level.as_str(), "hazard", ""];
    let mut table = Table::new(&heads.map(|head| (head, if head.is_empty() { Align::Left } else { Align::Right })));
    for step in spread_lines(curve.steps.len(), MOST_LINES).into_iter().map(|place| &curve.steps[place]) {
        table.add_cells([
            Cell::from(format_figure(step.time)),
            Cell::from(format_count(step.at_risk)),
            Cell::from(format_count(step.events)),
            Cell::from(format_count(step.censored)),
            Cell::from(format_share(step.survival)),
            Cell::from(format_open_interval(step.low, step.high)),
            Cell::from(format_share(step.hazard)),
            Cell::ink(band_bar(step.low.unwrap_or(step.survival), step.survival, step.high.unwrap_or(step.survival))),
        ]);
    }
    table
}
