// Counts the lines of a file; a last line without a newline counts too.
import fs from "node:fs";
import process from "node:process";

const text = fs.readFileSync(process.argv[2], "latin1");
const newlines = text.split("\n").length - 1;
console.log(text === "" || text.endsWith("\n") ? newlines : newlines + 1);
