//! Places of the parameters of a scenario in its list, by path.

use std::collections::BTreeMap;
use std::ops::Range;

use super::parameter::Parameter;

/// Places of the parameters: of each by its path, and of neighbours that share all of a path but its last part.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParameterIndex {
    each: BTreeMap<String, usize>,
    groups: BTreeMap<String, Range<usize>>,
}

impl ParameterIndex {
    pub(crate) fn new(parameters: &[Parameter]) -> Self {
        let each = parameters.iter().enumerate().map(|(place, parameter)| (parameter.path.clone(), place)).collect();
        let mut groups: BTreeMap<String, Range<usize>> = BTreeMap::new();
        for (place, parameter) in parameters.iter().enumerate() {
            let Some((path, _)) = parameter.path.rsplit_once('.') else { continue };
            let group = groups.entry(path.to_owned()).or_insert(place..place);
            if group.end == place {
                group.end += 1;
            }
        }
        Self { each, groups }
    }

    /// The place of a parameter.
    pub(crate) fn place(&self, path: &str) -> Option<usize> {
        self.each.get(path).copied()
    }

    /// The places of a group, such as `front`.
    pub(crate) fn group_places(&self, path: &str) -> Option<Range<usize>> {
        self.groups.get(path).cloned()
    }
}
