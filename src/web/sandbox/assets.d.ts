// Files that the bundler turns into text.
declare module "*.html" {
  const text: string;
  export default text;
}
declare module "*.py" {
  const text: string;
  export default text;
}
// Emscripten's module of Pyodide's, passed on as it is.
declare module "pyodide/pyodide.asm.mjs" {
  const create: unknown;
  export default create;
}
