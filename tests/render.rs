//! The views as the host renders them.
#![expect(clippy::expect_used, reason = "a helper of a test fails the test")]

mod fixture;

use expect_test::expect_file;
use fixture::HOSTILE;
use volens_model::view::{NoticeView, View};
use volens_model::words::{LOCALES, Words, locale};
use volens_widget::{
    render_banner, render_floating, render_notice, render_placeholder, render_settings,
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

/// One element a line, so that a review can read a snapshot. The browser's tests take it apart
/// again in the same way.
fn readable(html: &str) -> String {
    html.replace("><", ">\n<") + "\n"
}

fn json(value: serde_json::Result<serde_json::Value>) -> String {
    format!("{:#}\n", value.expect("JSON"))
}

/// UPDATE_EXPECT=1 writes them anew; the browser's tests read the same files.
#[tokio::test]
async fn snapshots() {
    for (language, _) in LOCALES {
        let (view, notice) = (view(language), notice(language));
        let snapshot = |name: &str| expect_file![format!("snapshots/{name}")];
        snapshot(&format!("view.{language}.json")).assert_eq(&json(serde_json::to_value(&view)));
        snapshot(&format!("notice.{language}.json"))
            .assert_eq(&json(serde_json::to_value(&notice)));
        snapshot(&format!("banner.{language}.html"))
            .assert_eq(&readable(&render_banner(view.clone()).await));
        snapshot(&format!("settings.{language}.html"))
            .assert_eq(&readable(&render_settings(view).await));
        snapshot(&format!("notice.{language}.html"))
            .assert_eq(&readable(&render_notice(notice).await));
    }
}

async fn every_view() -> Vec<String> {
    let mut columned = notice("lv");
    columned.columns = [HOSTILE.into(), HOSTILE.into(), HOSTILE.into()];
    columned.title = HOSTILE.into();
    vec![
        render_banner(view("lv")).await,
        render_floating(view("lv")).await,
        render_settings(view("en")).await,
        render_notice(columned).await,
        render_placeholder(view("lv")).await,
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
    let html = render_notice(notice.clone()).await;
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
    let official = render_notice(notice("lv")).await;
    assert!(!official.contains("class=\"translation\""));
    let translated = render_notice(notice("en")).await;
    assert!(translated.contains("class=\"translation\""));
    assert!(translated.contains("has not been approved"));
}

#[tokio::test]
async fn each_activity_can_be_linked_to() {
    let html = render_notice(notice("lv")).await;
    for anchor in ["id=\"p01\"", "id=\"p02\""] {
        assert!(html.contains(anchor), "{anchor}");
    }
}
