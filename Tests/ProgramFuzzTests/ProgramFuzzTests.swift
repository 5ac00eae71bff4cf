// Random programs: they keep to what is defined, machine code does with them what the machine does, and what would be
// wrong is found and reduced.
//
// scripts/campaigns/random-programs runs the same with other seeds and more programs.

import Foundation
import Gen
import IR
import ProgramFuzz
import TestSupport
import Testing

@Suite struct ProgramFuzzTests {
  @Test func aSeedGivesTheSameProgram() {
    let first = ProgramGenerator.program(seed: 7, index: 3)
    #expect(first == ProgramGenerator.program(seed: 7, index: 3))
    #expect(first != ProgramGenerator.program(seed: 7, index: 4))
    #expect(first != ProgramGenerator.program(seed: 8, index: 3))
  }

  @Test func programsUseTheOperations() {
    let text = (0..<60).map { ProgramGenerator.program(seed: 2, index: $0) }.joined()
    var missing: [String] = []
    #expect(text.contains(#/\n  \$r[0-9] {/#) && text.contains(#/\n  \[[0-9] x [if][0-9]+\] {/#))
    for group in OpcodeTable.groups.prefix(7) {
      for row in group.rows where !text.contains("\(row.name) ") && !text.contains("\(row.name)\n") {
        missing.append(row.name)
      }
    }
    // What depends on where code and frames lie is not for programs that must do the same everywhere.
    #expect(Set(missing).subtracting(["return.address", "frame.address"]) == [])
  }

  @Test(arguments: 0..<8) func programsKeepToWhatIsDefined(part: Int) throws {
    let summary = try Campaign([], seed: 1).run((part * 30)..<(part * 30 + 30))
    #expect(summary.programs == 30)
  }

  @Test(arguments: 0..<8)
  func machineCodeAgrees(part: Int) throws {
    try withTemporaryFolder { folder in
      // With instructions for every operation of the IR that this machine has one for, and with none of them.
      var ways: [Candidate] = []
      for (features, name) in [(ProcessorFeatures.host, "native"), (.level1, "first")] {
        ways.append(.compiled(level: .fast, features: features, name: "\(name)fast", folder: folder))
        ways.append(.compiled(level: .best, features: features, name: "\(name)best", folder: folder))
      }
      let campaign = Campaign(ways, seed: 1)
      let summary = try campaign.run((part * 40)..<(part * 40 + 40))
      for (index, disagreement) in summary.findings {
        Issue.record(
          """
          program \(index): \(disagreement.description)
          \(campaign.reduced(campaign.program(index), disagreement, attempts: 500))
          """)
      }
      #expect(summary.programs > 0 && !ways.isEmpty)
    }
  }

  /// The same of programs whose calls are made by tasks.
  @Test(arguments: 0..<4)
  func machineCodeAgreesAboutTasks(part: Int) throws {
    try withTemporaryFolder { folder in
      let campaign = Campaign(
        [
          .compiled(level: .fast, features: .host, name: "fast", folder: folder),
          .compiled(level: .best, features: .host, name: "best", folder: folder),
        ], seed: 1, shape: ProgramShape(tasks: 40))
      let indices = (part * 15)..<(part * 15 + 15)
      let hasTasks = indices.contains { campaign.program($0).contains("task.create") }
      #expect(hasTasks)
      let summary = try campaign.run(indices)
      for (index, disagreement) in summary.findings {
        Issue.record(
          """
          program \(index): \(disagreement.description)
          \(campaign.reduced(campaign.program(index), disagreement, attempts: 500))
          """)
      }
      #expect(summary.programs > 0)
    }
  }

  @Test func whatIsWrongIsFoundAndReduced() throws {
    let campaign = Campaign([Candidate.machine.corrupting("= rotr i32", to: "= rotl i32")], seed: 1)
    let summary = try campaign.run(0..<200)
    let finding = try #require(summary.findings.first)
    let smallest = campaign.reduced(campaign.program(finding.index), finding.disagreement)
    #expect(smallest.contains("= rotr i32"))
    #expect(smallest.split(separator: "\n").count < 40, "\(smallest)")
    // What is left still shows it, and is right by itself.
    #expect(try Differential([Candidate.machine]).check(smallest) == nil)
    #expect(
      try Differential([Candidate.machine.corrupting("= rotr i32", to: "= rotl i32")]).check(smallest) != nil)
  }
}
