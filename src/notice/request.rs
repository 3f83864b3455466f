//! What a person can do about an activity: change it on this device, and a request to the
//! controller that is ready to be sent. Nothing of either is stored by us.

use volens_model::notice::Control;
use volens_model::view::{ActivityView, NoticeView};
use yew::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Withdraw,
    Object,
}

pub(super) fn act(act: Act, control: &Control, activity: &ActivityView, view: &NoticeView) -> Html {
    let words = &view.words;
    let rights = &view.legal.rights;
    let (name, title, article) = match act {
        Act::Withdraw => ("withdraw", &rights.withdraw, "7"),
        Act::Object => ("object", &rights.object, "21"),
    };
    let how = match (act, control) {
        (Act::Withdraw, Control::Category(_)) => &words.withdraw_settings,
        (Act::Withdraw, Control::Request) => &words.withdraw_request,
        (Act::Object, Control::Category(_)) => &words.object_settings,
        (Act::Object, Control::Request) => &words.object_request,
    };
    let letter = letter(act, activity, view);
    let cited = view.legal.article.replace("{article}", article);
    let subject = format!("{title} ({cited}): {}", activity.id);
    html! {
        <div class="act">
            if let Control::Category(category) = control {
                { here(name, title, category, activity, view) }
            }
            <details data-act={name}>
                <summary>{ title }</summary>
                <p>{ how }</p>
                if view.contact.is_none() { <p class="missing">{ &words.no_address }</p> }
                <div class="letter">{ for letter.iter().map(|text| html! { <p>{ text }</p> }) }</div>
                <p>
                    <a href={mail(view.contact.as_deref(), &subject, &letter)}>{ &words.mail }</a>
                    <button type="button" data-volens="copy" hidden=true>{ &words.copy }</button>
                    <span role="status" data-said={words.copied.clone()}></span>
                </p>
            </details>
        </div>
    }
}

/// Acts on the device, where a page has the gate: the script shows it there.
fn here(
    name: &'static str,
    title: &str,
    category: &str,
    activity: &ActivityView,
    view: &NoticeView,
) -> Html {
    let words = &view.words;
    let now = if name == "object" { &*words.object_now } else { title };
    html! {
        <p class="here" data-act={name} data-activity={activity.id.clone()}
            data-category={category.to_owned()} hidden=true>
            <button type="button" data-volens={name}>{ now }</button>
            <button type="button" data-volens="undo" hidden=true>{ &words.undo }</button>
            <span role="status" data-said={words.objected.clone()}></span>
        </p>
    }
}

/// The request, a paragraph each.
fn letter(act: Act, activity: &ActivityView, view: &NoticeView) -> Vec<String> {
    let words = &view.words;
    let first = match act {
        Act::Withdraw => &words.withdrawal,
        Act::Object => &words.objection,
    };
    vec![
        view.controller.clone(),
        first.clone(),
        activity.purpose.clone(),
        format!("({} {}, {})", words.version, view.version, activity.id),
        words.who.clone(),
        words.answer.clone(),
    ]
}

/// A `mailto:` address (RFC 6068). Without a contact the person fills it in.
fn mail(contact: Option<&str>, subject: &str, letter: &[String]) -> String {
    let body = letter.join("\r\n\r\n");
    format!(
        "mailto:{}?subject={}&body={}",
        // The schema lets through nothing that ends an address.
        contact.unwrap_or_default().replace('%', "%25").replace('+', "%2B"),
        encode(subject),
        encode(&body)
    )
}

fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                let digit = char::from_digit(u32::from(half), 16).unwrap_or_default();
                encoded.push(digit.to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_cannot_add_to_its_address() {
        let letter = ["ā & b?".to_owned(), "c\"<d>".to_owned()];
        assert_eq!(
            mail(Some("dpo@shop.example"), "x&bcc=y", &letter),
            "mailto:dpo@shop.example?subject=x%26bcc%3Dy&body=%C4%81%20%26%20b%3F%0D%0A%0D%0Ac%22%3Cd%3E"
        );
        assert!(mail(None, "x", &letter).starts_with("mailto:?subject=x&body="));
    }
}
