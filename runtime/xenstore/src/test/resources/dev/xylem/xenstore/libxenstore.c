/*
 * Uses a XenStore server as toolstacks do, through libxenstore: nodes, permissions, large directories, transactions that
 * conflict, watches, threads. XENSTORED_PATH says where the server is. Prints the first expectation that does not hold.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xenstore.h>

#define CHECK(holds)                                                                        \
    do {                                                                                    \
        if (!(holds)) {                                                                     \
            printf("line %d: %s does not hold (errno %s)\n", __LINE__, #holds, strerror(errno)); \
            exit(1);                                                                        \
        }                                                                                   \
    } while (0)

/* An expectation of a call that fails. */
#define FAILS(call, with)                \
    do {                                 \
        errno = 0;                       \
        CHECK(!(call) && errno == with); \
    } while (0)

enum { CHILDREN = 2000, THREADS = 4, ROUNDS = 50, CHANGES = 1000 };

static struct xs_handle *store;

static struct xs_handle *connect_to_store(void)
{
    struct xs_handle *handle = xs_open(0);
    CHECK(handle);
    return handle;
}

static void put(struct xs_handle *handle, xs_transaction_t in, const char *path, const char *value)
{
    CHECK(xs_write(handle, in, path, value, strlen(value)));
}

static int holds(struct xs_handle *handle, xs_transaction_t in, const char *path, const char *value)
{
    unsigned int length;
    char *read = xs_read(handle, in, path, &length);
    int same = read && length == strlen(value) && !memcmp(read, value, length);
    free(read);
    return same;
}

static long number_in(struct xs_handle *handle, xs_transaction_t in, const char *path)
{
    unsigned int length;
    char *read = xs_read(handle, in, path, &length);
    long number;
    CHECK(read);
    number = strtol(read, NULL, 10);
    free(read);
    return number;
}

static void nodes(void)
{
    static const char octets[] = { 0, 1, (char)0xff, '\n', 0 };
    char large[4097];
    unsigned int length;
    char *read;
    char **names;

    CHECK(xs_rm(store, XBT_NULL, "/lib"));
    CHECK(xs_write(store, XBT_NULL, "/lib/a/octets", octets, sizeof(octets)));
    read = xs_read(store, XBT_NULL, "/lib/a/octets", &length);
    CHECK(read && length == sizeof(octets) && !memcmp(read, octets, length));
    free(read);
    CHECK(xs_mkdir(store, XBT_NULL, "/lib/b"));
    CHECK(xs_mkdir(store, XBT_NULL, "/lib/b"));
    CHECK(holds(store, XBT_NULL, "/lib/b", ""));
    names = xs_directory(store, XBT_NULL, "/lib", &length);
    CHECK(names && length == 2);
    CHECK(!strcmp(names[0], "a") && !strcmp(names[1], "b"));
    free(names);
    names = xs_directory(store, XBT_NULL, "/lib/b", &length);
    CHECK(names && length == 0);
    free(names);
    CHECK(xs_rm(store, XBT_NULL, "/lib/a"));
    CHECK(xs_rm(store, XBT_NULL, "/lib/a"));
    FAILS(xs_read(store, XBT_NULL, "/lib/a/octets", &length), ENOENT);
    FAILS(xs_directory(store, XBT_NULL, "/lib/a", &length), ENOENT);
    FAILS(xs_rm(store, XBT_NULL, "/lib/none/below"), ENOENT);
    FAILS(xs_rm(store, XBT_NULL, "/"), EINVAL);
    FAILS(xs_mkdir(store, XBT_NULL, "/lib/with:colon"), EINVAL);
    FAILS(xs_mkdir(store, XBT_NULL, "/lib//x"), EINVAL);
    FAILS(xs_mkdir(store, XBT_NULL, "/local/domain/"), EINVAL);
    memset(large, 'x', sizeof(large));
    FAILS(xs_write(store, XBT_NULL, "/lib/large", large, sizeof(large)), E2BIG);
    read = xs_get_domain_path(store, 7);
    CHECK(read && !strcmp(read, "/local/domain/7"));
    free(read);
    put(store, XBT_NULL, "relative", "1");
    CHECK(holds(store, XBT_NULL, "/local/domain/0/relative", "1"));
}

