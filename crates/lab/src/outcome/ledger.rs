//! Ledgers of the four actors: the meaning of each item and how it is read off one future. All ledgers have the same form and
//! the same weight (decision 90).

use crate::future::run::Run;
use standoff_scenario::Values;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::Figures;
use standoff_world::state::{End, Signature};
use standoff_world::talks::issues::{Issue, share_on_side};
use standoff_world::talks::packages::Terms;
use standoff_world::war::War;

/// Item of an actor's ledger.
#[derive(Debug, Clone, Copy)]
pub struct LedgerItem {
    /// Actor whose ledger it belongs to.
    pub role: Role,
    /// Stable key.
    pub key: &'static str,
    /// Title for readers.
    pub title: &'static str,
    /// Unit.
    pub unit: LedgerUnit,
    /// True if the item also makes sense per month of fighting.
    pub per_month: bool,
    needs_issues: bool,
    read: fn(&War, &Values, &Run) -> f64,
}

/// Unit of a ledger item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerUnit {
    /// A fixed word.
    Word(&'static str),
    /// Billions of the scenario's currency.
    Money,
}

impl LedgerUnit {
    /// Name of the unit.
    pub fn words(self, currency: &str) -> String {
        match self {
            Self::Word(word) => word.to_owned(),
            Self::Money => format!("bn {currency}"),
        }
    }
}

impl LedgerItem {
    /// Whether the item belongs to the ledgers of a war.
    pub fn belongs_to(&self, war: &War) -> bool {
        let minds = |issue: &Issue| issue.figures.weight(self.role) > 0.0;
        war.has(self.role) && (!self.needs_issues || war.issues.iter().any(minds))
    }

    /// Reads the item off a future. `war` gives the names and counts, `values` the figures of the draw.
    pub fn read_from(&self, war: &War, values: &Values, run: &Run) -> f64 {
        (self.read)(war, values, run)
    }
}

const fn ledger_item(
    role: Role,
    key: &'static str,
    title: &'static str,
    unit: LedgerUnit,
    per_month: bool,
    read: fn(&War, &Values, &Run) -> f64,
) -> LedgerItem {
    LedgerItem { role, key, title, unit, per_month, needs_issues: false, read }
}

/// How far the war's own issues stand on a role's side in the end: an item of wars that have such issues.
const fn issues_item(role: Role, read: fn(&War, &Values, &Run) -> f64) -> LedgerItem {
    let title = "issues of the war's own, settled as it wants them";
    LedgerItem { role, key: "issues", title, unit: SHARE, per_month: false, needs_issues: true, read }
}

const MONTHS: LedgerUnit = LedgerUnit::Word("months");
const PEOPLE: LedgerUnit = LedgerUnit::Word("people");
const SHARE: LedgerUnit = LedgerUnit::Word("share");
const AREA: LedgerUnit = LedgerUnit::Word("km²");

