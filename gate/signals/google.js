// Google Consent Mode v2. `site.signals.google` says for each consent type which category grants
// it; a type that is not named stays denied. Google stores no choice: every page is told anew.

/* global site, signals */

const TYPES = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
  "security_storage",
];

/** Google's tags read `Arguments` objects from the data layer and pass over arrays. */
function gtag() {
  (window.dataLayer = window.dataLayer || []).push(arguments);
}

const state = (isGranted) =>
  Object.fromEntries(TYPES.map((type) => [type, isGranted(type) ? "granted" : "denied"]));

const google = site.signals.google;

signals.push({
  deny() {
    for (const name of ["ads_data_redaction", "url_passthrough"])
      if (google[name]) gtag("set", name, true);
    const wait = google.wait_for_update && { wait_for_update: google.wait_for_update };
    gtag("consent", "default", { ...state(() => false), ...wait });
    // The more specific default counts. Global Privacy Control knows no regions.
    if (navigator.globalPrivacyControl === true) return;
    for (const { codes, granted } of google.region ?? []) {
      const types = state((type) => granted.includes(type));
      gtag("consent", "default", { ...types, region: codes, ...wait });
    }
  },
  update: (has) =>
    gtag(
      "consent",
      "update",
      state((type) => has(google[type])),
    ),
});
