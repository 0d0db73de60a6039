// Splits JavaScript into tokens, as far as finding its imports and exports needs: what is text, a comment or a regular
// expression is told apart from code, brackets are matched, and the bodies of functions are known.

export interface Token {
  kind: "name" | "punctuator" | "string" | "number" | "regex" | "template";
  start: number;
  end: number;
  text: string;
  /** How many brackets are open around it. */
  depth: number;
  /** How many bodies of functions are open around it. */
  functions: number;
  /** The line it begins on, from 0. */
  line: number;
  /** Of an opening bracket: the index of the token that closes it. */
  closedBy?: number;
}

export interface Tokens {
  tokens: Token[];
  /** Where a bracket closes that was never opened, or null. */
  unopened: number | null;
}

/** Keywords after which a slash begins a regular expression. */
export const BEFORE_EXPRESSION = new Set(
  "return typeof instanceof in of new delete void throw case do else yield await default extends".split(" "),
);
/** Keywords whose parentheses are followed by a statement, not by a function's body. */
const CONTROL = new Set("if for while switch with catch".split(" "));
const NAME = /[\p{ID_Start}$_#\\][\p{ID_Continue}$\u200c\u200d\\{}]*/uy;
const PLAIN_NAME = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d(?:[eE][+-]|[\w.])*/y;
const FLAGS = /[\w$]*/y;
const LINE_END = /[\n\r\u2028\u2029]/;
const COMMENT = /\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?(?:\*\/|$)/y;
const LONG = ["...", "=>", "++", "--", "?."];

interface Bracket {
  open: string;
  /** Its own token; null for the opening of a template's expression. */
  token: Token | null;
  /** The token before a parenthesis: `if (` is not a call. */
  control: boolean;
  /** After a block a slash begins a regular expression, after an object it divides. */
  block: boolean;
  body: boolean;
  template: boolean;
}

function matched(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

/**
 * Finds where the regular expression ends that begins at a slash; null when it doesn't end on its line. Where a search
 * without success has been, a later one gives up: all searches of a source together take linear time.
 */
function regexSearch(source: string): (start: number) => number | null {
  const OUTSIDE = 1;
  const IN_CLASS = 2;
  let tried: Uint8Array | null = null;
  return (start) => {
    let state = OUTSIDE;
    let at = start + 1;
    while (at < source.length && !LINE_END.test(source[at]) && !((tried?.[at] ?? 0) & state)) {
      const char = source[at];
      if (char === "/" && state === OUTSIDE) return at + 1 + (matched(FLAGS, source, at + 1)?.length ?? 0);
      if (char === "[") state = IN_CLASS;
      else if (char === "]") state = OUTSIDE;
      else if (char === "\\" && at + 1 < source.length && !LINE_END.test(source[at + 1])) at += 1;
      at += 1;
    }
    tried ??= new Uint8Array(source.length);
    const end = at;
    state = OUTSIDE;
    for (at = start + 1; at < end; at += 1) {
      tried[at] |= state;
      if (source[at] === "[") state = IN_CLASS;
      else if (source[at] === "]") state = OUTSIDE;
      else if (source[at] === "\\") at += 1;
    }
    return null;
  };
}

/** All tokens of a source; faulty sources give some list of tokens, and the browser finds the fault. */
export function tokenize(source: string): Tokens {
  const tokens: Token[] = [];
  const brackets: Bracket[] = [];
  let functions = 0;
  let unopened: number | null = null;
  let closed: Bracket | null = null;
  let at = 0;
  const regexEnd = regexSearch(source);

  let line = 0;
  let counted = 0;

  const push = (kind: Token["kind"], end: number): Token => {
    for (; counted < at; counted += 1) if (source[counted] === "\n") line += 1;
    const token: Token = { kind, line, start: at, end, text: source.slice(at, end), depth: brackets.length, functions };
    tokens.push(token);
    at = end;
    return token;
  };
  const last = () => tokens[tokens.length - 1];
  const regexMayFollow = () => {
    const before = last();
    if (!before) return true;
    if (before.kind === "name") return BEFORE_EXPRESSION.has(before.text) && tokens[tokens.length - 2]?.text !== ".";
    if (before.kind !== "punctuator") return false;
    if (before.text === ")") return closed?.control === true;
    if (before.text === "}") return closed?.block === true;
    return !["]", "++", "--"].includes(before.text);
  };
  /** Reads a template's text up to its end or its next `${`. */
  const template = (from: number) => {
    let end = from;
    while (end < source.length && source[end] !== "`") {
      if (source[end] === "\\") end += 1;
      else if (source.startsWith("${", end)) {
        push("template", end + 2);
        brackets.push({ open: "{", token: null, control: false, block: false, body: false, template: true });
        return;
      }
      end += 1;
    }
    push("template", Math.min(end + 1, source.length));
  };
  const open = (text: string) => {
    const before = last();
    const control =
      before?.kind === "name" &&
      (CONTROL.has(before.text) || (before.text === "await" && tokens[tokens.length - 2]?.text === "for"));
    const afterParenthesis = before?.text === ")" && before.kind === "punctuator";
    const body = text === "{" && ((afterParenthesis && closed?.control === false) || before?.text === "=>");
    const expression =
      before !== undefined &&
      (before.kind === "punctuator"
        ? !["}", ")", ";", "{", "=>"].includes(before.text)
        : before.kind === "name" && BEFORE_EXPRESSION.has(before.text) && !["do", "else"].includes(before.text));
    const token = push("punctuator", at + 1);
    brackets.push({ open: text, token, control, block: text === "{" && !expression, body, template: false });
    if (body) functions += 1;
  };
  const close = (text: string) => {
    const wanted = { ")": "(", "]": "[", "}": "{" }[text];
    const bracket = brackets[brackets.length - 1];
    if (bracket?.open !== wanted) {
      unopened ??= at;
      push("punctuator", at + 1);
      return;
    }
    brackets.pop();
    if (bracket.body) functions -= 1;
    if (bracket.template) {
      template(at + 1);
      return;
    }
    closed = bracket;
    if (bracket.token) bracket.token.closedBy = tokens.length;
    push("punctuator", at + 1);
  };

  if (source.startsWith("#!")) at = source.search(/$|\n/);
  while (at < source.length) {
    const char = source[at];
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    if (char === "/") {
      const comment = matched(COMMENT, source, at);
      if (comment) {
        at += comment.length;
        continue;
      }
      const end = regexMayFollow() ? regexEnd(at) : null;
      push(end === null ? "punctuator" : "regex", end ?? at + 1);
    } else if (char === '"' || char === "'") {
      let end = at + 1;
      while (end < source.length && source[end] !== char && source[end] !== "\n") end += source[end] === "\\" ? 2 : 1;
      push("string", Math.min(end + 1, source.length));
    } else if (char === "`") {
      template(at + 1);
    } else if (char === "(" || char === "[" || char === "{") {
      open(char);
    } else if (char === ")" || char === "]" || char === "}") {
      close(char);
    } else {
      const name = matched(char === "\\" ? NAME : PLAIN_NAME, source, at);
      const number = name === null ? matched(NUMBER, source, at) : null;
      const long = LONG.find((text) => source.startsWith(text, at));
      if (name !== null) push("name", at + name.length);
      else if (number !== null) push("number", at + number.length);
      else push("punctuator", at + (long?.length ?? 1));
    }
  }
  return { tokens, unopened };
}
