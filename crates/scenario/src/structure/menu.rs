//! The menu of a scenario: what can be tabled besides its drafts.

use standoff_world::talks::menu::choose_mixtures;
use standoff_world::talks::packages::{Mixture, PackageOrigin};
use standoff_world::war::{PackageOutline, War};

use crate::document::tree::Table;
use crate::scenario::Scenario;

/// Packages that can be tabled, the drafts among them, where a scenario does not say.
const MENU: usize = 32;

/// Number of packages that can be tabled, the drafts among them.
pub(crate) fn read_menu_size(root: &Table) -> usize {
    root.table("numerics").and_then(|table| table.count("menu")).unwrap_or(MENU)
}

/// The settlements that follow the drafts that begin with a ceasefire (decision 27).
pub(super) fn following_settlements(drafts: &[PackageOutline]) -> Vec<PackageOutline> {
    let settlement = |(place, draft): (usize, &PackageOutline)| PackageOutline {
        name: format!("{}@settled", draft.name),
        title: format!("{}, settled on its terms", draft.title),
        origin: PackageOrigin::Following(place),
        ceasefire_first: false,
        ceasefire_at_signature: false,
        issues: Vec::new(),
        guarantors: Vec::new(),
    };
    drafts.iter().enumerate().filter(|(_, draft)| draft.ceasefire_first).map(settlement).collect()
}

/// A mixture of two drafts: `a+b` lies halfway, `a+b@1/4` a quarter of the way from the first to the second. No draft has
/// `+` or `@` in its name, so that no derived name can be that of a draft or of another derived package.
fn mixture_outline(drafts: &[PackageOutline], mixture: Mixture) -> PackageOutline {
    let (first, second) = (&drafts[mixture.first], &drafts[mixture.second]);
    let [one, other] = parts(mixture.weight);
    let way = if one == other { String::new() } else { format!("@{other}/{}", one + other) };
    let ratio = if one == other { String::new() } else { format!(", {one} to {other}") };
    PackageOutline {
        name: format!("{}+{}{way}", first.name, second.name),
        title: format!("Between \u{201c}{}\u{201d} and \u{201c}{}\u{201d}{ratio}", first.title, second.title),
        origin: PackageOrigin::Mixture(mixture),
        ceasefire_first: false,
        ceasefire_at_signature: first.ceasefire_at_signature && second.ceasefire_at_signature,
        issues: Vec::new(),
        guarantors: Vec::new(),
    }
}

/// Parts of the first and of the second draft in a mixture: whole numbers, as weights are eighths.
fn parts(weight: f64) -> [usize; 2] {
    let mut parts = [((1.0 - weight) * 8.0).round() as usize, (weight * 8.0).round() as usize];
    while parts.iter().all(|part| part % 2 == 0) {
        parts = parts.map(|part| part / 2);
    }
    parts
}

impl Scenario {
    /// The scenario with a menu of `count` packages: its drafts, and mixtures between them as they lie at the central
    /// values (decision 19). The settlements that follow a ceasefire are not counted.
    ///
    /// ```
    /// let scenario = standoff_scenario::builtin::load("two-sided").unwrap();
    /// let more = scenario.with_menu(48);
    /// assert!(more.structure.packages.len() > scenario.structure.packages.len());
    /// ```
    pub fn with_menu(&self, count: usize) -> Self {
        let mut scenario = self.clone();
        scenario.menu = count;
        let mixed = |package: &PackageOutline| matches!(package.origin, PackageOrigin::Mixture(_));
        scenario.structure.packages.retain(|package| !mixed(package));
        let central: War = scenario.war_at_start(&scenario.central_values());
        let drafts = scenario.structure.drafts().count();
        let mixtures = choose_mixtures(&central.packages[..drafts], &central.issue_space(), count);
        let outlines = &scenario.structure.packages;
        let added: Vec<PackageOutline> =
            mixtures.into_iter().map(|mixture| mixture_outline(outlines, mixture)).collect();
        scenario.structure.packages.extend(added);
        scenario
    }

    /// Number of packages that can be tabled, the drafts among them, as the scenario states it.
    pub fn menu_size(&self) -> usize {
        self.menu
    }
}
