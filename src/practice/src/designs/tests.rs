use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn past(strokes: &[(u64, u64)]) -> Past {
    Past(strokes.iter().copied().collect())
}

fn facts(name: &str, problem: Option<&str>) -> Facts {
    Facts {
        name: name.to_owned(),
        iteration: 1,
        problem: problem.map(str::to_owned),
        parts: 0,
    }
}

#[test]
fn texts_meet() {
    use Meeting::{Apart, Earlier, Later, Same};
    for (own, other, expected) in [
        (past(&[]), past(&[]), Same),
        (past(&[(1, 5)]), past(&[(1, 5)]), Same),
        (past(&[(1, 5)]), past(&[]), Later),
        (past(&[(1, 5)]), past(&[(1, 4)]), Later),
        (past(&[(1, 5), (2, 6)]), past(&[(1, 5)]), Later),
        // Three tabs took turns; the third never saw the second's.
        (past(&[(1, 5), (2, 6), (3, 7)]), past(&[(1, 5)]), Later),
        (past(&[(1, 5)]), past(&[(1, 5), (2, 6)]), Earlier),
        (
            past(&[(1, 6)]),
            past(&[(1, 5), (2, 7)]),
            Apart { stays: false },
        ),
        (
            past(&[(1, 8)]),
            past(&[(1, 5), (2, 7)]),
            Apart { stays: true },
        ),
        // In the same millisecond: somebody must give way, and only one.
        (past(&[(1, 7)]), past(&[(2, 7)]), Apart { stays: false }),
        (past(&[(2, 7)]), past(&[(1, 7)]), Apart { stays: true }),
    ] {
        assert_eq!(own.meet(&other), expected, "{own:?} {other:?}");
    }
}

#[test]
fn a_stroke_is_later_than_what_it_was_made_on() {
    let mut own = past(&[(1, 900)]);
    // The clock was set back.
    own.touch(2, 100);
    assert_eq!(own.newest(), (2, 901));
    assert_eq!(own.meet(&past(&[(1, 900)])), Meeting::Later);
}

#[test]
fn a_past_is_bounded() {
    let mut own = Past::default();
    for hand in 0..100 {
        own.touch(hand, hand);
    }
    assert_eq!(own.0.len(), MAX_HANDS);
    assert_eq!(own.newest().0, 99);
}

#[test]
fn what_is_removed_can_be_brought_back() {
    let mut index = Index::default();
    index.record("a", facts("One", None), 10);
    index.record("b", facts("Two", None), 20);
    let names = |list: Vec<(&str, &Entry)>| -> Vec<String> {
        list.iter().map(|(_, e)| e.facts.name.clone()).collect()
    };
    assert_eq!(names(index.listed()), ["Two", "One"]);
    index.remove("b", 30);
    assert_eq!(names(index.listed()), ["One"]);
    assert_eq!(names(index.shelved()), ["Two"]);
    assert_eq!(index.current(None), Some("a"));
    index.restore("b", 40);
    assert_eq!(names(index.listed()), ["Two", "One"]);
    assert!(index.shelved().is_empty());
    // Removing what isn't there is nothing.
    index.remove("c", 50);
    assert!(index.shelved().is_empty());
}

#[test]
fn a_design_that_is_changed_after_its_removal_elsewhere_is_listed_again() {
    let mut here = Index::default();
    here.record("a", facts("One", None), 10);
    let mut there = here.clone();
    there.remove("a", 20);
    here.record("a", facts("One more", None), 30);
    here.merge(&there);
    assert_eq!(here.listed()[0].1.facts.name, "One more");
}

#[test]
fn each_problem_has_its_own_current_design() {
    let mut index = Index::default();
    index.record("a", facts("Free", None), 10);
    index.record("b", facts("Joiner", Some("log-joiner")), 20);
    index.record("c", facts("Joiner again", Some("log-joiner")), 30);
    assert_eq!(index.current(None), Some("a"));
    assert_eq!(index.current(Some("log-joiner")), Some("c"));
    assert_eq!(index.current(Some("images")), None);
    index.choose(Some("log-joiner"), "b", 40);
    assert_eq!(index.current(Some("log-joiner")), Some("b"));
    // What is on the shelf is not gone on with.
    index.remove("b", 50);
    assert_eq!(index.current(Some("log-joiner")), Some("c"));
}

#[test]
fn the_shelf_is_bounded_and_what_leaves_it_is_told() {
    let mut index = Index::default();
    for number in 0..MAX_SHELVED as u64 + 2 {
        let id = format!("d{number}");
        index.record(&id, facts(&id, None), number);
        index.remove(&id, 1000 + number);
    }
    let mut dropped = index.tidy(5000);
    dropped.sort();
    assert_eq!(dropped, ["d0", "d1"]);
    assert_eq!(index.shelved().len(), MAX_SHELVED);
    assert!(index.tidy(5001).is_empty());
    // Another tab that still lists it doesn't bring back what has no text.
    let mut other = Index::default();
    other.record("d0", facts("d0", None), 0);
    index.merge(&other);
    assert!(index.listed().is_empty());
}

