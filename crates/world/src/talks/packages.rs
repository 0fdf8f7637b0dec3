//! Packages of terms that can lie on the table (theory 3.2), and how far apart they are (decision 4).

use crate::quantity::quantities;
use crate::talks::guarantors::joined;
use crate::talks::issues::MOST_ISSUES;

quantities! {
    /// The terms of a package.
    #[derive(serde::Serialize, serde::Deserialize)]
    Terms {
        land: Share, -1.0 => 1.0, 0.0, "dtau", "Land to the invader beyond the line of contact, as a share of the stake";
        guarantee: Share, 0.0 => 1.0, 0.0, "g", "Guarantee: 0 words, 0.5 a force on the ground, 1 a treaty with the great power behind it";
        alignment: Share, 0.0 => 1.0, 0.0, "nu", "Alignment and army: 0 open door and no cap, 1 neutral and capped";
        relief: Share, 0.0 => 1.0, 0.0, "sigma", "Sanctions relief and assets returned";
        form: Share, 0.0 => 1.0, 0.0, "ell", "Legal form: 0 held in fact, 1 recognised by law";
        withdrawal: Share, 0.0 => 1.0, 0.0, "w", "How far the front withdraws to the agreed line: 0 it stays where it is, 1 all the way";
        line: Share, 0.0 => 1.0, 0.0, "tauL", "Share of the stake that the agreed line leaves to the invader, where there is a withdrawal";
    } and {
        /// Where the war's own issues stand, in the order of the war; 0 beyond the last.
        issues: [f64; MOST_ISSUES];
        /// Guarantee of those who stand behind it besides the great power, as it is written.
        pledged: f64;
        /// The same, each guarantor counting by its credibility.
        believed: f64;
    }
}

quantities! {
    /// Size of one step on each issue, for the distance between two packages.
    IssueSteps {
        land @class: Share, 1e-3 => 1.0, 0.06, "stau", "Step on land";
        guarantee @class: Share, 1e-3 => 1.0, 0.25, "sg", "Step on the guarantee";
        alignment @class: Share, 1e-3 => 1.0, 0.3, "snu", "Step on alignment and army";
        relief @class: Share, 1e-3 => 1.0, 0.3, "ssigma", "Step on relief and assets";
        form @class: Share, 1e-3 => 1.0, 0.35, "sell", "Step on legal form";
        sequence @class: Number, 1e-3 => 10.0, 1.0, "sq", "Step on sequence: a ceasefire first or terms first";
    }
}

/// Where the terms of a package come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PackageOrigin {
    /// A draft of the scenario.
    Draft,
    /// The settlement that follows a draft that begins with a ceasefire: its place in the list (decision 27). It can be
    /// tabled in a truce alone.
    Following(usize),
    /// Terms between two drafts (decision 19).
    Mixture(Mixture),
}

/// Terms between two drafts: `(1-w) y_a + w y_b`, term by term (decision 19).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixture {
    /// The first draft: its place in the list.
    pub first: usize,
    /// The second draft.
    pub second: usize,
    /// Weight of the second draft.
    pub weight: f64,
}

impl Mixture {
    /// Its terms, given the packages that it is mixed of.
    pub fn terms(&self, packages: &[Package]) -> Terms {
        let (a, b) = (&packages[self.first].terms, &packages[self.second].terms);
        let mix = |one: f64, other: f64| (1.0 - self.weight) * one + self.weight * other;
        // The land that follows is the mean of both, wherever the front stands.
        let withdrawal = mix(a.withdrawal, b.withdrawal);
        Terms {
            land: mix(a.land, b.land),
            guarantee: mix(a.guarantee, b.guarantee),
            alignment: mix(a.alignment, b.alignment),
            relief: mix(a.relief, b.relief),
            form: mix(a.form, b.form),
            withdrawal,
            line: if withdrawal > 0.0 { mix(a.withdrawal * a.line, b.withdrawal * b.line) / withdrawal } else { 0.0 },
            issues: std::array::from_fn(|issue| mix(a.issues[issue], b.issues[issue])),
            pledged: mix(a.pledged, b.pledged),
            believed: mix(a.believed, b.believed),
        }
    }
}

