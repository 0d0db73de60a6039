use super::*;
use proptest::prelude::*;

/// A difference as text: a line per line, emphasis in brackets, hunks with their numbers.
fn drawn(expected: &[u8], actual: &[u8]) -> String {
    let diff = diff(expected, actual);
    let mut text = String::new();
    for hunk in &diff.hunks {
        text.push_str(&format!("@@ {} {}\n", hunk.before_line, hunk.after_line));
        for line in &hunk.lines {
            text.push(match line.tag {
                Tag::Same => ' ',
                Tag::Expected => '+',
                Tag::Actual => '-',
            });
            for (emphasised, span) in &line.spans {
                if *emphasised {
                    text.push_str(&format!("[{span}]"));
                } else {
                    text.push_str(span);
                }
            }
            text.push('\n');
        }
    }
    if diff.truncated {
        text.push_str("...\n");
    }
    text
}

fn check(table: &[(&str, &str, &[&str])]) {
    for (expected, actual, lines) in table {
        let text = drawn(expected.as_bytes(), actual.as_bytes());
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            *lines,
            "{expected:?} {actual:?}"
        );
    }
}

#[test]
fn changed_lines_show_what_differs_within() {
    check(&[
        ("a\n", "a\n", &[]),
        (
            "one two three\n",
            "one 2 three\n",
            &["@@ 1 1", "-one [2] three", "+one [two] three"],
        ),
        (
            "bash-+-nginx---4*[nginx]\n      `-postgres\n",
            "bash---nginx\n",
            &[
                "@@ 1 1",
                "-bash---nginx",
                "+bash[-+-nginx]---[4*[]nginx[]]",
                "+      `-postgres",
            ],
        ),
        ("alpha\n", "omega\n", &["@@ 1 1", "-omega", "+alpha"]),
        ("a\n", "", &["@@ 1 1", "+a"]),
        ("", "a\n", &["@@ 1 1", "-a"]),
    ]);
}

#[test]
fn white_space_is_visible_where_it_is_the_difference() {
    check(&[
        ("a b\n", "a b  \n", &["@@ 1 1", "-a b[··]", "+a b"]),
        ("a\tb\n", "a b\n", &["@@ 1 1", "-a[·]b", "+a[→]b"]),
        ("a\n", "a\r\n", &["@@ 1 1", "-a[\\r]", "+a"]),
        (
            "a\nb\n",
            "a\nb",
            &["@@ 1 1", " a", "-b[ (no newline at the end)]", "+b"],
        ),
        (
            "a",
            "a\nb\n",
            &["@@ 1 1", "-a", "-b", "+a[ (no newline at the end)]"],
        ),
        ("a\nb", "c\nb", &["@@ 1 1", "-c", "+a", " b"]),
        ("\n", "  \n", &["@@ 1 1", "-[··]", "+"]),
        (
            "a\tb c\n",
            "a\tb d \n",
            &["@@ 1 1", "-a\tb [d·]", "+a\tb [c]"],
        ),
    ]);
}

#[test]
fn bytes_that_are_no_text_are_escaped() {
    assert_eq!(
        drawn(
            b"the old w\xc3\xb6rker\n\x1b[0m\n",
            b"the old w\xf6rker\n\x1b[0m\n"
        ),
        "@@ 1 1\n-the old [w\\xf6rker]\n+the old [wörker]\n \\x1b[0m\n"
    );
}

#[test]
fn far_changes_are_hunks_of_their_own_and_near_ones_are_not() {
    let lines = |changed: &[usize]| -> String {
        (1..=40)
            .map(|n| {
                if changed.contains(&n) {
                    format!("x{n}\n")
                } else {
                    format!("l{n}\n")
                }
            })
            .collect()
    };
    let text = drawn(lines(&[]).as_bytes(), lines(&[5, 12, 20, 40]).as_bytes());
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with('@')).collect();
    assert_eq!(heads, ["@@ 2 2", "@@ 17 17", "@@ 37 37"]);
    let first: Vec<&str> = text
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with('@'))
        .collect();
    let expected = [
        " l2", " l3", " l4", "-x5", "+l5", " l6", " l7", " l8", " l9", " l10", " l11", "-x12",
        "+l12", " l13", " l14", " l15",
    ];
    assert_eq!(first, expected);
}

