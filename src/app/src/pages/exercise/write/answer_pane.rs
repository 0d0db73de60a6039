//! Where the answer is written: its files and the editor, or the place of a module.

use super::answer::files;
use super::compare::Files;
use super::desk::Desk;
use super::editor_pane::EditorPane;
use super::files_row::FilesRow;
use super::module::{Module, ModulePane};
use crate::platform::document;
use crate::platform::sandbox::Sandbox;
use crate::room::use_room;
use practice::judge::traceback::Mark;
use practice::language::Language;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct AnswerProps {
    /// The exercise.
    pub(crate) name: AttrValue,
    pub(crate) desk: Desk,
    pub(crate) language: Language,
    pub(crate) starter: Files,
    pub(crate) marks: Rc<Vec<Mark>>,
    pub(crate) module: Option<Module>,
    pub(crate) on_module: Callback<Module>,
    pub(crate) on_run: Callback<()>,
}

/// The answer in a language.
#[component]
pub(crate) fn AnswerPane(props: &AnswerProps) -> Html {
    let say = use_room().say;
    let file = use_state(|| 0_usize);
    let (desk, language) = (&props.desk, props.language);
    use_effect_with(language, {
        let file = file.setter();
        move |_| file.set(0)
    });
    let on_focus = use_callback(language, |(), language| {
        let language = *language;
        spawn_local(async move {
            // If it can't be had, Run will say why.
            if let Ok(sandbox) = Sandbox::get().await {
                let _ = sandbox.warm(language).await;
            }
        });
    });
    if language == Language::Wasi {
        return html! {
            <ModulePane exercise={props.name.clone()} module={props.module.clone()} on_module={props.on_module.clone()} />
        };
    }
    let mine = files(desk, language, &props.starter);
    let names: Vec<String> = mine.iter().map(|(name, _)| name.clone()).collect();
    let chosen = (*file).min(mine.len().saturating_sub(1));
    let name = names.get(chosen).cloned().unwrap_or_default();

    let text = {
        let (desk, name, starter) = (desk.clone(), name.clone(), props.starter.clone());
        Callback::from(move |()| {
            let mut mine = files(&desk, language, &starter).into_iter();
            let shown = mine.find(|(file, _)| *file == name);
            shown.map(|(_, text)| text).unwrap_or_default()
        })
    };
    let on_change = {
        let (desk, name, starter) = (desk.clone(), name.clone(), props.starter.clone());
        Callback::from(move |text: String| {
            desk.typed(|work| {
                work.begin(language, starter.clone());
                // A file that is shown is there.
                let _ = work.edit(language, &name, &text, document::now_ms());
            });
        })
    };
    let on_add = {
        let (desk, file) = (desk.clone(), file.setter());
        let (starter, count) = (props.starter.clone(), mine.len());
        Callback::from(move |name: String| {
            desk.change(|work| {
                work.begin(language, starter.clone());
                work.add_file(language, &name, document::now_ms())
            })
            .map_err(|error| error.to_string())?;
            file.set(count);
            Ok(())
        })
    };
    let on_remove = {
        let (desk, file, names, say) = (desk.clone(), file.setter(), names.clone(), say.clone());
        Callback::from(move |index: usize| {
            let Some(name) = names.get(index) else { return };
            let removed = desk.change(|work| work.remove_file(language, name, document::now_ms()));
            match removed {
                Ok(()) => say.emit(format!("{name} is removed; what was in it is in History.")),
                Err(error) => say.emit(error.to_string()),
            }
            file.set(0);
        })
    };
    let on_fresh = {
        let (desk, starter, file) = (desk.clone(), props.starter.clone(), file.setter());
        Callback::from(move |()| {
            desk.change(|work| work.fresh_start(language, starter.clone(), document::now_ms()));
            file.set(0);
            say.emit("Begun anew from the starter. What was here is in History.".to_owned());
        })
    };
    let on_choose = {
        let file = file.setter();
        Callback::from(move |index| file.set(index))
    };
    html! {
        <>
            <FilesRow desk={desk.clone()} {language} files={names} {chosen} {on_choose} {on_add} {on_remove} {on_fresh} />
            <EditorPane {language} file={name} {text} version={desk.version()} marks={Rc::clone(&props.marks)}
                {on_change} on_run={props.on_run.clone()} {on_focus} />
        </>
    }
}
