//! Reports of a state: every density sums or integrates to one, simulated reports follow it, the true state explains
//! them best, and what is not believed says nothing.

use crate::report_cases::{
    BLIND, Case, DISCRETE, SCALES, SMALLEST_BN, SURE, Scale, all_hostilities, cases, first, instruments, losses,
    one_of_each, postures, reading, second, simulated, world,
};
use standoff_num::Draws;
use standoff_world::actors::roles::Side;
use standoff_world::record::{Aid, Hostilities, Losses, Report, Scene, Trust};
use standoff_world::state::Regime;
use standoff_world::war::World;

/// Chances of `count` bins of a scale of equal width, each from 500 points; what is read as none stands in the first.
fn bin_chances(scene: &Scene<'_>, scale: &Scale, confidence: f64, count: usize) -> Vec<f64> {
    let [low, high] = scale.room;
    let width = (high - low) / (500 * count) as f64;
    let density = |value: f64| scene.log_density(&(scale.report)(value, confidence)).exp();
    let bin = |bin: usize| (0..500).map(|k| density(low + width * ((500 * bin + k) as f64 + 0.5)) * width).sum();
    let mut bins: Vec<f64> = (0..count).map(bin).collect();
    if scale.name == "aid" {
        bins[0] += density(0.0) * SMALLEST_BN;
    }
    bins
}

/// Pearson's statistic of counts against chances, with bins of fewer than five expected counts put together, and the
/// number of bins that are left.
fn pearson(counts: &[f64], chances: &[f64]) -> (f64, usize) {
    let total: f64 = counts.iter().sum();
    let (mut statistic, mut bins, mut rest) = (0.0, 0, (0.0, 0.0));
    for (count, chance) in counts.iter().zip(chances) {
        rest = (rest.0 + count, rest.1 + chance * total);
        if rest.1 >= 5.0 {
            statistic += (rest.0 - rest.1) * (rest.0 - rest.1) / rest.1;
            (bins, rest) = (bins + 1, (0.0, 0.0));
        }
    }
    // What is expected hardly ever and still found counts in full.
    (statistic + (rest.0 - rest.1) * (rest.0 - rest.1) / rest.1.max(1.0), bins + 1)
}

/// Checks counts against chances at p = 1e-6 for each test, by the approximation of Wilson and Hilferty.
fn assert_fits(counts: &[f64], chances: &[f64], what: &str) {
    let (statistic, bins) = pearson(counts, chances);
    let freedom = bins as f64 - 1.0;
    let normal = |freedom: f64| 1.0 - 2.0 / (9.0 * freedom) + 4.75 * (2.0 / (9.0 * freedom)).sqrt();
    let most = freedom.max(1.0) * normal(freedom.max(1.0)).powi(3);
    assert!(statistic < most, "{what}: {statistic} against {most} from {counts:?} for {chances:?}");
}

/// Chances of readings. A false report of whether there is fighting is weighed by how seldom there is one, whatever it says.
fn chances(scene: &Scene<'_>, name: &str, all: &[Report]) -> Vec<f64> {
    let chances: Vec<f64> = all.iter().map(|report| scene.log_density(report).exp()).collect();
    if name != "hostilities" || scene.trust.calm {
        return chances;
    }
    let rumour = 1.0 - (1.0 - scene.world.war.reporting.rumours).powf(scene.months);
    assert!(chances.iter().all(|chance| (chance - rumour).abs() < 1e-12), "{chances:?} and {rumour}");
    vec![1.0 / all.len() as f64; all.len()]
}

