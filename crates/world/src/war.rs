//! A whole war in numbers: what a scenario says, ready to be moved.

use crate::beliefs::Beliefs;
use crate::coalition::{Aggregation, Coalition, Member, MemberFigures, Stance};
use crate::costs::Costs;
use crate::front::Front;
use crate::instrument::{Instrument, InstrumentFigures, Kind, Rule, Status};
use crate::order::Order;
use crate::package::{IssueSteps, Package, Terms};
use crate::peace::Peace;
use crate::posture::{Posture, PostureEffects};
use crate::quantity::{Definition, Figures, Section, Unit};
use crate::ratification::Ratification;
use crate::record::{RecordOutline, RecordStart};
use crate::red_lines::RedLines;
use crate::report::Reporting;
use crate::roles::{ByRole, BySide, Role, Side};
use crate::stamina::Stamina;
use crate::talks::{Talks, Track};
use crate::truce::Truce;
use crate::values::{CoalitionValues, DefenderValues, GreatPowerValues, InvaderValues};

/// The parts of a war that are not numbers with a range: names, counts, who is linked to whom. The same for every
/// draw of the numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// Name for people of each role; a role that is absent has none.
    pub roles: ByRole<Option<String>>,
    /// Steps in which the front is cut.
    pub front_steps: usize,
    /// Where the front stands at the start.
    pub front_start: usize,
    /// Stamina at the start, 0 to 2.
    pub stamina_start: BySide<usize>,
    /// Postures; the first where there is no great power.
    pub postures: Vec<PostureOutline>,
    /// Posture at the start: place in the list.
    pub posture_start: usize,
    /// Packages: name, title, cluster, ceasefire first.
    pub packages: Vec<PackageOutline>,
    /// Draft on the table at the start: place in the list.
    pub draft_start: usize,
    /// Tracks: name, title, owner.
    pub tracks: Vec<TrackOutline>,
    /// Packages with measured support: the refused and the accepted one, as places in the list.
    pub anchors: [usize; 2],
    /// How bilateral contributions add up.
    pub aggregation: Aggregation,
    /// Members.
    pub members: Vec<MemberOutline>,
    /// Elections, in order of time.
    pub elections: Vec<ElectionOutline>,
    /// Pooled instruments.
    pub instruments: Vec<InstrumentOutline>,
    /// Where the record begins, if there is one.
    pub record: Option<RecordOutline>,
}

/// A posture without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct PostureOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whom it presses.
    pub presses: Option<Side>,
    /// Whether the great power has left.
    pub out: bool,
}

/// A package without its terms.
#[derive(Debug, Clone, PartialEq)]
pub struct PackageOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Cluster in the menu.
    pub cluster: String,
    /// Whether it is a ceasefire first.
    pub ceasefire_first: bool,
}

/// A track without its share.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Who writes the drafts.
    pub owner: Role,
}

/// A member without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Groups.
    pub groups: Vec<String>,
    /// Stance at the start.
    pub stance: Stance,
}

/// Who goes to the polls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Electorate {
    /// A member: place in the list.
    Member(usize),
    /// The great power.
    GreatPower,
}

/// An election without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct ElectionOutline {
    /// Name in the scenario.
    pub name: String,
    /// Who votes.
    pub of: Electorate,
    /// Months from the start.
    pub months: f64,
    /// For the great power: postures to which it may turn, as places in the list; each has a figure
    /// `election.NAME.turn.POSTURE`.
    pub turns: Vec<usize>,
}

/// An instrument without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct InstrumentOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// What a vote needs.
    pub rule: Rule,
    /// Voters: places in the list of members, ascending.
    pub voters: Vec<usize>,
    /// Voters with a chance of their own, as places; each has a figure `instrument.NAME.doubtful.MEMBER`.
    pub doubtful: Vec<usize>,
    /// Status at the start.
    pub start: Status,
    /// Further votes after one that failed.
    pub retries: usize,
    /// Whether the line breaks when it closes.
    pub key: bool,
    /// The instrument it needs: place in the list.
    pub requires: Option<usize>,
    /// Pool of alternatives.
    pub pool: Option<String>,
}

/// An election with its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Election {
    /// Name in the scenario.
    pub name: String,
    /// Who votes.
    pub of: Electorate,
    /// Months from the start.
    pub months: f64,
    /// Postures to which the great power may turn, with the chance of each.
    pub turns: Vec<(usize, f64)>,
}

