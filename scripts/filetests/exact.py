# What the operations on numbers mean, in exact arithmetic: whole numbers and fractions, never the machine's floats.
# Values are bits: whole numbers from 0 to 2^width - 1, also for floats. NONE is a result that is not a number.

from fractions import Fraction
from math import isqrt

WIDTH = {"bool": 1, "i8": 8, "i16": 16, "i32": 32, "i64": 64, "f32": 32, "f64": 64, "ptr": 64}
INTEGERS = ["i8", "i16", "i32", "i64"]
FLOATS = ["f32", "f64"]
# Precision with the leading bit, exponent bits.
SHAPE = {"f32": (24, 8), "f64": (53, 11)}
NONE = "nan"


def wrap(number, type):
    return number & ((1 << WIDTH[type]) - 1)


def signed(bits, type):
    width = WIDTH[type]
    return bits - (1 << width) if bits >> (width - 1) else bits


# Integers


def quotient(x, y):
    """Rounded toward zero."""
    result = abs(x) // abs(y)
    return result if (x < 0) == (y < 0) else -result


def div_s(x, y, t):
    return wrap(quotient(signed(x, t), signed(y, t)), t)


def rem_s(x, y, t):
    a, b = signed(x, t), signed(y, t)
    return wrap(a - b * quotient(a, b), t)


def shr_s(x, y, t):
    return wrap(signed(x, t) >> (y % WIDTH[t]), t)


def rotl(x, y, t):
    amount = y % WIDTH[t]
    return wrap(x << amount | x >> (WIDTH[t] - amount), t)


INTEGER_BINARY = {
    "add": lambda x, y, t: wrap(x + y, t),
    "sub": lambda x, y, t: wrap(x - y, t),
    "mul": lambda x, y, t: wrap(x * y, t),
    "div.s": div_s,
    "div.u": lambda x, y, t: x // y,
    "rem.s": rem_s,
    "rem.u": lambda x, y, t: x % y,
    "and": lambda x, y, t: x & y,
    "or": lambda x, y, t: x | y,
    "xor": lambda x, y, t: x ^ y,
    "shl": lambda x, y, t: wrap(x << (y % WIDTH[t]), t),
    "shr.s": shr_s,
    "shr.u": lambda x, y, t: x >> (y % WIDTH[t]),
    "rotl": rotl,
    "rotr": lambda x, y, t: rotl(x, -(y % WIDTH[t]) % WIDTH[t], t),
    "min.s": lambda x, y, t: min(x, y, key=lambda v: signed(v, t)),
    "min.u": lambda x, y, t: min(x, y),
    "max.s": lambda x, y, t: max(x, y, key=lambda v: signed(v, t)),
    "max.u": lambda x, y, t: max(x, y),
}

