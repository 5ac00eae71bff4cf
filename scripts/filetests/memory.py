# Filetests of memory: loads and stores at every width and alignment, blocks of bytes, the stack, addresses, atomics.

import ctypes

import exact
from fractions import Fraction

from exact import FLOATS, INTEGERS, WIDTH, signed, wrap
from program import Program, literal, printed, table

SCALARS = ["bool"] + INTEGERS + FLOATS + ["ptr"]

# Bytes with and without their highest bit, in every neighbourhood.
PATTERN = [
    0x01, 0x80, 0xFF, 0x7F, 0x00, 0xFE, 0x81, 0x55, 0xAA, 0x10, 0xC0, 0x3F, 0x99, 0x66, 0x00, 0xF0,
    0x0F, 0x82, 0x7E, 0x00, 0x01, 0xFD, 0x33, 0xCC, 0x08, 0x40, 0xBF, 0xDE, 0xAD, 0xBE, 0xEF, 0x77,
]

DUMP = """\
; Prints so many bytes of memory as one line.
func @dump(%from: ptr, %count: i64) {
entry:
  jump loop(0)
loop(%i: i64):
  %place = offset %from, %i
  %byte = load.u8 i64 %place
  call @hex(%byte, 2)
  %next = add i64 %i, 1
  %more = lt.u i64 %next, %count
  branch %more, loop(%next), done
done:
  call @newline()
  return
}
"""

# The bytes' weighted sum, for blocks too long to print.
SUM = """\
; A number that depends on each of so many bytes and its place.
func @sum(%from: ptr, %count: i64) -> i64 {
entry:
  jump loop(0, 0)
loop(%i: i64, %sum: i64):
  %place = offset %from, %i
  %byte = load.u8 i64 %place
  %times = mul i64 %sum, 31
  %new = add i64 %times, %byte
  %next = add i64 %i, 1
  %more = lt.u i64 %next, %count
  branch %more, loop(%next, %new), done
done:
  return %new
}
"""


def weighted(data):
    total = 0
    for byte in data:
        total = (total * 31 + byte) & (1 << 64) - 1
    return total


def show_call(name, type):
    return f"  call @{'bits' if type in FLOATS else 'show'}.{type}({name})"


def alignments(size):
    """What an access of so many bytes may say of its address."""
    return [a for a in (1, 2, 4, 8, 16) if a <= max(16, size)]


def load_value(name, type, size, at):
    number = int.from_bytes(bytes(PATTERN[at:at + size]), "little")
    if type == "bool":
        return number & 1
    if name.startswith("load.s"):
        return wrap(signed(number, f"i{8 * size}"), type)
    return number


