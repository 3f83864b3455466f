// What Prototype 1.6, MooTools 1.2 and their like did to every page they were on.
Object.prototype.extended = function () {
  return this;
};
Array.prototype.each = function (work) {
  this.forEach(work);
  return this;
};
Array.from = (list) => {
  const made = [];
  for (let i = 0; i < (list ? list.length : 0); i++) made.push(list[i]);
  return made;
};
Array.prototype.contains = Array.prototype.include = function (one) {
  return this.indexOf(one) >= 0;
};
Function.prototype.bind = function (self, ...first) {
  const work = this;
  return function (...rest) {
    return work.apply(self, first.concat(rest));
  };
};
window.$ = (id) => document.getElementById(id);
window.$$ = (selector) => [...document.querySelectorAll(selector)];
Element.prototype.hide = function () {
  this.style.display = "none";
  return this;
};
Element.prototype.show = function () {
  this.style.display = "";
  return this;
};
Element.prototype.remove = function () {
  this.parentNode.removeChild(this);
  return this;
};
kept = () => Array.from({ length: 2 }).contains(undefined);
