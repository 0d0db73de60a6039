//! What can't be read, and what is said of it.

use super::super::*;
use super::{dimension, read};

#[test]
fn what_cannot_be_read_is_told_in_plain_words() {
    let cases: &[(&str, usize, &str)] = &[
        ("", 0, "A number is missing here."),
        ("2 *", 3, "A number is missing here."),
        (
            "2 KB + 3 s",
            5,
            "2 KB and 3 s can't be added: one is bytes, the other seconds.",
        ),
        (
            "2 KB + 3",
            5,
            "2 KB and 3 can't be added: one is bytes, the other a plain number.",
        ),
        (
            "3 q + 2 machines",
            4,
            "3 and 2 machines can't be added: one is requests, the other machines.",
        ),
        ("10 .. 5", 6, "A range goes upwards: low .. likely .. high."),
        (
            "1 KB .. 2 s",
            0,
            "A range needs one unit throughout: this goes from bytes to seconds.",
        ),
        ("1 / 0", 2, "This divides by zero."),
        ("1e999", 0, "This is no number that can be reckoned with."),
        (
            "1e308 * 1e308",
            6,
            "This is larger than can be reckoned with.",
        ),
        ("1e308 T", 0, "This is larger than can be reckoned with."),
        (
            "1e308 + 1e308",
            6,
            "This is larger than can be reckoned with.",
        ),
        (
            "1,5 KB",
            1,
            "A comma parts thousands, as in 1,000; a fraction begins with a point, as in 1.5.",
        ),
        // Where commas stand for points, that is an eighth.
        (
            "0,125 s",
            1,
            "A comma parts thousands, as in 1,000; a fraction begins with a point, as in 1.5.",
        ),
        (
            "1.000,5 s",
            5,
            "A comma parts thousands, as in 1,000; a fraction begins with a point, as in 1.5.",
        ),
        (".. 2 KB", 0, "A number is missing here."),
        (
            "50 - 70 %",
            3,
            "Is this a difference, or a range? A range is written 50 .. 70 %.",
        ),
        (
            "5–10 ms",
            1,
            "A range is written 5 .. 10 ms, and a difference 10 - 5 ms.",
        ),
        (
            "2 of 3",
            2,
            "Is this a share, or a product? Write 2/3 or 2 * 3.",
        ),
        (
            "< 200 ms",
            0,
            "Write the number alone, without <: a range is low .. high.",
        ),
        (
            "2 h 30 min",
            4,
            "I can't read “30 min” here. A sum needs its sign, as in 2 h + 30 min.",
        ),
        (
            "2 kb",
            2,
            "“kb” is neither a unit nor the name of an assumption; did you mean KB or Kb?",
        ),
        (
            "5 m",
            2,
            "“m” is neither a unit nor the name of an assumption; did you mean min or ms?",
        ),
        ("$ 1/M", 4, "“M” belongs to a number, as in 1M."),
        (
            "5k €/month",
            3,
            "Write $ instead of €: it stands for whatever money you pay in.",
        ),
        (
            "5 EUR",
            2,
            "Write $ instead of EUR: it stands for whatever money you pay in.",
        ),
        ("(1 + 2", 6, "A closing parenthesis is missing."),
        ("1 2", 2, "I can't read “2” here."),
        ("1 .. 2 .. 3 .. 4", 12, "I can't read “.. 4” here."),
        ("#", 0, "I can't read “#” here."),
        ("2 ^ x", 3, "After ^ comes a whole number up to 12."),
        ("2 ^ 99", 3, "After ^ comes a whole number up to 12."),
        (
            "€ 5",
            0,
            "Write $ instead of €: it stands for whatever money you pay in.",
        ),
        (
            "5 gb",
            2,
            "“gb” is neither a unit nor the name of an assumption; did you mean GB or Gb?",
        ),
        (
            "5 mbps",
            2,
            "“mbps” is neither a unit nor the name of an assumption; did you mean Mbps or MBps?",
        ),
        (
            "5 secnods",
            2,
            "“secnods” is neither a unit nor the name of an assumption; did you mean seconds?",
        ),
        (
            "5 quereis",
            2,
            "“quereis” is neither a unit nor the name of an assumption; did you mean queries?",
        ),
        (
            "5 foobarbaz",
            2,
            "“foobarbaz” is neither a unit nor the name of an assumption.",
        ),
    ];
    for (text, at, message) in cases {
        let found = read(text).expect_err(text);
        assert_eq!(
            (found.message.as_str(), found.at),
            (*message, *at),
            "{text}"
        );
    }
    let deep = format!("{}1", "(".repeat(400));
    assert_eq!(
        read(&deep).expect_err("deep").message,
        "Parentheses stand too deep here."
    );
    let minus = format!("{}1", "-".repeat(400));
    assert_eq!(
        read(&minus).expect_err("deep").message,
        "Parentheses stand too deep here."
    );
    let long = "1".repeat(501);
    assert_eq!(
        read(&long).expect_err("long").message,
        "This is longer than 500 characters."
    );
}

