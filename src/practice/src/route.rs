//! Places in the page, as the part of the address after `#`, so that any static host serves deep links.
//!
//! | address | place |
//! | --- | --- |
//! | `#/` | home |
//! | `#/exercises?track=linux&skill=regex` | the catalogue, filtered or not |
//! | `#/exercise/NAME` | an exercise, to be written |
//! | `#/exercise/NAME?replay=4127` | the same, with a random input to be judged once more |
//! | `#/exercise/NAME?watch=1` | the same, to be watched |
//! | `#/exercise/NAME?fixture=web-host&pids=1` | to be watched with settings: they say it, so `watch` is left out |
//! | `#/s/TOKEN` | a shared thing: see [`crate::link`] |
//! | `#/sketchpad` | the sketchpad, with the reader's designs |
//! | `#/sketchpad/NAME` | the same, with a design problem beside it |
//! | `#/d/TOKEN` | a shared design: see [`crate::link`] |
//!
//! Reading is total: what names no place is [`Route::Unknown`]. Names and values are percent-encoded UTF-8 (RFC 3986,
//! section 2.1); a `+` is a plus, because a pattern typed by hand means it so.

use crate::manifest::{Settings, Track};
use crate::plan;

/// The longest name of an exercise, fixture or skill, in bytes.
pub const MAX_NAME: usize = 64;

/// The query key that names a fixture; no option of an exercise can bear it, nor the names below.
const FIXTURE: &str = "fixture";

/// The query key that asks for the reference to be watched, where nothing else does.
const WATCH: &str = "watch";

/// The query key that names the seed of a random input. Not `seed`: exercises have options of that name.
const REPLAY: &str = "replay";

/// What is done with an exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One writes it.
    #[default]
    Write,
    /// One watches the reference.
    Watch,
}

/// A place in the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Today: the plan and what is next.
    Home,
    /// The list of exercises.
    Catalogue {
        /// Only this part of the plan.
        track: Option<Track>,
        /// Only exercises that practise this skill.
        skill: Option<String>,
    },
    /// One exercise. Whether it exists is for the page to find out.
    Exercise {
        /// Its name: kebab-case.
        name: String,
        /// What is done with it.
        mode: Mode,
        /// The bundled input to watch; the exercise's first when none is named. When one writes, there is none.
        fixture: Option<String>,
        /// What is set for watching; the rest stands at its defaults. Empty names, and the names `fixture`, `watch` and
        /// `replay`, are not written; when one writes, none is.
        settings: Settings,
        /// The seed of a random input to be judged once more; when one watches, there is none.
        seed: Option<u64>,
    },
    /// A shared thing: a token for [`crate::link::decode`].
    Shared(String),
    /// The sketchpad.
    Sketchpad {
        /// The design problem that is worked on. Whether it exists is for the page to find out.
        problem: Option<String>,
    },
    /// A shared design: a token for [`crate::link::decode`]. It has a place of its own, since another program of the page
    /// shows it.
    SharedDesign(String),
    /// No place of this page: what stood after the `#`.
    Unknown(String),
}

