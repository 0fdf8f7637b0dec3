//! Boxes that are worth reporting, or the reason why there are none.

use standoff_num::Draws;

use crate::discovery::input::Input;
use crate::discovery::search::Search;
use crate::discovery::settings::{BoxChoice, PrimSettings};
use crate::discovery::trajectory::{CandidateBox, PeelingTrajectory};
use crate::error::StatsError;

/// The result of searching one box.
#[derive(Debug, Clone, PartialEq)]
pub struct BoxSearch {
    /// All boxes of the search.
    pub trajectory: PeelingTrajectory,
    /// The probability of doing as well if there is nothing to find, see [`Search::permutation_p_value`].
    pub chance: f64,
    /// The verdict on the rule.
    pub verdict: BoxVerdict,
    /// The rule, if the verdict is [`BoxVerdict::Worth`]: every one of its limits has a quasi-p-value within the level.
    pub rule: Option<CandidateBox>,
}

/// The verdict on a search: a rule worth reporting, or the reason why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxVerdict {
    /// There is a rule.
    Worth,
    /// Shuffled marks do as well too often, so that there may be nothing to find.
    Chance,
    /// No box is as dense as asked, or only by limits that may be due to chance.
    Thin,
    /// The chosen box is everything: all rows together are as dense as asked, or no limit passes its test.
    Whole,
}

/// Searches one box after another until one is not worth reporting, which comes last, with the reason.
///
/// Each box is searched among the rows that the rules before it have left. Its whole search is repeated on shuffled
/// marks, and counts only if few of these do as well; then limits that may be due to chance are given up
/// ([`Search::find_rule`]). At a level of 0.05, noise yields a rule in at most one data set in twenty. `draws` must be
/// used for nothing else.
///
/// # Errors
///
/// As [`Search::new`].
///
/// # Examples
///
/// ```
/// use standoff_num::Draws;
/// use standoff_stats::discovery::{Input, PrimSettings, BoxVerdict, discover_boxes};
/// let uniform = |row, name| Draws::new(1, 0, row).uniform(0, 0, name);
/// let [x, y] = [0, 1].map(|name| (0..500).map(|row| uniform(row, name)).collect::<Vec<f64>>());
/// let interest: Vec<bool> = x.iter().map(|&x| x < 0.3).collect();
/// let inputs = [Input::real("x", &x), Input::real("y", &y)];
/// let found = discover_boxes(&inputs, &interest, &PrimSettings::default(), Draws::new(2, 0, 0))?;
/// let rule = found[0].rule.as_ref().unwrap();
/// assert_eq!((found[0].verdict, rule.restricted), (BoxVerdict::Worth, 1));
/// assert!(rule.limits[0].allows(0.29) && !rule.limits[0].allows(0.5) && rule.limits[1].allows(0.5));
/// assert_eq!(found[1].rule, None);
/// # Ok::<(), standoff_stats::StatsError>(())
/// ```
pub fn discover_boxes(
    inputs: &[Input<'_>],
    interest: &[bool],
    settings: &PrimSettings,
    draws: Draws,
) -> Result<Vec<BoxSearch>, StatsError> {
    let mut search = Search::new(inputs, interest, *settings)?;
    let mut boxes = Vec::new();
    for number in 0..settings.most_boxes {
        let found = search_one_box(&search, settings, draws, number);
        let rule = found.rule.clone();
        boxes.push(found);
        let Some(rule) = rule else { break };
        search.set_aside(&rule.limits);
    }
    Ok(boxes)
}

/// Searches one box among the rows that are left.
fn search_one_box(search: &Search, settings: &PrimSettings, draws: Draws, number: u16) -> BoxSearch {
    let (trajectory, chance, rule) =
        (search.peel_and_paste(), search.permutation_p_value(draws, number), search.find_rule());
    let verdict = match &rule {
        _ if everything_is_dense(&trajectory, settings) => BoxVerdict::Whole,
        _ if chance > settings.level => BoxVerdict::Chance,
        None => BoxVerdict::Thin,
        Some(step) if step.restricted == 0 => BoxVerdict::Whole,
        Some(_) => BoxVerdict::Worth,
    };
    BoxSearch { trajectory, chance, verdict, rule: rule.filter(|_| verdict == BoxVerdict::Worth) }
}

/// True if all rows together are as dense as asked.
fn everything_is_dense(trajectory: &PeelingTrajectory, settings: &PrimSettings) -> bool {
    matches!(settings.choice, BoxChoice::Density(least) if trajectory.steps[0].density >= least)
}
