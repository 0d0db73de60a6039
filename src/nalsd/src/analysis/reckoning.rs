//! What every part of the analysis works from.

use super::demand::{Edge, Flows};
use crate::model::inputs::{Inputs, Scenario};
use crate::model::{AreaKind, Component, Design, Field, Id, Link};
use std::collections::BTreeMap;

/// A design, its numbers, what flows through it, and where its components stand.
#[derive(Clone, Debug)]
pub struct Reckoning<'a> {
    /// The design.
    pub design: &'a Design,
    /// What is written on it.
    pub inputs: Inputs,
    /// What flows through it.
    pub flows: Flows,
    /// The zone of each node of [`Flows::nodes`]; none of what stands outside of all, or in a region at large.
    pub zones: Vec<Option<Id>>,
    /// The region of each node of [`Flows::nodes`].
    pub regions: Vec<Option<Id>>,
    /// The zones of each region, and how many: what stands in a region at large is spread over them.
    zones_of_region: BTreeMap<Id, Vec<Id>>,
}

impl<'a> Reckoning<'a> {
    /// Reads a design and lets demand flow.
    #[must_use]
    pub fn new(design: &'a Design, scenario: &Scenario) -> Self {
        let inputs = Inputs::read(design, scenario);
        let flows = Flows::reckon(design, &inputs);
        let mut places = BTreeMap::new();
        let mut zones_of_region: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
        for area in &design.areas {
            let around = design.within(Some(area.id));
            let innermost = |kind| around.iter().find(|area| area.kind == kind).map(|a| a.id);
            let (zone, region) = (innermost(AreaKind::Zone), innermost(AreaKind::Region));
            if let (AreaKind::Zone, Some(region)) = (area.kind, region) {
                let zones = zones_of_region.entry(region).or_default();
                if !zones.contains(&area.id) {
                    zones.push(area.id);
                }
            }
            places.entry(area.id).or_insert((zone, region));
        }
        let (zones, regions) = flows
            .nodes
            .iter()
            .map(|node| {
                let area = design.components.get(node.component)?.area?;
                places.get(&area).copied()
            })
            .map(Option::unwrap_or_default)
            .unzip();
        Self {
            design,
            inputs,
            flows,
            zones,
            regions,
            zones_of_region,
        }
    }

    /// The component behind a node of [`Flows::nodes`].
    #[must_use]
    pub fn component(&self, node: usize) -> Option<&'a Component> {
        let at = self.flows.nodes.get(node)?.component;
        self.design.components.get(at).map(AsRef::as_ref)
    }

    /// The link behind an edge of [`Flows::edges`].
    #[must_use]
    pub fn link(&self, edge: usize) -> Option<&'a Link> {
        let at = self.flows.edges.get(edge)?.link;
        self.design.links.get(at).map(AsRef::as_ref)
    }

    /// What people call a node; its kind where it has no name.
    #[must_use]
    pub fn name(&self, node: usize) -> &'a str {
        match self.component(node) {
            Some(component) if component.name.trim().is_empty() => component.kind.label(),
            Some(component) => component.name.trim(),
            None => "",
        }
    }

    /// What lies between the two ends of an edge, or of some of its calls: another zone of the region, another region, or neither. What
    /// stands outside of all areas, as clients mostly do, is nowhere in particular.
    #[must_use]
    pub fn crossing(&self, edge: usize) -> Option<AreaKind> {
        let ends = self.flows.edges.get(edge)?;
        if self.between_regions(ends) {
            Some(AreaKind::Region)
        } else {
            (self.crossing_share(edge) > 0.0).then_some(AreaKind::Zone)
        }
    }

    /// The share of an edge's calls that go to another zone or region. What is spread over the zones of a region calls, and is called, in
    /// each of them alike: whoever answers is chosen without regard to zones.
    #[must_use]
    pub fn crossing_share(&self, edge: usize) -> f64 {
        let Some(ends) = self.flows.edges.get(edge) else {
            return 0.0;
        };
        if self.between_regions(ends) {
            return 1.0;
        }
        let (from, to) = (self.zones_of(ends.from), self.zones_of(ends.to));
        if from.is_empty() || to.is_empty() {
            return 0.0;
        }
        let common = from.iter().filter(|zone| to.contains(zone)).count();
        #[allow(clippy::cast_precision_loss)]
        let within = common as f64 / (from.len() * to.len()) as f64;
        1.0 - within
    }

    /// Whether the ends of an edge stand in different regions.
    fn between_regions(&self, ends: &Edge) -> bool {
        let region = |node: usize| self.regions.get(node).copied().flatten();
        let both = region(ends.from).zip(region(ends.to));
        both.is_some_and(|(from, to)| from != to)
    }

    /// The zones in which a node has machines, in each as many: its own, or those that it is spread over.
    fn zones_of(&self, node: usize) -> &[Id] {
        match self.zones.get(node) {
            Some(Some(zone)) => std::slice::from_ref(zone),
            _ => self.spread_over(node),
        }
    }

    /// The share of a node that stands in an area.
    #[must_use]
    pub fn share_in(&self, node: usize, area: Id) -> f64 {
        let zones = self.spread_over(node);
        if self.stands_in(node, area) {
            1.0
        } else if zones.contains(&area) {
            #[allow(clippy::cast_precision_loss)]
            let all = zones.len() as f64;
            1.0 / all
        } else {
            0.0
        }
    }

    /// Seconds to the other end of an edge and back, by what lies between.
    #[must_use]
    pub fn round_trip(&self, edge: usize) -> f64 {
        let field = match self.crossing(edge) {
            Some(AreaKind::Region) => Field::RegionRtt,
            Some(AreaKind::Zone) => Field::ZoneRtt,
            None => Field::LocalRtt,
        };
        self.inputs.design(field).unwrap_or(0.0)
    }

    /// The zones that a node's machines are spread over: those of the region that it stands in at large. None of what stands in
    /// one zone, or outside of all.
    #[must_use]
    pub fn spread_over(&self, node: usize) -> &[Id] {
        let at_large = self.zones.get(node).copied().flatten().is_none();
        let region = self.regions.get(node).copied().flatten();
        let region = region.filter(|_| at_large);
        let zones = region.and_then(|region| self.zones_of_region.get(&region));
        zones.map_or(&[], Vec::as_slice)
    }

    /// Whether a node stands in an area, or in one within it.
    #[must_use]
    pub fn stands_in(&self, node: usize, area: Id) -> bool {
        let is = |of: &[Option<Id>]| of.get(node).copied().flatten() == Some(area);
        is(&self.zones) || is(&self.regions)
    }
}
