//! The pattern of talks: rounds held and to come, the drafts, "yes, but" by side, deals that exist today, and what stalls
//! them.

use crate::document::{Block, Figures, Section, Sentence};
use crate::pictures;
use crate::precision::{error_of_estimate, way_of_delay};
use standoff_breakdown::week::Breakdown;
use standoff_breakdown::week::pattern::{Draft, TalksEvent};
use standoff_lab::forecast::findings::{Band, Findings, LimitedTruceOutlook};
use standoff_prose::numbers::{Chance, format_count, format_rounded, format_two_digits};
use standoff_prose::words::{self, format_signed_share};
use standoff_terminal::vocabulary::{self, BandedMean};

/// Events of the record that are listed: the last ones.
const SHOWN: usize = 15;

pub fn compose_section(week: &Breakdown) -> Section {
    let findings = &week.forecast;
    let mut blocks = vec![Block::Text(vec![
        held_sentence(week),
        coming_rounds_sentence(findings),
        yes_but_sentence(findings),
        motion_sentence(findings),
    ])];
    blocks.extend(limited_truces_sentence(findings).map(|sentence| Block::Text(vec![sentence])));
    blocks.push(Block::Text(vec![deal_today_sentence(week), land_range_sentence(findings)]));
    blocks.extend(pictures::draw_drafts(week));
    blocks.push(Block::Table(draft_table(week)));
    blocks.extend(pictures::draw_timeline(week));
    if !week.pattern.held.is_empty() {
        blocks.push(Block::Table(record_table(week)));
    }
    blocks.extend(stall_blocks(week));
    Section { slug: "pattern", heading: "The pattern: rounds, drafts, and what stalls them".to_owned(), blocks }
}

fn held_sentence(week: &Breakdown) -> Sentence {
    match week.pattern.rounds_past_year {
        0 if week.pattern.held.is_empty() => {
            Sentence::plain("This brief holds no event log, so no round is known to have been held.")
        }
        0 => Sentence::sourced("pattern.rounds_past_year", "No meeting is on record in the past twelve months."),
        1 => Sentence::sourced("pattern.rounds_past_year", "One meeting is on record in the past twelve months."),
        many => Sentence::sourced(
            "pattern.rounds_past_year",
            format!("{} meetings are on record in the past twelve months.", format_count(many)),
        ),
    }
}

fn coming_rounds_sentence(findings: &Findings) -> Sentence {
    let near = BandedMean::of_futures(findings, findings.talks.rounds_near.rounds);
    Sentence::sourced(
        "forecast.talks.rounds_near",
        format!(
            "In the next {} {} rounds are expected, in nine of ten futures {}; a round is a draft that both sides answer, and may \
             take several meetings.",
            words::count_months(findings.talks.rounds_near.months),
            near.mean(),
            near.band()
        ),
    )
}

/// Chances of a limited truce within the last of its months by kind; none where the scenario names no kind.
fn limited_truces_sentence(findings: &Findings) -> Option<Sentence> {
    let part = |kind: &LimitedTruceOutlook| {
        let at = kind.by.last()?;
        Some(format!("{} {}", kind.title, vocabulary::chance_at(findings, at).number()))
    };
    let parts: Vec<String> = findings.talks.limited_truces.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| {
        let list = parts.join("; ");
        let months = words::count_months(findings.talks.rounds_near.months);
        Sentence::sourced(
            "forecast.talks.limited_truces",
            format!("Chance of a limited truce within {months}, by kind: {list}. None of them stops the front."),
        )
    })
}

