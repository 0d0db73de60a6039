//! Reduced ordered binary decision diagrams (Bryant, *Graph-based algorithms for Boolean function manipulation*, 1986) of
//! what only gets better as parts work: no negation is needed.

use rustc_hash::FxHashMap;

/// A function, as a node of the diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Function(u32);

/// Never true.
pub(super) const FALSE: Function = Function(0);
/// Always true.
pub(super) const TRUE: Function = Function(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    down: Function,
    up: Function,
}

/// A set of functions over variables, each true with a probability of its own, independently.
#[derive(Debug)]
pub(super) struct Diagram {
    nodes: Vec<Node>,
    known: FxHashMap<Node, Function>,
    ands: FxHashMap<(Function, Function), Function>,
    ors: FxHashMap<(Function, Function), Function>,
    probabilities: Vec<f64>,
    most: usize,
}

/// The diagram has become larger than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

/// More variables than this would nest too deep.
const MOST_VARIABLES: usize = 2000;

impl Diagram {
    /// An empty diagram of at most so many nodes.
    pub(super) fn new(most: usize) -> Self {
        let end = Node {
            variable: u32::MAX,
            down: FALSE,
            up: FALSE,
        };
        Self {
            nodes: vec![end, end],
            known: FxHashMap::default(),
            ands: FxHashMap::default(),
            ors: FxHashMap::default(),
            probabilities: Vec::new(),
            most,
        }
    }

    /// A new variable, below all others in the diagram.
    ///
    /// # Errors
    /// There are too many.
    pub(super) fn variable(&mut self, probability: f64) -> Result<(usize, Function), TooLarge> {
        let at = self.probabilities.len();
        let variable = u32::try_from(at).map_err(|_| TooLarge)?;
        if at >= MOST_VARIABLES {
            return Err(TooLarge);
        }
        self.probabilities.push(probability.clamp(0.0, 1.0));
        Ok((at, self.node(variable, FALSE, TRUE)?))
    }

    /// Both.
    ///
    /// # Errors
    /// The diagram has become larger than it may.
    pub(super) fn and(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        let (a, b) = (a.min(b), a.max(b));
        match (a, b) {
            (FALSE, _) => return Ok(FALSE),
            (TRUE, _) => return Ok(b),
            _ if a == b => return Ok(a),
            _ => {}
        }
        if let Some(known) = self.ands.get(&(a, b)) {
            return Ok(*known);
        }
        let (variable, [a_down, a_up], [b_down, b_up]) = self.split(a, b);
        let down = self.and(a_down, b_down)?;
        let up = self.and(a_up, b_up)?;
        let found = self.node(variable, down, up)?;
        self.ands.insert((a, b), found);
        Ok(found)
    }

    /// At least one.
    ///
    /// # Errors
    /// The diagram has become larger than it may.
    pub(super) fn or(&mut self, a: Function, b: Function) -> Result<Function, TooLarge> {
        let (a, b) = (a.min(b), a.max(b));
        match (a, b) {
            (FALSE, _) => return Ok(b),
            (TRUE, _) => return Ok(TRUE),
            _ if a == b => return Ok(a),
            _ => {}
        }
        if let Some(known) = self.ors.get(&(a, b)) {
            return Ok(*known);
        }
        let (variable, [a_down, a_up], [b_down, b_up]) = self.split(a, b);
        let down = self.or(a_down, b_down)?;
        let up = self.or(a_up, b_up)?;
        let found = self.node(variable, down, up)?;
        self.ors.insert((a, b), found);
        Ok(found)
    }

    /// At least `need` of several. They are taken from the last on, which is quick where later ones are lower in the diagram.
    ///
    /// # Errors
    /// The diagram has become larger than it may.
    pub(super) fn at_least(&mut self, need: usize, of: &[Function]) -> Result<Function, TooLarge> {
        // `found[n]`: at least n of those looked at so far.
        let mut found = vec![FALSE; need + 1];
        found[0] = TRUE;
        for function in of.iter().rev() {
            for n in (1..=need).rev() {
                let with = self.and(*function, found[n - 1])?;
                found[n] = self.or(found[n], with)?;
            }
        }
        Ok(found[need])
    }

