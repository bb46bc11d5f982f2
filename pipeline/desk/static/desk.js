// Keys and clicks on what is no link by itself; without this file the pages still work.
"use strict";

const MOVABLE = "tbody tr, .side li, .found li";

function open_(element) {
  const target = element && element.dataset.open;
  if (!target) return;
  if (!target.startsWith("#")) {
    location.assign(target);
    return;
  }
  location.hash = target;
  const there = document.getElementById(target.slice(1));
  if (there) there.focus({ preventScroll: true });
}

function move(step) {
  const all = [...document.querySelectorAll(MOVABLE)];
  if (!all.length) return;
  const now = all.indexOf(document.activeElement.closest(MOVABLE));
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + step));
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("a, button, details, form, input, select") || String(getSelection())) return;
  open_(event.target.closest("[data-open]"));
});

// What is selected in the article is offered as the words of a new quote, with its place: they may stand there twice.
// Words that somebody typed, or opened the form with, are kept.
const adding = document.querySelector(".adding form");

if (adding) {
  const { words, start } = adding.elements;
  const panel = adding.closest("details");
  let offered = "";
  let isTaken = false;
  // a click comes before the panel opens, and before any selection after it; «toggle» may come later than that
  panel.querySelector("summary").addEventListener("click", () => { isTaken = !panel.open && words.value !== ""; });
  words.addEventListener("input", () => { start.value = ""; isTaken = words.value !== ""; });
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const isFree = !words.value || (words.value === offered && !isTaken);
    if (chosen.isCollapsed || !isFree) return;
    const { startContainer, startOffset } = chosen.getRangeAt(0);
    const segment = startContainer.parentElement && startContainer.parentElement.closest("article .segment");
    if (!segment) return;
    const range = document.createRange();
    range.setStart(segment, 0);
    range.setEnd(startContainer, startOffset);
    const before = range.cloneContents();
    before.querySelectorAll(".badge").forEach((badge) => badge.remove());
    words.value = String(chosen).trim();
    offered = words.value;
    start.value = Number(segment.dataset.start) + [...before.textContent].length;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "/") {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "Enter" && event.target.matches("[data-open]")) open_(event.target);
});
