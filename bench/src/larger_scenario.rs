//! The default scenario with more of something: its text is changed as a user would change it, and read anew.

use standoff_scenario::{Scenario, Source, builtin};

/// Keys of a member's amounts. They are divided among its copies, so that the coalition is as rich as before.
const AMOUNTS: [&str; 2] = ["income", "military_spending"];

/// The default scenario with each member of the coalition `copies` times, each copy with its part of the amounts.
///
/// # Panics
///
/// If the changed scenario cannot be read, which the tests of this module rule out.
pub fn with_members(copies: usize) -> Scenario {
    let share = |line: &str| divide_amount(line, copies);
    let text: Vec<String> = default_text().lines().map(share).collect();
    read(&repeat_tables(&text.join("\n"), "member", |_| true, copies))
}

/// The default scenario with this many copies of one posture besides its own.
///
/// # Panics
///
/// As [`with_members`].
pub fn with_postures(more: usize) -> Scenario {
    let text = default_text();
    let first = text.lines().find_map(|line| table_name(line, "posture")).unwrap_or_default().to_owned();
    read(&repeat_tables(text, "posture", |name| name == first, 1 + more))
}

/// The default scenario with each draft `copies` times.
///
/// # Panics
///
/// As [`with_members`].
pub fn with_drafts(copies: usize) -> Scenario {
    read(&repeat_tables(default_text(), "package", |_| true, copies))
}

/// The default scenario with a forecast of another length.
///
/// # Panics
///
/// As [`with_members`].
pub fn with_horizon(months: usize) -> Scenario {
    let horizon = |line: &str| {
        if line.starts_with("horizon =") { format!("horizon = {months}") } else { line.to_owned() }
    };
    read(&default_text().lines().map(horizon).collect::<Vec<String>>().join("\n"))
}

fn default_text() -> &'static str {
    builtin::ALL.iter().find(|one| one.name == builtin::DEFAULT).map_or("", |one| one.text)
}

fn read(text: &str) -> Scenario {
    match Scenario::parse(&Source::new("larger.toml", text)) {
        Ok((scenario, _)) => scenario,
        Err(found) => panic!("the larger scenario cannot be read:\n{}", found.render(false)),
    }
}

/// Name of the table that a line opens, if it is one of this kind: `backing` of `[posture.backing.rate]`.
fn table_name<'a>(line: &'a str, kind: &str) -> Option<&'a str> {
    let path = line.strip_prefix('[')?.split(']').next()?;
    path.strip_prefix(kind)?.strip_prefix('.')?.split('.').next()
}

/// The text with further copies of the tables of a kind whose names are wanted, at its end. Copy 2 of `a` is `a-2`.
fn repeat_tables(text: &str, kind: &str, wanted: impl Fn(&str) -> bool, copies: usize) -> String {
    let mut repeated = text.to_owned();
    for copy in 2..=copies {
        let mut inside = false;
        for line in text.lines() {
            if line.starts_with('[') {
                let name = table_name(line, kind).filter(|name| wanted(name));
                inside = name.is_some();
                if let Some(name) = name {
                    let opened = format!("[{kind}.{name}");
                    repeated += &format!("\n{opened}-{copy}{}", &line[opened.len()..]);
                    continue;
                }
            }
            if inside {
                repeated.push('\n');
                repeated += line;
            }
        }
    }
    repeated
}

/// A line with its amount divided, if it states one: a number, or a table that begins with one.
fn divide_amount(line: &str, parts: usize) -> String {
    let divide = || {
        let (key, value) = line.split_once(" = ").filter(|(key, _)| AMOUNTS.contains(key))?;
        let number = value.strip_prefix("{ value = ").unwrap_or(value);
        let opening = &value[..value.len() - number.len()];
        let end = number.find([',', ' ']).unwrap_or(number.len());
        let amount: f64 = number[..end].parse().ok()?;
        Some(format!("{key} = {opening}{}{}", amount / parts as f64, &number[end..]))
    };
    divide().unwrap_or_else(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn larger_scenarios_are_read_and_are_larger() {
        let own = crate::default_scenario();
        let count = own.structure.members.len();
        assert_eq!(with_members(1).central_values().as_slice(), own.central_values().as_slice());
        assert_eq!(with_members(8).structure.members.len(), 8 * count);
        assert_eq!(with_postures(7).structure.postures.len(), 7 + own.structure.postures.len());
        let drafts = own.structure.drafts().count();
        assert_eq!(with_drafts(3).structure.drafts().count(), 3 * drafts);
        assert_eq!(with_horizon(120).horizon_months, 120);
    }

    #[test]
    fn a_coalition_of_copies_is_as_rich() {
        let income = |scenario: &Scenario| -> f64 {
            let values = scenario.central_values();
            let paths = scenario.parameters.iter().map(|parameter| &parameter.path);
            paths
                .filter(|path| path.starts_with("member.") && path.ends_with(".income"))
                .filter_map(|path| values.get(path))
                .sum()
        };
        let [own, copied] = [1, 4].map(|copies| income(&with_members(copies)));
        assert!(own > 0.0 && (copied / own - 1.0).abs() < 1e-9, "{own} {copied}");
    }
}
