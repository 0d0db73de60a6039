// Turns a module's imports and exports into calls of the runner's loader. Lines stay where they are, so that the lines in
// messages are the learner's. Differs from real modules in one thing: an imported name keeps the value that it had when
// the importing module began.

import { BEFORE_EXPRESSION, type Token, tokenize } from "./tokens.ts";

/** A source as the body of a function; its parameters are `PARAMETERS` of its kind. */
export interface Body {
  kind: "module" | "script";
  /** Goes before the source, on a line of its own. */
  prelude: string;
  source: string;
  /** What a module imports, in order. */
  imports: string[];
  /** Where a bracket closes that was never opened, or null. */
  unopened: number | null;
}

export const PARAMETERS = {
  module: "__import, __export, __dynamic, __meta",
  script: "exports, require, module, __filename, __dirname, __dynamic",
} as const;

/** Names that an operand may follow, beside those before an expression. */
const BEFORE_OPERAND = new Set([...BEFORE_EXPRESSION, "async", "function", "class"]);
/** Names that stand between two operands. */
const BETWEEN = new Set(["in", "of", "instanceof", "extends"]);

interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The value of a string token. */
function unquoted(token: Token): string {
  const inner = token.text.slice(1, -1);
  return inner.replace(/\\(.)/g, "$1");
}

