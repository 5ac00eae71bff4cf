// `sha256.compress` as it is written in the IR: the reference machine executes it beside the operation itself, on random states
// and blocks that lie anywhere, also among each other.

import Foundation
import Gen
import IR
import TestSupport
import Testing
import VM

@Suite struct SHA256ExpansionTests {
  static let generator = Generator.sha256
  /// A case takes more than a hundred times what one of `fma.f` takes.
  static let count = max(1, ExpansionTests.count / 100)

  @Test func doesWhatTheOperationDoes() throws {
    let text = try #require(Self.generator.expansion)
    #expect(try Self.agree(text, cases: Self.count))
    print("expansions: seed \(ExpansionTests.seed), \(Self.generator.name): \(Self.count) states and blocks agree")
  }

  /// Each of these faults is found.
  @Test(arguments: [
    ("%x18 = rotr i32 %x, 18", "%x18 = rotr i32 %x, 17"), ("%y10 = shr.u i32 %y, 10", "%y10 = shr.s i32 %y, 10"),
    ("%at7 = offset %new, -28", "%at7 = offset %new, -32"), ("%end = offset %words, 252", "%end = offset %words, 248"),
    ("%more = lt.u i64 %next, 64", "%more = lt.u i64 %next, 56"),
    ("%further = offset %at, 64", "%further = offset %at, 60"),
    ("memory.copy %state, %sums, 32", "memory.copy %state, %sums, 31"), ("%two3 = and", "%two3 = or"),
    ("%turned7 = byteswap i32 %read7", "%turned7 = or i32 %read7, 0"), ("load i32 %from9 align 1", "load i32 %from9"),
    ("%isNothing = eq i64 %count, 0", "%isNothing = lt.u i64 %count, 2"),
    ("%cSum = add i32 %cOld", "%cSum = xor i32 %cOld"),
    ("%rest = sub i64 %left, 1", "%rest = sub i64 %left, 1\n  memory.copy %state, %sums, 32"),
  ])
  func findsAFault(right: String, wrong: String) throws {
    let text = try #require(Self.generator.expansion)
    let broken = text.replacingOccurrences(of: right, with: wrong)
    #expect(broken != text)
    #expect(try !Self.agree(broken, cases: Self.count))
  }

  /// Whether the two leave the same bytes behind.
  static func agree(_ expansion: String, cases: Int) throws -> Bool {
    let source = program(cases: cases) + expansion + "\n"
    let result = Module.read([ModuleSource(name: "check.wir", bytes: Array(source.utf8))])
    try #require(ExpansionTests.faults(of: result).isEmpty, "\(result.diagnostics)")
    return try ProgramRun(result.module, maximumSteps: .max).outcome == .exited(42)
  }

  /// A program that compares the two, and exits with 42 where they agree.
  private static func program(cases: Int) -> String {
    let table = ConstantTable.sha256Rounds
    return """
      \(ExpansionTests.randomNumbers)
      data @rounds align \(ConstantTable.alignment) {
        i8 \(table.bytes.map { String(Int8(bitPattern: $0)) }.joined(separator: ", "))
      }

      data @one writable align 16 {
        zero 512
      }

      data @other writable align 16 {
        zero 512
      }

      func @case() -> bool {
      entry:
        jump fill(0)
      fill(%i: i64):
        %number = call @random()
        %to = element i64 @one, %i
        store i64 %number, %to
        %i1 = add i64 %i, 1
        %more = lt.u i64 %i1, 64
        branch %more, fill(%i1), filled
      filled:
        memory.copy @other, @one, 512
        ; Up to three blocks, at any of 128 places, and the state at one of 256.
        %r = call @random()
        %count = and i64 %r, 3
        %r1 = shr.u i64 %r, 8
        %place = and i64 %r1, 127
        %r2 = shr.u i64 %r, 16
        %where = and i64 %r2, 255
        %state = offset @one, %where
        %blocks = offset @one, %place
        sha256.compress %state, %blocks, %count
        %state.other = offset @other, %where
        %blocks.other = offset @other, %place
        call @\(generator.name)(%state.other, %blocks.other, %count, @rounds)
        %order = memory.compare @one, @other, 512
        %same = eq i32 %order, 0
        return %same
      }

      func @main() -> i32 {
      entry:
        jump next(0)
      next(%n: i64):
        %more = lt.u i64 %n, \(cases)
        branch %more, go, done
      go:
        %good = call @case()
        %n1 = add i64 %n, 1
        branch %good, next(%n1), bad
      done:
        return 42
      bad:
        return 1
      }


      """
  }
}
