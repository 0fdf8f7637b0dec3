//! The parts of a war that are not numbers with a range: names, counts, who is linked to whom.

use crate::actors::roles::{ByRole, BySide, Role, Side};
use crate::coalition::instruments::{Kind, Rule, Status};
use crate::coalition::members::{Aggregation, Stance};
use crate::record::start::RecordOutline;
use crate::talks::packages::PackageOrigin;
use crate::war::elections::{Direction, Electorate};

/// The parts of a war that are not numbers with a range: names, counts, who is linked to whom. The same for every
/// draw of the numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// Name for people of each role; a role that is absent has none.
    pub roles: ByRole<Option<String>>,
    /// Months into the year on the first day, from 0 on 1 January to 12.
    pub start_month_of_year: f64,
    /// Steps in which the front is cut.
    pub front_steps: usize,
    /// Position of the front at the start, in steps.
    pub front_start: usize,
    /// Stamina at the start, 0 to 2.
    pub stamina_start: BySide<usize>,
    /// Postures; the first where there is no great power.
    pub postures: Vec<PostureOutline>,
    /// Posture at the start: place in the list.
    pub posture_start: usize,
    /// Backers of either side.
    pub backers: Vec<BackerOutline>,
    /// Issues of the war's own.
    pub issues: Vec<IssueOutline>,
    /// Guarantors besides the great power.
    pub guarantors: Vec<GuarantorOutline>,
    /// Packages: drafts of the scenario in its order, then the settlements that follow those that begin with a
    /// ceasefire, then mixtures. The first two kinds can lie on the table as planners see it.
    pub packages: Vec<PackageOutline>,
    /// Draft on the table at the start: place in the list.
    pub draft_start: usize,
    /// Tracks: name, title, owner.
    pub tracks: Vec<TrackOutline>,
    /// Packages with measured support: the refused and the accepted one, as places in the list. None where the defender's
    /// public has no vote: a signature is enough.
    pub anchors: Option<[usize; 2]>,
    /// Rule by which bilateral contributions add up.
    pub aggregation: Aggregation,
    /// Members.
    pub members: Vec<MemberOutline>,
    /// Elections, in order of time.
    pub elections: Vec<ElectionOutline>,
    /// Pooled instruments.
    pub instruments: Vec<InstrumentOutline>,
    /// Needs that several instruments could meet.
    pub needs: Vec<NeedOutline>,
    /// Kinds of limited truces.
    pub limited_truces: Vec<LimitedTruceOutline>,
    /// Beginning of the record, if there is one.
    pub record: Option<RecordOutline>,
}

impl Structure {
    /// The drafts that the scenario names: the packages before those that are derived from them.
    pub fn drafts(&self) -> impl Iterator<Item = &PackageOutline> {
        self.packages.iter().filter(|package| package.origin == PackageOrigin::Draft)
    }
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
    /// Where its terms come from.
    pub origin: PackageOrigin,
    /// Whether it is a ceasefire first.
    pub ceasefire_first: bool,
    /// Whether a settlement on its terms begins with a ceasefire at the signature.
    pub ceasefire_at_signature: bool,
    /// Issues of the war's own that it names, as places in the list, ascending; each has a figure
    /// `package.NAME.issue.ISSUE`.
    pub issues: Vec<usize>,
    /// Guarantors that it names, as places in the list, ascending; each has a figure `package.NAME.guarantor.GUARANTOR`.
    pub guarantors: Vec<usize>,
}

/// A backer without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct BackerOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// The side that it backs.
    pub side: Side,
    /// Whether it backs that side on the first day.
    pub backs_at_start: bool,
}

/// An issue of the war's own without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct IssueOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
}

/// A guarantor without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct GuarantorOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
}

/// A track without its share.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Role that writes the drafts.
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

/// An election without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct ElectionOutline {
    /// Name in the scenario.
    pub name: String,
    /// Electorate.
    pub of: Electorate,
    /// Months from the start.
    pub months: f64,
    /// For the great power: postures to which it may turn, as places in the list; each has a figure
    /// `election.NAME.turn.POSTURE`.
    pub turns: Vec<usize>,
    /// For a member: changes with a chance of their own; each has a figure `election.NAME.chance.CHANGE`.
    pub chances: Vec<Direction>,
}

/// An instrument without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct InstrumentOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// Majority that a vote needs.
    pub rule: Rule,
    /// Voters: places in the list of members, ascending.
    pub voters: Vec<usize>,
    /// Whether those against it may stay out.
    pub opt_out: bool,
    /// Whether an abstention stops nothing.
    pub abstain: bool,
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
    /// The act that keeps it in force: place in the list.
    pub route: Option<usize>,
    /// Pool of alternatives.
    pub pool: Option<String>,
}

/// A need without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Instruments that meet it, in order of preference: places in the list.
    pub routes: Vec<usize>,
    /// When it must be met, in months from the start.
    pub by_months: Option<f64>,
}

/// A kind of limited truces without its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitedTruceOutline {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
}
