// Events on their way to the ledger: one item each in localStorage until the ledger has it
// (docs/formats.md, "Storage on the device" and "Delivery").

import { isKey, isUuid, newKey, subjectOf } from "./event.js";

export function createOutbox(site, base, store, window) {
  const { crypto, navigator, location } = window;

  /** Runs `work` under the site's Web Lock where locks exist. */
  const lock = (work) =>
    navigator.locks ? navigator.locks.request(`volens.${site.id}`, work) : work();

  /** "stored", "refused", or undefined where it is worth another try later. */
  async function post({ key, event }) {
    try {
      const subject = key && (await subjectOf(crypto, site.id, location.origin, key));
      const response = await window.fetch(`${base}/v1/${site.id}/events`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key && { "volens-key": key }) },
        body: JSON.stringify({ events: [{ ...event, subject }] }),
        keepalive: true,
        credentials: "omit",
        // The ledger is to learn the origin, never the page's address (L17).
        referrerPolicy: "origin",
        redirect: "error",
        signal: AbortSignal.timeout?.(15000),
      });
      // A 4xx lasts, unless it says "too slow, too early, too many".
      if (/^4(?!08|25|29)/.test(response.status)) return "refused";
      const [answer] = (await response.json()).events;
      if (answer.id === event.id && /^(stored|duplicate)$/.test(answer.status)) return "stored";
    } catch {
      // The network, a timeout, or an answer that is not the ledger's: the event stays.
    }
  }

  const queued = () => store.ids("q.").map((id) => [id, parse(store.get(`q.${id}`))]);

  return {
    lock,

    /** Tries an event once, without the queue. */
    post,

    /** The subject's key, or null where there is none; `make` makes one where the browser can. */
    ownKey(make) {
      const key = store.get("key");
      if (isKey(key)) return key;
      const fresh = make && crypto.subtle && newKey(crypto);
      return fresh && store.set("key", fresh) ? fresh : null;
    },

    /** The id of the subject's last event. */
    lastId() {
      const waiting = queued().map(([id, item]) => item?.key && id);
      return [...waiting, ...store.ids("h.")].filter(isUuid).sort().pop() ?? null;
    },

    /** Whether the event is safe on the device. */
    keep: (item) => store.set(`q.${item.event.id}`, JSON.stringify(item)),

    isEmpty: () => !store.ids("q.").length,

    /** Ends the subject: key and history go, unless something still waits for the ledger. */
    forget() {
      // Looked at once: what another tab queues meanwhile is not among these.
      const items = store.ids("");
      if (!items.some((name) => name[0] === "q")) items.forEach(store.remove);
    },

    /** Tries the queue once, oldest first; the first that must wait ends it for now. */
    deliver: () =>
      lock(async () => {
        for (const [id, item] of queued()) {
          // What is not an item of ours goes: it must not keep the others waiting.
          if (item?.event?.id === id && (item.key === null || isKey(item.key))) {
            const status = await post(item);
            if (!status) return;
            if (item.key) {
              store.set(`h.${id}`, JSON.stringify({ status, event: item.event }));
              store
                .ids("h.")
                .slice(0, -50)
                .forEach((old) => store.remove(`h.${old}`));
            }
          }
          store.remove(`q.${id}`);
        }
      }),
  };
}

/** Storage is open to every script of the page: what is not JSON counts as nothing. */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
