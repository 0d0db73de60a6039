//! What a player of steps does: pure state, moved by acts.

use std::rc::Rc;
use yew::Reducible;

/// Milliseconds between steps, from slow to fast.
const PACES: [u32; 3] = [1200, 600, 200];

/// Where the player is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Player {
    /// The step shown.
    pub(crate) at: usize,
    /// How many steps there are.
    pub(crate) steps: usize,
    /// Whether it moves by itself.
    pub(crate) playing: bool,
    pace: usize,
}

/// What one can do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// To the first step.
    First,
    /// One back.
    Back,
    /// One on.
    On,
    /// To the last step.
    Last,
    /// To a step.
    To(usize),
    /// Starts (from the beginning when at the end) or stops.
    Play,
    /// The clock ticked.
    Tick,
    /// The next pace.
    Pace,
}

impl Player {
    /// At the first of so many steps, still.
    pub(crate) fn new(steps: usize) -> Self {
        Self {
            at: 0,
            steps,
            playing: false,
            pace: 1,
        }
    }

    /// Milliseconds between steps.
    pub(crate) fn interval(&self) -> u32 {
        PACES.get(self.pace).copied().unwrap_or(600)
    }

    /// The pace in words.
    pub(crate) fn pace(&self) -> &'static str {
        ["Speed: slow", "Speed: steady", "Speed: fast"]
            .get(self.pace)
            .copied()
            .unwrap_or("Speed: steady")
    }

    /// After an act. Whatever one does by hand stops the play; running off the end does too.
    pub(crate) fn after(self, act: Act) -> Self {
        let last = self.steps.saturating_sub(1);
        let still = |at| Self {
            at,
            playing: false,
            ..self
        };
        match act {
            Act::First => still(0),
            Act::Back => still(self.at.saturating_sub(1)),
            Act::On => still((self.at + 1).min(last)),
            Act::Last => still(last),
            Act::To(at) => still(at.min(last)),
            Act::Play if self.playing || last == 0 => still(self.at),
            Act::Play => Self {
                at: if self.at == last { 0 } else { self.at },
                playing: true,
                ..self
            },
            Act::Tick if !self.playing => self,
            Act::Tick => {
                let at = (self.at + 1).min(last);
                Self {
                    at,
                    playing: at < last,
                    ..self
                }
            }
            Act::Pace => Self {
                pace: (self.pace + 1) % PACES.len(),
                ..self
            },
        }
    }

    /// The act of a key; `None` for a key that means nothing here.
    pub(crate) fn key(key: &str) -> Option<Act> {
        match key {
            "ArrowRight" | "ArrowDown" => Some(Act::On),
            "ArrowLeft" | "ArrowUp" => Some(Act::Back),
            "Home" => Some(Act::First),
            "End" => Some(Act::Last),
            _ => None,
        }
    }
}

impl Reducible for Player {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        Rc::new(self.after(act))
    }
}

/// Where each cell is drawn: column and row, as a text is set.
pub(crate) fn place(index: usize, columns: usize) -> (usize, usize) {
    let columns = columns.max(1);
    (index % columns, index / columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn play_runs_to_the_end_and_stops_there() {
        let mut player = Player::new(3).after(Act::Play);
        assert!(player.playing);
        player = player.after(Act::Tick);
        assert_eq!((player.at, player.playing), (1, true));
        player = player.after(Act::Tick);
        assert_eq!((player.at, player.playing), (2, false));
        assert_eq!(player.after(Act::Tick), player, "a late tick does nothing");
        assert_eq!(player.after(Act::Play).at, 0, "play at the end starts over");
    }

    #[test]
    fn a_hand_on_the_player_stops_it() {
        let player = Player::new(9).after(Act::Play).after(Act::Tick);
        for act in [
            Act::First,
            Act::Back,
            Act::On,
            Act::Last,
            Act::To(4),
            Act::Play,
        ] {
            assert!(!player.after(act).playing, "{act:?}");
        }
        assert!(player.after(Act::Pace).playing);
    }

    #[test]
    fn no_act_leaves_the_steps() {
        for steps in [0, 1, 2] {
            for act in [
                Act::Back,
                Act::On,
                Act::Last,
                Act::To(99),
                Act::Play,
                Act::Tick,
            ] {
                let player = Player::new(steps).after(act).after(act);
                assert!(player.at < steps.max(1), "{steps} {act:?}");
            }
        }
        assert!(
            !Player::new(1).after(Act::Play).playing,
            "there is nothing to play"
        );
    }

    #[test]
    fn cells_are_set_as_a_text() {
        assert_eq!(
            [place(0, 3), place(2, 3), place(3, 3), place(5, 0)],
            [(0, 0), (2, 0), (0, 1), (0, 5)]
        );
    }
}
