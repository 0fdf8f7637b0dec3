//! Pages about the library of wars: the wars, the score of the model on them, and what they look like as a class.

mod list;
mod moments;
mod score;
mod words;

pub use list::render_wars_list;
pub use moments::render_wars_moments;
pub use score::{render_wars_score, render_wars_score_answer};
