// Imports every file of Filetests/, and runs those that state a run: in the machine, and as machine code at both levels of
// effort. What a file expects stands in its comments:
//
//     # check: ok                      the text has no faults
//     # status: 3                      it is a program that exits so, or with 134 for a trap
//     # error 3:5: the message         a fault and its place, in the order of the text
//     # production: DATADEF            the rule of the language that it shows
//     # native only: why               the machine reports what machine code does not look at

import Compiler
import Foundation
import Gen
import IR
import Image
import QBE
import TestSupport
import Testing
import VM

@Suite struct FiletestTests {
  static let root = ProjectFiles.root.appendingPathComponent("Tests/QBETests/Filetests")

  /// The files by their paths below the folder.
  static let files = ProjectFiles.files(below: root, ending: ".ssa")

  @Test func thereAreFiles() { #expect(Self.files.count >= 200) }

  @Test(arguments: files) func doesWhatItStates(file: String) throws {
    let bytes = try ProjectFiles.bytes(of: Self.root.appendingPathComponent(file))
    let expectation = Expectation(String(decoding: bytes, as: UTF8.self))
    // A file that expects nothing cannot fail, and so tests nothing.
    #expect(expectation.isStated)
    let result = Module.importQBE(ModuleSource(name: file, bytes: bytes))
    #expect(result.diagnostics.map { Expectation.line(for: $0, in: bytes) } == expectation.faults)
    guard result.diagnostics.isEmpty else { return }
    // What the importer lets pass, the verifier does, and its text is the same program.
    #expect(result.module.verify().map(\.message) == [])
    let text = result.module.text()
    let again = Module.read([ModuleSource(name: "again.wir", bytes: text)])
    #expect(again.diagnostics.map(\.message) == [], "\(String(decoding: text, as: UTF8.self))")
    #expect(again.module.text() == text)
    guard let status = expectation.status else { return }
    if !expectation.isNativeOnly {
      let run = try ProgramRun(result.module, name: file, maximumSteps: 5_000_000)
      #expect(Int(run.outcome.status) == status, "in the machine: \(run.errors)")
    }
    for level in GenerationOptions.Level.allCases {
      var options = CompilationOptions()
      options.generation.level = level
      options.generation.threads = 1
      let executable = try Compilation(result.module, options).executable()
      #expect(try Int(executable.run()) == status, "at -O\(level.rawValue)")
    }
  }

  /// Each rule of the language is shown by a file that is accepted and one that is refused, and stands in the documentation's
  /// table of them.
  @Test func everyRuleIsShownBothWays() throws {
    var rows: [String: (accepted: [String], refused: [String])] = [:]
    for file in Self.files where file.hasPrefix("grammar/") {
      let bytes = try ProjectFiles.bytes(of: Self.root.appendingPathComponent(file))
      let expectation = Expectation(String(decoding: bytes, as: UTF8.self))
      let rule = try #require(expectation.production, "\(file) names no rule")
      let name = String(file.dropFirst("grammar/".count).dropLast(".ssa".count))
      if expectation.faults.isEmpty {
        rows[rule, default: ([], [])].accepted.append(name)
      } else {
        rows[rule, default: ([], [])].refused.append(name)
      }
    }
    // These take all that a line can hold of their kind.
    let withoutRefusal: Set<String> = ["INST (not SSA)", "JUMP (ret)", "PARAM (env)"]
    for (rule, files) in rows {
      #expect(!files.accepted.isEmpty, "\(rule) is never accepted")
      #expect(!files.refused.isEmpty || withoutRefusal.contains(rule), "\(rule) is never refused")
    }
    let table = rows.keys.sorted().map { rule in
      let files = rows[rule] ?? ([], [])
      return "| \(rule) | \(files.accepted.joined(separator: ", ")) | \(files.refused.joined(separator: ", ")) |\n"
    }.joined()
    let page = ProjectFiles.root.appendingPathComponent("Documentation/QBE.md")
    let documentation = try String(contentsOf: page, encoding: .utf8)
    #expect(documentation.contains("|---|---|---|\n" + table), "the table should be:\n\(table)")
  }
}

/// What a file says of itself.
private struct Expectation {
  var faults: [String] = []
  var status: Int?
  var production: String?
  var isNativeOnly = false
  private var isChecked = false

  var isStated: Bool { isChecked || status != nil || !faults.isEmpty }

  init(_ text: String) {
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# error ") {
        faults.append(String(line.dropFirst("# error ".count)))
      } else if line.hasPrefix("# status: ") {
        status = Int(line.dropFirst("# status: ".count))
      } else if line.hasPrefix("# production: ") {
        production = String(line.dropFirst("# production: ".count))
      } else if line.hasPrefix("# native only: ") {
        isNativeOnly = true
      } else if line == "# check: ok" {
        isChecked = true
      }
    }
  }

  static func line(for diagnostic: ModuleDiagnostic, in bytes: [UInt8]) -> String {
    let before = bytes[..<min(bytes.count, Int(diagnostic.place.offset))]
    let line = 1 + before.count { $0 == 0x0A }
    let column = 1 + before.count - ((before.lastIndex(of: 0x0A) ?? -1) + 1)
    return "\(line):\(column): \(diagnostic.message)"
  }
}
