// Compares the records of two object files.

internal import Layout

extension Comparison {
  /// Compares the records called `names` in two files, or all that both have. A name that only one of them has is a
  /// finding; one that neither has is not compared.
  public init(
    first: borrowing ObjectFile, second: borrowing ObjectFile, names: [String]? = nil
  ) throws(FactsError) {
    self.init()
    let left = try Self.records(of: first, names: names)
    let right = try Self.records(of: second, names: names)
    for name in Set(left.keys).union(right.keys).sorted() where names != nil || left[name] != nil && right[name] != nil
    {
      try compare(left[name] ?? [], first.machine.target, right[name] ?? [], second.machine.target, name)
    }
  }

  /// Compares the definitions that two files have of one name: each must be in the other file too.
  private mutating func compare(
    _ left: [RecordLayout], _ leftTarget: Target?, _ right: [RecordLayout], _ rightTarget: Target?, _ name: String
  ) throws(FactsError) {
    let target = leftTarget == rightTarget ? leftTarget : nil
    func comparison(_ one: RecordLayout?, _ other: RecordLayout?) throws(FactsError) -> Comparison {
      var comparison = Comparison()
      var (one, other) = (one, other)
      if var first = one, var second = other {
        comparison.count(sameFacts: first.removeWhatIsSame(in: &second))
        (one, other) = (first, second)
      }
      comparison.compare(
        try Self.facts(one, name, on: leftTarget), try Self.facts(other, name, on: rightTarget), on: target)
      return comparison
    }
    var (onlyLeft, onlyRight) = ([RecordLayout](), right)
    for one in left {
      var agreeing: Int?
      // Where each has one definition, what differs between them is to be said.
      for index in onlyRight.indices where agreeing == nil && left.count + right.count > 2 {
        let candidate = try comparison(one, onlyRight[index])
        guard candidate.findings.isEmpty else { continue }
        add(candidate)
        agreeing = index
      }
      if let agreeing { onlyRight.remove(at: agreeing) } else { onlyLeft.append(one) }
    }
    for index in 0..<max(onlyLeft.count, onlyRight.count) {
      add(
        try comparison(
          index < onlyLeft.count ? onlyLeft[index] : nil, index < onlyRight.count ? onlyRight[index] : nil))
    }
  }

  private static func facts(
    _ record: RecordLayout?, _ name: String, on target: Target?
  ) throws(FactsError) -> RecordFacts? {
    guard let record else { return nil }
    let form: RecordKey.Form = record.kind == .union ? .union : .structure
    let isTag = name.hasPrefix("\(form.rawValue) ")
    let key = RecordKey(
      view: nil, form: isTag ? form : .typedef, name: isTag ? String(name.dropFirst(form.rawValue.count + 1)) : name)
    return try RecordFacts(record, key: key, on: target)
  }

  /// Records of a file, by the name that each was asked for, or by the file's names for all of them.
  private static func records(
    of file: borrowing ObjectFile, names: [String]?
  ) throws(FactsError) -> [String: [RecordLayout]] {
    do throws(ObjectFileError) {
      guard let names else { return try file.definitions().mapValues { $0.map(\.layout) } }
      var found: [String: [RecordLayout]] = [:]
      for name in Set(names) {
        do throws(ObjectFileError) {
          found[name] = try file.find(name).map(\.layout)
        } catch {
          // That the other file has it, or has not, is what the comparison says.
          guard error.foundNothing else { throw error }
        }
      }
      return found
    } catch {
      throw .object(error)
    }
  }
}
