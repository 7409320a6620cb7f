// A field over a long table that leaves only the rows with some words. The table is whole without it.
"use strict";
(function () {
  for (const table of document.querySelectorAll("main table.cards")) {
    const rows = Array.from(table.tBodies[0].rows);
    if (rows.length < 12) { continue; }
    const words = rows.map(function (row) { return row.textContent.toLowerCase(); });
    const label = document.createElement("label");
    label.className = "sift small";
    label.textContent = "Rows on this page with ";
    const field = document.createElement("input");
    field.type = "search";
    const told = document.createElement("output");
    label.append(field, " ", told);
    table.before(label);
    field.addEventListener("input", function () {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(function (row, n) {
        row.hidden = !wanted.every(function (word) { return words[n].includes(word); });
        shown += row.hidden ? 0 : 1;
      });
      told.textContent = wanted.length ? shown + " of " + rows.length : "";
    });
  }
})();
