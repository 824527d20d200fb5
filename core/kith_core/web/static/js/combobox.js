// Pick-lists. Options stand in the list from the start, or come from `data-source?search=...` as one types.
// <div class="combobox" data-combobox [data-multiple] [data-source] data-name="stage"> see docs/web.md
import { Listbox } from "./listbox.js";

const DELAY = 150;
const timers = new WeakMap();

const parts = (root) => {
  const input = root.querySelector('[role="combobox"]');
  return Object.assign(new Listbox(input, root.querySelector('[role="listbox"]')), { root });
};

const hiddenInputs = (root) => [...root.querySelectorAll('input[type="hidden"]')];
const chosen = (root) => hiddenInputs(root).map((field) => field.value).filter(Boolean);

function open(box) {
  if (!box.list.hidden) return;
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  refresh(box, "");
}

function close(box) {
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.focus(null);
}

async function refresh(box, search) {
  if (box.root.dataset.source) {
    const address = new URL(box.root.dataset.source, location.href);
    address.searchParams.set("search", search);
    await htmx.ajax("GET", address.pathname + address.search, { target: box.list, swap: "innerHTML" });
    if (search !== "" && box.input.value.trim() !== search) return;
  } else {
    filter(box, search);
  }
  mark(box);
}

function filter(box, search) {
  const wanted = search.toLocaleLowerCase();
  for (const option of box.options) option.hidden = !option.textContent.toLocaleLowerCase().includes(wanted);
}

function mark(box) {
  const values = new Set(chosen(box.root));
  for (const option of box.options) option.setAttribute("aria-selected", String(values.has(option.dataset.value)));
  const visible = box.options.filter((option) => !option.hidden);
  box.focus(visible.find((option) => values.has(option.dataset.value)) ?? visible[0]);
}

function changed(root) {
  root.classList.toggle("has-value", chosen(root).length > 0);
  root.querySelector(".combobox-clear")?.toggleAttribute("hidden", !chosen(root).length);
  root.dispatchEvent(new Event("change", { bubbles: true }));
}

function choose(box, option) {
  if (option.dataset.href) return location.assign(option.dataset.href);
  const { root, input } = box;
  if ("multiple" in root.dataset) {
    toggleChip(root, option);
    input.value = "";
    refresh(box, "");
  } else {
    hiddenInputs(root)[0].value = option.dataset.value;
    input.value = option.dataset.label ?? option.textContent.trim();
    input.dataset.shown = input.value;
    close(box);
  }
  changed(root);
}

function toggleChip(root, option) {
  const old = [...root.querySelectorAll(".chip")].find((chip) => chip.querySelector("input").value === option.dataset.value);
  if (old) return old.remove();
  const chip = root.querySelector("template").content.firstElementChild.cloneNode(true);
  chip.querySelector("input").value = option.dataset.value;
  chip.querySelector("[data-words]").textContent = option.dataset.label ?? option.textContent.trim();
  if (option.dataset.color) chip.classList.add(`color-${option.dataset.color}`);
  chip.querySelector("button").setAttribute("aria-label", `Remove ${chip.textContent.trim()}`);
  root.querySelector('[role="combobox"]').before(chip);
}

function clear(root) {
  hiddenInputs(root).forEach((field) => (field.value = ""));
  const { input } = parts(root);
  input.value = input.dataset.shown = "";
  input.focus();
  changed(root);
}

/** Typed text that chose nothing goes back to what was chosen; emptied text empties the choice. */
function settle(box) {
  close(box);
  if ("multiple" in box.root.dataset) {
    box.input.value = "";
  } else if (!box.input.value.trim() && chosen(box.root).length) {
    hiddenInputs(box.root)[0].value = "";
    box.input.dataset.shown = "";
    changed(box.root);
  } else {
    box.input.value = box.input.dataset.shown ?? "";
  }
}

const boxOf = (event) => {
  const root = event.target.closest?.("[data-combobox]");
  return root && parts(root);
};

document.addEventListener("input", (event) => {
  const box = boxOf(event);
  if (!box || event.target !== box.input) return;
  if (box.list.hidden) {
    box.list.hidden = false;
    box.input.setAttribute("aria-expanded", "true");
  }
  clearTimeout(timers.get(box.root));
  timers.set(box.root, setTimeout(() => refresh(box, box.input.value.trim()), box.root.dataset.source ? DELAY : 0));
});

document.addEventListener("mousedown", (event) => {
  const box = boxOf(event);
  if (box && event.target.closest('[role="option"]')) event.preventDefault(); // the focus stays in the input
});

document.addEventListener("click", (event) => {
  const box = boxOf(event);
  if (!box) return;
  const option = event.target.closest('[role="option"]');
  if (option) return choose(box, option);
  if (event.target.closest(".combobox-clear")) return clear(box.root);
  const chipButton = event.target.closest(".chip > button");
  if (chipButton) {
    chipButton.closest(".chip").remove();
    box.input.focus();
    return changed(box.root);
  }
  if (event.target === box.input) open(box);
});

document.addEventListener("keydown", (event) => {
  const box = boxOf(event);
  if (!box || event.target !== box.input) return;
  const isOpen = !box.list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    isOpen ? box.move(event.key === "ArrowDown" ? 1 : -1) : open(box);
  } else if (event.key === "Enter" && isOpen) {
    event.preventDefault();
    if (box.current) choose(box, box.current);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    event.stopPropagation();
    settle(box);
  } else if (event.key === "Backspace" && !box.input.value && "multiple" in box.root.dataset) {
    [...box.root.querySelectorAll(".chip")].at(-1)?.remove();
    changed(box.root);
  }
}, true);

document.addEventListener("focusin", (event) => {
  const box = boxOf(event);
  if (box && event.target === box.input) box.input.dataset.shown ??= box.input.value;
});

document.addEventListener("focusout", (event) => {
  const box = boxOf(event);
  if (box && event.target === box.input && !box.root.contains(event.relatedTarget)) settle(box);
});
