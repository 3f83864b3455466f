//! A browser with a profile nobody has used.

use crate::engine::{Driver, Engine};
use anyhow::Result;
use thirtyfour::WebDriver;

#[derive(Debug)]
pub(crate) struct Browser {
    // Dropped first: the session is ended while its driver still listens.
    pub(crate) session: WebDriver,
    _driver: Driver,
}

impl Browser {
    pub(crate) async fn open(engine: Engine) -> Result<Self> {
        let driver = engine.start().await?;
        let session = WebDriver::new(&driver.url, engine.capabilities()?).await?;
        Ok(Self { session, _driver: driver })
    }
}
