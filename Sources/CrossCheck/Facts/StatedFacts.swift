// The facts that objects state: abi-fixtures/fixture.h makes each record, constant and system call that a source names
// into an enumerator, and the debug information of the same object says the rest.

internal import Layout

extension FactSheet {
  /// The facts that the objects at `paths` state together. A fact may be stated more than once, as long as it is the same.
  public init(objects paths: [String], sources: [Source] = []) throws(FactsError) {
    var gathering: Gathering?
    for path in paths {
      guard let file = try Self.open(path) else { continue }
      guard let target = file.machine.target else { throw .unknownTarget(path: path, machine: file.machine.name) }
      var current = gathering ?? Gathering(target: target)
      guard target == current.target else {
        throw .otherTarget(path: path, machine: file.machine.name, expected: current.target)
      }
      try current.gather(file)
      gathering = current
    }
    guard let gathering, gathering.holdsFacts else { throw .nothingStated }
    self = gathering.sheet(sources: sources)
  }

  /// Opens an object; nil for one whose source declares nothing on this target, which states no facts.
  private static func open(_ path: String) throws(FactsError) -> ObjectFile? {
    do throws(ObjectFileError) {
      return try ObjectFile(path: path)
    } catch {
      if case .emptyDebugInformation = error { return nil }
      throw .object(error)
    }
  }
}

/// Facts as they come in from one object after the other.
private struct Gathering {
  let target: Target
  private var records: [RecordKey: RecordFacts] = [:]
  private var constants: [ConstantName: Int128] = [:]
  private var syscalls: [String: UInt32] = [:]

  private struct ConstantName: Hashable {
    var view: View
    var name: String
  }

  init(target: Target) { self.target = target }

  var holdsFacts: Bool { !records.isEmpty || !constants.isEmpty || !syscalls.isEmpty }

  func sheet(sources: [FactSheet.Source]) -> FactSheet {
    var sheet = FactSheet(target: target)
    sheet.sources = sources
    sheet.records = Array(records.values)
    sheet.constants = constants.map { ConstantFact(view: $0.key.view, name: $0.key.name, value: $0.value) }
    sheet.syscalls = syscalls.map { SyscallFact(name: $0.key, number: $0.value) }
    sheet.sort()
    return sheet
  }

  mutating func gather(_ file: borrowing ObjectFile) throws(FactsError) {
    var alignments: [(key: RecordKey, alignment: UInt64)] = []
    for enumerator in try Self.enumerators(of: file) {
      switch Statement(enumerator.name) {
      case .record(let key):
        guard let alignment = UInt64(exactly: enumerator.value), alignment > 0, alignment & (alignment - 1) == 0 else {
          throw .incomplete(path: file.path, what: "\(enumerator.name) is no alignment: \(enumerator.value)")
        }
        alignments.append((key, alignment))
      case .constant(let view, let name):
        let former = constants.updateValue(enumerator.value, forKey: ConstantName(view: view, name: name))
        guard former == nil || former == enumerator.value else {
          throw .contradiction(path: file.path, what: "\(name) = \(enumerator.value)")
        }
      case .syscall(let name):
        guard let number = UInt32(exactly: enumerator.value) else {
          throw .incomplete(path: file.path, what: "\(enumerator.name) is no number of a system call")
        }
        let former = syscalls.updateValue(number, forKey: name)
        guard former == nil || former == number else {
          throw .contradiction(path: file.path, what: "system call \(name) = \(number)")
        }
      case nil:
        throw .incomplete(path: file.path, what: "\(enumerator.name) states nothing that is known")
      }
    }
    try gather(alignments, from: file)
  }

  private mutating func gather(
    _ alignments: [(key: RecordKey, alignment: UInt64)], from file: borrowing ObjectFile
  ) throws(FactsError) {
    let found = try Self.records(alignments.map { $0.key.spelling }, of: file)
    for (key, alignment) in alignments {
      guard let record = found[key.spelling] else {
        throw .incomplete(path: file.path, what: "\(key.spelling) is named, but not defined in it")
      }
      let facts = try RecordFacts(
        record.layout, key: key, alignment: alignment, origin: origin(record.declaredIn), on: target)
      for name in [key.name] + facts.fields.map(\.path) where !Self.isPrintable(name) {
        throw .incomplete(path: file.path, what: "\(key.spelling) has a name that is not one word")
      }
      guard let former = records[key] else {
        records[key] = facts
        continue
      }
      guard former.size == facts.size, former.alignment == facts.alignment, former.fields == facts.fields else {
        throw .contradiction(path: file.path, what: key.spelling)
      }
    }
  }

  private static func enumerators(of file: borrowing ObjectFile) throws(FactsError) -> [ObjectFile.Enumerator] {
    do throws(ObjectFileError) {
      return try file.enumerators(withPrefix: "weft_")
    } catch {
      throw .object(error)
    }
  }

  private static func records(
    _ names: [String], of file: borrowing ObjectFile
  ) throws(FactsError) -> [String: ObjectFile.Found] {
    do throws(ObjectFileError) {
      return try file.records(named: names, andWhereDeclared: true)
    } catch {
      throw .object(error)
    }
  }

  private static func isPrintable(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
  }

  /// Where a file of the debug information stands for people: a header as one includes it, or a fixture.
  private func origin(_ file: String?) -> RecordFacts.Origin {
    guard let file, Self.isPrintable(file) else { return .unstated }
    var parts = file.split(separator: "/").filter { $0 != "." }[...]
    if let fixtures = parts.lastIndex(of: "abi-fixtures"), parts.last?.hasSuffix(".c") == true {
      return .fixture(parts[parts.index(after: fixtures)...].joined(separator: "/"))
    }
    // What stands above the folder that headers are included from says nothing.
    for folder in ["include", "linux-libc-dev", "libc"] {
      if let last = parts.lastIndex(where: { $0 == folder }) { parts = parts[parts.index(after: last)...] }
    }
    if parts.first == "\(target.rawValue)-linux-gnu" { parts = parts.dropFirst() }
    return .header(parts.joined(separator: "/"))
  }
}

/// What an enumerator of abi-fixtures/fixture.h is about.
private enum Statement {
  case record(RecordKey)
  case constant(View, String)
  case syscall(String)

  /// Reads an enumerator's name: weft_align_VIEW_FORM_NAME, weft_constant_VIEW_NAME or weft_syscall_NAME.
  init?(_ enumerator: String) {
    func rest(_ text: String, after prefix: String) -> String? {
      text.hasPrefix(prefix) && text.utf8.count > prefix.utf8.count ? String(text.dropFirst(prefix.count)) : nil
    }
    if let name = rest(enumerator, after: "weft_syscall_") {
      self = .syscall(name)
      return
    }
    for view in View.allCases {
      if let name = rest(enumerator, after: "weft_constant_\(view.rawValue)_") {
        self = .constant(view, name)
        return
      }
      for form in RecordKey.Form.allCases {
        guard let name = rest(enumerator, after: "weft_align_\(view.rawValue)_\(form.rawValue)_") else { continue }
        self = .record(RecordKey(view: view, form: form, name: name))
        return
      }
    }
    return nil
  }
}
