//! Where one is in a run that is played back: pure state, moved by acts.

use std::rc::Rc;
use yew::Reducible;

/// A moment of a run, and whether time goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Playback {
    /// The frame shown.
    pub(super) at: usize,
    /// How many there are.
    pub(super) frames: usize,
    /// Whether time goes on by itself.
    pub(super) playing: bool,
}

/// What one can do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Another run, at its end: that is what came of it.
    Load(usize),
    /// To a frame.
    To(usize),
    /// Goes on, from the beginning when at the end; or stops.
    Play,
    /// Time went on by so many frames.
    Tick(usize),
}

impl Playback {
    /// After an act. A hand on it stops it; so does the end.
    pub(super) fn after(self, act: Act) -> Self {
        let last = self.frames.saturating_sub(1);
        match act {
            Act::Load(frames) => Self {
                at: frames.saturating_sub(1),
                frames,
                playing: false,
            },
            Act::To(at) => Self {
                at: at.min(last),
                playing: false,
                ..self
            },
            Act::Play if self.playing || last == 0 => Self {
                playing: false,
                ..self
            },
            Act::Play => Self {
                at: if self.at >= last { 0 } else { self.at },
                playing: true,
                ..self
            },
            Act::Tick(by) if self.playing => {
                let at = self.at.saturating_add(by).min(last);
                Self {
                    at,
                    playing: at < last,
                    ..self
                }
            }
            Act::Tick(_) => self,
        }
    }

    /// How much of the run has passed, from 0 to 1.
    pub(super) fn share(&self) -> f64 {
        if self.frames < 2 {
            return 0.0;
        }
        self.at as f64 / (self.frames - 1) as f64
    }
}

impl Reducible for Playback {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        Rc::new(self.after(act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_shown_at_its_end_and_played_from_its_beginning() {
        let run = Playback::default().after(Act::Load(4));
        assert_eq!((run.at, run.share()), (3, 1.0));
        let mut run = run.after(Act::Play);
        assert_eq!((run.at, run.playing), (0, true));
        run = run.after(Act::Tick(2));
        assert_eq!((run.at, run.playing), (2, true));
        run = run.after(Act::Tick(2));
        assert_eq!((run.at, run.playing), (3, false));
        assert_eq!(run.after(Act::Tick(1)), run, "a late tick does nothing");
    }

    #[test]
    fn no_act_leaves_the_run() {
        for frames in [0, 1, 2] {
            for act in [Act::To(9), Act::Play, Act::Tick(9), Act::To(0)] {
                let run = Playback::default()
                    .after(Act::Load(frames))
                    .after(act)
                    .after(act);
                assert!(run.at < frames.max(1), "{frames} {act:?}");
                assert!(run.share().is_finite());
            }
        }
        assert!(
            !Playback::default()
                .after(Act::Load(1))
                .after(Act::Play)
                .playing
        );
    }
}
