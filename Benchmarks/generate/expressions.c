/* The expressions of the generator: each is written as lines of IR and, at the same time, built as a text of C. */
#include "generate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ir_types[] = {"i64", "i32", "f64"};
const char *const c_types[] = {"u64", "u32", "double"};
int writes_c;
struct variable variables[MOST_VARIABLES];
int variable_count, has_record, next_value, next_block, tables;

static uint64_t state;

void ir(const char *format, ...) {
  va_list arguments;
  if (writes_c) return;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
}

void c(const char *format, ...) {
  va_list arguments;
  if (!writes_c) return;
  va_start(arguments, format);
  vprintf(format, arguments);
  va_end(arguments);
}

void say(struct expression *e, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (vsnprintf(e->c, sizeof e->c, format, arguments) >= (int)sizeof e->c) abort();
  va_end(arguments);
}

uint32_t below(uint32_t limit) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(state >> 33) % limit;
}

int chance(uint32_t percent) { return below(100) < percent; }

void seed_for(uint64_t seed, uint64_t place) {
  state = (seed + 1) * 0x9e3779b97f4a7c15 ^ (place + 1) * 0xbf58476d1ce4e5b9;
  if (state == 0) state = 1;
  for (int i = 0; i < 4; i++) below(2);
}

void define(struct expression *e) {
  snprintf(e->ir, sizeof e->ir, "%%t%d", next_value++);
  ir("  %s = ", e->ir);
}

struct variable *any_variable(enum type type) {
  int found = 0;
  struct variable *chosen = NULL;
  for (int i = 0; i < variable_count; i++)
    if (variables[i].type == type && below(++found) == 0) chosen = &variables[i];
  return chosen;
}

void read_variable(struct expression *e, struct variable *v) {
  strcpy(e->ir, v->value);
  say(e, "%c", v->name);
}

/* A member of the function's record, of width WORD or HALF. */
static void read_member(struct expression *e, enum type type) {
  struct expression address;
  int member = type == WORD ? (int)below(3) : 1;
  static const char *const members[] = {"total", "count", "kind"};
  define(&address);
  ir("field $item.%s %%p\n", members[member]);
  define(e);
  if (type == HALF) {
    ir("load i32 %s\n", address.ir);
    say(e, "(u32)p->count");
  } else if (member == 0) {
    ir("load i64 %s\n", address.ir);
    say(e, "p->total");
  } else if (member == 1) {
    ir("load.s32 i64 %s\n", address.ir);
    say(e, "(u64)p->count");
  } else {
    ir("load.u8 i64 %s\n", address.ir);
    say(e, "(u64)p->kind");
  }
}

/* A number of a table, at a place that is fixed or that a variable says. */
static void read_table(struct expression *e) {
  struct expression index, address;
  int table = (int)below(tables);
  if (chance(50)) {
    int place = (int)below(8);
    snprintf(index.ir, sizeof index.ir, "%d", place);
    say(&index, "%d", place);
  } else {
    struct expression number;
    read_variable(&number, any_variable(WORD));
    define(&index);
    ir("and i64 %s, 7\n", number.ir);
    say(&index, "%s & 7", number.c);
  }
  define(&address);
  ir("element i64 @table%d, %s\n", table, index.ir);
  define(e);
  ir("load i64 %s\n", address.ir);
  say(e, "table%d[%s]", table, index.c);
}

void convert(struct expression *e, const char *operation, const char *operand) {
  if (*operand != '%') {
    strcpy(e->ir, operand);
    return;
  }
  define(e);
  ir("%s %s\n", operation, operand);
}

static void constant(struct expression *e) {
  uint32_t number = chance(60) ? below(64) : chance(70) ? below(100000) : below(2000000000);
  snprintf(e->ir, sizeof e->ir, "%u", number);
  say(e, "%u", number);
}

/* What an expression begins with: a variable, a member, a number of a table, a literal only where one is welcome. */
static void leaf(struct expression *e, enum type type, int can_be_literal) {
  struct variable *v = any_variable(type);
  uint32_t kind = below(can_be_literal ? 100 : 85);
  if (kind < 55 && v) read_variable(e, v);
  else if (kind < 75 && has_record) read_member(e, type);
  else if (kind < 85 && type == WORD) read_table(e);
  else if (kind < 85) {
    struct expression word;
    read_variable(&word, any_variable(WORD));
    convert(e, "trunc i32", word.ir);
    say(e, "(u32)%s", word.c);
  } else constant(e);
}

