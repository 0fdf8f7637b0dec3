//! The search as a whole: against the EMA workbench, on noise, and in another order.

use proptest::prelude::*;
use standoff_num::Draws;

use crate::discovery::{
    BoxChoice, BoxVerdict, CandidateBox, Input, InputKind, Limit, PrimSettings, Search, discover_boxes,
};
use crate::error::StatsError;
use crate::oracle::read_table;

const ORACLE: &str = include_str!("../../../../fixtures/oracle/prim.json");
const NAMES: [&str; 4] = ["x1", "x2", "x3", "x10"];

/// Columns of numbers and their marks.
struct MarkedRows {
    columns: Vec<Vec<f64>>,
    interest: Vec<bool>,
}

impl MarkedRows {
    fn read_oracle(name: &str) -> Self {
        let rows = read_table::<5>(ORACLE, name);
        let columns = (0..4).map(|column| rows.iter().map(|row| row[column]).collect()).collect();
        Self { columns, interest: rows.iter().map(|row| row[4] == 1.0).collect() }
    }

    /// Uniform inputs; marks by a rule on each row and its own uniform number.
    fn draw_uniform(seed: u64, rows: u32, inputs: u32, rule: impl Fn(&[f64], f64) -> bool) -> Self {
        let uniform = |row, input| Draws::new(seed, 0, row).uniform(0, 0, input);
        let values = |row| (0..inputs).map(|input| uniform(row, input)).collect::<Vec<f64>>();
        let columns = (0..inputs).map(|input| (0..rows).map(|row| uniform(row, input)).collect()).collect();
        Self { columns, interest: (0..rows).map(|row| rule(&values(row), uniform(row, inputs))).collect() }
    }

    fn inputs<'a>(&'a self, kinds: &[InputKind]) -> Vec<Input<'a>> {
        let input = |column: usize| Input { name: NAMES[column], values: &self.columns[column], kind: kinds[column] };
        (0..self.columns.len()).map(input).collect()
    }
}

fn real_example(peel: f64) -> (MarkedRows, [InputKind; 4], PrimSettings) {
    (MarkedRows::read_oracle("reals"), [InputKind::Real; 4], PrimSettings { peel, ..PrimSettings::default() })
}

fn mixed_example(peel: f64) -> (MarkedRows, [InputKind; 4], PrimSettings) {
    let kinds = [InputKind::Real, InputKind::Real, InputKind::Integer, InputKind::Category];
    (MarkedRows::read_oracle("mixed"), kinds, PrimSettings { peel, ..PrimSettings::default() })
}

fn assert_search_agrees((data, kinds, settings): (MarkedRows, [InputKind; 4], PrimSettings), name: &str) {
    let expected = read_table::<21>(ORACLE, name);
    let mut search = Search::new(&data.inputs(&kinds), &data.interest, settings).unwrap();
    for number in [0.0, 1.0] {
        let steps = search.peel_and_paste().steps;
        let rows: Vec<&[f64; 21]> = expected.iter().filter(|row| row[0] == number).collect();
        assert_eq!(steps.len(), rows.len(), "{name}, box {number}");
        steps.iter().zip(rows).for_each(|(step, row)| assert_same_box(step, row));
        let chosen = search.peel_and_paste().choose_step(settings.choice).unwrap_or(0);
        search.set_aside(&steps[chosen].limits);
    }
}

fn assert_same_box(step: &CandidateBox, row: &[f64; 21]) {
    let counts = [step.rows, step.cases, step.restricted].map(|count| count as f64);
    assert_eq!(counts, row[2..5], "step {}", row[1]);
    let flat = |limit: &Limit| match limit {
        Limit::Range { low, high } => [*low, *high],
        Limit::Among(values) => [values.iter().map(|value| value.exp2()).sum(), 0.0],
    };
    assert_eq!(step.limits.iter().flat_map(flat).collect::<Vec<f64>>(), row[5..13], "step {}", row[1]);
    for (value, expected) in step.quasi_p.iter().flatten().zip(&row[13..]) {
        let value = value.unwrap_or(-1.0);
        assert!((value / expected - 1.0).abs() < 1e-10, "step {}: {value}, not {expected}", row[1]);
    }
}

