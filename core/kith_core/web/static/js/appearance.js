// Theme, collapsed sidebar, and the drawer that the sidebar is on phones.
import { post } from "./requests.js";

const root = document.documentElement;

function chooseTheme(button) {
  root.dataset.theme = button.value;
  for (const other of document.querySelectorAll("[data-theme-choice]")) {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  }
  post("/account/appearance", { theme: button.value });
}

function toggleSidebar(button) {
  const closed = root.dataset.sidebar !== "closed";
  root.dataset.sidebar = closed ? "closed" : "open";
  button.setAttribute("aria-expanded", String(!closed));
  button.setAttribute("aria-label", closed ? "Show the whole sidebar" : "Make the sidebar small");
  post("/account/appearance", { sidebar: closed ? "closed" : "open" });
}

function setDrawer(open) {
  root.dataset.drawer = open ? "open" : "closed";
  document.querySelector("[data-drawer-open]")?.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector("#sidebar a")?.focus();
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-choice]");
  if (theme) return chooseTheme(theme);
  const collapse = event.target.closest("[data-sidebar-toggle]");
  if (collapse) return toggleSidebar(collapse);
  if (event.target.closest("[data-drawer-open]")) return setDrawer(true);
  if (root.dataset.drawer === "open" && !event.target.closest("#sidebar")) setDrawer(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.drawer === "open") {
    setDrawer(false);
    document.querySelector("[data-drawer-open]")?.focus();
  }
});
