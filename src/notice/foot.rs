//! Where the overview leads at its end: what it is for programs, and what was published before.

use volens_model::view::NoticeView;
use yew::prelude::*;

/// What stands below the overview, besides its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    /// The same for programs.
    pub forms: Vec<Form>,
    /// The list of what was published, where a ledger keeps that.
    pub versions: Option<Link>,
    /// What opens the settings, where a page has the gate: the script shows it there.
    pub settings: Option<String>,
}

/// A form of the overview for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    pub name: &'static str,
    pub media: &'static str,
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub text: String,
    pub path: String,
}

impl Form {
    pub fn json(path: String) -> Self {
        Self { name: "JSON", media: "application/json", path }
    }

    pub fn linked(path: String) -> Self {
        Self { name: "JSON-LD", media: "application/ld+json", path }
    }
}

impl Foot {
    /// That of the overview in force.
    pub fn of(view: &NoticeView) -> Self {
        let path = |form: &str| format!("/{}/notice.{form}?lang={}", view.site, view.language);
        let forms = vec![Form::json(path("json")), Form::linked(path("jsonld"))];
        Self { forms, versions: None, settings: None }
    }
}

pub(super) fn foot(view: &NoticeView, foot: &Foot) -> Html {
    let words = &view.words;
    html! {
        <footer>
            if let Some(settings) = &foot.settings {
                <p class="settings" hidden=true>
                    <button type="button" data-volens="settings">{ settings }</button>
                </p>
            }
            <p>{ format!("{} {}", words.version, view.version) }</p>
            <p class="programs">{ &words.programs }{ ":" }{ for foot.forms.iter().map(form) }</p>
            if let Some(Link { text, path }) = &foot.versions {
                <p><a href={path.clone()}>{ text }</a></p>
            }
        </footer>
    }
}

fn form(Form { name, media, path }: &Form) -> Html {
    html! { <>{ " " }<a href={path.clone()} type={*media} rel="alternate">{ *name }</a></> }
}
