// Records from object files and executables: how a command line names them, and what is said when one is not there.

import CrossCheck
import Layout

/// Finds records in files with debug information.
enum FileRecords {
  /// A record in a file, as `FILE:NAME` names it.
  struct Reference {
    let path: String
    let name: String

    /// Takes `FILE:NAME` apart at its last colon, where that stands alone: `net::Address` is one name.
    init?(_ text: String) {
      let bytes = Array(text.utf8)
      let colon = UInt8(ascii: ":")
      let place = bytes.indices.last { index in
        bytes[index] == colon && (index == 0 || bytes[index - 1] != colon)
          && (index + 1 == bytes.count || bytes[index + 1] != colon)
      }
      guard let place else { return nil }
      path = String(decoding: bytes[..<place], as: UTF8.self)
      name = String(decoding: bytes[(place + 1)...], as: UTF8.self)
    }
  }

  /// The record that a reference names, as often as the file defines it differently.
  static func records(_ reference: Reference, on targets: [Target]) throws(Failure) -> [ShownRecord] {
    guard !reference.path.isEmpty, !reference.name.isEmpty else {
      throw Failure(
        .error(
          "'\(reference.path):\(reference.name)' names no file or no record", help: ["FILE:NAME, as in a.out:stat"]),
        exitCode: .wrongUse)
    }
    let file = try open(reference.path)
    let records: [ShownRecord]
    do {
      records = try file.find(reference.name).map { shown($0, from: file) }
    } catch {
      throw failure(error, suggestion: suggestion(for: error, in: file))
    }
    guard targets.contains(where: { $0 == file.machine.target }) || targets == Target.allCases else {
      throw Failure(
        .error(
          "is for \(file.machine.name), not \(targets.map(\.rawValue).joined(separator: " or "))", file: file.path),
        exitCode: .nothingCompared)
    }
    return records
  }

  /// Opens a file.
  static func open(_ path: String) throws(Failure) -> ObjectFile {
    do {
      return try ObjectFile(path: path)
    } catch {
      throw failure(error)
    }
  }

  /// A record of a file as it is shown, under the file's path or a shorter label.
  static func shown(_ found: ObjectFile.Found, from file: borrowing ObjectFile, as label: String? = nil) -> ShownRecord
  {
    var record = ShownRecord(
      name: found.layout.name ?? "", source: .file(label ?? file.path), machine: file.machine.name,
      target: file.machine.target, layout: found.layout, isTypedef: found.isTypedef)
    record.place = found.place
    return record
  }

  /// An error about a file, as it is printed.
  static func failure(_ error: ObjectFileError, suggestion: String? = nil) -> Failure {
    Failure(
      .error("\(error)", file: error.path, help: suggestion.map { ["did you mean '\($0)'?"] } ?? []),
      exitCode: error.foundNothing ? .nothingCompared : .failure)
  }

  /// The record that was probably meant by a name that the file does not have.
  private static func suggestion(for error: ObjectFileError, in file: borrowing ObjectFile) -> String? {
    guard case .noSuchRecord(_, let name) = error, let known = try? file.recordNames() else { return nil }
    let bare = name.split(separator: " ").last.map(String.init) ?? name
    return Suggestion.nearest(to: bare, among: known.map { $0.split(separator: " ").last.map(String.init) ?? $0 })
  }
}
