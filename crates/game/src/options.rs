//! What a chair may decide for the next month.

use crate::player::Player;
use serde::Serialize;
use standoff_world::actors::roles::Role;
use standoff_world::coalition::instruments::Status;
use standoff_world::coalition::members::Stance;
use standoff_world::state::State;
use standoff_world::talks::packages::{Package, Terms};
use standoff_world::war::War;

/// What a chair may decide now. Lists of names are those of the scenario, in its order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Options {
    /// The month that comes, counted from one.
    pub month: usize,
    /// Whether it may table drafts: some track is its role's to write on.
    pub propose: bool,
    /// Tracks on which it writes the drafts.
    pub tracks: Vec<String>,
    /// Whether it answers drafts, in yes, in refusals and in evasions.
    pub accept: bool,
    /// Whether it decides on the coalition's parts.
    pub consent: bool,
    /// Whether it takes the great power's posture.
    pub posture: bool,
    /// Whether it decides on aid.
    pub aid: bool,
    /// The packages.
    pub packages: Vec<PackageOption>,
    /// The postures of the great power.
    pub postures: Vec<PostureOption>,
    /// The coalition's instruments.
    pub instruments: Vec<InstrumentOption>,
}

/// A package that can lie on the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PackageOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whether it is a ceasefire first: accepting it opens a truce, not a settlement.
    pub ceasefire_first: bool,
    /// Whether it lies on the table.
    pub on_table: bool,
    /// Its terms.
    pub terms: TermsOption,
}

/// The terms of a package.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
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
}

/// A posture of the great power.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PostureOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// Whether it stands now.
    pub now: bool,
}

/// An instrument of the coalition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct InstrumentOption {
    /// Name in the scenario.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// `open`, `proposed` or `closed` for good.
    pub status: String,
    /// The instrument that must be open for this one to open.
    pub requires: Option<String>,
    /// Its pool: of the instruments of one pool one may be open at a time.
    pub pool: Option<String>,
    /// Whether the chair may open it now, once what it requires is open and its pool is free, or made so in the same month.
    pub open: bool,
    /// Whether the chair may close it now.
    pub close: bool,
}

impl Options {
    /// What a chair may decide in a state; nothing once the war is no longer contested or `over`.
    pub(super) fn now(war: &War, player: Player, state: &State, month: usize, over: bool) -> Self {
        let free = !over && state.is_contested();
        let belligerent = matches!(player.role, Role::Invader | Role::Defender);
        let lead = free && player.leads();
        let writes = free && player.member.is_none();
        let tracks = war.tracks.iter().filter(|track| writes && track.owner == player.role);
        let tracks: Vec<String> = tracks.map(|track| track.name.clone()).collect();
        let paying = |(member, stance): (usize, &Stance)| player.gives(member) && *stance == Stance::In;
        Self {
            month,
            propose: !tracks.is_empty(),
            tracks,
            accept: free && belligerent,
            consent: lead,
            posture: free && player.role == Role::GreatPower,
            aid: free && state.coalition.stance.iter().enumerate().any(paying),
            packages: war.packages.iter().enumerate().map(|(at, one)| package(one, at == state.draft)).collect(),
            postures: (0..war.postures.len())
                .map(|at| PostureOption {
                    name: war.postures[at].name.clone(),
                    title: war.postures[at].title.clone(),
                    now: at == state.posture,
                })
                .collect(),
            instruments: (0..war.instruments.len()).map(|at| instrument(war, state, at, lead)).collect(),
        }
    }

    /// Whether there is nothing to decide.
    pub fn is_empty(&self) -> bool {
        !(self.propose || self.accept || self.consent || self.posture || self.aid || self.lead())
    }

    /// Whether some instrument may be opened or closed.
    fn lead(&self) -> bool {
        self.instruments.iter().any(|one| one.open || one.close)
    }

    /// The fields of a decision that the chair may fill.
    pub(super) fn fields(&self) -> Vec<&'static str> {
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

fn package(package: &Package, on_table: bool) -> PackageOption {
    let Terms { land, guarantee, alignment, relief, form } = package.terms;
    PackageOption {
        name: package.name.clone(),
        title: package.title.clone(),
        ceasefire_first: package.ceasefire_first,
        on_table,
        terms: TermsOption { land, guarantee, alignment, relief, form },
    }
}

fn instrument(war: &War, state: &State, at: usize, lead: bool) -> InstrumentOption {
    let (one, stands) = (&war.instruments[at], state.coalition.instruments[at].status);
    InstrumentOption {
        name: one.name.clone(),
        title: one.title.clone(),
        status: status(stands).to_owned(),
        requires: one.requires.map(|needed| war.instruments[needed].name.clone()),
        pool: one.pool.clone(),
        open: lead && stands == Status::Proposed,
        close: lead && stands == Status::Open,
    }
}

/// Word for a status.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Proposed => "proposed",
        Status::Closed => "closed",
    }
}
