/* The least that tasks can cost in C: contexts with stacks of half a kilobyte, a switch written by hand of which the compiler
   knows that it destroys every register, a queue in the tasks themselves, and a heap of deadlines. No checks, no limits, and
   nothing that a second thread could use.
     tasks sleepers TASKS MILLISECONDS
     tasks switch ROUNDS
     tasks spawn COUNT */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { BLOCK = 512, HEAD = 96 };

struct task {
  void *sp, *resume;
  struct task *next, *awaiter;
  int64_t (*function)(int64_t, int64_t);
  int64_t first, second, result;
  int ended;
};

static struct task root, *current = &root, *head, *tail, *spare;
static char *fresh;

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

#define ALL                                                                                                                 \
  "rax", "rbx", "rcx", "rdx", "rbp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "xmm0", "xmm1", "xmm2", "xmm3",   \
      "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "memory", "cc"

static inline __attribute__((always_inline)) void go_on_with(struct task *to) {
  struct task *from = current;
  current = to;
  __asm__ volatile(
      "lea 1f(%%rip), %%rax\n\t"
      "mov %%rax, 8(%0)\n\t"
      "mov %%rsp, (%0)\n\t"
      "mov (%1), %%rsp\n\t"
      "jmp *8(%1)\n"
      "1:"
      : "+D"(from), "+S"(to)
      :
      : ALL);
}

static inline void append(struct task *task) {
  task->next = NULL;
  if (head) tail->next = task;
  else head = task;
  tail = task;
}

static inline struct task *take(void) {
  struct task *task = head;
  head = task->next;
  return task;
}

static inline void yield(void) {
  if (!head) return;
  struct task *next = take();
  append(current);
  go_on_with(next);
}

/* Where a context goes on that has nothing more to do now: with the queue, or with what began all. */
static inline void park(void) { go_on_with(head ? take() : &root); }

static __attribute__((noinline)) void begin(void) {
  struct task *me = current;
  me->result = me->function(me->first, me->second);
  me->ended = 1;
  if (me->awaiter) go_on_with(me->awaiter);
  park();
  __builtin_unreachable();
}

static void reserve(size_t count) {
  fresh = mmap(NULL, count * BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (fresh == MAP_FAILED) exit(1);
}

/* The stack is below the task in its block. */
static inline struct task *create(int64_t (*function)(int64_t, int64_t), int64_t first, int64_t second) {
  struct task *task = spare;
  if (task) spare = task->next;
  else {
    task = (struct task *)(fresh + BLOCK - HEAD);
    fresh += BLOCK;
  }
  task->sp = (char *)task - 8;
  task->resume = (void *)begin;
  task->function = function;
  task->first = first;
  task->second = second;
  task->awaiter = NULL;
  task->ended = 0;
  append(task);
  return task;
}

static inline int64_t await(struct task *task) {
  if (!task->ended) {
    task->awaiter = current;
    park();
  }
  task->next = spare;
  spare = task;
  return task->result;
}

/* Deadlines in a binary heap. */
static struct timer {
  int64_t deadline;
  struct task *task;
} *heap;
static size_t timers;

static __attribute__((noinline)) void push(int64_t deadline, struct task *task) {
  size_t at = timers++;
  while (at > 0 && heap[(at - 1) / 2].deadline > deadline) {
    heap[at] = heap[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  heap[at] = (struct timer){deadline, task};
}

static struct task *pop(void) {
  struct task *first = heap[0].task;
  struct timer last = heap[--timers];
  size_t at = 0;
  for (size_t child; (child = 2 * at + 1) < timers; at = child) {
    if (child + 1 < timers && heap[child + 1].deadline < heap[child].deadline) child++;
    if (heap[child].deadline >= last.deadline) break;
    heap[at] = heap[child];
  }
  heap[at] = last;
  return first;
}

static int64_t sleeper(int64_t nanoseconds, int64_t unused) {
  (void)unused;
  push(now() + nanoseconds, current);
  park();
  return 0;
}

static void sleepers(int64_t count, int64_t milliseconds) {
  heap = mmap(NULL, count * sizeof *heap, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  reserve(count);
  int64_t start = now();
  for (int64_t i = 0; i < count; i++) create(sleeper, milliseconds * 1000000, 0);
  for (;;) {
    /* It comes back when the queue is empty. */
    if (head) park();
    if (!timers) break;
    struct timespec until = {heap[0].deadline / 1000000000, heap[0].deadline % 1000000000};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    for (int64_t time = now(); timers && heap[0].deadline <= time;) append(pop());
  }
  printf("tasks=%ld wall_us=%ld\n", count, (now() - start) / 1000);
}

static int64_t turn(int64_t rounds, int64_t unused) {
  (void)unused;
  int64_t i = 0;
  do yield();
  while (++i < rounds);
  return i;
}

static __attribute__((noinline)) int64_t inner(int64_t seed, int64_t rounds, int pauses) {
  int64_t a = seed + 1, b = seed + 2, c = seed + 3, d = seed + 4, e = seed + 5, f = seed + 6, g = seed + 7, h = seed + 8;
  for (int64_t i = 0; i < rounds; i++) {
    if (pauses) yield();
    int64_t sum = a + h;
    a = b, b = c, c = d, d = e, e = f, f = g, g = h, h = sum;
  }
  return ((a ^ c) + (e - g)) ^ h;
}

static __attribute__((noinline)) int64_t middle(int64_t seed, int64_t rounds, int pauses) {
  int64_t mixed = seed ^ 0x5555;
  return inner(mixed, rounds, pauses) + mixed;
}

static __attribute__((noinline)) int64_t outer(int64_t seed, int64_t rounds, int pauses) {
  int64_t mixed = seed * 0x10001;
  return middle(mixed, rounds, pauses) + mixed;
}

static int64_t deep(int64_t seed, int64_t rounds) { return outer(seed, rounds, 1); }

static void switches(int64_t rounds) {
  reserve(1000);
  int64_t start = now();
  struct task *first = create(turn, rounds, 0), *second = create(turn, rounds, 0);
  int64_t count = await(first);
  count += await(second);
  printf("switches=%ld ns_per_switch=%.2f\n", count, (double)(now() - start) / count);

  static struct task *tasks[1000];
  int64_t sum = 0;
  rounds /= 500;
  start = now();
  for (int i = 0; i < 1000; i++) tasks[i] = create(deep, i, rounds);
  for (int i = 0; i < 1000; i++) sum += await(tasks[i]);
  int64_t elapsed = now() - start;
  for (int i = 0; i < 1000; i++) sum -= outer(i, rounds, 0);
  if (sum != 0) exit(1);
  printf("switches=%ld deep_ns_per_switch=%.2f\n", rounds * 1000, (double)elapsed / (rounds * 1000));
}

static int64_t same(int64_t number, int64_t unused) {
  (void)unused;
  return number;
}

static void spawn(int64_t count) {
  reserve(1);
  int64_t start = now(), sum = 0;
  for (int64_t i = 0; i < count; i++) sum += await(create(same, i, 0));
  int64_t elapsed = now() - start;
  if (sum * 2 != count * (count - 1)) exit(1);
  printf("spawned=%ld ns_each=%.2f\n", count, (double)elapsed / count);
}

int main(int count, char **arguments) {
  const char *what = count > 2 ? arguments[1] : "";
  if (strcmp(what, "sleepers") == 0 && count == 4) sleepers(atol(arguments[2]), atol(arguments[3]));
  else if (strcmp(what, "switch") == 0) switches(atol(arguments[2]));
  else if (strcmp(what, "spawn") == 0) spawn(atol(arguments[2]));
  else return 2;
  return 0;
}
