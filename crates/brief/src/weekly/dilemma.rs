//! The dilemma: terms against durability, with the great power in, pressing or out; and what each actor pays.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::wording::{between, horizon_month, name_of, percent};
use standoff_analysis::options::frontier::{Frontier, PackageAt, PackageTerms, PostureFrontier};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::{Cost, CostItem, Findings};
use standoff_prose::numbers::{UNKNOWN, format_rounded};
use standoff_prose::words::{capitalize, format_band};
use standoff_terminal::vocabulary::{has_role, mean_of_cost, title_and_mean};

/// What the columns of a table on terms are by, where there is a great power.
const BY_POSTURE: &str = ", by posture of the great power";

pub fn compose_section(week: &Breakdown) -> Section {
    let has_great_power = has_role(&week.forecast, "great_power");
    let terms = week.frontier.iter().flat_map(|frontier| term_blocks(frontier, has_great_power));
    let mut blocks: Vec<Block> = terms.collect();
    blocks.extend(pictures::draw_frontier(week));
    if let Some(frontier) = &week.frontier {
        blocks.push(Block::Table(posture_table(frontier, has_great_power)).folded());
    }
    let costs = cost_sentences(&week.forecast);
    blocks.extend((!costs.is_empty()).then_some(Block::Text(costs)));
    blocks.extend(pictures::draw_land(week));
    blocks.extend(pictures::draw_area(week).map(Block::folded));
    blocks.extend(week.forecast.costs.iter().map(|cost| Block::Table(cost_table(&week.forecast, cost)).folded()));
    let heading = "The dilemma: a peace that may not last, or a war that goes on".to_owned();
    Section { slug: "dilemma", heading, blocks }
}

/// One sentence on what would be signed and how long it lasts at best, and a row for each posture.
fn term_blocks(frontier: &Frontier, has_great_power: bool) -> Vec<Block> {
    let from = percent(&format_rounded(frontier.signable_from, 0.01));
    let lasting =
        frontier.postures.iter().filter_map(most_durable).map(|one| one.five_year_peace.mean).fold(f64::NAN, f64::max);
    let most = percent(&format_rounded((lasting * 20.0).ceil() / 20.0, 0.01));
    let words = match (lasting.is_nan(), has_great_power) {
        (true, _) => format!("No draft would be signed at one tabling with a chance of {from} or more."),
        (false, true) => format!(
            "What both sides would sign seldom lasts: under no posture does such a draft keep the peace for five years in more than {most} of cases."
        ),
        (false, false) => format!(
            "What both sides would sign seldom lasts: no such draft keeps the peace for five years in more than {most} of cases."
        ),
    };
    let words = if lasting > 0.5 { words.replace("seldom lasts", "can last") } else { words };
    vec![
        Block::Text(vec![Sentence::sourced("frontier.postures", words)]),
        Block::Table(outlook_table(frontier, &from, has_great_power)),
    ]
}

/// The most durable of the packages that can be signed under a posture.
fn most_durable(posture: &PostureFrontier) -> Option<&PackageAt> {
    let signable = posture.packages.iter().filter(|one| one.signable);
    signable.max_by(|one, other| one.five_year_peace.mean.total_cmp(&other.five_year_peace.mean))
}

/// A posture a row: how many drafts would be signed, the most durable of them, and how long it lasts.
fn outlook_table(frontier: &Frontier, from: &str, has_great_power: bool) -> Figures {
    let by_posture = if has_great_power { BY_POSTURE } else { "" };
    let row = |posture: &PostureFrontier| {
        let signable = posture.packages.iter().filter(|one| one.signable).count();
        let best = most_durable(posture);
        let peace = best.map(|one| format_band(one.five_year_peace.low, one.five_year_peace.high, 0.01));
        vec![
            posture.title.clone(),
            format!("{signable} of {}", posture.packages.len()),
            best.map_or_else(|| UNKNOWN.to_owned(), |_| best_titles(frontier, posture)),
            peace.map_or_else(|| UNKNOWN.to_owned(), |peace| percent(&peace)),
        ]
    };
    Figures::new(
        format!("What would be signed at one tabling, with a chance of {from} or more{by_posture}"),
        "frontier.postures",
        &[("Posture", false), ("drafts", true), ("the most durable of them", false), ("five years' peace", true)],
        frontier.postures.iter().map(row).collect(),
    )
}

