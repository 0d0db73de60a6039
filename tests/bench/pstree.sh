# pstree -pl as one writes it in a shell, for a host without parent loops, orphans and names that need escapes.

awk '
  {
    split(FILENAME, path, "/")
    name = $0
    sub(/^[0-9]+ \(/, "", name)
    sub(/\) [A-Za-z] .*$/, "", name)
    rest = substr($0, length($1) + length(name) + 5)
    split(rest, field, " ")
    if (path[4] == "stat") {
      known[path[3]] = name
      print name "\t" path[3] "\t" field[2]
    } else if (path[5] != path[3]) {
      print "{" known[path[3]] "}\t" path[5] "\t" path[3]
    }
  }
' /proc/[0-9]*/stat /proc/[0-9]*/task/[0-9]*/stat | LC_ALL=C sort -t "	" -k1,1 -k2,2n | awk -F "\t" '
  { label[$2] = $1 "(" $2 ")"; child[$3, ++count[$3]] = $2 }

  # A stack instead of recursion, of which an awk may allow little.
  END {
    while (length(blank) < 100) blank = blank " "
    depth = 1; node[1] = 1; pad[1] = ""; done[1] = 0
    printf "%s", label[1]
    while (depth > 0) {
      pid = node[depth]
      last = count[pid] + 0
      if (done[depth] == last) {
        if (last == 0) printf "\n"
        depth--
        continue
      }
      i = ++done[depth]
      indent = pad[depth] substr(blank, 1, length(label[pid]) + 1)
      if (i == 1 && last == 1) printf "---"
      else if (i == 1) printf "-+-"
      else if (i < last) printf "%s|-", indent
      else printf "%s`-", indent
      depth++
      node[depth] = child[pid, i]
      done[depth] = 0
      if (i < last) pad[depth] = indent "| "
      else pad[depth] = indent "  "
      printf "%s", label[node[depth]]
    }
  }
'
