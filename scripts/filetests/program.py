# The text of a filetest: a program that prints lines of numbers, and the comments that say which lines.

from exact import FLOATS, INTEGERS, NONE, SHAPE, infinity, is_nan, is_negative, magnitude, parts, signed

# How many hexadecimal digits a type's values are printed with.
DIGITS = {"bool": 1, "i8": 2, "i16": 4, "i32": 8, "i64": 16, "f32": 8, "f64": 16, "ptr": 16}

PRINTING = """\
data @digits {
  bytes "0123456789abcdef"
}

data @line writable {
  zero 4096
}

data @length writable {
  i64 0
}

; Appends a byte to the line.
func @byte(%byte: i8) {
entry:
  %length = load i64 @length
  %place = offset @line, %length
  store i8 %byte, %place
  %longer = add i64 %length, 1
  store i64 %longer, @length
  return
}

; Appends a space and so many hexadecimal digits of a number to the line.
func @hex(%number: i64, %digits: i64) {
entry:
  call @byte(32)
  %top = mul i64 %digits, 4
  jump loop(%top)
loop(%above: i64):
  %shift = sub i64 %above, 4
  %moved = shr.u i64 %number, %shift
  %digit = and i64 %moved, 15
  %place = offset @digits, %digit
  %byte = load i8 %place
  call @byte(%byte)
  %more = ne i64 %shift, 0
  branch %more, loop(%shift), done
done:
  return
}

; Prints the line, and begins another.
func @newline() {
entry:
  call @byte(10)
  %length = load i64 @length
  %written = syscall write(1, @line, %length)
  store i64 0, @length
  return
}
"""


def show(type):
    """A function that appends a value to the line; what is not a number as `nan`, for its bits are unspecified."""
    digits = DIGITS[type]
    if type in FLOATS:
        integer = "i32" if type == "f32" else "i64"
        widen = "  %wide = ext.u i64 %bits\n" if type == "f32" else ""
        shown = "%wide" if type == "f32" else "%bits"
        return f"""\
func @show.{type}(%value: {type}) {{
entry:
  %number = eq.f {type} %value, %value
  branch %number, number, nan
number:
  %bits = bitcast {integer} %value
{widen}  call @hex({shown}, {digits})
  return
nan:
  call @byte(32)
  call @byte('n')
  call @byte('a')
  call @byte('n')
  return
}}
"""
    if type == "i64":
        body = f"  call @hex(%value, {digits})\n"
    elif type == "ptr":
        body = f"  %number = ptr.toint %value\n  call @hex(%number, {digits})\n"
    else:
        body = f"  %wide = ext.u i64 %value\n  call @hex(%wide, {digits})\n"
    return f"func @show.{type}(%value: {type}) {{\nentry:\n{body}  return\n}}\n"


def show_bits(type):
    """A function that appends a float's bits to the line, also of what is not a number."""
    integer = "i32" if type == "f32" else "i64"
    widen = "  %wide = ext.u i64 %bits\n" if type == "f32" else ""
    shown = "%wide" if type == "f32" else "%bits"
    return f"""\
func @bits.{type}(%value: {type}) {{
entry:
  %bits = bitcast {integer} %value
{widen}  call @hex({shown}, {DIGITS[type]})
  return
}}
"""


def printed(bits, type):
    """A value as the program prints it."""
    return NONE if bits is NONE else format(int(bits), f"0{DIGITS[type]}x")


def literal(bits, type):
    """A value as an operand."""
    if type == "bool":
        return "true" if bits else "false"
    if type in INTEGERS:
        return str(signed(bits, type))
    if type == "ptr":
        return "null" if bits == 0 else None
    if is_nan(bits, type):
        return f"nan(0x{bits:x})"
    return float_literal(bits, type)


def float_literal(bits, type):
    """A float by its digits, exactly, as `weft fmt` writes it where it is not a short decimal."""
    sign = "-" if is_negative(bits, type) else ""
    if magnitude(bits, type) == infinity(type):
        return sign + "inf"
    precision, width = SHAPE[type]
    _, exponent, fraction = parts(bits, type)
    if exponent == 0 and fraction == 0:
        return sign + "0.0"
    bias = (1 << width - 1) - 1
    # The fraction's bits to whole hexadecimal digits.
    places = -(-(precision - 1) // 4)
    digits = format(fraction << places * 4 - (precision - 1), f"0{places}x").rstrip("0") or "0"
    return f"{sign}0x{1 if exponent else 0}.{digits}p{max(exponent, 1) - bias}"


def table(name, values, type):
    """A data object that holds values of a type; floats, truth values and addresses by their bits."""
    kind = {"bool": "i8", "f32": "i32", "f64": "i64", "ptr": "i64"}.get(type, type)
    number = lambda v: str(signed(v, kind)) if type in INTEGERS or type == "bool" else hex(v)
    lines, line = [], ""
    for text in map(number, values):
        if len(line) + len(text) > 90:
            lines.append(line)
            line = ""
        line += (", " if line else "") + text
    lines.append(line)
    return f"data @{name} {{\n" + "".join(f"  {kind} {line}\n" for line in lines) + "}\n"


class Program:
    """A filetest in the making: what it is about, its pieces of text, and the lines that it prints."""

    def __init__(self, about):
        self.about = about
        self.pieces = []
        self.lines = []
        self.status = 0
        self.trap = None
        self.prints = True

    def add(self, piece):
        self.pieces.append(piece if piece.endswith("\n") else piece + "\n")

    def line(self, words):
        self.lines.append("".join(" " + word for word in words))

    def need(self, *types):
        for type in types:
            piece = show(type)
            if piece not in self.pieces:
                self.add(piece)

    def need_bits(self, type):
        if show_bits(type) not in self.pieces:
            self.add(show_bits(type))

    def text(self, name):
        head = [f"; {line}" for line in self.about.split("\n")]
        head.append("; Written by scripts/generate-filetests.")
        if self.trap:
            # The trap's place is known once the text is.
            body = "\n".join(self.pieces)
            place = next(i for i, line in enumerate(body.split("\n"), 1) if line.startswith("  %trapped"))
            line = place + len(head) + 3
            head.append("; status: 134")
            head.append(f"; stderr: weft: trap: {self.trap} in @main at {name}:{line}:3")
            return "\n".join(head) + "\n\n" + body
        head.append(f"; status: {self.status}")
        # Each line begins with the space before its first number; a comment's own stands before it.
        head += [f"; stdout: {line}" for line in self.lines]
        return "\n".join(head) + "\n\n" + "\n".join(([PRINTING] if self.prints else []) + self.pieces)
