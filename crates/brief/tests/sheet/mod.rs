//! Made-up sheets of a made-up war.

use standoff_analysis::options::compare::AppliedLever;
use standoff_analysis::options::frontier::{Frontier, LandRange, OnFrontier, PackageAt, PackageTerms, PostureFrontier};
use standoff_analysis::options::policy::{Dominance, Policies, PolicyMeasure, PolicyOption};
use standoff_analysis::options::robustness::{Better, Regret, Score};
use standoff_brief::findings::Band;
use standoff_lab::ensemble::estimate::Estimate;
use standoff_lab::forecast::provenance::ScenarioName;
use std::collections::BTreeMap;

const ROLES: [(&str, &str); 4] = [
    ("invader", "Redland"),
    ("defender", "Blueland"),
    ("great_power", "United Isles"),
    ("coalition", "Friends of Blueland"),
];

fn scenario() -> ScenarioName {
    ScenarioName {
        name: "river-war".into(),
        title: "War on the river".into(),
        start: "2001-03-04".into(),
        digest: "3f9a1c2b5d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f901122334455667788".into(),
        roles: ROLES.map(|(role, name)| (role.to_owned(), name.to_owned())).into(),
        currency: "ECU".into(),
    }
}

fn about(value: f64, half: f64) -> Estimate {
    Estimate { value, low: Some(value - half), high: Some(value + half) }
}

/// Three options, the four actors and one other measure.
pub fn policies() -> Policies {
    let mut measures: Vec<PolicyMeasure> =
        ROLES.iter().enumerate().map(|(at, (role, name))| card(role, name, 0.1 * at as f64)).collect();
    measures.push(fighting());
    Policies {
        format: 1,
        scenario: scenario(),
        seed: 1,
        version: "0.1.0".into(),
        draws: 32,
        paths: 120,
        tenth: 4,
        failed_draws: 0,
        interrupted: false,
        command: "standoff policy river-war --draws 32 --paths 120 --seed 1".into(),
        options: vec![
            option("none", "Nothing changes"),
            option("bridge", "The bridge opens"),
            option("toll", "A toll"),
        ],
        measures,
        dominance: vec![
            free("none", false, false, 0.02),
            free("bridge", true, true, 1.0),
            free("toll", true, false, 0.4),
        ],
    }
}

fn option(name: &str, title: &str) -> PolicyOption {
    let lever = AppliedLever {
        name: name.into(),
        title: title.into(),
        date: "2001-06-01".into(),
        foreseen: false,
        strength: 1.0,
        note: None,
    };
    let levers = if name == "none" { Vec::new() } else { vec![lever] };
    PolicyOption { name: name.into(), title: title.into(), levers }
}

fn free(option: &str, undominated_worst: bool, undominated_tenth: bool, share: f64) -> Dominance {
    Dominance { option: option.into(), undominated_worst, undominated_tenth, resampled: Some(share) }
}

fn card(role: &str, name: &str, shift: f64) -> PolicyMeasure {
    let figures = [("none", 0.3, 0.2, 16), ("bridge", 0.412, 0.0, 28), ("toll", 0.25, 0.31, 9)];
    PolicyMeasure {
        outcome: format!("value.{role}"),
        title: format!("{name}: what it turned out to be worth, by its own values"),
        unit: "share of its stake".into(),
        role: Some(role.into()),
        actor: Some(name.into()),
        better: Better::More,
        level: 0.45 + shift,
        level_given: false,
        scores: figures.map(|(option, worst, regret, met)| score(option, worst + shift, regret, met, 0.008)).to_vec(),
    }
}

fn fighting() -> PolicyMeasure {
    let figures = [("none", 40.0, 12.0, 10), ("bridge", 31.0, 1.0, 25), ("toll", 31.2, 3.0, 24)];
    PolicyMeasure {
        outcome: "fighting-months".into(),
        title: "months of fighting, within the horizon".into(),
        unit: "months".into(),
        role: None,
        actor: None,
        better: Better::Fewer,
        level: 24.0,
        level_given: true,
        scores: figures.map(|(option, worst, regret, met)| score(option, worst, regret, met, 0.7)).to_vec(),
    }
}

