//! Readings that are read apart from the others, each by the small part of a state that it is about (decision 94): aid by
//! what its givers give, and a posture that lasts by the posture.

use crate::givers::{givers_part, put_givers_part};
use standoff_world::record::{Aid, ReadApart, Reading, Report, Scene, Standing, Trust};
use standoff_world::state::State;
use standoff_world::war::War;

/// A reading that is read apart.
#[derive(Clone, Copy)]
pub(super) enum ApartReading<'r> {
    Posture(&'r Standing<usize>),
    Aid(&'r Reading<Aid>),
}

/// Readings of a report that are read apart.
pub(super) fn apart_readings(report: &Report, apart: ReadApart) -> impl Iterator<Item = ApartReading<'_>> {
    // A change of the posture is taken as given in the states that believe it, and weighs none of them.
    let posture =
        report.posture.iter().filter(move |standing| apart.posture && !standing.fresh).map(ApartReading::Posture);
    let aid = report.aid.iter().filter(move |_| apart.aid).map(ApartReading::Aid);
    posture.chain(aid)
}

impl ApartReading<'_> {
    /// Log density of the reading in a scene.
    pub fn log_density(self, scene: &Scene<'_>) -> f64 {
        match self {
            Self::Posture(standing) => scene.posture_log_density(standing),
            Self::Aid(reading) => scene.aid_log_density(reading),
        }
    }

    /// Figure by which states are put in order.
    pub fn figure(self, scene: &Scene<'_>) -> f64 {
        match self {
            Self::Posture(_) => scene.state.posture as f64 + if scene.trust.posture { 0.0 } else { 0.5 },
            Self::Aid(reading) => {
                let coalition = &scene.state.coalition;
                reading.value.members.iter().map(|&member| coalition.member_aid_bn(member)).sum()
            }
        }
    }

    /// Numbers of the part of a state that the reading is about.
    pub fn part(self, scene: &Scene<'_>) -> Vec<f64> {
        match self {
            Self::Posture(_) => vec![scene.state.posture as f64, f64::from(u8::from(scene.trust.posture))],
            Self::Aid(reading) => givers_part(&scene.state.coalition, &reading.value.members),
        }
    }

    /// Gives a state the part of another one.
    pub fn put_part(self, war: &War, state: &mut State, trust: &mut Trust, part: &[f64]) {
        match (self, part) {
            (Self::Posture(_), &[posture, trusted]) => {
                state.posture = (posture as usize).min(war.postures.len() - 1);
                trust.posture = trusted > 0.5;
            }
            (Self::Aid(reading), _) => put_givers_part(war, &mut state.coalition, &reading.value.members, part),
            _ => {}
        }
    }
}
