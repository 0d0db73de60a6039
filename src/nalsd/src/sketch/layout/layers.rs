//! One level: blocks of given sizes in layers from left to right.

use crate::model::Point;
use crate::sketch::to_grid;
use std::collections::{BTreeMap, BTreeSet};

/// The gap between layers: room for links and their labels.
const ACROSS: f64 = 88.0;

/// The gap between the blocks of a layer.
const ALONG: f64 = 40.0;

/// How wide the row of those is that have no links.
const ROW: f64 = 800.0;

/// How often orders and coordinates are improved.
const ROUNDS: usize = 12;

/// Places that long links keep open in the layers they pass; with more than this many none are kept.
const MAX_PASSING: usize = 20_000;

/// Something to be placed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Its width, on the grid.
    pub(super) w: f64,
    /// Its height, on the grid.
    pub(super) h: f64,
    /// Whether it is no part of the system.
    pub(super) apart: bool,
}

/// The upper left corner of each block, and the width and height of the whole.
pub(super) fn arrange(blocks: &[Block], links: &[(usize, usize)]) -> (Vec<Point>, (f64, f64)) {
    let mut linked = vec![false; blocks.len()];
    for (from, to) in links {
        linked[*from] = true;
        linked[*to] = true;
    }
    let mut points = vec![Point::default(); blocks.len()];
    let mut size = (0.0_f64, 0.0_f64);
    if linked.contains(&true) {
        size = layered(blocks, links, &linked, &mut points);
    }
    row(blocks, &linked, &mut points, &mut size);
    (points, size)
}

/// Those without links, in rows below the others, notes last.
fn row(blocks: &[Block], linked: &[bool], points: &mut [Point], size: &mut (f64, f64)) {
    let width = size.0.max(ROW);
    let mut at = Point {
        x: 0.0,
        y: if size.1 > 0.0 { size.1 + ALONG } else { 0.0 },
    };
    let mut height = 0.0_f64;
    let alone = (0..blocks.len()).filter(|block| !linked[*block]);
    let (apart, parts): (Vec<usize>, Vec<usize>) = alone.partition(|block| blocks[*block].apart);
    for block in parts.into_iter().chain(apart) {
        let Block { w, h, .. } = blocks[block];
        if at.x > 0.0 && at.x + w > width {
            at = Point {
                x: 0.0,
                y: at.y + height + ALONG,
            };
            height = 0.0;
        }
        points[block] = at;
        size.0 = size.0.max(at.x + w);
        size.1 = size.1.max(at.y + h);
        height = height.max(h);
        at.x += w + ALONG;
    }
}

/// A place in a layer: a block, or a gap for a link that passes.
struct Layered {
    /// The places of each layer, from top to bottom.
    layers: Vec<Vec<usize>>,
    /// Height of each place.
    heights: Vec<f64>,
    /// Neighbours in the layer before.
    before: Vec<Vec<usize>>,
    /// Neighbours in the layer behind.
    behind: Vec<Vec<usize>>,
}

fn layered(
    blocks: &[Block],
    links: &[(usize, usize)],
    linked: &[bool],
    points: &mut [Point],
) -> (f64, f64) {
    let layer_of = layers(blocks.len(), links);
    let mut graph = build(blocks, links, linked, &layer_of);
    graph.order();
    let y = graph.place();
    let own = (0..blocks.len()).filter(|block| linked[*block]);
    let top = own.map(|block| y[block]).fold(f64::INFINITY, f64::min);
    // Rounded only now: what is level stays so. Heights and gaps are on the grid, so nothing comes to lie on anything.
    let top = if top.is_finite() { to_grid(top) } else { 0.0 };
    let mut x = 0.0;
    let mut size = (0.0_f64, 0.0_f64);
    for layer in &graph.layers {
        let own = || layer.iter().copied().filter(|place| *place < blocks.len());
        let width = own().map(|block| blocks[block].w).fold(0.0, f64::max);
        for block in own() {
            // In the middle of its layer.
            let aside = to_grid((width - blocks[block].w) / 2.0);
            points[block] = Point {
                x: x + aside,
                y: to_grid(y[block]) - top,
            };
            size.0 = size.0.max(x + aside + blocks[block].w);
            size.1 = size.1.max(points[block].y + blocks[block].h);
        }
        x += width + ACROSS;
    }
    size
}

