//! The views as the host renders them.
#![expect(clippy::expect_used, reason = "a helper of a test fails the test")]

mod fixture;

use expect_test::expect_file;
use fixture::HOSTILE;
use volens_model::view::{NoticeView, View};
use volens_model::words::{LOCALES, Words, locale};
use volens_widget::notice::Foot;
use volens_widget::{
    render_banner, render_box, render_floating, render_notice, render_placeholder, render_settings,
};

fn words(language: &str) -> Words {
    locale(language).expect("a language we speak")
}

fn view(language: &str) -> View {
    fixture::view(language, words(language))
}

fn notice(language: &str) -> NoticeView {
    fixture::notice(language, words(language))
}

/// The overview as a site has it on a page of its own.
async fn in_force(notice: NoticeView) -> String {
    let foot = Foot::of(&notice);
    render_notice(notice, foot).await
}

/// One element a line, so that a review can read a snapshot. The browser's tests take it apart
/// again in the same way.
fn readable(html: &str) -> String {
    html.replace("><", ">\n<") + "\n"
}

fn json(value: serde_json::Result<serde_json::Value>) -> String {
    format!("{:#}\n", value.expect("JSON"))
}

/// The source language, the one most read, and the one that takes most room. UPDATE_EXPECT=1 writes
/// them anew; the browser's tests read the same files.
#[tokio::test]
async fn snapshots() {
    for language in ["lv", "en", "ru"] {
        let (view, notice) = (view(language), notice(language));
        let snapshot = |name: &str| expect_file![format!("snapshots/{name}")];
        snapshot(&format!("view.{language}.json")).assert_eq(&json(serde_json::to_value(&view)));
        snapshot(&format!("notice.{language}.json"))
            .assert_eq(&json(serde_json::to_value(&notice)));
        snapshot(&format!("banner.{language}.html"))
            .assert_eq(&readable(&render_banner(view.clone()).await));
        snapshot(&format!("settings.{language}.html"))
            .assert_eq(&readable(&render_settings(view).await));
        snapshot(&format!("notice.{language}.html")).assert_eq(&readable(&in_force(notice).await));
    }
}

async fn every_view() -> Vec<String> {
    let mut columned = notice("lv");
    columned.columns = [HOSTILE.into(), HOSTILE.into(), HOSTILE.into()];
    columned.title = HOSTILE.into();
    vec![
        render_banner(view("lv")).await,
        render_floating(view("lv"), true).await,
        render_settings(view("en")).await,
        in_force(columned).await,
        render_placeholder(view("lv")).await,
        render_box(view("lv"), view("lv").contacts.remove(1)).await,
    ]
}

#[tokio::test]
async fn hostile_texts_stay_texts() {
    let views = every_view().await;
    for html in &views {
        assert!(!html.contains("<img"), "{html}");
        assert!(!html.contains("</script"), "{html}");
        // In an attribute a quote must not end it.
        assert!(!html.contains("onerror=alert(1)>\""), "{html}");
    }
    assert!(views[0].contains("&lt;/script&gt;&lt;img"));
    assert!(views[3].contains("&quot;'&amp;amp;\""), "{}", views[3]);
}

#[tokio::test]
async fn rendering_leaves_no_marks() {
    for html in every_view().await {
        assert!(!html.contains("<!--"), "{html}");
    }
}

/// The opening tag of the button that does `act`, without its hook.
fn button(html: &str, act: &str) -> (usize, String) {
    let hook = format!(" data-volens=\"{act}\"");
    let at = html.find(&hook).expect("the button is there");
    let start = html[..at].rfind('<').expect("a tag");
    let end = at + html[at..].find('>').expect("a tag ends");
    (start, html[start..end].replace(&hook, ""))
}

/// L02, L05: the same element with the same attributes, refuse first.
#[tokio::test]
async fn refuse_and_accept_are_alike_on_every_layer() {
    for html in [render_banner(view("lv")).await, render_settings(view("lv")).await] {
        let (refuse, accept) = (button(&html, "refuse"), button(&html, "accept"));
        assert_eq!(refuse.1, accept.1);
        assert!(refuse.0 < accept.0);
    }
    let settings = render_settings(view("lv")).await;
    assert_eq!(button(&settings, "save").1, button(&settings, "accept").1);
}

/// L04; what is necessary has no switch at all.
#[tokio::test]
async fn nothing_is_ticked_beforehand() {
    let html = render_settings(view("lv")).await;
    assert_eq!(html.matches("<input").count(), 5, "two categories, three services");
    assert_eq!(html.matches("role=\"switch\"").count(), 3);
    assert!(!html.contains(" checked"), "{html}");
    assert!(!html.contains("name=\"volens\""), "{html}");
}

