// htmx: the CSRF token on every request, and a word when the server cannot be reached.
import { toast } from "./toast.js";

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrfToken();
});

// Forms with errors (409, 422) are swapped like any answer; other errors only when the server says where to.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status < 400) return;
  const placed = [409, 422].includes(xhr.status) || xhr.getResponseHeader("HX-Retarget");
  event.detail.shouldSwap = Boolean(placed);
  if (placed) event.detail.isError = false;
  else toast("Something went wrong in Kith. Try again.", { harm: true });
});

document.addEventListener("htmx:sendError", () => {
  toast("Kith cannot be reached. Check the connection and try again.", { harm: true });
});

document.addEventListener("htmx:afterSwap", (event) => {
  const wanted = event.detail.target.querySelector?.("[autofocus]");
  wanted?.focus();
});

/** A form post outside htmx's forms: what it answers is not needed. */
export const post = (url, values = {}) =>
  fetch(url, { method: "POST", headers: { "X-CSRF-Token": csrfToken() }, body: new URLSearchParams(values) });
