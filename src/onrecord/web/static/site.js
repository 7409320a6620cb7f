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
