//! The report of a month: rounds, events, and the state at its end. It holds nothing that the actors could not see, so no
//! chances and no values.

use crate::game_match::Match;
use crate::options::{DecisionOptions, status_word};
use crate::player::Player;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_lab::future::simulation::Simulation;
use standoff_world::coalition::members::Stance;
use standoff_world::state::{Break, End, Events, Regime, RoundHeld, RoundResult, State};
use standoff_world::talks::outcome::Outcome;

/// A game as far as it was played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Played)]
pub struct PlayedGame {
    /// Reports of the months, in order.
    pub months: Vec<MonthReport>,
    /// State after the last month.
    pub position: MonthStanding,
    /// Options for the next month.
    pub options: DecisionOptions,
    /// Reason why nothing more happens; none while the game goes on.
    #[schema(required)]
    pub over: Option<GameOver>,
}

/// The reason why a game is over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Over)]
pub struct GameOver {
    /// `ended`: nothing more happens; `horizon`: the scenario's horizon is reached.
    pub why: String,
    /// End of the war: `settlement-inside`, `settlement-beyond`, `frozen`, `invader-wins` or `defender-wins`; none where
    /// it goes on.
    #[schema(required)]
    pub end: Option<String>,
}

impl GameOver {
    pub(super) fn after_course(course: &Simulation<'_>) -> Option<Self> {
        let why = if course.state.regime == Regime::Over { "ended" } else { "horizon" };
        let end = course.run_so_far().end.map(|(end, _)| end_word(end).to_owned());
        course.is_over().then(|| Self { why: why.to_owned(), end })
    }
}

/// A month that was played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct MonthReport {
    /// Rounds of talks, in order.
    pub rounds: Vec<RoundReport>,
    /// Other events, in order of time.
    pub events: Vec<MonthEvent>,
    /// Aid given in the month.
    pub aid: MonthAid,
    /// State at its end.
    #[serde(flatten)]
    pub standing: MonthStanding,
}

/// A round of talks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct RoundReport {
    /// The track.
    pub track: String,
    /// The draft tabled.
    pub draft: String,
    /// `deal`, `truce`, `truce-renewed`, `not-ratified`, or who said no and how: `invader-refuses`, `invader-evades`,
    /// `defender-refuses`, `defender-evades`.
    pub result: String,
}

/// An event of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[schema(as = Event)]
pub enum MonthEvent {
    /// A truce began.
    TruceBegan,
    /// Fighting broke a truce.
    TruceBroke,
    /// A settlement was signed.
    Signed {
        /// The package.
        package: String,
        /// True where the coalition delivers its parts.
        consent: bool,
        /// True where the terms in force lie beyond the coalition's red lines.
        beyond: bool,
    },
    /// The great power turned.
    PostureTurned {
        /// Its posture before.
        from: String,
        /// Its posture now.
        to: String,
    },
    /// An instrument opened, was tabled again or closed for good.
    Instrument {
        /// The instrument.
        name: String,
        /// `open`, `proposed` or `closed`.
        status: String,
    },
    /// A member stopped paying, blocks, or is back.
    Member {
        /// The member.
        name: String,
        /// `in`, `free-riding` or `blocking`.
        stance: String,
    },
    /// The line broke, for the first time in this way.
    LineBroke {
        /// The way: `coverage`, `instrument`, `consent-beyond`, `signature-beyond` or `military`.
        way: String,
    },
    /// The war ended.
    WarEnded {
        /// End, as in [`GameOver::end`].
        end: String,
    },
    /// The invader attacked again after a settlement.
    PeaceFailed,
}

/// Billions a year below which a member counts as having given nothing; a member that was ordered to give nothing still
/// has a rate far below this.
const LEAST_RATE_BN: f64 = 1e-9;

/// Aid given in a month of war or truce, in billions of the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Aid)]
pub struct MonthAid {
    /// Bilateral, by all members.
    pub members: f64,
    /// From instruments.
    pub pooled: f64,
    /// Bilateral, by the members for which the role decides.
    pub chair: f64,
}

/// State of the game at the end of a month, as far as the actors see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Standing)]
pub struct MonthStanding {
    /// Number of months that have passed.
    pub month: usize,
    /// `war`, `truce`, `settled` or `over`.
    pub regime: String,
    /// Share of the stake that the invader holds.
    pub held: f64,
    /// Land that the invader gained since the start, in km²; below zero where it lost some.
    #[serde(alias = "gained-km2")]
    pub gained_km2: f64,
    /// Coverage of the defender's need, as a share.
    pub coverage: f64,
    /// Posture of the great power.
    pub posture: String,
    /// Credibility of guarantees, from 0 to 1.
    pub credibility: f64,
    /// Stamina of both sides.
    pub stamina: Stamina,
    /// Draft on the table.
    pub draft: String,
}

/// Stamina of both sides, from 0, worn out, to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct Stamina {
    /// The invader's.
    pub invader: usize,
    /// The defender's.
    pub defender: usize,
}

impl MonthStanding {
    pub(super) fn after_course(game_match: &Match<'_>, course: &Simulation<'_>) -> Self {
        let (state, world) = (&course.state, game_match.world());
        Self {
            month: course.months_done(),
            regime: regime_word(state.regime).to_owned(),
            held: world.held_share(state.front),
            gained_km2: game_match.gained_km2(state.front),
            coverage: state.coalition.coverage,
            posture: world.war.postures[state.posture].name.clone(),
            credibility: state.credibility,
            stamina: Stamina { invader: state.invader_stamina, defender: state.defender_stamina },
            draft: world.war.packages[state.draft].name.clone(),
        }
    }
}

