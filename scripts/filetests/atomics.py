# Filetests of atomics: every operation at every type with every ordering that the verifier allows.

from exact import INTEGER_BINARY, INTEGERS, WIDTH, wrap
from program import Program, printed, table

LOADS = ["relaxed", "acquire", "seq_cst"]
STORES = ["relaxed", "release", "seq_cst"]
UPDATES = ["relaxed", "acquire", "release", "acq_rel", "seq_cst"]
TYPES = INTEGERS + ["ptr"]

UPDATE = {
    "atomic.swap": lambda old, x, t: x,
    "atomic.add": INTEGER_BINARY["add"],
    "atomic.sub": INTEGER_BINARY["sub"],
    "atomic.and": INTEGER_BINARY["and"],
    "atomic.or": INTEGER_BINARY["or"],
    "atomic.xor": INTEGER_BINARY["xor"],
    "atomic.min.s": INTEGER_BINARY["min.s"],
    "atomic.max.s": INTEGER_BINARY["max.s"],
    "atomic.min.u": INTEGER_BINARY["min.u"],
    "atomic.max.u": INTEGER_BINARY["max.u"],
}


def edges(t):
    half = 1 << WIDTH[t] - 1
    return [wrap(n, t) for n in (0, 1, -1, half - 1, half, int("5a" * 8, 16))]


def update(files):
    for name, operation in UPDATE.items():
        for t in TYPES if name == "atomic.swap" else INTEGERS:
            program = Program(f"{name} at {t}: for each ordering, what was there and what is there then; beside it, nothing changes.")
            program.need(t)
            values = edges(t)
            program.add(table("values", values, t))
            size = WIDTH[t] // 8
            # The one in the middle is operated on.
            program.add(f"data @room writable align 16 {{\n  zero {3 * size}\n}}")
            main = ["func @main() -> i32 {", "entry:", f"  %middle = offset @room, {size}", f"  %after = offset @room, {2 * size}"]
            for n, ordering in enumerate(UPDATES):
                main += [
                    f"  jump rows{n}(0)",
                    f"rows{n}(%i{n}: i64):",
                    f"  jump columns{n}(0)",
                    f"columns{n}(%j{n}: i64):",
                    f"  memory.set @room, -1, {3 * size}",
                    f"  %px{n} = element {t} @values, %i{n}",
                    f"  %x{n} = load {t} %px{n}",
                    f"  %py{n} = element {t} @values, %j{n}",
                    f"  %y{n} = load {t} %py{n}",
                    f"  store {t} %x{n}, %middle",
                    f"  %old{n} = {name} {ordering} {t} %middle, %y{n}",
                    f"  call @show.{t}(%old{n})",
                    f"  %new{n} = load {t} %middle",
                    f"  call @show.{t}(%new{n})",
                    # Without its result.
                    f"  {'%unused' + str(n)} = {name} {ordering} {t} %middle, %y{n}",
                    f"  %then{n} = load {t} %middle",
                    f"  call @show.{t}(%then{n})",
                    f"  call @byte(',')",
                    f"  %j.next{n} = add i64 %j{n}, 1",
                    f"  %j.more{n} = lt.u i64 %j.next{n}, {len(values)}",
                    f"  branch %j.more{n}, columns{n}(%j.next{n}), end{n}",
                    f"end{n}:",
                    f"  %first{n} = load {t} @room",
                    f"  call @show.{t}(%first{n})",
                    f"  %last{n} = load {t} %after",
                    f"  call @show.{t}(%last{n})",
                    "  call @newline()",
                    f"  %i.next{n} = add i64 %i{n}, 1",
                    f"  %i.more{n} = lt.u i64 %i.next{n}, {len(values)}",
                    f"  branch %i.more{n}, rows{n}(%i.next{n}), done{n}",
                    f"done{n}:",
                ]
                for x in values:
                    cells = []
                    for y in values:
                        new = operation(x, y, t)
                        cells += [printed(x, t), printed(new, t), printed(operation(new, y, t), t) + ","]
                    ones = printed(wrap(-1, t), t)
                    program.line(cells + [ones, ones])
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"atomics/{name}.{t}.wir"] = program


