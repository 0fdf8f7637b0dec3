//! The money: coverage of the need, and who pays.

use super::block::{forecast_horizon, frame_of_forecast, frame_with_counts, picture_block, single_courses};
use super::few::{bands_of_futures, middle_with_error, told_months, too_few};
use super::identity::money_groups;
use crate::document::Block;
use crate::wording::percent;
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::funding::Funding;
use standoff_breakdown::week::futures::MonthlyCurve;
use standoff_breakdown::week::members::MemberOutlook;
use standoff_picture::{Bar, Bars, Estimate, Fan, Reference};
use standoff_prose::numbers::{format_rounded, step_for_error};
use standoff_prose::words;
use standoff_terminal::vocabulary;

/// Members that have a bar of their own.
const MEMBERS: usize = 12;
/// Months after which payments are marked.
const LATER_MONTHS: usize = 12;
/// Finest step of a share of the need in a title.
const TWENTIETH: f64 = 0.05;

/// Coverage of the need by month, and who pays how much of it.
pub fn draw_coverage(week: &Breakdown) -> Vec<Block> {
    let payers = week.means.as_ref().and_then(|means| draw_payers(week, means));
    draw_covered_need(week).into_iter().chain(payers).collect()
}

/// Coverage of the need as a fan; none where no future goes on.
fn draw_covered_need(week: &Breakdown) -> Option<Block> {
    let ribbon = &week.futures.coverage;
    ribbon.middle.first()?;
    let effect = vocabulary::design_effect(&week.forecast);
    let middles: Vec<(f64, f64)> =
        (0..told_months(ribbon)).filter_map(|month| middle_with_error(ribbon, month, effect)).collect();
    let title = match course_words(&middles) {
        Some(words) => format!("Coverage of the need {words}, in the middle of the futures where the war goes on"),
        None => format!("Coverage of the need in single futures: {} go on", too_few()),
    };
    let alt = "Coverage of the need by month as a fan with bands of 50, 80 and 90 % of futures, single futures behind, and the \
               threshold under which the line cannot be held."
        .to_owned();
    let units = "share of the defender's need that is met, in futures that are still contested";
    let frame = frame_of_forecast(week, "coverage", title, units, alt).in_percent();
    let (bands, thins) = bands_of_futures(ribbon, week.forecast.horizon_months);
    let threshold = week.means.as_ref().map(|means| Reference { value: means.threshold, name: "threshold".to_owned() });
    let chart = Fan {
        frame: frame.clone(),
        axis: "coverage".to_owned(),
        horizon: forecast_horizon(week),
        record: Vec::new(),
        bands,
        thins,
        singles: single_courses(&week.futures.coverage_of_futures),
        marked: Vec::new(),
        references: threshold.into_iter().collect(),
    };
    Some(picture_block(&chart, &frame))
}

/// The way of a curve in words: from where to where, and by which turn, as far as each is told from chance. The points are
/// middles of months with their errors.
fn course_words(points: &[(f64, f64)]) -> Option<String> {
    // A turn of less than a tenth of the need is not mentioned.
    const CLEAR: f64 = 0.1;
    let (now, last) = (*points.first()?, points.len() - 1);
    let end = points[last];
    let extreme = |sign: f64| {
        let better = |one: usize, other: usize| if sign * points[other].0 > sign * points[one].0 { other } else { one };
        (1..points.len()).fold(0, better)
    };
    let apart = |one: (f64, f64), other: (f64, f64)| one.0 - other.0 > f64::max(CLEAR, 2.0 * one.1.hypot(other.1));
    let (high, low) = (extreme(1.0), extreme(-1.0));
    let told = |(value, error): (f64, f64)| {
        percent(&format_rounded(value, step_for_error(error).map_or(TWENTIETH, |step| step.clamp(TWENTIETH, 1.0))))
    };
    let turn = |way: &str, at: usize| {
        format!("{way} from {} to {} by month {at} and is {} in month {last}", told(now), told(points[at]), told(end))
    };
    Some(
        match (apart(points[high], now) && apart(points[high], end), apart(now, points[low]) && apart(end, points[low]))
        {
            (true, _) => turn("rises", high),
            (_, true) => turn("falls", low),
            _ if apart(now, end) || apart(end, now) => {
                format!("goes from {} to {} in month {last}", told(now), told(end))
            }
            _ => format!("is {} at first, with no clear change to month {last}", told(now)),
        },
    )
}

