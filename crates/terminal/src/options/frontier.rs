//! Terms against durability: the packages, a picture for each posture, then who could sign, what would last and who
//! would refuse.

use crate::drawing::panels::{Panel, Point, draw_pair};
use crate::frame::answer::write_answer;
use crate::frame::land::land_words;
use crate::frame::record::write_record;
use crate::frame::sheet::{
    self, SheetHead, format_draw_share, format_mean, format_mean_band, format_mean_chance, format_signed_mean,
    role_name,
};
use crate::vocabulary;
use standoff_analysis::options::frontier::{Frontier, OnFrontier, PackageAt, PackageTerms, PostureFrontier};
use standoff_lab::forecast::findings::{Band, LandAsked};
use standoff_prose::numbers::{UNKNOWN, format_rounded, percent_of_share};
use standoff_prose::page::Page;
use standoff_prose::style::{Style, Tone};
use standoff_prose::table::{Align, Cell, Table};
use standoff_prose::words::{capitalize, count_things};
use std::collections::BTreeMap;

/// Stands behind a package that can be signed.
const SIGNABLE: char = '*';

/// Renders terms against durability.
///
/// No line is wider than the style allows, but for the command to copy at the end.
pub fn render_frontier(frontier: &Frontier, style: Style) -> String {
    let mut page = Page::new(style);
    write_heading(&mut page, frontier);
    write_packages(&mut page, frontier);
    for posture in &frontier.postures {
        write_picture(&mut page, frontier, posture, style);
    }
    write_across_postures(&mut page, frontier);
    if let Some(posture) = detailed_posture(frontier) {
        write_detail(&mut page, frontier, posture);
    }
    sheet::write_foot(&mut page, &frontier.provenance.scenario, &frontier.command);
    page.finish()
}

fn write_heading(page: &mut Page, frontier: &Frontier) {
    let truce = if frontier.truce { ", in a truce" } else { "" };
    let held = format_rounded(frontier.held, 0.01);
    let holds = vocabulary::name_in_sentence(&frontier.provenance.scenario, "invader").with_verb("holds");
    let made = format!("{} · {holds} {held} of the stake{truce}", count_things(frontier.draws, "draw"));
    let sheet = SheetHead {
        title: "terms against durability",
        scenario: &frontier.provenance.scenario,
        known: &frontier.provenance.scenario.start,
        made,
        seed: frontier.provenance.seed,
        version: &frontier.provenance.version,
        interrupted: frontier.interrupted,
        failed_draws: frontier.failed_draws,
        draws: frontier.draws,
    };
    sheet::write_head(page, &sheet);
    write_record(page, &frontier.provenance);
    for lever in &frontier.levers {
        page.flush(Tone::Strong, &format!("After: {} ({})", lever.title, lever.name));
    }
    write_answer(page, &answer_sentences(frontier));
    page.blank();
    page.flush(Tone::Faint, &legend_words(frontier));
    page.blank();
    page.flush(Tone::Faint, PICTURES);
}

/// How many packages can be signed under the posture at the start, and which of them lasts longest; then under the others.
fn answer_sentences(frontier: &Frontier) -> Vec<String> {
    let Some((first, others)) = frontier.postures.split_first() else { return Vec::new() };
    let signable = |posture: &PostureFrontier| posture.packages.iter().filter(|package| package.signable).count();
    let mut sentences = vec![format!(
        "{}: {} of {} packages can be signed{}.",
        capitalize(&first.title),
        signable(first),
        first.packages.len(),
        longest_words(frontier, first)
    )];
    if !others.is_empty() {
        let counts = others.iter().map(|posture| format!("{} {}", posture.title, signable(posture)));
        sentences.push(format!("Under other postures: {}.", counts.collect::<Vec<String>>().join(", ")));
    }
    sentences
}

/// "; the longest peace of them: A The ford is shared, five years with 0.61".
fn longest_words(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let signable = posture.packages.iter().enumerate().filter(|(_, package)| package.signable);
    let longest =
        signable.max_by(|(_, one), (_, other)| one.five_year_peace.mean.total_cmp(&other.five_year_peace.mean));
    longest.map_or(String::new(), |(place, package)| {
        let chance = percent_of_share(&format_mean_chance(package.five_year_peace, frontier.draws));
        format!("; the one that lasts longest is {}, five years in {chance}", package_title(frontier, place))
    })
}

