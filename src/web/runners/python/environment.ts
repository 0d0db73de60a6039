// What Pyodide looks at when its script is read. It takes a worker that has `importScripts` for one that it can't serve.

Reflect.deleteProperty(Object.getPrototypeOf(Object.getPrototypeOf(globalThis)), "importScripts");

export {};
