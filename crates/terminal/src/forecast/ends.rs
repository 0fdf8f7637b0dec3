//! Question 2: what ends the war, and why nothing has yet.

use crate::drawing::bars::band_bar;
use crate::vocabulary::{self, BandedMean, ROLES, actor_name, format_chance_band, roles_taking_part};
use standoff_lab::forecast::findings::{Blockers, Findings};
use standoff_prose::numbers::{Chance, UNKNOWN, format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, format_signed_share, join_list};

/// Most packages shown.
const PACKAGES: usize = 12;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    page.heading("2 · What ends it?");
    write_ends(page, findings);
    write_ends_over_time(page, findings);
    write_signed_packages(page, findings);
    write_bargaining(page, findings);
}

fn write_ends(page: &mut Page, findings: &Findings) {
    let right = |head: &str| (head.to_owned(), Align::Right);
    let by = format!("share of futures at {} months", findings.horizon_months);
    let mut table = Table::new(&[
        (by, Align::Left),
        (String::new(), Align::Left),
        right("futures"),
        right("chance"),
        right("band"),
        right("median month"),
    ]);
    for end in &findings.ends {
        let chance = Chance::new(end.p, end.mc_error, findings.runs);
        table.add_cells([
            Cell::from(capitalize(&end.title)),
            Cell::ink(band_bar(end.low, end.p, end.high)),
            Cell::from(chance.futures().short()),
            Cell::from(chance.number()),
            Cell::faint(format_chance_band(chance, end.low, end.high)),
            Cell::from(end.median_months.map_or(UNKNOWN.to_owned(), |month| format_rounded(month, 1.0))),
        ]);
    }
    page.table(&table);
}

fn write_ends_over_time(page: &mut Page, findings: &Findings) {
    let war = &findings.war_ends;
    let part = |at: &standoff_lab::forecast::findings::ProbabilityAt| {
        format!("{} by {} months", Chance::new(at.p, at.mc_error, findings.runs).number(), at.months)
    };
    let parts: Vec<String> = war.settled_or_quiet.iter().map(part).collect();
    if !parts.is_empty() {
        page.text(&format!("Chance of a settlement or a truce that lasted: {}.", parts.join(", ")));
    }
    let months = BandedMean::of_draws(findings, war.restricted_mean).with_band();
    page.text(&format!("Fighting takes {months} of the {} months on average.", findings.horizon_months));
}

fn write_signed_packages(page: &mut Page, findings: &Findings) {
    if findings.signed.is_empty() {
        page.text("No package was signed in any future.");
        return;
    }
    page.caption("What was signed, and how long such a peace lasts");
    let right = |head: &'static str| (head, Align::Right);
    let mut table = Table::new(&[
        ("package", Align::Left),
        right("share of signatures"),
        right("peace holds 5 years"),
        right("coalition delivers"),
        right("beyond red lines"),
    ]);
    let signatures = findings.runs as f64 * vocabulary::settled_share(findings);
    for package in &findings.signed {
        let mut cells = vec![Cell::from(capitalize(&package.title)), share_cell(findings, package.share, signatures)];
        let own = signatures * package.share;
        cells.extend(
            [package.five_year_peace, package.consented, package.beyond].map(|value| share_cell(findings, value, own)),
        );
        table.add_cells(cells);
    }
    page.table(&table);
    page.note("The last three columns are shares of the signatures of that package.");
}

fn share_cell(findings: &Findings, share: f64, cases: f64) -> Cell {
    Cell::from(vocabulary::share_of_cases(findings, share, cases).number())
}

/// The bargaining situation at the start.
fn write_bargaining(page: &mut Page, findings: &Findings) {
    let start = &findings.start;
    if start.blockers.is_empty() {
        return;
    }
    page.caption("Bargaining at the start: gain by a package over going on (0 to 1: from own worst to own best)");
    page.table(&package_table(findings));
    if start.blockers.len() > PACKAGES {
        page.note(&format!("and {} more packages", start.blockers.len() - PACKAGES));
    }
    page.note("\"Ratified\" and \"both accept\" are chances; \"new attack\" is the hazard a year after signing.");
    page.text(&stall_test_sentence(findings));
    page.text(&land_range_sentence(findings));
}