fn score(option: &str, worst: f64, regret: f64, met: usize, noise: f64) -> Score {
    Score {
        option: option.into(),
        worst: about(worst, 2.0 * noise),
        worst_draw: 3,
        worst_tenth: about(worst * 1.05, 4.0 * noise),
        regret: Regret {
            max: regret,
            max_draw: 5,
            max_split_half: Some(regret - noise / 3.0),
            ninety: about(regret * 0.6, 3.0 * noise),
            mean: about(regret * 0.2, noise),
            split_half: Some(about(regret * 0.2 - noise / 5.0, noise)),
            noise: Some(noise / 2.0),
        },
        meets: about(met as f64 / 32.0, 0.16),
        draws_met: met,
        mean: about(worst * 1.4, 5.0 * noise),
        noise: Some(noise),
    }
}

fn band(mean: f64, half: f64) -> Band {
    Band { mean, low: mean - half, high: mean + half }
}

fn by_role(values: [f64; 4], half: f64) -> BTreeMap<String, Band> {
    ROLES.iter().zip(values).map(|((role, _), value)| ((*role).to_owned(), band(value, half))).collect()
}

/// Four packages under two postures.
pub fn frontier() -> Frontier {
    Frontier {
        format: 1,
        scenario: scenario(),
        seed: 1,
        version: "0.1.0".into(),
        draws: 64,
        failed_draws: 0,
        interrupted: false,
        command: "standoff frontier river-war --draws 64 --seed 1".into(),
        held: 0.42,
        truce: false,
        posture_start: "mediating".into(),
        levers: option("toll", "A toll on the river").levers,
        signable_from: 0.1,
        packages: vec![
            terms("ford", "the ford is shared", [0.05, 0.6, 0.5, 0.3, 0.0], [0.52, 0.46, 0.31, 0.44]),
            terms("both-banks", "both banks are ceded by law", [0.5, 0.0, 1.0, 1.0, 1.0], [0.97, -0.05, 0.35, -0.2]),
            terms("mill", "the mill is rebuilt by the great power", [0.0, 0.8, 0.2, 0.2, 0.0], [0.33, 0.68, 0.26, 0.7]),
            Package { ceasefire_first: true, ..terms("truce", "a truce first", [0.0; 5], [0.34, 0.35, 0.0, 0.5]) },
        ],
        postures: vec![posture("mediating", "Mediating", 0.0), posture("out", "Out", -0.1)],
    }
}

type Package = PackageTerms;

fn terms(name: &str, title: &str, issues: [f64; 5], worth: [f64; 4]) -> PackageTerms {
    let [land, guarantee, alignment, relief, form] = issues.map(|issue| band(issue, 0.0));
    PackageTerms {
        package: name.into(),
        title: title.into(),
        ceasefire_first: false,
        land,
        guarantee,
        alignment,
        relief,
        form,
        value: by_role(worth, 0.06),
    }
}

fn posture(name: &str, title: &str, shift: f64) -> PostureFrontier {
    PostureFrontier {
        posture: name.into(),
        title: title.into(),
        gamma: band(0.03 + shift, 0.08),
        some_deal: 0.55,
        land: LandRange { asks: Some(band(0.04, 0.04)), gives: None, overlap: 0.0 },
        deal_per_month: band(0.05, 0.04),
        reservation: by_role([0.6, 0.2, 0.1, 0.3], 0.2),
        packages: vec![
            at("ford", 0.14 + shift / 2.0, 0.45 + shift, [Some((true, 0.7)), Some((false, 0.1))]),
            at("both-banks", 0.001, 0.98, [Some((true, 0.9)), Some((true, 1.0))]),
            at("mill", 0.03, 0.47 + shift, [Some((true, 0.95)), Some((false, 0.0))]),
            at("truce", 0.2, 0.03, [None, None]),
        ],
    }
}

fn at(name: &str, accepted: f64, peace: f64, on: [Option<(bool, f64)>; 2]) -> PackageAt {
    let [defender_frontier, invader_frontier] = on.map(|on| on.map(|(by_means, share)| OnFrontier { by_means, share }));
    let shares =
        |names: &[&str]| names.iter().zip([0.3, 0.6, 0.1, 0.8]).map(|(who, x)| ((*who).to_owned(), x)).collect();
    PackageAt {
        package: name.into(),
        signable: accepted >= 0.1,
        accepted: band(accepted, accepted / 2.0),
        both_prefer: 0.2,
        ratification: band(0.8, 0.15),
        consent: band(0.7, 0.2),
        five_year_peace: band(peace, 0.02),
        refused_by: shares(&["invader", "defender", "public", "coalition"]),
        nobody_refuses: 0.05,
        prefers_going_on: shares(&["invader", "defender", "great_power", "coalition"]),
        gain: by_role([0.05, -0.03, 0.1, 0.001], 0.08),
        defender_frontier,
        invader_frontier,
    }
}
