// Marks that tell who, what and why when looked at; a slider over what was known when; places in a
// text named by a fragment. All of it is there without this script too, less pleasantly.
"use strict";

// The hint of a mark, shown at once for pointer and keyboard, and said by screen readers.
(function () {
  const article = document.querySelector(".article");
  if (!article) { return; }
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  (document.querySelector("main") || document.body).append(tip);
  let on = null;

  function show(mark) {
    if (mark === on) { return; }
    hide();
    const words = mark.getAttribute("title") || mark.dataset.hint;
    if (!words) { return; }
    mark.dataset.hint = words;
    mark.removeAttribute("title");
    mark.setAttribute("aria-describedby", "tip");
    tip.textContent = words;
    tip.hidden = false;
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    const above = box.top > tip.offsetHeight + 12;
    const top = above ? box.top - tip.offsetHeight - 6 : mark.getBoundingClientRect().bottom + 6;
    tip.style.left = Math.max(8, left) + window.scrollX + "px";
    tip.style.top = top + window.scrollY + "px";
    on = mark;
  }
  function hide() {
    if (!on) { return; }
    on.removeAttribute("aria-describedby");
    on.setAttribute("title", on.dataset.hint);
    on = null;
    tip.hidden = true;
  }
  function over(event) {
    const mark = event.target.closest && event.target.closest(".mark[title], .mark[data-hint]");
    if (mark) { show(mark); } else { hide(); }
  }
  article.addEventListener("mouseover", over);
  article.addEventListener("focusin", over);
  article.addEventListener("mouseleave", hide);
  article.addEventListener("focusout", hide);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
})();

// Which layers are shown stays so from report to report, in this tab.
(function () {
  for (const box of document.querySelectorAll(".layers input")) {
    try {
      const held = sessionStorage.getItem(box.id);
      if (held !== null) { box.checked = held === "1"; }
      box.addEventListener("change", function () { sessionStorage.setItem(box.id, box.checked ? "1" : "0"); });
    } catch { /* a browser that keeps nothing for pages */ }
  }
})();

// What was known when: a slider over the days on which something became known.
(function () {
  const form = document.querySelector("form.slide");
  if (!form) { return; }
  const days = form.dataset.days.split(" ");
  const stages = form.dataset.stages.split("|");
  if (days.length < 2) { return; }
  const date = form.querySelector("input[type=date]");
  const label = document.createElement("label");
  label.className = "range";
  const told = document.createElement("output");
  const range = document.createElement("input");
  range.type = "range";
  range.setAttribute("aria-label", "What was known when");
  range.min = "0";
  range.max = String(days.length - 1);
  range.step = "1";
  const first = days.filter(function (day) { return day <= date.value; }).length - 1;
  range.value = String(Math.max(0, first));
  function tell() {
    const n = Number(range.value);
    told.textContent = "Known by " + days[n] + ": " + stages[n];
    range.setAttribute("aria-valuetext", told.textContent);
  }
  label.append(told, range);
  form.prepend(label);
  tell();
  range.addEventListener("input", function () { date.value = days[Number(range.value)]; tell(); });
  range.addEventListener("change", function () { form.requestSubmit(); });
})();

// A place named by a fragment (#c12-40, or #c12-40,60-80) in a text that carries its offsets.
(function () {
  const paragraphs = document.querySelectorAll("[data-start]");
  if (!paragraphs.length) { return; }

  function light() {
    for (const old of document.querySelectorAll("mark.place")) {
      old.replaceWith(...old.childNodes);
    }
    const match = /^#c(\d+-\d+(?:,\d+-\d+)*)$/.exec(decodeURIComponent(location.hash));
    if (!match) { return; }
    const spans = match[1].split(",").map(function (pair) { return pair.split("-").map(Number); });
    let first = null;
    for (const paragraph of paragraphs) {
      let at = Number(paragraph.dataset.start);
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const points = Array.from(walker.currentNode.data);
        for (const [start, end] of spans) {
          const from = Math.max(start, at) - at;
          const to = Math.min(end, at + points.length) - at;
          if (from < to) { found.push([walker.currentNode, points, from, to]); break; }
        }
        at += points.length;
      }
      for (const [node, points, from, to] of found) {
        const mark = document.createElement("mark");
        mark.className = "place";
        mark.textContent = points.slice(from, to).join("");
        node.replaceWith(points.slice(0, from).join(""), mark, points.slice(to).join(""));
        first = first || mark;
      }
    }
    if (first) { first.scrollIntoView({ block: "center" }); }
  }
  window.addEventListener("hashchange", light);
  light();
})();
