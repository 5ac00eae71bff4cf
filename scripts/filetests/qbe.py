# Filetests of the operations of QBE's intermediate language: each at each class on edge values, with what they give from
# exact arithmetic. A program walks over a table of operands and results, so that nothing is known before it runs; then it
# does the same with either operand written in the instruction. It exits with 42 if all is as it must be.

import exact
import scalar
from exact import NONE, is_nan, signed, wrap

TYPE = {"w": "i32", "l": "i64", "s": "f32", "d": "f64"}
SIZE = {"w": 4, "l": 8, "s": 4, "d": 8}
# The class of integers that has a float's width, to look at its bits.
BITS = {"w": "w", "l": "l", "s": "w", "d": "l"}
STATUS = 42


def constant(bits, cls):
    """A constant as QBE reads it: numbers of words and long words with a sign, floats by their bits."""
    return str(signed(bits, TYPE[cls]) if cls in "wl" else bits)


class Program:
    def __init__(self, status=STATUS):
        self.head = [f"# status: {status}"]
        self.data = []
        self.body = []
        self.names = 0

    def name(self):
        self.names += 1
        return f"%t{self.names}"

    def line(self, text):
        self.body.append("\t" + text)

    def give(self, cls, text):
        name = self.name()
        self.line(f"{name} ={cls} {text}")
        return name

    def expect(self, cls, name, wanted):
        """Adds one to the faults where a value is not the constant."""
        if wanted == NONE:
            self.fault(self.give("w", f"co{cls} {name}, {name}"))
            return
        bits = name if cls in "wl" else self.give(BITS[cls], f"cast {name}")
        self.fault(self.give("w", f"cne{BITS[cls]} {bits}, {constant(wanted, BITS[cls])}"))

    def fault(self, name):
        self.line(f"%faults =w add %faults, {name}")

    def text(self):
        lines = self.head + self.data + ["export function w $main() {", "@start", "\t%faults =w copy 0"]
        lines += self.body + ["\tjnz %faults, @bad, @good", "@bad", "\tret 1", "@good", f"\tret {STATUS}", "}", ""]
        return "\n".join(lines)


def table(program, operands, result, rows):
    """A table of operands and results, and a loop over it: the code between is given the names of the operands."""
    size = 8 * (len(operands) + 2)
    lines = ["data $table = {"]
    for row in rows:
        cells = []
        for cls, bits in zip(list(operands) + [result], row):
            number = 0 if bits == NONE else bits
            letter = BITS[cls]
            cells.append(f"{letter} {constant(number, letter)}" + (", w 0" if letter == "w" else ""))
        cells.append(f"l {int(row[-1] == NONE)}")
        lines.append(", ".join(cells) + ",")
    # Four rows to a line.
    joined = ["\t" + " ".join(lines[at:at + 4]) for at in range(1, len(lines), 4)]
    program.data += lines[:1] + joined + ["}"]
    program.line("%row =l copy $table")
    program.body.append("@loop")
    names = []
    for index, cls in enumerate(operands):
        place = program.give("l", f"add %row, {8 * index}")
        names.append(program.give(cls, f"load{cls} {place}"))
    yield names
    program.line(f"%row =l add %row, {size}")
    program.line(f"%more =w cultl %row, %end")
    program.line("jnz %more, @loop, @constants")
    program.body.append("@constants")
    # The table's end is known before the loop.
    at = program.body.index("@loop")
    program.body.insert(at, f"\t%end =l add $table, {size * len(rows)}")


def expect_row(program, result, name, count):
    """Compares a result with what stands in the row."""
    place = program.give("l", f"add %row, {8 * count}")
    nan = program.give("l", f"add %row, {8 * count + 8}")
    flag = program.give("w", f"loadw {nan}")
    wanted = program.give(BITS[result], f"load{BITS[result]} {place}")
    bits = name if result in "wl" else program.give(BITS[result], f"cast {name}")
    differs = program.give("w", f"cne{BITS[result]} {bits}, {wanted}")
    if result in "sd":
        ordered = program.give("w", f"co{result} {name}, {name}")
        isnt = program.give("w", f"ceqw {flag}, 0")
        differs = program.give("w", f"and {differs}, {isnt}")
        both = program.give("w", f"and {ordered}, {flag}")
        differs = program.give("w", f"or {differs}, {both}")
    program.fault(differs)


