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
}
