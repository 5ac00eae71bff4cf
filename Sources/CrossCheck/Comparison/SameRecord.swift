// When two definitions say the same, and what need not be compared field by field because it is the same.

internal import Layout

extension RecordLayout {
  /// Whether nothing that both definitions tell differs. A type that one of them only declares differs from nothing of
  /// that name, and an alignment that is not certain from none.
  func isSame(as other: RecordLayout) -> Bool {
    guard kind == other.kind, name == other.name, size == other.size, fields.count == other.fields.count else {
      return false
    }
    if let own = certainAlignment, let theirs = other.certainAlignment, own != theirs { return false }
    return zip(fields, other.fields).allSatisfy { field, other in
      field.name == other.name && field.offset == other.offset && field.bits == other.bits
        && field.isPlaced == other.isPlaced && field.type.isSame(as: other.type)
    }
  }

  /// How many facts the fields are, as a comparison counts them.
  fileprivate var factCount: Int {
    fields.reduce(0) { count, field in
      let own = field.name == nil && field.isPlaced ? 0 : field.type.isIncomplete ? 1 : 3
      return count + own + (field.type.innerRecord?.factCount ?? 0)
    }
  }

  /// Takes the members out of those records inside this one that `other` has just so, under the same name. Gives the
  /// number of facts that those are: a small file may say of millions of fields what is true of a few.
  mutating func removeWhatIsSame(in other: inout RecordLayout) -> Int {
    var count = 0
    var places: [String: Int] = [:]
    for (index, field) in other.fields.enumerated() {
      // Of two members of one name, neither is taken for the other.
      if let name = field.name { places[name] = places[name] == nil ? index : -1 }
    }
    for index in fields.indices {
      guard let name = fields[index].name, let place = places[name], place >= 0,
        let inner = fields[index].type.innerRecord, other.fields[place].type.innerRecord != nil
      else { continue }
      if fields[index].type.isSame(as: other.fields[place].type) {
        count += inner.factCount
        fields[index].type.removeMembers()
        other.fields[place].type.removeMembers()
      } else if case .record(var mine) = fields[index].type.shape,
        case .record(var theirs) = other.fields[place].type.shape
      {
        count += mine.removeWhatIsSame(in: &theirs)
        fields[index].type.shape = .record(mine)
        other.fields[place].type.shape = .record(theirs)
      }
    }
    return count
  }
}

extension TypeLayout {
  fileprivate func isSame(as other: TypeLayout) -> Bool {
    guard spelling == other.spelling else { return false }
    if isIncomplete || other.isIncomplete { return true }
    guard size == other.size else { return false }
    switch (shape, other.shape) {
    case (.record(let own), .record(let theirs)): return own.isSame(as: theirs)
    case (.array(let own, let count), .array(let theirs, let otherCount)):
      return count == otherCount && own.isSame(as: theirs)
    default: return shape == other.shape
    }
  }

  fileprivate mutating func removeMembers() {
    switch shape {
    case .record(var record):
      record.fields = []
      shape = .record(record)
    case .array(var element, let count):
      element.removeMembers()
      shape = .array(element: element, count: count)
    default: break
    }
  }
}
