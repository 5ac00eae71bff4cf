// The two sides of the calls: C text for a compiler, and the IR text that calls it and is called by it.
//
// The C side becomes one piece of code that runs at any address, without a library; the IR carries it as data, makes it
// executable, and knows where in it each function lies. Whoever is called compares every argument with what it must be,
// whoever calls compares the result; both note what differs by number.

import Layout
import RandomRecords

extension CrossCase {
  /// The number that a difference is noted by: 1000 for each case, then the argument, and 400 more if it is not aligned; 97 to 99
  /// are what was allocated, what a call must keep, and the result.
  private func code(_ index: Int, isInC: Bool) -> Int { number * 1000 + (isInC ? 500 : 0) + index }

  // MARK: - C

  private func bytes(_ name: String, _ value: CrossValue) -> String {
    "static const byte \(name)[] = { \(value.bytes.map(String.init).joined(separator: ", ")) };\n"
      + "static const byte \(name)_m[] = { \(value.type.mask.map(String.init).joined(separator: ", ")) };\n"
  }

  /// C functions `take_N`, which the IR calls, and `give_N`, which calls the IR.
  var c: String {
    var text = records.map { CSource.text(of: $0.declaration) }.joined()
    for record in records {
      text += "_Static_assert(sizeof(\(record.declaration.spelling)) == \(record.size), \"\");\n"
    }
    let all = parameters + (extras ?? [])
    for (index, value) in all.enumerated() { text += bytes("v\(number)_\(index)", value) }
    if let result { text += bytes("r\(number)", result) }
    let resultType = result?.type.c ?? "void"
    var declared = parameters.enumerated().map { "\($1.type.c) p\($0)" }
    if extras != nil { declared.append("...") }
    text += "\(resultType) take_\(number)(\(declared.isEmpty ? "void" : declared.joined(separator: ", "))) {\n"
    text += "  if ((unsigned long)__builtin_frame_address(0) & 15) note(\(code(98, isInC: true)));\n"
    for (index, value) in parameters.enumerated() { text += check("p\(index)", index, value) }
    if let extras {
      text += "  __builtin_va_list list;\n  __builtin_va_start(list, p\(parameters.count - 1));\n"
      for (offset, value) in extras.enumerated() {
        let index = parameters.count + offset
        text += "  { \(value.type.c) x = __builtin_va_arg(list, \(value.type.c));\n  \(check("x", index, value))  }\n"
      }
      text += "  __builtin_va_end(list);\n"
    }
    if let result { text += "  \(result.type.c) r; memcpy(&r, r\(number), sizeof r); return r;\n" }
    text += "}\n"

    let given = scalarExtras.map { parameters + $0 } ?? parameters
    let types = parameters.map(\.type.c) + (extras == nil ? [] : ["..."])
    text += "void give_\(number)(\(resultType) (*f)(\(types.isEmpty ? "void" : types.joined(separator: ", ")))) {\n"
    text += "  long k0 = keep[0], k1 = keep[1], k2 = keep[2], k3 = keep[3], k4 = keep[4], k5 = keep[5];\n"
    let indices =
      parameters.indices
      + (extras.map { extras in
        extras.indices.filter { if case .scalar = extras[$0].type { true } else { false } }.map {
          $0 + parameters.count
        }
      } ?? [])
    for (place, index) in indices.enumerated() {
      text += "  \(given[place].type.c) a\(place); memcpy(&a\(place), v\(number)_\(index), sizeof a\(place));\n"
    }
    let arguments = given.indices.map { "a\($0)" }.joined(separator: ", ")
    if let result {
      text += "  \(result.type.c) r = f(\(arguments));\n"
      text += "  if (differs(&r, r\(number), r\(number)_m, \(result.bytes.count))) note(\(code(99, isInC: true)));\n"
    } else {
      text += "  f(\(arguments));\n"
    }
    text += "  if (k0 != keep[0] || k1 != keep[1] || k2 != keep[2] || k3 != keep[3] || k4 != keep[4] || k5 != keep[5])"
    text += " note(\(code(98, isInC: true)));\n}\n\n"
    return text
  }

