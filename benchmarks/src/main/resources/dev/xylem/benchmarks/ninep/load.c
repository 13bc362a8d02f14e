/*
 * The client that loads a 9P2000.L server and counts. It is in C so that it takes as little as possible of what is measured:
 * no warm-up, no collector, no compiler threads on the CPU that it may have to share with the server.
 *
 *   load ADDRESS TREE LINE ARGUMENT MILLISECONDS
 *
 * ADDRESS is the path of a Unix-domain socket, or a TCP port of this machine. TREE is what is attached to: a directory with
 * value/.value of 4096 octets, an empty changing/, and many/ with 10 000 directories, as the line "populate" makes them in an
 * empty one. One line is printed: numbers by name.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { RLERROR = 7, LOPEN = 12, LCREATE = 14, GETATTR = 24, SETATTR = 26, READDIR = 40, MKDIR = 72 };
enum { VERSION = 100, ATTACH = 104, WALK = 110, READ = 116, WRITE = 118, CLUNK = 120 };
enum { HEADER = 7, SIZE = 65536, VALUE = 4096, ENTRIES = 10000, ENTRY = 24, READERS_MOST = 1000, TIMES = 100000 };
enum { TOP, FID, OTHER };
enum { RDONLY = 0, WRONLY = 1, DIRECTORY = 0200000, SET_MODE = 1, BASIC = 0x7ff };

/* Received octets wait here until they are a whole message. */
struct connection {
    int socket;
    uint32_t from, to;
    char in[2 * SIZE];
};

static const char *address, *tree;
static int last_type;
static uint32_t last_length;
static char *last_body;
static char out[2 * SIZE];
static uint32_t out_length;

static void fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

/* The protocol's numbers are little-endian, as those of the machines that this runs on. */
static void put(const void *octets, uint32_t length)
{
    memcpy(out + out_length, octets, length);
    out_length += length;
}

/* Appends a message. Letters of the shape: b w d q are numbers of 1, 2, 4, 8 octets, s is a text. */
static void add(int type, uint16_t tag, const char *shape, ...)
{
    uint32_t start = out_length, size;
    uint8_t kind = type;
    va_list arguments;
    va_start(arguments, shape);
    out_length += 4;
    put(&kind, 1);
    put(&tag, 2);
    for (; *shape; shape++) {
        if (*shape == 'q') {
            uint64_t number = va_arg(arguments, uint64_t);
            put(&number, 8);
        } else if (*shape == 's') {
            const char *text = va_arg(arguments, const char *);
            uint16_t length = strlen(text);
            put(&length, 2);
            put(text, length);
        } else {
            uint32_t number = va_arg(arguments, uint32_t);
            put(&number, *shape == 'b' ? 1 : *shape == 'w' ? 2 : 4);
        }
    }
    va_end(arguments);
    size = out_length - start;
    memcpy(out + start, &size, 4);
}

static void send_all(struct connection *c)
{
    for (uint32_t sent = 0; sent < out_length;) {
        ssize_t n = write(c->socket, out + sent, out_length - sent);
        if (n < 0) {
            fail("write");
        }
        sent += n;
    }
    out_length = 0;
}

/* The next whole message if it has been received already. */
static int taken(struct connection *c)
{
    uint32_t size;
    if (c->to - c->from < 4) {
        return 0;
    }
    memcpy(&size, c->in + c->from, 4);
    if (size < HEADER || size > SIZE) {
        fail("size of a reply");
    }
    if (c->to - c->from < size) {
        return 0;
    }
    last_type = (uint8_t)c->in[c->from + 4];
    last_body = c->in + c->from + HEADER;
    last_length = size - HEADER;
    c->from += size;
    return 1;
}

static void receive(struct connection *c)
{
    memmove(c->in, c->in + c->from, c->to - c->from);
    c->to -= c->from;
    c->from = 0;
    ssize_t n = read(c->socket, c->in + c->to, sizeof c->in - c->to);
    if (n <= 0) {
        fail("read");
    }
    c->to += n;
}

static uint32_t body_number(uint32_t at)
{
    uint32_t number;
    memcpy(&number, last_body + at, 4);
    return number;
}

static void must(int type)
{
    if (last_type != type + 1) {
        errno = last_type == RLERROR ? (int)body_number(0) : EPROTO;
        fprintf(stderr, "request %d: ", type);
        fail("answer");
    }
    if (type == READ && body_number(0) != VALUE) {
        errno = EPROTO;
        fail("octets read");
    }
}

/* Sends what was added and waits for one reply. */
static void answered(struct connection *c)
{
    send_all(c);
    while (!taken(c)) {
        receive(c);
    }
}

static void done(struct connection *c, int type)
{
    answered(c);
    must(type);
}

