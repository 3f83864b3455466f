// Google Consent Mode v2. `site.signals.google` says for each consent type which category grants
// it; a type that is not named stays denied. Google stores no choice: every page is told anew.

import { gtag, state } from "../src/google.js";

/* global site, signals */

signals.push({
  deny: () =>
    gtag(
      "consent",
      "default",
      state(() => false),
    ),
  update: (has) =>
    gtag(
      "consent",
      "update",
      state((type) => has(site.signals.google[type])),
    ),
});
