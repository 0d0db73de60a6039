//! Runs checks, and says what stands in the way of all of them.

use super::reach::{clients, reached};
use super::verdicts;
use super::{Brief, Check, Rule, Terms, Verdict};
use crate::analysis::{Analysis, Reckoning, listed};
use crate::model::inputs::{Scenario, Subject};
use crate::model::{Component, Design, Id, Kind};
use crate::units::Dimension;
use std::rc::Rc;

/// What a check finds: why it holds or fails, and what that is about.
pub(super) struct Finding {
    pub(super) passed: bool,
    pub(super) reason: String,
    pub(super) parts: Vec<Id>,
}

impl Finding {
    pub(super) fn pass(reason: impl Into<String>) -> Self {
        Self {
            passed: true,
            reason: reason.into(),
            parts: Vec::new(),
        }
    }

    pub(super) fn fail(reason: impl Into<String>) -> Self {
        Self {
            passed: false,
            reason: reason.into(),
            parts: Vec::new(),
        }
    }

    pub(super) fn about(mut self, parts: impl IntoIterator<Item = Id>) -> Self {
        self.parts.extend(parts);
        self
    }
}

/// What checks look at.
pub(super) struct Case<'a> {
    pub(super) brief: &'a Brief,
    pub(super) terms: Terms,
    pub(super) design: &'a Design,
    pub(super) analysis: &'a Analysis,
    pub(super) reckoning: Reckoning<'a>,
}

impl<'a> Case<'a> {
    /// A design and its analysis, to be held against a problem.
    ///
    /// # Errors
    /// What is wrong with the problem.
    pub(super) fn new(
        brief: &'a Brief,
        design: &'a Design,
        analysis: &'a Analysis,
    ) -> Result<Self, String> {
        Terms::read(brief).map(|terms| Self {
            brief,
            terms,
            design,
            analysis,
            reckoning: Reckoning::new(design, &Scenario::new()),
        })
    }

    /// The name of a component or area, for sentences.
    pub(super) fn name(&self, id: Id) -> String {
        let component = self.design.component(id).map(|part| &part.name);
        let area = self.design.area(id).map(|part| &part.name);
        component
            .or(area)
            .filter(|name| !name.trim().is_empty())
            .cloned()
            .unwrap_or_else(|| format!("No. {}", id.0))
    }

    pub(super) fn names(&self, ids: &[Id]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(*id)).collect();
        listed(&names)
    }

    /// The same as the subject of a sentence: `Zone a is`, `Zone a and Zone b are`.
    pub(super) fn are(&self, ids: &[Id]) -> String {
        let verb = if ids.len() == 1 { "is" } else { "are" };
        format!("{} {verb}", self.names(ids))
    }

    /// What is in the way of judging anything: a design that carries nothing would pass whatever asks for little.
    fn obstacle(&self) -> Option<Finding> {
        for demand in &self.brief.demands {
            let found = clients(self.design, &demand.client);
            if found.is_empty() {
                return Some(Finding::fail(format!(
                    "There is no client called “{}”: add one that asks as often as the problem says.",
                    demand.client
                )));
            }
            if !self.works(&found) {
                return Some(
                    Finding::fail(format!(
                        "{} calls nothing that does any work: link it to a service or a store.",
                        demand.client
                    ))
                    .about(found.iter().map(|part| part.id)),
                );
            }
        }
        if let Some(ring) = self.analysis.cycles.first() {
            return Some(
                Finding::fail(format!(
                    "{} call each other in a ring, so that the load can't be reckoned.",
                    self.names(ring)
                ))
                .about(ring.iter().copied()),
            );
        }
        self.analysis.problems.first().map(|problem| {
            let place = &problem.place;
            let part = match place.subject {
                Subject::Part(id) => Some(id),
                _ => None,
            };
            Finding::fail(format!(
                "A number can't be read. {}: {}",
                place.label(self.design),
                problem.message
            ))
            .about(part)
        })
    }

    /// Whether requests of these reach something that works on them, rather than only pass them on.
    fn works(&self, from: &[&Rc<Component>]) -> bool {
        reached(&self.reckoning.flows, from)
            .into_iter()
            .filter_map(|id| self.design.component(id))
            .any(|part| part.kind.runs_on_machines() && part.kind != Kind::LoadBalancer)
    }

    fn finding(&self, rule: &Rule) -> Result<Finding, String> {
        Ok(match rule {
            Rule::Demand => verdicts::demand(self)?,
            Rule::Capacity => verdicts::capacity(self),
            Rule::Latency {
                of,
                percentile,
                within,
            } => {
                let within = self.terms.value(within, Dimension::TIME)?;
                verdicts::latency(self, of.as_deref(), *percentile, within)
            }
            Rule::Availability { of, at_least } => {
                let at_least = self.number(at_least)?;
                verdicts::availability(self, of.as_deref(), at_least)
            }
            Rule::Survives { lose, share } => verdicts::survives(self, *lose, self.number(share)?),
            Rule::Cost { at_most } => {
                verdicts::cost(self, self.terms.value(at_most, Dimension::SPENDING)?)
            }
            Rule::Machines { at_most } => {
                verdicts::machines(self, self.terms.value(at_most, Dimension::MACHINE)?)
            }
            Rule::Kept {
                from,
                rate,
                entry,
                retention,
                copies,
            } => {
                let asked = verdicts::Keep {
                    rate: self.terms.value(rate, Dimension::RATE)?,
                    entry: self.terms.value(entry, Dimension::DATA)?,
                    retention: self.terms.value(retention, Dimension::TIME)?,
                    copies: self.number(copies)?,
                };
                verdicts::kept(self, from, &asked)
            }
            Rule::Fresh {
                from,
                percentile,
                within,
            } => {
                let within = self.terms.value(within, Dimension::TIME)?;
                verdicts::fresh(self, from, *percentile, within)
            }
            Rule::Free { of } => verdicts::free(self, of),
            Rule::Bounds {
                on,
                field,
                at_least,
                at_most,
                may_be_absent,
            } => verdicts::bounds(
                self,
                on,
                *field,
                (at_least.as_deref(), at_most.as_deref()),
                *may_be_absent,
            )?,
        })
    }

    fn number(&self, text: &str) -> Result<f64, String> {
        self.terms.value(text, crate::units::DIMENSIONLESS)
    }
}

/// Runs checks on a design and its analysis. Each fails a design that carries nothing of what is asked.
#[must_use]
pub fn checks(
    brief: &Brief,
    design: &Design,
    analysis: &Analysis,
    list: &[&Check],
) -> Vec<Verdict> {
    let case = Case::new(brief, design, analysis);
    let obstacle = case.as_ref().map_or_else(
        |why| {
            Some(Finding::fail(format!(
                "The problem itself is at fault: {why}"
            )))
        },
        Case::obstacle,
    );
    list.iter()
        .map(|check| {
            let found = match (&obstacle, &case) {
                (Some(obstacle), _) => Finding {
                    parts: obstacle.parts.clone(),
                    ..Finding::fail(&obstacle.reason)
                },
                (None, Ok(case)) => case.finding(&check.rule).unwrap_or_else(|why| {
                    Finding::fail(format!("The problem itself is at fault: {why}"))
                }),
                (None, Err(why)) => Finding::fail(why),
            };
            Verdict {
                check: check.name.clone(),
                title: check.title.clone(),
                passed: found.passed,
                reason: found.reason,
                parts: found.parts,
            }
        })
        .collect()
}
