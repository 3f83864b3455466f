// Cookiebot: `CookieConsent` holds an object in JavaScript's own notation. "-1" and the like stand
// for visitors who were never asked, `method:'implied'` for those who did not answer.

const FIELD = "[a-z]+:(?:true|false|-?\\d{1,15}|'[^']*')";
const FORM = RegExp(`^\\{${FIELD}(?:,${FIELD})*\\}$`, "i");

export const cookiebot = {
  cookie: "CookieConsent",
  read(text) {
    if (!FORM.test(text)) return null;
    const pairs = [...text.matchAll(RegExp(FIELD, "gi"))].map(([pair]) => pair.split(/:(.*)/s));
    const fields = new Map(pairs);
    if (fields.size !== pairs.length || fields.get("method") !== "'explicit'") return null;
    return {
      at: fields.has("utc") ? fields.get("utc") / 1000 : undefined,
      answer: (category) => ({ true: true, false: false })[fields.get(category)],
    };
  },
};