    /// Enough of several that are worth different amounts: whether so much may be missing, `spares` says. As [`Diagram::at_least`],
    /// from the last on: of each further one there is a function for every amount that may be missing before it.
    ///
    /// # Errors
    /// The diagram has become larger than it may, or there are too many different amounts.
    pub(super) fn enough(
        &mut self,
        of: &[Function],
        worth: &[f64],
        spares: impl Fn(f64) -> bool,
    ) -> Result<Function, TooLarge> {
        const MOST_AMOUNTS: usize = 1000;
        // What may be missing before each one, the least first; more is never enough.
        let mut before: Vec<Vec<f64>> = vec![vec![0.0]];
        for worth in worth {
            let last = before.last().map_or(&[][..], Vec::as_slice);
            let with = last.iter().map(|missing| missing + worth);
            let mut missing: Vec<f64> = last.iter().copied().chain(with).collect();
            missing.retain(|missing| spares(*missing));
            missing.sort_by(f64::total_cmp);
            missing.dedup();
            if missing.len() > MOST_AMOUNTS {
                return Err(TooLarge);
            }
            before.push(missing);
        }
        let mut found: Vec<Function> = Vec::new();
        for at in (0..of.len()).rev() {
            let (here, next) = (&before[at], &before[at + 1]);
            let after = |missing: f64| {
                let known = next.binary_search_by(|known| known.total_cmp(&missing));
                known.map_or(FALSE, |place| found.get(place).copied().unwrap_or(TRUE))
            };
            let mut functions = Vec::with_capacity(here.len());
            for missing in here {
                let up = self.and(of[at], after(*missing))?;
                functions.push(self.or(up, after(missing + worth[at]))?);
            }
            found = functions;
        }
        Ok(found.first().copied().unwrap_or(TRUE))
    }

    /// How probable it is that a variable is false.
    pub(super) fn down(&self, variable: usize) -> f64 {
        1.0 - self.probabilities[variable]
    }

    /// What one function needs of the diagram, to reckon with.
    pub(super) fn measure(&self, function: Function) -> Measure<'_> {
        let mut wanted = vec![false; function.0 as usize + 1];
        wanted[function.0 as usize] = true;
        for at in (2..wanted.len()).rev() {
            if wanted[at] {
                wanted[self.nodes[at].down.0 as usize] = true;
                wanted[self.nodes[at].up.0 as usize] = true;
            }
        }
        // Nodes come after those they lead to, here as in the diagram.
        let mut places = vec![0; wanted.len().max(2)];
        places[TRUE.0 as usize] = 1;
        let mut nodes = Vec::new();
        for at in (2..wanted.len()).filter(|at| wanted[*at]) {
            let node = self.nodes[at];
            let place = |function: Function| places[function.0 as usize];
            nodes.push((node.variable as usize, place(node.down), place(node.up)));
            places[at] = nodes.len() + 1;
        }
        Measure {
            probabilities: &self.probabilities,
            nodes,
            root: places[function.0 as usize],
        }
    }

    /// The upper variable of two functions, and each of them with it down and up.
    fn split(&self, a: Function, b: Function) -> (u32, [Function; 2], [Function; 2]) {
        let (x, y) = (self.nodes[a.0 as usize], self.nodes[b.0 as usize]);
        let variable = x.variable.min(y.variable);
        let of = |function, node: Node| {
            if node.variable == variable {
                [node.down, node.up]
            } else {
                [function, function]
            }
        };
        (variable, of(a, x), of(b, y))
    }

    fn node(&mut self, variable: u32, down: Function, up: Function) -> Result<Function, TooLarge> {
        if down == up {
            return Ok(down);
        }
        let node = Node { variable, down, up };
        if let Some(known) = self.known.get(&node) {
            return Ok(*known);
        }
        if self.nodes.len() >= self.most {
            return Err(TooLarge);
        }
        let function = Function(u32::try_from(self.nodes.len()).map_err(|_| TooLarge)?);
        self.nodes.push(node);
        self.known.insert(node, function);
        Ok(function)
    }
}

/// One function of a diagram: how probable it is, and what that hangs on.
#[derive(Debug)]
pub(super) struct Measure<'a> {
    probabilities: &'a [f64],
    /// Variable, and where to go when it is false and when it is true; places count from two constants on.
    nodes: Vec<(usize, usize, usize)>,
    root: usize,
}