class Rewriter {
  readonly imports: string[] = [];
  readonly prelude: string[] = [];
  readonly edits: Edit[] = [];
  #tokens: Token[];
  #at = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  #peek(offset = 0): Token | undefined {
    return this.#tokens[this.#at + offset];
  }

  #is(text: string, offset = 0): boolean {
    const token = this.#peek(offset);
    return token?.text === text && token.kind !== "string";
  }

  /** Rewrites everything; what isn't well formed stays as it is, for the browser to complain of. */
  run(): void {
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at];
      const property = this.#is(".", -1) || this.#is("?.", -1);
      const top = token.depth === 0 && !property;
      if (token.kind === "name" && token.text === "import" && !property) {
        if (this.#is("(", 1)) {
          if (!this.#declaresMethod()) this.edits.push({ start: token.start, end: token.end, text: "__dynamic" });
        } else if (this.#is(".", 1) && this.#is("meta", 2)) {
          this.edits.push({ start: token.start, end: this.#tokens[this.#at + 2].end, text: "__meta" });
        } else if (top) this.#import(token);
      } else if (token.kind === "name" && token.text === "export" && top) {
        this.#export(token);
      }
      this.#at += 1;
    }
  }

  /** Whether the name here is that of a method: what stands after its parentheses, on their line, is a body. */
  #declaresMethod(): boolean {
    const index = this.#peek(1)?.closedBy;
    const close = index === undefined ? undefined : this.#tokens[index];
    const next = index === undefined ? undefined : this.#tokens[index + 1];
    return close !== undefined && next?.text === "{" && next.line === close.line;
  }

  /** Reads `"specifier" [with {...}] [;]` at the given offset; null when it isn't there. */
  #source(offset: number): { specifier: string; end: number; next: number } | null {
    const token = this.#peek(offset);
    if (token?.kind !== "string") return null;
    let next = offset + 1;
    let end = token.end;
    if ((this.#is("with", next) || this.#is("assert", next)) && this.#is("{", next + 1)) {
      while (this.#peek(next) && !this.#is("}", next)) next += 1;
      end = this.#peek(next)?.end ?? end;
      next += 1;
    }
    return { specifier: unquoted(token), end, next };
  }

  /** Reads `{a, b as c, "d" as e}` at the given offset: pairs of the outer and the inner name. */
  #names(offset: number): { names: [string, string][]; next: number } | null {
    if (!this.#is("{", offset)) return null;
    const names: [string, string][] = [];
    let next = offset + 1;
    while (!this.#is("}", next)) {
      const first = this.#peek(next);
      if (first?.kind !== "name" && first?.kind !== "string") return null;
      const from = first.kind === "string" ? unquoted(first) : first.text;
      let to = from;
      next += 1;
      if (this.#is("as", next)) {
        const second = this.#peek(next + 1);
        if (!second) return null;
        to = second.kind === "string" ? unquoted(second) : second.text;
        next += 2;
      }
      names.push([from, to]);
      if (this.#is(",", next)) next += 1;
    }
    return { names, next: next + 1 };
  }

  #import(token: Token): void {
    let offset = 1;
    const names: [string, string][] = [];
    let whole: string | null = null;
    if (this.#peek(offset)?.kind !== "string") {
      if (this.#peek(offset)?.kind === "name") {
        names.push(["default", this.#peek(offset)!.text]);
        offset += 1;
        if (this.#is(",", offset)) offset += 1;
      }
      if (this.#is("*", offset) && this.#is("as", offset + 1)) {
        whole = this.#peek(offset + 2)?.text ?? null;
        offset += 3;
      } else if (this.#is("{", offset)) {
        const list = this.#names(offset);
        if (!list) return;
        names.push(...list.names);
        offset = list.next;
      }
      if (!this.#is("from", offset)) return;
      offset += 1;
    }
    const source = this.#source(offset);
    if (!source) return;
    this.imports.push(source.specifier);
    const call = (wanted: string[]) => `__import(${JSON.stringify(source.specifier)}, ${JSON.stringify(wanted)})`;
    if (whole) this.prelude.push(`const ${whole} = ${call([])};`);
    if (names.length > 0) {
      const pattern = names.map(([from, to]) => `${JSON.stringify(from)}: ${to}`).join(", ");
      this.prelude.push(`const {${pattern}} = ${call(names.map(([from]) => from))};`);
    }
    this.edits.push({ start: token.start, end: source.end, text: ";" });
    this.#at += source.next - 1;
  }

  #give(name: string, expression: string): void {
    this.prelude.push(`__export(${JSON.stringify(name)}, () => ${expression});`);
  }

  #export(token: Token): void {
    const next = this.#peek(1);
    if (!next) return;
    const cut = (end: number, text = "") => this.edits.push({ start: token.start, end, text });
    if (next.text === "default") {
      this.#exportDefault(token, next);
    } else if (next.text === "*") {
      const named = this.#is("as", 2) ? this.#peek(3)?.text : undefined;
      const from = named === undefined ? 2 : 4;
      const source = this.#is("from", from) ? this.#source(from + 1) : null;
      if (!source) return;
      const specifier = JSON.stringify(source.specifier);
      this.imports.push(source.specifier);
      if (named === undefined) this.prelude.push(`__export(null, () => __import(${specifier}, []));`);
      else this.#give(named, `__import(${specifier}, [])`);
      cut(source.end, ";");
      this.#at += source.next - 1;
    } else if (next.text === "{") {
      const list = this.#names(1);
      if (!list) return;
      const source = this.#is("from", list.next) ? this.#source(list.next + 1) : null;
      const from = source ? `__from${this.imports.length}` : null;
      if (source) {
        // Named once, however many names come from it.
        this.prelude.push(`const ${from} = () => __import(${JSON.stringify(source.specifier)}, []);`);
        this.imports.push(source.specifier);
      }
      for (const [inner, outer] of list.names) {
        this.#give(outer, from === null ? inner : `${from}()[${JSON.stringify(inner)}]`);
      }
      cut(source?.end ?? this.#peek(list.next - 1)!.end, ";");
      this.#at += (source?.next ?? list.next) - 1;
    } else {
      for (const name of this.#declared(1)) this.#give(name, name);
      cut(next.start);
    }
  }

  #exportDefault(token: Token, keyword: Token): void {
    let offset = 2;
    if (this.#is("async", offset) && this.#is("function", offset + 1)) offset += 1;
    const declares = this.#is("function", offset) || this.#is("class", offset);
    if (!declares) {
      this.#give("default", "__default");
      this.edits.push({ start: token.start, end: keyword.end, text: "const __default =" });
      return;
    }
    if (this.#is("*", offset + 1)) offset += 1;
    const name = this.#peek(offset + 1);
    const named = name?.kind === "name" && name.text !== "extends";
    this.#give("default", named ? name.text : "__default");
    this.edits.push({ start: token.start, end: keyword.end, text: "" });
    const before = this.#peek(offset)!;
    if (!named) this.edits.push({ start: before.end, end: before.end, text: " __default" });
  }

  /** The names that a declaration after `export` declares. */
  #declared(offset: number): string[] {
    if (this.#is("async", offset)) offset += 1;
    const keyword = this.#peek(offset)?.text;
    if (keyword === "function" || keyword === "class") {
      if (this.#is("*", offset + 1)) offset += 1;
      return [this.#peek(offset + 1)!.text];
    }
    const names: string[] = [];
    const depth = this.#peek(offset)!.depth;
    let declaring = true;
    for (let at = offset + 1; ; at += 1) {
      const token = this.#peek(at);
      if (!token) return names;
      if (token.depth === depth) {
        if (token.text === ";" || (at > offset + 1 && this.#endsBefore(token, at))) return names;
        if (token.text === "=" && token.kind === "punctuator") declaring = false;
        else if (token.text === ",") declaring = true;
      }
      if (declaring && token.kind === "name" && !this.#is(":", at + 1)) names.push(token.text);
    }
  }

  /** Whether a declaration without a semicolon has ended: at the next export, and where two operands follow each other. */
  #endsBefore(token: Token, at: number): boolean {
    const before = this.#peek(at - 1)!;
    const property = before.text === "." || before.text === "?.";
    if (token.kind !== "name" || property) return false;
    if (token.text === "export") return true;
    if (BETWEEN.has(token.text)) return false;
    if (before.kind === "punctuator") return [")", "]", "}"].includes(before.text);
    const keyword = before.kind === "name" && BEFORE_OPERAND.has(before.text);
    return !keyword || this.#is(".", at - 2) || this.#is("?.", at - 2);
  }
}

function applied(source: string, edits: Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    const lines = source.slice(start, end).split("\n").length - 1;
    parts.push(source.slice(at, start), text, "\n".repeat(lines));
    at = end;
  }
  return parts.join("") + source.slice(at);
}

/** The body of a source. It is a module when its name or what it uses says so, as Node has it. */
export function toBody(name: string, source: string): Body {
  const { tokens, unopened } = tokenize(source);
  const rewriter = new Rewriter(tokens);
  rewriter.run();
  const uses = (text: string) => tokens.some((token) => token.kind === "name" && token.text === text);
  const awaits = tokens.some((token) => token.kind === "name" && token.text === "await" && token.functions === 0);
  const module =
    name.endsWith(".mjs") ||
    (!name.endsWith(".cjs") &&
      (rewriter.imports.length > 0 ||
        rewriter.prelude.length > 0 ||
        rewriter.edits.some((edit) => edit.text === "__meta") ||
        (awaits && !uses("require") && !uses("module"))));
  const text = applied(source, rewriter.edits).replace(/^#!/, "//");
  return module
    ? { kind: "module", prelude: `"use strict"; ${rewriter.prelude.join(" ")}`, source: text, imports: rewriter.imports, unopened }
    : { kind: "script", prelude: "", source: text, imports: [], unopened };
}