impl Route {
    /// Reads the hash of an address, with or without its `#`.
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let unknown = || Self::Unknown(hash.to_owned());
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        let (place, rest) = path
            .split_once('/')
            .map_or((path, None), |(place, rest)| (place, Some(rest)));
        match (place, rest) {
            ("", None) => Self::Home,
            ("exercises", None) => {
                let (mut track, mut skill) = (None, None);
                for (key, value) in pairs(query) {
                    match key.as_str() {
                        "track" => track = plan::track(&value),
                        "skill" => skill = Some(value).filter(|skill| is_name(skill)),
                        _ => {}
                    }
                }
                Self::Catalogue { track, skill }
            }
            ("exercise", Some(name)) => {
                let name = decode(name);
                if !is_name(&name) {
                    return unknown();
                }
                let mut settings: Settings =
                    pairs(query).filter(|(key, _)| !key.is_empty()).collect();
                let fixture = settings.remove(FIXTURE);
                let watch = settings.remove(WATCH).is_some_and(|value| value == "1");
                let seed = settings.remove(REPLAY).and_then(|seed| seed.parse().ok());
                // Links from before one could write have settings and nothing more.
                let mode = if watch || fixture.is_some() || !settings.is_empty() {
                    Mode::Watch
                } else {
                    Mode::Write
                };
                Self::Exercise {
                    name,
                    mode,
                    fixture: fixture.filter(|name| is_name(name)),
                    settings,
                    seed: seed.filter(|_| mode == Mode::Write),
                }
            }
            ("s", Some(token)) if !token.is_empty() => Self::Shared(decode(token)),
            ("sketchpad", None) => Self::sketchpad(),
            ("sketchpad", Some(name)) if is_name(&decode(name)) => Self::Sketchpad {
                problem: Some(decode(name)),
            },
            ("d", Some(token)) if !token.is_empty() => Self::SharedDesign(decode(token)),
            _ => unknown(),
        }
    }

    /// An exercise as it stands at first: to be written.
    #[must_use]
    pub fn exercise(name: &str) -> Self {
        Self::in_mode(name, Mode::Write)
    }

    /// An exercise's reference as it stands at first.
    #[must_use]
    pub fn watch(name: &str) -> Self {
        Self::in_mode(name, Mode::Watch)
    }

    /// An exercise with a random input to be judged once more.
    #[must_use]
    pub fn replay(name: &str, seed: u64) -> Self {
        Self::Exercise {
            name: name.to_owned(),
            mode: Mode::Write,
            fixture: None,
            settings: Settings::new(),
            seed: Some(seed),
        }
    }

    fn in_mode(name: &str, mode: Mode) -> Self {
        Self::Exercise {
            name: name.to_owned(),
            mode,
            fixture: None,
            settings: Settings::new(),
            seed: None,
        }
    }

    /// The whole catalogue.
    #[must_use]
    pub fn catalogue() -> Self {
        Self::Catalogue {
            track: None,
            skill: None,
        }
    }

    /// The sketchpad with the reader's own designs.
    #[must_use]
    pub fn sketchpad() -> Self {
        Self::Sketchpad { problem: None }
    }

    /// The address, beginning with `#`. Reading it gives the same route, where its names are names.
    #[must_use]
    pub fn format(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Catalogue { track, skill } => {
                let track = track.map(|track| ("track", plan::slug(track)));
                let skill = skill.as_deref().map(|skill| ("skill", skill));
                with_query("#/exercises".to_owned(), track.into_iter().chain(skill))
            }
            Self::Exercise {
                name,
                mode,
                fixture,
                settings,
                seed,
            } => {
                let mut address = "#/exercise/".to_owned();
                encode(name, &mut address);
                if *mode == Mode::Write {
                    let seed = seed.map(|seed| seed.to_string());
                    let seed = seed.as_deref().map(|seed| (REPLAY, seed));
                    return with_query(address, seed.into_iter());
                }
                let reserved = ["", FIXTURE, WATCH, REPLAY];
                let set = settings
                    .iter()
                    .map(|(key, value)| (key.as_str(), value.as_str()))
                    .filter(|(key, _)| !reserved.contains(key));
                let fixture = fixture.as_deref().map(|name| (FIXTURE, name));
                let mut said = fixture.into_iter().chain(set).peekable();
                let watch = said.peek().is_none().then_some((WATCH, "1"));
                with_query(address, said.chain(watch))
            }
            Self::Shared(token) => {
                let mut address = "#/s/".to_owned();
                encode(token, &mut address);
                address
            }
            Self::Sketchpad { problem: None } => "#/sketchpad".to_owned(),
            Self::Sketchpad {
                problem: Some(name),
            } => {
                let mut address = "#/sketchpad/".to_owned();
                encode(name, &mut address);
                address
            }
            Self::SharedDesign(token) => {
                let mut address = "#/d/".to_owned();
                encode(token, &mut address);
                address
            }
            Self::Unknown(hash) => format!("#{hash}"),
        }
    }
}

/// Whether a text is a name: words of `a-z` and `0-9` joined by single hyphens, at most [`MAX_NAME`] bytes.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// The pairs of a query, decoded, in order.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(key), decode(value))
    })
}