  private func check(_ name: String, _ index: Int, _ value: CrossValue) -> String {
    var text = ""
    if case .record(let record) = value.type {
      text = "  if (is_off(&\(name), \(record.alignment))) note(\(code(index, isInC: true) + 400));\n"
    }
    return text
      + "  if (differs(&\(name), v\(number)_\(index), v\(number)_\(index)_m, \(value.bytes.count))) note(\(code(index, isInC: true)));\n"
  }

  /// What stands before all cases.
  static let preamble =
    CSource.preamble + """
      typedef unsigned char byte;
      #define hidden __attribute__((visibility("hidden")))
      hidden void *memcpy(void *to, const void *from, unsigned long n) {
        for (unsigned long i = 0; i < n; i++) ((volatile byte *)to)[i] = ((const byte *)from)[i];
        return to;
      }
      hidden void *memset(void *to, int value, unsigned long n) {
        for (unsigned long i = 0; i < n; i++) ((volatile byte *)to)[i] = value;
        return to;
      }
      hidden volatile long keep[6] = { 11, 22, 33, 44, 55, 66 };
      hidden volatile long noted[33] = { 1 };
      static __attribute__((noinline)) void note(long code) { if (noted[0] < 32) noted[noted[0]++] = code; }
      // No compiler may conclude from a type how an address is aligned.
      static __attribute__((noinline)) int is_off(const void *p, unsigned long alignment) {
        __asm__ volatile("" : "+r"(p));
        return ((unsigned long)p & (alignment - 1)) != 0;
      }
      static __attribute__((noinline)) int differs(const void *p, const byte *value, const byte *mask, long n) {
        for (long i = 0; i < n; i++) if ((((const byte *)p)[i] ^ value[i]) & mask[i]) return 1;
        return 0;
      }
      long get_noted(long i) { return i < noted[0] ? noted[i] : 0; }

      """

  // MARK: - IR

  private func data(_ name: String, _ value: CrossValue) -> String {
    var alignment = 16
    if case .record(let record) = value.type { alignment = max(16, record.alignment) }
    func list(_ bytes: [UInt8]) -> String { bytes.map(String.init).joined(separator: ", ") }
    return "data \(name) align \(alignment) {\n  i8 \(list(value.bytes))\n}\n\n"
      + "data \(name)_m {\n  i8 \(list(value.type.mask))\n}\n\n"
  }

  private var resultType: String { result.map { " -> \($0.type.ir)" } ?? "" }

