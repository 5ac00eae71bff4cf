# Filetests of the operations on numbers: each operation at each type, on all pairs of edge values, by values and with
# either operand written in the instruction.

import exact
from exact import FLOATS, INTEGERS, NONE, WIDTH, signed, wrap
from fractions import Fraction
from program import Program, literal, printed, table


def edges(t):
    """Whole numbers at the edges of a type."""
    if t == "bool":
        return [0, 1]
    width = WIDTH[t]
    half = 1 << width - 1
    numbers = [0, 1, 2, -1, -2, half - 1, half, half + 1, width // 2, int("5a" * 8, 16)]
    return [wrap(number, t) for number in numbers]


def amounts(t):
    """How far bits are moved: the type's width, its multiples and their neighbours."""
    width = WIDTH[t]
    return [wrap(n, t) for n in [0, 1, 2, width // 2, width - 1, width, width + 1, 2 * width - 1, -1, 1 << width - 1]]


def floats(t):
    """Floats at the edges of a type: zeros, the least and greatest of each kind, halves and halfway cases."""
    precision, width = exact.SHAPE[t]
    one = (1 << width - 1) - 1 << precision - 1
    quiet = exact.infinity(t) | 1 << precision - 2
    bits = [
        0, one, one + 1, one - 1, exact.rounded(Fraction(1, 10), t), exact.rounded(Fraction(5, 2), t),
        exact.rounded(Fraction(1 << precision), t), 1, (1 << precision - 1) - 1, 1 << precision - 1,
        exact.infinity(t) - 1, exact.infinity(t), quiet,
    ]
    negative = [0, one, exact.rounded(Fraction(1, 2), t), 1, exact.infinity(t) - 1, exact.infinity(t)]
    return bits + [number | 1 << WIDTH[t] - 1 for number in negative]


def wholes(t):
    """Floats on whose way to a whole number the direction counts."""
    halves = [Fraction(n, 2) for n in (1, 2, 3, 5, 7)] + [Fraction(49, 100), Fraction(1 << exact.SHAPE[t][0], 4)]
    halves += [Fraction((1 << exact.SHAPE[t][0] - 1) - 1, 2), Fraction((1 << exact.SHAPE[t][0] - 1) + 1, 2)]
    bits = [exact.rounded(half, t) for half in halves]
    # Just below a half: adding a half and cutting off would round it up.
    bits.append(exact.rounded(Fraction(1, 2), t) - 1)
    return bits + [number | 1 << WIDTH[t] - 1 for number in bits]


def row(program, x, type, cells, bits=False):
    """A line that begins with the value that it is about."""
    program.line([printed(x if bits else known(x, type), type) + ":"] + cells)


def known(x, type):
    """A value, but of what is not a number nothing more."""
    return NONE if type in FLOATS and exact.is_nan(x, type) else x


# Programs of one shape


def call_show(value, type, bits):
    return [f"  call @{'bits' if bits else 'show'}.{type}({value})"]


class Emitter:
    """Writes the instructions that compute and show an operation's results."""

    def __init__(self, name, type, results, bits=False):
        self.name, self.type, self.results, self.bits = name, type, results, bits

    def __call__(self, number, operands):
        names = [f"%r{number}" + "abcd"[i] if len(self.results) > 1 else f"%r{number}" for i in range(len(self.results))]
        lines = [f"  {', '.join(names)} = {self.name} {self.type} {', '.join(operands)}"]
        for name, type in zip(names, self.results):
            lines += call_show(name, type, self.bits and type in FLOATS)
        return lines


class ComparisonEmitter:
    """The same of a comparison, in three uses: as a value (1), in a choice (2), and in a branch (4)."""

    def __init__(self, name, type):
        self.name, self.type = name, type

    def __call__(self, number, operands):
        n, compare = number, f"{self.name} {self.type} {', '.join(operands)}"
        return [
            f"  %c{n} = {compare}",
            f"  %value{n} = ext.u i64 %c{n}",
            f"  %d{n} = {compare}",
            f"  %chosen{n} = select i64 %d{n}, 2, 0",
            f"  %e{n} = {compare}",
            f"  branch %e{n}, yes{n}, no{n}",
            f"yes{n}:",
            f"  jump both{n}(4)",
            f"no{n}:",
            f"  jump both{n}(0)",
            f"both{n}(%taken{n}: i64):",
            f"  %two{n} = or i64 %value{n}, %chosen{n}",
            f"  %all{n} = or i64 %two{n}, %taken{n}",
            f"  call @hex(%all{n}, 1)",
        ]


def matrix(program, emit, x_type, y_type, matrices, evaluate, cell):
    """Rows of first operands, columns of second ones. `matrices` are pairs of lists; the first one's values also stand
    in instructions. `evaluate` gives the result of two, and `cell` how it is printed."""
    for number, (xs, ys) in enumerate(matrices):
        program.add(table(f"xs{number}", xs, x_type))
        program.add(table(f"ys{number}", ys, y_type))
    bits = getattr(emit, "bits", False)
    shows = "bits" if bits else "show"
    step = emit(0, ["%x", "%y"])
    program.add(
        f"""\
; All rows and columns, by values.
func @values(%xs: ptr, %rows: i64, %ys: ptr, %columns: i64) {{
entry:
  jump row(0)
row(%i: i64):
  %px = element {x_type} %xs, %i
  %x = load {x_type} %px
  call @{shows if x_type in FLOATS else 'show'}.{x_type}(%x)
  call @byte(':')
  jump column(0)
column(%j: i64):
  %py = element {y_type} %ys, %j
  %y = load {y_type} %py
"""
        + "\n".join(step)
        + """
  %j.next = add i64 %j, 1
  %j.more = lt.u i64 %j.next, %columns
  branch %j.more, column(%j.next), end
end:
  call @newline()
  %i.next = add i64 %i, 1
  %i.more = lt.u i64 %i.next, %rows
  branch %i.more, row(%i.next), done
done:
  return
}
"""
    )
    main = ["func @main() -> i32 {", "entry:"]
    for number, (xs, ys) in enumerate(matrices):
        main.append(f"  call @values(@xs{number}, {len(xs)}, @ys{number}, {len(ys)})")
        for x in xs:
            row(program, x, x_type, [cell(evaluate(x, y)) for y in ys], bits)
    xs, ys = matrices[0]
    # With one operand in the instruction, the other a value.
    for side, constants, constant_type, others, other_type in (
        ("right", ys, y_type, xs, x_type), ("left", xs, x_type, ys, y_type)
    ):
        written = [(bits, literal(bits, constant_type)) for bits in constants]
        written = [(bits, text) for bits, text in written if text is not None]
        lines = [f"; The {'second' if side == 'right' else 'first'} operand stands in the instruction."]
        lines += [f"func @{side}(%v: {other_type}) {{", "entry:"]
        for number, (_, text) in enumerate(written):
            lines += emit(number, ["%v", text] if side == "right" else [text, "%v"])
        program.add("\n".join(lines + ["  call @newline()", "  return", "}"]))
        for other in others:
            results = [evaluate(other, bits) if side == "right" else evaluate(bits, other) for bits, _ in written]
            row(program, other, other_type, [cell(result) for result in results], bits)
        data = "xs0" if side == "right" else "ys0"
        main += [
            f"  jump {side}(0)",
            f"{side}(%{side}.i: i64):",
            f"  %{side}.p = element {other_type} @{data}, %{side}.i",
            f"  %{side}.v = load {other_type} %{side}.p",
            f"  call @{shows if other_type in FLOATS else 'show'}.{other_type}(%{side}.v)",
            "  call @byte(':')",
            f"  call @{side}(%{side}.v)",
            f"  %{side}.next = add i64 %{side}.i, 1",
            f"  %{side}.more = lt.u i64 %{side}.next, {len(others)}",
            f"  branch %{side}.more, {side}(%{side}.next), {side}.done",
            f"{side}.done:",
        ]
    program.add("\n".join(main + ["  return 0", "}"]))
    return program


def unary(program, emit, source, values, evaluate, cell, constants=True):
    """One line for each value, and one for all of them written in instructions."""
    program.add(table("xs", values, source))
    bits = getattr(emit, "bits", False)
    shows = "bits" if bits and source in FLOATS else "show"
    main = [
        "func @main() -> i32 {",
        "entry:",
        "  jump row(0)",
        "row(%i: i64):",
        f"  %p = element {source} @xs, %i",
        f"  %x = load {source} %p",
        f"  call @{shows}.{source}(%x)",
        "  call @byte(':')",
        *emit("", ["%x"]),
        "  call @newline()",
        "  %next = add i64 %i, 1",
        f"  %more = lt.u i64 %next, {len(values)}",
        "  branch %more, row(%next), done",
        "done:",
    ]
    for x in values:
        row(program, x, source, [cell(evaluate(x))], bits)
    if constants:
        for number, x in enumerate(values):
            main += emit(number, [literal(x, source)])
        main.append("  call @newline()")
        program.line([cell(evaluate(x)) for x in values])
    program.add("\n".join(main + ["  return 0", "}"]))
    return program


# The operations


def integers(files):
    for name, operation in exact.INTEGER_BINARY.items():
        for t in (["bool"] if name in ("and", "or", "xor") else []) + INTEGERS:
            program = Program(f"{name} at {t}: rows of first operands, columns of second ones.")
            program.need(t)
            xs = edges(t)
            ys = amounts(t) if name.startswith(("sh", "rot")) else edges(t)
            matrices = [(xs, ys)]
            least = 1 << WIDTH[t] - 1
            if name.startswith(("div", "rem")):
                ys = [y for y in ys if y]
                # The least number by -1 traps.
                matrices = [(xs, ys)]
                if name == "div.s":
                    minus = wrap(-1, t)
                    matrices = [([x for x in xs if x != least], ys), ([least], [y for y in ys if y != minus])]
            evaluate = lambda x, y, o=operation, t=t: o(x, y, t)
            matrix(program, Emitter(name, t, [t]), t, t, matrices, evaluate, lambda r, t=t: printed(r, t))
            files[f"integers/{name}.{t}.wir"] = program
    for name, operation in exact.INTEGER_UNARY.items():
        for t in (["bool"] if name == "not" else []) + INTEGERS:
            if name == "byteswap" and t == "i8":
                continue
            program = Program(f"{name} at {t}.")
            program.need(t)
            values = edges(t)
            if t != "bool":
                values += [wrap(1 << bit, t) for bit in range(2, WIDTH[t] - 1, 5)]
                values += [wrap(0x0123456789ABCDEF, t), wrap(0xFEDCBA9876543210, t)]
            evaluate = lambda x, o=operation, t=t: o(x, t)
            unary(program, Emitter(name, t, [t]), t, values, evaluate, lambda r, t=t: printed(r, t))
            files[f"integers/{name}.{t}.wir"] = program
    for operation in ("add", "sub", "mul"):
        for sign in "su":
            name = f"{operation}.overflow.{sign}"
            for t in INTEGERS:
                program = Program(f"{name} at {t}: the result and whether it does not fit.")
                program.need(t, "bool")
                half = WIDTH[t] // 2
                values = edges(t) + [1 << half, (1 << half) - 1, 1 << half - 1]
                values = [wrap(v, t) for v in dict.fromkeys(values)]
                matrix(
                    program, Emitter(name, t, [t, "bool"]), t, t, [(values, values)],
                    lambda x, y, n=name, t=t: exact.overflow(n, x, y, t),
                    lambda r, t=t: printed(r[0], t) + " " + printed(r[1], "bool"))
                files[f"integers/{name}.{t}.wir"] = program
    for sign in "su":
        name = f"mul.wide.{sign}"
        program = Program(f"{name}: the low and the high half.")
        program.need("i64")
        values = edges("i64") + [1 << 32, (1 << 32) - 1]
        matrix(
            program, Emitter(name, "i64", ["i64", "i64"]), "i64", "i64", [(values, values)],
            lambda x, y, n=name: exact.wide(n, x, y), lambda r: printed(r[0], "i64") + " " + printed(r[1], "i64"))
        files[f"integers/{name}.i64.wir"] = program


def comparisons(files):
    for name, operation in exact.COMPARISON.items():
        types = list(INTEGERS)
        if name in ("eq", "ne"):
            types = ["bool"] + types
        if not name.endswith(".s"):
            types.append("ptr")
        for t in types:
            program = Program(f"{name} at {t}: 7 where it holds, as a value (1), in a choice (2) and in a branch (4).")
            program.need(t)
            values = edges(t)
            matrix(
                program, ComparisonEmitter(name, t), t, t, [(values, values)],
                lambda x, y, o=operation, t=t: o(x, y, t), lambda r: "7" if r else "0")
            files[f"comparisons/{name}.{t}.wir"] = program
    for name, operation in exact.FLOAT_COMPARISON.items():
        for t in FLOATS:
            program = Program(f"{name} at {t}: 7 where it holds, as a value (1), in a choice (2) and in a branch (4).")
            program.need(t)
            values = [x for n, x in enumerate(floats(t)) if n not in (4, 5, 6, 8, 14, 15)]
            matrix(
                program, ComparisonEmitter(name, t), t, t, [(values, values)],
                lambda x, y, o=operation, t=t: o(x, y, t), lambda r: "7" if r else "0")
            files[f"comparisons/{name}.{t}.wir"] = program
    for t in ["bool"] + INTEGERS + FLOATS + ["ptr"]:
        for condition in (1, 0):
            program = Program(f"select at {t} of a condition that {'holds' if condition else 'does not hold'}.")
            program.need(t)
            values = floats(t)[::2] if t in FLOATS else edges(t)
            emit = Emitter("select", t, [t])

            # The condition is read from memory, so that nobody knows it.
            def emitted(number, operands, e=emit):
                n = number
                lines = e(number, [f"%condition{n}"] + operands)
                return [f"  %condition{n} = load bool @condition"] + lines

            program.add(table("condition", [condition], "bool"))
            matrix(
                program, emitted, t, t, [(values, values)],
                lambda x, y, c=condition, t=t: known(x if c else y, t), lambda r, t=t: printed(r, t))
            files[f"comparisons/select.{t}.{'true' if condition else 'false'}.wir"] = program


def float_operations(files):
    for name, operation in exact.FLOAT_BINARY.items():
        for t in FLOATS:
            program = Program(f"{name} at {t}, by the bits: rows of first operands, columns of second ones.")
            bits = name == "copysign.f"
            program.need(t)
            program.need_bits(t)
            values = floats(t)
            matrix(
                program, Emitter(name, t, [t], bits), t, t, [(values, values)],
                lambda x, y, o=operation, t=t: o(x, y, t), lambda r, t=t: printed(r, t))
            files[f"floats/{name}.{t}.wir"] = program
    for name, operation in exact.FLOAT_UNARY.items():
        for t in FLOATS:
            program = Program(f"{name} at {t}, by the bits.")
            bits = name in ("neg.f", "abs.f")
            program.need(t)
            program.need_bits(t)
            values = floats(t) + wholes(t)
            if name == "sqrt.f":
                values += [exact.rounded(Fraction(n), t) for n in (2, 3, 4, 1764, 16777215)]
            unary(
                program, Emitter(name, t, [t], bits), t, values, lambda x, o=operation, t=t: o(x, t),
                lambda r, t=t: printed(r, t))
            files[f"floats/{name}.{t}.wir"] = program
    for t in FLOATS:
        files[f"floats/fma.f.{t}.wir"] = fused(t)


def fused(t):
    precision, _ = exact.SHAPE[t]
    one = exact.rounded(Fraction(1), t)
    infinity = exact.infinity(t)
    sign = 1 << WIDTH[t] - 1
    # Products that take twice the precision, whose last bits a second rounding would lose.
    factors = [
        0, one, one + 1, one - 1, one + 1 | sign, infinity - 1, 1, infinity, infinity | 1 << precision - 2, sign,
        exact.rounded(Fraction(1 << precision // 2) + 1, t), exact.rounded(Fraction(1, 3), t),
    ]
    terms = [
        0, sign, one, one | sign, one + 1 | sign, 1, 1 | sign, infinity, infinity | sign, infinity | 1 << precision - 2,
        exact.rounded(Fraction(1, 1 << precision), t), exact.rounded(-Fraction(1 << precision + 1), t),
        infinity - 1 | sign,
    ]
    program = Program(f"fma.f at {t}, by the bits: rows of products, columns of what is added to them.")
    program.need(t)
    program.add(table("factors", factors, t))
    program.add(table("terms", terms, t))
    shown = f"  call @show.{t}"
    program.add(
        f"""\
func @main() -> i32 {{
entry:
  jump first(0)
first(%i: i64):
  %px = element {t} @factors, %i
  %x = load {t} %px
  jump second(0)
second(%j: i64):
  %py = element {t} @factors, %j
  %y = load {t} %py
{shown}(%x)
{shown}(%y)
  call @byte(':')
  jump third(0)
third(%k: i64):
  %pz = element {t} @terms, %k
  %z = load {t} %pz
  %r = fma.f {t} %x, %y, %z
{shown}(%r)
  %k.next = add i64 %k, 1
  %k.more = lt.u i64 %k.next, {len(terms)}
  branch %k.more, third(%k.next), end
end:
  call @newline()
  %j.next = add i64 %j, 1
  %j.more = lt.u i64 %j.next, {len(factors)}
  branch %j.more, second(%j.next), after
after:
  %i.next = add i64 %i, 1
  %i.more = lt.u i64 %i.next, {len(factors)}
  branch %i.more, first(%i.next), done
done:
  return 0
}}
"""
    )
    for x in factors:
        for y in factors:
            cells = [printed(exact.fma_f(x, y, z, t), t) for z in terms]
            program.line([printed(known(x, t), t), printed(known(y, t), t) + ":"] + cells)
    return program


# Conversions


def around(t):
    """Floats around where the integers of each type end."""
    numbers = [Fraction(0), Fraction(1, 2), Fraction(99, 100), Fraction(1), Fraction(3, 2), Fraction(5, 2)]
    for width in (7, 8, 15, 16, 31, 32, 63, 64):
        numbers += [Fraction(1 << width) + rest for rest in (-1, Fraction(-1, 2), 0, Fraction(1, 2), 1)]
    bits = []
    for number in numbers:
        for signed_number in (number, -number):
            rounded = exact.rounded(signed_number, t, signed_number == 0 and number is not signed_number)
            bits += [rounded - 1, rounded, rounded + 1] if number >= 1 << 30 else [rounded]
    top = exact.infinity(t)
    bits += [1, top - 1, top - 1 | 1 << WIDTH[t] - 1]
    return list(dict.fromkeys(bits))


def conversions(files):
    def add(name, source, target, values, evaluate):
        program = Program(f"{name} from {source} to {target}.")
        program.need(source, target)
        unary(
            program, Emitter(name, target, [target]), source, values, evaluate, lambda r: printed(r, target),
            constants=False)
        files[f"conversions/{name}.{source}-{target}.wir"] = program

    for source in INTEGERS:
        for target in INTEGERS:
            values = edges(source) + [wrap(0x0123456789ABCDEF, source), wrap(0x80, source), wrap(0x8000, source)]
            values = list(dict.fromkeys(values))
            if WIDTH[target] < WIDTH[source]:
                add("trunc", source, target, values, lambda x, t=target: wrap(x, t))
            if WIDTH[target] > WIDTH[source]:
                add("ext.s", source, target, values, lambda x, s=source, t=target: wrap(signed(x, s), t))
                add("ext.u", source, target, values, lambda x: x)
    for target in INTEGERS:
        add("ext.u", "bool", target, [0, 1], lambda x: x)
    nan = lambda t: exact.infinity(t) | 1 << exact.SHAPE[t][0] - 2
    add("promote", "f32", "f64", floats("f32") + wholes("f32"), exact.promote)
    narrow = floats("f64") + wholes("f64")
    # Halfway between floats of 32 bits, and around the greatest and the least of them.
    one = Fraction(1)
    for number in (
        one + Fraction(1, 1 << 24), one + Fraction(3, 1 << 24), Fraction((1 << 25) - 1) * 2**103,
        Fraction(1, 1 << 150), Fraction(3, 1 << 150), Fraction(1, 1 << 126) - Fraction(1, 1 << 150),
        Fraction(0x1234567890ABC, 1 << 60),
    ):
        bits = exact.rounded(number, "f64")
        narrow += [bits - 1, bits, bits + 1, exact.neg_f(bits, "f64")]
    add("demote", "f64", "f32", narrow, exact.demote)
    for source in FLOATS:
        values = around(source)
        for target in INTEGERS:
            for sign in "su":
                fitting = [x for x in values if exact.to_integer(x, source, target, sign) is not None]
                add(
                    f"toint.{sign}", source, target, fitting,
                    lambda x, s=source, t=target, g=sign: exact.to_integer(x, s, t, g))
                every = values + [exact.infinity(source), exact.infinity(source, True), nan(source)]
                add(
                    f"toint.sat.{sign}", source, target, every,
                    lambda x, s=source, t=target, g=sign: exact.to_integer_saturating(x, s, t, g))
    for source in INTEGERS:
        for target in FLOATS:
            values = edges(source)
            # Whole numbers that lie halfway between floats, and beside those.
            for precision in (24, 53):
                for shift in range(1, WIDTH[source] - precision + 1, 5):
                    for low in (0, 1):
                        halfway = ((1 << precision - 1) + low) << shift | 1 << shift - 1
                        values += [wrap(halfway + rest, source) for rest in (-1, 0, 1)]
                        values += [wrap(-halfway, source)]
            values = list(dict.fromkeys(values))
            for sign in "su":
                add(
                    f"tofloat.{sign}", source, target, values,
                    lambda x, s=source, t=target, g=sign: exact.to_float(x, s, t, g))
    for source, target in (("i32", "f32"), ("f32", "i32"), ("i64", "f64"), ("f64", "i64")):
        number = source if source in FLOATS else target
        values = floats(number) + [exact.infinity(number) | 1, exact.infinity(number, True) | 1]
        program = Program(f"bitcast from {source} to {target}.")
        program.need(source, target)
        program.need_bits(number)
        unary(
            program, Emitter("bitcast", target, [target], True), source, values, lambda x: x,
            lambda r, t=target: printed(r, t), constants=False)
        files[f"conversions/bitcast.{source}-{target}.wir"] = program
    for name, source, target in (("ptr.toint", "ptr", "i64"), ("ptr.fromint", "i64", "ptr")):
        program = Program(f"{name}: the same number.")
        program.need("i64", "ptr")
        unary(
            program, Emitter(name, "", [target]), source, edges("i64"), lambda x: x, lambda r: printed(r, "i64"),
            constants=False)
        files[f"conversions/{name}.wir"] = program


# What traps


def trapping(about, trap, data, lines):
    program = Program(about)
    program.trap = trap
    for piece in data:
        program.add(piece)
    program.add("\n".join(["func @main() -> i32 {", "entry:", *lines, "  return 0", "}"]))
    return program


def traps(files):
    for t in INTEGERS:
        least, minus = 1 << WIDTH[t] - 1, wrap(-1, t)
        for name in ("div.s", "div.u", "rem.s", "rem.u"):
            cases = [("zero", 5, 0, "division by zero"), ("least-by-zero", least, 0, "division by zero")]
            if name == "div.s":
                cases.append(("overflow", least, minus, "division overflow"))
            for kind, x, y, trap in cases:
                data = [table("x", [x], t), table("y", [y], t)]
                loads = [f"  %x = load {t} @x", f"  %y = load {t} @y"]
                files[f"traps/{name}.{t}.{kind}.wir"] = trapping(
                    f"{name} at {t} has no result.", trap, data, loads + [f"  %trapped = {name} {t} %x, %y"])
                files[f"traps/{name}.{t}.{kind}.literal.wir"] = trapping(
                    f"{name} at {t} has no result, as its operands already say.", trap, [],
                    [f"  %trapped = {name} {t} {literal(x, t)}, {literal(y, t)}"])
    for source in FLOATS:
        values = around(source)
        for target in INTEGERS:
            for sign in "su":
                fitting = [
                    exact.value(x, source) for x in values if exact.to_integer(x, source, target, sign) is not None]
                others = [x for x in values if exact.to_integer(x, source, target, sign) is None]
                above = min((x for x in others if not exact.is_negative(x, source)), key=lambda x: exact.value(x, source))
                below = max((x for x in others if exact.is_negative(x, source)), key=lambda x: exact.value(x, source))
                assert exact.value(above, source) > max(fitting) and exact.value(below, source) < min(fitting)
                cases = {
                    "above": above, "below": below, "infinite": exact.infinity(source),
                    "minus-infinite": exact.infinity(source, True),
                    "nan": exact.infinity(source) | 1 << exact.SHAPE[source][0] - 2,
                }
                for kind, x in cases.items():
                    files[f"traps/toint.{sign}.{source}-{target}.{kind}.wir"] = trapping(
                        f"toint.{sign} from {source} to {target} of what does not fit.", "conversion out of range",
                        [table("x", [x], source)],
                        [f"  %x = load {source} @x", f"  %trapped = toint.{sign} {target} %x"])


def all_files(files):
    integers(files)
    comparisons(files)
    float_operations(files)
    conversions(files)
    traps(files)
