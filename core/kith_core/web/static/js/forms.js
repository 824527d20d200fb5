// Forms: no second submit, a warning before typed text is lost, copying a secret.
import { toast } from "./toast.js";

const dirty = new Set();
const guarded = (event) => event.target.closest?.("form[data-guard]");

for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const form = guarded(event);
    if (form && event.isTrusted !== false) dirty.add(form);
  });
}

document.addEventListener("submit", (event) => {
  dirty.delete(event.target);
  if (event.target.matches("[data-busy]")) return event.preventDefault();
  if (event.target.method !== "post" || event.target.closest("[hx-post], [hx-patch], [hx-delete], [hx-put]")) return;
  event.target.dataset.busy = "";
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
});

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  toast("Copied");
});
