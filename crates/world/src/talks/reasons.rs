//! Lasting reasons: what a text means to an actor beyond its coded terms (decision 20).
//!
//! Such meaning does not change from month to month, so it is drawn once for a war and known to all. It is a Gaussian
//! field over terms and not a number for each package: texts that are near mean nearly the same, whatever they are
//! called and however many of them there are.

use crate::step::purpose::Purpose;
use crate::talks::packages::{IssueSpace, Package, Terms};
use crate::war::figures::War;
use standoff_num::Draws;

/// Random Fourier features of a field. The covariance that they give is off by `sd²/sqrt(2 M)`, a twentieth of it.
const FEATURES: u32 = 192;

/// Whom a field belongs to: part of the address of its random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Invader,
    Defender,
    Public,
}

/// Lasting reasons of the belligerents and of the defender's public, one number a package.
#[derive(Debug, Clone, PartialEq)]
pub struct LastingReasons {
    /// What signing each package means to the invader, as a share of its stake; zero for a ceasefire first.
    pub invader: Vec<f64>,
    /// The same for the defender.
    pub defender: Vec<f64>,
    /// Support for each package beyond what its terms explain, as a share of the public.
    pub public: Vec<f64>,
}

impl LastingReasons {
    /// No reasons beyond the terms.
    pub fn none(war: &War) -> Self {
        let zeros = vec![0.0; war.packages.len()];
        Self { invader: zeros.clone(), defender: zeros.clone(), public: zeros }
    }

    /// The reasons of a war with these random numbers. They depend on terms and on nothing else, so a lever that changes
    /// terms moves along the same field.
    pub fn draw(war: &War, draws: &Draws) -> Self {
        let (reach, space) = (war.talks.reasons_reach, war.issue_space());
        let field = |holder: Holder, spread: f64| -> Vec<f64> {
            let field = Field::new(holder, spread, reach, draws);
            let meaning = |package: &Package| {
                if package.ceasefire_first { 0.0 } else { field.value(&package.terms, &space) }
            };
            war.packages.iter().map(meaning).collect()
        };
        Self {
            invader: field(Holder::Invader, war.talks.reasons),
            defender: field(Holder::Defender, war.talks.reasons),
            public: field(Holder::Public, war.ratification.reasons),
        }
    }
}

/// A Gaussian field over terms with covariance `sd² exp(-d(y,z)/l)`, `d` the distance of packages, by random Fourier
/// features (Rahimi and Recht 2007, NIPS 20):
///
/// ```text
/// xi(y) = sd sqrt(2/M) sum_m cos(sum_k om_mk y_k/step_k + b_m)
/// om_mk = tan(pi (u - 1/2)) / l,  b_m uniform on (0, 2 pi)
/// ```
struct Field {
    /// Frequencies on the issues, and the phase.
    features: Vec<([f64; 5], f64)>,
    amplitude: f64,
}

impl Field {
    fn new(holder: Holder, spread: f64, reach: f64, draws: &Draws) -> Self {
        let features = if spread > 0.0 { FEATURES } else { 0 };
        let feature = |place: u32| {
            let pair = |block: u32| draws.uniform_pair(Purpose::Reason as u16, holder as u16, 4 * place + block);
            let [[land, guarantee], [alignment, relief], [form, phase]] = [pair(0), pair(1), pair(2)];
            let frequency = |uniform: f64| libm::tan(std::f64::consts::PI * (uniform - 0.5)) / reach;
            ([land, guarantee, alignment, relief, form].map(frequency), std::f64::consts::TAU * phase)
        };
        Self { features: (0..features).map(feature).collect(), amplitude: spread * (2.0 / f64::from(FEATURES)).sqrt() }
    }

    fn value(&self, terms: &Terms, space: &IssueSpace) -> f64 {
        let place = space.place(terms);
        let wave = |(frequencies, phase): &([f64; 5], f64)| {
            let angle = frequencies.iter().zip(&place).fold(*phase, |sum, (frequency, term)| sum + frequency * term);
            libm::cos(angle)
        };
        self.amplitude * self.features.iter().map(wave).sum::<f64>()
    }
}
