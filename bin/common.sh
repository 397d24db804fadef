# Sourced by the commands beside it: what the machine must have, and how to get it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# can_install: whether this is a Debian-like machine on which this user may install packages.
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# install_packages NAME…: installs what is missing; says why when it cannot; true if all is there.
install_packages() {
  local name missing=()
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  can_install || return 1
  say "Installing ${missing[*]} …"
  local log
  log=$(mktemp)
  if ! { DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# unpack_packages DIRECTORY NAME…: unpacks Debian packages below DIRECTORY/NAME and does not install
# them, as some exclude each other and some start a server; says why when it cannot; true if all are
# there.
unpack_packages() {
  local directory=$1 name partial log
  shift
  for name in "$@"; do
    [ -d "$directory/$name" ] && continue
    command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1 || return 1
    say "Unpacking $name …"
    mkdir -p "$directory"
    partial=$(mktemp -d "$directory/.XXXXXX")
    log=$partial/log
    if ! (cd "$partial" && download_package "$name" && dpkg -x "$name"_*.deb unpacked) >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -rf "$partial"
      return 1
    fi
    mv "$partial/unpacked" "$directory/$name"
    rm -rf "$partial"
  done
}

# download_package NAME: fetches a package's file into the working directory.
download_package() {
  apt-get -qq download "$1" && return 0
  can_install && apt-get -qq update && apt-get -qq download "$1"
}

# java_version: the major version of the JDK in use, or 0.
java_version() {
  local javac=javac
  [ -n "${JAVA_HOME:-}" ] && javac=$JAVA_HOME/bin/javac
  "$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p' | grep . || echo 0
}

# need_build_tools: a JDK of 17 or later and Maven, installed if they can be.
need_build_tools() {
  if [ "$(java_version)" -lt 17 ]; then
    if [ -n "${JAVA_HOME:-}" ]; then
      say "netboot4j: JAVA_HOME ($JAVA_HOME) holds no JDK of version 17 or later."
      exit 2
    fi
    install_packages openjdk-17-jdk-headless || true
    if [ "$(java_version)" -lt 17 ]; then
      say "netboot4j: needs a JDK of version 17 or later (on Debian: openjdk-17-jdk-headless)."
      exit 2
    fi
  fi
  if ! command -v mvn >/dev/null 2>&1 && ! install_packages maven; then
    say "netboot4j: needs Maven 3.8.7 or later (on Debian: maven)."
    exit 2
  fi
}
