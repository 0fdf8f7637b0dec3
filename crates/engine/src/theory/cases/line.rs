//! The time that the line holds: the chains of cohesion and posture, alone and together (V23).

use super::case::Case;
use crate::theory::error::TheoryError;
use crate::theory::input::{Allowed, Inputs};
use nalgebra::{DMatrix, DVector};
use serde_json::{Value, json};
use standoff_world::battlefield::chain::Chain;

/// Months by which a break of the joint chain is reported.
const MONTHS: [usize; 4] = [12, 24, 36, 60];
/// Row of the mediating posture.
const MEDIATOR: usize = 1;
/// Names of the postures, in the order of the rows; with other numbers of rows the last is the one that is out.
const POSTURES: [&str; 4] = ["backer", "mediator", "pressing", "out"];

/// Most levels of cohesion, and most postures.
const LEVELS: usize = 200;
const ROWS: usize = 20;

/// Cohesion alone, posture alone, and the two together.
pub(in crate::theory) struct Holding {
    levels: usize,
    start: usize,
    down: f64,
    up: f64,
    posture: Chain,
    posture_start: usize,
    joint: Joint,
}

/// Cohesion that falls faster in some postures.
struct Joint {
    levels: usize,
    start: usize,
    down: f64,
    up: f64,
    factors: Vec<f64>,
    posture: Chain,
}

/// The fall of cohesion, no more than what the rise leaves.
fn fall_chance(down: f64, up: f64) -> f64 {
    down.min(1.0 - up)
}

impl Joint {
    /// Cohesion on `0..=levels` and posture as one chain; a place is `posture·(levels+1) + cohesion`.
    fn joint_chain(&self, faster: f64) -> Chain {
        let cohesion = |factor: &f64| {
            Chain::birth_death(self.levels + 1, fall_chance(faster * self.down * factor, self.up), self.up)
        };
        let cohesion: Vec<Chain> = self.factors.iter().map(cohesion).collect();
        Chain::product(&self.posture, &cohesion)
    }

    fn outputs_from(&self, posture: usize, faster: f64) -> Value {
        let chain = self.joint_chain(faster);
        let broken: Vec<bool> = (0..chain.states()).map(|place| place % (self.levels + 1) == 0).collect();
        let start = posture * (self.levels + 1) + self.start;
        json!({
            "mean_months": chain.mean_steps(&broken)[start],
            "prob_break_by_12_24_36_60": chain.reached_by(&broken, start, &MONTHS),
        })
    }

    /// The same by a matrix of the places above zero, inverted.
    fn outputs_by_hand(&self, posture: usize, faster: f64) -> Option<Value> {
        let (levels, states) = (self.levels, self.levels * self.factors.len());
        let moved = |from: usize, to: usize, factor: f64| {
            let up = if from == levels { 0.0 } else { self.up };
            let down = fall_chance(faster * self.down * factor, self.up);
            match to as i64 - from as i64 {
                -1 => down,
                0 => 1.0 - down - up,
                1 => up,
                _ => 0.0,
            }
        };
        let inner = DMatrix::from_fn(states, states, |row, column| {
            let ((a, k), (b, l)) = ((row / levels, row % levels + 1), (column / levels, column % levels + 1));
            moved(k, l, self.factors[a]) * self.posture.probability(a, b)
        });
        let held = self.start == 0;
        let place = posture * levels + self.start.max(1) - 1;
        let mean = if held { 0.0 } else { mean_by_inverse(&inner)?[place] };
        let breaks: Vec<f64> =
            chances_left_by(&inner, place, &MONTHS).iter().map(|&left| if held { 1.0 } else { left }).collect();
        Some(json!({ "mean_months": mean, "prob_break_by_12_24_36_60": breaks }))
    }
}

/// `(I-Q)^-1 1`; nothing if the matrix cannot be inverted.
fn mean_by_inverse(inner: &DMatrix<f64>) -> Option<DVector<f64>> {
    let states = inner.nrows();
    (DMatrix::identity(states, states) - inner).lu().solve(&DVector::from_element(states, 1.0))
}

/// Probability of having left the inner places after each number of months.
fn chances_left_by(inner: &DMatrix<f64>, start: usize, months: &[usize]) -> Vec<f64> {
    let mut inside = DVector::from_element(inner.nrows(), 1.0);
    let mut left = Vec::new();
    for month in 1..=months.iter().copied().max().unwrap_or(0) {
        inside = inner * inside;
        if months.contains(&month) {
            left.push(1.0 - inside[start]);
        }
    }
    left
}

/// Mean months to zero: the sum of the mean times of falling one level, `h_i = (1 + up h_{i+1})/down`.
fn ladder_mean(levels: usize, start: usize, down: f64, up: f64) -> f64 {
    let mut fall = 1.0 / down;
    let mut total = 0.0;
    for level in (1..=levels).rev() {
        if level < levels {
            fall = (1.0 + up * fall) / down;
        }
        if level <= start {
            total += fall;
        }
    }
    total
}

impl Holding {
    fn outputs(
        &self,
        break_from: impl Fn(f64) -> f64,
        exit: (Vec<f64>, Vec<f64>),
        joint: impl Fn(usize, f64) -> Option<Value>,
    ) -> Value {
        let (means, within) = exit;
        json!({
            "mean_months_to_break": break_from(1.0),
            "mean_months_if_down_doubles": break_from(2.0),
            "mean_months_to_exit_from_each_posture": means,
            "prob_exit_within_12": within[0],
            "prob_exit_within_24": within[1],
            "joint_from_mediator": joint(MEDIATOR, 1.0),
            "joint_from_out": joint(self.joint.factors.len() - 1, 1.0),
            "joint_down_doubled": joint(MEDIATOR, 2.0),
        })
    }

