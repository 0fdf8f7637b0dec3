//! Natural order of names, in which `x2` comes before `x10`.

use std::cmp::Ordering;

/// Compares names with runs of digits as numbers. Only equal names compare equal.
pub(super) fn compare_naturally(left: &str, right: &str) -> Ordering {
    let (mut one, mut other) = (left, right);
    while !one.is_empty() && !other.is_empty() {
        let (first, second) = (take_run(&mut one), take_run(&mut other));
        let order = compare_runs(first, second);
        if order != Ordering::Equal {
            return order;
        }
    }
    one.len().cmp(&other.len()).then_with(|| left.cmp(right))
}

/// Cuts a run of digits, or else one character, off the front.
fn take_run<'a>(text: &mut &'a str) -> &'a str {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    let (head, tail) = text.split_at(digits.max(first));
    *text = tail;
    head
}

fn compare_runs(left: &str, right: &str) -> Ordering {
    let number = |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit());
    if !number(left) || !number(right) {
        return left.cmp(right);
    }
    let (one, other) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    one.len().cmp(&other.len()).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_digits_compare_as_numbers() {
        let mut names = ["x10", "x2", "x", "y1", "x02", "a", "x2b", "", "2", "é1"];
        names.sort_by(|left, right| compare_naturally(left, right));
        assert_eq!(names, ["", "2", "a", "x", "x02", "x2", "x2b", "x10", "y1", "é1"]);
        assert_eq!(compare_naturally("x7", "x7"), Ordering::Equal);
        assert_eq!(compare_naturally("x10", "xy"), Ordering::Less);
        assert_eq!(compare_naturally("xy", "x10"), Ordering::Greater);
    }
}
