//! Deals: how likely, at what gain to those who sign, whether they hold, and why the most frequent one is signed.

use super::month_heads::month_heads;
use crate::frame::sheet::format_mean_chance;
use crate::interval::IntervalFigure;
use crate::vocabulary::{self, actor_name, chance_at, chance_band_or_dash, chances_over_time, name_in_sentence};
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::forecast::findings::{Band, DeterrenceAtStart, Findings, MedianBand, ProbabilityAt, WhySigned};
use standoff_prose::numbers::{error_of_mean, format_rounded, step_for_range};
use standoff_prose::page::Page;
use standoff_prose::style::Tone;
use standoff_prose::table::{Cell, Table};
use standoff_prose::words::{capitalize, count_things, format_band, format_signed};

/// Step of gains at a yes: most lie within a few hundredths of a stake, so hundredths would show none of them.
const GAIN_STEP: f64 = 0.001;

pub(crate) fn write_part(page: &mut Page, findings: &Findings) {
    let deals = &findings.deals;
    if deals.signed_by.is_empty() {
        return;
    }
    page.caption("Deals over time");
    let months = deals.signed_by.iter().map(|at| at.months);
    let mut table = Table::new(&month_heads("chance that within so many months", months));
    let told = chances_over_time(findings);
    add_chances(&mut table, findings, "both sides have agreed in principle", (&deals.agreed_by, &told.agreed));
    add_chances(&mut table, findings, "a text has been signed", (&deals.signed_by, &told.signed));
    add_chances(&mut table, findings, "a settlement has taken effect", (&deals.in_effect_by, &told.in_effect));
    add_chances(&mut table, findings, "and has not failed by then", (&deals.holding_by, &told.holding));
    page.table(&table);
    if deals.signatures == 0 {
        return;
    }
    page.text(&losses_sentence(findings));
    page.text(&gambles_sentence(findings));
    if let Some(why) = &deals.why {
        write_why(page, findings, why);
    }
}

fn add_chances(table: &mut Table, findings: &Findings, title: &str, (by, told): (&[ProbabilityAt], &[String])) {
    let chances = told.iter().map(|chance| Cell::from(chance.clone()));
    table.add_cells(std::iter::once(Cell::toned(Tone::Plain, title)).chain(chances));
    let bands =
        by.iter().map(|at| Cell::faint(chance_band_or_dash(findings, chance_at(findings, at), at.low, at.high)));
    table.add_cells(std::iter::once(Cell::faint("  band")).chain(bands));
}

fn losses_sentence(findings: &Findings) -> String {
    let deals = &findings.deals;
    let gain = deals.median_gain.map_or(String::new(), |gain| {
        format!(
            " Of the two signers, the one that gains less gains {} of its stake.",
            format_median(gain, deals.signatures)
        )
    });
    format!(
        "{} took effect. At {} of these signatures a signer would have done better by saying no, where and \
         when it said yes; at {} by more than 1/60 of its stake.{gain}",
        count_things(deals.signatures, "settlement"),
        share_with_interval(findings, deals.at_a_loss.as_ref()),
        share_with_interval(findings, deals.worse_than_sixtieth.as_ref()),
    )
}

fn gambles_sentence(findings: &Findings) -> String {
    let deals = &findings.deals;
    let clusters = if findings.provenance.record.is_some() { "populations of the filter" } else { "draws" };
    format!(
        "At {} both governments signed a text that the public was likelier to reject than not, and it passed. A signed \
         peace holds for five years with a chance of {}. (In brackets: 95 % intervals, {clusters} as clusters.)",
        share_with_interval(findings, deals.gambles.as_ref()),
        share_with_interval(findings, deals.five_year_peace.as_ref()),
    )
}

/// A share of signatures with its interval; where none or all of them are meant, the bound that so many cases allow.
fn share_with_interval(findings: &Findings, share: Option<&Estimate>) -> String {
    match share {
        None => "an unknown share".to_owned(),
        Some(share) if share.value <= 0.0 || share.value >= 1.0 => {
            vocabulary::share_of_cases(findings, share.value, findings.deals.signatures as f64).number()
        }
        Some(share) => IntervalFigure::new("share", share).as_chance().with_ends(),
    }
}

/// "+0.006 (median; 9 of 10 signatures −0.010 to 0.054)".
fn format_median(gain: MedianBand, signatures: usize) -> String {
    let error = error_of_mean(gain.low, gain.high, signatures);
    let step = step_for_range([gain.median, gain.low, gain.high], error).max(GAIN_STEP);
    format!(
        "{} (median; 9 of 10 signatures {})",
        format_signed(gain.median, step),
        format_band(gain.low, gain.high, step)
    )
}

fn write_why(page: &mut Page, findings: &Findings, why: &WhySigned) {
    page.caption(&format!("Why this one most often: {}", capitalize(&why.title)));
    let own = super::signed::signature_count(findings) * why.share;
    let share = |share: f64| vocabulary::share_of_cases(findings, share, own).number();
    let gain = |role: &str| {
        let gain = why.gain.get(role).copied().unwrap_or(f64::NAN);
        format!("{} {}", actor_name(findings, role), format_signed(gain, GAIN_STEP))
    };
    let delivers = match vocabulary::has_role(findings, "coalition") {
        true => format!(" The coalition delivered its part in {}.", share(why.consented)),
        false => String::new(),
    };
    page.text(&format!(
        "It makes up {} of the signatures. What a yes was worth over a no, in shares of the own stake: {}, {}. The vote \
         passed it with a chance of {} on average.{delivers} The war is renewed within a year of signing with a chance of \
         {}; the peace holds for five years with {}.",
        vocabulary::share_of_cases(findings, why.share, super::signed::signature_count(findings)).number(),
        gain("invader"),
        gain("defender"),
        format_computed_chance(why.ratification),
        format_computed_chance(why.hazard_per_year),
        format_computed_chance(why.five_year_peace),
    ));
    if let Some(deterrence) = why.deterrence {
        page.text(&deterrence_sentence(findings, deterrence, &share));
    }
    page.text(&why.otherwise);
}

fn deterrence_sentence(findings: &Findings, deterrence: DeterrenceAtStart, share: &dyn Fn(f64) -> String) -> String {
    let invader = name_in_sentence(&findings.provenance.scenario, "invader");
    let its = invader.its();
    let cost = format!(
        "At the start of these draws, attacking again would cost {invader} {} of {its} stake, the price of starting anew and \
         of an honoured guarantee together",
        format_rounded(deterrence.cost, 0.01)
    );
    if deterrence.needed <= 0.0 {
        return format!(
            "{cost}; the terms are worth more to {invader} than the war that would be renewed, so the peace pays without \
             any deterrence."
        );
    }
    format!(
        "{cost}; from {} on the peace itself pays for {invader}. The first reaches the second at {} of these signatures; \
         below, {} in order to come back.",
        format_rounded(deterrence.needed, 0.01),
        share(deterrence.holds),
        invader.with_verb("signs"),
    )
}

/// A mean chance that was computed, not counted.
fn format_computed_chance(chance: f64) -> String {
    format_mean_chance(Band { mean: chance, low: chance, high: chance }, 1)
}
