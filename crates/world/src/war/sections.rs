//! Every group of quantities that a scenario can set, in the order of a scenario.

use crate::actors::backers::BackerFigures;
use crate::actors::beliefs::Beliefs;
use crate::actors::great_power::PostureEffects;
use crate::actors::values::{CoalitionValues, DefenderValues, GreatPowerValues, InvaderValues};
use crate::battlefield::front::Front;
use crate::battlefield::losses::Costs;
use crate::battlefield::season::Season;
use crate::battlefield::stamina::Stamina;
use crate::battlefield::tide::Tide;
use crate::coalition::instruments::InstrumentFigures;
use crate::coalition::members::{Coalition, MemberFigures};
use crate::coalition::needs::NeedFigures;
use crate::peace::order::Order;
use crate::peace::settlement::Peace;
use crate::peace::truce::Truce;
use crate::quantity::{Definition, Scope, Section, Unit};
use crate::record::reporting::Reporting;
use crate::record::start::RecordStart;
use crate::talks::guarantors::GuarantorFigures;
use crate::talks::issues::IssueFigures;
use crate::talks::limited_truces::LimitedTruceFigures;
use crate::talks::packages::{IssueSteps, Terms};
use crate::talks::ratification::Ratification;
use crate::talks::red_lines::RedLines;
use crate::talks::stages::Stages;
use crate::talks::tracks::Talks;
use crate::war::numerics::Numerics;

const TRACK: &[Definition] = &[Definition {
    name: "share",
    symbol: "qs",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Share of all rounds that are held on the track",
}];

const RATE: &[Definition] = &[Definition {
    name: "*",
    symbol: "Q",
    scope: Scope::Class,
    unit: Unit::Rate,
    bounds: (0.0, 4.0),
    default: Some(0.0),
    range: None,
    meaning: "Rate at which the great power passes from this posture to the named one",
}];

const TURN: &[Definition] = &[Definition {
    name: "*",
    symbol: "pt",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Chance that the election turns the great power to the named posture",
}];

const CHANCE: &[Definition] = &[Definition {
    name: "*",
    symbol: "pc",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Chance that the election brings the named change of a member, instead of the coalition's: `less`, `more`, `stops-blocking` or `starts-blocking`",
}];

const DOUBTFUL: &[Definition] = &[Definition {
    name: "*",
    symbol: "ad",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Chance that the named voter votes for the instrument",
}];

const NAMED_ISSUE: &[Definition] = &[Definition {
    name: "*",
    symbol: "xi",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Where the package puts the named issue: 0 as the defender wants it, 1 as the invader does",
}];

const NAMED_GUARANTEE: &[Definition] = &[Definition {
    name: "*",
    symbol: "gi",
    scope: Scope::War,
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "What the named guarantor stands behind in the package: 0 words, 0.5 a force on the ground, 1 a treaty",
}];

/// Every group of quantities that a scenario can set, in the order of a scenario.
pub const SECTIONS: &[Section] = &[
    Section { path: "front", definitions: Front::DEFINITIONS },
    Section { path: "season", definitions: Season::DEFINITIONS },
    Section { path: "tide", definitions: Tide::DEFINITIONS },
    Section { path: "stamina.invader", definitions: Stamina::DEFINITIONS },
    Section { path: "stamina.defender", definitions: Stamina::DEFINITIONS },
    Section { path: "values.invader", definitions: InvaderValues::DEFINITIONS },
    Section { path: "values.defender", definitions: DefenderValues::DEFINITIONS },
    Section { path: "values.great_power", definitions: GreatPowerValues::DEFINITIONS },
    Section { path: "values.coalition", definitions: CoalitionValues::DEFINITIONS },
    Section { path: "posture.*", definitions: PostureEffects::DEFINITIONS },
    Section { path: "posture.*.rate", definitions: RATE },
    Section { path: "backer.*", definitions: BackerFigures::DEFINITIONS },
    Section { path: "talks", definitions: Talks::DEFINITIONS },
    Section { path: "stages", definitions: Stages::DEFINITIONS },
    Section { path: "track.*", definitions: TRACK },
    Section { path: "issue_steps", definitions: IssueSteps::DEFINITIONS },
    Section { path: "unsigned", definitions: Terms::DEFINITIONS },
    Section { path: "issue.*", definitions: IssueFigures::DEFINITIONS },
    Section { path: "guarantor.*", definitions: GuarantorFigures::DEFINITIONS },
    Section { path: "package.*", definitions: Terms::DEFINITIONS },
    Section { path: "package.*.issue", definitions: NAMED_ISSUE },
    Section { path: "package.*.guarantor", definitions: NAMED_GUARANTEE },
    Section { path: "ratification", definitions: Ratification::DEFINITIONS },
    Section { path: "coalition", definitions: Coalition::DEFINITIONS },
    Section { path: "member.*", definitions: MemberFigures::DEFINITIONS },
    Section { path: "election.*.turn", definitions: TURN },
    Section { path: "election.*.chance", definitions: CHANCE },
    Section { path: "instrument.*", definitions: InstrumentFigures::DEFINITIONS },
    Section { path: "instrument.*.doubtful", definitions: DOUBTFUL },
    Section { path: "need.*", definitions: NeedFigures::DEFINITIONS },
    Section { path: "limited_truce.*", definitions: LimitedTruceFigures::DEFINITIONS },
    Section { path: "truce", definitions: Truce::DEFINITIONS },
    Section { path: "peace", definitions: Peace::DEFINITIONS },
    Section { path: "beliefs", definitions: Beliefs::DEFINITIONS },
    Section { path: "order", definitions: Order::DEFINITIONS },
    Section { path: "red_lines", definitions: RedLines::DEFINITIONS },
    Section { path: "ends.invader", definitions: Terms::DEFINITIONS },
    Section { path: "ends.defender", definitions: Terms::DEFINITIONS },
    Section { path: "costs", definitions: Costs::DEFINITIONS },
    Section { path: "reporting", definitions: Reporting::DEFINITIONS },
    Section { path: "record", definitions: RecordStart::DEFINITIONS },
    Section { path: "numerics", definitions: Numerics::DEFINITIONS },
];
