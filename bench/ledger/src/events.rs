//! Decisions as browsers send them: each of a visitor of its own, made before the clock starts.

use jiff::Timestamp;
use volens_model::policy::Policy;
use volens_model::subject::subject;
use volens_store::Record;

/// One of the origins in `sites/apollo/site.toml`.
pub(crate) const ORIGIN: &str = "https://shop.example";

/// Ids made in a millisecond: the order in which they are sent is mostly that of their times, as
/// on a site that is this busy.
const EACH_MILLISECOND: u64 = 20;

/// Makes decisions under a site's published policy.
#[derive(Clone, Debug)]
pub(crate) struct Visitors {
    site: String,
    fingerprint: String,
    notice: String,
    language: String,
    granted: String,
    refused: String,
    random: fastrand::Rng,
    /// Unix time of the first one, in milliseconds.
    from: u64,
    count: u64,
}

/// One visitor's one decision.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) subject: String,
    pub(crate) at: String,
    /// The event in its RFC 8785 form.
    pub(crate) event: String,
}

impl Visitors {
    /// Their ids begin at `from`, Unix time in milliseconds.
    pub(crate) fn new(policy: &Policy, from: u64) -> Self {
        let services: Vec<String> = policy.terms().services.into_iter().collect();
        let (granted, refused) = services.split_at(services.len() / 2);
        let list = |ids: &[String]| format!("{ids:?}").replace(", ", ",");
        Self {
            site: policy.site.clone(),
            fingerprint: policy.fingerprint.clone(),
            notice: policy.notice.clone(),
            language: policy.default_language.clone(),
            granted: list(granted),
            refused: list(refused),
            random: fastrand::Rng::new(),
            from,
            count: 0,
        }
    }

    pub(crate) fn site(&self) -> &str {
        &self.site
    }

    /// Others like them, of the hours before.
    pub(crate) fn past(&self) -> Self {
        const HOURS: u64 = 20 * 3_600_000;
        Self { from: self.from - HOURS, random: fastrand::Rng::new(), ..self.clone() }
    }

    /// A choice saved in the banner by someone who was never there before.
    pub(crate) fn decide(&mut self) -> Decision {
        let milliseconds = self.from + self.count / EACH_MILLISECOND;
        self.count += 1;
        let id = uuid_v7(milliseconds, self.random.u128(..));
        let key = key(&mut self.random);
        let subject = subject(&self.site, ORIGIN, &key);
        let seconds = i64::try_from(milliseconds / 1000).unwrap_or_default();
        let at = Timestamp::from_second(seconds).unwrap_or_default().to_string();
        let Self { fingerprint, notice, language, granted, refused, .. } = self;
        let event = format!(
            r#"{{"action":"save","at":"{at}","control":"banner","counter":1,"fingerprint":"{fingerprint}","gpc":false,"granted":{granted},"id":"{id}","language":"{language}","notice":"{notice}","objected":[],"previous":null,"refused":{refused},"shown":"{notice}","subject":"{subject}","trusted":true}}"#
        );
        Decision { id, key, subject, at, event }
    }

    /// The requests of that many visitors.
    pub(crate) fn requests(&mut self, count: usize) -> Vec<Vec<u8>> {
        let path = format!("/v1/{}/events", self.site);
        let requests = (0..count).map(|_| {
            let Decision { key, event, .. } = self.decide();
            let body = format!(r#"{{"events":[{event}]}}"#);
            post(&path, &format!("Volens-Key: {key}\r\n"), &body)
        });
        requests.collect()
    }

    /// The same as the store keeps it, for filling one without HTTP.
    pub(crate) fn record(&mut self) -> Record {
        let Decision { id, subject, at, event, .. } = self.decide();
        Record {
            site: self.site.clone(),
            id,
            origin: ORIGIN.to_owned(),
            subject: Some(subject),
            fingerprint: self.fingerprint.clone(),
            action: "save".to_owned(),
            received: at.replace('Z', ".000Z"),
            at,
            body: event,
        }
    }
}

/// A request of a page of the shop.
pub(crate) fn post(path: &str, more: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {ORIGIN}\r\n\
         Content-Type: application/json\r\n{more}Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// RFC 9562, 5.7.
fn uuid_v7(milliseconds: u64, random: u128) -> String {
    let time = u128::from(milliseconds & ((1 << 48) - 1)) << 80;
    let fixed: u128 = (0xf << 76) | (0b11 << 62);
    let free = random & ((1 << 80) - 1) & !fixed;
    let bits = time | free | (0x7 << 76) | (0b10 << 62);
    let hex = format!("{bits:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// As long as 32 bytes in base64url.
fn key(random: &mut fastrand::Rng) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (0..43).filter_map(|_| random.choice(ALPHABET)).map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use volens_model::event::Event;

    #[test]
    fn each_is_sound_and_of_a_visitor_of_its_own() {
        let policy = policy();
        let terms = BTreeMap::from([(policy.fingerprint.clone(), policy.terms())]);
        let mut visitors = Visitors::new(&policy, 1_795_000_000_000);
        let mut seen = BTreeSet::new();
        for _ in 0..200 {
            let Decision { id, key, subject, event, .. } = visitors.decide();
            let read: Event = serde_json::from_str(&event).unwrap();
            assert_eq!(read.validate(&terms), Ok(()));
            assert_eq!(serde_json_canonicalizer::to_string(&read).unwrap(), event);
            assert_eq!((&read.id, read.subject.as_ref()), (&id, Some(&subject)));
            assert_eq!(subject, volens_model::subject::subject("apollo", ORIGIN, &key));
            assert!(volens_model::subject::is_key(&key));
            assert!(seen.insert(id) && seen.insert(subject), "twice the same");
        }
    }

    #[test]
    fn an_id_tells_its_time_and_nothing_else_of_it_is_fixed() {
        assert_eq!(uuid_v7(0x0199_0000_0001, 0), "01990000-0001-7000-8000-000000000000");
        let most = uuid_v7(0x0199_0000_0001, u128::MAX);
        assert_eq!(most, "01990000-0001-7fff-bfff-ffffffffffff");
    }

    #[test]
    fn a_request_says_how_long_its_body_is() {
        let requests = Visitors::new(&policy(), 1_795_000_000_000).requests(1);
        let text = String::from_utf8(requests[0].clone()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("POST /v1/apollo/events HTTP/1.1\r\n"), "{head}");
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
        let sent: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(sent["events"].as_array().unwrap().len(), 1);
    }

    fn policy() -> Policy {
        serde_json::from_str(
            r#"{"site":"apollo","fingerprint":"0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk",
                "languages":["lv","en"],"default_language":"lv","controller":"Shop","notice":"0123456789ab",
                "grant_days":182,"refuse_days":182,"gpc":"refuse","objections":{},"categories":[
                {"id":"statistics","necessary":false,"revision":1,"title":{},"purpose":{},"services":[
                  {"id":"one","name":"","provider":"","third_party":false,"example":false,"revision":1,
                   "purpose":{},"trackers":[]},
                  {"id":"two","name":"","provider":"","third_party":false,"example":false,"revision":1,
                   "purpose":{},"trackers":[]}]}]}"#,
        )
        .unwrap()
    }
}