/// Items of all ledgers, by actor, in the order in which they are printed.
pub const LEDGER_ITEMS: &[LedgerItem] = &[
    ledger_item(Role::Invader, "casualties", "killed and wounded", PEOPLE, true, |_, values, run| {
        casualties_at_rate(values, run, "costs.casualties_invader")
    }),
    ledger_item(Role::Invader, "area", "area gained", AREA, true, area_gained_km2),
    ledger_item(Role::Invader, "months-fighting", "months of fighting", MONTHS, false, |_, _, run| run.fighting_months),
    ledger_item(Role::Invader, "relief", "sanctions relief and assets obtained", SHARE, false, |war, _, run| {
        terms_in_force(war, run).relief
    }),
    ledger_item(Role::Invader, "guarantee", "guarantee against it", SHARE, false, |war, _, run| {
        terms_in_force(war, run).written_guarantee()
    }),
    issues_item(Role::Invader, |war, _, run| issues_on_side(war, Role::Invader, run)),
    ledger_item(Role::Defender, "casualties", "killed and wounded", PEOPLE, true, |_, values, run| {
        casualties_at_rate(values, run, "costs.casualties_defender")
    }),
    ledger_item(Role::Defender, "area", "area lost", AREA, true, area_gained_km2),
    ledger_item(Role::Defender, "months-fighting", "months under fire", MONTHS, false, |_, _, run| run.fighting_months),
    ledger_item(
        Role::Defender,
        "autonomy",
        "autonomy given up: alignment and army cap",
        SHARE,
        false,
        |war, _, run| terms_in_force(war, run).alignment,
    ),
    ledger_item(
        Role::Defender,
        "five-year-peace",
        "chance of a signed peace that holds five years",
        SHARE,
        false,
        |_, _, run| five_year_peace_chance(run),
    ),
    issues_item(Role::Defender, |war, _, run| issues_on_side(war, Role::Defender, run)),
    ledger_item(Role::GreatPower, "rounds", "rounds of talks held", LedgerUnit::Word("rounds"), true, |_, _, run| {
        f64::from(run.talks.rounds)
    }),
    ledger_item(Role::GreatPower, "deal", "chance that something is signed", SHARE, false, |_, _, run| {
        f64::from(u8::from(run.signed_by(run.horizon_months)))
    }),
    ledger_item(Role::GreatPower, "guarantee", "guarantee it stands behind", SHARE, false, |war, _, run| {
        terms_in_force(war, run).guarantee
    }),
    ledger_item(Role::GreatPower, "months-out", "months out, until the war ended", MONTHS, false, |war, _, run| {
        great_power_exit_months(war, run)
    }),
    ledger_item(Role::GreatPower, "land-tolerated", "land signed away beyond the line", SHARE, false, |war, _, run| {
        land_signed_away(war, run)
    }),
    ledger_item(Role::Coalition, "bilateral", "bilateral aid", LedgerUnit::Money, true, |_, _, run| {
        run.funding.member_aid_bn.iter().map(|&given| f64::from(given)).sum()
    }),
    ledger_item(Role::Coalition, "pooled", "pooled money", LedgerUnit::Money, true, |_, _, run| run.funding.pooled_bn),
    ledger_item(Role::Coalition, "months-fighting", "months of paying for a war", MONTHS, false, |_, _, run| {
        run.fighting_months
    }),
    issues_item(Role::Coalition, |war, _, run| issues_on_side(war, Role::Coalition, run)),
];

/// Killed and wounded at the rate of the draw: what the fighting makes of it in war, a share of it in a truce.
fn casualties_at_rate(values: &Values, run: &Run, rate: &str) -> f64 {
    values.figure(rate) * (run.loss_months + values.figure("costs.truce_share") * run.truce_months)
}

/// Area that went to the invader, on the ground and by signature, km².
fn area_gained_km2(war: &War, values: &Values, run: &Run) -> f64 {
    let steps = war.front_steps as f64;
    let last = run.monthly.front_steps.last().map_or(war.front_start as f64, |&front| f64::from(front));
    let signed = signature_in_force(run).map_or(last, |signature| steps * signature.terms.land_after(last / steps));
    (signed - war.front_start as f64) * values.figure("front.area_per_step")
}

/// Land beyond the line that the text in force gives to the invader, from where the front stood last.
fn land_signed_away(war: &War, run: &Run) -> f64 {
    let last = run.monthly.front_steps.last().map_or(war.front_start as f64, |&front| f64::from(front));
    terms_in_force(war, run).ceded(last / war.front_steps as f64)
}

fn terms_in_force(war: &War, run: &Run) -> Terms {
    signature_in_force(run).map_or(war.unsigned, |signature| signature.terms)
}

/// How far the war's own issues stand on a role's side at the end: by arms, by the text in force, or as while nothing is
/// signed.
fn issues_on_side(war: &War, role: Role, run: &Run) -> f64 {
    let positions = match run.end {
        Some((End::InvaderWins, _)) => war.invader_wins.issues,
        Some((End::DefenderWins, _)) => war.defender_wins.issues,
        _ => terms_in_force(war, run).issues,
    };
    share_on_side(&war.issues, role, &positions).unwrap_or(0.0)
}

fn signature_in_force(run: &Run) -> Option<Signature> {
    run.settlement_in_force().and_then(|settlement| settlement.signature)
}

/// Chance that a settlement of this future holds for five years, given what took effect in it: `1 - Π (1 - p)`.
pub fn five_year_peace_chance(run: &Run) -> f64 {
    1.0 - run.signatures().map(|signature| 1.0 - signature.five_year_peace()).product::<f64>()
}

fn great_power_exit_months(war: &War, run: &Run) -> f64 {
    let posture = |month: usize| usize::from(run.monthly.posture[month]);
    // The month in which the war ends counts.
    let fought = (1..run.monthly.posture.len()).filter(|&month| run.contested_at(month - 1));
    fought.filter(|&month| war.postures[posture(month)].out).count() as f64
}