/// L04, L29, L30: one checkbox without a name, the site's own words on both ends of a consent.
#[tokio::test]
async fn a_consent_box_asks_one_thing_and_says_how_it_ends() {
    let contact = view("en").contacts.remove(0);
    let html = render_box(view("en"), contact.clone()).await;
    assert_eq!(html.matches("<input").count(), 1);
    assert!(!html.contains(" checked") && !html.contains(" name="), "{html}");
    for said in [&contact.title, &contact.purpose, &contact.withdraw, &contact.age] {
        assert!(html.contains(said.as_str()), "{said}");
    }
    assert!(html.contains("data-volens=\"settings\""), "{html}");
    assert!(html.contains("data-box=\"failed\" hidden"), "{html}");
}

/// What has been given in a form can be taken back in the settings, and not be given there.
#[tokio::test]
async fn the_settings_offer_to_withdraw_each_contact_purpose() {
    let html = render_settings(view("en")).await;
    assert_eq!(html.matches("data-contact=").count(), 2);
    assert_eq!(html.matches("data-volens=\"unsubscribe\"").count(), 2);
    assert_eq!(html.matches("data-state=\"on\" hidden").count(), 4, "{html}");
    let none = View { contacts: Vec::new(), ..view("en") };
    let title = none.words.contacts.title.clone();
    assert!(!render_settings(none).await.contains(&title));
}

/// L26.
#[tokio::test]
async fn what_is_only_necessary_offers_no_choice() {
    let mut plain = view("en");
    plain.categories.retain(|category| category.necessary);
    plain.contacts.clear();
    let banner = render_banner(plain.clone()).await;
    assert_eq!(banner.matches("class=\"decide\"").count(), 1, "{banner}");
    assert!(button(&banner, "refuse").1.contains("decide") && banner.contains(">Got it<"));
    assert!(banner.contains("Apollo Group OÜ stores and reads on your device only"), "{banner}");
    let settings = render_settings(plain.clone()).await;
    assert_eq!(settings.matches("<button").count(), 1, "{settings}");
    assert!(settings.contains("data-volens=\"close\"") && !settings.contains("<input"));
    assert!(!settings.contains("data-note"), "{settings}");
    assert!(!render_floating(plain, true).await.contains("data-note"));
}

/// Each by its own name, for those who cannot read the page's.
#[tokio::test]
async fn the_settings_link_to_their_other_languages() {
    let html = render_settings(view("lv")).await;
    let link = "<a href=\"/apollo/settings.et.html\" hreflang=\"et\" lang=\"et\" data-volens=\"language\">Eesti</a>";
    assert!(html.contains(link), "{html}");
    assert!(!render_banner(view("lv")).await.contains("hreflang"));
}

/// The host keeps the room of what only the browser answers, so that nothing moves when it comes.
#[tokio::test]
async fn a_search_has_its_room_from_ten_services_up() {
    let few = view("lv");
    assert!(!render_settings(few.clone()).await.contains("type=\"search\""));
    let mut many = few;
    let services: Vec<_> = many.categories.iter().flat_map(|c| c.services.clone()).collect();
    let missing = 10 - services.len();
    let more = services.iter().cycle().take(missing).cloned();
    many.categories[0].services.extend(more);
    let html = render_settings(many.clone()).await;
    assert!(html.contains("role=\"search\" class=\"search room\""), "{html}");
    many.categories[0].services.pop();
    assert!(!render_settings(many).await.contains("type=\"search\""));
}

/// L06, L09.
#[tokio::test]
async fn the_banner_says_who_and_what_for_and_cannot_be_closed() {
    let html = render_banner(view("lv")).await;
    for said in ["Apollo Group OÜ", "Statistika", "jebkurā laikā", "/apollo/notice?lang=lv"] {
        assert!(html.contains(said), "{said}");
    }
    assert!(!html.contains("data-volens=\"close\""));
    assert!(!html.contains("<input"));
}

/// The gate fills in what a frame waits for; to refuse is to do nothing.
#[tokio::test]
async fn a_placeholder_is_a_named_group_that_offers_to_load() {
    let html = render_placeholder(view("en")).await;
    assert!(html.contains("role=\"group\" aria-labelledby=\"volens-placeholder-title\""), "{html}");
    assert!(html.contains("Not loaded yet: {name}") && html.contains("Purpose: {purpose}"));
    assert_eq!(button(&html, "once").1, button(&html, "always").1);
    assert!(button(&html, "once").0 < button(&html, "always").0);
}