/// The space of terms: how long a step is on each issue, and the front from which land is counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IssueSpace {
    /// Sizes of a step.
    pub steps: IssueSteps,
    /// Share of the stake that the invader holds on the first day: what a withdrawal to a line gives or takes is counted
    /// from there, so that two packages lie as far apart in every month of a war.
    pub held: f64,
    /// Sizes of a step on the war's own issues; 1 beyond the last.
    pub own_steps: [f64; MOST_ISSUES],
}

/// Number of issues in which packages can differ, without the sequence.
const ISSUES: usize = 5 + MOST_ISSUES;

impl IssueSpace {
    /// Where terms lie, in steps of each issue.
    pub fn place(&self, terms: &Terms) -> [f64; ISSUES] {
        let IssueSteps { land, guarantee, alignment, relief, form, .. } = self.steps;
        let built_in = [
            terms.ceded(self.held) / land,
            terms.written_guarantee() / guarantee,
            terms.alignment / alignment,
            terms.relief / relief,
            terms.form / form,
        ];
        let own = |issue: usize| terms.issues[issue] / self.own_steps[issue];
        std::array::from_fn(|place| built_in.get(place).copied().unwrap_or_else(|| own(place - built_in.len())))
    }
}

/// One package of terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Package {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Where its terms come from.
    pub origin: PackageOrigin,
    /// Whether it is a ceasefire first: accepting it opens a truce, not a settlement.
    pub ceasefire_first: bool,
    /// Whether a settlement on its terms begins with a ceasefire at the signature, and not only when it takes effect.
    pub ceasefire_at_signature: bool,
    /// Its terms.
    pub terms: Terms,
}

impl Terms {
    /// The line of contact, and nothing else.
    pub const NONE: Self = Self {
        land: 0.0,
        guarantee: 0.0,
        alignment: 0.0,
        relief: 0.0,
        form: 0.0,
        withdrawal: 0.0,
        line: 0.0,
        issues: [0.0; MOST_ISSUES],
        pledged: 0.0,
        believed: 0.0,
    };

    /// The guarantee as it is written, of the great power and of all others who stand behind it.
    pub fn written_guarantee(&self) -> f64 {
        joined(self.guarantee, self.pledged)
    }

    /// The guarantee as far as it is believed: that of the great power by its `credibility`, of others by their own.
    pub fn believed_guarantee(&self, credibility: f64) -> f64 {
        joined(credibility * self.guarantee, self.believed)
    }

    /// Land that passes to the invader with the front at share `held`, before the ends of the stake are minded: beyond the
    /// line of contact, and from the line of contact to the agreed line, `dtau + w (tauL - tau)`.
    pub fn ceded(&self, held: f64) -> f64 {
        self.withdrawal * (self.line - held) + self.land
    }

    /// The invader's share of the stake after these terms, `clip(tau + dtau + w (tauL - tau))`.
    ///
    /// ```
    /// use standoff_world::talks::packages::Terms;
    /// let back_to_the_border = Terms { withdrawal: 1.0, line: 0.5, ..Terms::NONE };
    /// assert_eq!((Terms::NONE.land_after(0.9), back_to_the_border.land_after(0.9)), (0.9, 0.5));
    /// ```
    pub fn land_after(&self, held: f64) -> f64 {
        (held + self.ceded(held)).clamp(0.0, 1.0)
    }

    /// The terms that stay when the coalition withholds its parts: `g -> (1-om_g) g`, `sigma -> (1-om_s) sigma`
    /// (theory 3.8).
    pub fn without_coalition_parts(&self, guarantee: f64, relief: f64) -> Self {
        Self { guarantee: (1.0 - guarantee) * self.guarantee, relief: (1.0 - relief) * self.relief, ..*self }
    }
}
