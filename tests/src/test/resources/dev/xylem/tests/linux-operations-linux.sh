# Only with 9P2000.L: a loop in the shell, all 10 000 nodes, other users, and what XenStore's tools do at the same time.
while line=$(cat store/ev/.events); do echo "$line" | sed 's/^[0-9]*//' >> /tmp/loop; [ $(wc -l < /tmp/loop) -lt 2 ] || break; done & loop=$!
until [ "$(wc -l 2>/dev/null < /tmp/loop)" = 2 ]; do echo again > store/ev/.value; usleep 20000; done
wait $loop
is event-loop ' .' sh -c 'sort -u /tmp/loop'

total=0
for directory in store/n/*/; do set -- $directory*; total=$((total + $#)); done
is ten-thousand 10000 echo $total
is find-hundred 202 sh -c 'cd store/hundred; find . | wc -l'

ok other-chmod chmod 644 store store/few store/few/a
is other-read 1 su seven -c 'cat store/few/a/.value'
no other-write 'ermission denied' su seven -c 'echo 2 > store/few/a/.value'
no other-hidden 'ermission denied' su seven -c 'cat store/few/b/.value'

exec 3<store/local/domain/0/.events
host write
is twin-seen 300000 cat values/balloon/goalKiB
is twin-watched ' memory/target' sh -c 'cat <&3 | grep target | sed s/^[0-9]*//'
exec 3<&-
refusals=$(cat store/sys/refusals/.value)
host banana
is twin-refusal-counted $((refusals + 1)) cat store/sys/refusals/.value
no twin-refused 'write error' into values/balloon/targetKiB echo banana
ok twin-write into values/balloon/targetKiB echo 400000
host check
ok twin-restore into values/balloon/targetKiB echo 131072
