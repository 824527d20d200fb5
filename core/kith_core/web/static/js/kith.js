// The page's behaviour. Each module listens on the document, so what htmx swaps in later works without a start-up call.
import "./requests.js";
import "./appearance.js";
import "./menu.js";
import "./dialog.js";
import "./toast.js";
import "./palette.js";
import "./combobox.js";
import "./forms.js";
import "./shortcuts.js";
