/* Writes a program of many functions, in Weft's IR or as the C that means the same: generate wir|c FUNCTIONS SEED
   The same number of functions and the same seed give the same program, in both languages: both are written by one walk, which
   draws the same random numbers, and print the same sum when they run.

   A function has integers of two widths, often a record to work on, sometimes a float; it computes, loads and stores, branches,
   loops, and calls functions of a lower level, so that everything ends. Its C is written as people write C, in expressions and
   variables; its IR as a plain front end would make it from that: an operation a line, variables in SSA values, a block's
   parameters for those that were assigned on the way. Every function is called, by @main through those that call a hundred. */
#include "generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How deep calls of the generated functions go, and how many functions share a table of numbers. */
enum { LEVELS = 6, SHARED = 50, DRIVEN = 100 };

/* What a caller must know of a function: its parameters in order, and whether it takes a record. */
struct signature {
  int count;
  enum type types[4];
  int takes_record;
};

static struct signature *signatures;

static void assign(int index, const char *indent) {
  struct variable *v = &variables[index];
  struct expression e;
  if (v->type == REAL) real_expression(&e);
  else expression(&e, v->type, 1 + (int)below(2));
  c("%s%c = %s;\n", indent, v->name, e.c);
  strcpy(v->value, e.ir);
}

static void store_member(const char *indent) {
  struct expression e, address;
  int member = (int)below(3);
  static const char *const members[] = {"total", "count", "kind"};
  enum type type = member == 1 && any_variable(HALF) ? HALF : WORD;
  expression(&e, type, 1);
  define(&address);
  ir("field $item.%s %%p\n", members[member]);
  if (member == 0) ir("  store i64 %s, %s\n", e.ir, address.ir);
  else if (type == HALF) ir("  store i32 %s, %s\n", e.ir, address.ir);
  else ir("  store.%d i64 %s, %s\n", member == 1 ? 32 : 8, e.ir, address.ir);
  static const char *const casts[] = {"", "(i32)", "(unsigned char)"};
  c("%sp->%s = %s(%s);\n", indent, members[member], casts[member], e.c);
}

/* Calls a function and keeps its result in a variable: arguments are expressions, variables or numbers. */
static void call(int callee, int result, const char *indent) {
  struct signature *s = &signatures[callee];
  struct expression arguments[4], record, index, e;
  for (int i = 0; i < s->count; i++) {
    struct variable *real = any_variable(REAL);
    if (s->types[i] != REAL) expression(&arguments[i], s->types[i], (int)below(2));
    else if (real) read_variable(&arguments[i], real);
    else {
      strcpy(arguments[i].ir, "2.5");
      say(&arguments[i], "2.5");
    }
  }
  if (s->takes_record && has_record && chance(60)) {
    strcpy(record.ir, "%p");
    say(&record, "p");
  } else if (s->takes_record) {
    struct expression number;
    read_variable(&number, any_variable(WORD));
    define(&index);
    ir("and i64 %s, 63\n", number.ir);
    define(&record);
    ir("element $item @items, %s\n", index.ir);
    say(&record, "&items[%s & 63]", number.c);
  }
  define(&e);
  ir("call @f%d(", callee);
  c("%s%c = f%d(", indent, variables[result].name, callee);
  for (int i = 0; i < s->count; i++) {
    ir("%s%s", i ? ", " : "", arguments[i].ir);
    c("%s%s", i ? ", " : "", arguments[i].c);
  }
  if (s->takes_record) {
    ir(", %s", record.ir);
    c(", %s", record.c);
  }
  ir(")\n");
  c(");\n");
  strcpy(variables[result].value, e.ir);
}

/* One or two different variables, in order. */
static int choose(int chosen[2]) {
  chosen[0] = (int)below(variable_count);
  if (variable_count < 2 || chance(60)) return 1;
  chosen[1] = (int)below(variable_count);
  return chosen[1] == chosen[0] ? 1 : 2;
}

static void pass(const char *block, int number, const int *chosen, int count) {
  ir("%s%d(", block, number);
  for (int i = 0; i < count; i++) ir("%s%s", i ? ", " : "", variables[chosen[i]].value);
  ir(")");
}

/* Begins a block whose parameters are variables from now on. */
static void enter(const char *block, int number, const int *chosen, int count, const char *counter) {
  ir("%s%d(", block, number);
  if (counter) ir("%s: i64%s", counter, count ? ", " : "");
  for (int i = 0; i < count; i++) {
    struct variable *v = &variables[chosen[i]];
    snprintf(v->value, sizeof v->value, "%%%c.%d", v->name, next_value++);
    ir("%s%s: %s", i ? ", " : "", v->value, ir_types[v->type]);
  }
  ir("):\n");
}

