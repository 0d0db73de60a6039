// The virtual files as the WASI shim wants them.

import { Directory as ShimDirectory, File, type Inode, OpenDirectory, PreopenDirectory, wasi } from "@bjorn3/browser_wasi_shim";
import type { Directory } from "../files.ts";

/** Lists a directory once for each reading: the shim's own goes through all entries for each one. */
class Listing extends OpenDirectory {
  #entries: [string, Inode][] = [];

  override fd_readdir_single(cookie: bigint): { ret: number; dirent: wasi.Dirent | null } {
    if (cookie < 2n) {
      this.#entries = [...this.dir.contents];
      return super.fd_readdir_single(cookie);
    }
    const entry = this.#entries[Number(cookie - 2n)];
    if (!entry) return { ret: wasi.ERRNO_SUCCESS, dirent: null };
    const [name, inode] = entry;
    return { ret: wasi.ERRNO_SUCCESS, dirent: new wasi.Dirent(cookie + 1n, inode.ino, name, inode.stat().filetype) };
  }
}

class ListedDirectory extends ShimDirectory {
  override path_open(): { ret: number; fd_obj: OpenDirectory } {
    return { ret: wasi.ERRNO_SUCCESS, fd_obj: new Listing(this) };
  }
}

function contentsOf(directory: Directory): Map<string, Inode> {
  const contents = new Map<string, Inode>();
  for (const [name, entry] of directory.entries) {
    contents.set(name, entry.kind === "file" ? new File(entry.bytes) : new ListedDirectory(contentsOf(entry)));
  }
  return contents;
}

/** The root directory, opened beforehand as `/`. */
export function preopened(root: Directory): PreopenDirectory {
  return new PreopenDirectory("/", contentsOf(root));
}
