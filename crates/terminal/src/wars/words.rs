//! Words and figures that the pages about past wars share.

use standoff_wars::Ending;

/// The form of an end in words.
pub(super) fn ending_words(ending: Ending) -> &'static str {
    match ending {
        Ending::Settlement => "a settlement",
        Ending::Ceasefire => "a ceasefire",
        Ending::Invader => "the invader's victory",
        Ending::Defender => "the defender's victory",
    }
}

/// A share with two digits.
pub(super) fn share(value: f64) -> String {
    standoff_prose::numbers::format_rounded(value, 0.01)
}