/// The layer of each block: one more than the last of its callers', links that would close a ring left out.
fn layers(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut callees: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut called = vec![0_usize; count];
    for (from, to) in links {
        callees[*from].push(*to);
        called[*to] += 1;
    }
    // Depth first, those that nobody calls first; the order in which blocks are left is a topological one, backwards.
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|block| called[*block] != 0);
    let mut left = Vec::with_capacity(count);
    let mut state = vec![0_u8; count];
    for start in starts {
        let mut stack = vec![(start, 0)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((block, next)) = stack.pop() {
            if let Some(&callee) = callees[block].get(next) {
                stack.push((block, next + 1));
                if state[callee] == 0 {
                    state[callee] = 1;
                    stack.push((callee, 0));
                }
            } else {
                left.push(block);
            }
        }
    }
    left.reverse();
    let mut position = vec![0; count];
    for (at, block) in left.iter().enumerate() {
        position[*block] = at;
    }
    let mut layer = vec![0; count];
    for block in left {
        for &callee in &callees[block] {
            if position[callee] > position[block] {
                layer[callee] = layer[callee].max(layer[block] + 1);
            }
        }
    }
    layer
}

fn build(
    blocks: &[Block],
    links: &[(usize, usize)],
    linked: &[bool],
    layer_of: &[usize],
) -> Layered {
    let count = layer_of.iter().max().map_or(0, |last| last + 1);
    let mut graph = Layered {
        layers: vec![Vec::new(); count],
        heights: blocks.iter().map(|block| block.h).collect(),
        before: vec![Vec::new(); blocks.len()],
        behind: vec![Vec::new(); blocks.len()],
    };
    for (block, &layer) in layer_of.iter().enumerate() {
        if linked[block] {
            graph.layers[layer].push(block);
        }
    }
    // A link back is drawn forwards for the while.
    let spans: BTreeSet<(usize, usize)> = links
        .iter()
        .map(|&(from, to)| {
            if layer_of[from] <= layer_of[to] {
                (from, to)
            } else {
                (to, from)
            }
        })
        .collect();
    let passing: usize = spans
        .iter()
        .map(|(a, b)| (layer_of[*b] - layer_of[*a]).saturating_sub(1))
        .sum();
    for (from, to) in spans {
        let (first, last) = (layer_of[from], layer_of[to]);
        if first == last || (last - first > 1 && passing > MAX_PASSING) {
            continue;
        }
        let mut previous = from;
        for layer in first + 1..last {
            let place = graph.heights.len();
            graph.heights.push(0.0);
            graph.before.push(Vec::new());
            graph.behind.push(Vec::new());
            graph.layers[layer].push(place);
            graph.join(previous, place);
            previous = place;
        }
        graph.join(previous, to);
    }
    graph
}

impl Layered {
    fn join(&mut self, from: usize, to: usize) {
        self.behind[from].push(to);
        self.before[to].push(from);
    }

    /// Orders each layer so that few links cross: the best of some rounds of barycentres, forwards and backwards.
    fn order(&mut self) {
        let mut best = self.layers.clone();
        let mut fewest = self.crossings();
        for round in 0..ROUNDS {
            if fewest == 0 {
                break;
            }
            let forwards = round % 2 == 0;
            let count = self.layers.len();
            for step in 1..count {
                let (at, by) = if forwards {
                    (step, step - 1)
                } else {
                    (count - 1 - step, count - step)
                };
                self.sort_by_neighbours(at, by, forwards);
            }
            let crossings = self.crossings();
            if crossings < fewest {
                fewest = crossings;
                best.clone_from(&self.layers);
            }
        }
        self.layers = best;
    }

