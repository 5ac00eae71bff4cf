// Runs every file of Filetests/. What a file expects stands in its comments:
//
//     ; check: ok                      the text has no faults
//     ; canonical                      it is printed as it stands, comments included
//     ; error 3:5: the message         a fault and its place, in the order of the text
//     ; expected: i32 i64              what the fault above expects, and
//     ; help: did you mean 'add'?      what is said to do about it; these only where the file states them
//     ; covers: "a text"               what is underlined of the text
//     ; note 2:7: the other one        what belongs to it, and where
//     ; prints: FILE                   it is printed as that file beside it

import Foundation
import IR
import Testing

@Suite struct FiletestTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Filetests")

  /// The files by their paths below the folder.
  static let files: [String] = {
    let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(".wir") }.sorted()
  }()

  @Test func thereAreFiles() { #expect(Self.files.count > 0) }

  /// Every rule of the verifier's contract names the file that shows it, and every file is named.
  @Test func everyRuleOfTheVerifierHasAFile() throws {
    let verifier = Self.root.appendingPathComponent("../../../Sources/IR/Verify/Verifier.swift").standardized
    let contract = try String(contentsOf: verifier, encoding: .utf8).prefix { $0 != "{" }
    var named: Set<String> = []
    var rules = 0
    for line in contract.split(separator: "\n") {
      if line.prefixMatch(of: /\/\/   [A-Z][0-9]/) != nil { rules += 1 }
      guard let names = line.firstMatch(of: /\S {2,}([a-z-]+(?:, [a-z-]+)*)$/) else { continue }
      named.formUnion(names.1.split(separator: ", ").map(String.init))
    }
    let shown = Self.files.filter { $0.hasPrefix("verify/") }.map { String($0.dropFirst(7).dropLast(4)) }
    #expect(named == Set(shown))
    #expect(rules >= 20)
  }

  @Test(arguments: files) func passes(file: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.root.appendingPathComponent(file)))
    let expectation = try Expectation(String(decoding: bytes, as: UTF8.self))
    let source = ModuleSource(name: file, bytes: bytes)
    let result = Module.read([source], keepsTrivia: true)
    let found = result.diagnostics
    #expect(found.map { expectation.line(for: $0, in: bytes) } == expectation.faults.map(\.line))
    for (fault, diagnostic) in zip(expectation.faults, found) {
      if let expected = fault.expected { #expect(diagnostic.expected == expected) }
      if let covered = fault.covered {
        let stretch = bytes.dropFirst(Int(diagnostic.place.offset)).prefix(diagnostic.length)
        #expect(String(decoding: stretch, as: UTF8.self) == covered)
      }
      if !fault.notes.isEmpty {
        #expect(diagnostic.notes.map { expectation.line($0.message, at: $0.place, in: bytes) } == fault.notes)
      }
      if !fault.help.isEmpty { #expect(diagnostic.help == fault.help) }
    }
    guard found.isEmpty else { return }
    let text = result.module.text(trivia: result.trivia)
    if expectation.isCanonical {
      #expect(String(decoding: text, as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
    }
    if let other = expectation.prints {
      let wanted = try Data(
        contentsOf: Self.root.appendingPathComponent(file).deletingLastPathComponent()
          .appendingPathComponent(other))
      #expect(String(decoding: text, as: UTF8.self) == String(decoding: wanted, as: UTF8.self))
    }
    // Whatever is printed is read back as what it was.
    let again = Module.parse([ModuleSource(name: file, bytes: text)], keepsTrivia: true)
    #expect(again.diagnostics.map(\.message) == [])
    #expect(again.module.text(trivia: again.trivia) == text)
    #expect(again.module.text() == result.module.text())
  }
}

/// What a file says of itself.
private struct Expectation {
  struct Fault {
    var line: String
    var expected: String?
    var covered: String?
    var notes: [String] = []
    var help: [String] = []
  }

  struct Empty: Error {}

  var faults: [Fault] = []
  var isCanonical = false
  var prints: String?

  init(_ text: String) throws {
    var isStated = false
    for line in text.split(separator: "\n") {
      guard let comment = line.firstRange(of: "; ").map({ line[$0.upperBound...] }) else { continue }
      if comment.hasPrefix("error ") {
        faults.append(Fault(line: String(comment.dropFirst(6))))
      } else if comment.hasPrefix("expected: ") {
        faults[faults.count - 1].expected = String(comment.dropFirst(10))
      } else if comment.hasPrefix("covers: ") {
        faults[faults.count - 1].covered = String(comment.dropFirst(8))
      } else if comment.hasPrefix("note ") {
        faults[faults.count - 1].notes.append(String(comment.dropFirst(5)))
      } else if comment.hasPrefix("help: ") {
        faults[faults.count - 1].help.append(String(comment.dropFirst(6)))
      } else if comment == "canonical" {
        isCanonical = true
      } else if comment.hasPrefix("prints: ") {
        prints = String(comment.dropFirst(8))
      } else if comment == "check: ok" {
        isStated = true
      }
    }
    // A file that expects nothing cannot fail, and so tests nothing.
    if faults.isEmpty, !isStated { throw Empty() }
  }

  func line(for diagnostic: ModuleDiagnostic, in bytes: [UInt8]) -> String {
    line(diagnostic.message, at: diagnostic.place, in: bytes)
  }

  func line(_ message: String, at place: SourcePlace, in bytes: [UInt8]) -> String {
    let before = bytes[..<min(bytes.count, Int(place.offset))]
    let line = 1 + before.count { $0 == 0x0A }
    let column = 1 + before.count - ((before.lastIndex(of: 0x0A) ?? -1) + 1)
    return "\(line):\(column): \(message)"
  }
}
