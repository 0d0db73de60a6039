// The editor's foot: the marks as a list of buttons, and a note on what Tab does.

import type { TabUse } from "./keys.ts";
import type { Mark } from "./marks.ts";

const NOTES: Record<TabUse, string> = {
  indents: "Tab indents. Esc, then Tab leaves the editor (Ctrl+M toggles).",
  "leaves once": "Tab now leaves the editor; any other key stays.",
  leaves: "Tab leaves the editor. Ctrl+M makes it indent again.",
};

let made = 0;

/** The foot's elements, and what changes in them. */
export interface Foot {
  dom: HTMLElement;
  /** The id of the note, for `aria-describedby`. */
  noteId: string;
  setTabUse(use: TabUse): void;
  setMarks(marks: readonly Mark[]): void;
}

/** Makes a foot; `onMark` is called with the line of a mark that was pressed. */
export function createFoot(onMark: (line: number) => void): Foot {
  const dom = document.createElement("div");
  dom.className = "editor-foot";

  const list = document.createElement("ul");
  list.className = "editor-marks";
  list.setAttribute("aria-label", "Marked lines");
  list.hidden = true;

  const note = document.createElement("p");
  note.className = "editor-note";
  note.id = `editor-note-${(made += 1)}`;
  note.textContent = NOTES.indents;

  dom.append(list, note);
  let shown = "";
  return {
    dom,
    noteId: note.id,
    setTabUse(use) {
      note.textContent = NOTES[use];
    },
    setMarks(marks) {
      const key = JSON.stringify(marks);
      if (key === shown) return;
      shown = key;
      list.hidden = marks.length === 0;
      list.replaceChildren(...marks.map((mark) => markItem(mark, onMark)));
    },
  };
}

function markItem({ line, message }: Mark, onMark: (line: number) => void): HTMLElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const where = document.createElement("span");
  where.className = "editor-mark-line";
  where.textContent = `Line ${line}: `;
  button.append(where, message);
  button.addEventListener("click", () => onMark(line));
  item.append(button);
  return item;
}
