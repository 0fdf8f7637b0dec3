//! One change of a lever: to parameters, or to the posture of the great power and to instruments.

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Parameters take a value: place and value in the base unit.
    Set(Vec<(usize, f64)>),
    /// Parameters are multiplied.
    Factor(Vec<usize>, f64),
    /// Amounts are added to parameters: place and amount in the base unit.
    Add(Vec<(usize, f64)>),
    /// The great power takes a posture and keeps it: place in the list of postures.
    HoldPosture(usize),
    /// An instrument opens: place in the list of instruments.
    Open(usize),
    /// An instrument closes: place in the list of instruments.
    Close(usize),
}

impl Change {
    /// Places of the parameters that it changes.
    pub fn parameter_places(&self) -> Vec<usize> {
        match self {
            Self::Set(changes) | Self::Add(changes) => changes.iter().map(|(place, _)| *place).collect(),
            Self::Factor(places, _) => places.clone(),
            Self::HoldPosture(_) | Self::Open(_) | Self::Close(_) => Vec::new(),
        }
    }

    /// At strength 1 the change as stated, at 0 none, in between and beyond in proportion.
    pub(super) fn apply(&self, figures: &mut [f64], strength: f64) {
        // At full strength exactly the value stated: from + (to - from) can differ from it in the last digit.
        let towards = |from: f64, to: f64| if strength == 1.0 { to } else { from + strength * (to - from) };
        match self {
            Self::Set(changes) => {
                changes.iter().for_each(|&(place, value)| figures[place] = towards(figures[place], value));
            }
            Self::Add(changes) => changes.iter().for_each(|&(place, amount)| figures[place] += strength * amount),
            Self::Factor(places, factor) => {
                places.iter().for_each(|&place| figures[place] *= towards(1.0, *factor).max(0.0));
            }
            Self::HoldPosture(_) | Self::Open(_) | Self::Close(_) => {}
        }
    }
}
