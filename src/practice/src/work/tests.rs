use super::*;
use proptest::prelude::*;

use Language::{JavaScript, Python};

fn files(list: &[(&str, &str)]) -> Files {
    let own = |&(name, text): &(&str, &str)| (name.to_owned(), text.to_owned());
    list.iter().map(own).collect()
}

fn starter() -> Files {
    files(&[("main.py", "pass\n")])
}

fn begun() -> Work {
    let mut work = Work::new(1);
    work.begin(Python, starter());
    work
}

fn run(at_ms: u64, text: &str) -> Run {
    Run {
        at_ms,
        language: Python,
        files: files(&[("main.py", text)]),
        passed: 1,
        total: 2,
        random: None,
        seconds: 0.5,
    }
}

/// Written down, and read again by a tab.
fn reread(work: &Work, tab: u64) -> Work {
    Work::from_json(&work.to_json().unwrap(), tab).unwrap()
}

#[test]
fn what_is_written_down_is_read_again() {
    let mut work = begun();
    work.edit(Python, "main.py", "print(1)\n", 5).unwrap();
    work.add_file(Python, "lib.py", 6).unwrap();
    work.record_run(Run {
        random: Some(Random {
            seed: u64::MAX,
            count: 100,
            failed: Some(u64::MAX - 1),
        }),
        ..run(7, "x")
    });
    work.fresh_start(Python, starter(), 8);
    let mut timer = Timer::new(45);
    timer.start(11);
    work.timer = Some(timer);
    work.own.args = "-p 'a b'".to_owned();
    let again = reread(&work, 1);
    assert_eq!(again.drafts[&Python].files, work.drafts[&Python].files);
    assert_eq!(again, work);
}

/// The first version as it was written: never change this text.
#[test]
fn version_1_is_read_for_ever() {
    let json = r#"{"version":1,"language":"python","drafts":{"python":{"files":[["main.py","print(1)\n"]],"changed_ms":5}},
        "runs":[{"at_ms":7,"language":"python","files":[["main.py","x"]],"passed":1,"total":2,
            "random":{"seed":4127,"count":12,"failed":4138},"seconds":0.5}],
        "shelf":[{"at_ms":8,"language":"shell","files":[["main.sh","ls"]],"why":"before a fresh start"}],
        "timer":{"minutes":45,"started_ms":11,"used_ms":2,"changed_ms":11},
        "own":{"stdin":"in","args":"-p","files":[["/a","b"]],"changed_ms":3}}"#;
    let work = Work::from_json(json, 7).unwrap();
    assert_eq!(work.language, Some(Python));
    assert_eq!(work.files(Python), files(&[("main.py", "print(1)\n")]));
    assert_eq!(work.runs[0].random.unwrap().failed, Some(4138));
    assert_eq!(work.shelf[0].why, "before a fresh start");
    assert_eq!(work.timer.unwrap().remaining_ms(11), 45 * 60_000 - 2);
    assert_eq!(work.own.files, files(&[("/a", "b")]));
}

#[test]
fn what_another_version_wrote_is_read_as_far_as_it_is_known() {
    assert_eq!(Work::from_json("{}", 7).unwrap(), Work::new(7));
    let json = r#"{"version":9,"language":"prolog","new":[1],
        "drafts":{"prolog":{"files":[]},"python":{"files":[["a.py","x"]],"changed_ms":2,"cursor":7}},
        "runs":[{"at_ms":1,"language":"prolog"},{"at_ms":2,"language":"python"}],
        "shelf":[{"kind":"unheard of"}],"timer":{"minutes":"many"}}"#;
    let work = Work::from_json(json, 7).unwrap();
    assert_eq!(work.language, None);
    assert_eq!(work.files(Python), files(&[("a.py", "x")]));
    assert_eq!((work.runs.len(), work.runs[0].at_ms), (1, 2));
    assert_eq!((work.shelf.len(), work.timer), (0, None));
    for json in ["", "7", "{\"drafts\": 7}"] {
        assert!(Work::from_json(json, 7).is_err(), "{json}");
    }
}

