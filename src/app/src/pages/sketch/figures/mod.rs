//! Figures and where they come from: the strip of totals, and the trail that any figure opens to.

mod place;
mod reading;
mod shown;
mod strip;
mod terms;
mod totals;
mod trail;

pub(crate) use place::{KEPT_BACK, Panels, PanelsPlace, keeps_back, use_panels};
pub(crate) use reading::{Aspect, Reading, Total};
pub(crate) use shown::{FigureButton, inputs_of, money, settings_of};
pub(crate) use strip::Strip;
pub(crate) use totals::{nothing_of, seconds, share};
pub(crate) use trail::{Trail, percentiles};
