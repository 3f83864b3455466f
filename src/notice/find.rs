//! The form that looks for activities. It is shut until the script has opened it: without one
//! nobody would answer.

use super::activity::can;
use super::law::{named, point};
use volens_model::view::{ActivityView, NoticeView};
use yew::prelude::*;

pub(super) fn form(view: &NoticeView) -> Html {
    let words = &view.words;
    let bases = named(view).map(|article| {
        let point = point(article);
        let count = count(view, |a| a.bases.iter().any(|basis| basis.article == article));
        option(point, view.legal.basis(article), count)
    });
    let keys = keys(view);
    let data = keys.into_iter().map(|(key, name)| {
        let count = count(view, |a| a.categories.iter().any(|category| category.key == key));
        option(key, &capital(name), count)
    });
    let all = view.activities.len().to_string();
    let questions =
        [("object", &words.may_object), ("withdraw", &words.may_withdraw), ("all", &words.may_all)];
    html! {
        <form class="find" role="search" aria-label={words.find.clone()}
            data-shown={words.shown.clone()}>
            <fieldset disabled=true>
                <label>{ &words.search }<input type="search" name="q" autocomplete="off" /></label>
                { select("basis", &words.basis, &words.any, bases.collect()) }
                { select("data", &words.data, &words.any, data.collect()) }
                <div class="questions">
                    { for questions.map(|(name, label)| question(name, label, view)) }
                </div>
                <button type="reset">{ &words.clear }</button>
            </fieldset>
            <p role="status">{ words.shown.replace("{count}", &all).replace("{all}", &all) }</p>
        </form>
    }
}

fn select(name: &'static str, label: &str, any: &str, options: Html) -> Html {
    html! {
        <label>
            { label }
            <select {name}><option value="">{ any }</option>{ options }</select>
        </label>
    }
}

/// `data-label` is what stands before the count, which the script keeps true.
fn option(value: &str, label: &str, count: usize) -> Html {
    html! {
        <option value={value.to_owned()} data-label={label.to_owned()}>
            { format!("{label} ({count})") }
        </option>
    }
}

fn question(name: &'static str, label: &str, view: &NoticeView) -> Html {
    let count = count(view, |activity| can(activity).contains(&name));
    html! {
        <label>
            <input type="checkbox" name="can" value={name} />
            <span data-label={label.to_owned()}>{ format!("{label} ({count})") }</span>
        </label>
    }
}

fn count(view: &NoticeView, fits: impl Fn(&&ActivityView) -> bool) -> usize {
    view.activities.iter().filter(fits).count()
}

/// Each category of data, with the first name that the source has for it.
fn keys(view: &NoticeView) -> Vec<(&str, &str)> {
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for category in view.activities.iter().flat_map(|activity| &activity.categories) {
        if !keys.iter().any(|(key, _)| *key == category.key) {
            keys.push((&category.key, &category.name));
        }
    }
    keys
}

/// The source's names stand in the middle of its sentences.
fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