const PICTURES: &str = "In the pictures a letter is a package. Up: its terms by that actor's own values. Right: five-year \
    peace. Capital letters lie on the frontier: by the means no other package is at least as good in both and better in \
    one. Where letters would overlap, one moves aside. A ceasefire first is no settlement and is left out.";

fn legend_words(frontier: &Frontier) -> String {
    let delivered = if has_coalition(frontier) { ", with the coalition's parts delivered" } else { "" };
    format!(
        "How to read this. A draw is one set of values of the uncertain parameters; figures are means over draws, a band \
         holds 9 of 10 draws. A package can be signed, and is marked {SIGNABLE}, where the chance that both belligerents \
         accept it if it is tabled, and that it is ratified, is at least {}. Five-year peace is the chance that the invader \
         does not attack again{delivered}. Situations are those of the nearest state that actors \
         plan with. No number is finer than its error.",
        format_rounded(frontier.signable_from, 0.01)
    )
}

fn right_head(head: &str) -> (String, Align) {
    (head.to_owned(), Align::Right)
}

/// The letter of a package.
fn package_letter(place: usize) -> char {
    (b'A'..=b'Z').chain(b'0'..=b'9').nth(place).map_or('+', char::from)
}

fn package_title(frontier: &Frontier, place: usize) -> String {
    let title = frontier.packages.get(place).map_or("", |package| package.title.as_str());
    format!("{} {}", package_letter(place), capitalize(title))
}

fn write_packages(page: &mut Page, frontier: &Frontier) {
    page.heading("The packages");
    let mut heads = vec![("terms".to_owned(), Align::Left)];
    heads.extend(["land beyond line", "guarantee", "alignment", "relief", "legal form"].map(right_head));
    let pledged = frontier.packages.iter().any(|package| package.pledged.mean > 0.0);
    heads.extend(pledged.then(|| right_head("others' guarantee")));
    let issues: Vec<&String> = frontier.packages.first().map_or(Vec::new(), |package| package.issues.keys().collect());
    heads.extend(issues.iter().map(|title| right_head(title)));
    let mut table = Table::new(&heads);
    for (place, package) in frontier.packages.iter().enumerate() {
        let terms = [package.land, package.guarantee, package.alignment, package.relief, package.form];
        let own = pledged.then_some(package.pledged).into_iter().chain(package.issues.values().copied());
        let figures = terms.into_iter().chain(own).map(|term| format_mean(term, frontier.draws));
        table.add_row(std::iter::once(package_title(frontier, place)).chain(figures));
    }
    page.table(&table);
    page.note(
        "Land in shares of the stake; guarantee 0 words, 1 a treaty; alignment 1 neutral and capped; relief 1 all of it; \
         form 1 recognised by law.",
    );
    write_values(page, frontier);
}

fn write_values(page: &mut Page, frontier: &Frontier) {
    page.caption("What the terms are worth while they hold: to each actor by its own values");
    let mut table = table_by_actor(frontier, "package");
    for (place, package) in frontier.packages.iter().enumerate() {
        let truce = if package.ceasefire_first { " (a truce)" } else { "" };
        let title = format!("{}{truce}", package_title(frontier, place));
        rows_by_actor(frontier, title, &package.value, format_mean).into_iter().for_each(|row| table.add_cells(row));
    }
    page.table(&table);
    page.note(
        "1 is an actor's own best settlement, 0 its worst; no two columns can be compared. A truce is worth what goes on \
         without a signature, less its cost.",
    );
}

/// A table with a column for each actor.
fn table_by_actor(frontier: &Frontier, head: &str) -> Table {
    let named =
        vocabulary::roles_taking_part(&frontier.provenance.scenario).into_iter().map(|(_, word, _)| right_head(word));
    let heads: Vec<(String, Align)> = std::iter::once((head.to_owned(), Align::Left)).chain(named).collect();
    Table::new(&heads)
}

/// Means and bands, a column for each actor.
fn rows_by_actor(
    frontier: &Frontier,
    title: String,
    values: &BTreeMap<String, Band>,
    print: fn(Band, usize) -> String,
) -> [Vec<Cell>; 2] {
    let keys: Vec<&str> =
        vocabulary::roles_taking_part(&frontier.provenance.scenario).into_iter().map(|(key, ..)| key).collect();
    let of = |print: fn(Band, usize) -> String| {
        keys.iter()
            .map(|key| values.get(*key).map_or(UNKNOWN.to_owned(), |value| print(*value, frontier.draws)))
            .collect::<Vec<String>>()
    };
    let means = std::iter::once(Cell::from(title)).chain(of(print).into_iter().map(Cell::from));
    let bands = std::iter::once(Cell::faint("  band")).chain(of(format_mean_band).into_iter().map(Cell::faint));
    [means.collect(), bands.collect()]
}

