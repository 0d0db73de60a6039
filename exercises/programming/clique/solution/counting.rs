//! How many cliques of each size there are, without listing them.

use super::budget::Budget;
use super::local::{self, Local};
use super::order::Ordered;

/// Counts the cliques (maximal or not) of each size: element `k` is the number of cliques of k + 1 vertices, `None`
/// where it is more than `u128` holds. The flag says whether the search was completed; if not, the counts are lower bounds.
///
/// This is the Pivoter of Jain and Seshadhri ("The power of pivoting for exact clique counting", WSDM 2020): a tree in
/// which every clique belongs to exactly one leaf. A leaf has h held vertices and p optional ones that all know each
/// other, and so stands for C(p, k - h) cliques of size k: a complete graph is one leaf, not 2^n cliques.
pub fn count_cliques(graph: &Ordered, budget: &mut Budget<'_>) -> (Vec<Option<u128>>, bool) {
    let mut local = Local::new(graph);
    let mut leaves = Leaves::default();
    let mut search = Search::default();
    let mut complete = true;
    for rank in 0..graph.len() as u32 {
        if rank % 64 == 0 {
            budget.tell(rank as usize, graph.len());
        }
        if !budget.spend() {
            complete = false;
            break;
        }
        if graph.later(rank).is_empty() {
            leaves.add(1, 0);
            continue;
        }
        local.number(graph, rank);
        local.fill(graph, rank);
        local.forget(graph, rank);
        complete = match local.width {
            1 => search.run::<1>(&local, budget, &mut leaves),
            2 => search.run::<2>(&local, budget, &mut leaves),
            3 => search.run::<3>(&local, budget, &mut leaves),
            4 => search.run::<4>(&local, budget, &mut leaves),
            _ => search.run::<0>(&local, budget, &mut leaves),
        };
        if !complete {
            break;
        }
    }
    (leaves.counts(), complete)
}

/// `leaves[held][optional]`: how many leaves of that shape there are.
#[derive(Default)]
struct Leaves(Vec<Vec<u64>>);

impl Leaves {
    fn add(&mut self, held: usize, optional: usize) {
        if self.0.len() <= held {
            self.0.resize(held + 1, Vec::new());
        }
        let row = &mut self.0[held];
        if row.len() <= optional {
            row.resize(optional + 1, 0);
        }
        row[optional] += 1;
    }

    fn counts(&self) -> Vec<Option<u128>> {
        let mut counts: Vec<Option<u128>> = Vec::new();
        for (held, row) in self.0.iter().enumerate() {
            for (optional, &leaves) in row.iter().enumerate().filter(|(_, leaves)| **leaves > 0) {
                counts.resize(counts.len().max(held + optional), Some(0));
                let mut ways = Some(1);
                for chosen in 0..=optional / 2 {
                    let more = ways.and_then(|ways: u128| ways.checked_mul(leaves.into()));
                    let mut add = |chosen: usize| {
                        // Every leaf holds at least the vertex that it is below, so no size is 0.
                        let count = &mut counts[(held + chosen).saturating_sub(1)];
                        *count = count.zip(more).and_then(|(a, b)| a.checked_add(b));
                    };
                    // C(n, k) = C(n, n - k): so the ends are exact though the middle may overflow.
                    add(chosen);
                    if chosen != optional - chosen {
                        add(optional - chosen);
                    }
                    ways = ways.and_then(|ways| next_binomial(ways, optional, chosen));
                }
            }
        }
        counts
    }
}

/// C(n, k + 1) from `ways` = C(n, k); `None` when it is more than `u128` holds.
pub(super) fn next_binomial(ways: u128, n: usize, k: usize) -> Option<u128> {
    let (up, down) = (n.saturating_sub(k) as u128, k as u128 + 1);
    // Reduced first, so that only a result that is too large overflows: what is left of `down` divides `up`.
    let common = gcd(ways, down);
    (ways / common).checked_mul(up / (down / common))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The stack of the search below one vertex.
#[derive(Default)]
struct Search {
    /// Two rows for each frame: the vertices that know all of the clique, and those of them still to branch on.
    words: Vec<u64>,
    frames: Vec<Frame>,
}

/// What a frame has chosen.
#[derive(Clone, Copy)]
struct Frame {
    held: usize,
    optional: usize,
    /// The vertex whose neighbours are covered by one optional branch, until that branch is taken.
    pivot: Option<usize>,
}

impl Search {
    fn run<const W: usize>(
        &mut self,
        local: &Local,
        budget: &mut Budget<'_>,
        leaves: &mut Leaves,
    ) -> bool {
        let w = if W == 0 { local.width } else { W };
        let row = |index: usize| &local.rows[index * w..index * w + w];
        let Self { words, frames } = self;
        words.clear();
        frames.clear();
        local::push_full(words, w, local.vertices.len());
        let pivot = branches(words, 0, local.vertices.len() as u32, w, row);
        frames.push(Frame {
            held: 1,
            optional: 0,
            pivot,
        });
        while let Some(frame) = frames.last_mut() {
            let (held, optional) = (frame.held, frame.optional);
            let pivot = frame.pivot.take();
            let top = (frames.len() - 1) * 2 * w;
            let Some(v) = pivot.or_else(|| local::first(&words[top + w..top + 2 * w])) else {
                frames.pop();
                words.truncate(top);
                continue;
            };
            if !budget.spend() {
                return false;
            }
            local::clear(&mut words[top + w..top + 2 * w], v);
            local::clear(&mut words[top..top + w], v);
            let next = top + 2 * w;
            words.truncate(next);
            let mut left = 0;
            for (index, &known) in row(v).iter().enumerate() {
                let both = words[top + index] & known;
                left += both.count_ones();
                words.push(both);
            }
            let (held, optional) = if pivot.is_some() {
                (held, optional + 1)
            } else {
                (held + 1, optional)
            };
            if left < 2 {
                leaves.add(held, optional + left as usize);
                continue;
            }
            let pivot = branches(words, next, left, w, row);
            frames.push(Frame {
                held,
                optional,
                pivot,
            });
        }
        true
    }
}

/// Chooses the vertex of the P at `at` that knows most of P, and appends the vertices to branch on: those that it
/// doesn't know, itself among them.
#[inline]
fn branches<'r>(
    words: &mut Vec<u64>,
    at: usize,
    left: u32,
    w: usize,
    row: impl Fn(usize) -> &'r [u64],
) -> Option<usize> {
    let mut pivot = None;
    let mut most = 0;
    local::each(&words[at..at + w], |u| {
        let shared = local::common(row(u), &words[at..at + w]);
        if pivot.is_none() || shared > most {
            (pivot, most) = (Some(u), shared);
        }
        most + 1 < left
    });
    for index in 0..w {
        let known = pivot.map_or(0, |pivot| row(pivot)[index]);
        words.push(words[at + index] & !known);
    }
    pivot
}
