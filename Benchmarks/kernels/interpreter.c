/* A switch in a loop: an interpreter of byte code for a stack of numbers. */
#include <stdio.h>
#include <stdlib.h>

enum { HALT, PUSH, LOAD, STORE, ADD, SUB, MUL, XOR, AND, LESS, JUMP, JUMP_IF_ZERO };

/* sum is given in slot 0; for i from 0 to 100: sum = sum * 31 ^ i, and i * i more where it is odd, 7 less where it is even. */
static const unsigned char code[] = {
  PUSH, 0, STORE, 1,
  LOAD, 1, PUSH, 100, LESS, JUMP_IF_ZERO, 43,
  LOAD, 0, PUSH, 31, MUL, LOAD, 1, XOR, STORE, 0,
  LOAD, 0, PUSH, 1, AND, JUMP_IF_ZERO, 10,
  LOAD, 0, LOAD, 1, LOAD, 1, MUL, ADD, JUMP, 5,
  LOAD, 0, PUSH, 7, SUB,
  STORE, 0,
  LOAD, 1, PUSH, 1, ADD, STORE, 1, JUMP, 206,
  LOAD, 0, HALT,
};

static unsigned long run(const unsigned char *pc, unsigned long seed) {
  unsigned long slots[4], stack[16], *top = stack;
  slots[0] = seed;
  for (;;) {
    switch (*pc++) {
    case HALT: return top[-1];
    case PUSH: *top++ = *pc++; break;
    case LOAD: *top++ = slots[*pc++]; break;
    case STORE: slots[*pc++] = *--top; break;
    case ADD:
      top--;
      top[-1] = top[-1] + top[0];
      break;
    case SUB:
      top--;
      top[-1] = top[-1] - top[0];
      break;
    case MUL:
      top--;
      top[-1] = top[-1] * top[0];
      break;
    case XOR:
      top--;
      top[-1] = top[-1] ^ top[0];
      break;
    case AND:
      top--;
      top[-1] = top[-1] & top[0];
      break;
    case LESS:
      top--;
      top[-1] = top[-1] < top[0];
      break;
    case JUMP: pc += (signed char)*pc + 1; break;
    case JUMP_IF_ZERO:
      top--;
      if (*top == 0)
        pc += (signed char)*pc + 1;
      else
        pc++;
      break;
    default: abort();
    }
  }
}

int main(int argc, char **argv) {
  long count = argc > 1 ? atol(argv[1]) : 1;
  unsigned long sum = 1;
  for (long n = 0; n < count; n++) sum = run(code, sum) & 65535;
  printf("%ld\n", (long)sum);
  return 0;
}
