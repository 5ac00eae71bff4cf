// What the command prints, word for word: every file in Golden/ is a session of `$ weft …` lines with what each printed.
//
// To add a case, write its `$` line into a file. To fill in or renew what is printed, and read the difference afterwards:
//
//     WEFT_RENEW_GOLDEN=1 swift test --filter GoldenTests && git diff Tests/DriverTests/Golden
//
// A session is not renewed while what it would then hold breaks a rule of the house that is checked here.

import Foundation
import Testing

@testable import Driver

private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
private let goldenFolder = folder.appendingPathComponent("Golden")

private func goldenFiles() -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: goldenFolder.path)) ?? []
  return names.filter { $0.hasSuffix(".txt") }.sorted()
}

/// One `$ weft …` line and what it printed.
private struct Step {
  let commandLine: String
  let printed: String

  /// The words of the line; one in single quotes may hold blanks. `INPUTS` stands for the folder of that name.
  var words: [String] {
    var words: [String] = []
    for (index, part) in commandLine.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
    return words.map { $0.replacingOccurrences(of: "INPUTS", with: folder.appendingPathComponent("Inputs").path) }
  }

  /// What the line prints now.
  func run() -> String {
    let console = Console.inMemory()
    let code = Command.run(words, on: console)
    var text = String(decoding: console.output.bytes, as: UTF8.self)
    if !console.errors.bytes.isEmpty {
      text += "[errors]\n" + String(decoding: console.errors.bytes, as: UTF8.self)
    }
    let status = console.program.status ?? code.rawValue
    if status != 0 { text += "[exit \(status)]\n" }
    return text.replacingOccurrences(of: folder.appendingPathComponent("Inputs").path, with: "INPUTS")
  }

  static func parse(_ session: String) -> [Step] {
    session.components(separatedBy: "\n$ weft").dropFirst().map { part in
      let end = part.firstIndex(of: "\n") ?? part.endIndex
      let printed = part[end...].dropFirst()
      return Step(commandLine: part[..<end].trimmingCharacters(in: .whitespaces), printed: String(printed))
    }
  }
}

/// What breaks a rule in what a line prints.
private func faults(in step: Step, printed: String) -> [String] {
  var faults: [String] = []
  let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
  if lines.contains(where: { $0.last == " " }) { faults.append("a line ends in blanks") }
  if printed.contains("\u{1B}") && !step.commandLine.contains("--color=always") { faults.append("colour unasked for") }
  if printed.contains("\t") { faults.append("a tab") }
  if step.commandLine.hasPrefix("help"), let long = lines.first(where: { $0.count > 80 }) {
    faults.append("a line of help is wider than 80: \(long)")
  }
  return faults
}

/// The lines that differ, as `diff -u` shows them.
private func difference(_ old: String, _ new: String) -> String {
  let oldLines = old.components(separatedBy: "\n")
  let newLines = new.components(separatedBy: "\n")
  var removed: [Int: String] = [:]
  var inserted: [Int: String] = [:]
  for change in newLines.difference(from: oldLines) {
    switch change {
    case .remove(let offset, let line, _): removed[offset] = line
    case .insert(let offset, let line, _): inserted[offset] = line
    }
  }
  var result = ""
  var (from, to) = (0, 0)
  while from < oldLines.count || to < newLines.count {
    if let line = removed[from] {
      result += "-\(line)\n"
      from += 1
    } else if let line = inserted[to] {
      result += "+\(line)\n"
      to += 1
    } else {
      from += 1
      to += 1
    }
  }
  return result
}

@Suite struct GoldenTests {
  @Test(arguments: goldenFiles())
  func printsWhatTheSessionSays(_ name: String) throws {
    let file = goldenFolder.appendingPathComponent(name)
    let session = try String(contentsOf: file, encoding: .utf8)
    let head = session.components(separatedBy: "\n$ weft")[0]
    let steps = Step.parse(session)
    #expect(!steps.isEmpty, "\(name) holds no line that begins with '$ weft'")
    var renewed = head
    var isSound = true
    for step in steps {
      let printed = step.run()
      for fault in faults(in: step, printed: printed) {
        isSound = false
        Issue.record("\(name): weft \(step.commandLine): \(fault)")
      }
      renewed += "\n$ weft\(step.commandLine.isEmpty ? "" : " ")\(step.commandLine)\n\(printed)"
    }
    if ProcessInfo.processInfo.environment["WEFT_RENEW_GOLDEN"] == "1" {
      try #require(isSound, "\(name) is not renewed")
      try renewed.write(to: file, atomically: true, encoding: .utf8)
    } else {
      let change = difference(session, renewed)
      #expect(change.isEmpty, "\(name) differs (-: expected, +: printed)\n\(change)")
    }
  }

  /// A subcommand whose help nobody looked at is not finished.
  @Test func theHelpOfEverySubcommandIsInASession() throws {
    var shown: Set<String> = []
    for name in goldenFiles() {
      let session = try String(contentsOf: goldenFolder.appendingPathComponent(name), encoding: .utf8)
      shown.formUnion(Step.parse(session).map(\.commandLine))
    }
    forEachPath { path in
      let line = (["help"] + path.steps.dropFirst().map(\.name)).joined(separator: " ")
      #expect(shown.contains(line), "no session shows 'weft \(line)'")
    }
  }
}
