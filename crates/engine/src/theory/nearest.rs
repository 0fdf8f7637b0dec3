//! The name most like a mistyped one.

/// The candidate with the fewest letters to change, drop or add (Levenshtein 1966), upper and lower case alike; the
/// first of several. Empty without candidates.
pub(super) fn nearest_name<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    let wanted = name.to_lowercase();
    candidates.min_by_key(|candidate| edit_distance(&wanted, &candidate.to_lowercase())).unwrap_or_default().to_string()
}

fn edit_distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (place, other) in right.iter().enumerate() {
            let change = diagonal + usize::from(letter != *other);
            diagonal = row[place + 1];
            row[place + 1] = change.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_likeliest_name() {
        let names = ["delta", "step_probability", "mirror_p", "p"];
        assert_eq!(nearest_name("dleta", names.into_iter()), "delta");
        assert_eq!(nearest_name("MirrorP", names.into_iter()), "mirror_p");
        assert_eq!(nearest_name("x", [].into_iter()), "");
        assert_eq!([edit_distance("kitten", "sitting"), edit_distance("", "abc")], [3, 3]);
    }
}
