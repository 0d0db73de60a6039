#!/bin/bash
# A bounded cache driven by an operations file. Reading is done; the cache is yours.

capacity='' ttl='' policy=lru file=-
while [ $# -gt 0 ]; do
  case $1 in
    --capacity) capacity=$2 && shift ;;
    --ttl) ttl=$2 && shift ;;
    --policy) policy=$2 && shift ;;
    *) file=$1 ;;
  esac
  shift
done

# value[key] is what is stored. What finds the entry that has to go, without a look at all of them?
program='
function get(key) { return "miss" }

function put(key, text, lifetime) { return "stored" }

function discard(key) { return "absent" }

BEGIN { ops = hits = misses = evictions = expired = 0 }

{
  if ($1 == "capacity") capacity = $2 # only before the first operation, once, and --capacity goes before it: yours
  else if ($1 != "" && substr($1, 1, 1) != "#") {
    ops++
    if ($1 == "get") print get($2)
    if ($1 == "put") print put($2, $3, $5)
    if ($1 == "delete") print discard($2)
    if ($1 == "tick") print "time " $2
  }
}

END {
  printf "ops=%d hits=%d misses=%d evictions=%d expired=%d ratio=-\n", ops, hits, misses, evictions, expired
}
'

[ "$file" = - ] || exec <"$file"
awk -v capacity="$capacity" -v ttl="$ttl" -v policy="$policy" "$program"