INTEGER_UNARY = {
    "neg": lambda x, t: wrap(-x, t),
    "not": lambda x, t: wrap(~x, t),
    "clz": lambda x, t: WIDTH[t] - x.bit_length(),
    "ctz": lambda x, t: (x & -x).bit_length() - 1 if x else WIDTH[t],
    "popcount": lambda x, t: bin(x).count("1"),
    "byteswap": lambda x, t: int.from_bytes(x.to_bytes(WIDTH[t] // 8, "little"), "big"),
}

COMPARISON = {
    "eq": lambda x, y, t: x == y,
    "ne": lambda x, y, t: x != y,
    "lt.s": lambda x, y, t: signed(x, t) < signed(y, t),
    "le.s": lambda x, y, t: signed(x, t) <= signed(y, t),
    "gt.s": lambda x, y, t: signed(x, t) > signed(y, t),
    "ge.s": lambda x, y, t: signed(x, t) >= signed(y, t),
    "lt.u": lambda x, y, t: x < y,
    "le.u": lambda x, y, t: x <= y,
    "gt.u": lambda x, y, t: x > y,
    "ge.u": lambda x, y, t: x >= y,
}


def overflow(name, x, y, t):
    """The result modulo 2 to the width, and whether it is another than the exact one."""
    operation, _, sign = name.split(".")
    if sign == "s":
        x, y = signed(x, t), signed(y, t)
    exact = x + y if operation == "add" else x - y if operation == "sub" else x * y
    result = wrap(exact, t)
    return result, int((signed(result, t) if sign == "s" else result) != exact)


def wide(name, x, y):
    if name.endswith(".s"):
        x, y = signed(x, "i64"), signed(y, "i64")
    product = (x * y) & ((1 << 128) - 1)
    return product & ((1 << 64) - 1), product >> 64


# Floats


def parts(bits, t):
    """Sign, exponent field, fraction field."""
    precision, exponent = SHAPE[t]
    return bits >> (WIDTH[t] - 1), bits >> (precision - 1) & ((1 << exponent) - 1), bits & ((1 << precision - 1) - 1)


def is_nan(bits, t):
    _, exponent, fraction = parts(bits, t)
    return exponent == (1 << SHAPE[t][1]) - 1 and fraction != 0


def is_infinite(bits, t):
    _, exponent, fraction = parts(bits, t)
    return exponent == (1 << SHAPE[t][1]) - 1 and fraction == 0


def is_negative(bits, t):
    return parts(bits, t)[0] == 1


def is_zero(bits, t):
    return bits << 1 & ((1 << WIDTH[t]) - 1) == 0


def infinity(t, negative=False):
    precision, exponent = SHAPE[t]
    return (negative << exponent | (1 << exponent) - 1) << precision - 1


def zero(t, negative=False):
    return negative << WIDTH[t] - 1


def value(bits, t):
    """A finite float as a fraction."""
    precision, width = SHAPE[t]
    sign, exponent, fraction = parts(bits, t)
    bias = (1 << width - 1) - 1
    if exponent:
        fraction |= 1 << precision - 1
    scale = max(exponent, 1) - bias - (precision - 1)
    result = Fraction(fraction) * Fraction(2) ** scale
    return -result if sign else result


def even(exact):
    """The nearest whole number, of two the even one."""
    low = exact.numerator // exact.denominator
    rest = exact - low
    return low + (rest > Fraction(1, 2) or rest == Fraction(1, 2) and low % 2 == 1)


def rounded(exact, t, negative_zero=False):
    """The float nearest to a fraction, ties to even."""
    precision, width = SHAPE[t]
    bias = (1 << width - 1) - 1
    if exact == 0:
        return zero(t, negative_zero)
    negative, exact = exact < 0, abs(exact)
    # The exponent of the leading bit, not below that of the smallest normal number.
    exponent = exact.numerator.bit_length() - exact.denominator.bit_length()
    if Fraction(2) ** exponent > exact:
        exponent -= 1
    exponent = max(exponent, 1 - bias)
    digits = even(exact / Fraction(2) ** (exponent - (precision - 1)))
    if digits >> precision:
        digits, exponent = digits >> 1, exponent + 1
    if exponent > bias:
        return infinity(t, negative)
    field = exponent + bias if digits >> precision - 1 else 0
    return (negative << width | field) << precision - 1 | digits & ((1 << precision - 1) - 1)


def add_f(x, y, t):
    if is_nan(x, t) or is_nan(y, t):
        return NONE
    if is_infinite(x, t) or is_infinite(y, t):
        if is_infinite(x, t) and is_infinite(y, t) and x != y:
            return NONE
        return x if is_infinite(x, t) else y
    return rounded(value(x, t) + value(y, t), t, is_negative(x, t) and is_negative(y, t))


def neg_f(x, t):
    return x ^ 1 << WIDTH[t] - 1


def sub_f(x, y, t):
    return add_f(x, neg_f(y, t), t)


def mul_f(x, y, t):
    negative = is_negative(x, t) != is_negative(y, t)
    if is_nan(x, t) or is_nan(y, t):
        return NONE
    if is_infinite(x, t) or is_infinite(y, t):
        return NONE if is_zero(x, t) or is_zero(y, t) else infinity(t, negative)
    return rounded(value(x, t) * value(y, t), t, negative)


def div_f(x, y, t):
    negative = is_negative(x, t) != is_negative(y, t)
    if is_nan(x, t) or is_nan(y, t):
        return NONE
    if is_infinite(x, t):
        return NONE if is_infinite(y, t) else infinity(t, negative)
    if is_infinite(y, t):
        return zero(t, negative)
    if is_zero(y, t):
        return NONE if is_zero(x, t) else infinity(t, negative)
    return rounded(value(x, t) / value(y, t), t, negative)


def fma_f(x, y, z, t):
    if is_nan(x, t) or is_nan(y, t) or is_nan(z, t):
        return NONE
    negative = is_negative(x, t) != is_negative(y, t)
    if is_infinite(x, t) or is_infinite(y, t):
        if is_zero(x, t) or is_zero(y, t):
            return NONE
        if is_infinite(z, t) and is_negative(z, t) != negative:
            return NONE
        return infinity(t, negative)
    if is_infinite(z, t):
        return z
    return rounded(value(x, t) * value(y, t) + value(z, t), t, negative and is_negative(z, t))


def sqrt_f(x, t):
    if is_nan(x, t) or is_negative(x, t) and not is_zero(x, t):
        return NONE
    if is_infinite(x, t) or is_zero(x, t):
        return x
    # Far more digits than any float has, and one below them where there is a rest: what is nearest does not change.
    scale = 2 * (SHAPE[t][0] + 1200)
    exact = value(x, t)
    whole = (exact.numerator << scale) // exact.denominator
    root = isqrt(whole)
    rest = root * root != whole or (exact.numerator << scale) % exact.denominator != 0
    return rounded(Fraction(2 * root + rest, 2 << scale // 2), t)


def whole_f(direction):
    def operation(x, t):
        if is_nan(x, t):
            return NONE
        if is_infinite(x, t):
            return x
        exact = value(x, t)
        floor = exact.numerator // exact.denominator
        ceiling = -(-exact.numerator // exact.denominator)
        number = {
            "floor": floor, "ceil": ceiling, "trunc": ceiling if exact < 0 else floor, "nearest": even(exact),
        }[direction]
        return rounded(Fraction(number), t, is_negative(x, t))

    return operation


def magnitude(x, t):
    return x & (1 << WIDTH[t] - 1) - 1


def ordered(x, t):
    size = magnitude(x, t)
    return -size - 1 if is_negative(x, t) else size


def extreme_f(choose):
    def operation(x, y, t):
        return NONE if is_nan(x, t) or is_nan(y, t) else choose(x, y, key=lambda v: ordered(v, t))

    return operation


FLOAT_BINARY = {
    "add.f": add_f,
    "sub.f": sub_f,
    "mul.f": mul_f,
    "div.f": div_f,
    "min.f": extreme_f(min),
    "max.f": extreme_f(max),
    "copysign.f": lambda x, y, t: magnitude(x, t) | zero(t, is_negative(y, t)),
}

FLOAT_UNARY = {
    "neg.f": neg_f,
    "abs.f": magnitude,
    "sqrt.f": sqrt_f,
    "floor.f": whole_f("floor"),
    "ceil.f": whole_f("ceil"),
    "trunc.f": whole_f("trunc"),
    "nearest.f": whole_f("nearest"),
}


def compare_f(x, y, t):
    """-1, 0 or 1, or nothing where either is not a number."""
    if is_nan(x, t) or is_nan(y, t):
        return None
    if is_zero(x, t) and is_zero(y, t):
        return 0
    a, b = ordered(x, t), ordered(y, t)
    return (a > b) - (a < b)


FLOAT_COMPARISON = {
    "eq.f": lambda x, y, t: compare_f(x, y, t) == 0,
    "ne.f": lambda x, y, t: compare_f(x, y, t) != 0,
    "lt.f": lambda x, y, t: compare_f(x, y, t) == -1,
    "le.f": lambda x, y, t: compare_f(x, y, t) in (-1, 0),
    "gt.f": lambda x, y, t: compare_f(x, y, t) == 1,
    "ge.f": lambda x, y, t: compare_f(x, y, t) in (0, 1),
    "ordered.f": lambda x, y, t: compare_f(x, y, t) is not None,
    "unordered.f": lambda x, y, t: compare_f(x, y, t) is None,
}

# Conversions


def promote(x):
    if is_nan(x, "f32"):
        return NONE
    if is_infinite(x, "f32"):
        return infinity("f64", is_negative(x, "f32"))
    return rounded(value(x, "f32"), "f64", is_negative(x, "f32"))


def demote(x):
    if is_nan(x, "f64"):
        return NONE
    if is_infinite(x, "f64"):
        return infinity("f32", is_negative(x, "f64"))
    return rounded(value(x, "f64"), "f32", is_negative(x, "f64"))


def limits(t, sign):
    width = WIDTH[t]
    return (-(1 << width - 1), (1 << width - 1) - 1) if sign == "s" else (0, (1 << width) - 1)


def to_integer(x, source, t, sign):
    """A float rounded toward zero; nothing where it does not fit."""
    if is_nan(x, source) or is_infinite(x, source):
        return None
    exact = value(x, source)
    number = abs(exact.numerator) // exact.denominator
    number = -number if exact < 0 else number
    least, greatest = limits(t, sign)
    return wrap(number, t) if least <= number <= greatest else None


def to_integer_saturating(x, source, t, sign):
    if is_nan(x, source):
        return 0
    fitting = to_integer(x, source, t, sign)
    if fitting is not None:
        return fitting
    return wrap(limits(t, sign)[0 if is_negative(x, source) else 1], t)


def to_float(x, source, t, sign):
    return rounded(Fraction(signed(x, source) if sign == "s" else x), t)
