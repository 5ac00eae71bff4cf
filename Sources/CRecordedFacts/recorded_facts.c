/* Embeds the recorded facts: the files in abi-fixtures/recorded/ stay the only copy, and the compiler tells the build that
   this file depends on them. Before facts are recorded for the first time there is nothing to embed. */
#include "recorded_facts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char x86_64[] = {
#if __has_embed("../../abi-fixtures/recorded/x86_64.facts")
#embed "../../abi-fixtures/recorded/x86_64.facts" suffix(,)
#endif
    0};
const struct weft_recorded_facts weft_recorded_x86_64 = {x86_64, sizeof x86_64 - 1};

static const unsigned char aarch64[] = {
#if __has_embed("../../abi-fixtures/recorded/aarch64.facts")
#embed "../../abi-fixtures/recorded/aarch64.facts" suffix(,)
#endif
    0};
const struct weft_recorded_facts weft_recorded_aarch64 = {aarch64, sizeof aarch64 - 1};

static const unsigned char riscv64[] = {
#if __has_embed("../../abi-fixtures/recorded/riscv64.facts")
#embed "../../abi-fixtures/recorded/riscv64.facts" suffix(,)
#endif
    0};
const struct weft_recorded_facts weft_recorded_riscv64 = {riscv64, sizeof riscv64 - 1};