#[test]
fn agrees_with_the_ema_workbench() {
    assert_search_agrees(real_example(0.05), "reals 0.05");
    assert_search_agrees(real_example(0.1), "reals 0.1");
    assert_search_agrees(mixed_example(0.05), "mixed 0.05");
    assert_search_agrees(mixed_example(0.1), "mixed 0.1");
}

fn restricted_inputs(step: &CandidateBox) -> Vec<usize> {
    (0..step.quasi_p.len()).filter(|&input| step.quasi_p[input] != [None, None]).collect()
}

/// Data made by a rule yield exactly the inputs of the rule; the noise that is left yields nothing.
#[test]
fn the_rule_is_reported_and_nothing_else() {
    for ((data, kinds, settings), inputs) in
        [(real_example(0.05), vec![1, 3]), (real_example(0.1), vec![1, 3]), (mixed_example(0.05), vec![0, 2, 3])]
    {
        let found = discover_boxes(&data.inputs(&kinds), &data.interest, &settings, Draws::new(8, 0, 0)).unwrap();
        assert_eq!(found.len(), 2);
        let rule = found[0].rule.as_ref().unwrap();
        assert_eq!(
            (found[0].verdict, found[0].chance, restricted_inputs(rule)),
            (BoxVerdict::Worth, 1.0 / 200.0, inputs)
        );
        assert!(rule.density >= 0.8 && rule.coverage > 0.7);
        assert!(found[1].verdict != BoxVerdict::Worth && found[1].rule.is_none());
    }
}

/// Seed 31: 400 data sets without a rule. The number whose chance is at most 0.05 is binomial, and above 33 with chance
/// 0.001; as one in 40 ranks counts as two, it is below 8 with chance 0.001 too.
#[test]
fn noise_passes_one_time_in_twenty() {
    let settings = PrimSettings { shuffles: 39, ..PrimSettings::default() };
    let passes = |set: &u64| {
        let data = MarkedRows::draw_uniform(31 + 1000 * set, 150, 3, |_, chance| chance < 0.2);
        let search = Search::new(&data.inputs(&[InputKind::Real; 3]), &data.interest, settings).unwrap();
        search.permutation_p_value(Draws::new(32, *set as u32, 0), 0) <= 0.05
    };
    let passed = (0..400).filter(passes).count();
    assert!((8..=33).contains(&passed), "{passed} of 400");
}

/// Seed 41: as above, and now whatever stands out most would be reported. At most one in twenty is, fewer for the test
/// of each limit; above 12 of 100 with chance 0.001.
#[test]
fn noise_is_seldom_reported() {
    let settings =
        PrimSettings { shuffles: 39, choice: BoxChoice::Strongest, most_boxes: 1, ..PrimSettings::default() };
    let reported = |set: &u64| {
        let data = MarkedRows::draw_uniform(41 + 1000 * set, 150, 4, |_, chance| chance < 0.3);
        let found =
            discover_boxes(&data.inputs(&[InputKind::Real; 4]), &data.interest, &settings, Draws::new(42, 0, 0))
                .unwrap();
        found[0].rule.is_some()
    };
    let number = (0..100).filter(reported).count();
    assert!(number <= 12, "{number} of 100");
}

/// Seed 51: inside the rule a case has chance 0.5, outside 0.2; no box is dense, yet the rule stands out.
#[test]
fn a_faint_rule_is_the_strongest_box() {
    let rule = |x: &[f64], chance: f64| chance < if x[0] < 0.4 && x[3] > 0.5 { 0.5 } else { 0.2 };
    let data = MarkedRows::draw_uniform(51, 2000, 4, rule);
    let found = |choice| {
        let settings = PrimSettings { choice, most_boxes: 1, ..PrimSettings::default() };
        discover_boxes(&data.inputs(&[InputKind::Real; 4]), &data.interest, &settings, Draws::new(52, 0, 0))
            .unwrap()
            .remove(0)
    };
    assert_eq!(found(BoxChoice::Density(0.8)).verdict, BoxVerdict::Thin);
    let strongest = found(BoxChoice::Strongest);
    assert_eq!((strongest.verdict, strongest.chance), (BoxVerdict::Worth, 0.005));
    assert_eq!(restricted_inputs(&strongest.rule.unwrap()), [0, 3]);
}

