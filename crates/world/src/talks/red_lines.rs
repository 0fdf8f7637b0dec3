//! Red lines, and the five ways in which the line can break (decisions 11 and 12).

use crate::quantity::quantities;

quantities! {
    /// Position of the coalition's red lines.
    RedLines {
        land: Share, -1.0 => 1.0, 0.08, "rl1", "Land beyond the line of contact above which a package is beyond the lines";
        form: Share, 0.0 => 1.0, 0.5, "rl2", "Legal form above which a package is beyond the lines";
    }
}
