//! Boxes that are worth reporting, or the answer that there are none.

use standoff_num::Draws;

use crate::discovery::input::Input;
use crate::discovery::search::Search;
use crate::discovery::settings::{Choice, Settings};
use crate::discovery::trajectory::{Step, Trajectory};
use crate::error::StatsError;

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// All boxes on the way.
    pub trajectory: Trajectory,
    /// The chance of doing as well where there is nothing to find, see [`Search::chance`].
    pub chance: f64,
    /// Whether there is a rule to report.
    pub verdict: Verdict,
    /// The rule, where the verdict is [`Verdict::Worth`]: every one of its limits has a quasi-p-value within the level.
    pub rule: Option<Step>,
}

/// Whether a search found a rule worth reporting, and if not why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is a rule.
    Worth,
    /// Shuffled marks do as well too often: there may be nothing to find.
    Chance,
    /// No box is as dense as asked, or only by limits that may be chance.
    Thin,
    /// What would be chosen is everything: all rows together are as dense as asked, or no limit stands the test.
    Whole,
}

/// Searches one box after another until one is not worth reporting; that one comes last, with the reason.
///
/// Each box is searched among the rows that the rules before it have left. Its whole search is repeated on shuffled
/// marks, and counts only if few of these do as well; then limits that may be chance are given up ([`Search::rule`]).
/// At a level of 0.05, noise yields a rule in at most one data set of twenty. `draws` must be used for nothing else.
///
/// # Errors
///
/// As [`Search::new`].
///
/// # Examples
///
/// ```
/// use standoff_num::Draws;
/// use standoff_stats::discovery::{Input, Settings, Verdict, discover};
/// let uniform = |row, name| Draws::new(1, 0, row).uniform(0, 0, name);
/// let [x, y] = [0, 1].map(|name| (0..500).map(|row| uniform(row, name)).collect::<Vec<f64>>());
/// let interest: Vec<bool> = x.iter().map(|&x| x < 0.3).collect();
/// let found = discover(&[Input::real("x", &x), Input::real("y", &y)], &interest, &Settings::default(), Draws::new(2, 0, 0))?;
/// let rule = found[0].rule.as_ref().unwrap();
/// assert_eq!((found[0].verdict, rule.restricted), (Verdict::Worth, 1));
/// assert!(rule.limits[0].allows(0.29) && !rule.limits[0].allows(0.5) && rule.limits[1].allows(0.5));
/// assert_eq!(found[1].rule, None);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn discover(
    inputs: &[Input<'_>],
    interest: &[bool],
    settings: &Settings,
    draws: Draws,
) -> Result<Vec<Found>, StatsError> {
    let mut search = Search::new(inputs, interest, *settings)?;
    let mut boxes = Vec::new();
    for number in 0..settings.most_boxes {
        let found = find(&search, settings, draws, number);
        let rule = found.rule.clone();
        boxes.push(found);
        let Some(rule) = rule else { break };
        search.set_aside(&rule.limits);
    }
    Ok(boxes)
}

fn find(search: &Search, settings: &Settings, draws: Draws, number: u16) -> Found {
    let (trajectory, chance, rule) = (search.trajectory(), search.chance(draws, number), search.rule());
    let verdict = match &rule {
        _ if whole(&trajectory, settings) => Verdict::Whole,
        _ if chance > settings.level => Verdict::Chance,
        None => Verdict::Thin,
        Some(step) if step.restricted == 0 => Verdict::Whole,
        Some(_) => Verdict::Worth,
    };
    Found { trajectory, chance, verdict, rule: rule.filter(|_| verdict == Verdict::Worth) }
}

fn whole(trajectory: &Trajectory, settings: &Settings) -> bool {
    matches!(settings.choice, Choice::Density(least) if trajectory.steps[0].density >= least)
}
