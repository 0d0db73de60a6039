// The keys that the editor answers in its own way: Run, Tab as indentation, and the ways out of it.

import { indentLess, indentMore } from "@codemirror/commands";
import { getIndentUnit } from "@codemirror/language";
import { countColumn, EditorSelection, Prec, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

/** What Tab does: it indents, leaves the editor once (after Esc), or always (after Ctrl+M). */
export type TabUse = "indents" | "leaves once" | "leaves";

/** Esc lasts until the next key, however long the reader takes; CodeMirror wants milliseconds. */
const UNTIL_NEXT_KEY = 24 * 60 * 60 * 1000;

/** Ctrl/Cmd+Enter calls `onRun`, and is kept from everything else. */
export function runKey(onRun: () => void): Extension {
  const run = () => {
    onRun();
    return true;
  };
  return Prec.highest(
    keymap.of(["Mod-Enter", "Ctrl-Enter"].map((key) => ({ key, run, preventDefault: true, stopPropagation: true }))),
  );
}

/** Tab indents; Esc lets the next Tab out, Ctrl+M every one. `onUse` is told what Tab does from now on. */
export function tabKeys(onUse: (use: TabUse) => void): Extension {
  let use: TabUse = "indents";
  const become = (next: TabUse) => {
    if (next === use) return;
    use = next;
    onUse(next);
  };
  return [
    EditorView.domEventObservers({
      keydown(event) {
        if (use === "leaves once" && !["Escape", "Tab", "Shift"].includes(event.key)) become("indents");
      },
      blur(_, view) {
        if (use !== "leaves once") return;
        view.setTabFocusMode(false);
        become("indents");
      },
    }),
    keymap.of([
      { key: "Tab", run: indent, shift: indentLess },
      {
        key: "Ctrl-m",
        run(view) {
          const out = use !== "leaves";
          view.setTabFocusMode(out);
          become(out ? "leaves" : "indents");
          view.dispatch({
            effects: EditorView.announce.of(out ? "Tab leaves the editor." : "Tab indents."),
          });
          return true;
        },
      },
    ]),
    // After every other use of Esc (closing a list, going back to one cursor).
    Prec.lowest(
      keymap.of([
        {
          key: "Escape",
          run(view) {
            if (use === "leaves") return false;
            become("leaves once");
            // After CodeMirror's own answer to the key, which lets Tab out for two seconds only. The key is not kept from
            // the page, where it stops a run.
            queueMicrotask(() => view.setTabFocusMode(UNTIL_NEXT_KEY));
            return false;
          },
        },
      ]),
    ),
  ];
}

/** Fills up to the next indentation stop at the cursor, or indents the selected lines. */
function indent(view: EditorView): boolean {
  const { state } = view;
  if (state.readOnly) return false;
  if (state.selection.ranges.some((range) => !range.empty)) return indentMore(view);
  const unit = getIndentUnit(state);
  view.dispatch(
    state.changeByRange(({ head }) => {
      const line = state.doc.lineAt(head);
      const column = countColumn(line.text, state.tabSize, head - line.from);
      const insert = " ".repeat(unit - (column % unit));
      return { changes: { from: head, insert }, range: EditorSelection.cursor(head + insert.length) };
    }),
    { scrollIntoView: true, userEvent: "input.indent" },
  );
  return true;
}
