// What is the shell's own: scripts as bash runs them, commands over /proc as procps shows them, and the session.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { built, launch, openPage, serve } from "./support.mjs";

const { out, remove } = built();
let host;
let browser;
let page;

before(async () => {
  host = await serve(out);
  browser = await launch();
  ({ page } = await openPage(await browser.newContext(), host.url));
});

after(async () => {
  await browser?.close();
  await host?.stop();
  remove();
});

const run = async (source, job = {}) => (await page.evaluate(([source, job]) => runAll("shell", { "main.sh": source }, [job]), [source, job]))[0];

describe("scripts give what bash gives", { concurrency: false }, () => {
  const scripts = {
    "output in the order of the commands": "echo a; (echo b; echo c); { echo d; }; for i in 1 2; do echo $i; done | tac; echo e",
    "captured output stays captured": 'x=$(echo in; echo more); echo "[$x]"; f() { echo from f; }; y=$(f); echo "$y" | tr a-z A-Z; f > /dev/null; f | cat; while read -r l; do echo "<$l>"; done < <(f)',
    "redirections of all kinds": 'd=$(mktemp -d); echo one > $d/x; echo two >> $d/x; cat < $d/x; { echo err >&2; echo out; } 2>&1 | sort; g() { echo g; } > $d/g; g; cat $d/g; if true; then echo in if; fi > $d/i; cat $d/i; cat <<EOF\nhere $((1 + 2))\nEOF',
    "statuses": 'false; echo $?; (exit 3); echo $?; true && echo and || echo or; ! true; echo $?; set -o pipefail; false | true; echo $?; exit 4',
    "errexit": "set -e; echo before; false; echo after",
    "arrays and expansions": 'a=(x "y z" w); echo "${#a[@]} ${a[1]} ${a[@]: -1}"; s=file.tar.gz; echo ${s%%.*} ${s##*.} ${s/tar/zip} ${s^^}; declare -A m=([k]=v); echo ${m[k]}; printf "%05.1f|%-4s|%x\\n" 3.14159 ab 255',
    "the usual tools": 'printf "b 2\\na 1\\nb 3\\n" | sort -k1,1 -k2,2nr | awk \'{s[$1]+=$2} END {for (k in s) print k, s[k]}\' | sort; seq 5 | paste -sd+ -; echo a:b:c | cut -d: -f2; echo abcabc | sed "s/b/X/2"; printf "x\\nx\\ny\\n" | uniq -c | tr -s " "; echo "hello" | grep -oE "l+"; seq 3 | xargs -n 1 echo n',
    "positional parameters": 'set -- a "b c"; echo $# "$2"; shift; echo "$@"; f() { echo "$# $1"; }; f x y',
  };
  for (const [name, script] of Object.entries(scripts)) {
    test(name, async () => {
      const wanted = spawnSync("bash", ["-c", script], { encoding: "utf8" });
      const outcome = await run(script);
      assert.equal(outcome.stdout, wanted.stdout);
      assert.equal(outcome.status, wanted.status);
    });
  }

  test("gzip is unpacked", async () => {
    const gz = [...gzipSync("one\ntwo\n")];
    assert.equal((await run("zcat < /a.gz; gzip -dc /a.gz | tail -1; gzip -c /plain | gunzip -c", { files: { "/a.gz": gz, "/plain": "plain\n" } })).stdout, "one\ntwo\ntwo\nplain\n");
  });

  test("a fault in the script is told", async () => {
    const outcome = await run("echo x\nif true; then\n");
    assert.equal(outcome.status, 2);
    assert.match(outcome.stderr, /^bash: syntax error/);
  });
});

