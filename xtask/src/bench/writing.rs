//! What a learner waits for: the sandbox and the judge of the page as shipped, beside a bare Pyodide, a bare worker and the
//! system's own Python.

use super::Bench;
use super::table::{Aim, Figures, Row, median};
use super::tools::{self, numbers};
use crate::process::{cargo, command, output, root, run};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Where a module of any language runs.
const WASI: &str = "wasm32-wasip1";
/// Seconds that count as at once.
const AT_ONCE: f64 = 0.1;
/// Of native CPython's speed: Python in the browser is to take at most three times as long.
const PYTHON: f64 = 0.33;
/// The host whose processes are drawn.
const HOST: &str = "exercises/programming/pstree/fixtures/busy-host.bundle";

/// PIDs, and no line cut.
const FLAGS: &str = "-pl";

/// A language, and in it a program that does next to nothing, and one without end. Of WASI, in Rust.
struct Language {
    name: &'static str,
    title: &'static str,
    trivial: &'static str,
    endless: &'static str,
}

const LANGUAGES: [Language; 4] = [
    Language {
        name: "python",
        title: "Python",
        trivial: "print()\n",
        endless: "while True: pass\n",
    },
    Language {
        name: "javascript",
        title: "JavaScript",
        trivial: "console.log();\n",
        endless: "for (;;);\n",
    },
    Language {
        name: "shell",
        title: "shell",
        trivial: "echo\n",
        endless: "while true; do :; done\n",
    },
    Language {
        name: "wasi",
        title: "WASI module",
        trivial: "fn main() { println!(); }\n",
        endless: "fn main() { loop { std::hint::black_box(()); } }\n",
    },
];

/// Drives a Chromium through all of it.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    let (dist, chromium) = tools::page()?;
    wasi_target()?;
    bench.versions.npm("pyodide");
    bench.versions.program("python3", &["--version"], "Python");
    let config = config(bench, &dist, &chromium)?;
    let config = bench
        .tools
        .write("writing.json", config.to_string().as_bytes())?;
    let said = output(
        command("node")
            .arg(root().join("tests/bench/writing.mjs"))
            .arg(config),
    )?;
    let said: Value = serde_json::from_str(&said).context("reading what writing.mjs measured")?;
    bench
        .versions
        .add(said["version"].as_str().unwrap_or_default());
    let mut all = starts(&said["starts"]);
    all.extend(verdicts(&said["verdicts"]));
    all.extend(pstree(&said["pstree"]));
    all.extend(stops(&said["stops"]));
    Ok(all)
}

/// What writing.mjs is told.
fn config(bench: &Bench, dist: &Path, chromium: &Path) -> Result<Value> {
    let (mut trivial, mut endless) = (json!({}), json!({}));
    for language in &LANGUAGES {
        let name = language.name;
        trivial[name] = json!(program(bench, name, "trivial", language.trivial)?);
        endless[name] = json!(program(bench, name, "endless", language.endless)?);
    }
    Ok(json!({
        "dist": dist,
        "chromium": chromium,
        "rounds": bench.rounds,
        "stops": bench.size(20, 5),
        "trivial": trivial,
        "endless": endless,
        "pstree": pstree_config(bench)?,
    }))
}

/// What writing.mjs is told of pstree: its answers, and how to run the one in Python natively, which takes root.
fn pstree_config(bench: &Bench) -> Result<Value> {
    let text = |path: PathBuf| path.display().to_string();
    let host = text(bench.tools.input("host"));
    let bundle = text(root().join(HOST));
    bench.tools.made(&["unpack", &bundle, &host])?;
    let folder = root().join("exercises/programming/pstree");
    let python = text(folder.join("solution.py"));
    let out = text(bench.tools.input("pstree-native"));
    let proc = format!("{host}/proc");
    let timer = text(bench.tools.bench());
    let native = [
        &["unshare", "--mount", "sh", "-c", tools::OVER_PROC, "sh"][..],
        &[&proc, &timer, "time", &out, "python3", &python, FLAGS],
    ]
    .concat();
    let answer = |language: &Language, file: PathBuf, args: &[&str]| json!({ "language": language.name, "name": "pstree", "file": file, "args": args });
    let [in_python, javascript, shell, wasi] = &LANGUAGES;
    Ok(json!({
        "host": host,
        "native": tools::is_root().then_some(native),
        "out": out,
        "answers": [
            answer(in_python, folder.join("solution.py"), &[FLAGS]),
            answer(javascript, folder.join("solution.js"), &[FLAGS]),
            answer(shell, root().join("tests/bench/pstree.sh"), &[FLAGS]),
            answer(wasi, reference()?, &["pstree", FLAGS]),
        ],
    }))
}