/// Who pays: each member, pooled money and other flows, largest first; none where nobody pays.
fn draw_payers(week: &Breakdown, means: &Funding) -> Option<Block> {
    let bars = payer_bars(means);
    bars.first()?;
    let at = |month: usize, wanted: &dyn Fn(&str) -> bool| -> f64 {
        let sources = means.sources.iter().filter(|source| wanted(&source.name));
        sources.filter_map(|source| source.by.get(month)).sum()
    };
    let [own, pooled, flows]: [&dyn Fn(&str) -> bool; 3] =
        [&|name| name != "pooled" && name != "flows", &|name| name == "pooled", &|name| name == "flows"];
    let told = |month: usize| [own, pooled, flows].map(|wanted| percent(&format_rounded(at(month, wanted), TWENTIETH)));
    let [now, later] = [told(0), told(LATER_MONTHS)];
    let title = format!(
        "Of the need, members' own aid meets {} now and {} in {}; pooled money {} and {}, other flows {} and {}",
        now[0],
        later[0],
        words::count_months(LATER_MONTHS),
        now[1],
        later[1],
        now[2],
        later[2]
    );
    let units = format!(
        "share of the defender's need that each pays; bars: now; means over futures, {} on over those where the war goes on",
        words::count_months(LATER_MONTHS)
    );
    let alt = format!("Bars of the share of the need that each source pays now, with a mark {LATER_MONTHS} months on.");
    let counts =
        format!("{} from {}", words::count_things(means.runs, "future"), words::count_things(means.draws, "draw"));
    let frame = frame_with_counts(week, ["payers", &counts], title, &units, alt).in_percent();
    let chart = Bars {
        frame: frame.clone(),
        axis: "share of the need".to_owned(),
        groups: money_groups(),
        marked: format!("in {}", words::count_months(LATER_MONTHS)),
        bars,
    };
    Some(picture_block(&chart, &frame))
}

/// Bars of the members that pay most, of all others together, and of other money; largest first.
fn payer_bars(means: &Funding) -> Vec<Bar> {
    let later = |member: &MemberOutlook| member.after_12.map_or(f64::NAN, |payment| payment.share);
    let one = |name: &str, now: f64, marked: f64, group: usize| Bar {
        name: name.to_owned(),
        value: Estimate::exact(now),
        group,
        marked,
        step: 0.01,
    };
    let mut members: Vec<&MemberOutlook> = means.members.iter().collect();
    members.sort_by(|one, other| other.now.share.total_cmp(&one.now.share).then_with(|| one.name.cmp(&other.name)));
    let (first, rest) = members.split_at(MEMBERS.min(members.len()));
    let mut bars: Vec<Bar> =
        first.iter().map(|member| one(&member.title, member.now.share, later(member), 0)).collect();
    if !rest.is_empty() {
        let sum = |share: &dyn Fn(&MemberOutlook) -> f64| rest.iter().map(|member| share(member)).sum();
        let name = format!("{} other members", rest.len());
        bars.push(one(&name, sum(&|member| member.now.share), sum(&later), 0));
    }
    let at = |source: &MonthlyCurve, month: usize| source.by.get(month).copied().unwrap_or(f64::NAN);
    for (place, name) in [(1, "pooled"), (2, "flows")] {
        let found = means.sources.iter().find(|source| source.name == name);
        bars.extend(found.map(|source| one(&source.title, at(source, 0), at(source, LATER_MONTHS), place)));
    }
    bars.retain(|bar| bar.value.at > 0.0 || bar.marked > 0.0);
    bars.sort_by(|one, other| other.value.at.total_cmp(&one.value.at));
    bars
}

#[cfg(test)]
mod tests {
    use super::course_words;

    #[test]
    fn a_turn_is_told_only_where_it_is_clear() {
        let curve = [0.65, 1.0, 0.7];
        let with_error = |error: f64| curve.map(|value| (value, error));
        let told = course_words(&with_error(0.01)).unwrap();
        assert_eq!(told, "rises from 65 % to 100 % by month 1 and is 70 % in month 2");
        let told = course_words(&with_error(0.3)).unwrap();
        assert!(told.contains("no clear change to month 2"), "{told}");
        assert_eq!(course_words(&[(0.9, 0.0), (0.5, 0.0)]).unwrap(), "goes from 90 % to 50 % in month 1");
        assert_eq!(course_words(&[]), None);
    }
}