#[test]
fn lines_that_were_put_in_shift_the_numbers() {
    let expected = "a\nb\nc\nd\ne\nf\ng\nh\ni\n";
    let text = drawn(
        expected.as_bytes(),
        format!("0\n1\n{expected}j\n").as_bytes(),
    );
    assert_eq!(text, "@@ 1 1\n-0\n-1\n a\n b\n c\n@@ 9 7\n g\n h\n i\n-j\n");
}

#[test]
fn large_outputs_are_compared_within_bounds() {
    let mebibyte = 1 << 20;
    let numbers = |from: usize| -> Vec<u8> {
        let lines = (from..from + 150_000).map(|n| format!("{n}\n"));
        lines.collect::<String>().into_bytes()[..mebibyte].to_vec()
    };
    let words: Vec<u8> = b"word other "
        .iter()
        .copied()
        .cycle()
        .take(mebibyte)
        .collect();
    let mut changed = words.clone();
    changed[mebibyte / 2] = b'#';
    let newlines = vec![b'\n'; mebibyte];
    let raw = vec![0xff; mebibyte];
    for (expected, actual) in [
        (numbers(100_000), numbers(500_000)),
        (numbers(100_000), newlines.clone()),
        (newlines.clone(), words.clone()),
        (words.clone(), changed),
        (raw.clone(), words),
        (raw, vec![0xfe; mebibyte]),
        (b"one\n".to_vec(), newlines),
    ] {
        let diff = diff(&expected, &actual);
        let lines = diff.hunks.iter().flat_map(|hunk| &hunk.lines);
        let (mut count, mut sides) = (0, Vec::new());
        for line in lines {
            count += 1;
            let chars: usize = line
                .spans
                .iter()
                .map(|(_, text)| text.chars().count())
                .sum();
            assert!(chars < 450, "{chars} characters in a line");
            sides.push(line.tag);
        }
        assert!(count <= 410, "{count} lines");
        assert!(sides.contains(&Tag::Expected) && sides.contains(&Tag::Actual));
    }
}

#[test]
fn a_long_line_is_shown_around_its_first_difference() {
    let line = |middle: &str| format!("{}{middle}{}\n", "a ".repeat(1000), "b ".repeat(1000));
    let text = drawn(line("right ").as_bytes(), line("wrong ").as_bytes());
    let second = text.lines().nth(1).unwrap();
    assert!(
        second.starts_with("-…a a ") && second.contains("[wrong] b b"),
        "{second}"
    );
    assert!(second.ends_with('…') && second.chars().count() < 420);
}

proptest! {
    #[test]
    fn a_difference_holds_every_changed_line(
        expected in "([ab]{0,3}\n){0,20}[ab]{0,2}", actual in "([ab]{0,3}\n){0,20}[ab]{0,2}"
    ) {
        let found = diff(expected.as_bytes(), actual.as_bytes());
        prop_assert_eq!(found.hunks.is_empty(), expected == actual);
        // Putting the hunks into what was printed gives what was expected.
        let before: Vec<&str> = actual.lines().collect();
        let mut made: Vec<String> = Vec::new();
        let mut at = 0;
        for hunk in &found.hunks {
            made.extend(before[at..hunk.before_line - 1].iter().map(|&line| line.to_owned()));
            at = hunk.before_line - 1;
            prop_assert_eq!(made.len(), hunk.after_line - 1);
            for line in &hunk.lines {
                let spans = line.spans.iter().filter(|(_, span)| !span.starts_with(" (no"));
                let text: String = spans.map(|(_, span)| span.as_str()).collect();
                if line.tag != Tag::Expected {
                    prop_assert_eq!(before[at], &text);
                    at += 1;
                }
                if line.tag != Tag::Actual {
                    made.push(text);
                }
            }
        }
        made.extend(before[at..].iter().map(|&line| line.to_owned()));
        prop_assert_eq!(made, expected.lines().collect::<Vec<_>>());
    }

    #[test]
    fn any_bytes_can_be_compared(
        expected in prop::collection::vec(any::<u8>(), 0..200), actual in prop::collection::vec(any::<u8>(), 0..200)
    ) {
        let found = diff(&expected, &actual);
        prop_assert_eq!(found.hunks.is_empty(), expected == actual);
    }
}
