//! Issues of a war's own beside the built-in terms: prisoners, a ruler, the running of a canal (decision 102).

use crate::actors::roles::Role;
use crate::quantity::quantities;

/// Most issues of its own that a war may have: terms hold where each stands in a fixed place.
pub const MOST_ISSUES: usize = 4;

quantities! {
    /// Figures of an issue of the war's own. It stands at 1 where the invader wants it, at 0 where the defender does.
    IssueFigures {
        invader: Number, 0.0 => 10.0, 0.0, "xiR", "Weight to the invader, whose built-in terms together weigh 1";
        defender: Number, 0.0 => 10.0, 0.0, "xiU", "Weight to the defender, whose built-in terms together weigh 1";
        coalition: Number, 0.0 => 10.0, 0.0, "xiC", "Weight to the coalition, whose built-in terms together weigh 1";
        great_power: Number, -2.0 => 2.0, 0.0, "xiA", "What the great power gains from a deal with the issue at 1 instead of 0";
        step: Share, 1e-3 => 1.0, 0.5, "sxi", "Step on the issue, for the distance between two packages";
        unsigned: Share, 0.0 => 1.0, 0.5, "xi0", "Where it stands while nothing is signed, and in a package that does not name it";
        invader_wins: Share, 0.0 => 1.0, 1.0, "xiW", "Where it ends if the invader wins by arms";
        defender_wins: Share, 0.0 => 1.0, 0.0, "xiL", "Where it ends if the defender wins by arms";
    }
}

/// An issue of the war's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its figures.
    pub figures: IssueFigures,
}

impl IssueFigures {
    /// Weight of the issue in a role's stake; of the great power, which has no stake to divide, none.
    pub fn weight(&self, role: Role) -> f64 {
        self.stake(role).weight
    }

    /// Weight of the issue to a belligerent or the coalition, and what it is worth to it at 1 and at 0; the great power has
    /// no stake to divide, so that its weight is none.
    fn stake(&self, role: Role) -> Stake {
        match role {
            Role::Invader => Stake { weight: self.invader, at_one: self.invader, at_zero: 0.0 },
            Role::Defender => Stake { weight: self.defender, at_one: 0.0, at_zero: self.defender },
            Role::Coalition => Stake { weight: self.coalition, at_one: 0.0, at_zero: self.coalition },
            Role::GreatPower => Stake { weight: 0.0, at_one: self.great_power, at_zero: 0.0 },
        }
    }
}

struct Stake {
    weight: f64,
    at_one: f64,
    at_zero: f64,
}

/// Value of terms to a role whose value of the built-in ones is `built_in`, with the war's own issues at `positions`:
/// `(v + sum xi y) / (1 + sum xi)`, where `y` is how far the issue stands on the role's side.
///
/// So the best settlement stays at 1 and the worst at 0, and costs of war stay shares of the whole stake. A great power
/// adds what it gains, as it does from relief.
///
/// ```
/// use standoff_world::actors::roles::Role;
/// use standoff_world::talks::issues::{Issue, IssueFigures, value_with_issues};
/// let figures = IssueFigures {
///     invader: 0.25, defender: 1.0, coalition: 0.0, great_power: -0.1,
///     step: 0.5, unsigned: 0.5, invader_wins: 1.0, defender_wins: 0.0,
/// };
/// let issues = [Issue { name: "ruler".into(), title: "Who rules".into(), figures }];
/// let value = |role, built_in| value_with_issues(&issues, role, built_in, &[1.0, 0.0, 0.0, 0.0]);
/// assert_eq!(value(Role::Invader, 1.0), 1.0);
/// assert_eq!(value(Role::Invader, 0.5), 0.6);
/// assert_eq!(value(Role::Defender, 0.5), 0.25);
/// assert_eq!(value(Role::Coalition, 0.5), 0.5);
/// assert!((value(Role::GreatPower, 0.5) - 0.4).abs() < 1e-15);
/// ```
pub fn value_with_issues(issues: &[Issue], role: Role, built_in: f64, positions: &[f64; MOST_ISSUES]) -> f64 {
    let (mut worth, mut weight) = (built_in, 1.0);
    for (issue, position) in issues.iter().zip(positions) {
        let stake = issue.figures.stake(role);
        worth += stake.at_zero + position * (stake.at_one - stake.at_zero);
        weight += stake.weight;
    }
    worth / weight
}

/// How far the war's own issues stand on a role's side, by its weights, from 0 to 1; none where it minds none of them.
///
/// ```
/// use standoff_world::actors::roles::Role;
/// use standoff_world::talks::issues::{Issue, IssueFigures, share_on_side};
/// let figures = IssueFigures {
///     invader: 0.25, defender: 1.0, coalition: 0.0, great_power: 0.0,
///     step: 0.5, unsigned: 0.5, invader_wins: 1.0, defender_wins: 0.0,
/// };
/// let issues = [Issue { name: "ruler".into(), title: "Who rules".into(), figures }];
/// assert_eq!(share_on_side(&issues, Role::Defender, &[0.75, 0.0, 0.0, 0.0]), Some(0.25));
/// assert_eq!(share_on_side(&issues, Role::Coalition, &[0.75, 0.0, 0.0, 0.0]), None);
/// ```
pub fn share_on_side(issues: &[Issue], role: Role, positions: &[f64; MOST_ISSUES]) -> Option<f64> {
    let weight: f64 = issues.iter().map(|issue| issue.figures.stake(role).weight).sum();
    let weighted = issues.iter().zip(positions).map(|(issue, position)| {
        let stake = issue.figures.stake(role);
        stake.at_zero + position * (stake.at_one - stake.at_zero)
    });
    (weight > 0.0).then(|| weighted.sum::<f64>() / weight)
}

/// Where the war's own issues stand, by what is read from each.
pub fn positions(issues: &[Issue], stands: impl Fn(&IssueFigures) -> f64) -> [f64; MOST_ISSUES] {
    let mut positions = [0.0; MOST_ISSUES];
    for (position, issue) in positions.iter_mut().zip(issues) {
        *position = stands(&issue.figures);
    }
    positions
}