static void permissions(void)
{
    struct xs_permissions set[] = { { .id = 0, .perms = XS_PERM_NONE }, { .id = 5, .perms = XS_PERM_READ } };
    struct xs_permissions *got;
    unsigned int number;

    put(store, XBT_NULL, "/lib/p", "");
    CHECK(xs_set_permissions(store, XBT_NULL, "/lib/p", set, 2));
    got = xs_get_permissions(store, XBT_NULL, "/lib/p", &number);
    CHECK(got && number == 2 && got[0].id == 0 && got[0].perms == XS_PERM_NONE);
    CHECK(got[1].id == 5 && got[1].perms == XS_PERM_READ);
    free(got);
    FAILS(xs_get_permissions(store, XBT_NULL, "/lib/none", &number), ENOENT);
}

/* More names than one reply can hold. */
static void large_directory(void)
{
    char path[64];
    unsigned int number, i;
    char **names;

    for (i = 0; i < CHILDREN; i++) {
        snprintf(path, sizeof(path), "/lib/large/child%u", 10000 + i);
        CHECK(xs_mkdir(store, XBT_NULL, path));
    }
    names = xs_directory(store, XBT_NULL, "/lib/large", &number);
    CHECK(names && number == CHILDREN);
    for (i = 0; i < CHILDREN; i++) {
        snprintf(path, sizeof(path), "child%u", 10000 + i);
        CHECK(!strcmp(names[i], path));
    }
    free(names);
    CHECK(xs_rm(store, XBT_NULL, "/lib/large"));
}

static void transactions(void)
{
    struct xs_handle *other = connect_to_store();
    xs_transaction_t mine, theirs;
    unsigned int length;

    put(store, XBT_NULL, "/lib/t", "0");
    mine = xs_transaction_start(store);
    CHECK(mine != XBT_NULL);
    put(store, mine, "/lib/t", "1");
    CHECK(holds(store, mine, "/lib/t", "1"));
    CHECK(holds(store, XBT_NULL, "/lib/t", "0"));
    CHECK(xs_transaction_end(store, mine, true));
    CHECK(holds(store, XBT_NULL, "/lib/t", "0"));
    FAILS(xs_read(store, mine, "/lib/t", &length), ENOENT);
    FAILS(xs_transaction_end(store, mine, false), ENOENT);

    /* Both read, both write: one of them has to do it again. */
    mine = xs_transaction_start(store);
    theirs = xs_transaction_start(other);
    CHECK(mine != XBT_NULL && theirs != XBT_NULL);
    put(store, mine, "/lib/t", number_in(store, mine, "/lib/t") == 0 ? "1" : "wrong");
    put(other, theirs, "/lib/t", number_in(other, theirs, "/lib/t") == 0 ? "2" : "wrong");
    CHECK(xs_transaction_end(other, theirs, false));
    FAILS(xs_transaction_end(store, mine, false), EAGAIN);
    CHECK(holds(store, XBT_NULL, "/lib/t", "2"));

    /* What was looked for and missing counts as read (scenario 17). */
    mine = xs_transaction_start(store);
    FAILS(xs_read(store, mine, "/lib/lock", &length), ENOENT);
    put(other, XBT_NULL, "/lib/lock", "other");
    put(store, mine, "/lib/owner", "me");
    FAILS(xs_transaction_end(store, mine, false), EAGAIN);
    FAILS(xs_read(store, XBT_NULL, "/lib/owner", &length), ENOENT);

    /* Who only reads never conflicts. */
    mine = xs_transaction_start(store);
    CHECK(holds(store, mine, "/lib/t", "2"));
    put(other, XBT_NULL, "/lib/t", "3");
    CHECK(holds(store, mine, "/lib/t", "2"));
    CHECK(xs_transaction_end(store, mine, false));

    /* Different children of one directory. */
    mine = xs_transaction_start(store);
    theirs = xs_transaction_start(other);
    put(store, mine, "/lib/dir/a", "1");
    put(other, theirs, "/lib/dir/b", "2");
    CHECK(xs_transaction_end(other, theirs, false));
    CHECK(xs_transaction_end(store, mine, false));
    CHECK(holds(store, XBT_NULL, "/lib/dir/a", "1") && holds(store, XBT_NULL, "/lib/dir/b", "2"));
    xs_close(other);
}

static void *increment(void *unused)
{
    struct xs_handle *handle = connect_to_store();
    char value[32];
    int done = 0;

    while (done < ROUNDS) {
        xs_transaction_t transaction = xs_transaction_start(handle);
        CHECK(transaction != XBT_NULL);
        snprintf(value, sizeof(value), "%ld", number_in(handle, transaction, "/lib/counter") + 1);
        put(handle, transaction, "/lib/counter", value);
        if (xs_transaction_end(handle, transaction, false))
            done++;
        else
            CHECK(errno == EAGAIN);
    }
    xs_close(handle);
    return unused;
}

