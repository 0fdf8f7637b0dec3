//! Where the values of CSV end, by its rules of quotation marks.

/// The part of a value that has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValuePart {
    /// Nothing: only here does a mark open.
    Beginning,
    /// Letters outside marks, among which a mark is a letter.
    Plain,
    /// Letters within marks.
    Quoted,
    /// A mark within marks: the closing one, unless another follows.
    Mark,
}

impl ValuePart {
    /// The part after one more byte; none where the byte ends the value.
    fn after(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Quoted, b'"') => Some(Self::Mark),
            (Self::Quoted, _) | (Self::Beginning | Self::Mark, b'"') => Some(Self::Quoted),
            (_, b',' | b'\n' | b'\r') => None,
            _ => Some(Self::Plain),
        }
    }
}

/// Place of the comma or end of line that ends the value at the beginning of a text; none where the text ends first.
pub(super) fn find_value_end(text: &str) -> Option<usize> {
    let mut part = ValuePart::Beginning;
    text.bytes().position(|byte| {
        let next = part.after(byte);
        part = next.unwrap_or(part);
        next.is_none()
    })
}

/// `true` if a text that begins with a value ends within quotation marks.
pub(super) fn ends_within_marks(text: &str) -> bool {
    let part = text.bytes().fold(ValuePart::Beginning, |part, byte| part.after(byte).unwrap_or(ValuePart::Beginning));
    part == ValuePart::Quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_end_outside_marks() {
        assert_eq!(find_value_end("a,b"), Some(1));
        assert_eq!(find_value_end("\"a,\"\"\n\",b"), Some(7));
        assert_eq!(find_value_end("5\" gun,b"), Some(6));
        assert_eq!(find_value_end("\"a,b"), None);
    }

    #[test]
    fn only_marks_at_the_beginning_of_a_value_stay_open() {
        assert!(ends_within_marks("1,\"2\n3,4\n") && ends_within_marks("\"a\"\""));
        assert!(!ends_within_marks("1,5\" gun\n") && !ends_within_marks("\"a\"\"\"\n") && !ends_within_marks(""));
    }
}