static void branch(void) {
  int chosen[2], count = choose(chosen), number = next_block++, hasElse = chance(50);
  struct expression holds;
  char before[2][32];
  condition(&holds);
  for (int i = 0; i < count; i++) strcpy(before[i], variables[chosen[i]].value);
  ir("  branch %s, then%d, ", holds.ir, number);
  if (hasElse) ir("else%d", number);
  else pass("join", number, chosen, count);
  c("  if (%s) {\n", holds.c);
  ir("\nthen%d:\n", number);
  for (int i = 0; i < count; i++) assign(chosen[i], "    ");
  if (has_record && chance(30)) store_member("    ");
  ir("  jump ");
  pass("join", number, chosen, count);
  ir("\n");
  if (hasElse) {
    for (int i = 0; i < count; i++) strcpy(variables[chosen[i]].value, before[i]);
    ir("else%d:\n", number);
    c("  } else {\n");
    for (int i = 0; i < count; i++) assign(chosen[i], "    ");
    ir("  jump ");
    pass("join", number, chosen, count);
    ir("\n");
  }
  c("  }\n");
  enter("join", number, chosen, count, NULL);
}

static void loop(int leaf_function) {
  int chosen[2], count = choose(chosen), number = next_block++, times = 2 + (int)below(7);
  struct expression more, next;
  char counter[32];
  snprintf(counter, sizeof counter, "%%i.%d", number);
  ir("  jump loop%d(0", number);
  for (int i = 0; i < count; i++) ir(", %s", variables[chosen[i]].value);
  ir(")\n");
  enter("loop", number, chosen, count, counter);
  char after[2][32];
  for (int i = 0; i < count; i++) strcpy(after[i], variables[chosen[i]].value);
  define(&more);
  ir("lt.s i64 %s, %d\n  branch %s, body%d, done%d\nbody%d:\n", counter, times, more.ir, number, number, number);
  c("  for (i64 i = 0; i < %d; i++) {\n", times);
  for (int i = 0; i < count; i++) {
    struct variable *v = &variables[chosen[i]];
    if (v->type == WORD) {
      struct expression e, sum;
      expression(&e, WORD, 1);
      define(&sum);
      ir("add i64 %s, %s\n", e.ir, counter);
      c("    %c = %s + (u64)i;\n", v->name, e.c);
      strcpy(v->value, sum.ir);
    } else assign(chosen[i], "    ");
  }
  if (has_record && chance(50)) store_member("    ");
  if (leaf_function >= 0 && variables[chosen[0]].type == WORD && chance(30)) call(leaf_function, chosen[0], "    ");
  define(&next);
  ir("add i64 %s, 1\n  jump loop%d(%s", counter, number, next.ir);
  for (int i = 0; i < count; i++) ir(", %s", variables[chosen[i]].value);
  ir(")\ndone%d:\n", number);
  c("  }\n");
  for (int i = 0; i < count; i++) strcpy(variables[chosen[i]].value, after[i]);
}

static void choice(void) {
  int chosen[1] = {0}, number = next_block++, cases = 3 + (int)below(6);
  struct expression selector, masked;
  char before[32];
  expression(&selector, WORD, 1);
  define(&masked);
  ir("and i64 %s, 15\n  switch i64 %s, other%d [\n", selector.ir, masked.ir, number);
  c("  switch (%s & 15) {\n", selector.c);
  for (int i = 0; i < cases; i++) ir("    %d: case%d.%d\n", i, number, i);
  ir("  ]\n");
  strcpy(before, variables[0].value);
  for (int i = 0; i < cases; i++) {
    strcpy(variables[0].value, before);
    ir("case%d.%d:\n", number, i);
    c("  case %d:\n", i);
    assign(0, "    ");
    c("    break;\n");
    ir("  jump ");
    pass("join", number, chosen, 1);
    ir("\n");
  }
  strcpy(variables[0].value, before);
  ir("other%d:\n  jump ", number);
  pass("join", number, chosen, 1);
  ir("\n");
  c("  }\n");
  enter("join", number, chosen, 1, NULL);
}

static void add_variable(enum type type) {
  struct variable *v = &variables[variable_count];
  v->type = type;
  v->name = "abcdefgh"[variable_count++];
  snprintf(v->value, sizeof v->value, "%%%c", v->name);
}

