import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { Shop, Whole } from "./shop.mjs";

function takeOver() {
  const root = document.querySelector("#root");
  hydrateRoot(root ?? document, createElement(root ? Shop : Whole), {
    onRecoverableError: (error) => errors.push(`${error}`),
  });
}

// A page may take itself over later than any other does: when it is told to.
if (location.search === "?late") window.takeOver = takeOver;
else takeOver();