fn yes_but_sentence(findings: &Findings) -> Sentence {
    let talks = &findings.talks;
    let rounds = talks.rounds.mean * findings.runs as f64;
    let of = |side: &str| {
        let name = format!("{side} says yes, but");
        talks
            .results
            .iter()
            .find(|share| share.name == name)
            .map(|share| vocabulary::share_of_cases(findings, share.share, rounds).number())
    };
    let by_side = match (of("invader"), of("defender")) {
        (Some(invader), Some(defender)) => format!(
            " {} says \"yes, but\" in {invader} of all rounds, {} in {defender}.",
            vocabulary::actor_name(findings, "invader"),
            vocabulary::actor_name(findings, "defender")
        ),
        _ => String::new(),
    };
    Sentence::sourced(
        "forecast.talks.results",
        format!(
            "Of the rounds without a deal a share of {} ends in \"yes, but\" rather than in an open no.{by_side}",
            vocabulary::share_of_cases(findings, talks.yes_but, rounds).number()
        ),
    )
}

fn motion_sentence(findings: &Findings) -> Sentence {
    let talks = &findings.talks;
    Sentence::sourced(
        "forecast.talks.draft_motion",
        format!(
            "Drafts travel {} steps of an issue a year, {} for each step that the last draft lies from the first: motion \
             without movement.",
            format_two_digits(talks.draft_motion),
            format_two_digits(talks.motion_without_movement)
        ),
    )
}

/// The draft that is most often a deal over the draws, and what stops it most often where it is none.
fn deal_today_sentence(week: &Breakdown) -> Sentence {
    let (findings, drafts) = (&week.forecast, &week.pattern.drafts);
    let best = drafts.iter().max_by(|one, other| one.deal.total_cmp(&other.deal));
    let deal = "a deal: better for both belligerents than going on, ratified and delivered";
    let words = match best.filter(|best| best.deal > 0.0) {
        None => format!("In no draw of the parameters is any draft on record {deal}."),
        Some(best) => format!(
            "Of {} drafts on record, {} is most often {deal}. It is one in {} of the draws; {}.",
            drafts.len(),
            best.title,
            draw_share(findings, best.deal),
            refusal_words(findings, best)
        ),
    };
    Sentence::sourced("pattern.drafts", words)
}

/// The three kinds of refusal of a draft, each with its share of the draws.
fn refusal_words(findings: &Findings, draft: &Draft) -> String {
    let name = |role: &str| vocabulary::actor_name(findings, role).to_owned();
    let prefers = draft.prefers_going_on.iter().rev();
    let mut words: Vec<String> = prefers
        .map(|(role, share)| format!("{} prefers going on in {}", name(role), draw_share(findings, *share)))
        .collect();
    words.extend(
        draft
            .withheld
            .map(|share| format!("{} withholds its part in {}", name("coalition"), draw_share(findings, share))),
    );
    words.push(format!("the public would not ratify in {}", draw_share(findings, draft.not_ratified)));
    words.join(", ")
}

fn draw_share(findings: &Findings, share: f64) -> String {
    Chance::share(share, findings.start.draws as f64).number()
}

/// The least land that the invader asks for and the most that the defender gives, in drafts that they prefer to going on.
fn land_range_sentence(findings: &Findings) -> Sentence {
    let land = findings.start.land;
    let share = |share: Option<Band>, none: &str| {
        share.map_or(none.to_owned(), |share| BandedMean::of_draws(findings, share).into_share().mean())
    };
    Sentence::sourced(
        "forecast.start.land",
        format!(
            "Beyond the line of contact {} asks on average at least {} of the disputed land in the packages it prefers to going \
             on, and {} gives at most {}.",
            vocabulary::actor_name(findings, "invader"),
            share(land.asks, "more than any package holds"),
            vocabulary::actor_name(findings, "defender"),
            share(land.gives, "less than any package holds")
        ),
    )
}

