// What building a program took and made: the tables of `weft build --time` and `--stats`.

import Compiler
import Gen
import Glibc
import IR
import Image

/// The times of a build, phase by phase, and its numbers.
struct BuildReport {
  /// A phase and its nanoseconds.
  private(set) var phases: [(name: String, time: UInt64)] = []
  /// What was counted.
  private(set) var numbers: [(name: String, number: Int)] = []
  /// How much stack the program's tasks have.
  private(set) var stacks: [TaskStack] = []
  private var last = Self.now()

  /// Ends a phase.
  mutating func finish(_ name: String) {
    let time = Self.now()
    phases.append((name, time - last))
    last = time
  }

  /// Ends a phase of compiling.
  mutating func finish(_ phase: CompilationPhase, _ measures: GenerationMeasures) {
    switch phase {
    case .code: finishCode(measures)
    case .assembly: finish("assemble object")
    }
  }

  /// Ends the phase that makes code, divided as its threads say.
  private mutating func finishCode(_ measures: GenerationMeasures) {
    let time = Self.now()
    let whole = time - last
    last = time
    let parts = [
      ("read and verify", measures.reading), ("select", measures.selection), ("allocate", measures.allocation),
      ("emit", measures.emission),
    ]
    // Side by side, the threads take more time together than passes.
    let sum = parts.reduce(0) { $0 + $1.1 }
    let threads = UInt64(max(1, measures.threads))
    var seen: UInt64 = 0
    for (name, part) in parts where part > 0 {
      let share = min(part / threads, whole - seen)
      seen += share
      // What was read before is read on here, function by function.
      if let known = phases.firstIndex(where: { $0.0 == name }) {
        phases[known].1 += share
      } else {
        phases.append((name, share))
      }
    }
    if sum > 0 { phases.append(("put together", whole - seen)) }
  }

  /// Counts what was compiled and what came of it.
  mutating func count(_ compilation: Compilation, fileBytes: Int) {
    let measures = compilation.code.measures
    numbers = [
      ("functions", measures.functions),
      ("blocks", measures.blocks),
      ("instructions in", measures.instructionsRead),
      ("instructions out", measures.instructions),
      ("moves", measures.moves),
      ("values in frames", measures.spilledValues),
      ("threads", measures.threads),
    ]
    for section in compilation.object.sections where section.size > 0 {
      numbers.append(("\(section.name) bytes", Int(clamping: section.size)))
    }
    numbers.append(("file bytes", fileBytes))
    stacks = compilation.stacks
  }

  /// Writes what was asked for.
  func write(times: Bool, numbers: Bool, asJSON: Bool, to output: ByteOutput) {
    if asJSON { return writeJSON(times: times, numbers: numbers, to: output) }
    if times {
      let whole = phases.reduce(0) { $0 + $1.time }
      var table = Table([.left, .right, .right])
      table.add("phase", "ms", "share")
      for (name, time) in phases + [("all", whole)] {
        table.add(.init(name), .init(Self.thousandths(time / 1000)), .init(Self.percent(time, of: whole)))
      }
      table.write(to: output)
    }
    if numbers {
      if times { output.newline() }
      var table = Table([.left, .right])
      for (name, number) in self.numbers { table.add(.init(name), .init(String(number))) }
      table.write(to: output)
      if !stacks.isEmpty {
        output.newline()
        StackTable.write(stacks, to: output)
      }
    }
  }

  private func writeJSON(times: Bool, numbers: Bool, to output: ByteOutput) {
    var json = JSONWriter(to: output)
    json.object { json in
      if times {
        json.key("nanoseconds")
        json.object { json in
          for (name, time) in phases { json.member(name, time) }
        }
      }
      if numbers {
        json.key("numbers")
        json.object { json in
          for (name, number) in self.numbers { json.member(name, number) }
        }
        if !stacks.isEmpty {
          json.key("stacks")
          StackTable.write(stacks, to: &json)
        }
      }
    }
  }

  /// A number of thousandths with its point.
  private static func thousandths(_ number: UInt64) -> String {
    let rest = String(number % 1000)
    return "\(number / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  private static func percent(_ part: UInt64, of whole: UInt64) -> String {
    "\((part * 100 + whole / 2) / max(1, whole)) %"
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
