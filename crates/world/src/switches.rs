//! The mechanisms that can keep a war going, each of which can be switched off (theory 3.13, decision 15).

use crate::war::figures::War;

/// Which mechanisms work. All do by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mechanisms {
    /// Actors openly disagree about the odds and about stamina; off: both sides hold the shared view.
    pub disagreement: bool,
    /// Deals may fail; off: planners believe that they hold.
    pub durability: bool,
    /// Actors wait for the posture or the coverage to move; off: planners hold both fixed.
    pub waiting: bool,
    /// Leaders do not bear the whole cost; off: they do.
    pub agency: bool,
    /// The coalition may withhold its parts and the law bars cession; off: neither.
    pub veto: bool,
    /// A draft must be ratified; off: it need not.
    pub ratification: bool,
    /// Only near drafts are tabled; off: any may be.
    pub agenda: bool,
}

impl Default for Mechanisms {
    fn default() -> Self {
        Self {
            disagreement: true,
            durability: true,
            waiting: true,
            agency: true,
            veto: true,
            ratification: true,
            agenda: true,
        }
    }
}

impl Mechanisms {
    /// The war in which the mechanisms that live in its figures are off. Durability, waiting and agenda are
    /// left to the planner.
    pub fn apply_to(&self, mut war: War) -> War {
        if !self.disagreement {
            war.beliefs = war.beliefs.shared();
        }
        if !self.agency {
            (war.invader.unborne, war.invader.leader_gain) = (0.0, 0.0);
            (war.defender.unborne, war.defender.leader_gain) = (0.0, 0.0);
        }
        if !self.veto {
            (war.talks.withheld_guarantee, war.talks.withheld_relief) = (0.0, 0.0);
            war.defender.legal_bar = 0.0;
        }
        war.ratification_needed &= self.ratification;
        war
    }
}

/// Switches one mechanism of a set on or off.
pub type Switch = fn(&mut Mechanisms, bool);

/// Every mechanism: its name, what it is, and its switch.
pub const MECHANISMS: [(&str, &str, Switch); 7] = [
    ("disagreement", "the sides disagree about the odds and each other's stamina", |all, on| all.disagreement = on),
    ("durability", "deals may fail, and everyone knows it", |all, on| all.durability = on),
    ("waiting", "actors wait for the great power or the money to move", |all, on| all.waiting = on),
    ("agency", "leaders do not bear the whole cost", |all, on| all.agency = on),
    ("veto", "the coalition may withhold its parts; the law bars cession", |all, on| all.veto = on),
    ("ratification", "a draft must be ratified", |all, on| all.ratification = on),
    ("agenda", "only near drafts are tabled", |all, on| all.agenda = on),
];

/// A name that belongs to none of [`MECHANISMS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownMechanism {
    /// The name.
    pub name: String,
}

impl std::fmt::Display for UnknownMechanism {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "no mechanism is called `{}`", self.name.escape_debug())
    }
}

impl std::error::Error for UnknownMechanism {}

/// Mechanisms without those that are named.
///
/// ```
/// use standoff_world::switches::{switched_off, without};
/// let fewer = without(&["agenda".to_owned()]).unwrap();
/// assert_eq!(switched_off(&fewer), ["agenda"]);
/// assert_eq!(without(&["agendum".to_owned()]).unwrap_err().to_string(), "no mechanism is called `agendum`");
/// ```
///
/// # Errors
///
/// [`UnknownMechanism`] for the first name that belongs to none.
pub fn without(names: &[String]) -> Result<Mechanisms, UnknownMechanism> {
    let mut mechanisms = Mechanisms::default();
    for name in names {
        match MECHANISMS.iter().find(|(known, _, _)| known == name) {
            Some((_, _, switch)) => switch(&mut mechanisms, false),
            None => return Err(UnknownMechanism { name: name.clone() }),
        }
    }
    Ok(mechanisms)
}

/// Names of the mechanisms that do not work.
pub fn switched_off(mechanisms: &Mechanisms) -> Vec<&'static str> {
    let is_off = |switch: &Switch| {
        let mut on = *mechanisms;
        switch(&mut on, true);
        on != *mechanisms
    };
    MECHANISMS.iter().filter(|(_, _, switch)| is_off(switch)).map(|(name, _, _)| *name).collect()
}
