/*
 * Stands in for the hypervisor when it is preloaded into xenstored or oxenstored, so that both serve without Xen.
 *
 * Pages of domains are files and event channels are FIFOs, in the directory that NOHYPERVISOR_DIR names:
 *
 *   ring-<domid>   a file of 4096 octets, the page shared with that domain; the domain exists while the file does
 *   evt            a FIFO: each native uint32 written there is the port that a guest has notified
 *   notify-<port>  a FIFO, if somebody made it: the daemon writes one native uint32 there when it notifies that port
 *
 * A port is the same number at both ends. DOMAIN_EVENTS is the port of "some domain died or changed".
 * What oxenstored does to its fixed socket is done to NOHYPERVISOR_SOCKET instead, when that is set.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <xenctrl.h>
#include <xenevtchn.h>
#include <xengnttab.h>

#define PAGE 4096
#define DOMAIN_EVENTS 4000
#define DOMAINS 32752 /* DOMID_FIRST_RESERVED */
#define FIXED_SOCKET "/var/run/xenstored/socket"
#define FIXED_DIRECTORY "/proc/xen/"

typedef struct {
    char text[PATH_MAX];
} place;

/* Any pointer that is not null will do for a handle: nobody looks into it. */
static char handle;
static int events = -1;

static place in_directory(const char *file)
{
    place p;
    const char *directory = getenv("NOHYPERVISOR_DIR");
    snprintf(p.text, sizeof p.text, "%s/%s", directory ? directory : "/nonexistent", file);
    return p;
}

static place numbered(const char *kind, unsigned number)
{
    char file[64];
    snprintf(file, sizeof file, "%s-%u", kind, number);
    return in_directory(file);
}

/* ---- domains ---- */

static int exists(uint32_t domain)
{
    return domain == 0 || access(numbered("ring", domain).text, F_OK) == 0;
}

static uint32_t next_domain(uint32_t from)
{
    while (from < DOMAINS && !exists(from)) {
        from++;
    }
    return from;
}

xc_interface *xc_interface_open(xentoollog_logger *logger, xentoollog_logger *builder, unsigned flags)
{
    return (xc_interface *)&handle;
}

int xc_interface_close(xc_interface *interface)
{
    return 0;
}

int xc_domain_getinfo(xc_interface *interface, uint32_t first, unsigned most, xc_dominfo_t *found)
{
    unsigned n = 0;
    for (uint32_t d = first; n < most && (d = next_domain(d)) < DOMAINS; d++) {
        found[n++] = (xc_dominfo_t){.domid = d, .running = 1};
    }
    return n;
}

int xc_domain_getinfolist(xc_interface *interface, uint32_t first, unsigned most, xc_domaininfo_t *found)
{
    unsigned n = 0;
    for (uint32_t d = first; n < most && (d = next_domain(d)) < DOMAINS; d++) {
        memset(&found[n], 0, sizeof *found);
        found[n].domain = d;
        found[n++].flags = XEN_DOMINF_running;
    }
    return n;
}

/* ---- shared pages ---- */

static void *page_of(uint32_t domain)
{
    int file = open(numbered("ring", domain).text, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        return NULL;
    }
    void *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return page == MAP_FAILED ? NULL : page;
}

void *xc_map_foreign_range(xc_interface *interface, uint32_t domain, int size, int rights, unsigned long frame)
{
    return page_of(domain);
}

xengnttab_handle *xengnttab_open(xentoollog_logger *logger, unsigned flags)
{
    return (xengnttab_handle *)&handle;
}

int xengnttab_close(xengnttab_handle *grants)
{
    return 0;
}

int xengnttab_set_max_grants(xengnttab_handle *grants, uint32_t most)
{
    return 0;
}

void *xengnttab_map_grant_ref(xengnttab_handle *grants, uint32_t domain, uint32_t reference, int rights)
{
    return page_of(domain);
}

int xengnttab_unmap(xengnttab_handle *grants, void *page, uint32_t pages)
{
    return munmap(page, PAGE);
}

/* ---- event channels ---- */

xenevtchn_handle *xenevtchn_open(xentoollog_logger *logger, unsigned flags)
{
    /* Open for writing as well, so that a guest that goes away is no end of file. */
    events = open(in_directory("evt").text, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return events < 0 ? NULL : (xenevtchn_handle *)&handle;
}

xenevtchn_handle *xenevtchn_fdopen(xentoollog_logger *logger, int descriptor, unsigned flags)
{
    return xenevtchn_open(logger, flags);
}

int xenevtchn_close(xenevtchn_handle *channels)
{
    return close(events);
}

int xenevtchn_fd(xenevtchn_handle *channels)
{
    return events;
}

xenevtchn_port_or_error_t xenevtchn_pending(xenevtchn_handle *channels)
{
    uint32_t port;
    return read(events, &port, sizeof port) == sizeof port ? (xenevtchn_port_or_error_t)port : -1;
}

int xenevtchn_unmask(xenevtchn_handle *channels, evtchn_port_t port)
{
    return 0;
}

int xenevtchn_notify(xenevtchn_handle *channels, evtchn_port_t port)
{
    int fifo = open(numbered("notify", port).text, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (fifo >= 0) {
        /* A full FIFO is no loss: whoever reads it has been notified already. */
        ssize_t unused = write(fifo, &port, sizeof port);
        (void)unused;
        close(fifo);
    }
    return 0;
}

xenevtchn_port_or_error_t xenevtchn_bind_interdomain(xenevtchn_handle *channels, uint32_t domain, evtchn_port_t port)
{
    return port;
}

xenevtchn_port_or_error_t xenevtchn_bind_virq(xenevtchn_handle *channels, unsigned virq)
{
    return DOMAIN_EVENTS;
}

int xenevtchn_unbind(xenevtchn_handle *channels, evtchn_port_t port)
{
    return 0;
}

/* ---- what the daemons do to fixed files ---- */

/* Limits are raised for the sake of a whole host; a container may not do that, and tests do not need it. */
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
{
    return 0;
}

static place redirected(const char *file)
{
    place p;
    const char *socket = getenv("NOHYPERVISOR_SOCKET");
    if (socket != NULL && strcmp(file, FIXED_SOCKET) == 0) {
        snprintf(p.text, sizeof p.text, "%s", socket);
    } else if (strncmp(file, FIXED_DIRECTORY, strlen(FIXED_DIRECTORY)) == 0) {
        p = in_directory(file + strlen(FIXED_DIRECTORY));
    } else {
        snprintf(p.text, sizeof p.text, "%s", file);
    }
    return p;
}

#define REAL(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

int bind(int descriptor, const struct sockaddr *address, socklen_t length)
{
    const struct sockaddr_un *given = (const struct sockaddr_un *)address;
    if (address->sa_family != AF_UNIX) {
        return REAL(bind)(descriptor, address, length);
    }
    struct sockaddr_un there = {.sun_family = AF_UNIX};
    place p = redirected(given->sun_path);
    if (strlen(p.text) >= sizeof there.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(there.sun_path, p.text);
    return REAL(bind)(descriptor, (const struct sockaddr *)&there, sizeof there);
}

int unlink(const char *file)
{
    return REAL(unlink)(redirected(file).text);
}

int chmod(const char *file, mode_t mode)
{
    return REAL(chmod)(redirected(file).text, mode);
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

int open(const char *file, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return REAL(open)(redirected(file).text, flags, mode);
}

int open64(const char *file, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, rest);
    va_end(rest);
    return REAL(open64)(redirected(file).text, flags, mode);
}
