//! State of the order over time: three strains and the credibility of guarantees (decision 70).

use crate::forecast::ensemble::{Ensemble, band_of_values};
use crate::forecast::findings::OrderAt;
use standoff_num::sums::mean;
use standoff_world::war::Strains;

/// Measures the strains at the start and at the months of the tables, over the futures that are still contested then.
pub fn measure_order(ensemble: &Ensemble<'_>) -> Vec<OrderAt> {
    let months = std::iter::once(0).chain(ensemble.table_months());
    months.filter_map(|month| order_at(ensemble, month)).collect()
}

fn order_at(ensemble: &Ensemble<'_>, month: usize) -> Option<OrderAt> {
    let table = StrainsTable::new(ensemble)?;
    let contested: Vec<_> = ensemble.valid_runs().filter(|run| run.contested_at(month)).collect();
    if contested.is_empty() {
        return None;
    }
    let strains: Vec<Strains> =
        contested.iter().map(|run| table.look_up(run.monthly.front_steps[month], run.monthly.posture[month])).collect();
    let mean_of = |part: fn(&Strains) -> f64| mean(&strains.iter().map(part).collect::<Vec<_>>());
    let credibility: Vec<f64> = contested.iter().map(|run| f64::from(run.monthly.credibility[month])).collect();
    let out = |posture: u8| f64::from(u8::from(ensemble.central_war().postures[usize::from(posture)].out));
    Some(OrderAt {
        months: month,
        power_concentration: mean_of(|strains| strains.power_concentration),
        power_share: mean_of(|strains| strains.power_share),
        cohesion_gap: mean_of(|strains| strains.cohesion_gap),
        interest_similarity: mean_of(|strains| strains.interest_similarity),
        credibility: band_of_values(&credibility),
        out: mean(&contested.iter().map(|run| out(run.monthly.posture[month])).collect::<Vec<_>>()),
    })
}

/// Strains at every front and posture, with the central parameters. They depend on nothing else, so they are tabulated once
/// and looked up for every run.
struct StrainsTable {
    strains: Vec<Vec<Strains>>,
}

impl StrainsTable {
    fn new(ensemble: &Ensemble<'_>) -> Option<Self> {
        let world = &ensemble.world;
        let row = |front: usize| -> Option<Vec<Strains>> {
            (0..world.war.postures.len())
                .map(|posture| Strains::measure(world, world.held_share(front), posture))
                .collect()
        };
        Some(Self { strains: (0..=world.war.front_steps).map(row).collect::<Option<_>>()? })
    }

    fn look_up(&self, front: u16, posture: u8) -> Strains {
        self.strains[usize::from(front)][usize::from(posture)]
    }
}