def loads(files):
    kinds = [("load", t, WIDTH[t] // 8 or 1) for t in SCALARS]
    for width in (8, 16, 32):
        kinds += [(f"load.{s}{width}", t, width // 8) for s in "su" for t in INTEGERS if WIDTH[t] > width]
    for name, type, size in kinds:
        for volatile in ("", " volatile"):
            program = Program(f"{name}{volatile} at {type}, by what is said of the address: each place that it allows.")
            program.need(type)
            if type in FLOATS:
                program.need_bits(type)
            program.add(table("pattern", PATTERN, "i8").replace("data @pattern", "data @pattern align 16"))
            main = ["func @main() -> i32 {", "entry:"]
            for alignment in alignments(size):
                n = f"{alignment}"
                said = "" if alignment == size else f" align {alignment}"
                places = range(0, 24 - size + 1, alignment)
                # By an address that is computed.
                main += [
                    f"  jump loop{n}(0)",
                    f"loop{n}(%i{n}: i64):",
                    f"  %p{n} = offset @pattern, %i{n}",
                    f"  %x{n} = {name} {type} %p{n}{said}{volatile}",
                    show_call(f"%x{n}", type),
                    f"  %next{n} = add i64 %i{n}, {alignment}",
                    f"  %more{n} = le.u i64 %next{n}, {24 - size}",
                    f"  branch %more{n}, loop{n}(%next{n}), done{n}",
                    f"done{n}:",
                    "  call @newline()",
                ]
                program.line([printed(load_value(name, type, size, at), type) for at in places])
                # By a number of bytes that is known.
                for at in places[:3]:
                    main.append(f"  %q{n}.{at} = offset @pattern, {at}")
                    main.append(f"  %y{n}.{at} = {name} {type} %q{n}.{at}{said}{volatile}")
                    main.append(show_call(f"%y{n}.{at}", type))
                main.append("  call @newline()")
                program.line([printed(load_value(name, type, size, at), type) for at in places[:3]])
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"memory/{name}.{type}{volatile.replace(' ', '.')}.wir"] = program


def values(type):
    if type == "bool":
        return [0, 1]
    if type in FLOATS:
        one = exact.rounded(Fraction(1), type)
        return [one, one + 3 | 1 << WIDTH[type] - 1, exact.infinity(type) | 5]
    return [wrap(v, type) for v in (0x0123456789ABCDEF, -2, 0x8081828384858687)]


def stores(files):
    kinds = [("store", t, WIDTH[t] // 8 or 1) for t in SCALARS]
    for width in (8, 16, 32):
        kinds += [(f"store.{width}", t, width // 8) for t in INTEGERS if WIDTH[t] > width]
    for name, type, size in kinds:
        for volatile in ("", " volatile"):
            program = Program(f"{name}{volatile} at {type}, by what is said of the address: nothing beside it changes.")
            program.add(DUMP)
            program.add(table("values", values(type), type))
            program.add("data @room writable align 16 {\n  zero 32\n}")
            main = ["func @main() -> i32 {", "entry:"]
            for alignment in alignments(size):
                for number, bits in enumerate(values(type)):
                    n = f"{alignment}.{number}"
                    said = "" if alignment == size else f" align {alignment}"
                    # An odd multiple where there is room for one.
                    at = alignment if alignment + size <= 24 else 0
                    written = literal(bits, type)
                    main += [
                        "  memory.set @room, -52, 32",
                        f"  %v{n} = element {type} @values, {number}",
                        f"  %x{n} = load {type} %v{n}",
                        f"  %p{n} = offset @room, {at}",
                        f"  {name} {type} %x{n}, %p{n}{said}{volatile}",
                        "  call @dump(@room, 32)",
                    ]
                    room = bytearray(b"\xcc" * 32)
                    room[at:at + size] = (bits & (1 << 8 * size) - 1).to_bytes(size, "little")
                    program.line([f"{byte:02x}" for byte in room])
                    if written:
                        main += [
                            f"  memory.set @room, -52, 32",
                            f"  {name} {type} {written}, %p{n}{said}{volatile}",
                            "  call @dump(@room, 32)",
                        ]
                        program.line([f"{byte:02x}" for byte in room])
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"memory/{name}.{type}{volatile.replace(' ', '.')}.wir"] = program


# Blocks of bytes

LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 63, 64, 65, 127, 128, 129, 200]
# Fewer, where each is an instruction of its own.
KNOWN = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 32, 33, 64, 65, 129]
ROOM = 256

FILL = """\
; Fills memory with bytes that differ from their neighbours.
func @fill(%to: ptr, %count: i64, %seed: i64) {
entry:
  jump loop(0)
loop(%i: i64):
  %times = mul i64 %i, 7
  %sum = add i64 %times, %seed
  %place = offset %to, %i
  store.8 i64 %sum, %place
  %next = add i64 %i, 1
  %more = lt.u i64 %next, %count
  branch %more, loop(%next), done
done:
  return
}
"""


def filled(seed):
    return bytearray((7 * i + seed) & 255 for i in range(ROOM))


def blocks(files):
    cases = {
        "memory.copy": [(0, 0), (1, 0), (0, 3), (5, 2)],
        "memory.set": [(0, 0), (1, 0), (7, 0)],
    }
    for name, places in cases.items():
        for known in (False, True):
            how = "written in the instruction" if known else "a value"
            program = Program(f"{name} of lengths from 0 to 200, the length {how}; a sum of all bytes after each.")
            for piece in (SUM, FILL):
                program.add(piece)
            program.add(f"data @to writable align 16 {{\n  zero {ROOM}\n}}")
            program.add(f"data @from writable align 16 {{\n  zero {ROOM}\n}}")
            program.add(table("lengths", LENGTHS, "i64"))
            fillings = "  call @fill(@to, 256, 1)\n  call @fill(@from, 256, 100)\n"
            for number, (to, source) in enumerate(places):
                target = "  %to = offset @to, " + str(to + 16)
                lines = [f"; To {to} bytes behind a multiple of 16" + (f", from {source}." if "copy" in name else ".")]
                if not known:
                    lines += [
                        f"func @case{number}(%length: i64) {{", "entry:", fillings.rstrip("\n"), target]
                    if name == "memory.copy":
                        lines += [f"  %from = offset @from, {source}", "  memory.copy %to, %from, %length"]
                    else:
                        lines += ["  memory.set %to, -91, %length"]
                    lines += ["  %sum = call @sum(@to, 256)", "  call @hex(%sum, 16)", "  return", "}"]
                else:
                    lines += [f"func @case{number}() {{", "entry:"]
                    for index, length in enumerate(KNOWN):
                        lines += [fillings.rstrip("\n"), target.replace("%to", f"%to{index}")]
                        if name == "memory.copy":
                            lines += [
                                f"  %from{index} = offset @from, {source}",
                                f"  memory.copy %to{index}, %from{index}, {length}"]
                        else:
                            lines += [f"  memory.set %to{index}, -91, {length}"]
                        lines += [f"  %sum{index} = call @sum(@to, 256)", f"  call @hex(%sum{index}, 16)"]
                    lines += ["  return", "}"]
                program.add("\n".join(lines))
                cells = []
                for length in KNOWN if known else LENGTHS:
                    memory, other = filled(1), filled(100)
                    if name == "memory.copy":
                        memory[to + 16:to + 16 + length] = other[source:source + length]
                    else:
                        memory[to + 16:to + 16 + length] = b"\xa5" * length
                    cells.append(printed(weighted(memory), "i64"))
                program.line(cells)
            main = ["func @main() -> i32 {", "entry:"]
            for number in range(len(places)):
                main += lengths_loop(number, known)
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"memory/{name}.{'known' if known else 'any'}.wir"] = program
    moves(files)
    compares(files)


def lengths_loop(n, known, data="lengths", count=len(LENGTHS)):
    if known:
        return [f"  call @case{n}()", "  call @newline()"]
    return [
        f"  jump loop{n}(0)",
        f"loop{n}(%i{n}: i64):",
        f"  %p{n} = element i64 @{data}, %i{n}",
        f"  %length{n} = load i64 %p{n}",
        f"  call @case{n}(%length{n})",
        f"  %next{n} = add i64 %i{n}, 1",
        f"  %more{n} = lt.u i64 %next{n}, {count}",
        f"  branch %more{n}, loop{n}(%next{n}), done{n}",
        f"done{n}:",
        "  call @newline()",
    ]


def moves(files):
    for known in (False, True):
        how = "written in the instruction" if known else "a value"
        program = Program(
            f"memory.move within one object, up and down, overlapping by all but a few bytes; the length {how}.")
        for piece in (SUM, FILL):
            program.add(piece)
        program.add(f"data @room writable align 16 {{\n  zero {ROOM}\n}}")
        program.add(table("lengths", LENGTHS, "i64"))
        main = ["func @main() -> i32 {", "entry:"]
        places = [(9, 8), (8, 9), (8, 15), (24, 8)]
        if not known:
            places += [(8, 8), (11, 8), (8, 40), (13, 1)]
        for number, (to, source) in enumerate(places):
            lines = [f"; To place {to}, from place {source}."]
            lines += [f"func @case{number}({'' if known else '%length: i64'}) {{", "entry:"]
            for index, length in enumerate(KNOWN if known else ["%length"]):
                lines += [
                    "  call @fill(@room, 256, 3)",
                    f"  %to{index} = offset @room, {to}",
                    f"  %from{index} = offset @room, {source}",
                    f"  memory.move %to{index}, %from{index}, {length}",
                    f"  %sum{index} = call @sum(@room, 256)",
                    f"  call @hex(%sum{index}, 16)",
                ]
            program.add("\n".join(lines + ["  return", "}"]))
            main += lengths_loop(number, known)
            cells = []
            for length in KNOWN if known else LENGTHS:
                memory = filled(3)
                memory[to:to + length] = bytes(memory[source:source + length])
                cells.append(printed(weighted(memory), "i64"))
            program.line(cells)
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"memory/memory.move.{'known' if known else 'any'}.wir"] = program


def compares(files):
    lengths = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 64]
    for known in (False, True):
        how = "written in the instruction" if known else "a value"
        program = Program(
            f"memory.compare of blocks that differ in no byte, in one, or behind the end; the length {how}.")
        program.need("i32")
        program.add(FILL)
        program.add("data @left writable align 16 {\n  zero 256\n}")
        program.add("data @right writable align 16 {\n  zero 256\n}")
        program.add(table("lengths", lengths, "i64"))
        main = ["func @main() -> i32 {", "entry:"]
        # Where a byte of either is changed to 0xff, which is greater than all others only without a sign.
        for number, (side, at) in enumerate([(None, 0), ("left", 0), ("right", 0), ("left", 7), ("right", 16)]):
            change = "no byte" if side is None else f"byte {at} of the {side} one"
            lines = [f"; {change[0].upper() + change[1:]} is changed.", f"func @case{number}({'' if known else '%length: i64'}) {{", "entry:"]
            lines += ["  call @fill(@left, 256, 3)", "  call @fill(@right, 256, 3)"]
            if side:
                lines += [f"  %changed = offset @{side}, {at}", "  store i8 -1, %changed"]
            for index, length in enumerate(lengths if known else ["%length"]):
                lines += [
                    f"  %r{index} = memory.compare @left, @right, {length}",
                    f"  call @show.i32(%r{index})",
                ]
            program.add("\n".join(lines + ["  return", "}"]))
            main += lengths_loop(number, known, "lengths", len(lengths))
            cells = []
            for length in lengths:
                left, right = filled(3), filled(3)
                if side:
                    (left if side == "left" else right)[at] = 255
                a, b = bytes(left[:length]), bytes(right[:length])
                cells.append(printed(wrap((a > b) - (a < b), "i32"), "i32"))
            program.line(cells)
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"memory/memory.compare.{'known' if known else 'any'}.wir"] = program


