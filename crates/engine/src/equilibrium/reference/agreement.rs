//! Comparison of numbers with those of the reference.

use serde_json::Value;

/// Asserts that two descriptions are the same, numbers to a relative 1e-12.
pub(super) fn assert_same_json(path: &str, made: &Value, stored: &Value) {
    match (made, stored) {
        (Value::Object(made), Value::Object(stored)) => {
            assert!(made.keys().eq(stored.keys()), "{path}: keys {:?} and {:?}", made.keys(), stored.keys());
            made.iter().for_each(|(key, value)| assert_same_json(&format!("{path}.{key}"), value, &stored[key]));
        }
        (Value::Array(made), Value::Array(stored)) => {
            assert_eq!(made.len(), stored.len(), "{path}");
            let pairs = made.iter().zip(stored).enumerate();
            pairs.for_each(|(place, (made, stored))| assert_same_json(&format!("{path}[{place}]"), made, stored));
        }
        (Value::Number(_), Value::Number(_)) => {
            let [made, stored] = [made, stored].map(|value| value.as_f64().expect("it is a number"));
            assert!((made - stored).abs() <= 1e-12 * stored.abs(), "{path}: {made}, stored {stored}");
        }
        _ => assert_eq!(made, stored, "{path}"),
    }
}

/// Largest difference between numbers of the engine and those of the reference, over all that were compared.
pub(super) struct Agreement {
    what: String,
    tolerance: f64,
    largest: f64,
}

impl Agreement {
    /// Nothing compared yet.
    pub fn within(tolerance: f64, what: &str) -> Self {
        Self { what: what.to_owned(), tolerance, largest: 0.0 }
    }

    /// Compares a row of the engine with an array of the reference, nested in any way.
    pub fn compare(&mut self, engine: &[f64], reference: &Value) {
        let mut numbers = Vec::new();
        flatten(reference, &mut numbers);
        assert_eq!(engine.len(), numbers.len(), "{}", self.what);
        for (place, (engine, reference)) in engine.iter().zip(&numbers).enumerate() {
            let difference = (engine - reference).abs();
            assert!(difference <= self.tolerance, "{}, number {place}: {engine}, reference {reference}", self.what);
            self.largest = self.largest.max(difference);
        }
    }

    /// Prints the largest difference, for a run of the test with its output.
    pub fn report(&self) {
        println!("{}: largest difference {:.1e}, tolerance {:.0e}", self.what, self.largest, self.tolerance);
    }
}

fn flatten(value: &Value, numbers: &mut Vec<f64>) {
    match value {
        Value::Array(entries) => entries.iter().for_each(|entry| flatten(entry, numbers)),
        _ => numbers.push(value.as_f64().expect("it is a number")),
    }
}
