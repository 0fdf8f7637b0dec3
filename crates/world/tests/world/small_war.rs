//! A small war for tests: two members, no instruments, every other figure at its default.

use standoff_world::actors::roles::{ByRole, BySide, Role};
use standoff_world::coalition::instruments::{Instrument, InstrumentFigures, Kind, Rule, Status};
use standoff_world::coalition::members::{Aggregation, Stance};
use standoff_world::quantity::Figures;
use standoff_world::talks::packages::PackageOrigin;
use standoff_world::war::{MemberOutline, PackageOutline, PostureOutline, SECTIONS, Structure, TrackOutline, War};

/// Figures of the war: its own few, and the defaults.
pub struct Defaults;

impl Figures for Defaults {
    fn figure(&self, path: &str) -> f64 {
        match path {
            "coalition.need" => 10.0,
            "member.north.income" | "member.south.income" => 1000.0,
            "member.north.willingness" => 0.004,
            "member.south.willingness" => 0.002,
            "track.direct.share" => 1.0,
            "posture.none.rounds" => 0.5,
            _ => default_of(path),
        }
    }
}

fn default_of(path: &str) -> f64 {
    let (group, name) = path.rsplit_once('.').unwrap_or(("", path));
    let fits = |pattern: &str| {
        let (pattern, group): (Vec<&str>, Vec<&str>) = (pattern.split('.').collect(), group.split('.').collect());
        pattern.len() == group.len() && pattern.iter().zip(&group).all(|(p, g)| *p == "*" || p == g)
    };
    let mut definitions = SECTIONS.iter().filter(|section| fits(section.path)).flat_map(|section| section.definitions);
    definitions.find(|definition| definition.name == name).and_then(|definition| definition.default).unwrap_or(0.0)
}

fn member(name: &str) -> MemberOutline {
    MemberOutline { name: name.into(), title: name.into(), groups: vec![], stance: Stance::In }
}

/// A loan on which both members vote, with every figure at its default: tabled, and due at once.
pub fn loan(name: &str) -> Instrument {
    Instrument {
        name: name.into(),
        title: name.into(),
        kind: Kind::Money,
        rule: Rule::Unanimity,
        opt_out: false,
        abstain: false,
        voters: vec![0, 1],
        doubtful: vec![],
        start: Status::Proposed,
        new_at_start: false,
        retries: 1,
        key: false,
        requires: None,
        route: None,
        pool: None,
        figures: InstrumentFigures::read(&Defaults, "instrument.loan"),
    }
}

/// The war.
pub fn war() -> War {
    War::new(&structure(), &Defaults)
}

/// Its structure.
pub fn structure() -> Structure {
    let package = |name: &str| PackageOutline {
        name: name.into(),
        title: name.into(),
        origin: PackageOrigin::Draft,
        ceasefire_first: false,
        ceasefire_at_signature: false,
        issues: vec![],
        guarantors: vec![],
    };
    Structure {
        roles: ByRole::from_fn(|role| (role != Role::GreatPower).then(|| role.name().to_owned())),
        start_month_of_year: 0.0,
        front_steps: 12,
        front_start: 6,
        stamina_start: BySide { invader: 2, defender: 2 },
        postures: vec![PostureOutline { name: "none".into(), title: "none".into(), presses: None, out: false }],
        posture_start: 0,
        backers: vec![],
        issues: vec![],
        guarantors: vec![],
        packages: vec![package("freeze"), package("yield")],
        draft_start: 0,
        tracks: vec![TrackOutline { name: "direct".into(), title: "direct".into(), owner: Role::Defender }],
        anchors: Some([1, 0]),
        aggregation: Aggregation::Voluntary,
        members: vec![member("north"), member("south")],
        elections: vec![],
        instruments: vec![],
        needs: vec![],
        limited_truces: vec![],
        record: None,
    }
}
