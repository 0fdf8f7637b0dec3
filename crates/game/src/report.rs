//! What is seen of a month: rounds, events, and where things stand. No chances and no values.

use crate::game_match::Match;
use crate::options::{Options, status};
use crate::player::Player;
use serde::Serialize;
use standoff_lab::future::simulation::Course;
use standoff_world::coalition::members::Stance;
use standoff_world::state::{Break, End, Events, Regime, RoundHeld, RoundResult, State};
use standoff_world::talks::outcome::Outcome;

/// A game as far as it was played.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Played {
    /// The months, in order.
    pub months: Vec<MonthReport>,
    /// Where things stand now.
    pub position: Standing,
    /// What the chair may decide now.
    pub options: Options,
    /// Why nothing more happens; none while the game goes on.
    pub over: Option<Over>,
}

/// Why a game is over.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Over {
    /// `ended`: nothing more happens; `horizon`: the scenario's horizon is reached.
    pub why: String,
    /// How the war ended: `settlement-inside`, `settlement-beyond`, `frozen`, `invader-wins` or `defender-wins`; none where
    /// it goes on.
    pub end: Option<String>,
}

impl Over {
    pub(super) fn of(course: &Course<'_>) -> Option<Self> {
        let why = if course.state.regime == Regime::Over { "ended" } else { "horizon" };
        let end = course.run().end.map(|(end, _)| end_word(end).to_owned());
        course.is_over().then(|| Self { why: why.to_owned(), end })
    }
}

/// A month that was played.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct MonthReport {
    /// Rounds of talks, in order.
    pub rounds: Vec<RoundReport>,
    /// What else happened, in order of time.
    pub events: Vec<Event>,
    /// What was given in the month.
    pub aid: Aid,
    /// Where things stand at its end.
    #[serde(flatten)]
    pub standing: Standing,
}

/// A round of talks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct RoundReport {
    /// The track.
    pub track: String,
    /// The draft tabled.
    pub draft: String,
    /// `deal`, `truce`, `truce-renewed`, `not-ratified`, or who said no and how: `invader-refuses`, `invader-evades`,
    /// `defender-refuses`, `defender-evades`.
    pub result: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Event {
    /// A truce began.
    TruceBegan,
    /// Fighting broke a truce.
    TruceBroke,
    /// A settlement was signed.
    Signed {
        /// The package.
        package: String,
        /// Whether the coalition delivers its parts.
        consent: bool,
        /// Whether the terms in force lie beyond the coalition's red lines.
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
        /// How, as in [`Over::end`].
        end: String,
    },
    /// The invader attacked again after a settlement.
    PeaceFailed,
}

/// Billions a year below which a member has given nothing.
const NOTHING: f64 = 1e-9;

/// What was given in a month of war or truce [billions of the scenario's currency].
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Aid {
    /// Bilateral, by all members.
    pub members: f64,
    /// From instruments.
    pub pooled: f64,
    /// Bilateral, by the members for which the chair decides.
    pub chair: f64,
}

/// Where things stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    /// Months that have passed.
    pub month: usize,
    /// `war`, `truce`, `settled` or `over`.
    pub regime: String,
    /// The invader's share of the stake.
    pub held: f64,
    /// Land that the invader gained since the start, in km²; below zero where it lost some.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Stamina {
    /// The invader's.
    pub invader: usize,
    /// The defender's.
    pub defender: usize,
}

impl Standing {
    pub(super) fn of(game_match: &Match<'_>, course: &Course<'_>) -> Self {
        let (state, world) = (&course.state, game_match.world());
        Self {
            month: course.months(),
            regime: regime_word(state.regime).to_owned(),
            held: world.held_share(state.front),
            gained_km2: game_match.gained(state.front),
            coverage: state.coalition.coverage,
            posture: world.war.postures[state.posture].name.clone(),
            credibility: state.credibility,
            stamina: Stamina { invader: state.invader_stamina, defender: state.defender_stamina },
            draft: world.war.packages[state.draft].name.clone(),
        }
    }
}

