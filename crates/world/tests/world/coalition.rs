//! What the coalition's dynamics must do.

use standoff_num::Draws;
use standoff_world::coalition::members::{Member, MemberFigures, Stance};
use standoff_world::state::CoalitionState;
use standoff_world::step::{CoalitionPace, Surroundings};

use crate::small_war;

fn run_coalition(war: &standoff_world::war::War, months: f64, steps: u32, path: u32) -> CoalitionState {
    let pace = CoalitionPace::new(war, months);
    let mut state = CoalitionState::start(war);
    for time in 0..steps {
        state.step(war, &pace, time, Surroundings::default(), &Draws::new(3, 0, path));
    }
    state
}

#[test]
fn a_new_member_disturbs_nobody() {
    let before = small_war::war();
    let mut after = before.clone();
    let figures = MemberFigures { income: 50.0, willingness: 0.002, military_spending: 1.0, weight: 1.0, decay: 1.0 };
    let member =
        Member { name: "newcomer".into(), title: "Newcomer".into(), groups: vec![], stance: Stance::In, figures };
    after.members.insert(1, member);
    let (old, new) = (run_coalition(&before, 0.25, 40, 0), run_coalition(&after, 0.25, 40, 0));
    assert_eq!(old.aid_rate_bn[0].to_bits(), new.aid_rate_bn[0].to_bits());
    assert_eq!(old.aid_rate_bn[1].to_bits(), new.aid_rate_bn[2].to_bits());
}

/// With fatigue alone, willingness falls by `e^(-theta t)` whatever the step.
#[test]
fn fatigue_is_exact_for_any_step() {
    let mut war = small_war::war();
    (war.coalition.shock, war.coalition.common_shock, war.coalition.exit) = (0.0, 0.0, 0.0);
    let start = CoalitionState::start(&war).aid_rate_bn[0];
    for (months, steps) in [(1.0, 12), (12.0 / 52.0, 52), (3.0, 4)] {
        let end = run_coalition(&war, months, steps, 0).aid_rate_bn[0];
        let expected = start * (-12.0 * war.coalition.decay).exp();
        assert!((end / expected - 1.0).abs() < 1e-12, "{months}: {end} against {expected}");
    }
}

/// Shocks have mean one and the stated spread: over 4,000 paths of 12 months the mean of the factor lies within
/// four standard errors of one (p about 6e-5), and its log has the variance of the shocks within 10 %.
#[test]
fn shocks_have_the_stated_moments() {
    let mut war = small_war::war();
    (war.coalition.decay, war.coalition.exit, war.coalition.threat) = (0.0, 0.0, 0.0);
    (war.coalition.shock, war.coalition.common_shock) = (0.08, 0.06);
    let start = CoalitionState::start(&war).aid_rate_bn[0];
    let factors: Vec<f64> =
        (0..4000).map(|path| run_coalition(&war, 12.0 / 52.0, 52, path).aid_rate_bn[0] / start).collect();
    let mean = factors.iter().sum::<f64>() / 4000.0;
    let variance = factors.iter().map(|factor| (factor - mean).powi(2)).sum::<f64>() / 3999.0;
    assert!((mean - 1.0).abs() < 4.0 * (variance / 4000.0).sqrt(), "mean {mean}");
    let logs: Vec<f64> = factors.iter().map(|factor| factor.ln()).collect();
    let centre = logs.iter().sum::<f64>() / 4000.0;
    let spread = logs.iter().map(|log| (log - centre).powi(2)).sum::<f64>() / 3999.0;
    let expected = 12.0 * (0.08f64.powi(2) + 0.06f64.powi(2));
    assert!((spread / expected - 1.0).abs() < 0.1, "variance {spread} against {expected}");
}