describe("processes of the virtual /proc", { concurrency: false }, () => {
  const stat = (pid, comm, state, ppid, { pgrp = pid, session = pid, tty = 0, tpgid = -1, utime = 0, stime = 0, nice = 0, threads = 1, start = 0, vsize = 0, rss = 0 } = {}) =>
    `${pid} (${comm}) ${state} ${ppid} ${pgrp} ${session} ${tty} ${tpgid} 4194560 0 0 0 0 ${utime} ${stime} 0 0 ${20 + nice} ${nice} ${threads} 0 ${start} ${vsize} ${rss} 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n`;
  const status = (uid) => `Name:\tx\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\nGid:\t${uid}\t${uid}\t${uid}\t${uid}\n`;
  const files = {
    "/proc/stat": "cpu 0\nbtime 1767225600\n",
    "/proc/uptime": "100000.00 0.00\n",
    "/proc/meminfo": "MemTotal:       24684084 kB\nMemFree:        18886300 kB\nMemAvailable:   21057744 kB\nBuffers:          100000 kB\nCached:          2622188 kB\nSwapTotal:       2097148 kB\nSwapFree:        1048574 kB\nShmem:            339080 kB\nSReclaimable:     100000 kB\n",
    "/etc/passwd": "root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/:/bin/false\npostgres-admin:x:70:70::/:/bin/false\n",
    "/proc/1/stat": stat(1, "systemd", "S", 0, { utime: 250, stime: 50, start: 5, vsize: 172146688, rss: 3203 }),
    "/proc/1/status": status(0),
    "/proc/1/cmdline": "/sbin/init\0splash\0",
    "/proc/80/stat": stat(80, "nginx: (x) y", "S", 1, { pgrp: 80, session: 80, threads: 4, nice: -5, utime: 400000, start: 8640000, vsize: 1048576, rss: 25 }),
    "/proc/80/status": status(33),
    "/proc/80/cmdline": "nginx: worker\0",
    "/proc/91/stat": stat(91, "gone", "Z", 80, { pgrp: 80, session: 80, tty: 34817, tpgid: 80, nice: 5, start: 9990000 }),
    "/proc/91/status": status(70),
    "/proc/91/cmdline": "",
    "/proc/92/comm": "vanished\n",
    "/proc/net/tcp":
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n" +
      "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1\n" +
      "   1: 0100007F:1F90 0200A8C0:C350 01 00000010:00000020 00:00000000 00000000     0        0 2 1\n",
    "/proc/net/tcp6":
      "  sl  local_address                         remote_address                        st tx_queue rx_queue\n" +
      "   0: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:0 0 0 0 3\n" +
      "   1: B80D0120000000000000000001000000:0050 0000000000000000FFFF00000100007F:0051 01 00000000:00000000 00:0 0 0 0 4\n",
  };

  test("ps, in each of its layouts", async () => {
    const outcome = await run("ps -e; ps -ef; ps aux; ps -o pid,ppid,comm,stat,args; ps -eo pid=,user:,s 2>&1; ps -C gone -o pid,etime --no-headers; ps -p 80,91 -o pid= ; ps --ppid 1 -o tty,ni,nlwp,time; ps -eo pid --sort=-pid --no-headers; ps -p 5; echo $?", { files });
    assert.deepEqual(outcome.stdout.split("\n"), [
      "    PID TTY          TIME CMD",
      "      1 ?        00:00:03 systemd",
      "     80 ?        01:06:40 nginx: (x) y",
      "     91 pts/1    00:00:00 gone <defunct>",
      "UID          PID    PPID  C STIME TTY          TIME CMD",
      "root           1       0  0 Jan01 ?        00:00:03 /sbin/init splash",
      "www-data      80       1 29 00:00 ?        01:06:40 nginx: worker",
      "postgre+      91      80  0 03:45 pts/1    00:00:00 [gone] <defunct>",
      "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND",
      "root           1  0.0  0.0 168112 12812 ?        Ss   Jan01   0:03 /sbin/init splash",
      "www-data      80 29.4  0.0   1024   100 ?        S<sl 00:00  66:40 nginx: worker",
      "postgre+      91  0.0  0.0      0     0 pts/1    ZN+  03:45   0:00 [gone] <defunct>",
      "    PID    PPID COMMAND         STAT COMMAND",
      "      1       0 systemd         Ss   /sbin/init splash",
      "     80       1 nginx: (x) y    S<sl nginx: worker",
      "     91      80 gone <defunct>  ZN+  [gone] <defunct>",
      'error: unknown user-defined format specifier "user:"',
      "     91       01:40",
      "     80",
      "     91",
      "TT        NI NLWP     TIME",
      "?         -5    4 01:06:40",
      "     91",
      "     80",
      "      1",
      "    PID TTY          TIME CMD",
      "1",
      "",
    ]);
  });

  test("pgrep", async () => {
    const outcome = await run("pgrep ngi; pgrep -l .; pgrep -a systemd; pgrep -f worker; pgrep -x gone; pgrep -P 1; pgrep -u www-data; pgrep -n .; pgrep -o .; pgrep -c .; pgrep -v -d, sys; pgrep none; echo $?; pgrep; echo $?", { files });
    assert.equal(
      outcome.stdout,
      "80\n1 systemd\n80 nginx: (x) y\n91 gone\n1 /sbin/init splash\n80\n91\n80\n80\n91\n1\n3\n80,91\n1\n2\n",
    );
  });

  test("ss and free", async () => {
    const outcome = await run("ss -tln; ss -tn4; ss -tanH6; free; free -m -t; free -h | sed -n 2p", { files });
    assert.deepEqual(outcome.stdout.split("\n"), [
      "State  Recv-Q Send-Q Local Address:Port Peer Address:Port",
      "LISTEN 0      0      127.0.0.1:8080     0.0.0.0:*",
      "LISTEN 0      0      [::]:22            [::]:*",
      "State Recv-Q Send-Q Local Address:Port Peer Address:Port",
      "ESTAB 32     16     127.0.0.1:8080     192.168.0.2:50000",
      "LISTEN 0 0 [::]:22          [::]:*",
      "ESTAB  0 0 [2001:db8::1]:80 [::ffff:127.0.0.1]:81",
      "               total        used        free      shared  buff/cache   available",
      "Mem:        24684084     3626340    18886300      339080     2822188    21057744",
      "Swap:        2097148     1048574     1048574",
      "               total        used        free      shared  buff/cache   available",
      "Mem:           24105        3541       18443         331        2756       20564",
      "Swap:           2047        1023        1023",
      "Total:         26153        4565       19467",
      "Mem:            23Gi       3.5Gi        18Gi       331Mi       2.7Gi        20Gi",
      "",
    ]);
  });

  test("what isn't among the files is told", async () => {
    const outcome = await run("free; ss -t; ps -Z");
    assert.equal(
      outcome.stderr,
      "free: there is no /proc/meminfo among the files\nss: there is no /proc/net/tcp or udp among the files\nerror: this ps has no option -Z\n",
    );
  });
});

