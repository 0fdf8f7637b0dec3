//! The bargaining situation at the start, over draws: what packages are worth over going on, and who would stop them and how.

use super::signed::most_signed;
use crate::frame::land::land_words;
use crate::frame::sheet::{format_draw_share, format_mean, format_mean_band, format_mean_chance, format_signed_mean};
use crate::vocabulary::{has_role, roles_taking_part};
use standoff_lab::forecast::findings::{Band, CentralPackage, Findings, MedianBand, Origin, PackageOutlook};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things, format_signed_share, join_list};

/// Columns of a title beside many figures: enough for the longest words of titles on the narrowest page.
const TITLE_COLUMNS: usize = 18;

pub(crate) fn write_part(page: &mut Page, findings: &Findings) {
    let start = &findings.start;
    if start.packages.is_empty() {
        return;
    }
    page.caption(&format!(
        "Bargaining at the start, over {}: gain by a package over going on (0 to 1: from own worst to own best)",
        count_things(start.draws, "draw")
    ));
    page.table(&gain_table(findings));
    page.note(
        "Medians over draws, and the band that holds 9 of 10. \"Central\": with every parameter at its central value and no \
         lasting reasons, one case that says nothing about how likely anything is.",
    );
    write_refusals(page, findings);
    page.text(&stall_test_sentence(findings));
    page.text(&central_sentence(findings));
    page.text(&land_sentence(findings));
}

/// Packages shown: the scenario's drafts, and of the mixtures those that are signed most often.
fn shown_packages(findings: &Findings) -> Vec<&PackageOutlook> {
    let signed = |package: &PackageOutlook| most_signed(findings).iter().any(|one| one.package == package.package);
    let shown = |package: &&PackageOutlook| package.origin == Origin::Draft || signed(package);
    findings.start.packages.iter().filter(shown).collect()
}

fn gain_table(findings: &Findings) -> Table {
    let roles = roles_taking_part(&findings.provenance.scenario);
    let mut heads = vec![("package", Align::Left)];
    heads.extend(roles.iter().map(|(_, word, _)| (*word, Align::Right)));
    let mut table = Table::new(&heads);
    let (start, draws) = (&findings.start, findings.start.draws);
    add_role_rows(
        &mut table,
        findings,
        Cell::faint("(going on is worth)"),
        |role| start.reservation.get(role).copied(),
        |band| format_mean(band, draws),
        |role| start.central.reservation.get(role).map(|value| format_rounded(*value, 0.01)),
    );
    for package in shown_packages(findings) {
        let central = start.central.packages.iter().find(|one| one.package == package.package);
        add_role_rows(
            &mut table,
            findings,
            Cell::from(capitalize(&package.title)),
            |role| package.gain.get(role).map(|gain| band_of_median(*gain)),
            |band| format_signed_mean(band, draws),
            |role| central?.gain.get(role).map(|gain| format_signed_share(*gain)),
        );
    }
    table
}

/// Three rows with a column for each role: the figure over draws, its band, and the figure at the central values.
fn add_role_rows(
    table: &mut Table,
    findings: &Findings,
    title: Cell,
    over_draws: impl Fn(&str) -> Option<Band>,
    format: impl Fn(Band) -> String,
    central: impl Fn(&str) -> Option<String>,
) {
    let roles = roles_taking_part(&findings.provenance.scenario);
    let row = |figure: &dyn Fn(&str) -> Option<String>| {
        roles.iter().map(|(key, ..)| figure(key).unwrap_or(UNKNOWN.to_owned())).collect::<Vec<String>>()
    };
    let figures = row(&|role| over_draws(role).map(&format));
    table.add_cells(std::iter::once(title).chain(figures.into_iter().map(Cell::from)));
    let bands = row(&|role| over_draws(role).map(|band| format_mean_band(band, findings.start.draws)));
    table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands.into_iter().map(Cell::faint)));
    let central = row(&|role| central(role));
    table.add_cells(std::iter::once(Cell::faint("  central")).chain(central.into_iter().map(Cell::faint)));
}

/// A median in the place of a mean: its error is of the same size.
fn band_of_median(gain: MedianBand) -> Band {
    Band { mean: gain.median, low: gain.low, high: gain.high }
}

