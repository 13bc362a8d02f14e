#!/bin/sh
# The first process of dom0: starts the store and a guest, is the guest's toolstack and its device's back end, and says what comes of
# it, a line for each check.
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev
mkdir -p /dev/pts; mount -t devpts p /dev/pts
for module in xen-privcmd xen-evtchn xen-gntdev xen-gntalloc xenfs; do [ ! -e /modules/$module.ko ] || insmod /modules/$module.ko; done
mount -t xenfs x /proc/xen

ok() { echo "xen|ok|$1"; }
failed() { echo "xen|FAILED|$1"; }
finish() { echo "xen|end|$(cut -d' ' -f1 /proc/uptime)"; sync; poweroff -f; }
# until CHECK PATH VALUE: waits until a node has a value.
until_is() {
  i=0
  while [ "$(xenstore read "$2" 2>/dev/null)" != "$3" ]; do
    i=$((i + 1))
    [ $i -lt 600 ] || { failed "$1: $2 is '$(xenstore read "$2" 2>&1)'"; finish; }
    usleep 100000
  done
  ok "$1"
}
is() { if [ "$2" = "$3" ]; then ok "$1"; else failed "$1: '$2'"; fi; }

if grep -q ox /daemon-name; then daemon --no-fork & else daemon -N & fi
i=0
until xenstore read / >/dev/null 2>&1 || [ $i = 100 ]; do usleep 100000; i=$((i + 1)); done
xen-init-dom0
xenconsoled --log=guest --log-dir=/var/log/xen/console
xl create /guest.cfg || { failed "xl create"; finish; }
ID=$(xl domid guest)
LOG=/var/log/xen/console/guest-guest.log
touch $LOG
tail -f $LOG &
HOME_OF_GUEST=/local/domain/$ID
FRONT=$HOME_OF_GUEST/device/xylem/0
BACK=/local/domain/0/backend/xylem/$ID/0

TARGET=$(xenstore read $HOME_OF_GUEST/memory/target)
until_is "the guest publishes what it read" $HOME_OF_GUEST/data/goal "$TARGET"
for less in 1024 2048 4096; do
  xenstore write $HOME_OF_GUEST/memory/target $((TARGET - less))
  until_is "the guest follows memory/target, less $less" $HOME_OF_GUEST/data/goal $((TARGET - less))
done
is "the guest owns what it publishes" "$(xenstore ls -p $HOME_OF_GUEST/data | grep -c "goal.*(n$ID")" 1

for round in 1 2; do
  xenstore write $FRONT "" ; xenstore chmod $FRONT n$ID r0
  xenstore write $BACK "" ; xenstore chmod $BACK n0 r$ID
  xenstore write $BACK/frontend $FRONT $BACK/frontend-id $ID $BACK/online 1 $BACK/state 1 \
    $FRONT/backend $BACK $FRONT/backend-id 0 $FRONT/state 1
  xenstore write $BACK/state 2
  until_is "the front end answers ($round)" $FRONT/state 3
  is "with its ring ($round)" "$(xenstore read $FRONT/ring-ref)" 8
  xenstore write $BACK/state 4
  until_is "and is connected ($round)" $FRONT/state 4
  xenstore write $BACK/online 0 $BACK/state 5
  until_is "it ends with the back end ($round)" $FRONT/state 6
  xenstore rm $FRONT $BACK
  xenstore write $HOME_OF_GUEST/memory/target $((TARGET - 8192 * round))
  until_is "the guest goes on ($round)" $HOME_OF_GUEST/data/goal $((TARGET - 8192 * round))
  is "the device stays away ($round)" "$(xenstore read $FRONT/state 2>/dev/null)" ""
done
xl destroy guest
finish
