// The code editor of an exercise: CodeMirror 6 under our own look, keys and words.

import { isolateHistory } from "@codemirror/commands";
import { EditorState, Text, Transaction, type StateEffect, type TransactionSpec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { createFoot } from "./foot.ts";
import { languageSupport, type Language } from "./language.ts";
import { currentMarks, cursorAtLine, replaceMarks, setsMarks, type Mark } from "./marks.ts";
import { commonExtensions, languageSlot, newState, readOnlySlot } from "./state.ts";

export { createDiff } from "./diff.ts";
export type { DiffOptions } from "./diff.ts";
export type { Language, Mark };

/** What an editor is made with. */
export interface EditorOptions {
  parent: HTMLElement;
  text: string;
  language: Language;
  readOnly?: boolean;
  /** The accessible name. */
  label: string;
  /** Called with the whole text after every change of the writer's, undo and `setText`; not after `show`. */
  onChange(text: string): void;
  /** Called on Ctrl/Cmd+Enter. */
  onRun(): void;
}

/** One editor, which shows one text at a time and remembers the others by key. */
export interface Editor {
  text(): string;
  /** Shows the text of `key`. Undo history, cursor and scroll are those that the key was left with. */
  show(text: string, language: Language, key: string): void;
  /** Replaces the text as one change that undo takes back. */
  setText(text: string): void;
  /** Replaces the marks of the text that is shown. */
  setMarks(marks: Mark[]): void;
  setReadOnly(on: boolean): void;
  focus(): void;
  /** Moves the cursor to a line, counted from 1, and the focus with it. */
  goTo(line: number): void;
  destroy(): void;
}

/** How a text was left when another came in its place. */
interface Left {
  state: EditorState;
  scroll: StateEffect<unknown>;
}

/** Puts an editor into `options.parent`. */
export function createEditor(options: EditorOptions): Editor {
  const left = new Map<string, Left>();
  let shownKey: string | null = null;
  let language = options.language;
  let readOnly = options.readOnly ?? false;

  const dom = document.createElement("div");
  dom.className = "editor";
  const foot = createFoot((line) => goTo(line));
  const common = commonExtensions({
    label: options.label,
    describedBy: foot.noteId,
    onRun: options.onRun,
    onTabUse: foot.setTabUse,
    onUpdate(update) {
      if (update.docChanged || update.transactions.some(setsMarks)) foot.setMarks(currentMarks(update.state));
      if (update.docChanged) options.onChange(update.state.doc.toString());
    },
  });
  const view = new EditorView({ state: newState(common, options.text, language, readOnly) });
  dom.append(view.dom, foot.dom);
  options.parent.append(dom);

  function goTo(line: number): void {
    view.dispatch(cursorAtLine(view.state, line));
    view.focus();
  }

  /** `state` as it is now to be shown: another text, language or permission since it was left is caught up with. */
  function caughtUp(state: EditorState, text: string): EditorState {
    const effects = [
      languageSlot.reconfigure(languageSupport(language)),
      readOnlySlot.reconfigure(EditorState.readOnly.of(readOnly)),
    ];
    return state.update({ ...replacement(state, text), effects }).state;
  }

  return {
    text: () => view.state.doc.toString(),
    show(text, nextLanguage, key) {
      // The page draws itself anew for many reasons; what is being typed, searched or completed goes on.
      if (key === shownKey && nextLanguage === language && view.state.doc.eq(Text.of(text.split("\n")))) return;
      if (shownKey !== null) left.set(shownKey, { state: view.state, scroll: view.scrollSnapshot() });
      const before = left.get(key);
      shownKey = key;
      language = nextLanguage;
      view.setState(before ? caughtUp(before.state, text) : newState(common, text, language, readOnly));
      if (before) view.dispatch({ effects: before.scroll });
      foot.setMarks(currentMarks(view.state));
    },
    setText(text) {
      view.dispatch(replacement(view.state, text));
    },
    setMarks(marks) {
      view.dispatch(replaceMarks(view.state, marks));
    },
    setReadOnly(on) {
      readOnly = on;
      view.dispatch({ effects: readOnlySlot.reconfigure(EditorState.readOnly.of(on)) });
    },
    focus: () => view.focus(),
    goTo,
    destroy() {
      view.destroy();
      dom.remove();
    },
  };
}

/** The change from what `state` holds to `text`, one step of its undo history; nothing when they are the same. */
function replacement(state: EditorState, text: string): TransactionSpec {
  const insert = state.toText(text);
  if (insert.eq(state.doc)) return {};
  return {
    changes: { from: 0, to: state.doc.length, insert },
    annotations: [isolateHistory.of("full"), Transaction.userEvent.of("replace")],
  };
}
