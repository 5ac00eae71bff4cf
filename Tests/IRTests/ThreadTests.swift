// Reading on several threads: whatever their number, the module, its tables and what is said of faults are the same.

import Foundation
import IRStress
import TestSupport
import Testing

@testable import IR

@Suite struct ThreadTests {
  /// The examples and filetests of the project.
  static let files: [String] = ["Examples", "Tests"].flatMap { name in
    ProjectFiles.programs(below: ProjectFiles.root.appendingPathComponent(name)).map { "\(name)/\($0)" }
  }

  static func source(_ file: String) throws -> ModuleSource {
    ModuleSource(name: file, bytes: try ProjectFiles.bytes(of: ProjectFiles.root.appendingPathComponent(file)))
  }

  /// Reads texts on one thread and on several.
  static func compare(_ sources: [ModuleSource], _ comment: @autoclosure () -> Comment) {
    let alone = Module.read(sources, threads: 1)
    for threads in [2, 3, 8] {
      let together = Module.read(sources, threads: threads)
      let difference = difference(alone, together)
      #expect(difference == nil, "\(comment()), \(threads) threads")
    }
  }

  /// The first thing that differs.
  static func difference(_ left: ParseResult, _ right: ParseResult) -> String? {
    let (a, b) = (left.module, right.module)
    if left.diagnostics != right.diagnostics { return "diagnostics" }
    if a.names.arena != b.names.arena || a.names.ends != b.names.ends { return "names" }
    if a.names.beginnings != b.names.beginnings || a.names.slots != b.names.slots { return "the index of names" }
    if a.types.count != b.types.count || a.types.records.count != b.types.records.count { return "the number of types" }
    for index in 0..<a.types.count {
      let type = Type(index)
      guard a.types.kind(of: type) == b.types.kind(of: type), a.spelling(of: type) == b.spelling(of: type),
        a.types.size(of: type) == b.types.size(of: type), a.types.alignment(of: type) == b.types.alignment(of: type)
      else { return "type \(index)" }
      if a.types.kind(of: type) == .function, a.types.signature(type) != b.types.signature(type) {
        return "signature \(index)"
      }
    }
    if a.types.pathCount != b.types.pathCount { return "the number of paths" }
    for index in 0..<a.types.pathCount where a.types[FieldPath(index)] != b.types[FieldPath(index)] {
      return "path \(index)"
    }
    if "\(a.symbols.elements)" != "\(b.symbols.elements)" { return "symbols" }
    if a.items != b.items || a.itemPlaces != b.itemPlaces { return "items" }
    if a.functions.count != b.functions.count { return "the number of functions" }
    for (index, (one, other)) in zip(a.functions, b.functions).enumerated() where !areEqual(one, other) {
      return "function \(index)"
    }
    if left.diagnostics.isEmpty, a.text() != b.text() { return "text" }
    return nil
  }

  static func areEqual(_ a: Function, _ b: Function) -> Bool {
    a.symbol == b.symbol && a.type == b.type && a.source == b.source && a.endOffset == b.endOffset
      && a.hasFaults == b.hasFaults && a.blocks.elements == b.blocks.elements
      && a.instructions.elements == b.instructions.elements && a.firstResults.elements == b.firstResults.elements
      && a.sourceOffsets.elements == b.sourceOffsets.elements && a.values.elements == b.values.elements
      && a.valueNames.elements == b.valueNames.elements && a.pool == b.pool && a.caseRadices == b.caseRadices
      && a.constants.elements == b.constants.elements && a.locationNumbers == b.locationNumbers
      && a.locations == b.locations
  }

  @Test func filesAreReadTheSame() throws {
    #expect(Self.files.count > 100)
    for file in Self.files { Self.compare([try Self.source(file)], "\(file)") }
  }

  @Test func filesAreReadTheSameTogether() throws {
    let sources = try Self.files.prefix(40).map(Self.source)
    Self.compare(sources, "40 files")
    let program = Program(seed: 7)
    let parts = program.functions.split(maxSplits: 2) { $0.contains("@f40(") || $0.contains("@f90(") }
    let texts = [program.head] + parts.map { $0.joined() }
    let split = texts.enumerated().map { ModuleSource(name: "\($0.offset)", bytes: Array($0.element.utf8)) }
    Self.compare(split, "a program in \(split.count) texts")
  }

  @Test func mutantsAreReadTheSame() throws {
    let mutator = Mutator(try Self.files.map { try Self.source($0).bytes })
    for index in 0..<250 {
      let bytes = mutator.mutant(seed: 5, index: index)
      Self.compare([ModuleSource(name: "mutant", bytes: bytes)], "mutant \(index)")
    }
  }