def access(files):
    for t in TYPES:
        values = edges(t)
        program = Program(f"atomic.load at {t}: every ordering in turn.")
        program.need(t)
        program.add(table("values", values, t))
        main = ["func @main() -> i32 {", "entry:"]
        for number, _ in enumerate(values):
            main.append(f"  %p{number} = element {t} @values, {number}")
            for ordering in LOADS:
                main.append(f"  %{ordering}{number} = atomic.load {ordering} {t} %p{number}")
                main.append(f"  call @show.{t}(%{ordering}{number})")
            main.append("  call @newline()")
            program.line([printed(values[number], t)] * 3)
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"atomics/atomic.load.{t}.wir"] = program

        program = Program(f"atomic.store at {t}: every ordering in turn; beside it, nothing changes.")
        program.need(t)
        program.add(table("values", values, t))
        size = WIDTH[t] // 8
        program.add(f"data @room writable align 16 {{\n  zero {3 * size}\n}}")
        main = ["func @main() -> i32 {", "entry:", f"  %middle = offset @room, {size}", f"  %after = offset @room, {2 * size}"]
        for number, value in enumerate(values):
            main += [f"  %p{number} = element {t} @values, {number}", f"  %x{number} = load {t} %p{number}"]
            for ordering in STORES:
                n = f"{ordering}{number}"
                main += [
                    f"  memory.set @room, -52, {3 * size}",
                    f"  atomic.store {ordering} {t} %x{number}, %middle",
                ]
                for place, name in (("@room", "a"), ("%middle", "b"), ("%after", "c")):
                    main += [f"  %{name}.{n} = load {t} {place}", f"  call @show.{t}(%{name}.{n})"]
            main.append("  call @newline()")
            beside = "cc" * size
            program.line([beside, printed(value, t), beside] * 3)
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"atomics/atomic.store.{t}.wir"] = program


def exchange(files):
    for kind in ("strong", "weak"):
        for t in TYPES:
            name = f"atomic.cas.{kind}"
            program = Program(
                f"{name} at {t}: what was there, whether it wrote, and what is there then, for all orderings."
                + ("\nIt may fail for no reason, and is then tried again." if kind == "weak" else ""))
            program.need(t, "bool")
            values = edges(t)
            program.add(table("values", values, t))
            program.add(f"data @room writable align 8 {{\n  zero 8\n}}")
            replacement = values[-1]
            main = [
                "func @main() -> i32 {", "entry:", f"  %pr = element {t} @values, {len(values) - 1}",
                f"  %replacement = load {t} %pr"]
            for success in UPDATES:
                for failure in LOADS:
                    n = f"{success}.{failure}"
                    # The value that is there is the third; which one is expected changes.
                    retry = [f"  branch %done.{n}, after.{n}, failed.{n}", f"failed.{n}:"]
                    retry += [f"  %same.{n} = eq {t} %old.{n}, %expected.{n}", f"  branch %same.{n}, again.{n}, after.{n}"]
                    if kind == "strong":
                        retry = [f"  jump after.{n}"]
                    main += [
                        f"  jump loop.{n}(0)",
                        f"loop.{n}(%i.{n}: i64):",
                        f"  %pc.{n} = element {t} @values, 3",
                        f"  %current.{n} = load {t} %pc.{n}",
                        f"  store {t} %current.{n}, @room",
                        f"  %pe.{n} = element {t} @values, %i.{n}",
                        f"  %expected.{n} = load {t} %pe.{n}",
                        f"  jump again.{n}",
                        f"again.{n}:",
                        f"  %old.{n}, %done.{n} = {name} {success} {failure} {t} @room, %expected.{n}, %replacement",
                        *retry,
                        f"after.{n}:",
                        f"  call @show.{t}(%old.{n})",
                        f"  call @show.bool(%done.{n})",
                        f"  %then.{n} = load {t} @room",
                        f"  call @show.{t}(%then.{n})",
                        f"  %next.{n} = add i64 %i.{n}, 1",
                        f"  %more.{n} = lt.u i64 %next.{n}, {len(values)}",
                        f"  branch %more.{n}, loop.{n}(%next.{n}), end.{n}",
                        f"end.{n}:",
                        "  call @newline()",
                    ]
                    cells = []
                    for expected in values:
                        equal = expected == values[3]
                        cells += [printed(values[3], t), printed(equal, "bool")]
                        cells.append(printed(replacement if equal else values[3], t))
                    program.line(cells)
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"atomics/{name}.{t}.wir"] = program
    pair(files)


