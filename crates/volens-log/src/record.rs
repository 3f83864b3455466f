//! What is proved of an event.

/// The stored record of an event in its RFC 8785 form, `body` being the event in that form:
/// `{"event":{…},"origin":"…","received":"…","site":"…"}`.
#[must_use]
pub fn event_record(site: &str, origin: &str, received: &str, body: &str) -> String {
    // serde_json escapes in strings what RFC 8785, section 3.2.2.2, does, and nothing else; a string
    // can always be written.
    let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let (origin, received, site) = (text(origin), text(received), text(site));
    let parts = [
        r#"{"event":"#,
        body,
        r#","origin":"#,
        &origin,
        r#","received":"#,
        &received,
        r#","site":"#,
        &site,
        "}",
    ];
    // Of its length from the start: it is written for every event.
    parts.concat()
}
