// tarteaucitron 1.34 holds no tags of a page: each service has its own callback, and the one here runs them.
// It gives its buttons their work half a second after it shows them.

import { RUN_HELD, shell } from "../shell.mjs";
import { message } from "../texts.mjs";

const MODULE = "tarteaucitronjs";
const VERSION = "1.34.0";
/** Its script asks for the others by these names, below its own address. */
const FILES = {
  "/tac/tarteaucitron.min.js": `${MODULE}/tarteaucitron.min.js`,
  [`/tac/tarteaucitron.services.min.js?v=${VERSION}`]: `${MODULE}/tarteaucitron.services.min.js`,
  [`/tac/lang/tarteaucitron.lv.min.js?v=${VERSION}`]: `${MODULE}/lang/tarteaucitron.lv.min.js`,
  [`/tac/css/tarteaucitron.min.css?v=${VERSION}`]: `${MODULE}/css/tarteaucitron.min.css`,
};
const RELEASE = `function release(){${RUN_HELD}}`;
const SERVICE =
  'tarteaucitron.services.stats={key:"stats",type:"analytic",name:"Statistika",needConsent:true,cookies:[],js:release};tarteaucitron.job=["stats"];tarteaucitron.events.load=()=>{answers=true}';

export default function page({ texts, at }) {
  const words = JSON.stringify({
    middleBarHead: texts.title,
    alertBigPrivacy: message(texts),
    acceptAll: texts.accept,
    denyAll: texts.refuse,
    personalize: texts.settings,
    privacyUrl: texts.notice,
  });
  const options = JSON.stringify({
    privacyUrl: "/notice",
    orientation: "bottom",
    showTitleBanner: true,
    showIcon: false,
    googleConsentMode: false,
    bingConsentMode: false,
    pianoConsentMode: false,
    removeCredit: true,
  });
  const run = `${RELEASE}tarteaucitronForceLanguage="lv";tarteaucitronCustomText=${words};addEventListener("DOMContentLoaded",()=>{${SERVICE};tarteaucitron.init(${options})})`;
  return {
    name: `tarteaucitron ${VERSION}`,
    files: FILES,
    html: (tags) =>
      shell({
        tags,
        hold: (code) => `<script type="text/plain">${code}</script>`,
        head: `<script>${run}</script><script defer src="${at}/tac/tarteaucitron.min.js"></script>`,
      }),
    accept: { button: "#tarteaucitronPersonalize2" },
    answers: "answers",
  };
}