#[test]
fn all_is_not_a_rule() {
    let data = MarkedRows::draw_uniform(61, 100, 2, |_, chance| chance < 0.95);
    let found = discover_boxes(
        &data.inputs(&[InputKind::Real; 2]),
        &data.interest,
        &PrimSettings::default(),
        Draws::new(1, 0, 0),
    );
    assert_eq!(found.unwrap()[0].verdict, BoxVerdict::Whole);
}

/// The workbench cannot peel the lowest integer once rows below it are gone for another reason, and rounds towards 0:
/// here negative integers give the same boxes as positive ones.
#[test]
fn negative_integers_are_cut_like_positive_ones() {
    let (mut data, kinds, settings) = mixed_example(0.05);
    let steps =
        |data: &MarkedRows| Search::new(&data.inputs(&kinds), &data.interest, settings).unwrap().peel_and_paste().steps;
    let before = steps(&data);
    data.columns[2].iter_mut().for_each(|value| *value -= 100.0);
    for (step, other) in before.iter().zip(&steps(&data)) {
        let (Limit::Range { low, high }, kept) = (&step.limits[2], &other.limits[2]) else { panic!("a range") };
        assert_eq!(*kept, Limit::Range { low: low - 100.0, high: high - 100.0 });
        assert_eq!((step.rows, step.cases, &step.quasi_p), (other.rows, other.cases, &other.quasi_p));
    }
}

#[test]
fn steps_of_a_trajectory_are_chosen() {
    let (data, kinds, settings) = real_example(0.05);
    let trajectory = Search::new(&data.inputs(&kinds), &data.interest, settings).unwrap().peel_and_paste();
    let steps = &trajectory.steps;
    let first = trajectory.choose_step(BoxChoice::Density(0.8)).unwrap();
    assert!(steps[first].density >= 0.8 && steps[..first].iter().all(|step| step.density < 0.8));
    let two = trajectory.densest_with_inputs(2).unwrap();
    assert!(steps.iter().all(|step| step.restricted != 2 || step.density <= steps[two].density));
    assert_eq!((trajectory.densest_with_inputs(0), trajectory.densest_with_inputs(4)), (Some(0), None));
    let front = trajectory.pareto_front();
    assert!(front.contains(&0) && front.contains(&two) && front.len() < steps.len());
    assert!(trajectory.choose_step(BoxChoice::Density(0.999)).is_none());
}

#[test]
fn each_fault_has_its_error() {
    let fault = |inputs: &[Input<'_>], interest: &[bool], settings: PrimSettings| {
        discover_boxes(inputs, interest, &settings, Draws::new(1, 0, 0)).unwrap_err()
    };
    let (values, settings) = ([1.0, 2.0], PrimSettings::default());
    let x = Input::real("x", &values);
    assert_eq!(fault(&[], &[true, false], settings), StatsError::TooFew { found: 0, needed: 1 });
    assert_eq!(fault(&[x, x], &[true, false], settings), StatsError::RepeatedName { first: 0, second: 1 });
    assert_eq!(fault(&[x], &[true, true], settings), StatsError::NoSpread);
    assert_eq!(fault(&[x], &[true, true, false], settings), StatsError::LengthMismatch { left: 2, right: 3 });
    let half = Input::integer("y", &[1.0, 0.5]);
    assert_eq!(fault(&[half], &[true, false], settings), StatsError::BadValue { index: 1, value: 0.5 });
    let wide = StatsError::BadSetting { name: "peel", value: 0.5 };
    assert_eq!(fault(&[x], &[true, false], PrimSettings { peel: 0.5, ..settings }), wide);
    let none = StatsError::BadSetting { name: "peel", value: 0.0 };
    assert_eq!(fault(&[x], &[true, false], PrimSettings { peel: 0.0, ..settings }), none);
    // One in twenty is not above five per cent, and all rows of a box may be asked to be cases.
    for allowed in
        [PrimSettings { shuffles: 19, ..settings }, PrimSettings { choice: BoxChoice::Density(1.0), ..settings }]
    {
        assert_eq!(Search::new(&[x], &[true, false], allowed).unwrap().cases(), 1);
    }
    let few = StatsError::BadSetting { name: "shuffles", value: 18.0 };
    assert_eq!(fault(&[x], &[true, false], PrimSettings { shuffles: 18, ..settings }), few);
}

