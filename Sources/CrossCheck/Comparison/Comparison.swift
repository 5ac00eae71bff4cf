// Compares facts with facts, and counts how many were compared.

public import Layout

/// The result of comparing two descriptions.
public struct Comparison: Sendable, Hashable {
  /// What differs, in the order of records, constants and system calls.
  public private(set) var findings: [Finding] = []
  /// How many facts were compared: a size, an alignment, an offset, a type, a value or a number each.
  public private(set) var factCount = 0
  /// How many records were compared.
  public private(set) var recordCount = 0
  /// How many of those are declared in a fixture, because no header exports them.
  public private(set) var declaredRecordCount = 0
  /// How many constants were compared.
  public private(set) var constantCount = 0
  /// How many system calls were compared.
  public private(set) var syscallCount = 0

  /// What a comparison comes to.
  public enum Outcome: Sendable, Hashable {
    /// Facts were compared, and all agree.
    case agrees
    /// Something differs.
    case differs
    /// No fact was compared: that is never a success.
    case nothingCompared
  }

  /// What the comparison comes to.
  public var outcome: Outcome { !findings.isEmpty ? .differs : factCount == 0 ? .nothingCompared : .agrees }

  /// An empty comparison, to add others to.
  public init() {}

  /// Whether there was anything to compare, on one side or both.
  public var isOfSomething: Bool { outcome != .nothingCompared }

  /// Compares our facts with the truth. With `names`, only what bears one of them: a record as `RecordName` reads it, a
  /// constant, with or without its view ("kernel:O_DIRECT"), or a system call.
  public init(ours: FactSheet, truth: FactSheet, names: [String]? = nil) {
    let target = truth.target
    let wanted = names?.map(RecordName.init)
    func isWanted(_ key: RecordKey) -> Bool { wanted?.contains(where: key.isNamed) ?? true }
    match(ours.records.filter { isWanted($0.key) }, truth.records.filter { isWanted($0.key) }, by: \.key) {
      comparison, ours, truth in
      comparison.compare(ours, truth, on: target)
    }
    func isWanted(_ name: String, _ view: View?) -> Bool {
      wanted?.contains { $0.name == name && $0.kind == nil && ($0.view == nil || $0.view == view) } ?? true
    }
    match(
      ours.constants.filter { isWanted($0.name, $0.view) }, truth.constants.filter { isWanted($0.name, $0.view) },
      by: { ConstantName(view: $0.view, name: $0.name) }
    ) { comparison, ours, truth in
      comparison.compare(ours, truth, on: target)
    }
    match(
      ours.syscalls.filter { isWanted($0.name, nil) }, truth.syscalls.filter { isWanted($0.name, nil) }, by: \.name
    ) { comparison, ours, truth in
      comparison.compare(ours, truth, on: target)
    }
  }

  /// Compares a record with the same one of another file.
  public init(_ first: RecordFacts, _ second: RecordFacts, on target: Target?) {
    compare(first, second, on: target)
  }

  /// Counts facts that are the same without having been compared one by one.
  mutating func count(sameFacts count: Int) { factCount += count }

  /// Adds what another comparison found.
  public mutating func add(_ other: Comparison) {
    findings += other.findings
    factCount += other.factCount
    recordCount += other.recordCount
    declaredRecordCount += other.declaredRecordCount
    constantCount += other.constantCount
    syscallCount += other.syscallCount
  }

  private struct ConstantName: Hashable {
    var view: View
    var name: String
  }