#[test]
fn names_come_first_and_near_ones_are_offered() {
    let names = Names::from([
        ("clicks".to_owned(), read("10k q/s").expect("a rate")),
        ("k".to_owned(), read("7").expect("a number")),
    ]);
    let reckon = |text: &str| parse(text, Calendar::default(), &names);
    assert_eq!(reckon("clicks * 2 KB").map(|range| range.likely), Ok(2e7));
    assert_eq!(reckon("3 k").map(|range| range.likely), Ok(21.0));
    let message = reckon("2 clikcs").expect_err("no such name").message;
    assert!(message.ends_with("did you mean clicks?"), "{message}");
}

#[test]
fn what_belongs_somewhere_else_is_told_with_an_example() {
    let cases = [
        (
            "500",
            Dimension::RATE,
            "This is a plain number; what belongs here is requests per second, such as 500/s.",
        ),
        (
            "1B/month",
            Dimension::RATE,
            "This is bytes per second; what belongs here is requests per second, such as 500/s. B is for bytes; a billion is written bn.",
        ),
        (
            "2 KB",
            Dimension::TIME,
            "This is bytes; what belongs here is seconds, such as 20 ms.",
        ),
        (
            "5/s",
            Dimension::DATA,
            "This is a number per second; what belongs here is bytes, such as 2 KB.",
        ),
        (
            "$ 5",
            Dimension::SPENDING,
            "This is money; what belongs here is money per second, such as $ 100/month.",
        ),
    ];
    for (text, wanted, message) in cases {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new()).expect_err(text);
        assert_eq!(found.message, message, "{text}");
    }
    // What is counted may be left out, or said where it isn't asked for.
    for (text, wanted) in [
        ("500/s", Dimension::RATE),
        ("3", Dimension::MACHINE),
        ("3 machines", DIMENSIONLESS),
        ("5e5 q/s * 2 KB", Dimension::BANDWIDTH),
        ("16 cores", DIMENSIONLESS),
    ] {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new());
        assert_eq!(found.map(|range| range.dimension), Ok(wanted), "{text}");
    }
}

#[test]
fn a_count_may_be_missing_but_not_another() {
    let read = |text: &str, wanted| {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new());
        found
            .map(|range| range.likely)
            .map_err(|error| error.message)
    };
    let no_rate =
        "This is machines per second; what belongs here is requests per second, such as 500/s.";
    for (text, wanted, expected) in [
        ("5/s", "q/s", Ok(5.0)),
        ("5 q/s", "q/s", Ok(5.0)),
        ("5 q/s/machine", "q/s", Ok(5.0)),
        ("5 machines/s", "q/s", Err(no_rate)),
        ("3", "machine", Ok(3.0)),
        ("3 machines", "", Ok(3.0)),
        ("500 q/s * 2 KB", "B/s", Ok(1e6)),
        // Nothing is nothing in any unit.
        ("0", "s", Ok(0.0)),
        ("0", "B", Ok(0.0)),
        ("0", "$/B/s", Ok(0.0)),
        ("0 .. 20 ms", "s", Ok(0.01)),
    ] {
        let wanted = dimension(wanted);
        assert_eq!(
            read(text, wanted),
            expected.map_err(str::to_owned),
            "{text}"
        );
    }
    assert!(read("0 B", Dimension::TIME).is_err());
    assert!(read("1", Dimension::TIME).is_err());
}

#[test]
fn a_dash_that_takes_nothing_away_is_explained() {
    for (text, hint) in [
        ("5-10 ms", "A range is written 5 .. 10 ms."),
        ("1 - 2 KB", "A range is written 1 .. 2 KB."),
        (
            "$0.02/GB-month",
            "Per one and the other is written $0.02/GB/month.",
        ),
    ] {
        let error = parse(text, Calendar::default(), &Names::new()).expect_err(text);
        assert!(error.message.ends_with(hint), "{text}: {}", error.message);
    }
    // What is offered can be read.
    for text in ["5 .. 10 ms", "1 .. 2 KB", "$0.02/GB/month"] {
        assert!(parse(text, Calendar::default(), &Names::new()).is_ok());
    }
}
