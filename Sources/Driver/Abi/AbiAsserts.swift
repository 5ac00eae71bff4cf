// `weft abi asserts`: the layout of records as assertions that a C compiler checks.

import Layout

/// `weft abi asserts`.
enum AbiAsserts {
  private static let records = Operand<[String]>.oneOrMore(
    "RECORD", values: RecordLookup.values, "the name of a record")

  static let row: Subcommand = .init(
    "asserts", "print the layout of records as C static assertions",
    description: [
      """
      A C or C++ file that includes the headers in question, and then these assertions, compiles only where the \
      headers have each record as Weft knows it. Where architectures differ, each has its own assertions. C has no way \
      to ask for the place of a bit-field: those are left out, and a comment says so.
      """
    ],
    options: [AbiGroup.targets.declaration, CommonOptions.json.declaration],
    operands: [records.declaration],
    exits: [
      .init(.success),
      .init(.wrongUse, "wrong use, or the kernel's record and libc's differ and the name does not say which"),
      .init(.nothingCompared, "there is no such record"),
    ],
    examples: [
      .init("weft abi asserts pollfd > pollfd_asserts.h", "to be included after <poll.h>"),
      .init("weft abi asserts libc:sigaction", "libc's record, which is not the kernel's"),
      .init("weft abi asserts pollfd --json | jq '.[].assertions[].expression'", "for programs"),
    ]
  ) { (arguments, console) throws(Failure) in
    let targets = AbiGroup.chosenTargets(arguments)
    var sections: [String] = []
    var asserted: [ShownRecord] = []
    for name in arguments[records] {
      let all = try RecordLookup.records(named: name, on: targets)
      // C knows a record by its own name only, not by the other view's.
      let own = all.filter { $0.name == RecordName(name).name }
      let found = own.isEmpty ? all : own
      let sectionOfView = View.allCases.compactMap { view in
        section(of: found.filter { $0.source == .view(view) })
      }
      guard Set(sectionOfView).count == 1 else {
        throw Failure(
          .error(
            "the kernel's '\(name)' and libc's differ",
            help: ["say which: kernel:\(name) or libc:\(name)", "'weft abi show \(name)' shows both"]),
          exitCode: .wrongUse)
      }
      sections.append(sectionOfView[0])
      let view = found[0].source
      asserted += found.filter { $0.source == view }
    }
    if arguments[CommonOptions.json] {
      writeJSON(asserted, to: console.output)
      return .success
    }
    console.output.write(prologue)
    for section in sections {
      console.output.newline()
      console.output.write(section)
    }
    return .success
  }

  private static let prologue = """
    /* The layout of Linux ABI records, checked at compile time: made by `weft abi asserts`.
       Include this after the headers that declare the records. */
    #include <stddef.h>
    #if defined(__cplusplus) && !defined(_Static_assert)
    #define _Static_assert static_assert
    #endif

    """

  /// The assertions about one record, or nil where there is none.
  private static func section(of records: [ShownRecord]) -> String? {
    var groups: [(machines: [String], text: String)] = []
    for record in records {
      let text = assertions(about: record)
      if let index = groups.firstIndex(where: { $0.text == text }) {
        groups[index].machines.append(record.machine)
      } else {
        groups.append(([record.machine], text))
      }
    }
    guard let first = groups.first else { return nil }
    if groups.count == 1, first.machines.count == Target.allCases.count { return first.text }
    var section = ""
    for (index, group) in groups.enumerated() {
      section +=
        "\(index == 0 ? "#if" : "#elif") \(group.machines.compactMap(Target.init).map(macro).joined(separator: " || "))\n\(group.text)"
    }
    return section + "#else\n#error \"weft: no layout of \(records[0].spelling) for this architecture\"\n#endif\n"
  }

  /// What a compiler for the target defines.
  private static func macro(_ target: Target) -> String {
    switch target {
    case .x86_64: "(defined(__x86_64__) && !defined(__ILP32__))"
    case .aarch64: "(defined(__aarch64__) && !defined(__ILP32__))"
    case .riscv64: "(defined(__riscv) && __riscv_xlen == 64)"
    }
  }

  /// The assertions about a record, and what cannot be asserted.
  private struct Assertions {
    /// An expression of C, its value, and what is wrong where it has another.
    private(set) var list: [(expression: String, value: UInt64, what: String)] = []
    /// The bit-fields, as C reaches them, each with the number of assertions before it.
    private(set) var bitFields: [(path: String, place: Int)] = []
    /// Headers define macros for members of inner records, under the members' own names: `si_pid` of siginfo_t.
    private(set) var innerNames: [String] = []
    private let type: String

    init(about record: ShownRecord) {
      type = record.spelling
      list.append(("sizeof(\(type))", record.layout.size, "\(type): size"))
      list.append(("__alignof__(\(type))", record.layout.alignment, "\(type): alignment"))
      add(record.layout.fields, at: 0, path: "")
    }

    private mutating func add(_ fields: [FieldLayout], at start: UInt64, path: String) {
      for field in fields {
        let offset = start.addingSaturated(field.offset)
        var inner: RecordLayout?
        if case .record(let record) = field.type.shape { inner = record }
        guard let name = field.name else {
          // What has no name is reached through its members.
          if let inner { add(inner.fields, at: offset, path: path) }
          continue
        }
        if !path.isEmpty, !innerNames.contains(name) { innerNames.append(name) }
        guard field.bits == nil else {
          bitFields.append(("\(type).\(path)\(name)", list.count))
          continue
        }
        list.append(("offsetof(\(type), \(path)\(name))", offset, "\(type).\(path)\(name): offset"))
        // A flexible array has no size to ask for.
        if case .array(_, nil) = field.type.shape { continue }
        list.append(("sizeof(((\(type) *)0)->\(path)\(name))", field.type.size, "\(type).\(path)\(name): size"))
        if let inner { add(inner.fields, at: offset, path: "\(path)\(name).") }
      }
    }
  }

  private static func assertions(about record: ShownRecord) -> String {
    let assertions = Assertions(about: record)
    var lines: [String] = []
    var bitFields = assertions.bitFields[...]
    for place in 0...assertions.list.count {
      while let bitField = bitFields.first, bitField.place == place {
        lines.append("/* \(bitField.path) is a bit-field. */")
        bitFields = bitFields.dropFirst()
      }
      guard place < assertions.list.count else { break }
      let (expression, value, what) = assertions.list[place]
      lines.append("_Static_assert(\(expression) == \(value), \"\(what) is not \(value)\");")
    }
    let before = assertions.innerNames.flatMap { ["#pragma push_macro(\"\($0)\")", "#undef \($0)"] }
    let after = assertions.innerNames.map { "#pragma pop_macro(\"\($0)\")" }
    return (before + lines + after).joined(separator: "\n") + "\n"
  }

  private static func writeJSON(_ records: [ShownRecord], to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.array { json in
      for record in records {
        let assertions = Assertions(about: record)
        json.object { json in
          json.member("name", record.name)
          json.member("view", record.source.view)
          json.member("target", record.machine)
          json.key("assertions")
          json.array { json in
            for (expression, value, _) in assertions.list {
              json.object(inline: true) { json in
                json.member("expression", expression)
                json.member("value", value)
              }
            }
          }
          json.key("bitFields")
          json.array(inline: true) { json in
            for bitField in assertions.bitFields { json.string(bitField.path) }
          }
        }
      }
    }
  }
}
