// Two texts compared, read only: side by side where there is room, else one below the other line by line.

import { Chunk, MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, Text, type Extension } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { diffTheme } from "./diff-theme.ts";
import { languageSupport, type Language } from "./language.ts";
import { highlighting } from "./theme.ts";

/** What is compared. */
export interface DiffOptions {
  parent: HTMLElement;
  before: string;
  after: string;
  language: Language;
  /** What the two are called: "Starter", "Yours". */
  labels: [string, string];
}

/** CSS pixels of the comparison's own width from which both texts stand side by side. */
const SIDE_BY_SIDE_FROM = 900;
const COLLAPSE = { margin: 3, minSize: 4 };
/** CodeMirror's own default, said here because the count in the heading must come from the same comparison. */
const DIFF = { scanLimit: 500 };

/** Puts a comparison into `options.parent`. */
export function createDiff(options: DiffOptions): { destroy(): void } {
  const dom = document.createElement("section");
  dom.className = "editor-diff";
  const body = document.createElement("div");
  body.className = "editor-diff-body";
  const all = document.createElement("button");
  all.type = "button";
  all.className = "quiet";
  all.textContent = "Show unchanged lines";
  all.setAttribute("aria-pressed", "false");
  dom.append(heading(options, all));
  dom.setAttribute("aria-label", `${options.labels[0]} compared with ${options.labels[1]}`);
  options.parent.append(dom);
  dom.append(body);
  if (options.before === options.after) {
    const view = new EditorView({
      doc: options.after,
      extensions: readOnlyText(options.language, options.labels[1]),
      parent: body,
    });
    return {
      destroy() {
        view.destroy();
        dom.remove();
      },
    };
  }

  let wide: boolean | null = null;
  let view: { destroy(): void } | null = null;

  function draw(): void {
    view?.destroy();
    body.replaceChildren();
    const collapse = all.getAttribute("aria-pressed") === "false";
    view = wide ? sideBySide(options, body, collapse) : unified(options, body, collapse);
    dom.classList.toggle("wide", wide === true);
  }

  all.addEventListener("click", () => {
    all.setAttribute("aria-pressed", String(all.getAttribute("aria-pressed") === "false"));
    draw();
  });
  const observer = new ResizeObserver(() => {
    const now = dom.clientWidth >= SIDE_BY_SIDE_FROM;
    if (now === wide) return;
    wide = now;
    draw();
  });
  observer.observe(dom);
  return {
    destroy() {
      observer.disconnect();
      view?.destroy();
      dom.remove();
    },
  };
}

function sideBySide(options: DiffOptions, parent: HTMLElement, collapse: boolean): MergeView {
  const [before, after] = options.labels;
  return new MergeView({
    a: { doc: options.before, extensions: readOnlyText(options.language, before) },
    b: { doc: options.after, extensions: readOnlyText(options.language, after) },
    parent,
    diffConfig: DIFF,
    ...(collapse && { collapseUnchanged: COLLAPSE }),
  });
}

function unified(options: DiffOptions, parent: HTMLElement, collapse: boolean): EditorView {
  const [before, after] = options.labels;
  return new EditorView({
    doc: options.after,
    extensions: [
      readOnlyText(options.language, `${after}, with what it replaced of ${before}`),
      unifiedMergeView({
        original: options.before,
        mergeControls: false,
        diffConfig: DIFF,
        ...(collapse && { collapseUnchanged: COLLAPSE }),
      }),
    ],
    parent,
  });
}

function readOnlyText(language: Language, label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    languageSupport(language),
    lineNumbers(),
    highlighting,
    diffTheme,
    // Said to be reachable by keys, which it is: not every checker sees that of what can be edited.
    EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
  ];
}

/** What the two are called, under the signs of their lines, and how many lines each has of its own. */
function heading({ before, after, labels }: DiffOptions, all: HTMLElement): HTMLElement {
  const head = document.createElement("div");
  head.className = "editor-diff-head";
  if (before === after) {
    head.textContent = `“${labels[0]}” and “${labels[1]}” are the same.`;
    return head;
  }
  const [removed, added] = ownLines(before, after);
  head.append(side("\u2212", labels[0], removed), side("+", labels[1], added), all);
  return head;
}

function side(sign: string, label: string, lines: number): HTMLElement {
  const made = document.createElement("span");
  const count = document.createElement("span");
  count.className = "muted";
  count.textContent = lines === 1 ? " 1 line" : ` ${lines} lines`;
  made.append(`${sign} ${label}`, count);
  return made;
}

/** How many lines only the first text has, and only the second. */
function ownLines(before: string, after: string): [number, number] {
  const a = Text.of(before.split("\n"));
  const b = Text.of(after.split("\n"));
  let removed = 0;
  let added = 0;
  for (const { fromA, toA, endA, fromB, toB, endB } of Chunk.build(a, b, DIFF)) {
    if (fromA < toA) removed += lineSpan(a, fromA, endA);
    if (fromB < toB) added += lineSpan(b, fromB, endB);
  }
  return [removed, added];
}

function lineSpan(text: Text, from: number, to: number): number {
  return text.lineAt(to).number - text.lineAt(from).number + 1;
}
