//! Paths of tables and quantities, such as `member.aria.income`, and patterns of them.

/// Whether a path matches a pattern in which `*` stands for any one name.
pub(crate) fn matches_pattern(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('.'), path.split('.'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(name)) if part == "*" || part == name => {}
            _ => return false,
        }
    }
}

/// Number of names that a pattern says, apart from `*`.
pub(crate) fn names_in_pattern(pattern: &str) -> usize {
    pattern.split('.').filter(|part| *part != "*").count()
}

/// The paths that two patterns share, as a pattern; none where they share none.
pub(crate) fn common_pattern(one: &str, other: &str) -> Option<String> {
    if one.split('.').count() != other.split('.').count() {
        return None;
    }
    let common = |(part, facing)| match (part, facing) {
        ("*", name) | (name, "*") => Some(name),
        (name, other) => (name == other).then_some(name),
    };
    let parts: Option<Vec<&str>> = one.split('.').zip(other.split('.')).map(common).collect();
    parts.map(|parts| parts.join("."))
}

/// `pattern.name`, or the name alone at the top.
pub(crate) fn join_path(pattern: &str, name: &str) -> String {
    if pattern.is_empty() { name.to_owned() } else { format!("{pattern}.{name}") }
}

/// Whether a word may be used as a name: small letters, digits, `-` and `_`, at most 64 of them.
pub(crate) fn is_name(name: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    !name.is_empty() && name.len() <= 64 && name.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_part_by_part() {
        assert!(matches_pattern("member.*.income", "member.aria.income"));
        assert!(!matches_pattern("member.*", "member.aria.income"));
    }

    #[test]
    fn patterns_share_what_fits_both() {
        assert_eq!(common_pattern("posture.*.arms", "*.out.arms").as_deref(), Some("posture.out.arms"));
        assert_eq!(common_pattern("posture.*.arms", "posture.*.arms").as_deref(), Some("posture.*.arms"));
        assert_eq!(common_pattern("posture.*.arms", "posture.*.rounds"), None);
        assert_eq!(common_pattern("posture.*", "posture.*.arms"), None);
    }
}
