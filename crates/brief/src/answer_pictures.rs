//! The pictures of an answer, each alone: for readers who have the answer and no page around it, as in a notebook.

use crate::document::Block;
use crate::pictures;
use standoff_breakdown::week::Breakdown;

/// A picture that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerPicture {
    /// Name.
    pub name: String,
    /// Title: what it shows, as a finding.
    pub title: String,
    /// SVG, with the title, units and source in it.
    pub svg: String,
}

/// The pictures of an answer: how long the line holds, what ends it, and where the front goes. One that has nothing to show is left
/// out.
///
/// ```
/// use standoff_breakdown::week::Breakdown;
/// use standoff_brief::answer_pictures::draw_answer;
/// use standoff_lab::forecast::{ensemble::Ensemble, request::ForecastRequest, run_forecast::run_forecast};
/// use standoff_scenario::builtin;
/// use std::sync::atomic::AtomicBool;
///
/// let request = ForecastRequest { runs: 64, draws: 8, ..ForecastRequest::new(builtin::load("two-sided").unwrap()) };
/// let made = run_forecast(&request, &AtomicBool::new(false), &|_| ()).unwrap();
/// let design = request.design();
/// let week = Breakdown::of_answer(&Ensemble::new(&design, made.draws, false).unwrap(), &request).unwrap();
/// let drawn = draw_answer(&week);
/// assert_eq!(drawn.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["survival", "causes", "area"]);
/// assert!(drawn.iter().all(|one| one.svg.starts_with("<svg") && !one.title.is_empty()));
/// ```
pub fn draw_answer(week: &Breakdown) -> Vec<AnswerPicture> {
    let drawn = [pictures::draw_survival(week), pictures::draw_causes(week), pictures::draw_area(week)];
    let alone = |block: Block| match block {
        Block::Picture(drawn) => Some(AnswerPicture { name: drawn.slug, title: drawn.title, svg: drawn.alone }),
        _ => None,
    };
    drawn.into_iter().flatten().filter_map(alone).collect()
}
