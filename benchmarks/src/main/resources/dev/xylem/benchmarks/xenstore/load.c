/*
 * The client that loads a XenStore server and counts. It is in C so that it takes as little as possible of what is
 * measured: no warm-up, no collector, no compiler threads on the CPU that it may have to share with the server.
 *
 *   load SOCKET MIDDLES LINE ARGUMENT MILLISECONDS
 *
 * The tree has MIDDLES directories /bench/<00..99>/<0..9>, each with LEAVES leaves of 8 octets; requests name nodes of it
 * by chance, the same ones in each run. One line is printed: numbers by name.
 */
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { DIRECTORY = 1, READ = 2, WATCH = 4, START = 6, END = 7, WRITE = 11, RM = 13, EVENT = 15, ERROR = 16 };
enum { HEADER = 16, MOST = 4096, LEAVES = 99, SAMPLES = 65536, WATCHED_MOST = 64, CLIENTS_MOST = 1000, TRIES = 50 };

struct message {
    uint32_t type, request, transaction, length;
};

/* Received octets wait here until they are a whole message. */
struct connection {
    int socket;
    uint32_t from, to;
    char in[65536];
};

/* Requests that go out with one system call. */
struct batch {
    uint32_t length;
    char octets[65536];
};

static const char *server;
static unsigned middles;
static uint32_t last_type, last_length;
static char *last_payload;
static uint64_t events;
static struct batch out;

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

static uint32_t chance(uint32_t below)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % below;
}

static struct connection *connected(void)
{
    struct connection *c = calloc(1, sizeof *c);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, server, sizeof address.sun_path - 1);
    c->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    while (connect(c->socket, (struct sockaddr *)&address, sizeof address) != 0) {
        if (errno != EINTR && errno != EAGAIN) {
            fail("connect");
        }
    }
    return c;
}

static void add(uint32_t type, uint32_t transaction, const char *payload, uint32_t length)
{
    struct message m = {type, 1, transaction, length};
    memcpy(out.octets + out.length, &m, HEADER);
    memcpy(out.octets + out.length + HEADER, payload, length);
    out.length += HEADER + length;
}

static void send_all(struct connection *c)
{
    for (uint32_t sent = 0; sent < out.length;) {
        ssize_t n = write(c->socket, out.octets + sent, out.length - sent);
        if (n < 0) {
            fail("write");
        }
        sent += n;
    }
    out.length = 0;
}

