# Sourced by the commands beside it.

# The java that Maven runs on too.
java_command() {
  echo "${JAVA_HOME:+$JAVA_HOME/bin/}java"
}

require_jdk_and_maven() {
  local missing=()
  command -v mvn >/dev/null || missing+=(maven)
  command -v "$(java_command)" >/dev/null || missing+=(openjdk-17-jdk-headless)
  if [ ${#missing[@]} -gt 0 ]; then
    echo "missing: ${missing[*]} (Debian's names); install them, then run this again" >&2
    exit 1
  fi
}

# may_install: whether packages can be installed without asking anybody. Sets as_root to the command to put before.
may_install() {
  as_root=()
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
  as_root=(sudo -n)
}

# require_packages TOOL=PACKAGE...: installs the Debian packages whose tools, or files, are missing, if it may. Without them the
# tests that need them are skipped, each with its reason; under CI they fail.
require_packages() {
  local missing=() pair
  for pair in "$@"; do
    [ -e "${pair%%=*}" ] || command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if may_install; then
    echo "Installing ${missing[*]} ..."
    "${as_root[@]}" apt-get update -qq || true
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null && return 0
  fi
  echo "Not installed: ${missing[*]}. The tests that need them will be skipped; apt-get install ${missing[*]} mends it." >&2
}

# require_linux: unpacks a Debian kernel with modules for 9P where tests look for one, unless one is installed. Installs nothing.
require_linux() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/xylem/linux work package
  if compgen -G "$cache/lib/modules/*/kernel/fs/9p/9p.ko" >/dev/null || compgen -G '/lib/modules/*/kernel/fs/9p/9p.ko' >/dev/null; then
    return 0
  fi
  work=$(mktemp -d)
  echo "Unpacking a Linux kernel below $cache ..."
  mkdir -p "$(dirname "$cache")" "$work/linux"
  if (
    cd "$work"
    latest() { apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[^ ]*\).*/\1/p' | head -n 1; }
    package=$(latest)
    if [ -z "$package" ] && may_install; then
      "${as_root[@]}" apt-get update -qq
      package=$(latest)
    fi
    apt-get download -qq "$package" 2>/dev/null
    dpkg-deb --fsys-tarfile ./*.deb | tar -x -C linux --wildcards './boot/vmlinuz*' '*/e1000.ko' '*/fs/netfs/*' \
      '*/fs/fscache/*' '*/net/9p/*' '*/fs/9p/*'
  ); then
    rm -rf "$cache"
    mv "$work/linux" "$cache"
  else
    echo "There is no Debian kernel to be had. The test that mounts 9P with it will be skipped." >&2
  fi
  rm -rf "$work"
}

# require_xen: unpacks Debian's Xen with a kernel for dom0 and guests where tests look for them. Installs nothing.
require_xen() {
  local cache=${XDG_CACHE_HOME:-$HOME/.cache}/xylem/xen work package
  if [ -r "$cache/vmlinux" ]; then
    return 0
  fi
  work=$(mktemp -d)
  echo "Unpacking Xen and a Linux kernel below $cache ..."
  mkdir -p "$(dirname "$cache")" "$work/xen/modules"
  if (
    set -e
    cd "$work"
    package=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[^ ]*\).*/\1/p' | head -n 1)
    apt-get download -qq xen-hypervisor-4.17-amd64 "$package" 2>/dev/null
    for each in ./*.deb; do dpkg-deb --fsys-tarfile "$each" | tar -x; done
    zcat boot/xen-4.*-amd64.gz >xen/xen
    cp boot/vmlinuz-* xen/vmlinuz
    find lib/modules \( -name xen-evtchn.ko -o -name xenfs.ko -o -name xen-privcmd.ko -o -name xen-gntdev.ko \
      -o -name xen-gntalloc.ko \) -exec cp {} xen/modules/ ';'
    # Unpacked here in a second; Xen would take long under emulation.
    offset=$(LC_ALL=C grep -abo -m 1 -P '\xFD7zXZ\x00' xen/vmlinuz | head -n 1 | cut -d: -f1)
    tail -c "+$((offset + 1))" xen/vmlinuz | { xz -dc --single-stream 2>/dev/null || true; } >xen/vmlinux
    [ "$(head -c 4 xen/vmlinux | tail -c 3)" = ELF ]
  ); then
    rm -rf "$cache"
    mv "$work/xen" "$cache"
  else
    echo "There is no Xen to be had. The test that boots it will be skipped." >&2
  fi
  rm -rf "$work"
}

# major HOME: the feature version of the JDK in a directory, or nothing.
major() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# other_jdk: the newest installed JDK of another version than the one in use, or nothing.
other_jdk() {
  local current home version best=0 found=""
  current=$("$(java_command)" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
  for home in /usr/lib/jvm/*; do
    [ ! -L "$home" ] || continue
    version=$(major "$home")
    if [ -n "$version" ] && [ "$version" -ge 17 ] && [ "$version" != "$current" ] && [ "$version" -gt "$best" ]; then
      best=$version
      found=$home
    fi
  done
  echo "$found"
}
