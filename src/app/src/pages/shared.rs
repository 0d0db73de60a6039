//! A shared thing: read from the address, checked, and shown beside what is one's own.

use crate::components::broken_link::BrokenLink;
use crate::components::link::Go;
use crate::pages::exercise::{ExercisePage, Opening};
use crate::platform::location;
use practice::link::{self, Shared};
use practice::route::Route;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct SharedProps {
    /// What the link carries.
    pub(crate) token: String,
    /// Which visit of the address this is.
    pub(crate) visit: u32,
}

/// Opens a share link, or says what is wrong with it.
#[component]
pub(crate) fn SharedPage(props: &SharedProps) -> Html {
    let shared = use_memo(props.token.clone(), |token| link::decode(token));
    let opening = use_memo(props.token.clone(), |_| match &*shared {
        Ok(Shared::Run(run)) => Some((run.exercise.clone(), Rc::new(Opening::Shared(run.clone())))),
        Ok(Shared::Code(code)) => {
            Some((code.exercise.clone(), Rc::new(Opening::Code(code.clone()))))
        }
        _ => None,
    });
    let design = matches!(&*shared, Ok(Shared::Design(_)));
    use_effect_with((design, props.token.clone()), |(design, token)| {
        if *design {
            location::redirect(&Route::SharedDesign(token.clone()));
        }
    });
    if let Some((name, opening)) = &*opening {
        return html! { <ExercisePage name={name.clone()} opening={Rc::clone(opening)} visit={props.visit} /> };
    }
    let problem = match &*shared {
        Err(error) => error.to_string(),
        // It is on its way to the place that shows it.
        Ok(Shared::Design(_)) => return Html::default(),
        Ok(_) => "It holds something that this version of Dryrun can't show. Reload to update."
            .to_owned(),
    };
    html! {
        <BrokenLink {problem}>
            <Go to={Route::catalogue()} class="button primary">{ "All exercises" }</Go>
            <Go to={Route::Home} class="button">{ "Home" }</Go>
        </BrokenLink>
    }
}
