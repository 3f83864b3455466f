//! The widget's own words in one language, as `locales/<lang>.toml` holds them.

use serde::{Deserialize, Serialize};

/// Every text the widget shows that is not the site's own. A missing or an extra key is an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's name in itself.
    pub language_name: String,
    pub banner: BannerWords,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BannerWords {
    pub title: String,
}