/// Writes a program, and compiles one that is to be a WASI module.
fn program(bench: &Bench, language: &str, name: &str, text: &str) -> Result<PathBuf> {
    let file = bench
        .tools
        .write(&format!("{name}.{language}"), text.as_bytes())?;
    if language != "wasi" {
        return Ok(file);
    }
    let module = bench.tools.input(&format!("{name}.wasm"));
    let mut rustc = command("rustc");
    rustc.args(["--edition", "2024", "-O", "--target", WASI]);
    rustc.args(["--crate-name", name, "-o"]).arg(&module);
    run(rustc.arg(&file)).with_context(|| format!("compiling {}", file.display()))?;
    Ok(module)
}

/// The references' command line as a WASI module.
fn reference() -> Result<PathBuf> {
    let build = ["build", "--quiet", "--release", "--package", "exercises"];
    run(cargo().args(build).args(["--target", WASI]))?;
    Ok(tools::target().join(format!("{WASI}/release/exercises.wasm")))
}

/// Adds the target of modules, unless the toolchain has it.
fn wasi_target() -> Result<()> {
    let folder = output(command("rustc").args(["--print", "target-libdir", "--target", WASI]))?;
    if PathBuf::from(folder.trim()).is_dir() {
        return Ok(());
    }
    println!("Adding the target {WASI}");
    run(command("rustup").args(["target", "add", WASI]))
        .with_context(|| format!("the target {WASI} is missing and could not be added"))
}

fn row(what: String, against: &str, ours: &[f64], theirs: &Value, aim: Aim) -> Row {
    Row {
        place: "Chromium",
        what,
        against: against.to_owned(),
        figures: Ok(Figures {
            ours: median(ours),
            theirs: theirs.is_array().then(|| median(&numbers(theirs))),
        }),
        aim,
    }
}

fn starts(times: &Value) -> Vec<Row> {
    let kinds = [("cold", "nothing loaded"), ("warm", "with the spare")];
    let rows = kinds.map(|(key, how)| {
        row(
            format!("Python, start to first output, {how}"),
            "Pyodide in a worker, nothing loaded",
            &numbers(&times[key]),
            &times["theirs"],
            Aim::Ratio(1.0),
        )
    });
    rows.into()
}

fn verdicts(times: &Value) -> Vec<Row> {
    let kinds = [
        ("first", "Run to the first verdict"),
        ("beyond", "judging one more case, without the program"),
    ];
    let rows = LANGUAGES.iter().flat_map(|language| {
        let times = &times[language.name];
        kinds.map(|(key, what)| {
            row(
                format!("{}, {what}", language.title),
                "a worker's round trip",
                &numbers(&times[key]),
                &times["bare"],
                Aim::Under(AT_ONCE),
            )
        })
    });
    rows.collect()
}

fn pstree(times: &Value) -> Vec<Row> {
    let rows = LANGUAGES.iter().map(|language| {
        let aim = match language.name {
            "python" => Aim::Ratio(PYTHON),
            _ => Aim::None,
        };
        let what = format!("pstree of 2,000 processes, {}", language.title);
        let ours = numbers(&times[language.name]);
        let mut row = row(what, "native CPython", &ours, &times["native"], aim);
        if !times["native"].is_array() {
            row.figures = Err("needs root".to_owned());
        }
        row
    });
    rows.collect()
}

fn stops(times: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for language in &LANGUAGES {
        let times = numbers(&times[language.name]);
        let longest = times.iter().copied().fold(f64::NAN, f64::max);
        for (which, ours) in [("median", median(&times)), ("longest", longest)] {
            rows.push(row(
                format!("{}, Stop, {which} of {}", language.title, times.len()),
                "–",
                &[ours],
                &Value::Null,
                Aim::Under(AT_ONCE),
            ));
        }
    }
    rows
}