/* The next whole message if it has been received already. */
static int taken(struct connection *c)
{
    struct message m;
    if (c->to - c->from < HEADER) {
        return 0;
    }
    memcpy(&m, c->in + c->from, HEADER);
    if (m.length > MOST) {
        fail("reply too long");
    }
    if (c->to - c->from < HEADER + m.length) {
        return 0;
    }
    last_type = m.type;
    last_length = m.length;
    last_payload = c->in + c->from + HEADER;
    c->from += HEADER + m.length;
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

/* Waits for a number of replies; counts events on the way. */
static void replies(struct connection *c, unsigned wanted)
{
    while (wanted > 0) {
        while (!taken(c)) {
            receive(c);
        }
        if (last_type == EVENT) {
            events++;
        } else {
            wanted--;
        }
    }
}

static void must(const char *what)
{
    if (last_type == ERROR) {
        fprintf(stderr, "%s: %.*s\n", what, (int)last_length, last_payload);
        exit(1);
    }
}

static int leaf(char *path, unsigned number)
{
    unsigned middle = number / LEAVES % middles;
    return sprintf(path, "/bench/%02u/%u/leaf%02u", middle / 10, middle % 10, number % LEAVES);
}

static int listed(char *path, unsigned number)
{
    return sprintf(path, "/bench/%02u", number % middles / 10);
}

/* ---- requests by chance, prepared before the clock runs ---- */

struct request {
    uint8_t length;
    char octets[63];
};

static struct request prepared[SAMPLES];

static void prepare(uint32_t type)
{
    for (unsigned i = 0; i < SAMPLES; i++) {
        char payload[64];
        unsigned number = chance(middles * LEAVES);
        unsigned length = 1 + (type == DIRECTORY ? listed(payload, number) : leaf(payload, number));
        if (type == WRITE) {
            length += sprintf(payload + length, "%08x", chance(UINT32_MAX));
        }
        struct message m = {type, 1, 0, length};
        memcpy(prepared[i].octets, &m, HEADER);
        memcpy(prepared[i].octets + HEADER, payload, length);
        prepared[i].length = HEADER + length;
    }
}

static void add_prepared(unsigned number, uint32_t transaction)
{
    struct request *r = &prepared[number % SAMPLES];
    memcpy(out.octets + out.length, r->octets, r->length);
    memcpy(out.octets + out.length + 8, &transaction, sizeof transaction);
    out.length += r->length;
}

/* Keeps a number of requests in flight. */
static void steady(uint32_t type, unsigned window, double seconds)
{
    struct connection *c = connected();
    prepare(type);
    uint64_t sent = 0, done = 0;
    for (; sent < window; sent++) {
        add_prepared(sent, 0);
    }
    double begin = now(), end = begin + seconds;
    send_all(c);
    while (done < sent) {
        receive(c);
        unsigned free = 0;
        while (taken(c)) {
            must("request");
            free++;
        }
        done += free;
        if (now() < end) {
            for (; free > 0; free--) {
                add_prepared(sent++, 0);
            }
            send_all(c);
        }
    }
    printf("per_second=%.1f\n", done / (now() - begin));
}

static uint32_t start(struct connection *c)
{
    add(START, 0, "", 1);
    send_all(c);
    replies(c, 1);
    must("start");
    return strtoul(last_payload, NULL, 10);
}

/* READ, WRITE, WRITE in a transaction: each awaited, or all and the END at once. */
static void transactions(int at_once, double seconds)
{
    struct connection *c = connected();
    prepare(WRITE);
    static struct request writes[SAMPLES];
    memcpy(writes, prepared, sizeof writes);
    prepare(READ);
    uint64_t done = 0;
    double begin = now(), end = begin + seconds;
    while (now() < end) {
        uint32_t id = start(c);
        for (int step = 0; step < 4; step++) {
            if (step == 3) {
                add(END, id, "T", 2);
            } else if (step == 0) {
                add_prepared(done, id);
            } else {
                struct request *r = &writes[(2 * done + step) % SAMPLES];
                memcpy(out.octets + out.length, r->octets, r->length);
                memcpy(out.octets + out.length + 8, &id, sizeof id);
                out.length += r->length;
            }
            if (!at_once) {
                send_all(c);
                replies(c, 1);
                must("transaction");
            }
        }
        if (at_once) {
            send_all(c);
            for (int step = 0; step < 4; step++) {
                replies(c, 1);
                must("transaction");
            }
        }
        done++;
    }
    printf("per_second=%.1f\n", done / (now() - begin));
}

/* Writes to one path with 32 in flight while watches fire: a connection for each, or one for all. */
static void watches(unsigned count, int apart, double seconds)
{
    enum { WINDOW = 32 };
    static struct connection *watchers[WATCHED_MOST];
    struct pollfd ready[WATCHED_MOST + 1];
    unsigned connections = apart ? count : 1;
    char path[64], payload[128];
    leaf(path, 1);
    for (unsigned i = 0; i < count; i++) {
        if (i < connections) {
            watchers[i] = connected();
        }
        struct connection *c = watchers[i % connections];
        unsigned length = sprintf(payload, "%s%ctoken%u", path, 0, i) + 1;
        add(WATCH, 0, payload, length);
        send_all(c);
        replies(c, 1);
        must("watch");
    }
    struct connection *writer = connected();
    unsigned length = sprintf(payload, "%s%cvalue", path, 0);
    uint64_t sent = 0, done = 0;
    /* Each watch fires once when it is registered. */
    uint64_t first = count;
    for (unsigned i = 0; i <= connections; i++) {
        ready[i].fd = i < connections ? watchers[i]->socket : writer->socket;
        ready[i].events = POLLIN;
    }
    while (events < first) {
        for (unsigned i = 0; i < connections; i++) {
            while (events < first && taken(watchers[i])) {
                events++;
            }
        }
        if (events < first && poll(ready, connections, 2000) > 0) {
            for (unsigned i = 0; i < connections; i++) {
                if (ready[i].revents) {
                    receive(watchers[i]);
                }
            }
        }
    }
    events = 0;
    double begin = now(), end = begin + seconds, last = begin;
    for (; sent < WINDOW; sent++) {
        add(WRITE, 0, payload, length);
    }
    send_all(writer);
    /* Once all writes are answered, events may take a second more. */
    while (done < sent || (events < done * count && now() < last + 1)) {
        if (poll(ready, connections + 1, 100) <= 0) {
            continue;
        }
        for (unsigned i = 0; i < connections; i++) {
            if (ready[i].revents) {
                receive(watchers[i]);
                while (taken(watchers[i])) {
                    events++;
                }
                last = now();
            }
        }
        if (ready[connections].revents) {
            receive(writer);
            unsigned free = 0;
            while (taken(writer)) {
                must("write");
                free++;
            }
            done += free;
            last = now();
            if (last < end) {
                for (; free > 0; free--, sent++) {
                    add(WRITE, 0, payload, length);
                }
                send_all(writer);
            }
        }
    }
    printf("per_second=%.1f writes=%.1f lost=%lld of=%llu\n", events / (last - begin), done / (last - begin),
            (long long)(done * count - events), (unsigned long long)(done * count));
}

/* A connection that the server has accepted and answered: what that takes belongs to no other request. */
static struct connection *served(void)
{
    struct connection *c = connected();
    add(DIRECTORY, 0, "/", 2);
    send_all(c);
    replies(c, 1);
    must("connect");
    return c;
}

static void populate(void)
{
    struct connection *c = served();
    char payload[128];
    unsigned leaves = middles * LEAVES;
    double begin = now();
    for (unsigned made = 0; made < leaves;) {
        unsigned batch = 0;
        for (; batch < 32 && made < leaves; batch++, made++) {
            unsigned length = leaf(payload, made) + 1;
            length += sprintf(payload + length, "%08x", made);
            add(WRITE, 0, payload, length);
        }
        send_all(c);
        for (; batch > 0; batch--) {
            replies(c, 1);
            must("populate");
        }
    }
    printf("per_second=%.1f nodes=%u\n", leaves / (now() - begin), leaves);
}

/* Makes small trees and removes them, a number of them at once. */
static void churn(unsigned at_once, double seconds)
{
    struct connection *c = connected();
    uint64_t done = 0;
    char payload[64];
    double begin = now(), end = begin + seconds;
    while (now() < end) {
        for (unsigned i = 0; i < at_once; i++) {
            unsigned length = sprintf(payload, "/churn/%u/leaf", i) + 1;
            add(WRITE, 0, payload, length + sprintf(payload + length, "%u", i));
            length = sprintf(payload, "/churn/%u", i) + 1;
            add(RM, 0, payload, length);
        }
        send_all(c);
        for (unsigned i = 0; i < 2 * at_once; i++) {
            replies(c, 1);
            must("churn");
            done++;
        }
    }
    printf("per_second=%.1f\n", done / (now() - begin));
}

static void empty(void)
{
    struct connection *c = served();
    double begin = now();
    add(RM, 0, "/bench", 7);
    send_all(c);
    replies(c, 1);
    must("remove");
    printf("per_second=%.3f\n", 1 / (now() - begin));
}

/* ---- the boot storm: what a toolstack writes for a new guest with three devices, in one transaction ---- */

static unsigned put(uint32_t id, const char *path, const char *value)
{
    char payload[256];
    unsigned length = sprintf(payload, "%s", path) + 1;
    length += sprintf(payload + length, "%s", value);
    add(WRITE, id, payload, length);
    return 1;
}

static unsigned boot(uint32_t id, unsigned guest)
{
    static const char *const home[] = {"name", "domid", "vm", "memory/target", "memory/static-max", "cpu/0/availability",
            "store/port", "store/ring-ref", "console/port", "console/ring-ref", "console/limit", "console/type",
            "control/platform-feature-multiprocessor-suspend", "control/shutdown", "data/host", "description"};
    static const char *const front[] = {"backend", "backend-id", "state", "handle", "mac"};
    static const char *const back[] = {"frontend", "frontend-id", "online", "state", "script", "bridge", "handle"};
    static const char *const kinds[] = {"vif", "vbd", "vkbd"};
    char path[128];
    unsigned keys = 0;
    sprintf(path, "/vm/uuid-%04u/name", guest);
    keys += put(id, path, "guest");
    sprintf(path, "/vm/uuid-%04u/uuid", guest);
    keys += put(id, path, "uuid");
    for (unsigned i = 0; i < sizeof home / sizeof *home; i++) {
        sprintf(path, "/local/domain/%u/%s", guest, home[i]);
        keys += put(id, path, "262144");
    }
    for (unsigned k = 0; k < 3; k++) {
        for (unsigned i = 0; i < sizeof front / sizeof *front; i++) {
            sprintf(path, "/local/domain/%u/device/%s/0/%s", guest, kinds[k], front[i]);
            keys += put(id, path, "1");
        }
        for (unsigned i = 0; i < sizeof back / sizeof *back; i++) {
            sprintf(path, "/local/domain/0/backend/%s/%u/0/%s", kinds[k], guest, back[i]);
            keys += put(id, path, "1");
        }
    }
    return keys;
}

static uint64_t conflicts, given_up;

static uint32_t filled(struct connection *c, unsigned guest)
{
    uint32_t id = start(c);
    unsigned keys = boot(id, guest);
    send_all(c);
    for (; keys > 0; keys--) {
        replies(c, 1);
        must("boot");
    }
    return id;
}

static void committed(struct connection *c, unsigned guest, uint32_t id)
{
    for (int tries = 0;; tries++) {
        add(END, id, "T", 2);
        send_all(c);
        replies(c, 1);
        if (last_type != ERROR) {
            return;
        }
        if (strcmp(last_payload, "EAGAIN") != 0) {
            must("end");
        }
        conflicts++;
        if (tries == TRIES) {
            given_up++;
            return;
        }
        id = filled(c, guest);
    }
}

static void clean(void)
{
    struct connection *c = connected();
    static const char *const roots[] = {"/vm", "/local"};
    for (unsigned i = 0; i < 2; i++) {
        add(RM, 0, roots[i], strlen(roots[i]) + 1);
        send_all(c);
        replies(c, 1);
    }
    close(c->socket);
    free(c);
}

static void storm(unsigned clients, int together)
{
    static struct connection *all[CLIENTS_MOST];
    static uint32_t ids[CLIENTS_MOST];
    clean();
    for (unsigned i = 0; i < clients; i++) {
        all[i] = connected();
    }
    double begin = now();
    for (unsigned i = 0; i < clients; i++) {
        ids[i] = filled(all[i], i + 1);
        if (!together) {
            committed(all[i], i + 1, ids[i]);
        }
    }
    for (unsigned i = 0; together && i < clients; i++) {
        committed(all[i], i + 1, ids[i]);
    }
    double seconds = now() - begin;
    clean();
    printf("per_second=%.1f conflicts=%llu given_up=%llu\n", clients / seconds, (unsigned long long)conflicts,
            (unsigned long long)given_up);
}

int main(int count, char **arguments)
{
    if (count != 6) {
        fprintf(stderr, "load SOCKET MIDDLES LINE ARGUMENT MILLISECONDS\n");
        return 2;
    }
    server = arguments[1];
    middles = strtoul(arguments[2], NULL, 10);
    const char *line = arguments[3];
    unsigned argument = strtoul(arguments[4], NULL, 10);
    double seconds = strtoul(arguments[5], NULL, 10) / 1000.0;
    if (strcmp(line, "read") == 0) {
        steady(READ, argument, seconds);
    } else if (strcmp(line, "write") == 0) {
        steady(WRITE, argument, seconds);
    } else if (strcmp(line, "directory") == 0) {
        steady(DIRECTORY, argument, seconds);
    } else if (strcmp(line, "transaction") == 0) {
        transactions(argument > 1, seconds);
    } else if (strcmp(line, "watches") == 0) {
        watches(argument, 0, seconds);
    } else if (strcmp(line, "watchers") == 0) {
        watches(argument, 1, seconds);
    } else if (strcmp(line, "churn") == 0) {
        churn(argument, seconds);
    } else if (strcmp(line, "populate") == 0) {
        populate();
    } else if (strcmp(line, "remove") == 0) {
        empty();
    } else if (strcmp(line, "storm") == 0) {
        storm(argument, seconds > 0);
    } else {
        fprintf(stderr, "unknown line %s\n", line);
        return 2;
    }
    return 0;
}
