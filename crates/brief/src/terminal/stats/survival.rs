//! How long things last.

use super::{MOST_LINES, interval, maybe, note_left_out, p_value, page, percent, share, shown};
use crate::chart::band_bar;
use crate::estimates::survival::{Survival, SurvivalCurve};
use crate::estimates::{CoxFit, LogRankTest};
use crate::numbers::{count, figure};
use crate::page::Page;
use crate::style::Style;
use crate::table::{Align, Cell, Table};

/// Survival as a page: groups side by side, then the chance at the times asked for, or the whole table.
pub fn survival(found: &Survival, style: Style) -> String {
    let mut page = page(&format!("How long it lasts · {}", found.time), &found.origin, style);
    page.note(&format!("Ended where {} is 1; otherwise observation stopped before the end.", found.event));
    page.blank();
    page.table(&summary(found));
    for curve in &found.curves {
        page.caption(&format!("Chance to last longer{}", of_group(found, curve)));
        chances(&mut page, found, curve);
    }
    found.log_rank.iter().for_each(|test| comparison(&mut page, test));
    found.cox.iter().for_each(|fit| regression(&mut page, found, fit));
    page.finish()
}

/// ", arm = 1".
fn of_group(found: &Survival, curve: &SurvivalCurve) -> String {
    match (&found.group, &curve.group) {
        (Some(column), Some(group)) => format!(", {column} = {group}"),
        _ => String::new(),
    }
}

fn summary(found: &Survival) -> Table {
    let head = found.group.clone().unwrap_or_default();
    let level = percent(found.level);
    let mut table = Table::new(&[
        (head, Align::Left),
        ("rows".to_owned(), Align::Right),
        ("ended".to_owned(), Align::Right),
        ("censored".to_owned(), Align::Right),
        ("median".to_owned(), Align::Right),
        (level, Align::Right),
        (format!("mean up to {}", figure(found.restricted_to)), Align::Right),
        ("error".to_owned(), Align::Right),
    ]);
    for curve in &found.curves {
        let time = |time: Option<f64>| time.map_or("not reached".to_owned(), figure);
        table.row([
            curve.group.clone().unwrap_or_else(|| "all".to_owned()),
            count(curve.rows),
            count(curve.events),
            count(curve.censored),
            time(curve.median),
            format!("{} to {}", time(curve.median_low), time(curve.median_high)),
            share(curve.restricted_mean),
            share(curve.restricted_mean_error),
        ]);
    }
    table
}

fn comparison(page: &mut Page, test: &LogRankTest) {
    page.caption("Do the groups end at the same rate?");
    let mut table =
        Table::new(&[("group", Align::Left), ("ended", Align::Right), ("if rates were equal", Align::Right)]);
    for group in &test.groups {
        table.row([group.group.clone(), count(group.observed as usize), share(group.expected)]);
    }
    page.table(&table);
    page.text(&format!(
        "Weights {}: chi-squared {} on {}; equal rates give as much with a chance of {}.",
        test.weights,
        share(test.chi_squared),
        test.degrees,
        p_value(test.p),
    ));
}

fn regression(page: &mut Page, found: &Survival, fit: &CoxFit) {
    page.caption("What raises the rate (Cox regression, ties after Efron)");
    let level = percent(found.level);
    let heads = ["column", "ratio of rates", level.as_str(), "coefficient", "error", "p"];
    let mut table = Table::new(&heads.map(|head| (head, if head == "column" { Align::Left } else { Align::Right })));
    for effect in &fit.coefficients {
        table.row([
            effect.column.clone(),
            share(effect.hazard_ratio),
            interval(effect.low, effect.high),
            share(effect.coefficient),
            share(effect.error),
            p_value(effect.p),
        ]);
    }
    page.table(&table);
    page.text(&format!(
        "Log-likelihood {}, without columns {} (chance {}); concordance {}.",
        share(fit.log_likelihood),
        share(fit.null_log_likelihood),
        p_value(fit.p),
        maybe(fit.concordance),
    ));
}

fn chances(page: &mut Page, found: &Survival, curve: &SurvivalCurve) {
    if curve.at.is_empty() {
        page.table(&steps(found, curve));
        note_left_out(page, curve.steps.len());
    } else {
        page.table(&asked(found, curve));
    }
}

fn asked(found: &Survival, curve: &SurvivalCurve) -> Table {
    let level = percent(found.level);
    let heads = [found.time.as_str(), "chance", level.as_str(), ""];
    let mut table = Table::new(&heads.map(|head| (head, if head.is_empty() { Align::Left } else { Align::Right })));
    for at in &curve.at {
        let band = at.low.zip(at.high);
        let picture = at.survival.zip(band).map(|(p, (low, high))| band_bar(low, p, high));
        table.cells([
            Cell::from(figure(at.time)),
            Cell::from(maybe(at.survival)),
            Cell::from(band.map_or("not observed".to_owned(), |(low, high)| interval(low, high))),
            Cell::ink(picture.unwrap_or_default()),
        ]);
    }
    table
}

fn steps(found: &Survival, curve: &SurvivalCurve) -> Table {
    let level = percent(found.level);
    let heads = [found.time.as_str(), "at risk", "ended", "censored", "chance", level.as_str(), "hazard", ""];
    let mut table = Table::new(&heads.map(|head| (head, if head.is_empty() { Align::Left } else { Align::Right })));
    for step in shown(curve.steps.len(), MOST_LINES).into_iter().map(|place| &curve.steps[place]) {
        table.cells([
            Cell::from(figure(step.time)),
            Cell::from(count(step.at_risk)),
            Cell::from(count(step.events)),
            Cell::from(count(step.censored)),
            Cell::from(share(step.survival)),
            Cell::from(interval(step.low, step.high)),
            Cell::from(share(step.hazard)),
            Cell::ink(band_bar(step.low, step.survival, step.high)),
        ]);
    }
    table
}
