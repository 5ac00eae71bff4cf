/* Writes a program of many functions in QBE's language, as a C compiler that does not optimise makes it, or as the C that means
   the same: generate-qbe ssa|c FUNCTIONS SEED. The same number and seed give the same program in both: one walk writes them.

   Variables are in memory: each statement loads what it reads and stores what it assigns, which is some hundred lines for a
   function. Every function is called, by `sum` through those that call a hundred; who has a main calls that. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How deep calls go, how many functions share a table, how many variables a function has; one of them is of 32 bits. */
enum { LEVELS = 6, SHARED = 50, DRIVEN = 100, VARIABLES = 5, NARROW = 4 };

static int writes_c, next_value, next_label, tables;
static uint64_t state;

#define ssa(...) (writes_c ? 0 : printf(__VA_ARGS__))
#define c(...) (writes_c ? printf(__VA_ARGS__) : 0)

static uint32_t below(uint32_t limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 33) % limit;
}

static void seed_for(uint64_t seed, uint64_t place) {
  state = ((seed + 1) * 0x9e3779b97f4a7c15 ^ (place + 1) * 0xbf58476d1ce4e5b9) | 1;
  for (int i = 0; i < 4; i++) below(2);
}

/* Loads a variable as 64 bits. */
static int load(int variable) {
  ssa("\t%%.%d =l %s %%v%d\n", ++next_value, variable == NARROW ? "loaduw" : "loadl", variable);
  return next_value;
}

static void store(int value, int variable) { ssa("\tstore%c %%.%d, %%v%d\n", variable == NARROW ? 'w' : 'l', value, variable); }

static int operate(const char *operation, int left, int right) {
  ssa("\t%%.%d =l %s %%.%d, %%.%d\n", ++next_value, operation, left, right);
  return next_value;
}

static int with_number(const char *operation, int left, uint32_t right) {
  ssa("\t%%.%d =l %s %%.%d, %u\n", ++next_value, operation, left, right);
  return next_value;
}

static void assign(void) {
  static const struct { const char *ssa, *c; } operations[] = {
    {"add", "+"}, {"sub", "-"}, {"mul", "*"}, {"and", "&"}, {"or", "|"}, {"xor", "^"},
  };
  int to = (int)below(VARIABLES), from = (int)below(VARIABLES), other = (int)below(VARIABLES), operation = (int)below(6);
  uint32_t kind = below(100), number = 1 + below(kind % 3 ? 60 : 2000000000);
  int left = load(from);
  if (kind < 50) {
    store(operate(operations[operation].ssa, left, load(other)), to);
    c("  v%d = v%d %s (u64)v%d;\n", to, from, operations[operation].c, other);
  } else if (kind < 70) {
    store(with_number(operations[operation].ssa, left, number), to);
    c("  v%d = v%d %s %uul;\n", to, from, operations[operation].c, number);
  } else if (kind < 80) {
    int isLeft = number & 1;
    store(with_number(isLeft ? "shl" : "shr", left, 1 + number % 31), to);
    c("  v%d = (u64)v%d %s %u;\n", to, from, isLeft ? "<<" : ">>", 1 + number % 31);
  } else if (kind < 84) {
    store(operate("udiv", left, with_number("or", load(other), 1)), to);
    c("  v%d = v%d / (v%d | 1ul);\n", to, from, other);
  } else {
    int table = (int)below((uint32_t)tables), place = with_number("shl", with_number("and", left, 7), 3);
    ssa("\t%%.%d =l add $table%d, %%.%d\n\t%%.%d =l loadl %%.%d\n", next_value + 1, table, place, next_value + 2, next_value + 1);
    next_value += 2;
    store(next_value, to);
    c("  v%d = table%d[v%d & 7];\n", to, table, from);
  }
}

static void branch(void) {
  static const struct { const char *ssa, *c, *type; } tests[] = {
    {"ceql", "==", "u64"}, {"cnel", "!=", "u64"}, {"csltl", "<", "long"}, {"cugtl", ">", "u64"},
  };
  int left = (int)below(VARIABLES), right = (int)below(VARIABLES), test = (int)below(4), label = ++next_label;
  int one = load(left), other = load(right);
  ssa("\t%%.%d =w %s %%.%d, %%.%d\n", ++next_value, tests[test].ssa, one, other);
  ssa("\tjnz %%.%d, @then.%d, @else.%d\n@then.%d\n", next_value, label, label, label);
  c("  if ((%s)v%d %s (%s)v%d) {\n", tests[test].type, left, tests[test].c, tests[test].type, right);
  assign();
  ssa("\tjmp @join.%d\n@else.%d\n", label, label);
  c("  } else {\n");
  assign();
  ssa("@join.%d\n", label);
  c("  }\n");
}