# Addresses


def elements(files):
    for type in SCALARS:
        size = WIDTH[type] // 8 or 1
        program = Program(f"element at {type}: how far the address is from that of element 0.")
        program.add("data @base {\n  i64 0\n}")
        indices = [0, 1, 2, 7, -1, -3, 1000, 0x7FFFFFFF, -0x80000000, 1 << 60]
        program.add(table("indices", [wrap(i, "i64") for i in indices], "i64"))
        main = [
            "func @main() -> i32 {", "entry:", "  %from = ptr.toint @base", "  jump loop(0)", "loop(%i: i64):",
            "  %p = element i64 @indices, %i", "  %index = load i64 %p", f"  %q = element {type} @base, %index",
            "  %there = ptr.toint %q", "  %bytes = sub i64 %there, %from", "  call @hex(%bytes, 16)",
            "  %next = add i64 %i, 1", f"  %more = lt.u i64 %next, {len(indices)}",
            "  branch %more, loop(%next), done", "done:", "  call @newline()",
        ]
        program.line([printed(wrap(i * size, "i64"), "i64") for i in indices])
        for number, index in enumerate(indices):
            main += [
                f"  %q{number} = element {type} @base, {index}", f"  %there{number} = ptr.toint %q{number}",
                f"  %bytes{number} = sub i64 %there{number}, %from", f"  call @hex(%bytes{number}, 16)",
            ]
        main.append("  call @newline()")
        program.line([printed(wrap(i * size, "i64"), "i64") for i in indices])
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"memory/element.{type}.wir"] = program