  /// Calls `compare` with each of ours and theirs that belong together, and with those that stand alone: theirs in order,
  /// then what only we have.
  private mutating func match<Fact, Key: Hashable>(
    _ ours: [Fact], _ theirs: [Fact], by key: (Fact) -> Key, compare: (inout Comparison, Fact?, Fact?) -> Void
  ) {
    var left = Dictionary(ours.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    for fact in theirs { compare(&self, left.removeValue(forKey: key(fact)), fact) }
    for fact in ours where left[key(fact)] != nil { compare(&self, fact, nil) }
  }

  // MARK: - Constants and system calls

  private mutating func compare(_ ours: ConstantFact?, _ theirs: ConstantFact?, on target: Target) {
    guard let known = ours ?? theirs else { return }
    let code: FindingCode =
      if ours == nil { .missingConstant } else if theirs == nil { .extraConstant } else { .badConstant }
    if ours != nil, theirs != nil {
      constantCount += 1
      factCount += 1
      if ours?.value == theirs?.value { return }
    }
    findings.append(
      Finding(
        code: code, target: target, view: known.view, name: known.name, field: nil,
        ours: ours.map { String($0.value) }, theirs: theirs.map { String($0.value) }))
  }

  private mutating func compare(_ ours: SyscallFact?, _ theirs: SyscallFact?, on target: Target) {
    guard let known = ours ?? theirs else { return }
    let code: FindingCode =
      if ours == nil { .missingSyscall } else if theirs == nil { .extraSyscall } else { .badSyscallNumber }
    if ours != nil, theirs != nil {
      syscallCount += 1
      factCount += 1
      if ours?.number == theirs?.number { return }
    }
    findings.append(
      Finding(
        code: code, target: target, view: nil, name: known.name, field: nil, ours: ours.map { String($0.number) },
        theirs: theirs.map { String($0.number) }))
  }

  // MARK: - Records

  mutating func compare(_ ours: RecordFacts?, _ theirs: RecordFacts?, on target: Target?) {
    guard let known = ours ?? theirs else { return }
    func finding(_ code: FindingCode, field: String? = nil, _ ours: String?, _ theirs: String?) -> Finding {
      Finding(
        code: code, target: target, view: known.key.view, name: known.key.spelling, field: field, ours: ours,
        theirs: theirs)
    }
    guard let ours, let theirs else {
      let size = "\(known.size) bytes"
      findings.append(
        ours == nil ? finding(.missingRecord, nil, size) : finding(.extraRecord, size, nil))
      return
    }
    recordCount += 1
    if case .fixture = theirs.origin { declaredRecordCount += 1 }
    factCount += 1
    if ours.size != theirs.size { findings.append(finding(.badStructSize, "\(ours.size)", "\(theirs.size)")) }
    // An alignment that is not certain is no fact.
    if let ours = ours.alignment, let theirs = theirs.alignment {
      factCount += 1
      if ours != theirs { findings.append(finding(.badAlignment, "\(ours)", "\(theirs)")) }
    }

    // What is found about a field follows for all fields in it, and is not said again for them.
    var settled: [String: Int128] = [:]
    let oursByPath = Dictionary(ours.fields.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for truth in theirs.fields {
      let parent = truth.parentPath
      guard let field = oursByPath[truth.path] else {
        if let parent, oursByPath[parent]?.type.isRecord != true { continue }
        findings.append(finding(.missingField, field: truth.path, nil, truth.placeDescription))
        continue
      }
      let isComparable = !field.type.isIncomplete && !truth.type.isIncomplete
      factCount += isComparable ? 3 : 1
      let inherited = parent.flatMap { settled[$0] } ?? 0
      let moved = field.movement(from: truth)
      settled[truth.path] = moved ?? 0
      guard let moved, field.isBitfield == truth.isBitfield, field.width == truth.width || !field.isBitfield else {
        findings.append(
          finding(.badBitfield, field: truth.path, field.placeDescription, truth.placeDescription))
        continue
      }
      if moved != inherited {
        let code: FindingCode = field.isBitfield ? .badBitfield : .badFieldOffset
        findings.append(finding(code, field: truth.path, field.offsetDescription, truth.offsetDescription))
      }
      guard isComparable else { continue }
      if field.width != truth.width {
        findings.append(finding(.badFieldSize, field: truth.path, field.widthDescription, truth.widthDescription))
      } else if !field.type.agrees(with: truth.type) {
        findings.append(finding(.badFieldType, field: truth.path, "\(field.type)", "\(truth.type)"))
      }
    }
    let theirsByPath = Dictionary(theirs.fields.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for field in ours.fields where theirsByPath[field.path] == nil {
      if let parent = field.parentPath, theirsByPath[parent]?.type.isRecord != true { continue }
      findings.append(finding(.extraField, field: field.path, field.placeDescription, nil))
    }
  }
}

extension FieldFact {
  /// The path of the field that this one lies in, or nil for a field of the record itself.
  fileprivate var parentPath: String? {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let parent = path[..<dot]
    return String(parent.hasSuffix("[]") ? parent.dropLast(2) : parent)
  }

  fileprivate var isBitfield: Bool {
    if case .bits = place { return true }
    return false
  }

  /// The first bit, and how many.
  private var extent: (start: Int128, width: UInt128) {
    switch place {
    case .bytes(let offset, let size): (8 * Int128(offset), 8 * UInt128(size))
    case .bits(let bits): (Int128(bits.offset), UInt128(bits.width))
    }
  }

  /// How many bits there are.
  fileprivate var width: UInt128 { extent.width }

  /// By how many bits the field lies further on than `other`; nil where only one of them is a bit-field.
  fileprivate func movement(from other: FieldFact) -> Int128? {
    isBitfield == other.isBitfield ? extent.start - other.extent.start : nil
  }

  fileprivate var offsetDescription: String {
    switch place {
    case .bytes(let offset, _): "\(offset)"
    case .bits(let bits): "bit \(bits.offset)"
    }
  }

  fileprivate var widthDescription: String {
    switch place {
    case .bytes(_, let size): "\(size)"
    case .bits(let bits): "\(bits.width) bits"
    }
  }

  fileprivate var placeDescription: String {
    switch place {
    case .bytes(let offset, let size): "\(type) at \(offset), \(size) bytes"
    case .bits(let bits): "\(type) in bits \(bits.offset)..<\(UInt128(bits.offset) + UInt128(bits.width))"
    }
  }
}
