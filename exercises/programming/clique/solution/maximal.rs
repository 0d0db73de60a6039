//! Every maximal clique of a graph.

use super::budget::Budget;
use super::local::{self, Local};
use super::order::Ordered;
use petgraph::graph::UnGraph;

/// Calls `visit` once with each maximal clique of a graph, as node indices in no particular order.
///
/// The algorithm is Bron and Kerbosch's (CACM 1973) with the pivot of Tomita, Tanaka and Takahashi (2006) inside a
/// degeneracy order (Eppstein, Löffler and Strash, ISAAC 2010): O(d · n · 3^(d/3)) for n vertices of degeneracy d. It keeps
/// its own stack, so a clique of any size is safe. The empty graph has no clique to visit; self-loops and parallel
/// edges don't count.
///
/// ```
/// use petgraph::graph::UnGraph;
///
/// let graph = UnGraph::<(), ()>::from_edges([(0, 1), (0, 2), (1, 2), (2, 3)]);
/// let mut sizes = Vec::new();
/// exercises::clique::maximal_cliques(&graph, |clique| sizes.push(clique.len()));
/// sizes.sort();
/// assert_eq!(sizes, [2, 3]);
/// ```
pub fn maximal_cliques<N, E>(graph: &UnGraph<N, E>, visit: impl FnMut(&[u32])) {
    visit_maximal(&Ordered::new(graph), &mut Budget::new(u64::MAX), visit);
}

/// As [`maximal_cliques`], over a graph that is ordered already and within a budget. Whether the search was completed;
/// if not, `visit` has seen some of the maximal cliques.
pub fn visit_maximal(
    graph: &Ordered,
    budget: &mut Budget<'_>,
    mut visit: impl FnMut(&[u32]),
) -> bool {
    let mut local = Local::new(graph);
    let mut search = Search::default();
    for rank in 0..graph.len() as u32 {
        if rank % 64 == 0 {
            budget.tell(rank as usize, graph.len());
        }
        if !budget.spend() {
            return false;
        }
        search.clique.clear();
        search.clique.push(graph.vertex(rank));
        if graph.later(rank).is_empty() {
            if graph.earlier(rank).is_empty() {
                visit(&search.clique);
            }
            continue;
        }
        local.number(graph, rank);
        search.excluded.clear();
        let mut covered = false;
        for &earlier in graph.earlier(rank) {
            let row = (local.rows.len() / local.width) as u32;
            match local.push_earlier(graph, earlier) {
                0 => {}
                // An earlier vertex that knows all of them: whatever is found here, it could be added.
                all if all == local.vertices.len() => {
                    covered = true;
                    break;
                }
                _ => search.excluded.push(row),
            }
        }
        if !covered {
            local.fill(graph, rank);
        }
        local.forget(graph, rank);
        // One copy of the search for each small width lets the compiler unroll its loops over words.
        let complete = covered
            || match local.width {
                1 => search.run::<1>(&local, budget, &mut visit),
                2 => search.run::<2>(&local, budget, &mut visit),
                3 => search.run::<3>(&local, budget, &mut visit),
                4 => search.run::<4>(&local, budget, &mut visit),
                _ => search.run::<0>(&local, budget, &mut visit),
            };
        if !complete {
            return false;
        }
    }
    budget.tell(graph.len(), graph.len());
    true
}

/// The stack of the search below one vertex. A frame has, in the terms of Bron and Kerbosch, a clique R, the vertices P
/// that could still be added, and the vertices X that could be added but have been dealt with.
#[derive(Default)]
struct Search {
    /// R, of all frames: each frame but the first has added its last vertex.
    clique: Vec<u32>,
    /// Two rows for each frame: P, and those of P that are still to be branched on.
    words: Vec<u64>,
    /// X of all frames, one after another, as numbers of rows. The frame on top ends where the list ends.
    excluded: Vec<u32>,
    /// Where X of each frame begins.
    starts: Vec<usize>,
}

