// What the palette and the combobox share: walking a list of options while the focus stays in the input.
export class Listbox {
  constructor(input, list) {
    this.input = input;
    this.list = list;
  }

  get options() {
    return [...this.list.querySelectorAll('[role="option"]')];
  }

  get current() {
    return this.list.querySelector('[role="option"].focused');
  }

  focus(option) {
    this.current?.classList.remove("focused");
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.id ||= `option-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    option.classList.add("focused");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  move(step) {
    const options = this.options.filter((option) => !option.hidden);
    if (!options.length) return;
    const index = options.indexOf(this.current);
    this.focus(options[(index + step + options.length) % options.length] ?? options[0]);
  }
}
