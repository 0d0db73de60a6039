// How `console.log` shows values: as Node does, but that long arrays of short items aren't set in columns.

import { Buffer } from "./buffer.ts";

const WIDTH = 72;
const MAX_ITEMS = 100;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

function quoted(text: string): string {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  const escapes: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "\v": "\\v", "\\": "\\\\" };
  const inner = text.replace(/[\\\x00-\x1f\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (char) => {
    const code = char.charCodeAt(0);
    return escapes[char] ?? (code < 256 ? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}` : `\\u${code.toString(16).toUpperCase()}`);
  });
  return quote + (quote === "'" ? inner.replaceAll("'", "\\'") : inner) + quote;
}

function primitive(value: unknown): string | null {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return String(value);
  return null;
}

function className(value: object): string | null {
  for (let object: object | null = value; object; object = Object.getPrototypeOf(object)) {
    const own = Object.getOwnPropertyDescriptor(object, "constructor")?.value as { name?: unknown } | undefined;
    if (typeof own === "function" && typeof own.name === "string" && own.name !== "") return own.name;
  }
  return null;
}

/** The stack or the message of an error, its own further properties left to the caller. */
function errorText(error: Error, stackOf: (error: Error) => string): string {
  const stack = stackOf(error);
  return stack === "" ? `[${String(error)}]` : stack;
}

export interface InspectOptions {
  depth?: number | null;
}

/** A value as text. `stackOf` gives the stack of an error as the learner should see it. */
export function inspect(value: unknown, stackOf: (error: Error) => string, options: InspectOptions = {}): string {
  const depth = options.depth === null ? Infinity : (options.depth ?? 2);
  const above: object[] = [];
  const circular = new Map<object, number>();
  /** How deep the deepest thing was that was shown last: few levels fit on one line. */
  let deepest = 0;

  const show = (item: unknown, level: number, indent: number): string => {
    const simple = primitive(item);
    if (simple !== null) return simple;
    const object = item as object;
    if (above.includes(object)) {
      if (!circular.has(object)) circular.set(object, circular.size + 1);
      return `[Circular *${circular.get(object)}]`;
    }
    above.push(object);
    const text = compound(object, level, indent);
    above.pop();
    const mark = circular.get(object);
    return mark === undefined ? text : `<ref *${mark}> ${text}`;
  };

  const property = (object: object, key: PropertyKey, level: number, indent: number, inArray: boolean): string => {
    const descriptor = Object.getOwnPropertyDescriptor(object, key);
    let text: string;
    if (descriptor?.get) text = descriptor.set ? "[Getter/Setter]" : "[Getter]";
    else if (descriptor?.set) text = "[Setter]";
    else text = show(descriptor?.value, level + 1, indent + 2);
    if (inArray) return text;
    const name = typeof key === "symbol" ? `[${String(key)}]` : IDENTIFIER.test(String(key)) ? String(key) : quoted(String(key));
    return `${name}: ${text}`;
  };

  const layout = (prefix: string, open: string, close: string, items: string[], level: number, indent: number): string => {
    const head = prefix === "" ? "" : `${prefix} `;
    if (items.length === 0) return `${head}${open}${close}`;
    const length = items.reduce((sum, text) => sum + text.length + 2, 0) + open.length + prefix.length;
    const short = !items.some((text) => text.includes("\n")) && length <= WIDTH && deepest - level < 3;
    if (short && (open !== "[" || items.length <= 6)) return `${head}${open} ${items.join(", ")} ${close}`;
    if (open === "[" && !items.some((text) => text.includes("\n") || text.length > 6)) {
      const rows: string[] = [];
      for (const text of items) {
        const row = rows.at(-1);
        if (row !== undefined && row.length + text.length + indent < WIDTH) rows[rows.length - 1] = `${row}, ${text}`;
        else rows.push(text);
      }
      if (rows.length === 1 && length <= WIDTH) return `${head}${open} ${rows[0]} ${close}`;
      return spread(head, open, close, rows, indent);
    }
    return spread(head, open, close, items, indent);
  };
  const spread = (head: string, open: string, close: string, rows: string[], indent: number) => {
    const line = `\n${" ".repeat(indent)}`;
    return `${head}${open}${line}  ${rows.join(`,${line}  `)}${line}${close}`;
  };

  const compound = (object: object, level: number, indent: number): string => {
    if (level <= depth) deepest = level;
    const name = className(object);
    const tag = (object as Record<symbol, unknown>)[Symbol.toStringTag];
    const label = (usual: string, size?: number) => {
      const sized = size === undefined ? "" : `(${size})`;
      if (name === null) return `[${usual}${sized}: null prototype]`;
      const tagged = typeof tag === "string" && tag !== "" && tag !== name ? ` [${tag}]` : "";
      return name === usual && sized === "" && tagged === "" && (usual === "Object" || usual === "Array") ? "" : `${name}${sized}${tagged}`;
    };
    const keys: PropertyKey[] = Object.keys(object);
    for (const symbol of Object.getOwnPropertySymbols(object)) {
      if (Object.getOwnPropertyDescriptor(object, symbol)?.enumerable) keys.push(symbol);
    }
    const tooDeep = level > depth;
    const rest = (except: (key: PropertyKey) => boolean = () => false) =>
      keys.filter((key) => !except(key)).map((key) => property(object, key, level, indent, false));

    if (object instanceof Buffer) {
      const hex = Array.from(object.subarray(0, 50), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
      return `<Buffer${hex === "" ? "" : ` ${hex}`}${object.length > 50 ? ` ... ${object.length - 50} more bytes` : ""}>`;
    }
    if (Array.isArray(object) || (ArrayBuffer.isView(object) && !(object instanceof DataView))) {
      const list = object as unknown[];
      const plain = Array.isArray(object);
      const prefix = plain ? (name === "Array" ? "" : label("Array", list.length)) : `${name}(${list.length})`;
      if (tooDeep) return `[${name ?? "Array"}]`;
      const items: string[] = [];
      for (let at = 0; at < list.length && items.length < MAX_ITEMS; at += 1) {
        if (at in list) {
          items.push(plain ? property(list, String(at), level, indent, true) : show(list[at], level + 1, indent + 2));
          continue;
        }
        let end = at;
        while (end < list.length && !(end in list)) end += 1;
        items.push(`<${end - at} empty item${end - at === 1 ? "" : "s"}>`);
        at = end - 1;
      }
      const more = list.length - MAX_ITEMS;
      if (more > 0 && items.length === MAX_ITEMS) items.push(`... ${more} more item${more === 1 ? "" : "s"}`);
      items.push(...rest((key) => typeof key === "string" && /^\d+$/.test(key)));
      return layout(prefix, "[", "]", items, level, indent);
    }
    if (object instanceof Map || object instanceof Set) {
      if (tooDeep) return `[${name}]`;
      const items =
        object instanceof Map
          ? [...object].map(([key, item]) => `${show(key, level + 1, indent + 2)} => ${show(item, level + 1, indent + 2)}`)
          : [...object].map((item) => show(item, level + 1, indent + 2));
      const shown = items.slice(0, MAX_ITEMS);
      if (items.length > MAX_ITEMS) shown.push(`... ${items.length - MAX_ITEMS} more items`);
      return layout(label(object instanceof Map ? "Map" : "Set", object.size), "{", "}", [...shown, ...rest()], level, indent);
    }
    let base: string | null = null;
    if (typeof object === "function") {
      const source = Function.prototype.toString.call(object);
      const own = (object as { name?: unknown }).name;
      const called = typeof own === "string" && own !== "" ? own : null;
      const kind = name ?? "Function";
      const parent = (Object.getPrototypeOf(object) as { name?: unknown } | null)?.name;
      const heritage = typeof parent === "string" && parent !== "" ? ` extends ${parent}` : "";
      base = source.startsWith("class") ? `[class ${called ?? "(anonymous)"}${heritage}]` : `[${kind}${called ? `: ${called}` : " (anonymous)"}]`;
    } else if (object instanceof Error) base = errorText(object, stackOf);
    else if (object instanceof Date) base = Number.isNaN(object.getTime()) ? "Invalid Date" : object.toISOString();
    else if (object instanceof RegExp) base = String(object);
    else if (object instanceof Number || object instanceof String || object instanceof Boolean) {
      base = `[${name}: ${primitive(object.valueOf())}]`;
    }
    const items = rest((key) => object instanceof String && typeof key === "string" && /^\d+$/.test(key));
    if (base !== null) return items.length === 0 ? base : layout(base, "{", "}", items, level, indent);
    if (tooDeep) return `[${name ?? "Object: null prototype"}]`;
    if (object instanceof Promise || object instanceof WeakMap || object instanceof WeakSet) items.unshift("<items unknown>");
    return layout(label("Object"), "{", "}", items, level, indent);
  };

  return show(value, 0, 0);
}

/** Node's `util.format`: what `console.log` does with its arguments. */
export function format(args: unknown[], stackOf: (error: Error) => string): string {
  const show = (value: unknown) => inspect(value, stackOf);
  const plain = (value: unknown) => (typeof value === "string" ? value : show(value));
  if (typeof args[0] !== "string" || args.length === 1) return args.map(plain).join(" ");
  let next = 1;
  const text = args[0].replace(/%[sdifjoOc%]/g, (mark) => {
    if (mark === "%%") return "%";
    if (next >= args.length) return mark;
    const value = args[next];
    next += 1;
    switch (mark) {
      case "%s":
        return typeof value === "object" && value !== null ? inspect(value, stackOf, { depth: 0 }) : typeof value === "bigint" ? `${value}n` : String(value);
      case "%d":
        return typeof value === "bigint" ? `${value}n` : typeof value === "object" ? "NaN" : String(Number(value));
      case "%i":
        return typeof value === "bigint" ? `${value}n` : String(Number.parseInt(String(value), 10));
      case "%f":
        return String(Number.parseFloat(String(value)));
      case "%j":
        return JSON.stringify(value);
      case "%c":
        return "";
      default:
        return inspect(value, stackOf, { depth: mark === "%o" ? 4 : 2 });
    }
  });
  return [text, ...args.slice(next).map(plain)].join(" ");
}