static int dialled(void)
{
    int fd;
    if (*address == '/') {
        struct sockaddr_un path = {.sun_family = AF_UNIX};
        strncpy(path.sun_path, address, sizeof path.sun_path - 1);
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        while (connect(fd, (struct sockaddr *)&path, sizeof path) != 0) {
            if (errno != EINTR && errno != EAGAIN) {
                fail("connect");
            }
        }
    } else {
        struct sockaddr_in host = {.sin_family = AF_INET, .sin_port = htons(atoi(address))};
        int yes = 1;
        host.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (connect(fd, (struct sockaddr *)&host, sizeof host) != 0) {
            fail("connect");
        }
    }
    return fd;
}

static void begin(struct connection *c)
{
    c->socket = dialled();
    c->from = c->to = 0;
    add(VERSION, 0xffff, "ds", SIZE, "9P2000.L");
    done(c, VERSION);
    add(ATTACH, 0, "ddssd", TOP, -1, "root", tree, 0);
    done(c, ATTACH);
}

static struct connection *connected(void)
{
    struct connection *c = calloc(1, sizeof *c);
    begin(c);
    return c;
}

/* FID becomes a file in a directory. */
static void walk_to(struct connection *c, const char *directory, const char *file)
{
    add(WALK, 0, "ddwss", TOP, FID, 2, directory, file);
    done(c, WALK);
}

static void open_fid(struct connection *c, uint32_t flags)
{
    add(LOPEN, 0, "dd", FID, flags);
    done(c, LOPEN);
}

static void clunk(struct connection *c)
{
    add(CLUNK, 0, "d", FID);
    done(c, CLUNK);
}

static void report(uint64_t count, double seconds)
{
    printf("per_second=%.3f\n", count / seconds);
}

/* Keeps a number of requests in flight. */
static void steady(int type, unsigned window, double seconds)
{
    struct connection *c = connected();
    uint64_t sent = 0, got = 0;
    walk_to(c, "value", ".value");
    open_fid(c, RDONLY);
    double start = now(), end = start + seconds;
    for (unsigned free = window; free > 0 || got < sent;) {
        for (; free > 0; free--, sent++) {
            if (type == READ) {
                add(READ, sent % window, "dqd", FID, (uint64_t)0, VALUE);
            } else {
                add(GETATTR, sent % window, "dq", FID, (uint64_t)BASIC);
            }
        }
        send_all(c);
        receive(c);
        while (taken(c)) {
            must(type);
            got++;
            free++;
        }
        if (now() >= end) {
            free = 0;
        }
    }
    report(got, now() - start);
}

static void opens(double seconds)
{
    struct connection *c = connected();
    uint64_t count = 0;
    double start = now(), end = start + seconds;
    for (; now() < end; count++) {
        walk_to(c, "value", ".value");
        open_fid(c, RDONLY);
        add(READ, 0, "dqd", FID, (uint64_t)0, VALUE);
        done(c, READ);
        clunk(c);
    }
    report(count, now() - start);
}

static void attaches(double seconds)
{
    struct connection *c = calloc(1, sizeof *c);
    uint64_t count = 0;
    double start = now(), end = start + seconds;
    for (; now() < end; count++) {
        begin(c);
        close(c->socket);
    }
    report(count, now() - start);
}

static void lists(double seconds)
{
    struct connection *c = connected();
    uint64_t count = 0;
    double start = now(), end = start + seconds;
    for (; now() < end; count++) {
        uint64_t cookie = 0;
        unsigned entries = 0;
        add(WALK, 0, "ddws", TOP, FID, 1, "many");
        done(c, WALK);
        open_fid(c, RDONLY | DIRECTORY);
        for (;;) {
            add(READDIR, 0, "dqd", FID, cookie, SIZE - ENTRY);
            done(c, READDIR);
            uint32_t length = body_number(0);
            if (length == 0) {
                break;
            }
            for (uint32_t at = 4; at < 4 + length;) {
                uint16_t name;
                memcpy(&cookie, last_body + at + 13, 8);
                memcpy(&name, last_body + at + 22, 2);
                at += ENTRY + name;
                entries++;
            }
        }
        if (entries < ENTRIES) {
            errno = EPROTO;
            fail("entries listed");
        }
        clunk(c);
    }
    report(count, now() - start);
}

/* ---- what is served ---- */

/* Makes the directory that FID is then, in the one that a fid stands for. */
static void make(struct connection *c, uint32_t in, const char *name)
{
    add(MKDIR, 0, "dsdd", in, name, 0755, 0);
    done(c, MKDIR);
    add(WALK, 0, "ddws", in, FID, 1, name);
    done(c, WALK);
}

