//! Ensembles, categories, units and clusters: scores against independent programs, and what is refused.

use super::tests::{assert_close, chances_of, parse_forecasts, score_rows};
use super::*;
use standoff_table::table::Table;

fn outcomes_with(head: &str, rows: &str) -> Outcomes {
    Outcomes::read(&Table::parse("o.csv", &format!("question,outcome,resolved,{head}\n{rows}")).unwrap()).unwrap()
}

/// Scores against scoringrules and properscoring, as the files have them.
#[test]
fn ensembles_agree_with_the_oracle() {
    let text = include_str!("../../../../fixtures/oracle/scores/categories.json");
    let read = oracle_rows(text, "ensemble");
    let outcome = |(at, row): (usize, &Vec<f64>)| format!("q{at},{},2001-06-01,km\n", row[0]);
    let outcomes = outcomes_with("unit", &read.iter().enumerate().map(outcome).collect::<String>());
    let member = |at: usize, number: usize, value: f64| format!("ann,q{at},2001-01-01,{number},{value}\n");
    let rows: String = read
        .iter()
        .enumerate()
        .flat_map(|(at, row)| row[3..].iter().enumerate().map(move |(number, &value)| member(at, number, value)))
        .collect();
    let gathered = parse_forecasts(&format!("forecaster,question,made,member,value\n{rows}"), &outcomes);
    let found = score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap();
    let ensembles = found.forecasters[0].ensembles.as_ref().unwrap();
    for (answer, row) in ensembles.answers.iter().zip(&read) {
        assert_close(answer.crps, row[1]);
        assert_close(answer.fair_crps.unwrap(), row[2]);
        assert!((0.0..=1.0).contains(&answer.pit) && answer.members == 8);
    }
    let mean = &ensembles.means[0];
    assert_close(mean.crps, read.iter().map(|row| row[1]).sum::<f64>() / 6.0);
    assert_eq!((mean.unit.as_str(), mean.questions, mean.clusters, ensembles.pit.counts.len()), ("km", 6, 6, 2));
    assert!(mean.crps_error.unwrap() > 0.0 && mean.fair_crps_error.unwrap() > 0.0);
}

fn oracle_rows(text: &str, name: &str) -> Vec<Vec<f64>> {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(value[name].clone()).unwrap()
}

#[test]
fn categories_agree_with_the_oracle() {
    let read = oracle_rows(include_str!("../../../../fixtures/oracle/scores/categories.json"), "categories");
    const NAMES: [&str; 4] = ["none", "few", "some", "many"];
    let outcome =
        |(at, row): (usize, &Vec<f64>)| format!("q{at},{},2001-06-01,none<few<some<many\n", NAMES[row[0] as usize]);
    let outcomes = outcomes_with("categories", &read.iter().enumerate().map(outcome).collect::<String>());
    let rows: String = read
        .iter()
        .enumerate()
        .flat_map(|(at, row)| {
            // A category that is not stated has no chance.
            let stated = NAMES.into_iter().zip(&row[4..]).filter(|(_, chance)| **chance > 0.0);
            stated.map(move |(name, chance)| format!("ann,q{at},2001-01-01,{name},{chance}\n"))
        })
        .collect();
    let gathered = parse_forecasts(&format!("forecaster,question,made,category,probability\n{rows}"), &outcomes);
    let found = score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap();
    let categories = found.forecasters[0].categories.as_ref().unwrap();
    for (answer, row) in categories.answers.iter().zip(&read) {
        assert_close(answer.brier, row[1]);
        assert_close(answer.log.unwrap(), row[2]);
        assert_close(answer.ranked.unwrap(), row[3]);
        let below: f64 = row[4..4 + row[0] as usize].iter().sum();
        let (pit, slack) = (answer.pit.unwrap(), 1e-9);
        assert!(pit > below - slack && pit < below + row[4 + row[0] as usize] + slack);
    }
    assert_eq!(categories.ordered.as_ref().unwrap().forecasts, read.len());
    // The draw within a category has the address of the forecast: others do not move it.
    let fewer = rows.lines().filter(|line| line.contains(",q1,")).map(|line| format!("{line}\n")).collect::<String>();
    let gathered = parse_forecasts(&format!("forecaster,question,made,category,probability\n{fewer}"), &outcomes);
    let alone = score_forecasts(&gathered, &outcomes, &ScoringSettings::default()).unwrap();
    let alone = alone.forecasters[0].categories.as_ref().unwrap().answers[0].pit;
    assert_eq!(alone, categories.answers[1].pit);
}

