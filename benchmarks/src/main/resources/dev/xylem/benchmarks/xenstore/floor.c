/*
 * What no server can be faster than: takes a request and sends 8 octets back, without looking at it or keeping anything.
 * One client at a time, one request at a time.
 *
 *   floor SOCKET wait|poll
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { HEADER = 16, LENGTH = 12, ANSWER = 8 };

static ssize_t waited(int waiter, int client, char *octets, size_t size)
{
    struct epoll_event event;
    while (epoll_wait(waiter, &event, 1, -1) < 1) {
    }
    return read(client, octets, size);
}

static ssize_t polled(int client, char *octets, size_t size)
{
    ssize_t count;
    while ((count = recv(client, octets, size, MSG_DONTWAIT)) < 0 && errno == EAGAIN) {
        __builtin_ia32_pause();
    }
    return count;
}

static void serve(int client, int polls)
{
    static char octets[65536];
    int waiter = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(waiter, EPOLL_CTL_ADD, client, &event);
    uint32_t length = ANSWER;
    while ((polls ? polled(client, octets, sizeof octets) : waited(waiter, client, octets, sizeof octets)) > 0) {
        memcpy(octets + LENGTH, &length, sizeof length);
        memset(octets + HEADER, 'x', ANSWER);
        if (write(client, octets, HEADER + ANSWER) < 0) {
            break;
        }
    }
    close(waiter);
    close(client);
}

int main(int count, char **arguments)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (count != 3) {
        fprintf(stderr, "floor SOCKET wait|poll\n");
        return 2;
    }
    strncpy(address.sun_path, arguments[1], sizeof address.sun_path - 1);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 8) != 0) {
        perror(arguments[1]);
        return 1;
    }
    for (;;) {
        int client = accept(listener, NULL, NULL);
        if (client >= 0) {
            serve(client, strcmp(arguments[2], "poll") == 0);
        }
    }
}
