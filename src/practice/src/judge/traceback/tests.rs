use super::*;
use proptest::prelude::*;

/// What a real program wrote, by the file's name in `real`.
macro_rules! real {
    ($name:literal) => {
        include_str!(concat!("real/", $name, ".txt"))
    };
}

fn check(language: Language, files: &[&str], stderr: &str, expected: Option<(&str, u32, &str)>) {
    let files: Vec<String> = files.iter().map(|&file| file.to_owned()).collect();
    let found = marks(language, &files, stderr);
    let found: Vec<(&str, u32, &str)> = found
        .iter()
        .map(|mark| (mark.file.as_str(), mark.line, mark.message.as_str()))
        .collect();
    assert_eq!(found, Vec::from_iter(expected), "{stderr}");
}

#[test]
fn python_tracebacks() {
    let missing = "FileNotFoundError: [Errno 2] No such file or directory: '/nowhere/85/stat'";
    for (files, stderr, expected) in [
        (
            &["main.py", "helper.py"][..],
            real!("main.py"),
            Some(("helper.py", 2, missing)),
        ),
        // The innermost frame that is the learner's.
        (
            &["main.py"],
            real!("main.py"),
            Some(("main.py", 6, missing)),
        ),
        (
            &["syn.py"],
            real!("syn.py"),
            Some(("syn.py", 2, "SyntaxError: invalid syntax")),
        ),
        (
            &["imp.py", "syn.py"],
            real!("imp.py"),
            Some(("syn.py", 2, "SyntaxError: invalid syntax")),
        ),
        (
            &["ind.py"],
            real!("ind.py"),
            Some(("ind.py", 3, "IndentationError: unexpected indent")),
        ),
        // The last exception of a chain, and not the library's `decoder.py`.
        (
            &["chain.py", "decoder.py"],
            real!("chain.py"),
            Some(("chain.py", 7, "RuntimeError: bad")),
        ),
        (
            &["rec.py"],
            real!("rec.py"),
            Some((
                "rec.py",
                2,
                "RecursionError: maximum recursion depth exceeded",
            )),
        ),
        (
            &["group.py"],
            real!("group.py"),
            Some(("group.py", 2, "ExceptionGroup: several (2 sub-exceptions)")),
        ),
        (
            &["logs.py"],
            real!("logs.py"),
            Some(("logs.py", 3, "KeyError: 'x'")),
        ),
        (&["other.py"], real!("main.py"), None),
        (&["main.py"], "log-filter: a.log:3: bad\n", None),
    ] {
        check(Language::Python, files, stderr, expected);
    }
}

#[test]
fn javascript_stacks() {
    let missing = "Error: ENOENT: no such file or directory, open '/nowhere/85/stat'";
    for (files, stderr, expected) in [
        (
            &["main.js", "helper.js"][..],
            real!("main.js"),
            Some(("helper.js", 3, missing)),
        ),
        (
            &["main.js"],
            real!("main.js"),
            Some(("main.js", 3, missing)),
        ),
        (
            &["syn.js"],
            real!("syn.js"),
            Some((
                "syn.js",
                2,
                "SyntaxError: Identifier 'a' has already been declared",
            )),
        ),
        (
            &["type.js"],
            real!("type.js"),
            Some((
                "type.js",
                2,
                "TypeError: Cannot read properties of undefined (reading 'length')",
            )),
        ),
        // Where it was thrown at last, not its cause.
        (
            &["cause.js"],
            real!("cause.js"),
            Some(("cause.js", 3, "Error: could not read")),
        ),
        (
            &["prom.js"],
            real!("prom.js"),
            Some(("prom.js", 3, "TypeError: late")),
        ),
        (&["str.js"], real!("str.js"), Some(("str.js", 1, "text"))),
        (
            &["multi.js"],
            real!("multi.js"),
            Some(("multi.js", 2, "RangeError: two")),
        ),
        // A stack alone, as a worker gives it.
        (
            &["main.js"],
            "done: 3\nTypeError: x is not a function\n    at async main (file:///home/you/main.js:7:3)\n",
            Some(("main.js", 7, "TypeError: x is not a function")),
        ),
        (&["loader"], real!("main.js"), None),
    ] {
        check(Language::JavaScript, files, stderr, expected);
    }
}

#[test]
fn shell_messages() {
    for (files, stderr, expected) in [
        (
            &["a.sh"][..],
            real!("a.sh"),
            Some(("a.sh", 2, "nosuchcommand: command not found")),
        ),
        (
            &["b.sh"],
            real!("b.sh"),
            Some(("b.sh", 3, "UNSET: unbound variable")),
        ),
        (
            &["c.sh"],
            real!("c.sh"),
            Some(("c.sh", 3, "syntax error: unexpected end of file")),
        ),
        (
            &["a.sh"],
            real!("a-dash.sh"),
            Some(("a.sh", 2, "nosuchcommand: not found")),
        ),
        (
            &["b.sh"],
            real!("b-dash.sh"),
            Some(("b.sh", 3, "UNSET: parameter not set")),
        ),
        // As just-bash says it.
        (
            &["main.sh"],
            "bash: syntax error: Parse error at 3:1: Expected FI, got EOF\n",
            Some((
                "main.sh",
                3,
                "syntax error: Parse error at 3:1: Expected FI, got EOF",
            )),
        ),
        (
            &["main.sh"],
            "bash: line 5: unset: [x]: bad array subscript\nmore\n",
            Some(("main.sh", 5, "unset: [x]: bad array subscript")),
        ),
        (&["main.sh"], "bash: nosuch: command not found\n", None),
        (&["main.sh"], "log-filter: line 3: bad\n", None),
        (&[], "bash: line 5: x\n", None),
    ] {
        check(Language::Shell, files, stderr, expected);
    }
}

#[test]
fn a_module_has_no_lines() {
    let stderr = "thread 'main' panicked at main.rs:3:5:\n";
    check(Language::Wasi, &["main.rs"], stderr, None);
}

proptest! {
    #[test]
    fn any_text_is_read(
        stderr in "((  )?(File \"a\", line [0-9]{0,12}|at a:[0-9]:|Traceback \\(most recent call last\\):|a: line [0-9]|[|^ ]{0,3}|.{0,9})\n){0,9}"
    ) {
        for language in Language::ALL {
            for mark in marks(language, &["a".to_owned()], &stderr) {
                prop_assert!(mark.line > 0);
            }
        }
    }
}
