//! The order: three strains of the alliance, the credibility of guarantees, and what they do to any guarantee.

use crate::document::{Block, Figures, Section, Sentence};
use crate::wording::{between, name_of, percent_of};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::{Findings, OrderAt};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::words::{capitalize, count_months};
use standoff_terminal::vocabulary::{self, BandedMean};

/// Effect of credibility on a guarantee.
const DETERS: &str =
    "A guarantee deters by its strength times this credibility, so even a full treaty is worth no more.";

/// Composes the section; none without both a great power and a coalition, where there is no alliance to strain.
pub fn compose_section(week: &Breakdown) -> Option<Section> {
    let findings = &week.forecast;
    let (first, last) = (findings.order.first()?, findings.order.last()?);
    let mut sentences = credibility_sentences(findings, first, last);
    sentences.push(Sentence::plain(DETERS));
    sentences.extend(guarantee_sentences(week));
    let heading = "The order: what holds the alliance, and what a guarantee is worth".to_owned();
    let blocks = vec![Block::Text(sentences), Block::Table(strain_table(findings)).folded()];
    Some(Section { slug: "order", heading, blocks })
}

fn credibility_sentences(findings: &Findings, first: &OrderAt, last: &OrderAt) -> Vec<Sentence> {
    let at = |order: &OrderAt| BandedMean::of_futures(findings, order.credibility).into_share();
    let (now, then) = (at(first), at(last));
    let after = count_months(last.months);
    let out = percent_of(vocabulary::share_of_cases(findings, last.out, last_contested_futures(findings)));
    let band = between(then.ends());
    let name = name_of(findings, "great_power");
    [
        format!(
            "Guarantees are worth what is believed of them: {} is {} now, on a scale from 0 to 1.",
            name.owning("credibility"),
            now.mean()
        ),
        format!("Where the war goes on for {after} it is then {}, {band} in nine of ten such futures.", then.mean()),
        format!("{} left the alliance by then in {out} of them.", capitalize(&name.with_verb("has"))),
    ]
    .into_iter()
    .map(|words| Sentence::sourced("forecast.order", words))
    .collect()
}

/// Futures that are still contested at the last month shown.
fn last_contested_futures(findings: &Findings) -> f64 {
    findings.paths.last().map_or(1.0, |at| at.contested) * findings.runs as f64
}

/// Effect of guarantees on what is signed; nothing where nothing is signed.
fn guarantee_sentences(week: &Breakdown) -> Vec<Sentence> {
    let signed = &week.forecast.signed;
    let weight: f64 = signed.iter().map(|one| one.share).sum();
    if weight <= 0.0 {
        return Vec::new();
    }
    let mean = |figure: fn(&standoff_lab::forecast::findings::SignedPackage) -> f64| {
        signed.iter().map(|one| one.share * figure(one)).sum::<f64>() / weight
    };
    let findings = &week.forecast;
    let signatures = findings.deals.signatures as f64;
    let share = |of: f64| percent_of(vocabulary::share_of_cases(findings, of, signatures));
    let coalition = name_of(findings, "coalition");
    let delivers = capitalize(&coalition.with_verb("delivers"));
    [
        format!(
            "{delivers} {} parts of a signed deal in {} of cases.",
            coalition.its(),
            share(mean(|one| one.consented))
        ),
        format!("A signed peace lasts five years in {}.", share(mean(|one| one.five_year_peace))),
    ]
    .into_iter()
    .map(|words| Sentence::sourced("forecast.signed", words))
    .collect()
}

fn strain_table(findings: &Findings) -> Figures {
    let share = |value: f64| if value.is_finite() { format_rounded(value, 0.01) } else { UNKNOWN.to_owned() };
    let row = |at: &OrderAt| {
        let credibility = BandedMean::of_futures(findings, at.credibility).into_share();
        vec![
            at.months.to_string(),
            share(at.power_concentration),
            share(at.power_share),
            share(at.cohesion_gap),
            share(at.interest_similarity),
            credibility.mean(),
            credibility.band(),
        ]
    };
    let heads = [
        "Months from the start",
        "concentration of power, 0 many equal to 1 one alone",
        "the great power's part of it",
        "distance of aims, 0 to 1",
        "similarity of interests, −1 opposed to 1 the same",
        "credibility",
        "credibility in nine of ten futures",
    ];
    Figures::new(
        "Three strains on the alliance and the credibility of guarantees, where the war goes on",
        "forecast.order",
        &heads.map(|head| (head, true)),
        findings.order.iter().map(row).collect(),
    )
}
