/* What the two halves of the generator share: how an expression, a variable and a function are described, and where the walk
   stands. program.c says what is generated, and how. */
#ifndef GENERATE_H
#define GENERATE_H

#include <stdint.h>

enum type { WORD, HALF, REAL };
extern const char *const ir_types[];
extern const char *const c_types[];

enum { MOST_VARIABLES = 8 };

/* An expression: what stands for it in the one language and in the other. */
struct expression {
  char ir[32];
  char c[1024];
};

struct variable {
  enum type type;
  char name;
  /* The value or literal that it has at this place of the IR. */
  char value[32];
};

/* Whether the C is written, and not the IR. */
extern int writes_c;

/* Of the function that is being written: its variables, whether it has a record `p`, and the numbers of what comes next. */
extern struct variable variables[MOST_VARIABLES];
extern int variable_count, has_record, next_value, next_block;

/* How many tables of numbers the program has. */
extern int tables;

/* Prints in the language that is being written, or not at all. */
void ir(const char *format, ...);
void c(const char *format, ...);
/* Sets the C of an expression; one that does not fit would be another program. */
void say(struct expression *e, const char *format, ...);

/* Random numbers that depend on the seed and on a place in the program alone. */
void seed_for(uint64_t seed, uint64_t place);
uint32_t below(uint32_t limit);
/* True so many times of a hundred. */
int chance(uint32_t percent);

/* Names a new value, and begins its line. */
void define(struct expression *e);
/* Makes another type of an expression in the IR; a literal has whatever type it is used as. */
void convert(struct expression *e, const char *operation, const char *operand);
/* A variable of a type, or NULL where there is none. */
struct variable *any_variable(enum type type);
void read_variable(struct expression *e, struct variable *v);
/* An expression of so many levels; at level 0, a variable or what is loaded. */
void expression(struct expression *e, enum type type, int depth);
/* A float that stays small enough to become an integer again. */
void real_expression(struct expression *e);
void condition(struct expression *e);

#endif
