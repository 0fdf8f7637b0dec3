//! The battlefield alone: Lanchester's laws (V18, V19) and the first passage of a drifting front (V20).

use super::case::Case;
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs};
use serde_json::{Value, json};
use standoff_num::distributions::normal_cdf;
use standoff_world::battlefield::attrition::{Duel, win_probability};
use standoff_world::battlefield::passage::Passage;

/// Lanchester 1916.
pub(in crate::theory) struct Lanchester {
    duel: Duel,
    supplied: Duel,
    limit: f64,
}

impl Case for Lanchester {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let rate = |name| inputs.read_number(name, Allowed::Positive);
        let kill_rates = [rate("kill_rate_A")?, rate("kill_rate_B")?];
        let first = inputs.read_number("A0", Allowed::NotNegative)?;
        let case = inputs.read_nested("supply_case")?;
        Ok(Self {
            duel: Duel { forces: [first, inputs.read_number("B0", Allowed::NotNegative)?], kill_rates },
            supplied: Duel { forces: [first, case.read_number("B0", Allowed::NotNegative)?], kill_rates },
            limit: case.read_number("supply_limit_A", Allowed::Positive)?,
        })
    }

    fn compute(&self) -> Value {
        let ending = self.duel.square_ending();
        let linear = self.duel.linear_advantage();
        let supplied = self.supplied.supply_limited(self.limit);
        json!({
            "square_law_A_minus_B": self.duel.square_advantage(),
            "A_wins": self.duel.square_advantage() > 0.0,
            "survivors_A": ending.survivors[0],
            "time_to_annihilation": ending.time,
            "A_at_t10": self.duel.square_at(10.0)[0],
            "linear_law_winner": winner_name(linear),
            "linear_law_survivors_B": self.duel.linear_survivors()[1],
            "supply_limited_B_zero_time": supplied.time,
            "supply_limited_A_left": supplied.survivors,
            "supply_limited_valid": supplied.valid,
            "same_case_without_limit_survivors_A": self.supplied.square_ending().survivors[0],
            "break_even_B0_square": self.duel.square_balance(),
        })
    }

    fn textbook(&self) -> Value {
        let (a, b) = (self.duel.kill_rates[0], self.duel.kill_rates[1]);
        let ([first, second], supplied) = (self.duel.forces, self.supplied.forces[1]);
        let linear = a * first - b * second;
        let time = supplied / (a * self.limit);
        let left = first - b * (supplied * time - a * self.limit * time * time / 2.0);
        json!({
            "square_law_A_minus_B": a * first * first - b * second * second,
            "A_wins": a * first * first > b * second * second,
            "survivors_A": (first * first - b / a * second * second).max(0.0).sqrt(),
            "time_to_annihilation": annihilation_time(&self.duel),
            "A_at_t10": first_side_at(&self.duel, 10.0),
            "linear_law_winner": winner_name(linear),
            "linear_law_survivors_B": (second - a / b * first).max(0.0),
            "supply_limited_B_zero_time": time,
            "supply_limited_A_left": left,
            "supply_limited_valid": left >= self.limit,
            "same_case_without_limit_survivors_A": (first * first - b / a * supplied * supplied).max(0.0).sqrt(),
            "break_even_B0_square": first * (a / b).sqrt(),
        })
    }
}

fn winner_name(advantage: f64) -> &'static str {
    match advantage {
        advantage if advantage > 0.0 => "A",
        advantage if advantage < 0.0 => "B",
        _ => "draw",
    }
}

/// `artanh(sqrt(b/a) B/A)/sqrt(ab)` for the loser on top of the fraction, as half the logarithm of a ratio.
fn annihilation_time(duel: &Duel) -> f64 {
    let ([a, b], [first, second]) = (duel.kill_rates, duel.forces);
    let (x, y) = (a.sqrt() * first, b.sqrt() * second);
    if x + y == 0.0 { 0.0 } else { libm::log((x + y) / (x - y).abs()) / (2.0 * (a * b).sqrt()) }
}

/// `A cosh wt - B sqrt(b/a) sinh wt` until one side is gone.
fn first_side_at(duel: &Duel, time: f64) -> f64 {
    let ([a, b], [first, second]) = (duel.kill_rates, duel.forces);
    let end = annihilation_time(duel);
    if time >= end {
        return (first * first - b / a * second * second).max(0.0).sqrt();
    }
    let w = (a * b).sqrt();
    if end.is_infinite() {
        return first * libm::exp(-w * time);
    }
    first * libm::cosh(w * time) - second * (b / a).sqrt() * libm::sinh(w * time)
}

/// Whole units, lost one at a time.
pub(in crate::theory) struct Stochastic(Vec<([usize; 2], [f64; 2])>);

/// Most units a side: the recursion takes time in their product.
const UNITS: usize = 2000;

