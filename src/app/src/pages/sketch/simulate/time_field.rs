//! A field for a number of a plan: read when it is left, kept as typed while it can't be read.

use nalsd::units::{self, Calendar, Dimension, Names, Quantity};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct PlanFieldProps {
    /// Its name.
    pub(super) label: AttrValue,
    /// The value in base units; `None` where nothing is meant.
    pub(super) value: Option<f64>,
    /// What it measures.
    pub(super) dimension: Dimension,
    /// What an empty field means; without it, it can't be empty.
    #[prop_or_default]
    pub(super) empty: Option<AttrValue>,
    /// How long the design's own months and years are.
    pub(super) calendar: Calendar,
    /// Told of a value that can be read.
    pub(super) on_set: Callback<Option<f64>>,
}

/// The field.
#[component]
pub(super) fn PlanField(props: &PlanFieldProps) -> Html {
    // What is typed, kept over whatever is drawn meanwhile, and why it can't be read.
    let typed = use_state_eq(|| None::<String>);
    let wrong = use_state_eq(|| None::<String>);
    let oninput = {
        let typed = typed.setter();
        move |event: InputEvent| {
            typed.set(Some(
                event.target_unchecked_into::<HtmlInputElement>().value(),
            ));
        }
    };
    let onchange = {
        let (typed, wrong, on_set) = (typed.setter(), wrong.setter(), props.on_set.clone());
        let (dimension, may_be_empty) = (props.dimension, props.empty.is_some());
        let calendar = props.calendar;
        move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            match read(&text, dimension, may_be_empty, calendar) {
                Ok(value) => {
                    typed.set(None);
                    wrong.set(None);
                    on_set.emit(value);
                }
                Err(why) => wrong.set(Some(why)),
            }
        }
    };
    let shown = (*typed).clone().unwrap_or_else(|| {
        let value = props.value.map(|value| written(value, props.dimension));
        value.unwrap_or_default()
    });
    html! {
        <label class={classes!("plan-field", wrong.is_some().then_some("wrong"))}>
            <span>{ &props.label }</span>
            <input type="text" class="mono" value={shown} placeholder={props.empty.clone()} autocomplete="off" maxlength="100"
                aria-invalid={wrong.is_some().then_some("true")} {oninput} {onchange} />
            if let Some(why) = &*wrong {
                <span class="field-problem" role="alert"><span class="square" aria-hidden="true" />{ why }</span>
            }
        </label>
    }
}

/// Reads what is typed.
fn read(
    text: &str,
    dimension: Dimension,
    may_be_empty: bool,
    calendar: Calendar,
) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() && may_be_empty {
        return Ok(None);
    }
    // A plain number of seconds is clear enough here.
    let plain: Option<f64> = text.parse().ok().filter(|_| dimension == Dimension::TIME);
    let value = match plain {
        Some(value) => value,
        None => {
            let range = units::parse_as(text, dimension, calendar, &Names::new());
            range.map_err(|error| error.message)?.likely
        }
    };
    if value.is_finite() && value >= 0.0 {
        Ok(Some(value))
    } else {
        Err("This can\u{2019}t be less than nothing.".to_owned())
    }
}

/// A value as it could have been typed.
fn written(value: f64, dimension: Dimension) -> String {
    if dimension == Dimension::TIME {
        units::format(Quantity::new(value, dimension))
    } else {
        units::significant(value, 6).replace('\u{202f}', "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::units::DIMENSIONLESS;

    #[test]
    fn times_are_read_with_and_without_a_unit() {
        for (text, empty, expected) in [
            ("90", false, Ok(Some(90.0))),
            ("1.5 min", false, Ok(Some(90.0))),
            ("", true, Ok(None)),
            ("", false, Err(())),
            ("-3", false, Err(())),
            ("3 KB", false, Err(())),
            ("soon", true, Err(())),
        ] {
            assert_eq!(
                read(text, Dimension::TIME, empty, Calendar::default()).map_err(drop),
                expected,
                "{text}"
            );
        }
        let calendar = Calendar::default();
        assert_eq!(read("10", DIMENSIONLESS, false, calendar), Ok(Some(10.0)));
        // A month is the design's own.
        let calendar = Calendar {
            month: 31.0 * 86_400.0,
            ..calendar
        };
        assert_eq!(
            read("1 month", Dimension::TIME, false, calendar),
            Ok(Some(31.0 * 86_400.0))
        );
    }

    #[test]
    fn what_is_shown_can_be_read_again() {
        for value in [0.0, 1.0, 90.0, 300.0, 86_400.0] {
            assert_eq!(
                read(
                    &written(value, Dimension::TIME),
                    Dimension::TIME,
                    false,
                    Calendar::default()
                ),
                Ok(Some(value))
            );
        }
        assert_eq!(
            read(
                &written(25_000.0, DIMENSIONLESS),
                DIMENSIONLESS,
                false,
                Calendar::default()
            ),
            Ok(Some(25_000.0))
        );
    }
}
