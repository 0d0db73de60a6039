use super::*;

fn outcome(ended: Ended, stdout: &str, stderr: &str) -> Outcome {
    Outcome {
        ended,
        stdout: stdout.as_bytes().to_vec(),
        stderr: stderr.as_bytes().to_vec(),
        dropped_bytes: 0,
        dropped_lines: 0,
        seconds: 0.25,
    }
}

fn expected(stdout: &str, status: u8, stderr_has: &[&str]) -> Expected {
    Expected {
        stdout: stdout.as_bytes().to_vec(),
        status,
        stderr_has: stderr_has.iter().map(|&word| word.to_owned()).collect(),
    }
}

fn judged(expected: &Expected, outcome: &Outcome) -> (Verdict, String) {
    let judged = judge(Compare::Exact, expected, outcome).unwrap();
    assert_eq!(judged.why.is_empty(), judged.verdict == Verdict::Pass);
    (judged.verdict, judged.why.join(" "))
}

#[test]
fn verdicts_and_what_a_person_would_notice() {
    use Verdict::*;
    let wants = |stdout| expected(stdout, 0, &[]);
    let bad = expected("", 1, &["line 3", "Pid"]);
    for (expected, status, stdout, stderr, verdict, why) in [
        (wants("a\n"), 0, "a\n", "noise", Pass, ""),
        (bad.clone(), 1, "", "x: LINE 3: no pid", Pass, ""),
        (
            wants("a\nb\n"),
            0,
            "a\nc\n",
            "",
            Fail,
            "Line 2: expected “b”, got “c”.",
        ),
        (
            wants("a\nb\n"),
            0,
            "a\nb",
            "",
            Fail,
            "Only the newline at the end is missing.",
        ),
        (
            wants("a"),
            0,
            "a\n",
            "",
            Fail,
            "There is one newline too many at the end.",
        ),
        (
            wants("a\nb\n"),
            0,
            "b\na\n",
            "",
            Fail,
            "The lines are right, in another order. Line 1: expected “a”, got “b”.",
        ),
        (
            wants("a\nb\n"),
            0,
            "a \nb\n",
            "",
            Fail,
            "Only spaces at line ends, or empty lines at the end, differ.",
        ),
        (
            wants("a\nb\n"),
            0,
            "a\r\nb\r\n",
            "",
            Fail,
            "Only the line ends differ: they are CR LF where LF was expected.",
        ),
        (
            wants("Ab\n"),
            0,
            "aB\n",
            "",
            Fail,
            "Only letter case differs. Line 1: expected “Ab”, got “aB”.",
        ),
        (
            wants("a b\n"),
            0,
            "a  b\n",
            "",
            Fail,
            "Only spaces and newlines differ. Line 1: expected “a b”, got “a  b”.",
        ),
        (
            wants("a\nb\nc\n"),
            0,
            "a\n",
            "",
            Fail,
            "All is right but for the last 2 lines, which are missing. Line 2: expected “b”, got the end of the output.",
        ),
        (
            wants("a\n"),
            0,
            "a\nb\n",
            "",
            Fail,
            "All is right but for one line too many at the end. Line 2: expected the end of the output, got “b”.",
        ),
        (wants("a\n"), 0, "", "", Fail, "Stdout is empty."),
        (
            wants("a\n"),
            0,
            "",
            "a\n",
            Fail,
            "Stdout is empty; what was expected there went to stderr.",
        ),
        (
            wants("a\n"),
            0,
            "",
            "b\n",
            Fail,
            "Stdout is empty; did it go to stderr?",
        ),
        (
            expected("a\n", 1, &[]),
            0,
            "a\n",
            "",
            Fail,
            "The output is right, but it ends with status 0 where 1 was expected.",
        ),
        (
            bad.clone(),
            0,
            "x\n",
            "",
            Fail,
            "Nothing was expected on stdout; line 1: expected the end of the output, got “x”. \
             It ends with status 0 where 1 was expected. Stderr is empty where it should say “line 3”. \
             Stderr is empty where it should say “Pid”.",
        ),
        (
            bad.clone(),
            1,
            "",
            "line 3",
            Fail,
            "Stderr doesn't say “Pid”.",
        ),
        (
            expected("line 3\n", 1, &["line 3"]),
            1,
            "line 3\n",
            "",
            Fail,
            "“line 3” belongs on stderr; it went to stdout.",
        ),
        (
            wants("a\n"),
            1,
            "",
            "Traceback",
            Error,
            "It ends with status 1 where 0 was expected: see stderr. Stdout is empty.",
        ),
        (
            bad,
            127,
            "",
            "line 3: pid: not found",
            Error,
            "It ends with status 127 where 1 was expected: see stderr.",
        ),
        (
            wants("a\n"),
            -1,
            "a\n",
            "",
            Error,
            "The output is right, but it ends with status -1 where 0 was expected.",
        ),
    ] {
        let outcome = outcome(Ended::Exited(status), stdout, stderr);
        assert_eq!(
            judged(&expected, &outcome),
            (verdict, why.to_owned()),
            "{expected:?} {outcome:?}"
        );
    }
}

#[test]
fn a_run_that_did_not_end_by_itself() {
    let wants = expected("a\n", 0, &[]);
    let timeout = outcome(Ended::Timeout, "a\n", "");
    assert_eq!(
        judged(&wants, &timeout),
        (
            Verdict::Timeout,
            "It was still running after 250 ms, and was ended.".to_owned()
        )
    );
    assert_eq!(
        judge(Compare::Exact, &wants, &outcome(Ended::Stopped, "a\n", "")),
        None
    );
    let broke = outcome(
        Ended::Broke("Python ran out of stack.".to_owned()),
        "a\n",
        "",
    );
    let broke = judge(Compare::Exact, &wants, &broke).unwrap();
    assert!(broke.broke);
    assert_eq!(
        broke.why,
        [
            "Python ran out of stack.",
            "The runtime broke, which says nothing of whether the answer is right."
        ]
    );
}

#[test]
fn what_was_cut_off_is_no_pass() {
    let mut flood = outcome(Ended::Exited(0), "a\n", "");
    flood.dropped_bytes = 12_345;
    flood.dropped_lines = 1;
    assert_eq!(
        judged(&expected("a\n", 0, &[]), &flood),
        (
            Verdict::Fail,
            "It printed too much: 1 line, 12,345 bytes beyond the limit were dropped.".to_owned()
        )
    );
}

#[test]
fn what_is_noticed_fits_the_way_of_comparing() {
    let wants = expected("[1, 2]\n", 0, &[]);
    let why = |how, stdout: &str| {
        let outcome = outcome(Ended::Exited(0), stdout, "");
        judge(how, &wants, &outcome).unwrap().why.join(" ")
    };
    assert_eq!(why(Compare::Json, "[1,2]"), "");
    assert_eq!(why(Compare::Json, "[2, 1]\n"), "$[0]: expected 1, got 2.");
    assert_eq!(
        why(Compare::Json, "oops"),
        "Stdout is not JSON: expected value at line 1 column 1."
    );
    assert_eq!(why(Compare::TrailingSpace, "[1, 2]  "), "");
    assert_eq!(
        why(Compare::UnorderedLines, "[2, 1]\n"),
        "Line 1: “[2, 1]” was not expected."
    );
}
