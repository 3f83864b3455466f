//! What the page holds in each of its forms. The hooks are the script's (`gate/src/choices/`).

use super::Escaped;
use std::fmt::Write;
use volens_model::view::View;
use volens_model::words::ChoicesWords;

/// The page's content; `lead` stands before what is the visitor's own.
pub(super) fn article(view: &View, words: &ChoicesWords, vkey: Option<&str>, lead: &str) -> String {
    let (language, direction) = (Escaped(&view.language), view.words.direction.as_str());
    let (title, lede) = (Escaped(&words.title), Escaped(&words.lede));
    format!(
        "<article class=\"volens-notice volens-choices\" lang=\"{language}\" dir=\"{direction}\">\
         <h1 tabindex=\"-1\">{title}</h1><p class=\"lede\">{lede}</p>{}{lead}\
         <div data-part=\"mine\" hidden>{}{}{}</div>{}{}</article>",
        languages(view),
        now(view, words),
        timeline(words),
        acts(words),
        proof(words, vkey),
        vocabulary(view, words),
    )
}

fn languages(view: &View) -> String {
    let mut links = String::new();
    for link in &view.languages {
        let (language, name) = (Escaped(&link.language), Escaped(&link.name));
        let site = Escaped(&view.site);
        // Writing to a String cannot fail.
        let _ = write!(
            links,
            "<a href=\"/{site}/choices?lang={language}\" hreflang=\"{language}\" lang=\"{language}\">{name}</a>"
        );
    }
    format!("<nav aria-label=\"{}\">{links}</nav>", Escaped(&view.words.notice.languages))
}

fn now(view: &View, words: &ChoicesWords) -> String {
    format!(
        "<section><h2>{}</h2><p data-part=\"now\"></p><p class=\"controls\">{}\
         <button type=\"button\" data-volens=\"settings\">{}</button></p></section>",
        Escaped(&words.now),
        button("withdraw", &words.withdraw),
        Escaped(&view.words.settings.title),
    )
}

fn timeline(words: &ChoicesWords) -> String {
    format!(
        "<section><h2>{}</h2><p>{}</p><p data-part=\"none\" hidden>{}</p><ol data-part=\"entries\"></ol>\
         <template data-part=\"entry\"><li><h3><time data-part=\"when\"></time> <span data-part=\"action\">\
         </span></h3><p data-part=\"granted\"></p><p data-part=\"status\"></p>\
         <p>{}: <code data-part=\"reference\"></code></p><p><a data-part=\"shown\" target=\"_blank\" \
         rel=\"noopener\">{}</a></p><p class=\"controls\">{}{}</p><p role=\"status\" data-part=\"said\"></p>\
         </li></template></section>",
        Escaped(&words.timeline),
        Escaped(&words.reference_lede),
        Escaped(&words.none),
        Escaped(&words.reference),
        Escaped(&words.shown),
        button("check", &words.check),
        button("receipt", &words.download),
    )
}

fn acts(words: &ChoicesWords) -> String {
    format!(
        "<section><h2>{}</h2><p class=\"controls\">{}{}</p><p>{}</p><p class=\"controls\">{}</p>\
         <p>{}</p><p class=\"controls\">{}</p><p role=\"status\" data-part=\"done\"></p></section>",
        Escaped(&words.act),
        button("export", &words.export),
        button("export-record", &words.export_record),
        Escaped(&words.erase_lede),
        button("erase", &words.erase),
        Escaped(&words.forget_lede),
        button("forget", &words.forget),
    )
}

/// Stands in every form: what a receipt proves can be read by anybody, and checked by script.
fn proof(words: &ChoicesWords, vkey: Option<&str>) -> String {
    let key = vkey.map(|vkey| {
        format!("<p>{} <code data-part=\"key\">{}</code></p>", Escaped(&words.key), Escaped(vkey))
    });
    format!(
        "<section><h2>{}</h2><p>{}</p><p>{}</p>{}<p class=\"file\" data-part=\"from-file\" hidden><label>{} \
         <input type=\"file\" data-part=\"file\"></label></p><p role=\"status\" data-part=\"checked\"></p>\
         </section>",
        Escaped(&words.proof),
        Escaped(&words.proves),
        Escaped(&words.proves_not),
        key.unwrap_or_default(),
        Escaped(&words.check_file),
    )
}

fn button(control: &str, words: &str) -> String {
    format!("<button type=\"button\" data-volens=\"{control}\">{}</button>", Escaped(words))
}

/// What the script says, by name: it has no words of its own.
fn vocabulary(view: &View, words: &ChoicesWords) -> String {
    let settings = &view.words.settings;
    let actions = &words.actions;
    let said = [
        ("controller", &view.controller),
        ("allowed", &settings.allowed),
        ("nothing", &settings.nothing_allowed),
        ("undecided", &settings.undecided),
        ("action.accept", &actions.accept),
        ("action.refuse", &actions.refuse),
        ("action.save", &actions.save),
        ("action.withdraw", &actions.withdraw),
        ("action.object", &actions.object),
        ("action.restore", &actions.restore),
        ("action.import", &actions.import),
        ("objected", &words.objected),
        ("kept", &words.kept),
        ("waiting", &words.waiting),
        ("refused", &words.refused),
        ("stored", &words.stored),
        ("differs", &words.differs),
        ("genuine", &words.genuine),
        ("tampered", &words.tampered),
        ("unsupported", &words.unsupported),
        ("pending", &words.pending),
        ("unavailable", &words.unavailable),
        ("withdrawn", &words.withdrawn),
        ("erased", &words.erased),
        ("still", &words.still),
        ("held", &words.held),
    ];
    let mut all = String::new();
    let mut say = |name: &str, text: &str| {
        // Writing to a String cannot fail.
        let _ = write!(all, "<data value=\"{}\">{}</data>", Escaped(name), Escaped(text));
    };
    said.into_iter().for_each(|(name, text)| say(name, text));
    for service in view.categories.iter().flat_map(|category| &category.services) {
        say(&format!("name.{}", service.id), &service.name);
    }
    for contact in &view.contacts {
        say(&format!("name.{}", contact.id), &contact.title);
    }
    format!("<div hidden>{all}</div>")
}
