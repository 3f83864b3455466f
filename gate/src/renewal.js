// The decision cookie from the ledger as well, because browsers shorten the life of what scripts
// write (docs/formats.md, "The cookie from the ledger").
//
// An answer may come late, after a newer decision, and bring back the older cookie. So the newest
// value is kept in localStorage, which no answer reaches, and each reading puts it right. It is
// followed by "+" once the ledger has sent it back.

import { daysOf, parse } from "./decision.js";

/* global site, keepers */

const ITEM = "newest";

/** Whether `a` is a decision not newer than `b`. */
const isPast = (a, b) => a && (a.at < b.at || (a.at === b.at && a.counter <= b.counter));

export function keep(store, base, window) {
  const { hostname } = window.location;
  const { domain } = site;
  const isBelow = (host) => `.${host}`.endsWith(`.${domain}`);
  const ledger = new URL(base).hostname;
  // The ledger can set a cookie for this page on this host, or in the domain of both.
  if (domain && isBelow(hostname) ? !isBelow(ledger) : hostname !== ledger) return store;

  const waiting = () => store.get(ITEM)?.replace("+", "");
  const write = (value) =>
    store.setCookie(value, daysOf(site, parse(value)?.granted ?? []));

  /** The cookies, but for those that are older than the newest decision. */
  function cookies() {
    const values = store.cookies();
    const value = waiting();
    const newest = value && parse(value);
    const isOutdated =
      newest &&
      values.some((one) => one !== value) &&
      values.every((one) => isPast(parse(one), newest));
    return isOutdated && write(value) ? [value] : values;
  }

  async function send(value) {
    try {
      const { status } = await window.fetch(`${base}/v1/${site.id}/cookie`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ value }),
        keepalive: true,
        credentials: "include",
        referrerPolicy: "origin",
        redirect: "error",
        signal: AbortSignal.timeout?.(15000),
      });
      cookies();
      // What is refused for good is not sent again.
      const isDone = status === 204 || /^4(?!08|25|29)/.test(status);
      if (isDone && store.get(ITEM) === value) store.set(ITEM, `${value}+`);
    } catch {
      // It is sent with the next page view.
    }
  }

  const last = store.get(ITEM);
  if (store.cookies().includes(last)) send(last);

  return {
    ...store,
    cookies,
    setCookie(value, lifetime) {
      const isKept = store.setCookie(value, lifetime);
      if (isKept && store.set(ITEM, value)) send(value);
      return isKept;
    },
  };
}

keepers.push(keep);
