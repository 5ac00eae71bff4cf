# For gdb: steps through a program, instruction by instruction. At each, the callers that the debugger finds are compared
# with those that the calls and returns so far tell of, and each parameter of the innermost functions, where it is known at
# all, with its value when its function began.
import gdb

most_steps = int(gdb.convenience_variable("steps"))
compared_frames = 5

for setting in ["pagination off", "backtrace past-main on", "backtrace past-entry on", "print frame-arguments none"]:
    gdb.execute("set " + setting)
gdb.execute("starti", to_string=True)
inferior = gdb.selected_inferior()


def parameters(frame):
    """The scalar parameters of a frame that are known, as texts, and how many it has."""
    try:
        block = frame.block()
    except RuntimeError:
        return {}, 0
    known, count = {}, 0
    for symbol in block:
        if not symbol.is_argument or symbol.type.code == gdb.TYPE_CODE_STRUCT:
            continue
        count += 1
        value = symbol.value(frame)
        if not value.is_optimized_out:
            known[symbol.name] = str(value)
    return known, count


class Call:
    def __init__(self, frame, returns_to):
        self.returns_to = returns_to
        self.parameters = parameters(frame)[0]


def without_prefixes(code):
    at = 0
    while 0x40 <= code[at] <= 0x4F or code[at] == 0x66:
        at += 1
    return code[at:]


faults = []
calls = [Call(gdb.newest_frame(), None)]
places, steps, deepest, asked, known = set(), 0, 1, 0, 0
while steps < most_steps and len(faults) < 5:
    frame = gdb.newest_frame()
    pc = frame.pc()
    places.add(pc)
    frames, at = [frame], frame.older()
    while at is not None:
        frames.append(at)
        at = at.older()
    found = [at.pc() for at in frames[1:]]
    expected = [call.returns_to for call in reversed(calls[1:])]
    if found != expected:
        faults.append("%#x in %s is called from %s, not %s" % (
            pc, frame.name(), [hex(place) for place in expected], [hex(place) for place in found]))
    else:
        for at, call in list(zip(frames, reversed(calls)))[:compared_frames]:
            values, count = parameters(at)
            asked += count
            known += len(values)
            for name, value in values.items():
                if name in call.parameters and value != call.parameters[name]:
                    faults.append("%#x: in %s, frame %d, %s is %s, not %s" % (
                        pc, at.name(), at.level(), name, call.parameters[name], value))
    instruction = without_prefixes(bytes(inferior.read_memory(pc, 8)))
    operation = instruction[1] >> 3 & 7
    is_call = instruction[0] == 0xE8 or instruction[0] == 0xFF and operation == 2
    is_return = instruction[0] in (0xC2, 0xC3)
    is_repeated = instruction[0] in (0xF2, 0xF3)
    length = frame.architecture().disassemble(pc)[0]["length"]
    gdb.execute("stepi", to_string=True)
    steps += 1
    if not inferior.threads():
        break
    frame = gdb.newest_frame()
    if frame.pc() == pc and not is_repeated:
        break  # a signal ends the program
    if is_return:
        calls.pop()
    elif is_call:
        calls.append(Call(frame, pc + length))
        deepest = max(deepest, len(calls))
    else:
        try:
            if frame.block().function and frame.block().start == frame.pc():
                calls[-1].parameters = parameters(frame)[0]  # a tail call
        except RuntimeError:
            pass
for fault in faults:
    print("fault: " + fault)
print("steps: %d, places: %d, depth: %d, parameters: %d, known: %d, faults: %d" % (
    steps, len(places), deepest, asked, known, len(faults)))
