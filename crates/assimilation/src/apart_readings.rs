//! Readings that are read apart from the others, each by the small part of a state that it is about (decision 94): aid by
//! what its givers give, and a posture that lasts by the posture.

use crate::givers::{givers_part, put_givers_part};
use standoff_filter::LocalPart;
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
    /// The part of a scene that the reading is about. States are put in order by the posture, or by what the givers give.
    pub fn part_of(self, scene: &Scene<'_>) -> LocalPart {
        match self {
            Self::Posture(standing) => {
                let (posture, trusted) = (scene.state.posture as f64, f64::from(u8::from(scene.trust.posture)));
                LocalPart {
                    log_density: scene.posture_log_density(standing),
                    figure: posture + 0.5 * (1.0 - trusted),
                    numbers: vec![posture, trusted],
                }
            }
            Self::Aid(reading) => {
                let (coalition, members) = (&scene.state.coalition, &reading.value.members);
                LocalPart {
                    log_density: scene.aid_log_density(reading),
                    figure: members.iter().map(|&member| coalition.member_aid_bn(member)).sum(),
                    numbers: givers_part(coalition, members),
                }
            }
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
