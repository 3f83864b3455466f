// Ways of looking. The small window is one of 1280 × 1024 at 400 %.

export const LOOKS = {
  "1280-light": { width: 1280, height: 800 },
  "1280-dark": { width: 1280, height: 800, dark: true },
  "1280-forced": { width: 1280, height: 800, forced: true },
  "1280-rtl": { width: 1280, height: 800, rtl: true },
  "360-light": { width: 360, height: 740 },
  "360-dark": { width: 360, height: 740, dark: true },
  "360-forced": { width: 360, height: 740, dark: true, forced: true },
  "360-rtl": { width: 360, height: 740, rtl: true },
  "360-text200": { width: 360, height: 740, text: 200 },
  "360-spaced": { width: 360, height: 740, spaced: true },
  "320x256": { width: 320, height: 256 },
};
