//! The editor in its place, showing one file of the reader's.

use crate::platform::editor::Editor;
use practice::judge::traceback::Mark;
use practice::language::Language;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct PaneProps {
    pub(crate) language: Language,
    /// The file's name.
    pub(crate) file: AttrValue,
    /// Its text, as it is when asked: what is drawn is drawn in turns, and letters may be typed in between.
    pub(crate) text: Callback<(), String>,
    /// Grows when the text was changed elsewhere than in the editor.
    pub(crate) version: u32,
    pub(crate) marks: Rc<Vec<Mark>>,
    pub(crate) on_change: Callback<String>,
    pub(crate) on_run: Callback<()>,
    /// The editor got the focus: its language will be needed.
    pub(crate) on_focus: Callback<()>,
}

/// What the place holds.
enum Held {
    Loading,
    Here(Editor),
    Failed(String),
}

/// The place of the editor.
#[component]
pub(crate) fn EditorPane(props: &PaneProps) -> Html {
    let place = use_node_ref();
    let held = use_mut_ref(|| Held::Loading);
    let ready = use_state(|| 0_u32);
    // What the editor calls is what the last drawing was given; what is typed belongs to the file that it shows, until it shows
    // another.
    let on_change = use_mut_ref(|| props.on_change.clone());
    let on_run = use_mut_ref(|| props.on_run.clone());
    on_run.borrow_mut().clone_from(&props.on_run);

    use_effect_with((), {
        let (place, held) = (place.clone(), Rc::clone(&held));
        let (on_change, on_run) = (Rc::clone(&on_change), Rc::clone(&on_run));
        let (ready, language) = (ready.setter(), props.language);
        move |()| {
            let alive = Rc::new(RefCell::new(true));
            if let Some(parent) = place.cast::<Element>() {
                let (held, alive) = (Rc::clone(&held), Rc::clone(&alive));
                spawn_local(async move {
                    let on_change = Callback::from(move |text| {
                        let change = on_change.borrow().clone();
                        change.emit(text);
                    });
                    let on_run = Callback::from(move |()| {
                        let run = on_run.borrow().clone();
                        run.emit(());
                    });
                    let made =
                        Editor::create(parent, "Your answer", language, on_change, on_run).await;
                    if *alive.borrow() {
                        *held.borrow_mut() = made.map_or_else(Held::Failed, Held::Here);
                        ready.set(1);
                    }
                });
            }
            move || {
                *alive.borrow_mut() = false;
                *held.borrow_mut() = Held::Loading;
            }
        }
    });
    use_effect_with(
        (*ready, props.version, props.language, props.file.clone()),
        {
            let (held, text) = (Rc::clone(&held), props.text.clone());
            let (on_change, change) = (Rc::clone(&on_change), props.on_change.clone());
            move |(_, _, language, file)| {
                if let Held::Here(editor) = &*held.borrow() {
                    let key = format!("{}/{file}", language.name());
                    editor.show(&text.emit(()), *language, &key);
                }
                on_change.replace(change);
            }
        },
    );
    use_effect_with((*ready, Rc::clone(&props.marks), props.file.clone()), {
        let held = Rc::clone(&held);
        move |(_, marks, file)| {
            if let Held::Here(editor) = &*held.borrow() {
                editor.set_marks(marks.iter().filter(|mark| mark.file == file.as_str()));
            }
        }
    });
    let onfocusin = {
        let focus = props.on_focus.clone();
        move |_: FocusEvent| focus.emit(())
    };
    let problem = match &*held.borrow() {
        Held::Failed(problem) => Some(problem.clone()),
        Held::Loading | Held::Here(_) => None,
    };
    html! {
        <div class="editor-pane">
            if let Some(problem) = problem {
                <div class="nothing bad" role="alert"><h2>{ "No editor" }</h2><p>{ problem }</p></div>
            } else if *ready == 0 {
                <p class="empty">{ "Loading the editor\u{2026}" }</p>
            }
            <div class="editor-place" ref={place} {onfocusin} />
        </div>
    }
}