static void conflicting_threads(void)
{
    pthread_t threads[THREADS];
    int i;

    put(store, XBT_NULL, "/lib/counter", "0");
    for (i = 0; i < THREADS; i++)
        CHECK(!pthread_create(&threads[i], NULL, increment, NULL));
    for (i = 0; i < THREADS; i++)
        CHECK(!pthread_join(threads[i], NULL));
    CHECK(number_in(store, XBT_NULL, "/lib/counter") == THREADS * ROUNDS);
}

/* The next event has this path and token. */
static void fires(struct xs_handle *handle, const char *path, const char *token)
{
    unsigned int number;
    char **event = xs_read_watch(handle, &number);

    CHECK(event);
    if (strcmp(event[XS_WATCH_PATH], path) || strcmp(event[XS_WATCH_TOKEN], token)) {
        printf("an event of %s %s where %s %s was expected\n", event[XS_WATCH_PATH], event[XS_WATCH_TOKEN], path, token);
        exit(1);
    }
    free(event);
}

static void watches(void)
{
    struct xs_handle *watcher = connect_to_store();
    struct pollfd readable = { .fd = xs_fileno(watcher), .events = POLLIN };
    xs_transaction_t transaction;

    CHECK(xs_watch(watcher, "/lib/w", "token one"));
    fires(watcher, "/lib/w", "token one");
    FAILS(xs_watch(watcher, "/lib/w", "token one"), EEXIST);
    FAILS(xs_watch(watcher, "/lib//w", "t"), EINVAL);
    FAILS(xs_unwatch(watcher, "/lib/w", "never registered"), ENOENT);
    FAILS(xs_check_watch(watcher), EAGAIN);

    put(store, XBT_NULL, "/lib/w/a", "1");
    CHECK(poll(&readable, 1, -1) == 1);
    fires(watcher, "/lib/w/a", "token one");
    CHECK(xs_watch(watcher, "/lib/w/a", "two"));
    fires(watcher, "/lib/w/a", "two");

    /* Nothing before the end of a transaction, everything after it. */
    transaction = xs_transaction_start(store);
    put(store, transaction, "/lib/w/b", "1");
    FAILS(xs_check_watch(watcher), EAGAIN);
    CHECK(xs_transaction_end(store, transaction, false));
    fires(watcher, "/lib/w/b", "token one");
    transaction = xs_transaction_start(store);
    put(store, transaction, "/lib/w/c", "1");
    CHECK(xs_transaction_end(store, transaction, true));

    /* Nothing of the sibling whose name is longer; and the removal of a parent has the path of the watch. */
    put(store, XBT_NULL, "/lib/wider", "1");
    CHECK(xs_unwatch(watcher, "/lib/w", "token one"));
    CHECK(xs_rm(store, XBT_NULL, "/lib/w"));
    fires(watcher, "/lib/w/a", "two");
    CHECK(xs_watch(watcher, "@releaseDomain", "special"));
    fires(watcher, "@releaseDomain", "special");
    FAILS(xs_check_watch(watcher), EAGAIN);
    xs_close(watcher);
}

static void *change(void *unused)
{
    struct xs_handle *handle = connect_to_store();
    char value[32];
    int i;

    for (i = 1; i <= CHANGES; i++) {
        snprintf(value, sizeof(value), "%d", i);
        put(handle, XBT_NULL, "/lib/state", value);
    }
    xs_close(handle);
    return unused;
}

/* Events may be merged, but who reads after each of them ends with the last value. */
static void last_state(void)
{
    struct xs_handle *watcher = connect_to_store();
    pthread_t changes;
    unsigned int number;
    char **event;
    long seen = 0;

    put(store, XBT_NULL, "/lib/state", "0");
    CHECK(xs_watch(watcher, "/lib/state", "t"));
    CHECK(!pthread_create(&changes, NULL, change, NULL));
    while (seen < CHANGES) {
        event = xs_read_watch(watcher, &number);
        CHECK(event);
        free(event);
        seen = number_in(watcher, XBT_NULL, "/lib/state");
    }
    CHECK(!pthread_join(changes, NULL));
    xs_close(watcher);
}

int main(void)
{
    store = connect_to_store();
    nodes();
    permissions();
    large_directory();
    transactions();
    conflicting_threads();
    watches();
    last_state();
    CHECK(xs_rm(store, XBT_NULL, "/lib"));
    xs_close(store);
    printf("everything holds\n");
    return 0;
}