/// Watches a month step by step.
pub(super) struct Watch {
    player: Player,
    state: State,
    breaks: [Option<f64>; 5],
    rounds: Vec<RoundReport>,
    events: Vec<Event>,
    aid: Aid,
}

impl Watch {
    /// Begins before anything was decided.
    pub(super) fn begin(course: &Course<'_>, player: Player) -> Self {
        let (state, breaks) = (course.state.clone(), course.run().breaks);
        Self { player, state, breaks, rounds: Vec::new(), events: Vec::new(), aid: Aid::default() }
    }

    /// Looks at a step that was made.
    pub(super) fn see(&mut self, game_match: &Match<'_>, course: &Course<'_>, events: &Events) {
        if let Some(round) = events.round {
            self.rounds.push(round_report(game_match, round));
        }
        if self.state.is_contested() {
            self.count_aid(&course.state, game_match.step_months() / 12.0);
        }
        self.see_talks(game_match, events);
        self.see_changes(game_match, &course.state);
        self.see_ends(course, events);
        self.state.clone_from(&course.state);
        self.breaks = course.run().breaks;
    }

    /// The month, once it is over.
    pub(super) fn report(self, game_match: &Match<'_>, course: &Course<'_>) -> MonthReport {
        let standing = Standing::of(game_match, course);
        MonthReport { rounds: self.rounds, events: self.events, aid: self.aid, standing }
    }

    fn count_aid(&mut self, state: &State, years: f64) {
        let coalition = &state.coalition;
        for (member, (effort, stance)) in coalition.aid_rate_bn.iter().zip(&coalition.stance).enumerate() {
            if *stance == Stance::In && *effort > NOTHING {
                self.aid.members += effort * years;
                self.aid.chair += if self.player.gives(member) { effort * years } else { 0.0 };
            }
        }
        self.aid.pooled += coalition.pooled_bn * years;
    }

    fn see_talks(&mut self, game_match: &Match<'_>, events: &Events) {
        if events.truce_began {
            self.events.push(Event::TruceBegan);
        }
        if let Some(signature) = events.signature {
            let package = game_match.world().war.packages[signature.draft].name.clone();
            self.events.push(Event::Signed { package, consent: signature.consent, beyond: signature.beyond });
        }
    }

    fn see_changes(&mut self, game_match: &Match<'_>, now: &State) {
        let war = &game_match.world().war;
        let posture = |place: usize| war.postures[place].name.clone();
        if self.state.posture != now.posture {
            self.events.push(Event::PostureTurned { from: posture(self.state.posture), to: posture(now.posture) });
        }
        let (before, after) = (&self.state.coalition, &now.coalition);
        for (place, (one, other)) in before.instruments.iter().zip(&after.instruments).enumerate() {
            if one.status != other.status {
                let name = war.instruments[place].name.clone();
                self.events.push(Event::Instrument { name, status: status(other.status).to_owned() });
            }
        }
        for (place, (one, other)) in before.stance.iter().zip(&after.stance).enumerate() {
            if one != other {
                let name = war.members[place].name.clone();
                self.events.push(Event::Member { name, stance: stance_word(*other).to_owned() });
            }
        }
    }

    fn see_ends(&mut self, course: &Course<'_>, events: &Events) {
        if events.truce_broke {
            self.events.push(Event::TruceBroke);
        }
        for way in Break::ALL {
            if self.breaks[way.index()].is_none() && course.run().breaks[way.index()].is_some() {
                self.events.push(Event::LineBroke { way: way.name().to_owned() });
            }
        }
        if let Some(end) = events.end {
            self.events.push(Event::WarEnded { end: end_word(end).to_owned() });
        }
        if events.peace_failed {
            self.events.push(Event::PeaceFailed);
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
