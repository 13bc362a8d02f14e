#!/bin/busybox sh
# The first process of a Linux that mounts a 9P server of the host and says what came of it: on the serial console, a line
# for each check, "9p|version|ok or FAILED|check|what happened". 10.0.2.2 is the host. @UNIX@ and @TCP@ are ports there.
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t devtmpfs dev /dev
for module in @MODULES@; do insmod /modules/$module.ko || echo "9p||FAILED|insmod $module"; done
echo seven:x:7:7::/:/bin/sh >/etc/passwd
ifconfig lo up
ifconfig eth0 10.0.2.15 up

say() { echo "9p|$V|$*" >/dev/console; }
# ok CHECK COMMAND...: the command has to succeed.
ok() { check=$1; shift; if out=$("$@" 2>&1 </dev/null); then say "ok|$check"; else say "FAILED|$check|status $? $(echo "$out" | tail -n 1)"; fi; }
# no CHECK TEXT COMMAND...: it has to fail, with this text.
no() {
  check=$1; text=$2; shift 2
  if out=$("$@" 2>&1 </dev/null); then say "FAILED|$check|succeeded"; return; fi
  case $out in *"$text"*) say "ok|$check";; *) say "FAILED|$check|said $out";; esac
}
# is CHECK TEXT COMMAND...: it has to print exactly this.
is() { check=$1; text=$2; shift 2; out=$("$@" 2>&1 </dev/null); if [ "$out" = "$text" ]; then say "ok|$check"; else say "FAILED|$check|printed $out"; fi; }
# host WORD: has the host do something, and waits until it has.
host() { say "host|$1"; until [ "$(cat store/step/.value)" = "$V-$1" ]; do usleep 20000; done; }
# blocked PID: waits until a process waits for a reply.
blocked() { until grep -q p9_client_rpc /proc/$1/wchan; do usleep 20000; done; }
# into FILE COMMAND...
into() { file=$1; shift; "$@" > $file; }
onto() { file=$1; shift; "$@" >> $file; }
count() { cd $1; set -- *; cd - >/dev/null; echo $#; }

for V in 9p2000.L 9p2000.u 9p2000; do
  say "at|mounting|$(cat /proc/uptime)"
  ok mount mount -t 9p -o trans=tcp,port=@UNIX@,version=$V,access=user,uname=root,cache=none,msize=65536 10.0.2.2 /mnt
  cd /mnt
  . /operations.sh
  [ $V != 9p2000.L ] || . /operations-linux.sh
  cd /
  ok umount umount /mnt
done
V=tcp
ok mount mount -t 9p -o trans=tcp,port=@TCP@,version=9p2000.L,access=user,cache=none 10.0.2.2 /mnt
cd /mnt
. /operations-tcp.sh
cd /
ok umount umount /mnt
dmesg | grep -E 'BUG|Oops|WARNING|9p.*(timed out|bogus|invalid)' | while read line; do say "FAILED|kernel|$line"; done
say "end|$(cat /proc/uptime)"
poweroff -f
