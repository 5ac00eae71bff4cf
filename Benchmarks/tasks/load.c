/* Loads an echo server: load CONNECTIONS REQUESTS SERVER [ARGUMENT...]
   Starts the server, which prints `port=N`, connects so many times, sends 64 bytes on every connection so many times, each when
   the answer to the one before is there, and compares every answer. What it prints is what the server used meanwhile: its
   processor time, not the time that passed, of which this program needs the larger part. A server that ends by itself must do so
   with status 0. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 64 };

static pid_t server;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  if (server > 0) kill(server, SIGKILL);
  exit(1);
}

static double seconds(clockid_t clock) {
  struct timespec t;
  if (clock_gettime(clock, &t)) fail("no clock");
  return t.tv_sec + t.tv_nsec / 1e9;
}

/* The most memory that the server ever had, in kilobytes. */
static long peak(void) {
  char path[64], line[256];
  long found = 0;
  snprintf(path, sizeof path, "/proc/%d/status", server);
  FILE *file = fopen(path, "r");
  while (file && fgets(line, sizeof line, file)) sscanf(line, "VmHWM: %ld", &found);
  if (file) fclose(file);
  return found;
}

static int start(char **command) {
  int output[2], port = 0;
  if (pipe2(output, O_CLOEXEC)) fail("no pipe");
  server = fork();
  if (server == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output[1], 1);
    execvp(command[0], command);
    _exit(127);
  }
  close(output[1]);
  FILE *lines = fdopen(output[0], "r");
  if (!lines || fscanf(lines, "port=%d", &port) != 1) fail("the server says no port");
  return port;
}

struct connection {
  int descriptor;
  int sent, answered;
  unsigned char number;
};

static void message(const struct connection *c, char *bytes) {
  for (int i = 0; i < SIZE; i++) bytes[i] = (char)(c->number + c->sent * 7 + i);
}

static void send_next(struct connection *c) {
  char bytes[SIZE];
  c->sent++;
  c->answered = 0;
  message(c, bytes);
  if (write(c->descriptor, bytes, SIZE) != SIZE) fail("cannot send");
}

int main(int count, char **arguments) {
  if (count < 4) {
    fprintf(stderr, "usage: load CONNECTIONS REQUESTS SERVER [ARGUMENT...]\n");
    return 2;
  }
  int connections = atoi(arguments[1]), requests = atoi(arguments[2]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (connections < 1 || requests < 1 || (rlim_t)connections + 16 > limit.rlim_max) {
    fprintf(stderr, "load: %d connections are not possible here\n", connections);
    return 1;
  }
  struct connection *all = calloc(connections, sizeof *all);
  int poller = epoll_create1(EPOLL_CLOEXEC);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  address.sin_port = htons(start(arguments + 3));
  for (int i = 0; i < connections; i++) {
    int yes = 1, descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
    if (connect(descriptor, (void *)&address, sizeof address)) fail("cannot connect");
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    all[i] = (struct connection){.descriptor = descriptor, .number = (unsigned char)i};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event)) fail("cannot wait");
  }
  clockid_t clock;
  if (clock_getcpuclockid(server, &clock)) fail("the server has no clock");
  double begun = seconds(CLOCK_MONOTONIC), used = seconds(clock);
  long answered = 0, total = (long)connections * requests;
  for (int i = 0; i < connections; i++) send_next(&all[i]);
  while (answered < total) {
    struct epoll_event events[512];
    int ready = epoll_wait(poller, events, 512, 10000);
    if (ready == 0) fail("the server does not answer");
    for (int i = 0; i < ready; i++) {
      struct connection *c = events[i].data.ptr;
      char bytes[SIZE], expected[SIZE];
      ssize_t got = read(c->descriptor, bytes, SIZE - c->answered);
      if (got <= 0) fail("the server closed a connection");
      message(c, expected);
      if (memcmp(bytes, expected + c->answered, got) != 0) fail("the server answered something else");
      c->answered += got;
      if (c->answered < SIZE) continue;
      answered++;
      if (c->sent < requests) send_next(c);
    }
  }
  used = seconds(clock) - used;
  begun = seconds(CLOCK_MONOTONIC) - begun;
  long memory = peak();
  for (int i = 0; i < connections; i++) close(all[i].descriptor);
  int status = 0, ended = 0;
  for (int i = 0; i < 50 && !ended; i++) {
    usleep(10000);
    ended = waitpid(server, &status, WNOHANG) == server;
  }
  if (!ended) {
    kill(server, SIGKILL);
    waitpid(server, NULL, 0);
  } else if (status != 0) {
    fprintf(stderr, "load: the server ended with wait status %#x\n", status);
    return 1;
  }
  printf("requests=%ld per_cpu_second=%.0f wall_us=%.0f server_kb=%ld\n", answered, answered / used, begun * 1e6, memory);
  return 0;
}
