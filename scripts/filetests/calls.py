# Filetests of calls and control: signatures of every type in both conventions, records by value, variadic functions,
# switches over every type. Signatures are drawn from a fixed seed.

import exact
from exact import FLOATS, INTEGERS, WIDTH, wrap
from fractions import Fraction
from program import Program, literal, printed, table

SCALARS = ["bool"] + INTEGERS + FLOATS + ["ptr"]


class Numbers:
    """Random numbers that are the same on every machine and in every version of Python (SplitMix64)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & (1 << 64) - 1
        mixed = self.state
        mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
        return mixed ^ mixed >> 31

    def below(self, limit):
        return self.next() % limit

    def choice(self, list):
        return list[self.below(len(list))]

    def value(self, t):
        """Any value of a type; of floats a number, for the bits of others are unspecified."""
        if t in FLOATS:
            return exact.rounded(Fraction(self.below(1 << 40) - (1 << 39), 1 << self.below(30)), t)
        return wrap(self.next(), t)


def sources(values):
    """One data object with all values, 8 bytes each, and the lines that load the one at an index."""
    return table("values", [v for _, v in values], "i64").replace("data @values", "data @values align 16")


def load(name, t, index):
    return [f"  %{name}.place = offset @values, {8 * index}", f"  %{name} = load {t} %{name}.place"]


def signatures(files):
    numbers = Numbers(1)
    for convention in ("weft", "c"):
        for number in range(24):
            c = " c" if convention == "c" else ""
            count = numbers.choice([1, 2, 3, 4, 6, 7, 8, 9, 10, 13, 20])
            pool = numbers.choice([SCALARS, SCALARS, ["i64"], ["f64"], ["i64", "f64"], ["i8", "i16", "f32", "bool"]])
            types = [numbers.choice(pool) for _ in range(count)]
            values = [(t, numbers.value(t)) for t in types]
            # In C's convention there is one result.
            results = 1 if c else numbers.choice([1, 2, 3, 5, 8, 12])
            given = [numbers.below(count) for _ in range(results)]
            program = Program(
                f"A function of {count} parameters and {results} result{'s' if results > 1 else ''} in "
                f"{'C' if c else 'Weft'}'s convention: called by name and by address, in place of another, and with "
                "numbers in the call.")
            program.need(*dict.fromkeys(types))
            program.add(sources(values))
            extended = lambda t: numbers.choice(["", " sext", " zext"]) if c and t in ("i8", "i16") else ""
            declared = [f"%p{i}: {t}{extended(t)}" for i, t in enumerate(types)]
            result_types = [types[i] for i in given]
            arrow = f"({', '.join(result_types)})" if results > 1 else result_types[0]
            shows = "".join(f"  call @show.{t}(%p{i})\n" for i, t in enumerate(types))
            program.add(
                f"func @shown({', '.join(declared)}) -> {arrow}{c} {{\nentry:\n{shows}  call @newline()\n"
                f"  return {', '.join(f'%p{i}' for i in given)}\n}}")
            passed = ", ".join(f"%p{i}" for i in range(count))
            program.add(f"func @instead({', '.join(declared)}) -> {arrow}{c} {{\nentry:\n  call.tail @shown({passed})\n}}")
            # The address comes first, so that every argument has another place than its parameter.
            signature = f"({', '.join(d.split(': ')[1] for d in declared)}) -> {arrow}{c}"
            tail = "call.tail.indirect"
            if not c:
                program.add(
                    f"func @through(%f: ptr, {', '.join(declared)}) -> {arrow}{c} {{\nentry:\n"
                    f"  {tail} {signature} %f({passed})\n}}")
            main = ["func @main() -> i32 {", "entry:"]
            for i, (t, _) in enumerate(values):
                main += load(f"v{i}", t, i)
            arguments = ", ".join(f"%v{i}" for i in range(count))
            written = ", ".join(
                literal(v, t) if literal(v, t) is not None else f"%v{i}" for i, (t, v) in enumerate(values))
            ways = [
                ("a", f"call @shown({arguments})"),
                ("b", f"call.indirect {signature} @shown({arguments})"),
                ("c", f"call @instead({arguments})"),
                ("d", f"call @shown({written})"),
            ]
            if not c:
                ways.append(("e", f"call @through(@shown, {arguments})"))
            for way, text in ways:
                main.append(f"  {', '.join(f'%{way}{i}' for i in range(results))} = {text}")
                main += [f"  call @show.{t}(%{way}{i})" for i, t in enumerate(result_types)]
                main.append("  call @newline()")
                program.line([printed(v, t) for t, v in values])
                program.line([printed(values[i][1], values[i][0]) for i in given])
            program.add("\n".join(main + ["  return 0", "}"]))
            files[f"calls/signature.{convention}.{number:02}.wir"] = program


# Records by value: what is classified in each way that C's conventions know, and what lies in memory.
RECORDS = {
    "one.byte": ["i8"], "three.bytes": ["i8"] * 3, "int.float": ["i32", "f32"], "two.floats": ["f32"] * 2,
    "three.floats": ["f32"] * 3, "four.floats": ["f32"] * 4, "two.doubles": ["f64"] * 2, "double.long": ["f64", "i64"],
    "long.double": ["i64", "f64"], "two.longs": ["i64"] * 2, "three.longs": ["i64"] * 3, "three.doubles": ["f64"] * 3,
    "mixed": ["i8", "f64", "i16", "ptr"], "seventeen": ["i64", "i64", "i8"], "pointer": ["ptr"], "one.float": ["f32"],
    "short.double": ["i16", "f64"], "bool.int.short": ["bool", "i32", "i16"],
}


def records(files):
    numbers = Numbers(2)
    for convention in ("weft", "c"):
        c = " c" if convention == "c" else ""
        for name, members in RECORDS.items():
            program = Program(
                f"A record of {', '.join(members)} by value in {'C' if c else 'Weft'}'s convention, between other "
                "parameters and alone: the callee's copy is its own.")
            program.need("i64", "f64", *dict.fromkeys(members))
            first = [(t, numbers.value(t)) for t in members]
            second = [(t, numbers.value(t)) for t in members]
            program.add(sources(first + second))
            program.add("record $r {\n" + "".join(f"  m{i}: {t}\n" for i, t in enumerate(members)) + "}")
            show = "func @shown(%r: ptr) {\nentry:\n"
            take = "func @filled(%r: ptr, %from: ptr) {\nentry:\n"
            for i, t in enumerate(members):
                show += f"  %p{i} = field $r.m{i} %r\n  %v{i} = load {t} %p{i}\n  call @show.{t}(%v{i})\n"
                take += (
                    f"  %q{i} = offset %from, {8 * i}\n  %v{i} = load {t} %q{i}\n  %p{i} = field $r.m{i} %r\n"
                    f"  store {t} %v{i}, %p{i}\n")
            program.add(show + "  return\n}")
            program.add(take + "  return\n}")
            other = 8 * len(members)
            # C's convention guarantees no tail call that passes a record.
            again = "  %r = call @same(%one)\n  return %r" if c else "  call.tail @same(%one)"
            around = "%a: i64, %x: f64, %one: $r, %b: i64, %two: $r, %y: f64"
            program.add(f"""\