/// A whole war in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct War {
    /// Name for people of each role; a role that is absent has none.
    pub roles: ByRole<Option<String>>,
    /// The front.
    pub front: Front,
    /// Steps in which the front is cut.
    pub front_steps: usize,
    /// Where the front stands at the start.
    pub front_start: usize,
    /// Stamina of both sides.
    pub stamina: BySide<Stamina>,
    /// Stamina at the start.
    pub stamina_start: BySide<usize>,
    /// Values of the invader.
    pub invader: InvaderValues,
    /// Values of the defender.
    pub defender: DefenderValues,
    /// Values of the great power.
    pub great_power: GreatPowerValues,
    /// Values of the coalition.
    pub coalition_values: CoalitionValues,
    /// Postures.
    pub postures: Vec<Posture>,
    /// Rates between postures a month, `[from][to]`.
    pub posture_rates: Vec<Vec<f64>>,
    /// Posture at the start.
    pub posture_start: usize,
    /// Terms of "nothing signed": the terms in force during the war, with land as held (model-decisions 8).
    pub unsigned: Terms,
    /// Packages.
    pub packages: Vec<Package>,
    /// Step sizes of the issues.
    pub issue_steps: IssueSteps,
    /// Draft on the table at the start.
    pub draft_start: usize,
    /// Talks.
    pub talks: Talks,
    /// Tracks.
    pub tracks: Vec<Track>,
    /// Ratification.
    pub ratification: Ratification,
    /// Whether a draft must be ratified.
    pub ratification_needed: bool,
    /// Packages with measured support: refused, accepted.
    pub anchors: [usize; 2],
    /// What the members share.
    pub coalition: Coalition,
    /// How bilateral contributions add up.
    pub aggregation: Aggregation,
    /// Members.
    pub members: Vec<Member>,
    /// Elections, in order of time.
    pub elections: Vec<Election>,
    /// Pooled instruments.
    pub instruments: Vec<Instrument>,
    /// Truce.
    pub truce: Truce,
    /// Peace.
    pub peace: Peace,
    /// Beliefs.
    pub beliefs: Beliefs,
    /// Order.
    pub order: Order,
    /// Red lines.
    pub red_lines: RedLines,
    /// Terms of a military end for the invader, with land 1 whatever they say.
    pub invader_wins: Terms,
    /// Terms of a military end for the defender, with land 0 whatever they say.
    pub defender_wins: Terms,
    /// Costs.
    pub costs: Costs,
    /// How the war shows in reports.
    pub reporting: Reporting,
    /// Where the record begins.
    pub record: RecordStart,
}

const TRACK: &[Definition] = &[Definition {
    name: "share",
    symbol: "qs",
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Share of all rounds that are held on the track",
}];

const RATE: &[Definition] = &[Definition {
    name: "*",
    symbol: "Q",
    unit: Unit::Rate,
    bounds: (0.0, 4.0),
    default: Some(0.0),
    range: None,
    meaning: "Rate at which the great power passes from this posture to the named one",
}];

const TURN: &[Definition] = &[Definition {
    name: "*",
    symbol: "pt",
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Chance that the election turns the great power to the named posture",
}];

const DOUBTFUL: &[Definition] = &[Definition {
    name: "*",
    symbol: "ad",
    unit: Unit::Share,
    bounds: (0.0, 1.0),
    default: None,
    range: None,
    meaning: "Chance that the named voter votes for the instrument",
}];

/// Every group of quantities that a scenario can set, in the order of a scenario.
pub const SECTIONS: &[Section] = &[
    Section { path: "front", definitions: Front::DEFINITIONS },
    Section { path: "stamina.invader", definitions: Stamina::DEFINITIONS },
    Section { path: "stamina.defender", definitions: Stamina::DEFINITIONS },
    Section { path: "values.invader", definitions: InvaderValues::DEFINITIONS },
    Section { path: "values.defender", definitions: DefenderValues::DEFINITIONS },
    Section { path: "values.great_power", definitions: GreatPowerValues::DEFINITIONS },
    Section { path: "values.coalition", definitions: CoalitionValues::DEFINITIONS },
    Section { path: "posture.*", definitions: PostureEffects::DEFINITIONS },
    Section { path: "posture.*.rate", definitions: RATE },
    Section { path: "talks", definitions: Talks::DEFINITIONS },
    Section { path: "track.*", definitions: TRACK },
    Section { path: "issue_steps", definitions: IssueSteps::DEFINITIONS },
    Section { path: "unsigned", definitions: Terms::DEFINITIONS },
    Section { path: "package.*", definitions: Terms::DEFINITIONS },
    Section { path: "ratification", definitions: Ratification::DEFINITIONS },
    Section { path: "coalition", definitions: Coalition::DEFINITIONS },
    Section { path: "member.*", definitions: MemberFigures::DEFINITIONS },
    Section { path: "election.*.turn", definitions: TURN },
    Section { path: "instrument.*", definitions: InstrumentFigures::DEFINITIONS },
    Section { path: "instrument.*.doubtful", definitions: DOUBTFUL },
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
];

