// The programs that the encoder is compared with: GNU as, and two disassemblers. Sections of object files, to read what they made.

import Foundation

/// A tool that failed, and what it said.
struct ToolFailure: Error, CustomStringConvertible {
  var program: String
  var output: String
  var description: String {
    "\(program) failed:\n" + output.split(separator: "\n").prefix(20).joined(separator: "\n")
  }
  /// The lines of the source that GNU as has errors in, from 1.
  var lines: [Int] {
    output.split(separator: "\n").compactMap { line in
      guard line.contains(": Error: ") else { return nil }
      return line.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    }
  }
}

enum EncoderTools {
  /// Runs a program; gives what it printed. It must succeed unless it may fail.
  @discardableResult
  static func run(_ program: String, _ arguments: [String], mayFail: Bool = false) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard mayFail || process.terminationStatus == 0 else {
      throw ToolFailure(program: program, output: text)
    }
    return text
  }

  /// Calls with a folder that is gone afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("weft-encoder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Calls with the path of a file of these bytes, that is gone afterwards.
  static func withFile<Result>(_ bytes: ArraySlice<UInt8>, _ body: (String) throws -> Result) throws -> Result {
    try withFolder { folder in
      let file = folder.appendingPathComponent("code")
      try Data(bytes).write(to: file)
      return try body(file.path)
    }
  }

  /// Assembles a text; gives the bytes of its sections by name.
  static func assemble(_ text: [UInt8]) throws -> [String: [UInt8]] {
    try withFolder { folder in
      let (source, object) = (folder.appendingPathComponent("text.s"), folder.appendingPathComponent("text.o"))
      try Data(text).write(to: source)
      try run("as", ["--64", "-o", object.path, source.path])
      return try sections([UInt8](Data(contentsOf: object)))
    }
  }

  /// The sections of an ELF object.
  static func sections(_ file: [UInt8]) throws -> [String: [UInt8]] {
    func number(_ offset: Int, _ bytes: Int) -> Int {
      (0..<bytes).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
    }
    let (headers, size, names) = (number(40, 8), number(58, 2), number(62, 2))
    // With many sections, the first one's header has their number and that of the names.
    let count = number(60, 2) == 0 ? number(headers + 32, 8) : number(60, 2)
    let nameSection = names == 0xFFFF ? number(headers + 40, 4) : names
    let strings = number(headers + nameSection * size + 24, 8)
    var sections: [String: [UInt8]] = [:]
    for index in 1..<count {
      let header = headers + index * size
      let start = strings + number(header, 4)
      let name = String(decoding: file[start...].prefix { $0 != 0 }, as: UTF8.self)
      let (offset, length) = (number(header + 24, 8), number(header + 32, 8))
      sections[name] = number(header + 4, 4) == 8 ? [] : [UInt8](file[offset..<offset + length])
    }
    return sections
  }

  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
