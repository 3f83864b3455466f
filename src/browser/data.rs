//! What the views show, from the consent origin.

use super::decode;
use super::port::Site;
use gloo::net::http::Request;
use volens_model::view::{NoticeView, View};

pub async fn view(base: &str, site: &Site) -> Option<View> {
    let text = get(&format!("{base}/{}/view.{}.json", site.id, site.language)).await?;
    decode::view(&text)
}

pub async fn notice(base: &str, site: &Site) -> Option<NoticeView> {
    let text = get(&format!("{base}/{}/notice.json?lang={}", site.id, site.language)).await?;
    decode::notice(&text)
}

/// `None` for whatever goes wrong: the caller shows nothing new, and nothing is granted.
async fn get(url: &str) -> Option<String> {
    let request = Request::get(url).credentials(web_sys::RequestCredentials::Omit);
    let answer = request.send().await.ok().filter(|answer| answer.ok())?;
    answer.text().await.ok()
}
