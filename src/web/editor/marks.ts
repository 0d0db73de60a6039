// Marks: what a run said of a line. CodeMirror's lint draws them; the foot lists them for everyone else.

import { forEachDiagnostic, lintGutter, setDiagnostics, setDiagnosticsEffect, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Extension, Transaction, TransactionSpec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";

/** What is wrong at a line, counted from 1. */
export interface Mark {
  line: number;
  message: string;
}

/** The gutter of marks, and F8, which goes from one to the next and says it. */
export const markExtensions: Extension = [lintGutter(), keymap.of([{ key: "F8", run: goToNextMark }])];

/** Replaces the marks of `state`. Lines that the text doesn't have go to its nearest. */
export function replaceMarks(state: EditorState, marks: readonly Mark[]): TransactionSpec {
  const diagnostics = marks.map(({ line, message }): Diagnostic => {
    const { from, to, text } = state.doc.line(clampLine(state, line));
    const start = from + (/\S/.exec(text)?.index ?? 0);
    return { from: start, to, severity: "error", message };
  });
  return setDiagnostics(state, diagnostics);
}

/** The marks of `state`, at the lines where edits have moved them, in the order of the text. */
export function currentMarks(state: EditorState): Mark[] {
  const marks: Mark[] = [];
  forEachDiagnostic(state, ({ message }, from) => marks.push({ line: state.doc.lineAt(from).number, message }));
  return marks.sort((a, b) => a.line - b.line);
}

/** Whether `transaction` set marks. */
export function setsMarks(transaction: Transaction): boolean {
  return transaction.effects.some((effect) => effect.is(setDiagnosticsEffect));
}

/** The transaction that puts the cursor at the first character of `line`, in the middle of the view. */
export function cursorAtLine(state: EditorState, line: number): TransactionSpec {
  const { from, text } = state.doc.line(clampLine(state, line));
  const anchor = from + (/\S/.exec(text)?.index ?? 0);
  return {
    selection: { anchor },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    userEvent: "select",
  };
}

function clampLine(state: EditorState, line: number): number {
  return Math.min(Math.max(Math.trunc(line) || 1, 1), state.doc.lines);
}

function goToNextMark(view: EditorView): boolean {
  const marks = currentMarks(view.state);
  const here = view.state.doc.lineAt(view.state.selection.main.head).number;
  const next = marks.find(({ line }) => line > here) ?? marks[0];
  if (!next) return false;
  view.dispatch(cursorAtLine(view.state, next.line));
  view.dispatch({ effects: EditorView.announce.of(`Line ${next.line}: ${next.message}`) });
  return true;
}
