// Reviewing by keyboard, and taking words from the text. Every page works without this.
"use strict";
(function () {
  const writing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "checkbox" && element.type !== "radio";
  const items = Array.from(document.querySelectorAll("ol.queue > [data-item]"));

  // --- one question after another
  function here() {
    const inside = document.activeElement && document.activeElement.closest("[data-item]");
    return inside || items[0] || document.querySelector("[data-item]");
  }
  function go(step) {
    if (!items.length) { return false; }
    const inside = document.activeElement && document.activeElement.closest("[data-item]");
    const at = inside ? items.indexOf(inside) + step : 0;
    const item = items[Math.max(0, Math.min(items.length - 1, at))];
    item.focus();
    item.scrollIntoView({ block: "nearest" });
    return true;
  }

  // --- a judgement wants a reason: the key goes to the field, Enter sends
  function press(button) {
    const form = button.form;
    const missing = Array.from(form.querySelectorAll("[required]")).find((field) => !field.value.trim());
    form.querySelectorAll("[data-pending]").forEach((other) => other.removeAttribute("data-pending"));
    if (missing) {
      button.setAttribute("data-pending", "");
      missing.focus();
    } else {
      form.requestSubmit(button);
    }
  }
  function find(key) {
    const selector = '[data-key="' + key + '"]';
    const item = here();
    return (item && item.querySelector(selector)) || document.querySelector(selector);
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    const field = event.target;
    if (writing(field)) {
      if (event.key === "Escape") { (field.closest("[data-item][tabindex]") || document.body).focus(); field.blur(); }
      const form = field.form;
      const pending = form && form.querySelector("[data-pending]");
      if (event.key === "Enter" && !event.shiftKey && pending) { event.preventDefault(); press(pending); }
      return;
    }
    const key = event.key;
    if (key === "?") {
      const keys = document.querySelector("details.keys");
      if (keys) { event.preventDefault(); keys.open = !keys.open; keys.querySelector("summary").focus(); }
      return;
    }
    if ((key === "j" && go(1)) || (key === "k" && go(-1))) { event.preventDefault(); return; }
    if (!/^[a-z]$/.test(key)) { return; }
    const target = find(key);
    if (!target) { return; }
    event.preventDefault();
    if (target.tagName === "BUTTON") { press(target); } else if (target.tagName === "A") { target.click(); } else { target.focus(); }
  });

  // Which of two buttons sends the form stays the person's choice, not the first one's.
  document.querySelectorAll("form[data-judge]").forEach(function (form) {
    form.addEventListener("keydown", function (event) {
      const lone = event.target.tagName === "INPUT" && event.key === "Enter";
      if (lone && !form.querySelector("[data-pending]")) { event.preventDefault(); }
    });
  });

  // --- after a decision: to what was said of it, else to the first question
  const told = document.querySelector(".fault[tabindex]");
  if (told) { told.focus(); } else if (items.length && /[?&]done=/.test(location.search)) { items[0].focus({ preventScroll: true }); }

  // --- words of the text, by their places: characters as the record counts them, not UTF-16
  const text = document.querySelector("[data-selecting]");
  const taking = document.querySelector("[data-taking]");
  if (!text || !taking) { return; }
  document.querySelectorAll("[data-script]").forEach((element) => { element.hidden = false; });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take";
  button.hidden = true;
  text.append(button);
  let chosen = null;

  function place(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const paragraph = element.closest("[data-start]");
    if (!paragraph || !text.contains(paragraph)) { return null; }
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(node, offset);
    return Number(paragraph.dataset.start) + Array.from(before.toString()).length;
  }
  function look() {
    const selection = document.getSelection();
    chosen = null;
    if (selection.rangeCount && !selection.isCollapsed) {
      const range = selection.getRangeAt(0);
      const words = range.toString();
      const start = place(range.startContainer, range.startOffset);
      const end = place(range.endContainer, range.endOffset);
      const lead = Array.from(words).length - Array.from(words.trimStart()).length;
      const tail = Array.from(words).length - Array.from(words.trimEnd()).length;
      if (start !== null && end !== null && words.trim() && start + lead < end - tail) {
        chosen = { line: (start + lead) + "-" + (end - tail) + " " + words.trim().replace(/\s+/g, " "), words: words.trim() };
      }
    }
    button.hidden = !chosen;
    if (chosen) {
      const short = chosen.words.length > 40 ? chosen.words.slice(0, 38) + " …" : chosen.words;
      button.textContent = "Take “" + short + "”";
    }
  }
  document.addEventListener("selectionchange", look);
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", function () {
    if (!chosen) { return; }
    const lines = !taking.dataset.touched ? [] : taking.value.split("\n").filter((line) => line.trim());
    taking.value = lines.concat([chosen.line]).join("\n");
    taking.dataset.touched = "1";
    document.getSelection().removeAllRanges();
    taking.focus();
  });
  taking.addEventListener("input", () => { taking.dataset.touched = "1"; });
})();
