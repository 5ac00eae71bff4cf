# Filetests of hashes: SHA-256 as FIPS 180-4 defines it, its constants computed from the primes, and compared with Python's own.

import hashlib

from memory import DUMP, FILL, ROOM, filled
from program import Program, table

MASK = (1 << 32) - 1


def root(number, degree):
    """The greatest whole number whose power is not greater."""
    low, high = 0, 1 << number.bit_length() // degree + 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
    return low


PRIMES = [n for n in range(2, 312) if all(n % d for d in range(2, n))]
CONSTANTS = [root(p << 32 * 3, 3) & MASK for p in PRIMES]
INITIAL = [root(p << 32 * 2, 2) & MASK for p in PRIMES[:8]]


def rotated(word, count):
    return (word >> count | word << 32 - count) & MASK


def compressed(state, block):
    """The state after a block."""
    words = [int.from_bytes(block[i:i + 4], "big") for i in range(0, 64, 4)]
    for t in range(16, 64):
        early, late = words[t - 15], words[t - 2]
        low = rotated(early, 7) ^ rotated(early, 18) ^ early >> 3
        high = rotated(late, 17) ^ rotated(late, 19) ^ late >> 10
        words.append(words[t - 16] + low + words[t - 7] + high & MASK)
    a, b, c, d, e, f, g, h = state
    for t in range(64):
        sums = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        first = h + sums + (e & f ^ ~e & g & MASK) + CONSTANTS[t] + words[t]
        second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + (a & b ^ a & c ^ b & c)
        a, b, c, d, e, f, g, h = first + second & MASK, a, b, c, d + first & MASK, e, f, g
    return [x + y & MASK for x, y in zip(state, (a, b, c, d, e, f, g, h))]


def compress(state, data):
    """The bytes of the state after blocks."""
    words = [int.from_bytes(state[i:i + 4], "little") for i in range(0, 32, 4)]
    for start in range(0, len(data), 64):
        words = compressed(words, data[start:start + 64])
    return b"".join(word.to_bytes(4, "little") for word in words)


def state_bytes(words):
    return b"".join(word.to_bytes(4, "little") for word in words)


def padded(message):
    zeros = -(len(message) + 9) % 64
    return message + b"\x80" + bytes(zeros) + (8 * len(message)).to_bytes(8, "big")


def digest(message):
    state = compress(state_bytes(INITIAL), padded(message))
    found = b"".join(state[i:i + 4][::-1] for i in range(0, 32, 4))
    assert found == hashlib.sha256(message).digest()
    return found


def hexadecimal(data):
    return [f"{byte:02x}" for byte in data]


# Where the state begins behind a multiple of 16, and where the blocks do.
PLACES = [(0, 0), (4, 0), (1, 0), (0, 1), (0, 4), (8, 15), (7, 9), (15, 3)]
COUNTS = [0, 1, 2, 3, 5]


def counts(files):
    room = 64 * COUNTS[-1] + 16
    for known in (False, True):
        how = "written in the instruction" if known else "a value"
        program = Program(f"sha256.compress of no block, of one and of several, at addresses of all kinds; the number {how}.")
        program.add(DUMP)
        program.add(FILL)
        program.add("data @state writable align 16 {\n  zero 64\n}")
        program.add(f"data @blocks writable align 16 {{\n  zero {room}\n}}")
        program.add(table("counts", COUNTS, "i64"))
        main = ["func @main() -> i32 {", "entry:"]
        for number, (to, source) in enumerate(PLACES):
            cases = COUNTS if known else ["%count"]
            lines = [f"; The state {to} bytes behind a multiple of 16, the blocks {source}."]
            lines += [f"func @case{number}({'' if known else '%count: i64'}) {{", "entry:"]
            for index, count in enumerate(cases):
                lines += [
                    f"  call @fill(@state, 64, {number})", f"  call @fill(@blocks, {room}, 100)",
                    f"  %state{index} = offset @state, {to}", f"  %blocks{index} = offset @blocks, {source}",
                    f"  sha256.compress %state{index}, %blocks{index}, {count}", "  call @dump(@state, 64)",
                ]
            program.add("\n".join(lines + ["  return", "}"]))
            for count in COUNTS:
                memory = bytearray((7 * i + number) & 255 for i in range(64))
                blocks = bytes((7 * i + 100) & 255 for i in range(source, source + 64 * count))
                memory[to:to + 32] = compress(bytes(memory[to:to + 32]), blocks)
                program.line(hexadecimal(memory))
            if known:
                main.append(f"  call @case{number}()")
                continue
            for index in range(len(COUNTS)):
                main += [
                    f"  %at{number}.{index} = element i64 @counts, {index}",
                    f"  %count{number}.{index} = load i64 %at{number}.{index}",
                    f"  call @case{number}(%count{number}.{index})",
                ]
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"memory/sha256.compress.{'known' if known else 'any'}.wir"] = program