/* A function before this one whose level is lower than its own, or any of the lowest; -1 where there is none. */
static int callee_for(int function, int only_lowest) {
  int level = function % LEVELS;
  if (level == 0 || function < LEVELS) return -1;
  int lower = only_lowest ? 0 : (int)below(level);
  int back = (int)below(200), group = function / LEVELS;
  return (group - (back < group ? back : group)) * LEVELS + lower;
}

static void function(int number, uint64_t seed) {
  struct signature *s = &signatures[number];
  seed_for(seed, 3 * (uint64_t)number);
  variable_count = next_value = next_block = 0;
  has_record = s->takes_record;
  ir("func @f%d(", number);
  c("static u64 f%d(", number);
  for (int i = 0; i < s->count; i++) {
    add_variable(s->types[i]);
    ir("%s%%%c: %s", i ? ", " : "", variables[i].name, ir_types[s->types[i]]);
    c("%s%s %c", i ? ", " : "", c_types[s->types[i]], variables[i].name);
  }
  if (has_record) {
    ir(", %%p: ptr");
    c(", struct item *p");
  }
  ir(") -> i64 {\nentry:\n");
  c(") {\n");
  int locals = (int)below(3);
  for (int i = 0; i < locals; i++) {
    enum type type = chance(65) ? WORD : chance(80) ? HALF : REAL;
    struct expression e;
    if (type == REAL) real_expression(&e);
    else expression(&e, type, 1);
    add_variable(type);
    struct variable *v = &variables[variable_count - 1];
    c("  %s %c = %s;\n", c_types[type], v->name, e.c);
    strcpy(v->value, e.ir);
  }
  int statements = 1 + (int)below(4) + (chance(15) ? (int)below(8) : 0);
  for (int i = 0; i < statements; i++) {
    uint32_t kind = below(100);
    int callee = callee_for(number, 0);
    if (kind < 36) assign((int)below(variable_count), "  ");
    else if (kind < 48 && has_record) store_member("  ");
    else if (kind < 66) branch();
    else if (kind < 78) loop(callee_for(number, 1));
    else if (kind < 98 && callee >= 0) call(callee, 0, "  ");
    else if (kind >= 98) choice();
    else assign((int)below(variable_count), "  ");
  }
  struct expression result;
  read_variable(&result, &variables[0]);
  for (int i = 1; i < variable_count; i++) {
    struct variable *v = &variables[i];
    struct expression wide, sum;
    if (v->type == WORD) read_variable(&wide, v);
    else {
      convert(&wide, v->type == HALF ? "ext.u i64" : "toint.s i64", v->value);
      say(&wide, v->type == HALF ? "%c" : "(u64)(i64)%c", v->name);
    }
    define(&sum);
    ir("%s i64 %s, %s\n", i % 2 ? "xor" : "add", result.ir, wide.ir);
    say(&sum, "(%s %s %s)", result.c, i % 2 ? "^" : "+", wide.c);
    result = sum;
  }
  ir("  return %s\n}\n\n", result.ir);
  c("  return %s;\n}\n\n", result.c);
}

/* A function that calls a hundred others and adds up what they give. */
static void driver(int first, int count) {
  ir("func @run%d(%%n: i64) -> i64 {\nentry:\n  %%s0 = add i64 %%n, 0\n", first / DRIVEN);
  c("static u64 run%d(u64 n) {\n  u64 s = n;\n", first / DRIVEN);
  for (int i = 0; i < count; i++) {
    struct signature *s = &signatures[first + i];
    ir("  %%r%d = call @f%d(", i, first + i);
    c("  s = s * 31 + f%d(", first + i);
    for (int k = 0; k < s->count; k++) {
      int number = (first + i) % 97 + k;
      ir(s->types[k] == REAL ? "%s%d.0" : k == 0 ? "%s%%n" : "%s%d", k ? ", " : "", number);
      c(s->types[k] == REAL ? "%s%d.0" : k == 0 ? "%sn" : "%s%d", k ? ", " : "", number);
    }
    if (s->takes_record) {
      ir(", @items");
      c(", items");
    }
    ir(")\n  %%m%d = mul i64 %%s%d, 31\n  %%s%d = add i64 %%m%d, %%r%d\n", i, i, i + 1, i, i);
    c(");\n");
  }
  ir("  return %%s%d\n}\n\n", count);
  c("  return s;\n}\n\n");
}

