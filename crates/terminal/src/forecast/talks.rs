//! The pattern of talks: how often, with what result, and what stalls them.

use crate::drawing::bars::plain_bar;
use crate::vocabulary::{BandedMean, share_of_cases};
use standoff_lab::forecast::findings::{Findings, Share};
use standoff_prose::numbers::format_two_digits;
use standoff_prose::page::Page;
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, format_signed_share};

pub(crate) fn write_section(page: &mut Page, findings: &Findings) {
    let talks = &findings.talks;
    page.heading("The pattern of talks");
    let year = BandedMean::of_futures(findings, talks.rounds_12_months).with_band();
    let all = BandedMean::of_futures(findings, talks.rounds).with_band();
    page.text(&format!(
        "Rounds in the next 12 months: {year}. Rounds until the war ends or {} months pass: {all}. (Bands: 9 of 10 futures.)",
        findings.horizon_months
    ));
    page.text(&format!(
        "Of the rounds without a deal, {} end in \"yes, but\" rather than in an open no.",
        share_of_cases(findings, talks.yes_but, rounds_in_all_futures(findings)).number()
    ));
    page.text(&motion_sentence(findings));
    write_shares(page, findings, "How rounds end", &talks.results);
    write_shares(page, findings, "On which track", &talks.tracks);
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

fn write_stall(page: &mut Page, findings: &Findings) {
    if findings.talks.stall.is_empty() {
        return;
    }
    page.caption("What stalls a deal at the start: one mechanism switched off at a time");
    let right = |head: &'static str| (head, Align::Right);
    let heads = [
        ("switched off", Align::Left),
        right("stall test"),
        right("packages both prefer"),
        right("chance of a deal a month"),
    ];
    let mut table = Table::new(&heads);
    for one in &findings.talks.stall {
        let name = if one.without == "none" { "nothing: the war as it is" } else { mechanism_words(&one.without) };
        let chance = if one.deal_per_month < 0.005 {
            "<0.005".to_owned()
        } else {
            standoff_prose::numbers::format_rounded(one.deal_per_month, 0.01)
        };
        table.add_row([name.to_owned(), format_signed_share(one.gamma), one.deals.to_string(), chance]);
    }
    page.table(&table);
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
        "noise" => "noise (off: choices are four times as sharp)",
        other => other,
    }
}
