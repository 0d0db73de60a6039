// Find and replace: CodeMirror's search behind a panel in our own words that counts what it found.

import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  replaceAll,
  replaceNext,
  SearchQuery,
  selectMatches,
  setSearchQuery,
} from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import { runScopeHandlers, type Command, type EditorView, type Panel } from "@codemirror/view";

/** Counting stops here: it is done at each step, and a reader needs no higher number. */
const COUNTED = 1000;

/** The panel that Ctrl/Cmd+F opens. */
export function createSearchPanel(view: EditorView): Panel {
  const field = textField("search", "Find");
  field.setAttribute("main-field", "true");
  const replacement = textField("replace", "Replace with");
  const caseSensitive = checkBox("Match case");
  const wholeWord = checkBox("Whole word");
  const regexp = checkBox("Regex");
  const count = document.createElement("span");
  count.className = "editor-find-count";
  count.setAttribute("role", "status");

  const button = (text: string, command: Command) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => command(view));
    return made;
  };
  const close = button("Close", closeSearchPanel);
  close.className = "quiet editor-find-close";

  const replaceRow = row(replacement, button("Replace", replaceNext), button("Replace all", replaceAll));
  const previous = button("\u2191", findPrevious);
  previous.setAttribute("aria-label", "Previous match");
  const next = button("\u2193", findNext);
  next.setAttribute("aria-label", "Next match");

  const dom = document.createElement("div");
  dom.className = "editor-find";
  dom.setAttribute("role", "search");
  dom.append(
    row(field, previous, next, count, close),
    replaceRow,
    row(caseSensitive.label, wholeWord.label, regexp.label, button("Select all", selectMatches)),
  );

  function commit(): void {
    const query = new SearchQuery({
      search: field.value,
      replace: replacement.value,
      caseSensitive: caseSensitive.box.checked,
      wholeWord: wholeWord.box.checked,
      regexp: regexp.box.checked,
    });
    if (!query.eq(getSearchQuery(view.state))) view.dispatch({ effects: setSearchQuery.of(query) });
  }

  function show(state: EditorState): void {
    const query = getSearchQuery(state);
    // Writing the same value again would move the cursor in the field.
    if (field.value !== query.search) field.value = query.search;
    if (replacement.value !== query.replace) replacement.value = query.replace;
    caseSensitive.box.checked = query.caseSensitive;
    wholeWord.box.checked = query.wholeWord;
    regexp.box.checked = query.regexp;
    replaceRow.hidden = state.readOnly;
    const text = countText(state, query);
    if (count.textContent !== text) count.textContent = text;
  }

  dom.addEventListener("input", commit);
  dom.addEventListener("keydown", (event) => {
    if (runScopeHandlers(view, event, "search-panel")) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(view);
    } else if (event.key === "Enter" && event.target === replacement) {
      event.preventDefault();
      replaceNext(view);
    }
  });
  show(view.state);
  return {
    dom,
    top: true,
    mount: () => field.select(),
    update(update) {
      const asked = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(setSearchQuery)));
      const readOnly = update.state.readOnly !== update.startState.readOnly;
      if (asked || readOnly || update.docChanged || update.selectionSet) show(update.state);
    },
  };
}

/** "3 of 12" when a match is selected, else how many there are. */
function countText(state: EditorState, query: SearchQuery): string {
  if (query.search === "") return "";
  if (!query.valid) return "not a valid regex";
  const { from, to } = state.selection.main;
  const matches = query.getCursor(state);
  let found = 0;
  let current = 0;
  for (let next = matches.next(); !next.done && found < COUNTED; next = matches.next()) {
    found += 1;
    if (next.value.from === from && next.value.to === to) current = found;
  }
  if (found === 0) return "no match";
  const all = found === COUNTED ? `${COUNTED} or more` : String(found);
  if (current > 0) return `${current} of ${all}`;
  return found === 1 ? "1 match" : `${all} matches`;
}

function row(...children: Node[]): HTMLElement {
  const made = document.createElement("div");
  made.className = "editor-find-row";
  made.append(...children);
  return made;
}

function textField(name: string, label: string): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "text";
  made.name = name;
  made.placeholder = label;
  made.setAttribute("aria-label", label);
  made.autocomplete = "off";
  made.spellcheck = false;
  made.className = "mono";
  return made;
}

function checkBox(text: string): { label: HTMLLabelElement; box: HTMLInputElement } {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  label.append(box, text);
  return { label, box };
}