impl Case for Stochastic {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let rows = inputs.read_rows("cases", 4..=4)?;
        let read = |(index, row): (usize, &Vec<f64>)| {
            let whole = |units: f64| units.fract() == 0.0 && (0.0..=UNITS as f64).contains(&units);
            let fits = whole(row[0]) && whole(row[1]) && row[0] + row[1] > 0.0 && row[2] > 0.0 && row[3] > 0.0;
            let allowed = format!(
                "[units of A, units of B, rate of A, rate of B]: whole units from 0 to {UNITS}, not both 0, and rates above 0"
            );
            let case = ([row[0] as usize, row[1] as usize], [row[2], row[3]]);
            if fits {
                Ok(case)
            } else {
                Err(inputs.refuse_input(&format!("cases[{index}]"), &format!("{row:?}"), &allowed))
            }
        };
        Ok(Self(rows.iter().enumerate().map(read).collect::<Result<_, _>>()?))
    }

    fn compute(&self) -> Value {
        let wins: Vec<f64> = self.0.iter().map(|(units, rates)| win_probability(*units, *rates)).collect();
        json!({ "prob_A_wins": wins })
    }

    fn textbook(&self) -> Value {
        let wins: Vec<f64> = self.0.iter().map(|(units, rates)| first_wins_forward(*units, *rates)).collect();
        json!({ "prob_A_wins": wins })
    }
}

/// The chain followed forwards from the start: how much of it arrives where the second force is gone.
fn first_wins_forward([first, second]: [usize; 2], [a, b]: [f64; 2]) -> f64 {
    let mut here = vec![0.0; second + 1];
    here[second] = 1.0;
    let mut won = 0.0;
    for units in (1..=first).rev() {
        for enemies in (1..=second).rev() {
            let hit = a * units as f64 / (a * units as f64 + b * enemies as f64);
            let weight = here[enemies];
            here[enemies - 1] += weight * hit;
            here[enemies] = weight * (1.0 - hit);
        }
        won += std::mem::take(&mut here[0]);
    }
    won
}

/// The inverse Gaussian law.
pub(in crate::theory) struct Line {
    front: Passage,
    slow: Passage,
}

impl Case for Line {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let front = Passage {
            distance: inputs.read_number("distance_km2", Allowed::NotNegative)?,
            drift: inputs.read_number("drift_km2_per_month", Allowed::Any)?,
            deviation: inputs.read_number("sd_per_sqrt_month", Allowed::NotNegative)?,
        };
        Ok(Self { front, slow: Passage { drift: inputs.read_number("slow_drift", Allowed::Any)?, ..front } })
    }

    fn compute(&self) -> Value {
        json!({
            "mean_months": self.front.mean(),
            "sd_months": self.front.standard_deviation(),
            "median_months": self.front.quantile(0.5),
            "prob_within_12": self.front.reached_by(12.0),
            "prob_within_24": self.front.reached_by(24.0),
            "prob_within_12_slow": self.slow.reached_by(12.0),
            "prob_within_24_slow": self.slow.reached_by(24.0),
        })
    }

    /// The textbook formula with logarithms; it needs a distance and a spread.
    fn textbook(&self) -> Value {
        let Passage { distance: d, drift: m, deviation: s } = self.front;
        if d == 0.0 || s == 0.0 {
            return Value::Null;
        }
        let forward = m > 0.0;
        json!({
            "mean_months": if forward { d / m } else { f64::INFINITY },
            "sd_months": if forward { libm::sqrt(d * s * s / (m * m * m)) } else { f64::INFINITY },
            "median_months": median_passage(&self.front),
            "prob_within_12": passage_in_logs(&self.front, 12.0),
            "prob_within_24": passage_in_logs(&self.front, 24.0),
            "prob_within_12_slow": passage_in_logs(&self.slow, 12.0),
            "prob_within_24_slow": passage_in_logs(&self.slow, 24.0),
        })
    }
}

fn passage_in_logs(front: &Passage, t: f64) -> f64 {
    let Passage { distance: d, drift: m, deviation: s } = *front;
    let root = s * t.sqrt();
    let reflected = 2.0 * m * d / (s * s) + log_normal_cdf((-m * t - d) / root);
    normal_cdf((m * t - d) / root) + libm::exp(reflected)
}

/// `ln Phi(x)`; far out by its asymptotic series.
fn log_normal_cdf(x: f64) -> f64 {
    if x > -12.0 {
        return libm::log(normal_cdf(x));
    }
    let z = 1.0 / (x * x);
    let series = 1.0 - z * (1.0 - z * (3.0 - z * (15.0 - z * (105.0 - z * (945.0 - z * 10395.0)))));
    -0.5 * x * x - 0.5 * libm::log(std::f64::consts::TAU) - libm::log(-x) + libm::log(series)
}

/// The median by bisection between bounds found by doubling; nothing if the line is never reached so surely.
fn median_passage(front: &Passage) -> Option<f64> {
    let (mut low, mut high) = (0.0, 1e-9);
    while passage_in_logs(front, high) < 0.5 {
        low = high;
        high *= 2.0;
        if high > 1e60 {
            return None;
        }
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if passage_in_logs(front, middle) < 0.5 { low = middle } else { high = middle }
    }
    Some(high)
}
