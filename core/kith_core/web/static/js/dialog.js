// Native dialogs. `data-dialog="id"` opens one of the page; what htmx swaps into #dialog or #panel opens by itself.
const LOADED = ["dialog", "panel"];

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) return document.getElementById(opener.dataset.dialog)?.showModal();
  const dialog = event.target.closest("dialog");
  if (!dialog) return;
  const outside = event.target === dialog && !within(dialog, event);
  if (outside || event.target.closest("[data-close]")) dialog.close();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.detail.target;
  if (LOADED.includes(dialog.id) && dialog.childElementCount && !dialog.open) dialog.showModal();
});

// The server closes a dialog with the response header `HX-Trigger: kith:close`.
document.addEventListener("kith:close", () => {
  for (const id of LOADED) document.getElementById(id)?.close();
});

document.addEventListener(
  "close",
  (event) => {
    if (LOADED.includes(event.target.id)) event.target.replaceChildren();
  },
  true,
);

function within(dialog, { clientX, clientY, detail }) {
  if (!detail) return true; // a key, not a pointer
  const box = dialog.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}
