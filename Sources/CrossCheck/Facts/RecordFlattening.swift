// From a record's layout, which is a tree, to its facts, which are a list of fields with paths.

public import Layout

/// Why facts cannot be stated.
public enum FactsError: Error, Sendable, Hashable {
  /// Line `line` of recorded facts is not what it should be.
  case unreadable(line: Int, expected: String)
  /// A record's fields are too many, or their names too long, to be listed one by one.
  case tooLarge(record: String)
  /// Objects that should agree do not.
  case contradiction(path: String, what: String)
  /// An object says that it describes something that is not in it, or says it in a way that makes no sense.
  case incomplete(path: String, what: String)
  /// An object is for another machine than the others.
  case otherTarget(path: String, machine: String, expected: Target)
  /// An object is for a machine that Weft does not know.
  case unknownTarget(path: String, machine: String)
  /// No object was given, or those that were say nothing about the ABI.
  case nothingStated
  /// An object cannot be read.
  case object(ObjectFileError)
}

extension FactsError: CustomStringConvertible {
  /// The error as a sentence for people.
  public var description: String {
    switch self {
    case .unreadable(let line, let expected): "line \(line): expected \(expected)"
    case .tooLarge(let record): "\(record) has too many fields to list them one by one"
    case .contradiction(let path, let what): "\(path): \(what) is not what another object says"
    case .incomplete(let path, let what): "\(path): \(what)"
    case .otherTarget(let path, let machine, let expected): "\(path): is for \(machine), the others are for \(expected)"
    case .unknownTarget(let path, let machine): "\(path): is for \(machine), which Weft does not know"
    case .nothingStated: "no object states a fact: compile the fixtures with abi-fixtures/fixture.h"
    case .object(let error): "\(error.path): \(error)"
    }
  }
}

extension RecordFacts {
  /// States the facts about a laid-out record.
  public init(
    _ record: RecordLayout, key: RecordKey, alignment: UInt64? = nil, origin: Origin = .unstated, on target: Target?
  ) throws(FactsError) {
    var flattening = Flattening(target: target, name: key.spelling)
    try flattening.add(record, path: "", at: 0)
    self.init(
      key: key, size: record.size, alignment: alignment ?? record.certainAlignment, origin: origin,
      fields: flattening.fields)
  }
}

/// The fields of a record, and of the records in it, as they are being listed.
private struct Flattening {
  let target: Target?
  let name: String
  private(set) var fields: [FieldFact] = []
  /// How often each path was used.
  private var uses: [String: Int] = [:]
  /// How many bytes of paths may still be made: paths repeat the names above them.
  private var allowance = 1 << 26

  init(target: Target?, name: String) {
    self.target = target
    self.name = name
  }

  mutating func add(_ record: RecordLayout, path: String, at start: UInt64) throws(FactsError) {
    for field in record.fields {
      guard let offset = sum(start, field.offset) else { throw .tooLarge(record: name) }
      // A virtual base lies somewhere; where its members lie in it is known.
      let virtualName = field.isPlaced ? nil : "(virtual \(field.type.spelling))"
      guard let fieldName = field.name ?? virtualName else {
        // The members of an anonymous member are the record's own.
        if let inner = field.type.innerRecord { try add(inner, path: path, at: offset) }
        continue
      }
      var fieldPath = path + fieldName
      // Two bases of a class may have members of one name.
      let use = uses[fieldPath, default: 0] + 1
      uses[fieldPath] = use
      if use > 1 { fieldPath += "#\(use)" }
      allowance -= fieldPath.utf8.count
      guard allowance >= 0, fields.count < LayoutEngine.greatestFieldCount else { throw .tooLarge(record: name) }
      var place = FieldFact.Place.bytes(offset: offset, size: field.type.size)
      if let bits = field.bits {
        let (first, overflow) = start.multipliedReportingOverflow(by: 8)
        guard !overflow, let position = sum(first, bits.offset) else { throw .tooLarge(record: name) }
        place = .bits(BitRange(offset: position, width: bits.width))
      }
      let type = FieldType(field.type, on: target)
      fields.append(FieldFact(path: fieldPath, place: place, type: type))
      guard let inner = field.type.innerRecord else { continue }
      try add(inner, path: type.dimensions.isEmpty ? "\(fieldPath)." : "\(fieldPath)[].", at: offset)
    }
  }

  private func sum(_ first: UInt64, _ second: UInt64) -> UInt64? {
    let (sum, overflow) = first.addingReportingOverflow(second)
    return overflow ? nil : sum
  }
}