/// Who is told with nine parts in ten that a ceasefire is in force, and thought it as likely as a false report of one, holds
/// it for nine parts in ten likely afterwards.
#[test]
fn a_ceasefire_is_believed_as_far_as_its_report() {
    let world = world();
    let mut war = first(&world);
    war.state.regime = Regime::War;
    let mut truce = war.clone();
    truce.state.regime = Regime::Truce { quiet_months: 0.1 };
    let report = &all_hostilities(1.0)[1];
    let rumour = 1.0 - (1.0 - world.war.reporting.rumours).powf(war.scene(&world).months);
    let chance = |case: &Case| {
        let heard = |calm| {
            let scene = case.scene(&world);
            Scene { trust: Trust { calm, ..scene.trust }, ..scene }.log_density(report).exp()
        };
        0.9 * heard(true) + 0.1 * heard(false)
    };
    let (prior, missed) = (rumour / (1.0 + rumour), world.war.reporting.missed);
    let odds = prior * chance(&truce) / ((1.0 - prior) * chance(&war));
    let expected = (0.9 * (1.0 - missed) + 0.1 * rumour) / 0.1;
    assert!((odds / expected - 1.0).abs() < 1e-9 && (odds / (1.0 + odds) - 0.9).abs() < 0.01, "{odds}");
}

#[test]
fn chances_of_discrete_readings_sum_to_one() {
    let world = world();
    for (place, case) in cases(&world).iter().enumerate() {
        for (name, all) in DISCRETE {
            for confidence in [0.0, SURE, 1.0] {
                let sum: f64 = chances(&case.scene(&world), name, &all(confidence)).iter().sum();
                assert!((sum - 1.0).abs() < 1e-12, "{name} in case {place} at {confidence}: {sum}");
            }
        }
    }
}

#[test]
fn densities_of_continuous_readings_integrate_to_one() {
    let world = world();
    for (place, case) in cases(&world).iter().enumerate() {
        for scale in &SCALES {
            for confidence in [0.0, SURE, 1.0] {
                let sum: f64 = bin_chances(&case.scene(&world), scale, confidence, 40).iter().sum();
                assert!((sum - 1.0).abs() < 2e-3, "{} in case {place} at {confidence}: {sum}", scale.name);
            }
        }
    }
}

#[test]
fn simulated_discrete_readings_follow_their_chances() {
    let world = world();
    for (place, case) in cases(&world).iter().enumerate() {
        let scene = case.scene(&world);
        for (name, all) in DISCRETE {
            for confidence in [0.0, SURE, 1.0] {
                let all = all(confidence);
                let mut counts = vec![0.0; all.len()];
                for report in simulated(&scene, &all[0]) {
                    let found = all.iter().position(|one| *one == report);
                    counts[found.unwrap_or_else(|| panic!("{name}: {report:?}"))] += 1.0;
                }
                let chances = chances(&scene, name, &all);
                assert_fits(&counts, &chances, &format!("{name} in case {place} at {confidence}"));
            }
        }
    }
}

#[test]
fn simulated_continuous_readings_follow_their_densities() {
    let world = world();
    for (place, case) in cases(&world).iter().enumerate() {
        let scene = case.scene(&world);
        for scale in &SCALES {
            for confidence in [0.0, SURE, 1.0] {
                let chances = bin_chances(&scene, scale, confidence, 40);
                let mut counts = vec![0.0; 40];
                for report in simulated(&scene, &(scale.report)(scale.room[0], confidence)) {
                    let [low, high] = scale.room;
                    let share = ((scale.value)(&report) - low) / (high - low);
                    assert!((-1e-9..=1.0).contains(&share), "{} says {report:?}", scale.name);
                    counts[((share * 40.0) as usize).min(39)] += 1.0;
                }
                assert_fits(&counts, &chances, &format!("{} in case {place} at {confidence}", scale.name));
            }
        }
    }
}

/// The average of the log density over reports that a state makes is highest in that state (Gibbs' inequality), by more
/// than four standard errors. Left out is whether there is fighting: what is told of a truce is impossible in a war.
#[test]
fn the_true_state_explains_its_reports_best() {
    let world = world();
    let both = [first(&world), second(&world)];
    for (truth, other) in [(0, 1), (1, 0)] {
        let [truth, other] = [truth, other].map(|place: usize| both[place].scene(&world));
        for (name, like) in one_of_each(SURE).into_iter().filter(|(name, _)| *name != "hostilities") {
            let gaps: Vec<f64> = simulated(&truth, &like)
                .map(|report| truth.log_density(&report) - other.log_density(&report))
                .collect();
            let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
            let variance = gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / gaps.len() as f64;
            assert!(mean > 4.0 * (variance / gaps.len() as f64).sqrt(), "{name}: {mean} with variance {variance}");
        }
    }
}

