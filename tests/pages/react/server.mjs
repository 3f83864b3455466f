import { createElement } from "react";
import { renderToString } from "react-dom/server";
import * as shop from "./shop.mjs";

console.log(renderToString(createElement(shop[process.argv.at(-1)])));
