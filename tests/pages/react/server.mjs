import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { Shop } from "./shop.mjs";

console.log(renderToString(createElement(Shop)));