#[test]
fn documents_are_read_back_and_bad_ones_refused() {
    let mut index = Index::default();
    index.record("a", facts("One", Some("log-joiner")), 10);
    index.choose(None, "a", 20);
    let json = index.to_json().unwrap();
    assert_eq!(Index::from_json(&json).unwrap(), index);
    let kept = Kept {
        format: FORMAT,
        past: past(&[(u64::MAX, 5), (1, 2)]),
        design: "{\"name\":\"A \\\"B\\\"\"}".to_owned(),
    };
    assert_eq!(Kept::from_json(&kept.to_json().unwrap()).unwrap(), kept);
    for bad in ["", "{", "{\"designs\":7}", "7"] {
        assert!(Index::from_json(bad).is_err(), "{bad}");
    }
    for bad in ["", "{}", "{\"design\":{}}", "{\"design\":\"\",\"past\":[]}"] {
        assert!(Kept::from_json(bad).is_err(), "{bad}");
    }
    // Written by a later version.
    let later = "{\"format\":9,\"more\":1,\"designs\":{\"a\":{\"stamp\":3,\"colour\":\"red\"}}}";
    assert_eq!(Index::from_json(later).unwrap().listed().len(), 1);
}

/// A tab in the model below: the text is the set of the strokes that were made on it.
#[derive(Clone, Debug)]
struct Tab {
    hand: u64,
    id: String,
    past: Past,
    text: BTreeSet<u32>,
    /// What it has read and not yet acted on: it may be old by the time it does.
    read: Option<Option<(Past, BTreeSet<u32>)>>,
}

type Disk = BTreeMap<String, (Past, BTreeSet<u32>)>;

impl Tab {
    fn look(&mut self, disk: &Disk) {
        self.read = Some(disk.get(&self.id).cloned());
    }

    /// Acts on what it read; whether anything changed.
    fn act(&mut self, disk: &mut Disk) -> bool {
        let Some(stored) = self.read.take() else {
            return false;
        };
        let own = (self.past.clone(), self.text.clone());
        match settle(&self.id, &self.past, stored.as_ref().map(|(past, _)| past)) {
            Step::Rest => return false,
            Step::Write => {
                disk.insert(self.id.clone(), own);
            }
            Step::TakeOver => {
                if let Some((past, text)) = stored {
                    (self.past, self.text) = (past, text);
                }
            }
            Step::MoveAside(id) => {
                self.id = id;
                self.look(disk);
                self.act(disk);
            }
            Step::SetAside(id) => {
                if let Some((past, text)) = stored {
                    put_aside(disk, id, (past, text));
                }
                disk.insert(self.id.clone(), own);
            }
        }
        true
    }
}

fn put_aside(disk: &mut Disk, mut id: String, (past, text): (Past, BTreeSet<u32>)) {
    loop {
        match aside(&id, &past, disk.get(&id).map(|(stored, _)| stored)) {
            Aside::There => return,
            Aside::Write => {
                disk.insert(id, (past, text));
                return;
            }
            Aside::Next(next) => id = next,
        }
    }
}

proptest! {
    #[test]
    fn whatever_tabs_write_at_once_is_kept(
        acts in prop::collection::vec((0..3_usize, 0..4_u8), 0..60)
    ) {
        let mut disk = Disk::new();
        let mut tabs: Vec<Tab> = (0..3_u64)
            .map(|tab| Tab {
                hand: 10 + tab,
                id: "d".to_owned(),
                past: Past::default(),
                text: BTreeSet::new(),
                read: None,
            })
            .collect();
        let mut made: Vec<BTreeSet<u32>> = Vec::new();
        for (clock, (tab, act)) in acts.into_iter().enumerate() {
            let tab = &mut tabs[tab];
            match act {
                0 => {
                    tab.text.insert(clock as u32);
                    tab.past.touch(tab.hand, clock as u64 / 4);
                    made.push(tab.text.clone());
                }
                1 => tab.look(&disk),
                2 => {
                    tab.act(&mut disk);
                }
                _ => {
                    tab.look(&disk);
                    tab.act(&mut disk);
                }
            }
        }
        // All tabs are told of each write, and look again until there is nothing to do.
        for round in 0.. {
            prop_assert!(round < 20, "they never come to rest");
            let mut moved = false;
            for tab in &mut tabs {
                tab.look(&disk);
                moved |= tab.act(&mut disk);
            }
            if !moved {
                break;
            }
        }
        for text in made {
            prop_assert!(
                disk.values().any(|(_, kept)| kept.is_superset(&text)),
                "{text:?} is in none of {disk:?}"
            );
        }
    }

    #[test]
    fn indexes_come_to_the_same(
        acts in prop::collection::vec((0..3_usize, 0..5_u8, 0..3_usize, 0..8_u64), 0..40)
    ) {
        const IDS: [&str; 3] = ["a", "b", "c"];
        let mut all: Vec<Index> = vec![Index::default(); 3];
        for (at, act, id, now) in acts {
            let index = &mut all[at];
            match act {
                0 => index.record(IDS[id], facts(IDS[at], None), now),
                1 => index.remove(IDS[id], now),
                2 => index.restore(IDS[id], now),
                3 => index.choose(None, IDS[id], now),
                _ => index.forget(IDS[id], now),
            }
        }
        let merged = |order: [usize; 4]| {
            let mut index = Index::default();
            for at in order {
                index.merge(&all[at]);
            }
            index
        };
        let expected = merged([0, 1, 2, 0]);
        prop_assert_eq!(&merged([2, 1, 0, 1]), &expected);
        prop_assert_eq!(&merged([1, 0, 2, 2]), &expected);
    }
}
