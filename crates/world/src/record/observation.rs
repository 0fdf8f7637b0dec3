//! Observation of a war: the density of a report in a state, and reports drawn from a state.
//!
//! A reading is either of something that happens (a meeting, an answer, an amount of aid) or of how things stand (the
//! posture, an instrument, whether there is fighting). A report carries the chance that it is true; a false one says
//! nothing about the state, and its density is the same in all states. Meetings are counted as they are reported.

use super::reading::{Reading, Standing};
use super::readings::aid::{Aid, DeliveredAid};
use super::readings::answers::Answer;
use super::readings::areas::Area;
use super::readings::backers::BackerLaw;
use super::readings::drafts::ReportedDraft;
use super::readings::hostilities::{Hostilities, ReportedHostilities};
use super::readings::instruments::OpenInstrument;
use super::readings::law::{Law, ReadingDraws};
use super::readings::limited_truces::LimitedTruceLaw;
use super::readings::line::HeldLine;
use super::readings::losses::ReportedLosses;
use super::readings::meetings::Meetings;
use super::readings::opinions::Support;
use super::readings::posture::posture_law;
use super::readings::stances::ReportedStance;
use super::report::Report;
use super::scene::Scene;
use crate::state::round::{RoundHeld, RoundResult};
use crate::step::draws::StepDraws;
use standoff_num::Draws;

/// Readings of a report that a filter reads apart from the others, each by the small part of a state that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadApart {
    /// Readings of aid.
    pub aid: bool,
    /// Readings of the area held.
    pub areas: bool,
    /// The reading of the posture.
    pub posture: bool,
}

