// Google Consent Mode v2 (RULES 2.2): its seven consent types, and how its tags are told of them.

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
export function gtag() {
  (window.dataLayer = window.dataLayer || []).push(arguments);
}

export const state = (isGranted) =>
  Object.fromEntries(TYPES.map((type) => [type, isGranted(type) ? "granted" : "denied"]));
