// What the editor knows of each language: its grammar, how it is indented, and the words offered while typing.

import { javascriptLanguage } from "@codemirror/lang-javascript";
import { pythonLanguage } from "@codemirror/lang-python";
import { indentUnit, StreamLanguage } from "@codemirror/language";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import type { Extension } from "@codemirror/state";
import { completeWords } from "./completion.ts";

/** The languages of an answer. A WASI module is bytes: it has no text, and the editor no grammar for it. */
export type Language = "python" | "javascript" | "shell" | "wasi";

const shellLanguage = StreamLanguage.define(shell);

const PYTHON_WORDS =
  "False None True and as assert async await break case class continue def del elif else except finally for from " +
  "global if import in is lambda match nonlocal not or pass raise return try while with yield " +
  "abs all any bool bytes chr dict dir divmod enumerate filter float format frozenset getattr hasattr hash hex " +
  "input int isinstance iter len list map max min next object open ord pow print range repr reversed round " +
  "set slice sorted str sum super tuple type zip " +
  "Exception FileNotFoundError IndexError KeyError NotADirectoryError OSError PermissionError StopIteration ValueError";

const JAVASCRIPT_WORDS =
  "async await break case catch class const continue debugger default delete else export extends false finally for " +
  "from function get if import in instanceof let new null of return set static super switch this throw true try " +
  "typeof undefined var void while yield " +
  "Array Boolean Date Error Infinity JSON Map Math Number Object Promise RegExp Set String Symbol " +
  "Uint8Array TextDecoder TextEncoder console process require";

const SHELL_WORDS =
  "break case continue declare do done echo elif else esac eval exec exit export fi for function getopts if in local " +
  "printf pwd read readarray return set shift source test then trap true false type unset until wait while " +
  "awk basename cat cut date dirname find grep head join jq ls mkdir paste rev sed seq sort tac tail tee tr uniq wc " +
  "xargs";

/** The extensions that make the editor speak `language`. */
export function languageSupport(language: Language): Extension {
  switch (language) {
    case "python":
      return [pythonLanguage, indentUnit.of("    "), completeWords(PYTHON_WORDS)];
    case "javascript":
      return [javascriptLanguage, indentUnit.of("  "), completeWords(JAVASCRIPT_WORDS)];
    case "shell":
      return [shellLanguage, indentUnit.of("  "), completeWords(SHELL_WORDS)];
    case "wasi":
      return [];
  }
}
