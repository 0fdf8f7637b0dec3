//! Lists of column names, as a user writes them in one word: separated by commas, with quotation marks as in CSV.

use csv::ReaderBuilder;

/// The names of a list. A name that holds a comma or a quotation mark stands in quotation marks, two of which mean one.
///
/// # Errors
///
/// The values allowed, where a name is empty or a quotation mark is not closed.
///
/// ```
/// use standoff_table::name_lists::parse_names;
/// assert_eq!(parse_names("x, \"a,b\",y").unwrap(), ["x", "a,b", "y"]);
/// assert!(parse_names("x,,y").is_err() && parse_names("\"x").is_err());
/// ```
pub fn parse_names(word: &str) -> Result<Vec<String>, String> {
    let allowed = || "allowed: names separated by commas; a name with a comma in quotation marks".to_owned();
    // The reader takes a mark after a blank for a letter, and an open one for the start of everything that follows.
    let word = without_blanks_before_names(word);
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(word.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().map_err(|_| allowed())?;
    let [record] = &records[..] else { return Err(allowed()) };
    let names: Vec<String> = record.iter().map(|name| name.trim_end().to_owned()).collect();
    let sound = word.matches('"').count().is_multiple_of(2) && names.iter().all(|name| !name.is_empty());
    if sound { Ok(names) } else { Err(allowed()) }
}

fn without_blanks_before_names(word: &str) -> String {
    let (mut quoted, mut begins) = (false, true);
    let mut kept = String::with_capacity(word.len());
    for letter in word.chars() {
        if begins && letter.is_whitespace() {
            continue;
        }
        quoted ^= letter == '"';
        begins = letter == ',' && !quoted;
        kept.push(letter);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_csv_reads_them() {
        let read = |word: &str| parse_names(word).unwrap();
        assert_eq!(read("a"), ["a"]);
        assert_eq!(read("a,b"), ["a", "b"]);
        assert_eq!(read("\"a,b\""), ["a,b"]);
        assert_eq!(read("x,  \"a,  b\", c d "), ["x", "a,  b", "c d"]);
        assert_eq!(read("\"say \"\"no\"\"\",b=1"), ["say \"no\"", "b=1"]);
        assert_eq!(read("\"two\nlines\",x"), ["two\nlines", "x"]);
        for word in ["", ",", "a,", "\"a", "a,\"b,c", "a\nb"] {
            assert!(parse_names(word).is_err(), "{word:?}");
        }
    }
}
