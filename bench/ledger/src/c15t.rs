//! c15t's self-hosted backend.

use crate::Options;
use crate::events::{self, ORIGIN};
use crate::http::Answer;
use crate::measure::{self, Figures};
use crate::process::Server;
use memchr::memmem;
use std::process::Command;

/// Runs until the just-in-time compiler knows the way.
const WARM_UP: usize = 500;

/// A running backend.
#[derive(Debug)]
pub(crate) struct C15t {
    server: Server,
    random: fastrand::Rng,
}

/// How its tables are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// By its own migrations.
    Shipped,
    /// With the index that its way of writing needs.
    Indexed,
}

impl C15t {
    pub(crate) async fn start(
        options: &Options,
        database: &str,
        form: Form,
    ) -> Result<Self, String> {
        let mut node = Command::new("node");
        node.arg("server.mjs").current_dir(&options.c15t).env("NODE_ENV", "production");
        node.args(["--database", database, "--origin", ORIGIN]);
        if form == Form::Indexed {
            node.arg("--indexed");
        }
        let server = Server::start(node, &options.home.join("c15t.log"))?;
        let mut started = Self { server, random: fastrand::Rng::new() };
        started.run(WARM_UP, 32).await?;
        Ok(started)
    }

    pub(crate) async fn run(
        &mut self,
        count: usize,
        connections: usize,
    ) -> Result<Figures, String> {
        let requests = (0..count).map(|_| self.request()).collect();
        let (_, figures) = measure::run(&self.server, requests, connections, is_stored).await?;
        Ok(figures)
    }

    /// What its own client sends when a visitor saves a choice in the banner.
    fn request(&mut self) -> Vec<u8> {
        const ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        let subject = (0..22).filter_map(|_| self.random.choice(ALPHABET));
        let subject: String = subject.map(|byte| char::from(*byte)).collect();
        let now = jiff::Timestamp::now().as_millisecond();
        let body = format!(
            r#"{{"type":"cookie_banner","subjectId":"sub_{subject}","domain":"shop.example","preferences":{{"necessary":true,"functionality":true,"measurement":true,"marketing":false}},"givenAt":{now},"jurisdiction":"GDPR","jurisdictionModel":"opt-in","uiSource":"banner","consentAction":"custom"}}"#
        );
        events::post("/subjects", "", &body)
    }
}

fn is_stored(answer: &Answer<'_>) -> bool {
    const STORED: &[u8] = br#""consentId":"#;
    answer.status == 200 && memmem::find(answer.body, STORED).is_some()
}
