// The commands that just-bash lacks.

import type { CustomCommand } from "just-bash/browser";
import { free } from "./free.ts";
import { pgrep } from "./pgrep.ts";
import { ps } from "./ps.ts";
import { ss } from "./ss.ts";

export const commands: CustomCommand[] = [ps, pgrep, ss, free];
