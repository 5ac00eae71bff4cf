// The files of Tests/LayoutTests/Declarations: each a text of C with what it declares, or what is wrong with it, in
// comments. To add a test, add a file; no Swift is needed.
//
//   // CHECK: struct s size 8 align 4: a 0 4, b 4 4     on all targets: each field's name, offset and size
//   // CHECK: union u size 4 align 4: f bit 3 width 5   a bit-field: first bit and number of bits
//   // CHECK-aarch64: typedef t size 4 align 2          on one target; a type name
//   // TYPES: struct s: const char *, struct t [2]    how each field's type is spelled
//   // ERROR: 3:7: part of the message                  line and column, or file:line:column after a line marker
//
// The records must be those of the CHECK lines, all of them, in that order; the errors those of the ERROR lines.
// Type names are checked only where a line asks for it. An anonymous member shows as "(unnamed)".

import Foundation
import Layout
import Testing

@Suite struct DeclarationFileTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Declarations")

  static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".c") }.sorted()

  @Test func theDocumentationListsThePredeclaredNames() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let page = try String(
      contentsOf: root.appendingPathComponent("Documentation/Declarations.md"), encoding: .utf8)
    let listed = page.split(separator: "\n").filter { $0.hasPrefix("- `") }
      .flatMap { $0.split(separator: "`").filter { !$0.contains(" ") }.map(String.init) }
    #expect(listed.sorted() == Declarations.predeclaredTypeNames)
  }

  @Test func thereAreFiles() { #expect(Self.files.count > 10) }

  @Test(arguments: files, Target.allCases) func saysWhatItSays(file: String, target: Target) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent(file)))
    let wanted = Expectations(in: String(decoding: bytes, as: UTF8.self), for: target)
    try #require(wanted.count > 0, "the file expects nothing")
    let declarations = Declarations(reading: bytes, for: target)

    let errors = declarations.errors.map { error in
      let place = declarations.lines.location(at: error.range.lowerBound)
      return "\(place.file.map { "\($0):" } ?? "")\(place.line):\(place.column): \(error.message)"
    }
    for (error, part) in zip(errors, wanted.errors) where !Self.error(error, shows: part) {
      Issue.record("expected an error '\(part)', found '\(error)'")
    }
    for error in errors.dropFirst(wanted.errors.count) { Issue.record("unexpected error: \(error)") }
    for part in wanted.errors.dropFirst(errors.count) { Issue.record("missing error: \(part)") }

    var engine = LayoutEngine(target: target)
    let records = try declarations.records.map { try engine.layout(of: $0.declaration).line(named: $0.name) }
    if errors.isEmpty || !wanted.records.isEmpty { #expect(records == wanted.records) }
    let types = try declarations.records.map { try engine.layout(of: $0.declaration).types(named: $0.name) }
    for line in wanted.types { #expect(types.contains(line), "\(types)") }
    for line in wanted.typeNames {
      let lines = declarations.typeNames.compactMap { name -> String? in
        guard let layout = try? engine.layout(of: name.type) else { return nil }
        return "typedef \(name.name) size \(layout.size) align \(layout.alignment)"
      }
      #expect(lines.contains(line))
    }
  }

  /// What gcc 12 does not know, or knows only from headers.
  private static let prelude = """
    typedef unsigned char u8; typedef unsigned short __u16; typedef unsigned int u32;
    typedef unsigned int __be32; typedef unsigned long long __le64;
    #define __aligned_u64 unsigned long long __attribute__((aligned(8)))
    #define __packed __attribute__((packed))
    #define __aligned(N) __attribute__((aligned(N)))
    #define __counted_by(member)
    #define __user
    #define bool _Bool

    """

  /// The files that gcc takes: no errors, no newer C than it knows.
  private static let acceptable = files.filter { file in
    let text = (try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)) ?? ""
    return !text.contains("// ERROR") && !file.contains("c23")
  }

  @Test(arguments: acceptable) func gccAgrees(file: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent(file)))
    let declarations = Declarations(reading: bytes, for: .x86_64)
    var checks = LayoutAssertions()
    for record in declarations.records { try checks.add(record) }
    for name in declarations.typeNames { checks.add(name) }
    #expect(checks.count > 0)
    let text = Self.prelude + String(decoding: bytes, as: UTF8.self) + "\n" + checks.text
    let complaints = try Compiler().complaints(about: text)
    #expect(complaints.isEmpty, "\(complaints)")
  }

  /// Whether an error is at the place that a line names, and says what it says.
  private static func error(_ error: String, shows part: String) -> Bool {
    guard let space = part.firstIndex(of: " ") else { return false }
    return error.hasPrefix(part[..<space]) && error.contains(part[space...].dropFirst())
  }
}

/// What a file's comments say.
private struct Expectations {
  var records: [String] = []
  var typeNames: [String] = []
  /// How the fields' types are spelled.
  var types: [String] = []
  var errors: [String] = []

  var count: Int { records.count + typeNames.count + types.count + errors.count }

  init(in text: String, for target: Target) {
    for line in text.split(separator: "\n") {
      for mark in ["CHECK:", "CHECK-\(target.rawValue):", "TYPES:", "ERROR:", "ERROR-\(target.rawValue):"]
      where line.hasPrefix("// \(mark) ") {
        let content = String(line.dropFirst(mark.count + 4))
        if mark.hasPrefix("ERROR") {
          errors.append(content)
        } else if mark == "TYPES:" {
          types.append(content)
        } else if content.hasPrefix("typedef ") {
          typeNames.append(content)
        } else {
          records.append(content)
        }
      }
    }
  }
}

extension RecordLayout {
  /// The spellings of the fields' types in one line, as TYPES lines have them.
  fileprivate func types(named name: String?) -> String {
    "\(kind.rawValue) \(name ?? "(unnamed)"): \(fields.map(\.type.spelling).joined(separator: ", "))"
  }

  /// The layout in one line, as CHECK lines have it.
  fileprivate func line(named name: String?) -> String {
    let shown = fields.map { field in
      let name = field.name ?? "(unnamed)"
      if let bits = field.bits { return "\(name) bit \(bits.offset) width \(bits.width)" }
      return "\(name) \(field.offset) \(field.type.size)"
    }
    let head = "\(kind.rawValue) \(name ?? "(unnamed)") size \(size) align \(alignment)"
    return shown.isEmpty ? head : "\(head): \(shown.joined(separator: ", "))"
  }
}
