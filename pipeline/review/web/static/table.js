// A statement as a table: moved through by arrows, typed into in place, checked as one types.
"use strict";
(() => {
  const WAIT = 90;
  let timer = 0, editing = null;

  const table = () => document.getElementById("statement");
  const all = () => [...table().querySelectorAll("button.cell")];

  function check(cell, value) {
    const printed = value ? `&value=${encodeURIComponent(value)}&printed=true` : "";
    const path = encodeURIComponent(cell.dataset.path);
    const url = `/reports/${table().dataset.report}/check?path=${path}${printed}`;
    return htmx.ajax("GET", url, { target: "#cell", swap: "outerHTML" });
  }

  function enter(cell) {
    all().forEach((each) => { each.tabIndex = -1; });
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function near(cell, key) {
    const here = cell.getBoundingClientRect();
    const x = (here.left + here.right) / 2, y = (here.top + here.bottom) / 2;
    let best = null, least = Infinity;
    for (const other of all()) {
      const box = other.getBoundingClientRect();
      const dx = (box.left + box.right) / 2 - x, dy = (box.top + box.bottom) / 2 - y;
      const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[key];
      const across = Math.abs(key === "ArrowLeft" || key === "ArrowRight" ? dy : dx);
      if (other === cell || along <= 2 || across > Math.max(along, 60)) continue;
      if (along + 4 * across < least) { least = along + 4 * across; best = other; }
    }
    return best;
  }

  function edit(cell, text) {
    if (editing || table().dataset.edit !== "yes") return;
    if (cell.dataset.open !== "yes") return;
    const field = document.createElement("input");
    field.value = text;
    field.className = "edit";
    field.setAttribute("aria-label", cell.getAttribute("aria-label"));
    cell.hidden = true;
    cell.after(field);
    editing = { cell, field };
    field.focus();
    if (text === cell.dataset.raw) field.select();
    if (text !== cell.dataset.raw) later();
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(() => { if (editing) check(editing.cell, editing.field.value); }, WAIT);
  }

  function leave() {
    if (!editing) return null;
    const { cell, field } = editing;
    editing = null;
    clearTimeout(timer);
    cell.hidden = false;
    field.remove();
    return cell;
  }

  async function save() {
    const { cell, field } = editing;
    const url = `/api/reports/${table().dataset.report}/decisions?path=${encodeURIComponent(cell.dataset.path)}`;
    const body = { choice: "correct", lock: Number(cell.dataset.lock), value: field.value, printed: true };
    const told = await review.send(url, body, table().dataset);
    if (!told) return;
    cell.textContent = field.value;
    cell.dataset.lock = told.lock;
    cell.dataset.open = told.state === "decided" ? "no" : "yes";
    cell.className = "cell decided";
    leave();
    enter(near(cell, "ArrowDown") || cell);
  }

  function pressed(event) {
    if (!table() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (editing && event.target === editing.field) {
      if (event.key === "Escape") { const cell = leave(); enter(cell); check(cell); }
      else if (event.key === "Enter") save();
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const cell = event.target.closest("button.cell");
    if (!cell) return;
    if (event.key.startsWith("Arrow")) { const next = near(cell, event.key); if (next) enter(next); }
    else if (/^[-\d.]$/.test(event.key)) edit(cell, event.key);
    else return;
    event.preventDefault();
  }

  function start() {
    if (!table() || !all().length) return;
    const wanted = new URLSearchParams(window.location.search).get("path");
    const found = all().find((each) => each.dataset.path === wanted);
    const doubtful = table().querySelector("button.cell.needs_review, button.cell.broken");
    const first = found || doubtful || all()[0];
    first.tabIndex = 0;
    if (found || doubtful) enter(first);
  }

  document.addEventListener("keydown", pressed, true);
  document.addEventListener("click", (event) => {
    const cell = table() && event.target.closest("button.cell");
    if (cell) edit(cell, cell.dataset.raw);
  });
  document.addEventListener("focusin", (event) => {
    const cell = table() && event.target.closest("button.cell");
    if (cell && !editing) check(cell);
  });
  document.addEventListener("input", (event) => { if (editing && event.target === editing.field) later(); });
  document.addEventListener("focusout", (event) => {
    if (editing && event.target === editing.field && event.relatedTarget) leave();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "jump") window.location.assign(`/reports/${event.target.dataset.report}/statements/${event.target.value}`);
  });
  document.addEventListener("DOMContentLoaded", start);
})();
