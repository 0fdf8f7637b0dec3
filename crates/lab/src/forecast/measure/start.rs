//! Situation at the start: aid against need, critical members, and over draws what each actor holds out for, which packages
//! are deals and who would stop the others.
//!
//! A game with known parameters is one case of a threshold: a package is a deal in it or is not. How likely that is shows only
//! over draws, so that is how it is reported; the central values stand beside it where terms are explained (decision 30).

use crate::forecast::ensemble::{Ensemble, band_of_values, median_of_values};
use crate::forecast::findings::{
    Band, CentralPackage, CentralSituation, LandAsked, MedianBand, Origin, PackageOutlook, Start,
};
use crate::forecast::measure::today;
use standoff_engine::equilibrium::{PackageSituation, Situation};
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;
use standoff_world::talks::packages::{Package, PackageOrigin};
use std::collections::BTreeMap;

/// Measures the situation at the start.
pub fn measure_start(ensemble: &Ensemble<'_>) -> Start {
    let now = today::measure_today(ensemble);
    let means = today::measure_means(ensemble);
    let table = SituationTable { ensemble, situations: start_situations(ensemble) };
    Start {
        coverage: now.coverage,
        bilateral: now.bilateral,
        need: now.need,
        other_flows: now.other_flows,
        under_threshold: means.under_threshold,
        critical_now: means.critical,
        draws: table.situations.len(),
        reservation: table.reservation(),
        gamma: table.band(|situation| situation.gamma),
        some_deal: table.share(|situation| deal_count(situation) > 0),
        deals: table.mean(|situation| deal_count(situation) as f64),
        deal_per_month: table.mean(|situation| situation.deal_per_month),
        land: LandAsked { asks: table.land(0), gives: table.land(1) },
        packages: (0..ensemble.central_war().packages.len()).map(|place| table.outlook(place)).collect(),
        central: central_situation(ensemble),
    }
}

/// Situations at the start of the draws whose game has a solution.
pub(super) fn start_situations<'a>(ensemble: &'a Ensemble<'_>) -> Vec<&'a Situation> {
    ensemble.draws.iter().filter_map(|draw| draw.situation.as_ref()).collect()
}

/// Packages that are deals in a situation.
pub(super) fn deal_count(situation: &Situation) -> usize {
    situation.packages.iter().filter(|package| package.deal).count()
}

/// Situations of the draws, from which everything at the start is read.
struct SituationTable<'a> {
    ensemble: &'a Ensemble<'a>,
    situations: Vec<&'a Situation>,
}

impl SituationTable<'_> {
    fn numbers(&self, number: impl Fn(&Situation) -> f64) -> Vec<f64> {
        self.situations.iter().map(|situation| number(situation)).collect()
    }

    fn band(&self, number: impl Fn(&Situation) -> f64) -> Band {
        band_of_values(&self.numbers(number))
    }

    fn mean(&self, number: impl Fn(&Situation) -> f64) -> f64 {
        self.band(number).mean
    }

    fn share(&self, holds: impl Fn(&Situation) -> bool) -> f64 {
        self.mean(|situation| f64::from(u8::from(holds(situation))))
    }

    fn reservation(&self) -> BTreeMap<String, Band> {
        let band = |role: Role| (role.name().to_owned(), self.band(|situation| of_role(&situation.reservation, role)));
        self.roles().map(band).collect()
    }

    /// Roles that take part, as the situations have them.
    fn roles(&self) -> impl Iterator<Item = Role> {
        self.situations.first().into_iter().flat_map(|situation| situation.reservation.iter().map(|(role, _)| *role))
    }

    fn land(&self, end: usize) -> Option<Band> {
        let lands: Vec<f64> = self.situations.iter().filter_map(|situation| situation.land_range[end]).collect();
        (!lands.is_empty()).then(|| band_of_values(&lands))
    }

    fn outlook(&self, place: usize) -> PackageOutlook {
        let package = &self.ensemble.central_war().packages[place];
        let share =
            |holds: &dyn Fn(&PackageSituation) -> bool| self.share(|situation| holds(&situation.packages[place]));
        let mean = |number: fn(&PackageSituation) -> f64| self.mean(|situation| number(&situation.packages[place]));
        let prefers = |role: Role| share(&|at| at.prefer_going_on.contains(&role));
        PackageOutlook {
            package: package.name.clone(),
            title: package.title.clone(),
            origin: origin_of(package),
            deal: share(&|at| at.deal),
            prefers_going_on: [Role::Invader, Role::Defender]
                .map(|role| (role.name().to_owned(), prefers(role)))
                .into(),
            withheld: self.ensemble.central_war().has(Role::Coalition).then(|| share(&|at| at.coalition_withholds)),
            not_ratified: share(&|at| at.public_rejects),
            gain: self.gains(place),
            ratification: mean(|at| at.ratification),
            consent: mean(|at| at.consent),
            accepted: mean(|at| at.accepted),
            hazard_per_year: mean(|at| hazard_over(at.hazard, 12.0)),
        }
    }

    fn gains(&self, place: usize) -> BTreeMap<String, MedianBand> {
        let gain = |role: Role| {
            let gains = self.numbers(|situation| of_role(&situation.packages[place].gain, role));
            (role.name().to_owned(), median_of_values(&gains))
        };
        self.roles().map(gain).collect()
    }
}

fn of_role(values: &[(Role, f64)], role: Role) -> f64 {
    values.iter().find(|(one, _)| *one == role).map_or(f64::NAN, |(_, value)| *value)
}

fn origin_of(package: &Package) -> Origin {
    match package.origin {
        PackageOrigin::Draft => Origin::Draft,
        PackageOrigin::Following(_) => Origin::Following,
        PackageOrigin::Mixture(_) => Origin::Mixture,
    }
}

/// The game at the central values, without lasting reasons.
fn central_situation(ensemble: &Ensemble<'_>) -> CentralSituation {
    let world = &ensemble.world;
    let situation = ensemble.design.solve_game(world, 0).situation(&world.start_position());
    let packages = ensemble.central_war().packages.iter().zip(&situation.packages);
    CentralSituation {
        reservation: by_name(&situation.reservation),
        gamma: situation.gamma,
        land_range: situation.land_range,
        packages: packages.map(|(package, at)| central_package(package, at)).collect(),
    }
}

fn central_package(package: &Package, at: &PackageSituation) -> CentralPackage {
    CentralPackage {
        package: package.name.clone(),
        deal: at.deal,
        prefer_going_on: at.prefer_going_on.iter().map(|role| role.name().to_owned()).collect(),
        withheld: at.coalition_withholds,
        not_ratified: at.public_rejects,
        gain: by_name(&at.gain),
    }
}

fn by_name(values: &[(Role, f64)]) -> BTreeMap<String, f64> {
    values.iter().map(|(role, value)| (role.name().to_owned(), *value)).collect()
}