#[test]
fn files_are_added_renamed_and_removed() {
    let mut work = begun();
    let taken = |name: &str| Err(EditError::Name(NameError::Taken(name.to_owned())));
    let missing = |name: &str| Err(EditError::Missing(name.to_owned()));
    work.add_file(Python, "lib.py", 1).unwrap();
    assert_eq!(work.add_file(Python, "lib.py", 2), taken("lib.py"));
    assert!(matches!(
        work.add_file(Python, "a/b.py", 2),
        Err(EditError::Name(NameError::NotAName(_)))
    ));
    work.edit(Python, "lib.py", "x = 1\n", 3).unwrap();
    assert_eq!(work.edit(Python, "gone.py", "", 3), missing("gone.py"));
    assert_eq!(work.edit(JavaScript, "main.js", "", 3), missing("main.js"));
    assert_eq!(
        work.files(Python),
        files(&[("main.py", "pass\n"), ("lib.py", "x = 1\n")])
    );
    assert_eq!(
        work.remove_file(Python, "main.py", 5),
        Err(EditError::Main("main.py".to_owned()))
    );
    work.remove_file(Python, "lib.py", 6).unwrap();
    assert_eq!(work.files(Python).len(), 1);
    assert_eq!(
        work.shelf[0].files.len(),
        2,
        "what was in it is on the shelf"
    );
}

#[test]
fn a_fresh_start_keeps_what_was_written() {
    let mut work = begun();
    work.fresh_start(Python, starter(), 1);
    work.restore(Python, files(&[("main.py", "answer")]), 2);
    assert!(
        work.shelf.is_empty(),
        "an untouched starter is not worth keeping"
    );
    work.edit(Python, "main.py", "mine", 3).unwrap();
    work.fresh_start(Python, starter(), 4);
    assert_eq!(work.files(Python), starter());
    assert_eq!(work.shelf.len(), 1);
    assert_eq!(work.shelf[0].files, files(&[("main.py", "mine")]));
}

#[test]
fn runs_and_shelf_are_bounded_and_the_oldest_give_way() {
    let mut work = begun();
    for n in 0..60 {
        work.record_run(run(n, "x"));
    }
    let times: Vec<u64> = work.runs.iter().map(|run| run.at_ms).collect();
    assert_eq!(times, (10..60).collect::<Vec<_>>());
    let large = "y".repeat(200 * 1024);
    for n in 60..63 {
        work.record_run(run(n, &large));
    }
    let times: Vec<u64> = work.runs.iter().map(|run| run.at_ms).collect();
    assert_eq!(times, [61, 62], "two of 200 KiB fit");
    work.record_run(run(63, &"z".repeat(MAX_BYTES)));
    let last = work.runs.last().unwrap();
    assert_eq!(
        (last.at_ms, last.files.len()),
        (63, 0),
        "the verdict is kept"
    );
    for n in 0..40 {
        work.edit(Python, "main.py", &format!("{n}"), 100 + n)
            .unwrap();
        work.fresh_start(Python, starter(), 200 + n);
    }
    assert_eq!(work.shelf.len(), MAX_SHELVED);
    assert_eq!(work.shelf[0].files, files(&[("main.py", "10")]));
}

#[test]
fn the_newest_draft_wins_and_the_other_goes_on_the_shelf() {
    let mut first = begun();
    first
        .edit(Python, "main.py", "both began here", 10)
        .unwrap();
    let (mut one, mut two) = (reread(&first, 2), reread(&first, 3));
    one.edit(Python, "main.py", "older", 20).unwrap();
    two.edit(Python, "main.py", "newer", 30).unwrap();
    one.record_run(run(21, "older"));
    two.record_run(run(31, "newer"));
    let (one_stored, two_stored) = (reread(&one, 0), reread(&two, 0));
    one.merge(&two_stored);
    two.merge(&one_stored);
    for work in [&one, &two] {
        assert_eq!(work.files(Python), files(&[("main.py", "newer")]));
        assert_eq!(work.shelf.len(), 1);
        assert_eq!(work.shelf[0].files, files(&[("main.py", "older")]));
        let times: Vec<u64> = work.runs.iter().map(|run| run.at_ms).collect();
        assert_eq!(times, [21, 31]);
    }
}