/// Of ten rows the upper five are cases: a row is peeled at a time, until the box holds the cases alone or the least share of the
/// rows that it may hold.
#[test]
fn boxes_keep_their_least_mass() {
    let values: Vec<f64> = (0..10).map(f64::from).collect();
    let interest: Vec<bool> = values.iter().map(|&value| value >= 5.0).collect();
    for (least_mass, rows) in [(0.05, vec![10, 9, 8, 7, 6, 5]), (0.6, vec![10, 9, 8, 7, 6]), (0.65, vec![10, 9, 8, 7])]
    {
        let settings = PrimSettings { least_mass, ..PrimSettings::default() };
        let steps = Search::new(&[Input::real("x", &values)], &interest, settings).unwrap().peel_and_paste().steps;
        assert_eq!(steps.iter().map(|step| step.rows).collect::<Vec<_>>(), rows, "{least_mass}");
        for step in steps {
            assert_eq!((step.mass, step.coverage), (step.rows as f64 / 10.0, 1.0));
            assert_eq!(step.density, 5.0 / step.rows as f64);
        }
    }
}

/// Cases are the rows from 20 on but for 23, 26 and 29. Leaving out the kind of those three takes 7 of 20 rows, and 13 cases of 13
/// have a chance of .85^13 = .12 where 17 of 20 are cases: that limit is given up, and the box is searched in x alone.
#[test]
fn a_limit_that_may_be_due_to_chance_is_given_up() {
    let x: Vec<f64> = (0..40).map(f64::from).collect();
    let kind: Vec<f64> = (0..40).map(|row| f64::from(row % 3)).collect();
    let interest: Vec<bool> = (0..40).map(|row| row >= 20 && ![23, 26, 29].contains(&row)).collect();
    let settings = PrimSettings { peel: 0.2, choice: BoxChoice::Density(0.9), ..PrimSettings::default() };
    let find = |level| {
        let inputs = [Input { name: "kind", values: &kind, kind: InputKind::Category }, Input::real("x", &x)];
        let search = Search::new(&inputs, &interest, PrimSettings { level, ..settings }).unwrap();
        search.find_rule().unwrap()
    };
    let chance = 0.85_f64.powi(13);
    let both = find(chance * 1.01);
    assert_eq!((both.rows, both.cases, both.restricted), (13, 13, 2));
    assert!((both.quasi_p[0][0].unwrap() / chance - 1.0).abs() < 1e-9, "{both:?}");
    let alone = find(chance * 0.99);
    assert_eq!((alone.rows, alone.cases, alone.restricted), (12, 11, 1));
    assert_eq!(alone.limits[1], Limit::Range { low: 27.5, high: 39.0 });
    assert_eq!(alone.limits[0], Limit::Among(vec![0.0, 1.0, 2.0]));
}

/// A search that does better than all nineteen shuffles has a chance of one in twenty, which is within a level of .05; one whose
/// marks mean nothing is mostly put down to chance, and what is reported has a limit.
#[test]
fn verdicts_follow_the_chance() {
    let settings =
        PrimSettings { shuffles: 19, choice: BoxChoice::Strongest, most_boxes: 1, ..PrimSettings::default() };
    let verdict = |rule: &dyn Fn(&[f64], f64) -> bool, seed: u64| {
        let data = MarkedRows::draw_uniform(seed, 80, 2, rule);
        let found = discover_boxes(&data.inputs(&[InputKind::Real; 2]), &data.interest, &settings, Draws::new(3, 0, 0))
            .unwrap();
        assert_eq!(found[0].rule.is_some(), found[0].verdict == BoxVerdict::Worth);
        assert!(found[0].rule.iter().all(|rule| rule.restricted > 0));
        (found[0].verdict, found[0].chance)
    };
    assert_eq!(verdict(&|x, _| x[0] < 0.3, 71), (BoxVerdict::Worth, 0.05));
    let noise: Vec<(BoxVerdict, f64)> = (0..40).map(|seed| verdict(&|_, chance| chance < 0.3, 72 + seed)).collect();
    assert!(noise.iter().all(|&(verdict, chance)| (verdict == BoxVerdict::Chance) == (chance > 0.05)), "{noise:?}");
    assert!(noise.iter().filter(|(verdict, _)| *verdict == BoxVerdict::Chance).count() > 25, "{noise:?}");
}

