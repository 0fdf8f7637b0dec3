//! Figures of what is reported of a war and how clearly.

use crate::quantity::quantities;

quantities! {
    /// Figures of what is reported of a war and how clearly.
    Reporting {
        meetings: Number, 1.0 => 50.0, 3.0, "mr", "Meetings that are reported for each round of talks";
        seen @class: Share, 0.0 => 1.0, 0.95, "ps", "Chance that a round is reported in its week";
        answer_clarity @class: Share, 0.0 => 1.0, 0.6, "ca", "How surely a reported answer to a draft is the one that was given";
        draft_clarity @class: Share, 0.0 => 1.0, 0.3, "cd", "How surely a reported draft is the one on the table";
        posture_clarity @class: Share, 0.0 => 1.0, 0.5, "cp", "How surely a reported posture is the one in force";
        instrument_clarity @class: Share, 0.0 => 1.0, 0.99, "ci", "How surely an instrument that is reported open or closed is so";
        missed @class: Share, 0.0 => 0.5, 0.001, "pm", "Chance that a general ceasefire or a settlement goes unreported for a week";
        rumours @class: Hazard, 1e-6 => 0.5, 0.01, "fc", "Chance that a general ceasefire, a settlement or the end of one is reported that is none: about that of a true one";
        area_spread: Area, 1.0 => 1e5, 150.0, "sa", "Standard deviation of a reading of the area held, beside the width of a step of the front";
        parcel: Money, 1e-4 => 1e3, 0.4, "sp", "Mean size of one decision on aid";
        losses_spread @class: Number, 0.01 => 3.0, 0.3, "sl", "Standard deviation of a reading of losses, in log";
        opinion_spread @class: Share, 0.001 => 0.5, 0.05, "so", "Standard deviation of a reading of opinion";
    }
}