#[test]
fn a_tab_that_only_looks_on_sets_nothing_aside() {
    let mut writer = begun();
    writer.edit(Python, "main.py", "0", 1).unwrap();
    let mut watcher = reread(&writer, 2);
    for n in 2..20 {
        writer.edit(Python, "main.py", &n.to_string(), n).unwrap();
        watcher.merge(&reread(&writer, 0));
        assert_eq!(watcher.files(Python), writer.files(Python));
        // What it then stores is nothing new to the writer.
        writer.edit(Python, "main.py", &format!("{n}b"), n).unwrap();
        writer.merge(&reread(&watcher, 0));
    }
    assert!(watcher.shelf.is_empty());
    assert_eq!(writer.files(Python), files(&[("main.py", "19b")]));
    assert!(writer.shelf.is_empty());
    // The watcher goes on from there, and then the writer again.
    watcher.merge(&reread(&writer, 0));
    watcher.edit(Python, "main.py", "theirs", 30).unwrap();
    watcher.edit(Python, "main.py", "theirs too", 31).unwrap();
    writer.merge(&reread(&watcher, 0));
    writer.edit(Python, "main.py", "mine again", 32).unwrap();
    watcher.merge(&reread(&writer, 0));
    assert_eq!(watcher.files(Python), files(&[("main.py", "mine again")]));
    assert!(writer.shelf.is_empty() && watcher.shelf.is_empty());
}

#[test]
fn the_timer_and_the_input_changed_last_are_taken() {
    let mut one = begun();
    let mut two = reread(&one, 2);
    let mut timer = Timer::new(30);
    timer.start(50);
    two.timer = Some(timer);
    two.own = OwnInput {
        stdin: "in".to_owned(),
        changed_ms: 60,
        ..OwnInput::default()
    };
    one.merge(&two);
    assert_eq!((one.timer, &one.own), (Some(timer), &two.own));
    let mut paused = timer;
    paused.pause(70);
    one.timer = Some(paused);
    one.merge(&two);
    assert_eq!(one.timer, Some(paused));
}

/// What a tab may do.
#[derive(Clone, Copy, Debug)]
enum Act {
    Edit,
    Run,
    Store,
    Load,
}

fn acts() -> impl Strategy<Value = Vec<(usize, Act)>> {
    let act = prop_oneof![
        4 => Just(Act::Edit),
        1 => Just(Act::Run),
        3 => Just(Act::Store),
        3 => Just(Act::Load),
    ];
    // Few enough edits for the shelf to hold them all.
    prop::collection::vec((0_usize..3, act), 0..MAX_SHELVED)
}

proptest! {
    /// Three tabs that write, store and load at any time. In the end all show the same draft, and every state of it that
    /// ever was is that draft, on the shelf, or was written over by somebody who had it before them.
    #[test]
    fn nothing_is_lost_between_tabs(acts in acts()) {
        let mut stored = begun();
        let mut tabs = [2, 3, 4].map(|tab| reread(&stored, tab));
        let mut parents: BTreeMap<Files, Files> = BTreeMap::new();
        for (now, (tab, act)) in acts.into_iter().enumerate() {
            let now = 1 + now as u64;
            let tab = &mut tabs[tab];
            match act {
                Act::Edit => {
                    let before = tab.files(Python).to_vec();
                    tab.edit(Python, "main.py", &format!("{now}"), now).unwrap();
                    parents.insert(tab.files(Python).to_vec(), before);
                }
                Act::Run => tab.record_run(run(now, "r")),
                Act::Load => tab.merge(&stored),
                Act::Store => {
                    tab.merge(&stored);
                    stored = reread(tab, 0);
                }
            }
        }
        for _ in 0..2 {
            for tab in &mut tabs {
                tab.merge(&stored);
                stored = reread(tab, 0);
            }
        }
        for tab in &mut tabs {
            prop_assert_eq!(tab.files(Python), stored.files(Python));
            prop_assert_eq!(&tab.runs, &stored.runs);
            let before = tab.clone();
            tab.merge(&stored);
            prop_assert_eq!(&*tab, &before, "once is enough");
        }
        let mut kept: Vec<Files> = stored.shelf.iter().map(|shelved| shelved.files.clone()).collect();
        kept.push(stored.files(Python).to_vec());
        let mut covered = std::collections::BTreeSet::new();
        while let Some(state) = kept.pop() {
            kept.extend(parents.get(&state).cloned());
            covered.insert(state);
        }
        for state in parents.keys() {
            prop_assert!(covered.contains(state), "{:?} is lost", state);
        }
    }
}
