use super::*;
use proptest::prelude::*;

/// Checks what is said of pairs of outputs; an empty text stands for agreement.
fn check(how: Compare, table: &[(&str, &str, &str)]) {
    for (expected, actual, said) in table {
        let found = compare(how, expected.as_bytes(), actual.as_bytes());
        let found = found.map_or(String::new(), |mismatch| mismatch.reason);
        assert_eq!(found, *said, "{how:?}: {expected:?} against {actual:?}");
    }
}

#[test]
fn exact() {
    check(
        Compare::Exact,
        &[
            ("", "", ""),
            ("a\nb\n", "a\nb\n", ""),
            ("a\nb\n", "a\nc\n", "line 2: expected “b”, got “c”"),
            (
                "a\nb\n",
                "a\n",
                "line 2: expected “b”, got the end of the output",
            ),
            (
                "a\n",
                "a\n\n",
                "line 2: expected the end of the output, got an empty line",
            ),
            (
                "a\nb\n",
                "a\nb",
                "line 2: the newline at its end is missing",
            ),
            (
                "a\nb",
                "a\nb\n",
                "line 2: no newline was expected at its end",
            ),
            (
                "a\n\nb\n",
                "a\nb\n",
                "line 2: expected an empty line, got “b”",
            ),
            ("a\tb\n", "a b\n", "line 1: expected “a\\tb”, got “a b”"),
            ("a\n", "a\r\n", "line 1: expected “a”, got “a\\r”"),
            ("é\n", "è\n", "line 1: expected “é”, got “è”"),
            ("", "x", "line 1: expected the end of the output, got “x”"),
        ],
    );
    let found = compare(Compare::Exact, b"w\xc3\xb6rker\n", b"w\xf6rker\n").unwrap();
    assert_eq!(found.reason, "line 1: expected “wörker”, got “w\\xf6rker”");
}

#[test]
fn trailing_space() {
    check(
        Compare::TrailingSpace,
        &[
            ("a\nb\n", "a  \nb\t\r\n\n\n", ""),
            ("a\nb", "a\nb\n", ""),
            ("", "\n \n", ""),
            ("a\n", " a\n", "line 1: expected “a”, got “ a”"),
            ("a\n\nb\n", "a\nb\n", "line 2: expected “”, got “b”"),
            (
                "a\nb\n",
                "a\n",
                "line 2: expected “b”, got the end of the output",
            ),
            (
                "a\n",
                "a\nb\n",
                "line 2: expected the end of the output, got “b”",
            ),
        ],
    );
}

#[test]
fn unordered_lines() {
    check(
        Compare::UnorderedLines,
        &[
            ("a\nb\n", "b\na\n", ""),
            ("a\nb\n", "b\na", ""),
            ("a\na\nb\n", "a\nb\na\n", ""),
            ("a\nb\n", "b\nc\n", "line 2: “c” was not expected"),
            (
                "a\nb\n",
                "b\n",
                "the line “a” is missing: line 1 of what was expected",
            ),
            (
                "a\na\nb\n",
                "b\na\n",
                "the line “a” was expected twice, got it once",
            ),
            (
                "a\nb\n",
                "b\na\nb\nb\n",
                "line 1: “b” was expected once, got it 3 times",
            ),
            ("", "\n", "line 1: “” was not expected"),
        ],
    );
}

#[test]
fn numbers() {
    check(
        Compare::Numbers,
        &[
            ("p99 1.5 ms\n", "p99  1.5000001 ms", ""),
            ("0 1e3 -2\n", "0.0 1000 -2.0\n\n", ""),
            ("1000000 x\n", "1000001 x\n", ""),
            (
                "1 2\n1000\n",
                "1 2\n1000.01\n",
                "line 2: expected “1000”, got “1000.01”, more than 1e-6 of it away",
            ),
            (
                "0\n",
                "1e-9\n",
                "line 1: expected “0”, got “1e-9”, more than 1e-6 of it away",
            ),
            (
                "1\n2\na b c d\n",
                "1\n2\na b c\n",
                "line 3: expected 4 words, got 3",
            ),
            ("a\n", "a a\n", "line 1: expected 1 word, got 2"),
            ("a b\n", "a c d\n", "line 1: expected “b”, got “c”"),
            ("1\n2\n", "1\n", "expected 2 lines, got 1"),
            (
                "nan inf\n",
                "NaN inf\n",
                "line 1: expected “nan”, got “NaN”",
            ),
            (
                "1e999\n",
                "2e999\n",
                "line 1: expected “1e999”, got “2e999”",
            ),
            ("5ms\n", "5.0ms\n", "line 1: expected “5ms”, got “5.0ms”"),
        ],
    );
}

