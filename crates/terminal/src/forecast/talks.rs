//! The pattern of talks: how often, with what result, and what stalls them.

use super::month_heads::month_heads;
use crate::drawing::bars::plain_bar;
use crate::frame::sheet::format_mean_chance;
use crate::vocabulary::{BandedMean, share_of_cases, tell_chances};
use standoff_lab::forecast::findings::{Band, Findings, PairedDifference, Share, Stall, StallEffect};
use standoff_prose::numbers::{format_rounded, format_two_digits};
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_months, format_signed, next_months};

/// Step of differences between chances a month, many of which are small.
const DIFFERENCE_STEP: f64 = 0.001;

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    let talks = &findings.talks;
    page.heading("The pattern of talks");
    let near = BandedMean::of_futures(findings, talks.rounds_near.rounds).with_band();
    let all = BandedMean::of_futures(findings, talks.rounds).with_band();
    page.text(&format!(
        "Rounds in {}: {near}. Rounds until the war ends or {} pass: {all}. (Bands: 9 of 10 futures.)",
        next_months(talks.rounds_near.months),
        count_months(findings.horizon_months)
    ));
    page.text(&format!(
        "Of the rounds without a deal, {} end in \"yes, but\" rather than in an open no.",
        share_of_cases(findings, talks.yes_but, rounds_in_all_futures(findings)).number()
    ));
    page.text(&motion_sentence(findings));
    write_shares(page, findings, "How rounds end", &talks.results);
    write_shares(page, findings, "On which track", &talks.tracks);
    write_limited_truces(page, findings);
    write_stall(page, findings);
}

/// Rounds seen in all futures together.
fn rounds_in_all_futures(findings: &Findings) -> f64 {
    findings.talks.rounds.mean * findings.runs as f64
}

fn motion_sentence(findings: &Findings) -> String {
    let talks = &findings.talks;
    format!(
        "Motion without movement: drafts travel {} steps of an issue a year, {} for each step that the last draft lies \
         from the first.",
        format_two_digits(talks.draft_motion),
        format_two_digits(talks.motion_without_movement)
    )
}

fn write_shares(page: &mut Page, findings: &Findings, caption: &str, shares: &[Share]) {
    if shares.is_empty() {
        return;
    }
    page.caption(&format!("{caption}: share of rounds"));
    let mut table = Table::new(&[("", Align::Left), ("", Align::Left), ("", Align::Right)]);
    for one in shares {
        let share = share_of_cases(findings, one.share, rounds_in_all_futures(findings)).number();
        table.add_cells([Cell::from(capitalize(&one.name)), Cell::ink(plain_bar(one.share)), Cell::from(share)]);
    }
    page.table(&table);
}

/// Chances of a limited truce by kind, where the scenario names any.
fn write_limited_truces(page: &mut Page, findings: &Findings) {
    let kinds = &findings.talks.limited_truces;
    let Some(first) = kinds.first().filter(|kind| !kind.by.is_empty()) else { return };
    page.caption("Limited truces: share of futures in which one has begun within so many months");
    let mut table = Table::new(&month_heads("", first.by.iter().map(|at| at.months)));
    for kind in kinds {
        let chances = tell_chances(findings, &kind.by).into_iter().map(Cell::from);
        table.add_cells(std::iter::once(Cell::from(capitalize(&kind.title))).chain(chances));
    }
    page.table(&table);
    page.note("They stop one kind of fighting for a time: not the front, and they are no ceasefire.");
}

/// What each mechanism does to deals, over draws.
fn write_stall(page: &mut Page, findings: &Findings) {
    let stall = &findings.talks.stall;
    if stall.is_empty() {
        return;
    }
    page.caption("What each mechanism does to deals at the start: one switched off at a time");
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("switched off", Align::Left),
        right("packages that are deals"),
        right("deal within a month"),
        right("change"),
        ("", Align::Left),
    ];
    let mut table = Table::new(&heads);
    stall.iter().for_each(|one| table.add_row(stall_row(one)));
    page.table(&table);
    page.note(&stall_legend(stall));
}

fn stall_row(one: &Stall) -> [String; 5] {
    let name = if one.without == "none" { "nothing: the war as it is" } else { mechanism_words(&one.without) };
    let chance = Band { mean: one.deal_per_month, low: one.deal_per_month, high: one.deal_per_month };
    [
        name.to_owned(),
        format_rounded(one.deals, 0.1),
        format_mean_chance(chance, one.draws),
        one.deal_per_month_difference.map_or(String::new(), format_difference),
        effect_words(one.effect).to_owned(),
    ]
}

/// "+0.089 (0.030)".
fn format_difference(difference: PairedDifference) -> String {
    let mean = format_signed(difference.mean, DIFFERENCE_STEP);
    match difference.error {
        Some(error) => format!("{mean} ({})", format_rounded(error, DIFFERENCE_STEP)),
        None => mean,
    }
}

fn effect_words(effect: StallEffect) -> &'static str {
    match effect {
        StallEffect::AsItIs => "",
        StallEffect::Obstacle => "an obstacle: deals are likelier without it",
        StallEffect::DealsRarer => "deals are rarer without it",
        StallEffect::WithinError => "changes nothing beyond error",
    }
}

fn stall_legend(stall: &[Stall]) -> String {
    let draws = |off: bool| stall.iter().find(|one| (one.without != "none") == off).map_or(0, |one| one.draws);
    format!(
        "Means over draws: the first row over all {}, the others over {} of them. \"Change\": of the chance of a deal within \
         a month, against the same draws with the mechanism; in brackets one standard error. Only a mechanism without which \
         deals are likelier by more than two errors is called an obstacle.",
        draws(false),
        draws(true)
    )
}

/// A mechanism in words.
fn mechanism_words(name: &str) -> &str {
    match name {
        "disagreement" => "disagreement (off: both sides judge odds and stamina alike)",
        "durability" => "durability (off: a signed peace is taken to hold)",
        "waiting" => "waiting (off: nobody expects postures or coverage to move)",
        "agency" => "agency (off: leaders bear the whole cost of the war)",
        "veto" => "veto (off: nothing is withheld, no law bars cession)",
        "ratification" => "ratification (off: a signature is enough)",
        "agenda" => "agenda (off: any draft may follow any other)",
        other => other,
    }
}
