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
    let target = first.machine.target == second.machine.target ? first.machine.target : nil
    for name in Set(left.keys).union(right.keys).sorted() where names != nil || left[name] != nil && right[name] != nil
    {
      compare(
        try Self.facts(left[name], name, on: first.machine.target),
        try Self.facts(right[name], name, on: second.machine.target), on: target)
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
  ) throws(FactsError) -> [String: RecordLayout] {
    do throws(ObjectFileError) {
      guard let names else { return try file.records(named: file.recordNames()).mapValues(\.layout) }
      var found: [String: RecordLayout] = [:]
      for name in Set(names) {
        do throws(ObjectFileError) {
          found[name] = try file.record(named: name)
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
