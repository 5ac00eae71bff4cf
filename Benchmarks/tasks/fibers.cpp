// The same with Boost: `fibers` with Boost.Fiber, its scheduler and stacks of 16 KiB; `contexts` with Boost.Context alone, which
// is the switch without a scheduler.
//   fibers sleepers TASKS MILLISECONDS
//   fibers switch ROUNDS
//   fibers spawn COUNT
//   fibers contexts ROUNDS
#include <boost/context/fiber.hpp>
#include <boost/fiber/all.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

using namespace boost;
using fibers::fiber;

static fibers::fixedsize_stack stacks(16384);

static int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <typename Function>
static fiber begin(Function function) {
  return fiber(std::allocator_arg, stacks, function);
}

static void sleepers(int64_t count, int64_t milliseconds) {
  std::vector<fiber> all;
  all.reserve(count);
  int64_t start = now();
  for (int64_t i = 0; i < count; i++)
    all.push_back(begin([=] { this_fiber::sleep_for(std::chrono::milliseconds(milliseconds)); }));
  for (auto &one : all) one.join();
  printf("tasks=%ld wall_us=%ld\n", count, (now() - start) / 1000);
}

static __attribute__((noinline)) int64_t inner(int64_t seed, int64_t rounds, bool pauses) {
  int64_t a = seed + 1, b = seed + 2, c = seed + 3, d = seed + 4, e = seed + 5, f = seed + 6, g = seed + 7, h = seed + 8;
  for (int64_t i = 0; i < rounds; i++) {
    if (pauses) this_fiber::yield();
    int64_t sum = a + h;
    a = b, b = c, c = d, d = e, e = f, f = g, g = h, h = sum;
  }
  return ((a ^ c) + (e - g)) ^ h;
}

static __attribute__((noinline)) int64_t middle(int64_t seed, int64_t rounds, bool pauses) {
  int64_t mixed = seed ^ 0x5555;
  return inner(mixed, rounds, pauses) + mixed;
}

static __attribute__((noinline)) int64_t outer(int64_t seed, int64_t rounds, bool pauses) {
  int64_t mixed = seed * 0x10001;
  return middle(mixed, rounds, pauses) + mixed;
}

static void switches(int64_t rounds) {
  int64_t count = 0, sum = 0;
  auto turn = [&] {
    for (int64_t i = 0; i < rounds; i++, count++) this_fiber::yield();
  };
  int64_t start = now();
  fiber first = begin(turn), second = begin(turn);
  first.join();
  second.join();
  printf("switches=%ld ns_per_switch=%.2f\n", count, double(now() - start) / count);
  rounds /= 500;
  std::vector<fiber> all;
  start = now();
  for (int64_t i = 0; i < 1000; i++) all.push_back(begin([&sum, rounds, i] { sum += outer(i, rounds, true); }));
  for (auto &one : all) one.join();
  int64_t elapsed = now() - start;
  for (int64_t i = 0; i < 1000; i++) sum -= outer(i, rounds, false);
  if (sum != 0) exit(1);
  printf("switches=%ld deep_ns_per_switch=%.2f\n", rounds * 1000, double(elapsed) / (rounds * 1000));
}

static void spawn(int64_t count) {
  int64_t start = now(), sum = 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t result = 0;
    begin([&result, i] { result = i; }).join();
    sum += result;
  }
  int64_t elapsed = now() - start;
  if (sum * 2 != count * (count - 1)) exit(1);
  printf("spawned=%ld ns_each=%.2f\n", count, double(elapsed) / count);
}

// Two switches in every round: there and back.
static void contexts(int64_t rounds) {
  int64_t count = 0;
  context::fiber other([&count](context::fiber &&back) {
    for (;;) {
      count += 2;
      back = std::move(back).resume();
    }
    return std::move(back);
  });
  int64_t start = now();
  for (int64_t i = 0; i < rounds; i++) other = std::move(other).resume();
  printf("switches=%ld ns_per_switch=%.2f\n", count, double(now() - start) / count);
}

int main(int count, char **arguments) {
  const char *what = count > 2 ? arguments[1] : "";
  if (strcmp(what, "sleepers") == 0 && count == 4) sleepers(atol(arguments[2]), atol(arguments[3]));
  else if (strcmp(what, "switch") == 0) switches(atol(arguments[2]));
  else if (strcmp(what, "spawn") == 0) spawn(atol(arguments[2]));
  else if (strcmp(what, "contexts") == 0) contexts(atol(arguments[2]));
  else return 2;
  return 0;
}