impl War {
    /// Builds the war of a structure and its figures.
    pub fn new(structure: &Structure, figures: &dyn Figures) -> Self {
        let names: Vec<&str> = structure.postures.iter().map(|posture| posture.name.as_str()).collect();
        Self {
            roles: structure.roles.clone(),
            front: Front::read(figures, "front"),
            front_steps: structure.front_steps,
            front_start: structure.front_start,
            stamina: BySide {
                invader: Stamina::read(figures, "stamina.invader"),
                defender: Stamina::read(figures, "stamina.defender"),
            },
            stamina_start: structure.stamina_start,
            invader: InvaderValues::read(figures, "values.invader"),
            defender: DefenderValues::read(figures, "values.defender"),
            great_power: GreatPowerValues::read(figures, "values.great_power"),
            coalition_values: CoalitionValues::read(figures, "values.coalition"),
            postures: structure.postures.iter().map(|outline| posture(outline, figures)).collect(),
            posture_rates: names.iter().map(|from| rates(from, &names, figures)).collect(),
            posture_start: structure.posture_start,
            unsigned: Terms { land: 0.0, ..Terms::read(figures, "unsigned") },
            packages: structure.packages.iter().map(|outline| package(outline, figures)).collect(),
            issue_steps: IssueSteps::read(figures, "issue_steps"),
            draft_start: structure.draft_start,
            talks: Talks::read(figures, "talks"),
            tracks: structure.tracks.iter().map(|outline| track(outline, figures)).collect(),
            ratification: Ratification::read(figures, "ratification"),
            ratification_needed: true,
            anchors: structure.anchors,
            coalition: Coalition::read(figures, "coalition"),
            aggregation: structure.aggregation,
            members: structure.members.iter().map(|outline| member(outline, figures)).collect(),
            elections: structure.elections.iter().map(|outline| election(outline, structure, figures)).collect(),
            instruments: structure.instruments.iter().map(|outline| instrument(outline, structure, figures)).collect(),
            truce: Truce::read(figures, "truce"),
            peace: Peace::read(figures, "peace"),
            beliefs: Beliefs::read(figures, "beliefs"),
            order: Order::read(figures, "order"),
            red_lines: RedLines::read(figures, "red_lines"),
            invader_wins: Terms { land: 1.0, ..Terms::read(figures, "ends.invader") },
            defender_wins: Terms { land: -1.0, ..Terms::read(figures, "ends.defender") },
            costs: Costs::read(figures, "costs"),
            reporting: Reporting::read(figures, "reporting"),
            record: RecordStart::read(figures, "record"),
        }
    }

    /// Whether a role takes part.
    pub fn has(&self, role: Role) -> bool {
        self.roles[role].is_some()
    }
}

fn rates(from: &str, names: &[&str], figures: &dyn Figures) -> Vec<f64> {
    let rate = |to: &&str| if *to == from { 0.0 } else { figures.figure(&format!("posture.{from}.rate.{to}")) };
    names.iter().map(rate).collect()
}

fn posture(outline: &PostureOutline, figures: &dyn Figures) -> Posture {
    Posture {
        name: outline.name.clone(),
        title: outline.title.clone(),
        presses: outline.presses,
        out: outline.out,
        effects: PostureEffects::read(figures, &format!("posture.{}", outline.name)),
    }
}

fn package(outline: &PackageOutline, figures: &dyn Figures) -> Package {
    Package {
        name: outline.name.clone(),
        title: outline.title.clone(),
        cluster: outline.cluster.clone(),
        ceasefire_first: outline.ceasefire_first,
        terms: Terms::read(figures, &format!("package.{}", outline.name)),
    }
}

fn track(outline: &TrackOutline, figures: &dyn Figures) -> Track {
    Track {
        name: outline.name.clone(),
        title: outline.title.clone(),
        owner: outline.owner,
        share: figures.figure(&format!("track.{}.share", outline.name)),
    }
}

fn member(outline: &MemberOutline, figures: &dyn Figures) -> Member {
    Member {
        name: outline.name.clone(),
        title: outline.title.clone(),
        groups: outline.groups.clone(),
        stance: outline.stance,
        figures: MemberFigures::read(figures, &format!("member.{}", outline.name)),
    }
}

fn election(outline: &ElectionOutline, structure: &Structure, figures: &dyn Figures) -> Election {
    let chance = |&posture: &usize| {
        let to = &structure.postures[posture].name;
        (posture, figures.figure(&format!("election.{}.turn.{to}", outline.name)))
    };
    Election {
        name: outline.name.clone(),
        of: outline.of,
        months: outline.months,
        turns: outline.turns.iter().map(chance).collect(),
    }
}

fn instrument(outline: &InstrumentOutline, structure: &Structure, figures: &dyn Figures) -> Instrument {
    let chance = |&voter: &usize| {
        let name = &structure.members[voter].name;
        (voter, figures.figure(&format!("instrument.{}.doubtful.{name}", outline.name)))
    };
    Instrument {
        name: outline.name.clone(),
        title: outline.title.clone(),
        kind: outline.kind,
        rule: outline.rule,
        voters: outline.voters.clone(),
        doubtful: outline.doubtful.iter().map(chance).collect(),
        start: outline.start,
        retries: outline.retries,
        key: outline.key,
        requires: outline.requires,
        pool: outline.pool.clone(),
        figures: InstrumentFigures::read(figures, &format!("instrument.{}", outline.name)),
    }
}
