//! Aid that members delivered over a period.

use super::law::{Law, ReadingDraws, ReadingPurpose};
use super::mixture::mixed_density;
use super::parcels::{parcels_density, parcels_quantile};
use crate::coalition::members::Stance;
use crate::record::scene::Scene;

/// A false reading may say anything from nothing to this, billions.
const FALSE_RANGE_BN: f64 = 50.0;

/// Aid that some members delivered of their own over some months.
#[derive(Debug, Clone, PartialEq)]
pub struct Aid {
    /// The members: places in the list.
    pub members: Vec<usize>,
    /// Months over which it was delivered.
    pub months: f64,
    /// Amount in billions.
    pub amount_bn: f64,
}

impl Scene<'_> {
    /// What the members deliver over a period at the rate of the state, billions.
    pub fn delivered_bn(&self, aid: &Aid) -> f64 {
        let coalition = &self.state.coalition;
        let paying = aid.members.iter().filter(|&&member| coalition.stance[member] == Stance::In);
        paying.map(|&member| coalition.aid_rate_bn[member]).sum::<f64>() * aid.months / 12.0
    }
}

/// The law of the amount of a reading of aid, billions.
pub(crate) struct DeliveredAid {
    mean_bn: f64,
    parcel_bn: f64,
    confidence: f64,
}

impl DeliveredAid {
    /// The law in a scene of a reading of this confidence on the members and months that `aid` names.
    pub(crate) fn new(scene: &Scene<'_>, aid: &Aid, confidence: f64) -> Self {
        Self { mean_bn: scene.delivered_bn(aid), parcel_bn: scene.world.war.reporting.parcel, confidence }
    }
}

impl Law for DeliveredAid {
    type Value = f64;

    fn density(&self, amount_bn: f64) -> f64 {
        mixed_density(parcels_density(amount_bn, self.mean_bn, self.parcel_bn), self.confidence, FALSE_RANGE_BN)
    }

    fn sample(&self, draws: ReadingDraws<'_>) -> f64 {
        let [clear, noise] = draws.pair(ReadingPurpose::Aid);
        if clear < self.confidence {
            parcels_quantile(self.mean_bn, self.parcel_bn, noise, draws.pair(ReadingPurpose::AidSize)[0])
        } else {
            FALSE_RANGE_BN * noise
        }
    }
}