/// Observer of a month, which puts its report together step by step.
pub(super) struct MonthObserver {
    player: Player,
    state: State,
    breaks: [Option<f64>; 5],
    rounds: Vec<RoundReport>,
    events: Vec<MonthEvent>,
    aid: MonthAid,
}

impl MonthObserver {
    /// Observer of a month before its first step.
    pub(super) fn new(course: &Simulation<'_>, player: Player) -> Self {
        let (state, breaks) = (course.state.clone(), course.run_so_far().break_months);
        Self { player, state, breaks, rounds: Vec::new(), events: Vec::new(), aid: MonthAid::default() }
    }

    /// Records a step that was made.
    pub(super) fn observe_step(&mut self, game_match: &Match<'_>, course: &Simulation<'_>, events: &Events) {
        if let Some(round) = events.round {
            self.rounds.push(round_report(game_match, round));
        }
        if self.state.is_contested() {
            self.count_aid(&course.state, game_match.step_months() / 12.0);
        }
        self.record_talks(game_match, events);
        self.record_changes(game_match, &course.state);
        self.record_ends(course, events);
        self.state.clone_from(&course.state);
        self.breaks = course.run_so_far().break_months;
    }

    /// Report of the month, once it is over.
    pub(super) fn into_report(self, game_match: &Match<'_>, course: &Simulation<'_>) -> MonthReport {
        let standing = MonthStanding::after_course(game_match, course);
        MonthReport { rounds: self.rounds, events: self.events, aid: self.aid, standing }
    }

    fn count_aid(&mut self, state: &State, years: f64) {
        let coalition = &state.coalition;
        for (member, (effort, stance)) in coalition.aid_rate_bn.iter().zip(&coalition.stance).enumerate() {
            if *stance == Stance::In && *effort > LEAST_RATE_BN {
                self.aid.members += effort * years;
                self.aid.chair += if self.player.decides_aid_of(member) { effort * years } else { 0.0 };
            }
        }
        self.aid.pooled += coalition.pooled_bn * years;
    }

    fn record_talks(&mut self, game_match: &Match<'_>, events: &Events) {
        if events.truce_began {
            self.events.push(MonthEvent::TruceBegan);
        }
        if let Some(signature) = events.signature {
            let package = game_match.world().war.packages[signature.draft].name.clone();
            self.events.push(MonthEvent::Signed { package, consent: signature.consent, beyond: signature.beyond });
        }
    }

    fn record_changes(&mut self, game_match: &Match<'_>, now: &State) {
        let war = &game_match.world().war;
        let posture = |place: usize| war.postures[place].name.clone();
        if self.state.posture != now.posture {
            self.events.push(MonthEvent::PostureTurned { from: posture(self.state.posture), to: posture(now.posture) });
        }
        let (before, after) = (&self.state.coalition, &now.coalition);
        for (place, (one, other)) in before.instruments.iter().zip(&after.instruments).enumerate() {
            if one.status != other.status {
                let name = war.instruments[place].name.clone();
                self.events.push(MonthEvent::Instrument { name, status: status_word(other.status).to_owned() });
            }
        }
        for (place, (one, other)) in before.stance.iter().zip(&after.stance).enumerate() {
            if one != other {
                let name = war.members[place].name.clone();
                self.events.push(MonthEvent::Member { name, stance: stance_word(*other).to_owned() });
            }
        }
    }

    fn record_ends(&mut self, course: &Simulation<'_>, events: &Events) {
        if events.truce_broke {
            self.events.push(MonthEvent::TruceBroke);
        }
        for way in Break::ALL {
            if self.breaks[way.index()].is_none() && course.run_so_far().break_months[way.index()].is_some() {
                self.events.push(MonthEvent::LineBroke { way: way.name().to_owned() });
            }
        }
        if let Some(end) = events.end {
            self.events.push(MonthEvent::WarEnded { end: end_word(end).to_owned() });
        }
        if events.peace_failed {
            self.events.push(MonthEvent::PeaceFailed);
        }
    }
}

fn round_report(game_match: &Match<'_>, round: RoundHeld) -> RoundReport {
    let war = &game_match.world().war;
    let result = match round.result {
        RoundResult::Deal => "deal",
        RoundResult::Truce => "truce",
        RoundResult::TruceRenewed => "truce-renewed",
        RoundResult::NotRatified => "not-ratified",
        RoundResult::No(Outcome::InvaderRefuses) => "invader-refuses",
        RoundResult::No(Outcome::InvaderEvades) => "invader-evades",
        RoundResult::No(Outcome::DefenderRefuses) => "defender-refuses",
        RoundResult::No(Outcome::DefenderEvades | Outcome::NoRound) => "defender-evades",
    };
    let (track, draft) = (war.tracks[round.track].name.clone(), war.packages[round.draft].name.clone());
    RoundReport { track, draft, result: result.to_owned() }
}

fn regime_word(regime: Regime) -> &'static str {
    match regime {
        Regime::War => "war",
        Regime::Truce { .. } => "truce",
        Regime::Settled { .. } => "settled",
        Regime::Frozen => "frozen",
        Regime::Over => "over",
    }
}

fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::In => "in",
        Stance::FreeRiding => "free-riding",
        Stance::Blocking => "blocking",
    }
}

fn end_word(end: End) -> &'static str {
    match end {
        End::SettlementInside => "settlement-inside",
        End::SettlementBeyond => "settlement-beyond",
        End::Frozen => "frozen",
        End::InvaderWins => "invader-wins",
        End::DefenderWins => "defender-wins",
    }
}
