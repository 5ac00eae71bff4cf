// Runs every program of Filetests/ in the machine. What a program does stands in comments, wherever in its text:
//
//     ; args: one two              its arguments, behind its name
//     ; stdin: a line              a line of its standard input
//     ; stdout: a line             a line of its standard output
//     ; stderr: a line             a line of its standard error, the first ones
//     ; status: 3                  its exit status; 134 for a trap or a deadlock
//     ; schedules: 20              the schedules of the seeds 1 to 20 do the same
//     ; steps: 1000                it may execute so many instructions
//     ; outcomes: 0 1 3            what its status is under some seed of 1 to 400, each of these and no other

import Foundation
import IR
import Testing
import VM

@Suite struct FiletestTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Filetests")

  /// The files by their paths below the folder.
  static let files: [String] = {
    let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".wir") }.sorted()
  }()

  @Test func thereAreFiles() { #expect(Self.files.count >= 40) }

  @Test(arguments: files) func doesWhatItStates(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.root.appendingPathComponent(file)))
    let expectation = try Expectation(String(decoding: bytes, as: UTF8.self))
    let name = URL(fileURLWithPath: file).lastPathComponent
    let result = Module.read([ModuleSource(name: name, bytes: bytes)])
    #expect(result.diagnostics.map(\.message) == [])
    guard result.diagnostics.isEmpty else { return }
    if !expectation.outcomes.isEmpty {
      var found: Set<UInt8> = []
      for seed in 1...400 {
        let (outcome, _) = try run(name, result.module, expectation, seed: UInt64(seed))
        found.insert(outcome.status)
      }
      #expect(found.sorted() == expectation.outcomes.sorted())
      return
    }
    for seed in 0...expectation.schedules {
      let (outcome, machine) = try run(name, result.module, expectation, seed: seed == 0 ? nil : seed)
      var errors = String(decoding: machine.errorOutput, as: UTF8.self).split(separator: "\n").map(String.init)
      if case .trapped(let report) = outcome { errors += report.lines }
      #expect(Int(outcome.status) == expectation.status, "of seed \(seed): \(errors)")
      #expect(String(decoding: machine.output, as: UTF8.self) == expectation.output, "of seed \(seed)")
      #expect(Array(errors.prefix(expectation.errors.count)) == expectation.errors, "of seed \(seed)")
    }
  }

  private func run(
    _ name: String, _ module: Module, _ expectation: Expectation, seed: UInt64?
  ) throws -> (MachineOutcome, Machine) {
    let input = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(expectation.input.utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let file = try FileHandle(forReadingFrom: input)
    defer { try? file.close() }
    var options = MachineOptions(arguments: [name] + expectation.arguments)
    options.capturesOutput = true
    options.standardInput = file.fileDescriptor
    options.maximumSteps = expectation.steps
    options.seed = seed
    let machine = Machine(module: module, options: options)
    return (machine.run(), machine)
  }
}

/// What a program says of itself.
private struct Expectation {
  var arguments: [String] = []
  var input = ""
  var output = ""
  var errors: [String] = []
  var status = 0
  var schedules: UInt64 = 0
  var steps: UInt64 = 5_000_000
  var outcomes: [UInt8] = []

  struct Fault: Error {}

  init(_ text: String) throws {
    var isStated = false
    for line in text.split(separator: "\n") where line.hasPrefix("; ") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let rest = line[line.index(after: colon)...]
      let value = String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
      switch line[line.index(line.startIndex, offsetBy: 2)..<colon] {
      case "args": arguments += value.split(separator: " ").map(String.init)
      case "stdin": input += value + "\n"
      case "stdout": output += value + "\n"
      case "stderr": errors.append(value)
      case "status":
        guard let number = Int(value) else { throw Fault() }
        status = number
        isStated = true
      case "schedules": schedules = UInt64(value) ?? 0
      case "steps": steps = UInt64(value) ?? 0
      case "outcomes":
        outcomes = value.split(separator: " ").compactMap { UInt8($0) }
        isStated = true
      default: break
      }
    }
    // A file that states nothing cannot fail, and so tests nothing.
    guard isStated else { throw Fault() }
  }
}
