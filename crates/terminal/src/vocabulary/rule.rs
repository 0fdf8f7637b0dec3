//! The sentence that says that a rule of the caller's own decided.

use standoff_lab::forecast::findings::Findings;

/// "Decided by the rule NeverSigns. What a deal is worth, who would sign at the start and what stalls the talks are told by the solved
/// game." None where the game decided.
pub fn rule_sentence(findings: &Findings) -> Option<String> {
    let rule = findings.rule.as_ref()?;
    Some(format!(
        "Decided by the rule {rule}. What a deal is worth, who would sign at the start and what stalls the talks are told by the solved game."
    ))
}
