// Google Consent Mode v2 for a site that asks for more than the seven types: defaults by region, tags
// that wait, and what becomes of click ids.

import { gtag, state } from "../src/google.js";

/* global site, signals */

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
