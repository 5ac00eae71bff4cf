// From the parser's types to what the engine takes and what is handed out: `CType`, spellings, the lists of records and
// type names.

extension DeclarationParser {
  /// The type as the engine takes it; nil where something is wrong with it that has been said.
  mutating func cType(_ index: TypeIndex) -> CType? {
    if let known = converted[index] { return known }
    let result: CType
    switch types[index] {
    case .invalid: return nil
    case .void: return .incomplete(spelling: "void")
    case .function: return .incomplete(spelling: spelling(of: index))
    case .scalar(let scalar): result = .scalar(scalar)
    case .complex(let part): result = .complex(part)
    case .pointer: result = .pointer(spelling: spelling(of: index))
    case .vector(let element, let count): result = .vector(element: element, count: count)
    case .array(let element, let count):
      guard let element = cType(element) else { return nil }
      result = .array(element: element, count: count)
    case .record(let number):
      if types.records[number].isInvalid { return nil }
      guard let declaration = types.records[number].declaration else {
        return .incomplete(spelling: spelling(of: index))
      }
      return .record(declaration)
    case .enumeration(let number):
      let entry = types.enumerations[number]
      if entry.isInvalid { return nil }
      guard let underlying = entry.underlying else { return .incomplete(spelling: spelling(of: index)) }
      return .enumeration(tag: entry.tag.map { names[$0] }, underlying: underlying)
    case .alias(let name, let target, let alignment):
      guard let target = cType(target) else { return nil }
      result = .alias(name: names[name], of: target, alignment: alignment)
    case .aligned(let target, let alignment):
      let spelled = spelling(of: target)
      guard let target = cType(target) else { return nil }
      result = .alias(name: spelled, of: target, alignment: alignment)
    case .qualified(let target, _): return cType(target)
    }
    // What is still incomplete may be completed later.
    if !result.isIncomplete { converted[index] = result }
    return result
  }

  /// The layout of a type; nil where it has none.
  mutating func layout(of index: TypeIndex) -> TypeLayout? {
    if case .record(let number) = types[index] { return types.records[number].layout.map { TypeLayout($0) } }
    guard let type = cType(index) else { return nil }
    return try? engine.layout(of: type)
  }

  // MARK: - Spellings

  /// The type as C spells it.
  func spelling(of index: TypeIndex) -> String {
    // Types share parts: what is spelled without a limit could become exponentially long.
    var budget = 64
    return spelling(of: index, around: "", &budget)
  }

  private func spelling(of index: TypeIndex, around inner: String, _ budget: inout Int) -> String {
    budget -= 1
    func named(_ name: String) -> String { inner.isEmpty ? name : "\(name) \(inner)" }
    guard budget > 0 else { return named("…") }
    switch types[index] {
    case .invalid: return named("?")
    case .void: return named("void")
    case .scalar(let scalar): return named(scalar.spelling)
    case .complex(let part): return named("_Complex \(part.spelling)")
    case .vector(let element, let count): return named("\(element.spelling) __vector(\(count))")
    case .record(let number):
      let record = types.records[number]
      return named(record.tag.map { "\(record.kind.rawValue) \(names[$0])" } ?? record.kind.rawValue)
    case .enumeration(let number): return named(types.enumerations[number].tag.map { "enum \(names[$0])" } ?? "enum")
    case .alias(let name, _, _): return named(names[name])
    case .aligned(let target, _): return spelling(of: target, around: inner, &budget)
    case .qualified(let target, let qualifiers):
      if case .pointer = types[target] {
        return spelling(of: target, around: qualifiers.spelling + (inner.isEmpty ? "" : " \(inner)"), &budget)
      }
      return "\(qualifiers.spelling) \(spelling(of: target, around: inner, &budget))"
    case .pointer(let target):
      let pointed = "*\(inner)"
      var declared = types[target]
      if case .qualified(let plain, _) = declared { declared = types[plain] }
      switch declared {
      case .array, .function: return spelling(of: target, around: "(\(pointed))", &budget)
      default: return spelling(of: target, around: pointed, &budget)
      }
    case .array(let element, let count):
      return spelling(of: element, around: "\(inner)[\(count.map { "\($0)" } ?? "")]", &budget)
    case .function(let result, let parameters, let isVariadic):
      var list: [String] = []
      for parameter in types.parameters[parameters] {
        guard budget > 0 else {
          list.append("…")
          break
        }
        list.append(spelling(of: parameter, around: "", &budget))
      }
      if isVariadic { list.append("...") }
      return spelling(of: result, around: "\(inner)(\(list.joined(separator: ", ")))", &budget)
    }
  }

  // MARK: - Lists

  /// The records to hand out.
  var declaredRecords: [DeclaredRecord] {
    mutating get {
      // A record without a tag is part of the one whose member it is.
      var nested: Set<Int> = []
      for record in types.records {
        for member in record.members {
          if let inner = untaggedRecord(in: member.type) { nested.insert(inner) }
        }
      }
      var result: [DeclaredRecord] = []
      for number in listedRecords {
        let entry = types.records[number]
        guard !entry.isInvalid, let declaration = entry.declaration, let definition = entry.definition else { continue }
        guard entry.tag != nil || entry.typedefType != nil || !nested.contains(number) else { continue }
        var type = CType.record(declaration)
        var name = entry.tag.map { names[$0] }
        if name == nil, let named = entry.typedefType, case .alias(let own, _, _) = types[named] {
          type = cType(named) ?? type
          name = names[own]
        }
        result.append(
          DeclaredRecord(
            name: name, declaration: declaration, type: type, range: definition,
            memberRanges: entry.members.map(\.range)))
      }
      return result
    }
  }

  /// The record without a tag that a member's type is, or is made of.
  private func untaggedRecord(in index: TypeIndex) -> Int? {
    var index = index
    while true {
      switch types[index] {
      case .array(let inner, _), .pointer(let inner), .aligned(let inner, _), .qualified(let inner, _): index = inner
      case .record(let number): return types.records[number].tag == nil ? number : nil
      default: return nil
      }
    }
  }

  /// The type names to hand out.
  var declaredTypeNames: [DeclaredTypeName] {
    mutating get {
      var result: [DeclaredTypeName] = []
      for (name, type, range) in listedTypeNames {
        guard let converted = cType(type) else { continue }
        result.append(DeclaredTypeName(name: names[name], type: converted, range: range))
      }
      return result
    }
  }

  /// The names that the text knows, by what they stand for.
  var knownNames: [DeclarationError.UnknownName.Kind: [String]] {
    var result: [DeclarationError.UnknownName.Kind: [String]] = [:]
    for number in 0..<names.count {
      switch symbols[number] {
      case .typeName: result[.type, default: []].append(names[UInt32(number)])
      case .constant, .object: result[.value, default: []].append(names[UInt32(number)])
      case nil: break
      }
      if tags[number] != nil { result[.tag, default: []].append(names[UInt32(number)]) }
    }
    return result
  }
}

extension CType {
  /// Whether the type, or what it is made of, is incomplete.
  fileprivate var isIncomplete: Bool {
    var type = self
    while true {
      switch type {
      case .alias(_, let inner, _), .array(let inner, _): type = inner
      case .incomplete: return true
      default: return false
      }
    }
  }
}