/// Once everything is set aside nothing is left, which is no fault.
#[test]
fn nothing_left() {
    let (data, kinds, settings) = real_example(0.05);
    let mut search = Search::new(&data.inputs(&kinds), &data.interest, settings).unwrap();
    search.set_aside(&search.peel_and_paste().steps[0].limits);
    assert_eq!((search.cases(), search.peel_and_paste().steps.len(), search.find_rule()), (0, 1, None));
    assert_eq!(search.permutation_p_value(Draws::new(1, 0, 0), 0), 1.0);
}

fn permute<T: Clone>(values: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|&place| values[place].clone()).collect()
}

fn any_order(length: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..length).collect::<Vec<usize>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    /// The order of rows and columns changes nothing, not even the shuffles.
    #[test]
    fn order_does_not_matter(rows in any_order(300), columns in any_order(4)) {
        let (data, kinds, settings) = mixed_example(0.05);
        let settings = PrimSettings { shuffles: 19, ..settings };
        let inputs = data.inputs(&kinds);
        let expected = discover_boxes(&inputs, &data.interest, &settings, Draws::new(5, 0, 0)).unwrap();
        let values: Vec<Vec<f64>> = data.columns.iter().map(|column| permute(column, &rows)).collect();
        let pairs = inputs.iter().zip(&values);
        let moved: Vec<Input<'_>> = pairs.map(|(input, values)| Input { values, ..*input }).collect();
        let interest = permute(&data.interest, &rows);
        let found = discover_boxes(&permute(&moved, &columns), &interest, &settings, Draws::new(5, 0, 0)).unwrap();
        prop_assert_eq!(found.len(), expected.len());
        for (one, other) in found.iter().zip(&expected) {
            prop_assert_eq!((one.chance, one.verdict), (other.chance, other.verdict));
            prop_assert_eq!(one.rule.is_some(), other.rule.is_some());
            for (step, wanted) in one.trajectory.steps.iter().zip(&other.trajectory.steps) {
                prop_assert_eq!(&step.limits, &permute(&wanted.limits, &columns));
                prop_assert_eq!(&step.quasi_p, &permute(&wanted.quasi_p, &columns));
                prop_assert_eq!((step.rows, step.cases), (wanted.rows, wanted.cases));
            }
        }
    }

    /// Rows and cases of each step are those that its limits allow; boxes shrink as they are peeled, and become denser
    /// with every step.
    #[test]
    fn limits_hold_what_is_counted(seed in 0_u64..1000, levels in 2_u32..30, kind in 0_usize..3) {
        let mut data = MarkedRows::draw_uniform(seed, 120, 3, |x, chance| chance < if x[0] < 0.3 { 0.8 } else { 0.2 });
        data.columns[0].iter_mut().for_each(|value| *value = (*value * f64::from(levels)).floor());
        let first = [InputKind::Real, InputKind::Integer, InputKind::Category][kind];
        let kinds = [first, InputKind::Real, InputKind::Real];
        let search = Search::new(&data.inputs(&kinds), &data.interest, PrimSettings::default()).unwrap();
        let steps = search.peel_and_paste().steps;
        for step in &steps {
            let allowed = |row: &usize| (0..3).all(|input| step.limits[input].allows(data.columns[input][*row]));
            let held: Vec<usize> = (0..120).filter(allowed).collect();
            let cases = held.iter().filter(|&&row| data.interest[row]).count();
            prop_assert_eq!((step.rows, step.cases), (held.len(), cases));
        }
        prop_assert!(steps.windows(2).all(|pair| pair[0].density < pair[1].density));
    }
}
