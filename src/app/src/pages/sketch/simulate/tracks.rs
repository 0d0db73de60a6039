//! What is drawn of a run: the golden signals of one component or client, as lines over time. Pure.

use contract::report::Unit;
use nalsd::model::Id;
use nalsd::simulation::{ClientSignals, Errors, Frame, Outcome, Signals};

/// Whose signals are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// The client of this index.
    Client(usize),
    /// The component of this index.
    Component(usize),
}

impl Whose {
    /// The client or component of a run that has this name within the design.
    pub(super) fn of(outcome: &Outcome, id: Id) -> Option<Self> {
        let client = outcome.clients.iter().position(|of| of.client == id);
        let component = || outcome.components.iter().position(|of| of.component == id);
        let component = || component().map(Self::Component);
        client.map(Self::Client).or_else(component)
    }

    /// The name within the design.
    pub(super) fn id(self, outcome: &Outcome) -> Option<Id> {
        match self {
            Self::Client(at) => Some(outcome.clients.get(at)?.client),
            Self::Component(at) => Some(outcome.components.get(at)?.component),
        }
    }
}

/// A chart: lines of one unit over the frames.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Track {
    /// What it shows.
    pub(super) title: &'static str,
    /// What its values are in.
    pub(super) unit: Unit,
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// A value that is marked: all slots in use, the whole budget spent.
    pub(super) mark: Option<f64>,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// What it shows.
    pub(super) name: &'static str,
    /// How it is drawn: `main`, `second`, `bad`; `before` of another run.
    pub(super) class: &'static str,
    /// One value for each frame; not finite where there is none.
    pub(super) values: Vec<f32>,
}