  /// `@take_N`, which C calls, and `@case_N`, which calls C.
  func ir(take: Int, give: Int) -> String {
    var text = records.map(\.ir).joined()
    let all = parameters + (extras ?? [])
    for (index, value) in all.enumerated() { text += data("@v\(number)_\(index)", value) }
    if let result { text += data("@r\(number)", result) }
    var names = 0
    func fresh() -> String {
      names += 1
      return "%v\(names)"
    }
    func load(_ value: CrossValue, _ name: String) -> String {
      guard case .scalar(_, let ir, _, _) = value.type else { return name }
      let loaded = fresh()
      text += "  \(loaded) = load \(ir) \(name)\n"
      return loaded
    }
    /// A scalar goes to memory first: there all its bytes can be seen.
    func compare(_ operand: String, _ value: CrossValue, with name: String, _ code: Int) {
      var place = operand
      switch value.type {
      case .scalar(_, let ir, _, _):
        place = fresh()
        text += "  \(place) = stack.slot \(ir)\n  store \(ir) \(operand), \(place)\n"
      case .record(let record):
        let (number, low, isWrong, bits) = (fresh(), fresh(), fresh(), fresh())
        text += "  \(number) = ptr.toint \(operand)\n  \(low) = and i64 \(number), \(record.alignment - 1)\n"
        text +=
          "  \(isWrong) = ne i64 \(low), 0\n  \(bits) = ext.u i64 \(isWrong)\n  call @note_if(\(bits), \(code + 400))\n"
      }
      text += "  call @check(\(place), \(name), \(name)_m, \(value.bytes.count), \(code))\n"
    }

    // What C calls.
    var declared = parameters.enumerated().map { "%p\($0): \($1.type.ir)" }
    if extras != nil { declared.append("...") }
    text += "func @take_\(number)(\(declared.joined(separator: ", ")))\(resultType) c {\nentry:\n"
    for (index, value) in parameters.enumerated() {
      compare("%p\(index)", value, with: "@v\(number)_\(index)", code(index, isInC: false))
    }
    if let extras {
      text += "  %list = stack.slot $va_list\n  variadic.start %list\n"
      for (offset, value) in extras.enumerated() {
        guard case .scalar(_, let ir, _, _) = value.type else { continue }
        let index = parameters.count + offset
        let extra = fresh()
        text += "  \(extra) = variadic.arg \(ir) %list\n"
        compare(extra, value, with: "@v\(number)_\(index)", code(index, isInC: false))
      }
    }
    if let result {
      let operand = load(result, "@r\(number)")
      text += "  return \(operand)\n}\n\n"
    } else {
      text += "  return\n}\n\n"
    }

    // What calls C: some values live on across the call.
    text += "func @case_\(number)() {\nentry:\n"
    let kept = (0..<6).map { index in
      let (address, value) = (fresh(), fresh())
      text += "  \(address) = offset @keep, \(8 * index)\n  \(value) = load i64 \(address) volatile\n"
      return value
    }
    var block: String?
    if let (bytes, alignment) = allocation {
      let (address, size, memory) = (fresh(), fresh(), fresh())
      text += "  \(address) = offset @keep, \(8 * 5)\n  \(size) = load i64 \(address)\n"
      // The size is known when it runs.
      let (nothing, whole) = (fresh(), fresh())
      text += "  \(nothing) = and i64 \(size), 0\n  \(whole) = add i64 \(nothing), \(bytes)\n"
      text += "  \(memory) = stack.alloc \(whole) align \(alignment)\n"
      text += "  memory.set \(memory), 0x5A, \(whole)\n"
      block = memory
    }
    let callee = fresh()
    text += "  \(callee) = offset @code, \(take)\n"
    var arguments = parameters.enumerated().map { load($1, "@v\(number)_\($0)") }
    for (offset, value) in (extras ?? []).enumerated() {
      let operand = load(value, "@v\(number)_\(parameters.count + offset)")
      switch value.type {
      case .scalar(_, let ir, _, _): arguments.append("\(ir) \(operand)")
      case .record(let record): arguments.append("\(record.name) \(operand)")
      }
    }
    let types = parameters.map(\.type.ir) + (extras == nil ? [] : ["..."])
    let call =
      "call.indirect (\(types.joined(separator: ", ")))\(resultType) c \(callee)(\(arguments.joined(separator: ", ")))"
    if let result {
      let given = fresh()
      text += "  \(given) = \(call)\n"
      compare(given, result, with: "@r\(number)", code(99, isInC: false))
    } else {
      text += "  \(call)\n"
    }
    if let block, let (bytes, _) = allocation {
      // The arguments do not lie in what was allocated.
      for offset in Set([0, bytes - 1]).sorted() {
        let (place, byte, isWrong, bits) = (fresh(), fresh(), fresh(), fresh())
        text += "  \(place) = offset \(block), \(offset)\n  \(byte) = load i8 \(place)\n"
        text += "  \(isWrong) = ne i8 \(byte), 0x5A\n  \(bits) = ext.u i64 \(isWrong)\n"
        text += "  call @note_if(\(bits), \(code(97, isInC: false)))\n"
      }
    }
    for (index, value) in kept.enumerated() {
      let (address, again, isWrong, bits) = (fresh(), fresh(), fresh(), fresh())
      text += "  \(address) = offset @keep, \(8 * index)\n  \(again) = load i64 \(address) volatile\n"
      text += "  \(isWrong) = ne i64 \(again), \(value)\n  \(bits) = ext.u i64 \(isWrong)\n"
      text += "  call @note_if(\(bits), \(code(98, isInC: false)))\n"
    }
    let caller = fresh()
    text += "  \(caller) = offset @code, \(give)\n  call.indirect (ptr) c \(caller)(@take_\(number))\n  return\n}\n\n"
    return text
  }

