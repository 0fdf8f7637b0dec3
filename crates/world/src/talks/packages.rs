//! Packages of terms that can lie on the table (theory 3.2), and how far apart they are (decision 4).

use crate::quantity::quantities;

quantities! {
    /// The terms of a package.
    Terms {
        land: Share, -1.0 => 1.0, 0.0, "dtau", "Land to the invader beyond the line of contact, as a share of the stake";
        guarantee: Share, 0.0 => 1.0, 0.0, "g", "Guarantee: 0 words, 0.5 a force on the ground, 1 a treaty with the great power behind it";
        alignment: Share, 0.0 => 1.0, 0.0, "nu", "Alignment and army: 0 open door and no cap, 1 neutral and capped";
        relief: Share, 0.0 => 1.0, 0.0, "sigma", "Sanctions relief and assets returned";
        form: Share, 0.0 => 1.0, 0.0, "ell", "Legal form: 0 held in fact, 1 recognised by law";
    }
}

quantities! {
    /// How large one step is on each issue, for the distance between two packages.
    IssueSteps {
        land: Share, 1e-3 => 1.0, 0.06, "stau", "Step on land";
        guarantee: Share, 1e-3 => 1.0, 0.25, "sg", "Step on the guarantee";
        alignment: Share, 1e-3 => 1.0, 0.3, "snu", "Step on alignment and army";
        relief: Share, 1e-3 => 1.0, 0.3, "ssigma", "Step on relief and assets";
        form: Share, 1e-3 => 1.0, 0.35, "sell", "Step on legal form";
        sequence: Number, 1e-3 => 10.0, 1.0, "sq", "Step on sequence: a ceasefire first or terms first";
    }
}

/// One package of terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Packages of one cluster share one weight in the menu.
    pub cluster: String,
    /// Whether it is a ceasefire first: accepting it opens a truce, not a settlement.
    pub ceasefire_first: bool,
    /// Its terms.
    pub terms: Terms,
}

impl Terms {
    /// The invader's share of the stake after these terms, `clip(tau + dtau)`.
    pub fn land_after(&self, held: f64) -> f64 {
        (held + self.land).clamp(0.0, 1.0)
    }

    /// The terms that stay when the coalition withholds its parts: `g -> (1-om_g) g`, `sigma -> (1-om_s) sigma`
    /// (theory 3.8).
    pub fn without_coalition_parts(&self, guarantee: f64, relief: f64) -> Self {
        Self { guarantee: (1.0 - guarantee) * self.guarantee, relief: (1.0 - relief) * self.relief, ..*self }
    }
}
