// Reads the tables of the oracle files in tests: `"name": [[..], [..]]`, numbers only. The file is included as text by
// the crates that test against such files, so that none of them ships a parser.

/// The rows of one table; a row of another length fails the test.
pub fn read_table<const WIDTH: usize>(text: &str, name: &str) -> Vec<[f64; WIDTH]> {
    let quoted = format!("\"{name}\": [");
    let start = text.find(&quoted).expect("table is there") + quoted.len();
    let end = start + text[start..].find("]]").expect("table ends");
    text[start..end].split('[').skip(1).map(parse_row).collect()
}

fn parse_row<const WIDTH: usize>(text: &str) -> [f64; WIDTH] {
    let numbers: Vec<f64> = text
        .split([',', ']', ' ', '\n'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().expect("a number"))
        .collect();
    numbers.try_into().expect("as many numbers as asked")
}
