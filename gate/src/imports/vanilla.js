// vanilla-cookieconsent 3: `cc_cookie` holds JSON with the accepted categories, and per category the
// accepted services. (orestbida/cookieconsent, `saveCookiePreferences`)

export const vanilla = {
  cookie: "cc_cookie",
  read(text, { revision }, now) {
    const { categories, services, consentTimestamp, expirationTime, ...rest } = JSON.parse(text);
    if (rest.revision !== revision || !(expirationTime > now * 1000)) return null;
    if (!categories.every((category) => typeof category === "string")) return null;
    const servicesOf = new Map(Object.entries(services));
    return {
      at: Date.parse(consentTimestamp) / 1000,
      answer(name) {
        const [category, service] = name.split(/\.(.*)/s);
        const accepted = servicesOf.get(category) ?? [];
        if (!Array.isArray(accepted)) return null;
        if (service) return accepted.includes(service);
        // Accepted for some services, and it does not say how many there are.
        if (accepted.length) return null;
        return categories.includes(category);
      },
    };
  },
};
