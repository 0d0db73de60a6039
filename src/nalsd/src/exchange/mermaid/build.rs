//! The design that a flowchart stands for.

use super::read::{Chart, Imported, MermaidError, area_kind};
use super::shape;
use crate::edit::{apply, check};
use crate::model::{Area, AreaKind, Component, Design, Field, Id, Kind, Link, Rect, Written};
use crate::sketch::{area_size, component_size, layout};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

impl Chart<'_> {
    /// The design that was meant.
    pub(super) fn design(mut self) -> Result<Imported, MermaidError> {
        let mut design = Design {
            name: self
                .title
                .clone()
                .unwrap_or_else(|| "From Mermaid".to_owned()),
            ..Design::default()
        };
        let areas = self.areas(&mut design);
        let mut guessed = 0;
        let mut ids = vec![Id(0); self.nodes.len()];
        let keys: BTreeMap<usize, &String> =
            self.known.iter().map(|(key, at)| (*at, key)).collect();
        for (at, node) in self.nodes.iter().enumerate() {
            let class = keys.get(&at).and_then(|key| self.classes.get(*key));
            let kind = class
                .and_then(|class| shape::kind(class))
                .unwrap_or_else(|| {
                    guessed += 1;
                    shape::guess(&node.label, node.opening)
                });
            let (w, h) = component_size(kind);
            ids[at] = fresh(&mut design);
            design.components.push(Rc::new(Component {
                id: ids[at],
                kind,
                name: node.label.clone(),
                rect: Rect {
                    x: 0.0,
                    y: 0.0,
                    w,
                    h,
                },
                area: node
                    .within
                    .and_then(|area| areas.get(area).copied().flatten()),
                set: Written::new(),
            }));
        }
        let mut notes = self.join(&mut design, &ids);
        if guessed > 0 {
            notes.push(format!(
                "The kinds of {guessed} of {} components were guessed from names and shapes: check them.",
                self.nodes.len()
            ));
        }
        notes.extend(
            std::mem::take(&mut self.notes)
                .into_iter()
                .map(str::to_owned),
        );
        let unsound = |refusal: crate::edit::Refusal| {
            let what = refusal.to_string();
            MermaidError {
                line: 1,
                what: what.trim_end_matches('.').to_owned(),
            }
        };
        check(&design).map_err(unsound)?;
        let applied = apply(&design, &layout(&design)).map_err(unsound)?;
        Ok(Imported {
            design: applied.design,
            notes,
        })
    }

    /// Makes areas of subgraphs; the area that each subgraph's nodes are in.
    fn areas(&mut self, design: &mut Design) -> Vec<Option<Id>> {
        let mut kinds: Vec<Option<AreaKind>> = Vec::new();
        let mut areas: Vec<Option<Id>> = Vec::new();
        for (at, subgraph) in self.subgraphs.iter().enumerate() {
            let around = subgraph
                .within
                .and_then(|outer| areas.get(outer).copied().flatten());
            let outer = subgraph
                .within
                .and_then(|outer| kinds.get(outer).copied().flatten());
            let holds = self.subgraphs.iter().any(|inner| inner.within == Some(at));
            let said = self
                .classes
                .get(&subgraph.key)
                .and_then(|class| area_kind(class));
            let kind = match outer {
                Some(AreaKind::Zone) => {
                    self.notes.insert(
                        "Subgraphs within a zone were left out; what is in them is in the zone.",
                    );
                    kinds.push(Some(AreaKind::Zone));
                    areas.push(around);
                    continue;
                }
                Some(AreaKind::Region) => AreaKind::Zone,
                None if holds => said.unwrap_or(AreaKind::Region),
                None => said.unwrap_or(AreaKind::Zone),
            };
            let (w, h) = area_size(kind);
            let id = fresh(design);
            design.areas.push(Rc::new(Area {
                id,
                kind,
                name: subgraph.title.clone(),
                rect: Rect {
                    x: 0.0,
                    y: 0.0,
                    w,
                    h,
                },
                area: around,
                set: Written::new(),
            }));
            kinds.push(Some(kind));
            areas.push(Some(id));
        }
        design
            .areas
            .sort_by_key(|area| area.kind != AreaKind::Region);
        areas
    }

    /// Adds the links that a design can have; what was left out.
    fn join(&self, design: &mut Design, ids: &[Id]) -> Vec<String> {
        let mut left_out = 0;
        let mut there = BTreeSet::new();
        let id = |key: &str| self.known.get(key).and_then(|at| ids.get(*at)).copied();
        let notes: BTreeSet<Id> = design
            .components
            .iter()
            .filter(|part| part.kind == Kind::Note)
            .map(|part| part.id)
            .collect();
        for link in &self.links {
            match (id(&link.from), id(&link.to)) {
                (Some(from), Some(to))
                    if from != to
                        && !notes.contains(&from)
                        && !notes.contains(&to)
                        && there.insert((from, to)) =>
                {
                    let id = fresh(design);
                    let name = link.label.clone();
                    // Nobody waits for what a queue hands on, however it is drawn.
                    let decoupled = design
                        .component(from)
                        .is_some_and(|part| part.kind.decouples());
                    let mut set = Written::new();
                    if link.dotted && !decoupled {
                        set.insert(Field::Mode, "async".to_owned());
                    }
                    design.links.push(Rc::new(Link {
                        id,
                        from,
                        to,
                        name,
                        set,
                    }));
                }
                _ => left_out += 1,
            }
        }
        match left_out {
            0 => Vec::new(),
            1 => vec![
                "1 link was left out: to itself, to a subgraph or note, or there already."
                    .to_owned(),
            ],
            _ => vec![format!(
                "{left_out} links were left out: to themselves, to a subgraph or note, or there already."
            )],
        }
    }
}

fn fresh(design: &mut Design) -> Id {
    let id = Id(design.next);
    design.next = design.next.saturating_add(1);
    id
}
