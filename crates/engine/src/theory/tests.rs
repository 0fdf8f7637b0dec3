use super::check::{CheckReport, checks};
use super::compare;
use super::input::Inputs;
use super::registry::find_runner;
use super::run::{find_check, run_check};
use proptest::prelude::*;
use serde_json::{Value, json};

fn run_with(id: &str, settings: &[&str]) -> CheckReport {
    run_check(id, settings).unwrap_or_else(|error| panic!("{id} {settings:?}: {error}"))
}

fn figure_of(report: &CheckReport, name: &str) -> f64 {
    report.computed[name].as_f64().unwrap_or_else(|| panic!("{} {name}: {}", report.id, report.computed[name]))
}

fn assert_ok(report: &CheckReport) {
    assert_eq!(report.ok, Some(true), "{}", serde_json::to_string_pretty(report).unwrap());
}

#[test]
fn every_check_gives_its_listed_figures() {
    assert_eq!(checks().len(), 18);
    for check in checks() {
        let report = check.run(&[]).unwrap();
        assert_eq!(report.expected, Value::Object(check.expected.clone()));
        assert_ok(&report);
    }
}

/// The search for the value of keeping peace once widened its bounds by nothing, for ever.
#[test]
fn values_in_which_a_step_of_one_is_lost_do_not_hang_the_search() {
    let check = checks().iter().find(|check| check.inputs.contains_key("structural")).unwrap();
    for size in [-1e18, -1e300, 1e300] {
        let mut structural = check.inputs["structural"].clone();
        (structural["peace_value_R"], structural["renewed_war_value_R"]) = (json!([size, size / 2.0]), json!(size));
        let report = check.run(&[("structural".to_owned(), structural)]).unwrap();
        assert!(report.expected["structural_W_R"].is_array(), "{size}");
    }
}

#[test]
fn every_textbook_gives_the_listed_figures_too() {
    for check in checks() {
        let (computed, textbook) = find_runner(&check.id).unwrap()(&Inputs::new(check, &check.inputs)).unwrap();
        assert!(
            compare::values_agree(&textbook, &Value::Object(check.expected.clone()), check.abs_tol),
            "{}",
            check.id
        );
        assert!(compare::values_agree(&computed, &textbook, check.abs_tol), "{}", check.id);
        assert!(compare::values_agree(&textbook, &computed, check.abs_tol), "{}", check.id);
    }
}

