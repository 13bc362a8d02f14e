# What every version of the protocol has to do. The directory is the root of the mount.
# 9P2000 has texts for errors, of which Linux knows some; it shows a number for reasons in our own words.
said() { if [ $V = 9p2000 ]; then echo 'Unknown error 526'; else echo "$1"; fi; }
x=store/local/domain/0/x/.value
is list 'explain refused store transaction values' echo *
is cat 131072 cat values/balloon/goalKiB
ok echo into values/balloon/targetKiB echo 262144
is derived 262144 cat values/balloon/goalKiB
no banana 'write error' into values/balloon/targetKiB echo banana
is banana-changed-nothing 262144 cat values/balloon/targetKiB
ok refused grep -q 'values/balloon/targetKiB: .*"banana": expected' refused
no write-derived 'ermission denied' into values/balloon/goalKiB echo 1
ok restore into values/balloon/targetKiB echo 131072
commit=$(cat store/sys/commit/.value)
ok truncate into values/sum/x true
is truncate-commits-nothing $commit cat store/sys/commit/.value
ok typed into values/sum/x echo 3
ok raw into $x echo -n 4
is raw-typed 4 cat values/sum/x
ok append onto $x echo -n 2
is appended 42 cat $x
ok pieces sh -c 'echo 12345 | dd bs=1 of=values/sum/y conv=notrunc'
is pieces-typed 12345 cat values/sum/y
is sum 12387 cat values/sum/z
ok explain grep -q 'rule: Sum.z(x, y)' explain/sum/z

ok transaction into transaction printf 'x=1\ny=2\nsum.x=3\ncommit\n'
is transaction-done 5 cat values/sum/z
no transaction-refused '' into transaction printf 'y=9\nx=pear\ncommit\n'
ok transaction-line sh -c 'tail -n 1 refused | grep -q "transaction: line 2: .*pear"'
is transaction-nothing 5 cat values/sum/z

ok mkdir mkdir store/t
no mkdir-again 'exists' mkdir store/t
no mkdir-name "$(said 'nvalid argument')" mkdir store/t/a:b
ok write into store/t/.value echo hello
is read hello cat store/t/.value
ok chmod chmod 644 store/t/.value
is mode 644 stat -c %a store/t/.value
is mode-directory 755 stat -c %a store/t
no chmod-no "$(said 'nvalid argument')" chmod 640 store/t/.value
ok touch touch store/t/.value
no make-file "$(said 'not permitted')" into store/t/file true
no rm-value "$(said 'not permitted')" rm store/t/.value
no mv '' mv store/t store/u
ok mv-nothing test -d store/t -a ! -e store/u
no ln '' ln -s t store/l
ok mkdir-below mkdir store/t/b
no rmdir-full 'not empty' rmdir store/t
ok rmdir rmdir store/t/b store/t
no gone 'o such file' cat store/t/.value
no missing 'o such file' cat store/missing/.value

is five-hundred 500 count store/n/d1
is find 12 sh -c 'find store/few | wc -l'
is grep 'store/few/b/.value:needle' grep -r needle store/few
is tar 12 sh -c 'tar c store/few | tar t | wc -l'

# Events: what is open hears of everything; cat and dd end after one commit; a killed reader leaves at once.
exec 3<store/ev/.events
ok event-write into store/ev/.value echo one
is event-dd ' .' sh -c 'dd bs=4096 count=1 <&3 2>/dev/null | sed s/^[0-9]*//'
exec 3<&-
exec 3<store/ev/.events
ok event-write-2 into store/ev/.value echo two
is event-cat ' .' sh -c 'cat <&3 | sed s/^[0-9]*//'
exec 3<&-
/gnu/ld.so --library-path /gnu /gnu/dd if=store/ev/.events bs=4096 count=1 iflag=nonblock status=none >/tmp/event & reader=$!
blocked $reader
ok event-write-3 into store/ev/.value echo three
wait $reader
is event-nonblock ' .' sed 's/^[0-9]*//' /tmp/event
cat .events >/dev/null & reader=$!
blocked $reader
kill -9 $reader
wait $reader
is killed-reader 137 echo $?
