//! The bar above the drawing: what this design is called, how it stands, and what can be done with it as a whole.

mod designs;
mod saved;
mod title;

use crate::components::menu::{Item, Menu};
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::exchange::{Brought, ExportDialog, ImportDialog, Intake};
use crate::pages::sketch::problem::TimeLeft;
use crate::pages::sketch::share::{Banner, Meter, ShareDialog};
use crate::pages::sketch::store::{Store, Whose};
use crate::platform::canvas;
use crate::room::use_room;
use designs::DesignsDialog;
use nalsd::analysis::Severity;
use nalsd::model::Design;
use saved::SavedLine;
use std::rc::Rc;
use title::Title;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    pub(crate) desk: Desk,
    pub(crate) store: Store,
    /// The reader wants to see the findings.
    pub(crate) on_findings: Callback<()>,
    /// What stands at the end of the bar: the button of the simulation.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A dialog of the bar's.
#[derive(Clone, PartialEq)]
enum Panel {
    Designs,
    Share,
    /// With what was wrong with something that was brought in.
    Import(Option<String>),
    Export,
}

/// The bar, its dialogs, and the lines below it.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let room = use_room();
    let panel = use_state(|| None::<Panel>);
    let (desk, store) = (&props.desk, &props.store);
    let close = use_callback(panel.setter(), |(), panel| panel.set(None));
    let found = use_callback(
        (store.clone(), panel.setter(), room.say.clone()),
        |found: Result<Brought, String>, (store, panel, say)| match found {
            Ok(brought) => {
                panel.set(None);
                let text = welcome(&brought);
                let id = store.add(brought.design);
                if brought.notes.is_empty() {
                    say.emit(text);
                } else {
                    // What was guessed is to be gone through: it stays until it is put away. What was wrong before is no more.
                    say.emit(String::new());
                    store.note(id, text);
                }
            }
            Err(problem) => panel.set(Some(Panel::Import(Some(problem)))),
        },
    );
    let show = |to: Panel| {
        let panel = panel.setter();
        Callback::from(move |()| panel.set(Some(to.clone())))
    };
    let share = show(Panel::Share).reform(|_: MouseEvent| ());
    let dialog = match &*panel {
        None => Html::default(),
        Some(Panel::Designs) => {
            html! { <DesignsDialog store={store.clone()} on_close={close} /> }
        }
        Some(Panel::Share) => {
            html! { <ShareDialog design={Rc::clone(&desk.kept)} on_close={close} /> }
        }
        Some(Panel::Export) => html! { <ExportDialog desk={desk.clone()} on_close={close} /> },
        Some(Panel::Import(problem)) => html! {
            <ImportDialog
                // What is dropped while it is open is told anew.
                key={problem.clone().unwrap_or_default()}
                problem={problem.clone()}
                on_design={found.reform(Ok)}
                on_close={close}
            />
        },
    };
    html! {
        <div class="sketch-head">
            <div class="sketch-bar">
                <Title design={Rc::clone(&desk.kept)} act={desk.act.clone()} />
                <span class="pill">{ format!("iteration {}", desk.kept.iteration) }</span>
                <FindingsPill desk={desk.clone()} on_findings={props.on_findings.clone()} />
                <TimeLeft />
                <SavedLine store={store.clone()} />
                <span class="space" />
                <Meter design={Rc::clone(&desk.kept)} />
                <Menu label="File" items={items(store, desk, &show, &room.say)} />
                <button type="button" onclick={share}>{ "Share" }</button>
                { props.children.clone() }
            </div>
            <Banner store={store.clone()} />
            <Intake on_found={found} />
            { dialog }
        </div>
    }
}

/// What the menu offers.
fn items(
    store: &Store,
    desk: &Desk,
    show: &dyn Fn(Panel) -> Callback<()>,
    say: &Callback<String>,
) -> Vec<Item> {
    let remove = {
        let (store, say) = (store.clone(), say.clone());
        Callback::from(move |()| match store.current() {
            Some(id) => store.remove(&id),
            None => say.emit(not_kept(store.whose()).to_owned()),
        })
    };
    let item = |label: &'static str, apart: bool, on_choose: Callback<()>| Item {
        label: label.into(),
        on_choose,
        apart,
    };
    // What is opened is drawn on next: its keys are the drawing's.
    let on_store = |act: fn(&Store, &Design)| {
        let (store, desk) = (store.clone(), desk.clone());
        Callback::from(move |()| {
            act(&store, &desk.now().kept);
            canvas::focus("sketch-drawing");
        })
    };
    let begin = {
        let (store, desk, say) = (store.clone(), desk.clone(), say.clone());
        Callback::from(move |()| {
            if store.is_blank(&desk.now().kept) {
                say.emit("This one is new already: nothing is drawn on it yet.".to_owned());
            } else {
                store.begin();
            }
            canvas::focus("sketch-drawing");
        })
    };
    vec![
        item("My designs\u{2026}", false, show(Panel::Designs)),
        item("New design", false, begin),
        item("Next iteration", false, on_store(Store::next_iteration)),
        item("Duplicate", false, on_store(Store::duplicate)),
        item("Import\u{2026}", true, show(Panel::Import(None))),
        item("Export\u{2026}", false, show(Panel::Export)),
        item("Remove this design", true, remove),
    ]
}

/// Why there is nothing to remove.
const fn not_kept(whose: Whose) -> &'static str {
    match whose {
        Whose::Guest => {
            "This design came with a link and isn\u{2019}t kept: there is nothing to remove."
        }
        _ => "Nothing is drawn yet, and nothing is kept: there is nothing to remove.",
    }
}

/// What is said of something brought in.
fn welcome(brought: &Brought) -> String {
    let mut text = format!(
        "Opened \u{201c}{}\u{201d} beside your other designs.",
        brought.design.name
    );
    for note in &brought.notes {
        text.push(' ');
        text.push_str(note);
    }
    text
}

#[derive(Properties, PartialEq)]
struct FindingsProps {
    desk: Desk,
    on_findings: Callback<()>,
}

/// How many findings there are; it leads to them.
#[component]
fn FindingsPill(props: &FindingsProps) -> Html {
    let findings = &props.desk.analysis.findings;
    if findings.is_empty() && props.desk.kept.components.is_empty() {
        return Html::default();
    }
    let has = |severity| findings.iter().any(|finding| finding.severity == severity);
    let (what, tone) = if has(Severity::Bad) {
        ("finding", "bad")
    } else if has(Severity::Warning) {
        ("finding", "now")
    } else {
        ("hint", "")
    };
    let (text, tone) = match findings.len() {
        0 => ("no findings".to_owned(), "ok"),
        1 => (format!("1 {what}"), tone),
        count => (format!("{count} {what}s"), tone),
    };
    let onclick = props.on_findings.reform(|_: MouseEvent| ());
    html! {
        <button type="button" class={classes!("pill", tone)} {onclick} title="Show the findings">{ text }</button>
    }
}