fn draft_table(week: &Breakdown) -> Figures {
    let findings = &week.forecast;
    let roles = vocabulary::roles_taking_part(&findings.provenance.scenario);
    let row = |(at, draft): (usize, &Draft)| {
        let gain = |key: &str| {
            draft.gain.get(key).map_or(standoff_prose::numbers::UNKNOWN.to_owned(), |gain| format_signed_share(*gain))
        };
        let mut cells = vec![pictures::numbered_title(at, &draft.title)];
        cells.extend(roles.iter().map(|(key, _, _)| gain(key)));
        cells.extend([draw_share(findings, draft.deal), refusal_words(findings, draft)]);
        cells
    };
    let mut heads = vec![("Draft".to_owned(), false)];
    heads.extend(roles.iter().map(|(_, _, name)| ((*name).to_owned(), true)));
    heads.extend([("a deal".to_owned(), true), ("who would stop it, and how".to_owned(), false)]);
    Figures {
        caption:
            "What each draft is worth to each actor over going on (shares of the own stake, medians over draws), and who would stop it: shares of the draws"
                .to_owned(),
        from: "pattern.drafts".to_owned(),
        heads,
        rows: week.pattern.drafts.iter().enumerate().map(row).collect(),
    }
}

fn record_table(week: &Breakdown) -> Figures {
    let findings = &week.forecast;
    let from = week.pattern.held.len().saturating_sub(SHOWN);
    let who = |held: &TalksEvent| {
        let all: Vec<String> =
            held.who.iter().map(|role| vocabulary::actor_name(findings, &role.replace('-', "_")).to_owned()).collect();
        all.join(", ")
    };
    let row = |held: &TalksEvent| {
        let what = held.kind.replace('-', " ");
        vec![held.date.clone(), what, held.about.clone(), who(held), held.answer.replace('-', " ")]
    };
    let heads = ["Day", "Event", "About", "Who", "What came of it"].map(|head| (head.to_owned(), false)).to_vec();
    Figures {
        caption: format!("The last {} events on record", week.pattern.held.len() - from),
        from: "pattern.held".to_owned(),
        heads,
        rows: week.pattern.held[from..].iter().map(row).collect(),
    }
}

fn stall_blocks(week: &Breakdown) -> Vec<Block> {
    let Some(delay) = &week.delay else {
        return vec![Block::Text(vec![Sentence::plain(
            "This brief was made without the delay by mechanism: see `standoff explain --part delay`.",
        )])];
    };
    let way = way_of_delay(delay);
    let step = way.step;
    let mut shares: Vec<_> = delay.shares.iter().zip(way.parts.iter().copied()).collect();
    shares.sort_by(|(one, _), (other, _)| other.adds.value.abs().total_cmp(&one.adds.value.abs()));
    let clear: Vec<String> = shares
        .iter()
        .filter(|(share, _)| share.adds.value.abs() > 2.0 * error_of_estimate(&share.adds))
        .take(3)
        .map(|(share, adds)| format!("{} ({} months)", share.title, words::format_signed(*adds, step)))
        .collect();
    let words = match clear[..] {
        [] => "No mechanism delays a deal by more than this many futures can tell from none.".to_owned(),
        _ => format!(
            "What adds clearly to the months without a deal, the largest first, not all told apart from the next: {}.",
            clear.join("; ")
        ),
    };
    let row = |(share, adds): &(&standoff_analysis::explanation::attribution::CauseShare, f64)| {
        let interval = share.adds.low.zip(share.adds.high);
        let interval = interval.map(|(low, high)| words::format_band(low, high, step));
        vec![
            words::capitalize(&share.title),
            words::format_signed(*adds, step),
            interval.unwrap_or(standoff_prose::numbers::UNKNOWN.to_owned()),
        ]
    };
    let table = Figures {
        caption: format!(
            "Months without a deal that each mechanism adds, from {} without any to {} as things are; where none comes, all count",
            format_rounded(way.from, step),
            format_rounded(way.to, step)
        ),
        from: "delay.shares".to_owned(),
        heads: vec![
            ("Mechanism".to_owned(), false),
            ("adds, months".to_owned(), true),
            ("95 % interval".to_owned(), true),
        ],
        rows: shares.iter().map(row).collect(),
    };
    let mut blocks = vec![Block::Text(vec![Sentence::sourced("delay.shares", words)])];
    blocks.extend(pictures::draw_delay(week));
    blocks.push(Block::Table(table));
    blocks
}
