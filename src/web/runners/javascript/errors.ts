// Errors as Node words them.

const TEXTS = {
  ENOENT: [-2, "no such file or directory"],
  EBADF: [-9, "bad file descriptor"],
  EACCES: [-13, "permission denied"],
  EEXIST: [-17, "file already exists"],
  ENOTDIR: [-20, "not a directory"],
  EISDIR: [-21, "illegal operation on a directory"],
  EINVAL: [-22, "invalid argument"],
  ENOTEMPTY: [-39, "directory not empty"],
} as const;

export type Code = keyof typeof TEXTS;

/** An error of the file system: `ENOENT: no such file or directory, open 'x'`. */
export function systemError(code: Code, syscall: string, path?: string): Error {
  const [errno, text] = TEXTS[code];
  const error = new Error(`${code}: ${text}, ${syscall}${path === undefined ? "" : ` '${path}'`}`);
  return Object.assign(error, { errno, code, syscall, ...(path === undefined ? {} : { path }) });
}

/** An error with a code of Node's own. */
export function codedError(code: string, message: string, Kind: ErrorConstructor = Error): Error {
  const error = new Kind(message);
  Object.defineProperty(error, "code", { value: code, enumerable: true, writable: true, configurable: true });
  return error;
}