def operation(op, operands, result, rows, status=STATUS):
    """A program of one operation on rows of operands and results."""
    program = Program()
    for names in table(program, operands, result, rows):
        value = program.give(result, f"{op} {', '.join(names)}")
        expect_row(program, result, value, len(operands))
    # Some of the rows again, with constants: all operands, then each alone.
    for number, row in enumerate(rows[:: max(1, len(rows) // 24)]):
        constants = [constant(bits, cls) for bits, cls in zip(row, operands)]
        program.expect(result, program.give(result, f"{op} {', '.join(constants)}"), row[-1])
        if len(operands) == 2:
            for side in (0, 1):
                cls = operands[side]
                place = program.give("l", f"add $table, {8 * (len(operands) + 2) * (number * max(1, len(rows) // 24)) + 8 * side}")
                given = list(constants)
                given[side] = program.give(cls, f"load{cls} {place}")
                program.expect(result, program.give(result, f"{op} {', '.join(given)}"), row[-1])
    return program.text()


def edges(cls):
    return scalar.edges(TYPE[cls]) if cls in "wl" else scalar.floats(TYPE[cls])


def pairs(cls):
    return [(x, y) for x in edges(cls) for y in edges(cls)]


def arithmetic(files):
    integer = {
        "add": "add", "sub": "sub", "mul": "mul", "div": "div.s", "udiv": "div.u", "rem": "rem.s", "urem": "rem.u",
        "or": "or", "xor": "xor", "and": "and",
    }
    for op, name in integer.items():
        for cls in "wl":
            t = TYPE[cls]
            rows = []
            for x, y in pairs(cls):
                if op in ("div", "udiv", "rem", "urem") and y == 0:
                    continue
                if op == "div" and signed(y, t) == -1 and x == 1 << exact.WIDTH[t] - 1:
                    continue
                rows.append((x, y, exact.INTEGER_BINARY[name](x, y, t)))
            files[f"{op}.{cls}"] = operation(op, cls + cls, cls, rows)
    for op in ("add", "sub", "mul", "div"):
        for cls in "sd":
            rows = [(x, y, exact.FLOAT_BINARY[op + ".f"](x, y, TYPE[cls])) for x, y in pairs(cls)]
            files[f"{op}.{cls}"] = operation(op, cls + cls, cls, rows)
    for op, name in (("sar", "shr.s"), ("shr", "shr.u"), ("shl", "shl")):
        for cls in "wl":
            t = TYPE[cls]
            rows = []
            for x in edges(cls):
                for amount in scalar.amounts("i32"):
                    rows.append((x, amount, exact.INTEGER_BINARY[name](x, amount, t)))
            files[f"{op}.{cls}"] = operation(op, cls + "w", cls, rows)
    for cls in "wlsd":
        t = TYPE[cls]
        if cls in "wl":
            rows = [(x, wrap(-x, t)) for x in edges(cls)]
        else:
            rows = [(x, exact.neg_f(x, t)) for x in edges(cls) if not is_nan(x, t)]
        files[f"neg.{cls}"] = operation("neg", cls, cls, rows)


def comparisons(files):
    integer = {
        "eq": "eq", "ne": "ne", "sle": "le.s", "slt": "lt.s", "sge": "ge.s", "sgt": "gt.s", "ule": "le.u", "ult": "lt.u",
        "uge": "ge.u", "ugt": "gt.u",
    }
    floats = {
        "eq": "eq.f", "ne": "ne.f", "le": "le.f", "lt": "lt.f", "ge": "ge.f", "gt": "gt.f", "o": "ordered.f",
        "uo": "unordered.f",
    }
    for classes, operations, meaning in (("wl", integer, exact.COMPARISON), ("sd", floats, exact.FLOAT_COMPARISON)):
        for op, name in operations.items():
            for cls in classes:
                rows = [(x, y, int(meaning[name](x, y, TYPE[cls]))) for x, y in pairs(cls)]
                # Words from words, long words from long words: each result with some operands.
                files[f"c{op}{cls}"] = operation(f"c{op}{cls}", cls + cls, "l" if cls in "ls" else "w", rows)
    for op in ("eqw", "sltl", "lts", "uod"):
        files[f"c{op}-branch"] = branch(op)


def branch(op):
    """A comparison that only a jump reads, and one that a jump and something else read."""
    cls = op[-1]
    name = {"eqw": "eq", "sltl": "lt.s", "lts": "lt.f", "uod": "unordered.f"}[op]
    meaning = exact.COMPARISON if cls in "wl" else exact.FLOAT_COMPARISON
    rows = [(x, y, int(meaning[name](x, y, TYPE[cls]))) for x, y in pairs(cls)]
    program = Program()
    for names in table(program, cls + cls, "w", rows):
        place = program.give("l", "add %row, 16")
        program.line(f"%wanted =w loadw {place}")
        program.line(f"%alone =w c{op} {', '.join(names)}")
        program.line("jnz %alone, @yes, @no")
        program.body.append("@yes")
        program.line("%isnt =w ceqw %wanted, 0")
        program.fault("%isnt")
        program.line("jmp @again")
        program.body.append("@no")
        program.line("%is =w cnew %wanted, 0")
        program.fault("%is")
        program.body.append("@again")
        program.line(f"%both =w c{op} {', '.join(names)}")
        program.line("%not =w ceqw %both, 0")
        program.line("%yes =w cnew %both, 0")
        program.line("%sum =w sub %yes, %wanted")
        program.line("%bad =w cnew %sum, 0")
        program.fault("%bad")
        program.line("%sum1 =w add %not, %both")
        program.line("%bad1 =w cnew %sum1, 1")
        program.fault("%bad1")
        program.line("jnz %not, @zero, @one")
        program.body.append("@zero")
        program.fault("%both")
        program.body.append("@one")
    return program.text()


def conversions(files):
    wide = scalar.edges("i64") + [wrap(n, "i64") for n in (127, 128, 255, 256, 32767, 32768, 65535, 65536)]
    for op, width, sign in (
        ("extsb", 8, 1), ("extub", 8, 0), ("extsh", 16, 1), ("extuh", 16, 0), ("extsw", 32, 1), ("extuw", 32, 0),
    ):
        for cls in "l" if width == 32 else "wl":
            # The operand is a word: of a long one, the low half counts.
            for source in "wl":
                rows = []
                for x in wide:
                    low = x & (1 << width) - 1
                    number = low - (1 << width) if sign and low >> width - 1 else low
                    rows.append((wrap(x, TYPE[source]), wrap(number, TYPE[cls])))
                files[f"{op}.{cls}-of-{source}"] = operation(op, source, cls, rows)
    files["exts"] = operation("exts", "s", "d", [(x, exact.promote(x)) for x in scalar.floats("f32")])
    files["truncd"] = operation("truncd", "d", "s", [(x, exact.demote(x)) for x in scalar.floats("f64")])
    for source, sign, op in (("s", "s", "stosi"), ("s", "u", "stoui"), ("d", "s", "dtosi"), ("d", "u", "dtoui")):
        t = TYPE[source]
        values = scalar.floats(t) + scalar.wholes(t)
        for limit in (31, 32, 63, 64):
            power = exact.rounded(exact.Fraction(1 << limit), t)
            values += [power, power - 1, power + 1, power | 1 << exact.WIDTH[t] - 1]
        for cls in "wl":
            rows = [(x, exact.to_integer_saturating(x, t, TYPE[cls], sign)) for x in values]
            files[f"{op}.{cls}"] = operation(op, source, cls, rows)
    for source, sign, op in (("w", "s", "swtof"), ("w", "u", "uwtof"), ("l", "s", "sltof"), ("l", "u", "ultof")):
        t = TYPE[source]
        values = scalar.edges(t) + [wrap(n, t) for n in (16777217, 16777219, -16777217, (1 << 53) + 1, (1 << 62) + 1)]
        for cls in "sd":
            files[f"{op}.{cls}"] = operation(
                op, source, cls, [(x, exact.to_float(x, t, TYPE[cls], sign)) for x in values])
    for result, source in (("w", "s"), ("l", "d"), ("s", "w"), ("d", "l")):
        values = [x for x in edges(source) if source in "wl" or not is_nan(x, TYPE[source])]
        # What is not a number need not keep its bits, as a float.
        values = [x for x in values if result in "wl" or not is_nan(x, TYPE[result])]
        files[f"cast.{result}"] = operation("cast", source, result, [(x, x) for x in values])
    for cls in "wlsd":
        values = [x for x in edges(cls) if cls in "wl" or not is_nan(x, TYPE[cls])]
        files[f"copy.{cls}"] = operation("copy", cls, cls, [(x, x) for x in values])
    files["copy.w-of-l"] = operation("copy", "l", "w", [(x, wrap(x, "i32")) for x in scalar.edges("i64")])


LOADS = {
    "loadsb": (1, True, "wl"), "loadub": (1, False, "wl"), "loadsh": (2, True, "wl"), "loaduh": (2, False, "wl"),
    "loadsw": (4, True, "wl"), "loaduw": (4, False, "wl"), "loadw": (4, True, "wl"), "loadl": (8, True, "l"),
    "loads": (4, False, "s"), "loadd": (8, False, "d"), "load": (0, True, "wlsd"),
}
BYTES = [0x01, 0x7F, 0x80, 0xFF, 0x5A, 0xA5, 0x00, 0xFE, 0x3F, 0xC0, 0x40, 0x10, 0x80, 0xBF, 0x7E, 0x41, 0x33, 0x99]


def loaded(op, cls, offset):
    size, sign, _ = LOADS[op]
    size = size or SIZE[cls]
    bits = int.from_bytes(bytes(BYTES[offset:offset + size]), "little")
    number = bits - (1 << 8 * size) if sign and bits >> 8 * size - 1 else bits
    return wrap(number, TYPE[cls])


def memory(files):
    data = ["data $bytes = { b " + " ".join(map(str, BYTES)) + " }"]
    for op, (size, _, classes) in LOADS.items():
        for cls in classes:
            program = Program()
            program.data = data
            # At every offset: an address need not be aligned.
            for offset in range(len(BYTES) - (size or SIZE[cls]) + 1):
                wanted = loaded(op, cls, offset)
                if cls in "sd" and is_nan(wanted, TYPE[cls]):
                    continue
                place = program.give("l", f"add $bytes, {offset}")
                program.expect(cls, program.give(cls, f"{op} {place}"), wanted)
            files[f"{op}.{cls}"] = program.text()
    for op, size, cls in (
        ("storeb", 1, "w"), ("storeh", 2, "w"), ("storew", 4, "w"), ("storeb", 1, "l"), ("storeh", 2, "l"),
        ("storew", 4, "l"), ("storel", 8, "l"), ("stores", 4, "s"), ("stored", 8, "d"),
    ):
        files[f"{op}-of-{cls}"] = stores(op, size, cls)
        files[f"{op}-of-{cls}-variable"] = variables(op, size, cls)
    for op, alignment in (("alloc4", 4), ("alloc8", 8), ("alloc16", 16)):
        files[op] = allocations(op, alignment)
    files["blit"] = blits()


def stores(op, size, cls):
    """Writes at every offset of some memory, and looks at all of it."""
    program = Program()
    program.line("%m =l alloc8 24")
    values = [x for x in edges(cls) if cls in "wl" or not is_nan(x, TYPE[cls])][:9]
    for offset, bits in enumerate(values):
        for word in range(3):
            place = program.give("l", f"add %m, {8 * word}")
            program.line(f"storel 6510615555426900570, {place}")
        image = bytearray([0x5A] * 24)
        image[offset:offset + size] = (bits & (1 << 8 * size) - 1).to_bytes(size, "little")
        program.data.append(f"data $v{offset} = {{ {BITS[cls]} {constant(bits, BITS[cls])} }}")
        value = program.give(cls, f"load{cls} $v{offset}") if offset % 2 else constant(bits, cls)
        place = program.give("l", f"add %m, {offset}")
        program.line(f"{op} {value}, {place}")
        for word in range(3):
            place = program.give("l", f"add %m, {8 * word}")
            wanted = int.from_bytes(image[8 * word:8 * word + 8], "little")
            program.expect("l", program.give("l", f"loadl {place}"), wanted)
    return program.text()


def variables(op, size, cls):
    """Memory whose address goes nowhere: what is written is read back by every load of its size."""
    program = Program()
    program.line("%v =l alloc8 8")
    readers = [(name, c) for name, (width, _, classes) in LOADS.items() for c in classes if width == size]
    values = [x for x in edges(cls) if cls in "wl" or not is_nan(x, TYPE[cls])][:8]
    for number, bits in enumerate(values):
        program.data.append(f"data $v{number} = {{ {BITS[cls]} {constant(bits, BITS[cls])} }}")
        value = program.give(cls, f"load{cls} $v{number}") if number % 2 else constant(bits, cls)
        program.line(f"{op} {value}, %v")
        low = bits & (1 << 8 * size) - 1
        for name, c in readers:
            sign = LOADS[name][1]
            number = low - (1 << 8 * size) if sign and low >> 8 * size - 1 else low
            wanted = wrap(number, TYPE[c])
            if c in "sd" and is_nan(wanted, TYPE[c]):
                continue
            program.expect(c, program.give(c, f"{name} %v"), wanted)
    return program.text()


def allocations(op, alignment):
    """Memory of some sizes in the first block and in a loop: aligned, and apart from each other."""
    program = Program()
    sizes = [1, 4, 7, 8, 16, 33, 100]
    names = []
    for size in sizes:
        names.append((program.give("l", f"{op} {size}"), size))
    program.line("%n =l copy 20")
    names.append((program.give("l", f"{op} %n"), 20))
    for index, (name, size) in enumerate(names):
        low = program.give("l", f"and {name}, {alignment - 1}")
        program.fault(program.give("w", f"cnel {low}, 0"))
        for byte in range(size):
            place = program.give("l", f"add {name}, {byte}")
            program.line(f"storeb {(index * 37 + byte) % 256}, {place}")
    for index, (name, size) in enumerate(names):
        for byte in (0, size // 2, size - 1):
            place = program.give("l", f"add {name}, {byte}")
            value = program.give("w", f"loadub {place}")
            program.expect("w", value, (index * 37 + byte) % 256)
    program.line("%i =w copy 0")
    program.line("%last =l copy 0")
    program.body.append("@loop")
    program.line(f"%p =l {op} 24")
    program.line(f"%low =l and %p, {alignment - 1}")
    program.line("%odd =w cnel %low, 0")
    program.fault("%odd")
    program.line("%same =w ceql %p, %last")
    program.fault("%same")
    program.line("storel %last, %p")
    program.line("%last =l copy %p")
    program.line("%i =w add %i, 1")
    program.line("%more =w csltw %i, 10")
    program.line("jnz %more, @loop, @count")
    program.body.append("@count")
    program.line("%k =w copy 0")
    program.body.append("@next")
    program.line("%last =l loadl %last")
    program.line("%k =w add %k, 1")
    program.line("%more2 =w cnel %last, 0")
    program.line("jnz %more2, @next, @done")
    program.body.append("@done")
    program.expect("w", "%k", 10)
    return program.text()


def blits():
    program = Program()
    program.data = ["data $bytes = { b " + " ".join(str((i * 11 + 3) % 256) for i in range(100)) + " }"]
    program.line("%m =l alloc16 128")
    for size in (0, 1, 3, 8, 17, 100):
        for word in range(16):
            place = program.give("l", f"add %m, {8 * word}")
            program.line(f"storel 0, {place}")
        to = program.give("l", "add %m, 3")
        program.line(f"blit $bytes, {to}, {size}")
        image = bytearray(128)
        image[3:3 + size] = bytes((i * 11 + 3) % 256 for i in range(size))
        for word in range(14):
            place = program.give("l", f"add %m, {8 * word}")
            program.expect("l", program.give("l", f"loadl {place}"), int.from_bytes(image[8 * word:8 * word + 8], "little"))
    return program.text()


def traps(files):
    """What has no result ends the program, by values and by constants."""
    for op in ("div", "udiv", "rem", "urem"):
        for cls in "wl":
            files[f"{op}.{cls}-by-zero"] = trap(op, cls, 7, 0)
    for cls in "wl":
        files[f"div.{cls}-overflow"] = trap("div", cls, 1 << exact.WIDTH[TYPE[cls]] - 1, wrap(-1, TYPE[cls]))
    return files


def trap(op, cls, x, y):
    return "\n".join([
        "# status: 134", f"data $x = {{ {cls} {constant(x, cls)} {constant(y, cls)} }}", "export function w $main() {",
        "@start", f"\t%x =l add $x, {SIZE[cls]}", f"\t%a =w call $f(l $x, l %x)", "\tret %a", "}",
        "function w $f(l %p, l %q) {", "@start", f"\t%x ={cls} load{cls} %p", f"\t%y ={cls} load{cls} %q",
        f"\t%z ={cls} {op} %x, %y", "\t%w =w copy 1", f"\t%c =w ceq{cls} %z, 0", "\t%r =w add %w, %c", "\tret %r", "}", "",
    ])


def all_files():
    files = {}
    arithmetic(files)
    comparisons(files)
    conversions(files)
    memory(files)
    traps(files)
    return files
