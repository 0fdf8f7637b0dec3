//! The options of a role for the next month.

use crate::player::Player;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::talks::issues::Issue;
use standoff_world::talks::packages::{Package, Terms};
use standoff_world::war::War;

/// Options of a role for the next month. Lists have the names of the scenario, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
#[schema(as = Options)]
pub struct DecisionOptions {
    /// Next month, counted from one.
    pub month: usize,
    /// True where it may table drafts: some track is its own.
    pub propose: bool,
    /// Tracks on which it writes the drafts.
    pub tracks: Vec<String>,
    /// True where it answers drafts, with yes or with either form of no.
    pub accept: bool,
    /// True where it decides whether the coalition delivers its parts.
    pub consent: bool,
    /// True where it takes the great power's posture.
    pub posture: bool,
    /// True where it decides on aid.
    pub aid: bool,
    /// Packages that can be tabled.
    pub packages: Vec<PackageOption>,
    /// Postures of the great power.
    pub postures: Vec<PostureOption>,
    /// Instruments of the coalition.
    pub instruments: Vec<InstrumentOption>,
}

/// A package that can lie on the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct PackageOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// True where accepting it opens a truce first, not a settlement.
    #[serde(alias = "ceasefire-first")]
    pub ceasefire_first: bool,
    /// True where it lies on the table.
    #[serde(alias = "on-table")]
    pub on_table: bool,
    /// Terms of the package.
    pub terms: TermsOption,
}

/// The terms of a package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct TermsOption {
    /// Land to the invader beyond the line of contact, as a share of the stake.
    pub land: f64,
    /// Guarantee, from words at 0 to a treaty at 1.
    pub guarantee: f64,
    /// Alignment and army, from an open door at 0 to neutral and capped at 1.
    pub alignment: f64,
    /// Sanctions relief and assets returned, as a share.
    pub relief: f64,
    /// Legal form, from held in fact at 0 to recognised by law at 1.
    pub form: f64,
    /// Guarantee of those who stand behind it besides the great power, together.
    #[serde(default)]
    pub pledged: f64,
    /// Issues of the war's own, in the order of the scenario.
    #[serde(default)]
    pub issues: Vec<IssueOption>,
}

/// Where a package puts an issue of the war's own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct IssueOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// From 0, as the defender wants it, to 1, as the invader does.
    pub position: f64,
}

/// A posture of the great power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct PostureOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// True where it is the posture now.
    pub now: bool,
}

/// An instrument of the coalition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, JsonSchema)]
pub struct InstrumentOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// `open`, `proposed` or `closed` for good.
    pub status: String,
    /// Instrument that must be open for this one to open.
    #[schema(required)]
    pub requires: Option<String>,
    /// Pool of the instrument: only one of a pool may be open at a time.
    #[schema(required)]
    pub pool: Option<String>,
    /// True where the role may open it, provided that what it requires is open and its pool is free; both may be
    /// arranged in the same month.
    pub open: bool,
    /// True where the role may close it.
    pub close: bool,
}

impl DecisionOptions {
    /// Options of a role in a state; none once the war is no longer contested, or `over`.
    pub(super) fn in_state(war: &War, player: Player, state: &State, month: usize, over: bool) -> Self {
        let free = !over && state.is_contested();
        let belligerent = matches!(player.role, Role::Invader | Role::Defender);
        let lead = free && player.is_lead();
        let writes = free && player.member.is_none();
        let tracks = war.tracks.iter().filter(|track| writes && track.owner == player.role);
        let tracks: Vec<String> = tracks.map(|track| track.name.clone()).collect();
        let held = state.front as f64 / war.front_steps as f64;
        let paying = |(member, stance): (usize, &Stance)| player.decides_aid_of(member) && *stance == Stance::In;
        Self {
            month,
            propose: !tracks.is_empty(),
            tracks,
            accept: free && belligerent,
            consent: lead,
            posture: free && player.role == Role::GreatPower,
            aid: free && state.coalition.stance.iter().enumerate().any(paying),
            packages: war
                .packages
                .iter()
                .enumerate()
                .map(|(at, one)| package_option(war, one, held, at == state.draft))
                .collect(),
            postures: (0..war.postures.len())
                .map(|at| PostureOption {
                    name: war.postures[at].name.clone(),
                    title: war.postures[at].title.clone(),
                    now: at == state.posture,
                })
                .collect(),
            instruments: (0..war.instruments.len()).map(|at| instrument_option(war, state, at, lead)).collect(),
        }
    }

    /// True where there is nothing to decide.
    pub fn is_empty(&self) -> bool {
        !(self.propose || self.accept || self.consent || self.posture || self.aid || self.may_change_instruments())
    }

    /// True where some instrument may be opened or closed.
    fn may_change_instruments(&self) -> bool {
        self.instruments.iter().any(|one| one.open || one.close)
    }

    /// Fields of a decision that the role may fill.
    pub(super) fn open_fields(&self) -> Vec<&'static str> {
        let may = [
            ("propose", self.propose),
            ("accept", self.accept),
            ("no", self.accept),
            ("consent", self.consent),
            ("posture", self.posture),
            ("aid", self.aid),
            ("open", self.instruments.iter().any(|one| one.open)),
            ("close", self.instruments.iter().any(|one| one.close)),
        ];
        may.into_iter().filter(|(_, may)| *may).map(|(field, _)| field).collect()
    }
}

fn package_option(war: &War, package: &Package, held: f64, on_table: bool) -> PackageOption {
    let Terms { guarantee, alignment, relief, form, pledged, .. } = package.terms;
    let issue = |(issue, &position): (&Issue, &f64)| {
        let (name, title) = (issue.name.clone(), issue.title.clone());
        IssueOption { name, title, position }
    };
    let issues = war.issues.iter().zip(&package.terms.issues).map(issue).collect();
    let land = package.terms.ceded(held);
    PackageOption {
        name: package.name.clone(),
        title: package.title.clone(),
        ceasefire_first: package.ceasefire_first,
        on_table,
        terms: TermsOption { land, guarantee, alignment, relief, form, pledged, issues },
    }
}

fn instrument_option(war: &War, state: &State, at: usize, lead: bool) -> InstrumentOption {
    let (one, stands) = (&war.instruments[at], state.coalition.instruments[at].status);
    InstrumentOption {
        name: one.name.clone(),
        title: one.title.clone(),
        status: status_word(stands).to_owned(),
        requires: one.requires.map(|needed| war.instruments[needed].name.clone()),
        pool: one.pool.clone(),
        open: lead && stands == Status::Proposed,
        close: lead && stands == Status::Open,
    }
}

/// Word for a status.
pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Proposed => "proposed",
        Status::Closed => "closed",
    }
}
