// Toasts stay ten seconds, longer while hovered or focused. The server sends them; `toast()` makes one here.
const STAY = 10_000;
const box = () => document.getElementById("toasts");
const timers = new WeakMap();

function leave(note) {
  note.classList.add("leaving");
  setTimeout(() => note.remove(), 160);
}

function start(note) {
  clearTimeout(timers.get(note));
  timers.set(note, setTimeout(() => leave(note), STAY));
}

export function toast(words, { harm = false } = {}) {
  const note = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  note.querySelector("[data-words]").textContent = words;
  note.classList.toggle("toast-harm", harm);
  box().append(note);
}

function watch(container) {
  container.querySelectorAll(".toast-note").forEach(start);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.matches?.(".toast-note")) start(node);
  }).observe(container, { childList: true });
  for (const name of ["mouseenter", "focusin"]) {
    container.addEventListener(name, (event) => hold(event, (note) => clearTimeout(timers.get(note))), true);
  }
  for (const name of ["mouseleave", "focusout"]) container.addEventListener(name, (event) => hold(event, start), true);
}

function hold(event, act) {
  const note = event.target.closest?.(".toast-note");
  if (note) act(note);
}

document.addEventListener("click", (event) => {
  if (event.target.closest(".toast-close")) leave(event.target.closest(".toast-note"));
});

if (box()) watch(box());
