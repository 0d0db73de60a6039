use super::*;
use contract::Choices;
use proptest::prelude::*;

/// Draws up to `size` numbers, and fails from a limit on.
fn input(choices: &mut Choices, size: u32) -> Vec<u64> {
    let count = choices.below(u64::from(size) + 1);
    (0..count).map(|_| choices.below(100)).collect()
}

/// Runs to the end; `case` and `random` are the program. Gives the tasks, in order.
fn run(
    judging: &mut Judging,
    case: impl Fn(usize) -> Finding,
    random: impl Fn(&[u64]) -> Finding,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    loop {
        let task = judging.next();
        assert_eq!(judging.next(), task, "the same until it is reported");
        match &task {
            Task::Case(index) => judging.report(case(*index), &[]),
            Task::Random { seed, size, .. } => {
                let mut choices = Choices::seeded(*seed);
                let made = input(&mut choices, *size);
                judging.report(random(&made), choices.drawn());
            }
            Task::Shrink { choices, size } => {
                let mut choices = Choices::replay(choices.clone());
                let made = input(&mut choices, *size);
                judging.report(random(&made), choices.drawn());
            }
            Task::Done => return tasks,
        }
        tasks.push(task);
        assert!(tasks.len() < 10_000);
    }
}

fn from(pass: bool) -> Finding {
    if pass { Finding::Pass } else { Finding::Fail }
}

#[test]
fn all_passes() {
    let mut judging = Judging::new(3, 100, 500, 4000);
    let tasks = run(&mut judging, |_| Finding::Pass, |_| Finding::Pass);
    assert_eq!(tasks.len(), 103);
    assert_eq!(
        tasks[..3],
        [Task::Case(0), Task::Case(1), Task::Case(2)],
        "in file order"
    );
    assert_eq!(
        tasks[102],
        Task::Random {
            n: 99,
            seed: 4099,
            size: size_of(4099)
        }
    );
    assert!(judging.is_passed());
    assert_eq!(judging.failing(), None);
    let expected = Progress {
        phase: Phase::Done,
        done: 100,
        total: 100,
    };
    assert_eq!(judging.progress(), expected);
}

#[test]
fn a_failed_case_stops_neither_later_cases_nor_lets_random_ones_begin() {
    for finding in [Finding::Fail, Finding::Void] {
        let mut judging = Judging::new(3, 100, 500, 1);
        let case = |index| if index == 1 { finding } else { Finding::Pass };
        let tasks = run(&mut judging, case, |_| Finding::Pass);
        assert_eq!(tasks, [Task::Case(0), Task::Case(1), Task::Case(2)]);
        assert!(!judging.is_passed());
        let expected = Progress {
            phase: Phase::Done,
            done: 3,
            total: 3,
        };
        assert_eq!(judging.progress(), expected);
    }
}

#[test]
fn the_first_failing_random_input_is_shrunk_and_replays_by_its_seed() {
    let program = |made: &[u64]| from(made.iter().all(|x| *x < 60));
    let mut judging = Judging::new(1, 100, 500, 70);
    let tasks = run(&mut judging, |_| Finding::Pass, program);
    let found = judging.failing().unwrap();
    assert!(found.minimal && found.tried > 0);
    assert_eq!(found.choices, [1, 60], "one element, just too large");
    let randoms: Vec<&Task> = tasks
        .iter()
        .filter(|task| matches!(task, Task::Random { .. }))
        .collect();
    assert_eq!(
        randoms.len() as u32,
        found.n + 1,
        "none after the failing one"
    );
    assert_eq!(found.seed, 70 + u64::from(found.n));
    assert_eq!(judging.progress().phase, Phase::Done);
    assert!(!judging.is_passed());

    let mut again = Judging::replay(found.seed, 500);
    let tasks = run(&mut again, |_| Finding::Pass, program);
    assert!(matches!(tasks[0], Task::Random { n: 0, seed, size }
        if (seed, size) == (found.seed, found.size)));
    assert_eq!(again.failing().unwrap().choices, found.choices);
}

#[test]
fn what_broke_is_never_shrunk() {
    let mut judging = Judging::new(0, 100, 500, 9);
    let program = |made: &[u64]| {
        if made.len() > 2 {
            Finding::Void
        } else {
            Finding::Pass
        }
    };
    let tasks = run(&mut judging, |_| Finding::Pass, program);
    assert!(tasks.iter().all(|task| matches!(task, Task::Random { .. })));
    assert_eq!(judging.failing(), None);
    assert_eq!(judging.void(), Some(9 + tasks.len() as u64 - 1));
    assert!(!judging.is_passed());
}

#[test]
fn it_can_be_stopped_at_any_time() {
    let mut judging = Judging::new(2, 10, 50, 0);
    judging.next();
    judging.report(Finding::Pass, &[]);
    judging.stop();
    assert_eq!(judging.next(), Task::Done);
    judging.report(Finding::Pass, &[]);
    let expected = Progress {
        phase: Phase::Done,
        done: 1,
        total: 2,
    };
    assert_eq!(judging.progress(), expected);
    assert!(!judging.is_passed());

    let mut judging = Judging::new(0, 10, 50, 0);
    judging.next();
    judging.report(Finding::Fail, &[3, 1, 2, 3]);
    assert!(matches!(judging.next(), Task::Shrink { .. }));
    judging.stop();
    assert_eq!(judging.next(), Task::Done);
    let found = judging.failing().unwrap();
    assert_eq!((found.choices, found.minimal), (&[3, 1, 2, 3][..], false));
}

#[test]
fn nothing_to_run_is_done_at_once() {
    let mut judging = Judging::new(0, 0, 0, 0);
    assert_eq!(judging.progress().phase, Phase::Done);
    assert_eq!(judging.next(), Task::Done);
    assert!(judging.is_passed());
}

proptest! {
    #[test]
    fn any_program_is_judged_within_its_bounds(
        cases in 0_u32..6, random in 0_u32..30, budget in 0_u32..60, base in any::<u64>(),
        bad_case in 0_usize..12, limit in 0_u64..200
    ) {
        let mut judging = Judging::new(cases, random, budget, base);
        let program = |made: &[u64]| from(made.iter().sum::<u64>() < limit * 10);
        let tasks = run(&mut judging, |index| from(index != bad_case), program);
        prop_assert!(tasks.len() as u32 <= cases + random + budget);
        prop_assert_eq!(judging.progress().phase, Phase::Done);
        let failed = bad_case < cases as usize || judging.failing().is_some();
        prop_assert_eq!(judging.is_passed(), !failed);
        if let Some(found) = judging.failing() {
            let made = input(&mut Choices::replay(found.choices.to_vec()), found.size);
            prop_assert_eq!(program(&made), Finding::Fail);
        }
    }
}