    fn sort_by_neighbours(&mut self, at: usize, by: usize, forwards: bool) {
        let place: BTreeMap<usize, usize> = self.layers[by]
            .iter()
            .enumerate()
            .map(|(at, place)| (*place, at))
            .collect();
        let neighbours = if forwards { &self.before } else { &self.behind };
        let layer = std::mem::take(&mut self.layers[at]);
        let mut keyed: Vec<(f64, usize)> = layer
            .into_iter()
            .enumerate()
            .map(|(own, block)| {
                let there = neighbours[block]
                    .iter()
                    .filter_map(|other| place.get(other));
                let (sum, count) = there.fold((0.0, 0.0), |(sum, count), at| {
                    (sum + *at as f64, count + 1.0)
                });
                // What has no neighbours there stays about where it was.
                (if count > 0.0 { sum / count } else { own as f64 }, block)
            })
            .collect();
        keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        self.layers[at] = keyed.into_iter().map(|(_, block)| block).collect();
    }

    /// How many pairs of links cross: inversions, counted with a Fenwick tree.
    fn crossings(&self) -> usize {
        let mut total = 0;
        for pair in self.layers.windows(2) {
            let place: BTreeMap<usize, usize> = pair[1]
                .iter()
                .enumerate()
                .map(|(at, block)| (*block, at))
                .collect();
            let mut tree = vec![0_usize; pair[1].len() + 1];
            let mut seen = 0;
            for block in &pair[0] {
                let mut ends: Vec<usize> = self.behind[*block]
                    .iter()
                    .filter_map(|other| place.get(other).copied())
                    .collect();
                ends.sort_unstable();
                for &end in &ends {
                    let mut at = end + 1;
                    let mut not_above = 0;
                    while at > 0 {
                        not_above += tree[at];
                        at &= at - 1;
                    }
                    total += seen - not_above;
                }
                for &end in &ends {
                    let mut at = end + 1;
                    while at < tree.len() {
                        tree[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                    seen += 1;
                }
            }
        }
        total
    }

    /// The upper edge of each place: near the middle of its neighbours, in order, and apart from each other.
    fn place(&self) -> Vec<f64> {
        let mut y = vec![0.0; self.heights.len()];
        for layer in &self.layers {
            let mut at = 0.0;
            for &block in layer {
                y[block] = at;
                at += self.heights[block] + ALONG;
            }
        }
        let count = self.layers.len();
        for round in 0..ROUNDS {
            for step in 0..count {
                let (at, neighbours) = if round % 2 == 0 {
                    (step, &self.before)
                } else {
                    (count - 1 - step, &self.behind)
                };
                self.pull(&self.layers[at], neighbours, &mut y);
            }
        }
        y
    }

    /// Moves a layer's places to the middles of their neighbours, as far as order and distance let them: wishes that
    /// conflict are met on average (pool adjacent violators).
    fn pull(&self, layer: &[usize], neighbours: &[Vec<usize>], y: &mut [f64]) {
        // Groups of places that stand close: the sum of wishes for the first one's edge, how many, and how high before.
        let mut groups: Vec<(f64, usize, f64)> = Vec::new();
        for &block in layer {
            let near = &neighbours[block];
            let wish = if near.is_empty() {
                y[block]
            } else {
                let middles = near
                    .iter()
                    .map(|other| y[*other] + self.heights[*other] / 2.0);
                middles.sum::<f64>() / near.len() as f64 - self.heights[block] / 2.0
            };
            let mut group = (wish, 1, self.heights[block] + ALONG);
            while let Some((sum, count, height)) = groups.pop() {
                if group.0 / group.1 as f64 >= sum / count as f64 + height {
                    groups.push((sum, count, height));
                    break;
                }
                group = (
                    sum + group.0 - height * group.1 as f64,
                    count + group.1,
                    height + group.2,
                );
            }
            groups.push(group);
        }
        let mut blocks = layer.iter();
        for (sum, count, _) in groups {
            let mut at = sum / count as f64;
            for &block in blocks.by_ref().take(count) {
                y[block] = at;
                at += self.heights[block] + ALONG;
            }
        }
    }
}