def pair(files):
    program = Program(
        "atomic.cas.pair: both halves, one, or none as expected; the halves that were there, whether it wrote, and what\n"
        "is there then, for all orderings.")
    program.need("i64", "bool")
    low, high = 0x0123456789ABCDEF, 0xFEDCBA9876543210
    new_low, new_high = 0x1111111122222222, 0x8888888844444444
    cases = [(low, high), (low, high ^ 1 << 63), (low ^ 1, high), (high, low)]
    program.add(table("lows", [c[0] for c in cases], "i64"))
    program.add(table("highs", [c[1] for c in cases], "i64"))
    program.add("data @room writable align 16 {\n  zero 16\n}")
    main = ["func @main() -> i32 {", "entry:", "  %second = offset @room, 8"]
    for success in UPDATES:
        for failure in LOADS:
            n = f"{success}.{failure}"
            main += [
                f"  jump loop.{n}(0)",
                f"loop.{n}(%i.{n}: i64):",
                f"  store i64 {hex(low)}, @room",
                f"  store i64 {hex(high)}, %second",
                f"  %pl.{n} = element i64 @lows, %i.{n}",
                f"  %low.{n} = load i64 %pl.{n}",
                f"  %ph.{n} = element i64 @highs, %i.{n}",
                f"  %high.{n} = load i64 %ph.{n}",
                f"  %a.{n}, %b.{n}, %done.{n} = atomic.cas.pair {success} {failure} @room, %low.{n}, %high.{n}, "
                f"{hex(new_low)}, {hex(new_high)}",
                f"  call @show.i64(%a.{n})",
                f"  call @show.i64(%b.{n})",
                f"  call @show.bool(%done.{n})",
                f"  %c.{n} = load i64 @room",
                f"  call @show.i64(%c.{n})",
                f"  %d.{n} = load i64 %second",
                f"  call @show.i64(%d.{n})",
                f"  %next.{n} = add i64 %i.{n}, 1",
                f"  %more.{n} = lt.u i64 %next.{n}, {len(cases)}",
                f"  branch %more.{n}, loop.{n}(%next.{n}), end.{n}",
                f"end.{n}:",
                "  call @newline()",
            ]
            cells = []
            for case in cases:
                equal = case == (low, high)
                cells += [printed(low, "i64"), printed(high, "i64"), printed(equal, "bool")]
                cells += [printed(new_low if equal else low, "i64"), printed(new_high if equal else high, "i64")]
            program.line(cells)
    program.add("\n".join(main + ["  return 0", "}"]))
    files["atomics/atomic.cas.pair.wir"] = program


def fences(files):
    for name in ("fence", "fence.compiler"):
        program = Program(f"{name} with every ordering, between a store and a load.")
        program.need("i32")
        program.add("data @room writable {\n  i32 0\n}")
        main = ["func @main() -> i32 {", "entry:"]
        for number, ordering in enumerate(UPDATES[1:]):
            main += [
                f"  store i32 {number}, @room", f"  {name} {ordering}", f"  %x{number} = load i32 @room",
                f"  call @show.i32(%x{number})",
            ]
        main.append("  call @newline()")
        program.line([printed(number, "i32") for number in range(4)])
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"atomics/{name}.wir"] = program


def all_files(files):
    update(files)
    access(files)
    exchange(files)
    fences(files)
