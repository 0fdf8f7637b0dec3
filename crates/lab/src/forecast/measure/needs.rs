//! Needs: by which route the money comes, and how often by none (decision 46).

use crate::forecast::ensemble::Ensemble;
use crate::forecast::findings::{NeedOutlook, ProbabilityAt, RouteOutlook};
use crate::future::months::happened_by;
use crate::future::run::Run;
use standoff_world::coalition::needs::Need;

/// Measures how often each need of the war is met by which route.
pub fn measure_needs(ensemble: &Ensemble<'_>) -> Vec<NeedOutlook> {
    ensemble.central_war().needs.iter().map(|need| need_outlook(ensemble, need)).collect()
}

fn need_outlook(ensemble: &Ensemble<'_>, need: &Need) -> NeedOutlook {
    let route = |&place: &usize| {
        let instrument = &ensemble.central_war().instruments[place];
        RouteOutlook {
            instrument: instrument.name.clone(),
            title: instrument.title.clone(),
            by: by_month(ensemble, |run, month| is_opened(run, place, month)),
        }
    };
    let any = |run: &Run, month: usize| need.routes.iter().any(|&place| is_opened(run, place, month));
    NeedOutlook {
        need: need.name.clone(),
        title: need.title.clone(),
        routes: need.routes.iter().map(route).collect(),
        any: by_month(ensemble, any),
        none: by_month(ensemble, |run, month| !any(run, month)),
    }
}

fn by_month(ensemble: &Ensemble<'_>, happened: impl Fn(&Run, usize) -> bool) -> Vec<ProbabilityAt> {
    let months = ensemble.table_months().into_iter();
    months.map(|month| ensemble.probability(|run| happened(run, month)).at_month(month)).collect()
}

fn is_opened(run: &Run, place: usize, month: usize) -> bool {
    let opened = run.funding.instrument_open_month.get(place).copied().flatten();
    opened.is_some_and(|when| happened_by(when, month as f64))
}
