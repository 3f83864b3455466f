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
