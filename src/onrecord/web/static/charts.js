// Events in lanes: drag, pinch, Ctrl and wheel, or the buttons change the stretch of time shown.
// The drawing stands in the page already; this moves what is there (D3, carried with the program).
"use strict";
(function () {
  const d3 = window.d3;
  if (!d3) { return; }
  const LEFT = 150, RIGHT = 746, DAY = 86400000;
  // Days are counted from year 1 (as Python does); dates of scripts from 1970.
  const EPOCH = 719163;
  const dateOf = function (day) { return new Date((day - EPOCH) * DAY); };

  for (const figure of document.querySelectorAll(".chart.zoom")) {
    const svg = d3.select(figure).select("svg.lanes");
    const first = Number(svg.attr("data-first")), last = Number(svg.attr("data-last"));
    const height = svg.node().viewBox.baseVal.height;
    const whole = d3.scaleUtc().domain([dateOf(first), dateOf(last)]).range([LEFT, RIGHT]);
    const axis = svg.select(".axis");
    const dots = svg.selectAll(".dots circle").each(function () {
      d3.select(this).datum(dateOf(Number(this.dataset.day)));
    });

    function draw(scale) {
      dots.attr("cx", function (day) { return scale(day); }).attr("visibility", function (day) {
        const x = scale(day);
        return x < LEFT - 2 || x > RIGHT + 8 ? "hidden" : null;
      });
      const format = scale.tickFormat(8, undefined);
      const ticks = scale.ticks(8).filter(function (day) { return day % DAY === 0; });
      axis.selectAll("g, path, text").remove();
      const marks = axis.selectAll("g").data(ticks).join("g");
      marks.append("path").attr("d", function (day) { return "M" + scale(day) + " 0V" + (height - 22); });
      marks.append("text").attr("x", scale).attr("y", height - 7).text(function (day, n) {
        const months = d3.utcMonth.floor(day) < day;
        return n === 0 && day.getUTCMonth() + day.getUTCDate() !== 1
          ? d3.utcFormat(months ? "%-d %b %Y" : "%b %Y")(day)
          : months ? d3.utcFormat("%-d %b")(day) : format(day);
      });
    }

    const zoom = d3.zoom()
      .scaleExtent([1, Math.max(1, (last - first) / 5)])
      .extent([[LEFT, 0], [RIGHT, height]])
      .translateExtent([[LEFT, 0], [RIGHT, height]])
      .filter(function (event) { return event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button; })
      .clickDistance(4)
      .on("zoom", function (event) { draw(event.transform.rescaleX(whole)); });
    svg.call(zoom).on("dblclick.zoom", null);
    figure.classList.add("live");

    const bar = document.createElement("div");
    bar.className = "zooming";
    const buttons = [
      ["+", "Closer", function () { zoom.scaleBy(svg, 2); }],
      ["−", "Further", function () { zoom.scaleBy(svg, 0.5); }],
      ["←", "Earlier", function () { zoom.translateBy(svg, 160 / d3.zoomTransform(svg.node()).k, 0); }],
      ["→", "Later", function () { zoom.translateBy(svg, -160 / d3.zoomTransform(svg.node()).k, 0); }],
      ["All", "All of the time", function () { svg.call(zoom.transform, d3.zoomIdentity); }],
    ];
    for (const [sign, name, act] of buttons) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = name;
      button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      bar.append(button);
    }
    const hint = document.createElement("span");
    hint.textContent = "Drag to move; Ctrl and wheel to zoom.";
    bar.append(hint);
    figure.prepend(bar);
  }
})();