def records(files):
    # The same records by ctypes, which lays them out as C does.
    kinds = {
        "bool": ctypes.c_bool, "i8": ctypes.c_int8, "i16": ctypes.c_int16, "i32": ctypes.c_int32,
        "i64": ctypes.c_int64, "f32": ctypes.c_float, "f64": ctypes.c_double, "ptr": ctypes.c_void_p,
    }
    declared = {
        "mixed": [("a", "i8"), ("b", "i16"), ("c", "i8"), ("d", "i64"), ("e", "bool"), ("f", "f32"), ("g", "f64"), ("h", "ptr"), ("i", "i8")],
        "small": [("a", "i8"), ("b", "i8"), ("c", "i8")],
        "inner": [("a", "i16"), ("b", "f64"), ("c", "i8")],
        "outer": [("a", "i8"), ("b", "$inner"), ("c", ("small", 3)), ("d", "i32")],
    }
    made = {}
    program = Program("Records: sizes, alignments and places of members as constants, and as addresses by field.")
    main = ["func @main() -> i32 {", "entry:"]
    for name, members in declared.items():
        fields, text = [], [f"record ${name} {{"]
        for member, kind in members:
            if isinstance(kind, tuple):
                fields.append((member, made[kind[0]] * kind[1]))
                text.append(f"  {member}: [{kind[1]} x ${kind[0]}]")
            elif kind.startswith("$"):
                fields.append((member, made[kind[1:]]))
                text.append(f"  {member}: {kind}")
            else:
                fields.append((member, kinds[kind]))
                text.append(f"  {member}: {kind}")
        made[name] = type_ = type(name, (ctypes.Structure,), {"_fields_": fields})
        program.add("\n".join(text + ["}"]))
        main += [
            f"  %size.{name} = add i64 sizeof(${name}), 0", f"  call @hex(%size.{name}, 4)",
            f"  %align.{name} = add i64 alignof(${name}), 0", f"  call @hex(%align.{name}, 4)", "  call @byte(':')",
            f"  %record.{name} = stack.slot ${name}", f"  %from.{name} = ptr.toint %record.{name}",
        ]
        cells = [f"{ctypes.sizeof(type_):04x}", f"{ctypes.alignment(type_):04x}:"]
        for member, _ in members:
            n = f"{name}.{member}"
            main += [
                f"  %constant.{n} = add i64 offsetof(${n}), 0", f"  call @hex(%constant.{n}, 4)",
                f"  %place.{n} = field ${n} %record.{name}", f"  %there.{n} = ptr.toint %place.{n}",
                f"  %bytes.{n} = sub i64 %there.{n}, %from.{name}", f"  call @hex(%bytes.{n}, 4)",
            ]
            cells += [f"{getattr(type_, member).offset:04x}"] * 2
        main.append("  call @newline()")
        program.line(cells)
    # Elements of records and of arrays.
    for name, size in (("$small", 3), ("$inner", ctypes.sizeof(made["inner"])), ("[3 x i16]", 6)):
        n = name.strip("$[]").replace(" ", ".")
        for index in (0, 1, -2, 5):
            m = f"{n}.{index}".replace("-", "minus")
            main += [
                f"  %element.{m} = element {name} %record.mixed, {index}", f"  %at.{m} = ptr.toint %element.{m}",
                f"  %far.{m} = sub i64 %at.{m}, %from.mixed", f"  call @hex(%far.{m}, 16)",
            ]
        main.append("  call @newline()")
        program.line([printed(wrap(size * index, "i64"), "i64") for index in (0, 1, -2, 5)])
    program.add("\n".join(main + ["  return 0", "}"]))
    files["memory/records.wir"] = program