  /// The program around all cases: it prints the number of every difference, and gives how many there are.
  static func program(_ cases: [CrossCase], code: [UInt8], symbols: [String: Int]) -> String {
    var text = "data @code writable align 4096 {\n"
    var rest = code[...]
    while !rest.isEmpty {
      text += "  i8 \(rest.prefix(64).map(String.init).joined(separator: ", "))\n"
      rest = rest.dropFirst(64)
    }
    // Nothing else lies on the last page.
    text += "  zero \(4096 - code.count % 4096)\n}\n\n"
    text += """
      data @keep writable align 8 {
        i64 0x1111, 0x2222, 0x3333, 0x4444, 0x5555, 0x6666
      }

      data @count writable align 8 {
        i64 0
      }

      data @line writable {
        bytes "0000000000\\n"
      }

      func @note(%code: i64) {
      entry:
        %n = load i64 @count
        %m = add i64 %n, 1
        store i64 %m, @count
        jump next(%code, 9)
      next(%rest: i64, %i: i64):
        %digit = rem.u i64 %rest, 10
        %letter = add i64 %digit, 48
        %q = element i8 @line, %i
        store.8 i64 %letter, %q
        %less = div.u i64 %rest, 10
        %j = sub i64 %i, 1
        %more = ge.s i64 %j, 0
        branch %more, next(%less, %j), done
      done:
        %w = syscall write(1, @line, 11)
        return
      }

      func @note_if(%bits: i64, %code: i64) {
      entry:
        %is = ne i64 %bits, 0
        branch %is, yes, no
      yes:
        call @note(%code)
        return
      no:
        return
      }

      func @check(%p: ptr, %value: ptr, %mask: ptr, %n: i64, %code: i64) {
      entry:
        jump next(0)
      next(%i: i64):
        %more = lt.u i64 %i, %n
        branch %more, one, done
      one:
        %a = element i8 %p, %i
        %b = element i8 %value, %i
        %c = element i8 %mask, %i
        %x = load.u8 i64 %a
        %y = load.u8 i64 %b
        %z = load.u8 i64 %c
        %d = xor i64 %x, %y
        %e = and i64 %d, %z
        %f = ne i64 %e, 0
        %j = add i64 %i, 1
        branch %f, bad, next(%j)
      bad:
        call @note(%code)
        return
      done:
        return
      }


      """
    for one in cases {
      text += one.ir(take: symbols["take_\(one.number)"] ?? 0, give: symbols["give_\(one.number)"] ?? 0)
    }
    text += "func @main() -> i32 {\nentry:\n"
    text += "  %e = syscall mprotect(@code, \((code.count / 4096 + 1) * 4096), 7)\n"
    for one in cases { text += "  call @case_\(one.number)()\n" }
    text += """
        %get = offset @code, \(symbols["get_noted"] ?? 0)
        jump next(1)
      next(%i: i64):
        %code = call.indirect (i64) -> i64 c %get(%i)
        %is = ne i64 %code, 0
        branch %is, yes, done
      yes:
        call @note(%code)
        %j = add i64 %i, 1
        jump next(%j)
      done:
        %n = load i64 @count
        %some = ne i64 %n, 0
        %status = select i32 %some, 1, 0
        return %status
      }

      """
    return text
  }
}
