// Calls between QBE's language and C as gcc and clang compile it, in both directions: random signatures, every byte compared.

import Foundation
import Gen
import IR
import TestSupport
import Testing

@Suite struct CrossCallTests {
  private static let casesOfBatch = 200

  static let batches = Array(0..<10)

  private func cases(_ batch: Int) -> [CrossCase] {
    var random = SeededGenerator(seed: 7, index: batch)
    return (0..<Self.casesOfBatch).map { CrossCase(number: $0, &random) }
  }

  @Test(arguments: batches) func callsAgree(batch: Int) throws {
    let cases = cases(batch)
    let c = CrossCase.preamble + cases.map(\.c).joined() + CrossCase.main(cases)
    let run = try LinkedProgram.run(
      Array(CrossCase.program(cases).utf8), level: batch % 2 == 0 ? .fast : .best, c: c,
      compiler: batch / 2 % 2 == 0 ? "gcc" : "clang", optimization: batch % 3 == 0 ? "-O2" : "-O0")
    guard run.status != 0 || !run.output.isEmpty else { return }
    let codes = String(decoding: run.output, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    let number = (codes.first ?? 0) / 1000
    Issue.record(
      """
      status \(run.status) \(String(decoding: run.errors, as: UTF8.self)), differences \(codes.prefix(20))
      \(cases[number].c)
      \(cases[number].qbe)
      """)
  }

  @Test func thereAreSignaturesOfEveryKind() {
    #expect(Self.batches.count * Self.casesOfBatch >= 2_000)
    let all = cases(0)
    let records = all.flatMap { $0.parameters + ($0.result.map { [$0] } ?? []) }.filter(\.type.isRecord)
    #expect(records.contains { $0.type.size <= 8 } && records.contains { $0.type.size > 16 })
    #expect(records.contains { $0.type.alignment > 16 })
    #expect(all.contains { $0.records.qbe.contains("{ {") })
    #expect(all.contains { $0.extras?.contains(where: \.type.isRecord) == true })
    #expect(all.contains { $0.extras?.contains { $0.type.alignment > 16 } == true })
    #expect(all.contains { $0.allocation != nil && $0.parameters.contains { $0.type.alignment > 16 } })
    #expect(Set(all.flatMap(\.parameters).map(\.type.qbe)).isSuperset(of: CrossType.scalars.map(\.qbe)))
  }
}
