/* Times commands against each other: interleave [--key NAME --want TEXT] ROUNDS A... -- B... [-- C...]...
   Runs A, B, C, A, B, C, ... with their output thrown away, so that whatever disturbs the machine disturbs all alike, and
   prints one line, separated by tabs: for each command its median and least wall time in microseconds and its largest resident
   set in kilobytes. With --key, what counts is not the time but the number that a command prints behind `NAME=`, and its output must
   contain TEXT: a program that does something else cannot look fast. A command that is the word `-` is not there, and has `-` for its
   numbers. The failure of a command ends it with status 1. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 16 };

extern char **environ;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static const char *key, *want;

/* The number behind the key in what a command printed. */
static double printed(char **command, int output) {
  char text[4096], name[64];
  ssize_t count = pread(output, text, sizeof text - 1, 0);
  text[count > 0 ? count : 0] = 0;
  snprintf(name, sizeof name, "%s=", key);
  char *found = text;
  while ((found = strstr(found, name)) && found > text && found[-1] != ' ' && found[-1] != '\n') found++;
  if (!found || !strstr(text, want)) {
    fprintf(stderr, "interleave: %s prints '%s', where '%s' and a number behind '%s' are expected\n", command[0], text, want, name);
    exit(1);
  }
  return atof(found + strlen(name));
}

/* Microseconds from before the command starts until it is reaped. */
static double run(char **command, posix_spawn_file_actions_t *quiet, int output, long *resident) {
  if (key && ftruncate(output, 0) != 0) exit(1);
  pid_t child;
  struct rusage usage;
  int status;
  double started = now();
  if (posix_spawnp(&child, command[0], quiet, NULL, command, environ) != 0) {
    fprintf(stderr, "interleave: cannot start %s\n", command[0]);
    exit(1);
  }
  if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "interleave: %s failed (wait status %#x)\n", command[0], status);
    exit(1);
  }
  double took = now() - started;
  if (usage.ru_maxrss > *resident) *resident = usage.ru_maxrss;
  return key ? printed(command, output) : took;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **arguments) {
  if (count > 5 && strcmp(arguments[1], "--key") == 0 && strcmp(arguments[3], "--want") == 0) {
    key = arguments[2];
    want = arguments[4];
    count -= 4;
    arguments += 4;
  }
  int rounds = count > 1 ? atoi(arguments[1]) : 0, commands = 0, empty = 0;
  char **command[MOST_COMMANDS];
  for (int start = 2, end; start <= count; start = end + 1) {
    for (end = start; end < count && strcmp(arguments[end], "--") != 0; end++) {}
    arguments[end] = NULL;
    if (commands < MOST_COMMANDS) command[commands] = arguments + start;
    commands++;
    empty |= start == end;
  }
  if (rounds < 1 || commands < 2 || commands > MOST_COMMANDS || empty) {
    fprintf(stderr, "usage: interleave ROUNDS A... -- B... [-- C...]... (at most %d commands)\n", MOST_COMMANDS);
    return 2;
  }

  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  int output = key ? memfd_create("output", MFD_CLOEXEC) : open("/dev/null", O_WRONLY | O_CLOEXEC);
  /* Appended to, so that what is written after it was emptied begins at its begin. */
  if (output < 0 || (key && fcntl(output, F_SETFL, O_APPEND) != 0)) return 1;
  posix_spawn_file_actions_adddup2(&quiet, output, 1);

  double *times[MOST_COMMANDS];
  long resident[MOST_COMMANDS] = {0};
  for (int i = 0; i < commands; i++)
    if (!(times[i] = calloc(rounds, sizeof(double)))) return 1;
  /* The first round fills the page cache and is not counted. */
  for (int round = -1; round < rounds; round++)
    for (int i = 0; i < commands; i++) {
      if (strcmp(command[i][0], "-") == 0) continue;
      double took = run(command[i], &quiet, output, &resident[i]);
      if (round >= 0) times[i][round] = took;
    }

  for (int i = 0; i < commands; i++) {
    if (strcmp(command[i][0], "-") == 0) {
      printf("%s-\t-\t-", i ? "\t" : "");
      continue;
    }
    qsort(times[i], rounds, sizeof(double), ascending);
    double median = (times[i][(rounds - 1) / 2] + times[i][rounds / 2]) / 2;
    printf(key ? "%s%.2f\t%.2f\t%ld" : "%s%.0f\t%.0f\t%ld", i ? "\t" : "", median, times[i][0], resident[i]);
  }
  printf("\n");
  return 0;
}
