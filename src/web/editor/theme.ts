// The look of CodeMirror in the page's own tokens. They hold both themes (`light-dark()`), so there is one theme here;
// CodeMirror believes it to be light, and each colour that it would choose for that is said again.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** A colour laid over whatever is below it: the active line must not hide the selection. */
const over = (token: string, percent: number) => `color-mix(in srgb, var(${token}) ${percent}%, transparent)`;

const surface = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)", fontSize: "var(--small)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "var(--gap) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 var(--gap)" },
  ".cm-gutters": { color: "var(--muted)", backgroundColor: "var(--panel)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3ch", padding: "0 var(--gap) 0 4px" },
  ".cm-activeLineGutter": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: over("--muted", 9) },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--accent)", marginLeft: "-1px" },
  ".cm-selectionBackground": { background: over("--muted", 20) },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: over("--info", 26) },
  ".cm-selectionMatch": { backgroundColor: over("--info", 14) },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--bad)" },
  ".cm-specialChar": { color: "var(--bad)" },
});

const found = EditorView.theme({
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--bg)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-searchMatch": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  ".cm-searchMatch-selected, .cm-searchMatch-selected *": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
});

const lists = EditorView.theme({
  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--bg)",
    border: "1px solid var(--edge)",
    borderRadius: "4px",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", minWidth: "16ch", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 12px 2px 8px", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: "var(--ink)",
    background: "var(--accent-soft)",
    boxShadow: "inset 2px 0 var(--accent)",
  },
  ".cm-completionMatchedText": { textDecoration: "none" },
});

const marked = EditorView.theme({
  ".cm-gutter-lint": { width: "16px" },
  ".cm-gutter-lint .cm-gutterElement": { display: "grid", placeContent: "center", padding: "0" },
  // A square, as everywhere for what failed.
  ".cm-lint-marker-error": { content: '""', width: "8px", height: "8px", background: "var(--bad)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    padding: "0",
    textDecoration: "underline wavy var(--bad) 1px",
    textUnderlineOffset: "3px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--bad)" },
  ".cm-diagnostic": { padding: "6px 10px", margin: "0", maxWidth: "64ch", font: "var(--small) / 1.5 var(--mono)" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
});

// Where the reader chooses the colours, or wants nothing to blink.
const preferences = EditorView.theme({
  "@media (forced-colors: active)": {
    ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
      forcedColorAdjust: "none",
      background: "Highlight",
      opacity: "0.5",
    },
    ".cm-activeLine": { outline: "1px solid GrayText", outlineOffset: "-1px" },
    ".cm-searchMatch-selected": { outline: "2px solid Highlight" },
    ".cm-lint-marker-error": { forcedColorAdjust: "none", background: "CanvasText" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": {
      forcedColorAdjust: "none",
      color: "HighlightText",
      background: "Highlight",
    },
  },
  "@media (prefers-reduced-motion: reduce)": {
    ".cm-cursorLayer": { animation: "none !important" },
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.self], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.character], color: "var(--ok)" },
  { tag: tags.comment, color: "var(--muted)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], color: "var(--info)" },
  { tag: [tags.meta, tags.attributeName], color: "var(--muted)" },
  // Shell: the variables, `$name`, which its grammar calls definitions, and backquotes.
  { tag: tags.definition(tags.variableName), color: "var(--ink)" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

/** The colours of the languages alone, for text that is shown but not edited. */
export const highlighting: Extension = syntaxHighlighting(colours);

/** Everything that gives the editor its look; of two rules the one that comes first here holds. */
export const theme: Extension = [preferences, surface, found, lists, marked, highlighting];