impl Search {
    /// Visits the maximal cliques below the one vertex in `self.clique`; `self.excluded` are the rows of X, none of
    /// which covers all bits and none of which is empty. `W` is the width in words, 0 for "see `local.width`".
    fn run<const W: usize>(
        &mut self,
        local: &Local,
        budget: &mut Budget<'_>,
        visit: &mut impl FnMut(&[u32]),
    ) -> bool {
        let w = if W == 0 { local.width } else { W };
        let row = |index: usize| &local.rows[index * w..index * w + w];
        let Self {
            clique,
            words,
            excluded,
            starts,
        } = self;
        let count = local.vertices.len();
        words.clear();
        starts.clear();
        local::push_full(words, w, count);
        let mut pivot = Pivot::default();
        for &x in &*excluded {
            pivot.offer(local::common(row(x as usize), &words[..w]), x as usize);
        }
        branches(words, 0, count as u32, pivot, w, row);
        starts.push(0);
        while let Some(&start) = starts.last() {
            let top = (starts.len() - 1) * 2 * w;
            let Some(v) = local::first(&words[top + w..top + 2 * w]) else {
                excluded.truncate(start);
                starts.pop();
                words.truncate(top);
                if !starts.is_empty() {
                    clique.pop();
                }
                continue;
            };
            if !budget.spend() {
                return false;
            }
            local::clear(&mut words[top + w..top + 2 * w], v);
            local::clear(&mut words[top..top + w], v);
            // P of the next frame: what is left of P and knows v.
            let next = top + 2 * w;
            words.truncate(next);
            let mut left = 0;
            for (index, &known) in row(v).iter().enumerate() {
                let both = words[top + index] & known;
                left += both.count_ones();
                words.push(both);
            }
            if left == 0 {
                let maximal = !excluded[start..]
                    .iter()
                    .any(|&x| local::has(row(x as usize), v));
                if maximal {
                    clique.push(local.vertices[v]);
                    visit(clique);
                    clique.pop();
                }
                excluded.push(v as u32);
                continue;
            }
            // X of the next frame: what of X knows v and somebody in the next P. Written without a branch on either,
            // which no processor could predict.
            let end = excluded.len();
            excluded.resize(end + end - start, 0);
            let (old, new) = excluded.split_at_mut(end);
            let mut kept = 0;
            let mut pivot = Pivot::default();
            let mut covered = false;
            for &x in &old[start..] {
                let known = row(x as usize);
                let shared =
                    local::common(known, &words[next..next + w]) * u32::from(local::has(known, v));
                if shared == left {
                    covered = true;
                    break;
                }
                new[kept] = x;
                kept += usize::from(shared != 0);
                pivot.offer(shared, x as usize);
            }
            if covered {
                excluded.truncate(end);
                excluded.push(v as u32);
                continue;
            }
            if left == 1 {
                // Nobody in X knows the one that is left: it makes the clique maximal.
                clique.push(local.vertices[v]);
                local::each(&words[next..next + w], |u| {
                    clique.push(local.vertices[u]);
                    true
                });
                visit(clique);
                clique.truncate(clique.len() - 2);
                excluded.truncate(end);
                excluded.push(v as u32);
                continue;
            }
            // v joins X of its own frame now: it is not adjacent to itself, so the new frame is not changed by it.
            excluded.truncate(end + kept);
            excluded.insert(end, v as u32);
            starts.push(end + 1);
            clique.push(local.vertices[v]);
            branches(words, next, left, pivot, w, row);
        }
        true
    }
}

/// The best pivot so far: the row that shares most bits with P.
#[derive(Clone, Copy, Default)]
struct Pivot {
    shared: u32,
    row: usize,
}

impl Pivot {
    #[inline]
    fn offer(&mut self, shared: u32, row: usize) {
        if shared > self.shared {
            *self = Self { shared, row };
        }
    }
}

/// Chooses the pivot among `best` and the `left` vertices of the P that begins at `at` (the last row of `words`), and
/// appends the vertices to branch on: those of P that the pivot doesn't know.
#[inline]
fn branches<'r>(
    words: &mut Vec<u64>,
    at: usize,
    left: u32,
    best: Pivot,
    w: usize,
    row: impl Fn(usize) -> &'r [u64],
) {
    let mut pivot = best;
    // A vertex of P knows at most the others: nothing beats a row that knows all but one.
    if pivot.shared + 1 < left {
        local::each(&words[at..at + w], |u| {
            pivot.offer(local::common(row(u), &words[at..at + w]), u);
            pivot.shared + 1 < left
        });
    }
    if pivot.shared == 0 {
        words.extend_from_within(at..at + w);
        return;
    }
    for (index, &known) in row(pivot.row).iter().enumerate() {
        words.push(words[at + index] & !known);
    }
}