fn has_great_power(frontier: &Frontier) -> bool {
    frontier.provenance.scenario.roles.contains_key("great_power")
}

/// The posture in a heading: whose it is, and whether it is that of the start.
fn posture_title(frontier: &Frontier, posture: &PostureFrontier) -> String {
    if !has_great_power(frontier) {
        return posture.title.clone();
    }
    let start = if posture.posture == frontier.posture_start { " (at the start)" } else { "" };
    format!("{}: {}{start}", role_name(&frontier.provenance.scenario, "great_power"), posture.title)
}

fn write_picture(page: &mut Page, frontier: &Frontier, posture: &PostureFrontier, style: Style) {
    page.heading(&posture_title(frontier, posture));
    let defender = role_panel(frontier, posture, "defender", |package| package.defender_frontier);
    let invader = role_panel(frontier, posture, "invader", |package| package.invader_frontier);
    page.picture(&draw_pair(&[defender, invader], style.columns() - 2));
    page.text(&stall_sentence(frontier, posture));
    page.text(&land_sentence(frontier, posture));
}

/// Panel of the packages on a role's frontier, by letter; a small letter is for one that is not on the frontier of the
/// means.
fn role_panel(
    frontier: &Frontier,
    posture: &PostureFrontier,
    role: &str,
    frontier_place: fn(&PackageAt) -> Option<OnFrontier>,
) -> Panel {
    let pairs = frontier.packages.iter().zip(&posture.packages).enumerate();
    let point = |(place, (terms, at)): (usize, (&PackageTerms, &PackageAt))| {
        let letter = if frontier_place(at)?.by_means {
            package_letter(place)
        } else {
            package_letter(place).to_ascii_lowercase()
        };
        let sign = if at.signable { format!("{letter}{SIGNABLE}") } else { letter.to_string() };
        Some(Point { x: at.five_year_peace.mean, y: terms.value.get(role)?.mean, sign })
    };
    Panel {
        title: format!("Terms by the values of {}", vocabulary::name_in_sentence(&frontier.provenance.scenario, role)),
        axis: "five-year peace".to_owned(),
        points: pairs.filter_map(point).collect(),
    }
}

fn stall_sentence(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let draws = frontier.draws;
    format!(
        "Stall test {} (band {}): the best that a package offers, over going on, to whichever belligerent gets less from it. \
         Some package is a deal, better for both and ratified and delivered, in {} of the draws; chance of a deal within a \
         month {}.",
        format_signed_mean(posture.gamma, draws),
        format_mean_band(posture.gamma, draws),
        format_draw_share(posture.some_deal, draws),
        format_mean_chance(posture.deal_per_month, draws)
    )
}

fn land_sentence(frontier: &Frontier, posture: &PostureFrontier) -> String {
    let land = LandAsked { asks: posture.land.asks, gives: posture.land.gives };
    let [asks, gives] = land_words(&frontier.provenance.scenario, land, frontier.draws);
    format!(
        "Land beyond the line in the packages each prefers to going on: {asks}; {gives}. The two meet in {} of the draws.",
        format_draw_share(posture.land.overlap, frontier.draws)
    )
}

/// Tables across postures, where there are several.
fn write_across_postures(page: &mut Page, frontier: &Frontier) {
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
    let titles = frontier.postures.iter().map(|posture| right_head(&posture.title));
    let heads: Vec<(String, Align)> = std::iter::once(("package".to_owned(), Align::Left)).chain(titles).collect();
    let mut table = Table::new(&heads);
    for place in 0..frontier.packages.len() {
        let bands: Vec<Band> =
            frontier.postures.iter().filter_map(|posture| posture.packages.get(place)).map(figure).collect();
        let line = |print: fn(Band, usize) -> String, cell: fn(String) -> Cell| {
            bands.iter().map(move |band| cell(print(*band, frontier.draws))).collect::<Vec<Cell>>()
        };
        table.add_cells(
            std::iter::once(Cell::from(package_title(frontier, place))).chain(line(format_mean_chance, Cell::from)),
        );
        table.add_cells(std::iter::once(Cell::faint("  band")).chain(line(format_mean_band, Cell::faint)));
    }
    table
}

