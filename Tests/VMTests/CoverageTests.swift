// Every operation has a filetest at every type, with every ordering, and of every source type that it allows: what is
// allowed comes from the opcode table and the verifier, what is there from the files.

import Foundation
import IR
import Layout
import TestSupport
import Testing
import VM

@Suite struct CoverageTests {
  /// The types that an instruction is tried at, by how they are spelled.
  static let spellings: [TypeKind: String] = [
    .bool: "bool", .i8: "i8", .i16: "i16", .i32: "i32", .i64: "i64", .f32: "f32", .f64: "f64", .ptr: "ptr",
    .task: "task(i32)", .thread: "thread(i32)", .record: "$r", .array: "[2 x i32]",
  ]

  /// A use of an operation, in words: its orderings, its type, and the type that it converts from.
  static func use(_ row: OpcodeRow, _ orderings: [Ordering], _ type: TypeKind, from source: TypeKind?) -> String {
    var words = [row.name] + orderings.map(\.spelling)
    if type != .none, !row.types.isEmpty { words.append("\(type)") }
    if let source { words.append("from \(source)") }
    return words.joined(separator: " ")
  }

  /// Whether an operation converts from types of several kinds.
  static func converts(_ row: OpcodeRow) -> Bool {
    guard let rule = row.operands.first else { return false }
    return [.anyInteger, .anyIntegerOrBool, .anyFloat, .anyNumber].contains(rule)
  }

  /// Every use that the table and the verifier allow.
  static let allowed: Set<String> = {
    var uses: Set<String> = []
    for row in OpcodeTable.rows {
      let types = TypeKind.allCases.filter { row.types.contains($0) }
      for type in types.isEmpty ? [.none] : types {
        if converts(row) {
          for source in TypeKind.allCases where spellings[source] != nil && isAccepted(row, [], type, from: source) {
            uses.insert(use(row, [], type, from: source))
          }
        } else {
          for orderings in orderings(row.orderings.count) where isAccepted(row, orderings, type, from: nil) {
            uses.insert(use(row, orderings, type, from: nil))
          }
        }
      }
    }
    return uses
  }()

  private static func orderings(_ count: Int) -> [[Ordering]] {
    guard count > 0 else { return [[]] }
    return orderings(count - 1).flatMap { rest in Ordering.allCases.map { rest + [$0] } }
  }

  /// Whether the verifier lets a function pass that does this to its parameters. Operations of other shapes than the
  /// plain one have no orderings and no types beyond the table's.
  private static func isAccepted(_ row: OpcodeRow, _ orderings: [Ordering], _ type: TypeKind, from source: TypeKind?)
    -> Bool
  {
    guard row.syntax == .plain, source != nil || !orderings.isEmpty else { return true }
    let name = spellings[type] ?? ""
    let operands = row.operands.map { rule in
      switch rule {
      case .same: name
      case .ptr: "ptr"
      case .i64: "i64"
      default: source.flatMap { spellings[$0] } ?? ""
      }
    }
    let parameters = operands.enumerated().map { "%p\($0): \($1)" }.joined(separator: ", ")
    let results = row.results.indices.map { "%r\($0)" }.joined(separator: ", ")
    let words = [row.name] + orderings.map(\.spelling) + [name] + operands.indices.map { "%p\($0)" }
    let head = words.prefix(words.count - max(0, operands.count - 1)).filter { !$0.isEmpty }.joined(separator: " ")
    let tail = operands.indices.dropFirst().map { ", %p\($0)" }.joined()
    let text = """
      func @f(\(parameters)) {
      entry:
        \(results)\(results.isEmpty ? "" : " = ")\(head)\(tail)
        return
      }

      """
    return Module.read([ModuleSource(name: "tried.wir", bytes: Array(text.utf8))]).diagnostics.isEmpty
  }

  /// The uses in a program.
  static func uses(in text: [UInt8]) -> Set<String> {
    let module = Module.read([ModuleSource(name: "filetest.wir", bytes: text)]).module
    var uses: Set<String> = []
    for function in module.functions {
      for instruction in function.instructions.keys {
        let data = function.instructions[instruction]
        let row = data.opcode.row
        var orderings: [Ordering] = []
        if row.orderings.count > 0 { orderings.append(data.aux.ordering) }
        if row.orderings.count > 1 { orderings.append(data.aux.failureOrdering) }
        var source: TypeKind?
        if converts(row), let value = Operand(rawValue: data.a).value {
          source = module.types.kind(of: function.values[value].type)
        }
        uses.insert(use(row, orderings, module.types.kind(of: data.type), from: source))
      }
    }
    return uses
  }

  /// The uses in each of the files.
  static let uses: [Set<String>] = FiletestTests.files.map { file in
    uses(in: (try? ProjectFiles.bytes(of: FiletestTests.root.appendingPathComponent(file))) ?? [])
  }

  @Test func everyUseHasAFiletest() {
    let found: Set<String> = Self.uses.reduce(into: []) { $0.formUnion($1) }
    #expect(Self.allowed.count > 500)
    #expect(Self.allowed.subtracting(found).sorted() == [])
    // What is found and not allowed would show that the two are not about the same.
    #expect(found.subtracting(Self.allowed).sorted() == [])
  }

  /// Without the files that hold them, uses are missed: of a type, an ordering, a source type.
  @Test(arguments: ["mul i16", "atomic.xor acq_rel i8", "atomic.cas.strong acquire seq_cst ptr", "trunc i8 from i64"])
  func aMissingFileIsSeen(use: String) {
    #expect(Self.allowed.contains(use))
    let found: Set<String> = Self.uses.reduce(into: []) { if !$1.contains(use) { $0.formUnion($1) } }
    #expect(Self.allowed.subtracting(found).contains(use))
  }
}
