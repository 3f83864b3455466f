// A page that is rendered on a server and taken over in the browser, with held elements inside.

import { createElement as make, useState } from "react";

export function Shop() {
  const [round, setRound] = useState(1);
  return make(
    "main",
    null,
    make("button", { id: "again", onClick: () => setRound(round + 1) }, `Round ${round}`),
    // Another key: everything inside is made anew.
    make(
      "div",
      { key: round },
      make("iframe", {
        id: "frame",
        title: "A video",
        width: 560,
        height: 315,
        "data-category": "marketing",
        "data-service": "video",
        "data-src": `{{third}}/frame${round}.html`,
      }),
      make("img", {
        id: "picture",
        alt: "",
        "data-category": "statistics",
        "data-src": `{{third}}/picture${round}.svg`,
      }),
      make("script", {
        type: "text/plain",
        "data-category": "statistics",
        dangerouslySetInnerHTML: { __html: `ran.push("round ${round}");` },
      }),
    ),
  );
}

/** The same as a framework such as Next.js does it: React renders the document too. */
export function Whole() {
  return make(
    "html",
    // A banner that is a bar makes room for itself in the root's style.
    { lang: "en", suppressHydrationWarning: true },
    make("head", null, make("title", null, "A page that React rendered whole")),
    make(
      "body",
      null,
      make("footer", null, make("a", { href: "#", "data-volens": "settings" }, "Privacy settings")),
      make(Shop),
    ),
  );
}
