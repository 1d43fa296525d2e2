#!/usr/bin/env bash
# The Containerfile of docs/operations.md without a container engine: its steps, read from its text, in a debootstrap folder.
# RUN and CMD are run as written; what an engine gives besides (name service, /proc, the registry's address, certificates) comes from this machine.
set -euo pipefail

usage='Usage: scripts/containerSteps.sh [CONTAINERFILE]

Builds Debian in a temporary folder, goes through the steps of the Containerfile (default: the one in docs/operations.md) with what
is committed, starts it as its user, asks /api/health and /, stops it and removes the folder. Takes some minutes, 2 GB and the network.

  MIRROR=URL   where Debian comes from (default: where this machine has it from)
  TMPDIR=DIR   where the folder is made (default /tmp)

Example: sudo scripts/containerSteps.sh
Exit code: 0 all held, 1 something did not, 2 asked wrongly or a tool is missing.'
root=$(cd "$(dirname "$0")/.." && pwd)
asked_wrongly() { echo "$*" >&2; exit 2; }
fail() { echo "Failed: $*" >&2; exit 1; }
say() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

case "${1:-}" in --help | -h) echo "$usage"; exit 0 ;; -*) asked_wrongly "Cannot read $1"$'\n\n'"$usage" ;; esac
[ $# -le 1 ] || asked_wrongly "$usage"
[ "$(id -u)" -eq 0 ] || asked_wrongly 'Cannot make a Debian folder: debootstrap and chroot need root (sudo scripts/containerSteps.sh)'
for tool in debootstrap chroot curl git; do
  command -v "$tool" >/dev/null || asked_wrongly "Cannot find $tool: install it first (apt-get install $tool)"
done
# Whoever runs this as root need not own the checkout.
of_checkout() { git -c safe.directory="$root" -C "$root" "$@"; }
of_checkout rev-parse --verify --quiet HEAD >/dev/null 2>&1 || asked_wrongly "Cannot read what is committed: $root is no checkout of git"

# --- the text, a step a line ---
if [ $# -eq 1 ]; then text=$(cat "$1") || exit 2
else text=$(awk '/^## /{here = $0 == "## In a container"} here && sub(/^    /, "")' "$root/docs/operations.md"); fi
mapfile -t steps < <(sed -e ':more' -e '/\\$/{N;s/\\\n//;b more' -e '}' -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' <<<"$text")
[[ ${steps[0]:-} =~ ^FROM\ debian:([a-z]+)(-slim)?$ ]] || asked_wrongly "Cannot begin with: ${steps[0]:-nothing} (wanted: FROM debian:SUITE or debian:SUITE-slim)"
suite=${BASH_REMATCH[1]}
for step in "${steps[@]:1}"; do
  case $step in
    'RUN ['* | 'RUN --'* | 'COPY --'* | 'COPY ['* | ENV\ *[\"\'\ \$]*=* | ENV\ *=*[\"\'\ \$]*) asked_wrongly "Cannot read this form: $step" ;;
    RUN\ * | COPY\ * | WORKDIR\ /* | USER\ * | VOLUME\ /* | ENV\ *=* | EXPOSE\ * | 'CMD ["'*'"]') ;;
    *) asked_wrongly "Cannot read this instruction: $step" ;;
  esac
done

# --- the folder, gone at the end whatever happens ---
folder=$(mktemp -d "${TMPDIR:-/tmp}/aftershock-container-XXXXXX")
inside=$folder/debian
server=
cleanup() {
  [ -z "$server" ] || kill -KILL -- "-$server" 2>/dev/null || true
  awk -v under="$folder/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mounted; do umount "$mounted" || umount -l "$mounted"; done
  rm -rf --one-file-system "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1 || true)}
say "FROM debian:$suite (debootstrap, minbase)"
debootstrap --variant=minbase "$suite" "$inside" "${mirror:-http://deb.debian.org/debian}" >"$folder/log" 2>&1 || { tail -n 20 "$folder/log" >&2; fail "debootstrap $suite"; }
cp /etc/resolv.conf /etc/hosts "$inside/etc/"
mount -t proc proc "$inside/proc"

# What reaches the registries from here, for the steps of the build only.
build=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do [ -z "${!name:-}" ] || build+=("$name=${!name}"); done
if registry=$(npm config get registry 2>/dev/null); then build+=("npm_config_registry=$registry"); fi
if [ -r "${NODE_EXTRA_CA_CERTS:-}" ]; then
  mkdir "$inside/run/machine" && cp "$NODE_EXTRA_CA_CERTS" "$inside/run/machine/certificates.pem"
  build+=(NODE_EXTRA_CA_CERTS=/run/machine/certificates.pem)
fi

env=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
workdir=/
user=root
volumes=()
command=()
# enter COMMAND…: inside, as the user of this step, with nothing of the environment of this machine.
enter() {
  local home
  home=$(awk -F: -v name="$user" '$1 == name { print $6 }' "$inside/etc/passwd")
  exec chroot --userspec="$user" "$inside" /usr/bin/env -i --chdir="$workdir" HOME="${home:-/}" "${env[@]}" "$@"
}
for step in "${steps[@]:1}"; do
  say "$step"
  rest=${step#* }
  case $step in
    RUN*) (enter "${build[@]}" /bin/sh -c "$rest") >"$folder/log" 2>&1 || { tail -n 40 "$folder/log" >&2; fail "$step"; } ;;
    WORKDIR*) workdir=$rest; mkdir -p "$inside$workdir" ;;
    COPY*)
      read -r from to more <<<"$rest"
      [ -z "$more" ] && [[ $from != /* && $from != *..* ]] || fail "cannot read this form: $step"
      [[ $to == /* ]] || to=$workdir/$to
      # As from a fresh clone: of a folder, what is in it.
      mkdir -p "$folder/clone" && of_checkout archive HEAD | tar -x --no-same-owner -C "$folder/clone"
      if [ -d "$folder/clone/$from" ]; then mkdir -p "$inside$to" && cp -a "$folder/clone/$from/." "$inside$to"; else cp -a "$folder/clone/$from" "$inside$to"; fi
      ;;
    USER*) user=$rest ;;
    VOLUME*) volumes+=("$rest") ;;
    ENV*) env+=("$rest") ;;
    EXPOSE*) ;;
    CMD*) mapfile -t command < <(grep -o '"[^"]*"' <<<"$rest" | tr -d '"') ;;
  esac
done
[ ${#command[@]} -gt 0 ] && [ ${#volumes[@]} -gt 0 ] || fail 'the Containerfile names no CMD or no VOLUME'
rm -rf "$inside/run/machine"

# --- the program ---
port=$((20000 + RANDOM % 20000))
while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
token=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
touch "$folder/begun"
set -m
(enter PORT="$port" AFTERSHOCK_TOKEN="$token" "${command[@]}") >"$folder/log" 2>&1 &
server=$!
set +m
# ask PATH TOKEN: the status, the body in $folder/body.
ask() { curl -s -o "$folder/body" -w '%{http_code}' --max-time 20 ${2:+-H "Authorization: Bearer $2"} "http://127.0.0.1:$port$1" || true; }
for ((tries = 0; ; tries++)); do
  [ "$(ask /api/health "$token")" = 200 ] && break
  kill -0 "$server" 2>/dev/null && [ $tries -lt 120 ] || { cat "$folder/log" >&2; fail "no answer of /api/health"; }
  sleep 1
done
say "/api/health: $(head -c 200 "$folder/body")"
status=$(ask / "$token")
[ "$status" = 200 ] && grep -q '<title>' "$folder/body" || fail "/ answered $status"
say '/: 200, the page'
status=$(ask /api/tickers '')
[ "$status" = 401 ] || fail "/api/tickers without the token answered $status"
say '/api/tickers without the token: 401'
owner=$(stat -c %u "$inside/proc/$server")
[ "$owner" = "$(awk -F: -v name="$user" '$1 == name { print $3 }' "$inside/etc/passwd")" ] || fail "it runs as $owner"

kill -TERM "$server"
for ((tries = 0; tries < 100; tries++)); do kill -0 "$server" 2>/dev/null && sleep 0.1 || break; done
kill -KILL -- "-$server" 2>/dev/null || true
code=0
wait "$server" || code=$?
server=
[ "$code" -eq 0 ] || { tail -n 20 "$folder/log" >&2; fail "exit code $code after SIGTERM"; }
say "SIGTERM as $user ($owner): exit code 0"

kept=()
for volume in "${volumes[@]}"; do
  [ -n "$(find "$inside$volume" -type f -newer "$folder/begun" -print -quit)" ] || fail "nothing was written to $volume"
  kept+=(-path "$inside$volume" -prune -o)
done
strays=$(find "$inside" -xdev -path "$inside/proc" -prune -o "${kept[@]}" -type f -newer "$folder/begun" -printf '/%P\n')
[ -z "$strays" ] || fail "written beside ${volumes[*]}:"$'\n'"$(head -n 20 <<<"$strays")"
say "Written to ${volumes[*]} and nowhere else: $(cd "$inside" && find "${volumes[@]/#/.}" -type f | tr '\n' ' ')"