; Shows all that it gets, changes its copies, and gives one of them.
func @change({around}) -> $r{c} {{
entry:
  call @show.i64(%a)
  call @show.f64(%x)
  call @shown(%one)
  call @show.i64(%b)
  call @shown(%two)
  call @show.f64(%y)
  call @newline()
  %other = offset @values, {other}
  call @filled(%one, %other)
  call @filled(%two, @values)
  return %one
}}

func @many(%a: i64, %b: i64, %c: i64, %d: i64, %e: i64, %one: $r, %two: $r, %three: $r) -> $r{c} {{
entry:
  %ab = add i64 %a, %b
  %cd = add i64 %c, %d
  %abcd = add i64 %ab, %cd
  %all = add i64 %abcd, %e
  call @show.i64(%all)
  call @shown(%one)
  call @shown(%two)
  call @shown(%three)
  call @newline()
  return %two
}}

func @same(%one: $r) -> $r{c} {{
entry:
  return %one
}}

func @again(%one: $r) -> $r{c} {{
entry:
{again}
}}

func @main() -> i32 {{
entry:
  %one = stack.slot $r
  call @filled(%one, @values)
  %two = stack.slot $r
  %other = offset @values, {other}
  call @filled(%two, %other)
  %x = tofloat.s f64 %n
  %r = call @change(77, 1.5, %one, -77, %two, %x)
  call @shown(%r)
  call @shown(%one)
  call @shown(%two)
  call @newline()
  %s = call @many(1, 2, 3, 4, 5, %one, %two, %one)
  call @shown(%s)
  %t = call @same(%one)
  call @shown(%t)
  %u = call @again(%two)
  call @shown(%u)
  %v = call.indirect ($r) -> $r{c} @same(%r)
  call @shown(%v)
  call @newline()
  return 0
}}
""".replace("  %x = tofloat.s f64 %n\n", "  %n = add i64 5, 0\n  %x = tofloat.s f64 %n\n"))
            one = [printed(v, t) for t, v in first]
            two = [printed(v, t) for t, v in second]
            float_bits = lambda n: printed(exact.rounded(Fraction(n), "f64"), "f64")
            whole = lambda n: printed(wrap(n, "i64"), "i64")
            program.line([whole(77), float_bits(Fraction(3, 2))] + one + [whole(-77)] + two + [float_bits(5)])
            program.line(two + one + two)
            program.line([whole(15)] + one + two + one)
            program.line(two + one + two + two)
            files[f"calls/record.{convention}.{name}.wir"] = program


def variadics(files):
    numbers = Numbers(3)
    for number in range(8):
        count = [0, 1, 4, 6, 9, 12, 16, 24][number]
        named = [numbers.choice(["i32", "f64", "ptr"]) for _ in range(1 + numbers.below(9))]
        types = [numbers.choice(["i32", "i64", "f64", "ptr"]) for _ in range(count)]
        all_types = named + types
        values = [(t, numbers.value(t)) for t in all_types]
        program = Program(f"{len(named)} named arguments and {count} behind them, read once, from a copy, and by another function.")
        program.need(*dict.fromkeys(all_types), "i32")
        program.add(sources(values))
        declared = ", ".join(f"%n{i}: {t}" for i, t in enumerate(named))
        half = count // 2
        lines = [f"func @rest(%list: ptr) {{", "entry:"]
        for i, t in enumerate(types[half:], half):
            lines += [f"  %a{i} = variadic.arg {t} %list", f"  call @show.{t}(%a{i})"]
        program.add("\n".join(lines + ["  call @newline()", "  return", "}"]))
        lines = [f"func @variadic({declared}, ...) -> i32 c {{", "entry:", "  %list = stack.slot $va_list", "  %copy = stack.slot $va_list"]
        lines += [f"  call @show.{t}(%n{i})" for i, t in enumerate(named)]
        lines += ["  call @newline()", "  variadic.start %list"]
        for i, t in enumerate(types[:half]):
            lines += [f"  %a{i} = variadic.arg {t} %list", f"  call @show.{t}(%a{i})"]
        lines += [
            "  call @newline()", "  variadic.copy %copy, %list", "  call @rest(%list)", "  call @rest(%copy)",
            "  variadic.start %copy"]
        for i, t in enumerate(types):
            lines += [f"  %b{i} = variadic.arg {t} %copy", f"  call @show.{t}(%b{i})"]
        program.add("\n".join(lines + ["  call @newline()", f"  return {7 * number}", "}"]))
        main = ["func @main() -> i32 {", "entry:"]
        for i, (t, _) in enumerate(values):
            main += load(f"v{i}", t, i)
        arguments = [f"%v{i}" for i in range(len(named))]
        arguments += [f"{t} %v{i}" for i, t in enumerate(types, len(named))]
        signature = f"({', '.join(named)}, ...) -> i32 c"
        main += [
            f"  %r = call @variadic({', '.join(arguments)})", "  call @show.i32(%r)",
            f"  %s = call.indirect {signature} @variadic({', '.join(arguments)})", "  call @show.i32(%s)",
            "  call @newline()"]
        shown = [printed(v, t) for t, v in values]
        behind = shown[len(named):]
        result = printed(7 * number, "i32")
        for way in range(2):
            # What the caller shows of the first call begins the line that the second one ends.
            program.line(([result] if way else []) + shown[:len(named)])
            program.line(behind[:half])
            program.line(behind[half:])
            program.line(behind[half:])
            program.line(behind)
        program.line([result])
        program.add("\n".join(main + ["  return 0", "}"]))
        files[f"calls/variadic.{number}.wir"] = program


def switches(files):
    for t in INTEGERS:
        half = 1 << WIDTH[t] - 1
        top = (1 << WIDTH[t]) - 1
        kinds = {
            "none": [],
            "one": [5],
            "dense": list(range(0, 40)),
            "dense-with-holes": [n for n in range(10, 60) if n % 3],
            "around-zero": list(range(-8, 9)),
            "around-the-sign": [half - 3, half - 2, half - 1, half, half + 1, half + 2],
            "ends": [0, 1, 2, half - 2, half - 1, half, half + 1, top - 2, top - 1, top],
            "sparse": [n * n * (1 if n % 2 else -1) for n in range(1, 12)],
            "huge": [top // 3 * n // 2 for n in range(1, 7)],
            "clusters": [*range(3, 9), *range(50, 58), *range(100, 103), half - 1, half],
        }
        for kind, numbers in kinds.items():
            cases = list(dict.fromkeys(wrap(n, t) for n in numbers))
            program = Program(f"switch at {t}, {kind.replace('-', ' ')}: the number of the case for each value and its neighbours.")
            program.need("i64", t)
            tried = [wrap(c + d, t) for c in cases for d in (-1, 0, 1)] + [0, 1, half, half - 1, top]
            if WIDTH[t] > 8:
                # The same lowest bits, but others above.
                tried += [wrap(c + (1 << WIDTH[t] // 2), t) for c in cases[:8]]
            tried = list(dict.fromkeys(tried))
            program.add(table("values", tried, t))
            lines = "".join(f"    {literal(c, t)}: {'even' if n % 2 == 0 else 'odd'}({n})\n" for n, c in enumerate(cases))
            blocks = ""
            if len(cases) > 0:
                blocks += "even(%n: i64):\n  return %n\n"
            if len(cases) > 1:
                blocks += "odd(%m: i64):\n  %k = add i64 %m, 1000\n  return %k\n"
            brackets = "[\n" + lines + "  ]" if cases else "[]"
            program.add(f"func @case(%x: {t}) -> i64 {{\nentry:\n  switch {t} %x, other(9999) {brackets}\n{blocks}other(%o: i64):\n  return %o\n}}")
            program.add(f"""\
func @main() -> i32 {{
entry:
  jump loop(0)
loop(%i: i64):
  %p = element {t} @values, %i
  %x = load {t} %p
  call @show.{t}(%x)
  %case = call @case(%x)
  call @hex(%case, 4)
  call @newline()
  %next = add i64 %i, 1
  %more = lt.u i64 %next, {len(tried)}
  branch %more, loop(%next), done
done:
  return 0
}}
""")
            for value in tried:
                number = cases.index(value) if value in cases else None
                result = 9999 if number is None else number + (1000 if number % 2 else 0)
                program.line([printed(value, t), f"{result:04x}"])
            files[f"control/switch.{t}.{kind}.wir"] = program


def all_files(files):
    signatures(files)
    records(files)
    variadics(files)
    switches(files)
