// The only access to cookies and localStorage. Either may throw, and cookies may silently be dropped
// (blocked, full, sandboxed): reading then finds nothing and writing answers false.

export function createStore(site, window) {
  const cookie = `volens_${site}=`;
  const prefix = `volens.${site}.`;
  const guarded = (fallback, work) => {
    try {
      return work();
    } catch {
      return fallback;
    }
  };
  const pairs = () => window.document.cookie.split("; ");
  /** The names that begin with `start`, without it. */
  const after = (start, names) =>
    names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  return {
    /** The values of every cookie of the site's name. */
    cookies: () => guarded([], () => after(cookie, pairs())),
    /** Whether the browser kept the cookie. */
    setCookie: (value, days) =>
      guarded(false, () => {
        const { document, location } = window;
        document.cookie = `${cookie}${value}; Path=/; SameSite=Lax; Max-Age=${days * 86400}${location.protocol === "https:" ? "; Secure" : ""}`;
        return pairs().includes(cookie + value);
      }),
    get: (name) => guarded(null, () => window.localStorage.getItem(prefix + name)),
    set: (name, value) =>
      guarded(false, () => {
        window.localStorage.setItem(prefix + name, value);
        return true;
      }),
    remove: (name) => guarded(0, () => window.localStorage.removeItem(prefix + name)),
    /** The ids below `start`, ascending: they are UUIDv7, so this is the order of time. */
    ids: (start) =>
      guarded([], () => after(prefix + start, Object.keys(window.localStorage)).sort()),
  };
}