/// Kinds of readings that carry their own confidence.
const DOUBTED: [&str; 7] = ["answers", "drafts", "stances", "area", "aid", "losses", "opinion"];

#[test]
fn a_report_that_is_surely_false_says_nothing() {
    let world = world();
    let cases = cases(&world);
    for (name, like) in one_of_each(0.0).into_iter().filter(|(name, _)| DOUBTED.contains(name)) {
        let said: Vec<(u64, Report)> = cases
            .iter()
            .map(|case| {
                let scene = case.scene(&world);
                (scene.log_density(&like).to_bits(), scene.simulate(&like, &Draws::new(2, 3, 4)))
            })
            .collect();
        assert!(said.iter().all(|one| *one == said[0]), "{name}: {said:?}");
    }
}

#[test]
fn what_is_not_believed_says_nothing() {
    let world = world();
    let [one, other] = [first(&world), second(&world)].map(|case| Case { trust: BLIND, ..case });
    for (name, all) in [DISCRETE[1], DISCRETE[2], DISCRETE[5]] {
        for mut report in all(1.0) {
            let same = |report: &Report| {
                let [one, other] = [&one, &other].map(|case| case.scene(&world).log_density(report));
                (one == other).then_some(one)
            };
            assert!(same(&report).is_some(), "{name}: {report:?}");
            hush(&mut report);
            assert_eq!(same(&report), Some(0.0), "{name}: {report:?}");
        }
    }
}

/// The same, carried on from an earlier step.
fn hush(report: &mut Report) {
    report.hostilities.iter_mut().for_each(|standing| standing.fresh = false);
    report.posture.iter_mut().for_each(|standing| standing.fresh = false);
    report.instruments.iter_mut().for_each(|standing| standing.fresh = false);
}

/// Silence is the rule while things stand as they were last reported, and has the chance that a change goes unreported
/// where they do not.
#[test]
fn silence_weighs_by_what_would_have_been_reported() {
    let world = world();
    let reporting = &world.war.reporting;
    let (first, second) = (first(&world), second(&world));
    let unreported = [
        (all_hostilities(1.0).swap_remove(0), reporting.missed),
        (postures(1.0).swap_remove(0), 1.0 - reporting.posture_clarity),
        (instruments(1.0).swap_remove(0), 1.0 - reporting.instrument_clarity),
    ];
    for (mut report, chance) in unreported {
        hush(&mut report);
        assert_eq!(first.scene(&world).log_density(&report), 0.0);
        assert!((second.scene(&world).log_density(&report).exp() - chance).abs() < 1e-12, "{report:?}");
    }
}

#[test]
fn a_truce_that_is_told_as_such_rules_out_fighting() {
    let world = world();
    let truce = &all_hostilities(1.0)[1];
    assert_eq!(first(&world).scene(&world).log_density(truce), f64::NEG_INFINITY);
    assert!(second(&world).scene(&world).log_density(truce) > -0.1);
}

/// A truce that has lasted is still a truce in reports; a war that one side has won is not.
#[test]
fn a_truce_that_has_lasted_is_reported_as_a_truce() {
    let world = world();
    let mut case = second(&world);
    for (regime, calm) in [(Regime::Frozen, Hostilities::Truce), (Regime::Over, Hostilities::Over)] {
        case.state.regime = regime;
        assert_eq!(case.scene(&world).hostilities(), calm);
    }
}

/// A report with everything in it.
fn whole() -> Report {
    let mut whole = Report::default();
    for (_, part) in one_of_each(SURE) {
        whole.meetings = whole.meetings.or(part.meetings);
        whole.hostilities = whole.hostilities.or(part.hostilities);
        whole.posture = whole.posture.or(part.posture);
        whole.answers.extend(part.answers);
        whole.drafts.extend(part.drafts);
        whole.instruments.extend(part.instruments);
        whole.stances.extend(part.stances);
        whole.areas.extend(part.areas);
        whole.aid.extend(part.aid);
        whole.losses.extend(part.losses);
        whole.opinions.extend(part.opinions);
    }
    whole
}

