//! Deals: how likely they are, what they are worth to those who sign when they say yes, and why the most frequent one is
//! signed (decision 31).

use crate::ensemble::clusters::Clusters;
use crate::ensemble::draw_runs::DrawRuns;
use crate::ensemble::estimate::Estimate;
use crate::forecast::ensemble::{Ensemble, median_of_values};
use crate::forecast::findings::{Deals, DeterrenceAtStart, WhySigned};
use crate::future::run::Run;
use standoff_engine::payoff::deterrence::Deterrence;
use standoff_num::sums::mean;
use standoff_world::actors::roles::Role;
use standoff_world::quantity::hazard_over;
use standoff_world::state::{NOTABLE_LOSS, Signature};
use standoff_world::war::War;

/// Chance of ratification under which the public is likelier to reject than not.
const EVEN_CHANCE: f64 = 0.5;

/// Measures the deals of an ensemble.
pub fn measure_deals(ensemble: &Ensemble<'_>) -> Deals {
    let at_months = |happened: fn(&Run, usize) -> bool| {
        let at = |month: usize| ensemble.probability(|run| happened(run, month)).at_month(month);
        ensemble.table_months().into_iter().map(at).collect()
    };
    let draws: Vec<Vec<Signature>> = ensemble.draws.iter().map(signatures_of).collect();
    let all: Vec<Signature> = draws.iter().flatten().copied().collect();
    let clusters = Clusters::of_draws(ensemble.design, ensemble.draws.iter().map(|draw| draw.draw));
    let gains: Vec<f64> = all.iter().map(Signature::least_gain).collect();
    Deals {
        signatures: all.len(),
        agreed_by: at_months(|run, month| run.agreed_by(month as f64)),
        signed_by: at_months(|run, month| run.signed_by(month as f64)),
        in_effect_by: at_months(|run, month| run.in_effect_by(month as f64)),
        holding_by: at_months(Run::peace_holds_at),
        at_a_loss: share_of_signatures((&draws, &clusters), |signed| signed.least_gain() < 0.0),
        worse_than_sixtieth: share_of_signatures((&draws, &clusters), |signed| signed.least_gain() < -NOTABLE_LOSS),
        median_gain: (!gains.is_empty()).then(|| median_of_values(&gains)),
        gambles: share_of_signatures((&draws, &clusters), |signed| signed.ratification < EVEN_CHANCE),
        five_year_peace: mean_over_signatures((&draws, &clusters), Signature::five_year_peace),
        why: most_signed(&all).map(|package| why_signed(ensemble, package, all.len())),
    }
}

fn signatures_of(draw: &DrawRuns) -> Vec<Signature> {
    draw.runs.iter().filter(|run| run.failure.is_none()).flat_map(Run::signatures).collect()
}

fn share_of_signatures(draws: (&[Vec<Signature>], &Clusters), holds: impl Fn(&Signature) -> bool) -> Option<Estimate> {
    mean_over_signatures(draws, |signed| f64::from(u8::from(holds(signed))))
}

/// Mean over signatures, with an error between clusters of draws.
fn mean_over_signatures(
    (draws, clusters): (&[Vec<Signature>], &Clusters),
    number: impl Fn(&Signature) -> f64,
) -> Option<Estimate> {
    let parts = |signed: &Vec<Signature>| (signed.iter().map(&number).sum::<f64>(), signed.len() as f64);
    let estimate = Estimate::ratio_over_clusters(&draws.iter().map(parts).collect::<Vec<(f64, f64)>>(), clusters);
    estimate.map(|estimate| estimate.clamped(0.0, 1.0))
}

/// The package signed most often; of several the first in the list.
fn most_signed(all: &[Signature]) -> Option<usize> {
    let count = |package: usize| all.iter().filter(|signed| signed.draft == package).count();
    all.iter().map(|signed| signed.draft).min_by_key(|&package| (std::cmp::Reverse(count(package)), package))
}