/// Other inputs than the listed ones, where the two calculations must agree.
const OTHERS: &[(&str, &[&str])] = &[
    ("V01", &["p_R=0.3", "c_R=0.05", "concave_exponent_R=0.7"]),
    ("V01", &["p_R=0.05", "c_R=0.2"]),
    ("V01", &["p_R=1", "c_U=0"]),
    ("V03", &["delta=0.99", "p1=0.5", "p2=0.52", "c_riser=0.1", "c_decliner=3"]),
    ("V03", &["delta=0"]),
    ("V03", &["delta=1"]),
    ("V04", &["prob_R_wins=0.3", "prob_U_wins=0.7", "delta=0.9"]),
    ("V04", &["prob_R_wins=0", "prob_U_wins=0"]),
    ("V04", &["prob_R_wins=0", "delta=1"]),
    ("V04", &["prize=3"]),
    ("V04", &["delta=0"]),
    ("V05", &["N=2"]),
    ("V05", &["N=3", "p=0.2", "delta=0.9"]),
    ("V05", &["N=30", "p=0.5", "end_values_R=[0.2,0.7]"]),
    ("V05", &["N=1000", "p=0.49", "delta=1", "prob_R_proposes=1"]),
    ("V05", &["p=0", "delta=0"]),
    ("V05", &["p=1", "c_R=0", "c_U=0"]),
    ("V06", &["N=4", "n=2", "p=0.6"]),
    ("V06", &["N=300", "n=150", "p=0.3", "delta=0.9"]),
    ("V06", &["N=40", "n=39", "p=0.01", "step_probability=1"]),
    ("V06", &["p=0.5", "mirror_p=0.7"]),
    ("V06", &["p=0.5", "delta=1"]),
    ("V06", &["p=0", "mirror_p=1"]),
    ("V06", &["N=2", "n=1"]),
    ("V06", &["N=1", "n=1"]),
    ("V06", &["n=0"]),
    ("V06", &["step_probability=0"]),
    ("V06", &["delta=0", "step_probability=0.001"]),
    ("V06", &["N=1000", "n=500", "p=0.5"]),
    ("V11", &["N=6", "prob_R_proposes=0.2"]),
    ("V11", &["N=4", "horizon_months=3"]),
    ("V11", &["N=5", "horizon_months=1", "delta=0.8"]),
    ("V11", &[r#"beliefs_p_R_wins_step={"calm":[0.5,0.5],"wild":[0.95,0.05]}"#, "c_R=0", "c_U=0"]),
    ("V11", &["N=25", "delta=1"]),
    ("V12", &["m_R=4", "m_U=0", "cost_share_paid=[0.1,1]"]),
    ("V12", &["draft_share_U=0.95"]),
    ("V12", &["draft_share_U=0.05"]),
    ("V14", &["ideal_points=[0.1,0.4]"]),
    ("V14", &["ideal_points=[0.1,0.9,0.4,0.2,0.8]", "status_quo=0.5", "n=[0,1,7]", "hazard_two_tracks=[0.5,0.01,0.2]"]),
    ("V14", &["ideal_points=[-2]", "status_quo=3", "accept_prob=0"]),
    ("V14", &["ideal_points=[0.9,0.95]", "status_quo=0.3", "accept_prob=1", "hazard_two_tracks=[1,0.1]"]),
    ("V15", &["quasilinear_v=[0.2,0.9,0.9,0.1]", "cobb_douglas_incomes=[1,7,3]", "cobb_douglas_alpha=0.7"]),
    ("V15", &["quasilinear_v=[0,0]", "cobb_douglas_alpha=0"]),
    ("V15", &["cobb_douglas_alpha=1", "abandon=[0.1,3,1]", "entrap=[0.9,40]"]),
    ("V15", &["cobb_douglas_incomes=[5,5,5,5,5,0]", "cobb_douglas_alpha=0.01"]),
    ("V16", &["gdp_bn=[10,20,30]", "willingness_pct_gdp_per_year=[1,2,3]", "need_bn_per_year=0.9"]),
    ("V16", &["gdp_bn=[100]", "willingness_pct_gdp_per_year=[1]", "need_bn_per_year=5"]),
    ("V16", &["gdp_bn=[10,0,5]", "willingness_pct_gdp_per_year=[2,2,0]"]),
    ("V16", &["fatigue_per_month=0"]),
    ("V16", &["need_bn_per_year=0"]),
    ("V17", &["elections_month_prob_flip=[[24,0.5],[3,0.1],[18,1],[40,0.2]]"]),
    ("V17", &["elections_month_prob_flip=[[1,0]]", "S0=0.4", "casualties_to=20000"]),
    ("V18", &["A0=50", "B0=90"]),
    ("V18", &["A0=10", "B0=10", "kill_rate_A=0.3", "kill_rate_B=0.3"]),
    ("V18", &["kill_rate_A=50", "kill_rate_B=40"]),
    ("V18", &["B0=0", r#"supply_case={"B0":400,"supply_limit_A":10}"#]),
    ("V19", &["cases=[[3,5,1,2],[50,60,1.1,0.9],[0,4,1,1],[4,0,1,1],[1,1,1,1e9]]"]),
    ("V20", &["drift_km2_per_month=0"]),
    ("V20", &["drift_km2_per_month=-50", "slow_drift=-300"]),
    ("V20", &["sd_per_sqrt_month=10"]),
    ("V20", &["sd_per_sqrt_month=1", "slow_drift=416.7"]),
    ("V20", &["distance_km2=1", "sd_per_sqrt_month=4000"]),
    ("V21", &["monthly_hazard=0"]),
    ("V21", &["monthly_hazard=1", "delta=0.5", "ph_base=0.9", "ph_beta_z=[[2,3],[1,1]]"]),
    ("V21", &["ph_beta_z=[[],[]]"]),
    ("V21", &["ph_beta_z=[[900],[1]]"]),
    ("V21", &["ph_beta_z=[[-900],[1]]"]),
    (
        "V21",
        &[
            r#"structural={"lambda_":1000,"peace_value_R":[0.1,0.5,0.9,0.49],"renewed_war_value_R":0.5,"opportunity_prob_per_month":1}"#,
        ],
    ),
    (
        "V21",
        &[
            r#"structural={"lambda_":0.5,"peace_value_R":[-3,4],"renewed_war_value_R":0.5,"opportunity_prob_per_month":0.3}"#,
        ],
    ),
    (
        "V21",
        &[
            r#"structural={"lambda_":60,"peace_value_R":[0.5],"renewed_war_value_R":0.5,"opportunity_prob_per_month":0}"#,
        ],
    ),
    ("V21", &[r#"guarantee={"gain_if_not_honoured":0.4,"loss_if_honoured":0.1}"#]),
    ("V22", &["lambda_=1"]),
    ("V22", &["lambda_=5000"]),
    ("V22", &["lambda_=1e9", r#"noise_case={"lambda_":1e6,"deficit":5}"#]),
    ("V22", &["delta=0", r#"terminal={"R":3,"U":-1,"A":9,"C":2}"#]),
    ("V22", &[r#"noise_case={"lambda_":60,"deficit":-0.1}"#]),
    ("V23", &["levels=1", "start=1"]),
    ("V23", &["levels=9", "start=4", "down=0.3", "up=0.6"]),
    ("V23", &["start=0", "posture_start=out"]),
    ("V23", &["down=0"]),
    ("V23", &["posture_matrix=[[0.5,0.5],[0.2,0.8]]", "posture_start=\"row 1\""]),
    ("V24", &["weights_R=[0.4,0,0.3,0.3]", "weights_U=[0,0.5,0.3,0.2]"]),
    ("V24", &["weights_R=[0,0.5,0.5,0]", "weights_U=[0,0.5,0.5,0]", "disagreement=[0.2,0.1]"]),
    ("V24", &["weights_R=[0.5,0.3,0.1,0.05,0.05]", "weights_U=[0.1,0.3,0.2,0.2,0.2]", "disagreement=[0,0.6]"]),
    ("V24", &["disagreement=[0.9,0.9]"]),
    ("V24", &["weights_R=[1]", "weights_U=[2]"]),
];

#[test]
fn other_inputs_agree_with_the_textbook() {
    for (id, settings) in OTHERS {
        assert_ok(&run_with(id, settings));
    }
}

#[test]
fn infinite_and_absent_figures_are_null() {
    assert_eq!(run_with("V04", &["prob_R_wins=0", "prob_U_wins=0"]).computed["mean_months"], Value::Null);
    assert_eq!(run_with("V12", &["draft_share_U=0.95"]).computed["aid_needed"], Value::Null);
    assert_eq!(run_with("V06", &["N=2", "n=1"]).computed["prob_top_fair_n3"], Value::Null);
    assert_eq!(run_with("V24", &["disagreement=[0.9,0.9]"]).computed["nash_u_R"], Value::Null);
    assert_eq!(run_with("V23", &["down=0"]).computed["mean_months_to_break"], Value::Null);
}

#[test]
fn front_mirrored_is_the_other_sides_front() {
    for steps in 3..=30 {
        let settings = |odds: f64, start: usize| [format!("N={steps}"), format!("p={odds}"), format!("n={start}")];
        for start in 0..=steps {
            let (plain, mirror) =
                (run_check("V06", &settings(0.62, start)), run_check("V06", &settings(0.38, steps - start)));
            let (plain, mirror) = (plain.unwrap(), mirror.unwrap());
            assert!((figure_of(&plain, "prob_top") + figure_of(&mirror, "prob_top") - 1.0).abs() < 1e-12);
            assert!((figure_of(&plain, "mean_battles") - figure_of(&mirror, "mean_battles")).abs() < 1e-10);
        }
    }
}

#[test]
fn listed_inputs_may_be_spelt_otherwise() {
    let report = run_with("V06", &["N=10.0", "p=0.550"]);
    assert_eq!(report.expected, Value::Object(find_check("v06").unwrap().expected.clone()));
    assert_eq!(
        run_with("V22", &["order=A proposes (logit), R answers, U answers, C consents or withholds its components"]).ok,
        Some(true)
    );
}

#[test]
fn a_report_has_the_documented_keys() {
    let report = serde_json::to_value(run_with("V01", &["p_R=0.5"])).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["computed", "expected", "id", "inputs", "ok"]);
    assert_eq!(report["inputs"]["p_R"], json!(0.5));
}

/// Requests that must be refused, and what the message must hold.
const REFUSED: &[(&str, &str, &[&str])] = &[
    ("V99", "p=1", &["V99", "did you mean", "V06"]),
    ("V06", "stepprobability=1", &["stepprobability", "did you mean `step_probability`", "mirror_p"]),
    ("V06", "p=1.5", &["V06", "`p`", "1.5", "0 to 1"]),
    ("V06", "p=\"x\"", &["`p`", "\"x\"", "number"]),
    ("V06", "p=null", &["`p`", "missing"]),
    ("V06", "n=11", &["`n`", "11", "0 to 10"]),
    ("V06", "N=2.5", &["`N`", "2.5", "whole"]),
    ("V06", "p", &["no `=`"]),
    ("V06", "p=zero", &["zero", "JSON"]),
    ("V14", "ideal_points=[0.1,\"a\"]", &["ideal_points[1]", "\"a\""]),
    ("V14", "ideal_points=[]", &["ideal_points", "1 to"]),
    ("V14", "n=[2.5]", &["n[0]", "2.5"]),
    ("V16", "gdp_bn=[1,2]", &["willingness_pct_gdp_per_year", "5", "2"]),
    ("V18", "supply_case={\"B0\":5}", &["supply_case.supply_limit_A", "missing"]),
    ("V18", "supply_case={\"B0\":5,\"supply_limit\":4}", &["supply_limit", "did you mean `supply_limit_A`"]),
    ("V18", "supply_case=5", &["supply_case", "5", "object with"]),
    ("V19", "cases=[[1,2,3]]", &["cases[0]", "4 numbers"]),
    ("V19", "cases=[[0,0,1,1]]", &["cases[0]", "not both 0"]),
    ("V21", "ph_beta_z=[[1,2],[1]]", &["ph_beta_z", "2 effects and 1"]),
    ("V23", "posture_matrix=[[0.5,0.4],[0,1]]", &["posture_matrix", "row 0 sums to 0.9"]),
    ("V23", "posture_matrix=[[1]]", &["posture_matrix"]),
    ("V23", "posture_start=nobody", &["posture_start", "nobody", "backer"]),
    ("V23", "down=0.99", &["`up`", "at most 1"]),
    ("V11", "beliefs_p_R_wins_step={\"a\":[0.5]}", &["beliefs_p_R_wins_step.a", "2 numbers"]),
    ("V11", "gap_scan=none", &["gap_scan", "cannot be changed"]),
    ("V04", "prob_U_wins=0.97", &["prob_U_wins", "at most 1"]),
    ("V24", "weights_U=[1,2]", &["weights_U", "2 numbers", "4"]),
];

#[test]
fn faults_are_named() {
    for (id, setting, parts) in REFUSED {
        let message = run_check(id, &[setting]).expect_err(setting).to_string();
        for part in *parts {
            assert!(message.contains(part), "{setting}: `{message}` lacks `{part}`");
        }
    }
}

/// Values of every type and size; none may do worse than an error.
const ODD: &[&str] = &[
    "null",
    "true",
    "-1",
    "0",
    "1",
    "0.5",
    "2",
    "1e-300",
    "1e300",
    "-1e300",
    "1e15",
    "1000",
    "\"\"",
    "\"text\"",
    "[]",
    "[0]",
    "[1]",
    "[0,0]",
    "[1,1]",
    "[0,1]",
    "[1,0]",
    "[0.5,0.5,0.5]",
    "[1e300,1e300]",
    "[1e-300,1e-300,0]",
    "[[]]",
    "[[],[]]",
    "[[0,0],[0,0]]",
    "[[1,0],[0,1]]",
    "[[0,1],[1,0]]",
    "[[1e300,1e300],[1e300,1e300]]",
    "[[1,1,1,1]]",
    "[[1000,1000,1e-300,1e300]]",
    "{}",
    "{\"R\":0}",
    "{\"a\":[0,1],\"b\":[1,0]}",
    "[null]",
    "[[null]]",
];

#[test]
fn odd_inputs_never_panic() {
    for check in checks() {
        for name in check.inputs.keys() {
            for odd in ODD {
                if let Ok(report) = run_check(&check.id, &[format!("{name}={odd}")]) {
                    assert!(serde_json::to_string(&report).is_ok());
                }
            }
        }
    }
}

#[test]
fn odd_figures_inside_nested_inputs_never_panic() {
    for check in checks() {
        for (name, nested) in check.inputs.iter().filter(|(_, value)| value.is_object()) {
            for key in nested.as_object().unwrap().keys() {
                for odd in ODD {
                    let mut changed = nested.clone();
                    changed[key] = serde_json::from_str(odd).unwrap();
                    let _ = check.run(&[(name.clone(), changed)]);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn walks_agree_anywhere(steps in 1usize..60, place in 0.0f64..1.0, p in 0.0f64..1.0, d in 0.0f64..1.0, l in 0.01f64..1.0) {
        let start = (place * steps as f64) as usize;
        let settings = [
            format!("N={steps}"), format!("n={start}"), format!("p={p}"), format!("delta={d}"),
            format!("step_probability={l}"),
        ];
        assert_ok(&run_check("V06", &settings).unwrap());
    }

    #[test]
    fn common_beliefs_settle_anywhere(steps in 2usize..31, p in 0.0f64..1.0, d in 0.0f64..1.0, rho in 0.0f64..1.0, a in 0.0f64..1.0) {
        let settings = [
            format!("N={steps}"), format!("p={p}"), format!("delta={d}"), format!("prob_R_proposes={rho}"),
            format!("end_values_R=[{a},{}]", 0.5 * (1.0 + a)),
        ];
        let report = run_check("V05", &settings).unwrap();
        assert_ok(&report);
        prop_assert_eq!(&report.computed["months_to_settlement"], &json!(0));
    }

    #[test]
    fn disagreement_agrees_with_the_recursion(steps in 2usize..15, r in 0.0f64..1.0, u in 0.0f64..1.0, months in 1usize..80) {
        let settings = [
            format!("N={steps}"), format!("horizon_months={months}"),
            format!("beliefs_p_R_wins_step={{\"one\":[{r},{u}]}}"),
        ];
        assert_ok(&run_check("V11", &settings).unwrap());
    }

    #[test]
    fn coalitions_agree_anywhere(members in prop::collection::vec((1.0f64..5000.0, 0.0f64..1.0), 1..30), need in 0.1f64..30.0) {
        let (income, share): (Vec<f64>, Vec<f64>) = members.into_iter().unzip();
        let settings = [
            format!("gdp_bn={income:?}"), format!("willingness_pct_gdp_per_year={share:?}"),
            format!("need_bn_per_year={need}"),
        ];
        assert_ok(&run_check("V16", &settings).unwrap());
        let gifts = [format!("cobb_douglas_incomes={income:?}"), format!("quasilinear_v={share:?}")];
        assert_ok(&run_check("V15", &gifts).unwrap());
    }

    #[test]
    fn issues_agree_anywhere(weights in prop::collection::vec((0.01f64..1.0, 0.01f64..1.0), 2..8), base in (0.0f64..0.4, 0.0f64..0.4)) {
        let (invader, defender): (Vec<f64>, Vec<f64>) = weights.into_iter().unzip();
        let floor = [base.0 * invader.iter().sum::<f64>(), base.1 * defender.iter().sum::<f64>()];
        let settings = [
            format!("weights_R={invader:?}"), format!("weights_U={defender:?}"), format!("disagreement={floor:?}"),
        ];
        assert_ok(&run_check("V24", &settings).unwrap());
    }

    #[test]
    fn rounds_agree_anywhere(sharpness in 0.1f64..300.0, d in 0.0f64..1.0, w in prop::collection::vec(-1.0f64..1.0, 8)) {
        let settings = [
            format!("lambda_={sharpness}"), format!("delta={d}"),
            format!("W_consent={{\"R\":[{},{}],\"U\":[{},{}],\"A\":[{},{}],\"C\":[{},{}]}}", w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]),
        ];
        assert_ok(&run_check("V22", &settings).unwrap());
    }

    #[test]
    fn passages_agree_anywhere(d in 1.0f64..1e4, m in -500.0f64..900.0, s in 1.0f64..2000.0) {
        let settings = [format!("distance_km2={d}"), format!("drift_km2_per_month={m}"), format!("sd_per_sqrt_month={s}")];
        assert_ok(&run_check("V20", &settings).unwrap());
    }

    #[test]
    fn durability_agrees_anywhere(d in 0.0f64..0.999, l in 0.1f64..500.0, v in 0.0f64..1.0, ren in 0.0f64..1.0, rho in 0.0f64..1.0) {
        let structural = format!("structural={{\"lambda_\":{l},\"peace_value_R\":[{v}],\"renewed_war_value_R\":{ren},\"opportunity_prob_per_month\":{rho}}}");
        assert_ok(&run_check("V21", &[structural, format!("delta={d}")]).unwrap());
    }

    #[test]
    fn duels_agree_anywhere(a in 1.0f64..200.0, b in 1.0f64..200.0, ka in 0.001f64..1.0, kb in 0.001f64..1.0) {
        prop_assume!((ka.sqrt() * a - kb.sqrt() * b).abs() > 1e-3);
        let settings = [format!("A0={a}"), format!("B0={b}"), format!("kill_rate_A={ka}"), format!("kill_rate_B={kb}")];
        assert_ok(&run_check("V18", &settings).unwrap());
    }
}
