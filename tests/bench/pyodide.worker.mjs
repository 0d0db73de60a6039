// Pyodide as its package has it and its manual starts it: what the sandbox's Python is measured beside.

import { loadPyodide } from "/pyodide/pyodide.mjs";

const pyodide = loadPyodide({ stdout: (text) => postMessage(text) });

onmessage = async ({ data }) => (await pyodide).runPython(data);
