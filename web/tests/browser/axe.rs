//! Runs axe-core in a page and words what it found.

use serde_json::Value;

use crate::page::Page;

/// Runs every rule, best practices included, and lists the elements that break one.
const RUN: &str = "axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.flatMap(rule => \
    rule.nodes.map(node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`)))";

/// What axe-core finds wrong with a page, one line for each element.
pub fn violations(page: &mut Page<'_>) -> Vec<String> {
    let script = std::env::var("AXE").expect("no `AXE`: run `cargo xtask test`, which fetches axe-core");
    let script = std::fs::read_to_string(script).unwrap();
    page.evaluate(&format!("{script}; axe.version"));
    match page.evaluate(RUN) {
        Value::Array(found) => {
            found.iter().map(|line| line.as_str().unwrap_or_default().to_owned()).collect()
        }
        other => panic!("axe did not run: {other}"),
    }
}
