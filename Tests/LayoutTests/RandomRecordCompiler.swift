// What compilers make of C text, without running it on the target: an object file, its sections and its symbols.

import Foundation
import Layout
import TestSupport

extension Target {
  /// Debian's gcc for the target.
  var compiler: String { "\(rawValue)-linux-gnu-gcc" }

  /// Whether the compiler is installed.
  var hasCompiler: Bool { (try? run(compiler, ["-dumpversion"])) != nil }
}

/// The parts of an ELF object file that the tests look at.
struct CompiledObject {
  private let bytes: [UInt8]
  private var sections: [String: Range<Int>] = [:]
  /// Where each symbol stands in its section.
  private(set) var symbols: [String: Int] = [:]

  /// Compiles C text for `target`.
  init(_ source: String, for target: Target) throws {
    bytes = try withTemporaryFolder { folder in
      try source.write(toFile: folder + "/records.c", atomically: false, encoding: .utf8)
      _ = try run(target.compiler, ["-w", "-c", "-o", folder + "/records.o", folder + "/records.c"])
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/records.o")))
    }
    let table = integer(at: 40, size: 8)
    let headers = (0..<integer(at: 60, size: 2)).map { table + 64 * $0 }
    let nameTable = integer(at: headers[integer(at: 62, size: 2)] + 24, size: 8)
    for header in headers {
      let start = integer(at: header + 24, size: 8)
      let size = integer(at: header + 32, size: 8)
      let type = integer(at: header + 4, size: 4)
      if type != 8 { sections[string(at: nameTable + integer(at: header, size: 4))] = start..<(start + size) }
      guard type == 2 else { continue }
      let strings = integer(at: headers[integer(at: header + 40, size: 4)] + 24, size: 8)
      for symbol in stride(from: start, to: start + size, by: 24) {
        symbols[string(at: strings + integer(at: symbol, size: 4))] = integer(at: symbol + 8, size: 8)
      }
    }
  }

  /// The contents of a section; empty where there is none.
  func section(_ name: String) -> ArraySlice<UInt8> { bytes[sections[name] ?? 0..<0] }

  private func integer(at offset: Int, size: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }

  private func string(at offset: Int) -> String {
    String(decoding: bytes[offset...].prefix { $0 != 0 }, as: UTF8.self)
  }
}