#[test]
fn readings_are_independent_given_the_state() {
    let world = world();
    let case = first(&world);
    let scene = case.scene(&world);
    let parts: f64 = one_of_each(SURE).iter().map(|(_, part)| scene.log_density(part)).sum();
    assert!((scene.log_density(&whole()) - parts).abs() < 1e-9, "{parts}");
    assert_eq!(scene.log_density(&Report::default()), 0.0);
}

#[test]
fn a_reading_more_disturbs_no_other() {
    let world = world();
    let case = first(&world);
    let scene = case.scene(&world);
    let draws = Draws::new(4, 5, 6);
    let simulated = scene.simulate(&whole(), &draws);
    assert_eq!(scene.simulate(&Report::default(), &draws), Report::default());
    for scale in &SCALES {
        let alone = scene.simulate(&(scale.report)(0.5 * scale.room[1], SURE), &draws);
        assert_eq!((scale.value)(&alone).to_bits(), (scale.value)(&simulated).to_bits(), "{}", scale.name);
    }
    let mut more = whole();
    more.areas.extend(reading(1.0, 0.5));
    more.aid.insert(0, more.aid[0].clone());
    let more = scene.simulate(&more, &draws);
    assert_eq!((&more.areas[0], &more.opinions), (&simulated.areas[0], &simulated.opinions));
}

/// The area is that of the scenario's start and a step's worth for each step since; a step farther is a step's worth more.
#[test]
fn area_and_aid_are_those_of_the_state() {
    let world = world();
    let (first, second) = (first(&world), second(&world));
    assert_eq!(first.scene(&world).area_km2(), 100_000.0);
    assert_eq!(second.scene(&world).area_km2(), 100_000.0 + 2.0 * world.war.front.area_per_step);
    // Where the scenario does not state the area at the start, it is the stake that the invader held.
    let mut unstated = world.war.clone();
    unstated.record.area = 0.0;
    let held = unstated.front.area_per_step * unstated.front_start as f64;
    let unstated = World::new(unstated);
    assert_eq!(first.scene(&unstated).area_km2(), held);
    let all = Aid { members: vec![0, 1], months: 3.0, amount_bn: 0.0 };
    let yearly: f64 = first.state.coalition.aid_rate_bn.iter().sum();
    assert!((first.scene(&world).delivered_bn(&all) - yearly / 4.0).abs() < 1e-12);
    // Who blocks gives nothing.
    assert!((second.scene(&world).delivered_bn(&all) - second.state.coalition.aid_rate_bn[1] / 4.0).abs() < 1e-12);
}

/// With no losses in a truce, a report of losses speaks against the truce; it does not leave it out of the weighing.
#[test]
fn losses_where_nobody_is_lost_are_a_false_report() {
    let mut war = world().war;
    war.costs.truce_share = 0.0;
    let world = World::new(war);
    let mut case = first(&world);
    let report = losses((900.0f64).ln(), 0.9);
    let fighting = case.scene(&world).log_density(&report);
    case.state.regime = Regime::Truce { quiet_months: 1.0 };
    let quiet = case.scene(&world).log_density(&report);
    assert!(quiet.is_finite() && quiet < fighting, "{quiet} against {fighting}");
}

/// A month of few losses speaks for states in which the months cost less, and for those whose front has hardly moved.
#[test]
fn losses_are_read_by_what_the_state_makes_of_them() {
    let mut world = world();
    (world.war.costs.follows, world.war.costs.month_spread) = (0.3, 0.2);
    let few = Losses { side: Side::Invader, months: 1.0, people: 25.0 };
    let report = Report { losses: reading(few, SURE), ..Report::default() };
    let density = |fighting: f64, score: f64| {
        let mut case = first(&world);
        (case.state.fighting, case.state.loss_score) = (fighting, Some(score));
        case.scene(&world).log_density(&report)
    };
    assert!(density(1.0, -2.0) > density(1.0, 0.0) && density(1.0, 0.0) > density(1.0, 2.0));
    assert!(density(0.2, 0.0) > density(1.0, 0.0));
}