void expression(struct expression *e, enum type type, int depth) {
  static const struct { const char *ir, *c; } operations[] = {
    {"add", "+"}, {"add", "+"}, {"sub", "-"}, {"mul", "*"}, {"and", "&"}, {"or", "|"}, {"xor", "^"},
  };
  const char *t = ir_types[type];
  struct expression left, right, other;
  if (depth == 0) {
    leaf(e, type, 0);
    return;
  }
  expression(&left, type, depth - 1);
  uint32_t kind = below(100);
  if (kind < 76) {
    int operation = (int)below(sizeof operations / sizeof operations[0]);
    if (chance(35)) constant(&right);
    else expression(&right, type, chance(50) ? 0 : depth - 1);
    define(e);
    ir("%s %s %s, %s\n", operations[operation].ir, t, left.ir, right.ir);
    /* A literal of C is an int: what it is combined with must not be one too. */
    say(e, "((%s)%s %s %s)", c_types[type], left.c, operations[operation].c, right.c);
  } else if (kind < 88) {
    int way = (int)below(3), amount = 1 + (int)below(type == WORD ? 63 : 31);
    static const char *const ways[] = {"shl", "shr.u", "shr.s"};
    define(e);
    ir("%s %s %s, %d\n", ways[way], t, left.ir, amount);
    if (way == 2) say(e, "(%s)((%s)%s >> %d)", c_types[type], type == WORD ? "i64" : "i32", left.c, amount);
    else say(e, "((%s)%s %s %d)", c_types[type], left.c, way == 0 ? "<<" : ">>", amount);
  } else if (kind < 91) {
    expression(&right, type, 0);
    define(&other);
    ir("or %s %s, 1\n", t, right.ir);
    define(e);
    ir("div.u %s %s, %s\n", t, left.ir, other.ir);
    say(e, "((%s)%s / ((%s)%s | 1))", c_types[type], left.c, c_types[type], right.c);
  } else if (type == WORD && kind < 96 && any_variable(HALF)) {
    struct expression half;
    expression(&half, HALF, depth - 1);
    convert(&right, "ext.s i64", half.ir);
    define(e);
    ir("add i64 %s, %s\n", left.ir, right.ir);
    say(e, "(%s + (u64)(i32)%s)", left.c, half.c);
  } else {
    leaf(&right, type, 1);
    leaf(&other, type, 1);
    struct expression holds;
    define(&holds);
    ir("lt.s %s %s, %s\n", t, left.ir, right.ir);
    define(e);
    ir("select %s %s, %s, %s\n", t, holds.ir, right.ir, other.ir);
    say(e, "(%s)((%s)%s < (%s)%s ? %s : %s)", c_types[type], type == WORD ? "i64" : "i32", left.c,
        type == WORD ? "i64" : "i32", right.c, right.c, other.c);
  }
}

void real_expression(struct expression *e) {
  struct variable *v = any_variable(REAL);
  struct expression number, masked, converted, halved;
  expression(&number, WORD, 1);
  define(&masked);
  ir("and i64 %s, 1023\n", number.ir);
  define(&converted);
  ir("tofloat.s f64 %s\n", masked.ir);
  if (!v) {
    strcpy(e->ir, converted.ir);
    say(e, "(double)(i64)(%s & 1023)", number.c);
    return;
  }
  int isDifference = chance(30);
  define(&halved);
  ir("mul.f f64 %s, 0.5\n", v->value);
  define(e);
  ir("%s f64 %s, %s\n", isDifference ? "sub.f" : "add.f", halved.ir, converted.ir);
  say(e, "%c * 0.5 %c (double)(i64)(%s & 1023)", v->name, isDifference ? '-' : '+', number.c);
}

void condition(struct expression *e) {
  static const struct { const char *ir, *c; } tests[] = {
    {"eq", "=="}, {"ne", "!="}, {"lt.s", "<"}, {"le.s", "<="}, {"gt.s", ">"}, {"ge.s", ">="}, {"lt.u", "<"}, {"gt.u", ">"},
  };
  struct variable *real = any_variable(REAL);
  struct expression left, right;
  if (real && chance(30)) {
    int limit = (int)below(1000);
    define(e);
    ir("lt.f f64 %s, %d.0\n", real->value, limit);
    say(e, "%c < %d.0", real->name, limit);
    return;
  }
  enum type type = any_variable(HALF) && chance(40) ? HALF : WORD;
  int test = (int)below(sizeof tests / sizeof tests[0]);
  int isSigned = test >= 2 && test < 6;
  const char *cast = isSigned ? (type == WORD ? "i64" : "i32") : c_types[type];
  expression(&left, type, (int)below(2));
  if (chance(60)) constant(&right);
  else leaf(&right, type, 0);
  define(e);
  ir("%s %s %s, %s\n", tests[test].ir, ir_types[type], left.ir, right.ir);
  say(e, "(%s)%s %s (%s)%s", cast, left.c, tests[test].c, cast, right.c);
}
