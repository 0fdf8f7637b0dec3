//! The dilemma: terms against durability, with the great power in, pressing or out; and what each actor pays.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use standoff_analysis::options::frontier::{Frontier, PackageAt, PostureFrontier};
use standoff_breakdown::week::Breakdown;
use standoff_lab::forecast::findings::{Cost, Findings};
use standoff_prose::numbers::format_rounded;
use standoff_prose::words;
use standoff_terminal::vocabulary::mean_of_cost;

pub fn compose_section(week: &Breakdown) -> Section {
    let mut blocks = match &week.frontier {
        None => vec![Block::Text(vec![Sentence::plain(
            "This brief was made without terms against durability: see `standoff frontier`.",
        )])],
        Some(frontier) => term_blocks(frontier),
    };
    blocks.extend(pictures::draw_frontier(week));
    blocks.extend(pictures::draw_area(week));
    blocks.extend(pictures::draw_land(week));
    blocks.extend(week.forecast.costs.iter().map(|cost| Block::Table(cost_table(&week.forecast, cost))));
    let heading = "The dilemma: a peace that may not last, or a war that goes on".to_owned();
    Section { slug: "dilemma", heading, blocks }
}

fn term_blocks(frontier: &Frontier) -> Vec<Block> {
    let sentences = frontier.postures.iter().map(|posture| posture_sentence(frontier, posture)).collect();
    vec![Block::List(sentences), Block::Table(posture_table(frontier))]
}

fn package_title<'a>(frontier: &'a Frontier, package: &'a str) -> &'a str {
    frontier.packages.iter().find(|one| one.package == package).map_or(package, |one| &one.title)
}

/// Packages that can be signed under a posture, and the most durable of them.
fn posture_sentence(frontier: &Frontier, posture: &PostureFrontier) -> Sentence {
    let mut signable: Vec<&PackageAt> = posture.packages.iter().filter(|one| one.signable).collect();
    signable.sort_by(|one, other| other.five_year_peace.mean.total_cmp(&one.five_year_peace.mean));
    let from = format_rounded(frontier.signable_from, 0.01);
    let words = match signable.first() {
        None => format!("no draft is signed at one tabling with a chance of {from} or more"),
        Some(best) => format!(
            "{} of {} drafts would be signed at one tabling with a chance of {from} or more; of these the longest peace, five \
             years with a chance of {}, is that of {}",
            signable.len(),
            posture.packages.len(),
            words::format_band(best.five_year_peace.low, best.five_year_peace.high, 0.01),
            within_rounding(&signable)
                .into_iter()
                .map(|one| package_title(frontier, &one.package).to_owned())
                .collect::<Vec<_>>()
                .join(", or of ")
        ),
    };
    Sentence::sourced(format!("frontier.postures.{}", posture.posture), format!("{}: {words}.", posture.title))
}

/// The first, and those whose mean is within its digits.
fn within_rounding<'a>(signable: &[&'a PackageAt]) -> Vec<&'a PackageAt> {
    let best = signable.first().map_or(f64::NAN, |one| one.five_year_peace.mean);
    signable.iter().copied().filter(|one| best - one.five_year_peace.mean < 0.01).collect()
}

fn posture_table(frontier: &Frontier) -> Figures {
    let postures = &frontier.postures;
    let mut heads = vec![("Draft: chance of a signature · of five years' peace".to_owned(), false)];
    heads.extend(postures.iter().map(|posture| (posture.title.clone(), true)));
    let cell = |posture: &PostureFrontier, package: &str| {
        let at = posture.packages.iter().find(|one| one.package == package);
        at.map_or(standoff_prose::numbers::UNKNOWN.to_owned(), |one| {
            format!("{} · {}", format_rounded(one.accepted.mean, 0.01), format_rounded(one.five_year_peace.mean, 0.01))
        })
    };
    let row = |(at, package): (usize, &standoff_analysis::options::frontier::PackageTerms)| {
        let cells = postures.iter().map(|posture| cell(posture, &package.package));
        std::iter::once(pictures::numbered_title(at, &package.title)).chain(cells).collect()
    };
    Figures {
        caption: "Terms against durability under every posture of the great power".to_owned(),
        from: "frontier.postures".to_owned(),
        heads,
        rows: frontier.packages.iter().enumerate().map(row).collect(),
    }
}

/// One actor's costs: the same form for all.
fn cost_table(findings: &Findings, cost: &Cost) -> Figures {
    let row = |item: &standoff_lab::forecast::findings::CostItem| {
        let figure = mean_of_cost(findings, item);
        vec![words::capitalize(&item.title), item.unit.clone(), figure.mean(), figure.band()]
    };
    let heads = [("Over the horizon", false), ("unit", false), ("mean", true), ("nine of ten futures", true)];
    Figures {
        caption: format!("{}: what the war costs it and brings it", cost.name),
        from: format!("forecast.costs.{}", cost.actor),
        heads: heads.map(|(head, right)| (head.to_owned(), right)).to_vec(),
        rows: cost.items.iter().map(row).collect(),
    }
}
