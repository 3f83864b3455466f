// The only access to cookies and localStorage. Either may throw, and cookies may silently be dropped
// (blocked, full, sandboxed): reading then finds nothing and writing answers nothing true.

export function createStore({ id, domain }, window) {
  const cookie = `volens_${id}`;
  const prefix = `volens.${id}.`;
  const guarded = (work) => {
    try {
      return work();
    } catch {
      // As if there were nothing.
    }
  };
  const pairs = () => window.document.cookie.split("; ");
  /** The names that begin with `start`, without it. */
  const after = (start, names) =>
    names.flatMap((name) => (name.startsWith(start) ? name.slice(start.length) : []));

  /** The values of every cookie of the site's name. */
  const values = () => after(`${cookie}=`, pairs());

  function write(pair, seconds, path, at) {
    const secure = /s:/.test(window.location.protocol) ? "; Secure" : "";
    const slot = at && `; Domain=${at}`;
    window.document.cookie = `${pair}; Path=${path}${slot}; SameSite=Lax; Max-Age=${seconds}${secure}`;
  }

  /** Ends a cookie wherever this page may see it from: it is seen without its domain and path. */
  function expire(name) {
    const { hostname, pathname } = window.location;
    // "/a/b" sees those of "/", "/a", "/a/" and "/a/b"; nobody sets them forty deep.
    const steps = pathname.match(/\/|[^/]+/g).slice(0, 40);
    let at = "";
    do {
      let path = "";
      for (const step of steps) write(`${name}=`, 0, (path += step), at);
      at = at ? at.replace(/^[^.]*\.?/, "") : hostname;
    } while (at);
  }

  return {
    /** The names of all cookies that scripts of this page see. */
    cookieNames: () => pairs().map((pair) => pair.split("=")[0]),
    expire,
    cookies: () => guarded(values) ?? [],
    /** Whether the browser kept the cookie. Others of the name go: they would contradict it. */
    setCookie: (value, days) =>
      guarded(() => {
        const shared = domain && `.${window.location.hostname}`.endsWith(`.${domain}`);
        // Each write waits for the browser, in the visitor's click: where there is none to end, one is enough.
        if (values().length) expire(cookie);
        write(`${cookie}=${value}`, days * 86400, "/", shared ? domain : "");
        return values().includes(value);
      }),
    get: (name) => guarded(() => window.localStorage.getItem(prefix + name)),
    set: (name, value) =>
      guarded(() => {
        window.localStorage.setItem(prefix + name, value);
        return true;
      }),
    remove: (name) => guarded(() => window.localStorage.removeItem(prefix + name)),
    /** The ids below `start`, ascending: they are UUIDv7, so this is the order of time. */
    ids: (start) =>
      guarded(() => after(prefix + start, Object.keys(window.localStorage)).sort()) ?? [],
  };
}
