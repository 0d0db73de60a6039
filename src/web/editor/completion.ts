// Completion as modest as an interview's: the language's own words and those already in the text, nothing chosen until
// the writer chooses, so that Enter always ends a line.

import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

/** Letters typed before the list comes by itself; Ctrl+Space asks for it sooner. */
const UNASKED_FROM = 3;
/** Beyond this many characters the text's own words are left out: finding them would cost a key stroke its frame. */
const SCANNED = 100_000;

const WORD = /[A-Za-z_]\w*/g;

/** Offers the space-separated `words` of a language, and the words of the text. */
export function completeWords(words: string): Extension {
  const own = new Set(words.split(" "));
  return [
    autocompletion({
      override: [(context) => complete(context, own)],
      selectOnOpen: false,
      icons: false,
      defaultKeymap: false,
      maxRenderedOptions: 30,
    }),
    keys,
  ];
}

function complete(context: CompletionContext, own: Set<string>): CompletionResult | null {
  const typed = context.matchBefore(/\w+/);
  const from = typed?.from ?? context.pos;
  const prefix = typed?.text ?? "";
  const asked = context.explicit;
  if (!asked && (prefix.length < UNASKED_FROM || inProse(context))) return null;
  const found = new Map<string, Completion>();
  for (const label of own) {
    if (label.startsWith(prefix)) found.set(label, { label, type: "keyword" });
  }
  if (context.state.doc.length <= SCANNED) {
    for (const match of context.state.doc.toString().matchAll(WORD)) {
      const [label] = match;
      if (match.index !== from && label.length >= UNASKED_FROM && label.startsWith(prefix) && !found.has(label)) {
        found.set(label, { label, type: "text" });
      }
    }
  }
  // The whole word is typed: a list would be in the way of the next key.
  if (found.size === 0 || (!asked && found.has(prefix))) return null;
  return { from, options: [...found.values()], filter: false };
}

/** Whether the cursor stands in a string or a comment. */
function inProse(context: CompletionContext): boolean {
  return /string|comment/i.test(syntaxTree(context.state).resolveInner(context.pos, -1).name);
}

/** Tab takes the chosen word, or the first when none is. */
function takeWithTab(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

const keys = Prec.highest(
  keymap.of([
    { key: "Ctrl-Space", run: startCompletion },
    { key: "Escape", run: closeCompletion },
    { key: "ArrowDown", run: moveCompletionSelection(true) },
    { key: "ArrowUp", run: moveCompletionSelection(false) },
    { key: "PageDown", run: moveCompletionSelection(true, "page") },
    { key: "PageUp", run: moveCompletionSelection(false, "page") },
    { key: "Enter", run: acceptCompletion },
    { key: "Tab", run: takeWithTab },
  ]),
);
