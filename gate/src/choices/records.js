// What the visitor has decided: as this device remembers it, and as the ledger keeps it under the key
// that only this browser holds. Storage is open to every script of the page, so that whatever is not
// an event counts as nothing.

import { isKey, isUuid, subjectOf } from "../event.js";

const ACTIONS = /^(accept|refuse|save|withdraw|object|restore|import)$/;
const isIds = (ids) => Array.isArray(ids) && ids.every((id) => typeof id === "string");

/** Whether it can be shown as an event of that id. */
const isEvent = (event, id) =>
  event?.id === id &&
  isUuid(id) &&
  ACTIONS.test(event.action) &&
  isIds(event.granted) &&
  isIds(event.objected) &&
  !Number.isNaN(Date.parse(event.at));

/** The same text for the same event, in whatever order its fields stand. */
const written = ({ subject, ...event }) => JSON.stringify(Object.entries(event).sort());

/** Whether two events say the same; the device does not keep the subject. */
export const agree = (one, other) => written(one) === written(other);

export function createRecords(site, base, store) {
  const key = () => {
    const found = store.get("key");
    return isKey(found) ? found : null;
  };

  const ask = (path, method) =>
    fetch(`${base}/v1/${site}/${path}`, {
      method,
      headers: { "volens-key": key() },
      credentials: "omit",
      referrerPolicy: "origin",
      redirect: "error",
      cache: "no-store",
      signal: AbortSignal.timeout?.(15000),
    });

  /** What this device remembers, by id: each with what became of it. */
  function remembered() {
    const items = new Map();
    for (const [start, waiting] of [["h.", false], ["q.", true]])
      for (const id of store.ids(start)) {
        const item = parse(store.get(start + id));
        if (isEvent(item?.event, id))
          items.set(id, { event: item.event, status: waiting ? "waiting" : item.status });
      }
    return items;
  }

  return {
    key,
    subject: async () => key() && subjectOf(crypto, site, location.origin, key()),

    /** Newest first; `known` says whether the ledger has answered. */
    async gather() {
      const items = remembered();
      let known = true;
      if (key()) {
        try {
          const response = await ask("subject", "GET");
          const { events } = await response.json();
          for (const { event, origin, received } of events) {
            if (!isEvent(event, event?.id)) continue;
            const own = items.get(event.id)?.event;
            const status = own && !agree(own, event) ? "differs" : "kept";
            items.set(event.id, { event, origin, received, status });
          }
        } catch {
          known = false;
        }
      }
      const ids = [...items.keys()].sort().reverse();
      return { known, records: ids.map((id) => items.get(id)) };
    },

    /**
     * What was asked under each fingerprint, as the ledger published it; what does not come is left
     * out. There is nothing personal in it, so that the key stays here.
     */
    async policies(fingerprints) {
      const found = await Promise.all(
        [...new Set(fingerprints)].map(async (fingerprint) => {
          try {
            const path = `${base}/${site}/policy/versions/${encodeURIComponent(fingerprint)}`;
            const response = await fetch(path, {
              credentials: "omit",
              referrerPolicy: "origin",
              signal: AbortSignal.timeout?.(15000),
            });
            if (response.ok) return [[fingerprint, await response.json()]];
          } catch {
            // As if it were not kept.
          }
          return [];
        }),
      );
      return new Map(found.flat());
    },

    /** The receipt's text, or why there is none: "pending" or "unavailable". */
    async receipt(id) {
      try {
        const response = await ask(`receipts/${id}`, "GET");
        if (response.ok) return { text: await response.text() };
        return { reason: (await response.json()).code === "not-sequenced" ? "pending" : "unavailable" };
      } catch {
        return { reason: "unavailable" };
      }
    },

    /** How many records are gone, or why none: "still", "held" or "unavailable". */
    async erase() {
      try {
        const response = await ask("subject", "DELETE");
        const { erased, code } = await response.json();
        if (response.ok && Number.isInteger(erased)) return { erased };
        const reasons = { "still-granted": "still", "legal-hold": "held" };
        return { reason: reasons[code] ?? "unavailable" };
      } catch {
        return { reason: "unavailable" };
      }
    },
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
