// Random signatures that both C and QBE's language can state, with the bytes of every value that is handed over; and the two
// sides of the calls: whoever is called compares every argument with what it must be, whoever calls compares the result.

import TestSupport

/// A type that a call hands over.
struct CrossType {
  /// How each language names it.
  let c: String
  let qbe: String
  /// What declares it, in each language; empty for scalars.
  var declarationInC = ""
  var declarationInQBE = ""
  let size: Int
  let alignment: Int
  /// Which bytes of it are of some member.
  let mask: [UInt8]
  var isRecord: Bool { qbe.hasPrefix(":") }
  /// The class of the temporary that holds it.
  var temporary: String { isRecord ? "l" : qbe.count == 2 ? "w" : qbe }

  static func scalar(_ c: String, _ qbe: String, _ size: Int) -> CrossType {
    CrossType(c: c, qbe: qbe, size: size, alignment: size, mask: Array(repeating: 0xFF, count: size))
  }

  static let scalars: [CrossType] = [
    .scalar("signed char", "sb", 1), .scalar("unsigned char", "ub", 1), .scalar("short", "sh", 2),
    .scalar("unsigned short", "uh", 2), .scalar("int", "w", 4), .scalar("unsigned", "w", 4), .scalar("long", "l", 8),
    .scalar("void *", "l", 8), .scalar("float", "s", 4), .scalar("double", "d", 8),
  ]
  /// What can stand behind the named parameters.
  static let promoted = scalars.filter { ["int", "long", "void *", "double"].contains($0.c) }
}

/// Makes records that both languages can state.
struct CrossRecords {
  private var count = 0
  private let prefix: String
  /// The declarations of all that were made, those first that others hold.
  private(set) var c = ""
  private(set) var qbe = ""

  init(prefix: String) { self.prefix = prefix }

  mutating func record(_ random: inout SeededGenerator, depth: Int = 0) -> CrossType {
    while true {
      let made = make(&random, depth: depth)
      if made.size <= 128 { return made }
    }
  }

  private mutating func make(_ random: inout SeededGenerator, depth: Int) -> CrossType {
    count += 1
    let name = "\(prefix)t\(count)"
    if depth == 0, random.chance(5) {
      // Nothing is known of its inside but that it travels in memory.
      let alignment = random.pick([1, 4, 8, 16])
      let size = random.pick([32, 48])
      c += "typedef struct { char m[\(size)]; } __attribute__((aligned(\(alignment)))) \(name);\n"
      qbe += "type :\(name) = align \(alignment) { \(size) }\n"
      return CrossType(
        c: name, qbe: ":\(name)", size: size, alignment: alignment, mask: Array(repeating: 0xFF, count: size))
    }
    let isUnion = random.chance(15)
    var fields: [(type: CrossType, count: Int)] = []
    for _ in 0..<(1 + random.below([4, 3, 2][min(depth, 2)])) {
      let inner: CrossType
      if depth < 2, random.chance(20) {
        inner = record(&random, depth: depth + 1)
      } else {
        inner = random.pick(CrossType.scalars + CrossType.scalars.suffix(2))
      }
      fields.append((inner, random.chance(20) ? 1 + random.below(4) : 0))
    }
    var offset = 0
    var alignment = 1
    var mask: [UInt8] = []
    var membersInC = ""
    var membersInQBE: [String] = []
    for (index, field) in fields.enumerated() {
      alignment = max(alignment, field.type.alignment)
      var at = isUnion ? 0 : (offset + field.type.alignment - 1) / field.type.alignment * field.type.alignment
      for _ in 0..<max(1, field.count) {
        while mask.count < at + field.type.size { mask.append(0) }
        for (index, byte) in field.type.mask.enumerated() { mask[at + index] |= byte }
        at += field.type.size
      }
      offset = max(offset, at)
      membersInC += " \(field.type.c) m\(index)\(field.count > 0 ? "[\(field.count)]" : "");"
      let letter = ["sb": "b", "ub": "b", "sh": "h", "uh": "h"][field.type.qbe] ?? field.type.qbe
      membersInQBE.append("\(letter)\(field.count > 0 ? " \(field.count)" : "")")
    }
    var attribute = ""
    var words = ""
    if random.chance(12) {
      let wider = random.pick([16, 32, 64])
      if wider >= alignment {
        alignment = wider
        attribute = " __attribute__((aligned(\(wider))))"
        words = "align \(wider) "
      }
    } else if random.chance(20) {
      words = "align \(alignment) "
    }
    let size = (offset + alignment - 1) / alignment * alignment
    while mask.count < size { mask.append(0) }
    c += "typedef \(isUnion ? "union" : "struct") {\(membersInC) }\(attribute) \(name);\n"
    c += "_Static_assert(sizeof(\(name)) == \(size) && _Alignof(\(name)) == \(alignment), \"\");\n"
    let inside =
      isUnion ? membersInQBE.map { "{ \($0) }" }.joined(separator: " ") : membersInQBE.joined(separator: ", ")
    qbe += "type :\(name) = \(words){ \(inside) }\n"
    return CrossType(c: name, qbe: ":\(name)", size: size, alignment: alignment, mask: mask)
  }
}