static const char ir_head[] =
  "record $item {\n  total: i64\n  count: i32\n  kind: i8\n}\n\n"
  "data @items align 8 writable {\n  zero 1024\n}\n\n";
static const char c_head[] =
  "#include <stdio.h>\n\ntypedef unsigned long u64;\ntypedef long i64;\ntypedef unsigned u32;\ntypedef int i32;\n\n"
  "struct item {\n  u64 total;\n  i32 count;\n  unsigned char kind;\n};\n\n"
  "static struct item items[64];\n\n";
static const char ir_print[] =
  "func @print(%number: i64) {\n"
  "entry:\n"
  "  %text = stack.slot [24 x i8]\n"
  "  %end = offset %text, 23\n"
  "  store i8 '\\n', %end\n"
  "  jump digit(%number, %end)\n"
  "digit(%rest: i64, %at: ptr):\n"
  "  %quotient = div.u i64 %rest, 10\n"
  "  %value = rem.u i64 %rest, 10\n"
  "  %character = add i64 %value, '0'\n"
  "  %next = offset %at, -1\n"
  "  store.8 i64 %character, %next\n"
  "  %isDone = eq i64 %quotient, 0\n"
  "  branch %isDone, write, digit(%quotient, %next)\n"
  "write:\n"
  "  %from = ptr.toint %next\n"
  "  %to = ptr.toint %end\n"
  "  %length = sub i64 %to, %from\n"
  "  %count = add i64 %length, 1\n"
  "  %written = syscall write(1, %next, %count)\n"
  "  return\n"
  "}\n\n";

static int number_from(const char *text, uint64_t most, uint64_t *number) {
  char *end;
  *number = strtoull(text, &end, 10);
  return *text >= '0' && *text <= '9' && *end == 0 && *number <= most;
}

int main(int argc, char **argv) {
  uint64_t functions, seed;
  if (argc != 4 || (strcmp(argv[1], "c") != 0 && strcmp(argv[1], "wir") != 0) || !number_from(argv[2], 10000000, &functions) ||
      functions == 0 || !number_from(argv[3], UINT64_MAX / 2, &seed)) {
    fprintf(stderr, "usage: generate wir|c FUNCTIONS SEED\n");
    return 2;
  }
  writes_c = strcmp(argv[1], "c") == 0;
  int count = (int)functions;
  tables = count / SHARED + 1;
  signatures = calloc(functions, sizeof *signatures);
  if (!signatures) return 1;

  for (int i = 0; i < count; i++) {
    struct signature *s = &signatures[i];
    seed_for(seed, 3 * (uint64_t)i + 1);
    s->count = 1 + (int)below(3);
    s->types[0] = WORD;
    for (int k = 1; k < s->count; k++) s->types[k] = chance(65) ? WORD : HALF;
    if (chance(10)) s->types[s->count++] = REAL;
    s->takes_record = chance(60);
  }

  ir("; %d functions of seed %llu.\n\n%s", count, (unsigned long long)seed, ir_head);
  c("/* %d functions of seed %llu. */\n%s", count, (unsigned long long)seed, c_head);
  for (int i = 0; i < tables; i++) {
    seed_for(seed, 3 * (uint64_t)i + 2);
    ir("data @table%d writable {\n  i64 ", i);
    c("static u64 table%d[8] = {", i);
    for (int k = 0; k < 8; k++) {
      uint32_t number = below(1000000);
      ir("%s%u", k ? ", " : "", number);
      c("%s%u", k ? ", " : "", number);
    }
    ir("\n}\n\n");
    c("};\n");
  }
  c("\n");
  for (int i = 0; i < count; i++) function(i, seed);
  for (int i = 0; i < count; i += DRIVEN) driver(i, count - i < DRIVEN ? count - i : DRIVEN);

  ir("%sfunc @main() -> i32 {\nentry:\n", ir_print);
  c("int main(void) {\n  u64 s = 1;\n");
  const char *sum = "1";
  char name[32];
  for (int i = 0; i * DRIVEN < count; i++) {
    ir("  %%s%d = call @run%d(%s)\n", i, i, sum);
    c("  s = run%d(s);\n", i);
    snprintf(name, sizeof name, "%%s%d", i);
    sum = name;
  }
  ir("  call @print(%s)\n  return 0\n}\n", sum);
  c("  printf(\"%%lu\\n\", s);\n  return 0;\n}\n");
  free(signatures);
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