/* Writes a file in the directory that FID is, whether it has to be made or not. */
static void fill(struct connection *c, const char *name, const char *octets, unsigned length)
{
    add(WALK, 0, "ddws", FID, OTHER, 1, name);
    answered(c);
    if (last_type == WALK + 1) {
        add(LOPEN, 0, "dd", OTHER, WRONLY);
        done(c, LOPEN);
    } else {
        add(WALK, 0, "ddw", FID, OTHER, 0);
        done(c, WALK);
        add(LCREATE, 0, "dsddd", OTHER, name, WRONLY, 0644, 0);
        done(c, LCREATE);
    }
    uint32_t start = out_length;
    add(WRITE, 0, "dqd", OTHER, (uint64_t)0, length);
    put(octets, length);
    uint32_t size = out_length - start;
    memcpy(out + start, &size, 4);
    done(c, WRITE);
    add(CLUNK, 0, "d", OTHER);
    done(c, CLUNK);
}

static void populate(void)
{
    static char value[VALUE];
    struct connection *c = connected();
    memset(value, 'v', sizeof value);
    /* Everybody may read what is made here. */
    add(SETATTR, 0, "ddddd" "qqqqq", TOP, SET_MODE, 0755, 0, 0, (uint64_t)0, (uint64_t)0, (uint64_t)0, (uint64_t)0,
            (uint64_t)0);
    done(c, SETATTR);
    make(c, TOP, "value");
    fill(c, ".value", value, sizeof value);
    clunk(c);
    make(c, TOP, "changing");
    clunk(c);
    make(c, TOP, "many");
    for (unsigned i = 0; i < ENTRIES; i++) {
        char name[16];
        sprintf(name, "entry%05u", i);
        add(MKDIR, 0, "dsdd", FID, name, 0755, 0);
        done(c, MKDIR);
    }
    printf("entries=%d\n", ENTRIES);
}

/* ---- readers that wait for a commit ---- */

static int earlier(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

static void wait_for_event(struct connection *c)
{
    add(READ, 1, "dqd", FID, (uint64_t)0, VALUE);
    send_all(c);
}

static void events(unsigned readers, double seconds)
{
    static struct connection *all[READERS_MOST];
    static double times[TIMES];
    struct epoll_event ready[64];
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    unsigned count = 0;
    struct connection *writer = connected();
    walk_to(writer, "changing", ".value");
    open_fid(writer, WRONLY);
    for (unsigned i = 0; i < readers; i++) {
        all[i] = connected();
        walk_to(all[i], "changing", ".events");
        open_fid(all[i], RDONLY);
        wait_for_event(all[i]);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, all[i]->socket, &event);
    }
    for (double end = now() + seconds; now() < end && count < TIMES; count++) {
        double start = now();
        /* Reads that were sent before this one are known to the server once it is answered. */
        add(GETATTR, 0, "dq", TOP, (uint64_t)BASIC);
        done(writer, GETATTR);
        start = now();
        uint32_t at = out_length;
        add(WRITE, 0, "dqd", FID, (uint64_t)0, 8);
        put("changed\n", 8);
        uint32_t size = out_length - at;
        memcpy(out + at, &size, 4);
        send_all(writer);
        for (unsigned delivered = 0; delivered < readers;) {
            int some = epoll_wait(epoll, ready, 64, 5000);
            if (some <= 0) {
                fail("an event is lost");
            }
            for (int i = 0; i < some; i++) {
                struct connection *c = all[ready[i].data.u32];
                receive(c);
                if (taken(c)) {
                    if (last_type != READ + 1 || body_number(0) == 0) {
                        must(READ);
                    }
                    delivered++;
                }
            }
        }
        times[count] = now() - start;
        while (!taken(writer)) {
            receive(writer);
        }
        must(WRITE);
        for (unsigned i = 0; i < readers; i++) {
            wait_for_event(all[i]);
        }
    }
    qsort(times, count, sizeof *times, earlier);
    printf("per_second=%.1f median_ms=%.3f worst_ms=%.3f\n", 1 / times[count / 2], 1e3 * times[count / 2],
            1e3 * times[count - 1]);
}

int main(int count, char **arguments)
{
    if (count != 6) {
        fprintf(stderr, "load ADDRESS TREE LINE ARGUMENT MILLISECONDS\n");
        return 2;
    }
    address = arguments[1];
    tree = arguments[2];
    const char *line = arguments[3];
    unsigned argument = strtoul(arguments[4], NULL, 10);
    double seconds = strtoul(arguments[5], NULL, 10) / 1000.0;
    if (strcmp(line, "read") == 0) {
        steady(READ, argument, seconds);
    } else if (strcmp(line, "getattr") == 0) {
        steady(GETATTR, argument, seconds);
    } else if (strcmp(line, "open") == 0) {
        opens(seconds);
    } else if (strcmp(line, "attach") == 0) {
        attaches(seconds);
    } else if (strcmp(line, "list") == 0) {
        lists(seconds);
    } else if (strcmp(line, "events") == 0) {
        events(argument, seconds);
    } else if (strcmp(line, "populate") == 0) {
        populate();
    } else {
        fprintf(stderr, "unknown line %s\n", line);
        return 2;
    }
    return 0;
}
