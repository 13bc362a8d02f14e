/*
 * ptyrelay SOCKET: a character device that leads to a XenStore server, in place of /dev/xen/xenbus.
 *
 * Prints the path of a new pseudo-terminal and carries octets between it and the socket, until either ends.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

static void carry(int from, int to)
{
    char octets[8192];
    ssize_t length = read(from, octets, sizeof(octets));
    ssize_t written = 0;
    if (length <= 0)
        exit(0);
    while (written < length) {
        ssize_t part = write(to, octets + written, length - written);
        if (part <= 0)
            exit(0);
        written += part;
    }
}

int main(int argc, char **argv)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct termios raw;
    struct pollfd ends[2];
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    int slave;

    if (argc != 2)
        return 2;
    strncpy(address.sun_path, argv[1], sizeof(address.sun_path) - 1);
    if (connect(server, (struct sockaddr *)&address, sizeof(address)) || grantpt(master) || unlockpt(master))
        return 1;
    /* Kept open, so that the other side may come and go. */
    slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0 || tcgetattr(slave, &raw))
        return 1;
    cfmakeraw(&raw);
    if (tcsetattr(slave, TCSANOW, &raw))
        return 1;
    printf("%s\n", ptsname(master));
    fflush(stdout);

    ends[0] = (struct pollfd){ .fd = master, .events = POLLIN };
    ends[1] = (struct pollfd){ .fd = server, .events = POLLIN };
    while (poll(ends, 2, -1) > 0) {
        if (ends[0].revents)
            carry(master, server);
        if (ends[1].revents)
            carry(server, master);
    }
    return 0;
}
