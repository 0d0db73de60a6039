use super::*;
use contract::Choices;
use proptest::prelude::*;

/// A generator of lists with something to fail on.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Draws a length, then the elements.
    Counted,
    /// Draws before each element whether there is one.
    Chained,
    /// Draws a length, then each element as a list of the same kind.
    Nested,
    /// Draws a length, then elements of three choices, with options after them.
    Records,
    /// A tree: each node draws its value and how many children it has.
    Tree,
}

const SHAPES: [Shape; 5] = [
    Shape::Counted,
    Shape::Chained,
    Shape::Nested,
    Shape::Records,
    Shape::Tree,
];

fn generate(shape: Shape, choices: &mut Choices) -> Vec<u64> {
    match shape {
        Shape::Counted => {
            let count = choices.below(30);
            (0..count).map(|_| choices.below(1000)).collect()
        }
        Shape::Chained => {
            let mut list = Vec::new();
            while list.len() < 40 && choices.chance(85) {
                list.push(choices.below(1000));
            }
            list
        }
        Shape::Nested => {
            let count = choices.below(8);
            (0..count)
                .flat_map(|_| generate(Shape::Counted, choices))
                .collect()
        }
        Shape::Records => {
            let count = choices.range(1, 20);
            let list = (0..count)
                .map(|_| {
                    let base = choices.below(700);
                    if choices.chance(20) {
                        return base + choices.below(300);
                    }
                    base
                })
                .collect();
            choices.chance(50);
            choices.pick(&["a", "b", "c"]);
            list
        }
        Shape::Tree => {
            let mut list = Vec::new();
            tree(choices, 3, &mut list);
            list
        }
    }
}

fn tree(choices: &mut Choices, depth: u32, list: &mut Vec<u64>) {
    list.push(choices.below(1000));
    if depth > 0 {
        for _ in 0..choices.below(4) {
            tree(choices, depth - 1, list);
        }
    }
}

/// When a list fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Above(u64),
    Sum(u64),
    Twice,
    Falling,
    Longer(usize),
    /// Two far apart.
    Both(u64, u64),
}

fn fails(fault: Fault, list: &[u64]) -> bool {
    match fault {
        Fault::Above(least) => list.iter().any(|x| *x >= least),
        Fault::Sum(least) => list.iter().sum::<u64>() >= least,
        Fault::Twice => (1..list.len()).any(|i| list[..i].contains(&list[i])),
        Fault::Falling => list.windows(2).any(|pair| pair[0] > pair[1]),
        Fault::Longer(length) => list.len() > length,
        Fault::Both(one, other) => {
            list.iter().any(|x| x % 10 == one) && list.iter().any(|x| x % 7 == other)
        }
    }
}

fn replay(shape: Shape, list: &[u64]) -> (Vec<u64>, Vec<u64>) {
    let mut choices = Choices::replay(list.to_vec());
    let made = generate(shape, &mut choices);
    (made, choices.drawn().to_vec())
}

/// The choices of the first seed from `seed` on whose input fails.
fn first(shape: Shape, fault: Fault, seed: u64) -> Option<Vec<u64>> {
    (seed..seed + 200).find_map(|seed| {
        let mut choices = Choices::seeded(seed);
        fails(fault, &generate(shape, &mut choices)).then(|| choices.drawn().to_vec())
    })
}

/// Shrinks to the end, checking on the way that the best list only gets simpler.
fn shrink(shape: Shape, fault: Fault, first: Vec<u64>, budget: u32) -> Shrinker {
    let mut shrinker = Shrinker::new(first, budget);
    let mut proposed = std::collections::HashSet::new();
    while let Some(list) = shrinker.next() {
        assert!(proposed.insert(list.clone()), "{list:?} was tried before");
        let before = shrinker.best().to_vec();
        let (made, drawn) = replay(shape, &list);
        shrinker.report(&drawn, fails(fault, &made));
        assert_ne!(shortlex(shrinker.best(), &before), Ordering::Greater);
        assert!(shrinker.tried() <= budget, "over budget");
    }
    shrinker
}

#[test]
fn known_failures_become_as_small_as_can_be() {
    let zeros = |count: usize| vec![0; count];
    for (shape, fault, expected) in [
        (Shape::Counted, Fault::Above(500), vec![500]),
        (Shape::Counted, Fault::Twice, zeros(2)),
        (Shape::Counted, Fault::Falling, vec![1, 0]),
        (Shape::Counted, Fault::Longer(6), zeros(7)),
        (Shape::Chained, Fault::Above(500), vec![500]),
        (Shape::Chained, Fault::Falling, vec![1, 0]),
        (Shape::Nested, Fault::Above(123), vec![123]),
        (Shape::Nested, Fault::Twice, zeros(2)),
        (Shape::Records, Fault::Above(650), vec![650]),
        (Shape::Tree, Fault::Above(77), vec![77]),
    ] {
        for seed in 0..20 {
            let start = first(shape, fault, seed * 1000).unwrap();
            let shrinker = shrink(shape, fault, start, 5000);
            let (made, _) = replay(shape, shrinker.best());
            assert_eq!(made, expected, "{shape:?} {fault:?} seed {seed}");
            assert!(shrinker.is_minimal());
        }
    }
}

