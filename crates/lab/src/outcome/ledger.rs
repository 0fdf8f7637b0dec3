//! The ledgers of the four actors: what each item is and how it is read off one future. Every actor's ledger has the
//! same form and the same weight.

use crate::future::months::is_by;
use crate::future::run::Run;
use standoff_scenario::Values;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::{Figures, hazard_over};
use standoff_world::talks::packages::Terms;
use standoff_world::war::War;

/// One item of an actor's ledger.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Whose it is.
    pub role: Role,
    /// Stable key.
    pub key: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Whether it makes sense per month of fighting.
    pub per_month: bool,
    read: fn(&War, &Values, &Run) -> f64,
}

/// Unit of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A word.
    Word(&'static str),
    /// Billions of the scenario's currency.
    Money,
}

impl Unit {
    /// The unit in words.
    pub fn words(self, currency: &str) -> String {
        match self {
            Self::Word(word) => word.to_owned(),
            Self::Money => format!("bn {currency}"),
        }
    }
}

impl Item {
    /// Reads the item off a future. `war` gives the names and counts, `values` the figures of the draw.
    pub fn of(&self, war: &War, values: &Values, run: &Run) -> f64 {
        (self.read)(war, values, run)
    }
}

const fn item(
    role: Role,
    key: &'static str,
    title: &'static str,
    unit: Unit,
    per_month: bool,
    read: fn(&War, &Values, &Run) -> f64,
) -> Item {
    Item { role, key, title, unit, per_month, read }
}

const MONTHS: Unit = Unit::Word("months");
const PEOPLE: Unit = Unit::Word("people");
const SHARE: Unit = Unit::Word("share");
const AREA: Unit = Unit::Word("km²");

/// The items of all ledgers, by actor.
pub const ITEMS: &[Item] = &[
    item(Role::Invader, "casualties", "killed and wounded", PEOPLE, true, |_, values, run| {
        casualties(values, run, "costs.casualties_invader")
    }),
    item(Role::Invader, "area", "area gained", AREA, true, area),
    item(Role::Invader, "months-fighting", "months of fighting", MONTHS, false, |_, _, run| run.fighting),
    item(Role::Invader, "relief", "sanctions relief and assets obtained", SHARE, false, |war, _, run| {
        terms(war, run).relief
    }),
    item(Role::Invader, "guarantee", "guarantee against it", SHARE, false, |war, _, run| terms(war, run).guarantee),
    item(Role::Defender, "casualties", "killed and wounded", PEOPLE, true, |_, values, run| {
        casualties(values, run, "costs.casualties_defender")
    }),
    item(Role::Defender, "area", "area lost", AREA, true, area),
    item(Role::Defender, "months-fighting", "months under fire", MONTHS, false, |_, _, run| run.fighting),
    item(Role::Defender, "autonomy", "autonomy given up: alignment and army cap", SHARE, false, |war, _, run| {
        terms(war, run).alignment
    }),
    item(
        Role::Defender,
        "five-year-peace",
        "chance of a signed peace that holds five years",
        SHARE,
        false,
        |_, _, run| five_year_peace(run),
    ),
    item(Role::GreatPower, "rounds", "rounds of talks held", Unit::Word("rounds"), true, |_, _, run| {
        f64::from(run.rounds)
    }),
    item(Role::GreatPower, "deal", "chance that something is signed", SHARE, false, |_, _, run| {
        f64::from(u8::from(run.signature.is_some()))
    }),
    item(Role::GreatPower, "guarantee", "guarantee it stands behind", SHARE, false, |war, _, run| {
        terms(war, run).guarantee
    }),
    item(Role::GreatPower, "months-out", "months out, until the war ended", MONTHS, false, |war, _, run| {
        months_out(war, run)
    }),
    item(Role::GreatPower, "land-tolerated", "land signed away beyond the line", SHARE, false, |war, _, run| {
        terms(war, run).land
    }),
    item(Role::Coalition, "bilateral", "bilateral aid", Unit::Money, true, |_, _, run| {
        run.given.iter().map(|&given| f64::from(given)).sum()
    }),
    item(Role::Coalition, "pooled", "pooled money", Unit::Money, true, |_, _, run| run.pooled),
    item(Role::Coalition, "months-fighting", "months of paying for a war", MONTHS, false, |_, _, run| run.fighting),
];

/// People lost, at the rates of the draw: in full while fighting, in part in a truce.
fn casualties(values: &Values, run: &Run, rate: &str) -> f64 {
    values.figure(rate) * (run.fighting + values.figure("costs.truce_share") * run.quiet)
}

/// Area that changed hands on the ground and by signature, to the invader.
fn area(war: &War, values: &Values, run: &Run) -> f64 {
    let steps = war.front_steps as f64;
    let last = run.front.last().map_or(war.front_start as f64, |&front| f64::from(front));
    let signed = run.signature.map_or(last, |signature| steps * signature.terms.land_after(last / steps));
    (signed - war.front_start as f64) * values.figure("front.area_per_step")
}

fn terms(war: &War, run: &Run) -> Terms {
    run.signature.map_or(war.unsigned, |signature| signature.terms)
}

/// Chance that something is signed on this future and holds five years.
pub fn five_year_peace(run: &Run) -> f64 {
    run.signature.map_or(0.0, |signature| 1.0 - hazard_over(signature.hazard, 60.0))
}

fn months_out(war: &War, run: &Run) -> f64 {
    let until = run.end.map_or(f64::INFINITY, |(_, when)| when);
    let months = run.posture.iter().enumerate().skip(1).take_while(|&(month, _)| is_by(month as f64, until));
    months.filter(|(_, posture)| war.postures[usize::from(**posture)].out).count() as f64
}
