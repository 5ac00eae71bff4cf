// What can be wrong with an object file that types are read from.

/// Why an object file, or a record in it, cannot be read.
public enum ObjectFileError: Error, Sendable, Hashable {
  /// The file cannot be opened or read.
  case cannotOpen(path: String, reason: String)
  /// The file is not an ELF object or executable.
  case notAnObject(path: String, reason: String)
  /// The file ends too early.
  case truncated(path: String, detail: String)
  /// The file is sound but says nothing about types; `hint` says what would help.
  case noDebugInformation(path: String, hint: String)
  /// The file was compiled with debug information, but its source declares nothing.
  case emptyDebugInformation(path: String)
  /// What is needed is in another file, which was not found.
  case missingFile(path: String, needed: String)
  /// No record has that name.
  case noSuchRecord(path: String, name: String)
  /// The name is known to the file, but the definition is not in it.
  case onlyDeclared(path: String, name: String)
  /// The name is a type's, but not a record's.
  case notARecord(path: String, name: String)
  /// The debug information contradicts itself or is cut off.
  case corrupt(path: String, detail: String)
  /// The debug information uses something that cannot be said exactly.
  case unsupported(path: String, detail: String)

  /// Whether there was simply nothing to read: no debug information, no such record.
  public var foundNothing: Bool {
    switch self {
    case .noDebugInformation, .emptyDebugInformation, .missingFile, .noSuchRecord, .onlyDeclared, .notARecord: true
    case .cannotOpen, .notAnObject, .truncated, .corrupt, .unsupported: false
    }
  }

  /// The file that the error is about.
  public var path: String {
    switch self {
    case .cannotOpen(let path, _), .notAnObject(let path, _), .noDebugInformation(let path, _),
      .emptyDebugInformation(let path), .truncated(let path, _),
      .missingFile(let path, _), .noSuchRecord(let path, _), .onlyDeclared(let path, _), .notARecord(let path, _),
      .corrupt(let path, _), .unsupported(let path, _):
      path
    }
  }
}

extension ObjectFileError: CustomStringConvertible {
  /// The error as a sentence for people, without the file's name.
  public var description: String {
    switch self {
    case .cannotOpen(_, let reason): "cannot be opened: \(reason)"
    case .notAnObject(_, let reason): "is not an ELF object or executable: \(reason)"
    case .truncated(_, let detail): "is truncated: \(detail)"
    case .noDebugInformation(_, let hint): "has no debug information: \(hint)"
    case .emptyDebugInformation: "was compiled with debug information, but declares nothing"
    case .missingFile(_, let needed): "keeps its debug information elsewhere: \(needed) was not found"
    case .noSuchRecord(_, let name): "has no structure or union '\(name)'"
    case .onlyDeclared(_, let name): "declares '\(name)' without defining it"
    case .notARecord(_, let name): "has a type '\(name)', but it is no structure or union"
    case .corrupt(_, let detail): "has corrupt debug information: \(detail)"
    case .unsupported(_, let detail): "has debug information that cannot be shown exactly: \(detail)"
    }
  }
}