fn write_refusals(page: &mut Page, findings: &Findings) {
    page.caption("Who would stop it, and how: share of the draws");
    page.table(&refusal_table(findings));
    let hidden = findings.start.packages.len() - shown_packages(findings).len();
    if hidden > 0 {
        page.note(&format!(
            "and {hidden} more: mixtures of drafts, and settlements that follow a ceasefire. --json holds them all."
        ));
    }
    let withholds = if has_role(findings, "coalition") {
        " \"Withholds its part\": the coalition is likelier to keep back what it would have to give than to deliver it."
    } else {
        ""
    };
    page.note(&format!(
        "Three kinds of refusal. \"Prefers going on\": the package is worth less to that belligerent than no signature.\
         {withholds} \"Would not ratify\": the defender's public is likelier to reject it than not. A package is a deal where \
         none of them holds. \"Both accept\", if it is tabled, and \"new attack\", within a year of signing, are mean \
         chances."
    ));
}

fn refusal_table(findings: &Findings) -> Table {
    let coalition = has_role(findings, "coalition");
    let mut heads = vec!["a deal", "invader prefers going on", "defender prefers going on"];
    heads.extend(coalition.then_some("coalition withholds its part"));
    heads.extend(["public would not ratify", "both accept", "new attack"]);
    let heads = heads.into_iter().map(|head| (head, Align::Right));
    let heads: Vec<(&str, Align)> = std::iter::once(("package", Align::Left)).chain(heads).collect();
    let mut table = Table::new(&heads).with_least_words(TITLE_COLUMNS);
    for package in shown_packages(findings) {
        table.add_row(refusal_row(package, findings.start.draws));
    }
    table
}

fn refusal_row(package: &PackageOutlook, draws: usize) -> Vec<String> {
    let share = |share: f64| format_draw_share(share, draws);
    let prefers = |role: &str| share(package.prefers_going_on.get(role).copied().unwrap_or(0.0));
    let mut cells = vec![capitalize(&package.title), share(package.deal), prefers("invader"), prefers("defender")];
    cells.extend(package.withheld.map(share));
    cells.push(share(package.not_ratified));
    cells.extend([package.accepted, package.hazard_per_year].map(format_chance));
    cells
}

/// A mean chance that was computed, not counted.
fn format_chance(chance: f64) -> String {
    format_mean_chance(Band { mean: chance, low: chance, high: chance }, 1)
}

fn stall_test_sentence(findings: &Findings) -> String {
    let (start, draws) = (&findings.start, findings.start.draws);
    format!(
        "Stall test {} (band {}): the best that a package offers, over going on, to whichever belligerent gets less from it; \
         below zero, no tweak of these terms is enough for both. Some package is a deal in {} of the draws; on average {} \
         of {} packages are. Chance that one is signed within the first month: {}.",
        format_signed_mean(start.gamma, draws),
        format_mean_band(start.gamma, draws),
        format_draw_share(start.some_deal, draws),
        format_rounded(start.deals, 0.1),
        start.packages.len(),
        format_chance(start.deal_per_month),
    )
}

fn central_sentence(findings: &Findings) -> String {
    let central = &findings.start.central;
    let deals: Vec<String> =
        central.packages.iter().filter(|package| package.deal).map(|package| title_of(findings, package)).collect();
    let deals = match deals.len() {
        0 => "no package is a deal".to_owned(),
        1..=3 => format!("these are deals: {}", join_list(&deals)),
        many => format!("{many} of {} packages are deals", central.packages.len()),
    };
    format!(
        "At the central values, without lasting reasons, the stall test is {} and {deals}.",
        format_signed_share(central.gamma)
    )
}

fn title_of(findings: &Findings, package: &CentralPackage) -> String {
    let outlook = findings.start.packages.iter().find(|one| one.package == package.package);
    outlook.map_or(package.package.clone(), |outlook| outlook.title.clone())
}

fn land_sentence(findings: &Findings) -> String {
    let (start, scenario) = (&findings.start, &findings.provenance.scenario);
    let [asks, gives] = land_words(scenario, start.land, start.draws);
    format!("Land beyond the line in the packages each prefers to going on: {asks}; {gives}.")
}
