// The look of a comparison: what went on one ground, what came on another, and a sign at each line besides the colour.

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const REMOVED = "&.cm-merge-a .cm-changedLine, .cm-deletedChunk, &.cm-merge-b .cm-deletedChunk";
const REMOVED_TEXT = "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText";
const ADDED = "&.cm-merge-b .cm-changedLine, .cm-insertedLine";

/** Underlined rather than on a stronger ground, on which the colours of the language would be hard to read. */
const strong = (token: string) => ({ background: "none", boxShadow: `inset 0 -2px var(${token})` });
const sign = (text: string, token: string) => ({ content: `"${text}"`, color: `var(${token})` });
/** What went stands in one block however many lines it has: one sign for each, cut off where the block ends. */
const REMOVED_SIGNS = { ...sign("\u2212\\A".repeat(400), "--bad"), whiteSpace: "pre" };

/** For read-only views made by @codemirror/merge. */
export const diffTheme: Extension = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "var(--gap) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 var(--gap)" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--panel)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3ch", padding: "0 4px 0 var(--gap)" },
  [REMOVED]: { backgroundColor: "var(--bad-soft)" },
  [ADDED]: { backgroundColor: "var(--ok-soft)" },
  [REMOVED_TEXT]: strong("--bad"),
  "&.cm-merge-b .cm-changedText": strong("--ok"),
  ".cm-deletedChunk": { paddingLeft: "var(--gap)" },
  ".cm-changeGutter": { width: "2ch", padding: "0", textAlign: "center" },
  "&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter": { background: "none", overflow: "hidden" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "none" },
  "&.cm-merge-a .cm-changedLineGutter::before, .cm-deletedLineGutter::before": REMOVED_SIGNS,
  "&.cm-merge-b .cm-changedLineGutter::before": sign("+", "--ok"),
  ".cm-collapsedLines": {
    padding: "4px var(--gap)",
    color: "var(--muted)",
    background: "var(--sunken)",
    font: "var(--small) / 1.5 var(--sans)",
  },
  ".cm-collapsedLines::before, .cm-collapsedLines::after": { content: "none" },
  ".cm-collapsedLines:hover": { color: "var(--ink)" },
});
