//! Keys of earlier builds of the format, and what became of each.
//!
//! Files that still have them are converted when they are read (see `reading::former`), and paths that name them get a
//! hint. Both take what they know from [`FORMER_KEYS`].

use crate::path::common_pattern;
use crate::words::shorten;

/// A key that a scenario could have in an earlier build.
#[derive(Debug, PartialEq)]
pub(crate) struct FormerKey {
    /// Its path; `*` stands for a name that the scenario chose.
    pub path: &'static str,
    /// What became of it.
    pub fate: Fate,
    /// How the meaning changes; empty where it does not.
    pub change: &'static str,
}

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Fate {
    /// A cost a month in shares of the stake became what that cost amounts to if it is borne for ever: it is divided by
    /// one minus the discount factor at `discount`.
    TiedToStake { path: &'static str, discount: &'static str },
    /// The number is read under another path.
    Renamed { path: &'static str },
    /// The number is read under another path, where it is a constant of the method: it has no range.
    Constant { path: &'static str },
    /// Nothing replaces it.
    Dropped,
}

const COST: &str = "the meaning changes: the cost now follows the actor's patience from draw to draw";
const GAIN: &str = "the meaning changes: the gain now follows the actor's patience from draw to draw";

const INVADER: &str = "values.invader.discount";
const DEFENDER: &str = "values.defender.discount";
const COALITION: &str = "values.coalition.discount";
const GREAT_POWER: &str = "values.great_power.discount";

const fn tied(path: &'static str, now: &'static str, discount: &'static str, change: &'static str) -> FormerKey {
    FormerKey { path, fate: Fate::TiedToStake { path: now, discount }, change }
}

const fn dropped(path: &'static str, change: &'static str) -> FormerKey {
    FormerKey { path, fate: Fate::Dropped, change }
}

/// All keys of earlier builds, in the order of a scenario.
pub(crate) const FORMER_KEYS: &[FormerKey] = &[
    tied("values.invader.cost", "values.invader.toll", INVADER, COST),
    tied("values.invader.private_benefit", "values.invader.leader_gain", INVADER, GAIN),
    tied("values.defender.cost", "values.defender.toll", DEFENDER, COST),
    tied("values.defender.private_benefit", "values.defender.leader_gain", DEFENDER, GAIN),
    tied("values.coalition.burden", "values.coalition.toll", COALITION, COST),
    tied("values.coalition.alone", "values.coalition.toll_alone", COALITION, COST),
    tied("posture.*.pressure_invader", "posture.*.toll_invader", INVADER, COST),
    tied("posture.*.pressure_defender", "posture.*.toll_defender", DEFENDER, COST),
    tied("posture.*.burden", "posture.*.toll_great_power", GREAT_POWER, COST),
    dropped(
        "talks.sharpness",
        "the meaning changes: choices are sharp now (`numerics.sharpness`, a constant), and what is not certain about a \
         deal are lasting reasons (`talks.reasons`)",
    ),
    FormerKey { path: "talks.form_sharpness", fate: Fate::Constant { path: "numerics.form_sharpness" }, change: "" },
    dropped(
        "package.*.cluster",
        "the meaning changes: a package that lies close to others now shares its weight in the menu with them",
    ),
    FormerKey {
        path: "ratification.spread",
        fate: Fate::Renamed { path: "ratification.reasons" },
        change: "the meaning changes: this spread of support for a text now lasts, and that of a vote on the day is \
                 `ratification.vote_spread`",
    },
    dropped("ratification.fatigue", "the meaning changes: support for a text now follows how the war goes"),
    dropped(
        "red_lines.security",
        "the meaning changes: a package is now beyond the lines if it leaves the defender less secure than nothing signed",
    ),
];

impl FormerKey {
    /// Path under which its number is now read; none where it was dropped.
    pub fn successor(&self) -> Option<&'static str> {
        match self.fate {
            Fate::TiedToStake { path, .. } | Fate::Renamed { path } | Fate::Constant { path } => Some(path),
            Fate::Dropped => None,
        }
    }

    /// The successor with the names that `path`, a path or pattern within that of the key, has in place of `*`.
    pub fn successor_of(&self, path: &str) -> Option<String> {
        let parts = self.path.split('.').zip(path.split('.'));
        let mut names = parts.filter(|(part, _)| *part == "*").map(|(_, name)| name);
        let fill = |part| if part == "*" { names.next().unwrap_or(part) } else { part };
        Some(self.successor()?.split('.').map(fill).collect::<Vec<&str>>().join("."))
    }

    /// A hint for somebody who names it by `path`.
    fn describe_fate(&self, path: &str) -> String {
        let now = shorten(&self.successor_of(path).unwrap_or_default());
        let path = shorten(path);
        match self.fate {
            Fate::TiedToStake { discount, .. } => {
                format!("`{path}` is now `{now}`: divide a number per month by 1 - `{discount}`")
            }
            Fate::Renamed { .. } | Fate::Constant { .. } if self.change.is_empty() => {
                format!("`{path}` is now `{now}`")
            }
            Fate::Renamed { .. } | Fate::Constant { .. } => format!("`{path}` is now `{now}`; {}", self.change),
            Fate::Dropped => format!("`{path}` is no longer a key; {}", self.change),
        }
    }
}

/// The former keys that a path or pattern spells out, each with the part of the pattern that means it. A pattern that
/// ends in `*` names no key.
pub(crate) fn find_former_keys(pattern: &str) -> Vec<(&'static FormerKey, String)> {
    let last = |path: &str| path.rfind('.').map_or(0, |at| at + 1);
    let name = &pattern[last(pattern)..];
    // Names first: a file may hold a great many paths, and few of them name a former key.
    let named = FORMER_KEYS.iter().filter(|key| key.path[last(key.path)..] == *name);
    named.filter_map(|key| Some((key, common_pattern(key.path, pattern)?))).collect()
}

/// A hint on what became of the former keys that a path or pattern spells out.
pub(crate) fn hint_on_former_keys(pattern: &str) -> Option<String> {
    let hints: Vec<String> = find_former_keys(pattern).iter().map(|(key, path)| key.describe_fate(path)).collect();
    (!hints.is_empty()).then(|| hints.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::lookup::table_at;
    use crate::quantities::declarations::definition_at_path;

    #[test]
    fn former_keys_are_declared_no_more_and_their_successors_are() {
        for key in FORMER_KEYS {
            let (group, name) = key.path.rsplit_once('.').unwrap();
            let declared = table_at(group).is_some_and(|table| table.keys.iter().any(|key| key.name == name));
            assert!(!declared && definition_at_path(key.path).is_none(), "{}", key.path);
            assert!(key.successor().is_none_or(|path| definition_at_path(path).is_some()), "{}", key.path);
            if let Fate::TiedToStake { discount, .. } = key.fate {
                assert!(definition_at_path(discount).is_some_and(|one| one.default.is_some()), "{discount}");
            }
        }
    }

    #[test]
    fn successors_take_over_names() {
        let now = |pattern: &str| -> Vec<Option<String>> {
            find_former_keys(pattern).iter().map(|(key, path)| key.successor_of(path)).collect()
        };
        assert_eq!(now("posture.backing.burden"), [Some("posture.backing.toll_great_power".to_owned())]);
        assert_eq!(now("posture.*.burden"), [Some("posture.*.toll_great_power".to_owned())]);
        assert_eq!(now("values.*.cost").len(), 2);
        assert_eq!(now("*.*.burden").len(), 2);
        assert_eq!(now("talks.sharpness"), [None]);
        assert!(now("values.invader.*").is_empty() && now("stamina.invader.cost").is_empty());
    }
}
