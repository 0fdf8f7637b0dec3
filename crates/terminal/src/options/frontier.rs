//! Terms against durability: the packages, a picture for each posture, then who could sign, what would last and who
//! would refuse.

use crate::drawing::panels::{Panel, Point, pair};
use crate::frame::sheet::{self, Sheet, actor, band, chance, mean, roles, share, signed};
use crate::vocabulary::capital;
use standoff_analysis::options::frontier::{Frontier, OnFrontier, PackageAt, PackageTerms, PostureFrontier};
use standoff_lab::forecast::findings::Band;
use standoff_prose::numbers::{UNKNOWN, count, rounded};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use std::collections::BTreeMap;

/// Stands behind a package that can be signed.
const SIGNABLE: char = '*';

/// Terms against durability, as a page.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn frontier(frontier: &Frontier, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, frontier);
    packages(&mut page, frontier);
    for posture in &frontier.postures {
        picture(&mut page, frontier, posture, style);
    }
    across(&mut page, frontier);
    if let Some(posture) = detailed(frontier) {
        detail(&mut page, frontier, posture);
    }
    sheet::foot(&mut page, &frontier.scenario, &frontier.command);
    page.finish()
}

fn head(page: &mut Page, frontier: &Frontier) {
    let truce = if frontier.truce { ", in a truce" } else { "" };
    let held = rounded(frontier.held, 0.01);
    let invader = actor(&frontier.scenario, "invader");
    let made = format!("{} draws · {invader} holds {held} of the stake{truce}", count(frontier.draws));
    let sheet = Sheet {
        title: "terms against durability",
        scenario: &frontier.scenario,
        known: &frontier.scenario.start,
        made,
        seed: frontier.seed,
        version: &frontier.version,
        interrupted: frontier.interrupted,
        failed_draws: frontier.failed_draws,
        draws: frontier.draws,
    };
    sheet::write(page, &sheet);
    for lever in &frontier.levers {
        page.flush(Tone::Strong, &format!("After: {} ({})", lever.title, lever.name));
    }
    page.blank();
    page.flush(Tone::Faint, &legend(frontier));
    page.blank();
    page.flush(Tone::Faint, PICTURES);
}

const PICTURES: &str = "In the pictures a letter is a package. Up: its terms by that actor's own values. Right: five-year \
    peace. Capital letters lie on the frontier: by the means no other package is at least as good in both and better in \
    one. Where letters would overlap, one moves aside. A ceasefire first is no settlement and is left out.";

fn legend(frontier: &Frontier) -> String {
    let delivered =
        if frontier.scenario.roles.contains_key("coalition") { ", with the coalition's parts delivered" } else { "" };
    format!(
        "How to read this. A draw is one set of values of the uncertain parameters; figures are means over draws, a band \
         holds 9 of 10 draws. A package can be signed, and is marked {SIGNABLE}, where the chance that both belligerents \
         accept it if it is tabled, and that it is ratified, is at least {}. Five-year peace is the chance that the invader \
         does not attack again{delivered}. Situations are those of the nearest state that actors \
         plan with. No number is finer than its error.",
        rounded(frontier.signable_from, 0.01)
    )
}

fn right(head: &str) -> (String, Align) {
    (head.to_owned(), Align::Right)
}

/// The letter of a package.
fn letter(place: usize) -> char {
    (b'A'..=b'Z').chain(b'0'..=b'9').nth(place).map_or('+', char::from)
}

fn titled(frontier: &Frontier, place: usize) -> String {
    let title = frontier.packages.get(place).map_or("", |package| package.title.as_str());
    format!("{} {}", letter(place), capital(title))
}

fn packages(page: &mut Page, frontier: &Frontier) {
    page.heading("The packages");
    let mut heads = vec![("terms".to_owned(), Align::Left)];
    heads.extend(["land beyond line", "guarantee", "alignment", "relief", "legal form"].map(right));
    let mut table = Table::new(&heads);
    for (place, package) in frontier.packages.iter().enumerate() {
        let terms = [package.land, package.guarantee, package.alignment, package.relief, package.form];
        let figures = terms.map(|term| mean(term, frontier.draws));
        table.row(std::iter::once(titled(frontier, place)).chain(figures));
    }
    page.table(&table);
    page.note(
        "Land in shares of the stake; guarantee 0 words, 1 a treaty; alignment 1 neutral and capped; relief 1 all of it; \
         form 1 recognised by law.",
    );
    values(page, frontier);
}

