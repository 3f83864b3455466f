// Promises, timers and listeners wrapped as zone.js wraps them.
const Native = Promise;
window.zoneTasks = 0;
class ZoneAwarePromise {
  constructor(work) {
    this.inner = new Native(work);
  }
  then(done, failed) {
    zoneTasks++;
    return ZoneAwarePromise.resolve(this.inner.then(done, failed));
  }
  catch(failed) {
    return this.then(undefined, failed);
  }
  finally(work) {
    return ZoneAwarePromise.resolve(this.inner.finally(work));
  }
}
for (const name of ["resolve", "reject", "all", "allSettled", "race", "any"])
  ZoneAwarePromise[name] = (value) => new ZoneAwarePromise((done, failed) => Native[name](value).then(done, failed));
window.Promise = ZoneAwarePromise;

for (const name of ["setTimeout", "requestAnimationFrame", "queueMicrotask"]) {
  const native = window[name];
  window[name] = function (work, ...rest) {
    zoneTasks++;
    return native.call(window, work, ...rest);
  };
}
const { addEventListener: add } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  if (typeof listener !== "function") return add.call(this ?? window, type, listener, options);
  return add.call(this ?? window, type, function (...told) {
    zoneTasks++;
    return listener.apply(this, told);
  }, options);
};
const { attachShadow } = Element.prototype;
Element.prototype.attachShadow = function (init) {
  return attachShadow.call(this, { ...init });
};
const { MutationObserver: Observer } = window;
window.MutationObserver = function (work) {
  return new Observer((...told) => work(...told));
};
MutationObserver.prototype = Observer.prototype;
