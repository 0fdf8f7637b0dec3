//! Beliefs: what each actor thinks of the odds and of the others' stamina (theory 3.10, modes L0 and L1).

use crate::actors::roles::{ByRole, Role};
use crate::quantity::quantities;

quantities! {
    /// Disagreement of the actors, open and lasting (mode L1); all zero is a shared view (mode L0).
    Beliefs {
        disagreement: LogOdds, 0.0 => 6.0, 1.0 in (0.0, 2.4), "zR-zU", "Gap between the invader's and the defender's view of the odds at the front";
        stamina: Number, 1.0 => 20.0, 2.0 in (1.0, 5.0), "nu", "Factor between the two sides' views of how fast the other side tires";
        lean_great_power: Number, -1.0 => 1.0, 0.0 in (-0.5, 0.5), "zA", "Whose view the great power takes: -1 the defender's, 1 the invader's";
        lean_coalition: Number, -1.0 => 1.0, (-0.7) in (-1.0, 0.0), "zC", "Whose view the coalition takes: -1 the defender's, 1 the invader's";
    }
}

/// One actor's view against the true world.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct View {
    /// Shift of the log-odds that a move goes to the invader.
    pub odds_shift: f64,
    /// Factor on the rate at which the invader's stamina falls.
    pub invader_wear: f64,
    /// Factor on the rate at which coverage falls.
    pub coverage_wear: f64,
}

impl Beliefs {
    /// The view of each role. An actor that leans by `x` shifts the odds by `x/2` of the gap and believes the
    /// invader to tire by `nu^(-x/2)` and the coalition by `nu^(x/2)` of the true rate.
    pub fn views(&self) -> ByRole<View> {
        ByRole::from_fn(|role| {
            let lean = match role {
                Role::Invader => 1.0,
                Role::Defender => -1.0,
                Role::GreatPower => self.lean_great_power,
                Role::Coalition => self.lean_coalition,
            };
            View {
                odds_shift: 0.5 * lean * self.disagreement,
                invader_wear: libm::pow(self.stamina, -0.5 * lean),
                coverage_wear: libm::pow(self.stamina, 0.5 * lean),
            }
        })
    }

    /// The same war with a view that all share.
    pub fn shared(&self) -> Self {
        Self { disagreement: 0.0, stamina: 1.0, ..*self }
    }
}
