"use strict";
// Before anything is drawn: the language that the address asks for, and the reader's scheme.
(function () {
  var root = document.documentElement, asked = /^#\/(zh|en)\//.exec(location.hash), kept = null;
  root.className = "scripted-page";
  if (asked) root.lang = asked[1] === "en" ? "en" : "zh-CN";
  try { kept = localStorage.getItem("scheme"); } catch (refused) { /* some browsers keep nothing for a file */ }
  root.dataset.scheme = kept || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})();