def edges(files):
    patterns = [bytes(64), b"\xff" * 64, b"\x80" + bytes(63), bytes(63) + b"\x01", b"\x00\xff" * 32, bytes(range(64))]
    states = [
        bytes(32), b"\xff" * 32, state_bytes(INITIAL), state_bytes([0x80000000] * 8), state_bytes([1] * 8),
        state_bytes([0xFFFFFFFF, 0] * 4), state_bytes([0x7FFFFFFF, 0x80000000, 0, 1, 2, 0xFFFFFFFE, 0x55555555, 0xAAAAAAAA]),
    ]
    program = Program("sha256.compress: states and blocks of few ones, of few zeros, and of neither.")
    program.add(DUMP)
    program.add(table("blocks", list(b"".join(patterns)), "i8"))
    program.add(table("states", list(b"".join(states)), "i8"))
    main = ["func @main() -> i32 {", "entry:", "  %state = stack.slot [8 x i32]"]
    for index, state in enumerate(states):
        for number, block in enumerate(patterns):
            n = f"{index}.{number}"
            main += [
                f"  %from{n} = offset @states, {32 * index}", f"  memory.copy %state, %from{n}, 32",
                f"  %block{n} = offset @blocks, {64 * number}", f"  sha256.compress %state, %block{n}, 1",
                "  call @dump(%state, 32)",
            ]
            program.line(hexadecimal(compress(state, block)))
        main += [
            f"  %from{index} = offset @states, {32 * index}", f"  memory.copy %state, %from{index}, 32",
            f"  sha256.compress %state, @blocks, {len(patterns)}", "  call @dump(%state, 32)",
        ]
        program.line(hexadecimal(compress(state, b"".join(patterns))))
    program.add("\n".join(main + ["  return 0", "}"]))
    files["memory/sha256.compress.edges.wir"] = program


def overlaps(files):
    program = Program(
        "sha256.compress of a state that lies among its own blocks: it is written when all of them were read.")
    program.add(DUMP)
    program.add(FILL)
    program.add(f"data @room writable align 16 {{\n  zero {ROOM}\n}}")
    main = ["func @main() -> i32 {", "entry:"]
    # The places of the state and of the blocks, and how many of these.
    cases = [
        (0, 0, 1), (0, 0, 3), (32, 0, 1), (16, 0, 2), (64, 0, 2), (96, 0, 2), (112, 0, 2), (48, 0, 3), (0, 16, 2), (8, 31, 3),
        (130, 1, 3), (63, 0, 2),
    ]
    for number, (to, source, count) in enumerate(cases):
        main += [
            f"  call @fill(@room, {ROOM}, {number})", f"  %state{number} = offset @room, {to}",
            f"  %blocks{number} = offset @room, {source}",
            f"  sha256.compress %state{number}, %blocks{number}, {count}", f"  call @dump(@room, {ROOM})",
        ]
        memory = filled(number)
        memory[to:to + 32] = compress(bytes(memory[to:to + 32]), bytes(memory[source:source + 64 * count]))
        program.line(hexadecimal(memory))
    program.add("\n".join(main + ["  return 0", "}"]))
    files["memory/sha256.compress.overlap.wir"] = program


SHOW = """\
; Prints the digest that a state is.
func @show(%state: ptr) {
entry:
  %digest = stack.slot [8 x i32]
  jump loop(0)
loop(%i: i64):
  %from = element i32 %state, %i
  %word = load i32 %from
  %turned = byteswap i32 %word
  %to = element i32 %digest, %i
  store i32 %turned, %to
  %next = add i64 %i, 1
  %more = lt.u i64 %next, 8
  branch %more, loop(%next), done
done:
  call @dump(%digest, 32)
  return
}
"""


def digests(files):
    messages = [b"", b"abc", b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", b"a" * 55, b"a" * 56, b"a" * 119]
    program = Program("sha256.compress: the digests of messages, with what stands behind them, all blocks at once and one by one.")
    for piece in (DUMP, SHOW):
        program.add(piece)
    program.add(table("initial", INITIAL, "i32"))
    main = ["func @main() -> i32 {", "entry:", "  %state = stack.slot [8 x i32]"]
    for number, message in enumerate(messages):
        data = padded(message)
        program.add(table(f"message{number}", list(data), "i8"))
        main += [
            "  memory.copy %state, @initial, 32", f"  sha256.compress %state, @message{number}, {len(data) // 64}",
            "  call @show(%state)", "  memory.copy %state, @initial, 32",
        ]
        for index in range(len(data) // 64):
            main += [
                f"  %block{number}.{index} = offset @message{number}, {64 * index}",
                f"  sha256.compress %state, %block{number}.{index}, 1",
            ]
        main.append("  call @show(%state)")
        for _ in range(2):
            program.line(hexadecimal(digest(message)))
    program.add("\n".join(main + ["  return 0", "}"]))
    files["memory/sha256.compress.digests.wir"] = program


def all_files(files):
    counts(files)
    edges(files)
    overlaps(files)
    digests(files)
