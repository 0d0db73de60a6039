// Globals of Node's that just-bash takes for granted; the bundler puts them in their places.

export { Buffer } from "../javascript/buffer.ts";
