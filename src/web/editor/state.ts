// A text's state: every extension the editor has, put together.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";
import { runKey, tabKeys, type TabUse } from "./keys.ts";
import { languageSupport, type Language } from "./language.ts";
import { markExtensions } from "./marks.ts";
import { createSearchPanel } from "./search-panel.ts";
import { theme } from "./theme.ts";

/** What a state calls, and how it names itself. */
export interface Wiring {
  label: string;
  /** The id of the element that says how to leave. */
  describedBy: string;
  onRun(): void;
  onTabUse(use: TabUse): void;
  onUpdate(update: ViewUpdate): void;
}

export const languageSlot = new Compartment();
export const readOnlySlot = new Compartment();

/** A tab is as wide as the terminal's, and as Python counts it. */
const TAB_SIZE = 8;

/** Everything that an editor's texts have in common; made once for each editor, for Tab's use is the editor's. */
export function commonExtensions(wiring: Wiring): Extension {
  return [
    runKey(wiring.onRun),
    EditorState.tabSize.of(TAB_SIZE),
    EditorState.allowMultipleSelections.of(true),
    EditorView.clickAddsSelectionRange.of(addsCursor),
    markExtensions,
    lineNumbers(),
    history(),
    drawSelection(),
    dropCursor(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    highlightSpecialChars(),
    search({ top: true, createPanel: createSearchPanel }),
    tabKeys(wiring.onTabUse),
    keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    theme,
    EditorView.contentAttributes.of({
      "aria-label": wiring.label,
      "aria-describedby": wiring.describedBy,
      // Said to be reachable by keys, which it is: not every checker sees that of what can be edited.
      tabindex: "0",
    }),
    EditorView.updateListener.of(wiring.onUpdate),
  ];
}

/** The state of `text`, with an empty undo history. */
export function newState(common: Extension, text: string, language: Language, readOnly: boolean): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      common,
      languageSlot.of(languageSupport(language)),
      readOnlySlot.of(EditorState.readOnly.of(readOnly)),
    ],
  });
}

/** Alt as in most editors; Ctrl as in the others, Cmd on a Mac, where Ctrl+click asks for the menu. */
function addsCursor(event: MouseEvent): boolean {
  return event.altKey || (/Mac|iPhone|iPad/.test(navigator.platform) ? event.metaKey : event.ctrlKey);
}
