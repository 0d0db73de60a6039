//! Each rule with a smallest design that triggers it, one that doesn't, and its mend.

mod mends;

use crate::analysis::{Finding, FindingKind, Severity, analyse, mend_as_drawn};
use crate::edit::apply;
use crate::model::Design;
use crate::testing::{design, id};
use FindingKind::{SingleCopy, SmallestCut, Unreadable, Unstable, ZoneLoss};
use serde::Deserialize;

/// A rule, a design that triggers it, what to put in it instead of what so that it doesn't, and what the finding says.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Rule {
    kind: FindingKind,
    design: String,
    instead_of: String,
    put: String,
    says: String,
}

fn rules() -> Vec<Rule> {
    #[derive(Deserialize)]
    struct File {
        rule: Vec<Rule>,
    }
    toml::from_str::<File>(include_str!("rules.toml"))
        .unwrap()
        .rule
}

/// All findings of a rule.
fn all_of(design: &Design, kind: FindingKind) -> Vec<Finding> {
    let mut findings = analyse(design).findings;
    findings.retain(|finding| finding.kind == kind);
    findings
}

/// The first finding of a rule.
fn of(design: &Design, kind: FindingKind) -> Option<Finding> {
    all_of(design, kind).into_iter().next()
}

#[test]
fn every_rule_is_triggered_and_isnt() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let (kind, text, says) = (rule.kind, &rule.design, &rule.says);
        assert!(
            text.contains(&rule.instead_of),
            "{kind:?} {}",
            rule.instead_of
        );
        match of(&design(text), kind) {
            Some(finding) if finding.text.contains(says) => {}
            Some(finding) => wrong.push(format!("{kind:?} says {:?}, not {says:?}", finding.text)),
            None => wrong.push(format!("{kind:?} isn't found in {text}")),
        }
        let without = text.replacen(&rule.instead_of, &rule.put, 1);
        // A rule may have more than one thing to say of the same design.
        for finding in all_of(&design(&without), kind) {
            if finding.text.contains(says) {
                wrong.push(format!("{kind:?} is found in {without}: {}", finding.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same store in three zones, each with its own writer or all written by one.
fn zoned(links: &str) -> Design {
    let mut zoned = design(&format!(
        "client U
         zone a
         zone b
         zone c
         service W
         nosql A in a: copies 1
         nosql B in b: copies 1
         nosql C in c: copies 1
         U -> W
         {links}"
    ));
    for part in &mut zoned.components {
        if ["A", "B", "C"].contains(&part.name.as_str()) {
            std::rc::Rc::make_mut(part).name = "Store".to_owned();
        }
    }
    zoned
}

#[test]
fn copies_in_other_zones_count() {
    let all = zoned("W -> A\nW -> B\nW -> C");
    assert_eq!(of(&all, SingleCopy), None);
    // One in three goes to each: nothing is held twice.
    for links in [
        "load-balancer L\nW -> L\nL -> A\nL -> B\nL -> C",
        "W -> A: fan-out 0.33\nW -> B: fan-out 0.33\nW -> C: fan-out 0.33",
    ] {
        assert!(of(&zoned(links), SingleCopy).is_some(), "{links}");
    }
}

#[test]
fn namesakes_are_told_apart_and_together() {
    let one_in_three = zoned("load-balancer L\nW -> L\nL -> A\nL -> B\nL -> C");
    let copies = all_of(&one_in_three, SingleCopy);
    let [one] = copies.as_slice() else {
        panic!("{copies:#?}")
    };
    assert!(one.text.starts_with("Store in a holds "), "{}", one.text);
    assert!(one.text.ends_with(" Likewise in b and c."), "{}", one.text);
    assert_eq!(one.parts.len(), 3);
    let mut after = one_in_three;
    for command in &one.mend.as_ref().unwrap().commands {
        after = apply(&after, command).unwrap().design;
    }
    assert_eq!(of(&after, SingleCopy), None);
}

/// What an interviewer would say of the first sketch, and no more; the worst first.
#[test]
fn a_fresh_design_gets_few_findings() {
    let text = "client Users
         load-balancer LB
         service Front
         service Back
         sql Store
         Users -> LB
         LB -> Front
         LB -> Back
         Front -> Store
         Back -> Store";
    let findings = analyse(&design(text)).findings;
    let kinds: Vec<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [ZoneLoss, SmallestCut], "{findings:#?}");
}

/// Files may bring links whose ends are links, even themselves: they have no names, and asking for one must end.
#[test]
fn a_link_to_itself_has_a_name() {
    let mut design = design("client U\nservice A\nU -> A: attempts many");
    let link = std::rc::Rc::make_mut(&mut design.links[0]);
    (link.from, link.to) = (link.id, link.id);
    assert!(of(&design, Unreadable).is_some());
}

/// Nor may parts be in areas only: of two of a name, the second says that it is in itself.
#[test]
fn a_part_in_itself_has_a_name() {
    let mut design = design("client U\nservice A\nservice B: rate 1 apple, cpu 1 apple\nU -> A");
    let part = std::rc::Rc::make_mut(&mut design.components[2]);
    part.name = "A".to_owned();
    part.area = Some(part.id);
    let finding = of(&design, Unreadable).unwrap();
    assert!(finding.text.starts_with("A, "), "{}", finding.text);
}

#[test]
fn the_worst_come_first() {
    let text = "client U: rate 10000/s
         service A: machines 1
         nosql D: copies 1
         service Lost
         U -> A
         A -> D";
    let analysis = analyse(&design(text));
    let severities: Vec<Severity> = analysis
        .findings
        .iter()
        .map(|found| found.severity)
        .collect();
    assert!(severities.is_sorted());
    assert_eq!(analysis.findings[0].kind, Unstable);
    assert_eq!(analysis.findings[0].parts, [id(&design(text), "A")]);
}
