import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { Shop } from "./shop.mjs";

hydrateRoot(document.querySelector("#root"), createElement(Shop), {
  onRecoverableError: (error) => errors.push(`${error}`),
});