impl Scene<'_> {
    /// Log density of a report in this state: the sum over its readings, which are independent given the state.
    pub fn log_density(&self, report: &Report) -> f64 {
        self.log_density_without(report, ReadApart::default())
    }

    /// Log density of a reading of aid in this state.
    pub fn aid_log_density(&self, reading: &Reading<Aid>) -> f64 {
        DeliveredAid::new(self, &reading.value, reading.confidence).log_density(reading.value.amount_bn)
    }

    /// Log density of a reading of the area held in this state.
    pub fn area_log_density(&self, reading: &Reading<f64>) -> f64 {
        Area::new(self, reading.confidence).log_density(reading.value)
    }

    /// Log density of a report of the posture in this state.
    pub fn posture_log_density(&self, standing: &Standing<usize>) -> f64 {
        posture_law(self, standing).log_density(standing.value)
    }

    /// Log density of a report in this state, without the readings that are read apart.
    pub fn log_density_without(&self, report: &Report, apart: ReadApart) -> f64 {
        let mut total = 0.0;
        if let Some(meetings) = report.meetings {
            total += Meetings::new(self).log_density(meetings);
        }
        if let Some(standing) = &report.hostilities {
            total += ReportedHostilities::new(self, standing).log_density(standing.value);
        }
        if let Some(held) = report.line {
            total += HeldLine::new(self).log_density(held);
        }
        if let Some(standing) = report.posture.as_ref().filter(|_| !apart.posture) {
            total += self.posture_log_density(standing);
        }
        for reading in &report.answers {
            total += Answer::new(self, reading.confidence).log_density(reading.value);
        }
        for reading in &report.drafts {
            total += ReportedDraft::new(self, reading.confidence).log_density(reading.value);
        }
        for standing in &report.instruments {
            total += OpenInstrument::new(self, standing).log_density(standing.value.1);
        }
        for reading in &report.stances {
            let (member, stance) = reading.value;
            total += ReportedStance::new(self, member, reading.confidence).log_density(stance);
        }
        for reading in report.areas.iter().filter(|_| !apart.areas) {
            total += self.area_log_density(reading);
        }
        for reading in report.aid.iter().filter(|_| !apart.aid) {
            total += self.aid_log_density(reading);
        }
        for reading in &report.losses {
            if let Some(law) = ReportedLosses::new(self, &reading.value, reading.confidence) {
                total += law.log_density(reading.value.people);
            }
        }
        for reading in &report.limited_truces {
            total += LimitedTruceLaw::new(self, &reading.value, reading.confidence).log_density(reading.value.report);
        }
        for reading in &report.backers {
            total += BackerLaw::new(self, &reading.value, reading.confidence).log_density(reading.value.after);
        }
        for reading in &report.opinions {
            total += Support::new(self, reading.value.package, reading.confidence).log_density(reading.value.share);
        }
        total
    }

    /// A report on the same things as `like`, drawn as this state would have it reported.
    pub fn simulate(&self, like: &Report, draws: &Draws) -> Report {
        let step = StepDraws::new(draws, self.state.time);
        let at = |place: usize| ReadingDraws::new(step, place);
        let mut report = like.clone();
        report.meetings = like.meetings.map(|_| Meetings::new(self).sample(at(0)));
        if let Some(standing) = &mut report.hostilities {
            standing.value = ReportedHostilities::new(self, standing).sample(at(0));
        }
        report.line = like.line.map(|_| HeldLine::new(self).sample(at(0)));
        if let Some(standing) = &mut report.posture {
            standing.value = posture_law(self, standing).sample(at(0));
        }
        for (place, reading) in report.answers.iter_mut().enumerate() {
            reading.value = Answer::new(self, reading.confidence).sample(at(place));
        }
        for (place, reading) in report.drafts.iter_mut().enumerate() {
            reading.value = ReportedDraft::new(self, reading.confidence).sample(at(place));
        }
        for (place, standing) in report.instruments.iter_mut().enumerate() {
            standing.value.1 = OpenInstrument::new(self, standing).sample(at(place));
        }
        for (place, reading) in report.stances.iter_mut().enumerate() {
            reading.value.1 = ReportedStance::new(self, reading.value.0, reading.confidence).sample(at(place));
        }
        for (place, reading) in report.areas.iter_mut().enumerate() {
            reading.value = Area::new(self, reading.confidence).sample(at(place));
        }
        for (place, reading) in report.aid.iter_mut().enumerate() {
            reading.value.amount_bn = DeliveredAid::new(self, &reading.value, reading.confidence).sample(at(place));
        }
        for (place, reading) in report.losses.iter_mut().enumerate() {
            if let Some(law) = ReportedLosses::new(self, &reading.value, reading.confidence) {
                reading.value.people = law.sample(at(place));
            }
        }
        for (place, reading) in report.limited_truces.iter_mut().enumerate() {
            let law = LimitedTruceLaw::new(self, &reading.value, reading.confidence);
            reading.value.report = law.sample(at(place));
        }
        for (place, reading) in report.backers.iter_mut().enumerate() {
            let law = BackerLaw::new(self, &reading.value, reading.confidence);
            reading.value.after = law.sample(at(place));
        }
        for (place, reading) in report.opinions.iter_mut().enumerate() {
            reading.value.share = Support::new(self, reading.value.package, reading.confidence).sample(at(place));
        }
        report
    }

    /// Density of what a report says of the fighting and of answers, had the round ended otherwise; see
    /// [`RESULTS`](crate::state::RESULTS).
    pub fn result_density(&self, report: &Report, result: RoundResult) -> f64 {
        let other = Scene { round: self.round.map(|round| RoundHeld { result, ..round }), ..*self };
        let hostilities = report.hostilities.as_ref().map_or(1.0, |standing| {
            let of =
                |truth: Hostilities| ReportedHostilities::new(self, standing).with_truth(truth).density(standing.value);
            match result {
                // What was agreed shows when it takes effect, and weighs here by the chance that it does (decision 41).
                RoundResult::Deal => {
                    let reached = self.world.war.stages.chance_of_effect();
                    reached * of(Hostilities::Settled) + (1.0 - reached) * of(Hostilities::Fighting)
                }
                RoundResult::Truce | RoundResult::TruceRenewed => of(Hostilities::Truce),
                RoundResult::NotRatified | RoundResult::No(_) => of(Hostilities::Fighting),
            }
        });
        report.answers.iter().fold(hostilities, |density, reading| {
            density * Answer::new(&other, reading.confidence).density(reading.value)
        })
    }

    /// Density of what a report says of the fighting and of answers, in a state that held no round.
    pub fn quiet_density(&self, report: &Report) -> f64 {
        let hostilities = report
            .hostilities
            .as_ref()
            .map_or(1.0, |standing| ReportedHostilities::new(self, standing).density(standing.value));
        report.answers.iter().fold(hostilities, |density, reading| {
            density * Answer::new(self, reading.confidence).density(reading.value)
        })
    }
}
