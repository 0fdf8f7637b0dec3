//! Question 2: what ends the war, and why nothing has yet.

use super::{bargaining, deals, signed};
use crate::drawing::bars::{band_bar, plain_bar};
use crate::vocabulary::{BandedMean, chance_band_or_dash, chances_over_time, end_chances, end_futures, has_bands};
use standoff_lab::forecast::findings::{Findings, ProbabilityAt};
use standoff_prose::numbers::{Chance, UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_months};

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("2 · What ends it?");
    write_ends(page, findings);
    write_ends_over_time(page, findings);
    signed::write_part(page, findings);
    deals::write_part(page, findings);
    bargaining::write_part(page, findings);
}

fn write_ends(page: &mut Page, findings: &Findings) {
    let right = |head: &str| (head.to_owned(), Align::Right);
    let by = format!("share of futures at {}", count_months(findings.horizon_months));
    let mut table = Table::new(&[
        (by, Align::Left),
        (String::new(), Align::Left),
        right("futures"),
        right("chance"),
        right("band"),
        right("median month"),
    ]);
    let told = end_chances(findings).into_iter().zip(end_futures(findings));
    for (end, (number, futures)) in findings.ends.iter().zip(told) {
        let chance = Chance::new(end.p, end.mc_error, findings.runs);
        table.add_cells([
            Cell::from(capitalize(&end.title)),
            Cell::ink(if has_bands(findings) { band_bar(end.low, end.p, end.high) } else { plain_bar(end.p) }),
            Cell::from(futures.short()),
            Cell::from(number),
            Cell::faint(chance_band_or_dash(findings, chance, end.low, end.high)),
            Cell::from(end.median_months.map_or(UNKNOWN.to_owned(), |month| format_rounded(month, 1.0))),
        ]);
    }
    page.table(&table);
}

fn write_ends_over_time(page: &mut Page, findings: &Findings) {
    let (war, told) = (&findings.war_ends, chances_over_time(findings));
    let settled = "Chance of a settlement or a truce that lasts, and holds then";
    write_chances(page, settled, &war.settled_or_quiet, &told.settled);
    write_chances(page, "Chance that there is neither war nor a young truce", &war.fighting_over, &told.fighting_over);
    let months = BandedMean::of_draws(findings, war.restricted_mean).with_band();
    page.text(&format!("Fighting takes {months} of the {} on average.", count_months(findings.horizon_months)));
}

fn write_chances(page: &mut Page, what: &str, chances: &[ProbabilityAt], told: &[String]) {
    let part = |(at, told): (&ProbabilityAt, &String)| format!("{told} at {}", count_months(at.months));
    let parts: Vec<String> = chances.iter().zip(told).map(part).collect();
    if !parts.is_empty() {
        page.text(&format!("{what}: {}.", parts.join(", ")));
    }
}
