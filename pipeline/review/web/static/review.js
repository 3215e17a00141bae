// Decides by keyboard or button through /api, and lets htmx bring the next item into place.
"use strict";
const review = (() => {
  const KEYS = { a: "accept", r: "reject", u: "unreadable", s: "source_error", z: "undo" };
  const PAN = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
  const CLOSEST = 0.9, FARTHEST = 8, STEP = 1.25, READABLE = 22;
  let busy = false, scale = 0, chosen = 0, lastDecided = sessionStorage.getItem("decided");

  const item = () => document.getElementById("item");
  const picture = () => document.getElementById("picture");

  function complain(text) {
    const place = document.getElementById("problem");
    if (place) { place.textContent = text; place.hidden = false; }
  }

  function go(id) {
    if (!id) { window.location.assign("/"); return; }
    const url = `/items/${id}${item().dataset.query}`;
    return htmx.ajax("GET", url, { target: "#item", swap: "outerHTML" }).then(() => {
      history.pushState({}, "", url);
      arrive();
    });
  }

  // Posts a decision; gives what was told, or null where it was refused.
  async function send(url, body, words) {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": document.querySelector("meta[name=csrf]").content,
        },
        body: JSON.stringify(body),
      });
      if (answer.redirected || answer.status === 401) { window.location.assign("/login"); return null; }
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) return told;
      const said = typeof told.detail === "string" ? told.detail : JSON.stringify(told.detail || "");
      complain(`${answer.status === 409 ? words.conflict : words.error}: ${said} ${told.remedy || ""}`);
    } catch (error) { complain(`${words.error}: ${error.message}`); }
    return null;
  }

  async function decide(id, lock, body) {
    if (busy) return;
    busy = true;
    const told = await send(`/api/items/${id}/decisions${item().dataset.query}`, { ...body, lock }, item().dataset);
    busy = false;
    if (!told) return;
    if (body.choice === "undo") { go(id); return; }
    lastDecided = String(id);
    sessionStorage.setItem("decided", lastDecided);
    go(told.next);
  }

  function choose(choice, more) {
    const here = item();
    const answered = here.dataset.state === "decided" || here.dataset.waiting;
    if (choice === "undo" && !answered) { undoLast(); return; }
    if ((choice === "undo") !== Boolean(answered)) return;
    const button = document.querySelector(`[data-choice="${choice}"]`);
    if (choice !== "correct" && button && button.disabled) return;
    decide(here.dataset.id, Number(here.dataset.lock), { choice, ...more });
  }

  // After a decision the page shows the next item: undo means the one just left.
  async function undoLast() {
    if (!lastDecided) return;
    const answer = await fetch(`/api/items/${lastDecided}`);
    if (!answer.ok) return;
    const told = await answer.json();
    if (told.state === "decided" || told.waiting) decide(told.id, told.lock, { choice: "undo" });
  }

  function zoom(factor) {
    const shown = picture();
    if (!shown) return;
    const frame = shown.parentElement;
    const width = Number(shown.dataset.width), height = Number(shown.dataset.height);
    const whole = Math.min(frame.clientWidth / width, frame.clientHeight / height);
    scale = factor === 0 ? whole : Math.min(FARTHEST, Math.max(whole, scale * factor));
    if (factor !== 1) chosen = factor === 0 ? 0 : scale;
    shown.setAttribute("width", width * scale);
    shown.setAttribute("height", height * scale);
    if (factor !== 0) centre(shown, frame);
  }

  function centre(shown, frame) {
    const mark = shown.querySelector(".mark");
    if (!mark) return;
    const at = (name, size) => (Number(mark.getAttribute(name)) + Number(mark.getAttribute(size)) / 2) * scale;
    frame.scrollTo(at("x", "width") - frame.clientWidth / 2, at("y", "height") - frame.clientHeight / 2);
  }

  function arrive() {
    look();
    ahead();
  }

  function look() {
    const shown = picture();
    if (shown) {
      const fit = shown.parentElement.clientWidth / Number(shown.dataset.width);
      const mark = shown.querySelector(".mark");
      const legible = mark ? Math.min(READABLE / Number(mark.getAttribute("height")), 2.2 * fit) : 0;
      scale = chosen || Math.max(fit, CLOSEST, legible);
      zoom(1);
    }
    const mark = document.getElementById("mark");
    if (mark) {
      const frame = mark.closest(".frame"), box = mark.getBoundingClientRect(), around = frame.getBoundingClientRect();
      frame.scrollBy(box.left - around.left - frame.clientWidth / 2, box.top - around.top - frame.clientHeight / 2);
    }
  }

  // The picture of the next item is asked for while a person looks at this one.
  async function ahead() {
    const here = item();
    if (!here || !here.dataset.next) return;
    const answer = await fetch(`/api/items/${here.dataset.next}`).catch(() => null);
    if (!answer || !answer.ok) return;
    const told = await answer.json();
    const same = String(told.report) === here.dataset.report && String(told.page) === here.dataset.page;
    if (told.page && !same) new Image().src = `/reports/${told.report}/pages/${told.page}.png`;
  }

  // The page before or behind the one that is shown: a table may go on there.
  function turn(step) {
    const place = document.getElementById("place"), page = Number(place.dataset.page) + step;
    if (!place.dataset.page || page < 1 || page > Number(place.dataset.pages)) return;
    htmx.ajax("GET", `/items/${item().dataset.id}/place?page=${page}`, { target: "#place", swap: "outerHTML" }).then(look);
  }

  // The places of an item in turn: those of its value, then one of each other witness.
  function show(at) {
    const place = document.getElementById("place");
    const count = Number(place.dataset.count);
    if (count < 2 && at === undefined) return;
    const next = at === undefined ? (Number(place.dataset.at) + 1) % count : at;
    htmx.ajax("GET", `/items/${item().dataset.id}/place?at=${next}`, { target: "#place", swap: "outerHTML" }).then(look);
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing) {
      if (event.key === "Escape" && typing.closest("#correction")) { typing.value = ""; htmx.trigger(typing, "input"); typing.blur(); }
      return;
    }
    if (everywhere(event.key) || (item() && act(event))) event.preventDefault();
  }

  function everywhere(key) {
    if (key === "?") help();
    else if (key === "g") window.location.assign("/");
    else if (key === "Enter" && document.activeElement === document.body && document.getElementById("start")) document.getElementById("start").click();
    else return false;
    return true;
  }

  function help() {
    const box = document.getElementById("help");
    if (box) box.showModal();
  }

  function act(event) {
    const here = item(), key = event.key;
    if (KEYS[key]) choose(KEYS[key]);
    else if (key === "c") { const field = document.getElementById("typed"); if (!field.disabled) field.focus(); }
    else if (key === "n" && here.dataset.next) go(here.dataset.next);
    else if (key === "p" && here.dataset.previous) go(here.dataset.previous);
    else if (key === "w") show();
    else if (key === "[" || key === "PageUp") turn(-1);
    else if (key === "]" || key === "PageDown") turn(1);
    else if (key === "t" && document.getElementById("table")) document.getElementById("table").click();
    else if (/^[1-9]$/.test(key)) option(Number(key));
    else if (key === "+" || key === "=") zoom(STEP);
    else if (key === "-") zoom(1 / STEP);
    else if (key === "0") zoom(0);
    else if (PAN[key] && picture() && !event.target.closest(".told")) picture().parentElement.scrollBy(...PAN[key]);
    else return false;
    return true;
  }

  function option(number) {
    const button = document.querySelector(`[data-option="${number}"]`);
    if (button && !button.disabled) button.click();
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.help !== undefined) help();
    if (!item()) return;
    if (button.dataset.choice) {
      const number = button.dataset.number;
      choose(button.dataset.choice, number ? { number: Number(number) } : {});
    } else if (button.dataset.zoom) zoom({ in: STEP, out: 1 / STEP, whole: 0 }[button.dataset.zoom]);
    else if (button.dataset.witness) show();
    else if (button.dataset.turn) turn(Number(button.dataset.turn));
  }

  // A candidate that is looked at shows its own place.
  function looked(event) {
    const button = event.target.closest("[data-option][data-at]");
    if (button && item() && event.target.matches(":focus-visible")) show(Number(button.dataset.at));
  }

  function submitted(event) {
    if (event.target.id !== "correction") return;
    event.preventDefault();
    const fields = event.target.elements;
    fields.value.blur();  // else htmx would give the focus to the next item's field, which takes all keys
    choose("correct", { value: fields.value.value, printed: Boolean(fields.printed && fields.printed.checked) });
  }

  // The page is dragged with the mouse.
  function dragged(event) {
    const frame = event.target.closest(".frame");
    if (frame && picture() && event.buttons === 1) {
      frame.scrollBy(-event.movementX, -event.movementY);
      event.preventDefault();
    }
  }

  document.addEventListener("keydown", pressed);
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted);
  document.addEventListener("mousemove", dragged);
  document.addEventListener("focusin", looked);
  window.addEventListener("popstate", () => window.location.reload());
  document.addEventListener("DOMContentLoaded", () => { if (item()) arrive(); });
  return { send, complain };
})();
