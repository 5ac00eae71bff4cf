// One difference between what one side says and what the other does.

public import Layout

/// A difference between two descriptions of the same thing. In a check, `ours` is the catalogue and `theirs` the truth; in
/// a comparison of two files, they are the first and the second.
public struct Finding: Sendable, Hashable {
  /// The kind of finding.
  public let code: FindingCode
  /// The target; nil for files of a machine that Weft does not know.
  public let target: Target?
  /// Whose view; nil for files and system calls.
  public let view: View?
  /// What the finding is about: a record as C spells it, or the name of a constant or system call.
  public let name: String
  /// The field, as C reaches it from the record; nil where the finding is about the whole.
  public let field: String?
  /// What our side says; nil where it has nothing.
  public let ours: String?
  /// What the other side says; nil where it has nothing.
  public let theirs: String?

  /// What to do about it.
  public var fix: String { code.fix(theirs: theirs) }

  /// What to do about it where it is the other side that is to change: the declaration that a file was compiled from.
  public func fix(inSourceOf file: String) -> String {
    let seenFromThere: FindingCode =
      switch code {
      case .missingField: .extraField
      case .extraField: .missingField
      case let same: same
      }
    return "in the source of \(file), \(seenFromThere.fix(theirs: ours))"
  }
}

extension Finding: CustomStringConvertible {
  /// The finding in a line: "struct stat (kernel, x86_64): st_size: bad-field-offset: 48, not 40".
  public var description: String {
    let place = [view?.rawValue, target?.rawValue].compactMap { $0 }.joined(separator: ", ")
    let subject = place.isEmpty ? name : "\(name) (\(place))"
    let said =
      switch (ours, theirs) {
      case (let ours?, let theirs?): "\(ours), not \(theirs)"
      case (let ours?, nil): ours
      case (nil, let theirs?): theirs
      case (nil, nil): code.explanation
      }
    return "\(subject): \(field.map { "\($0): " } ?? "")\(code.rawValue): \(said)"
  }
}