fn package_table(findings: &Findings) -> Table {
    let roles = roles_taking_part(&findings.provenance.scenario);
    let mut heads = vec![("package", Align::Left)];
    heads.extend(roles.iter().map(|(_, word, _)| (*word, Align::Right)));
    heads.extend(["ratified", "both accept", "new attack"].map(|head| (head, Align::Right)));
    let mut table = Table::new(&heads);
    let worth = roles.iter().map(|(key, ..)| format_optional(findings.start.reservation.get(*key).copied()));
    table.add_cells(std::iter::once(Cell::faint("(going on is worth)")).chain(worth.map(Cell::faint)));
    for package in findings.start.blockers.iter().take(PACKAGES) {
        table.add_cells(package_row(findings, package));
        table.add_cells([Cell::faint(format!("  blocked by {}", blocker_words(package)))]);
    }
    table
}

fn package_row(findings: &Findings, package: &Blockers) -> Vec<Cell> {
    let gains =
        roles_taking_part(&findings.provenance.scenario).into_iter().map(|(key, ..)| package.gain.get(key).copied());
    let gains = gains.map(|gain| Cell::from(gain.map_or(UNKNOWN.to_owned(), format_signed_share)));
    let chances = [package.ratification, package.accepted].map(|chance| Cell::from(format_rounded(chance, 0.01)));
    let mut cells = vec![Cell::from(capitalize(&package.title))];
    cells.extend(gains.chain(chances));
    cells.push(Cell::from(format_hazard(package.hazard_per_year)));
    cells
}

fn format_hazard(hazard: f64) -> String {
    if hazard < 0.0005 { "<0.001".to_owned() } else { format_two_digits(hazard) }
}

fn blocker_words(package: &Blockers) -> String {
    let word =
        |who: &String| ROLES.iter().find(|(key, _)| key == who).map_or(who.clone(), |(_, word)| (*word).to_owned());
    match package.by.len() {
        0 => "nobody".to_owned(),
        _ => join_list(&package.by.iter().map(word).collect::<Vec<String>>()),
    }
}

fn format_optional(value: Option<f64>) -> String {
    value.map_or(UNKNOWN.to_owned(), |value| format_rounded(value, 0.01))
}

fn stall_test_sentence(findings: &Findings) -> String {
    let start = &findings.start;
    let deals = match start.deals.len() {
        0 => "No package is better for both than going on".to_owned(),
        _ => format!("Better for both than going on: {}", deal_titles(findings)),
    };
    format!(
        "Stall test {}: the best that a package offers, over going on, to whichever belligerent gets less from it; below \
         zero, no tweak of these drafts is enough for both. {deals}.",
        format_signed_share(start.gamma)
    )
}

fn deal_titles(findings: &Findings) -> String {
    let start = &findings.start;
    let title = |name: &String| {
        start.blockers.iter().find(|one| one.package == *name).map_or(name.clone(), |one| one.title.clone())
    };
    start.deals.iter().map(title).collect::<Vec<String>>().join("; ")
}

fn land_range_sentence(findings: &Findings) -> String {
    let [asks, gives] = findings.start.land_range;
    let part = |role: &str, verb: &str, share: Option<f64>| match share {
        Some(share) => format!("{} {verb} {} of the stake", actor_name(findings, role), format_rounded(share, 0.01)),
        None => format!("{} accepts no package as it stands", actor_name(findings, role)),
    };
    let (asks, gives) = (part("invader", "asks at least", asks), part("defender", "gives at most", gives));
    format!("Land beyond the line in the packages each accepts: {asks}; {gives}.")
}
