//! Pages about the library of wars: the wars, the score of the model on them, and what they look like as a class.

mod list;
mod moments;
mod score;

pub use list::render_wars_list;
pub use moments::render_wars_moments;
pub use score::render_wars_score;

use standoff_wars::Ending;

/// The form of an end in words.
fn ending_words(ending: Ending) -> &'static str {
    match ending {
        Ending::Settlement => "a settlement",
        Ending::Ceasefire => "a ceasefire",
        Ending::Invader => "the invader's victory",
        Ending::Defender => "the defender's victory",
    }
}

/// A share with two digits.
fn share(value: f64) -> String {
    standoff_prose::numbers::format_rounded(value, 0.01)
}
