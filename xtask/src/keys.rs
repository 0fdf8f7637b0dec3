//! The rule that the output of `--json` has its documented keys.

use crate::check_error::CheckError;
use serde_json::Value;
use std::path::Path;

/// Largest deviation from 1 of the sum of survival and causes: rounding of a few dozen terms, with a margin.
const TOLERANCE: f64 = 1e-9;

/// Paths that must be present and not null; `[]` means every element of a list, which must not be empty.
const PATHS: &[&str] = &[
    "scenario.name",
    "scenario.digest",
    "seed",
    "version",
    "runs",
    "draws",
    "step",
    "horizon_months",
    "hold.survival[].months",
    "hold.survival[].p",
    "hold.survival[].low",
    "hold.survival[].high",
    "hold.causes[].cause",
    "hold.causes[].by[].months",
    "hold.causes[].by[].p",
    "hold.causes[].by[].low",
    "hold.causes[].by[].high",
    "hold.critical",
    "ends[].end",
    "ends[].p",
    "ends[].low",
    "ends[].high",
    "deals.signed_by[].months",
    "deals.signed_by[].p",
    "deals.holding_by[].p",
    "costs[].actor",
    "talks",
    "order",
    "questions[].name",
    "benchmark",
    "spread.aleatory",
    "spread.parametric",
];

/// Paths that must be present but may be null.
const NULLABLE: &[&str] =
    &["deals.at_a_loss", "deals.why", "questions[].p", "questions[].mc_error", "questions[].benchmark"];

/// Lists every documented key that a file lacks, and every set of probabilities in it that does not sum to 1.
///
/// # Errors
///
/// A file that cannot be read or is not JSON.
pub fn check_keys(file: &Path) -> Result<Vec<String>, CheckError> {
    let text =
        std::fs::read_to_string(file).map_err(|error| CheckError::Unreadable { path: file.to_path_buf(), error })?;
    let findings: Value =
        serde_json::from_str(&text).map_err(|error| CheckError::NotJson { path: file.to_path_buf(), error })?;
    Ok(key_faults(&findings))
}

fn key_faults(findings: &Value) -> Vec<String> {
    let mut faults: Vec<String> = PATHS.iter().filter_map(|path| path_fault(findings, path, false)).collect();
    faults.extend(NULLABLE.iter().filter_map(|path| path_fault(findings, path, true)));
    if faults.is_empty() {
        faults.extend(hold_faults(&findings["hold"]));
        faults.extend(ends_fault(findings));
    }
    faults
}

/// Fault of the values at a path, if any.
fn path_fault(value: &Value, path: &str, nullable: bool) -> Option<String> {
    let values = values_at(value, path);
    let there = |value: &Option<&Value>| value.is_some_and(|value| nullable || !value.is_null());
    (values.is_empty() || !values.iter().all(there)).then(|| format!("`{path}` is missing"))
}

/// All values at a path; `None` for a key that is absent.
fn values_at<'a>(value: &'a Value, path: &str) -> Vec<Option<&'a Value>> {
    let mut values = vec![Some(value)];
    for part in path.split('.') {
        let (key, list) = part.strip_suffix("[]").map_or((part, false), |key| (key, true));
        let members = values.into_iter().map(|value| value.and_then(|value| value.get(key)));
        values = if list { members.flat_map(list_elements).collect() } else { members.collect() };
    }
    values
}

fn list_elements(list: Option<&Value>) -> Vec<Option<&Value>> {
    list.and_then(Value::as_array).map_or_else(|| vec![None], |list| list.iter().map(Some).collect())
}

/// Values at a path that are present.
fn present_values<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    values_at(value, path).into_iter().flatten().collect()
}

/// Names each month at which the probability of holding and those of all causes of breaking do not sum to 1.
fn hold_faults(hold: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for survival in present_values(hold, "survival[]") {
        let months = &survival["months"];
        let causes = present_values(hold, "causes[].by[]").into_iter().filter(|by| by["months"] == *months);
        let sum = probability_in(survival) + causes.map(probability_in).sum::<f64>();
        if (sum - 1.0).abs() > TOLERANCE {
            faults.push(format!("`hold` at month {months}: survival and the causes sum to {sum}, not to 1"));
        }
    }
    faults
}

fn ends_fault(findings: &Value) -> Option<String> {
    let sum: f64 = present_values(findings, "ends[]").into_iter().map(probability_in).sum();
    ((sum - 1.0).abs() > TOLERANCE).then(|| format!("the shares of `ends` sum to {sum}, not to 1"))
}

fn probability_in(holder: &Value) -> f64 {
    holder["p"].as_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sound_findings() -> Value {
        let chance = |p: f64| json!({ "months": 12, "p": p, "low": 0.0, "high": 1.0 });
        json!({
            "scenario": { "name": "x", "digest": "0" }, "seed": 1, "version": "0", "runs": 2, "draws": 1,
            "step": "week", "horizon_months": 12,
            "hold": {
                "survival": [chance(0.75)],
                "causes": [{ "cause": "coverage", "by": [chance(0.25)] }],
                "critical": [],
            },
            "ends": [{ "end": "frozen", "p": 1.0, "low": 0.0, "high": 1.0 }],
            "deals": {
                "signed_by": [chance(0.5)], "holding_by": [chance(0.4)], "at_a_loss": null, "why": null,
            },
            "costs": [{ "actor": "defender" }], "talks": {}, "order": [],
            "questions": [{ "name": "q", "p": null, "mc_error": null, "benchmark": null }],
            "benchmark": {}, "spread": { "aleatory": 0.5, "parametric": 0.5 },
        })
    }

    #[test]
    fn documented_findings_are_sound() {
        assert_eq!(key_faults(&sound_findings()), [""; 0]);
    }

    #[test]
    fn every_missing_key_is_reported() {
        for path in PATHS.iter().chain(NULLABLE) {
            let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
            let mut findings = sound_findings();
            let pointer = format!("/{}", parent.replace("[]", "/0").replace('.', "/"));
            let holder = if parent.is_empty() { Some(&mut findings) } else { findings.pointer_mut(&pointer) };
            holder.unwrap().as_object_mut().unwrap().remove(key.trim_end_matches("[]")).unwrap();
            assert!(key_faults(&findings).iter().any(|fault| fault.contains(path)), "{path}");
        }
    }

    #[test]
    fn null_where_there_must_be_a_number_is_reported() {
        let mut findings = sound_findings();
        findings["hold"]["survival"][0]["p"] = Value::Null;
        assert_eq!(key_faults(&findings).len(), 1);
        findings["hold"]["survival"] = json!([]);
        assert_eq!(key_faults(&findings).len(), 4);
    }

    #[test]
    fn probabilities_that_do_not_sum_to_one_are_reported() {
        let mut findings = sound_findings();
        findings["hold"]["survival"][0]["p"] = json!(0.7);
        findings["ends"][0]["p"] = json!(0.9);
        assert_eq!(key_faults(&findings).len(), 2);
    }

    #[test]
    fn an_absent_file_or_one_that_is_not_json_is_an_error() {
        assert!(check_keys(Path::new("no/such/file")).is_err());
        assert!(check_keys(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).is_err());
    }
}
