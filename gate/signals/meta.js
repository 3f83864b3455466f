// Meta's pixel wants `revoke` before `init`. Its snippet does nothing where `fbq` is there already,
// so there can be no queue of ours: the pixel is told when anybody first takes hold of it.

/* global site, signals */

let pixel = window.fbq;
let granted = false;
let isTold = false;

const tell = () => pixel("consent", granted ? "grant" : "revoke");

function introduce() {
  isTold = true;
  pixel("consent", "revoke");
  if (granted) tell();
}

signals.push({
  deny() {
    if (pixel) return introduce();
    Object.defineProperty(window, "fbq", {
      configurable: true,
      get() {
        if (pixel && !isTold) introduce();
        return pixel;
      },
      set(made) {
        pixel = made;
        isTold = false;
      },
    });
  },
  update(has) {
    granted = has(site.signals.meta.consent);
    if (isTold) tell();
  },
});