#[test]
fn json() {
    check(
        Compare::Json,
        &[
            (r#"{"a": 1, "b": [1, 2]}"#, r#"{"b":[1.0,2e0],"a":1}"#, ""),
            ("18446744073709551615", "18446744073709551615", ""),
            (
                "9007199254740993",
                "9007199254740992.0",
                "$: expected 9007199254740993, got 9007199254740992.0",
            ),
            ("0", "-0.0", ""),
            ("1.5", "1", "$: expected 1.5, got 1"),
            ("\"\\u00e9\"", "\"é\"", ""),
            (
                r#"{"a":{"b c":[0,1]}}"#,
                r#"{"a":{"b c":[0,2]}}"#,
                r#"$.a["b c"][1]: expected 1, got 2"#,
            ),
            (r#"{"a":1,"b":2}"#, r#"{"b":2}"#, "$.a is missing"),
            (r#"{"b":2}"#, r#"{"b":2,"c":0}"#, "$.c was not expected"),
            ("[1,2]", "[1]", "$: expected 2 elements, got 1"),
            ("[1]", "{}", "$: expected an array of 1, got an object of 0"),
            ("null", "false", "$: expected null, got false"),
            ("\"1\"", "1", "$: expected \"1\", got 1"),
            (
                "1",
                "1 2",
                "stdout is not JSON: trailing characters at line 1 column 3",
            ),
            (
                "1",
                "",
                "stdout is not JSON: EOF while parsing a value at line 1 column 0",
            ),
            (
                "{}",
                "{'a': 1}",
                "stdout is not JSON: key must be a string at line 1 column 2",
            ),
            (
                "x",
                "x",
                "the exercise is at fault: the expected output is not JSON (expected value at line 1 column 1)",
            ),
        ],
    );
    let deep = "[".repeat(100_000);
    let found = compare(Compare::Json, b"[]", deep.as_bytes()).unwrap();
    assert!(found.reason.contains("recursion limit"), "{}", found.reason);
}

const WAYS: [Compare; 5] = [
    Compare::Exact,
    Compare::TrailingSpace,
    Compare::UnorderedLines,
    Compare::Json,
    Compare::Numbers,
];

proptest! {
    #[test]
    fn any_two_outputs_can_be_compared(
        expected in prop::collection::vec(prop::sample::select(b"a1. \n\r\xc3\xa9\xff[]{}\":,".to_vec()), 0..40),
        actual in prop::collection::vec(prop::sample::select(b"a1. \n\r\xc3\xa9\xff[]{}\":,".to_vec()), 0..40),
    ) {
        for how in WAYS {
            let found = compare(how, &expected, &actual);
            if how == Compare::Exact {
                prop_assert_eq!(found.is_none(), expected == actual);
            }
            let back = compare(how, &actual, &expected);
            prop_assert_eq!(found.is_none(), back.is_none(), "{:?} is symmetric", how);
        }
    }

    #[test]
    fn shuffled_lines_agree(lines in prop::collection::vec("[ab]{0,2}", 0..8), seed in any::<u64>()) {
        let mut choices = contract::Choices::seeded(seed);
        let mut shuffled = lines.clone();
        for index in (1..shuffled.len()).rev() {
            shuffled.swap(index, choices.below(index as u64 + 1) as usize);
        }
        let text = |lines: &[String]| lines.iter().flat_map(|line| [line, "\n"]).collect::<String>();
        let (one, other) = (text(&lines), text(&shuffled));
        prop_assert_eq!(compare(Compare::UnorderedLines, one.as_bytes(), other.as_bytes()), None);
        let longer = format!("{other}new\n");
        prop_assert!(compare(Compare::UnorderedLines, one.as_bytes(), longer.as_bytes()).is_some());
    }
}