fn why_signed(ensemble: &Ensemble<'_>, package: usize, all: usize) -> WhySigned {
    let war = ensemble.central_war();
    let of = |draw: &DrawRuns| signatures_of(draw).into_iter().filter(|signed| signed.draft == package).collect();
    let draws: Vec<Vec<Signature>> = ensemble.draws.iter().map(of).collect();
    let signed: Vec<Signature> = draws.iter().flatten().copied().collect();
    let average = |number: &dyn Fn(&Signature) -> f64| mean(&signed.iter().map(number).collect::<Vec<f64>>());
    let gains = [0, 1].map(|signer| average(&|signed| signed.gains[signer]));
    let ratification = average(&|signed| signed.ratification);
    let first = first_to_refuse(gains, ratification);
    WhySigned {
        package: war.packages[package].name.clone(),
        title: war.packages[package].title.clone(),
        share: signed.len() as f64 / all as f64,
        draws: draws.iter().filter(|signed| !signed.is_empty()).count(),
        gain: [Role::Invader, Role::Defender].map(Role::name).map(str::to_owned).into_iter().zip(gains).collect(),
        ratification,
        consented: average(&|signed| f64::from(u8::from(signed.consent))),
        hazard_per_year: average(&|signed| hazard_over(signed.hazard, 12.0)),
        five_year_peace: average(&Signature::five_year_peace),
        deterrence: deterrence_at_start(ensemble, package, &draws),
        first_to_refuse: first.to_owned(),
        otherwise: otherwise(war, first, gains, ratification),
    }
}

/// What deters the invader at the start of the draws in which the package was signed, once for each signature.
fn deterrence_at_start(ensemble: &Ensemble<'_>, package: usize, draws: &[Vec<Signature>]) -> Option<DeterrenceAtStart> {
    let at_start =
        |draw: &DrawRuns| draw.situation.as_ref().and_then(|situation| situation.packages[package].deterrence);
    let pairs = ensemble.draws.iter().zip(draws);
    let all: Vec<Deterrence> =
        pairs.filter_map(|(draw, signed)| Some(vec![at_start(draw)?; signed.len()])).flatten().collect();
    let average = |number: fn(&Deterrence) -> f64| mean(&all.iter().map(number).collect::<Vec<f64>>());
    (!all.is_empty()).then(|| DeterrenceAtStart {
        cost: average(|one| one.cost),
        needed: average(|one| one.needed),
        holds: average(|one| f64::from(u8::from(one.holds()))),
    })
}

/// The first that would refuse: the belligerent whose gain is smallest, or the public where the chance of the vote exceeds one
/// half by less than that. Gains and chances have no common unit, so the public comes first only where its vote is close.
fn first_to_refuse(gains: [f64; 2], ratification: f64) -> &'static str {
    let [invader, defender] = gains;
    match ratification - EVEN_CHANCE {
        margin if margin < invader.min(defender) => "public",
        _ if invader < defender => Role::Invader.name(),
        _ => Role::Defender.name(),
    }
}

/// What would have to be different for the package not to be signed.
fn otherwise(war: &War, first: &str, [invader, defender]: [f64; 2], ratification: f64) -> String {
    if first == "public" {
        return format!(
            "The first to refuse it would be the public, which ratified it with a chance of {ratification:.2} on average: \
             support for the text only a little lower would have stopped it more often than not."
        );
    }
    let (role, gain) =
        if first == Role::Invader.name() { (Role::Invader, invader) } else { (Role::Defender, defender) };
    let name = war.roles[role].as_deref().unwrap_or(first);
    if gain < 0.0 {
        return format!(
            "The first to refuse it would be {name}, which at its yes did worse by signing, by {} of its stake on average.",
            format_gain(-gain)
        );
    }
    format!(
        "The first to refuse it would be {name}, whose gain is smallest: with going on worth {} of its stake more, or the \
         text that much less, its yes would on average have been a no.",
        format_gain(gain)
    )
}

fn format_gain(gain: f64) -> String {
    if gain < 0.0005 { "less than 0.001".to_owned() } else { format!("{gain:.3}") }
}

#[cfg(test)]
mod tests;
