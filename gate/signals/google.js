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
  Object.fromEntries(
    TYPES.map((type) => [type, isGranted(site.signals.google[type]) ? "granted" : "denied"]),
  );

signals.push({
  deny: () =>
    gtag(
      "consent",
      "default",
      state(() => false),
    ),
  update: (has) => gtag("consent", "update", state(has)),
});
