//! The form that works without script: the same choice as in the settings, and the buttons of the
//! banner, all alike (L05).

use super::Escaped;
use std::fmt::Write;
use volens_model::view::View;
use volens_model::words::ChoicesWords;

/// Its boxes are not ticked here: `crates/volens-server/src/choices/` ticks what the cookie grants.
pub(super) fn form(view: &View, words: &ChoicesWords) -> String {
    let site = Escaped(&view.site);
    let mut groups = String::new();
    for category in view.categories.iter().filter(|category| !category.necessary) {
        let mut boxes = String::new();
        for service in &category.services {
            // Writing to a String cannot fail.
            let _ = write!(
                boxes,
                "<label><input type=\"checkbox\" name=\"grant\" value=\"{}\"> {}: {}</label>",
                Escaped(&service.id),
                Escaped(&service.name),
                Escaped(&service.purpose),
            );
        }
        let (title, purpose) = (Escaped(&category.title), Escaped(&category.purpose));
        let _ =
            write!(groups, "<fieldset><legend>{title}</legend><p>{purpose}</p>{boxes}</fieldset>");
    }
    let banner = &view.words.banner;
    let button = |action: &str, words: &str| {
        format!("<button name=\"action\" value=\"{action}\">{}</button>", Escaped(words))
    };
    format!(
        "<form method=\"post\" action=\"/{site}/choices\"><h2>{}</h2><!--said--><p>{}</p>{groups}\
         <input type=\"hidden\" name=\"lang\" value=\"{}\"><p class=\"controls\">{}{}{}</p>\
         <p><a href=\"{}\">{}</a></p></form>",
        Escaped(&words.form),
        Escaped(&banner.lede.replace("{controller}", &view.controller)),
        Escaped(&view.language),
        button("refuse", &banner.refuse),
        button("save", &view.words.settings.save),
        button("accept", &banner.accept),
        Escaped(&view.notice_path),
        Escaped(&view.words.notice.link),
    )
}