/// The posture shown in detail: that of the start if it is there, or else the first.
fn detailed_posture(frontier: &Frontier) -> Option<&PostureFrontier> {
    let start = frontier.postures.iter().find(|posture| posture.posture == frontier.posture_start);
    start.or(frontier.postures.first())
}

fn write_detail(page: &mut Page, frontier: &Frontier, posture: &PostureFrontier) {
    page.heading(&format!("In detail · {}", posture_title(frontier, posture)));
    page.caption("Can it be signed, would it last, is it on a frontier?");
    page.table(&summary_table(frontier, posture));
    page.note("\"Both prefer it\" and the frontiers, by that belligerent's values, are shares of the draws; the others are mean \
         chances.");
    page.caption("Who would stop it, and how: share of the draws");
    page.table(&refusal_table(frontier, posture));
    page.note(&refusal_legend(frontier));
    page.caption("Gain of each actor over going on, by its own values");
    let mut table = table_by_actor(frontier, "package");
    let going_on = rows_by_actor(frontier, "(going on is worth)".to_owned(), &posture.reservation, format_mean);
    going_on.into_iter().for_each(|row| table.add_cells(row));
    for (place, package) in posture.packages.iter().enumerate() {
        let rows = rows_by_actor(frontier, package_title(frontier, place), &package.gain, format_signed_mean);
        rows.into_iter().for_each(|row| table.add_cells(row));
    }
    page.table(&table);
}

fn summary_table(frontier: &Frontier, posture: &PostureFrontier) -> Table {
    let draws = frontier.draws;
    let mut heads = vec![("package".to_owned(), Align::Left)];
    heads.extend(["both prefer it", "signed if tabled", "ratified", "five-year peace"].map(right_head));
    heads.extend(["defender", "invader"].map(|role| right_head(&format!("frontier, {role}"))));
    let mut table = Table::new(&heads);
    for (place, at) in posture.packages.iter().enumerate() {
        let sign = if at.signable { format!(" {SIGNABLE}") } else { String::new() };
        let on = |on: Option<OnFrontier>| on.map_or(UNKNOWN.to_owned(), |on| format_draw_share(on.share, draws));
        table.add_row([
            format!("{}{sign}", package_title(frontier, place)),
            format_draw_share(at.both_prefer, draws),
            format_mean_chance(at.accepted, draws),
            format_mean_chance(at.ratification, draws),
            format_mean_chance(at.five_year_peace, draws),
            on(at.defender_frontier),
            on(at.invader_frontier),
        ]);
    }
    table
}

/// The three kinds of refusal, told apart.
fn refusal_table(frontier: &Frontier, posture: &PostureFrontier) -> Table {
    let mut heads = vec!["invader prefers going on", "defender prefers going on"];
    heads.extend(has_coalition(frontier).then_some("coalition withholds its part"));
    heads.extend(["public would not ratify", "a deal"]);
    let heads = heads.into_iter().map(right_head);
    let first = std::iter::once(("package".to_owned(), Align::Left));
    let mut table = Table::new(&first.chain(heads).collect::<Vec<(String, Align)>>());
    for (place, at) in posture.packages.iter().enumerate() {
        let prefers = |role: &str| at.prefers_going_on.get(role).copied().unwrap_or(0.0);
        let mut shares = vec![prefers("invader"), prefers("defender")];
        shares.extend(at.withheld);
        shares.extend([at.not_ratified, at.deal]);
        let shares = shares.into_iter().map(|one| format_draw_share(one, frontier.draws));
        table.add_row(std::iter::once(package_title(frontier, place)).chain(shares));
    }
    table
}

fn has_coalition(frontier: &Frontier) -> bool {
    frontier.provenance.scenario.roles.contains_key("coalition")
}

fn refusal_legend(frontier: &Frontier) -> String {
    let withholds = if has_coalition(frontier) {
        " The coalition withholds its part where it is likelier to keep it back than to deliver it."
    } else {
        ""
    };
    format!(
        "Three kinds of refusal. A belligerent prefers going on where the package is worth less to it than no signature.\
         {withholds} The public would not ratify what it is likelier to reject than not. A package is a deal where none of \
         them holds."
    )
}