/// Puts pairs after a path.
fn with_query<'a>(mut path: String, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    for (index, (key, value)) in pairs.enumerate() {
        path.push(if index == 0 { '?' } else { '&' });
        encode(key, &mut path);
        path.push('=');
        encode(value, &mut path);
    }
    path
}

/// Appends a text with all but RFC 3986's unreserved characters percent-encoded: nothing is left that programs which
/// find links in a text would cut at.
fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Undoes percent-encoding. A `%` without two hexadecimal digits stands for itself; bytes that are not UTF-8 become
/// U+FFFD.
fn decode(text: &str) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if let (b'%', [high, low, after @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high << 4 | low);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn watched(name: &str, fixture: Option<&str>, settings: &[(&str, &str)]) -> Route {
        Route::Exercise {
            name: name.to_owned(),
            mode: Mode::Watch,
            seed: None,
            fixture: fixture.map(str::to_owned),
            settings: settings
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    fn written(name: &str, seed: Option<u64>) -> Route {
        Route::Exercise {
            name: name.to_owned(),
            mode: Mode::Write,
            fixture: None,
            settings: Settings::new(),
            seed,
        }
    }

    fn list(track: Option<Track>, skill: Option<&str>) -> Route {
        Route::Catalogue {
            track,
            skill: skill.map(str::to_owned),
        }
    }

    #[test]
    fn addresses_are_read() {
        let unknown = |hash: &str| Route::Unknown(hash.to_owned());
        let shared = |token: &str| Route::Shared(token.to_owned());
        for (hash, expected) in [
            ("", Route::Home),
            ("#", Route::Home),
            ("#/", Route::Home),
            ("/", Route::Home),
            ("#/exercises", list(None, None)),
            ("#/exercises/", list(None, None)),
            (
                "#/exercises?track=linux&skill=regex",
                list(Some(Track::Linux), Some("regex")),
            ),
            (
                "#/exercises?track=devops-tools",
                list(Some(Track::DevopsTools), None),
            ),
            ("#/exercises?track=cooking&skill=A+B", list(None, None)),
            ("#/exercise/pstree", written("pstree", None)),
            ("#/exercise/pstree?", written("pstree", None)),
            (
                "#/exercise/pstree?replay=4127",
                written("pstree", Some(4127)),
            ),
            (
                "#/exercise/pstree?replay=18446744073709551615",
                written("pstree", Some(u64::MAX)),
            ),
            ("#/exercise/pstree?replay=-1", written("pstree", None)),
            (
                "#/exercise/pstree?replay=x&watch=0",
                written("pstree", None),
            ),
            // As links to clique had it before one could write.
            (
                "#/exercise/clique?seed=7",
                watched("clique", None, &[("seed", "7")]),
            ),
            ("#/exercise/pstree?watch=1", watched("pstree", None, &[])),
            (
                "#/exercise/pstree?watch=1&replay=7",
                watched("pstree", None, &[]),
            ),
            (
                "#/exercise/pstree?replay=7&pids=1",
                watched("pstree", None, &[("pids", "1")]),
            ),
            (
                "#/exercise/pstree?fixture=web-host",
                watched("pstree", Some("web-host"), &[]),
            ),
            (
                "#/exercise/pstree/?fixture=web-host&pids=1",
                watched("pstree", Some("web-host"), &[("pids", "1")]),
            ),
            (
                "#/exercise/log-filter?filter=status%3E=500%20path~%5E/api%26+%C3%A9&=x&&top",
                watched(
                    "log-filter",
                    None,
                    &[("filter", "status>=500 path~^/api&+é"), ("top", "")],
                ),
            ),
            (
                "#/exercise/log-filter?a=%zz%4&b=%ff",
                watched("log-filter", None, &[("a", "%zz%4"), ("b", "\u{fffd}")]),
            ),
            (
                "#/exercise/pstree?fixture=../x",
                watched("pstree", None, &[]),
            ),
            ("#/exercise/../../etc", unknown("/exercise/../../etc")),
            ("#/exercise/Pstree", unknown("/exercise/Pstree")),
            ("#/exercise/", unknown("/exercise/")),
            ("#/exercise", unknown("/exercise")),
            ("#/exercise/a--b", unknown("/exercise/a--b")),
            ("#/exercise/pstree/extra", unknown("/exercise/pstree/extra")),
            ("#/exercises/pstree", unknown("/exercises/pstree")),
            ("#/settings?x=1", unknown("/settings?x=1")),
            ("#main", unknown("main")),
            ("#/s/v1.d.abc-_9", shared("v1.d.abc-_9")),
            ("#/s/v1%2Ed.abc?from=chat", shared("v1.d.abc")),
            ("#/s/", unknown("/s/")),
            ("#/sketchpad", Route::sketchpad()),
            ("#/sketchpad/", Route::sketchpad()),
            (
                "#/sketchpad/log-joiner",
                Route::Sketchpad {
                    problem: Some("log-joiner".to_owned()),
                },
            ),
            ("#/sketchpad/../x", unknown("/sketchpad/../x")),
            (
                "#/d/v1.d.abc-_9",
                Route::SharedDesign("v1.d.abc-_9".to_owned()),
            ),
            ("#/d/", unknown("/d/")),
            ("s//", unknown("s//")),
        ] {
            assert_eq!(Route::parse(hash), expected, "{hash:?}");
        }
    }

    #[test]
    fn addresses_are_written() {
        for (route, expected) in [
            (Route::Home, "#/"),
            (Route::catalogue(), "#/exercises"),
            (
                list(Some(Track::Aws), Some("iam")),
                "#/exercises?track=aws&skill=iam",
            ),
            (Route::exercise("clique"), "#/exercise/clique"),
            (Route::watch("clique"), "#/exercise/clique?watch=1"),
            (written("clique", Some(9)), "#/exercise/clique?replay=9"),
            (
                watched("clique", None, &[("replay", "no"), ("watch", "no")]),
                "#/exercise/clique?watch=1",
            ),
            (
                watched(
                    "log-filter",
                    Some("small"),
                    &[("filter", "a=b&c é"), ("fixture", "no"), ("", "no")],
                ),
                "#/exercise/log-filter?fixture=small&filter=a%3Db%26c%20%C3%A9",
            ),
            (Route::Shared("v1.d.a_-".to_owned()), "#/s/v1.d.a_-"),
        ] {
            assert_eq!(route.format(), expected);
        }
    }

    #[test]
    fn names_are_kebab_case_and_short() {
        for (text, expected) in [
            ("pstree", true),
            ("api-lag", true),
            ("2-sat", true),
            ("", false),
            ("-a", false),
            ("a-", false),
            ("a_b", false),
            ("é", false),
            (&"a".repeat(64), true),
            (&"a".repeat(65), false),
        ] {
            assert_eq!(is_name(text), expected, "{text:?}");
        }
    }

    fn routes() -> impl Strategy<Value = Route> {
        let name = || "[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}";
        let settings = prop::collection::btree_map("[^fwr].{0,8}", ".{0,20}", 0..5);
        prop_oneof![
            Just(Route::Home),
            (
                prop::option::of(prop::sample::select(
                    plan::PARTS
                        .iter()
                        .map(|part| part.track)
                        .collect::<Vec<_>>()
                )),
                prop::option::of(name())
            )
                .prop_map(|(track, skill)| Route::Catalogue { track, skill }),
            (name(), prop::option::of(name()), settings).prop_map(|(name, fixture, settings)| {
                Route::Exercise {
                    name,
                    mode: Mode::Watch,
                    fixture,
                    settings,
                    seed: None,
                }
            }),
            (name(), prop::option::of(any::<u64>())).prop_map(|(name, seed)| written(&name, seed)),
            "[^/]{1,20}".prop_map(Route::Shared),
            prop::option::of(name()).prop_map(|problem| Route::Sketchpad { problem }),
            "[^/]{1,20}".prop_map(Route::SharedDesign),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(route in routes()) {
            prop_assert_eq!(Route::parse(&route.format()), route);
        }

        #[test]
        fn any_text_is_some_route_that_stands_still(hash in "#?/?([sd]/|sketchpad/?|exercises?/?|exercise/a\\?(watch=[01]&?)?(replay=[0-9]{0,3}&?)?)?.{0,30}") {
            let route = Route::parse(&hash);
            prop_assert_eq!(Route::parse(&route.format()), route);
        }
    }
}
