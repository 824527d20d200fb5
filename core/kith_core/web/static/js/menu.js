// Menus are native popovers (`popovertarget`): here they are put beside their button and walked with the arrow keys.
const GAP = 4;

function place(menu, button) {
  const anchor = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP + height <= innerHeight || anchor.top < height;
  const left = anchor.left + width + 8 <= innerWidth ? anchor.left : anchor.right - width;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${below ? anchor.bottom + GAP : anchor.top - GAP - height}px`;
}

const items = (menu) => [...menu.querySelectorAll("a[href], button:not(:disabled), input:not([type=hidden])")];

document.addEventListener(
  "toggle",
  (event) => {
    const menu = event.target;
    if (!menu.matches?.("[popover].menu")) return;
    const button = document.querySelector(`[popovertarget="${menu.id}"]`);
    const open = event.newState === "open";
    button?.setAttribute("aria-expanded", String(open));
    if (!open || !button) return;
    place(menu, button);
    (menu.querySelector("[autofocus]") ?? items(menu)[0])?.focus({ preventScroll: true });
  },
  true,
);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("[popover].menu");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key) || event.target.closest("[role=combobox], textarea")) return;
  const all = items(menu);
  const step = event.key === "ArrowDown" ? 1 : -1;
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length]?.focus();
  event.preventDefault();
});
