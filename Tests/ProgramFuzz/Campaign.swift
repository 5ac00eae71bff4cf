// Many random programs, one after the other, and what becomes of one on which two do not agree.

import TestSupport

/// Compares ways of running many random programs.
public struct Campaign {
  /// What came of it.
  public struct Summary {
    /// How many programs were compared.
    public var programs = 0
    /// How many of them end with a trap.
    public var traps = 0
    /// The programs on which two do not agree, by their number.
    public var findings: [(index: Int, disagreement: Disagreement)] = []
  }

  private let differential: Differential
  private let seed: UInt64
  private let shape: ProgramShape

  /// Compares these ways on the programs of a seed.
  public init(_ candidates: [Candidate], seed: UInt64, shape: ProgramShape = ProgramShape()) {
    differential = Differential(candidates)
    self.seed = seed
    self.shape = shape
  }

  /// The text of a program.
  public func program(_ index: Int) -> String { ProgramGenerator.program(seed: seed, index: index, shape: shape) }

  /// Compares the programs of these numbers, until so many were found that differ; each is told of at once.
  public func run(
    _ indices: Range<Int>, findings: Int = 1, found tell: (Int, Disagreement) -> Void = { _, _ in }
  ) throws(UselessProgram) -> Summary {
    var summary = Summary()
    for index in indices where summary.findings.count < findings {
      do throws(UselessProgram) {
        let text = program(index)
        let expected = try ObservedRun.inMachine(text, name: Differential.name)
        if !expected.trap.isEmpty { summary.traps += 1 }
        if let found = differential.check(text, expected: expected) {
          summary.findings.append((index, found))
          tell(index, found)
        }
        summary.programs += 1
      } catch {
        // The generator promises that there is none.
        throw UselessProgram(description: "program \(index) of seed \(seed): \(error)")
      }
    }
    return summary
  }

  /// The smallest program found that shows what a program showed, as a filetest: with what the machine does behind it.
  public func reduced(_ text: String, _ disagreement: Disagreement, attempts: Int = 20_000) -> String {
    let smallest = Reducer.reduce(text, attempts: attempts) { differential.shows(disagreement, $0) }
    return Self.filetest(smallest)
  }

  /// A program with comments that state what it does.
  static func filetest(_ text: String) -> String {
    guard let run = try? ObservedRun.inMachine(text, name: Differential.name) else { return text }
    var lines = ""
    for line in String(decoding: run.output, as: UTF8.self).split(separator: "\n") { lines += "; stdout: \(line)\n" }
    if !run.trap.isEmpty { lines += "; stderr: \(run.trap)\n" }
    return text + "\n" + lines + "; status: \(run.status)\n"
  }
}
