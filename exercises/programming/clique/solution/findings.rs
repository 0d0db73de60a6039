//! What the searches found.

use super::budget::Budget;
use super::counting::count_cliques;
use super::graph::Named;
use super::maximal::visit_maximal;
use super::maximum::maximum_cliques;
use super::options::{Mode, Options};
use super::order::Ordered;
use contract::Io;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many of the largest maximal cliques a report names.
const TOP: usize = 100;

/// The results of those searches that somebody asked for.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) maximal: Option<Maximal>,
    pub(super) counts: Option<Counts>,
    pub(super) largest: Option<Largest>,
}

/// The maximal cliques.
#[derive(Default)]
pub(super) struct Maximal {
    pub(super) count: u64,
    /// How many there are of each size, from size 1.
    pub(super) by_size: Vec<u64>,
    /// Some of the largest in canonical order: one, or for a report as many as that shows.
    pub(super) top: BTreeSet<(Reverse<usize>, Vec<u32>)>,
    /// All of them, when they are to be listed.
    pub(super) list: Cliques,
    pub(super) complete: bool,
}

/// All cliques by size, from size 1; `None` is more than `u128` holds.
pub(super) struct Counts {
    pub(super) by_size: Vec<Option<u128>>,
    pub(super) complete: bool,
}

/// The largest cliques.
pub(super) struct Largest {
    pub(super) list: Cliques,
    pub(super) complete: bool,
}

/// Many cliques in one allocation, each ascending.
#[derive(Default)]
pub(super) struct Cliques {
    items: Vec<u32>,
    ends: Vec<usize>,
}

impl Cliques {
    fn push(&mut self, clique: &[u32]) {
        let start = self.items.len();
        self.items.extend_from_slice(clique);
        self.items[start..].sort_unstable();
        self.ends.push(self.items.len());
    }

    fn get(&self, index: usize) -> &[u32] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[index]]
    }

    /// The cliques in canonical order: as lists of vertices, compared element by element.
    pub(super) fn sorted(&self) -> impl Iterator<Item = &[u32]> {
        let mut order: Vec<usize> = (0..self.ends.len()).collect();
        order.sort_unstable_by_key(|&index| self.get(index));
        order.into_iter().map(|index| self.get(index))
    }
}

impl Findings {
    /// Runs what the mode needs, and for a report also what that shows. Each search has the whole limit for itself.
    pub(super) fn search(io: &mut Io<'_>, options: &Options, named: &Named) -> Self {
        let graph = Ordered::new(&named.graph);
        let shown = io.report.is_some();
        let mode = options.mode;
        let mut found = Self::default();
        if shown || matches!(mode, Mode::Summary | Mode::List) {
            let mut budget = Budget::new(options.limit).telling(io.progress);
            found.maximal = Some(Maximal::search(
                &graph,
                &mut budget,
                mode == Mode::List,
                if shown { TOP } else { 1 },
            ));
        }
        if shown || matches!(mode, Mode::Summary | Mode::Count) {
            let mut budget = Budget::new(options.limit).telling(io.progress);
            let (by_size, complete) = count_cliques(&graph, &mut budget);
            found.counts = Some(Counts { by_size, complete });
        }
        if mode == Mode::Max {
            let mut budget = Budget::new(options.limit).telling(io.progress);
            let (best, complete) = maximum_cliques(&graph, &mut budget);
            let mut list = Cliques::default();
            best.iter().for_each(|clique| list.push(clique));
            found.largest = Some(Largest { list, complete });
        }
        found
    }

    /// What an unfinished run found, in words.
    pub(super) fn so_far(&self, named: &Named) -> String {
        let mut parts = Vec::new();
        if let Some(maximal) = &self.maximal {
            let mut part = format!("{} maximal cliques", maximal.count);
            if !maximal.largest().is_empty() {
                part.push_str(&format!(
                    ", the largest of {} vertices ({})",
                    maximal.largest().len(),
                    named.names(maximal.largest()).join(" ")
                ));
            }
            parts.push(part);
        }
        if let Some(counts) = &self.counts {
            parts.push(format!(
                "cliques counted up to size {}",
                counts.by_size.len()
            ));
        }
        if let Some(largest) = &self.largest {
            let size = largest.list.ends.first().copied().unwrap_or(0);
            parts.push(format!(
                "{} cliques of {size} vertices and none larger",
                largest.list.ends.len()
            ));
        }
        parts.join("; ")
    }
}

impl Maximal {
    /// Of the largest the one that comes first; empty when there is none.
    pub(super) fn largest(&self) -> &[u32] {
        self.top.first().map_or(&[], |(_, clique)| clique)
    }

    fn search(graph: &Ordered, budget: &mut Budget<'_>, listed: bool, top: usize) -> Self {
        let mut found = Self::default();
        let mut sorted = Vec::new();
        let complete = visit_maximal(graph, budget, |clique| {
            found.count += 1;
            if found.by_size.len() < clique.len() {
                found.by_size.resize(clique.len(), 0);
            }
            found.by_size[clique.len() - 1] += 1;
            if listed {
                found.list.push(clique);
            }
            let full = found.top.len() >= top;
            if full
                && found
                    .top
                    .last()
                    .is_some_and(|(size, _)| clique.len() < size.0)
            {
                return;
            }
            sorted.clear();
            sorted.extend_from_slice(clique);
            sorted.sort_unstable();
            let last = full.then(|| found.top.last()).flatten();
            if last.is_some_and(|(size, last)| clique.len() == size.0 && sorted > *last) {
                return;
            }
            found.top.insert((Reverse(clique.len()), sorted.clone()));
            if found.top.len() > top {
                found.top.pop_last();
            }
        });
        found.complete = complete;
        found
    }
}