fn values(page: &mut Page, frontier: &Frontier) {
    page.caption("What the terms are worth while they hold: to each actor by its own values");
    let mut table = by_actor(frontier, "package");
    for (place, package) in frontier.packages.iter().enumerate() {
        let truce = if package.ceasefire_first { " (a truce)" } else { "" };
        let title = format!("{}{truce}", titled(frontier, place));
        rows(frontier, title, &package.value, mean).into_iter().for_each(|row| table.cells(row));
    }
    page.table(&table);
    page.note(
        "1 is an actor's own best settlement, 0 its worst; no two columns can be compared. A truce is worth what goes on \
         without a signature, less its cost.",
    );
}

/// A table with a column for each actor.
fn by_actor(frontier: &Frontier, head: &str) -> Table {
    let named = roles(&frontier.scenario).into_iter().map(|(_, word, _)| right(word));
    let heads: Vec<(String, Align)> = std::iter::once((head.to_owned(), Align::Left)).chain(named).collect();
    Table::new(&heads)
}

/// Means and bands, a column for each actor.
fn rows(
    frontier: &Frontier,
    title: String,
    values: &BTreeMap<String, Band>,
    print: fn(Band, usize) -> String,
) -> [Vec<Cell>; 2] {
    let keys: Vec<&str> = roles(&frontier.scenario).into_iter().map(|(key, ..)| key).collect();
    let of = |print: fn(Band, usize) -> String| {
        keys.iter()
            .map(|key| values.get(*key).map_or(UNKNOWN.to_owned(), |value| print(*value, frontier.draws)))
            .collect::<Vec<String>>()
    };
    let means = std::iter::once(Cell::from(title)).chain(of(print).into_iter().map(Cell::from));
    let bands = std::iter::once(Cell::faint("  band")).chain(of(band).into_iter().map(Cell::faint));
    [means.collect(), bands.collect()]
}

fn has_great_power(frontier: &Frontier) -> bool {
    frontier.scenario.roles.contains_key("great_power")
}

/// The posture in a heading: whose it is, and whether it is that of the start.
fn named(frontier: &Frontier, posture: &PostureFrontier) -> String {
    if !has_great_power(frontier) {
        return posture.title.clone();
    }
    let start = if posture.posture == frontier.posture_start { " (at the start)" } else { "" };
    format!("{}: {}{start}", actor(&frontier.scenario, "great_power"), posture.title)
}

fn picture(page: &mut Page, frontier: &Frontier, posture: &PostureFrontier, style: Style) {
    page.heading(&named(frontier, posture));
    let defender = panel(frontier, posture, "defender", |package| package.defender_frontier);
    let invader = panel(frontier, posture, "invader", |package| package.invader_frontier);
    page.picture(&pair(&[defender, invader], style.columns() - 2));
    page.text(&stall(frontier, posture));
    page.text(&land(frontier, posture));
}

fn panel(
    frontier: &Frontier,
    posture: &PostureFrontier,
    role: &str,
    on: fn(&PackageAt) -> Option<OnFrontier>,
) -> Panel {
    let pairs = frontier.packages.iter().zip(&posture.packages).enumerate();
    let point = |(place, (terms, at)): (usize, (&PackageTerms, &PackageAt))| {
        let letter = if on(at)?.by_means { letter(place) } else { letter(place).to_ascii_lowercase() };
        let sign = if at.signable { format!("{letter}{SIGNABLE}") } else { letter.to_string() };
        Some(Point { x: at.five_year_peace.mean, y: terms.value.get(role)?.mean, sign })
    };
    Panel {
        title: format!("Terms by the values of {}", actor(&frontier.scenario, role)),
        axis: "five-year peace".to_owned(),
        points: pairs.filter_map(point).collect(),
    }
}

fn stall(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let draws = frontier.draws;
    format!(
        "Stall test {} (band {}): the best that a package offers, over going on, to whichever belligerent gets less from it. \
         Some package is better for both than going on in {} of the draws; chance of a deal a month {}.",
        signed(posture.gamma, draws),
        band(posture.gamma, draws),
        share(posture.some_deal, draws),
        chance(posture.deal_per_month, draws)
    )
}

fn land(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let part = |role: &str, verb: &str, land: Option<Band>| match land {
        Some(land) => {
            let (mean, band) = (mean(land, frontier.draws), band(land, frontier.draws));
            format!("{} {verb} {mean} (band {band})", actor(&frontier.scenario, role))
        }
        None => format!("{} prefers going on to every package", actor(&frontier.scenario, role)),
    };
    format!(
        "Land beyond the line in the packages each prefers to going on: {}; {}. The two meet in {} of the draws.",
        part("invader", "asks at least", posture.land.asks),
        part("defender", "gives at most", posture.land.gives),
        share(posture.land.overlap, frontier.draws)
    )
}

/// Tables across postures, where there are several.
fn across(page: &mut Page, frontier: &Frontier) {
    if frontier.postures.len() < 2 {
        return;
    }
    page.heading("Across postures");
    page.caption("Can it be signed? Chance that both accept it if it is tabled, and that it is ratified");
    page.table(&posture_table(frontier, |package| package.accepted));
    page.caption("Would it last? Five-year peace; of a truce, that it holds as long");
    page.table(&posture_table(frontier, |package| package.five_year_peace));
}

