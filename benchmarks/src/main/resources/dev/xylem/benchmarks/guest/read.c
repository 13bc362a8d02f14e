/* The median of many READs of libxenstore, in nanoseconds: read SOCKET READS */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <xenstore.h>

static int compare(const void *one, const void *other) {
    long difference = *(const long *)one - *(const long *)other;
    return difference < 0 ? -1 : difference > 0;
}

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

int main(int argc, char **argv) {
    int reads = argc > 2 ? atoi(argv[2]) : 0;
    long *nanos = malloc(reads * sizeof *nanos);
    if (reads < 1 || !nanos || setenv("XENSTORED_PATH", argv[1], 1))
        return 2;
    struct xs_handle *store = xs_open(0);
    if (!store || !xs_write(store, XBT_NULL, "read/value", "1", 1)) {
        perror("no store");
        return 1;
    }
    for (int i = 0; i < reads; i++) {
        unsigned int length;
        long begun = now();
        char *value = xs_read(store, XBT_NULL, "read/value", &length);
        nanos[i] = now() - begun;
        if (!value) {
            perror("READ");
            return 1;
        }
        free(value);
    }
    qsort(nanos, reads, sizeof *nanos, compare);
    printf("%ld\n", nanos[reads / 2]);
    xs_close(store);
    return 0;
}