/// A value that is handed over.
struct CrossValue {
  let type: CrossType
  let bytes: [UInt8]
}

/// A signature, with the values of one call in each direction.
struct CrossCase {
  let number: Int
  let records: CrossRecords
  let parameters: [CrossValue]
  /// Behind the named parameters; nil where the function is not variadic.
  let extras: [CrossValue]?
  let result: CrossValue?
  /// How many bytes of its frame the caller in QBE's language asks for as it runs; nil where it asks for none.
  let allocation: Int?

  init(number: Int, _ random: inout SeededGenerator) {
    self.number = number
    var records = CrossRecords(prefix: "c\(number)")
    let isVariadic = random.chance(25)
    func value(_ random: inout SeededGenerator, _ scalars: [CrossType]) -> CrossValue {
      let type = random.chance(38) ? records.record(&random) : random.pick(scalars)
      return CrossValue(type: type, bytes: (0..<type.size).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    }
    // Mostly one kind, sometimes, so that registers of one kind run out.
    let all = CrossType.scalars
    let preferred = random.pick([all, all, Array(all.suffix(2)), Array(all.prefix(8))])
    let count = random.pick([0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 18])
    parameters = (0..<max(count, isVariadic ? 1 : 0)).map { _ in value(&random, preferred) }
    extras = isVariadic ? (0..<random.below(14)).map { _ in value(&random, CrossType.promoted) } : nil
    result = random.chance(12) ? nil : value(&random, all)
    allocation = random.chance(25) ? 1 + random.below(200) : nil
    self.records = records
  }

  /// What a function in QBE's language gets behind its named parameters: it cannot ask for records.
  private var scalarExtras: [CrossValue]? { extras?.filter { !$0.type.isRecord } }

  /// The number that a difference is noted by: 97 to 99 are what was allocated, what a call must
  /// keep, and the result.
  private func code(_ index: Int, isInC: Bool) -> Int { number * 1000 + (isInC ? 500 : 0) + index }

  // MARK: - C

  /// What stands before all cases.
  static let preamble = """
    #include <stdarg.h>
    #include <stdio.h>
    #include <string.h>
    typedef unsigned char byte;
    volatile long keep[6] = { 11, 22, 33, 44, 55, 66 };
    static int count;
    void note(int code) { if (count++ < 50) printf("%d\\n", code); }
    void check(const void *p, const byte *value, const byte *mask, long n, int code) {
      for (long i = 0; i < n; i++) if ((((const byte *)p)[i] ^ value[i]) & mask[i]) { note(code); return; }
    }
    // No compiler may conclude from a type how an address is aligned.
    unsigned long hidden(const void *p) { __asm__ volatile("" : "+r"(p)); return (unsigned long)p; }
    void check_address(unsigned long p, unsigned long alignment, int code) { if (p % alignment) note(code + 400); }

    """

  private func data(_ name: String, _ value: CrossValue) -> String {
    "extern const byte \(name)[], \(name)_m[];\n"
  }

  /// C functions `take_c_N`, which the other side calls, and `give_N`, which calls it.
  var c: String {
    var text = records.c
    let all = parameters + (extras ?? [])
    for (index, value) in all.enumerated() { text += data("v\(number)_\(index)", value) }
    if let result { text += data("r\(number)", result) }
    let resultType = result?.type.c ?? "void"
    let types = parameters.map(\.type.c) + (extras == nil ? [] : ["..."])
    var declared = parameters.enumerated().map { "\($1.type.c) p\($0)" }
    if extras != nil { declared.append("...") }
    text += "\(resultType) take_c_\(number)(\(declared.isEmpty ? "void" : declared.joined(separator: ", "))) {\n"
    text += "  check_address((unsigned long)__builtin_frame_address(0), 16, \(code(98, isInC: true)));\n"
    func check(_ name: String, _ index: Int, _ value: CrossValue) -> String {
      (value.type.isRecord
        ? "  check_address(hidden(&\(name)), \(value.type.alignment), \(code(index, isInC: true)));\n" : "")
        + "  check(&\(name), v\(number)_\(index), v\(number)_\(index)_m, \(value.bytes.count), \(code(index, isInC: true)));\n"
    }
    for (index, value) in parameters.enumerated() { text += check("p\(index)", index, value) }
    if let extras {
      text += "  va_list list; va_start(list, p\(parameters.count - 1));\n"
      for (offset, value) in extras.enumerated() {
        text += "  { \(value.type.c) x = va_arg(list, \(value.type.c));\n"
        text += check("x", parameters.count + offset, value) + "  }\n"
      }
      text += "  va_end(list);\n"
    }
    if result != nil { text += "  \(resultType) r; memcpy(&r, r\(number), sizeof r); return r;\n" }
    text += "}\n\(resultType) take_\(number)(\(types.isEmpty ? "void" : types.joined(separator: ", ")));\n"
    text += "static void give_\(number)(void) {\n"
    text += "  long k0 = keep[0], k1 = keep[1], k2 = keep[2], k3 = keep[3], k4 = keep[4], k5 = keep[5];\n"
    var arguments: [String] = []
    for (index, value) in all.enumerated() where index < parameters.count || !value.type.isRecord {
      text += "  \(value.type.c) a\(index); memcpy(&a\(index), v\(number)_\(index), sizeof a\(index));\n"
      arguments.append("a\(index)")
    }
    let call = "take_\(number)(\(arguments.joined(separator: ", ")))"
    if let result {
      text += "  \(resultType) r = \(call);\n"
      text += "  check(&r, r\(number), r\(number)_m, \(result.bytes.count), \(code(99, isInC: true)));\n"
    } else {
      text += "  \(call);\n"
    }
    text += "  if (k0 != keep[0] || k1 != keep[1] || k2 != keep[2] || k3 != keep[3] || k4 != keep[4] || k5 != keep[5])"
    text += " note(\(code(98, isInC: true)));\n}\n\n"
    return text
  }

  /// The function that makes all calls from C.
  static func main(_ cases: [CrossCase]) -> String {
    "void give_all(void) {\n" + cases.map { "  give_\($0.number)();\n" }.joined()
      + "}\nint noted(void) { return count; }\n"
  }

  // MARK: - QBE

  private func bytes(_ name: String, _ value: CrossValue) -> String {
    func list(_ bytes: [UInt8]) -> String { bytes.map(String.init).joined(separator: " ") }
    return "export data $\(name) = align 64 { b \(list(value.bytes)) }\n"
      + "export data $\(name)_m = { b \(list(value.type.mask)) }\n"
  }

  private static let stores = [
    "sb": "storeb", "ub": "storeb", "sh": "storeh", "uh": "storeh", "w": "storew", "l": "storel", "s": "stores",
    "d": "stored",
  ]
  private static let loads = [
    "sb": "loadsb", "ub": "loadub", "sh": "loadsh", "uh": "loaduh", "w": "loadw", "l": "loadl", "s": "loads",
    "d": "loadd",
  ]

  /// `$take_N`, which C calls, and `$case_N`, which calls C.
  var qbe: String {
    var text = records.qbe
    let all = parameters + (extras ?? [])
    for (index, value) in all.enumerated() { text += bytes("v\(number)_\(index)", value) }
    if let result { text += bytes("r\(number)", result) }
    var names = 0
    func fresh() -> String {
      names += 1
      return "%v\(names)"
    }
    func load(_ value: CrossValue, _ name: String) -> String {
      guard !value.type.isRecord else { return "$\(name)" }
      let loaded = fresh()
      text += "\t\(loaded) =\(value.type.temporary) \(Self.loads[value.type.qbe] ?? "") $\(name)\n"
      return loaded
    }
    func compare(_ operand: String, _ value: CrossValue, with name: String, _ code: Int) {
      var place = operand
      if value.type.isRecord {
        text += "\tcall $check_address(l \(operand), l \(value.type.alignment), w \(code))\n"
      } else {
        place = fresh()
        text += "\t\(place) =l alloc8 8\n\t\(Self.stores[value.type.qbe] ?? "") \(operand), \(place)\n"
      }
      text += "\tcall $check(l \(place), l $\(name), l $\(name)_m, l \(value.bytes.count), w \(code))\n"
    }
    let resultType = result.map { "\($0.type.qbe) " } ?? ""
    var declared = parameters.enumerated().map { "\($1.type.qbe) %p\($0)" }
    if extras != nil { declared.append("...") }
    text += "export function \(resultType)$take_\(number)(\(declared.joined(separator: ", "))) {\n@start\n"
    for (index, value) in parameters.enumerated() {
      compare("%p\(index)", value, with: "v\(number)_\(index)", code(index, isInC: false))
    }
    if let extras {
      text += "\t%list =l alloc8 24\n\tvastart %list\n"
      for (offset, value) in extras.enumerated() where !value.type.isRecord {
        let extra = fresh()
        text += "\t\(extra) =\(value.type.qbe) vaarg %list\n"
        let index = parameters.count + offset
        compare(extra, value, with: "v\(number)_\(index)", code(index, isInC: false))
      }
    }
    text += result.map { "\tret \(load($0, "r\(number)"))\n}\n" } ?? "\tret\n}\n"

    // What calls C: some values live on across the call.
    text += "function $case_\(number)() {\n@start\n"
    let kept = (0..<6).map { index in
      let (address, value) = (fresh(), fresh())
      text += "\t\(address) =l add $keep, \(8 * index)\n\t\(value) =l loadl \(address)\n"
      return value
    }
    var block: String?
    if let allocation {
      let (size, nothing, whole, memory) = (fresh(), fresh(), fresh(), fresh())
      // The size is known when it runs.
      text += "\t\(size) =l loadl $keep\n\t\(nothing) =l and \(size), 0\n\t\(whole) =l add \(nothing), \(allocation)\n"
      text += "\t\(memory) =l alloc16 \(whole)\n\tcall $memset(l \(memory), w 90, l \(whole))\n"
      block = memory
    }
    var arguments: [String] = []
    for (index, value) in all.enumerated() {
      if index == parameters.count { arguments.append("...") }
      arguments.append("\(value.type.qbe) \(load(value, "v\(number)_\(index)"))")
    }
    if extras?.isEmpty == true { arguments.append("...") }
    // By name, and by address.
    var callee = "$take_c_\(number)"
    if number % 3 == 0 {
      callee = fresh()
      text += "\t\(callee) =l copy $take_c_\(number)\n"
    }
    let call = "call \(callee)(\(arguments.joined(separator: ", ")))"
    if let result {
      let given = fresh()
      text += "\t\(given) =\(result.type.qbe) \(call)\n"
      compare(given, result, with: "r\(number)", code(99, isInC: false))
    } else {
      text += "\t\(call)\n"
    }
    if let block, let allocation {
      // The arguments do not lie in what was allocated.
      for offset in Set([0, allocation - 1]).sorted() {
        let (place, byte, differs, bits) = (fresh(), fresh(), fresh(), fresh())
        text += "\t\(place) =l add \(block), \(offset)\n\t\(byte) =w loadub \(place)\n"
        text += "\t\(differs) =w cnew \(byte), 90\n\t\(bits) =l extuw \(differs)\n"
        text += "\tcall $check_kept(l \(bits), w \(code(97, isInC: false)))\n"
      }
    }
    for (index, value) in kept.enumerated() {
      let (address, again, differs, bits) = (fresh(), fresh(), fresh(), fresh())
      text += "\t\(address) =l add $keep, \(8 * index)\n\t\(again) =l loadl \(address)\n"
      text += "\t\(differs) =w cnel \(again), \(value)\n\t\(bits) =l extuw \(differs)\n"
      text += "\tcall $check_kept(l \(bits), w \(code(98, isInC: false)))\n"
    }
    return text + "\tret\n}\n"
  }

  /// The program around all cases.
  static func program(_ cases: [CrossCase]) -> String {
    cases.map(\.qbe).joined() + """
      function $check_kept(l %bits, w %code) {
      @start
      	%is =w cnel %bits, 0
      	jnz %is, @bad, @good
      @bad
      	call $note(w %code)
      @good
      	ret
      }
      export function w $main() {
      @start

      """ + cases.map { "\tcall $case_\($0.number)()\n" }.joined() + """
        	call $give_all()
        	%n =w call $noted()
        	%r =w cnew %n, 0
        	ret %r
        }

        """
  }
}