impl Measure<'_> {
    /// How probable the function is, when some variables are set.
    pub(super) fn probability(&self, set: &[(usize, bool)]) -> f64 {
        let mut probabilities = self.probabilities.to_vec();
        for (variable, value) in set {
            probabilities[*variable] = f64::from(u8::from(*value));
        }
        self.all(&probabilities)[self.root]
    }

    fn all(&self, probabilities: &[f64]) -> Vec<f64> {
        let mut found = Vec::with_capacity(self.nodes.len() + 2);
        found.extend([0.0, 1.0]);
        for (variable, down, up) in &self.nodes {
            let (down, up) = (found[*down], found[*up]);
            found.push(down + probabilities[*variable] * (up - down));
        }
        found
    }

    /// Which variables are needed: with one of them false and all others true, the function is false.
    pub(super) fn required(&self) -> Vec<bool> {
        let all = self.all(&vec![1.0; self.probabilities.len()]);
        let mut required = vec![false; self.probabilities.len()];
        // With all true, one way leads through the nodes.
        let mut at = self.root;
        while let Some((variable, down, up)) = at.checked_sub(2).and_then(|at| self.nodes.get(at)) {
            required[*variable] = all[*down] == 0.0 && all[*up] == 1.0;
            at = *up;
        }
        required
    }

    /// How much the probability rises with that of each variable (Birnbaum's measure).
    pub(super) fn rises(&self) -> Vec<f64> {
        let all = self.all(self.probabilities);
        let mut rises = vec![0.0; self.probabilities.len()];
        let mut reached = vec![0.0; all.len()];
        reached[self.root] = 1.0;
        for (at, (variable, down, up)) in self.nodes.iter().enumerate().rev() {
            let reaches = reached[at + 2];
            let p = self.probabilities[*variable];
            rises[*variable] += reaches * (all[*up] - all[*down]);
            reached[*up] += reaches * p;
            reached[*down] += reaches * (1.0 - p);
        }
        rises
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The system design primer: two parts of 99.9 % in a row, and side by side; two of three and three of five at 99 %.
    #[test]
    fn published_systems() {
        for (need, of, each, expected) in [
            (2, 2, 0.999, 0.998_001),
            (1, 2, 0.999, 0.999_999),
            (2, 3, 0.99, 0.999_702),
            (3, 5, 0.99, 0.999_990_149_4),
        ] {
            let mut diagram = Diagram::new(1000);
            let parts: Vec<Function> = (0..of).map(|_| diagram.variable(each).unwrap().1).collect();
            let works = diagram.at_least(need, &parts).unwrap();
            let found = diagram.measure(works).probability(&[]);
            assert!(
                (found / expected - 1.0).abs() < 1e-9,
                "{need} of {of}: {found}"
            );
        }
    }

    /// The bridge: five links, of which the middle one joins two ways; reliability at p each is 2p² + 2p³ - 5p⁴ + 2p⁵.
    #[test]
    fn the_bridge() {
        let p = 0.9_f64;
        let mut diagram = Diagram::new(1000);
        let mut part = || diagram.variable(p).unwrap().1;
        let [a, b, c, d, e] = [part(), part(), part(), part(), part()];
        let ways = [[a, d, TRUE], [b, e, TRUE], [a, c, e], [b, c, d]];
        let mut works = FALSE;
        for [x, y, z] in ways {
            let both = diagram.and(x, y).unwrap();
            let way = diagram.and(both, z).unwrap();
            works = diagram.or(works, way).unwrap();
        }
        let expected = 2.0 * p.powi(2) + 2.0 * p.powi(3) - 5.0 * p.powi(4) + 2.0 * p.powi(5);
        assert!((diagram.measure(works).probability(&[]) - expected).abs() < 1e-12);
        let measure = diagram.measure(works);
        let rises = measure.rises();
        for (at, rise) in rises.iter().enumerate() {
            let up = measure.probability(&[(at, true)]);
            let down = measure.probability(&[(at, false)]);
            assert!((rise - (up - down)).abs() < 1e-12, "{at}");
        }
    }

    #[test]
    fn it_stops_growing() {
        let mut diagram = Diagram::new(4);
        let (_, a) = diagram.variable(0.5).unwrap();
        let (_, b) = diagram.variable(0.5).unwrap();
        assert_eq!(diagram.and(a, b), Err(TooLarge));
    }
}