/// The reasons of errors, with their names.
pub(super) fn reasons<T: Copy>(errors: &Errors<T>) -> [(&'static str, T); 6] {
    [
        ("timed out", errors.timeout),
        ("refused", errors.refused),
        ("shed", errors.shed),
        ("down", errors.down),
        ("breaker open", errors.breaker),
        ("dependency failed", errors.dependency),
    ]
}

/// The charts of a component or client; none where the run has no such one.
pub(super) fn tracks(outcome: &Outcome, whose: Whose) -> Vec<Track> {
    match whose {
        Whose::Client(index) if index < outcome.clients.len() => client(outcome, index),
        Whose::Component(index) if index < outcome.components.len() => component(outcome, index),
        _ => Vec::new(),
    }
}

fn track(title: &'static str, unit: Unit, lines: Vec<Line>) -> Track {
    Track {
        title,
        unit,
        lines,
        mark: None,
    }
}

/// A line of a signal, taken from each frame's part; a frame without one has a gap.
fn line<T>(
    outcome: &Outcome,
    part: impl Fn(&Frame) -> Option<&T>,
    (name, class): (&'static str, &'static str),
    signal: impl Fn(&T) -> f32,
) -> Line {
    let frames = outcome.frames.iter();
    Line {
        name,
        class,
        values: frames
            .map(|frame| part(frame).map_or(f32::NAN, &signal))
            .collect(),
    }
}

fn component(outcome: &Outcome, index: usize) -> Vec<Track> {
    let of = |name, signal: fn(&Signals) -> f32| {
        line(outcome, |frame| frame.components.get(index), name, signal)
    };
    vec![
        track(
            "Latency",
            Unit::Seconds,
            vec![
                of(("p99", "main"), |of| of.p99.unwrap_or(f32::NAN)),
                of(("p50", "second"), |of| of.p50.unwrap_or(f32::NAN)),
            ],
        ),
        track(
            "Traffic per second",
            Unit::Number,
            vec![
                of(("asked", "main"), |of| of.traffic),
                of(("answered", "second"), |of| of.answered),
            ],
        ),
        track(
            "Errors per second",
            Unit::Number,
            vec![of(("errors", "bad"), |of| of.errors.total())],
        ),
        Track {
            mark: Some(1.0),
            ..track(
                "Saturation: slots in use",
                Unit::Ratio,
                vec![of(("in use", "main"), |of| of.utilisation)],
            )
        },
        track(
            "Saturation: waiting",
            Unit::Number,
            vec![of(("waiting", "main"), |of| of.queue)],
        ),
    ]
}

fn client(outcome: &Outcome, index: usize) -> Vec<Track> {
    let of = |name, signal: fn(&ClientSignals) -> f32| {
        line(outcome, |frame| frame.clients.get(index), name, signal)
    };
    vec![
        track(
            "Latency",
            Unit::Seconds,
            vec![
                of(("p99", "main"), |of| of.p99.unwrap_or(f32::NAN)),
                of(("p50", "second"), |of| of.p50.unwrap_or(f32::NAN)),
            ],
        ),
        track(
            "Requests per second",
            Unit::Number,
            vec![
                of(("ended well", "main"), |of| of.good),
                of(("asked", "second"), |of| of.traffic),
            ],
        ),
        track(
            "Errors per second",
            Unit::Number,
            vec![of(("failed", "bad"), |of| of.failed)],
        ),
        Track {
            mark: Some(1.0),
            ..track(
                "Error budget: times as fast as it may burn",
                Unit::Number,
                vec![of(("burns", "bad"), |of| of.burn)],
            )
        },
        Track {
            mark: Some(1.0),
            ..track(
                "Error budget: spent of the window\u{2019}s",
                Unit::Ratio,
                vec![of(("spent", "bad"), |of| of.spent)],
            )
        },
    ]
}

/// Lays another run's lines behind those of a run, the first of each chart. Nothing is laid behind
/// where the two runs' frames don't fall together.
pub(super) fn lay_behind(tracks: &mut [Track], other: Vec<Track>) {
    for (track, other) in tracks.iter_mut().zip(other) {
        let told = other.lines.into_iter().next();
        let frames = track.lines.first().map(|line| line.values.len());
        if let Some(line) = told.filter(|line| Some(line.values.len()) == frames) {
            let behind = Line {
                name: "run before",
                class: "before",
                ..line
            };
            track.lines.insert(0, behind);
        }
    }
}

/// The largest value of a track, its mark counted only when a line comes near it.
pub(super) fn most(track: &Track) -> f64 {
    let values = track
        .lines
        .iter()
        .flat_map(|line| line.values.iter().copied());
    let most = values.filter(|value| value.is_finite()).fold(0.0, f32::max);
    let most = f64::from(most);
    match track.mark {
        Some(mark) if most > mark * 0.5 => most.max(mark),
        _ => most,
    }
}

/// A line as an SVG path, with `x` and `y` in pixels for a share of the time and for a value. Gaps stay gaps. Of several values
/// within a pixel the least and the greatest are drawn: no peak is lost, and a path has at most two points for each pixel.
pub(super) fn path(
    values: &[f32],
    width: f64,
    x: impl Fn(f64) -> f64,
    y: impl Fn(f64) -> f64,
) -> String {
    let last = values.len().saturating_sub(1).max(1) as f64;
    let columns = (width.max(1.0) as usize).max(1);
    let per = values.len().div_ceil(columns).max(1);
    let mut path = String::new();
    let mut drawn = false;
    for (column, bucket) in values.chunks(per).enumerate() {
        let mut point = |offset: usize, value: f32, drawn: &mut bool| {
            let at = x((column * per + offset) as f64 / last);
            path.push_str(&format!(
                "{}{at:.1} {:.1}",
                if *drawn { "L" } else { "M" },
                y(f64::from(value))
            ));
            *drawn = true;
        };
        let known = || {
            bucket
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, value)| value.is_finite())
        };
        let least = known().min_by(|a, b| a.1.total_cmp(&b.1));
        let greatest = known().max_by(|a, b| a.1.total_cmp(&b.1));
        match (least, greatest) {
            (Some(a), Some(b)) if a.0 != b.0 => {
                let (first, second) = if a.0 < b.0 { (a, b) } else { (b, a) };
                point(first.0, first.1, &mut drawn);
                point(second.0, second.1, &mut drawn);
            }
            (Some(one), _) => point(one.0, one.1, &mut drawn),
            _ => drawn = false,
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[f32], width: f64) -> String {
        path(values, width, |share| share * 100.0, |value| value)
    }

    #[test]
    fn lines_have_gaps_where_nothing_is_known() {
        let none = f32::NAN;
        for (values, expected) in [
            (&[1.0, 2.0, 3.0][..], "M0.0 1.0L50.0 2.0L100.0 3.0"),
            (&[1.0, none, 3.0], "M0.0 1.0M100.0 3.0"),
            (&[none, none], ""),
            (&[], ""),
            (&[5.0], "M0.0 5.0"),
        ] {
            assert_eq!(drawn(values, 100.0), expected);
        }
    }

    #[test]
    fn no_peak_is_lost_where_there_are_more_frames_than_pixels() {
        let mut values = vec![1.0_f32; 10_000];
        values[4_321] = 99.0;
        let path = drawn(&values, 100.0);
        assert!(path.contains(" 99.0"), "{path}");
        assert!(path.matches(['M', 'L']).count() <= 200);
    }

    #[test]
    fn marks_count_only_when_a_line_comes_near() {
        let of = |value: f32| Track {
            title: "",
            unit: Unit::Ratio,
            mark: Some(1.0),
            lines: vec![Line {
                name: "",
                class: "",
                values: vec![value, f32::INFINITY],
            }],
        };
        assert_eq!(most(&of(0.25)), 0.25);
        assert_eq!(most(&of(0.75)), 1.0);
        assert_eq!(most(&of(4.0)), 4.0);
    }

    #[test]
    fn the_run_before_is_laid_behind_where_frames_fall_together() {
        let of = |values: &[&[f32]]| Track {
            title: "",
            unit: Unit::Ratio,
            mark: None,
            lines: values
                .iter()
                .map(|values| Line {
                    name: "own",
                    class: "main",
                    values: values.to_vec(),
                })
                .collect(),
        };
        let mut tracks = [of(&[&[1.0, 2.0], &[3.0, 4.0]]), of(&[&[1.0]])];
        let before = vec![of(&[&[5.0, 6.0], &[7.0, 8.0]]), of(&[&[5.0, 6.0]])];
        lay_behind(&mut tracks, before);
        let told = |track: &Track| -> Vec<(&str, f32)> {
            let lines = track.lines.iter();
            lines.map(|line| (line.name, line.values[0])).collect()
        };
        assert_eq!(
            told(&tracks[0]),
            [("run before", 5.0), ("own", 1.0), ("own", 3.0)]
        );
        assert_eq!(told(&tracks[1]), [("own", 1.0)], "another length");
    }

    #[test]
    fn a_run_without_such_a_part_has_no_charts() {
        let outcome = Outcome::default();
        assert!(tracks(&outcome, Whose::Client(0)).is_empty());
        assert!(tracks(&outcome, Whose::Component(3)).is_empty());
    }
}
