// Decides by keyboard or button through /api, and lets htmx bring the next item into place.
"use strict";
(() => {
  const KEYS = { a: "accept", r: "reject", u: "unreadable", s: "source_error", z: "undo" };
  const CLOSEST = 1.2, FARTHEST = 6, STEP = 1.25;
  let busy = false, scale = 0, lastDecided = sessionStorage.getItem("decided");

  const item = () => document.getElementById("item");
  const picture = () => document.getElementById("picture");

  function complain(text) {
    const place = document.getElementById("problem");
    if (place) { place.textContent = text; place.hidden = false; }
  }

  function go(id) {
    if (!id) { window.location.assign("/"); return; }
    const url = `/items/${id}`;
    htmx.ajax("GET", url, { target: "#item", swap: "outerHTML" }).then(() => {
      history.pushState({}, "", url);
      arrive();
    });
  }

  async function decide(id, lock, body) {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(`/api/items/${id}/decisions`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": document.querySelector("meta[name=csrf]").content,
        },
        body: JSON.stringify({ ...body, lock }),
      });
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) { refuse(answer.status, told); return; }
      if (body.choice === "undo") { go(id); return; }
      lastDecided = String(id);
      sessionStorage.setItem("decided", lastDecided);
      go(told.next);
    } catch (error) {
      complain(`${item().dataset.error}: ${error.message}`);
    } finally { busy = false; }
  }

  function refuse(status, told) {
    const said = typeof told.detail === "string" ? told.detail : JSON.stringify(told.detail || "");
    const words = status === 409 ? item().dataset.conflict : item().dataset.error;
    complain(`${words}: ${said} ${told.remedy || ""}`);
  }

  function choose(choice, more) {
    const here = item();
    if (choice === "undo" && here.dataset.state !== "decided") { undoLast(); return; }
    if ((choice === "undo") !== (here.dataset.state === "decided")) return;
    decide(here.dataset.id, Number(here.dataset.lock), { choice, ...more });
  }

  // After a decision the page shows the next item: undo means the one just left.
  async function undoLast() {
    if (!lastDecided) return;
    const answer = await fetch(`/api/items/${lastDecided}`);
    if (!answer.ok) return;
    const told = await answer.json();
    if (told.state === "decided") decide(told.id, told.lock, { choice: "undo" });
  }

  function zoom(factor) {
    const shown = picture();
    if (!shown) return;
    const frame = shown.parentElement;
    const width = Number(shown.dataset.width), height = Number(shown.dataset.height);
    const whole = Math.min(frame.clientWidth / width, frame.clientHeight / height);
    scale = factor === 0 ? whole : Math.min(FARTHEST, Math.max(whole, scale * factor));
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
    const shown = picture();
    if (shown) {
      const fit = shown.parentElement.clientWidth / Number(shown.dataset.width);
      scale = Math.max(scale, fit, CLOSEST);
      zoom(1);
    }
    const mark = document.getElementById("mark");
    if (mark) mark.scrollIntoView({ block: "center", inline: "center" });
  }

  function pressed(event) {
    if (!item() || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (typing) {
      if (event.key === "Escape") { typing.value = ""; typing.blur(); }
      return;
    }
    const done = act(event.key);
    if (done) event.preventDefault();
  }

  function act(key) {
    const here = item();
    if (KEYS[key]) choose(KEYS[key]);
    else if (key === "c") { const field = document.querySelector("#correction input"); if (!field.disabled) field.focus(); }
    else if (key === "n" && here.dataset.next) go(here.dataset.next);
    else if (key === "p" && here.dataset.previous) go(here.dataset.previous);
    else if (/^[1-9]$/.test(key) && Number(key) <= Number(here.dataset.witnesses)) choose("witness", { witness: Number(key) });
    else if (key === "+" || key === "=") zoom(STEP);
    else if (key === "-") zoom(1 / STEP);
    else if (key === "0") zoom(0);
    else return false;
    return true;
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button || !item()) return;
    if (button.dataset.choice) {
      const number = button.dataset.witness;
      choose(button.dataset.choice, number ? { witness: Number(number) } : {});
    } else if (button.dataset.zoom) {
      zoom({ in: STEP, out: 1 / STEP, whole: 0 }[button.dataset.zoom]);
    }
  }

  function submitted(event) {
    if (event.target.id !== "correction") return;
    event.preventDefault();
    choose("correct", { value: event.target.elements.value.value });
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
  window.addEventListener("popstate", () => window.location.reload());
  if (item()) arrive();
})();
