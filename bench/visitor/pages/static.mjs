// The limit: a page with the banner written into it, and the least script that could answer a click.
// On return the server writes the page without it and with its tags live, as a shop that reads the
// cookie would.

import { shell } from "../shell.mjs";
import { message } from "../texts.mjs";

const STYLE =
  "#banner{position:fixed;inset:auto 1em 1em;max-height:calc(100dvh - 2em);overflow:auto;padding:1em;background:#fff;border:1px solid #ccc;border-radius:12px}#banner button{padding:.7em;border:0;border-radius:8px;background:#1f4d43;color:#fff;font:inherit}";
const SCRIPT =
  'document.getElementById("accept").onclick=()=>{document.cookie="choice=1;path=/";document.getElementById("banner").remove();requestAnimationFrame(()=>setTimeout(function next(){const held=document.querySelector("[type=\'text/plain\']");if(!held)return;const script=document.createElement("script");script.text=held.text;held.replaceWith(script);setTimeout(next)}))}';

export default function page({ texts }) {
  const { title, refuse, accept, settings, notice } = texts;
  const banner = `<style>${STYLE}</style><section id="banner" aria-label="${title}"><h2>${title}</h2>${message(texts)}<p><a href="/notice">${notice}</a></p><button>${refuse}</button> <button id="accept">${accept}</button> <button>${settings}</button></section>`;
  return {
    name: "static HTML (limit)",
    html: (tags, cookie) =>
      cookie.includes("choice=1")
        ? shell({ tags, hold: (code) => `<script>${code}</script>` })
        : shell({
            tags,
            hold: (code) => `<script type="text/plain">${code}</script>`,
            top: banner,
            end: `<script>${SCRIPT}</script>`,
          }),
    accept: { button: "#accept" },
  };
}