/// Questions of one cluster share their luck, so that the error of the mean comes from fewer independent parts.
#[test]
fn clusters_widen_the_error_of_a_mean() {
    let rows = "ann,a,2001-01-01,0.9\nann,b,2001-01-01,0.9\nann,c,2001-01-01,0.5\nann,d,2001-01-01,0.5\n";
    let outcomes = |clusters: [&str; 4]| {
        let row = |(question, cluster): (char, &str)| format!("{question},yes,2001-06-01,{cluster}\n");
        outcomes_with("cluster", &"abcd".chars().zip(clusters).map(row).collect::<String>())
    };
    let (apart, together) = (outcomes(["", "", "", ""]), outcomes(["x", "x", "y", "y"]));
    let (apart, together) = (score_rows(rows, &apart, false), score_rows(rows, &together, false));
    let [one, other] = [&apart, &together].map(|found| chances_of(found, "ann"));
    assert_eq!((one.clusters, other.clusters, one.brier), (4, 2, other.brier));
    // The four scores are 0.01, 0.01, 0.25, 0.25: sums of excess 0.12 each, and 0.24 in pairs.
    assert_close(one.brier_error.unwrap(), (4.0 / 3.0 * 4.0 * 0.0144_f64).sqrt() / 4.0);
    assert_close(other.brier_error.unwrap(), (2.0 * 2.0 * 0.0576_f64).sqrt() / 4.0);
}

#[test]
fn means_are_of_one_unit_and_the_same_levels() {
    let outcomes = outcomes_with("unit", "a,1,2001-06-01,km\nb,3,2001-06-01,km\nc,3,2001-06-01,EUR\nd,3,2001-06-01,\n");
    let row = |question: &str, level: f64| format!("ann,{question},2001-01-01,{level},2\n");
    let rows: String = ["a", "b", "c", "d"].into_iter().map(|question| row(question, 0.5)).collect();
    let text = format!("forecaster,question,made,level,value\n{rows}{}", row("b", 0.9).replace("ann", "bob"));
    let found = score_forecasts(&parse_forecasts(&text, &outcomes), &outcomes, &ScoringSettings::default()).unwrap();
    let numbers = |at: usize| found.forecasters[at].numbers.as_ref().unwrap();
    let means: Vec<(&str, usize)> = numbers(0).means.iter().map(|mean| (mean.unit.as_str(), mean.questions)).collect();
    assert_eq!(means, [("EUR", 1), ("km", 2)]);
    assert_close(numbers(0).means[1].quantile_score, 1.0);
    assert!(numbers(0).means[1].is_weighted_interval_score && !numbers(1).means[0].is_weighted_interval_score);
    assert_eq!(numbers(0).answers[0].weighted_interval_score, Some(1.0));
}

/// Each row of a table with members and categories, its code and words of its page.
#[test]
fn every_fault_of_the_new_forms_is_refused_at_its_place() {
    let known = outcomes_with("categories", "c,low,2001-06-01,low<middle<high\nn,5,2001-06-01,\na,yes,2001-06-01,\n");
    let head = "forecaster,question,made,category,probability,member,value\n";
    for (rows, code, words) in [
        ("ann,c,2001-01-01,low,0.5,,\nann,c,2001-01-01,high,0.4,,\n", "no-whole", "add up to 0.9"),
        ("ann,c,2001-01-01,lw,1,,\n", "unknown-category", "did you mean `low`?"),
        ("ann,c,2001-01-01,low,0.5,,\nann,c,2001-01-01,low,0.5,,\n", "forecast-twice", "each category once"),
        ("ann,c,2001-01-01,,0.5,,\n", "wrong-kind", "a category and its probability"),
        ("ann,c,2001-01-01,,,1,3\n", "wrong-kind", "a category and its probability"),
        ("ann,a,2001-01-01,low,1,,\n", "wrong-kind", "without a category"),
        ("ann,n,2001-01-01,low,1,,\n", "wrong-kind", "a member and a value"),
        ("ann,n,2001-01-01,,,1,3\nann,n,2001-01-01,,,1,3\n", "forecast-twice", "each member once"),
        ("ann,n,2001-01-01,,,1,\n", "missing", "a member and a value"),
        ("ann,n,2001-01-01,,,,3\n", "missing", "a member and a value"),
        ("ann,a,2001-01-01,,,1,3\n", "wrong-kind", "yes or no"),
    ] {
        let table = Table::parse("f.csv", &format!("{head}{rows}")).unwrap();
        let found = forecast_table::read_forecasts(&table, &known).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}{found}");
        let page = found.to_string();
        assert!(page.contains(words) && page.contains("f.csv:"), "{rows}{page}");
    }
    for (rows, code) in [
        ("c,lwo,2001-06-01,low<high\n", "bad-outcome"),
        ("c,low,2001-06-01,low\n", "bad-categories"),
        ("c,low,2001-06-01,low<middle|high\n", "bad-categories"),
    ] {
        let text = format!("question,outcome,resolved,categories\n{rows}");
        let found = Outcomes::read(&Table::parse("o.csv", &text).unwrap()).unwrap_err();
        assert_eq!(found.iter().map(|item| item.code).collect::<Vec<_>>(), [code], "{rows}");
    }
}
