//! Constants of the method: numbers that no actor has and no source states, which a result should not hang on.

use crate::quantity::quantities;

quantities! {
    /// Constants of the method, apart from what drives the answer. `standoff scenario diagnose` varies each of them.
    Numerics {
        sharpness @class: Number, 0.1 => 1e5, 480.0, "lam", "Sharpness of choices in a round: how surely the better option is taken; 240 to 960 move no answer";
        form_sharpness @class: Number, 0.1 => 1e6, 500.0, "lamF", "Sharpness of the choice between an evasive and an open no";
        kernel @class: Number, 1e-3 => 100.0, 1.0, "kappa", "Distance in issue steps within which packages share a weight in the menu; 0.5 to 2";
        chain_prior @class: Duration, 0.1 => 600.0, 12.0, "mK", "Weight of the mean move of other cells in the chain of coverage that planners foresee; 4 to 24 months";
    }
}