def offsets(files):
    program = Program("offset: forward, back and around.")
    program.need("i64")
    distances = [0, 1, -1, 127, 128, -128, -129, 0x7FFFFFFF, 0x80000000, -0x80000000, 1 << 40, -1 << 63]
    main = ["func @main() -> i32 {", "entry:", "  %base = ptr.fromint 0x1000"]
    program.add(table("distances", [wrap(d, "i64") for d in distances], "i64"))
    for number, distance in enumerate(distances):
        main += [
            f"  %q{number} = offset %base, {distance}", f"  %n{number} = ptr.toint %q{number}",
            f"  call @show.i64(%n{number})", f"  %d{number} = element i64 @distances, {number}",
            f"  %v{number} = load i64 %d{number}", f"  %w{number} = offset %base, %v{number}",
            f"  %m{number} = ptr.toint %w{number}", f"  call @show.i64(%m{number})", "  call @newline()",
        ]
        program.line([printed(wrap(0x1000 + distance, "i64"), "i64")] * 2)
    program.add("\n".join(main + ["  return 0", "}"]))
    files["memory/offset.wir"] = program


# The stack


def stack(files):
    for type in SCALARS + ["$record", "[5 x i16]"]:
        program = Program(f"stack.slot at {type}: every call has its own, aligned as its type or as the slot says.")
        program.need("i64")
        if type == "$record":
            program.add("record $record {\n  a: i8\n  b: i64\n}")
        align = {"$record": 8, "[5 x i16]": 2}.get(type, WIDTH.get(type, 8) // 8 or 1)
        program.add(f"""\
; Counts down in its slot, and adds the address's lowest bits, which are none.
func @down(%n: i64) -> i64 {{
entry:
  %slot = stack.slot {type}
  %aligned = stack.slot {type} align 16
  %low = trunc i8 %n
  store i8 %low, %slot
  store i8 %low, %aligned
  %last = eq i64 %n, 0
  branch %last, end(0), further
further:
  %less = sub i64 %n, 1
  %rest = call @down(%less)
  jump end(%rest)
end(%sum: i64):
  %mine = load.u8 i64 %slot
  %other = load.u8 i64 %aligned
  %both = add i64 %mine, %other
  %a = ptr.toint %slot
  %a.low = and i64 %a, {align - 1}
  %b = ptr.toint %aligned
  %b.low = and i64 %b, 15
  %low.bits = or i64 %a.low, %b.low
  %wrong = shl i64 %low.bits, 32
  %more = add i64 %sum, %both
  %all = add i64 %more, %wrong
  return %all
}}

func @main() -> i32 {{
entry:
  %sum = call @down(100)
  call @show.i64(%sum)
  call @newline()
  return 0
}}
""")
        program.line([printed(2 * sum(range(101)), "i64")])
        files[f"memory/stack.slot.{type.strip('$[]').replace(' ', '-')}.wir"] = program

    program = Program("stack.alloc of every size from 0 to 200, freed together at the return or one by one in between.")
    program.need("i64")
    program.add("""\
; Fills so many bytes and gives their sum, with the address's lowest bits, which are none, above it.
func @use(%bytes: ptr, %count: i64) -> i64 {
entry:
  memory.set %bytes, 3, %count
  jump loop(0, 0)
loop(%i: i64, %sum: i64):
  %more = lt.u i64 %i, %count
  branch %more, next, done
next:
  %p = offset %bytes, %i
  %byte = load.u8 i64 %p
  %new = add i64 %sum, %byte
  %j = add i64 %i, 1
  jump loop(%j, %new)
done:
  %address = ptr.toint %bytes
  %low = and i64 %address, 15
  %high = shl i64 %low, 32
  %all = add i64 %sum, %high
  return %all
}

func @keeping(%greatest: i64) -> i64 {
entry:
  jump loop(0, 0)
loop(%n: i64, %sum: i64):
  %p = stack.alloc %n
  %used = call @use(%p, %n)
  %new = add i64 %sum, %used
  %m = add i64 %n, 1
  %more = le.u i64 %m, %greatest
  branch %more, loop(%m, %new), done
done:
  return %new
}

func @restoring(%greatest: i64) -> i64 {
entry:
  %kept = stack.alloc 32
  memory.set %kept, 7, 32
  jump loop(0, 0)
loop(%n: i64, %sum: i64):
  %mark = stack.save
  %p = stack.alloc %n align 64
  %used = call @use(%p, %n)
  %inner = stack.save
  %q = stack.alloc %n
  %again = call @use(%q, %n)
  stack.restore %inner
  stack.restore %mark
  %two = add i64 %used, %again
  %new = add i64 %sum, %two
  %m = add i64 %n, 1
  %more = le.u i64 %m, %greatest
  branch %more, loop(%m, %new), done
done:
  %end = offset %kept, 31
  %last = load.u8 i64 %end
  %all = add i64 %new, %last
  return %all
}

func @main() -> i32 {
entry:
  %a = call @keeping(200)
  call @show.i64(%a)
  %b = call @restoring(200)
  call @show.i64(%b)
  %c = stack.alloc 100000
  %d = call @use(%c, 100000)
  call @show.i64(%d)
  call @newline()
  return 0
}
""")
    three = 3 * sum(range(201))
    program.line([printed(n, "i64") for n in (three, 2 * three + 7, 300000)])
    files["memory/stack.alloc.wir"] = program


def all_files(files):
    loads(files)
    stores(files)
    blocks(files)
    elements(files)
    records(files)
    offsets(files)
    stack(files)
