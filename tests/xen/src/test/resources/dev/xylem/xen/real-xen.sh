#!/bin/bash
# Boots Xen with a Linux dom0 and a guest under qemu without KVM, and prints what both say on their consoles.
#   real-xen.sh WORK XEN RUNTIME CLASSES MAIN
# WORK is an empty directory, XEN what bin/check unpacks (xen, vmlinux, modules), RUNTIME a JDK image, CLASSES a class path of
# directories, MAIN the class that the guest runs. STORE=c|ox is the daemon in dom0, DOMU=pv|pvh how the guest is built.
# dom0 says "xen|ok|CHECK" or "xen|FAILED|CHECK", and "xen|end" at the end.
set -euo pipefail
work=$1 xen=$2 runtime=$3 classes=$4 main=$5
store=${STORE:-c} domu=${DOMU:-pv}
# HotSpot's compiled code does not survive what qemu makes of pages in a guest with nested page tables: it is interpreted there.
[ "$domu" = pvh ] && jit=-Xint || jit=
here=$(dirname "$(realpath "$0")")
utils=$(ls -d /usr/lib/xen-4.*/bin | sort -V | tail -n 1)

# put TREE FILE [PLACE]: a program or library, with the libraries that it needs.
put() {
  local tree=$1 file=$2 place=${3:-/bin/$(basename "$2")} library
  mkdir -p "$tree$(dirname "$place")"
  cp -L "$file" "$tree$place"
  for library in $(ldd "$file" 2>/dev/null | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p; s/^\t\(\/lib64[^ ]*\).*/\1/p'); do
    # The runtime's own libraries are there already.
    case $library in "$tree"/*) continue ;; esac
    mkdir -p "$tree$(dirname "$library")"
    [ -e "$tree$library" ] || cp -L "$library" "$tree$library"
  done
}
# shells TREE: busybox and its names.
shells() {
  mkdir -p "$1"/{bin,dev,proc,sys,run,tmp,var,etc}
  cp /bin/busybox "$1/bin/"
  ln -s busybox "$1/bin/sh"
}
pack() { (cd "$1" && find . | cpio -o -H newc -R 0:0 --quiet); }

guest=$work/guest
shells "$guest"
cp -a "$runtime" "$guest/jre"
chmod -R u+w "$guest/jre"
find "$guest/jre" -name '*.so' -o -path '*/bin/java' | while read -r file; do put "$guest" "$file" "${file#"$guest"}.needs"; done
find "$guest/jre" -name '*.needs' -delete
mkdir "$guest/classes"
IFS=:
for place in $classes; do cp -a "$place/." "$guest/classes/"; done
unset IFS
cat >"$guest/init" <<EOF
#!/bin/sh
export PATH=/bin HOME=/ JAVA_TOOL_OPTIONS=
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev 2>/dev/null
/jre/bin/java $jit -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp /classes $main
echo "guest: java ended with \$?"
poweroff -f
EOF
chmod 755 "$guest/init"

dom0=$work/dom0
shells "$dom0"
mkdir -p "$dom0"/run/{xen,lock,xenstored} "$dom0"/var/{lib/xen,lib/xenstored,log/xen/console,lock} "$dom0/etc/xen" "$dom0/modules"
ln -s ../run "$dom0/var/run"
[ "$store" = ox ] && daemon=oxenstored || daemon=xenstored
put "$dom0" "$utils/$daemon" /bin/daemon
for tool in "$utils/xl" "$utils/xenconsoled" "$utils/xen-init-dom0" /usr/bin/xenstore; do put "$dom0" "$tool"; done
put "$dom0" /lib/x86_64-linux-gnu/libgcc_s.so.1 /lib/x86_64-linux-gnu/libgcc_s.so.1
cp -L /etc/xen/xl.conf /etc/xen/oxenstored.conf "$dom0/etc/xen/"
cp "$xen"/modules/*.ko "$dom0/modules/"
cp "$xen/vmlinuz" "$dom0/guest-kernel"
pack "$guest" | gzip -1 >"$dom0/guest.cpio.gz"
cat >"$dom0/guest.cfg" <<EOF
name="guest"
type="$domu"
kernel="/guest-kernel"
ramdisk="/guest.cpio.gz"
memory=384
vcpus=1
extra="console=hvc0 quiet rdinit=/init"
on_poweroff="destroy"
on_crash="destroy"
EOF
cp "$here/real-xen-dom0.sh" "$dom0/init"
chmod 755 "$dom0/init"
echo "$daemon" >"$dom0/daemon-name"
pack "$dom0" >"$work/dom0.cpio"
rm -rf "$guest" "$dom0"

exec qemu-system-x86_64 -accel tcg,thread=multi,tb-size=256 -machine pc -cpu max,-smap,-smep,-rdtscp,-avx,-avx2 -smp 2 -m 1700 \
  -nodefaults -display none -monitor none -no-reboot -serial stdio -kernel "$xen/xen" \
  -append "console=com1 com1=115200,8n1 loglvl=warning guest_loglvl=warning dom0_mem=800M,max:800M dom0_max_vcpus=1 ucode=no xpti=0 spec-ctrl=no" \
  -initrd "$xen/vmlinux console=hvc0 quiet rdinit=/init,$work/dom0.cpio"
