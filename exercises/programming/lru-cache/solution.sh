#!/bin/bash
# A bounded cache driven by an operations file: LRU or LFU, with a TTL.
#
# The shell reads the options; one awk program runs the operations. Its entries are in associative arrays by key, and a
# ring of keys for each number of uses keeps the order of use: before[] and after[] are its links. LRU is the same with
# one ring for all. Every operation is O(1).

usage() {
  echo "lru-cache: $1" >&2
  exit 2
}

# A whole number from $2 to $3.
is_whole() {
  [[ $1 =~ ^[0-9]{1,10}$ ]] && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]
}

capacity='' ttl='' policy=lru file=-
while [ $# -gt 0 ]; do
  case $1 in
    --capacity | --ttl | --policy)
      [ $# -gt 1 ] || usage "$1 needs a value"
      case $1 in
        --capacity) is_whole "$2" 0 4294967294 && capacity=$2 ;;
        --ttl) is_whole "$2" 1 4294967295 && ttl=$2 ;;
        --policy) [[ $2 == lru || $2 == lfu ]] && policy=$2 ;;
      esac || usage "$1: \`$2\` is not one"
      shift 2
      ;;
    --*) usage "unknown option $1" ;;
    *)
      file=$1
      shift
      ;;
  esac
done

if [ "$file" != - ] && [ ! -f "$file" ]; then
  echo "lru-cache: $file: there is no such file" >&2
  exit 1
fi

program='
# ---- The order of use. The ring of a number of uses begins and ends at a name that no key has: a space and the number.

function link_first(key,    ring) {
  ring = " " uses[key]
  if (!(ring in after)) after[ring] = before[ring] = ring
  before[key] = ring
  after[key] = after[ring]
  before[after[ring]] = key
  after[ring] = key
}

function unlink(key) {
  after[before[key]] = after[key]
  before[after[key]] = before[key]
  delete before[key]
  delete after[key]
}

function add(key) {
  size++
  uses[key] = 1
  link_first(key)
  least = 1
}

# It was read or overwritten.
function use(key,    ring) {
  unlink(key)
  ring = " " uses[key]
  if (lfu) {
    # This very entry goes one up, and it was the last of the lowest count.
    if (uses[key] == least && after[ring] == ring) least++
    uses[key]++
  }
  link_first(key)
}

# `least` may be too low then. That does no harm: there is room, so add() comes before the next eviction.
function remove(key) {
  size--
  unlink(key)
  delete uses[key]
  delete value[key]
  delete expires[key]
}

function is_expired(key) {
  return expires[key] != "" && expires[key] <= now
}

# ---- Operations: each leaves what it has to say in `said`

# Whether the key has a live entry. An expired one is dropped, and `dropped` says so.
function meet(key,    live) {
  live = key in value
  dropped = 0
  if (live && is_expired(key)) {
    remove(key)
    expired++
    dropped = 1
    live = 0
  }
  return live
}

function get(key) {
  if (meet(key)) {
    hits++
    use(key)
    said = "hit " value[key]
  } else {
    misses++
    said = dropped ? "miss, expired" : "miss"
  }
}

function put(key, text, lifetime,    victim) {
  if (lifetime == "") lifetime = ttl
  if (capacity == 0) {
    said = "not stored"
  } else if (meet(key)) {
    use(key)
    said = "updated"
  } else {
    said = dropped ? "stored, expired " key : "stored"
    if (size == capacity) {
      victim = before[" " least]
      if (is_expired(victim)) {
        expired++
        said = "stored, expired " victim
      } else {
        evictions++
        said = "stored, evicted " victim
      }
      remove(victim)
    }
    add(key)
  }
  if (capacity > 0) {
    value[key] = text
    expires[key] = lifetime == "" ? "" : now + lifetime
  }
}

function discard(key) {
  if (meet(key)) {
    remove(key)
    said = "deleted"
  } else {
    said = dropped ? "absent, expired" : "absent"
  }
}

# ---- Lines

function fail(text) {
  print "lru-cache: " name text > messages
  failed = 1
  exit 1
}

function is_whole(word, low, high) {
  return word ~ /^[0-9]+$/ && word + 0 >= low && word + 0 <= high
}

function check_number(word, low, high) {
  if (!is_whole(word, low, high)) fail(":" NR ": `" word "` is not a whole number from " low " to " high)
}

function check_capacity() {
  if (capacity == "") capacity = given
  if (capacity == "") fail(": no capacity: give --capacity N, or `capacity N` before the first operation")
}

# Does what a line of so many words says, and prints the answer.
function obey(words) {
  if (word[1] == "capacity" && words == 2 && ops == 0 && given == "") {
    check_number(word[2], 0, 4294967294)
    given = word[2]
  } else {
    if (ops == 0) check_capacity()
    ops++
    operate(words)
    print said
  }
}

function operate(words) {
  if (word[1] == "get" && words == 2) {
    get(word[2])
  } else if (word[1] == "put" && words == 3) {
    put(word[2], word[3], "")
  } else if (word[1] == "put" && words == 5 && word[4] == "ttl") {
    check_number(word[5], 1, 4294967295)
    put(word[2], word[3], word[5])
  } else if (word[1] == "delete" && words == 2) {
    discard(word[2])
  } else if (word[1] == "tick" && words == 2) {
    check_number(word[2], 0, 4294967295)
    now += word[2]
    said = sprintf("time %.0f", now)
  } else if (word[1] == "capacity") {
    fail(":" NR ": `capacity N` stands before the first operation, once")
  } else {
    fail(":" NR ": `" line "` is not an operation (get, put, delete, tick)")
  }
}

BEGIN {
  given = ""
  now = ops = hits = misses = evictions = expired = size = least = failed = 0
}

{
  line = $0
  sub(/^[ \t]+/, "", line)
  sub(/[ \t\r]+$/, "", line)
  if (line !~ /^(#|$)/) obey(split(line, word, /[ \t]+/))
}

END {
  # END is run after exit, too.
  if (!failed && ops == 0) check_capacity()
  if (!failed) {
    ratio = "-"
    gets = hits + misses
    if (gets > 0) {
      parts = int(hits * 10000 / gets) # whole numbers: rounded down, the same in every language
      ratio = sprintf("%d.%04d", int(parts / 10000), parts % 10000)
    }
    printf "ops=%d hits=%d misses=%d evictions=%d expired=%d ratio=%s\n", ops, hits, misses, evictions, expired, ratio
  }
  if (failed) exit 1
}
'

# awk has no standard error of its own everywhere: what is to go there is left in a file.
messages=/tmp/lru-cache.$$
[ "$policy" = lfu ] && is_lfu=1 || is_lfu=0
set -- -v name="$file" -v capacity="$capacity" -v ttl="$ttl" -v lfu="$is_lfu" -v messages="$messages" "$program"
if [ "$file" = - ]; then
  awk "$@"
else
  awk "$@" <"$file"
fi
status=$?
if [ -f "$messages" ]; then
  cat "$messages" >&2
  rm "$messages"
fi
exit $status
