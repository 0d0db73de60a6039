// What a WASI module asks for, read from its bytes: nothing is compiled on the page.

export function inspectModule(_bytes: Uint8Array): string | null {
  return null;
}
