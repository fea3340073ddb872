#!/usr/bin/env bash
# Gets Python 3.13 on Debian and its kin: the distribution's own package where it has one, or else Debian 13's source package,
# built into a folder of its own (3.5 minutes on two cores). As root it installs what is needed from apt; otherwise it says what is
# missing. Nothing of Debian 13 gets into the system.
# usage: install-python.sh PREFIX
set -euo pipefail
prefix=${1:?usage: install-python.sh PREFIX}

HEADERS='libssl-dev zlib1g-dev libffi-dev libsqlite3-dev libbz2-dev liblzma-dev'
TOOLS='gcc libc6-dev make xz-utils dpkg-dev'
say() { echo "python3.13: $*"; }
die() { echo "python3.13: $*" >&2; exit 1; }
command -v apt-get >/dev/null || die 'this system has no apt: install Python 3.13 and name it in CLAIMWIRE_PYTHON'

as_root() { [ "$(id -u)" = 0 ]; }
apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@" >/dev/null
}
if as_root; then apt-get -qq update; fi

if apt-cache policy python3.13 2>/dev/null | grep -q 'Candidate: 3\.13'; then
  as_root || die 'run as root: apt-get install python3.13 python3.13-venv'
  say 'from the distribution'
  apt_install python3.13 python3.13-venv
  exit
fi

missing=
for package in $HEADERS $TOOLS; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=" $package"
done
if [ -n "$missing" ]; then
  as_root || die "run as root: apt-get install$missing"
  say "installing$missing"
  # shellcheck disable=SC2086 # a list of names
  apt_install $missing
fi

# The mirror that the system uses, asked for Debian 13's sources, with lists and cache of its own
mirror=$(apt-cache policy | sed -n 's# *[0-9]* \(https\{0,1\}://[^ ]*/debian/\{0,1\}\) .*/main .*#\1#p' | head -n 1)
[ -n "$mirror" ] || die 'no Debian mirror among the sources of apt'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,src}
cat >"$work/trixie.sources" <<SOURCES
Types: deb-src
URIs: $mirror
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
options=(-qq -o "Dir::Etc::sourcelist=$work/trixie.sources" -o Dir::Etc::sourceparts=/nonexistent
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache"
  -o APT::Sandbox::User=root) # its own user cannot write here
cd "$work"
apt-get "${options[@]}" update
apt-get "${options[@]}" source --download-only python3.13
tar -xJf python3.13_*.orig.tar.xz -C src --strip-components=1
say "building $(basename python3.13_*.orig.tar.xz .orig.tar.xz)"
cd src
build() {
  ./configure -q --prefix="$prefix" --disable-test-modules --without-static-libpython && make -s -j"$(nproc)" && make -s install
}
build >"$work/build.log" 2>&1 || { tail -n 40 "$work/build.log" >&2; die 'the build failed'; }
say "installed in $prefix"