static void loop(void) {
  int label = ++next_label, times = 2 + (int)below(6);
  ssa("\tstorew 0, %%i\n@loop.%d\n\t%%.%d =w loadw %%i\n", label, next_value + 1);
  ssa("\t%%.%d =w csltw %%.%d, %d\n\tjnz %%.%d, @body.%d, @done.%d\n", next_value + 2, next_value + 1, times, next_value + 2, label, label);
  ssa("@body.%d\n", label);
  next_value += 2;
  c("  for (int i = 0; i < %d; i++) {\n", times);
  for (uint32_t count = 1 + below(2); count > 0; count--) assign();
  ssa("\t%%.%d =w loadw %%i\n\t%%.%d =w add %%.%d, 1\n\tstorew %%.%d, %%i\n", next_value + 1, next_value + 2, next_value + 1, next_value + 2);
  ssa("\tjmp @loop.%d\n@done.%d\n", label, label);
  next_value += 2;
  c("  }\n");
}

/* A function before this one whose level is lower than its own. */
static void call(int function) {
  int level = function % LEVELS, group = function / LEVELS, back = (int)below(200);
  int callee = (group - (back < group ? back : group)) * LEVELS + (int)below((uint32_t)level);
  int one = (int)below(VARIABLES), other = (int)below(VARIABLES);
  int first = load(one), second = load(other);
  ssa("\t%%.%d =l call $f%d(l %%.%d, l %%.%d)\n", ++next_value, callee, first, second);
  store(next_value, 0);
  c("  v0 = f%d(v%d, v%d);\n", callee, one, other);
}

static void function(int number, uint64_t seed) {
  seed_for(seed, 2 * (uint64_t)number);
  next_value = next_label = 0;
  ssa("function l $f%d(l %%p0, l %%p1) {\n@start\n", number);
  c("static u64 f%d(u64 v0, u64 v1) {\n  u64 v2 = v0, v3 = 1;\n  unsigned v4 = v1;\n", number);
  for (int i = 0; i < VARIABLES; i++) ssa("\t%%v%d =l alloc%c %c\n", i, i == NARROW ? '4' : '8', i == NARROW ? '4' : '8');
  ssa("\t%%i =l alloc4 4\n\tstorel %%p0, %%v0\n\tstorel %%p1, %%v1\n\tstorel %%p0, %%v2\n\tstorel 1, %%v3\n\tstorew %%p1, %%v4\n@body\n");
  for (uint32_t statements = 7 + below(11); statements > 0; statements--) {
    uint32_t kind = below(100);
    if (kind < 60) assign();
    else if (kind < 78) branch();
    else if (kind < 86) loop();
    else if (number >= LEVELS && number % LEVELS) call(number);
    else assign();
  }
  int result = load(0);
  for (int i = 1; i < VARIABLES; i++) result = operate("xor", result, load(i));
  ssa("\tret %%.%d\n}\n", result);
  c("  return v0 ^ v1 ^ v2 ^ v3 ^ v4;\n}\n");
}

/* A function that calls a hundred others and adds up what they give; the last one calls all of those. */
static void driver(const char *linkage, const char *name, const char *callee, int first, int count) {
  ssa("%sfunction l $%s(l %%n) {\n@start\n\t%%s =l copy %%n\n", linkage, name);
  c("%su64 %s(u64 n) {\n  u64 s = n;\n", *linkage ? "" : "static ", name);
  int isOuter = *linkage != 0;
  for (int i = 0; i < count; i++) {
    ssa("\t%%r =l call $%s%d(l %%s%s)\n\t%%m =l mul %%s, 31\n\t%%s =l add %%m, %%r\n", callee, first + i, isOuter ? "" : ", l 5");
    c("  s = s * 31 + %s%d(s%s);\n", callee, first + i, isOuter ? "" : ", 5");
  }
  ssa("\tret %%s\n}\n");
  c("  return s;\n}\n");
}

int main(int argc, char **argv) {
  int count = argc == 4 ? atoi(argv[2]) : 0;
  if (count <= 0 || count > 10000000 || (strcmp(argv[1], "c") != 0 && strcmp(argv[1], "ssa") != 0)) {
    fprintf(stderr, "usage: generate-qbe ssa|c FUNCTIONS SEED\n");
    return 2;
  }
  uint64_t seed = strtoull(argv[3], NULL, 10);
  writes_c = strcmp(argv[1], "c") == 0;
  tables = count / SHARED + 1;
  c("typedef unsigned long u64;\n");
  for (int i = 0; i < tables; i++) {
    seed_for(seed, 2 * (uint64_t)i + 1);
    ssa("data $table%d = { l", i);
    c("static u64 table%d[8] = {", i);
    for (int k = 0; k < 8; k++) {
      uint32_t number = below(1000000);
      ssa(" %u", number);
      c("%s%u", k ? ", " : "", number);
    }
    ssa(" }\n");
    c("};\n");
  }
  for (int i = 0; i < count; i++) function(i, seed);
  char name[32];
  int drivers = 0;
  for (int i = 0; i < count; i += DRIVEN, drivers++) {
    snprintf(name, sizeof name, "run%d", drivers);
    driver("", name, "f", i, count - i < DRIVEN ? count - i : DRIVEN);
  }
  driver("export ", "sum", "run", 0, drivers);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
