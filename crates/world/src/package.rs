//! Packages of terms that can lie on the table (theory 3.2), and how far apart they are (model-decisions 4).

use crate::quantities;

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
    pub fn withheld(&self, guarantee: f64, relief: f64) -> Self {
        Self { guarantee: (1.0 - guarantee) * self.guarantee, relief: (1.0 - relief) * self.relief, ..*self }
    }
}

/// Distance between two packages: the sum over issues of differences, each in steps of its issue.
pub fn distance(steps: &IssueSteps, one: &Package, other: &Package) -> f64 {
    let (a, b) = (&one.terms, &other.terms);
    let sequence = if one.ceasefire_first == other.ceasefire_first { 0.0 } else { 1.0 / steps.sequence };
    (a.land - b.land).abs() / steps.land
        + (a.guarantee - b.guarantee).abs() / steps.guarantee
        + (a.alignment - b.alignment).abs() / steps.alignment
        + (a.relief - b.relief).abs() / steps.relief
        + (a.form - b.form).abs() / steps.form
        + sequence
}

/// The menu's weight of each package, so that a copy of a package changes nothing (theory 3.19 trap 2,
/// model-decisions 4).
///
/// Every distinct set of terms belongs to one cluster: that of its copies which holds most sets of terms. A cluster
/// has weight 1, each of its sets of terms an equal part of that, and copies share the part of their set.
pub fn menu_weights(packages: &[Package]) -> Vec<f64> {
    let first = |package: &Package| packages.iter().position(|other| same(package, other)).unwrap_or(0);
    let homes: Vec<&str> = packages.iter().map(|package| home(packages, package)).collect();
    let sets: Vec<usize> = (0..packages.len()).filter(|&index| first(&packages[index]) == index).collect();
    let weight = |(index, package): (usize, &Package)| {
        let sharing = sets.iter().filter(|&&set| homes[set] == homes[index]).count() as f64;
        let copies = packages.iter().filter(|other| same(package, other)).count() as f64;
        1.0 / (sharing * copies)
    };
    packages.iter().enumerate().map(weight).collect()
}

fn same(one: &Package, other: &Package) -> bool {
    one.terms == other.terms && one.ceasefire_first == other.ceasefire_first
}

/// The cluster to which a package's set of terms belongs; of equal ones the first by name.
fn home<'a>(packages: &'a [Package], package: &Package) -> &'a str {
    let copies = packages.iter().filter(|other| same(package, other)).map(|other| other.cluster.as_str());
    let fuller = |one: &str, other: &str| {
        let (a, b) = (distinct_in(packages, one), distinct_in(packages, other));
        a > b || (a == b && one < other)
    };
    copies.fold("", |best, next| if best.is_empty() || fuller(next, best) { next } else { best })
}

fn distinct_in(packages: &[Package], cluster: &str) -> usize {
    let members: Vec<&Package> = packages.iter().filter(|package| package.cluster == cluster).collect();
    (0..members.len()).filter(|&i| !members[..i].iter().any(|earlier| same(earlier, members[i]))).count()
}
