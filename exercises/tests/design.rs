//! Design problems are checked as strictly as programs: every folder is whole, every model design passes what its iteration asks,
//! every wrong one fails what it says, and nothing passes that carries nothing.

#![allow(clippy::unwrap_used, clippy::panic)]

use nalsd::analysis::FindingKind;
use nalsd::model::inputs::check_name;
use nalsd::model::{AreaKind, Design, Field, Rect};
use nalsd::problem::{Brief, Change, Question, Rule, Standing, Terms, Verdict, judge};
use nalsd::units::{self, Calendar, Names, Quantity};
use practice::manifest::{DesignManifest, Track};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A folder under `exercises/design/`, read.
struct Problem {
    path: PathBuf,
    name: String,
    manifest: DesignManifest,
    brief: Brief,
}

fn problems() -> Vec<Problem> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("design");
    let mut paths: Vec<PathBuf> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| Problem {
            name: path.file_name().unwrap().to_str().unwrap().to_owned(),
            manifest: parsed(&path.join("exercise.toml")),
            brief: parsed(&path.join("design.toml")),
            path,
        })
        .collect()
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    toml::from_str(&text(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn designs(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    for path in &found {
        let name = path.to_str().unwrap();
        assert!(name.ends_with(".dryrun.json"), "{name} is no design");
    }
    found
}

fn design(path: &Path) -> Design {
    nalsd::exchange::from_file(&text(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

impl Problem {
    /// The model designs with the questions that they answer.
    fn models(&self) -> Vec<(Question, Design)> {
        let paths = designs(&self.path.join("iterations"));
        assert_eq!(paths.len(), 4, "{}: four iterations", self.name);
        Question::ALL
            .into_iter()
            .zip(paths)
            .map(|(question, path)| {
                let number = question.number();
                let name = path.file_name().unwrap().to_str().unwrap();
                assert!(
                    name.starts_with(&format!("{number}-")),
                    "{}",
                    path.display()
                );
                let design = design(&path);
                assert_eq!(design.iteration, number, "{}", path.display());
                assert_eq!(design.problem.as_deref(), Some(self.name.as_str()));
                (question, design)
            })
            .collect()
    }
}

fn told(verdicts: &[&Verdict]) -> String {
    verdicts
        .iter()
        .map(|verdict| format!("\n  {}: {}", verdict.check, verdict.reason))
        .collect()
}

#[test]
fn there_are_eight_problems_and_every_folder_is_whole() {
    let problems = problems();
    for wanted in [
        "image-service",
        "job-scheduler",
        "log-joiner",
        "metrics-pipeline",
        "object-store",
        "rate-limiter",
        "timeline",
        "url-shortener",
    ] {
        assert!(
            problems.iter().any(|problem| problem.name == wanted),
            "{wanted}"
        );
    }
    let mut orders = BTreeSet::new();
    for Problem {
        path,
        name,
        manifest,
        ..
    } in &problems
    {
        for (file, words) in [
            ("statement.md", 120),
            ("hints.md", 150),
            ("approaches.md", 450),
            ("rubric.md", 160),
        ] {
            let written = text(&path.join(file)).split_whitespace().count();
            assert!(written >= words, "{name}/{file} has {written} words");
        }
        let sections = |file: &str| {
            text(&path.join(file))
                .lines()
                .filter(|line| line.starts_with("## "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert!(sections("hints.md").len() >= 3, "{name}: hints");
        for wanted in ["Common mistakes", "Follow-up questions"] {
            assert!(
                sections("approaches.md").contains(&format!("## {wanted}")),
                "{name}/approaches.md: {wanted}"
            );
        }
        for level in ["Senior", "Lead", "Manager"] {
            assert!(
                sections("rubric.md").contains(&format!("## {level}")),
                "{name}/rubric.md: {level}"
            );
        }
        assert_eq!(manifest.track, Track::Design, "{name}");
        assert!((5..=6).contains(&manifest.week), "{name}: week");
        assert!(orders.insert(manifest.order), "{name}: two of one order");
        assert!(!manifest.skills.is_empty(), "{name}: no skill");
        assert!(!manifest.sources.is_empty(), "{name}: no source");
        for link in &manifest.sources {
            assert!(link.url.starts_with("https://"), "{name}: {}", link.url);
        }
    }
}

#[test]
fn every_brief_holds_together() {
    for Problem { name, brief, .. } in problems() {
        let terms = Terms::read(&brief).unwrap_or_else(|e| panic!("{name}: {e}"));
        let asked: Vec<Question> = brief.iterations.iter().map(|i| i.question).collect();
        assert_eq!(asked, Question::ALL, "{name}: the questions, in order");
        assert!(!brief.demands.is_empty(), "{name}: nobody asks");
        for given in &brief.givens {
            assert!(
                !given.from.trim().is_empty(),
                "{name}: where is {} from?",
                given.name
            );
            let own = brief.givens.iter().filter(|other| other.name == given.name);
            assert_eq!(own.count(), 1, "{name}: two of the name {}", given.name);
        }
        let names: Vec<&str> = brief
            .checks
            .iter()
            .map(|check| check.name.as_str())
            .collect();
        let unique: BTreeSet<&&str> = names.iter().collect();
        assert_eq!(unique.len(), names.len(), "{name}: two checks of one name");
        let mut used = BTreeSet::new();
        let lists = brief
            .iterations
            .iter()
            .map(|iteration| &iteration.checks)
            .chain(brief.timed.shocks.iter().map(|shock| &shock.checks));
        for list in lists {
            assert!(!list.is_empty(), "{name}: nothing is checked");
            for check in list {
                assert!(brief.check(check).is_some(), "{name}: no check {check}");
                used.insert(check.as_str());
            }
        }
        assert_eq!(used.len(), names.len(), "{name}: a check that nothing uses");
        for iteration in &brief.iterations {
            assert!(!iteration.estimates.is_empty(), "{name}: nothing to guess");
        }
        let calendar = Calendar::default();
        for estimate in brief.estimates() {
            let at = format!("{name}: {}", estimate.name);
            let answer = terms.answer(estimate).unwrap_or_else(|e| panic!("{e}"));
            assert!(answer.value() > 0.0 && answer.value().is_finite(), "{at}");
            let unit = units::parse(&format!("1 {}", estimate.unit), calendar, &Names::new());
            let unit = unit.unwrap_or_else(|e| panic!("{at}: {e}"));
            assert_eq!(
                unit.dimension.uncounted(),
                answer.quantity.dimension.uncounted(),
                "{at}: {}",
                estimate.unit
            );
            assert_eq!(answer.trail.len(), estimate.working.len(), "{at}");
            for step in &estimate.working {
                if let Some(step) = &step.name {
                    check_name(step).unwrap_or_else(|e| panic!("{at}: {e}"));
                }
            }
        }
        let mut last = 0;
        assert!(brief.timed.shocks.len() >= 3, "{name}: too calm");
        for shock in &brief.timed.shocks {
            assert!(
                last < shock.at && shock.at < brief.timed.minutes,
                "{name}: {}",
                shock.title
            );
            last = shock.at;
            for change in &shock.changes {
                if let Change::Given { name: given, .. } = change {
                    assert!(
                        brief.givens.iter().any(|known| known.name == *given),
                        "{name}: {} changes {given}",
                        shock.title
                    );
                }
            }
            let standing = Standing::after(&brief, shock.at);
            Terms::read(&standing.brief).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }
}

#[test]
fn every_model_design_passes_what_its_iteration_asks() {
    let mut lacks = String::new();
    for problem in problems() {
        for (question, design) in problem.models() {
            let analysis = nalsd::analysis::analyse(&problem.brief.over(&design));
            assert!(
                analysis
                    .findings
                    .iter()
                    .all(|f| f.kind != FindingKind::Unreadable)
                    && analysis.problems.is_empty(),
                "{} {question:?}: {:?}",
                problem.name,
                analysis.problems
            );
            let verdicts = judge(&problem.brief, question, &design);
            let failed: Vec<&Verdict> = verdicts.iter().filter(|v| !v.passed).collect();
            if !failed.is_empty() {
                lacks += &format!("\n{} {question:?}:{}", problem.name, told(&failed));
            }
            // What it says of itself holds without the judge's help, too.
            assert_eq!(
                problem.brief.over(&design).assumptions,
                design.assumptions,
                "{} {question:?}: its assumptions are not the given ones",
                problem.name
            );
        }
    }
    assert!(lacks.is_empty(), "{lacks}");
}

/// How far apart two rectangles are, along the axis on which they are farther apart; negative when they overlap.
fn gap(a: Rect, b: Rect) -> f64 {
    let along = |a: f64, a_size: f64, b: f64, b_size: f64| (b - a - a_size).max(a - b - b_size);
    along(a.x, a.w, b.x, b.w).max(along(a.y, a.h, b.y, b.h))
}

#[test]
fn every_model_design_is_drawn_clearly() {
    for problem in problems() {
        for (question, design) in problem.models() {
            let at = format!("{} {question:?}", problem.name);
            for (index, part) in design.components.iter().enumerate() {
                for other in &design.components[index + 1..] {
                    let gap = gap(part.rect, other.rect);
                    assert!(gap >= 48.0, "{at}: {} and {}", part.name, other.name);
                }
                for area in &design.areas {
                    let within = design.within(part.area).iter().any(|a| a.id == area.id);
                    let gap = gap(part.rect, area.rect);
                    let sound = if within { gap <= -88.0 } else { gap >= 0.0 };
                    assert!(sound, "{at}: {} and {}", part.name, area.name);
                }
            }
        }
    }
}

#[test]
fn the_first_design_is_not_good_enough_for_the_last_question() {
    for problem in problems() {
        let (_, first) = &problem.models()[0];
        let verdicts = judge(&problem.brief, Question::Resilient, first);
        assert!(
            verdicts.iter().any(|verdict| !verdict.passed),
            "{}: its last checks ask for nothing new",
            problem.name
        );
    }
}

#[test]
fn what_carries_nothing_passes_nothing() {
    for problem in problems() {
        let start = problem.brief.start(&problem.name, "Begun");
        for question in Question::ALL {
            for design in [&Design::default(), &start] {
                for verdict in judge(&problem.brief, question, design) {
                    assert!(
                        !verdict.passed,
                        "{} {question:?}: {} passes: {}",
                        problem.name, verdict.check, verdict.reason
                    );
                    assert!(!verdict.reason.is_empty());
                }
            }
        }
    }
}

/// A wrong design is `wrong/CHECK-what-is-wrong.dryrun.json`: it fails that check of its iteration, and that alone.
#[test]
fn every_wrong_design_fails_what_it_is_named_after() {
    for problem in problems() {
        let paths = designs(&problem.path.join("wrong"));
        assert!(!paths.is_empty(), "{}: no wrong design", problem.name);
        for path in paths {
            let design = design(&path);
            let question = Question::ALL[design.iteration as usize - 1];
            let verdicts = judge(&problem.brief, question, &design);
            let failed: Vec<&Verdict> = verdicts.iter().filter(|v| !v.passed).collect();
            let file = path.file_name().unwrap().to_str().unwrap();
            assert!(
                matches!(failed.as_slice(), [one] if file.starts_with(&format!("{}-", one.check))),
                "{}: fails{}",
                path.display(),
                told(&failed)
            );
        }
    }
}

/// What chapter 12 of The Site Reliability Workbook prints, and what its arithmetic gives exactly.
#[test]
fn the_log_joiner_gives_the_workbooks_numbers() {
    const PUBLISHED: [(&str, &str); 12] = [
        ("log-per-day", "86.4 TB"),
        ("disks", "2500 disks"),
        ("memory-machines", "1562.5 machines"),
        ("click-stream", "160 Mbps"),
        ("store-requests", "640 Kbps"),
        ("store-replies", "160 Mbps"),
        ("to-click-map", "80 Mbps"),
        ("joiner-network", "400.64 Mbps"),
        ("query-map", "2.0736 TB/day"),
        ("ad-index", "800 MB"),
        ("tasks", "25500 tasks"),
        ("machines-per-datacentre", "62.5 machines"),
    ];
    let problems = problems();
    let joiner = problems
        .iter()
        .find(|problem| problem.name == "log-joiner")
        .unwrap();
    let terms = Terms::read(&joiner.brief).unwrap();
    for (name, published) in PUBLISHED {
        let estimate = joiner
            .brief
            .estimates()
            .find(|estimate| estimate.name == name);
        let answer = terms.answer(estimate.unwrap()).unwrap();
        let exact = units::parse(published, Calendar::default(), &Names::new()).unwrap();
        assert_eq!(answer.quantity.dimension, exact.dimension, "{name}");
        assert!(
            (answer.value() / exact.likely - 1.0).abs() <= 1e-6,
            "{name}: {}",
            answer.text()
        );
    }
}

/// The numbers of a text, scaled as they are written: `667,000`, `15 billion`, `10k`; and what they measure, where a unit follows.
fn numbers(text: &str) -> Vec<(f64, Option<Quantity>)> {
    let plain: String = text.replace(['*', '`', '(', ')', ':', ';'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let read = |(at, word): (usize, &&str)| {
        let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
        let (digits, suffix) = word.split_at(word.find(|c| !digits(c)).unwrap_or(word.len()));
        let digits = digits.replace(',', "");
        let digits = digits.trim_end_matches('.');
        let number: f64 = digits.parse().ok()?;
        let after = |c: &str| c.trim_end_matches(['.', ',', '/']).to_owned();
        let next = after(words.get(at + 1).copied().unwrap_or_default());
        let suffix = after(suffix);
        // How many a month there are is what the division begins with.
        if ["/day", "/month", "/year"]
            .iter()
            .any(|per| next.ends_with(per))
        {
            return None;
        }
        let scale = match (suffix.as_str(), next.as_str()) {
            ("k", _) | ("", "thousand") => 1e3,
            ("M", _) | ("", "million") => 1e6,
            ("bn", _) | ("", "billion") => 1e9,
            _ => 1.0,
        };
        let with_unit = units::parse(
            &format!("{digits} {suffix}{next}"),
            Calendar::default(),
            &Names::new(),
        );
        Some((number * scale, with_unit.ok().map(|range| range.likely())))
    };
    words.iter().enumerate().filter_map(read).collect()
}

/// Who is to estimate a number must not have read it just before: not in the task, not among the numbers given, not in what the
/// question says.
#[test]
fn no_estimate_is_given_away_above_its_field() {
    let mut given_away = String::new();
    for problem in problems() {
        let brief = &problem.brief;
        let terms = Terms::read(brief).unwrap();
        let mut above = text(&problem.path.join("statement.md"));
        for given in &brief.givens {
            above += &format!("\n{} {} {}", given.text, given.value, given.from);
        }
        for iteration in &brief.iterations {
            above += &format!("\n{}", iteration.prompt);
            for estimate in &iteration.estimates {
                above += &format!("\n{}", estimate.question);
                let answer = terms.answer(estimate).unwrap();
                let unit = format!("1 {}", estimate.unit);
                let unit = terms.value(&unit, answer.quantity.dimension);
                let told = answer.value() / unit.unwrap_or(1.0);
                let kind = answer.quantity.dimension.uncounted();
                let near = |(number, measures): &(f64, Option<Quantity>)| {
                    let ratio = match measures {
                        Some(said) if said.dimension.uncounted() != kind => return false,
                        Some(said) => said.value / answer.value(),
                        None => number / told,
                    };
                    (ratio - 1.0).abs() < 0.02
                };
                if numbers(&above).iter().any(near) {
                    given_away += &format!("\n{}, {}: {told}", problem.name, estimate.name);
                }
                // What it teaches stands above the next one.
                above += &format!("\n{}", estimate.lesson);
            }
        }
    }
    assert!(given_away.is_empty(), "{given_away}");
}

#[test]
fn the_shortener_reckons_with_one_calendar() {
    let problems = problems();
    let brief = &problems
        .iter()
        .find(|p| p.name == "url-shortener")
        .unwrap()
        .brief;
    let terms = Terms::read(brief).unwrap();
    // By hand: 100 million a month are 40 a second of 2.5 million; a hundred times that, three times in the busiest hour; 100 million
    // of 500 B in each of 120 months, and of 12.
    for (name, by_hand) in [
        ("writes", 100e6 / 2.5e6),
        ("reads", 100.0 * 40.0 * 3.0),
        ("ten-years", 100e6 * 500.0 * 120.0),
        ("hot-set", 100e6 * 500.0 * 12.0),
        ("clicks-per-day", 4_000.0 * 100.0 * 86_400.0),
        ("keys", 62f64.powi(7) / (100e6 * 120.0)),
        ("error-budget", 0.0005 * 30.0 * 86_400.0),
    ] {
        let mut estimates = brief.estimates();
        let estimate = estimates.find(|estimate| estimate.name == name).unwrap();
        let answer = terms.answer(estimate).unwrap().value();
        assert!((answer / by_hand - 1.0).abs() < 1e-9, "{name}: {answer}");
    }
    let reads = brief.estimates().find(|estimate| estimate.name == "reads");
    let answer = terms.answer(reads.unwrap()).unwrap();
    assert_eq!(
        answer.trail[0].formula,
        "10bn q/month × 1 month / 2.5M s × 3"
    );
}

/// How many times as much of the work asked for there is: the rate, and what goes with each request.
fn load_grows(before: &Brief, after: &Brief) -> f64 {
    let (old, new) = (Terms::read(before).unwrap(), Terms::read(after).unwrap());
    let grows = |text: &str| new.quantity(text).unwrap().value / old.quantity(text).unwrap().value;
    let size = |text: Option<&str>| text.map_or(1.0, grows);
    let demands = before.demands.iter().map(|demand| {
        let (request, response) = (demand.request.as_deref(), demand.response.as_deref());
        grows(&demand.rate) * size(request).max(size(response))
    });
    demands.fold(0.0, f64::max)
}

#[test]
fn every_timed_run_has_ten_times_the_load_a_loss_and_half_the_budget() {
    for Problem { name, brief, .. } in problems() {
        let budget = |brief: &Brief| {
            let terms = Terms::read(brief).unwrap();
            terms.quantity("budget").unwrap().value
        };
        let (mut grown, mut lost, mut halved) = (false, false, false);
        for shock in &brief.timed.shocks {
            let standing = Standing::after(&brief, shock.at);
            let asks = |wanted: fn(&Rule) -> bool| {
                let mut checks = shock.checks.iter().filter_map(|name| brief.check(name));
                checks.any(|check| wanted(&check.rule))
            };
            // Machines appear by themselves as the load grows: only money bounds them.
            let bounded = asks(|rule| matches!(rule, Rule::Demand))
                && asks(|rule| matches!(rule, Rule::Capacity))
                && asks(|rule| matches!(rule, Rule::Cost { at_most } if at_most == "budget"));
            assert!(bounded, "{name}: {} asks for too little", shock.title);
            grown |= load_grows(&brief, &standing.brief) >= 10.0 - 1e-9;
            lost |= standing.lost_zones + standing.lost_regions > 0;
            halved |= budget(&standing.brief) <= budget(&brief) / 2.0 + 1e-9;
        }
        assert!(grown, "{name}: the load never grows tenfold");
        assert!(lost, "{name}: nothing is ever lost");
        assert!(halved, "{name}: the budget is never halved");
    }
}

/// What can be done about a shock in a minute, without drawing anything.
#[derive(Clone, Copy, Debug)]
enum Stroke {
    /// Leave the design as it is.
    Nothing,
    /// Half as many machines again for every part.
    HalfAgain,
    /// For every part the machines that its load needs, none to spare.
    NoneToSpare,
}

impl Stroke {
    fn done_to(self, design: &Design, brief: &Brief) -> Design {
        let mut changed = brief.over(design);
        let analysis = nalsd::analysis::analyse(&changed);
        for part in &mut changed.components {
            let figures = analysis.components.get(&part.id);
            let Some(machines) = figures.and_then(|figures| figures.machines.as_ref()) else {
                continue;
            };
            let set = &mut Rc::make_mut(part).set;
            match self {
                Self::Nothing => {}
                Self::HalfAgain => {
                    let more = (machines.value() * 1.5).ceil();
                    set.insert(Field::Machines, format!("{more}"));
                }
                Self::NoneToSpare => {
                    set.remove(&Field::Machines);
                    set.remove(&Field::Spare);
                }
            }
        }
        changed
    }
}

/// Whoever has the model designs at hand gets through: the last one when something is lost, since only there is something left.
#[test]
fn every_shock_can_be_withstood() {
    let mut lacks = String::new();
    for problem in problems() {
        let models = problem.models();
        for shock in &problem.brief.timed.shocks {
            let standing = Standing::after(&problem.brief, shock.at);
            let (zones, regions) = (standing.lost_zones, standing.lost_regions);
            let (designs, strokes) = if zones + regions > 0 {
                let last = &models[3..];
                let areas = |kind| last[0].1.areas.iter().filter(|a| a.kind == kind).count();
                assert!(
                    zones < areas(AreaKind::Zone).max(1)
                        && regions < areas(AreaKind::Region).max(1),
                    "{}: {}: nothing would be lost, or all",
                    problem.name,
                    shock.title
                );
                (last, [Stroke::Nothing, Stroke::HalfAgain])
            } else {
                (&models[..], [Stroke::Nothing, Stroke::NoneToSpare])
            };
            let withstands = |design: &Design| {
                strokes.iter().any(|stroke| {
                    let design = stroke.done_to(design, &standing.brief);
                    standing.judge(&design).iter().all(|verdict| verdict.passed)
                })
            };
            if !designs.iter().any(|(_, design)| withstands(design)) {
                let (_, last) = designs.last().unwrap();
                let verdicts = standing.judge(last);
                let failed: Vec<&Verdict> = verdicts.iter().filter(|v| !v.passed).collect();
                lacks += &format!("\n{}, {}:{}", problem.name, shock.title, told(&failed));
            }
        }
    }
    assert!(lacks.is_empty(), "{lacks}");
}
