//! The mechanisms that can keep a war going, each of which can be switched off (theory 3.13, model-decisions 15).

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
    /// Choices err; off: four times as sharp.
    pub noise: bool,
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
            noise: true,
        }
    }
}

impl Mechanisms {
    /// The war in which the mechanisms that live in its figures are off. Durability, waiting and agenda are
    /// left to the planner.
    pub fn applied(&self, mut war: War) -> War {
        if !self.disagreement {
            war.beliefs = war.beliefs.shared();
        }
        if !self.agency {
            (war.invader.unborne, war.invader.private_benefit) = (0.0, 0.0);
            (war.defender.unborne, war.defender.private_benefit) = (0.0, 0.0);
        }
        if !self.veto {
            (war.talks.withheld_guarantee, war.talks.withheld_relief) = (0.0, 0.0);
            war.defender.legal_bar = 0.0;
        }
        war.ratification_needed = self.ratification;
        if !self.noise {
            war.talks.sharpness *= 4.0;
        }
        war
    }
}
