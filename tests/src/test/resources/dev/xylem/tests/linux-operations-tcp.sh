# Over TCP nobody knows who asks: whatever the access rule gives to everybody can be read, nothing can be written.
is read 1 cat store/few/a/.value
no hidden 'ermission denied' cat store/few/b/.value
no write 'ead-only file system' sh -c 'echo 2 > store/few/a/.value'
no mkdir 'ead-only file system' mkdir store/few/a/new
no transaction 'ead-only file system' sh -c 'echo commit > transaction'
