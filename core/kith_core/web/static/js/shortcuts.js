// Single keys, never while typing. An element says which key presses it: `data-key="c"`; lists move with j, k, x.
const typing = (target) => target.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');

function rows() {
  return [...document.querySelectorAll("[data-rows] [data-row]")];
}

function move(step) {
  const all = rows();
  const index = all.findIndex((row) => row.classList.contains("focused"));
  const next = all[Math.min(Math.max(index + step, 0), all.length - 1)];
  if (!next) return;
  all[index]?.classList.remove("focused");
  next.classList.add("focused");
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("a")?.focus({ preventScroll: true });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => document.querySelector("[data-row].focused input[type=checkbox]")?.click(),
  "?": () => document.getElementById("shortcuts")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const act = button ? () => (button.matches("input") ? button.focus() : button.click()) : keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
