// Ctrl-K: jump to any list, record, page or action. The server draws the results; Enter follows the focused link.
import { Listbox } from "./listbox.js";

const dialog = () => document.getElementById("palette");
const parts = () => new Listbox(dialog().querySelector("input"), dialog().querySelector("[role=listbox]"));

export function openPalette() {
  if (!dialog() || dialog().open) return;
  dialog().showModal();
  const { input } = parts();
  input.select();
  htmx.trigger(input, "palette:open");
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette]")) openPalette();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openPalette();
  }
  if (!event.target.closest?.("#palette")) return;
  const listbox = parts();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    listbox.move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    listbox.current?.click();
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "palette-results") return;
  const listbox = parts();
  listbox.focus(listbox.options[0]);
});