describe("the interactive shell", { concurrency: false }, () => {
  test("keeps its state from line to line, completes, and goes on after an interrupt", async () => {
    const told = await page.evaluate(async () => {
      const shell = sandbox.openShell(job({ files: { "/data/with space": "1\n", "/data/zeta": "2\n" } }));
      const told = [];
      const exec = async (line, heard = () => {}) => {
        const parts = { 1: "", 2: "" };
        const { status, cwd, end } = await shell.exec(line, (stream, bytes) => {
          parts[stream] += new TextDecoder().decode(bytes);
          heard();
        });
        told.push([line, parts[1], parts[2], status, cwd, end]);
      };
      await exec("cd /data; n=5; f() { echo f$n; }; a=(1 2); alias hi='echo hi'");
      await exec("f; pwd; echo ${a[1]} > new; ls; hi");
      await exec("false");
      await exec("echo $?; nothing-of-that-name");
      for (const line of ["cat w", "gre", "ls | zca", "cat /da", "echo $(pg", "cat none"]) told.push(await shell.complete(line));
      let interrupted = 0;
      await exec("echo started; while :; do :; done", () => {
        interrupted = performance.now();
        shell.interrupt();
      });
      const ms = performance.now() - interrupted;
      await exec("pwd; ls /data");
      shell.close();
      await exec("echo closed");
      return { told, ms };
    });
    assert.deepEqual(told.told, [
      ["cd /data; n=5; f() { echo f$n; }; a=(1 2); alias hi='echo hi'", "", "", 0, "/data", "exited"],
      ["f; pwd; echo ${a[1]} > new; ls; hi", "f5\n/data\nnew\nwith space\nzeta\nhi\n", "", 0, "/data", "exited"],
      ["false", "", "", 1, "/data", "exited"],
      ["echo $?; nothing-of-that-name", "1\n", "bash: nothing-of-that-name: command not found\n", 127, "/data", "exited"],
      { from: 4, options: ["with\\ space"] },
      { from: 0, options: ["grep"] },
      { from: 5, options: ["zcat"] },
      { from: 4, options: ["/data/"] },
      { from: 7, options: ["pgrep"] },
      { from: 4, options: [] },
      ["echo started; while :; do :; done", "started\n", "", 0, "/", "stopped"],
      ["pwd; ls /data", "/\nwith space\nzeta\n", "", 0, "/", "exited"],
      ["echo closed", "", "", 0, "/", "broke"],
    ]);
    assert.ok(told.ms < 30_000, `${told.ms} ms`);
  });
});