  /// Functions that make new names, types, paths and constants, some of them as others before did.
  @Test(arguments: 0..<6) func programsAreReadTheSame(seed: Int) throws {
    let program = Program(seed: UInt64(seed))
    let source = ModuleSource(name: "program", bytes: Array(program.text.utf8))
    let alone = Module.read([source], threads: 1)
    #expect(alone.diagnostics.map(\.message) == [])
    Self.compare([source], "program \(seed)")
    // Whatever is new in a body is there, lest this test nothing.
    #expect(alone.module.types.pathCount > 5)
    #expect(alone.module.types.count > 100)
    // Faults in two places far from each other, of the parser and of the verifier.
    for damage in ["call @nowhere(1)", "add i32 %no, 1", "jump a(1)", "field $nothing.x %nobody", "load $gone %p"] {
      var damaged = program
      for place in [10, 110] {
        damaged.functions[place].replace("entry:\n", with: "entry:\n  \(damage)\n", maxReplacements: 1)
      }
      Self.compare([ModuleSource(name: "damaged", bytes: Array(damaged.text.utf8))], "program \(seed), \(damage)")
    }
  }

  @Test func runsHoldEverythingOnce() {
    for count in 0..<20 {
      for most in 1..<9 {
        let runs = Module.runs(count, atMost: most) { $0 % 3 }
        #expect(runs.flatMap { Array($0) } == Array(0..<count))
        #expect(runs.count <= most)
      }
    }
  }

  @Test func threadsGiveBackInOrder() {
    #expect(sideBySide(9) { $0 * $0 } == (0..<9).map { $0 * $0 })
    #expect(sideBySide(0) { $0 } == [])
  }
}

/// A program of many functions that each intern something.
private struct Program {
  let head =
    "import func @printf(ptr, ...) -> i32 c\n\n" + """
      record $point {
        x: i64
        y: i32
        z: i32
      }

      record $line {
        from: $point
        to: $point
        tags: [4 x i8]
      }

      func @work(%a: i64) -> i64 {
      entry:
        return %a
      }

      func @main() -> i32 {
      entry:
        return 0
      }


      """
  var functions: [String]

  var text: String { head + functions.joined() }

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    functions = (0..<120).map { Self.function($0, &generator) }
  }

  private static func function(_ number: Int, _ generator: inout SeededGenerator) -> String {
    var lines = ["func @f\(number)(%p: ptr, %n: i64) -> i64 {", "entry:"]
    let members = ["$point.x", "$point.y", "$point.z", "$line.from", "$line.to.x", "$line.to.z", "$line.from.y"]
    let scalars = ["i8", "i16", "i32", "i64", "f32", "f64", "ptr", "bool"]
    for index in 0..<(2 + generator.below(8)) {
      // Of names, some are everywhere, some are often seen, and some only here.
      let name = ["v\(index)", "w\(generator.below(300)).\(index)", "only\(number).\(index)"][generator.below(3)]
      let count = 1 + generator.below(40)
      let type = generator.pick(scalars)
      switch generator.below(12) {
      case 0: lines.append("  %\(name) = stack.slot [\(count) x \(type)]")
      case 1: lines.append("  %\(name) = stack.slot [\(count) x [\(1 + generator.below(3)) x $point]]")
      case 2: lines.append("  %\(name) = field \(generator.pick(members)) %p")
      case 3: lines.append("  %\(name) = element [\(count) x \(type)] %p, %n")
      case 4: lines.append("  call.indirect (\(type), ptr) -> \(generator.pick(scalars)) %p(\(literal(of: type)), %p)")
      case 5: lines.append("  %\(name) = add i64 %n, sizeof([\(count) x \(type)])")
      case 6: lines.append("  %\(name) = mul i64 offsetof(\(generator.pick(members))), alignof([\(count) x \(type)])")
      case 7: lines.append("  %\(name) = call @printf(%p, i32 1, i64 %n, ptr %p)")
      case 8: lines.append("  %\(name) = load task(\(type), task(\(generator.pick(scalars)))) %p")
      case 9: lines.append("  %\(name) = load thread(task(\(type)), \(generator.pick(scalars))) %p")
      case 10: lines.append("  %\(name) = syscall \(generator.pick(["getpid", "gettid", "getuid", "getppid"]))()")
      default: lines.append("  %\(name) = add i64 %n, \(generator.pick(["0x10", "'a'", "123456789012", "7"]))")
      }
    }
    let label = generator.pick(["done", "out\(generator.below(50))", "label\(number)"])
    lines.append("  %c\(number % 7) = lt.s i64 %n, 3")
    lines.append("  branch %c\(number % 7), \(label)(%n), failed")
    lines.append("\(label)(%r: i64):")
    lines.append("  %s = call @f\(generator.below(120))(%p, %r)")
    lines.append("  return %s")
    lines.append("failed:")
    lines.append("  trap \"failed \(generator.below(60)) of \(number % 9)\"")
    lines.append("}\n\n")
    return lines.joined(separator: "\n")
  }

  private static func literal(of type: String) -> String {
    switch type {
    case "f32", "f64": "1.5"
    case "ptr": "null"
    case "bool": "true"
    default: "1"
    }
  }
}
