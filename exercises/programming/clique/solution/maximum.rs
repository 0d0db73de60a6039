//! The largest cliques, found without looking at most of the others.

use super::budget::Budget;
use super::local::{self, Local};
use super::order::Ordered;

/// Every clique of the largest size, as node indices in no particular order, and whether the search was completed; if
/// not, these are the largest seen so far.
///
/// Branch and bound with the colouring bound of Tomita and Seki (2003) over bits (San Segundo, Rodríguez-Losada and
/// Jiménez, 2011): a set that k colours suffice for holds no clique of more than k vertices.
pub fn maximum_cliques(graph: &Ordered, budget: &mut Budget<'_>) -> (Vec<Vec<u32>>, bool) {
    let mut local = Local::new(graph);
    let mut search = Search::default();
    // The densest part of the graph is at the end of the order: a large clique found early prunes the rest.
    for (done, rank) in (0..graph.len() as u32).rev().enumerate() {
        if done % 64 == 0 {
            budget.tell(done, graph.len());
        }
        if graph.later(rank).len() + 1 < search.size {
            continue;
        }
        if !budget.spend() {
            return (search.best, false);
        }
        search.clique.clear();
        search.clique.push(graph.vertex(rank));
        if graph.later(rank).is_empty() {
            search.keep();
            continue;
        }
        local.number(graph, rank);
        local.fill(graph, rank);
        local.forget(graph, rank);
        if !search.run(&local, budget) {
            return (search.best, false);
        }
    }
    budget.tell(graph.len(), graph.len());
    (search.best, true)
}

#[derive(Default)]
struct Search {
    /// The size of the largest cliques so far, and they.
    size: usize,
    best: Vec<Vec<u32>>,
    clique: Vec<u32>,
    /// One row for each frame: the vertices that know all of the clique.
    words: Vec<u64>,
    /// The vertices to branch on with their colours, of all frames; a frame takes its own from the end.
    coloured: Vec<(u32, u32)>,
    /// Where each frame's part of `coloured` begins.
    starts: Vec<usize>,
    /// Working rows of the colouring.
    rest: Vec<u64>,
    class: Vec<u64>,
}

impl Search {
    /// Keeps the clique if none so far is larger.
    fn keep(&mut self) {
        if self.clique.len() > self.size {
            self.size = self.clique.len();
            self.best.clear();
        }
        if self.clique.len() == self.size {
            self.best.push(self.clique.clone());
        }
    }

    fn run(&mut self, local: &Local, budget: &mut Budget<'_>) -> bool {
        let w = local.width;
        self.words.clear();
        self.coloured.clear();
        self.starts.clear();
        local::push_full(&mut self.words, w, local.vertices.len());
        self.colour(local, 0);
        while let Some(&start) = self.starts.last() {
            let top = (self.starts.len() - 1) * w;
            // Colours ascend, so when the last is too few all the others are.
            let branch = self.coloured[start..]
                .last()
                .copied()
                .filter(|&(_, colour)| self.clique.len() + colour as usize >= self.size);
            let Some((v, _)) = branch else {
                self.coloured.truncate(start);
                self.starts.pop();
                self.words.truncate(top);
                if !self.starts.is_empty() {
                    self.clique.pop();
                }
                continue;
            };
            if !budget.spend() {
                return false;
            }
            self.coloured.pop();
            let v = v as usize;
            local::clear(&mut self.words[top..top + w], v);
            let mut any = 0;
            for index in 0..w {
                let both = self.words[top + index] & local.rows[v * w + index];
                any |= both;
                self.words.push(both);
            }
            self.clique.push(local.vertices[v]);
            if any == 0 {
                self.keep();
                self.clique.pop();
                self.words.truncate(top + w);
            } else {
                self.colour(local, top + w);
            }
        }
        true
    }

    /// Opens the frame whose row begins at `at`: colours its vertices greedily, and lists those whose colour leaves
    /// hope of a clique as large as the best.
    fn colour(&mut self, local: &Local, at: usize) {
        let w = local.width;
        self.starts.push(self.coloured.len());
        self.rest.clear();
        self.rest.extend_from_slice(&self.words[at..at + w]);
        let wanted = self.size.saturating_sub(self.clique.len());
        let mut colour = 0_u32;
        while self.rest.iter().any(|&word| word != 0) {
            colour += 1;
            self.class.clone_from(&self.rest);
            while let Some(v) = local::first(&self.class) {
                local::clear(&mut self.class, v);
                local::clear(&mut self.rest, v);
                for (word, known) in self.class.iter_mut().zip(&local.rows[v * w..]) {
                    *word &= !known;
                }
                if colour as usize >= wanted {
                    self.coloured.push((v as u32, colour));
                }
            }
        }
    }
}
