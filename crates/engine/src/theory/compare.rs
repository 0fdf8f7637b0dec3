//! Comparison of two results.

use serde_json::Value;

/// True if every figure that is expected is there and lies within the tolerance; above one, in proportion.
pub(super) fn values_agree(computed: &Value, expected: &Value, tolerance: f64) -> bool {
    match (computed, expected) {
        (Value::Object(computed), Value::Object(expected)) => expected.iter().all(|(name, expected)| {
            computed.get(name).is_some_and(|computed| values_agree(computed, expected, tolerance))
        }),
        (Value::Array(computed), Value::Array(expected)) => {
            computed.len() == expected.len()
                && computed.iter().zip(expected).all(|(computed, expected)| values_agree(computed, expected, tolerance))
        }
        _ => figures_agree(computed, expected, tolerance),
    }
}

fn figures_agree(computed: &Value, expected: &Value, tolerance: f64) -> bool {
    match (computed.as_f64(), expected.as_f64()) {
        (Some(computed), Some(expected)) => (computed - expected).abs() <= tolerance * expected.abs().max(1.0),
        _ => computed == expected,
    }
}

/// True if two values are the same, numbers as numbers: 1 is 1.0.
pub(super) fn same_value(left: &Value, right: &Value) -> bool {
    values_agree(left, right, 0.0) && values_agree(right, left, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn tolerance_is_absolute_below_one_and_relative_above() {
        assert!(values_agree(&json!({"a": [0.1, 1e6], "more": 1}), &json!({"a": [0.1 + 9e-10, 1e6 + 9e-4]}), 1e-9));
        assert!(!values_agree(&json!({"a": 0.1}), &json!({"a": 0.1 + 2e-9}), 1e-9));
        assert!(!values_agree(&json!([1.0]), &json!([1.0, 2.0]), 1e-9));
        assert!(!values_agree(&json!({}), &json!({"a": null}), 1e-9) && values_agree(&json!(null), &json!(null), 1e-9));
    }

    #[test]
    fn whole_numbers_are_numbers() {
        assert!(same_value(&json!({"p": 1, "q": [true, "x"]}), &json!({"p": 1.0, "q": [true, "x"]})));
        assert!(!same_value(&json!({"p": 1}), &json!({"p": 1, "q": 0})));
    }
}
