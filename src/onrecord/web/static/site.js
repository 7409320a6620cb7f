// A fragment that names a place in a text (#c12-40) and is not on the page: ask for it highlighted.
"use strict";
(function () {
  const place = /^#c(\d+)-(\d+)$/.exec(location.hash);
  const text = /^\/(t|reports)\/[a-z0-9]+$/.exec(location.pathname);
  if (place && text && !document.getElementById(location.hash.slice(1))) {
    location.replace(
      location.pathname + "/" + place[1] + "-" + place[2] + location.search + location.hash
    );
  }
  // "/" goes to the search field, as readers of archives expect.
  document.addEventListener("keydown", function (event) {
    const busy = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.getElementById("q");
      if (field) { event.preventDefault(); field.focus(); }
    }
  });
})();

// Search as you type: the plain form works without it; Enter still opens the whole page of results.
(function () {
  const field = document.getElementById("q");
  const panel = document.getElementById("hits");
  if (!field || !panel || !window.fetch) { return; }
  let timer = 0;
  let asked = null;
  let shown = "";
  field.setAttribute("autocomplete", "off");

  function close() { panel.hidden = true; shown = ""; }

  async function look() {
    const words = field.value.trim();
    if (words.length < 2) { close(); return; }
    if (words === shown) { panel.hidden = false; return; }
    if (asked) { asked.abort(); }
    asked = new AbortController();
    const query = new URLSearchParams(new FormData(field.form));
    query.set("q", words);
    try {
      const answer = await fetch("/search/hits?" + query, { signal: asked.signal });
      if (!answer.ok || answer.redirected) { close(); return; }
      panel.innerHTML = await answer.text();  // made by our own templates, everything escaped
      panel.hidden = false;
      shown = words;
    } catch (error) {
      if (error.name !== "AbortError") { close(); }
    }
  }

  field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 150); });
  field.form.addEventListener("keydown", function (event) {
    const links = Array.from(panel.querySelectorAll("a"));
    if (event.key === "Escape" && !panel.hidden) { event.preventDefault(); close(); field.focus(); return; }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || panel.hidden || !links.length) { return; }
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    (next < 0 ? field : links[Math.min(next, links.length - 1)]).focus();
  });
  field.form.addEventListener("focusout", function (event) {
    if (!field.form.contains(event.relatedTarget)) { panel.hidden = true; }
  });
  field.form.addEventListener("submit", close);
})();