    fn exit_posture(&self) -> usize {
        self.posture.states() - 1
    }
}

impl Case for Holding {
    fn read(inputs: &Inputs) -> Result<Self, TheoryError> {
        let levels = inputs.read_whole("levels", 1..=LEVELS)?;
        let (down, up) = read_rates(inputs)?;
        let posture = inputs.read_chain("posture_matrix", 2..=ROWS)?;
        Ok(Self {
            levels,
            start: inputs.read_whole("start", 0..=levels)?,
            down,
            up,
            posture_start: read_posture(inputs, posture.states())?,
            posture,
            joint: read_joint(&inputs.read_nested("joint")?)?,
        })
    }

    fn compute(&self) -> Value {
        let ladder = |faster: f64| {
            let chain = Chain::birth_death(self.levels + 1, fall_chance(faster * self.down, self.up), self.up);
            chain.mean_steps(&chain.only(0))[self.start]
        };
        let out = self.posture.only(self.exit_posture());
        let means = self.posture.mean_steps(&out)[..self.exit_posture()].to_vec();
        let within = self.posture.reached_by(&out, self.posture_start, &[12, 24]);
        self.outputs(ladder, (means, within), |posture, faster| Some(self.joint.outputs_from(posture, faster)))
    }

    fn textbook(&self) -> Value {
        let ladder = |faster: f64| {
            let down = fall_chance(faster * self.down, self.up);
            if self.start == 0 { 0.0 } else { ladder_mean(self.levels, self.start, down, self.up) }
        };
        let exit = self.exit_posture();
        let inner = DMatrix::from_fn(exit, exit, |row, column| self.posture.probability(row, column));
        let gone = self.posture_start == exit;
        let Some(means) = mean_by_inverse(&inner) else { return Value::Null };
        let within = if gone { vec![1.0; 2] } else { chances_left_by(&inner, self.posture_start, &[12, 24]) };
        let whole = [(MEDIATOR, 1.0), (self.joint.factors.len() - 1, 1.0), (MEDIATOR, 2.0)]
            .iter()
            .all(|&(posture, faster)| self.joint.outputs_by_hand(posture, faster).is_some());
        if !whole {
            return Value::Null;
        }
        self.outputs(ladder, (means.as_slice().to_vec(), within), |posture, faster| {
            self.joint.outputs_by_hand(posture, faster)
        })
    }
}

/// Down and up, together a probability.
fn read_rates(inputs: &Inputs) -> Result<(f64, f64), TheoryError> {
    let (down, up) = (inputs.read_number("down", Allowed::Share)?, inputs.read_number("up", Allowed::Share)?);
    if down + up > 1.0 + 1e-12 {
        let found = format!("{up}, with down {down}");
        return Err(inputs.refuse_input("up", &found, "a number that with down sums to at most 1"));
    }
    Ok((down, up))
}

fn read_joint(inputs: &Inputs) -> Result<Joint, TheoryError> {
    inputs.check_description("timing")?;
    let levels = read_top_level(inputs)?;
    let posture = inputs.read_chain("posture_matrix", 2..=ROWS)?;
    let states = posture.states();
    let factors = inputs.read_list("down_factor_by_posture", Allowed::NotNegative, states..=states)?;
    let (down, up) = read_rates(inputs)?;
    Ok(Joint { levels, start: inputs.read_whole("start_k", 0..=levels)?, down, up, factors, posture })
}

/// The top level K in `0..K, break at 0`.
fn read_top_level(inputs: &Inputs) -> Result<usize, TheoryError> {
    let text = inputs.read_text("levels")?;
    let digits: String =
        text.trim().strip_prefix("0..").unwrap_or("").chars().take_while(char::is_ascii_digit).collect();
    let rest = text.trim().strip_prefix("0..").and_then(|rest| rest.strip_prefix(digits.as_str())).unwrap_or("?");
    let top = digits.parse().ok().filter(|top| (1..=LEVELS / 4).contains(top));
    match (top, rest) {
        (Some(top), "" | ", break at 0") => Ok(top),
        _ => {
            let allowed = format!("\"0..K, break at 0\" with K from 1 to {}", LEVELS / 4);
            Err(inputs.refuse_input("levels", &format!("\"{text}\""), &allowed))
        }
    }
}

/// The row of the posture that a text names: its name, a row counted from 1, or both.
fn read_posture(inputs: &Inputs, states: usize) -> Result<usize, TheoryError> {
    let text = inputs.read_text("posture_start")?;
    let (name, row) = match text.split_once("row ") {
        Some((name, row)) => {
            (name.trim_end_matches([' ', '(']), row.trim_end_matches(')').trim().parse::<usize>().ok())
        }
        None => (text.trim(), None),
    };
    let named = POSTURES.iter().position(|posture| *posture == name);
    let counted = row.and_then(|row| row.checked_sub(1));
    let place = match (named, counted) {
        (Some(named), Some(counted)) if named != counted => None,
        (None, Some(counted)) if name.is_empty() => Some(counted),
        (named, _) => named,
    };
    place.filter(|&place| place < states).ok_or_else(|| {
        let allowed = format!("one of {}, or \"row 1\" to \"row {states}\"", POSTURES.join(", "));
        inputs.refuse_input("posture_start", &format!("\"{text}\""), &allowed)
    })
}