/// The most durable draft, and those whose mean is within its digits.
fn best_titles(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let best = most_durable(posture).map_or(f64::NAN, |one| one.five_year_peace.mean);
    let signable = posture.packages.iter().filter(|one| one.signable);
    let within = signable.filter(|one| best - one.five_year_peace.mean < 0.01);
    within.map(|one| package_title(frontier, &one.package).to_owned()).collect::<Vec<_>>().join("; ")
}

fn package_title<'a>(frontier: &'a Frontier, package: &'a str) -> &'a str {
    frontier.packages.iter().find(|one| one.package == package).map_or(package, |one| &one.title)
}

fn posture_table(frontier: &Frontier, has_great_power: bool) -> Figures {
    let by_posture = if has_great_power { BY_POSTURE } else { "" };
    let postures = &frontier.postures;
    let mut heads = vec![("Draft", false)];
    heads.extend(postures.iter().map(|posture| (posture.title.as_str(), true)));
    let cell = |posture: &PostureFrontier, package: &str| {
        let at = posture.packages.iter().find(|one| one.package == package);
        at.map_or(UNKNOWN.to_owned(), |one| {
            let [accepted, peace] =
                [one.accepted.mean, one.five_year_peace.mean].map(|mean| format_rounded(mean, 0.01));
            format!("{} · {}", percent(&accepted), percent(&peace))
        })
    };
    let row = |(at, package): (usize, &PackageTerms)| {
        let cells = postures.iter().map(|posture| cell(posture, &package.package));
        std::iter::once(pictures::numbered_title(at, &package.title)).chain(cells).collect()
    };
    Figures::new(
        format!("Terms against durability{by_posture}: chance of a signature · of five years' peace"),
        "frontier.postures",
        &heads,
        frontier.packages.iter().enumerate().map(row).collect(),
    )
}

/// What the war costs both belligerents in lives, and how much land changes hands.
pub(super) fn cost_sentences(findings: &Findings) -> Vec<Sentence> {
    let both = [
        ledger_sentence(findings, ("invader", "casualties"), |_| "loses", "killed and wounded"),
        ledger_sentence(findings, ("defender", "casualties"), |_| "loses", "killed and wounded"),
        ledger_sentence(findings, ("invader", "area"), |is_loss| if is_loss { "loses" } else { "gains" }, "km²"),
    ];
    both.into_iter().flatten().collect()
}

/// An item of a ledger in a sentence. What an actor gains is told as a loss where it is less than nothing.
fn ledger_sentence(
    findings: &Findings,
    (role, item): (&str, &str),
    verb: fn(bool) -> &'static str,
    unit: &str,
) -> Option<Sentence> {
    let cost = findings.costs.iter().find(|cost| cost.actor == role)?;
    let figure = mean_of_cost(findings, cost.items.iter().find(|one| one.item == item)?);
    let is_loss = figure.is_below_zero();
    let band = between(figure.ends());
    let figure = if is_loss { figure.reversed() } else { figure };
    let (name, by) = (name_of(findings, role), horizon_month(findings));
    let words = format!(
        "{} {} {unit} by {by}, {band} in nine of ten futures.",
        capitalize(&name.with_verb(verb(is_loss))),
        figure.mean()
    );
    Some(Sentence::sourced(format!("forecast.costs.{role}"), words))
}

/// One actor's costs: the same form for all.
fn cost_table(findings: &Findings, cost: &Cost) -> Figures {
    let row = |item: &CostItem| {
        let (title, figure) = title_and_mean(findings, item);
        let shown = |figure: String| if item.unit == "share" { percent(&figure) } else { figure };
        let unit = if item.unit == "share" { "" } else { &item.unit };
        vec![capitalize(&title), unit.to_owned(), shown(figure.mean()), shown(figure.band())]
    };
    Figures::new(
        format!("{}: what the war costs and brings", cost.name),
        format!("forecast.costs.{}", cost.actor),
        &[("Over the horizon", false), ("unit", false), ("mean", true), ("nine of ten futures", true)],
        cost.items.iter().map(row).collect(),
    )
}