fn posture_table(frontier: &Frontier, figure: fn(&PackageAt) -> Band) -> Table {
    let titles = frontier.postures.iter().map(|posture| right(&posture.title));
    let heads: Vec<(String, Align)> = std::iter::once(("package".to_owned(), Align::Left)).chain(titles).collect();
    let mut table = Table::new(&heads);
    for place in 0..frontier.packages.len() {
        let bands: Vec<Band> =
            frontier.postures.iter().filter_map(|posture| posture.packages.get(place)).map(figure).collect();
        let line = |print: fn(Band, usize) -> String, cell: fn(String) -> Cell| {
            bands.iter().map(move |band| cell(print(*band, frontier.draws))).collect::<Vec<Cell>>()
        };
        table.cells(std::iter::once(Cell::from(titled(frontier, place))).chain(line(chance, Cell::from)));
        table.cells(std::iter::once(Cell::faint("  band")).chain(line(band, Cell::faint)));
    }
    table
}

/// The posture told in detail: that of the start if it is there, or else the first.
fn detailed(frontier: &Frontier) -> Option<&PostureFrontier> {
    let start = frontier.postures.iter().find(|posture| posture.posture == frontier.posture_start);
    start.or(frontier.postures.first())
}

fn detail(page: &mut Page, frontier: &Frontier, posture: &PostureFrontier) {
    page.heading(&format!("In detail · {}", named(frontier, posture)));
    page.caption("Can it be signed, would it last, is it on a frontier?");
    page.table(&summary(frontier, posture));
    page.note("\"Both prefer it\" and the frontiers, by that belligerent's values, are shares of the draws; the others are mean \
         chances.");
    page.caption("Who would stop it: share of the draws");
    page.table(&refusals(frontier, posture));
    let withheld = if frontier.scenario.roles.contains_key("coalition") {
        "; the coalition withholds its parts where they are worth less to it than the package without them"
    } else {
        ""
    };
    page.note(&format!(
        "A belligerent stops what is worth less to it than going on, the public what it is likelier to reject than \
         not{withheld}."
    ));
    page.caption("Gain of each actor over going on, by its own values");
    let mut table = by_actor(frontier, "package");
    let going_on = rows(frontier, "(going on is worth)".to_owned(), &posture.reservation, mean);
    going_on.into_iter().for_each(|row| table.cells(row));
    for (place, package) in posture.packages.iter().enumerate() {
        let rows = rows(frontier, titled(frontier, place), &package.gain, signed);
        rows.into_iter().for_each(|row| table.cells(row));
    }
    page.table(&table);
}

fn summary(frontier: &Frontier, posture: &PostureFrontier) -> Table {
    let draws = frontier.draws;
    let mut heads = vec![("package".to_owned(), Align::Left)];
    heads.extend(["both prefer it", "signed if tabled", "ratified", "five-year peace"].map(right));
    heads.extend(["defender", "invader"].map(|role| right(&format!("frontier, {role}"))));
    let mut table = Table::new(&heads);
    for (place, at) in posture.packages.iter().enumerate() {
        let sign = if at.signable { format!(" {SIGNABLE}") } else { String::new() };
        let on = |on: Option<OnFrontier>| on.map_or(UNKNOWN.to_owned(), |on| share(on.share, draws));
        table.row([
            format!("{}{sign}", titled(frontier, place)),
            share(at.both_prefer, draws),
            chance(at.accepted, draws),
            chance(at.ratification, draws),
            chance(at.five_year_peace, draws),
            on(at.defender_frontier),
            on(at.invader_frontier),
        ]);
    }
    table
}

fn refusals(frontier: &Frontier, posture: &PostureFrontier) -> Table {
    let who = ["invader", "defender", "public", "coalition"];
    let present = |who: &&str| posture.packages.first().is_some_and(|package| package.refused_by.contains_key(*who));
    let who: Vec<&str> = who.into_iter().filter(present).collect();
    let word = |who: &str| if who == "coalition" { right("coalition withholds") } else { right(who) };
    let heads = std::iter::once(("package".to_owned(), Align::Left)).chain(who.iter().map(|who| word(who)));
    let mut table = Table::new(&heads.chain([right("nobody")]).collect::<Vec<(String, Align)>>());
    for (place, at) in posture.packages.iter().enumerate() {
        let shares = who.iter().map(|who| at.refused_by.get(*who).copied().unwrap_or(0.0)).chain([at.nobody_refuses]);
        let shares = shares.map(|one| share(one, frontier.draws));
        table.row(std::iter::once(titled(frontier, place)).chain(shares));
    }
    table
}
