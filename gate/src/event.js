// Events, keys and subjects (docs/formats.md, "Event" and "Subject").

import { services } from "./decision.js";

/** One decision as the ledger wants it; the deliverer fills in the subject. */
export const buildEvent = (site, decision, id, control, trusted, gpc, previous) => ({
  ...decision,
  id,
  subject: null,
  notice: site.notice,
  language: site.language,
  control,
  trusted,
  refused: services(site).filter((service) => !decision.granted.includes(service)),
  gpc,
  shown: control === "api" ? null : site.shown,
  at: new Date(decision.at * 1000).toISOString().replace(".000", ""),
  previous,
});

/** Makes UUIDv7s (RFC 9562, 5.7), each greater than the one before, so that names sort by time. */
export function createIds(crypto, clock) {
  let last = 0;
  return () => {
    last = Math.max(clock(), last + 1);
    return `${last.toString(16).padStart(12, "0")}7${hex(randomBytes(crypto, 9))}`.replace(
      /(.{8})(.{4})(.{4})(...)/,
      "$1-$2-$3-8$4-",
    );
  };
}

export const isUuid = (text) => /^[\da-f-]{36}$/.test(text);

/** A new key: 32 random bytes in base64url, 43 characters. */
export const newKey = (crypto) =>
  btoa(String.fromCharCode(...randomBytes(crypto, 32)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, 43);

export const isKey = (text) => /^[\w-]{43}$/.test(text);

/** The pseudonym that only the holder of the key can make; another one at every origin (L27). */
export async function subjectOf(crypto, site, origin, key) {
  const text = ["volens-subject-v1", site, origin, key].join("\n");
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

const randomBytes = (crypto, length) => crypto.getRandomValues(new Uint8Array(length));

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
