//! Beliefs: what each actor thinks of the odds, of both sides' stamina and of what is still to come, and what the fighting
//! teaches it (theory 3.10, modes L0 to L2; decisions 51 and 51a).

use crate::actors::roles::{ByRole, Role, Side};
use crate::quantity::{half_life_share, quantities};

quantities! {
    /// Disagreement of the actors: about the odds, which battles settle as far as they are trusted; about stamina; and about
    /// what comes, which no battle refutes. All zero is a shared view (mode L0).
    Beliefs {
        disagreement: LogOdds, 0.0 => 6.0, 1.0 in (0.0, 2.4), "zR-zU", "Gap between the invader's and the defender's view of the odds at the front, before either has seen fighting";
        front_trust @class: Share, 0.0 => 1.0, 0.0, "kF", "How far actors trust what the front shows: 0 nobody learns from it, 1 every move is independent evidence";
        view_precision @class: Number, 0.05 => 1000.0, 3.0, "w0", "Precision of a view of the odds before any fighting: one over its variance in log-odds";
        months_fought: Duration, 0.0 => 1200.0, 0.0, "Tf", "Months of fighting before the start, from which actors have learnt";
        stamina: Number, 1.0 => 20.0, 2.0 in (1.0, 5.0), "nu", "Factor between the two sides' views of how fast each side tires";
        turn_expected: Hazard, 0.0 => 0.5, 0.0, "eta0", "Hazard with which each side expects the tide to turn its own way, before either has seen fighting; 0 where nobody expects it";
        turn_prior @class: Duration, 1.0 => 240.0, 24.0, "b0", "Months of fighting without a turn that weigh as much as that expectation";
        turn_half_life @class: Duration, 1.0 => 2400.0, 18.0, "hb", "Time after which half of what months without a turn have taught is forgotten";
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
    /// Factor on the rate at which the defender's stamina falls.
    pub defender_wear: f64,
}

impl Beliefs {
    /// The view of each role once moves of the front have told `seen` about the odds, in moves that each count `p(1-p)`. An
    /// actor that leans by `x` shifts the odds by `x/2` of the gap that is left, and believes the invader to tire by
    /// `nu^(-x/2)` and the defender by `nu^(x/2)` of the true rate.
    pub fn views(&self, seen: f64) -> ByRole<View> {
        let gap = self.disagreement * self.gap_left(seen);
        ByRole::from_fn(|role| {
            let lean = self.lean(role);
            View {
                odds_shift: 0.5 * lean * gap,
                invader_wear: libm::pow(self.stamina, -0.5 * lean),
                defender_wear: libm::pow(self.stamina, 0.5 * lean),
            }
        })
    }

    /// Share of the first disagreement about the odds that is left, `w0 / (w0 + kF seen)`.
    ///
    /// It is the normal approximation to Bayes' rule: of `n` moves, `m` to the invader, a view `z` with precision `w` makes
    /// `z + kF (m - n p(z))/w'` with `w' = w + kF n p(1-p)`. What the moves were falls out of the difference of two views, so
    /// the gap shrinks by `w/w'`, whoever gained.
    ///
    /// ```
    /// use standoff_world::actors::beliefs::Beliefs;
    /// use standoff_world::quantity::{Definition, Figures};
    ///
    /// struct Trusting;
    /// impl Figures for Trusting {
    ///     fn figure(&self, path: &str) -> f64 {
    ///         match path {
    ///             "beliefs.view_precision" => 3.0,
    ///             "beliefs.front_trust" => 0.25,
    ///             _ => 1.0,
    ///         }
    ///     }
    /// }
    ///
    /// let beliefs = Beliefs::read(&Trusting, "beliefs");
    /// assert_eq!(beliefs.gap_left(0.0), 1.0);
    /// assert_eq!(beliefs.gap_left(12.0), 0.5);
    /// ```
    pub fn gap_left(&self, seen: f64) -> f64 {
        self.view_precision / (self.view_precision + self.front_trust * seen)
    }

    /// Hazard a month with which each role expects the tide to turn to a side. A belligerent expects it to turn its own way
    /// alone; others expect either, by their lean.
    pub fn turns_expected(&self, side: Side) -> ByRole<f64> {
        let hazard = self.hope();
        ByRole::from_fn(|role| {
            let lean = self.lean(role);
            0.5 * hazard * if side == Side::Invader { 1.0 + lean } else { 1.0 - lean }
        })
    }

    /// Hazard a month of a turn that each side still expects after the months fought without one.
    ///
    /// Gamma and Poisson with forgetting (theory 3.10): every month `a ← phi a + (1-phi) a0`, `b ← phi b + (1-phi) b0 + 1`, from
    /// `b0` months and `a0 = eta0 b0` turns. So hope is renewed: it does not fall below `a0/(b0 + 1/(1-phi))`.
    ///
    /// ```
    /// use standoff_world::actors::beliefs::Beliefs;
    /// use standoff_world::quantity::{Definition, Figures};
    ///
    /// struct After(f64);
    /// impl Figures for After {
    ///     fn figure(&self, path: &str) -> f64 {
    ///         match path {
    ///             "beliefs.turn_expected" => 1.0 / 12.0,
    ///             "beliefs.turn_prior" => 24.0,
    ///             "beliefs.turn_half_life" => 18.0,
    ///             "beliefs.months_fought" => self.0,
    ///             _ => 1.0,
    ///         }
    ///     }
    /// }
    ///
    /// let hope = |months: f64| Beliefs::read(&After(months), "beliefs").hope();
    /// assert_eq!(hope(0.0), 1.0 / 12.0);
    /// assert!((1.0 / hope(45.0) - 22.9).abs() < 0.05, "once in 12 months has become once in 23");
    /// ```
    pub fn hope(&self) -> f64 {
        let kept = half_life_share(self.turn_half_life, 1.0);
        let taught = (1.0 - half_life_share(self.turn_half_life, self.months_fought)) / (1.0 - kept);
        self.turn_expected * self.turn_prior / (self.turn_prior + taught)
    }

    /// Whether any side expects the tide to turn its way.
    pub fn expect_turns(&self) -> bool {
        self.turn_expected > 0.0
    }

    /// Whether the months fought have taught anybody anything.
    pub fn learn(&self) -> bool {
        self.front_trust > 0.0 || self.expect_turns()
    }

    /// The same war with a view that all share.
    pub fn shared(&self) -> Self {
        Self { disagreement: 0.0, stamina: 1.0, turn_expected: 0.0, ..*self }
    }

    fn lean(&self, role: Role) -> f64 {
        match role {
            Role::Invader => 1.0,
            Role::Defender => -1.0,
            Role::GreatPower => self.lean_great_power,
            Role::Coalition => self.lean_coalition,
        }
    }
}