#[test]
fn a_list_that_always_fails_becomes_the_plainest_input_at_once() {
    let start = first(Shape::Records, Fault::Sum(0), 3).unwrap();
    let shrinker = shrink(Shape::Records, Fault::Sum(0), start, 100);
    let (made, drawn) = replay(Shape::Records, &[]);
    assert_eq!(made, [0]);
    assert_eq!(shrinker.best(), drawn);
    assert!(shrinker.tried() < 20, "{}", shrinker.tried());
}

#[test]
fn what_fails_nowhere_else_stays_and_is_minimal() {
    let mut shrinker = Shrinker::new(vec![3, 1, 2], 1000);
    while let Some(list) = shrinker.next() {
        shrinker.report(&list, false);
    }
    assert_eq!(shrinker.best(), [3, 1, 2]);
    assert!(shrinker.is_minimal());
    let mut empty = Shrinker::new(Vec::new(), 10);
    assert_eq!(empty.next(), None);
    assert!(empty.is_minimal());
}

#[test]
fn a_budget_that_is_used_up_is_told() {
    let mut shrinker = Shrinker::new(vec![900; 50], 7);
    for _ in 0..7 {
        let list = shrinker.next().unwrap();
        assert_eq!(
            shrinker.next().as_ref(),
            Some(&list),
            "until it is reported"
        );
        shrinker.report(&list, false);
        shrinker.report(&[], true);
    }
    assert_eq!(shrinker.next(), None);
    assert_eq!((shrinker.tried(), shrinker.is_minimal()), (7, false));
    assert_eq!(
        shrinker.best(),
        [900; 50],
        "a report without a proposal says nothing"
    );
}

#[test]
fn steps_are_all_that_is_one_smaller() {
    let of = |list: &[u64]| steps(list).collect::<Vec<_>>();
    assert!(of(&[]).is_empty());
    assert_eq!(of(&[0]), [Vec::<u64>::new()]);
    assert_eq!(
        of(&[2, 1]),
        [vec![], vec![2], vec![1], vec![0, 1], vec![1, 1], vec![2, 0]]
    );
    let nine = of(&[0; 9]);
    assert_eq!(nine.iter().filter(|list| list.len() == 1).count(), 2);
}

fn faults() -> impl Strategy<Value = Fault> {
    prop_oneof![
        (1_u64..900).prop_map(Fault::Above),
        (1_u64..3000).prop_map(Fault::Sum),
        Just(Fault::Twice),
        Just(Fault::Falling),
        (0_usize..12).prop_map(Fault::Longer),
        (1_u64..10, 1_u64..7).prop_map(|(one, other)| Fault::Both(one, other)),
    ]
}

proptest! {
    #[test]
    fn the_result_fails_and_nothing_one_step_smaller_does(
        shape in prop::sample::select(SHAPES.to_vec()), fault in faults(), seed in 0_u64..1_000_000
    ) {
        let Some(start) = first(shape, fault, seed) else { return Ok(()) };
        let shrinker = shrink(shape, fault, start, 100_000);
        prop_assert!(shrinker.is_minimal());
        let (made, drawn) = replay(shape, shrinker.best());
        prop_assert!(fails(fault, &made));
        prop_assert_eq!(&drawn, shrinker.best(), "the best list is what is drawn by it");
        for step in steps(shrinker.best()) {
            let (made, drawn) = replay(shape, &step);
            let simpler = shortlex(&drawn, shrinker.best()) == Ordering::Less;
            prop_assert!(!(simpler && fails(fault, &made)), "{:?} to {:?}", shrinker.best(), step);
        }
    }

    #[test]
    fn any_budget_is_kept_and_the_result_fails(
        shape in prop::sample::select(SHAPES.to_vec()), fault in faults(), seed in 0_u64..1_000_000, budget in 0_u32..200
    ) {
        let Some(start) = first(shape, fault, seed) else { return Ok(()) };
        let shrinker = shrink(shape, fault, start, budget);
        prop_assert!(fails(fault, &replay(shape, shrinker.best()).0));
    }

    #[test]
    fn a_program_that_fails_by_chance_does_no_harm(
        first in prop::collection::vec(any::<u64>(), 0..40), answers in prop::collection::vec(any::<bool>(), 300)
    ) {
        let mut shrinker = Shrinker::new(first, 300);
        let mut answers = answers.into_iter();
        while let Some(list) = shrinker.next() {
            let mut drawn = list.clone();
            drawn.push(0);
            shrinker.report(&drawn, answers.next().unwrap());
        }
        prop_assert!(shrinker.tried() <= 300);
    }
}