/// Hidden until the gate shows one; the region itself is not.
#[tokio::test]
async fn what_rests_on_the_page_says_one_thing_at_a_time() {
    let html = render_floating(view("en"), false).await;
    assert!(html.contains("<div role=\"status\"><p data-note=\"saved\" hidden"), "{html}");
    assert_eq!(html.matches("<p ").count(), html.matches(" hidden").count());
    assert!(!html.contains("data-volens=\"settings\""), "{html}");
    let html = render_floating(view("en"), true).await;
    assert!(html.contains("data-volens=\"settings\""), "{html}");
}

/// The paragraphs of every cell marked so, as they were before they became HTML.
fn verbatim(html: &str, cell: &str) -> Vec<String> {
    let mark = format!("data-verbatim=\"{cell}\"");
    let cells = html.split(&mark).skip(1).filter_map(|rest| rest.split_once("</div>"));
    let paragraphs = cells.map(|(inner, _)| {
        let paragraphs = inner.split("<p>").skip(1).filter_map(|p| p.split_once("</p>"));
        paragraphs.map(|(text, _)| text).collect::<Vec<_>>().join("\n")
    });
    paragraphs
        .map(|text| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        .collect()
}

#[tokio::test]
async fn the_overview_keeps_the_controllers_text_verbatim() {
    let notice = notice("lv");
    let html = in_force(notice.clone()).await;
    let told = |pick: fn(&volens_model::view::ActivityView) -> Option<&String>| -> Vec<String> {
        notice.activities.iter().filter_map(pick).cloned().collect()
    };
    assert_eq!(verbatim(&html, "purpose"), told(|a| Some(&a.purpose)));
    assert_eq!(verbatim(&html, "anonymisation"), told(|a| a.anonymisation.as_ref()));
    assert_eq!(verbatim(&html, "legal_basis"), told(|a| Some(&a.legal_basis)));
    assert_eq!(verbatim(&html, "personal_data"), told(|a| Some(&a.personal_data)));
}

#[tokio::test]
async fn only_a_translation_says_that_it_is_one() {
    let official = in_force(notice("lv")).await;
    assert!(!official.contains("class=\"translation\""));
    let translated = in_force(notice("en")).await;
    assert!(translated.contains("class=\"translation\""));
    assert!(translated.contains("has not been approved"));
}

#[tokio::test]
async fn each_activity_can_be_linked_to() {
    let html = in_force(notice("lv")).await;
    for anchor in ["id=\"p01\"", "id=\"p02\""] {
        assert!(html.contains(anchor), "{anchor}");
    }
}

/// The views of a language, and the class of each one's outermost element.
async fn shells(view: View, notice: NoticeView) -> [(&'static str, String); 5] {
    [
        ("volens-banner", render_banner(view.clone()).await),
        ("volens-floating", render_floating(view.clone(), true).await),
        ("volens-placeholder", render_placeholder(view.clone()).await),
        ("volens-settings", render_settings(view).await),
        ("volens-notice", in_force(notice).await),
    ]
}

/// L25: each view says which language it is in, and leaves nothing to fill in but what the gate does.
#[tokio::test]
async fn every_language_fills_every_view() {
    for (language, _) in LOCALES {
        for (name, html) in shells(view(language), notice(language)).await {
            let tag = html.split('>').next().unwrap_or_default();
            assert!(tag.contains(&format!("lang=\"{language}\"")), "{name}: {tag}");
            assert!(tag.contains("dir=\"ltr\""), "{name}: {tag}");
            let left = html.replace("{name}", "").replace("{purpose}", "").replace("{base}", "");
            let left = left.replace("{count}", "").replace("{all}", "");
            assert!(!left.contains('{'), "{language}, {name}: {left}");
        }
    }
}

/// A language that is written from right to left is one line of its locale file.
#[tokio::test]
async fn a_right_to_left_language_turns_every_view() {
    let words = fixture::right_to_left();
    let (view, notice) = (fixture::view("he", words.clone()), fixture::notice("he", words));
    for (name, html) in shells(view, notice).await {
        let tag = html.split('>').next().unwrap_or_default();
        assert!(tag.contains("lang=\"he\"") && tag.contains("dir=\"rtl\""), "{name}: {tag}");
        assert!(html.contains('א'), "{name}: {html}");
    }
}
