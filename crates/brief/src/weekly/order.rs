//! The order: three strains of the alliance, the credibility of guarantees, and what they do to any guarantee.

use crate::document::{Block, Figures, Section, Sentence};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::{Findings, OrderAt};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_terminal::vocabulary::{self, BandedMean};

/// Effect of credibility on a guarantee.
const DETERS: &str =
    "A guarantee deters by its strength times this credibility, so that a full treaty is worth no more than it.";

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let heading = "The order: what holds the alliance, and what a guarantee is worth".to_owned();
    let (Some(first), Some(last)) = (findings.order.first(), findings.order.last()) else {
        let none =
            "Without both a great power and a coalition there is no alliance to strain: the section does not apply.";
        return Section { slug: "order", heading, blocks: vec![Block::Text(vec![Sentence::plain(none)])] };
    };
    let blocks = vec![
        Block::Text(vec![
            credibility_sentence(findings, first, last),
            Sentence::plain(DETERS),
            guarantee_sentence(week),
        ]),
        Block::Table(strain_table(findings)),
    ];
    Section { slug: "order", heading, blocks }
}

fn credibility_sentence(findings: &Findings, first: &OrderAt, last: &OrderAt) -> Sentence {
    let at = |order: &OrderAt| BandedMean::of_futures(findings, order.credibility).into_share();
    let (now, then) = (at(first), at(last));
    Sentence::sourced(
        "forecast.order",
        format!(
            "The credibility of the great power's guarantees ({}) is {} at the start and {} where the war is still contested \
             after {} months; in a share of {} of those futures it is out by then.",
            vocabulary::actor_name(findings, "great_power"),
            now.mean(),
            then.with_band(),
            last.months,
            vocabulary::share_of_cases(findings, last.out, last_contested_futures(findings)).number()
        ),
    )
}

/// Futures that are still contested at the last month shown.
fn last_contested_futures(findings: &Findings) -> f64 {
    findings.paths.last().map_or(1.0, |at| at.contested) * findings.runs as f64
}

/// Effect of guarantees on what is signed.
fn guarantee_sentence(week: &Breakdown) -> Sentence {
    let signed = &week.forecast.signed;
    let weight: f64 = signed.iter().map(|one| one.share).sum();
    if weight <= 0.0 {
        return Sentence::plain("Nothing is signed in these futures, so no guarantee is put to the test.");
    }
    let mean = |figure: fn(&standoff_lab::forecast::findings::SignedPackage) -> f64| {
        signed.iter().map(|one| one.share * figure(one)).sum::<f64>() / weight
    };
    let findings = &week.forecast;
    let signatures = findings.deals.signatures as f64;
    let share = |of: f64| vocabulary::share_of_cases(findings, of, signatures).number();
    Sentence::sourced(
        "forecast.signed",
        format!(
            "Of what is signed, the coalition delivers its parts in a share of {}, and the peace has a chance of {} to last five \
             years.",
            share(mean(|one| one.consented)),
            share(mean(|one| one.five_year_peace))
        ),
    )
}

fn strain_table(findings: &Findings) -> Figures {
    let share = |value: f64| if value.is_finite() { format_rounded(value, 0.01) } else { UNKNOWN.to_owned() };
    let row = |at: &OrderAt| {
        vec![
            at.months.to_string(),
            share(at.power_concentration),
            share(at.power_share),
            share(at.cohesion_gap),
            share(at.interest_similarity),
            BandedMean::of_futures(findings, at.credibility).into_share().with_band(),
        ]
    };
    let heads = [
        "Months from the start",
        "power: concentration",
        "power: the great power's share",
        "cohesion: distance of aims",
        "interests: similarity",
        "credibility (band of futures)",
    ];
    Figures {
        caption: "Three strains, where the war is still contested. Concentration from 0, many equal, to 1, one alone; distance of \
                  aims from 0 to 1; similarity of interests from −1, opposed, to 1, the same"
            .to_owned(),
        from: "forecast.order".to_owned(),
        heads: heads.map(|head| (head.to_owned(), true)).to_vec(),
        rows: findings.order.iter().map(row).collect(),
    }
}
